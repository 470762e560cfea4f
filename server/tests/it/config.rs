//! Flags: a wrong value is refused at start, with its name and the reason.

use clap::Parser;
use server::config::{Database, Http, Mail, Merchant, Surface};

#[derive(Parser, Debug)]
#[command(name = "perigee")]
struct Cli {
    #[command(flatten)]
    http: Http,
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    merchant: Merchant,
    #[command(flatten)]
    mail: Mail,
}

fn parse(flags: &[&str]) -> Result<Cli, String> {
    Cli::try_parse_from(["perigee"].iter().chain(flags)).map_err(|e| e.to_string())
}

#[test]
fn wrong_values_are_named() {
    for (flag, value, reason) in [
        ("--addr", "localhost", "addr"),
        ("--addr", "127.0.0.1", "addr"),
        ("--database-url", "perigee.db", "sqlite://"),
        ("--database-url", "mysql://x", "postgres://"),
        ("--database-connections", "0", "1..=1000"),
        ("--currency", "euro", "three capital letters"),
        ("--currencies", "EUR,dollars", "three capital letters"),
        ("--rates", "/no/such/file", "No such file"),
        ("--country", "Germany", "DE"),
        ("--base-url", "shop.example", "https://shop.example"),
        ("--base-url", "https://shop.example/path", "https://shop.example"),
        ("--seller", " ", "receipts"),
        ("--seller-address", "", "receipts"),
        ("--base-url", "https://", "https://shop.example"),
        ("--request-timeout", "soon", "seconds"),
        ("--request-timeout", "-1", "seconds"),
        ("--shutdown-grace", "inf", "seconds"),
        ("--rate-limit", "-1", "rate-limit"),
        ("--trusted-proxies", "all", "trusted-proxies"),
        ("--body-limit", "1M", "body-limit"),
        ("--connections", "0", "1..=1000000"),
        ("--idle-timeout", "never", "seconds"),
        ("--browsing", "many", "browsing"),
        ("--buying", "0", "1..=100000"),
        ("--placing", "0", "1..=100000"),
        ("--queue-time", "-1", "seconds"),
        ("--surfaces", "shop", "storefront, api, desk"),
        ("--surfaces", "", "storefront, api, desk"),
    ] {
        let error = parse(&[&format!("{flag}={value}")]).unwrap_err();
        assert!(error.contains(flag) && error.contains(reason), "{flag} {value}: {error}");
    }
}

#[test]
fn right_values() {
    let cli = parse(&[
        "--base-url=https://shop.example/",
        "--country=fr",
        "--currency=USD",
        "--astronomy-api",
        "--page-cache=false",
        "--request-timeout=0.5",
    ])
    .unwrap();
    assert_eq!(
        (cli.merchant.base_url.as_str(), cli.merchant.country.as_str(), cli.merchant.currency.code()),
        ("https://shop.example", "FR", "USD")
    );
    let seller = parse(&["--seller=Sky & Co", "--seller-address= Hill 1 , 1010 Wien,, Austria", "--seller-vat="])
        .unwrap()
        .merchant
        .settings()
        .unwrap()
        .seller;
    assert_eq!((seller.name.as_str(), seller.vat_number.as_str()), ("Sky & Co", ""));
    assert_eq!(seller.address, ["Hill 1", "1010 Wien", "Austria"]);
    assert!(cli.http.astronomy_api && !cli.http.page_cache && cli.http.request_timeout.as_millis() == 500);
    assert_eq!(parse(&["--surfaces=api,desk"]).unwrap().http.surfaces, [Surface::Api, Surface::Desk]);
    assert_eq!(parse(&[]).unwrap().http.surfaces.len(), 3);
    assert!((1..=1000).contains(&parse(&[]).unwrap().database.options().connections));
}

#[test]
fn currencies_are_those_that_the_merchant_names() {
    let file = std::env::temp_dir().join(format!("perigee-rates-{}.csv", std::process::id()));
    let rates = format!("--rates={}", file.display());
    std::fs::write(&file, "# of the day\nas-of,2026-11-20\nUSD,1.08\nGBP,0.85\n").unwrap();
    let settings = |flags: &[&str]| parse(flags).unwrap().merchant.settings();
    let codes = |flags: &[&str]| settings(flags).unwrap().rates.currencies().map(|c| c.to_string()).collect::<Vec<_>>().join(",");
    assert_eq!(settings(&[]).unwrap().rates.currencies().count(), 33);
    assert_eq!(codes(&["--currencies=EUR,SEK"]), "EUR,SEK");
    assert_eq!(codes(&[&rates]), "EUR,USD,GBP");
    assert_eq!(codes(&[&rates, "--currencies=GBP,USD", "--currency=USD"]), "GBP,USD");
    for (flags, setting, reason) in [
        (&["--currency=KWD"][..], "--currency", "KWD"),
        (&["--currencies=USD"], "--currency", "EUR"),
        (&["--currencies=EUR,KWD"], "--currencies", "no exchange rate for KWD"),
        (&[&rates, "--currencies=EUR,SEK"], "--currencies", "no exchange rate for SEK"),
    ] {
        let error = settings(flags).unwrap_err();
        assert!(error.contains(setting) && error.contains(reason), "{flags:?}: {error}");
    }
    std::fs::write(&file, "USD,1.08\n").unwrap();
    let error = parse(&[&rates]).unwrap_err();
    assert!(error.contains("--rates") && error.contains("as-of"), "{error}");
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn secrets_are_not_printed() {
    let cli = parse(&["--smtp-url=smtp://user:hunter2@mail.example"]).unwrap();
    assert!(!format!("{:?}", cli.mail).contains("hunter2"));
}

//! Flags: an invalid value stops the start, with its name and the reason.

use clap::{CommandFactory, Parser};
use server::config::{Database, Http, Mail, Merchant, Surface};
use shop::settings::Setting;

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

/// The settings that the first start of a server stores.
fn first_start(flags: &[&str]) -> Result<shop::Settings, String> {
    let merchant = parse(flags)?.merchant;
    let settings = merchant.settings()?;
    merchant.check_first_start(&settings)?;
    Ok(settings)
}

#[test]
fn invalid_values_are_named() {
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
        ("--holidays", "/no/such/file", "No such file"),
        ("--zones", "/no/such/file", "No such file"),
        ("--tax-rates", "/no/such/file", "No such file"),
        ("--dispatch-from", "Germany", "DE-SH"),
        ("--closed-days", "12-24,Easter", "2027-08-02..2027-08-13"),
        ("--base-url", "shop.example", "https://shop.example"),
        ("--base-url", "https://shop.example/path", "https://shop.example"),
        ("--shop-name", " ", "it is empty"),
        ("--seller", " ", "receipts"),
        ("--seller-address", "", "receipts"),
        ("--seller-address", " , ", "receipts"),
        ("--seller-address", "\n", "receipts"),
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
fn valid_values() {
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
        (
            cli.merchant.base_url.as_str(),
            cli.merchant.country.as_str(),
            cli.merchant.currency.code()
        ),
        ("https://shop.example", "FR", "USD")
    );
    let seller = parse(&[
        "--seller=Sky & Co",
        "--seller-address= Hill 1 , 1010 Wien,, Austria",
        "--seller-vat=",
    ])
    .unwrap()
    .merchant
    .settings()
    .unwrap()
    .seller;
    assert_eq!((seller.name.as_str(), seller.vat_number.as_str()), ("Sky & Co", ""));
    assert_eq!(seller.address, ["Hill 1", "1010 Wien", "Austria"]);
    assert!(
        cli.http.astronomy_api
            && !cli.http.page_cache
            && cli.http.capacity.request_timeout.as_millis() == 500
    );
    assert_eq!(parse(&["--surfaces=api"]).unwrap().http.surfaces, [Surface::Api]);
    let with_desk = parse(&["--surfaces=storefront,desk"]).unwrap().http.surfaces;
    assert_eq!(with_desk, [Surface::Storefront, Surface::Desk]);
    let surfaces = parse(&[]).unwrap().http.surfaces;
    assert_eq!(surfaces, [Surface::Storefront, Surface::Api]);
    assert!((1..=1000).contains(&parse(&[]).unwrap().database.options().connections));
}

#[test]
fn dispatch_settings() {
    let dispatch = |flags: &[&str]| parse(flags).unwrap().merchant.settings().unwrap().dispatch;
    let usual = dispatch(&[]);
    assert_eq!((usual.zone.label(), usual.cut_off), ("Central European time", 14));
    for (flag, hour) in [
        ("--cut-off=16:00", 16),
        ("--cut-off=9", 9),
        ("--cut-off=09:00", 9),
        ("--cut-off=23:00", 23),
    ] {
        assert_eq!(dispatch(&["--time-zone=Europe/London", flag]).cut_off, hour, "{flag}");
    }
    for wrong in ["", "0", "24:00", "14:30", "2pm", "-1", "014", "14:00:00"] {
        let error = parse(&[&format!("--cut-off={wrong}")]).unwrap_err().to_string();
        assert!(error.contains("PERIGEE_CUT_OFF") || error.contains("--cut-off"), "{error}");
        assert!(
            wrong.is_empty() || error.contains("a whole hour from 1:00 to 23:00, such as 14:00"),
            "{wrong}: {error}"
        );
    }
    for wrong in ["Berlin", "MEZ", "+01:00", "Europe/Atlantis"] {
        let error = parse(&[&format!("--time-zone={wrong}")]).unwrap_err().to_string();
        assert!(
            error.contains("--time-zone") && error.contains("such as Europe/Berlin"),
            "{error}"
        );
    }
}

#[test]
fn the_merchant_lists_the_currencies() {
    let file = std::env::temp_dir().join(format!("perigee-rates-{}.csv", std::process::id()));
    let rates = format!("--rates={}", file.display());
    std::fs::write(&file, "# of the day\nas-of,2026-11-20\nUSD,1.08\nGBP,0.85\n").unwrap();
    let settings = first_start;
    let codes = |flags: &[&str]| {
        settings(flags)
            .unwrap()
            .rates
            .currencies()
            .map(|c| c.to_string())
            .collect::<Vec<_>>()
            .join(",")
    };
    assert_eq!(settings(&[]).unwrap().rates.currencies().count(), 33);
    assert_eq!(codes(&["--currencies=EUR,SEK"]), "EUR,SEK");
    assert_eq!(codes(&["--currencies=EUR,BGN", "--currency=BGN"]), "EUR,BGN", "listed");
    assert_eq!(codes(&[&rates]), "EUR,USD,GBP");
    assert_eq!(codes(&[&rates, "--currencies=GBP,USD", "--currency=USD"]), "GBP,USD");
    for (flags, setting, reason) in [
        (&["--currency=KWD"][..], "--currency", "KWD"),
        (&["--currency=BGN"], "--currency", "BGN"),
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
fn the_merchant_sets_holidays_and_closed_days() {
    let file = std::env::temp_dir().join(format!("perigee-holidays-{}.csv", std::process::id()));
    std::fs::write(&file, "AT,10-26,,,National Day\n").unwrap();
    let holidays = format!("--holidays={}", file.display());
    let settings =
        parse(&[&holidays, "--dispatch-from=AT", "--closed-days=12-24,2027-08-02..2027-08-13"])
            .unwrap()
            .merchant
            .settings()
            .unwrap();
    assert!(settings.rules.holidays.knows("AT") && !settings.rules.holidays.knows("DE"));
    assert_eq!((settings.dispatch.from.as_str(), settings.dispatch.closed.len()), ("AT", 2));
    let error = first_start(&[&holidays]).unwrap_err();
    assert!(error.contains("PERIGEE_DISPATCH_FROM (--dispatch-from) DE-SH"), "{error}");
    std::fs::write(&file, "AT,10-26,,,National Day\nAT,26 October,,,again\n").unwrap();
    let error = parse(&[&holidays]).unwrap_err();
    assert!(error.contains("--holidays") && error.contains("line 2"), "{error}");
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn the_merchant_sets_tariffs_and_the_country_of_shoppers() {
    let file = std::env::temp_dir().join(format!("perigee-delivery-{}.csv", std::process::id()));
    let delivery = format!("--delivery={}", file.display());
    let settings = first_start;
    let usual = include_str!("../../../crates/shop/data/delivery.csv");
    std::fs::write(&file, usual).unwrap();
    let rules = settings(&[&delivery]).unwrap().rules;
    assert_eq!(rules.tariffs, shop::Rules::default().tariffs);
    assert!(rules.from_files && !settings(&[]).unwrap().rules.from_files);
    std::fs::write(&file, usual.replace("uk,standard,freight,,,249,,6,12\n", "")).unwrap();
    let error = settings(&[&delivery]).unwrap_err();
    assert!(error.starts_with("PERIGEE_DELIVERY (--delivery): standard delivery"), "{error}");
    std::fs::write(&file, format!("{usual}mars,standard,parcel,,,1,,1,1\n")).unwrap();
    let error = settings(&[&delivery]).unwrap_err();
    assert!(error.contains("(--delivery): line ") && error.contains("`mars`"), "{error}");
    std::fs::write(&file, format!("{usual}home,standard,parcel,,,1,,1,1\n")).unwrap();
    let error = parse(&[&delivery]).unwrap_err();
    assert!(error.contains("--delivery") && error.contains("never applies"), "{error}");
    std::fs::remove_file(&file).unwrap();
    let error = settings(&["--country=AQ"]).unwrap_err();
    assert!(error.starts_with("PERIGEE_COUNTRY (--country) AQ: "), "{error}");
}

/// A shop that delivers to one country, with its own tables.
#[test]
fn the_merchant_sets_zones_and_tax_rates() {
    let folder = std::env::temp_dir().join(format!("perigee-zones-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |flag: &str, text: &str| {
        let path = folder.join(flag);
        std::fs::write(&path, text).unwrap();
        format!("--{flag}={}", path.display())
    };
    let settings = first_start;
    let zones = file("zones", "zone,near,Austria\nplace,near,AT\nplace,near,CH\n");
    let delivery = file("delivery", "near,standard,parcel,,,5,,1,2\n");
    let rates = file("tax-rates", "AT,standard,20,included,\nCH,standard,8.1,added,\n");
    let at = "--country=AT";
    let rules = settings(&[&zones, &delivery, &rates, at]).unwrap().rules;
    let codes: Vec<_> = rules.zones.countries().iter().map(|country| country.code).collect();
    assert_eq!(codes, ["AT", "CH"]);
    // The built-in rates have both countries.
    assert_eq!(settings(&[&zones, &delivery, at]).unwrap().rules.zones, rules.zones);
    for (flags, reason) in [
        (&[&*zones, at][..], "PERIGEE_DELIVERY (--delivery): line "),
        (&[&*zones, &*delivery], "PERIGEE_COUNTRY (--country) DE: "),
        (&[&*rates], "PERIGEE_TAX_RATES (--tax-rates): AX has no standard rate"),
    ] {
        let error = settings(flags).unwrap_err();
        assert!(error.starts_with(reason), "{error}");
    }
    let error = parse(&[&file("zones", "zone,near,Austria\nplace,far,AT\n")]).unwrap_err();
    assert!(error.contains("--zones") && error.contains("line 2"), "{error}");
    let error = parse(&[&file("tax-rates", "AT,standard,-20,included,\n")]).unwrap_err();
    assert!(error.contains("--tax-rates") && error.contains("line 1"), "{error}");
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Nobody is the seller until a name is given.
#[test]
fn details_of_the_seller() {
    let seller = |flags: &[&str]| {
        let merchant = parse(flags).unwrap().merchant;
        let settings = merchant.settings().unwrap();
        (settings.seller.clone(), Merchant::missing_details(&settings))
    };
    let (nobody, missing) = seller(&[]);
    assert!(nobody.name.is_empty() && nobody.address.is_empty() && nobody.email.is_empty());
    assert_eq!(
        missing,
        [
            "seller is empty",
            "seller-address is empty",
            "seller-email is empty",
            "seller-phone is empty",
        ]
    );
    let own =
        ["--seller=Sky GmbH", "--seller-address=Hill 1, 1010 Wien", "--seller-vat=ATU00000000"];
    let (own_seller, missing) = seller(&own);
    assert_eq!(
        (own_seller.register.as_str(), own_seller.email.as_str(), own_seller.phone.as_str()),
        ("", "", "")
    );
    assert_eq!(
        missing,
        [
            "seller-email is empty",
            "seller-phone is empty",
            "seller-representative is empty",
            "seller-register is empty",
        ]
    );
    let details = [
        "--seller-email=a@b.example",
        "--seller-phone=+43 1",
        "--seller-representative=Ada",
        "--seller-register=FN 1",
    ];
    let all: Vec<&str> = own.into_iter().chain(details).collect();
    assert!(seller(&all).1.is_empty());
    assert!(first_start(&[]).is_ok() && first_start(&all).is_ok());
    let error = first_start(&["--seller=Sky", "--seller-email=a@b.example"]).unwrap_err();
    assert!(error.contains("PERIGEE_SELLER_ADDRESS ("), "{error}");
    let error = first_start(&own).unwrap_err();
    assert!(
        ["PERIGEE_SELLER (", "PERIGEE_SELLER_EMAIL (", "Sky GmbH"]
            .iter()
            .all(|part| error.contains(part)),
        "{error}"
    );
    let error = parse(&["--seller-email=nobody"]).unwrap_err();
    assert!(error.contains("--seller-email") && error.contains("hello@shop.example"), "{error}");
}

/// A block of YAML has line breaks. They separate lines, in a flag as in a change, so that the same
/// text never counts as another value.
#[test]
fn lines_of_the_address() {
    let settings = |address: &str| {
        let flag = format!("--seller-address={address}");
        parse(&[&flag]).unwrap().merchant.settings().unwrap()
    };
    let stored = settings("Hill 1, 1010 Wien, Austria");
    for address in [
        "Hill 1\n1010 Wien\nAustria\n",
        "Hill 1,\r\n1010  Wien,\r\n Austria",
        " Hill 1,, 1010 Wien , Austria",
    ] {
        assert_eq!(settings(address).seller.address, stored.seller.address, "{address:?}");
        let flag = format!("--seller-address={address}");
        let merchant = parse(&[&flag]).unwrap().merchant;
        assert!(merchant.overridden(&merchant.settings().unwrap(), &stored).is_empty());
    }
}

/// Every setting that a merchant changes has a flag and a variable for the first start.
#[test]
fn settings_of_the_merchant_have_flags() {
    let command = Cli::command();
    for setting in Setting::ALL {
        let key = setting.key();
        let arg = command.get_arguments().find(|arg| arg.get_long() == Some(key)).unwrap();
        let upper = key.to_uppercase().replace('-', "_");
        assert_eq!(arg.get_env().unwrap().to_str(), Some(format!("PERIGEE_{upper}").as_str()));
        assert_eq!(arg.get_id().as_str(), key.replace('-', "_"));
    }
}

/// What only a first start stores stops nothing later: a flag that the shop's warning says to
/// remove, a default that does not fit the tables, a name without the email address beside it.
#[test]
fn values_for_the_first_start_stop_no_later_one() {
    let file = std::env::temp_dir().join(format!("perigee-later-{}.csv", std::process::id()));
    std::fs::write(&file, "AT,10-26,,,National Day\n").unwrap();
    let holidays = format!("--holidays={}", file.display());
    for (flags, named) in [
        (&["--currencies=USD,GBP"][..], "PERIGEE_CURRENCY (--currency) EUR"),
        (&["--country=AQ"], "PERIGEE_COUNTRY (--country) AQ"),
        (&[&*holidays], "PERIGEE_DISPATCH_FROM (--dispatch-from) DE-SH"),
        (&["--seller=Sky & Sons"], "PERIGEE_SELLER_EMAIL (--seller-email)"),
    ] {
        let error = first_start(flags).unwrap_err();
        assert!(error.contains(named), "{flags:?}: {error}");
        assert!(parse(flags).unwrap().merchant.settings().is_ok(), "{flags:?}");
    }
    std::fs::remove_file(&file).unwrap();
}

/// The database decides. Flags that were given and differ are named; defaults are not.
#[test]
fn flags_that_the_stored_settings_override_are_named() {
    let stored = parse(&["--cut-off=16", "--seller-phone=+49 1", "--closed-days=12-24"]).unwrap();
    let stored = stored.merchant.settings().unwrap();
    let overridden = |flags: &[&str]| {
        let merchant = parse(flags).unwrap().merchant;
        merchant.overridden(&merchant.settings().unwrap(), &stored)
    };
    assert!(overridden(&[]).is_empty());
    assert!(overridden(&["--cut-off=16:00", "--country=DE"]).is_empty(), "the same values");
    assert!(overridden(&["--base-url=https://shop.example"]).is_empty(), "the process's own");
    assert_eq!(
        overridden(&["--cut-off=14", "--closed-days=12-24,12-31", "--seller-phone=+49 1"]),
        ["PERIGEE_CLOSED_DAYS (--closed-days)", "PERIGEE_CUT_OFF (--cut-off)"]
    );
    // So are the currencies.
    assert_eq!(overridden(&["--currencies=EUR,USD"]), ["PERIGEE_CURRENCIES (--currencies)"]);
}

#[test]
fn secrets_are_not_printed() {
    let cli = parse(&["--smtp-url=smtp://user:hunter2@mail.example"]).unwrap();
    let shown = format!("{:?}", cli.mail);
    assert!(shown.contains("smtp_url: Some(") && !shown.contains("hunter2"), "{shown}");
}

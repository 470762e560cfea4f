//! Errors that stop the start.

use super::{Process, ask_body, perigee, said};

#[tokio::test]
async fn invalid_flags_stop_the_start() {
    for (flags, code, reason) in [
        (vec!["serve", "--addr", "nowhere"], 2, "--addr"),
        (vec!["serve", "--database-url", "mysql://x"], 2, "--database-url"),
        (
            vec![
                "serve",
                "--site-root",
                ".",
                "--database-url",
                "sqlite:///nonexistent/folder/shop.db",
            ],
            1,
            "DATABASE_URL: sqlite:///nonexistent",
        ),
        (vec!["serve", "--site-root", "/nonexistent"], 1, "LEPTOS_SITE_ROOT (--site-root)"),
        (
            vec!["serve", "--site-root", ".", "--seed", "--catalogue", "/nonexistent"],
            1,
            "PERIGEE_CATALOGUE (--catalogue)",
        ),
        (vec!["seed", "--catalogue", "."], 1, "PERIGEE_CATALOGUE (--catalogue)"),
        (
            // Shorter than the payment provider may take.
            vec![
                "serve",
                "--site-root",
                ".",
                "--database-url",
                "sqlite::memory:",
                "--request-timeout",
                "25",
            ],
            1,
            "PERIGEE_REQUEST_TIMEOUT (--request-timeout) 25",
        ),
        (
            vec!["worker", "--database-url", "postgres://shop:hunter2@127.0.0.1:1/x"],
            1,
            "127.0.0.1:1: Connection refused",
        ),
        (
            vec!["serve", "--site-root", ".", "--base-url", "https://shop.example"],
            1,
            "PERIGEE_ALLOW_TEST_PAYMENTS=true",
        ),
        (vec!["serve", "--colour", "red"], 2, "--colour"),
        (vec!["sell"], 2, "sell"),
        (vec!["selftest", "--url", "https://shop.example"], 2, "http://perigee:3000"),
    ] {
        let (ended, said) = said(perigee().current_dir(std::env::temp_dir()).args(&flags)).await;
        assert_eq!(ended, Some(code), "{flags:?}: {said}");
        assert!(said.contains(reason) && !said.contains("hunter2"), "{flags:?}: {said}");
    }
}

/// An invalid variable: one sentence with both names, the reason and an example, without secrets;
/// nothing is opened or migrated before.
#[tokio::test]
async fn invalid_variables_stop_the_start() {
    for (variable, flag, value, fault, example) in [
        ("PERIGEE_ADDR", "addr", "localhost", "invalid socket address", "127.0.0.1:3000"),
        (
            "DATABASE_URL",
            "database-url",
            "postgres//shop:hunter2@db/x",
            "expected an address",
            "postgres://user:password@",
        ),
        (
            "DATABASE_URL",
            "database-url",
            "postgres://shop:hunter2@db:port/x",
            "invalid port",
            "postgres://user:password@",
        ),
        ("DATABASE_URL", "database-url", "", "expected an address", "sqlite://perigee.db"),
        (
            "DATABASE_URL",
            "database-url",
            "postgres://shop:hunter2@db/x?ssl_mode=require",
            "unknown parameter \"ssl_mode\"",
            "sslmode=verify-full",
        ),
        ("PERIGEE_DATABASE_CONNECTIONS", "database-connections", "0", "1..=1000", "example"),
        ("PERIGEE_LISTEN", "listen", "off", "expected true, false", "true"),
        ("PERIGEE_BASE_URL", "base-url", "shop.example", "without a path", "https://shop.example"),
        ("PERIGEE_CURRENCY", "currency", "euro", "three capital letters", "EUR"),
        ("PERIGEE_CURRENCIES", "currencies", "EUR;USD", "three capital letters", "EUR"),
        ("PERIGEE_RATES", "rates", "/no/such/file", "No such file", ""),
        (
            "PERIGEE_RATES_FEED",
            "rates-feed",
            "https://10.0.0.1/hunter2",
            "its host is not a public one",
            "such as https://rates.example/daily.xml",
        ),
        ("PERIGEE_COUNTRY", "country", "Germany", "two letters", "DE"),
        ("PERIGEE_SELLER", "seller", "", "receipts", ""),
        ("PERIGEE_SELLER_ADDRESS", "seller-address", " ", "receipts", ""),
        (
            "PERIGEE_SMTP_URL",
            "smtp-url",
            "mail.example:hunter2",
            "expected an address",
            "smtp://user:password@mail.example:587",
        ),
        (
            "PERIGEE_MAIL_FROM",
            "mail-from",
            "orders",
            "a name and an address",
            "<orders@shop.example>",
        ),
        ("PERIGEE_SURFACES", "surfaces", "shop", "expected storefront, api, desk", "storefront"),
        ("PERIGEE_METRICS_ADDR", "metrics-addr", "9090", "invalid socket address", ""),
        ("PERIGEE_REQUEST_TIMEOUT", "request-timeout", "0", "above 0", "30"),
        ("PERIGEE_SHUTDOWN_GRACE", "shutdown-grace", "-1", "from 0 on", "30"),
        ("PERIGEE_SHUTDOWN_DELAY", "shutdown-delay", "soon", "from 0 on", "30"),
        ("PERIGEE_CONNECTIONS", "connections", "0", "1..=1000000", "10000"),
        ("PERIGEE_CONNECTIONS_PER_CLIENT", "connections-per-client", "-1", "invalid digit", ""),
        ("PERIGEE_STALL_TIMEOUT", "stall-timeout", "0", "above 0", "30"),
        ("PERIGEE_IDLE_TIMEOUT", "idle-timeout", "0", "above 0", "30"),
        ("PERIGEE_BROWSING", "browsing", "-1", "invalid digit", "0"),
        ("PERIGEE_BUYING", "buying", "0", "1..=100000", "512"),
        ("PERIGEE_PLACING", "placing", "many", "invalid digit", "512"),
        ("PERIGEE_QUEUE_TIME", "queue-time", "1s", "from 0 on", "30"),
        ("PERIGEE_BODY_LIMIT", "body-limit", "0", "4096..=1073741824", "1048576"),
        ("PERIGEE_RATE_LIMIT", "rate-limit", "-1", "not in 0..=", "240"),
        ("PERIGEE_TRUSTED_PROXIES", "trusted-proxies", "all", "invalid digit", "0"),
        ("PERIGEE_ASTRONOMY_API", "astronomy-api", "on", "expected true, false", "false"),
        ("PERIGEE_RATE_LIMIT_API", "rate-limit-api", "yes", "expected true, false", "true"),
        ("PERIGEE_PAGE_CACHE", "page-cache", "1", "expected true, false", "true"),
        ("PERIGEE_SEED", "seed", "1", "expected true, false", "false"),
        ("PERIGEE_WITH_WORKER", "with-worker", "", "expected true, false", "true"),
        (
            "PERIGEE_ALLOW_TEST_PAYMENTS",
            "allow-test-payments",
            "yes",
            "expected true, false",
            "false",
        ),
        ("PERIGEE_CARD_REFUSALS", "card-refusals", "-1", "0..=1000", "5"),
        ("PERIGEE_LOG_FORMAT", "log-format", "xml", "expected text, json", "text"),
    ] {
        let (ended, said) = said(perigee().args(["serve"]).env(variable, value)).await;
        assert_eq!(ended, Some(2), "{variable}: {said}");
        assert!(
            said.starts_with(&format!("perigee: {variable} (--{flag})"))
                && said.contains("is invalid"),
            "{said}"
        );
        assert!(said.contains(fault) && said.contains(example), "{variable}: {said}");
        assert!(!said.contains("hunter2") && said.trim().lines().count() == 1, "{said}");
    }
    for (variable, value, fault) in [
        ("PERIGEE_LOG", "info,=", "PERIGEE_LOG"),
        ("PERIGEE_LOG", "verbose", "error, warn, info, debug, trace or off"),
        ("PERIGEE_LOG", "", "for example info"),
        ("OTEL_EXPORTER_OTLP_CERTIFICATE", "/etc/ca.pem", "http://127.0.0.1:4318"),
        ("OTEL_TRACES_SAMPLER", "some", "parentbased_traceidratio"),
        ("OTEL_TRACES_SAMPLER_ARG", "1.5", "such as 0.1"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "10s", "milliseconds"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "http/protobuf"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_ENDPOINT"),
    ] {
        let mut serve = perigee();
        serve
            .args(["serve"])
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
            .env(variable, value);
        let (ended, said) = said(&mut serve).await;
        assert!(
            ended == Some(2) && said.contains(variable) && said.contains(fault),
            "{variable}: {ended:?} {said}"
        );
    }
}

/// Neither server nor worker starts on a database with another schema; the error says what to do.
#[tokio::test]
async fn another_schema_stops_the_start() {
    use sqlx::{Connection, Executor};
    let folder = std::env::temp_dir().join(format!("perigee-schema-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, change, fault) in [
        (
            "older",
            "DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM \
             _sqlx_migrations)",
            "run `perigee migrate`",
        ),
        (
            "newer",
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, \
             execution_time) VALUES (9999, 'x', TRUE, x'00', 0); \
             DELETE FROM settings WHERE key = 'schema.oldest_program'",
            "9999",
        ),
        ("half", "UPDATE _sqlx_migrations SET success = FALSE WHERE version = 1", "migration 1"),
    ] {
        let file = folder.join(format!("{name}.db"));
        let url = format!("sqlite://{}", file.display());
        let (ended, log) = said(perigee().args(["migrate", "--database-url", &url])).await;
        assert_eq!(ended, Some(0), "{log}");
        let mut books = sqlx::SqliteConnection::connect(&url).await.unwrap();
        books.execute(change).await.unwrap();
        books.close().await.unwrap();
        for command in [
            &["serve", "--addr", "127.0.0.1:0", "--site-root", ".", "--mail-folder"][..],
            &["worker", "--mail-folder"],
        ] {
            let (ended, log) = said(perigee().current_dir(&folder).args(command).args([
                "mail",
                "--database-url",
                &url,
            ]))
            .await;
            assert!(
                ended == Some(1) && log.contains(fault),
                "{name}, {command:?}: {ended:?} {log}"
            );
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// A misspelt variable is reported; those that Kubernetes adds for a Service are not.
#[tokio::test]
async fn a_misspelt_variable_is_reported() {
    let mut migrate = perigee();
    migrate.args(["migrate", "--database-url", "sqlite::memory:"]);
    for (name, value) in [
        ("PERIGEE_ADR", "x"),
        ("PERIGEE_SERVICE_HOST", "10.0.0.1"),
        ("PERIGEE_PORT_80_TCP", "tcp://10.0.0.1:80"),
        ("PERIGEE_PORT", "x"),
    ] {
        migrate.env(name, value);
    }
    let (ended, said) = said(&mut migrate).await;
    assert!(
        ended == Some(0)
            && said.contains(
                "PERIGEE_ADR is not a setting of this program; did you mean PERIGEE_ADDR?"
            ),
        "{said}"
    );
    assert!(!said.contains("PERIGEE_SERVICE_HOST") && !said.contains("PERIGEE_PORT"), "{said}");
}

/// The first start stores the settings. Those of a later one do not apply and are named; the
/// command changes them while the shop runs.
#[tokio::test]
async fn stored_settings_apply_until_the_command_changes_them() {
    let file = std::env::temp_dir().join(format!("perigee-set-{}.db", uuid::Uuid::new_v4()));
    let url = format!("sqlite://{}", file.display());
    let database = ["--database-url", url.as_str()];
    let settings =
        async |args: &[&str]| said(perigee().arg("settings").args(database).args(args)).await;
    let (ended, log) = said(perigee().arg("migrate").args(database)).await;
    assert_eq!(ended, Some(0), "{log}");
    let (ended, log) = settings(&["set", "cut-off=16"]).await;
    assert!(ended == Some(1) && log.contains("not stored yet"), "{log}");
    let shop = Process::start(&[&database[..], &["--cut-off=9"]].concat()).await;
    let (ended, log) = settings(&[]).await;
    assert!(ended == Some(0) && log.contains("cut-off") && log.contains("  9:00\n"), "{log}");
    let (ended, log) = settings(&["set", "shop-name=Sky & Sons", "cut-off=17:00"]).await;
    assert!(ended == Some(0) && log.contains("cut-off: \"9:00\" → \"17:00\""), "{log}");
    // The server looks every quarter of a second.
    while !ask_body(&shop.addr, "/").await.contains("Sky &amp; Sons") {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let (ended, log) = settings(&["set", "cut-off=25", "currency=euro"]).await;
    assert!(
        ended == Some(1)
            && log.contains("cut-off is invalid: expected a whole hour")
            && log.contains("currency is invalid: expected a currency code"),
        "{log}"
    );
    let (ended, log) = settings(&["check"]).await;
    assert!(ended == Some(0) && log.contains("The settings are valid."), "{log}");
    let (_, log) = shop.stop(&[]).await;
    assert!(log.contains("first start: stored") && log.contains("cut-off=\"9:00\""), "{log}");
    assert!(!log.contains("other values"), "{log}");
    // The same flags again; the merchant's other change is none of theirs.
    let shop = Process::start(&[&database[..], &["--cut-off=9"]].concat()).await;
    assert!(ask_body(&shop.addr, "/").await.contains("17:00"));
    let (_, log) = shop.stop(&[]).await;
    assert!(
        log.contains("PERIGEE_CUT_OFF (--cut-off): the shop's settings")
            && log.contains("other values")
            && !log.contains("first start"),
        "{log}"
    );
    remove(&file);
}

fn remove(database: &std::path::Path) {
    for name in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{name}", database.display()));
    }
}

/// The warning says to remove flags that do not apply. Without them, their defaults do not either.
#[tokio::test]
async fn flags_of_the_first_start_can_be_removed() {
    let file = std::env::temp_dir().join(format!("perigee-first-{}.db", uuid::Uuid::new_v4()));
    let url = format!("sqlite://{}", file.display());
    let kept = ["--database-url", url.as_str(), "--currencies=USD,GBP"];
    let first = [
        "--currency=USD",
        "--seller=Sky & Sons",
        "--seller-address=Hill 1, 1010 Wien",
        "--seller-email=sky@shop.example",
    ];
    let folder = std::env::temp_dir();
    let serve = ["serve", "--site-root", "."];
    let (ended, log) = said(perigee().current_dir(folder).args(serve).args(kept)).await;
    assert!(ended == Some(1) && log.contains("PERIGEE_CURRENCY (--currency) EUR"), "{log}");
    let shop = Process::start(&[&kept[..], &first].concat()).await;
    let set = ["set", "currency=GBP"];
    let (ended, log) = said(perigee().arg("settings").args(kept).args(set)).await;
    assert!(ended == Some(0) && log.contains("currency: \"USD\" → \"GBP\""), "{log}");
    shop.stop(&[]).await;
    for command in [
        &["settings"][..],
        &["settings", "check"],
        &["withdrawals"],
        &["privacy", "export", "ada@example.org"],
        &["user", "list"],
    ] {
        // Flags of `settings` come before its subcommand.
        let (name, rest) = command.split_first().unwrap();
        let (subcommand, person) =
            if ["privacy", "user"].contains(name) { rest.split_at(1) } else { (&[][..], rest) };
        let (ended, log) = said(perigee().arg(name).args(subcommand).args(kept).args(person)).await;
        assert_eq!(ended, Some(0), "{command:?}: {log}");
    }
    let shop = Process::start(&[&kept[..], &["--seller=Sky & Sons"]].concat()).await;
    let (_, log) = shop.stop(&[]).await;
    assert!(!log.contains("other values"), "{log}");
    remove(&file);
}

/// Tables and rates are changed by commands while the shop runs. Flags of rates count for the first
/// start only.
#[tokio::test]
async fn tables_and_rates_are_changed_by_commands() {
    let folder = std::env::temp_dir().join(format!("perigee-tables-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&folder).unwrap();
    let (path, file) = (folder.to_str().unwrap(), folder.join("shop.db"));
    let url = format!("sqlite://{}", file.display());
    let database = ["--database-url", url.as_str()];
    let rates_file = folder.join("rates.csv");
    std::fs::write(&rates_file, "as-of,2020-01-02\nUSD,1.5\nGBP,0.85\n").unwrap();
    let own = format!("--rates={}", rates_file.display());
    let command =
        async |name: &str, args: &[&str]| said(perigee().arg(name).args(database).args(args)).await;
    let (ended, log) = command("migrate", &[]).await;
    assert_eq!(ended, Some(0), "{log}");
    let (ended, log) = command("rates", &["set", "USD=2"]).await;
    assert!(ended == Some(1) && log.contains("not stored yet"), "{log}");
    let shop = Process::start(&[&database[..], &[own.as_str()]].concat()).await;
    let (ended, log) = command("rates", &[]).await;
    assert!(ended == Some(0) && log.contains("1.5  file of 2020-01-02"), "{log}");
    let (ended, log) = command("rates", &["set", "USD=2"]).await;
    assert!(ended == Some(0) && log.contains("2  typed of "), "{log}");
    let (ended, log) = command("rates", &["import", rates_file.to_str().unwrap()]).await;
    assert!(ended == Some(0) && log.contains("1.5  file of 2020-01-02"), "{log}");
    let (ended, log) = command("rates", &["offer", "USD"]).await;
    assert!(ended == Some(1) && log.contains("EUR is the currency of shoppers"), "{log}");
    let (ended, log) = command("rates", &["offer", "EUR,USD"]).await;
    assert!(ended == Some(0) && log.contains("GBP  not offered"), "{log}");

    let (ended, log) = command("tables", &["export", path]).await;
    assert!(ended == Some(0) && log.contains("tax-rates.csv"), "{log}");
    for verb in ["check", "import"] {
        let (ended, log) = command("tables", &[verb, path]).await;
        assert_eq!(ended, Some(0), "what was exported can be imported: {log}");
    }
    let zones = std::fs::read_to_string(folder.join("zones.csv")).unwrap();
    std::fs::write(folder.join("zones.csv"), format!("{zones}zone,moon,The Moon\n")).unwrap();
    for verb in ["check", "import"] {
        let (ended, log) = command("tables", &[verb, path]).await;
        assert!(ended == Some(1) && log.contains("the zone `moon` needs a last line"), "{log}");
    }
    std::fs::write(folder.join("zones.csv"), "zone,Moon").unwrap();
    let (ended, log) = command("tables", &["import", path]).await;
    assert!(ended == Some(1) && log.contains("zones.csv: line 1 is neither a zone"), "{log}");
    let (_, log) = shop.stop(&[]).await;
    assert!(!log.contains("other values"), "{log}");
    // A later start with other rates says that they do not apply.
    std::fs::write(&rates_file, "as-of,2020-01-03\nUSD,1.6\nGBP,0.85\n").unwrap();
    let shop =
        Process::start(&[&database[..], &[own.as_str(), "--currencies=EUR,GBP"]].concat()).await;
    let (_, log) = shop.stop(&[]).await;
    let named = "PERIGEE_RATES (--rates), PERIGEE_CURRENCIES (--currencies): the shop's settings";
    assert!(log.contains(named) && log.contains("other values"), "{log}");
    std::fs::remove_dir_all(folder).unwrap();
}

/// Stored tables that cannot be used stop the start. Commands name what is wrong, and mend it.
#[tokio::test]
async fn stored_tables_that_cannot_be_used_are_named_and_mended() {
    use sqlx::{Connection, Executor};
    let folder = std::env::temp_dir().join(format!("perigee-misfit-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&folder).unwrap();
    let (path, file) = (folder.to_str().unwrap(), folder.join("shop.db"));
    let url = format!("sqlite://{}", file.display());
    let database = ["--database-url", url.as_str()];
    let command =
        async |name: &str, args: &[&str]| said(perigee().arg(name).args(database).args(args)).await;
    Process::start(&database).await.stop(&[]).await;
    let (ended, log) = command("tables", &["check"]).await;
    assert!(ended == Some(0) && log.contains("The stored tables fit together."), "{log}");
    let (ended, log) = command("settings", &[]).await;
    assert!(ended == Some(0) && log.contains("tax rates: those in the database"), "{log}");
    let (ended, log) = command("tables", &["export", path]).await;
    assert_eq!(ended, Some(0), "{log}");
    let mut books = sqlx::SqliteConnection::connect(&url).await.unwrap();
    books.execute("DELETE FROM tax_rates WHERE country = 'DE'").await.unwrap();
    books.close().await.unwrap();
    let reason = "tax_rates: DE has no standard rate from the beginning";
    for name in ["tables", "settings"] {
        let (ended, log) = command(name, &["check"]).await;
        assert!(ended == Some(1) && log.contains(reason), "{name}: {log}");
    }
    let serve = ["serve", "--addr", "127.0.0.1:0", "--site-root", "."];
    let (ended, log) = said(perigee().current_dir(&folder).args(serve).args(database)).await;
    assert!(
        ended == Some(1) && log.contains(reason) && log.contains("perigee tables import"),
        "{log}"
    );
    std::fs::remove_file(folder.join("delivery.csv")).unwrap();
    let (ended, log) = command("tables", &["import", path]).await;
    assert_eq!(ended, Some(0), "{log}");
    for name in ["tables", "settings"] {
        let (ended, log) = command(name, &["check"]).await;
        assert_eq!(ended, Some(0), "{name}: {log}");
    }
    // A file of one of them sets all of them aside.
    let zones = format!("--zones={path}/zones.csv");
    let sources = "Shipping zones: from PERIGEE_ZONES (--zones); tariffs: built in; tax rates: \
                   built in. The tables in the database";
    let (_, log) =
        Process::start(&[&database[..], &[zones.as_str()]].concat()).await.stop(&[]).await;
    assert!(log.contains(sources), "{log}");
    let (ended, log) = command("settings", &[zones.as_str()]).await;
    assert!(ended == Some(0) && log.contains(sources), "{log}");
    std::fs::remove_dir_all(folder).unwrap();
}

//! The merchant's settings: stored once, changed for all processes.

use domain::{
    Currency,
    shipping::{Tariffs, Zones},
};
use shop::{
    Clock, Context, InternalError, Rules, Settings,
    notifications::{mail::Mailer, worker},
    orders::PlaceError,
    settings::{
        ChangeError, ChangeSettings, InvalidSetting, InvalidSettings, Setting, SettingChange,
        adopt, change, check, stored,
    },
    staff::Actor,
};
use std::{sync::Arc, time::Duration};
use testing::{Bench, NOW, OrderBuilder, on_both, settings};

/// Somebody who may do everything.
fn operator() -> Actor {
    Actor::operator("test")
}

#[test]
fn the_home_country_is_always_one_with_delivery() {
    let first = Rules::default().zones.countries()[0].code;
    for (code, expected) in [("DE", "DE"), ("ch", "CH"), ("ZZ", first), ("", first)] {
        let settings = Settings { country: code.to_owned(), ..settings("https://shop.example") };
        assert_eq!(settings.home_country().code, expected, "{code:?}");
    }
    // A shop that delivers to its own country alone.
    let zones = Zones::read("zone,home,Austria\nplace,home,AT").unwrap();
    let tariffs = Tariffs::read("home,standard,parcel,,,5,,1,2").unwrap();
    assert_eq!(tariffs.check(&zones), Ok(()));
    let rules = Rules { zones, tariffs, ..Rules::default() };
    for code in ["AT", "DE", "ZZ"] {
        let (code, rules) = (code.to_owned(), rules.clone());
        let settings = Settings { country: code, rules, ..settings("https://shop.example") };
        assert_eq!(settings.home_country().code, "AT");
    }
}

#[test]
fn every_setting_has_its_key() {
    for setting in Setting::ALL {
        assert_eq!(Setting::from_key(setting.key()), Some(setting));
    }
    assert_eq!((Setting::from_key("colour"), Setting::from_key("")), (None, None));
}

/// A change of the settings at this version.
fn values(version: i64, values: &[(Setting, &str)]) -> ChangeSettings {
    let values = values.iter().map(|(setting, text)| (*setting, (*text).to_owned())).collect();
    ChangeSettings { version, values }
}

/// The shop as another process, started with other settings.
async fn started_with(bench: &Bench, settings: Settings) -> Context {
    let db = testing::open(&bench.database).await;
    let clock = Clock::Fixed(Arc::clone(&bench.time));
    Context::open(db, settings, Arc::clone(&bench.bank), clock).await.unwrap()
}

on_both!(the_first_start_stores_its_settings);
async fn the_first_start_stores_its_settings(bench: &Bench) {
    let own = settings("https://shop.example");
    let before = bench.shop.snapshot().generation;
    assert_eq!(stored(&bench.shop).await.unwrap().version, 0);
    adopt(bench.shop.db(), &own, NOW).await.unwrap();
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    let read = stored(&bench.shop).await.unwrap();
    assert_eq!(read.version, 1);
    for setting in Setting::ALL {
        let key = setting.key();
        assert_eq!(setting.text(&read), setting.text(&own), "{key}");
        assert_eq!(setting.text(&bench.shop.settings()), setting.text(&own), "{key}");
    }
    assert_ne!(bench.shop.snapshot().generation, before, "processes with others load them");
    // A later start with other settings changes nothing of the merchant's; what belongs to the
    // process is its own.
    let mut other = settings("https://other.example");
    other.name = "Other".to_owned();
    other.limits.card_refusals = 1;
    adopt(bench.shop.db(), &other, NOW).await.unwrap();
    let second = started_with(bench, other).await;
    let in_force = second.settings();
    assert_eq!((in_force.name.as_str(), in_force.limits.card_refusals), (own.name.as_str(), 1));
    assert_eq!(in_force.base_url, "https://other.example");
    assert_eq!(stored(&second).await.unwrap().version, 1);
}

on_both!(a_change_reaches_all_processes);
async fn a_change_reaches_all_processes(bench: &Bench) {
    let replica = bench.replica().await;
    let before = replica.snapshot().generation;
    let changes = [
        (Setting::ShopName, " Sky  & Sons "),
        (Setting::Country, "fr"),
        (Setting::TimeZone, "Europe/Paris"),
        (Setting::DispatchFrom, "FR"),
        (Setting::ClosedDays, "12-24, 2027-08-02..2027-08-13"),
        (Setting::CutOff, "9"),
        (Setting::OrderYears, "7"),
        (Setting::LowStock, "12"),
        (Setting::Seller, "Sky & Sons GmbH"),
        (Setting::SellerAddress, "Rue 1,, 75001 Paris , France"),
        (Setting::SellerPhone, ""),
    ];
    let done = change(&bench.shop, &operator(), values(0, &changes)).await.unwrap();
    assert_eq!((done.version, done.changes.len()), (2, changes.len()));
    assert_eq!(
        done.changes[0],
        SettingChange {
            setting: Setting::ShopName,
            before: "Perigee".to_owned(),
            after: "Sky & Sons".to_owned(),
        }
    );
    let missing = [Setting::SellerPhone, Setting::SellerRepresentative, Setting::SellerRegister];
    assert_eq!(done.missing, missing, "reported, not refused");
    shop::catalogue::refresh(&replica).await.unwrap();
    assert!(replica.snapshot().generation > before, "cached pages are dropped");
    for shop in [&bench.shop, &replica] {
        let settings = shop.settings();
        for (setting, text) in [
            (Setting::ShopName, "Sky & Sons"),
            (Setting::Country, "FR"),
            (Setting::TimeZone, "Europe/Paris"),
            (Setting::DispatchFrom, "FR"),
            (Setting::ClosedDays, "12-24,2027-08-02..2027-08-13"),
            (Setting::CutOff, "9:00"),
            (Setting::OrderYears, "7"),
            (Setting::LowStock, "12"),
            (Setting::SellerAddress, "Rue 1, 75001 Paris, France"),
            (Setting::SellerPhone, ""),
            // Nobody named these.
            (Setting::Currency, "EUR"),
            (Setting::SellerEmail, "owner@shop.example"),
        ] {
            assert_eq!(setting.text(&settings), text, "{}", setting.key());
        }
        assert_eq!(shop.zone().label(), settings.dispatch.zone.label());
    }
    // A worker reads the settings alone.
    change(&bench.shop, &operator(), values(2, &[(Setting::CutOff, "10")])).await.unwrap();
    let before = replica.snapshot();
    shop::catalogue::refresh_settings(&replica).await.unwrap();
    shop::catalogue::refresh_settings(&replica).await.unwrap();
    let after = replica.snapshot();
    assert_eq!((before.settings.dispatch.cut_off, after.settings.dispatch.cut_off), (9, 10));
    assert_eq!((after.version, after.settings.version), (before.version, 3));
    let changes = [changes.as_slice(), &[(Setting::CutOff, "10")]].concat();
    // The same again changes nothing, and empty lists can be set.
    let again = change(&bench.shop, &operator(), values(3, &changes)).await.unwrap();
    assert_eq!((again.version, again.changes.len()), (3, 0));
    let lines = [(Setting::SellerAddress, "Rue 1\n75001 Paris\r\nFrance\n")];
    let lines = change(&bench.shop, &operator(), values(3, &lines)).await.unwrap();
    assert_eq!((lines.version, lines.changes.len()), (3, 0), "line breaks separate lines too");
    let none =
        change(&bench.shop, &operator(), values(3, &[(Setting::ClosedDays, "")])).await.unwrap();
    assert_eq!((none.version, bench.shop.settings().dispatch.closed.len()), (4, 0));
}

on_both!(a_worker_reads_a_change_while_a_mail_server_is_silent);
async fn a_worker_reads_a_change_while_a_mail_server_is_silent(bench: &Bench) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let transport = Mailer::smtp(&format!("smtp://{address}?tls=opportunistic")).unwrap();
    let mailer = Mailer::new(transport, "Perigee <orders@perigee.example>").unwrap();
    let own = bench.replica().await;
    change(&bench.shop, &operator(), values(0, &[(Setting::CutOff, "9")])).await.unwrap();
    bench.order(&[("MUG", 1)]).await;
    let (_stop, stopping) = tokio::sync::watch::channel(false);
    let has_read = async {
        let _silent = listener.accept().await.unwrap();
        while own.settings().dispatch.cut_off != 9 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = worker::run(&own, &mailer, stopping) => panic!("the worker has ended"),
        // Less than the mailer waits.
        read = tokio::time::timeout(Duration::from_secs(15), has_read) => read.unwrap(),
    }
    own.db().close().await;
}

on_both!(invalid_values_are_named_and_nothing_is_written);
async fn invalid_values_are_named_and_nothing_is_written(bench: &Bench) {
    let version = bench.shop.snapshot().version;
    let long = "x".repeat(61);
    let text = "x".repeat(1_001);
    let wrong = [
        (Setting::ShopName, long.as_str(), InvalidSetting::TooLong(60)),
        (Setting::Currency, "euro", InvalidSetting::Currency),
        (Setting::Country, "Germany", InvalidSetting::Country),
        (Setting::TimeZone, "Berlin", InvalidSetting::TimeZone),
        (Setting::DispatchFrom, "Germany", InvalidSetting::Place),
        (Setting::ClosedDays, "12-24,Easter", InvalidSetting::ClosedDay),
        (Setting::CutOff, "24:00", InvalidSetting::CutOff),
        (Setting::OrderYears, "101", InvalidSetting::OrderYears),
        (Setting::LowStock, "few", InvalidSetting::LowStock),
        (Setting::Seller, " ", InvalidSetting::NoSeller),
        (Setting::SellerAddress, " , ", InvalidSetting::NoSeller),
        (Setting::SellerEmail, "nobody", InvalidSetting::Email),
        (Setting::SellerDisputes, text.as_str(), InvalidSetting::TooLong(1_000)),
    ];
    let all: Vec<_> = wrong.iter().map(|(setting, text, _)| (*setting, *text)).collect();
    let valid = (Setting::SellerPhone, "+49 1");
    let command = values(0, &all.iter().copied().chain([valid]).collect::<Vec<_>>());
    let Err(ChangeError::Invalid(found)) = change(&bench.shop, &operator(), command).await else {
        panic!("accepted")
    };
    let expected: Vec<_> = wrong.iter().map(|(setting, _, why)| (*setting, why.clone())).collect();
    assert_eq!(found.0, expected);
    let sentence = found.to_string();
    for (setting, _, why) in &wrong {
        let named = format!("{} is invalid: {why}", setting.key());
        assert!(sentence.contains(&named), "{sentence}");
    }
    for (setting, text) in [
        (Setting::ShopName, ""),
        (Setting::SellerEmail, ""),
        // A currency without a rate, one that is discontinued, and a place without holidays.
        (Setting::Currency, "KWD"),
        (Setting::Currency, "BGN"),
        (Setting::DispatchFrom, "DE-XX"),
        (Setting::CutOff, "0"),
        (Setting::OrderYears, "-1"),
        (Setting::LowStock, "100001"),
    ] {
        let Err(ChangeError::Invalid(found)) =
            change(&bench.shop, &operator(), values(0, &[(setting, text)])).await
        else {
            panic!("{} {text} accepted", setting.key())
        };
        assert_eq!((found.0.len(), found.0[0].0), (1, setting));
    }
    assert_eq!(stored(&bench.shop).await.unwrap().version, 0);
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    assert_eq!(bench.shop.snapshot().version, version);
}

on_both!(a_change_of_what_was_not_read_is_refused);
async fn a_change_of_what_was_not_read_is_refused(bench: &Bench) {
    let cut_off = |hour: &'static str| [(Setting::CutOff, hour)];
    change(&bench.shop, &operator(), values(0, &cut_off("9"))).await.unwrap();
    for version in [0, 1, 3] {
        let refused = change(&bench.shop, &operator(), values(version, &cut_off("10"))).await;
        assert!(matches!(refused, Err(ChangeError::Stale)), "{version}: {refused:?}");
    }
    assert_eq!(bench.shop.settings().dispatch.cut_off, 9);
    // Of two at once, one is refused.
    let other = bench.replica().await;
    let (ten, eleven) = (cut_off("10"), cut_off("11"));
    let actor = operator();
    let (one, two) = tokio::join!(
        change(&bench.shop, &actor, values(2, &ten)),
        change(&other, &actor, values(2, &eleven))
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!(stored(&bench.shop).await.unwrap().version, 3);
}

on_both!(a_seller_has_an_email_address);
async fn a_seller_has_an_email_address(bench: &Bench) {
    let without = |name: &str| {
        let mut without = settings("https://shop.example");
        (without.seller.name, without.seller.email) = (name.to_owned(), String::new());
        without
    };
    // A shop that stored none, whatever the environment says.
    adopt(bench.shop.db(), &without("Sky & Sons"), NOW).await.unwrap();
    let checked = check(&bench.shop).await.unwrap();
    assert_eq!(checked.invalid.0, [(Setting::SellerEmail, InvalidSetting::NoEmail)]);
    // Other settings can be changed all the same, but not the name alone.
    change(&bench.shop, &operator(), values(1, &[(Setting::CutOff, "9")])).await.unwrap();
    let refused =
        change(&bench.shop, &operator(), values(2, &[(Setting::Seller, "Sky GmbH")])).await;
    let Err(ChangeError::Invalid(found)) = refused else { panic!("{refused:?}") };
    assert_eq!(found.0, [(Setting::SellerEmail, InvalidSetting::NoEmail)]);
    let both = [(Setting::Seller, "Sky GmbH"), (Setting::SellerEmail, "sky@shop.example")];
    change(&bench.shop, &operator(), values(2, &both)).await.unwrap();
    assert!(check(&bench.shop).await.unwrap().invalid.0.is_empty());
    // The invented seller of a sample needs none.
    let another = Bench::merchant(bench.database.kind).await;
    adopt(another.shop.db(), &without("Invented Tests GmbH"), NOW).await.unwrap();
    change(&another.shop, &operator(), values(1, &[(Setting::SellerEmail, "")])).await.unwrap();
    assert!(check(&another.shop).await.unwrap().invalid.0.is_empty());
}

on_both!(a_seeded_shop_has_the_samples_seller_until_it_has_another, merchant);
async fn a_seeded_shop_has_the_samples_seller_until_it_has_another(bench: &Bench) {
    let nobody = || Settings {
        seller: domain::seller::Seller {
            phone: "+49 30 1".to_owned(),
            ..domain::seller::Seller::default()
        },
        ..settings("https://shop.example")
    };
    // A process that names a seller has it, also before it is stored.
    assert_eq!(bench.shop.settings().seller.name, "Test & Sons");
    assert!(check(&bench.shop).await.unwrap().invented.is_empty());
    let trial = started_with(bench, nobody()).await;
    let seller = trial.settings().seller.clone();
    assert_eq!(
        (seller.name.as_str(), seller.address.join("|").as_str(), seller.phone.as_str()),
        ("Invented Tests GmbH", "Nowhere 1|10115 Berlin", "+49 30 1")
    );
    adopt(bench.shop.db(), &nobody(), NOW).await.unwrap();
    assert_eq!(stored(&trial).await.unwrap().seller, seller);
    assert_eq!(check(&trial).await.unwrap().invented.len(), 6, "all but the phone number");
}

on_both!(nothing_is_sold_without_a_seller);
async fn nothing_is_sold_without_a_seller(bench: &Bench) {
    let mut own = Bench::new(bench.database.kind).await;
    let nobody =
        Settings { seller: domain::seller::Seller::default(), ..settings("https://shop.example") };
    own.shop = started_with(&own, nobody).await;
    let refused = OrderBuilder::of(&[("BOOK", 1)]).place(&own).await;
    assert!(matches!(refused, Err(PlaceError::Internal(InternalError::NoSeller))), "{refused:?}");
    assert_eq!((own.orders().await, own.payments().await.len()), (0, 0));
}

on_both!(a_shop_without_a_sample_has_no_invented_seller);
async fn a_shop_without_a_sample_has_no_invented_seller(bench: &Bench) {
    let nobody =
        Settings { seller: domain::seller::Seller::default(), ..settings("https://shop.example") };
    adopt(bench.shop.db(), &nobody, NOW).await.unwrap();
    let shop = started_with(bench, nobody).await;
    let checked = check(&shop).await.unwrap();
    assert_eq!((stored(&shop).await.unwrap().version, checked.invented), (0, Vec::new()));
    assert_eq!(
        checked.missing,
        [Setting::Seller, Setting::SellerAddress, Setting::SellerEmail, Setting::SellerPhone]
    );
    let refused = change(&shop, &operator(), values(0, &[(Setting::CutOff, "9")])).await;
    let Err(ChangeError::Invalid(found)) = refused else { panic!("{refused:?}") };
    assert_eq!(found.0, [(Setting::Seller, InvalidSetting::NoSeller)]);
    // A later start names one.
    adopt(bench.shop.db(), &settings("https://shop.example"), NOW).await.unwrap();
    assert_eq!(stored(&shop).await.unwrap().seller.name, "Test & Sons");
}

on_both!(invented_details_stay_with_the_invented_seller, merchant);
async fn invented_details_stay_with_the_invented_seller(bench: &Bench) {
    let mut trial = settings("https://shop.example");
    trial.seller = domain::seller::Seller::default();
    adopt(bench.shop.db(), &trial, NOW).await.unwrap();
    let details = [
        Setting::SellerAddress,
        Setting::SellerVat,
        Setting::SellerRepresentative,
        Setting::SellerRegister,
        Setting::SellerPhone,
        Setting::SellerEmail,
    ];
    let checked = check(&bench.shop).await.unwrap();
    assert_eq!((checked.invented[0], &checked.invented[1..]), (Setting::Seller, &details[..]));
    // Until it has another name, a trial can change what it likes.
    let done =
        change(&bench.shop, &operator(), values(1, &[(Setting::SellerVat, "")])).await.unwrap();
    assert_eq!(done.invented.len(), 6);
    let sky = [(Setting::Seller, "Sky & Sons GmbH"), (Setting::SellerPhone, "+49 1")];
    let Err(ChangeError::Invalid(found)) = change(&bench.shop, &operator(), values(2, &sky)).await
    else {
        panic!("accepted")
    };
    let remaining = [
        Setting::SellerAddress,
        Setting::SellerRepresentative,
        Setting::SellerRegister,
        Setting::SellerEmail,
    ];
    assert_eq!(found.0, remaining.map(|setting| (setting, InvalidSetting::Invented)));
    let all = [
        sky[0],
        sky[1],
        (Setting::SellerAddress, "Hill 1, 1010 Wien"),
        (Setting::SellerRepresentative, "Bo"),
        (Setting::SellerRegister, ""),
        (Setting::SellerEmail, "sky@shop.example"),
    ];
    let done = change(&bench.shop, &operator(), values(2, &all)).await.unwrap();
    assert_eq!((done.missing, done.invented), (vec![Setting::SellerRegister], Vec::new()));
}

on_both!(a_discontinued_currency_is_the_shops_only_if_it_is_listed);
async fn a_discontinued_currency_is_the_shops_only_if_it_is_listed(bench: &Bench) {
    let leva: Currency = "BGN".parse().unwrap();
    let first = Settings { currency: leva, ..settings("https://shop.example") };
    adopt(bench.shop.db(), &first, NOW).await.unwrap();
    let checked = check(&bench.shop).await.unwrap();
    let InvalidSettings(invalid) = checked.invalid;
    assert!(
        matches!(&invalid[..], [(Setting::Currency, InvalidSetting::NoRate(choice))]
            if choice.contains("EUR") && !choice.contains("BGN")),
        "{invalid:?}"
    );
    // The merchant lists it.
    let shown = shop::pricing::stored(&bench.shop).await.unwrap();
    let currencies = vec![leva, Currency::EUR];
    let offer = shop::pricing::OfferCurrencies { version: shown.version, currencies };
    shop::pricing::offer(&bench.shop, &operator(), offer).await.unwrap();
    assert!(check(&bench.shop).await.unwrap().invalid.0.is_empty());
    assert_eq!(bench.shop.settings().currency, leva);
}

on_both!(another_currency_changes_no_stored_price);
async fn another_currency_changes_no_stored_price(bench: &Bench) {
    let price = |shop: &Context| {
        let snapshot = shop.snapshot();
        snapshot.by_sku("BOOK").unwrap().variants[0].price
    };
    let before = price(&bench.shop);
    let done =
        change(&bench.shop, &operator(), values(0, &[(Setting::Currency, "USD")])).await.unwrap();
    assert_eq!(done.changes.len(), 1);
    assert_eq!(bench.shop.settings().currency, "USD".parse::<Currency>().unwrap());
    assert_eq!(price(&bench.shop), before);
    let shown = bench.shop.rates().price(before, Currency::USD).unwrap();
    assert_eq!(shown.currency, Currency::USD, "shoppers see it converted");
    // A process whose rates lack the currency keeps its own, and says so.
    let rates = domain::pricing::rates::Rates::read("as-of,2026-11-20\nGBP,0.85\n").unwrap();
    let poor = Settings { rates, ..settings("https://shop.example") };
    let poor = started_with(bench, poor).await;
    assert_eq!(poor.settings().currency, Currency::EUR);
    let checked = check(&poor).await.unwrap();
    assert!(checked.invalid.to_string().starts_with("currency is invalid: "), "{checked:?}");
    let checked = check(&bench.shop).await.unwrap();
    assert!(checked.invalid.0.is_empty() && checked.missing.is_empty(), "{checked:?}");
}

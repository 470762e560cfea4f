//! Currencies and exchange rates as data: stored once, typed, from a file, from a feed.

use domain::{
    Currency, Money,
    pricing::rates::{CurrencyRules, RateSource, Rates},
};
use shop::{
    Clock, Context, Settings,
    catalogue::refresh,
    pricing::{
        ChangeRatesError, DocumentError, FeedOutcome, ImportRates, InvalidRates, OfferCurrencies,
        RateError, ReplaceRounding, SetRates, feed_age, feed_is_due, import, is_stored, offer,
        round, set, stored, take_feed, typed_before,
    },
    settings::{ChangeError, ChangeSettings, Setting, adopt, change},
    staff::Actor,
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use store::table_versions::{self, Tables};
use testing::{Bench, NOW, on_both, settings};
use time::{Date, macros::date};

/// Somebody who may do everything.
fn operator() -> Actor {
    Actor::operator("test")
}

/// The bench's day.
const TODAY: Date = date!(2026 - 11 - 20);
const HOUR: i64 = 3_600_000;

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

/// A feed in the European Central Bank's format.
fn feed(day: Date, rates: &[(&str, &str)]) -> String {
    let entry = |(code, rate): &(&str, &str)| format!("<Cube currency='{code}' rate='{rate}'/>");
    let entries: String = rates.iter().map(entry).collect();
    format!(
        "<?xml version=\"1.0\"?>\n<Envelope><Cube><Cube time='{day}'>{entries}</Cube></Cube>\
         </Envelope>"
    )
}

/// A shop that offers euros, dollars and pounds at rates of yesterday, from a file.
async fn small(bench: &Bench) {
    let rates = Rates::read("as-of,2026-11-19\nUSD,1.1\nGBP,0.85\n").unwrap();
    adopt(bench.shop.db(), &Settings { rates, ..settings("https://shop.example") }, NOW)
        .await
        .unwrap();
    refresh(&bench.shop).await.unwrap();
}

async fn version(shop: &Context) -> i64 {
    stored(shop).await.unwrap().version
}

/// The stored rate of a currency, with its day and source.
async fn rate(shop: &Context, code: &str) -> Option<(i64, Option<Date>, RateSource)> {
    let stored = stored(shop).await.unwrap();
    let row = stored.tables.rates.into_iter().find(|row| row.code == currency(code))?;
    Some((row.rate, row.as_of, row.source))
}

on_both!(the_first_start_stores_what_is_in_force);
async fn the_first_start_stores_what_is_in_force(bench: &Bench) {
    let (shown, exact) = (bench.shop.rates(), bench.shop.exact_rates());
    adopt(bench.shop.db(), &settings("https://shop.example"), NOW).await.unwrap();
    refresh(&bench.shop).await.unwrap();
    let (shown_now, exact_now) = (bench.shop.rates(), bench.shop.exact_rates());
    assert_eq!(version(&bench.shop).await, 1);
    // No price changes by a minor unit, in no currency, and the lists to choose from stay.
    for (before, now) in [(&shown, &shown_now), (&exact, &exact_now)] {
        assert_eq!(before.currencies().collect::<Vec<_>>(), now.currencies().collect::<Vec<_>>());
        assert_eq!((before.as_of(), now.as_of()), (None, None));
        for (from, _) in before.table() {
            for (to, _) in before.table() {
                for minor in [1, 99, 490, 1_995, 4_990, 123_451, 5_000_000] {
                    let price = Money::new(minor, from);
                    assert_eq!(before.price(price, to), now.price(price, to), "{price} {to}");
                    assert_eq!(before.convert(price, to), now.convert(price, to), "{price} {to}");
                }
            }
        }
    }
    // A later start with other rates changes nothing.
    let rates = Rates::read("as-of,2026-11-20\nUSD,2\n").unwrap();
    let other = Settings { rates, ..settings("https://shop.example") };
    adopt(bench.shop.db(), &other, NOW).await.unwrap();
    let clock = Clock::Fixed(Arc::clone(&bench.time));
    let db = testing::open(&bench.database).await;
    let second = Context::open(db, other, Arc::clone(&bench.bank), clock).await.unwrap();
    assert_eq!(second.rates().rate(Currency::USD), Some(1_130_500));
    assert_eq!(version(&second).await, 1);
}

on_both!(typed_rates_reach_all_processes_and_stay);
async fn typed_rates_reach_all_processes_and_stay(bench: &Bench) {
    small(bench).await;
    let (replica, worker) = (bench.replica().await, bench.replica().await);
    let price = Money::new(10_000, Currency::EUR);
    let before = worker.snapshot();
    assert_eq!(worker.exact_rates().convert(price, Currency::USD).unwrap().minor, 11_000);
    let rates = vec![(Currency::USD, Some(1_250_000)), (currency("SEK"), Some(10_000_000))];
    assert_eq!(
        set(&bench.shop, &operator(), SetRates { version: 1, rates: rates.clone() }).await.unwrap(),
        2
    );
    refresh(&replica).await.unwrap();
    shop::catalogue::refresh_settings(&worker).await.unwrap();
    for shop in [&bench.shop, &replica, &worker] {
        assert_eq!(shop.exact_rates().convert(price, Currency::USD).unwrap().minor, 12_500);
        assert_eq!(shop.settings().tables.currencies, 2);
        // A rate alone offers no currency.
        assert!(!shop.rates().knows(currency("SEK")));
    }
    let list = |shop: &Context| {
        let list = shop::catalogue::suggest(shop, "enamel mug", Currency::USD);
        list.products[0].price
    };
    let mug = Money::new(1_600, Currency::EUR);
    assert_eq!(Some(list(&worker)), worker.rates().price(mug, Currency::USD), "lists follow");
    assert_eq!(worker.snapshot().version, before.version, "without loading the catalogue");
    // The same again changes nothing.
    assert_eq!(set(&bench.shop, &operator(), SetRates { version: 2, rates }).await.unwrap(), 2);
    let stale = SetRates { version: 1, rates: vec![(Currency::USD, Some(1))] };
    assert!(matches!(set(&bench.shop, &operator(), stale).await, Err(ChangeRatesError::Stale)));
    // Old ones are named, if shoppers see them.
    assert!(typed_before(&bench.shop, 0).await.unwrap().is_empty());
    bench.advance(3 * 24 * HOUR);
    assert_eq!(typed_before(&bench.shop, 2).await.unwrap(), [Currency::USD]);
    assert!(typed_before(&bench.shop, 3).await.unwrap().is_empty());
    // A feed leaves typed rates alone until the merchant does.
    let new = feed(TODAY, &[("USD", "1.2"), ("GBP", "0.86")]);
    assert_eq!(take_feed(&bench.shop, &new).await.unwrap(), FeedOutcome::Taken(TODAY));
    let typed = Some((1_250_000, Some(TODAY), RateSource::Typed));
    assert_eq!(rate(&bench.shop, "USD").await, typed);
    let version = version(&bench.shop).await;
    let command = SetRates { version, rates: vec![(Currency::USD, None)] };
    set(&bench.shop, &operator(), command).await.unwrap();
    assert_eq!(take_feed(&bench.shop, &new).await.unwrap(), FeedOutcome::Taken(TODAY));
    let fed = Some((1_200_000, Some(TODAY), RateSource::Feed));
    assert_eq!(rate(&bench.shop, "USD").await, fed);
}

on_both!(wrong_rates_are_named_and_nothing_is_written);
async fn wrong_rates_are_named_and_nothing_is_written(bench: &Bench) {
    let usd = |rate| SetRates { version: 0, rates: vec![(Currency::USD, Some(rate))] };
    let early = set(&bench.shop, &operator(), usd(1)).await;
    assert!(matches!(early, Err(ChangeRatesError::NotStored)), "{early:?}");
    small(bench).await;
    let kwd = currency("KWD");
    let rates = vec![(Currency::EUR, Some(1)), (Currency::USD, Some(0)), (kwd, None)];
    let refused = set(&bench.shop, &operator(), SetRates { version: 1, rates }).await;
    let Err(ChangeRatesError::Invalid(InvalidRates(found))) = refused else {
        panic!("{refused:?}")
    };
    let expected =
        [RateError::Euro, RateError::NotAboveZero(Currency::USD), RateError::Unknown(kwd)];
    assert_eq!(found, expected);
    for (text, errors) in [
        ("as-of,2026-11-20\nUSD,1.1\n", vec![RateError::Missing(currency("GBP"))]),
        (
            "as-of,2026-11-21\nSEK,10\n",
            vec![
                RateError::Future(date!(2026 - 11 - 21)),
                RateError::Missing(Currency::USD),
                RateError::Missing(currency("GBP")),
            ],
        ),
    ] {
        let refused = import(&bench.shop, &operator(), ImportRates { version: 1, text }).await;
        let Err(ChangeRatesError::Invalid(InvalidRates(found))) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(found, errors, "{text}");
    }
    for text in ["", "as-of,2026-11-20\nUSD,x\n", "<Cube/>", "as-of,2026-11-20\n"] {
        let refused = import(&bench.shop, &operator(), ImportRates { version: 1, text }).await;
        assert!(matches!(refused, Err(ChangeRatesError::Document(_))), "{text}: {refused:?}");
    }
    let currencies = vec![Currency::USD, kwd];
    let refused = offer(&bench.shop, &operator(), OfferCurrencies { version: 1, currencies }).await;
    let Err(ChangeRatesError::Invalid(InvalidRates(found))) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(found, [RateError::Unknown(kwd), RateError::ShopCurrency(Currency::EUR)]);
    assert_eq!(version(&bench.shop).await, 1);
}

on_both!(the_shops_currency_stays_one_to_choose_from);
async fn the_shops_currency_stays_one_to_choose_from(bench: &Bench) {
    small(bench).await;
    let mut tx = bench.shop.db().begin().await.unwrap();
    table_versions::bump(&mut tx, Tables::Currencies).await.unwrap();
    let mut tables = store::pricing::currency_tables(&mut tx).await.unwrap();
    tables.currencies.iter_mut().for_each(|row| row.enabled = row.code == Currency::EUR);
    store::pricing::put_currency_tables(&mut tx, &tables).await.unwrap();
    let values = BTreeMap::from([(Setting::Currency, "USD".to_owned())]);
    let (shop, command) = (bench.shop.clone(), ChangeSettings { version: 1, values });
    let changing = tokio::spawn(async move { change(&shop, &operator(), command).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!changing.is_finished(), "it waits for the change of currencies");
    tx.commit().await.unwrap();
    let refused = changing.await.unwrap();
    assert!(matches!(refused, Err(ChangeError::Invalid(_))), "{refused:?}");
}

on_both!(a_file_replaces_rates_and_shoppers_choose_what_is_offered);
async fn a_file_replaces_rates_and_shoppers_choose_what_is_offered(bench: &Bench) {
    small(bench).await;
    let typed = SetRates { version: 1, rates: vec![(Currency::USD, Some(1_250_000))] };
    set(&bench.shop, &operator(), typed).await.unwrap();
    let text = "as-of,2026-11-20\nUSD,1.2\nGBP,0.9\nSEK,10.5\n";
    assert_eq!(
        import(&bench.shop, &operator(), ImportRates { version: 2, text }).await.unwrap(),
        3
    );
    let filed = |rate| Some((rate, Some(TODAY), RateSource::File));
    assert_eq!(rate(&bench.shop, "USD").await, filed(1_200_000), "a file replaces typed rates");
    assert_eq!(bench.shop.rates().as_of(), Some(TODAY));
    let choice = |shop: &Context| shop.rates().currencies().collect::<Vec<_>>();
    assert_eq!(choice(&bench.shop), [Currency::EUR, Currency::USD, currency("GBP")]);
    let currencies = vec![currency("SEK"), Currency::EUR, currency("SEK")];
    assert_eq!(
        offer(&bench.shop, &operator(), OfferCurrencies { version: 3, currencies }).await.unwrap(),
        4
    );
    assert_eq!(choice(&bench.shop), [currency("SEK"), Currency::EUR]);
    assert!(!bench.shop.exact_rates().knows(Currency::USD));
    assert_eq!(bench.shop.rates().rate(Currency::USD), Some(1_200_000), "it still converts");
    // The bank's own file.
    let xml = feed(TODAY, &[("SEK", "11"), ("JPY", "160.5")]);
    assert_eq!(
        import(&bench.shop, &operator(), ImportRates { version: 4, text: &xml }).await.unwrap(),
        5
    );
    assert_eq!(rate(&bench.shop, "JPY").await, filed(160_500_000));
    assert_eq!(
        rate(&bench.shop, "GBP").await,
        filed(900_000),
        "a currency that is not offered keeps its rate"
    );
}

on_both!(a_feed_is_taken_as_a_whole_or_refused);
async fn a_feed_is_taken_as_a_whole_or_refused(bench: &Bench) {
    small(bench).await;
    let (usd, gbp) = (Currency::USD, currency("GBP"));
    let yesterday = date!(2026 - 11 - 19);
    for (text, expected) in [
        (feed(TODAY, &[("USD", "1.1")]), vec![RateError::Missing(gbp)]),
        (
            feed(date!(2026 - 11 - 21), &[("USD", "1.1"), ("GBP", "0.85")]),
            vec![RateError::Future(date!(2026 - 11 - 21))],
        ),
        (
            feed(date!(2026 - 11 - 18), &[("USD", "1.1"), ("GBP", "0.85")]),
            vec![RateError::Older(date!(2026 - 11 - 18), yesterday)],
        ),
        (
            feed(TODAY, &[("USD", "1.650001"), ("GBP", "0.85")]),
            vec![RateError::Moved(usd, 1_100_000, 1_650_001)],
        ),
        (
            feed(TODAY, &[("USD", "1.1"), ("GBP", "0.424")]),
            vec![RateError::Moved(gbp, 850_000, 424_000)],
        ),
        (
            feed(date!(2026 - 11 - 18), &[("USD", "3")]),
            vec![
                RateError::Older(date!(2026 - 11 - 18), yesterday),
                RateError::Missing(gbp),
                RateError::Moved(usd, 1_100_000, 3_000_000),
            ],
        ),
    ] {
        let refused = take_feed(&bench.shop, &text).await;
        let Err(ChangeRatesError::Invalid(InvalidRates(found))) = refused else {
            panic!("{text}: {refused:?}")
        };
        assert_eq!(found, expected, "{text}");
    }
    for (wrong, error) in [
        (("GBP", "-1"), DocumentError::Rate(gbp, "-1".to_owned())),
        (("GBP", "0"), DocumentError::Rate(gbp, "0".to_owned())),
        (("GBP", "many"), DocumentError::Rate(gbp, "many".to_owned())),
        (("USD", "1.1"), DocumentError::Twice(usd)),
    ] {
        let refused = take_feed(&bench.shop, &feed(TODAY, &[("USD", "1.1"), wrong])).await;
        let Err(ChangeRatesError::Document(found)) = refused else { panic!("{refused:?}") };
        assert_eq!(found, error);
    }
    // The shop's own format is no feed.
    let own = take_feed(&bench.shop, "as-of,2026-11-20\nUSD,1.1\nGBP,0.85\n").await;
    assert!(matches!(own, Err(ChangeRatesError::Document(DocumentError::Xml(_)))), "{own:?}");
    // The last good copy stays.
    assert_eq!(version(&bench.shop).await, 1);
    let filed = Some((1_100_000, Some(yesterday), RateSource::File));
    assert_eq!(rate(&bench.shop, "USD").await, filed);
    // A half is a crash, but may be true.
    let edge = feed(TODAY, &[("USD", "1.65"), ("GBP", "0.425"), ("SEK", "10.5")]);
    assert_eq!(take_feed(&bench.shop, &edge).await.unwrap(), FeedOutcome::Taken(TODAY));
    let fed = Some((1_650_000, Some(TODAY), RateSource::Feed));
    assert_eq!(rate(&bench.shop, "USD").await, fed);
    assert!(rate(&bench.shop, "SEK").await.is_some() && !bench.shop.rates().knows(currency("SEK")));
}

on_both!(after_a_large_move_the_feed_continues);
async fn after_a_large_move_the_feed_continues(bench: &Bench) {
    small(bench).await;
    let moved = feed(TODAY, &[("USD", "3"), ("GBP", "0.85")]);
    let refused = take_feed(&bench.shop, &moved).await.unwrap_err().to_string();
    for advice in ["`perigee rates set USD=3`", "`perigee rates set USD=`"] {
        assert!(refused.contains(advice), "{refused}");
    }
    for rate in [Some(3_000_000), None] {
        let version = version(&bench.shop).await;
        let rates = vec![(Currency::USD, rate)];
        set(&bench.shop, &operator(), SetRates { version, rates }).await.unwrap();
    }
    let next = feed(TODAY, &[("USD", "3.1"), ("GBP", "0.85")]);
    assert_eq!(take_feed(&bench.shop, &next).await.unwrap(), FeedOutcome::Taken(TODAY));
    let fed = Some((3_100_000, Some(TODAY), RateSource::Feed));
    assert_eq!(rate(&bench.shop, "USD").await, fed);
}

on_both!(the_demonstration_rates_are_no_measure_of_a_feed);
async fn the_demonstration_rates_are_no_measure_of_a_feed(bench: &Bench) {
    adopt(bench.shop.db(), &settings("https://shop.example"), NOW).await.unwrap();
    refresh(&bench.shop).await.unwrap();
    let currencies = vec![Currency::EUR, currency("TRY")];
    offer(&bench.shop, &operator(), OfferCurrencies { version: 1, currencies }).await.unwrap();
    let real = feed(TODAY, &[("TRY", "49.1")]);
    assert_eq!(take_feed(&bench.shop, &real).await.unwrap(), FeedOutcome::Taken(TODAY));
}

on_both!(a_first_start_offers_what_the_european_central_bank_publishes);
async fn a_first_start_offers_what_the_european_central_bank_publishes(bench: &Bench) {
    assert!(!is_stored(&bench.shop).await.unwrap(), "no server has started yet");
    adopt(bench.shop.db(), &settings("https://shop.example"), NOW).await.unwrap();
    refresh(&bench.shop).await.unwrap();
    assert!(is_stored(&bench.shop).await.unwrap());
    let published: Vec<(&str, &str)> =
        "USD JPY CZK DKK GBP HUF PLN RON SEK CHF ISK NOK TRY AUD BRL CAD CNY HKD IDR ILS INR KRW \
         MXN MYR NZD PHP SGD THB ZAR"
            .split_whitespace()
            .map(|code| (code, "2.5"))
            .collect();
    let taken = take_feed(&bench.shop, &feed(TODAY, &published)).await.unwrap();
    assert_eq!(taken, FeedOutcome::Taken(TODAY));
    let rouble = currency("RUB");
    assert!(!bench.shop.rates().knows(rouble) && bench.shop.exact_rates().knows(rouble));
}

on_both!(a_feed_is_due_once_a_day_and_has_an_age);
async fn a_feed_is_due_once_a_day_and_has_an_age(bench: &Bench) {
    small(bench).await;
    let shop = &bench.shop;
    assert!(feed_is_due(shop).await.unwrap());
    assert_eq!(feed_age(shop).await.unwrap(), None);
    let text = feed(TODAY, &[("USD", "1.2"), ("GBP", "0.86")]);
    take_feed(shop, &text).await.unwrap();
    assert!(!feed_is_due(shop).await.unwrap());
    assert!(!feed_is_due(&bench.replica().await).await.unwrap(), "other processes see it");
    let version = shop.snapshot().version;
    bench.advance(24 * HOUR);
    assert!(feed_is_due(shop).await.unwrap());
    // On a weekend the feed is the same: no page is rendered again for it.
    assert_eq!(take_feed(shop, &text).await.unwrap(), FeedOutcome::Unchanged(TODAY));
    assert!(!feed_is_due(shop).await.unwrap());
    refresh(shop).await.unwrap();
    assert_eq!((shop.snapshot().version, feed_age(shop).await.unwrap()), (version, Some(1)));
    bench.advance(8 * 24 * HOUR);
    assert_eq!(feed_age(shop).await.unwrap(), Some(9));
}

on_both!(a_feed_is_due_once_a_day_if_all_rates_are_typed);
async fn a_feed_is_due_once_a_day_if_all_rates_are_typed(bench: &Bench) {
    small(bench).await;
    let rates = [Currency::USD, currency("GBP")].map(|code| (code, Some(900_000))).to_vec();
    set(&bench.shop, &operator(), SetRates { version: 1, rates }).await.unwrap();
    let text = feed(TODAY, &[("USD", "1.1"), ("GBP", "0.86")]);
    for _ in 0..2 {
        assert!(feed_is_due(&bench.shop).await.unwrap());
        let outcome = take_feed(&bench.shop, &text).await.unwrap();
        assert_eq!(outcome, FeedOutcome::Unchanged(TODAY));
        assert!(!feed_is_due(&bench.shop).await.unwrap());
        bench.advance(24 * HOUR);
    }
}

on_both!(rounding_is_replaced_and_currencies_end);
async fn rounding_is_replaced_and_currencies_end(bench: &Bench) {
    small(bench).await;
    let shown =
        |shop: &Context| shop.rates().price(Money::new(10_000, Currency::EUR), Currency::USD);
    assert_eq!(shown(&bench.shop).unwrap().minor, 10_995);
    let rules = CurrencyRules::read("USD,,5,0\nGBP,ended\n").unwrap();
    let command = ReplaceRounding { version: 1, rules };
    assert_eq!(round(&bench.shop, &operator(), command.clone()).await.unwrap(), 2);
    assert_eq!(shown(&bench.shop).unwrap().minor, 11_000);
    let gbp = currency("GBP");
    assert!(!bench.shop.rates().knows(gbp) && bench.shop.exact_rates().knows(gbp));
    let command = ReplaceRounding { version: 2, ..command };
    assert_eq!(
        round(&bench.shop, &operator(), command).await.unwrap(),
        2,
        "the same again changes nothing"
    );
    let rules = CurrencyRules::read("EUR,ended\n").unwrap();
    let refused = round(&bench.shop, &operator(), ReplaceRounding { version: 2, rules }).await;
    assert!(matches!(refused, Err(ChangeRatesError::Invalid(_))), "{refused:?}");
    // A feed may leave a discontinued currency out.
    let text = feed(TODAY, &[("USD", "1.2")]);
    assert_eq!(take_feed(&bench.shop, &text).await.unwrap(), FeedOutcome::Taken(TODAY));
}

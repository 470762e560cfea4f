//! Delivery dates skip public holidays, wherever they are shown.

use crate::mail::{Folder, work};
use domain::{Currency, Money, shipping::ShippingMethod, tax::TaxClass};
use shop::cart::Destination;
use std::sync::atomic::Ordering;
use testing::calls;
use testing::{Bench, on_both};
use time::{
    OffsetDateTime,
    macros::{date, datetime},
};

fn set(bench: &Bench, at: OffsetDateTime) {
    bench.time.store(at.unix_timestamp() * 1000, Ordering::Relaxed);
}

on_both!(christmas_is_never_a_delivery_date);
async fn christmas_is_never_a_delivery_date(bench: &Bench) {
    set(bench, datetime!(2026-12-22 09:00 UTC));
    let by = |country: &str| {
        let price = Money::new(10_000, Currency::EUR);
        let note = shop::catalogue::delivery_note;
        note(&bench.shop, price, 500, TaxClass::Standard, country).unwrap().by
    };
    assert_eq!(by("DE"), date!(2026 - 12 - 28));
    let token = bench.cart(&[("MUG", 1)]).await;
    assert_eq!(bench.view(&token).await.arrives, Some(date!(2026 - 12 - 28)));
    let placed = bench.order(&[("MUG", 1)]).await;
    let folder = Folder::new();
    work(&bench.shop, &folder.mailer()).await;
    let email = folder.emails().concat().replace("=\r\n", "");
    assert!(
        email.contains("Thursday, 24 December") && email.contains("Monday, 28 December"),
        "{email}"
    );
    assert!(!email.contains("25 December") && email.contains(&placed.number.to_string()));
    set(bench, datetime!(2026-11-27 12:58 UTC));
    assert_eq!(by("DE"), date!(2026 - 12 - 02));
    // 14 July is a public holiday in France, but not in Germany.
    set(bench, datetime!(2027-07-12 09:00 UTC));
    assert_eq!((by("FR"), by("AT")), (date!(2027 - 07 - 21), date!(2027 - 07 - 20)));
}

on_both!(a_postcode_has_the_holidays_of_its_region);
/// St Andrew's Day affects a parcel to Glasgow as soon as the postcode is known.
async fn a_postcode_has_the_holidays_of_its_region(bench: &Bench) {
    set(bench, datetime!(2026-11-26 09:00 UTC));
    let token = bench.cart(&[("MUG", 1)]).await;
    let arrives = async |postcode: &str| {
        let country = domain::customers::country::by_code("GB").unwrap();
        let destination = Destination { country, postcode, town: "" };
        calls::cart_at(
            &bench.shop,
            Some(&token),
            Currency::EUR,
            destination,
            ShippingMethod::Standard,
            false,
        )
        .await
        .unwrap()
        .arrives
        .unwrap()
    };
    let (unknown, london, glasgow) =
        (arrives("").await, arrives("SW1A 1AA").await, arrives("G1 1AA").await);
    // Ordered on Thursday; six working days, without Monday, 30 November, in Scotland.
    assert_eq!(
        [unknown, london, glasgow],
        [date!(2026 - 12 - 04), date!(2026 - 12 - 04), date!(2026 - 12 - 07)]
    );
}

on_both!(the_end_of_the_holiday_table_is_reported_early);
/// The built-in table ends in 2027 for some countries.
async fn the_end_of_the_holiday_table_is_reported_early(bench: &Bench) {
    assert_eq!(shop::notifications::worker::unknown_holidays(&bench.shop), [""; 0]);
    bench.advance(370 * 24 * 3_600_000);
    let unknown = shop::notifications::worker::unknown_holidays(&bench.shop);
    assert!(
        unknown.contains(&"HK (2027)".to_owned())
            && !unknown.iter().any(|place| place.starts_with("DE")),
        "{unknown:?}"
    );
}

//! Promised days skip public holidays, wherever they are shown.

use crate::{
    bench::{Bench, on_both},
    mail::{Folder, work},
};
use domain::{Currency, Money, shipping::Speed};
use shop::cart::Destination;
use std::sync::atomic::Ordering;
use time::{OffsetDateTime, macros::datetime};

fn set(bench: &Bench, at: OffsetDateTime) {
    bench.time.store(at.unix_timestamp() * 1000, Ordering::Relaxed);
}

on_both!(christmas_is_on_no_page_and_in_no_mail);
async fn christmas_is_on_no_page_and_in_no_mail(bench: &Bench) {
    set(bench, datetime!(2026-12-22 09:00 UTC));
    let by = |country: &str| {
        shop::catalogue::delivery_note(&bench.shop, Money::new(10_000, Currency::EUR), 500, country)
            .unwrap()
            .by
    };
    assert_eq!(by("DE"), "Monday, 28 December");
    let token = bench.cart(&[("PER-MUG", 1)]).await;
    assert_eq!(bench.view(&token).await.arrives.as_deref(), Some("Monday, 28 December"));
    let placed = bench.order(&[("PER-MUG", 1)]).await;
    let folder = Folder::new();
    work(&bench.shop, &folder.mailer()).await;
    let letter = folder.letters().concat().replace("=\r\n", "");
    assert!(
        letter.contains("Thursday, 24 December") && letter.contains("Monday, 28 December"),
        "{letter}"
    );
    assert!(!letter.contains("25 December") && letter.contains(&placed.number.to_string()));
    set(bench, datetime!(2026-11-27 12:58 UTC));
    assert_eq!(by("DE"), "Wednesday, 2 December");
    // 14 July is a day off in France, though not in Germany.
    set(bench, datetime!(2027-07-12 09:00 UTC));
    assert_eq!((by("FR").as_str(), by("AT").as_str()), ("Wednesday, 21 July", "Tuesday, 20 July"));
}

on_both!(a_postcode_has_the_holidays_of_its_region);
/// St Andrew's Day counts for a parcel to Glasgow, as soon as the postcode is known.
async fn a_postcode_has_the_holidays_of_its_region(bench: &Bench) {
    set(bench, datetime!(2026-11-26 09:00 UTC));
    let token = bench.cart(&[("PER-MUG", 1)]).await;
    let arrives = async |postcode: &str| {
        let country = domain::customers::country::by_code("GB").unwrap();
        let destination = Destination { country, postcode, town: "" };
        shop::cart::show_at(
            &bench.shop,
            Some(&token),
            Currency::EUR,
            destination,
            Speed::Standard,
            false,
        )
        .await
        .unwrap()
        .arrives
        .unwrap()
    };
    let (unknown, london, glasgow) =
        (arrives("").await, arrives("SW1A 1AA").await, arrives("G1 1AA").await);
    assert_eq!(unknown, london);
    assert_ne!(london, glasgow);
}

on_both!(the_end_of_the_table_is_told_in_time);
/// The table that comes with the shop ends for some countries in 2027.
async fn the_end_of_the_table_is_told_in_time(bench: &Bench) {
    assert_eq!(shop::notifications::worker::unknown_holidays(&bench.shop), [""; 0]);
    bench.advance(370 * 24 * 3_600_000);
    let unknown = shop::notifications::worker::unknown_holidays(&bench.shop);
    assert!(
        unknown.contains(&"HK (2027)".to_owned())
            && !unknown.iter().any(|place| place.starts_with("DE")),
        "{unknown:?}"
    );
}

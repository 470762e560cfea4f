//! Local time at the place of dispatch.

use domain::tax::TaxClass;
use shop::{Dispatch, TimeZone, orders::withdrawals::WithdrawalStatement};
use testing::{Bench, calls, on_both};
use time::macros::{date, datetime};
use views::withdrawal::LocalTime;

on_both!(dates_follow_the_shops_time_zone);
/// Another time zone and cut-off hour: today's date there, and the last moment for dispatch on the
/// same day, across both clock changes.
async fn dates_follow_the_shops_time_zone(bench: &Bench) {
    let dispatch = Dispatch {
        zone: TimeZone::named("America/New_York").unwrap(),
        cut_off: 16,
        ..Dispatch::default()
    };
    let shop = bench.dispatching(dispatch).await;
    for (utc, day, hour) in [
        (datetime!(2026-03-08 06:59:59 UTC), date!(2026 - 03 - 08), 1),
        (datetime!(2026-03-08 07:00 UTC), date!(2026 - 03 - 08), 3),
        (datetime!(2026-11-01 05:59:59 UTC), date!(2026 - 11 - 01), 1),
        (datetime!(2026-11-01 06:00 UTC), date!(2026 - 11 - 01), 1),
    ] {
        bench.set(utc);
        assert_eq!(shop.local(), (day, hour), "{utc}");
    }
    // Monday, 9 March, after the clock change: 15:59 and 16:00 local time.
    let by = |at: time::OffsetDateTime| {
        bench.set(at);
        let price = domain::Money::new(2_500, domain::Currency::EUR);
        shop::catalogue::delivery_note(&shop, price, 500, TaxClass::Standard, "DE").unwrap().by
    };
    let (before, after) =
        (by(datetime!(2026-03-09 19:59 UTC)), by(datetime!(2026-03-09 20:00 UTC)));
    assert_eq!((before, after), (date!(2026 - 03 - 12), date!(2026 - 03 - 13)));
    // In the old time zone, the first of these times would be past the cut-off as well.
    bench.set(datetime!(2026-03-09 19:59 UTC));
    let price = domain::Money::new(2_500, domain::Currency::EUR);
    assert_eq!(
        shop::catalogue::delivery_note(&bench.shop, price, 500, TaxClass::Standard, "DE")
            .unwrap()
            .by,
        after
    );
}

on_both!(displayed_times_name_the_time_zone);
/// Displayed times name the time zone, and years begin in it.
async fn displayed_times_name_the_time_zone(bench: &Bench) {
    let shop = bench
        .dispatching(Dispatch {
            zone: TimeZone::named("Asia/Kolkata").unwrap(),
            ..Dispatch::default()
        })
        .await;
    bench.set(datetime!(2026-12-31 18:45 UTC));
    let statement = WithdrawalStatement {
        name: "Ada Lovelace".to_owned(),
        email: "ada@example.org".to_owned(),
        number: "PG-1".to_owned(),
        items: String::new(),
    };
    let received = calls::withdraw(&shop, &statement, "k").await.unwrap();
    let at = |time, zone: &str| LocalTime { time, zone: zone.to_owned() };
    assert_eq!(received.at, at(datetime!(2027-01-01 00:15), "Indian time"));
    assert_eq!(
        shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap()[0].at,
        at(datetime!(2026-12-31 19:45), "Central European time")
    );
}

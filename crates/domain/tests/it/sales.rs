//! Sale prices, the prior price, and changes of many prices.

use domain::pricing::{
    Adjustment, BasePrice, PriceRounding, SalePrice, adjusted, charged, next_change, prior_price,
    running,
};
use proptest::prelude::*;

const DAY: i64 = 86_400_000;

fn base(amount: i64, from: i64, until: Option<i64>) -> BasePrice {
    BasePrice { amount, from: from * DAY, until: until.map(|day| day * DAY) }
}

fn sale(amount: i64, starts: i64, ends: i64) -> SalePrice {
    SalePrice { amount, starts: starts * DAY, ends: ends * DAY }
}

#[test]
fn a_sale_is_charged_from_its_start_until_its_end() {
    let sales = [sale(80, 10, 13), sale(120, 20, 30)];
    for (at, expected) in [
        (10 * DAY - 1, 100),
        (10 * DAY, 80),
        (13 * DAY - 1, 80),
        (13 * DAY, 100),
        // It would cost more.
        (21 * DAY, 100),
    ] {
        assert_eq!(charged(100, &sales, at), expected, "{at}");
    }
    // The base price was lowered meanwhile.
    assert_eq!((charged(70, &sales, 11 * DAY), running(70, &sales, 11 * DAY)), (70, None));
    let changes = [(0, Some(10)), (10, Some(13)), (13, Some(20)), (29, Some(30)), (30, None)];
    for (at, next) in changes {
        assert_eq!(next_change(&sales, at * DAY), next.map(|day: i64| day * DAY), "{at}");
    }
}

#[test]
fn the_prior_price_is_the_lowest_of_thirty_days() {
    let always = [base(100, 0, None)];
    type Case<'a> = (&'a [BasePrice], &'a [SalePrice], i64, Option<i64>);
    let cases: [Case<'_>; 12] = [
        (&always, &[], 100, Some(100)),
        // Raised before the reduction: the price before counts for thirty days.
        (&[base(90, 0, Some(80)), base(100, 80, None)], &[], 100, Some(90)),
        (&[base(90, 0, Some(70)), base(100, 70, None)], &[], 100, Some(100)),
        (&[base(90, 0, Some(71)), base(100, 71, None)], &[], 100, Some(90)),
        // Lowered: the lower price is the prior one.
        (&[base(100, 0, Some(90)), base(90, 90, None)], &[], 100, Some(90)),
        // An earlier sale counts, this one does not.
        (&always, &[sale(70, 85, 90), sale(80, 100, 110)], 100, Some(70)),
        (&always, &[sale(70, 60, 70), sale(80, 100, 110)], 100, Some(100)),
        (&always, &[sale(70, 60, 71), sale(80, 100, 110)], 100, Some(70)),
        // A sale after a sale.
        (&always, &[sale(80, 95, 100), sale(75, 100, 105)], 100, Some(80)),
        // A later change of the base price does not count.
        (&[base(100, 0, Some(102)), base(50, 102, None)], &[sale(80, 100, 110)], 100, Some(100)),
        // New, and reduced from its first day.
        (&[base(100, 100, None)], &[sale(80, 100, 110)], 100, None),
        (&[base(100, 99, None)], &[sale(80, 100, 110)], 100, Some(100)),
    ];
    for (history, sales, starts, expected) in cases {
        assert_eq!(prior_price(history, sales, starts * DAY), expected, "{history:?} {sales:?}");
    }
}

proptest! {
    /// The prior price is never above what was charged at any time of the thirty days.
    #[test]
    fn no_lower_price_was_charged(
        amounts in prop::collection::vec(1_i64..200, 1..6),
        sales in prop::collection::vec((1_i64..200, 0_i64..60, 1_i64..10), 0..4),
        starts in 31_i64..70,
    ) {
        let count = i64::try_from(amounts.len()).unwrap();
        let history: Vec<_> = (0_i64..).zip(&amounts).map(|(i, amount)| {
            base(*amount, i * 12, (i + 1 < count).then_some((i + 1) * 12))
        }).collect();
        let sales: Vec<_> =
            sales.into_iter().map(|(amount, from, days)| sale(amount, from, from + days)).collect();
        let prior = prior_price(&history, &sales, starts * DAY).unwrap();
        for day in starts - 30..starts {
            let at = day * DAY;
            let own = history.iter().rfind(|price| price.from <= at).unwrap().amount;
            prop_assert!(prior <= charged(own, &sales, at), "day {day}");
        }
    }
}

#[test]
fn prices_change_by_a_rule() {
    let cents = PriceRounding::new(100, 1).unwrap();
    let ones = PriceRounding::new(100, 0).unwrap();
    let fives = PriceRounding::new(500, 0).unwrap();
    for (price, adjustment, rounding, expected) in [
        (1_000, Adjustment::Set(1_250), PriceRounding::NONE, Some(1_250)),
        (1_000, Adjustment::Add(-1), PriceRounding::NONE, Some(999)),
        (1_000, Adjustment::Percent(500), PriceRounding::NONE, Some(1_050)),
        (1_000, Adjustment::Percent(-1_500), PriceRounding::NONE, Some(850)),
        // Half away from zero.
        (1_010, Adjustment::Percent(500), PriceRounding::NONE, Some(1_061)),
        (12_345, Adjustment::Percent(0), cents, Some(12_299)),
        (12_350, Adjustment::Percent(0), cents, Some(12_399)),
        (12_345, Adjustment::Percent(0), ones, Some(12_300)),
        (12_345, Adjustment::Percent(0), fives, Some(12_500)),
        (30, Adjustment::Percent(0), cents, Some(99)),
        (30, Adjustment::Percent(0), fives, Some(500)),
        (1_000, Adjustment::Add(-1_000), PriceRounding::NONE, None),
        (1_000, Adjustment::Percent(-10_000), PriceRounding::NONE, None),
        (1_000, Adjustment::Percent(-20_000), PriceRounding::NONE, None),
        (1_000, Adjustment::Set(i64::MAX), PriceRounding::NONE, None),
        (1_000, Adjustment::Add(i64::MAX), PriceRounding::NONE, None),
    ] {
        assert_eq!(adjusted(price, adjustment, rounding), expected, "{price} {adjustment:?}");
    }
    for (step, less) in [(0, 0), (-1, 0), (100, 100), (100, -1)] {
        assert_eq!(PriceRounding::new(step, less), None);
    }
}

//! Recommendations from purchases.

use domain::recommendations::{
    Candidate, CoPurchases, Count, Decay, Evidence, HALF_LIFE_DAYS, MAX_BASKET, NEIGHBOURS,
    Neighbour, Purchase, Tally, UNIT, basket, nearest, pairs,
};
use proptest::prelude::*;

const DAY: i64 = 86_400_000;

/// The pairs of words in Dunning's corpus of 31,777 words of the Swiss newspapers: −2 log λ, and
/// the counts of both, only the first, only the second, and neither.
const DUNNING: [(f64, [i64; 4]); 10] = [
    (270.72, [110, 2_442, 111, 29_114]), // the swiss
    (263.90, [29, 13, 123, 31_612]),     // can be
    (256.84, [31, 23, 139, 31_584]),     // previous year
    (167.23, [10, 0, 3, 31_764]),        // mineral water
    (157.21, [76, 104, 2_476, 29_121]),  // at the
    (157.03, [16, 16, 51, 31_694]),      // real terms
    (146.80, [9, 0, 5, 31_763]),         // natural gas
    (115.02, [16, 0, 865, 30_896]),      // owing to
    (104.53, [10, 9, 41, 31_717]),       // health insurance
    (100.96, [8, 2, 27, 31_740]),        // stiff competition
];

fn counts([both, first, second, neither]: [i64; 4]) -> CoPurchases {
    CoPurchases {
        both,
        first: both + first,
        second: both + second,
        all: both + first + second + neither,
    }
}

#[test]
fn the_ratio_is_that_of_the_published_table() {
    for (expected, cells) in DUNNING {
        let found = counts(cells);
        assert!((found.log_likelihood_ratio() - expected).abs() < 0.005, "{cells:?}");
        assert!(found.is_attraction(), "{cells:?}");
    }
}

#[test]
fn only_what_is_bought_together_more_often_than_by_chance_attracts() {
    for (cells, attraction) in [
        ([10, 10, 10, 10], false), // exactly by chance
        ([11, 10, 10, 10], true),
        ([1, 50, 50, 10], false), // they avoid each other
        ([0, 5, 5, 90], false),
        ([0, 0, 0, 0], false),
        ([5, 0, 0, 0], false), // in every order
    ] {
        assert_eq!(counts(cells).is_attraction(), attraction, "{cells:?}");
    }
    assert!(counts([10, 10, 10, 10]).log_likelihood_ratio() < 1e-9);
    assert!(counts([1, 50, 50, 10]).log_likelihood_ratio() > 10.0);
}

#[test]
fn impossible_counts_give_a_number() {
    for all in [i64::MIN, -1, 0, 1, i64::MAX] {
        for one in [i64::MIN, -1, 0, 1, i64::MAX] {
            let odd = CoPurchases { both: one, first: all, second: one, all };
            assert!(odd.log_likelihood_ratio() >= 0.0, "{odd:?}");
            let _ = odd.is_attraction();
        }
    }
}

#[test]
fn a_weight_doubles_with_each_half_life() {
    let landmark = 1_795_000_000_000;
    let decay = Decay::new(HALF_LIFE_DAYS, landmark).unwrap();
    let half_life = i64::from(HALF_LIFE_DAYS) * DAY;
    for (half_lives, expected) in [
        (-20, 0),
        (-1, UNIT / 2),
        (0, UNIT),
        (1, 2 * UNIT),
        (3, 8 * UNIT),
        (30, UNIT << 30),
        (31, UNIT << 30),
    ] {
        assert_eq!(decay.weight(landmark + half_lives * half_life), expected, "{half_lives}");
    }
    for extreme in [i64::MIN, i64::MAX] {
        assert!((0..=UNIT << 30).contains(&decay.weight(extreme)));
    }
    for (days, allowed) in [(0, false), (29, false), (30, true), (3650, true), (3651, false)] {
        assert_eq!(Decay::new(days, landmark).is_ok(), allowed, "{days}");
    }
}

#[test]
fn a_basket_has_each_product_once() {
    assert_eq!(basket([3, 1, 3, 2, 1]), [1, 2, 3]);
    assert_eq!(pairs(&basket([3, 1, 2])).collect::<Vec<_>>(), [(1, 2), (1, 3), (2, 3)]);
    assert_eq!(pairs(&basket([7])).count(), 0);
    assert_eq!(pairs::<u8>(&[]).count(), 0);
    assert_eq!(basket(0..1000).len(), MAX_BASKET);
}

#[test]
fn the_strongest_neighbours_are_kept() {
    let one = |product, score, buyers| Neighbour { product, score, buyers };
    let kept = nearest(vec![
        one(1, 5.0, 3),
        one(2, 9.0, 2), // from two buyers
        one(3, 7.0, 3),
        one(4, 5.0, 30),
        one(5, 0.0, 30),
    ]);
    assert_eq!(kept.iter().map(|one| one.product).collect::<Vec<_>>(), [3, 1, 4]);
    let many = (0..100).map(|product| one(product, f64::from(product), 3)).collect();
    let kept = nearest(many);
    assert_eq!((kept.len(), kept[0].product), (NEIGHBOURS, 99));
}

#[test]
fn what_may_be_suggested() {
    let good = Candidate {
        evidence: Evidence::Buyers(3),
        available: true,
        in_cart: false,
        owned: false,
        bought_again: false,
    };
    for (candidate, expected) in [
        (good, true),
        (Candidate { evidence: Evidence::Buyers(2), ..good }, false),
        (Candidate { evidence: Evidence::Merchant, ..good }, true),
        (Candidate { available: false, ..good }, false),
        (Candidate { available: false, evidence: Evidence::Merchant, ..good }, false),
        (Candidate { in_cart: true, ..good }, false),
        (Candidate { in_cart: true, bought_again: true, ..good }, false),
        (Candidate { owned: true, ..good }, false),
        (Candidate { owned: true, bought_again: true, ..good }, true),
    ] {
        assert_eq!(candidate.may_be_suggested(), expected, "{candidate:?}");
    }
}

fn purchase() -> impl Strategy<Value = Purchase<u8, u8>> {
    (prop::collection::vec(0_u8..12, 0..6), 0_u8..4, 0_i64..5000)
        .prop_map(|(products, buyer, weight)| Purchase { basket: basket(products), buyer, weight })
}

fn learned(purchases: &[Purchase<u8, u8>]) -> Tally<u8, u8> {
    let mut tally = Tally::default();
    for one in purchases {
        tally.learn(one);
    }
    tally
}

proptest! {
    /// The ratio does not depend on which product is the first, is never negative, and grows with
    /// the counts.
    #[test]
    fn the_ratio_is_symmetric(cells in prop::array::uniform4(0_i64..10_000)) {
        let [both, first, second, neither] = cells;
        let one = counts(cells);
        let turned = counts([both, second, first, neither]);
        let ratio = one.log_likelihood_ratio();
        prop_assert!((ratio - turned.log_likelihood_ratio()).abs() <= 1e-6 * (1.0 + ratio));
        prop_assert_eq!(one.is_attraction(), turned.is_attraction());
        prop_assert!(ratio >= 0.0);
        let tenfold = counts(cells.map(|count| 10 * count)).log_likelihood_ratio();
        prop_assert!((tenfold - 10.0 * ratio).abs() <= 1e-5 * (1.0 + tenfold));
    }

    /// The order of purchases does not matter, no count is negative, and no pair is in more orders
    /// than one of its products, or from more buyers than orders.
    #[test]
    fn counts_are_consistent(mut purchases in prop::collection::vec(purchase(), 0..40)) {
        let tally = learned(&purchases);
        purchases.reverse();
        prop_assert_eq!(&tally, &learned(&purchases));
        prop_assert_eq!(tally.all.orders, purchases.len() as i64);
        for ((one, other), Count { orders, weight }) in &tally.pairs {
            prop_assert!(one < other);
            prop_assert!(*orders > 0 && *weight >= 0);
            prop_assert!(*orders <= tally.products[one].orders.min(tally.products[other].orders));
            let buyers: Vec<i64> = tally
                .buyers
                .iter()
                .filter(|((a, b, _), _)| (a, b) == (one, other))
                .map(|(_, orders)| *orders)
                .collect();
            prop_assert!(buyers.iter().all(|orders| *orders > 0));
            prop_assert_eq!(buyers.iter().sum::<i64>(), *orders);
        }
    }

    /// Unlearning what was learned leaves nothing, in any order; unlearning one leaves the others.
    #[test]
    fn unlearning_undoes_learning(
        purchases in prop::collection::vec(purchase(), 1..40),
        at in any::<prop::sample::Index>(),
    ) {
        let mut tally = learned(&purchases);
        for one in &purchases {
            tally.unlearn(one);
        }
        prop_assert!(tally.is_empty());
        prop_assert_eq!(tally, Tally::default());
        let mut others = purchases.clone();
        let gone = others.remove(at.index(purchases.len()));
        let mut tally = learned(&purchases);
        tally.unlearn(&gone);
        prop_assert_eq!(tally, learned(&others));
    }

    /// A newer order never weighs less.
    #[test]
    fn newer_orders_weigh_more(a in 0_i64..4_000_000_000_000, b in 0_i64..4_000_000_000_000) {
        let decay = Decay::new(HALF_LIFE_DAYS, 1_795_000_000_000).unwrap();
        prop_assert!(decay.weight(a.min(b)) <= decay.weight(a.max(b)));
    }
}

//! Tax and totals.

use crate::{country, currency, delivery::parcel, own_rates, zone_of, zones};
use domain::{
    Currency, Money,
    customers::country::COUNTRIES,
    money::prorate,
    pricing::{AmountTooLarge, Item, delivery_shares, rates::Rates, totals},
    shipping::ShippingMethod,
    tax::{TaxClass, TaxRate, Taxation},
};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::Value;

#[test]
fn tax_as_in_other_systems() {
    let cases: Value = serde_json::from_str(include_str!("../commerce-cases.json")).unwrap();
    for case in cases["tax"].as_array().unwrap() {
        let number = |key: &str| case[key].as_i64();
        let rate = TaxRate {
            basis_points: u32::try_from(number("rate").unwrap() * 100).unwrap(),
            included: case["included"].as_bool().unwrap(),
        };
        let price = number("price").unwrap();
        let tax = rate.tax(Money::new(price, Currency::EUR)).unwrap().minor;
        let (net, gross) = if rate.included { (price - tax, price) } else { (price, price + tax) };
        let result = if rate.included { "net" } else { "gross" };
        assert!(number(result).is_some(), "{case} has no {result} amount to compare with");
        assert_eq!(
            (
                number("net").unwrap_or(net),
                number("tax").unwrap_or(tax),
                number("gross").unwrap_or(gross)
            ),
            (net, tax, gross),
            "{case}"
        );
    }
}

#[test]
fn prices_include_tax_in_the_eu_and_the_uk_only() {
    for (code, class, basis_points, included) in [
        ("DE", TaxClass::Standard, 1900, true),
        ("DE", TaxClass::Books, 700, true),
        ("FI", TaxClass::Standard, 2550, true),
        ("IE", TaxClass::Books, 0, true),
        ("GB", TaxClass::Standard, 2000, true),
        ("GB", TaxClass::Books, 0, true),
        ("CH", TaxClass::Standard, 810, false),
        ("US", TaxClass::Standard, 0, false),
        ("JP", TaxClass::Standard, 0, false),
        ("JE", TaxClass::Standard, 0, false),
        ("IM", TaxClass::Standard, 2000, true),
        ("MC", TaxClass::Books, 550, true),
    ] {
        assert_eq!(own_rates(code).rate(class), TaxRate { basis_points, included }, "{code}");
    }
}

#[test]
fn countries_are_unique_and_sorted_by_name() {
    for (i, one) in COUNTRIES.iter().enumerate() {
        assert_eq!(
            domain::customers::country::by_code(&one.code.to_lowercase()).map(|c| c.code),
            Some(one.code)
        );
        assert_eq!(
            domain::customers::country::by_any_name(&one.name.to_ascii_uppercase()).map(|c| c.code),
            Some(one.code)
        );
        assert!(
            COUNTRIES
                .iter()
                .skip(i + 1)
                .all(|other| other.code != one.code && other.name != one.name),
            "{}",
            one.code
        );
        let own = own_rates(one.code);
        assert!(own.books <= own.standard, "{}", one.code);
    }
    for (text, code) in [
        ("United States", "US"),
        ("USA", "US"),
        (" usa ", "US"),
        ("UK", "GB"),
        ("Germany", "DE"),
        ("de", "DE"),
        ("Turkey", "TR"),
        ("åland", "AX"),
        ("Jersey", "JE"),
    ] {
        assert_eq!(
            domain::customers::country::by_any_name(text).map(|c| c.code),
            Some(code),
            "{text}"
        );
    }
    for text in ["", "Atlantis", "XX", "DEU"] {
        assert!(domain::customers::country::by_any_name(text).is_none(), "{text}");
    }
}

#[test]
fn an_order_of_telescope_and_book() {
    let items = [
        Item {
            unit: Money::new(42_900, Currency::EUR),
            quantity: 1,
            tax_class: TaxClass::Standard,
        },
        Item { unit: Money::new(2_900, Currency::EUR), quantity: 2, tax_class: TaxClass::Books },
    ];
    let home = totals(&items, Money::zero(Currency::EUR), own_rates("DE"), Currency::EUR).unwrap();
    assert_eq!(
        (home.subtotal.minor, home.tax.minor, home.total.minor, home.tax_included),
        (48_700, 6_850 + 379, 48_700, true)
    );
    let swiss =
        totals(&items, Money::new(2_490, Currency::EUR), own_rates("CH"), Currency::EUR).unwrap();
    // 8.1 % of 429.00 is 34.749, 2.6 % of 58.00 is 1.508; of the delivery price, 21.93 belong to
    // the telescope and 2.97 to the books.
    let tax = 3_475 + 151 + 178 + 8;
    assert_eq!(
        (swiss.tax.minor, swiss.total.minor, swiss.tax_included),
        (tax, 48_700 + 2_490 + tax, false)
    );
}

#[test]
fn delivery_is_taxed_like_the_contents_of_the_parcel() {
    let item =
        |minor, tax_class| Item { unit: Money::new(minor, Currency::EUR), quantity: 1, tax_class };
    let (book, lens) = (TaxClass::Books, TaxClass::Standard);
    let shares = |items: &[Item], minor, code| {
        let shares =
            delivery_shares(items, Money::new(minor, Currency::EUR), own_rates(code)).unwrap();
        shares
            .iter()
            .map(|share| (share.rate, share.shown.minor, share.tax.minor))
            .collect::<Vec<_>>()
    };
    // 4.90 / 1.07 is 4.579; in Norway and Ireland books are untaxed, in Denmark they have the
    // standard rate.
    assert_eq!(shares(&[item(88, book)], 490, "DE"), [(700, 490, 32)]);
    assert_eq!(shares(&[item(88, book)], 2_490, "NO"), [(0, 2_490, 0)]);
    assert_eq!(shares(&[item(88, book)], 990, "IE"), [(0, 990, 0)]);
    assert_eq!(shares(&[item(88, book), item(500, lens)], 990, "DK"), [(2_500, 990, 198)]);
    assert_eq!(shares(&[item(1_190, lens)], 490, "DE"), [(1_900, 490, 78)]);
    // Net values of 10.00 and 10.00: half each; the odd cent goes to the first line.
    assert_eq!(
        shares(&[item(1_070, book), item(1_190, lens)], 491, "DE"),
        [(700, 246, 16), (1_900, 245, 39)]
    );
    assert_eq!(
        shares(&[item(1_190, lens), item(1_070, book)], 491, "DE"),
        [(1_900, 246, 39), (700, 245, 16)]
    );
    // Free delivery has no tax, and an empty parcel nothing to split.
    assert_eq!(
        shares(&[item(1_190, lens), item(1_070, book)], 0, "DE"),
        [(1_900, 0, 0), (700, 0, 0)]
    );
    assert_eq!(shares(&[], 490, "DE"), []);
    let norway =
        totals(&[item(88, book)], Money::new(2_490, Currency::EUR), own_rates("NO"), Currency::EUR)
            .unwrap();
    assert_eq!((norway.tax.minor, norway.total.minor), (0, 2_578));
}

#[test]
fn an_empty_order_costs_nothing() {
    let none = totals(&[], Money::zero(Currency::EUR), own_rates("DE"), Currency::EUR).unwrap();
    assert_eq!(
        (none.subtotal.minor, none.delivery.minor, none.tax.minor, none.total.minor),
        (0, 0, 0, 0)
    );
    let free =
        [Item { unit: Money::zero(Currency::EUR), quantity: 3, tax_class: TaxClass::Standard }];
    assert_eq!(
        totals(&free, Money::zero(Currency::EUR), own_rates("CH"), Currency::EUR)
            .unwrap()
            .total
            .minor,
        0
    );
}

#[test]
fn overflow_is_reported() {
    let item = |minor| Item {
        unit: Money::new(minor, Currency::EUR),
        quantity: 2,
        tax_class: TaxClass::Standard,
    };
    let zero = Money::zero(Currency::EUR);
    assert_eq!(
        totals(&[item(i64::MAX / 2 + 1)], zero, own_rates("DE"), Currency::EUR),
        Err(AmountTooLarge)
    );
    assert_eq!(
        totals(&[item(i64::MAX / 4), item(i64::MAX / 4 + 2)], zero, own_rates("DE"), Currency::EUR),
        Err(AmountTooLarge)
    );
    assert_eq!(
        totals(&[item(i64::MAX / 2)], Money::new(2, Currency::EUR), own_rates("DE"), Currency::EUR),
        Err(AmountTooLarge)
    );
    assert_eq!(
        totals(&[item(i64::MAX / 2)], zero, own_rates("CH"), Currency::EUR),
        Err(AmountTooLarge)
    );
    assert_eq!(delivery_shares(&[item(i64::MAX)], zero, own_rates("DE")), Err(AmountTooLarge));
}

/// `part / whole` of `amount`, rounded half away from zero, computed from the decimal text and so
/// independently of the code.
fn nearest(amount: i64, part: i128, whole: i128) -> i64 {
    let exact = i128::from(amount) * part;
    let floor = exact.div_euclid(whole);
    i64::try_from(if exact.rem_euclid(whole) * 2 >= whole { floor + 1 } else { floor }).unwrap()
}

/// The delivery price by rate, computed line by line.
fn by_line(items: &[Item], delivery: Money, taxation: Taxation) -> Vec<(u32, i64)> {
    let net = |item: &Item| {
        let (line, rate) = (
            item.unit.minor * i64::from(item.quantity),
            i128::from(taxation.rate(item.tax_class).basis_points),
        );
        if taxation.included { nearest(line, 10_000, 10_000 + rate) } else { line }
    };
    let mut rates: Vec<(u32, i64)> = Vec::new();
    for (item, part) in
        items.iter().zip(prorate(delivery.minor, &items.iter().map(net).collect::<Vec<_>>()))
    {
        let rate = taxation.rate(item.tax_class).basis_points;
        match rates.iter_mut().find(|(known, _)| *known == rate) {
            Some((_, sum)) => *sum += part,
            None => rates.push((rate, part)),
        }
    }
    rates
}

/// Ten thousand carts, each in every currency and for countries of every kind.
#[test]
fn everything_adds_up() {
    let rates = Rates::default();
    let line = (0_i64..50_000_000, 1_u32..=999, any::<bool>());
    let cart = (prop::collection::vec(line, 1..9), any::<bool>(), 0..zones().countries().len());
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 10_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&cart, |(lines, express, any)| {
            for currency in rates.currencies() {
                let items: Vec<Item> = lines
                    .iter()
                    .map(|&(cents, quantity, book)| Item {
                        unit: rates.convert(Money::new(cents, Currency::EUR), currency).unwrap(),
                        quantity,
                        tax_class: if book { TaxClass::Books } else { TaxClass::Standard },
                    })
                    .collect();
                let subtotal: i64 =
                    items.iter().map(|item| item.unit.minor * i64::from(item.quantity)).sum();
                for country in
                    [country("DE"), country("FI"), country("CH"), zones().countries()[any]]
                {
                    let method =
                        if express { ShippingMethod::Express } else { ShippingMethod::Standard };
                    let delivery = parcel(zone_of(country.code), method)
                        .price(Money::new(subtotal, currency), &rates)
                        .unwrap();
                    let taxation = own_rates(country.code);
                    let sum = totals(&items, delivery, taxation, currency).unwrap();
                    let mut tax = 0;
                    let lines = items.iter().map(|i| {
                        (
                            i.unit.minor * i64::from(i.quantity),
                            taxation.rate(i.tax_class).basis_points,
                        )
                    });
                    let shares = delivery_shares(&items, delivery, taxation).unwrap();
                    prop_assert_eq!(
                        shares.iter().map(|share| share.shown.minor).sum::<i64>(),
                        delivery.minor
                    );
                    if currency == Currency::EUR {
                        prop_assert_eq!(
                            by_line(&items, delivery, taxation),
                            shares.iter().map(|s| (s.rate, s.shown.minor)).collect::<Vec<_>>()
                        );
                    }
                    for (line, rate) in
                        lines.chain(shares.iter().map(|share| (share.shown.minor, share.rate)))
                    {
                        let rate = i128::from(rate);
                        tax += if sum.tax_included {
                            line - nearest(line, 10_000, 10_000 + rate)
                        } else {
                            nearest(line, rate, 10_000)
                        };
                    }
                    prop_assert_eq!(sum.subtotal, Money::new(subtotal, currency));
                    prop_assert_eq!(sum.delivery, delivery);
                    prop_assert_eq!(sum.tax, Money::new(tax, currency));
                    prop_assert_eq!(
                        sum.total.minor,
                        subtotal + delivery.minor + if sum.tax_included { 0 } else { tax }
                    );
                    prop_assert!(
                        sum.total.minor >= 0
                            && sum.tax.minor >= 0
                            && sum.tax.minor <= sum.total.minor
                    );
                    prop_assert!(
                        [sum.subtotal, sum.delivery, sum.tax, sum.total]
                            .iter()
                            .all(|m| m.currency == currency)
                    );
                }
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_shop_of_any_exponent_adds_up() {
    for code in ["JPY", "KWD", "CLF", "EUR"] {
        let currency = currency(code);
        let items =
            [Item { unit: Money::new(1, currency), quantity: 3, tax_class: TaxClass::Standard }];
        let sum = totals(&items, Money::new(7, currency), own_rates("CH"), currency).unwrap();
        // 8.1 % of 3 is 0.243, of 7 for delivery 0.567.
        assert_eq!((sum.tax.minor, sum.total.minor), (1, 3 + 7 + 1), "{code}");
    }
}

//! Order numbers and states.

use domain::{
    Currency, Money,
    orders::{OrderNumber, OrderState},
    seller::Seller,
    tax::{TaxRate, TaxedPart, tax_lines},
};
use proptest::prelude::*;

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#[test]
fn a_number_is_shown_in_three_groups() {
    let number = OrderNumber::from_bits(0x1234_5678_9abc_def0);
    let text = number.to_string();
    assert_eq!(text.len(), 14);
    assert!(text.starts_with("PG-") && text.split('-').skip(1).all(|part| part.len() == 3));
    assert_eq!(number.as_str(), text.replace("PG-", "").replace('-', ""));
}

#[test]
fn parsed_as_people_write_it() {
    let number = OrderNumber::from_bits(0);
    assert_eq!(number.to_string(), "PG-000-000-000");
    for text in [
        "PG-000-000-000",
        "pg-000-000-000",
        "PG 000 000 000",
        "000000000",
        " 000-000-000 ",
        "PG-OOO-ooo-00O",
        "PG–000–000–000",
        "PG\u{a0}000\u{a0}000\u{a0}000",
        "pg000000000",
        "#PG-000-000-000",
        "# 000 000 000",
        "Order number PG-000-000-000",
        "order pg-000-000-000 ",
        "#PG-000-000-000.",
        "“PG-000-000-000”,",
        "(PG-000-000-000)",
        "Order number: PG-000-000-000!",
        "PG-000-000-000。",
        "000 000 000.",
    ] {
        assert_eq!(OrderNumber::parse(text).as_ref(), Some(&number), "{text}");
    }
    let ones =
        (0..u64::MAX).map(OrderNumber::from_bits).find(|n| n.as_str().starts_with('1')).unwrap();
    let text = ones.to_string();
    assert_eq!(OrderNumber::parse(&text.replace('1', "I")).as_ref(), Some(&ones));
    assert_eq!(OrderNumber::parse(&text.replace('1', "l")).as_ref(), Some(&ones));
}

#[test]
fn invalid_numbers_are_rejected() {
    for text in [
        "",
        "PG",
        "PG-",
        "PG-000-000-00",
        "PG-000-000-0000",
        "PG-000-000-001",
        "PG-00U-000-000",
        "0000000é",
        "ÄÖÜÄÖÜÄÖÜ",
        "PGPG000000000",
        "PG-000-000-000 x",
        "PG-000-000-000. x",
        "#",
        "...",
        "🔭🔭🔭🔭🔭🔭🔭🔭🔭",
    ] {
        assert_eq!(OrderNumber::parse(text), None, "{text}");
    }
}

/// `PG` are symbols too: a number that begins with them is parsed with and without the prefix.
#[test]
fn a_number_may_begin_like_the_prefix() {
    let place = |c: char| ALPHABET.find(c).unwrap() as u64;
    for rest in [0_u64, 1, 0x2a2a_2a2a, 0x3fff_ffff] {
        let number = OrderNumber::from_bits(place('P') | place('G') << 5 | rest << 10);
        assert!(number.as_str().starts_with("PG"));
        for text in
            [number.as_str().to_owned(), number.to_string(), format!("pg {}", number.as_str())]
        {
            assert_eq!(OrderNumber::parse(&text).as_ref(), Some(&number), "{text}");
        }
    }
    // In groups of three, `PG-` may occur again.
    let number = OrderNumber::from_bits(16_041_295_924_655_604_416);
    assert_eq!(number.to_string(), "PG-0PG-90Q-WMJ");
    for text in [
        "PG-0PG-90Q-WMJ",
        "0PG-90Q-WMJ",
        "0PG90QWMJ",
        "PG0PG90QWMJ",
        "Order number PG-0PG-90Q-WMJ",
        "#0PG-90Q-WMJ",
    ] {
        assert_eq!(OrderNumber::parse(text).as_ref(), Some(&number), "{text}");
    }
}

proptest! {
    #[test]
    fn a_number_is_parsed_in_every_form(bits in any::<u64>()) {
        let number = OrderNumber::from_bits(bits);
        prop_assert_eq!(OrderNumber::parse(&number.to_string()), Some(number.clone()));
        prop_assert_eq!(
            OrderNumber::parse(&number.to_string().to_lowercase()), Some(number.clone())
        );
        prop_assert_eq!(OrderNumber::parse(number.as_str()), Some(number));
    }

    #[test]
    fn forty_bits_determine_the_number(a in any::<u64>(), b in any::<u64>()) {
        let same = a & 0xff_ffff_ffff == b & 0xff_ffff_ffff;
        prop_assert_eq!(OrderNumber::from_bits(a) == OrderNumber::from_bits(b), same);
    }

    /// Any changed symbol: all 9 × 31 of them.
    #[test]
    fn a_wrong_symbol_is_rejected(bits in any::<u64>()) {
        let number = OrderNumber::from_bits(bits);
        for place in 0..9 {
            let right = number.as_str().chars().nth(place);
            for symbol in ALPHABET.chars().filter(|c| Some(*c) != right) {
                let wrong: String = number
                    .as_str()
                    .chars()
                    .enumerate()
                    .map(|(i, c)| if i == place { symbol } else { c })
                    .collect();
                let parsed = OrderNumber::parse(&wrong);
                prop_assert_eq!(parsed, None, "{} for {}", wrong, number.as_str());
            }
        }
    }

    /// Any two swapped symbols, adjacent or not, including the check symbol.
    #[test]
    fn swapped_symbols_are_rejected(bits in any::<u64>()) {
        let number = OrderNumber::from_bits(bits);
        let symbols: Vec<char> = number.as_str().chars().collect();
        for i in 0..9 {
            for j in i + 1..9 {
                let mut wrong = symbols.clone();
                wrong.swap(i, j);
                if wrong != symbols {
                    let wrong: String = wrong.into_iter().collect();
                    prop_assert_eq!(
                        OrderNumber::parse(&wrong), None, "{} for {}", wrong, number.as_str()
                    );
                }
            }
        }
    }

    /// Eight symbols, in any case and grouping, have exactly one check symbol.
    #[test]
    fn eight_symbols_have_one_check_symbol(
        symbols in "[0-9A-TV-Za-tv-z]{8}",
        gap in prop::sample::select(vec!["", " ", "-"]),
    ) {
        let typed = [&symbols[..3], &symbols[3..6], &symbols[6..]].join(gap);
        let numbers: Vec<OrderNumber> = ALPHABET
            .chars()
            .filter_map(|check| OrderNumber::parse(&format!("{typed}{check}")))
            .collect();
        prop_assert_eq!(numbers.len(), 1, "{}", typed);
        let read = symbols.to_uppercase().replace('O', "0").replace(['I', 'L'], "1");
        prop_assert_eq!(&numbers[0].as_str()[..8], &read);
    }

    #[test]
    fn other_text_is_no_number(text in "\\PC{0,30}") {
        prop_assert_eq!(OrderNumber::parse(&text), None);
    }
}

#[test]
fn a_state_is_found_by_its_key() {
    use OrderState::{Cancelled, Delivered, Packed, Placed, Shipped};
    for state in [Placed, Packed, Shipped, Delivered, Cancelled] {
        assert_eq!(OrderState::from_key(state.key()), Some(state));
    }
    assert_eq!(OrderState::from_key("Placed"), None);
}

#[test]
fn tax_is_summed_by_rate() {
    let euro = |minor| Money::new(minor, Currency::EUR);
    let part = |rate, shown, tax| (rate, euro(shown), euro(tax));
    let shown = |parts: &[(u32, Money, Money)], included| -> Vec<(String, i64, i64)> {
        let part = |&(basis_points, shown, tax): &(u32, Money, Money)| TaxedPart {
            rate: TaxRate { basis_points, included },
            shown,
            tax,
        };
        tax_lines(&parts.iter().map(part).collect::<Vec<_>>())
            .unwrap()
            .iter()
            .map(|line| (line.percent(), line.net.minor, line.tax.minor))
            .collect()
    };
    let row = |percent: &str, net, tax| (percent.to_owned(), net, tax);
    // Two standard lines, a book, delivery at the standard rate.
    let parts = [
        part(700, 2_140, 140),
        part(1900, 11_900, 1_900),
        part(1900, 2_380, 380),
        part(1900, 490, 78),
    ];
    assert_eq!(shown(&parts, true), [row("19%", 12_412, 2_358), row("7%", 2_000, 140)]);
    assert_eq!(
        shown(&[part(1000, 10_000, 1_000), part(1000, 0, 0)], false),
        [row("10%", 10_000, 1_000)]
    );
    assert_eq!(
        shown(&[part(2550, 12_550, 2_550), part(550, 1_055, 55)], true),
        [row("25.5%", 10_000, 2_550), row("5.5%", 1_000, 55)]
    );
    let dollars = TaxedPart {
        rate: TaxRate { basis_points: 1900, included: true },
        shown: Money::new(100, Currency::USD),
        tax: Money::new(16, Currency::USD),
    };
    let euros = TaxedPart { shown: euro(100), tax: euro(16), ..dollars };
    assert_eq!(tax_lines(&[euros, dollars]), None);
    // No tax is collected, or books are exempt.
    assert!(shown(&[part(0, 10_000, 0)], false).is_empty());
    assert_eq!(shown(&[part(0, 1_000, 0), part(2000, 1_200, 200)], true), [row("20%", 1_000, 200)]);
}

#[test]
fn required_details_depend_on_the_legal_form() {
    let full = Seller {
        name: "Sky GmbH".to_owned(),
        phone: "1".to_owned(),
        email: "a@b.example".to_owned(),
        representative: "Ada".to_owned(),
        register: "HRB 1".to_owned(),
        ..Seller::default()
    };
    assert_eq!(full.missing(), [""; 0]);
    for (name, expected) in [
        ("Sky GmbH", &["email", "phone", "representative", "register"][..]),
        ("Sky UG (haftungsbeschränkt)", &["email", "phone", "representative", "register"]),
        ("Sky GmbH & Co. KG", &["email", "phone", "representative", "register"]),
        ("Sky B.V.", &["email", "phone", "representative", "register"]),
        ("Sky S.r.l.", &["email", "phone", "representative", "register"]),
        ("Sky S. r. l.", &["email", "phone", "representative", "register"]),
        ("Sky S.A.", &["email", "phone", "representative", "register"]),
        ("Sky S.à r.l.", &["email", "phone", "representative", "register"]),
        ("Sky S.a r.l., Luxembourg", &["email", "phone", "representative", "register"]),
        ("SKY INC.", &["email", "phone", "representative", "register"]),
        ("Sky Ltd.", &["email", "phone", "representative", "register"]),
        ("Sky Gmbh", &["email", "phone", "representative", "register"]),
        ("Sky AG", &["email", "phone", "representative", "register"]),
        ("Sky OHG", &["email", "phone", "representative", "register"]),
        ("Sky SE", &["email", "phone", "representative", "register"]),
        ("Sky eG", &["email", "phone", "representative", "register"]),
        ("Sky Sp. z o.o.", &["email", "phone", "representative", "register"]),
        ("Ada Winter e.K.", &["email", "phone", "register"]),
        ("Ada Winter e. K.", &["email", "phone", "register"]),
        ("Sky Optics, Inh. Ada Winter e.Kfr.", &["email", "phone", "register"]),
        ("Ada Winter", &["email", "phone"]),
        ("A. G. Winter", &["email", "phone"]),
        ("Limitless Sky", &["email", "phone"]),
        ("Magdalena Augustin", &["email", "phone"]),
    ] {
        assert_eq!(
            Seller { name: name.to_owned(), ..Seller::default() }.missing(),
            expected,
            "{name}"
        );
    }
}

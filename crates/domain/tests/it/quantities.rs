//! Quantities in a query.

use domain::search::intent::{
    Dimension, Limits, Quantity, Unit, budget, quantities, without_quantities,
};
use proptest::prelude::*;

/// A quantity as the catalogue would write it, with a sign for its limits.
fn shown(quantity: &Quantity) -> String {
    let show = |number| quantity.unit.show(number).replace('\u{a0}', " ");
    match quantity.limits {
        Limits::Exactly(number) => show(number),
        Limits::UpTo(number) => format!("<= {}", show(number)),
        Limits::From(number) => format!(">= {}", show(number)),
        Limits::Between(low, high) => format!("{} - {}", show(low), show(high)),
    }
}

#[test]
fn quantities_are_read_and_removed() {
    for (query, expected, rest) in [
        ("8 inch dob", vec!["8″"], "dob"),
        ("8inch dob", vec!["8″"], "dob"),
        ("8-inch dob", vec!["8″"], "dob"),
        ("8\" dob", vec!["8″"], "dob"),
        ("8″ dob", vec!["8″"], "dob"),
        ("8'' dob", vec!["8″"], "dob"),
        ("8 Zoll Dobson", vec!["8″"], "Dobson"),
        ("1.25\" wide eyepiece", vec!["1.25″"], "wide eyepiece"),
        ("1,25\" eyepiece", vec!["1.25″"], "eyepiece"),
        ("moon filter 2 inch", vec!["2″"], "moon filter"),
        ("203mm dobsonian", vec!["203 mm"], "dobsonian"),
        ("203 mm", vec!["203 mm"], ""),
        ("20.3 cm mirror", vec!["20.3 cm"], "mirror"),
        ("1 200 mm tube", vec!["1200 mm"], "tube"),
        ("90 900 mm refractor", vec!["900 mm"], "90 refractor"),
        ("127 650mm", vec!["650 mm"], "127"),
        ("1,200 mm tube", vec!["1200 mm"], "tube"),
        ("1.200mm tube", vec!["1200 mm"], "tube"),
        ("1.500 g", vec!["1500 g"], ""),
        // A point before three digits is decimal for large units.
        ("tube under 1.375 kg", vec!["<= 1.375 kg"], "tube"),
        ("1.250 inch filter", vec!["1.25″"], "filter"),
        ("1.250\" filter", vec!["1.25″"], "filter"),
        ("3.760 µm", vec!["3.76 µm"], ""),
        ("f/1.375", vec!["f/1.375"], ""),
        ("between 1.375 and 2.5 kg", vec!["1.375 kg - 2.5 kg"], ""),
        ("between 1.200 and 1.500 mm", vec!["1200 mm - 1500 mm"], ""),
        ("1,375 kg", vec!["1375 kg"], ""),
        ("f/5 refractor", vec!["f/5"], "refractor"),
        ("f5.9 dob", vec!["f/5.9"], "dob"),
        ("10x50 binoculars", vec!["10×", "50 mm"], "binoculars"),
        ("10×50", vec!["10×", "50 mm"], ""),
        ("2x barlow", vec!["2×"], "barlow"),
        ("2 x barlow", vec!["2×"], "barlow"),
        ("82 degree eyepiece", vec!["82°"], "eyepiece"),
        ("82° eyepiece", vec!["82°"], "eyepiece"),
        ("7nm filter", vec!["7 nm"], "filter"),
        ("telescope under 5 kg", vec!["<= 5 kg"], "telescope"),
        ("lighter than 5kg, please", vec!["<= 5 kg"], "please"),
        ("mount payload over 10 kilograms", vec![">= 10 kg"], "mount payload"),
        ("at least 15 mm eye relief", vec![">= 15 mm"], "eye relief"),
        ("at most 10 lbs", vec!["<= 10 lb"], ""),
        ("refractor between 60 and 80 mm", vec!["60 mm - 80 mm"], "refractor"),
        ("refractor between 80 mm and 60 mm", vec!["60 mm - 80 mm"], "refractor"),
        ("from 4 to 9 inch", vec!["4″ - 9″"], ""),
        ("f/5 8 inch under 10 kg", vec!["f/5", "8″", "<= 10 kg"], ""),
        ("refractor from 70 mm", vec![">= 70 mm"], "refractor"),
        ("70 mm or more", vec![">= 70 mm"], ""),
        ("8 inch or larger dob", vec![">= 8″"], "dob"),
        ("dob of 5 kg or less, please", vec!["<= 5 kg"], "dob of please"),
        ("8 inch or more than 5 kg", vec!["8″", ">= 5 kg"], "or"),
        ("under 5 kg or more", vec!["<= 5 kg"], "or more"),
        // A range has one unit.
        ("between 60 mm and 5 kg", vec!["60 mm", "5 kg"], "between and"),
        // No quantities.
        ("halden 102", vec![], "halden 102"),
        ("70/900", vec![], "70/900"),
        ("telescope under 200", vec![], "telescope under 200"),
        ("M42", vec![], "M42"),
        ("8-24mm zoom", vec![], "8-24mm zoom"),
        ("3 in 1 adapter", vec![], "3 in 1 adapter"),
        ("2 in 1 barlow", vec![], "2 in 1 barlow"),
        ("8 in stock", vec![], "8 in stock"),
        ("8 in, dob", vec!["8″"], "dob"),
        ("8 in dob", vec!["8″"], "dob"),
        ("8in 150 mm", vec!["8″", "150 mm"], ""),
        ("50 x 50 cm", vec![], "50 x 50 cm"),
        ("finder for fun", vec![], "finder for fun"),
        ("f", vec![], "f"),
        ("0 mm", vec![], "0 mm"),
        ("\"8 inch\"", vec![], "\"8 inch\""),
        ("“a 10 mm eyepiece”", vec![], "“a 10 mm eyepiece”"),
        ("", vec![], ""),
    ] {
        let found = quantities(query);
        let texts: Vec<String> = found.iter().map(shown).collect();
        assert_eq!(texts, expected, "{query}");
        assert_eq!(without_quantities(query, &found), rest, "{query}");
    }
    let phrase = quantities("8\" \"red light\" 5 kg");
    assert_eq!(phrase.iter().map(shown).collect::<Vec<_>>(), ["8″", "5 kg"]);
}

#[test]
fn one_of_two_numbers_can_be_removed() {
    let query = "good 10x50 binoculars";
    let found = quantities(query);
    assert_eq!(found[0].removed_from(query), "good 50mm binoculars");
    assert_eq!(found[1].removed_from(query), "good 10x binoculars");
    assert_eq!(found[0].typed(query), "10x50");
    assert_eq!(shown(&quantities(&found[0].removed_from(query))[0]), "50 mm");
    let query = "mount under 5 kg with tripod";
    assert_eq!(quantities(query)[0].typed(query), "under 5 kg");
}

#[test]
fn units_have_one_notation_and_a_size() {
    for (spelling, symbol, dimension, size) in [
        ("inches", "″", Dimension::Length, 25.4),
        ("mm", "mm", Dimension::Length, 1.0),
        ("kg", "kg", Dimension::Mass, 1.0),
        ("×", "×", Dimension::Factor, 1.0),
        ("f/", "f/", Dimension::FocalRatio, 1.0),
    ] {
        let unit = Unit::of(spelling).unwrap();
        assert_eq!((unit.symbol, unit.dimension), (symbol, dimension), "{spelling}");
        assert!((unit.size - size).abs() < 1e-9, "{spelling}");
    }
    assert_eq!(Unit::of("mag"), None);
}

proptest! {
    #[test]
    fn any_query_can_be_read(query in "\\PC{0,60}") {
        let found = quantities(&query);
        let words = query.split_whitespace().count();
        prop_assert!(found.iter().all(|one| !one.words.is_empty() && one.words.end <= words));
        prop_assert!(found.is_sorted_by_key(|one| one.words.start));
        let _ = without_quantities(&query, &found);
    }

    #[test]
    fn a_quantity_is_no_price_and_is_found_among_words(
        number in 1_u32..900,
        // "f/" comes before its number.
        unit in prop::sample::select(
            Unit::spellings().filter(|unit| *unit != "f/").collect::<Vec<_>>(),
        ),
        space in prop::sample::select(vec!["", " "]),
        before in prop::sample::select(vec!["", "under ", "over ", "up to ", "at least ", "from "]),
    ) {
        let query = format!("red tube {before}{number}{space}{unit} with rings");
        let found = quantities(&query);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(without_quantities(&query, &found), "red tube with rings");
        prop_assert_eq!(budget(&query), None);
        let value = match found[0].limits {
            Limits::Exactly(n) | Limits::UpTo(n) | Limits::From(n) | Limits::Between(n, _) => n,
        };
        prop_assert!((value - f64::from(number)).abs() < 1e-9);
    }
}

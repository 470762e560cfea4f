//! The fields of contact and address.

use domain::{
    checkout::{ContactForm, FieldErrorKind, MAX_FIELD, check_field},
    customers::{Address, address_form::Form, country::COUNTRIES},
};
use proptest::prelude::*;

fn address(country: &str) -> Address {
    Address {
        name: "Ada Byron".to_owned(),
        street: "Sternweg 7".to_owned(),
        extra: String::new(),
        postcode: "12345".to_owned(),
        city: "Görlitz".to_owned(),
        region: String::new(),
        country: country.to_owned(),
    }
}

#[test]
fn each_field_has_its_own_rule() {
    use FieldErrorKind::{Invalid, Missing, TooLong, Unreadable};
    let long = "x".repeat(MAX_FIELD);
    let table: [(&str, &str, &str, Option<FieldErrorKind>); 24] = [
        ("name", "Ada", "DE", None),
        ("name", "", "DE", Some(Missing)),
        ("name", " \t\u{a0}", "DE", Some(Missing)),
        ("name", "\0\0", "DE", Some(Missing)),
        ("name", "12345", "DE", Some(Invalid)),
        ("name", "李", "CN", None),
        ("name", &long, "DE", None),
        ("name", &(long.clone() + "x"), "DE", Some(TooLong)),
        ("name", &"ü".repeat(MAX_FIELD), "DE", None),
        ("street", "7", "DE", None),
        ("street", "", "DE", Some(Missing)),
        ("street", ".", "DE", Some(Invalid)),
        ("street", "Sternweg \u{fffd}", "DE", Some(Unreadable)),
        ("extra", "\u{fffd}", "DE", Some(Unreadable)),
        ("email", "a\u{fffd}@b.de", "DE", Some(Unreadable)),
        ("extra", "", "DE", None),
        ("extra", &"x".repeat(10_000), "DE", Some(TooLong)),
        ("city", "…", "DE", Some(Invalid)),
        ("region", "", "DE", None),
        ("region", "", "US", Some(Missing)),
        ("region", "CA", "US", None),
        ("country", "XX", "XX", Some(Invalid)),
        ("country", "", "", Some(Missing)),
        ("email", "nobody", "DE", Some(Invalid)),
    ];
    for (name, value, country, expected) in table {
        assert_eq!(check_field(name, value, country), expected, "{name} {value:.20?} {country}");
    }
}

#[test]
fn a_region_is_kept_if_the_country_has_regions() {
    use FieldErrorKind::{Invalid, Missing};
    for (country, typed, kept, expected) in [
        ("US", "CA", "CA", None),
        ("US", "ca", "CA", None),
        ("US", " California ", "CA", None),
        ("us", "new  york", "NY", None),
        ("US", "PR", "PR", None),
        ("US", "AE", "AE", None),
        ("US", "ON", "ON", Some(Invalid)),
        ("US", "Bavaria", "Bavaria", Some(Invalid)),
        ("US", "", "", Some(Missing)),
        ("CA", "Quebec", "QC", None),
        ("CA", "Québec", "QC", None),
        ("CA", "CA", "CA", Some(Invalid)),
        ("AU", "nsw", "NSW", None),
        ("AU", "TX", "TX", Some(Invalid)),
        ("BR", "São Paulo", "SP", None),
        ("BR", "sao paulo", "SP", None),
        ("BR", "PA", "PA", None),
        ("IN", "Orissa", "Odisha", None),
        ("IN", "ka", "Karnataka", None),
        ("JP", "Tokyo", "Tokyo", None),
        ("JP", "Tōkyō-to", "Tokyo", None),
        ("JP", "東京都", "Tokyo", None),
        ("JP", "Osaka Prefecture", "Osaka", None),
        ("JP", "13", "Tokyo", None),
        ("JP", "Bavaria", "Bavaria", Some(Invalid)),
        ("JP", "", "", Some(Missing)),
        ("MX", "Jalisco", "Jal.", None),
        ("MX", "JAL", "Jal.", None),
        // Optional here.
        ("CN", "", "", None),
        ("CN", "广东", "Guangdong", None),
        ("AE", "دبي", "Dubai", None),
        ("AE", "", "", None),
        ("KR", "Jeju", "Jeju-do", None),
        ("TH", "Chiang Mai", "Chiang Mai", None),
        ("DE", "", "", None),
        // A region for a country without regions was typed for another country.
        ("DE", "Sachsen", "", None),
    ] {
        assert_eq!(check_field("region", typed, country), expected, "{country} {typed}");
        let address = Address { region: typed.to_owned(), ..address(country) };
        assert_eq!(address.tidied().region, kept, "{country} {typed}");
    }
}

#[test]
fn errors_are_in_the_order_of_the_form() {
    let fields: Vec<(String, FieldErrorKind)> =
        ContactForm::default().problems().into_iter().map(|e| (e.field, e.problem)).collect();
    let names: Vec<&str> = fields.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(names, ["email", "country", "name", "street", "postcode", "city"]);
    assert!(fields.iter().all(|(_, problem)| *problem == FieldErrorKind::Missing));
}

#[test]
fn an_address_is_kept_tidy_and_printed_in_lines() {
    let messy = Address {
        name: "  Ada \r\n Byron ".to_owned(),
        postcode: " sw1a  1aa ".to_owned(),
        city: "London".to_owned(),
        country: " gb ".to_owned(),
        ..address("GB")
    };
    let tidy = messy.tidied();
    assert_eq!(
        (tidy.name.as_str(), tidy.postcode.as_str(), tidy.country.as_str()),
        ("Ada Byron", "SW1A 1AA", "GB")
    );
    assert_eq!(tidy.lines(), ["Ada Byron", "Sternweg 7", "London", "SW1A 1AA", "United Kingdom"]);
    assert!(tidy.problems().is_empty());
}

proptest! {
    /// Valid input stays valid once tidied and stored. White space and invisible characters around
    /// it have no effect.
    #[test]
    fn valid_input_stays_valid_when_stored(
        country in 0..COUNTRIES.len(),
        around in prop::sample::select(vec!["", " ", "\t", "\u{a0}", "\u{200b}", "\u{200e} "]),
        name in "[a-zé中م]{1,10}",
        city in "[a-zé中م]{1,10}",
    ) {
        let form = Form::of(COUNTRIES[country].code);
        let region = form.regions().next().map_or("Region", |region| region.name);
        let example = form.examples.split('|').next().unwrap_or_default();
        let typed = |text: &str| format!("{around}{text}{around}");
        let entered = Address {
            name: typed(&name),
            city: typed(&city),
            region: typed(region),
            postcode: typed(&example.to_lowercase()),
            ..address(form.code)
        };
        prop_assert!(entered.problems().is_empty(), "{:?}", entered.problems());
        let stored = entered.tidied();
        prop_assert!(stored.problems().is_empty(), "{:?}", stored.problems());
        prop_assert_eq!(&stored.tidied(), &stored);
        prop_assert_eq!((&stored.name, &stored.city), (&name, &city));
        prop_assert_eq!(&stored.postcode, example);
    }
}

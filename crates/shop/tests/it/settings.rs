//! The merchant's settings.

use domain::customers::country::COUNTRIES;
use shop::Settings;
use testing::settings;

#[test]
fn the_home_country_is_always_one_with_delivery() {
    let first = COUNTRIES[0].code;
    for (code, expected) in [("DE", "DE"), ("ch", "CH"), ("ZZ", first), ("", first)] {
        let settings = Settings { country: code.to_owned(), ..settings("https://shop.example") };
        assert_eq!(settings.home_country().code, expected, "{code:?}");
    }
}

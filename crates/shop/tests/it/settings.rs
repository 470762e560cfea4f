//! The merchant's settings.

use domain::shipping::{Tariffs, Zones};
use shop::{Rules, Settings};
use testing::settings;

#[test]
fn the_home_country_is_always_one_with_delivery() {
    let first = Rules::default().zones.countries()[0].code;
    for (code, expected) in [("DE", "DE"), ("ch", "CH"), ("ZZ", first), ("", first)] {
        let settings = Settings { country: code.to_owned(), ..settings("https://shop.example") };
        assert_eq!(settings.home_country().code, expected, "{code:?}");
    }
    // A shop that delivers to its own country alone.
    let zones = Zones::read("zone,home,Austria\nplace,home,AT").unwrap();
    let tariffs = Tariffs::read("home,standard,parcel,,,5,,1,2").unwrap();
    assert_eq!(tariffs.check(&zones), Ok(()));
    let rules = Rules { zones, tariffs, ..Rules::default() };
    for code in ["AT", "DE", "ZZ"] {
        let (code, rules) = (code.to_owned(), rules.clone());
        let settings = Settings { country: code, rules, ..settings("https://shop.example") };
        assert_eq!(settings.home_country().code, "AT");
    }
}

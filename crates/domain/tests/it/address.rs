//! Address forms and printed addresses by country.

use domain::{
    checkout::check_field,
    customers::{
        Address,
        address_form::{Form, RegionKind, in_sentence},
        country::COUNTRIES,
        postcode,
    },
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn address(country: &str, postcode: &str, city: &str, region: &str) -> Address {
    let text = ToOwned::to_owned;
    Address {
        name: text("Jo Roe"),
        street: text("Weg 1"),
        extra: text("Floor 2"),
        postcode: text(postcode),
        city: text(city),
        region: text(region),
        country: text(country),
    }
}

/// All countries of ISO 3166-1.
const ISO_3166: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR \
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ \
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW \
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY \
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV \
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY \
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG \
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM \
    ZW";

/// The table covers every country that a merchant may add to the delivery countries.
#[test]
fn every_country_of_the_world_has_its_form() {
    for code in ISO_3166.split_whitespace() {
        let form = Form::of(code);
        assert_eq!(form.code, code);
        assert_eq!(form.has_postcode, !form.examples.is_empty(), "{code}");
        assert!(form.has_postcode || !form.postcode_needed, "{code}");
        let first = form.regions().next().map_or("Region", |region| region.code);
        for example in form.examples.split('|').filter(|example| !example.is_empty()) {
            assert_eq!(form.postcode(example).as_deref(), Some(example), "{code}");
            // With the country code before it, as on parcels from abroad.
            assert_eq!(
                form.postcode(&format!("{code}-{example}")).as_deref(),
                Some(example),
                "{code}"
            );
            let lines = address(code, example, "Town", first).lines();
            assert_eq!(
                lines.iter().filter(|line| line.contains(example)).count(),
                1,
                "{code}: {lines:?}"
            );
        }
        for text in ["Jo Roe", "Weg 1", "Floor 2", "Town"] {
            let lines = address(code, "", "Town", "").lines();
            assert_eq!(
                lines.iter().filter(|line| line.contains(text)).count(),
                1,
                "{code} {text}: {lines:?}"
            );
        }
    }
}

/// Territories also accept the letters of their state, and the state accepts theirs.
#[test]
fn postcodes_of_territories_with_letters_of_their_state() {
    for (country, typed, kept) in [
        ("JE", "GB JE2 3AB", Some("JE2 3AB")),
        ("JE", "UK-JE2 3AB", Some("JE2 3AB")),
        ("JE", "JE-JE2 3AB", Some("JE2 3AB")),
        ("IM", "GB-IM1 1AA", Some("IM1 1AA")),
        ("GG", "GB GY1 1AA", Some("GY1 1AA")),
        ("GI", "GB-GX11 1AA", Some("GX11 1AA")),
        ("GB", "JE-JE2 3AB", Some("JE2 3AB")),
        ("GB", "UK SW1A 1AA", Some("SW1A 1AA")),
        ("GB", "GIR 0AA", Some("GIR 0AA")),
        ("RE", "FR-97400", Some("97400")),
        ("GP", "F 97110", Some("97110")),
        ("MQ", "FR97200", Some("97200")),
        ("FR", "RE-97400", Some("97400")),
        ("AX", "FI-22100", Some("AX-22100")),
        ("FI", "AX-22100", Some("22100")),
        ("GL", "DK-3900", Some("3900")),
        ("DK", "GL-3900", Some("3900")),
        ("FO", "DK-100", Some("FO-100")),
        ("SJ", "NO-9170", Some("9170")),
        ("NO", "SJ-9170", Some("9170")),
        ("SM", "I-47890", Some("47890")),
        ("LI", "CH-9490", Some("9490")),
        ("PR", "US 00930", Some("00930")),
        ("JE", "FR JE2 3AB", None),
        ("RE", "DE-97400", None),
        // A territory accepts only its own postcodes.
        ("GP", "97110", Some("97110")),
        ("GP", "97400", None),
        ("MQ", "97110", None),
        ("GF", "97200", None),
        ("RE", "97600", None),
        ("PM", "97500", Some("97500")),
        ("PM", "97501", None),
        ("YT", "97400", None),
        ("BL", "97133", Some("97133")),
        ("BL", "97150", None),
        ("MF", "97150", Some("97150")),
        ("MF", "97133", None),
        ("WF", "98600", Some("98600")),
        ("WF", "98714", None),
        ("PF", "98714", Some("98714")),
        ("NC", "98800", Some("98800")),
        ("NC", "98714", None),
    ] {
        assert_eq!(Form::of(country).postcode(typed).as_deref(), kept, "{country} {typed}");
    }
}

#[test]
fn every_country_has_its_form() {
    for country in COUNTRIES.iter() {
        let form = Form::of(&country.code.to_lowercase());
        assert_eq!(form.code, country.code);
        assert!(
            !country.region || form.region_needed(),
            "{}: a region is needed and the form has none",
            country.code
        );
        assert_eq!(
            form.region == RegionKind::Listed,
            form.regions().next().is_some(),
            "{}",
            country.code
        );
        assert_eq!(form.has_postcode, !form.examples.is_empty(), "{}", country.code);
        for example in form.examples.split('|').filter(|example| !example.is_empty()) {
            assert_eq!(form.postcode(example).as_deref(), Some(example), "{}", country.code);
        }
        for (part, text) in [("N", "Jo Roe"), ("A", "Weg 1"), ("E", "Floor 2"), ("C", "Town")] {
            let lines = address(country.code, "", "Town", "").lines();
            assert_eq!(
                lines.iter().filter(|line| line.contains(text)).count(),
                1,
                "{} {part}: {lines:?}",
                country.code
            );
        }
        let codes: BTreeSet<_> = form.regions().map(|region| region.code).collect();
        assert_eq!(codes.len(), form.regions().count(), "{}: a region stands twice", country.code);
        for region in form.regions() {
            for text in [region.code, region.name] {
                assert_eq!(form.find_region(text), Some(region), "{} {text}", country.code);
            }
        }
        let first = form.regions().next().map_or("Region", |region| region.code);
        let example = form.examples.split('|').next().unwrap_or_default();
        let problems = address(country.code, example, "Town", first).problems();
        assert!(problems.is_empty(), "{}: {problems:?}", country.code);
    }
}

#[test]
fn required_parts() {
    for (country, field, needed) in [
        ("DE", "postcode", true),
        ("IE", "postcode", false),
        ("HK", "postcode", false),
        ("AE", "postcode", false),
        ("SG", "city", false),
        ("DE", "city", true),
        ("US", "region", true),
        ("JP", "region", true),
        ("CN", "region", false),
        ("DE", "region", false),
        ("XX", "postcode", true),
    ] {
        assert_eq!(check_field(field, "", country).is_some(), needed, "{country} {field}");
    }
}

#[test]
fn lines_by_country() {
    for (country, postcode, city, region, expected) in [
        ("NZ", "6011", "Wellington", "", "Wellington 6011"),
        ("SG", "018956", "Singapore", "", "Singapore 018956"),
        ("SG", "018956", "", "", "Singapore 018956"),
        ("IE", "D02 X285", "Dublin 2", "", "Dublin 2 / D02 X285"),
        ("IE", "", "Dublin 2", "", "Dublin 2"),
        ("JP", "100-8994", "Chiyoda", "Tokyo", "Chiyoda, Tokyo 100-8994"),
        ("US", "94043", "Mountain View", "California", "Mountain View CA 94043"),
        ("CA", "k1a0b1", "Ottawa", "ON", "Ottawa ON K1A 0B1"),
        ("AU", "2000", "Sydney", "New South Wales", "Sydney NSW 2000"),
        ("DE", "24943", "Flensburg", "", "24943 Flensburg"),
        ("GB", "sw1a1aa", "London", "", "London / SW1A 1AA"),
        ("BR", "01310100", "São Paulo", "SP", "São Paulo-SP / 01310-100"),
        ("IN", "110034", "New Delhi", "Delhi", "New Delhi 110034 / Delhi"),
        ("ZA", "8001", "Cape Town", "", "Cape Town / 8001"),
        ("LV", "1010", "Riga", "", "Riga, LV-1010"),
        ("LT", "LT-01100", "Vilnius", "", "LT-01100 Vilnius"),
        ("MT", "vlt 1117", "Valletta", "", "Valletta VLT 1117"),
        ("IL", "9614303", "Jerusalem", "", "Jerusalem 9614303"),
        ("MX", "06082", "Ciudad de México", "CDMX", "06082 Ciudad de México, CDMX"),
        ("MY", "50670", "Kuala Lumpur", "Kuala Lumpur", "50670 Kuala Lumpur / Kuala Lumpur"),
        ("TH", "10210", "Bangkok", "", "Bangkok 10210"),
        ("TH", "10210", "Lak Si", "Bangkok", "Lak Si / Bangkok 10210"),
        ("KR", "03051", "Jongno-gu", "Seoul", "Jongno-gu / Seoul / 03051"),
        ("KR", "03051", "Seoul", "", "Seoul / 03051"),
        ("TW", "106", "Da'an", "Taipei City", "Da'an, Taipei City 106"),
        ("CN", "100808", "Dongcheng", "Beijing", "Dongcheng / Beijing, 100808"),
        ("AE", "", "Dubai", "Dubai", "Dubai"),
        ("HK", "", "Central", "Hong Kong Island", "Central / Hong Kong Island"),
        ("TR", "06101", "Çankaya", "Ankara", "06101 Çankaya/Ankara"),
        ("UA", "01001", "Kyiv", "", "Kyiv / 01001"),
        ("PL", "00950", "Warszawa", "", "00-950 Warszawa"),
        ("SE", "11455", "Stockholm", "", "114 55 Stockholm"),
        ("XX", "1", "Town", "Region", "1 Town"),
    ] {
        let lines = address(country, postcode, city, region).tidied().lines();
        assert_eq!(lines[..3], ["Jo Roe", "Weg 1", "Floor 2"], "{country}");
        assert_eq!(lines[3..lines.len() - 1].join(" / "), expected, "{country}");
    }
    // In Hungary the town precedes the street.
    let lines = address("HU", "1037", "Budapest", "").lines();
    assert_eq!(lines, ["Jo Roe", "Budapest", "Weg 1", "Floor 2", "1037", "Hungary"]);
    let short = Address { extra: String::new(), ..address("DE", "24943", "Flensburg", "") };
    assert_eq!(short.lines(), ["Jo Roe", "Weg 1", "24943 Flensburg", "Germany"]);
    assert!(Address::default().lines().is_empty());
}

#[test]
fn country_names_in_sentences() {
    for (country, expected) in [
        ("US", "the United States"),
        ("NL", "the Netherlands"),
        ("GB", "the United Kingdom"),
        ("AE", "the United Arab Emirates"),
        ("PH", "the Philippines"),
        ("IM", "the Isle of Man"),
        ("AX", "the Åland Islands"),
        ("JE", "Jersey"),
        ("DE", "Germany"),
        ("us", "the United States"),
        ("XX", ""),
    ] {
        assert_eq!(in_sentence(country), expected);
    }
}

proptest! {
    /// A postcode in normal form is accepted unchanged: the country's first example with other
    /// digits.
    #[test]
    fn the_normal_form_is_a_fixed_point(
        country in 0..COUNTRIES.len(),
        digits in "[0-9]{12}",
    ) {
        let form = Form::of(COUNTRIES[country].code);
        let example = form.examples.split('|').next().unwrap_or_default();
        let mut digits = digits.chars();
        let typed: String = example
            .chars()
            .map(|c| if c.is_ascii_digit() { digits.next().unwrap_or(c) } else { c })
            .collect();
        if let Some(kept) = form.postcode(&typed) {
            prop_assert_eq!(form.postcode(&kept), Some(kept.clone()));
        }
    }

    #[test]
    fn a_postcode_is_read_in_any_case_with_any_separators(
        country in 0..COUNTRIES.len(),
        seams in prop::collection::vec(
            prop::sample::select(vec!["", "", "", " ", "-", ".", "\u{200b}", "\u{2013}"]),
            1..12,
        ),
        lower in any::<bool>(),
    ) {
        let form = Form::of(COUNTRIES[country].code);
        for example in form.examples.split('|').filter(|example| !example.is_empty()) {
            let mut typed = String::new();
            for (sign, seam) in example.chars().zip(seams.iter().cycle()) {
                typed.push(sign);
                typed.push_str(seam);
            }
            let typed = if lower { typed.to_lowercase() } else { typed };
            let written = form.postcode(&typed);
            prop_assert_eq!(written.as_deref(), Some(example), "{}", typed);
        }
    }

    #[test]
    fn a_pattern_describes_normal_forms(
        pattern in "[#@*A-Z]([#@*A-Z -]{0,10}[#@*A-Z])?",
        digit in "[0-9]",
        letter in "[A-Z]",
    ) {
        let text = pattern.replace('#', &digit).replace(['@', '*'], &letter);
        prop_assert_eq!(postcode::normal(&text, &pattern, ""), Some(text));
    }
}

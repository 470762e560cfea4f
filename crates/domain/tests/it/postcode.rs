//! Postcodes, by the rules of each country.

use domain::{checkout::check_field, customers::postcode_form};

#[test]
fn postcodes_by_country() {
    let table = [
        ("DE", "02826", true),
        ("DE", "2826", false),
        ("DE", "0282a", false),
        ("DE", "", false),
        ("FR", "75001", true),
        ("AT", "1010", true),
        ("AT", "10100", false),
        ("CH", "8001", true),
        ("NL", "1012 AB", true),
        ("NL", "1012ab", true),
        ("NL", "1012", false),
        ("NL", "AB1012", false),
        ("GB", "SW1A 1AA", true),
        ("GB", "m1 1ae", true),
        ("GB", "12345", false),
        ("GB", "SW1A", false),
        ("US", "94043", true),
        ("US", "94043-1351", true),
        ("US", "9404", false),
        ("CA", "K1A 0B1", true),
        ("CA", "K1A0B", false),
        ("CA", "11A 0B1", false),
        ("PL", "00-950", true),
        ("PT", "1000-205", true),
        ("PT", "1000", false),
        ("JP", "100-0001", true),
        ("SE", "111 29", true),
        ("CZ", "110 00", true),
        ("IN", "110001", true),
        ("IN", "11001", false),
        ("SG", "018956", true),
        ("AU", "2000", true),
        ("NO", "0150", true),
        ("IE", "D02 X285", true),
        ("IE", "!!", false),
        ("BR", "01310-100", true),
        ("HK", "", true),
        ("AE", "", true),
        ("IL", "9100001", true),
        ("DE", "１２３４５", true),
        ("DE", "٠٢٨٢٦", true),
        ("DE", "०२८२६", true),
        ("DE", "02\u{200b}826", true),
        ("DE", "02/826", false),
        ("DE", "①②③④⑤", false),
        ("IE", "", true),
        ("IE", "Dublin", false),
        ("IS", "101", true),
        ("IS", "1010", false),
        ("LI", "8001", false),
        ("GB", "A1A", false),
        ("GB", "BFPO 57", true),
        ("MT", "VLT 1117", true),
        ("RS", "11000", true),
        ("XX", "any 1", true),
    ];
    for (country, postcode, good) in table {
        assert_eq!(
            check_field("postcode", postcode, country).is_none(),
            good,
            "{country} {postcode:?}"
        );
        // The country code may be in any case.
        assert_eq!(
            check_field("postcode", postcode, &country.to_lowercase()).is_none(),
            good,
            "{country} {postcode:?}"
        );
    }
}

#[test]
fn postcodes_take_the_form_of_their_country() {
    for (country, typed, form) in [
        ("DE", " 80331 ", "80331"),
        ("DE", "D-80331", "80331"),
        ("DE", "d 80331", "80331"),
        ("CH", "CH-8001", "8001"),
        ("AT", "A-1010", "1010"),
        ("LU", "L-1234", "1234"),
        ("NL", "1012ab", "1012 AB"),
        ("NL", "NL-1012 AB", "1012 AB"),
        ("nl", "1012-AB", "1012 AB"),
        ("PL", "00950", "00-950"),
        ("PL", "00 950", "00-950"),
        ("PT", "1000205", "1000-205"),
        ("SE", "11129", "111 29"),
        ("SE", "SE-111 29", "111 29"),
        ("CZ", "11000", "110 00"),
        ("GB", "sw1a1aa", "SW1A 1AA"),
        ("GB", "m11ae", "M1 1AE"),
        ("CA", "k1a0b1", "K1A 0B1"),
        ("JP", "1000001", "100-0001"),
        ("BR", "01310100", "01310-100"),
        ("US", "940431351", "94043-1351"),
        ("US", "94043", "94043"),
        ("IE", "d02 x285", "D02 X285"),
        ("LV", "lv-1050", "LV-1050"),
        ("CL", "832-0000", "8320000"),
        // The country's letters before the postcode, and those that are part of it.
        ("NO", "N-0150", "0150"),
        ("NO", "NO 0150", "0150"),
        ("LI", "LI-9490", "9490"),
        ("LI", "FL-9490", "9490"),
        ("EE", "EE-10111", "10111"),
        ("FI", "AX-22100", "22100"),
        ("FI", "FI-00100", "00100"),
        ("AT", "A-6020", "6020"),
        ("DE", "D-24943", "24943"),
        ("DE", "DE 24943", "24943"),
        ("FR", "F-75001", "75001"),
        ("IT", "I-00144", "00144"),
        ("SE", "S-114 55", "114 55"),
        ("LV", "1010", "LV-1010"),
        ("LV", "LV1010", "LV-1010"),
        ("LT", "01100", "LT-01100"),
        ("LT", "LT-01100", "LT-01100"),
        ("GB", "UK SW1A 1AA", "SW1A 1AA"),
        ("GB", "GB1 1AA", "GB1 1AA"),
        ("MT", "vlt1117", "VLT 1117"),
        ("MT", "MT-VLT 1117", "VLT 1117"),
        // Digits, letters and dashes from input methods.
        ("JP", "100‐8994", "100-8994"),
        ("JP", "〒１００－８９９４", "100-8994"),
        ("JP", "100ー8994", "100-8994"),
        ("PL", "00–950", "00-950"),
        ("PL", "00−950", "00-950"),
        ("NL", "１２３４ ａｂ", "1234 AB"),
        ("IN", "११००३४", "110034"),
        ("AE", "٠", "0"),
        ("BR", "01.310-100", "01310-100"),
        ("US", "94043–1234", "94043-1234"),
        ("IN", "110 001", "110001"),
        // Invalid input is kept for correction.
        ("NL", "1012", "1012"),
        ("DE", "DD80331", "DD80331"),
        ("HK", "", ""),
        ("", "12 ab", "12 AB"),
    ] {
        assert_eq!(postcode_form(typed, country), form, "{country} {typed}");
        assert_eq!(postcode_form(form, country), form, "{country} {form}");
    }
}

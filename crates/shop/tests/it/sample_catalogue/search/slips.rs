//! Typing errors.

use super::{search, slugs};
use domain::Currency;
use testing::{Bench, on_both};

on_both!(typing_errors_are_corrected_and_shown, sample);
async fn typing_errors_are_corrected_and_shown(bench: &Bench) {
    for (typed, meant) in [
        ("dobsonain", "dobsonian"),
        ("refracter", "refractor"),
        ("telescpoe", "telescope"),
        ("eyepeice", "eyepiece"),
        ("binoclars", "binoculars"),
        ("teleskop", "telescope"),
    ] {
        let (wrong, right) = (search(bench, typed), search(bench, meant));
        assert!(wrong.total > 0, "{typed}");
        assert_eq!(right.corrected, None, "{meant}");
        let corrected =
            wrong.corrected.as_deref().unwrap_or_else(|| panic!("{typed} is not named"));
        assert!(
            corrected == meant || corrected == format!("{meant}s"),
            "{typed} was read as {corrected}"
        );
        assert_eq!(
            slugs(&wrong),
            slugs(&search(bench, corrected)),
            "{typed}: not what {corrected} gives"
        );
        let best = slugs(&wrong);
        assert!(slugs(&right).iter().any(|slug| best.contains(slug)), "{typed}: {best:?}");
    }
}

on_both!(name_and_number_as_one_word, sample);
async fn name_and_number_as_one_word(bench: &Bench) {
    for (typed, apart) in [("halden102", "halden 102"), ("Lowland8", "lowland 8")] {
        let (together, apart) = (search(bench, typed), search(bench, apart));
        assert!(apart.total > 0);
        assert_eq!(slugs(&together), slugs(&apart), "{typed}");
        assert_eq!(together.corrected.as_deref(), Some(apart.query.as_deref().unwrap()), "{typed}");
    }
    assert_eq!(search(bench, "zzyzx99").total, 0);
}

on_both!(corrections_must_find_more_and_spare_known_terms, sample);
async fn corrections_must_find_more_and_spare_known_terms(bench: &Bench) {
    for typed in
        ["coma", "smart telescope", "telrad", "corrector", "bahtinov mask", "televue", "flattener"]
    {
        assert_eq!(search(bench, typed).corrected, None, "{typed}");
    }
    // Typing errors in known terms are corrected too.
    assert_eq!(search(bench, "telrat").corrected.as_deref(), Some("telrad"));
    assert_eq!(search(bench, "colimator").corrected.as_deref(), Some("collimator"));
    // If a correction finds nothing, the query stays as typed.
    assert_eq!(search(bench, "blorptscope zzyzxing").corrected, None);
    // Abbreviations are not used as corrections.
    for typed in ["shoo", "oaag", "fovs telescope", "sctt"] {
        let corrected = search(bench, typed).corrected.unwrap_or_default();
        assert!(corrected.split_whitespace().all(|word| word.len() > 3), "{typed}: {corrected}");
    }
}

on_both!(typing_errors_in_other_brands_and_help_words, sample);
async fn typing_errors_in_other_brands_and_help_words(bench: &Bench) {
    for (typed, meant) in [
        ("celestrn", "celestron"),
        ("cellestron", "celestron"),
        ("celstron 8", "celestron 8"),
        ("celestr", "celestron"),
        ("bresse", "bresser"),
    ] {
        let (found, whole) = (search(bench, typed), search(bench, meant));
        assert!(whole.not_carried.is_some() && found.not_carried == whole.not_carried, "{typed}");
        assert!(found.total > 0 && slugs(&found) == slugs(&whole), "{typed}");
        assert_eq!(found.corrected.as_deref(), Some(meant));
        let suggested = shop::catalogue::suggest(&bench.shop, typed, Currency::EUR);
        assert_eq!(suggested.not_carried, whole.not_carried, "{typed}");
    }
    for typed in ["retrun", "retur", "retuns", "delivry", "shippin", "waranty", "cotact"] {
        let found = search(bench, typed);
        assert!(
            found.corrected.is_some() && !found.shop_pages.is_empty(),
            "{typed} {:?}",
            found.corrected
        );
        assert!(
            !shop::catalogue::suggest(&bench.shop, typed, Currency::EUR).pages.is_empty(),
            "{typed}"
        );
    }
    // A word in the catalogue is never corrected.
    for typed in ["halden", "eyepiece", "refractor", "terms and conditions"] {
        assert_eq!(search(bench, typed).corrected, None, "{typed}");
    }
}

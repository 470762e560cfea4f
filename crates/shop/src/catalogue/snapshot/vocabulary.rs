//! The merchant's vocabulary: synonyms, products not sold with the nearest alternative, and brands
//! not carried. From the tables `search.csv` and `other-brands.csv`, stored in the database with
//! the catalogue.

use super::{
    choice::{Selector, names},
    table::table,
};
use crate::InternalError;
use search::{OtherBrand, Term, Vocabulary};
use serde::Deserialize;

#[derive(Deserialize)]
struct SearchRow {
    words: String,
    also: String,
    means: String,
    show: String,
    note: String,
}

#[derive(Deserialize)]
struct OtherBrandRow {
    name: String,
    words: String,
    category: String,
}

/// What the products of answers are chosen by.
pub fn named(search: &str) -> Result<Vec<String>, InternalError> {
    let terms: Vec<SearchRow> = table("search.csv", search)?;
    Ok(terms.iter().flat_map(|row| names(&row.show)).map(str::to_owned).collect())
}

/// Parses the tables; `selector` finds the products that they name.
pub fn read(
    search: &str,
    other_brands: &str,
    selector: &Selector<'_>,
) -> Result<Vocabulary, InternalError> {
    let terms: Vec<SearchRow> = table("search.csv", search)?;
    let brands: Vec<OtherBrandRow> = table("other-brands.csv", other_brands)?;
    let terms = terms.iter().map(|row| Term {
        names: &row.words,
        also: &row.also,
        means: &row.means,
        show: selector.choose(&row.show),
        note: row.note.clone(),
    });
    let brands = brands.iter().map(|row| OtherBrand {
        name: row.name.clone(),
        names: &row.words,
        category: row.category.clone(),
    });
    Ok(Vocabulary::new(terms, brands))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Selector, Vocabulary, read};

    const SEARCH: &str = include_str!("../../../../../catalog/search.csv");
    const OTHER_BRANDS: &str = include_str!("../../../../../catalog/other-brands.csv");

    fn vocabulary() -> Vocabulary {
        read(SEARCH, OTHER_BRANDS, &Selector::new(&[], &[])).unwrap()
    }

    #[test]
    fn names_are_replaced_by_what_the_catalogue_says() {
        for (typed, meant) in [
            ("O3 filter", "oiii filter"),
            ("O-III 2 inch", "oiii 2in"),
            ("H-alpha filter", "halpha filter"),
            ("alt-az mount", "altazimuth mount"),
            ("Go-To mount", "goto mount"),
            ("vixen dovetail", "v dovetail"),
            ("dobsonian", "dobsonian"),
        ] {
            let found = vocabulary().understand(typed);
            assert_eq!((found.text.as_str(), found.note.as_str()), (meant, ""), "{typed}");
        }
    }

    #[test]
    fn goods_that_are_not_sold_are_named() {
        for typed in [
            "T-ring",
            "T2 ring for Canon",
            "telrad",
            "coma corrector",
            "Bahtinov masks",
            "smart telescope",
            "off-axis guider",
            "field flatteners",
        ] {
            assert!(vocabulary().understand(typed).note.starts_with("We don’t sell"), "{typed}");
        }
        assert!(
            vocabulary()
                .understand("an eyepiece for people with glasses")
                .note
                .contains("15 mm of eye relief")
        );
        assert!(vocabulary().understand("eclipse glasses").note.is_empty());
    }

    #[test]
    fn unfinished_names_are_completed() {
        for (typed, name) in [
            ("telr", Some("telrad")),
            ("coma corr", Some("coma corrector")),
            ("tel", None),
            ("xyzzy", None),
            ("", None),
        ] {
            assert_eq!(vocabulary().unfinished(typed).as_deref(), name, "{typed}");
        }
    }

    #[test]
    fn brands_of_others() {
        let vocabulary = vocabulary();
        assert_eq!(
            vocabulary.other_brand("celestron 8 inch"),
            Some(("Celestron", "telescopes", "8in".to_owned()))
        );
        assert_eq!(
            vocabulary.other_brand("Sky-Watcher dobsonian").map(|found| found.0),
            Some("Sky-Watcher")
        );
        assert_eq!(vocabulary.other_brand("halden"), None);
        assert_eq!(vocabulary.other_brand("canon ring"), None);
        assert_eq!(vocabulary.other_brand("canon").map(|found| found.0), Some("Canon"));
    }

    #[test]
    fn words_of_the_trade_are_known() {
        for word in
            ["coma", "corrector", "telrad", "flatteners", "bahtinov", "celestron", "batteries"]
        {
            assert!(vocabulary().knows(word), "{word}");
        }
        assert!(!vocabulary().knows("dobsonain"));
    }
}

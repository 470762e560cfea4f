//! The words of the trade: what else things are called, what the shop does not sell and what comes
//! nearest, and brands of others. They are the merchant's tables `search.csv` and `makers.csv`,
//! kept in the database with the catalogue.

use super::{
    choice::Stock,
    fold::{distance, typed_words, words},
};
use crate::Error;
use domain::search::intent;
use serde::{Deserialize, de::DeserializeOwned};

/// What is used until a catalogue brings tables of its own.
pub(crate) const SEARCH: &str = include_str!("../../../../catalog/search.csv");
/// The same for brands of others.
pub(crate) const MAKERS: &str = include_str!("../../../../catalog/makers.csv");

#[derive(Deserialize)]
struct SearchRow {
    words: String,
    also: String,
    means: String,
    show: String,
    note: String,
}

#[derive(Deserialize)]
struct MakerRow {
    name: String,
    words: String,
    category: String,
}

/// Words that name something: one after the other, or anywhere in a query.
#[derive(Debug)]
enum Name {
    InARow(Vec<String>),
    Anywhere(Vec<String>),
}

#[derive(Debug)]
struct Row {
    names: Vec<Name>,
    also: Vec<String>,
    means: Vec<String>,
    show: Vec<u32>,
    note: String,
}

impl Row {
    fn answers(&self) -> bool {
        !self.show.is_empty() || !self.note.is_empty()
    }
}

#[derive(Debug)]
struct Maker {
    name: String,
    /// Words without blanks: `skywatcher`.
    keys: Vec<String>,
    category: String,
}

/// What a query means.
#[derive(Debug, Default)]
pub(super) struct Meant {
    /// The words to look for.
    pub text: String,
    /// The products that answer it, if the merchant has chosen some.
    pub show: Vec<u32>,
    /// What to say of it; empty for nothing.
    pub note: String,
}

/// The tables, read.
#[derive(Debug, Default)]
pub(super) struct Trade {
    rows: Vec<Row>,
    makers: Vec<Maker>,
}

/// Rows of a table of the merchant's; every fault names the table and the line.
pub(super) fn table<T: DeserializeOwned>(name: &str, text: &str) -> Result<Vec<T>, Error> {
    let fault = |e: csv::Error| Error::Internal(format!("{name}: {e}"));
    csv::Reader::from_reader(text.as_bytes())
        .into_deserialize()
        .map(|row| row.map_err(fault))
        .collect()
}

/// One word for singular and plural.
fn stem(word: &str) -> &str {
    word.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s')).unwrap_or(word)
}

impl Trade {
    /// Reads the tables; `stock` says what the products that they name are.
    pub fn read(search: &str, makers: &str, stock: &Stock<'_>) -> Result<Self, Error> {
        let name = |text: &str| {
            let stems = |text: &str| {
                typed_words(text).iter().map(|word| stem(word).to_owned()).collect::<Vec<_>>()
            };
            if text.contains('+') {
                Name::Anywhere(stems(&text.replace('+', " ")))
            } else {
                Name::InARow(stems(text))
            }
        };
        let row = |row: SearchRow| Row {
            names: row.words.split('|').map(name).collect(),
            also: row.also.split('|').flat_map(words).collect(),
            means: typed_words(&row.means),
            show: stock.choose(&row.show),
            note: row.note,
        };
        let maker = |row: MakerRow| Maker {
            keys: row.words.split('|').map(|word| words(word).concat()).collect(),
            name: row.name,
            category: row.category,
        };
        Ok(Self {
            rows: table("search.csv", search)?.into_iter().map(row).collect(),
            makers: table("makers.csv", makers)?.into_iter().map(maker).collect(),
        })
    }

    /// Whether a word is a known trade word, which is never corrected.
    pub fn knows(&self, word: &str) -> bool {
        let stem = stem(word);
        let named = |name: &Name| match name {
            Name::InARow(words) | Name::Anywhere(words) => words.iter().any(|word| word == stem),
        };
        self.rows.iter().any(|row| row.names.iter().any(named))
            || self.makers.iter().any(|m| m.keys.iter().any(|key| key == word))
    }

    /// All words that somebody may have meant who mistyped one.
    pub fn all_words(&self) -> impl Iterator<Item = &str> {
        let names = self.rows.iter().flat_map(|row| &row.names);
        let words = names.flat_map(|name| match name {
            Name::InARow(words) | Name::Anywhere(words) => words.iter().map(String::as_str),
        });
        words.chain(self.makers.iter().flat_map(|maker| maker.keys.iter().map(String::as_str)))
    }

    /// What somebody meant by a word that the catalogue does not have: the brand of others, or the
    /// word for one of the shop's own pages, that it begins with four letters or is a slip or two
    /// away from.
    pub fn meant<'a>(&'a self, word: &str) -> Option<&'a str> {
        let length = word.chars().count();
        if length < 4 || word.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let slips = if length < 8 { 1 } else { 2 };
        let brands = self.makers.iter().flat_map(|maker| &maker.keys).map(String::as_str);
        let known = || brands.clone().chain(intent::page_words().map(|word| -> &'a str { word }));
        if known().any(|other| other == word) {
            return None;
        }
        let begun = known().filter(|other| other.starts_with(word)).min_by_key(|other| other.len());
        let near = || {
            let long = known().filter(|other| length > 4 && other.chars().nth(4).is_some());
            long.filter_map(|other| Some((distance(word, other, slips)?, other))).min()
        };
        begun.or_else(|| near().map(|(_, other)| other))
    }

    /// What else to look for when somebody looks for a word.
    pub fn also(&self, word: &str) -> impl Iterator<Item = &str> {
        let stem = stem(word);
        let rows = self.rows.iter().filter(move |row| {
            row.names.iter().any(|name| matches!(name, Name::InARow(words) if matches!(words.as_slice(), [only] if only == stem)))
        });
        rows.flat_map(|row| row.also.iter().map(String::as_str))
    }

    /// The names of the tables in a query: each with its row, and which of the words it takes.
    fn names<'a>(
        &'a self,
        typed: &[String],
    ) -> impl Iterator<Item = (&'a Row, Vec<usize>)> + use<'a> {
        let stems: Vec<String> = typed.iter().map(|word| stem(word).to_owned()).collect();
        let names = self.rows.iter().flat_map(|row| row.names.iter().map(move |name| (row, name)));
        let taken = move |name: &Name| -> Option<Vec<usize>> {
            match name {
                Name::InARow(words) => (0..stems.len())
                    .find(|&at| {
                        stems
                            .get(at..at + words.len())
                            .is_some_and(|part| part.iter().zip(words).all(|(a, b)| a == b))
                    })
                    .map(|at| (at..at + words.len()).collect()),
                Name::Anywhere(words) => {
                    words.iter().map(|word| stems.iter().position(|stem| stem == word)).collect()
                }
            }
        };
        names.filter_map(move |(row, name)| {
            Some((row, taken(name).filter(|taken| !taken.is_empty())?))
        })
    }

    /// The words of a query that are part of a name.
    pub fn names_in(&self, query: &str) -> Vec<String> {
        let typed = typed_words(query);
        let taken: Vec<usize> = self.names(&typed).flat_map(|(_, taken)| taken).collect();
        typed
            .into_iter()
            .enumerate()
            .filter(|(at, _)| taken.contains(at))
            .map(|(_, word)| word)
            .collect()
    }

    /// The longest of them, the first where two are as long.
    fn longest(&self, typed: &[String], fits: impl Fn(&Row) -> bool) -> Option<(&Row, Vec<usize>)> {
        let longer = |best: Option<(_, Vec<usize>)>, (row, taken): (_, Vec<usize>)| match best {
            Some(best) if best.1.len() >= taken.len() => Some(best),
            _ => Some((row, taken)),
        };
        self.names(typed).filter(|(row, _)| fits(row)).fold(None, longer)
    }

    /// What a query means: names of things replaced by what the catalogue calls them, and the
    /// merchant's answer if there is one.
    pub fn understand(&self, query: &str) -> Meant {
        let mut typed = typed_words(query);
        let mut meant = Meant::default();
        if let Some((row, taken)) = self.longest(&typed, Row::answers) {
            meant.show.clone_from(&row.show);
            meant.note.clone_from(&row.note);
            let kept = typed.iter().enumerate().filter(|(i, _)| !taken.contains(i));
            typed = kept.map(|(_, word)| word.clone()).collect();
        } else if let Some((row, taken)) = self.longest(&typed, |row| !row.means.is_empty()) {
            let mut fresh = Vec::with_capacity(typed.len());
            for (i, word) in typed.iter().enumerate() {
                match taken.first() {
                    Some(&first) if i == first => fresh.extend(row.means.iter().cloned()),
                    _ if taken.contains(&i) => {}
                    _ => fresh.push(word.clone()),
                }
            }
            typed = fresh;
        } else {
            query.clone_into(&mut meant.text);
            return meant;
        }
        meant.text = typed.join(" ");
        meant
    }

    /// A brand of others in a query: its name, the slug of the nearest category, and the query
    /// without it. A brand that is part of the name of a thing, such as a "Canon ring", is none.
    pub fn maker(&self, query: &str) -> Option<(&str, &str, String)> {
        let typed = typed_words(query);
        for maker in &self.makers {
            for (at, length) in (0..typed.len()).flat_map(|at| [(at, 1), (at, 2)]) {
                let part = typed.get(at..at + length).unwrap_or_default();
                if part.is_empty() || !maker.keys.contains(&part.concat()) {
                    continue;
                }
                let taken = |row: &Row| row.answers() || !row.means.is_empty();
                if self.names(&typed).any(|(row, words)| taken(row) && words.contains(&at)) {
                    return None;
                }
                let rest = typed.iter().enumerate().filter(|(i, _)| !(at..at + length).contains(i));
                return Some((
                    &maker.name,
                    &maker.category,
                    rest.map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" "),
                ));
            }
        }
        None
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{MAKERS, SEARCH, Stock, Trade};

    fn trade() -> Trade {
        Trade::read(SEARCH, MAKERS, &Stock::new(&[], &[], &[])).unwrap()
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
            let found = trade().understand(typed);
            assert_eq!((found.text.as_str(), found.note.as_str()), (meant, ""), "{typed}");
        }
    }

    #[test]
    fn what_is_not_sold_is_said() {
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
            assert!(trade().understand(typed).note.starts_with("We don’t sell"), "{typed}");
        }
        assert!(
            trade()
                .understand("an eyepiece for people with glasses")
                .note
                .contains("15 mm of eye relief")
        );
        assert!(trade().understand("eclipse glasses").note.is_empty());
    }

    #[test]
    fn brands_of_others() {
        let trade = trade();
        assert_eq!(
            trade.maker("celestron 8 inch"),
            Some(("Celestron", "telescopes", "8in".to_owned()))
        );
        assert_eq!(trade.maker("Sky-Watcher dobsonian").map(|found| found.0), Some("Sky-Watcher"));
        assert_eq!(trade.maker("halden"), None);
        assert_eq!(trade.maker("canon ring"), None);
        assert_eq!(trade.maker("canon").map(|found| found.0), Some("Canon"));
    }

    #[test]
    fn words_of_the_trade_are_known() {
        for word in
            ["coma", "corrector", "telrad", "flatteners", "bahtinov", "celestron", "batteries"]
        {
            assert!(trade().knows(word), "{word}");
        }
        assert!(!trade().knows("dobsonain"));
    }
}

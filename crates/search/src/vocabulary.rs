//! The merchant's vocabulary, from tables: synonyms, products not sold with the nearest
//! alternative, and brands not carried.

use crate::{
    nearest::{Extent, nearest, slips},
    normalise::{typed_words, words},
};
use domain::search::intent;
use std::collections::HashSet;

/// A row of the merchant's table of terms.
#[derive(Clone, Debug, Default)]
pub struct Term<'a> {
    /// The term's names, separated by `
    /// `; words joined by `+` may occur anywhere in a query.
    pub names: &'a str,
    /// What else to search for, separated by `
    /// `.
    pub also: &'a str,
    /// The catalogue's name for it.
    pub means: &'a str,
    /// The documents to show for it.
    pub show: Vec<u32>,
    /// A note to show; may be empty.
    pub note: String,
}

/// A brand that the shop does not carry.
#[derive(Clone, Debug, Default)]
pub struct OtherBrand<'a> {
    /// Its name.
    pub name: String,
    /// Its spellings, separated by `
    /// `.
    pub names: &'a str,
    /// The slug of the nearest category.
    pub category: String,
}

/// A name: words in sequence, or anywhere in a query.
#[derive(Debug)]
enum Name {
    InARow(Vec<String>),
    Anywhere(Vec<String>),
}

#[derive(Debug)]
struct TermRow {
    names: Vec<Name>,
    also: Vec<String>,
    means: Vec<String>,
    show: Vec<u32>,
    note: String,
}

impl TermRow {
    fn answers(&self) -> bool {
        !self.show.is_empty() || !self.note.is_empty()
    }
}

#[derive(Debug)]
struct Brand {
    name: String,
    /// Its spellings without spaces: `skywatcher`.
    keys: Vec<String>,
    category: String,
}

/// The meaning of a query.
#[derive(Debug, Default)]
pub struct Meaning {
    /// The words to search for.
    pub text: String,
    /// The products that the merchant has chosen as the answer, if any.
    pub show: Vec<u32>,
    /// A note to show; may be empty.
    pub note: String,
}

/// The parsed tables.
#[derive(Debug, Default)]
pub struct Vocabulary {
    rows: Vec<TermRow>,
    brands: Vec<Brand>,
    /// Words of searches for the shop's own pages.
    pages: Vec<String>,
    /// Pairs of words of products' names of which one belongs to questions too: "watering can".
    like_questions: HashSet<String>,
}

/// The pairs of neighbouring words of which one belongs to questions, each with that word.
fn like_questions(words: &[String]) -> impl Iterator<Item = (&str, String)> {
    words.windows(2).filter_map(|pair| {
        let [one, other] = pair else { return None };
        let word = intent::question_word_beside(one, other)?;
        Some((word, format!("{one} {other}")))
    })
}

/// Removes a plural ending.
fn stem(word: &str) -> &str {
    word.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s')).unwrap_or(word)
}

impl Vocabulary {
    /// A vocabulary of these tables.
    #[must_use]
    pub fn new<'a>(
        terms: impl IntoIterator<Item = Term<'a>>,
        brands: impl IntoIterator<Item = OtherBrand<'a>>,
    ) -> Self {
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
        let row = |term: Term<'_>| TermRow {
            names: term.names.split('|').map(name).collect(),
            also: term.also.split('|').flat_map(words).collect(),
            means: typed_words(term.means),
            show: term.show,
            note: term.note,
        };
        let brand = |brand: OtherBrand<'_>| Brand {
            keys: brand.names.split('|').map(|word| words(word).concat()).collect(),
            name: brand.name,
            category: brand.category,
        };
        Self {
            rows: terms.into_iter().map(row).collect(),
            brands: brands.into_iter().map(brand).collect(),
            pages: Vec::new(),
            like_questions: HashSet::new(),
        }
    }

    /// The same with the words of searches for the shop's own pages, which mistyped words may mean.
    #[must_use]
    pub fn with_pages<'a>(self, words: impl IntoIterator<Item = &'a str>) -> Self {
        Self { pages: words.into_iter().map(str::to_owned).collect(), ..self }
    }

    /// The same with the names of products, whose words are not those of a question: "watering can".
    #[must_use]
    pub fn with_product_names<'a>(self, names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut pairs = HashSet::new();
        for name in names {
            pairs.extend(like_questions(&typed_words(name)).map(|(_, pair)| pair));
        }
        Self { like_questions: pairs, ..self }
    }

    /// Whether a name of a product has words that belong to questions too, so that
    /// [`with_product_names`](Self::with_product_names) notes it.
    #[must_use]
    pub fn notes_name(name: &str) -> bool {
        like_questions(&typed_words(name)).next().is_some()
    }

    /// Whether a word is a known term, which is never corrected.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        let stem = stem(word);
        let named = |name: &Name| match name {
            Name::InARow(words) | Name::Anywhere(words) => words.iter().any(|word| word == stem),
        };
        self.rows.iter().any(|row| row.names.iter().any(named))
            || self.brands.iter().any(|b| b.keys.iter().any(|key| key == word))
    }

    /// All words that a mistyped word may be corrected to.
    pub fn all_words(&self) -> impl Iterator<Item = &str> {
        let names = self.rows.iter().flat_map(|row| &row.names);
        let words = names.flat_map(|name| match name {
            Name::InARow(words) | Name::Anywhere(words) => words.iter().map(String::as_str),
        });
        words.chain(self.brands.iter().flat_map(|brand| brand.keys.iter().map(String::as_str)))
    }

    /// The brand not carried, or the word for one of the shop's own pages, meant by a word that is
    /// not in the catalogue: it begins with at least these four letters, or is one or two typing
    /// errors away.
    #[must_use]
    pub fn meant(&self, word: &str) -> Option<&str> {
        let length = word.chars().count();
        if length < 4 || word.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let brands = self.brands.iter().flat_map(|brand| &brand.keys).map(String::as_str);
        let known = || brands.clone().chain(self.pages.iter().map(String::as_str));
        if known().any(|other| other == word) {
            return None;
        }
        let longer =
            known().filter(|other| other.starts_with(word)).min_by_key(|other| other.len());
        let long = known().filter(|other| length > 4 && other.chars().nth(4).is_some());
        longer
            .or_else(|| nearest(word, long.map(|other| (other, ())), Extent::Whole, slips(length)))
    }

    /// Removes praise, the words of a question and those that ask for a low price from a query, and
    /// returns whether there were any of the last. Words that are part of a name stay.
    #[must_use]
    pub fn plain(&self, query: &str) -> (String, bool) {
        let names = self.names_in(query);
        intent::plainly(query, |word| names.iter().any(|name| name == word))
    }

    /// What else to search for besides a word.
    pub fn also(&self, word: &str) -> impl Iterator<Item = &str> {
        let stem = stem(word);
        let rows =
            self.rows.iter().filter(move |row| {
                row.names.iter().any(|name| matches!(
                name, Name::InARow(words) if matches!(words.as_slice(), [only] if only == stem)
            ))
            });
        rows.flat_map(|row| row.also.iter().map(String::as_str))
    }

    /// The names from the tables that occur in a query, each with its row and the words it covers.
    fn names<'a>(
        &'a self,
        typed: &[String],
    ) -> impl Iterator<Item = (&'a TermRow, Vec<usize>)> + use<'a> {
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
    fn names_in(&self, query: &str) -> Vec<String> {
        let typed = typed_words(query);
        let taken: Vec<usize> = self.names(&typed).flat_map(|(_, taken)| taken).collect();
        let pairs = like_questions(&typed).filter(|(_, pair)| self.like_questions.contains(pair));
        let of_products: Vec<String> = pairs.map(|(word, _)| word.to_owned()).collect();
        typed
            .into_iter()
            .enumerate()
            .filter(|(at, word)| taken.contains(at) || of_products.contains(word))
            .map(|(_, word)| word)
            .collect()
    }

    /// The longest matching name; the first one of equal length.
    fn longest(
        &self,
        typed: &[String],
        fits: impl Fn(&TermRow) -> bool,
    ) -> Option<(&TermRow, Vec<usize>)> {
        let longer = |best: Option<(_, Vec<usize>)>, (row, taken): (_, Vec<usize>)| match best {
            Some(best) if best.1.len() >= taken.len() => Some(best),
            _ => Some((row, taken)),
        };
        self.names(typed).filter(|(row, _)| fits(row)).fold(None, longer)
    }

    /// The meaning of a query: names are replaced by the catalogue's names, with the merchant's
    /// answer if there is one.
    #[must_use]
    pub fn understand(&self, query: &str) -> Meaning {
        self.understand_where(query, |_| true)
    }

    /// The same if the tables may name products that do not exist any more.
    pub(crate) fn understand_where(&self, query: &str, exists: impl Fn(u32) -> bool) -> Meaning {
        let mut typed = typed_words(query);
        let mut meant = Meaning::default();
        let shown = |row: &TermRow| row.show.iter().copied().filter(|at| exists(*at)).collect();
        let answers =
            |row: &TermRow| !row.note.is_empty() || row.show.iter().any(|product| exists(*product));
        if let Some((row, taken)) = self.longest(&typed, answers) {
            meant.show = shown(row);
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

    /// The name from the tables that an unfinished query begins, from four letters on. Of those
    /// that are answered or replaced, the first.
    #[must_use]
    pub fn unfinished(&self, query: &str) -> Option<String> {
        let typed = typed_words(query).join(" ");
        if typed.chars().count() < 4 {
            return None;
        }
        let rows = self.rows.iter().filter(|row| row.answers() || !row.means.is_empty());
        let mut names = rows.flat_map(|row| &row.names).filter_map(|name| match name {
            Name::InARow(words) => Some(words.join(" ")),
            Name::Anywhere(_) => None,
        });
        names.find(|name| name.starts_with(&typed))
    }

    /// A brand not carried that a query names: its name, the slug of the nearest category, and the
    /// query without it. A brand that is part of the name of a product type, such as "Canon ring",
    /// does not count.
    #[must_use]
    pub fn other_brand(&self, query: &str) -> Option<(&str, &str, String)> {
        let typed = typed_words(query);
        for brand in &self.brands {
            for (at, length) in (0..typed.len()).flat_map(|at| [(at, 1), (at, 2)]) {
                let part = typed.get(at..at + length).unwrap_or_default();
                if part.is_empty() || !brand.keys.contains(&part.concat()) {
                    continue;
                }
                let taken = |row: &TermRow| row.answers() || !row.means.is_empty();
                if self.names(&typed).any(|(row, words)| taken(row) && words.contains(&at)) {
                    return None;
                }
                let rest = typed.iter().enumerate().filter(|(i, _)| !(at..at + length).contains(i));
                return Some((
                    &brand.name,
                    &brand.category,
                    rest.map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" "),
                ));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    #[test]
    fn a_word_of_a_products_name_is_no_word_of_a_question() {
        let names = ["Zinc watering can", "Tern 10x30 IS binoculars", "How is the Moon made?"];
        let vocabulary = Vocabulary::new([], []).with_product_names(names);
        for (typed, plain) in [
            ("watering can", "watering can"),
            ("do you have a watering can?", "you a watering can?"),
            ("Which watering can do I need", "watering can"),
            ("which 10x30 IS binoculars", "10x30 IS binoculars"),
            ("can I have a 10x50?", "a 10x50?"),
            ("which moon is the best", "moon the"),
            ("is the moon made of cheese?", "the moon made of cheese?"),
        ] {
            assert_eq!(vocabulary.plain(typed), (plain.to_owned(), false), "{typed}");
        }
    }
}

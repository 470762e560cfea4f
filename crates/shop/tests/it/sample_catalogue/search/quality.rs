//! The judged searches of `catalog/search-quality.csv`: how good the first ten products are, and
//! whether the wanted suggestion comes early. `docs/search.md` explains the judgements.

use super::{search, slugs};
use domain::Currency;
use serde::Deserialize;
use std::{collections::HashMap, fmt::Write};
use testing::{Bench, on_both, sample_folder};
use views::{routes, search::Suggestions};

/// The limit for both figures.
const WANTED: f64 = 0.90;
/// How many products of a result are judged.
const DEPTH: usize = 10;
/// How many suggestions are judged.
const EARLY: usize = 3;
/// After how many letters or digits suggestions are judged.
const LETTERS: usize = 4;
/// How many of the worst queries are printed.
const PRINTED: usize = 10;

/// A judged query.
#[derive(Deserialize)]
struct Judged {
    query: String,
    /// `slug:grade`, separated by `|`.
    products: String,
    /// A product's slug, `category:slug` or `guide:slug`; several, separated by `|`, are equally
    /// good. Empty if nobody could know after four letters.
    suggestion: String,
}

impl Judged {
    fn grades(&self) -> HashMap<&str, u32> {
        let items = self.products.split('|').map(|item| item.rsplit_once(':').unwrap());
        items.map(|(slug, grade)| (slug, grade.parse().unwrap())).collect()
    }
}

fn judged() -> Vec<Judged> {
    let mut reader = csv::Reader::from_path(sample_folder().join("search-quality.csv")).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// Discounted cumulative gain of the first ten grades: a grade `g` gains `2^g - 1`.
fn gain(grades: impl Iterator<Item = u32>) -> f64 {
    let gains = grades.take(DEPTH).zip(2_u32..);
    gains.map(|(grade, place)| (2_f64.powf(grade.into()) - 1.0) / f64::from(place).log2()).sum()
}

/// The gain of a result, as a share of that of the best possible one.
fn ndcg(found: &[&str], grades: &HashMap<&str, u32>) -> f64 {
    let mut best: Vec<u32> = grades.values().copied().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    gain(found.iter().map(|slug| grades.get(slug).copied().unwrap_or(0))) / gain(best.into_iter())
}

/// The lowest scores with what came and what was wanted.
fn worst(mut scores: Vec<(f64, String)>) -> String {
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out = String::new();
    for (score, text) in scores.iter().take(PRINTED) {
        let _ = write!(out, "\n{score:.2} {text}");
    }
    out
}

fn mean(scores: &[(f64, String)]) -> f64 {
    scores.iter().map(|(score, _)| score).sum::<f64>() / scores.len() as f64
}

#[test]
fn the_measure_is_that_of_the_books() {
    let grades = HashMap::from([("a", 3), ("b", 2), ("c", 1)]);
    assert!((ndcg(&["a", "b", "c"], &grades) - 1.0).abs() < 1e-9);
    assert!((ndcg(&["x", "a"], &grades) - 0.47).abs() < 0.005);
    assert!((ndcg(&["c", "b", "a"], &grades) - 0.68).abs() < 0.005);
    assert!(ndcg(&[], &grades).abs() < 1e-9);
}

on_both!(judged_searches_find_what_shoppers_mean, sample);
async fn judged_searches_find_what_shoppers_mean(bench: &Bench) {
    let all = judged();
    assert_eq!(all.len(), 150);
    let score = |judged: &Judged| {
        let listing = search(bench, &judged.query);
        let found: Vec<&str> = slugs(&listing).into_iter().take(DEPTH).collect();
        let text = format!(
            "{}\n     came:   {}\n     wanted: {}",
            judged.query,
            found.join(" "),
            judged.products
        );
        (ndcg(&found, &judged.grades()), text)
    };
    let scores: Vec<(f64, String)> = all.iter().map(score).collect();
    let mean = mean(&scores);
    assert!(mean >= WANTED, "nDCG@{DEPTH} is {mean:.3}; the worst:{}", worst(scores));
}

/// The shortest beginning of a query with four letters or digits.
fn beginning(query: &str) -> &str {
    let letters = query.char_indices().filter(|(_, c)| c.is_alphanumeric());
    letters.map(|(at, c)| at + c.len_utf8()).nth(LETTERS - 1).map_or(query, |end| &query[..end])
}

/// The addresses of the suggestions, in the order in which the box shows them.
fn options(found: &Suggestions) -> Vec<String> {
    let answer = found.not_carried.is_some() || !found.note.is_empty();
    let answer = answer.then(|| found.search.clone());
    let links = found.categories.iter().chain(&found.guides).map(|link| link.href.clone());
    let pages = found.pages.iter().map(|page| format!("{page:?}"));
    let products = found.products.iter().map(|card| routes::product(&card.slug));
    answer.into_iter().chain(links).chain(pages).chain(products).collect()
}

fn address(item: &str) -> String {
    match item.split_once(':') {
        Some(("category", slug)) => routes::category(slug),
        Some(("guide", slug)) => routes::buying_guide(slug),
        _ => routes::product(item),
    }
}

on_both!(the_wanted_suggestion_comes_early, sample);
async fn the_wanted_suggestion_comes_early(bench: &Bench) {
    let all = judged();
    let with_suggestion = all.iter().filter(|judged| !judged.suggestion.is_empty());
    let score = |judged: &Judged| {
        let typed = beginning(&judged.query);
        let found = options(&shop::catalogue::suggest(&bench.shop, typed, Currency::EUR));
        let early = &found[..found.len().min(EARLY)];
        let is_there = judged.suggestion.split('|').any(|item| early.contains(&address(item)));
        let text = format!(
            "{typed} ({})\n     came:   {}\n     wanted: {}",
            judged.query,
            found.join(" "),
            judged.suggestion
        );
        (f64::from(u8::from(is_there)), text)
    };
    let scores: Vec<(f64, String)> = with_suggestion.map(score).collect();
    assert!(scores.len() >= 70, "{} suggestions are judged", scores.len());
    let mean = mean(&scores);
    assert!(mean >= WANTED, "early suggestions: {mean:.3}; missing:{}", worst(scores));
}

//! Searches of the sample catalogue.

mod guides;
mod lists;
mod numbers;
mod quality;
mod slips;
mod suggestions;
mod words;

use domain::Currency;
use shop::catalogue::ListQuery;
use testing::Bench;
use views::catalogue::Listing;

pub fn search(bench: &Bench, text: &str) -> Listing {
    let query = ListQuery::parse(&[("q".to_owned(), text.to_owned())]).unwrap();
    shop::catalogue::search(&bench.shop, &query, Currency::EUR).unwrap()
}

pub fn slugs(listing: &Listing) -> Vec<&str> {
    listing.cards.iter().map(|card| card.slug.as_str()).collect()
}

//! Search pages: filters in the words of a query, and what was left out of it.

use crate::site::{Site, on_both};

on_both!(filters_in_the_words_are_shown_with_links_that_remove_them);
async fn filters_in_the_words_are_shown_with_links_that_remove_them(site: &Site) {
    let mut browser = site.browser();
    let page = browser.get("/search?q=8+inch+dobsonian+under+600").await.is_page(200).page();
    assert_eq!(page.attrs("#results li.card h3 a", "href"), ["/products/meridian-200"]);
    let chips = ["Remove filter Aperture: 8″", "Remove filter Price: up to €600"];
    assert_eq!(page.texts("#results .chip-on"), chips);
    let links = page.attrs("#results .chip-on", "href");
    assert_eq!(links, ["/search?q=dobsonian+under+600", "/search?q=8+inch+dobsonian"]);
    assert_eq!(page.attr("#results .clear", "href"), "/search?q=dobsonian");
    let other = browser.get(&links[1]).await.is_page(200).page();
    assert_eq!(other.texts("#results .chip-on"), chips[..1]);
    assert!(!other.has(".listing-head .notice"));
}

on_both!(what_was_left_out_is_said);
async fn what_was_left_out_is_said(site: &Site) {
    let mut browser = site.browser();
    let page = browser.get("/search?q=8+inch+refractor").await.is_page(200).page();
    let links = page.attrs("#results li.card h3 a", "href");
    assert!(links.contains(&"/products/refractor-102".to_owned()), "{links:?}");
    assert!(page.says(".listing-head .notice", "No product matches your whole search."));
    assert!(page.says(".listing-head .notice", "without “8 inch”."));
    assert!(!page.has("#results .chip-on"));
    let phrase = browser.get("/search?q=%22mug+enamel%22").await.is_page(200).page();
    assert!(phrase.says(".listing-head .notice", "this exact phrase"));
    let nothing = browser.get("/search?q=xyzzyplugh").await.is_page(200).page();
    assert!(!nothing.has(".listing-head .notice"));
}

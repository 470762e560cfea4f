//! Rules for every page: one top-level heading, unique ids, and typed text never becomes markup.
#![cfg(feature = "ssr")]
#![allow(clippy::indexing_slicing, clippy::expect_used, missing_docs, dead_code)]

#[path = "../examples/gallery/sample.rs"]
mod sample;

use app::{
    Assets, CartPage, ChallengePage, Confirmation, ErrorPage, Page, PageContext, ProductPage,
    cart_drawer, render, slots, suggestions,
};
use domain::{Currency, Money, orders::OrderState};
use sample::{FilterState, Input};
use std::collections::BTreeSet;
use time::macros::datetime;
use views::{
    catalogue::Link,
    checkout::Step,
    content::{MenuGroup, ShopTexts, SiteLinks},
    notifications::{SubscriptionForm, SubscriptionState, SubscriptionView},
    withdrawal::{LocalTime, WithdrawStep},
};

fn with_context<T>(work: impl FnOnce(&PageContext<'_>) -> T) -> T {
    with_texts(&sample::texts(), &sample::links(), work)
}

fn with_links<T>(links: &SiteLinks, work: impl FnOnce(&PageContext<'_>) -> T) -> T {
    with_texts(&sample::texts(), links, work)
}

fn with_texts<T>(
    texts: &ShopTexts,
    links: &SiteLinks,
    work: impl FnOnce(&PageContext<'_>) -> T,
) -> T {
    let (menu, assets) = (
        sample::menu(),
        Assets { css: "/a.css".to_owned(), js: "/a.js".to_owned(), wasm: "/a.wasm".to_owned() },
    );
    let (seller, zones, tariffs) = (sample::seller(), sample::zones(), sample::tariffs());
    let rates = domain::pricing::rates::Rates::default();
    let context = PageContext {
        shop_name: "Perigee",
        currency: Currency::EUR,
        rates: &rates,
        currencies: &[Currency::EUR],
        base_url: "https://shop.example",
        path: "/search?q=%22%3E%3Cimg+src%3Dx%3E",
        menu: &menu,
        links,
        texts,
        assets: &assets,
        country: "DE",
        seller: &seller,
        dispatch: "DE-SH",
        zones: &zones,
        tariffs: &tariffs,
        order_years: 10,
        return_days: 30,
        withdrawal_days: 14,
        cut_off: 14,
        time_zone: "Central European time",
    };
    work(&context)
}

fn every_page() -> Vec<(String, String)> {
    with_context(pages_in)
}

fn pages_in(context: &PageContext<'_>) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let mut add =
        |name: &str, page: &dyn Page| pages.push((name.to_owned(), render(context, page)));
    add("home", &sample::home());
    add("list", &sample::listing(None, FilterState::Set));
    add("search", &sample::listing(Some("<b>\"x\""), FilterState::Unset));
    add("nothing", &sample::nothing(FilterState::Unset));
    add(
        "product",
        &ProductPage {
            product: &sample::product(),
            delivery: &sample::delivery(),
            subscription: &SubscriptionForm::default(),
            together: &sample::together(),
            draft: None,
        },
    );
    add(
        "sold out",
        &ProductPage {
            product: &sample::sold_out(),
            delivery: &sample::delivery(),
            subscription: &SubscriptionForm::default(),
            together: &sample::together(),
            draft: None,
        },
    );
    add("calculator", &sample::calculator(Input::Valid));
    add("calculator with errors", &sample::calculator(Input::Wrong));
    add(
        "cart",
        &CartPage { cart: &sample::troubled_cart(), ordered: None, together: &sample::together() },
    );
    add(
        "empty cart",
        &CartPage {
            cart: &sample::empty_cart(),
            ordered: Some("/orders/PG-000-000-000?key=a"),
            together: &[],
        },
    );
    for step in Step::ALL {
        let input = if step == Step::Contact { Input::Wrong } else { Input::Valid };
        add(step.key(), &sample::checkout(step, input));
    }
    add("confirmation", &Confirmation(&sample::order(OrderState::Placed)));
    add("order", &sample::order(OrderState::Shipped));
    add("order-delivered", &sample::order(OrderState::Delivered));
    add("track", &sample::track());
    let steps = [
        WithdrawStep::Statement,
        WithdrawStep::Confirm { key: "k".to_owned() },
        WithdrawStep::Received {
            at: LocalTime { time: datetime!(2026-11-27 14:05), zone: "x".to_owned() },
        },
    ];
    for step in steps {
        add("withdraw", &sample::withdrawal(step));
    }
    for page in &sample::content_pages() {
        add(&page.slug, page);
    }
    for state in
        [SubscriptionState::Requested, SubscriptionState::Confirmed, SubscriptionState::Ended]
    {
        let (name, path) = ("\"><b>".to_owned(), "/back-in-stock/x/end?key=\"><b>".to_owned());
        add("subscription", &SubscriptionView { state, name, confirm: path.clone(), end: path });
    }
    add(
        "challenge",
        &ChallengePage {
            reference: "\"><script>",
            state: "\"><script>",
            amount: Money::new(1, Currency::EUR),
        },
    );
    for problem in ErrorPage::ALL {
        add(&problem.status().to_string(), &problem);
    }
    pages
}

#[test]
fn every_page_has_one_top_level_heading_and_a_title() {
    for (name, html) in every_page() {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert!(html.starts_with("<!doctype html><html"), "{name}");
        assert_eq!(html.matches("<title>").count(), 1, "{name}");
    }
}

/// A merchant may have none of the pages that the program links.
#[test]
fn pages_stand_without_the_pages_that_they_link() {
    let pages = with_links(&SiteLinks::default(), pages_in);
    assert!(pages.len() > 20, "{} pages", pages.len());
    for (name, html) in pages {
        // What is listed, searched or suggested names its links itself.
        let own = ["list", "search", "nothing", "product", "sold out"].contains(&name.as_str());
        assert!(own || !html.contains("href=\"/pages/"), "{name}");
        assert!(!html.contains("agree to our"), "{name}");
        assert!(!html.contains("Something wrong?"), "{name}");
    }
    let linked: BTreeSet<String> = every_page()
        .into_iter()
        .filter(|(_, html)| html.contains("href=\"/pages/"))
        .map(|p| p.0)
        .collect();
    for name in ["review", "order", "track", "withdraw", "404", "product"] {
        assert!(linked.contains(name), "{name}");
    }
}

#[test]
fn pages_stand_without_the_merchants_texts() {
    let none = ShopTexts::default();
    let pages = with_texts(&none, &sample::links(), pages_in);
    for (name, html) in &pages {
        for own in
            ["clear night", "Clear skies", "at night", "Dobsonian, 203", "Every picture here"]
        {
            // The products of these pages have such words.
            let footer = html.split_once("<footer").map_or("", |(_, footer)| footer);
            let header = html.split_once("<main").map_or("", |(header, _)| header);
            assert!(!footer.contains(own) && !header.contains(own), "{name}: {own}");
        }
        assert!(!html.contains("<p class=\"quiet small\"></p>"), "{name}");
    }
    let page = |pages: &[(String, String)], name: &str| {
        let found = pages.iter().find(|(own, _)| own == name);
        found.expect("a page of this name").1.clone()
    };
    let home = page(&pages, "home");
    assert!(home.contains("<title>Perigee</title>"));
    assert!(!home.contains("name=\"description\""));
    assert!(home.contains("Even after you have used it<"));
    assert!(page(&pages, "product").contains("even if you have used it. We refund"));
    assert!(!page(&pages, "order-delivered").contains("Clear skies"));
    assert!(!page(&pages, "track").contains("og:image"));
    assert!(!home.contains("Two-year") && !home.contains("one working day"));
    for name in ["Light", "Dark", "Red"] {
        assert!(home.contains(&format!("<span class=\"theme-word\">{name}</span>")), "{name}");
    }
    let with_texts = every_page();
    for line in [">Your order has been delivered.</p>", ">Clear skies</p>"] {
        assert!(page(&with_texts, "order-delivered").contains(line), "{line}");
    }
    assert!(page(&with_texts, "track").contains("content=\"https://shop.example/og.png\""));
    let home = page(&with_texts, "home");
    for name in ["Paper", "Dusk", "Red light"] {
        assert!(home.contains(&format!("<span class=\"theme-word\">{name}</span>")), "{name}");
    }
    for own in [
        "<title>Perigee · telescopes and everything for a clear night</title>",
        "name=\"description\"",
        "placeholder=\"8 inch Dobsonian, 203 mm, red light …\"",
        "Even after you have used it at night<",
        "Every picture here is drawn to scale.",
        "Two-year warranty",
        "Repair, replacement or refund",
        "An answer within one working day",
    ] {
        assert!(home.contains(own), "{own}");
    }
}

/// Whatever the merchant's menu has, each once.
#[test]
fn every_footer_links_tracking_and_withdrawal() {
    let group = |hrefs: &[&str]| {
        let links =
            hrefs.iter().map(|href| Link { href: (*href).to_owned(), text: "Own".to_owned() });
        MenuGroup { label: "Own".to_owned(), links: links.collect() }
    };
    for (hrefs, own) in [
        (&[][..], 2),
        (&["/track"][..], 1),
        (&["/track?from=footer", "/withdraw#form"][..], 0),
        (&["/tracks", "/pages/withdraw"][..], 2),
    ] {
        let links = SiteLinks { roles: Vec::new(), footer: vec![group(hrefs)] };
        let html = with_links(&links, |context| render(context, &sample::home()));
        let (_, footer) = html.split_once("class=\"foot-links\"").expect("a footer");
        let (footer, _) = footer.split_once("</nav>").expect("its end");
        assert_eq!(footer.matches("<li>").count(), hrefs.len() + own, "{hrefs:?}: {footer}");
        assert!(footer.contains("/track") && footer.contains("/withdraw"), "{hrefs:?}");
        assert_eq!(footer.contains("Your order"), own > 0, "{hrefs:?}");
    }
}

#[test]
fn ids_are_unique() {
    for (name, html) in every_page() {
        let ids: Vec<_> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let once: BTreeSet<_> = ids.iter().collect();
        let twice: Vec<_> = once
            .iter()
            .filter(|id| ids.iter().filter(|other| *other == **id).count() > 1)
            .collect();
        assert!(twice.is_empty(), "{name}: {twice:?}");
    }
}

#[test]
fn labels_and_descriptions_refer_to_existing_elements() {
    for attribute in [" for=\"", " aria-describedby=\"", " aria-labelledby=\""] {
        let mut checked = 0;
        for (name, html) in every_page() {
            for targets in html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                for target in targets.split(' ').filter(|target| *target != "cart-drawer-title") {
                    assert!(
                        html.contains(&format!(" id=\"{target}\"")),
                        "{name}: {attribute}{target}"
                    );
                    checked += 1;
                }
            }
        }
        assert!(checked > 0, "no page has{attribute}");
    }
}

#[test]
fn typed_text_never_becomes_markup() {
    for (name, html) in every_page() {
        assert!(
            !html.contains("<img src=x>")
                && !html.contains("\"><script>")
                && !html.contains("<b>\"x"),
            "{name}"
        );
    }
    let mut cart = sample::cart();
    cart.lines[0].name = "<script>alert(1)</script>".to_owned();
    let drawer = cart_drawer(&cart, "<script>");
    assert!(drawer.contains("&lt;script&gt;alert(1)") && !drawer.contains("<script>"), "{drawer}");
    let mut found = sample::suggestions();
    found.products[0].name = "<i>".to_owned();
    let found = suggestions(&found);
    assert!(found.contains("&lt;i&gt;") && !found.contains("<i>"), "{found}");
}

#[test]
fn every_script_has_the_nonce_and_the_root_has_the_theme() {
    for (name, html) in every_page() {
        let scripts: Vec<_> =
            html.split("<script").skip(1).filter_map(|rest| rest.split('>').next()).collect();
        assert!(
            !scripts.is_empty() && scripts.iter().all(|tag| tag.contains(slots::nonce())),
            "{name}"
        );
        assert!(html.contains(&format!("data-theme=\"{}\"", slots::theme())), "{name}");
    }
}

/// Pictures in red light: only red, and darker than the dimmest text (`--quiet`, 236 of 255),
/// whatever the picture.
#[test]
fn red_light_makes_pictures_darker_than_text() {
    let page = every_page().into_iter().next().expect("a page").1;
    let values = page
        .split("feColorMatrix values=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a filter");
    let values: Vec<f64> =
        values.split_whitespace().filter_map(|value| value.parse().ok()).collect();
    assert!(values.len() == 20 && values[5..15].iter().all(|value| *value == 0.0), "{values:?}");
    let (red, offset) = (&values[..3], values[4]);
    let brightest = offset + red.iter().map(|value| value.max(0.0)).sum::<f64>();
    let paper = offset + red.iter().sum::<f64>() * 0.96;
    assert!(brightest < 0.65 && paper < 0.05, "brightest {brightest}, paper {paper}");
}

//! The content pages and the home page of the sample.

use crate::mail::{Folder, work};
use domain::{Currency, content::PageRole};
use testing::{Bench, on_both};
use views::content::HomeBlock;

on_both!(there_is_a_page_in_each_role, sample);
async fn there_is_a_page_in_each_role(bench: &Bench) {
    let content = &bench.shop.snapshot().content;
    for role in PageRole::ALL {
        // The addresses that the pages always had.
        let href = format!("/pages/{}", role.key());
        assert_eq!(content.links().page(role), Some(href.as_str()));
        let links = content.links().footer.iter().flat_map(|group| &group.links);
        assert_eq!(links.filter(|link| link.href == href).count(), 1, "{href}");
    }
    assert_eq!(content.pages().len(), PageRole::ALL.len());
}

on_both!(a_confirmation_has_instructions_and_form, sample);
async fn a_confirmation_has_instructions_and_form(bench: &Bench) {
    let folder = Folder::new();
    bench.order(&[("HQTGWGPNH4", 1)]).await;
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 1);
    let email = folder.emails().concat().replace("=\r\n", "").replace("=3D", "=");
    for part in [
        "withdraw from contract here (https://shop.example/withdraw).",
        "<a href=\"https://shop.example/withdraw\">",
        "I/We (*) hereby give notice",
        "Name of consumer(s):",
        "Model withdrawal form",
        "<h2>Model withdrawal form</h2>",
        "(*) Delete as appropriate.",
    ] {
        assert!(email.contains(part), "{part} is not in\n{email}");
    }
    assert!(!email.contains("{seller") && !email.contains("]("), "{email}");
}

on_both!(the_home_page_has_all_its_blocks, sample);
async fn the_home_page_has_all_its_blocks(bench: &Bench) {
    let home = shop::catalogue::home(&bench.shop, Currency::EUR);
    let mut shown = Vec::new();
    for block in &home.blocks {
        let (head, products) = match block {
            HomeBlock::Hero(hero) => {
                let buttons: Vec<_> =
                    hero.buttons.iter().map(|link| (link.href.as_str(), &*link.text)).collect();
                assert_eq!(
                    buttons,
                    [
                        ("#block-instruments", "Shop telescopes"),
                        ("#block-goals", "What do you want to see?")
                    ]
                );
                (&hero.head, hero.product.iter().collect::<Vec<_>>())
            }
            HomeBlock::Products { head, cards } => (head, cards.iter().collect()),
            HomeBlock::Guides { head, .. }
            | HomeBlock::Categories { head, .. }
            | HomeBlock::Sky { head, .. }
            | HomeBlock::Banner { head, .. }
            | HomeBlock::Text { head, .. } => (head, Vec::new()),
        };
        let products: Vec<_> = products.into_iter().map(|card| card.slug.as_str()).collect();
        let link = head.link.as_ref().map(|link| link.href.as_str());
        shown.push((head.slug.as_str(), head.title.as_str(), products, link));
    }
    let newest = shown.pop().unwrap();
    assert_eq!((newest.0, newest.1, newest.2.len()), ("newest", "New in", 4));
    assert_eq!(newest.3, Some("/search?sort=newest"));
    assert_eq!(
        shown,
        [
            ("hero", "See more on the next clear night", vec!["lowland-8-dobsonian"], None),
            ("instruments", "Shop by category", vec![], None),
            ("goals", "Shop by what you want to see", vec![], None),
            ("sky", "", vec![], None),
            (
                "first",
                "First telescopes",
                vec!["lowland-76-tabletop", "perigee-60-700", "halden-70-900", "lowland-114-900"],
                None
            ),
            (
                "featured",
                "Our favourites",
                vec![
                    "halden-102-ed",
                    "lowland-16-truss",
                    "lowland-130-tabletop",
                    "varnhem-8-sct-goto"
                ],
                None
            ),
        ]
    );
}

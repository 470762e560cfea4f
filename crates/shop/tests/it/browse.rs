//! Home, categories, products, and what a merchandiser's change does to them.

use crate::bench::{Bench, NOW, on_both};
use domain::{Currency, Money, stock::StockLevel};
use shop::{Context, Error, catalogue::ListQuery};
use views::catalogue::{EyepieceLimit, OpticsView, PAGE_SIZE, Sort};

fn query(pairs: &[(&str, &str)]) -> Result<ListQuery, Error> {
    ListQuery::parse(
        &pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<Vec<_>>(),
    )
}

on_both!(every_category_has_all_its_pages);
async fn every_category_has_all_its_pages(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    for category in &snapshot.categories {
        let first = shop::catalogue::category(
            &bench.shop,
            &category.slug,
            &query(&[]).unwrap(),
            Currency::EUR,
        )
        .await
        .unwrap();
        assert_eq!(
            (first.total, &first.title, first.page, &first.previous),
            (category.members.len(), &category.name, 1, &None)
        );
        assert_eq!(first.trail.last().unwrap().href, format!("/categories/{}", category.slug));
        let mut slugs = Vec::new();
        for page in 1..=first.pages {
            let text = page.to_string();
            let listing = shop::catalogue::category(
                &bench.shop,
                &category.slug,
                &query(&[("page", &text)]).unwrap(),
                Currency::EUR,
            )
            .await
            .unwrap();
            assert!(
                listing.cards.len() <= PAGE_SIZE
                    && (listing.next.is_some() == (page < first.pages))
            );
            assert_eq!(listing.previous.is_some(), page > 1);
            slugs.extend(listing.cards.into_iter().map(|card| card.slug));
        }
        assert_eq!(slugs.len(), first.total);
        slugs.sort();
        slugs.dedup();
        assert_eq!(slugs.len(), first.total, "{} shows a product twice", category.slug);
        let beyond = (first.pages + 1).to_string();
        let beyond = shop::catalogue::category(
            &bench.shop,
            &category.slug,
            &query(&[("page", &beyond)]).unwrap(),
            Currency::EUR,
        )
        .await;
        let last = first.next.map_or(format!("/categories/{}", category.slug), |_| {
            format!("/categories/{}?page={}", category.slug, first.pages)
        });
        assert!(matches!(beyond, Err(Error::PastEnd(path)) if path == last));
    }
}

#[test]
fn pages_that_are_none() {
    for page in ["0", "-1", "1.5", "abc", "", " 1", "99999999999999999999"] {
        assert!(matches!(query(&[("page", page)]), Err(Error::NotFound("page"))), "{page:?}");
    }
    let odd = query(&[
        ("sort", "best"),
        ("q", "  a \0 b "),
        ("brand", "x"),
        ("brand", "x"),
        ("brand", ""),
    ])
    .unwrap();
    assert_eq!(
        (odd.sort, odd.text.as_str(), odd.page, odd.filters.len()),
        (Sort::Relevance, "a b", 1, 1)
    );
    assert_eq!(query(&[("q", &"x".repeat(10_000))]).unwrap().text.len(), 200);
    let many: Vec<(String, String)> =
        (0..1000).map(|i| (format!("k{i}"), "v".to_owned())).collect();
    assert!(ListQuery::parse(&many).unwrap().filters.len() <= 40);
}

on_both!(every_order_of_a_list);
async fn every_order_of_a_list(bench: &Bench) {
    let mut by = Vec::new();
    for sort in Sort::ALL {
        assert_eq!(Sort::from_key(sort.key()), Some(sort));
        let listing = shop::catalogue::category(
            &bench.shop,
            "telescopes",
            &query(&[("sort", sort.key())]).unwrap(),
            Currency::EUR,
        )
        .await
        .unwrap();
        assert_eq!(listing.sort, sort);
        by.push(listing.cards);
    }
    let prices = |i: usize| by[i].iter().map(|card| card.price.minor).collect::<Vec<_>>();
    assert!(prices(1).is_sorted() && prices(2).iter().rev().is_sorted());
    assert!(by[4].iter().map(|card| &card.name).is_sorted());
    let snapshot = bench.shop.snapshot();
    assert!(
        by[3]
            .iter()
            .map(|card| std::cmp::Reverse(snapshot.by_slug(&card.slug).unwrap().published_at))
            .is_sorted()
    );
    // What can be bought comes first.
    assert!(by[0].iter().map(|card| !card.stock.available()).is_sorted());
}

on_both!(what_is_not_there);
async fn what_is_not_there(bench: &Bench) {
    let shop = &bench.shop;
    assert!(matches!(
        shop::catalogue::category(shop, "nothing", &query(&[]).unwrap(), Currency::EUR).await,
        Err(Error::NotFound("category"))
    ));
    assert!(matches!(
        shop::catalogue::product(shop, "nothing", None, Currency::EUR).await,
        Err(Error::NotFound("product"))
    ));
    assert!(matches!(
        shop::catalogue::product(shop, "lowland-8-dobsonian", Some("LOW-D6"), Currency::EUR).await,
        Err(Error::NotFound("variant"))
    ));
    assert!(matches!(
        shop::catalogue::product(shop, "sky-almanac-2026", None, Currency::EUR).await,
        Err(Error::Gone("product"))
    ));
    assert!(matches!(
        shop::catalogue::product(shop, "sky-almanac-2028", None, Currency::EUR).await,
        Err(Error::NotFound("product"))
    ));
    match shop::catalogue::product(shop, "lowland-203-dobsonian", None, Currency::EUR).await {
        Err(Error::Moved(slug)) => assert_eq!(slug, "lowland-8-dobsonian"),
        other => panic!("{other:?}"),
    }
    let mut tx = shop.db().begin().await.unwrap();
    store::import::redirect(&mut tx, "category", "scopes", "telescopes").await.unwrap();
    tx.commit().await.unwrap();
    assert!(
        matches!(shop::catalogue::category(shop, "scopes", &query(&[]).unwrap(), Currency::EUR).await, Err(Error::Moved(slug)) if slug == "telescopes")
    );
    // Renamed twice: one step to what is there now. Renamed in a circle, or into nothing: no
    // circle for a browser.
    let mut tx = shop.db().begin().await.unwrap();
    for (old, new) in [
        ("glasses", "scopes"),
        ("round", "about"),
        ("about", "round"),
        ("self", "self"),
        ("lost", "nowhere"),
    ] {
        store::import::redirect(&mut tx, "category", old, new).await.unwrap();
    }
    tx.commit().await.unwrap();
    for (old, new) in [
        ("glasses", Some("telescopes")),
        ("round", None),
        ("self", None),
        ("lost", Some("nowhere")),
    ] {
        let outcome =
            shop::catalogue::category(shop, old, &query(&[]).unwrap(), Currency::EUR).await;
        match new {
            Some(new) => {
                assert!(matches!(outcome, Err(Error::Moved(slug)) if slug == new), "{old}")
            }
            None => assert!(matches!(outcome, Err(Error::NotFound("category"))), "{old}"),
        }
    }
}

/// All that lists, wishes and the home page show, as text.
async fn everything(shop: &Context) -> String {
    let snapshot = shop.snapshot();
    let all = query(&[]).unwrap();
    let mut out = format!(
        "{:#?}{:#?}",
        shop::catalogue::home(shop, Currency::EUR),
        shop::catalogue::search(shop, &all, Currency::EUR).unwrap()
    );
    for category in &snapshot.categories {
        for filters in
            [&[][..], &[("stock", "sold-out")], &[("stock", "in-stock"), ("sort", "price-up")]]
        {
            out += &format!(
                "{:#?}",
                shop::catalogue::category(
                    shop,
                    &category.slug,
                    &query(filters).unwrap(),
                    Currency::USD
                )
                .await
                .ok()
            );
        }
    }
    for wish in &domain::search::intent::WISHES {
        out += &format!(
            "{:#?}",
            shop::catalogue::guide(shop, wish.slug, &all, Currency::EUR).unwrap().list
        );
    }
    out
}

on_both!(a_copy_with_other_stock_is_the_one_that_would_be_read);
async fn a_copy_with_other_stock_is_the_one_that_would_be_read(bench: &Bench) {
    let watching = bench.replica().await;
    let before = everything(&bench.shop).await;
    for (sku, quantity) in [("LOW-D8", 3), ("HAL-102ED-T", 1), ("PER-MUG", 2)] {
        bench.change(sku, 10_000, quantity).await;
    }
    shop::catalogue::refresh(&watching).await.unwrap();
    let few = watching.snapshot();
    // Sold out, one left, one that had enough, and two lines at once.
    bench.order(&[("LOW-D8", 3)]).await;
    bench.order(&[("HAL-102ED-T", 1), ("PER-MUG", 1)]).await;
    bench.order(&[("HQTGWGPNH4", 1)]).await;
    shop::catalogue::refresh(&watching).await.unwrap();
    let fresh = bench.replica().await;
    let now = everything(&fresh).await;
    assert!(
        now != before && everything(&watching).await == now && everything(&bench.shop).await == now
    );
    // Only the stock was read: all else is shared with the copy before.
    let shared = |sku: &str| {
        std::ptr::eq(few.by_sku(sku).unwrap(), watching.snapshot().by_sku(sku).unwrap())
    };
    assert!(shared("HQTGWGPNH4") && !shared("LOW-D8") && !shared("PER-MUG"));
    // Back in stock by the merchandiser, who changes more than that.
    bench.change("LOW-D8", 42_900, 9).await;
    shop::catalogue::refresh(&watching).await.unwrap();
    let fresh = bench.replica().await;
    assert_eq!(everything(&watching).await, everything(&fresh).await);
}

on_both!(variants_are_chosen);
async fn variants_are_chosen(bench: &Bench) {
    let shop = &bench.shop;
    let view = shop::catalogue::product(shop, "halden-102-ed", None, Currency::EUR).await.unwrap();
    assert_eq!(
        (
            view.variants.len(),
            view.chosen,
            view.variants[0].label.as_str(),
            view.variants[0].option.as_str()
        ),
        (2, 0, "Tube and rings", "Set")
    );
    let second =
        shop::catalogue::product(shop, "halden-102-ed", Some("HAL-102ED-S"), Currency::EUR)
            .await
            .unwrap();
    assert_eq!((second.chosen, second.variants[1].price), (1, Money::new(93_900, Currency::EUR)));
    // Without a choice the first that can be bought.
    bench.change("HAL-102ED-T", 74_900, 0).await;
    let view = shop::catalogue::product(shop, "halden-102-ed", None, Currency::EUR).await.unwrap();
    assert_eq!(
        (view.chosen, view.variants[0].stock, view.variants[1].stock),
        (1, StockLevel::SoldOut, StockLevel::Enough)
    );
}

/// The value of a specification.
fn spec<'a>(view: &'a views::catalogue::ProductView, name: &str) -> Option<&'a str> {
    view.specs
        .iter()
        .flat_map(|(_, specs)| specs)
        .find(|spec| spec.name == name)
        .map(|spec| spec.value.as_str())
}

on_both!(a_variant_brings_its_facts_and_its_picture);
async fn a_variant_brings_its_facts_and_its_picture(bench: &Bench) {
    let view =
        |sku| shop::catalogue::product(&bench.shop, "halden-90-900", Some(sku), Currency::EUR);
    let (first, second) = (view("HAL-90L-EQ").await.unwrap(), view("HAL-90L-AZ").await.unwrap());
    assert_eq!(
        (spec(&first, "Mount type"), spec(&first, "Weight")),
        (Some("Equatorial"), Some("8.6\u{a0}kg"))
    );
    assert_eq!(
        (spec(&second, "Mount type"), spec(&second, "Weight")),
        (Some("Altazimuth"), Some("6.4\u{a0}kg"))
    );
    assert_eq!(spec(&first, "Aperture"), spec(&second, "Aperture"));
    assert!(second.key_specs.iter().any(|spec| spec.value == "6.4\u{a0}kg"));
    assert!(
        first.pictures[0].alt.contains("equatorial mount")
            && second.pictures[0].alt.contains("altazimuth mount")
    );
    // What both share follows, and the other's picture stays away.
    assert_eq!((first.pictures.len(), &first.pictures[1..]), (3, &second.pictures[1..]));
    // One eyepiece of a series has a focal length, and not the range of the series.
    let one =
        shop::catalogue::product(&bench.shop, "corvane-plossl", Some("COR-PL-25"), Currency::EUR)
            .await
            .unwrap();
    assert_eq!(
        (spec(&one, "Focal length"), spec(&one, "Shortest focal length")),
        (Some("25\u{a0}mm"), None)
    );
    assert!(
        one.pictures[0].alt.contains("of 25 mm")
            && one.pictures.iter().any(|p| p.alt.contains("six focal lengths"))
    );
    assert_eq!(one.pictures.len(), 4);
    // What stands in the cart and in the order looks like what was chosen.
    let token = bench.cart(&[("HAL-90L-AZ", 1)]).await;
    assert_eq!(bench.view(&token).await.lines[0].picture.as_ref(), Some(&second.pictures[0]));
    let placed = bench.order(&[("HAL-90L-AZ", 1)]).await;
    assert_eq!(
        bench.order_by_link(&placed.link).await.lines[0].picture.as_ref(),
        Some(&second.pictures[0])
    );
}

on_both!(optics_are_computed_for_telescopes_only);
async fn optics_are_computed_for_telescopes_only(bench: &Bench) {
    let shop = &bench.shop;
    let Some(OpticsView::Night(optics)) =
        shop::catalogue::product(shop, "lowland-8-dobsonian", None, Currency::EUR)
            .await
            .unwrap()
            .optics
    else {
        panic!()
    };
    assert_eq!((optics.highest_power.as_str(), optics.splits_to.as_str()), ("406×", "0.57″"));
    assert!(optics.eyepieces.iter().all(|row| row.limit.is_none()), "{optics:?}");
    // A simple mirror bears less than its aperture promises.
    let simple =
        shop::catalogue::product(shop, "lowland-76-tabletop", None, Currency::EUR).await.unwrap();
    assert_eq!(spec(&simple, "Highest useful magnification"), Some("60×"));
    let Some(OpticsView::Night(optics)) = simple.optics else { panic!() };
    assert_eq!(optics.highest_power, "60×");
    for slug in ["tarn-fell-8x42", "the-comet-book", "corvane-uhc"] {
        assert!(
            shop::catalogue::product(shop, slug, None, Currency::EUR)
                .await
                .unwrap()
                .optics
                .is_none(),
            "{slug}"
        );
    }
}

on_both!(eyepieces_are_sold_or_in_the_box_and_marked_where_they_do_not_suit);
async fn eyepieces_are_sold_or_in_the_box_and_marked_where_they_do_not_suit(bench: &Bench) {
    let snapshot = bench.shop.snapshot();
    let mut marked = 0;
    for entry in &snapshot.products {
        let Some(OpticsView::Night(optics)) =
            shop::catalogue::product(&bench.shop, &entry.slug, None, Currency::EUR)
                .await
                .unwrap()
                .optics
        else {
            continue;
        };
        let number = |text: &str| {
            text.trim_end_matches(|c: char| !c.is_ascii_digit())
                .replace(',', "")
                .parse::<f64>()
                .unwrap()
        };
        let highest = number(&optics.highest_power);
        for row in &optics.eyepieces {
            assert!(row.in_box || row.href.is_some(), "{}: {row:?}", entry.slug);
            assert!(row.true_field.ends_with('°'), "{}: {row:?}", entry.slug);
            if let Some(href) = &row.href {
                let (path, sku) = href.split_once("?variant=").unwrap();
                assert_eq!(path, format!("/products/{}", snapshot.by_sku(sku).unwrap().slug));
            }
            let (power, pupil) = (number(&row.magnification), number(&row.exit_pupil));
            if power > highest {
                assert_eq!(row.limit, Some(EyepieceLimit::Power), "{}: {row:?}", entry.slug);
            } else if pupil > 7.0 {
                assert_eq!(row.limit, Some(EyepieceLimit::Pupil), "{}: {row:?}", entry.slug);
            }
            marked += usize::from(row.limit.is_some());
        }
        assert!(optics.eyepieces.iter().any(|row| row.limit.is_none()), "{}", entry.slug);
    }
    assert!(marked > 3, "{marked}");
    let Some(OpticsView::Night(small)) =
        shop::catalogue::product(&bench.shop, "perigee-60-700", None, Currency::EUR)
            .await
            .unwrap()
            .optics
    else {
        panic!()
    };
    let at = |power: &str| small.eyepieces.iter().find(|row| row.magnification == power).unwrap();
    assert_eq!((at("140×").limit, at("117×").limit), (Some(EyepieceLimit::Power), None));
    assert!(at("35×").in_box && at("70×").in_box, "{small:?}");
}

on_both!(a_telescope_for_the_sun_speaks_of_the_sun);
async fn a_telescope_for_the_sun_speaks_of_the_sun(bench: &Bench) {
    for (slug, disc, detail, width) in [
        ("heliard-40-ha", "3.7\u{a0}mm", "2100\u{a0}km", Some("0.07\u{a0}nm")),
        ("heliard-60-ha", "3.9\u{a0}mm", "1400\u{a0}km", Some("0.06\u{a0}nm")),
        ("heliard-50-travel", "3.3\u{a0}mm", "1700\u{a0}km", None),
    ] {
        let Some(OpticsView::Sun(sun)) =
            shop::catalogue::product(&bench.shop, slug, None, Currency::EUR).await.unwrap().optics
        else {
            panic!("{slug}")
        };
        assert_eq!(
            (
                sun.disc.as_str(),
                sun.detail.as_str(),
                sun.bandwidth.as_deref(),
                sun.filling_power.as_str()
            ),
            (disc, detail, width, "98×"),
            "{slug}"
        );
    }
}

on_both!(related_products_are_others_that_can_be_bought);
async fn related_products_are_others_that_can_be_bought(bench: &Bench) {
    for entry in bench.shop.snapshot().products.iter().take(30) {
        let view =
            shop::catalogue::product(&bench.shop, &entry.slug, None, Currency::EUR).await.unwrap();
        assert!(
            !view.related.is_empty()
                && view.related.len() <= 4
                && view.related.iter().all(|card| *card.slug != *entry.slug),
            "{}",
            entry.slug
        );
    }
}

on_both!(texts_of_merchants_bring_no_markup);
async fn texts_of_merchants_bring_no_markup(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    let brand = store::import::brand(&mut tx, "b", "<b>Brand</b>", "", NOW).await.unwrap();
    let root = store::catalogue::categories(&mut tx).await.unwrap()[0].id;
    let product = store::import::NewProduct {
        slug: "evil",
        name: "<script>alert(1)</script>",
        brand,
        categories: &[root],
        summary: "",
        description: "# Head\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](//evil.example) [z](data:text/html,x) [ok](/pages/about) **b**",
        tax_class: "standard",
        status: "published",
        published_at: Some(1),
        featured: false,
        seo_title: "",
        seo_description: "",
        attributes: "{}",
    };
    let id = store::import::product(&mut tx, &product, NOW).await.unwrap();
    let variant = store::import::NewVariant {
        sku: "EVIL",
        position: 1,
        option_name: "",
        label: "",
        price_minor: 1,
        currency: "EUR",
        stock: 1,
        weight_g: 0,
        attributes: "{}",
        picture: 1,
    };
    store::import::variant(&mut tx, id, &variant, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let html = shop::catalogue::product(&bench.shop, "evil", None, Currency::EUR)
        .await
        .unwrap()
        .description;
    for bad in ["<script", "<img", "javascript:", "\"//evil", "data:text"] {
        assert!(!html.contains(bad), "{bad} in {html}");
    }
    assert!(
        html.contains("<h3>Head</h3>")
            && html.contains("<strong>b</strong>")
            && html.contains("href=\"/pages/about\""),
        "{html}"
    );
}

on_both!(a_change_shows_after_a_look_at_the_version);
async fn a_change_shows_after_a_look_at_the_version(bench: &Bench) {
    let other = bench.replica().await;
    let price = async |shop: &Context| {
        shop::catalogue::category(shop, "dobsonians", &query(&[]).unwrap(), Currency::EUR)
            .await
            .unwrap()
            .cards
            .into_iter()
            .find(|c| c.slug == "lowland-8-dobsonian")
            .map(|c| (c.price.minor, c.stock))
    };
    assert_eq!(price(&other).await, Some((42_900, StockLevel::Enough)));
    bench.change("LOW-D8", 39_900, 2).await;
    shop::catalogue::refresh(&other).await.unwrap();
    assert_eq!(price(&other).await, Some((39_900, StockLevel::Few(2))));
    bench.set_status("lowland-8-dobsonian", "archived").await;
    shop::catalogue::refresh(&other).await.unwrap();
    assert_eq!(price(&other).await, None);
    assert!(other.snapshot().by_sku("LOW-D8").is_none());
    assert!(matches!(
        shop::catalogue::product(&other, "lowland-8-dobsonian", None, Currency::EUR).await,
        Err(Error::Gone(_))
    ));
    other.db().close().await;
}

on_both!(a_product_appears_on_its_day);
async fn a_product_appears_on_its_day(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    let brand = store::import::brand(&mut tx, "b", "Brand", "", NOW).await.unwrap();
    let root = store::catalogue::categories(&mut tx).await.unwrap()[0].id;
    let product = store::import::NewProduct {
        slug: "soon",
        name: "Soon",
        brand,
        categories: &[root],
        summary: "",
        description: "",
        tax_class: "standard",
        status: "published",
        published_at: Some(NOW + 1000),
        featured: false,
        seo_title: "",
        seo_description: "",
        attributes: "{}",
    };
    let id = store::import::product(&mut tx, &product, NOW).await.unwrap();
    let variant = store::import::NewVariant {
        sku: "SOON",
        position: 1,
        option_name: "",
        label: "",
        price_minor: 1,
        currency: "EUR",
        stock: 1,
        weight_g: 0,
        attributes: "{}",
        picture: 1,
    };
    store::import::variant(&mut tx, id, &variant, NOW).await.unwrap();
    store::catalogue::bump(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    assert!(bench.shop.snapshot().by_slug("soon").is_none());
    assert!(matches!(
        shop::catalogue::product(&bench.shop, "soon", None, Currency::EUR).await,
        Err(Error::NotFound(_))
    ));
    assert!(matches!(
        shop::cart::add(&bench.shop, None, "SOON", "1").await,
        Err(Error::NotFound(_))
    ));
    bench.advance(1000);
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    assert!(bench.shop.snapshot().by_slug("soon").is_some());
    shop::cart::add(&bench.shop, None, "SOON", "1").await.unwrap();
}

on_both!(the_home_page_offers_what_can_be_bought);
async fn the_home_page_offers_what_can_be_bought(bench: &Bench) {
    let home = shop::catalogue::home(&bench.shop, Currency::EUR);
    let hero = home.hero.unwrap();
    assert!(
        !home.featured.is_empty()
            && !home.newest.is_empty()
            && !home.first.is_empty()
            && home.categories.len() >= 8
    );
    for card in home.featured.iter().chain(&home.newest).chain(&home.first).chain([&hero]) {
        assert!(
            card.stock.available() && card.picture.is_some() && card.price.minor > 0,
            "{}",
            card.slug
        );
    }
    assert!(home.featured.iter().all(|card| card.slug != hero.slug));
    assert_eq!((home.sky.month, home.sky.month_name.as_str()), (11, "November"));
    assert!((0.0..=1.0).contains(&home.sky.illumination));
    // It is 20 November 2026: what lies ahead, and nothing that is past.
    let phases: Vec<_> =
        home.sky.phases.iter().map(|(phase, day)| (*phase, day.as_str())).collect();
    assert_eq!(
        phases,
        [
            ("full", "24 November"),
            ("last-quarter", "1 December"),
            ("new", "9 December"),
            ("first-quarter", "17 December")
        ]
    );
    assert_eq!((home.sky.shower.0, home.sky.shower.1.as_str()), ("geminids", "13 and 14 December"));
}

on_both!(every_price_in_every_currency);
async fn every_price_in_every_currency(bench: &Bench) {
    let shop = &bench.shop;
    for currency in shop.rates().currencies() {
        for card in shop::catalogue::category(shop, "telescopes", &query(&[]).unwrap(), currency)
            .await
            .unwrap()
            .cards
        {
            let view = shop::catalogue::product(shop, &card.slug, None, currency).await.unwrap();
            let least = view.variants.iter().map(|v| v.price.minor).min().unwrap();
            assert_eq!(card.price, Money::new(least, currency), "{} in {currency}", card.slug);
            assert_eq!(
                card.from,
                view.variants.iter().any(|v| v.price.minor > least),
                "{}",
                card.slug
            );
        }
    }
}

on_both!(accessories_are_beside_what_they_connect_to);
async fn accessories_are_beside_what_they_connect_to(bench: &Bench) {
    let related = async |slug: &str| {
        let view = shop::catalogue::product(&bench.shop, slug, None, Currency::EUR).await.unwrap();
        view.related.into_iter().map(|card| card.slug).collect::<Vec<_>>()
    };
    let adapter = related("corvane-t2-adapter").await;
    for stranger in
        ["nattlys-dew-strap", "perigee-blower", "perigee-cleaning-kit", "nattlys-book-light"]
    {
        assert!(!adapter.iter().any(|slug| slug == stranger), "{adapter:?}");
    }
    assert_eq!(adapter.len(), 4);
    let collimator = related("corvane-laser-collimator").await;
    assert_eq!(collimator[0], "corvane-cheshire", "{collimator:?}");
    assert!(collimator.iter().skip(1).all(|slug| slug.starts_with("lowland-")), "{collimator:?}");
    assert_eq!(related("nattlys-dew-strap").await[0], "nattlys-power-tank");
}

on_both!(what_one_needs_beside_it);
async fn what_one_needs_beside_it(bench: &Bench) {
    let needs = async |slug: &str| {
        shop::catalogue::product(&bench.shop, slug, None, Currency::EUR).await.unwrap().needs
    };
    let dobsonian = needs("lowland-8-dobsonian").await;
    let cheshire = dobsonian
        .iter()
        .find(|need| need.card.as_ref().is_some_and(|card| card.slug == "corvane-cheshire"))
        .unwrap();
    assert_eq!(cheshire.sku.as_deref(), Some("COR-CHE"));
    assert!(cheshire.why.contains("mirrors") && cheshire.card.as_ref().unwrap().price.minor > 0);
    // It has a laser in its box.
    assert!(needs("lowland-10-dobsonian").await.is_empty());
    // Said in words where the shop does not sell it.
    let adapter = needs("corvane-t2-adapter").await;
    assert!(
        adapter.iter().any(|need| need.card.is_none() && need.why.contains("T-ring")),
        "{adapter:?}"
    );
    // A variant that suits, at its own price.
    let strap = needs("varnhem-127-mak")
        .await
        .into_iter()
        .find(|need| need.sku.as_deref() == Some("NAT-DEW-130"))
        .unwrap();
    let card = strap.card.unwrap();
    assert_eq!((card.price.minor, card.from), (3_500, false));
    // What is sold out has no button.
    let tripod = needs("tarn-fell-15x70").await;
    assert!(tripod.iter().all(|need| need.sku.is_none()), "{tripod:?}");
    assert!(needs("moon-globe").await.is_empty());
}

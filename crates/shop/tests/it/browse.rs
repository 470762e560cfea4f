//! Home page, categories, products, and how a merchandiser's change affects them.

use domain::{
    Currency, Money,
    catalogue::ProductStatus,
    sky::{MoonPhase, Shower},
    stock::StockLevel,
    tax::TaxClass,
};
use shop::{
    Context,
    cart::AddError,
    catalogue::{CategoryError, Freshness, ListQuery, NoSuchPage, PastEnd, ProductError},
};
use store::catalogue::{NewBrand, NewProduct};
use testing::{
    Bench, CategoryBuilder, NOW, ProductBuilder, VariantBuilder, calls, fixture, on_both,
};
use time::macros::date;
use views::{
    catalogue::{OpticsView, PAGE_SIZE, Sort},
    content::{HomeBlock, SkyView},
};

fn query(pairs: &[(&str, &str)]) -> Result<ListQuery, NoSuchPage> {
    ListQuery::parse(
        &pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<Vec<_>>(),
    )
}

on_both!(every_category_has_all_its_pages);
async fn every_category_has_all_its_pages(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    let snapshot = bench.shop.snapshot();
    assert!(snapshot.category("telescopes").unwrap().members.len() > 2 * PAGE_SIZE);
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
        assert_eq!(
            first.breadcrumbs.last().unwrap().href,
            format!("/categories/{}", category.slug)
        );
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
            slugs.extend(listing.cards.into_iter().map(|card| card.slug.clone()));
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
        assert!(matches!(beyond, Err(CategoryError::PastEnd(PastEnd(path))) if path == last));
    }
}

#[test]
fn invalid_page_numbers() {
    for page in ["0", "-1", "1.5", "abc", "", " 1", "99999999999999999999"] {
        assert!(matches!(query(&[("page", page)]), Err(NoSuchPage)), "{page:?}");
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
    assert_eq!(ListQuery::parse(&many).unwrap().filters.len(), 40);
}

on_both!(every_sort_order);
async fn every_sort_order(bench: &Bench) {
    bench.add(&fixture::listing()).await;
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
        assert_eq!((listing.sort, listing.cards.len()), (sort, PAGE_SIZE));
        by.push(listing.cards);
    }
    let prices = |i: usize| by[i].iter().map(|card| card.price.minor).collect::<Vec<_>>();
    assert!(prices(1).is_sorted() && prices(2).iter().rev().is_sorted());
    assert!(prices(1)[0] < prices(2)[0], "{:?} {:?}", prices(1), prices(2));
    assert!(by[4].iter().map(|card| &card.name).is_sorted());
    let snapshot = bench.shop.snapshot();
    assert!(
        by[3]
            .iter()
            .map(|card| std::cmp::Reverse(snapshot.by_slug(&card.slug).unwrap().published_at))
            .is_sorted()
    );
    // Available products come first.
    assert!(by[0].iter().map(|card| !card.stock.available()).is_sorted());
}

on_both!(unknown_and_renamed_slugs);
async fn unknown_and_renamed_slugs(bench: &Bench) {
    let shop = &bench.shop;
    assert!(matches!(
        shop::catalogue::category(shop, "nothing", &query(&[]).unwrap(), Currency::EUR).await,
        Err(CategoryError::NoSuchCategory)
    ));
    assert!(matches!(
        shop::catalogue::product(shop, "nothing", None, Currency::EUR).await,
        Err(ProductError::NoSuchProduct)
    ));
    assert!(matches!(
        shop::catalogue::product(shop, "meridian-200", Some("SCOPE-150"), Currency::EUR).await,
        Err(ProductError::NoSuchVariant)
    ));
    assert!(matches!(
        shop::catalogue::product(shop, "almanac-old", None, Currency::EUR).await,
        Err(ProductError::Gone)
    ));
    assert!(matches!(
        shop::catalogue::product(shop, "almanac-next", None, Currency::EUR).await,
        Err(ProductError::NoSuchProduct)
    ));
    match shop::catalogue::product(shop, "meridian-203", None, Currency::EUR).await {
        Err(ProductError::Moved(slug)) => assert_eq!(slug, "meridian-200"),
        other => panic!("{other:?}"),
    }
    let mut tx = shop.db().begin().await.unwrap();
    store::catalogue::put_redirect(
        &mut tx,
        domain::catalogue::RedirectKind::Category,
        "scopes",
        "telescopes",
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(
        shop::catalogue::category(shop, "scopes", &query(&[]).unwrap(), Currency::EUR).await,
        Err(CategoryError::Moved(slug)) if slug == "telescopes"
    ));
    // Renamed twice: one redirect to the current slug. Renamed in a circle, or to an unknown slug:
    // no redirect.
    let mut tx = shop.db().begin().await.unwrap();
    for (old, new) in [
        ("glasses", "scopes"),
        ("round", "about"),
        ("about", "round"),
        ("self", "self"),
        ("lost", "nowhere"),
    ] {
        store::catalogue::put_redirect(
            &mut tx,
            domain::catalogue::RedirectKind::Category,
            old,
            new,
        )
        .await
        .unwrap();
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
                assert!(matches!(outcome, Err(CategoryError::Moved(slug)) if slug == new), "{old}")
            }
            None => assert!(matches!(outcome, Err(CategoryError::NoSuchCategory)), "{old}"),
        }
    }
}

/// Everything that lists, guides and the home page show, as text.
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
    for slug in snapshot.guide_slugs() {
        out += &format!("{:#?}", shop::catalogue::guide(shop, slug, &all, Currency::EUR).unwrap());
    }
    out
}

on_both!(a_copy_with_new_stock_equals_a_reload);
async fn a_copy_with_new_stock_equals_a_reload(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    let watching = bench.replica().await;
    let before = everything(&bench.shop).await;
    for (sku, quantity) in [("SCOPE-200", 3), ("REFRACTOR-TUBE", 1), ("MUG", 2)] {
        bench.change(sku, 10_000, quantity).await;
    }
    shop::catalogue::refresh(&watching).await.unwrap();
    let few = watching.snapshot();
    // Sold out, one left, one with enough, and two lines at once.
    bench.order(&[("SCOPE-200", 3)]).await;
    bench.order(&[("REFRACTOR-TUBE", 1), ("MUG", 1)]).await;
    bench.order(&[("BOOK", 1)]).await;
    shop::catalogue::refresh(&watching).await.unwrap();
    let fresh = bench.replica().await;
    let now = everything(&fresh).await;
    assert!(
        now != before && everything(&watching).await == now && everything(&bench.shop).await == now
    );
    // Only the stock was read; everything else is shared with the previous copy.
    let shared = |sku: &str| {
        std::ptr::eq(few.by_sku(sku).unwrap(), watching.snapshot().by_sku(sku).unwrap())
    };
    assert!(shared("BOOK") && !shared("SCOPE-200") && !shared("MUG"));
    // Restocked by a merchandiser, who changes other things as well.
    bench.change("SCOPE-200", 42_900, 9).await;
    shop::catalogue::refresh(&watching).await.unwrap();
    let fresh = bench.replica().await;
    assert_eq!(everything(&watching).await, everything(&fresh).await);
}

on_both!(variants_are_chosen);
async fn variants_are_chosen(bench: &Bench) {
    let shop = &bench.shop;
    let view = shop::catalogue::product(shop, "refractor-102", None, Currency::EUR).await.unwrap();
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
        shop::catalogue::product(shop, "refractor-102", Some("REFRACTOR-SET"), Currency::EUR)
            .await
            .unwrap();
    assert_eq!((second.chosen, second.variants[1].price), (1, Money::new(93_900, Currency::EUR)));
    // By default the first one available.
    bench.change("REFRACTOR-TUBE", 74_900, 0).await;
    let view = shop::catalogue::product(shop, "refractor-102", None, Currency::EUR).await.unwrap();
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
        .and_then(|spec| spec.value.text())
}

on_both!(a_variant_has_its_own_specifications_and_picture);
async fn a_variant_has_its_own_specifications_and_picture(bench: &Bench) {
    let variant = VariantBuilder::new;
    let series = ProductBuilder::new("plossl")
        .spec("focal_length_min", 6.0)
        .picture("Six focal lengths")
        .variant(variant("PL-32").spec("focal_length", 32.0).without("focal_length_min"))
        .variant(variant("PL-25").spec("focal_length", 25.0).without("focal_length_min"));
    bench.add(&[series]).await;
    let view = async |slug, sku| {
        shop::catalogue::product(&bench.shop, slug, Some(sku), Currency::EUR).await.unwrap()
    };
    let first = view("refractor-102", "REFRACTOR-TUBE").await;
    let second = view("refractor-102", "REFRACTOR-SET").await;
    assert_eq!((spec(&first, "Mount type"), spec(&first, "Weight")), (None, Some("4\u{a0}kg")));
    assert_eq!(
        (spec(&second, "Mount type"), spec(&second, "Weight")),
        (Some("Altazimuth"), Some("9\u{a0}kg"))
    );
    assert_eq!(spec(&first, "Aperture"), Some("102\u{a0}mm"));
    assert_eq!(spec(&first, "Aperture"), spec(&second, "Aperture"));
    assert!(second.key_specs.iter().any(|spec| spec.value.text() == Some("9\u{a0}kg")));
    let alts = |view: &views::catalogue::ProductView| {
        view.pictures.iter().map(|one| one.picture.alt.clone()).collect::<Vec<_>>()
    };
    // Shared pictures follow; the other variant's is omitted.
    assert_eq!(alts(&first), ["From the side", "From above"]);
    assert_eq!(alts(&second), ["On its tripod", "From above"]);
    // A variant of a series has one focal length, not the series' range.
    let one = view("plossl", "PL-25").await;
    assert_eq!(
        (spec(&one, "Focal length"), spec(&one, "Shortest focal length")),
        (Some("25\u{a0}mm"), None)
    );
    // Cart and order show the picture of the chosen variant.
    let token = bench.cart(&[("REFRACTOR-SET", 1)]).await;
    assert_eq!(
        bench.view(&token).await.lines[0].picture.as_ref(),
        Some(&second.pictures[0].picture)
    );
    let placed = bench.order(&[("REFRACTOR-SET", 1)]).await;
    assert_eq!(
        bench.order_by_link(&placed.link).await.lines[0].picture.as_ref(),
        Some(&second.pictures[0].picture)
    );
}

on_both!(optics_are_computed_for_telescopes_only);
async fn optics_are_computed_for_telescopes_only(bench: &Bench) {
    // A simple mirror supports less magnification than its aperture suggests.
    let simple = ProductBuilder::new("simple-76")
        .category("telescopes")
        .spec("aperture", 76.0)
        .spec("focal_length", 300.0)
        .spec("useful_magnification", 60.0);
    let solar = |slug, only: bool| {
        ProductBuilder::new(slug)
            .category("telescopes")
            .spec("aperture", 50.0)
            .spec("focal_length", 400.0)
            .spec("sun_only", only)
    };
    bench.add(&[simple, solar("sun-50", true), solar("both-50", false)]).await;
    let view = async |slug| {
        shop::catalogue::product(&bench.shop, slug, None, Currency::EUR).await.unwrap()
    };
    let Some(OpticsView::Night(optics)) = view("meridian-200").await.optics else { panic!() };
    assert_eq!((optics.highest_power, optics.splits_to), (400.0, 0.58));
    let simple = view("simple-76").await;
    assert_eq!(spec(&simple, "Highest useful magnification"), Some("60×"));
    let Some(OpticsView::Night(optics)) = simple.optics else { panic!() };
    assert_eq!(optics.highest_power, 60.0);
    assert!(matches!(view("sun-50").await.optics, Some(OpticsView::Sun(_))));
    assert!(matches!(view("both-50").await.optics, Some(OpticsView::Night(_))));
    for slug in ["red-torch", "pocket-guide", "deep-sky-camera"] {
        assert!(view(slug).await.optics.is_none(), "{slug}");
    }
}

on_both!(related_products_are_available_ones);
async fn related_products_are_available_ones(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    let snapshot = bench.shop.snapshot();
    let telescopes = &snapshot.category("telescopes").unwrap().members;
    assert!(telescopes.len() > 30);
    for &i in telescopes.iter().take(30) {
        let entry = &snapshot.products[i as usize];
        let view =
            shop::catalogue::product(&bench.shop, &entry.slug, None, Currency::EUR).await.unwrap();
        assert!(
            !view.related.is_empty()
                && view.related.len() <= 4
                && view
                    .related
                    .iter()
                    .all(|card| *card.slug != *entry.slug && card.stock.available()),
            "{}",
            entry.slug
        );
    }
}

on_both!(merchants_texts_cannot_contain_html);
async fn merchants_texts_cannot_contain_html(bench: &Bench) {
    let evil = ProductBuilder::new("evil")
        .brand("b", "<b>Brand</b>")
        .name("<script>alert(1)</script>")
        .description(
            "# Head\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> \
             [x](javascript:alert(1)) [y](//evil.example) [z](data:text/html,x) \
             [ok](/pages/about) **b** ![p](https://evil.example/p.png) <a@good.example> \
             [mail](mailto:b@good.example) [http](http://good.example/)",
        );
    bench.add(&[evil]).await;
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
    // Links as on pages.
    for href in ["mailto:a@good.example", "mailto:b@good.example", "http://good.example/"] {
        assert!(html.contains(&format!("href=\"{href}\"")), "{href} is not in {html}");
    }
}

on_both!(a_change_shows_after_a_refresh);
async fn a_change_shows_after_a_refresh(bench: &Bench) {
    let other = bench.replica().await;
    let price = async |shop: &Context| {
        shop::catalogue::category(shop, "dobsonians", &query(&[]).unwrap(), Currency::EUR)
            .await
            .unwrap()
            .cards
            .into_iter()
            .find(|c| c.slug == "meridian-200")
            .map(|c| (c.price.minor, c.stock))
    };
    assert_eq!(price(&other).await, Some((42_900, StockLevel::Enough)));
    bench.change("SCOPE-200", 39_900, 2).await;
    shop::catalogue::refresh(&other).await.unwrap();
    assert_eq!(price(&other).await, Some((39_900, StockLevel::Few(2))));
    bench.set_status("meridian-200", "archived").await;
    shop::catalogue::refresh(&other).await.unwrap();
    assert_eq!(price(&other).await, None);
    assert!(other.snapshot().by_sku("SCOPE-200").is_none());
    assert!(matches!(
        shop::catalogue::product(&other, "meridian-200", None, Currency::EUR).await,
        Err(ProductError::Gone)
    ));
    other.db().close().await;
}

on_both!(a_scheduled_product_appears_on_its_date);
async fn a_scheduled_product_appears_on_its_date(bench: &Bench) {
    bench.add(&[ProductBuilder::new("soon").published_at(NOW + 1000)]).await;
    assert!(bench.shop.snapshot().by_slug("soon").is_none());
    assert!(matches!(
        shop::catalogue::product(&bench.shop, "soon", None, Currency::EUR).await,
        Err(ProductError::NoSuchProduct)
    ));
    assert!(matches!(
        calls::add(&bench.shop, None, "SOON", "1").await,
        Err(AddError::NoSuchProduct)
    ));
    bench.advance(1000);
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    assert!(bench.shop.snapshot().by_slug("soon").is_some());
    calls::add(&bench.shop, None, "SOON", "1").await.unwrap();
}

on_both!(the_home_page_offers_available_products);
async fn the_home_page_offers_available_products(bench: &Bench) {
    let home = shop::catalogue::home(&bench.shop, Currency::EUR);
    assert_eq!(home.heading(), Some(0));
    let mut offered = Vec::new();
    for block in &home.blocks {
        match block {
            HomeBlock::Hero(hero) => offered.extend(hero.product.clone()),
            HomeBlock::Products { cards, .. } => {
                assert!((1..=4).contains(&cards.len()));
                offered.extend(cards.iter().cloned());
            }
            HomeBlock::Guides { guides, .. } => assert_eq!(guides.len(), 2),
            HomeBlock::Categories { categories, .. } => assert_eq!(categories.len(), 6),
            HomeBlock::Sky { sky, .. } => is_the_sky_of_the_20th_of_november(sky),
            HomeBlock::Banner { .. } | HomeBlock::Text { .. } => panic!("{block:?}"),
        }
    }
    assert_eq!(home.blocks.len(), fixture::home().len());
    for card in &offered {
        assert!(
            card.stock.available() && card.picture.is_some() && card.price.minor > 0,
            "{}",
            card.slug
        );
    }
    let first = offered.first().map(|card| card.slug.as_str());
    assert_eq!(first, Some("meridian-200"), "the hero's first product");
    // The next one when it is sold out.
    bench.change("SCOPE-200", 42_900, 0).await;
    let home = shop::catalogue::home(&bench.shop, Currency::EUR);
    let HomeBlock::Hero(hero) = &home.blocks[0] else { panic!("{home:?}") };
    assert_eq!(hero.product.as_ref().map(|card| card.slug.as_str()), Some("refractor-102"));
}

/// Upcoming events only.
fn is_the_sky_of_the_20th_of_november(sky: &SkyView) {
    assert_eq!(sky.month, 11);
    assert!((0.0..=1.0).contains(&sky.illumination));
    assert_eq!(
        sky.phases,
        [
            (MoonPhase::Full, date!(2026 - 11 - 24)),
            (MoonPhase::LastQuarter, date!(2026 - 12 - 01)),
            (MoonPhase::New, date!(2026 - 12 - 09)),
            (MoonPhase::FirstQuarter, date!(2026 - 12 - 17))
        ]
    );
    assert_eq!(sky.shower, Shower { key: "geminids", month: 12, first: 13, last: 14 });
}

on_both!(every_price_in_every_currency);
async fn every_price_in_every_currency(bench: &Bench) {
    bench.add(&fixture::listing()).await;
    let shop = &bench.shop;
    for currency in shop.rates().currencies() {
        let list = shop::catalogue::category(shop, "telescopes", &query(&[]).unwrap(), currency)
            .await
            .unwrap();
        assert_eq!(list.cards.len(), PAGE_SIZE, "{currency}");
        for card in list.cards {
            let view = shop::catalogue::product(shop, &card.slug, None, currency).await.unwrap();
            let lowest = view.variants.iter().map(|v| v.price.minor).min().unwrap();
            assert_eq!(card.price, Money::new(lowest, currency), "{} in {currency}", card.slug);
            assert_eq!(
                card.from,
                view.variants.iter().any(|v| v.price.minor > lowest),
                "{}",
                card.slug
            );
        }
    }
}

/// Replaces the attributes of a product by a text that seeding would reject.
async fn write_attributes(bench: &Bench, slug: &str, text: &str) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    let sql = "UPDATE products SET attributes = $1 WHERE slug = $2";
    match store::Executor::connection(&mut tx) {
        store::ConnectionRef::Sqlite(c) => {
            sqlx::query::<sqlx::Sqlite>(sql).bind(text).bind(slug).execute(c).await.unwrap();
        }
        store::ConnectionRef::Postgres(c) => {
            sqlx::query::<sqlx::Postgres>(sql).bind(text).bind(slug).execute(c).await.unwrap();
        }
    }
    store::catalogue::bump(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

on_both!(a_version_with_an_unreadable_row_is_tried_less_and_less_often);
async fn a_version_with_an_unreadable_row_is_tried_less_and_less_often(bench: &Bench) {
    bench.add(&[ProductBuilder::new("lamp")]).await;
    let before = bench.shop.snapshot().generation;
    let refresh = async || match shop::catalogue::refresh(&bench.shop).await {
        Ok(Freshness::Latest) => "latest".to_owned(),
        Ok(Freshness::Postponed) => "postponed".to_owned(),
        Err(error) => error.to_string(),
    };
    write_attributes(bench, "lamp", "{").await;
    let error = "attributes of lamp cannot be read";
    for (later, expected) in [
        (0, error),
        (0, "postponed"),
        (499, "postponed"),
        (1, error),
        (999, "postponed"),
        (1, error),
        (1_999, "postponed"),
    ] {
        bench.advance(later);
        assert_eq!(refresh().await, expected, "after {later} ms");
    }
    // Requests do not load it either.
    shop::catalogue::refresh_soon(&bench.shop).await.unwrap();
    assert_eq!(bench.shop.snapshot().generation, before);
    // Another version is tried at once.
    write_attributes(bench, "lamp", "[]").await;
    assert_eq!(refresh().await, error);
    assert_eq!(refresh().await, "postponed");
    write_attributes(bench, "lamp", "{}").await;
    assert_eq!(refresh().await, "latest");
    assert_ne!(bench.shop.snapshot().generation, before);
}

on_both!(sales_do_not_shorten_the_wait_for_an_unreadable_version);
async fn sales_do_not_shorten_the_wait_for_an_unreadable_version(bench: &Bench) {
    bench.add(&[ProductBuilder::new("lamp")]).await;
    let refresh = async || shop::catalogue::refresh(&bench.shop).await;
    let stock = || bench.shop.snapshot().by_sku("GLOBE").map(|entry| entry.stock());
    write_attributes(bench, "lamp", "{").await;
    assert!(refresh().await.is_err());
    let before = (stock(), bench.shop.snapshot().version);
    bench.order(&[("GLOBE", 4)]).await;
    assert_eq!(refresh().await.unwrap(), Freshness::Postponed);
    assert_ne!(stock(), before.0, "its stock is shown all the same");
    assert_eq!(bench.shop.snapshot().version, before.1, "it still lacks the other change");
    bench.advance(500);
    assert!(refresh().await.is_err(), "it is tried again when it would have been");
    bench.advance(999);
    assert_eq!(refresh().await.unwrap(), Freshness::Postponed, "and then less often");
    write_attributes(bench, "lamp", "{}").await;
    assert_eq!(refresh().await.unwrap(), Freshness::Latest);
    assert!(bench.shop.snapshot().version > before.1 + 1);
}

on_both!(a_product_without_variants_is_left_out);
/// A merchandiser may publish it too early: that must not keep the shop from its catalogue.
async fn a_product_without_variants_is_left_out(bench: &Bench) {
    let before = bench.shop.snapshot().products.len();
    let mut tx = bench.shop.db().begin().await.unwrap();
    let brand = NewBrand { slug: "halden", name: "Halden", story: "" };
    let brand = store::catalogue::put_brand(&mut tx, brand, NOW).await.unwrap();
    let category = CategoryBuilder::new("unfinished").build(&mut tx).await;
    let product = NewProduct {
        slug: "without-variants",
        name: "Without variants",
        brand,
        categories: &[category],
        summary: "",
        description: "",
        tax_class: TaxClass::Standard,
        status: ProductStatus::Published,
        published_at: Some(NOW),
        featured: false,
        seo_title: "",
        seo_description: "",
        attributes: "{}",
    };
    store::catalogue::put_product(&mut tx, &product, NOW).await.unwrap();
    store::catalogue::bump(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    let snapshot = bench.shop.snapshot();
    assert_eq!(snapshot.products.len(), before);
    assert!(snapshot.category("unfinished").unwrap().members.is_empty());
    assert!(matches!(
        shop::catalogue::product(&bench.shop, "without-variants", None, Currency::EUR).await,
        Err(ProductError::NoSuchProduct)
    ));
}

//! The desk's pages of products, through the real router.

use crate::{
    admin::{desk, signed_in},
    site::{Answer, Browser, Page, Site},
};
use domain::{catalogue::ProductStatus, staff::Role};
use shop::{
    catalogue::desk::{self as desk_reads, DeskProduct},
    pricing::undo_prices,
    staff::Actor,
};
use store::Uuid;
use testing::{ProductBuilder, statements};
use views::routes;

type Posted = Vec<(String, String)>;

async fn id_of(site: &Site, slug: &str) -> Uuid {
    let mut conn = site.shop.db().read().await.unwrap();
    store::catalogue::product_id(&mut conn, slug).await.unwrap().unwrap()
}

async fn stored(site: &Site, slug: &str) -> DeskProduct {
    let id = id_of(site, slug).await;
    desk_reads::product(&site.shop, &Actor::operator("test"), id).await.unwrap()
}

async fn address(site: &Site, slug: &str) -> String {
    routes::admin_product(&id_of(site, slug).await.to_string())
}

/// What a browser would post of a form, without its buttons.
fn posted(page: &Page, form: &str) -> Posted {
    let mut fields = Vec::new();
    for control in page.all(&format!("{form} input, {form} select, {form} textarea")) {
        let Some(name) = control.attr("name") else { continue };
        let value = control.attr("value").unwrap_or_default().to_owned();
        let value = match (control.value().name(), control.attr("type").unwrap_or_default()) {
            ("input", "checkbox" | "radio") if control.attr("checked").is_none() => continue,
            ("select", _) => {
                let options: Vec<_> = control
                    .descendants()
                    .filter_map(scraper::ElementRef::wrap)
                    .filter(|element| element.value().name() == "option")
                    .collect();
                let chosen = options.iter().find(|option| option.attr("selected").is_some());
                let chosen = chosen.or(options.first());
                chosen.and_then(|option| option.attr("value")).unwrap_or_default().to_owned()
            }
            ("textarea", _) => {
                let text = control.text().collect::<String>();
                text.strip_prefix('\n').unwrap_or(&text).to_owned()
            }
            _ => value,
        };
        fields.push((name.to_owned(), value));
    }
    fields
}

/// The same with other values.
fn with(mut fields: Posted, values: &[(&str, &str)]) -> Posted {
    for (name, value) in values {
        fields.retain(|(own, _)| own != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

async fn post(browser: &mut Browser<'_>, path: &str, fields: &Posted) -> Answer {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &fields).await
}

/// Opens a product and saves it with other values.
async fn save(browser: &mut Browser<'_>, path: &str, values: &[(&str, &str)]) -> Answer {
    let page = browser.get(path).await.is(200).page();
    post(browser, path, &with(posted(&page, "main form.form"), values)).await
}

#[tokio::test]
async fn the_list_is_searched_filtered_and_paged_by_its_address() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let names = |answer: &Answer| answer.page().texts("table.data tbody .cell-name");
    let all = browser.get(routes::ADMIN_PRODUCTS).await;
    assert_eq!(all.is(200).page().count("table.data tbody tr"), 15);
    assert_eq!(all.header("cache-control"), "no-store");
    for (query, expected) in [
        ("q=SCOPE-200", &["Meridian 200 Dobsonian"][..]),
        ("q=meridian-203", &["Meridian 200 Dobsonian"]),
        ("status=draft", &["Almanac of next year"]),
        ("q=almanac&status=archived", &["Almanac of last year"]),
        ("missing=picture&sort=name", &["Almanac of last year", "Almanac of next year"]),
    ] {
        let found = browser.get(&format!("{}?{query}", routes::ADMIN_PRODUCTS)).await;
        assert_eq!(names(found.is(200)), expected, "{query}");
    }
    let nothing = browser.get("/admin/products?q=xyzzy").await;
    assert_eq!(nothing.page().text(".empty h2"), "Nothing matches");
    browser.get("/admin/products?after=nowhere").await.is(404);
    // A row leads to its product and back to itself.
    let found = browser.get("/admin/products?q=mug&sort=updated").await.page();
    let href = found.attr("table.data .cell-name", "href");
    let row = found.attr("table.data .cell-main", "id");
    let product = browser.get(&href).await.is(200).page();
    assert_eq!(product.attr("a.back", "href"), format!("/admin/products?q=mug&sort=updated#{row}"));
    // The search of the top bar finds the one product, or lists several.
    let mug = address(&site, "enamel-mug").await;
    browser.get("/admin/search?q=MUG").await.leads_to(&mug);
    browser.get("/admin/search?q=scope").await.leads_to("/admin/products?q=scope");
    let many: Vec<ProductBuilder> =
        (0..100).map(|i| ProductBuilder::new(&format!("lens-{i:03}"))).collect();
    site.add_products(&many).await;
    let first = browser.get("/admin/products?q=lens").await;
    assert!(first.body.len() <= 60_000, "{} bytes", first.body.len());
    let mut seen = names(&first);
    let mut next = first.page().attr(".pager [rel='next']", "href");
    loop {
        let page = browser.get(&next).await;
        seen.extend(names(page.is(200)));
        if !page.page().has(".pager [rel='next']") {
            break;
        }
        next = page.page().attr(".pager [rel='next']", "href");
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 100);
}

#[tokio::test]
async fn pages_cost_the_same_statements_however_many_rows_they_have() {
    let site = desk().await;
    let path = address(&site, "refractor-102").await;
    let counts = async || {
        let mut browser = signed_in(&site, Role::Merchandiser);
        let list = statements(async || drop(browser.get(routes::ADMIN_PRODUCTS).await)).await;
        let mut browser = signed_in(&site, Role::Merchandiser);
        let product = statements(async || drop(browser.get(&path).await)).await;
        [list, product]
    };
    let before = counts().await;
    let many: Vec<ProductBuilder> =
        (0..60).map(|i| ProductBuilder::new(&format!("lens-{i:03}"))).collect();
    site.add_products(&many).await;
    assert_eq!(counts().await, before);
}

#[tokio::test]
async fn a_save_changes_what_was_changed_and_nothing_else() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let path = address(&site, "enamel-mug").await;
    let before = stored(&site, "enamel-mug").await;
    let page = browser.get(&path).await.is(200).page();
    // Units are sold while the form is open.
    site.change("MUG", 1_600, 40).await;
    let fields = with(posted(&page, "main form.form"), &[("summary", "Holds tea.")]);
    post(&mut browser, &path, &fields).await.leads_to(&path);
    let after = stored(&site, "enamel-mug").await;
    let mut expected = before.fields.clone();
    expected.insert("summary".to_owned(), "Holds tea.".to_owned());
    assert_eq!(after.fields, expected);
    assert_eq!(site.stock("MUG").await, 40);
    assert_eq!(after.variants[0].fields, before.variants[0].fields);
    let page = browser.get(&path).await.page();
    assert!(page.says(".toasts", "Saved.") && page.has(".toasts form"), "with Undo");
    // Nothing changed: nothing is saved.
    save(&mut browser, &path, &[]).await.leads_to(&path);
    assert_eq!(stored(&site, "enamel-mug").await.version, after.version);
    // The address follows the name, and the old one leads to it.
    save(&mut browser, &path, &[("name", "Blue cup")]).await.leads_to(&path);
    assert!(browser.get(&path).await.says("/products/enamel-mug now leads to /products/blue-cup"));
    let old = site.browser().get("/products/enamel-mug").await;
    assert_eq!((old.status, old.header("location")), (308, "/products/blue-cup"));
    // Unless that is not wanted.
    let page = browser.get(&path).await.page();
    let mut fields = with(posted(&page, "main form.form"), &[("name", "Green cup")]);
    fields.retain(|(name, _)| name != "slug-follows");
    post(&mut browser, &path, &fields).await.leads_to(&path);
    assert_eq!(stored(&site, "blue-cup").await.fields["name"], "Green cup");
}

#[tokio::test]
async fn every_field_of_the_page_is_saved_by_itself() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let path = address(&site, "refractor-102").await;
    let variant = stored(&site, "refractor-102").await.variants[0].id;
    let own = |field: &str| format!("variant.{variant}.{field}");
    for (field, value, key, expected) in [
        ("also", "gifts", "categories", "refractors|gifts"),
        ("main-category", "telescopes", "categories", "telescopes|gifts"),
        ("featured", "", "featured", "no"),
        ("tax_class", "books", "tax_class", "books"),
        ("unpublish_at", "2099-01-01T08:00", "unpublish_at", "2099-01-01T08:00"),
        ("attr.aperture", "103", "attr.aperture", "103"),
        ("related", "enamel-mug\nred-torch", "related", "enamel-mug|red-torch"),
        ("in_box", "red-torch*2", "in_box", "red-torch*2"),
        ("seo_title", "A refractor", "seo_title", "A refractor"),
    ] {
        let before = stored(&site, "refractor-102").await;
        let page = browser.get(&path).await.page();
        let mut fields = posted(&page, "main form.form");
        fields.retain(|(name, _)| name != field);
        if !value.is_empty() {
            fields.push((field.to_owned(), value.to_owned()));
        }
        post(&mut browser, &path, &fields).await.leads_to(&path);
        let after = stored(&site, "refractor-102").await;
        let text = after.fields.get(key).map_or("", String::as_str);
        assert!(text.starts_with(expected), "{field}: {text}");
        let changed: Vec<_> = after
            .fields
            .iter()
            .filter(|(key, value)| before.fields.get(*key) != Some(*value))
            .map(|(key, _)| key.as_str())
            .collect();
        assert_eq!(changed, [key], "{field}");
    }
    // Variants in the table, with a price and a new one.
    let price = own("price");
    let values = [
        (own("label"), "Tube alone"),
        (own("weight_g"), "6900"),
        (price.clone(), "749.50"),
        ("new.1.sku".to_owned(), "REFRACTOR-CASE"),
        ("new.1.label".to_owned(), "With case"),
        ("new.1.price".to_owned(), "799"),
    ];
    let values: Vec<_> = values.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    save(&mut browser, &path, &values).await.leads_to(&path);
    let after = stored(&site, "refractor-102").await;
    assert_eq!(after.variants.len(), 3);
    assert_eq!(after.variants[0].fields["label"], "Tube alone");
    assert_eq!(after.variants[0].price.minor, 74_950);
    assert_eq!((after.variants[2].price.minor, after.variants[2].stock), (79_900, 0));
    let wrong = save(&mut browser, &path, &[(&price, "749,50"), ("name", "Typed")]).await;
    let page = wrong.is(422).page();
    assert_eq!(page.attr(&format!("[name='{price}']"), "value"), "749,50");
    assert_eq!(page.attr("[name='name']", "value"), "Typed");
    assert!(page.says("#error-summary", "Enter an amount"));
    assert_ne!(stored(&site, "refractor-102").await.fields["name"], "Typed");
}

#[tokio::test]
async fn two_people_are_told_and_nothing_typed_is_lost() {
    let site = desk().await;
    let (mut mara, mut jon) = (signed_in(&site, Role::Merchandiser), signed_in(&site, Role::Owner));
    let path = address(&site, "enamel-mug").await;
    let opened = jon.get(&path).await.page();
    let fields = posted(&opened, "main form.form");
    save(&mut mara, &path, &[("seo_title", "Mug"), ("description", "Of steel.")])
        .await
        .leads_to(&path);
    // Different fields merge.
    post(&mut jon, &path, &with(fields.clone(), &[("summary", "Holds tea.")]))
        .await
        .leads_to(&path);
    let merged = stored(&site, "enamel-mug").await;
    assert_eq!(merged.fields["seo_title"], "Mug");
    assert_eq!(merged.fields["summary"], "Holds tea.");
    // The same field asks, and keeps everything else.
    let mine = with(fields, &[("seo_title", "Cup \"><b>"), ("seo_description", "For camping.")]);
    let answer = post(&mut jon, &path, &mine).await;
    let page = answer.is(409).page();
    assert!(page.says("main", "Ada Byron") && page.says(".conflict", "Mug"));
    let mut decided = posted(&page, "main form.form");
    assert!(decided.iter().any(|(name, value)| name == "set.seo_title" && value.contains("Cup")));
    assert!(decided.contains(&("seo_description".to_owned(), "For camping.".to_owned())));
    // With theirs, the rest is saved; with mine, all of it.
    let theirs = with(decided.clone(), &[("set.seo_title", "Mug")]);
    post(&mut jon, &path, &theirs).await.leads_to(&path);
    let kept = stored(&site, "enamel-mug").await;
    assert_eq!(kept.fields["seo_title"], "Mug");
    assert_eq!(kept.fields["seo_description"], "For camping.");
    decided.retain(|(name, _)| name != "was.seo_description" && name != "seo_description");
    post(&mut jon, &path, &decided).await.leads_to(&path);
    assert_eq!(stored(&site, "enamel-mug").await.fields["seo_title"], "Cup \"><b>");
    // A price that somebody else has changed asks, too.
    let opened = posted(&jon.get(&path).await.page(), "main form.form");
    let variant = stored(&site, "enamel-mug").await.variants[0].id;
    let price = format!("variant.{variant}.price");
    save(&mut mara, &path, &[(&price, "17.00")]).await.leads_to(&path);
    let answer = post(&mut jon, &path, &with(opened, &[(&price, "18.00")])).await;
    let decided = posted(&answer.is(409).page(), "main form.form");
    post(&mut jon, &path, &decided).await.leads_to(&path);
    assert_eq!(stored(&site, "enamel-mug").await.variants[0].price.minor, 1_800);
}

#[tokio::test]
async fn bad_input_is_named_and_kept() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let path = address(&site, "enamel-mug").await;
    let before = stored(&site, "enamel-mug").await;
    let variant = before.variants[0].id;
    let long = "x".repeat(10_000);
    let fields = ["name", "slug", "summary", "seo_title", "seo_description", "attr.aperture"];
    let own = ["sku", "label", "option_name", "weight_g", "price", "position"];
    let own = own.map(|field| format!("variant.{variant}.{field}"));
    for field in fields.into_iter().chain(own.iter().map(String::as_str)) {
        let answer = save(&mut browser, &path, &[(field, &long)]).await;
        let page = answer.is(422).page();
        let control = format!("[name='{field}']");
        assert_eq!(page.attr(&control, "aria-invalid"), "true", "{field}");
        assert!(page.has("#error-summary"), "{field}");
        let kept = posted(&page, "main form.form");
        assert!(kept.contains(&(field.to_owned(), long.clone())), "{field} is kept");
    }
    for (field, value) in [
        ("status", "gone"),
        ("tax_class", "free"),
        ("publish_at", "tomorrow"),
        ("related", "nothing-such"),
        ("in_box", "enamel-mug"),
        ("brand", "nobody"),
        ("main-category", "nowhere"),
    ] {
        save(&mut browser, &path, &[(field, value)]).await.is(422);
    }
    // Fields that are none of the form's.
    let page = browser.get(&path).await.page();
    let fields = posted(&page, "main form.form");
    for (name, value) in [("stock", "5"), ("version", "1"), ("id", "1"), ("attr.sail", "blue")] {
        let was = format!("was.{name}");
        let fields = with(fields.clone(), &[(&was, ""), (name, value)]);
        post(&mut browser, &path, &fields).await.is(422);
    }
    // Without the version that was read, and with bytes that are not UTF-8.
    browser.post(&path, &[("was.name", "Enamel mug"), ("name", "Cup")]).await.is(422);
    let broken = format!("version.texts={}&was.slug=enamel-mug&slug=%ff%fe", before.version);
    browser.post_raw(&path, broken).await.is(422);
    assert_eq!(stored(&site, "enamel-mug").await, before);
    for path in ["/admin/products/7", "/admin/products/00000000-0000-0000-0000-000000000000"] {
        browser.get(path).await.is(404);
        browser.post(path, &[("name", "Cup")]).await.is(404);
    }
    let unknown = routes::admin_product_section(&before.id.to_string(), "explode");
    browser.post(&unknown, &[]).await.is(404);
    // Support may look and not change.
    let mut support = signed_in(&site, Role::Support);
    if support.get(&path).await.status == 200 {
        assert_eq!(save(&mut support, &path, &[("name", "Cup")]).await.status, 403);
    }
}

#[tokio::test]
async fn markdown_is_previewed_with_everything_that_was_typed() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let path = address(&site, "enamel-mug").await;
    let values = [("preview", "description"), ("description", "**Blue**"), ("name", "Typed")];
    let page = save(&mut browser, &path, &values).await.is(200).page();
    assert_eq!(page.text(".preview strong"), "Blue");
    assert_eq!(page.attr("[name='name']", "value"), "Typed");
    assert_eq!(page.attr("[name='was.name']", "value"), "Enamel mug");
    assert_ne!(stored(&site, "enamel-mug").await.fields["name"], "Typed");
}

#[tokio::test]
async fn a_product_is_added_with_its_variants_and_its_time() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let page = browser.get(routes::ADMIN_PRODUCT_NEW).await.is(200).page();
    let fields = posted(&page, "main form.form");
    let empty = post(&mut browser, routes::ADMIN_PRODUCT_NEW, &fields).await;
    let page = empty.is(422).page();
    for field in ["name", "slug", "brand", "main-category"] {
        assert_eq!(page.attr(&format!("[name='{field}']"), "aria-invalid"), "true", "{field}");
    }
    let brand = page.attr("[name='brand'] option:nth-child(2)", "value");
    let values = [
        ("name", "Halden 80 on mounts"),
        ("brand", brand.as_str()),
        ("main-category", "refractors"),
        ("summary", "With three mounts."),
        ("publish_at", "2099-11-27T08:00"),
        ("status", "published"),
        ("new.0.option_name", "Mount"),
        ("new.0.label", "Alt"),
        ("new.0.sku", "H80-A"),
        ("new.0.price", "499"),
        ("new.1.label", "Eq"),
        ("new.1.sku", "H80-E"),
        ("new.1.price", "599.00"),
        ("new.2.label", "Goto"),
        ("new.2.sku", "MUG"),
        ("new.2.price", "899"),
    ];
    let fields = with(fields, &values);
    let taken = post(&mut browser, routes::ADMIN_PRODUCT_NEW, &fields).await;
    let page = taken.is(422).page();
    assert_eq!(page.attr("[name='new.2.sku']", "aria-invalid"), "true");
    let fields = with(posted(&page, "main form.form"), &[("new.2.sku", "H80-G")]);
    post(&mut browser, routes::ADMIN_PRODUCT_NEW, &fields).await.is(303);
    let new = stored(&site, "halden-80-on-mounts").await;
    assert_eq!(new.status, ProductStatus::Published);
    assert!(new.fields["publish_at"].starts_with("2099-11-27T08:00"));
    let skus: Vec<_> = new.variants.iter().map(|one| one.fields["sku"].as_str()).collect();
    assert_eq!(skus, ["H80-A", "H80-E", "H80-G"]);
    assert!(new.variants.iter().all(|one| one.fields["option_name"] == "Mount" && one.stock == 0));
    site.browser().get("/products/halden-80-on-mounts").await.is(404);
}

#[tokio::test]
async fn many_prices_are_previewed_changed_and_taken_back() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let list = browser.get("/admin/products?q=meridian").await.page();
    let chosen = with(posted(&list, "form#bulk"), &[("action", "prices"), ("all", "on")]);
    let asked = post(&mut browser, routes::ADMIN_PRODUCTS_BULK, &chosen).await.is(200).page();
    let fields = with(posted(&asked, "main form.form"), &[("amount", "5"), ("do", "preview")]);
    let preview = post(&mut browser, routes::ADMIN_PRODUCTS_BULK, &fields).await;
    let page = preview.is(200).page();
    assert!(page.says("table.data", "€329.00") && page.says("table.data", "€345.45"));
    let apply = "main form.form:last-of-type";
    let digest = page.attr("[name='digest']", "value");
    let mut fields = posted(&page, apply);
    fields.push(("do".to_owned(), "apply".to_owned()));
    assert!(fields.contains(&("digest".to_owned(), digest)), "{fields:?}");
    // A price that changed in between is not overwritten.
    site.change("SCOPE-150", 30_000, 24).await;
    let stale = post(&mut browser, routes::ADMIN_PRODUCTS_BULK, &fields).await;
    let page = stale.is(409).page();
    let mut fields = posted(&page, apply);
    fields.push(("do".to_owned(), "apply".to_owned()));
    let done = post(&mut browser, routes::ADMIN_PRODUCTS_BULK, &fields).await;
    done.leads_to("/admin/products?q=meridian");
    assert_eq!(stored(&site, "meridian-150").await.variants[0].price.minor, 31_500);
    let page = browser.get("/admin/products?q=meridian").await.page();
    let undo = page.attr(".toasts form", "action");
    let entry: Uuid = undo.split('/').rev().nth(1).unwrap().parse().unwrap();
    undo_prices(&site.shop, &Actor::operator("test"), entry).await.unwrap();
    assert_eq!(stored(&site, "meridian-150").await.variants[0].price.minor, 30_000);
}

#[tokio::test]
async fn many_products_change_by_ticks_and_wrong_input_is_kept() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let mug = id_of(&site, "enamel-mug").await.to_string();
    let bulk = routes::ADMIN_PRODUCTS_BULK;
    browser.post(bulk, &[]).await.is(422);
    browser.post(bulk, &[("action", "explode"), ("id", &mug)]).await.is(422);
    browser.post(bulk, &[("action", "status"), ("query", "q=mug")]).await.is(303);
    let no_one = [("action", "status"), ("id", "7")];
    browser.post(bulk, &no_one).await.leads_to(routes::ADMIN_PRODUCTS);
    for (action, field, value) in [
        ("prices", "amount", "5,5"),
        ("prices", "amount", ""),
        ("add-category", "category", "nowhere"),
        ("attribute", "attribute", "sail"),
    ] {
        let fields = [
            ("action", action),
            ("id", mug.as_str()),
            ("do", "preview"),
            ("change", "percent"),
            ("currency", "EUR"),
            ("rounding", "round-none"),
            (field, value),
        ];
        let page = browser.post(bulk, &fields).await.is(422).page();
        assert_eq!(page.attr(&format!("[name='{field}']"), "aria-invalid"), "true", "{action}");
    }
    let fields = [("action", "add-category"), ("id", mug.as_str()), ("category", "books")];
    let page = browser.post(bulk, &[&fields[..], &[("do", "preview")][..]].concat()).await.page();
    let digest = page.attr("[name='digest']", "value");
    let apply = [&fields[..], &[("do", "apply"), ("digest", digest.as_str())][..]].concat();
    browser.post(bulk, &apply).await.leads_to(routes::ADMIN_PRODUCTS);
    assert_eq!(stored(&site, "enamel-mug").await.fields["categories"], "gifts|books");
    // More than twenty are archived only after their number was typed.
    let many: Vec<ProductBuilder> =
        (0..25).map(|i| ProductBuilder::new(&format!("lens-{i:02}"))).collect();
    site.add_products(&many).await;
    let fields = [("action", "status"), ("all", "on"), ("query", "q=lens"), ("status", "archived")];
    let page = browser.post(bulk, &[&fields[..], &[("do", "preview")][..]].concat()).await.page();
    let digest = page.attr("[name='digest']", "value");
    let apply = [&fields[..], &[("do", "apply"), ("digest", digest.as_str())][..]].concat();
    let asked = browser.post(bulk, &apply).await;
    assert_eq!(asked.is(422).page().attr("#typed", "aria-invalid"), "true");
    browser.post(bulk, &[&apply[..], &[("typed", "25")][..]].concat()).await.is(303);
    assert_eq!(stored(&site, "lens-07").await.status, ProductStatus::Archived);
}

#[tokio::test]
async fn a_product_is_hidden_copied_archived_and_restored() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let path = address(&site, "refractor-102").await;
    let act = |action: &str| format!("{path}/{action}");
    site.browser().get("/products/refractor-102").await.is(200);
    browser.post(&act("hide"), &[]).await.leads_to(&path);
    site.browser().get("/products/refractor-102").await.is(404);
    assert!(browser.get(&path).await.page().has(".toasts form"), "with Undo");
    browser.post(&act("archive"), &[]).await.leads_to(&path);
    site.browser().get("/products/refractor-102").await.is(410);
    // A colleague who had it open still saves a text; the status stays.
    save(&mut browser, &path, &[("summary", "Sharp.")]).await.leads_to(&path);
    let archived = stored(&site, "refractor-102").await;
    assert_eq!(archived.status, ProductStatus::Archived);
    assert_eq!(archived.fields["summary"], "Sharp.");
    browser.post(&act("restore-product"), &[]).await.leads_to(&path);
    assert_eq!(stored(&site, "refractor-102").await.status, ProductStatus::Draft);
    for number in 2..4 {
        let answer = browser.post(&act("duplicate"), &[]).await;
        let slug = format!("refractor-102-{number}");
        assert_eq!(answer.header("location"), address(&site, &slug).await);
        let copy = stored(&site, &slug).await;
        assert_eq!((copy.status, copy.variants.len()), (ProductStatus::Draft, 2));
        assert!(copy.variants.iter().all(|variant| variant.stock == 0));
    }
}

#[tokio::test]
async fn a_draft_is_seen_by_its_link_for_seven_days_and_cannot_be_bought() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let path = address(&site, "almanac-next").await;
    let link = browser.get(&path).await.page().attr(".draft-link a", "href");
    site.browser().get("/products/almanac-next").await.is(404);
    let answer = site.browser().get(&link).await;
    let page = answer.is(200).page();
    assert!(page.says("main", "This is a draft") || page.says(".page", "This is a draft"));
    assert_eq!(page.attr("meta[name='robots']", "content"), "noindex");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(page.has("fieldset[disabled] .purchase"));
    let add = [("sku", "ALMANAC-NEXT"), ("quantity", "1")];
    assert_ne!(site.browser().post(routes::CART_LINES, &add).await.status, 303);
    for wrong in ["", "1-2", "99999999999999-00", "x"] {
        let wrong = routes::with_query("/products/almanac-next", &[("preview", wrong)]);
        site.browser().get(&wrong).await.is(404);
    }
    // The key of one draft opens no other.
    let key = link.split_once('?').unwrap().1;
    site.set_status("enamel-mug", "draft").await;
    site.browser().get(&format!("/products/enamel-mug?{key}")).await.is(404);
    site.advance(7 * 24 * 3600 * 1000);
    site.browser().get(&link).await.is(404);
}

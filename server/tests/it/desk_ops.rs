//! The desk's pages of stock, prices, settings, recommendations and the audit log, and its front
//! page, by links and form posts alone.

use crate::site::{Browser, Site};
use async_trait::async_trait;
use domain::staff::Role;
use server::session::{STAFF_COOKIE, StaffSession, StaffSessions};
use shop::{Context, InternalError, staff::Actor};
use std::sync::Arc;
use views::{admin::shell::SignedIn, routes};

/// A session for each role: its token is the key of the role.
struct ByRole;

#[async_trait]
impl StaffSessions for ByRole {
    async fn find(&self, _: &Context, token: &str) -> Result<Option<StaffSession>, InternalError> {
        let name = "Ada Byron".to_owned();
        let person = SignedIn { name: name.clone(), email: "ada@shop.example".to_owned() };
        Ok(Role::from_key(token).map(|role| StaffSession {
            actor: Actor::staff(store::Uuid::from_u128(7), name, role.permissions()),
            person,
        }))
    }
}

async fn desk() -> Site {
    Site::with_desk(Arc::new(ByRole)).await
}

fn signed_in(site: &Site, role: Role) -> Browser<'_> {
    let mut browser = site.browser();
    browser.cookies.insert(STAFF_COOKIE.to_owned(), role.key().to_owned());
    browser
}

#[tokio::test]
async fn stock_is_booked_with_a_cause() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Owner);
    let page = browser.get(routes::ADMIN_STOCK).await.is(200).page();
    assert!(page.has("form[action='/admin/stock-list'] textarea"));
    // A whole SKU leads to its page, as a scanner types it.
    let item = routes::admin_stock_item("TORCH");
    let found = routes::with_query(routes::ADMIN_STOCK, &[("q", "torch")]);
    browser.get(&found).await.leads_to(&item);
    let page = browser.get(&item).await.page();
    let (shown, version) = (page.input("shown"), page.input("read-version"));
    let form = [
        ("do", "count"),
        ("count-units", "20"),
        ("shown", shown.as_str()),
        ("read-version", version.as_str()),
    ];
    browser.post(&item, &form).await.leads_to(&item);
    let before = 20;
    assert_eq!(site.stock("TORCH").await, before);
    let form = [("do", "receive"), ("receive-units", "12"), ("receive-document", "LS-1")];
    browser.post(&item, &form).await.leads_to(&item);
    let page = browser.get(&item).await.is(200).page();
    assert!(page.says(".toasts", "TORCH"));
    assert!(page.says("table.data", "LS-1") && page.says("table.data", "Ada Byron"));
    assert_eq!(site.stock("TORCH").await, before + 12);
    // Damaged units need a reason, and what was typed stays.
    let form = [("do", "write-off"), ("write-off-units", "3"), ("write-off-note", "")];
    let page = browser.post(&item, &form).await.is(422).page();
    assert_eq!(page.attr("#write-off-note", "aria-invalid"), "true");
    assert_eq!(page.input("write-off-units"), "3");
    let form = [("do", "write-off"), ("write-off-units", "3"), ("write-off-note", "Wet")];
    browser.post(&item, &form).await.leads_to(&item);
    assert_eq!(site.stock("TORCH").await, before + 9);
    let form = [("do", "write-off"), ("write-off-units", "9999"), ("write-off-note", "Wet")];
    assert!(browser.post(&item, &form).await.is(422).says("are in stock"));
    // A count against a level that somebody has booked on meanwhile.
    let page = browser.get(&item).await.page();
    let (shown, version) = (page.input("shown"), page.input("read-version"));
    let form = [("do", "correct"), ("correct-units", "-1"), ("correct-note", "Typing mistake")];
    browser.post(&item, &form).await.leads_to(&item);
    let form = [
        ("do", "count"),
        ("count-units", "5"),
        ("shown", shown.as_str()),
        ("read-version", version.as_str()),
    ];
    assert!(browser.post(&item, &form).await.is(422).says("Count again"));
    for units in ["", "1.5", "x"] {
        browser.post(&item, &[("do", "receive"), ("receive-units", units)]).await.is(422);
    }
    browser.post(&item, &[("do", "steal")]).await.is(422);
    browser.get(&routes::admin_stock_item("NOTHING")).await.is(404);
    let page = signed_in(&site, Role::Analyst).get(&item).await.is(200).page();
    assert!(!page.has("main form"));
}

#[tokio::test]
async fn a_pasted_list_is_checked_before_it_is_booked() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Fulfilment);
    let (torch, mug) = (site.stock("TORCH").await, site.stock("MUG").await);
    let text = "TORCH\t2\r\nNOTHING\t1\r\nMUG\tmany";
    let form = [("do", "check-list"), ("cause", "received"), ("list", text), ("note", "Monday")];
    let page = browser.post(routes::ADMIN_STOCK_LIST, &form).await.is(422).page();
    let bad = page.texts("#bad-lines-list-title ~ table tbody tr");
    assert_eq!(bad.len(), 2, "{bad:?}");
    assert!(page.text("textarea#list").contains("NOTHING") && page.input("note") == "Monday");
    let form = [("do", "check-list"), ("cause", "received"), ("list", "TORCH\t2\r\nMUG\t3")];
    let page = browser.post(routes::ADMIN_STOCK_LIST, &form).await.is(200).page();
    assert_eq!(site.stock("TORCH").await, torch, "a check books nothing");
    let list = page.input("list");
    let form = [("do", "book-list"), ("cause", "received"), ("list", list.as_str())];
    browser.post(routes::ADMIN_STOCK_LIST, &form).await.leads_to(routes::ADMIN_STOCK);
    assert_eq!(site.stock("TORCH").await, torch + 2);
    assert_eq!(site.stock("MUG").await, mug + 3);
    browser.post(routes::ADMIN_STOCK_LIST, &[("do", "check-list")]).await.is(422);
}

#[tokio::test]
async fn a_sale_is_previewed_set_and_ended() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let mut form = vec![
        ("skus", "TORCH"),
        ("percent", "15"),
        ("rounding", "none"),
        ("currency", "EUR"),
        ("ends", "2099-01-01T00:00"),
        ("campaign", "Dark week"),
    ];
    let page = browser.post(routes::ADMIN_SALE_PREVIEW, &form).await.is(200).page();
    let cells = page.texts("#sale-rows-list-title ~ table tbody td");
    assert!(cells.iter().any(|cell| cell.starts_with('€')), "{cells:?}");
    let digest = page.input("digest");
    form.push(("digest", digest.as_str()));
    browser.post(routes::ADMIN_SALES, &form).await.leads_to(routes::ADMIN_PRICES);
    let page = browser.get(routes::ADMIN_PRICES).await.is(200).page();
    assert!(page.says("table.data", "Dark week") && page.says("table.data", "TORCH"));
    let end = [("do", "end-sales"), ("ended-campaign", "Dark week")];
    browser.post(routes::ADMIN_SALES, &end).await.leads_to(routes::ADMIN_PRICES);
    assert!(!browser.get(routes::ADMIN_PRICES).await.page().has("table.data"));
    for (name, value) in [("percent", "0"), ("percent", "100"), ("ends", ""), ("ends", "soon")] {
        let wrong: Vec<_> =
            form.iter().map(|(n, v)| (*n, if *n == name { value } else { *v })).collect();
        let page = browser.post(routes::ADMIN_SALE_PREVIEW, &wrong).await.is(422).page();
        assert_eq!(page.attr(&format!("#{name}"), "aria-invalid"), "true", "{name}={value}");
        assert_eq!(page.input("campaign"), "Dark week");
    }
}

#[tokio::test]
async fn a_price_is_set_found_in_the_log_and_put_back() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Owner);
    let path = routes::admin_price("TORCH");
    let page = browser.get(&path).await.is(200).page();
    let shown = page.input("shown");
    let form = [("do", "set-price"), ("price", "31.50"), ("shown", shown.as_str())];
    browser.post(&path, &form).await.leads_to(&path);
    let toast = browser.get(&path).await.page();
    let undo = toast.attr(".toasts form", "action");
    // The same price was shown to somebody else.
    browser.post(&path, &form).await.is(422);
    for price in ["", "x", "1,5", "0"] {
        let form = [("do", "set-price"), ("price", price), ("shown", "31.50")];
        browser.post(&path, &form).await.is(422);
    }
    let log = browser.get(routes::ADMIN_AUDIT).await.is(200).page();
    let entry = log.attr("table.data .cell-name", "href");
    let page = browser.get(&entry).await.is(200).page();
    assert!(page.says("table.data", "31.50 EUR") && page.says("dl", "Ada Byron"));
    assert_eq!(page.attr("main form.form", "action"), undo);
    browser.post(&undo, &[]).await.leads_to(&entry);
    assert_eq!(browser.get(&path).await.page().input("shown"), shown);
    let again = browser.get(&entry).await.page();
    assert!(!again.has("main form.form"), "it is undone");
    let file = browser.get(&routes::with_query(routes::ADMIN_AUDIT, &[("format", "csv")])).await;
    assert_eq!(file.is(200).header("content-type"), "text/csv; charset=utf-8");
    assert!(file.text().contains(",price,TORCH,price,"), "{}", file.text());
    browser.get(&routes::admin_audit_entry("7")).await.is(404);
    signed_in(&site, Role::Analyst).post(&undo, &[]).await.is(403);
}

#[tokio::test]
async fn a_section_of_settings_saves_only_what_was_changed() {
    let site = desk().await;
    let (mut one, mut two) = (signed_in(&site, Role::Owner), signed_in(&site, Role::Owner));
    let path = routes::admin_settings_section("dispatch");
    let page = one.get(&path).await.is(200).page();
    assert_eq!(page.input("was.cut-off"), page.input("cut-off"));
    let was = page.input("was.cut-off");
    let nine = [("cut-off", "9:00"), ("was.cut-off", was.as_str())];
    one.post(&path, &nine).await.leads_to(&path);
    assert_eq!(site.shop.settings().dispatch.cut_off, 9);
    // Another field merges; the same one asks.
    let closed = page.input("was.closed-days");
    let days = [
        ("closed-days", "12-24"),
        ("was.closed-days", closed.as_str()),
        ("cut-off", was.as_str()),
        ("was.cut-off", was.as_str()),
    ];
    two.post(&path, &days).await.leads_to(&path);
    assert_eq!(site.shop.settings().dispatch.cut_off, 9);
    let ten = [("cut-off", "10:00"), ("was.cut-off", was.as_str())];
    let page = two.post(&path, &ten).await.is(409).page();
    assert_eq!((page.input("cut-off"), page.input("was.cut-off")), ("10:00".into(), "9:00".into()));
    let wrong = [("cut-off", "25:00"), ("was.cut-off", "9:00")];
    let page = two.post(&path, &wrong).await.is(422).page();
    assert_eq!(page.attr("#cut-off", "aria-invalid"), "true");
    // Who may only read sees no form.
    let page = signed_in(&site, Role::Support).get(&path).await.is(200).page();
    assert!(!page.has("main form") && page.says("dl", "9:00"));
    for section in ["shop", "seller", "currencies", "shipping", "tax"] {
        one.get(&routes::admin_settings_section(section)).await.is(200);
    }
    one.get(&routes::admin_settings_section("nothing")).await.is(404);
    one.get(routes::ADMIN_SETTINGS).await.is(200);
}

#[tokio::test]
async fn tables_are_checked_before_they_are_stored() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Owner);
    let path = routes::admin_settings_section("shipping");
    let page = browser.get(&path).await.is(200).page();
    let (zones, tariffs) = (page.text("textarea#zones"), page.text("textarea#tariffs"));
    assert!(zones.contains("zone,") && !tariffs.is_empty());
    let version = page.input("read-version");
    let form = [
        ("do", "check-tables"),
        ("zones", "zone"),
        ("tariffs", "x"),
        ("read-version", version.as_str()),
    ];
    let page = browser.post(&path, &form).await.is(422).page();
    assert_eq!(page.attrs("[aria-invalid='true']", "id"), ["zones", "tariffs"]);
}

#[tokio::test]
async fn a_trial_says_what_a_cart_would_pay() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Support);
    browser.get(routes::ADMIN_TRIAL).await.is(200);
    let mut form = vec![
        ("cart", "TORCH 2\r\nMUG"),
        ("country", "de"),
        ("postcode", "10115"),
        ("currency", "EUR"),
        ("shipping-method", "standard"),
    ];
    let page = browser.post(routes::ADMIN_TRIAL, &form).await.is(200).page();
    assert_eq!(page.count("#trial-lines-list-title ~ table tbody tr"), 2);
    form[0].1 = "NOTHING 1";
    let page = browser.post(routes::ADMIN_TRIAL, &form).await.is(422).page();
    assert_eq!(page.attr("#cart", "aria-invalid"), "true");
    signed_in(&site, Role::Fulfilment).get(routes::ADMIN_TRIAL).await.is(403);
}

#[tokio::test]
async fn recommendations_are_pinned_and_excluded() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let path = routes::admin_recommendation("red-torch");
    browser.get(routes::ADMIN_RECOMMENDATIONS).await.is(200);
    let form = [("do", "pin"), ("pin-product", "enamel-mug"), ("position", "0")];
    browser.post(&path, &form).await.leads_to(&path);
    let page = browser.get(&path).await.is(200).page();
    assert!(page.says("table.data", "enamel-mug") && page.says("table.data", "Pinned"));
    for (other, field) in [("nothing", "pin-product"), ("red-torch", "pin-product")] {
        let form = [("do", "pin"), (field, other), ("position", "0")];
        let page = browser.post(&path, &form).await.is(422).page();
        assert_eq!(page.attr("#pin-product", "aria-invalid"), "true", "{other}");
    }
    let form = [("do", "unpin"), ("unpin-product", "enamel-mug")];
    browser.post(&path, &form).await.leads_to(&path);
    assert!(!browser.get(&path).await.page().says("main", "Pinned"));
    browser.get(&routes::admin_recommendation("nothing")).await.is(404);
}

#[tokio::test]
async fn the_front_page_lists_what_needs_attention() {
    let site = desk().await;
    site.change("MUG", 1_450, 0).await;
    let page = signed_in(&site, Role::Owner).get(routes::ADMIN).await.is(200).page();
    let href = routes::with_query(routes::ADMIN_STOCK, &[("level", "out")]);
    assert!(page.attrs(".attention a", "href").contains(&href));
    let mut browser = signed_in(&site, Role::Owner);
    let list = browser.get(&href).await.is(200).page();
    assert!(list.says("table.data", "MUG"));
}

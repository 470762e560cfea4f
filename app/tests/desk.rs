//! Rules for every page of the desk, and what its components render.
#![cfg(feature = "ssr")]
#![allow(
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    dead_code
)]

#[path = "../examples/gallery/desk.rs"]
mod desk;

use app::{
    Assets, ErrorPage,
    admin::{DeskContext, DeskPage, render},
    i18n, slots,
};
use domain::{
    audit::{Action, Entity},
    shipping::ShippingMethod,
    staff::{PasswordProblem, Permission, Role},
    stock::MovementCause,
};
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;
use views::{
    admin::{
        shell::{MenuArea, MenuEntry, MenuItem, Shell, Shortcuts},
        sign_in::SignInView,
    },
    routes,
};

fn page_in(shell: &Shell, page: &dyn DeskPage) -> String {
    let assets = Assets {
        css: "/pkg/desk/a.css".to_owned(),
        js: "/pkg/desk/a.js".to_owned(),
        wasm: "/pkg/desk/a.wasm".to_owned(),
    };
    let path = "/admin/products?q=%22%3E";
    render(&DeskContext { shop_name: "Perigee", path, assets: &assets, shell }, page)
}

fn every_page() -> Vec<(&'static str, String)> {
    let shell = desk::shell();
    desk::pages().into_iter().map(|(name, page)| (name, page_in(&shell, &*page))).collect()
}

/// The page of this name.
fn page(name: &str) -> Html {
    let found = every_page().into_iter().find(|(own, _)| *own == name);
    Html::parse_document(&found.unwrap_or_else(|| panic!("no page {name}")).1)
}

fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).expect(selector)).collect()
}

fn first<'a>(html: &'a Html, selector: &str) -> ElementRef<'a> {
    *all(html, selector).first().unwrap_or_else(|| panic!("no {selector}"))
}

fn attr<'a>(html: &'a Html, selector: &str, name: &str) -> &'a str {
    first(html, selector).value().attr(name).unwrap_or_else(|| panic!("no {name} on {selector}"))
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_page_has_one_heading_a_title_and_is_not_indexed() {
    let pages = every_page();
    assert!(pages.len() > 30, "{}", pages.len());
    for (name, html) in pages {
        assert!(html.starts_with("<!doctype html><html"), "{name}");
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert_eq!(html.matches("<title>").count(), 1, "{name}");
        assert!(html.contains("content=\"noindex, nofollow\""), "{name}");
        assert!(html.contains("href=\"/pkg/desk/a.css\""), "{name}");
        assert!(!html.contains(routes::VITALS_SCRIPT), "{name}");
        assert_eq!(html.matches("<script").count(), 1, "{name}");
        assert!(html.contains(&format!("<script nonce=\"{}\"", slots::nonce())), "{name}");
        assert!(html.contains(&format!("data-theme=\"{}\"", slots::theme())), "{name}");
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    for (name, html) in every_page() {
        let parsed = Html::parse_document(&html);
        let ids: Vec<_> =
            all(&parsed, "[id]").iter().filter_map(|element| element.value().id()).collect();
        let once: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), once.len(), "{name}: {ids:?}");
        for attribute in ["for", "aria-describedby", "aria-labelledby", "form"] {
            for element in all(&parsed, &format!("[{attribute}]")) {
                let targets = element.value().attr(attribute).unwrap_or_default();
                for target in targets.split(' ') {
                    assert!(once.contains(target), "{name}: {attribute} {target}");
                }
            }
        }
    }
}

#[test]
fn typed_text_never_becomes_markup() {
    for (name, html) in every_page() {
        assert!(!html.contains(desk::HOSTILE) && !html.contains("<img src=x>"), "{name}");
        assert!(!html.contains("</textarea><script>"), "{name}");
    }
}

#[test]
fn every_input_has_a_name_that_people_read() {
    for (name, html) in every_page() {
        let parsed = Html::parse_document(&html);
        let labels: BTreeSet<_> = all(&parsed, "label[for]")
            .iter()
            .filter_map(|label| label.value().attr("for"))
            .collect();
        for input in all(&parsed, "input:not([type='hidden']), select, textarea") {
            let named = input.value().attr("aria-label").is_some()
                || input.value().id().is_some_and(|id| labels.contains(id))
                || input
                    .ancestors()
                    .filter_map(ElementRef::wrap)
                    .any(|element| element.value().name() == "label");
            assert!(named, "{name}: {}", input.html());
        }
    }
}

#[test]
fn a_list_names_its_cells_and_ticks() {
    let list = page("desk-list");
    let headings = all(&list, "table.data thead th").len();
    assert_eq!(headings, 8, "a tick and seven columns");
    assert_eq!(all(&list, "table.data tbody tr").len(), 2);
    // On phones each cell shows the name of its column.
    assert_eq!(all(&list, "table.data tbody [data-label]").len(), 14);
    assert_eq!(attr(&list, "table.data [aria-sort]", "aria-sort"), "ascending");
    for tick in all(&list, "table.data .tick input") {
        assert_eq!(tick.value().attr("form"), Some("bulk"));
    }
    assert_eq!(attr(&list, "form#bulk", "method"), "post");
    assert_eq!(attr(&list, "form#bulk [name='query']", "value"), "status=draft");
    assert_eq!(text(first(&list, "#list-count")), "10000 or more results");
    assert_eq!(attr(&list, ".pager a", "href"), "/admin/products?after=8");
    assert_eq!(attr(&list, ".chips .chip", "href"), "/admin/products?q=x");
    assert_eq!(attr(&list, "form.filter-bar [name='sort']", "value"), "name");
    assert_eq!(attr(&list, "form.filter-bar [name='price-from']", "value"), "10");
    assert_eq!(attr(&list, ".save-view form", "action"), "/admin/products/views");
}

#[test]
fn an_empty_list_says_why() {
    let nothing = page("desk-list-nothing");
    assert_eq!(text(first(&nothing, ".empty h2")), "Nothing matches");
    assert_eq!(attr(&nothing, ".empty a", "href"), routes::ADMIN_PRODUCTS);
    let empty = page("desk-list-empty");
    assert_eq!(text(first(&empty, ".empty h2")), "No products yet");
    assert_eq!(attr(&empty, ".empty a", "href"), routes::ADMIN_PRODUCT_NEW);
    assert!(all(&empty, "#bulk, table").is_empty());
}

#[test]
fn a_form_posts_what_was_stored_and_the_versions() {
    let form = page("desk-form");
    assert_eq!(all(&form, "main form.form").len(), 1, "one form for all sections");
    assert_eq!(attr(&form, "[name='was.name']", "value"), "Corvane EQ-5 mount");
    assert_eq!(attr(&form, "[name='name']", "value"), desk::HOSTILE);
    assert_eq!(attr(&form, "[name='version.texts']", "value"), "4");
    assert_eq!(attr(&form, "[name='version.prices']", "value"), "2");
    assert_eq!(attr(&form, "[name='was.in-stock']", "value"), "");
    let own = routes::admin_product_section("7", "texts");
    assert_eq!(attr(&form, "#texts [formaction]", "formaction"), own);
    // Parsers drop one line break; the text's own stays.
    let area = first(&form, "textarea#description");
    assert_eq!(area.text().collect::<String>(), "\n</textarea><script>");
    assert_eq!(attr(&form, "form.form", "data-guard"), "");
    assert!(all(&form, "[aria-invalid]").is_empty());
    let described = attr(&form, "#price", "aria-describedby");
    assert_eq!(described, "price-unit price-echo");
    assert_eq!(text(first(&form, "#price-echo")), "= €199.50");
    let ticked = all(&form, "[name='tags'][checked]");
    assert_eq!(ticked.len(), 2);
}

#[test]
fn a_refused_form_says_what_to_do_at_each_field() {
    let form = page("desk-form-errors");
    let links: Vec<_> = all(&form, "#error-summary a")
        .iter()
        .filter_map(|link| link.value().attr("href"))
        .collect();
    assert_eq!(links, ["#slug", "#price"]);
    assert_eq!(attr(&form, "#slug", "aria-invalid"), "true");
    assert_eq!(attr(&form, "#slug", "aria-describedby"), "slug-help slug-error");
    assert_eq!(text(first(&form, "#price-error")), "Enter an amount such as 19.50.");
    let taken = text(first(&form, "#slug-error"));
    assert!(taken.starts_with(desk::HOSTILE) && taken.ends_with("Choose another."), "{taken}");
    assert_eq!(attr(&form, "form.form", "data-guard"), "changed");
}

#[test]
fn a_conflict_offers_both_values() {
    let conflict = page("desk-conflict");
    assert_eq!(attr(&conflict, "#name-mine", "value"), desk::HOSTILE);
    assert!(first(&conflict, "#name-mine").value().attr("checked").is_some());
    assert_eq!(attr(&conflict, "#name-theirs", "value"), "");
    assert!(first(&conflict, "#name-theirs").value().attr("checked").is_none());
    assert_eq!(attr(&conflict, "[name='version.texts']", "value"), "5");
    assert!(text(first(&conflict, ".conflict p")).contains("EQ-5 mount"));
}

#[test]
fn a_grave_action_asks_for_what_it_is_about() {
    let confirm = page("desk-confirm");
    assert_eq!(text(first(&confirm, "h1")), "Archive 40 products?");
    assert_eq!(attr(&confirm, "#typed", "aria-describedby"), "typed-error");
    assert_eq!(attr(&confirm, "#password", "type"), "password");
    assert_eq!(attr(&confirm, "main form [name='id']", "value"), "7");
    assert_eq!(text(first(&confirm, ".button-danger")), "Archive");
}

#[test]
fn an_upload_names_each_file_that_was_refused() {
    let library = page("desk-media-refused");
    assert_eq!(all(&library, ".media-grid li").len(), 3);
    assert_eq!(attr(&library, ".upload form", "enctype"), "multipart/form-data");
    assert_eq!(attr(&library, "#files", "aria-describedby"), "files-help files-error");
    assert_eq!(all(&library, "#files-error li").len(), 2);
    assert_eq!(all(&library, "#error-summary a[href='#files']").len(), 2);
    assert!(text(first(&library, ".upload [role='status']")).starts_with("2 pictures"));
    // The texts are read before the files.
    let fields: Vec<_> = all(&library, ".upload form input")
        .iter()
        .filter_map(|input| input.value().attr("name"))
        .collect();
    assert_eq!(fields, ["alt", "files"]);
}

#[test]
fn enter_saves_the_pictures_of_a_product_and_removes_none() {
    let pictures = page("desk-product-pictures");
    let buttons = all(&pictures, "form[action='/admin/products/7/pictures/order'] button");
    assert_eq!(buttons.first().and_then(|button| button.value().attr("name")), None);
    assert!(buttons.iter().any(|button| button.value().attr("value") == Some("c0ffee")));
}

#[test]
fn the_menu_shows_what_a_person_may_open() {
    let home = page("desk-home");
    assert_eq!(all(&home, "#desk-menu li a").len(), MenuItem::ALL.len());
    let here = first(&home, "#desk-menu [aria-current]");
    assert_eq!(here.value().attr("href"), Some(routes::ADMIN));
    assert!(all(&home, "nav.breadcrumbs").is_empty());
    let stock = first(&home, "#desk-menu a[href='/admin/stock']");
    assert_eq!(text(stock), "Stock3 3 need attention");
    assert_eq!(attr(&home, ".top-menu", "href"), "#desk-menu");

    let list = page("desk-form");
    let steps: Vec<_> = all(&list, ".breadcrumbs a").into_iter().map(text).collect();
    assert_eq!(steps, ["Overview", "Products", "Mounts"]);
    let few =
        Shell { menu: vec![MenuEntry { item: MenuItem::Stock, attention: 0 }], ..desk::shell() };
    let (_, page) = desk::pages().into_iter().next().expect("a page");
    let html = Html::parse_document(&page_in(&few, &*page));
    assert_eq!(all(&html, "#desk-menu li a").len(), 1);
}

#[test]
fn a_message_is_shown_with_undo() {
    let home = page("desk-home");
    let toast = first(&home, ".toasts [role='status']");
    assert!(text(toast).contains("The product is archived."));
    assert_eq!(attr(&home, ".toasts form", "action"), routes::admin_audit_undo("0198c1f2"));
    let quiet = Shell { flash: None, ..desk::shell() };
    let (_, page) = desk::pages().into_iter().next().expect("a page");
    assert!(all(&Html::parse_document(&page_in(&quiet, &*page)), ".toasts .notice").is_empty());
}

#[test]
fn shortcuts_can_be_turned_off_and_on() {
    for (shortcuts, value) in [(Shortcuts::On, "off"), (Shortcuts::Off, "on")] {
        let shell = Shell { shortcuts, ..desk::shell() };
        let (_, page) = desk::pages().into_iter().next().expect("a page");
        let html = Html::parse_document(&page_in(&shell, &*page));
        assert_eq!(attr(&html, ".help [name='shortcuts']", "value"), value);
        assert_eq!(attr(&html, ".help [name='back']", "value"), "/admin/products?q=%22%3E");
        assert_eq!(
            attr(&html, ".help form[method='post']", "action"),
            routes::ADMIN_ACCOUNT_SHORTCUTS
        );
    }
}

#[test]
fn the_palette_lists_nothing_until_it_is_opened() {
    let home = page("desk-home");
    assert!(all(&home, "#palette-list a").is_empty());
    let island = first(&home, "leptos-island[data-component^='CommandPalette']");
    let props = island.value().attr("data-props").expect("its commands");
    assert!(
        props.contains("\"/admin/products\"") && props.contains("\"/admin/account\""),
        "{props}"
    );
}

#[test]
fn signing_in_says_that_a_form_waits_and_passes_on_the_page() {
    let kept = page("desk-sign-in-kept");
    assert!(text(first(&kept, "[role='alert']")).contains("What you sent has been kept."));
    for (name, next) in [
        ("desk-sign-in-kept", "/admin/stock"),
        ("desk-enrolment", "/admin/stock"),
        ("desk-recovery-codes", "/admin/stock"),
        ("desk-reauthenticate", "/admin/people"),
    ] {
        assert_eq!(attr(&page(name), "main [name='next']", "value"), next, "{name}");
    }
    let other = page("desk-recovery-code");
    let link = "/admin/sign-in/second-factor?use=code&next=%2Fadmin%2Fstock%3Fq%3D%22%3E%3Cb%3E";
    assert_eq!(attr(&other, ".sign-in > p a", "href"), link);
    let resume = page("desk-resume");
    assert_eq!(attr(&resume, "main form.form", "action"), "/admin/products/7");
    assert_eq!(attr(&resume, "main form.form [name='name']", "value"), desk::HOSTILE);
    // Nobody is signed in: no menu, no search.
    let shell = Shell::default();
    let html = Html::parse_document(&page_in(&shell, &SignInView::default()));
    assert!(all(&html, "#desk-menu, .top-search, .person").is_empty());
    assert_eq!(attr(&html, ".sign-in > p a", "href"), routes::ADMIN_RESET_REQUEST);
    assert_eq!(attr(&html, "#password", "autocomplete"), "current-password");
    assert_eq!(attr(&html, "#password", "value"), "");
}

#[test]
fn the_second_factor_is_set_up_with_a_picture_and_its_key() {
    for name in ["desk-account-setting", "desk-enrolment"] {
        let html = page(name);
        assert!(!all(&html, ".qr[role='img'] svg path").is_empty(), "{name}");
        assert_eq!(text(first(&html, "main p code")), "JBSW Y3DP EHPK 3PXP", "{name}");
        assert_eq!(attr(&html, "#code", "autocomplete"), "one-time-code", "{name}");
    }
    let html = page("desk-account-setting");
    // One's own session cannot be ended here.
    assert_eq!(all(&html, ".rows form").len(), 1);
}

#[test]
fn recovery_codes_can_be_kept_as_a_file() {
    let html = page("desk-recovery-codes");
    assert_eq!(all(&html, ".codes li code").len(), 2);
    let file = attr(&html, "a[download]", "href");
    assert!(file.starts_with("data:text/plain;charset=utf-8,7GKM-"), "{file}");
    assert!(!all(&html, "[name='kept'][required]").is_empty());
}

#[test]
fn the_first_owner_types_the_email_address() {
    let owner = page("desk-invitation-owner");
    assert_eq!(attr(&owner, "#email", "value"), desk::HOSTILE);
    assert!(all(&page("desk-invitation"), "#email").is_empty());
}

#[test]
fn rights_that_a_person_lacks_cannot_be_given() {
    let role = page("desk-role");
    assert_eq!(all(&role, "[name='permission']").len(), Permission::ALL.len());
    let locked: Vec<_> = all(&role, "[name='permission'][disabled]")
        .iter()
        .filter_map(|input| input.value().attr("value"))
        .collect();
    assert_eq!(locked, [Permission::KeysWrite.key()]);
    let built_in = page("desk-role-built-in");
    assert_eq!(all(&built_in, "[name='permission'][disabled]").len(), Permission::ALL.len());
    assert!(all(&built_in, ".save-bar").is_empty());
}

#[test]
fn a_page_of_parts_has_forms_with_buttons_of_their_own() {
    let item = page("desk-stock-item-errors");
    assert_eq!(all(&item, "main form.form").len(), 2);
    assert_eq!(attr(&item, "main form.form button", "value"), "write-off");
    assert_eq!(attr(&item, "[name='shown']", "value"), "3");
    let links: Vec<_> = all(&item, "#error-summary a")
        .iter()
        .filter_map(|link| link.value().attr("href"))
        .collect();
    assert_eq!(links, ["#write-off-units"]);
    assert!(text(first(&item, "#write-off-units-error")).contains("Only 3"));
    assert_eq!(text(first(&item, "#movements-list-title")), "Movements");
    let stock = page("desk-stock");
    assert_eq!(attr(&stock, "form.filter-bar", "action"), routes::ADMIN_STOCK);
    assert_eq!(all(&stock, "table.data tbody tr").len(), 2);
}

#[test]
fn everything_with_a_key_has_its_text() {
    let mut keys: Vec<String> = Vec::new();
    keys.extend(MenuItem::ALL.iter().map(|item| format!("admin-menu-{}", item.key())));
    keys.extend(MenuArea::ALL.iter().map(|area| format!("admin-area-{}", area.key())));
    for entity in Entity::ALL {
        let key = entity.key().replace('_', "-");
        keys.extend(["label", "status"].map(|kind| format!("admin-{kind}-entity-{key}")));
    }
    for action in Action::ALL {
        let key = action.key().replace('_', "-");
        keys.extend(["label", "status"].map(|kind| format!("admin-{kind}-done-{key}")));
    }
    let causes = MovementCause::ALL.map(|cause| format!("admin-status-cause-{}", cause.key()));
    keys.extend(causes);
    let methods = ShippingMethod::ALL.map(|method| format!("admin-status-method-{}", method.key()));
    keys.extend(methods);
    keys.extend(Permission::ALL.iter().map(|right| format!("admin-permission-{}", right.key())));
    keys.extend(Role::ALL.iter().map(|role| format!("admin-label-role-{}", role.key())));
    let own = |problem: &PasswordProblem| {
        let key = format!("admin-error-new-password-{}", problem.key());
        let general = format!("admin-error-{}", problem.key());
        if i18n::find(&key).is_some() { key } else { general }
    };
    keys.extend(PasswordProblem::ALL.iter().map(own));
    for status in ErrorPage::ALL.map(ErrorPage::status) {
        keys.extend(["title-", ""].map(|part| format!("admin-problem-{part}{status}")));
    }
    let missing: Vec<_> = keys.iter().filter(|key| i18n::find(key).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for (name, html) in every_page() {
        let parsed = Html::parse_document(&html);
        let shown = text(first(&parsed, "main"));
        assert!(!shown.contains("admin-"), "{name}: {shown}");
    }
}

#[test]
fn variants_are_a_table_whose_fields_say_of_which_row_they_are() {
    let product = page("desk-product");
    assert_eq!(all(&product, "table.matrix thead th").len(), 4, "the row and three columns");
    assert_eq!(all(&product, "table.matrix tbody tr").len(), 2);
    let label = first(&product, "label[for='new.0.price']");
    assert_eq!(text(label), "Price of New variant 1");
    assert_eq!(attr(&product, "[name='was.variant.7.sku']", "value"), "EQ-5");
    assert_eq!(attr(&product, "[name='variant.7.sku']", "value"), desk::HOSTILE);
    assert_eq!(all(&product, "main form.form").len(), 1, "one form for all sections");
    let hide = attr(&product, ".page-actions form", "action");
    assert_eq!(hide, routes::admin_product_section("7", "hide"));
    let new = page("desk-product-new");
    assert_eq!(text(first(&new, "h1")), "Add product");
    assert!(all(&new, ".readiness, .draft-link").is_empty());
}

#[test]
fn a_change_of_many_shows_before_and_after_and_asks_for_the_number() {
    let asked = page("desk-bulk");
    assert!(all(&asked, "table.data, [value='apply']").is_empty());
    let bulk = page("desk-bulk-preview");
    assert_eq!(all(&bulk, "table.data tbody tr").len(), 2);
    assert_eq!(attr(&bulk, "[name='digest']", "value"), "c0ffee");
    assert_eq!(attr(&bulk, "#typed", "aria-invalid"), "true");
    assert_eq!(text(first(&bulk, "[value='apply']")), "Make 1 change");
}

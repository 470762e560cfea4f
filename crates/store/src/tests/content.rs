//! Content pages and menus.

use super::{
    number, on_both, raw,
    sample::{NOW, catalogue as sample},
};
use crate::{
    Db, Error, Executor, Uuid, catalogue,
    content::{self, LinkTarget, NewLink, NewPage},
};
use domain::{
    catalogue::RedirectKind,
    content::{Menu, PageRole, PageStatus},
};

fn page(slug: &str) -> NewPage<'_> {
    NewPage {
        slug,
        title: "A title",
        description: "A description",
        body: "*Markdown*",
        role: None,
        search_words: "one\ntwo words",
        status: PageStatus::Published,
    }
}

async fn put(executor: &mut impl Executor, new: &NewPage<'_>) -> Uuid {
    content::put_page(executor, new, NOW).await.unwrap()
}

on_both!(published_pages_are_read_by_slug);
async fn published_pages_are_read_by_slug(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    assert_eq!(content::page_count(&mut tx).await.unwrap(), 0, "a new shop has none");
    put(&mut tx, &page("terms-of-sale")).await;
    let id = put(&mut tx, &NewPage { role: Some(PageRole::Contact), ..page("ask-us") }).await;
    let draft = NewPage { status: PageStatus::Draft, role: Some(PageRole::Terms), ..page("later") };
    put(&mut tx, &draft).await;
    let changed = NewPage { title: "Ask us", role: Some(PageRole::Contact), ..page("ask-us") };
    assert_eq!(put(&mut tx, &changed).await, id);
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    assert_eq!(content::page_count(&mut conn).await.unwrap(), 3);
    let pages = content::published(&mut conn).await.unwrap();
    let read: Vec<_> = pages
        .iter()
        .map(|page| (page.slug.as_str(), page.title.as_str(), page.role, page.version))
        .collect();
    assert_eq!(
        read,
        [("ask-us", "Ask us", Some(PageRole::Contact), 2), ("terms-of-sale", "A title", None, 1)]
    );
    for (role, slug, draft) in [
        (PageRole::Contact, Some("ask-us"), None),
        (PageRole::Terms, None, Some("later")),
        (PageRole::Imprint, None, None),
    ] {
        let page = content::in_role(&mut conn, role).await.unwrap();
        assert_eq!(page.map(|page| page.slug).as_deref(), slug, "{role:?}");
        let page = content::draft_in_role(&mut conn, role).await.unwrap();
        assert_eq!(page.map(|page| page.slug).as_deref(), draft, "{role:?}");
    }
    let slugs = content::slugs(&mut conn).await.unwrap();
    let slugs: Vec<_> = slugs.iter().map(|row| row.slug.as_str()).collect();
    assert_eq!(slugs, ["ask-us", "later", "terms-of-sale"]);
    let first = &pages[0];
    assert_eq!(
        (first.id, first.description.as_str(), first.body.as_str(), first.search_words.as_str()),
        (id, "A description", "*Markdown*", "one\ntwo words")
    );
}

on_both!(a_role_has_one_page);
async fn a_role_has_one_page(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    put(&mut tx, &NewPage { role: Some(PageRole::Terms), ..page("terms") }).await;
    tx.commit().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let second = NewPage { role: Some(PageRole::Terms), ..page("other-terms") };
    let refused = content::put_page(&mut tx, &second, NOW).await.unwrap_err();
    assert_eq!(refused.constraint().as_deref(), Some("pages_role_key"));
    drop(tx);
    let mut tx = db.begin().await.unwrap();
    let wrong = content::put_page(&mut tx, &page("No slug"), NOW).await;
    assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
}

on_both!(the_old_slug_of_a_page_redirects);
async fn the_old_slug_of_a_page_redirects(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let id = put(&mut tx, &page("delivery")).await;
    put(&mut tx, &page("about")).await;
    assert!(content::rename(&mut tx, "delivery", "shipping", NOW).await.unwrap());
    assert!(!content::rename(&mut tx, "delivery", "post", NOW).await.unwrap(), "it has moved");
    assert!(!content::rename(&mut tx, "shipping", "about", NOW).await.unwrap(), "it is taken");
    assert!(content::rename(&mut tx, "shipping", "Shipping", NOW).await.is_err());
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    let pages = content::published(&mut conn).await.unwrap();
    assert_eq!((pages[1].id, pages[1].slug.as_str(), pages[1].version), (id, "shipping", 2));
    let to = |old| (RedirectKind::Page, old);
    for ((kind, old), new) in [
        (to("delivery"), Some("shipping")),
        (to("shipping"), None),
        ((RedirectKind::Product, "delivery"), None),
    ] {
        let found = catalogue::redirect(&mut conn, kind, old).await.unwrap();
        assert_eq!(found.as_deref(), new, "{kind:?} {old}");
    }
    drop(conn);
    // A page that gets its slug back does not redirect to itself.
    let mut tx = db.begin().await.unwrap();
    assert!(content::rename(&mut tx, "shipping", "delivery", NOW).await.unwrap());
    let back = catalogue::redirect(&mut tx, RedirectKind::Page, "delivery").await.unwrap();
    assert_eq!(back, None);
    let old = catalogue::redirect(&mut tx, RedirectKind::Page, "shipping").await.unwrap();
    assert_eq!(old.as_deref(), Some("delivery"));
}

on_both!(a_menu_is_replaced_as_a_whole);
async fn a_menu_is_replaced_as_a_whole(db: &Db) {
    let ids = sample(db).await;
    let mut tx = db.begin().await.unwrap();
    let about = put(&mut tx, &page("about")).await;
    let link = |label, target| NewLink { group: "Help", label, target };
    let links = [
        link("Follow a parcel", LinkTarget::Path("/track")),
        link("Who we are", LinkTarget::Page(about)),
        link("Lenses", LinkTarget::Category(ids.category)),
    ];
    for links in [&links[..1], &links[..]] {
        content::put_menu(&mut tx, Menu::Footer, links, NOW).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    let rows = content::links(&mut conn).await.unwrap();
    let read: Vec<_> = rows
        .iter()
        .map(|row| {
            assert_eq!((row.menu, row.group_label.as_str()), (Some(Menu::Footer), "Help"));
            let targets = [&row.page, &row.category, &row.path].map(|target| target.as_deref());
            (row.label.as_str(), targets)
        })
        .collect();
    assert_eq!(
        read,
        [
            ("Follow a parcel", [None, None, Some("/track")]),
            ("Who we are", [Some("about"), None, None]),
            ("Lenses", [None, Some("refractors"), None]),
        ]
    );
    drop(conn);
    raw(db, "DELETE FROM pages").await.unwrap();
    assert_eq!(number(db, "SELECT COUNT(*) FROM menu_links").await, 2, "its link goes with it");
    let mut tx = db.begin().await.unwrap();
    content::put_menu(&mut tx, Menu::Footer, &[], NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(number(db, "SELECT COUNT(*) FROM menu_links").await, 0);
}

on_both!(a_link_leads_to_one_place_of_the_shop);
async fn a_link_leads_to_one_place_of_the_shop(db: &Db) {
    sample(db).await;
    let mut tx = db.begin().await.unwrap();
    put(&mut tx, &page("about")).await;
    let link = NewLink { group: "G", label: "L", target: LinkTarget::Path("/track") };
    content::put_menu(&mut tx, Menu::Footer, &[link], NOW).await.unwrap();
    tx.commit().await.unwrap();
    for (sql, constraint) in [
        ("UPDATE menu_links SET path = '//example.org'", "menu_links_path_check"),
        ("UPDATE menu_links SET path = 'https://example.org'", "menu_links_path_check"),
        ("UPDATE menu_links SET path = '/\t/example.org'", "menu_links_path_check"),
        ("UPDATE menu_links SET path = '/\n/example.org'", "menu_links_path_check"),
        ("UPDATE menu_links SET path = '/\u{7f}'", "menu_links_path_check"),
        ("UPDATE menu_links SET path = '/\\example.org'", "menu_links_path_check"),
        ("UPDATE menu_links SET path = NULL", "menu_links_check"),
        ("UPDATE menu_links SET page_id = (SELECT id FROM pages)", "menu_links_check"),
        ("UPDATE menu_links SET menu = 'header'", "menu_links_menu_check"),
        ("UPDATE pages SET role = 'home'", "pages_role_check"),
        ("UPDATE pages SET status = 'archived'", "pages_status_check"),
    ] {
        let refused = raw(db, sql).await.unwrap_err();
        assert_eq!(refused.constraint().as_deref(), Some(constraint), "{sql}");
    }
}

on_both!(edited_content_counts_its_changes);
async fn edited_content_counts_its_changes(db: &Db) {
    use content::ContentPart::{Menus, ShopTexts};
    let mut tx = db.begin().await.unwrap();
    for part in [Menus, ShopTexts] {
        assert_eq!(content::part_version(&mut tx, part).await.unwrap(), 0);
    }
    content::count_change(&mut tx, Menus).await.unwrap();
    assert_eq!(content::part_version(&mut tx, Menus).await.unwrap(), 1);
    assert_eq!(content::part_version(&mut tx, ShopTexts).await.unwrap(), 0);
    let id = put(&mut tx, &page("terms-of-sale")).await;
    let mut row = content::edited_pages(&mut tx).await.unwrap().remove(0);
    assert_eq!((row.id, row.version, row.archived_at), (id, 1, None));
    row.status = PageStatus::Draft;
    row.archived_at = Some(NOW);
    content::update_page(&mut tx, &row).await.unwrap();
    let read = content::edited_pages(&mut tx).await.unwrap().remove(0);
    assert_eq!((read.version, read.archived_at, read.status), (2, Some(NOW), PageStatus::Draft));
    assert!(content::published(&mut tx).await.unwrap().is_empty());
    for (text, expected) in [("Stars.", 1), ("More stars.", 1), ("", 0), ("", 0)] {
        let slot = domain::content::TextSlot::About;
        content::set_shop_text(&mut tx, slot, text).await.unwrap();
        assert_eq!(content::shop_text_count(&mut tx).await.unwrap(), expected, "{text:?}");
    }
    tx.commit().await.unwrap();
    let refused = raw(db, "UPDATE content_versions SET part = 'x'").await.unwrap_err();
    assert_eq!(refused.constraint().as_deref(), Some("content_versions_part_check"));
}

//! Categories, pages, guides, menus, the home page and texts in the desk, by links and forms alone.

use crate::{
    admin::{desk, signed_in},
    site::Browser,
};
use domain::staff::Role;
use views::routes;

/// The address of the row with a name.
async fn row(browser: &mut Browser<'_>, list: &str, name: &str) -> String {
    let page = browser.get(list).await.is(200).page();
    let (names, links) =
        (page.texts(".content-rows .cell-name"), page.attrs(".content-rows .cell-name", "href"));
    let at = names.iter().position(|own| own == name);
    let at = at.unwrap_or_else(|| panic!("no {name} in {names:?}"));
    links[at].clone()
}

#[tokio::test]
async fn a_category_moves_under_another_with_two_buttons() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Merchandiser);
    let new = [("name", "Zenith"), ("slug", "zenith")];
    browser.post(routes::ADMIN_CATEGORY_NEW, &new).await.leads_to(routes::ADMIN_CATEGORIES);
    let zenith = row(&mut browser, routes::ADMIN_CATEGORIES, "Zenith").await;
    let id = zenith.rsplit('/').next().unwrap().to_owned();
    let moving = routes::with_query(routes::ADMIN_CATEGORIES, &[("move", &id)]);
    let page = browser.get(&moving).await.is(200).page();
    assert!(page.says("main", "Where does “Zenith” go?"));
    let field =
        |name: &str| page.attr(&format!(".content-rows form input[name='{name}']"), "value");
    let (parent, version) = (field("parent"), field("version"));
    // A category never comes under itself.
    assert!(!page.attrs(".content-rows input[name='parent']", "value").contains(&id));
    let form = [
        ("do", "content-put-here"),
        ("id", id.as_str()),
        ("version", version.as_str()),
        ("parent", parent.as_str()),
    ];
    browser.post(routes::ADMIN_CATEGORIES, &form).await.leads_to(routes::ADMIN_CATEGORIES);
    let page = browser.get(routes::ADMIN_CATEGORIES).await.page();
    assert!(page.says(".toasts", "Saved") && page.says(".toasts", "Undo"));
    let below = page.texts(".depth-1 .cell-name");
    assert!(below.iter().any(|name| name == "Zenith"), "{below:?}");
    // The same once more is too late: somebody has changed it.
    browser.post(routes::ADMIN_CATEGORIES, &form).await.is(303);
    let stale = [
        ("do", "content-put-here"),
        ("id", id.as_str()),
        ("version", version.as_str()),
        ("parent", ""),
    ];
    browser.post(routes::ADMIN_CATEGORIES, &stale).await.is(409);
    // A loop is refused in words.
    let slug = [("version.content", "2"), ("was.parent", ""), ("parent", "zenith")];
    let refused = browser.post(&zenith, &slug).await;
    assert!(refused.is(422).page().says("#parent-error", "cannot be moved below itself"));
    browser.post(routes::ADMIN_CATEGORIES, &[("do", "content-up")]).await.is(404);
    let analyst = signed_in(&site, Role::Analyst).get(&zenith).await;
    analyst.is(403);
}

#[tokio::test]
async fn a_page_keeps_what_was_typed_and_asks_when_two_people_change_it() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Owner);
    let typed = [("title", "Zodiac"), ("slug", "Zodiac!"), ("body", "*so*"), ("status", "draft")];
    let refused = browser.post(routes::ADMIN_CONTENT_PAGE_NEW, &typed).await.is(422).page();
    assert_eq!(refused.attr("#slug", "value"), "Zodiac!");
    assert!(refused.has("#slug-error") && refused.has("#error-summary a[href='#slug']"));
    let preview = [("title", "Zodiac"), ("body", "*so*"), ("preview", "body")];
    let shown = browser.post(routes::ADMIN_CONTENT_PAGE_NEW, &preview).await.is(200).page();
    assert_eq!(shown.text(".preview em"), "so");
    let typed =
        [("title", "Zodiac"), ("slug", "zodiac"), ("body", "*so*"), ("status", "published")];
    let made = browser.post(routes::ADMIN_CONTENT_PAGE_NEW, &typed).await;
    made.leads_to(routes::ADMIN_CONTENT_PAGES);
    site.browser().get(&routes::content_page("zodiac")).await.is(200);
    let address = row(&mut browser, routes::ADMIN_CONTENT_PAGES, "Zodiac").await;
    let page = browser.get(&address).await.is(200).page();
    let version = page.input("version.content");
    assert_eq!((version.as_str(), page.input("was.title").as_str()), ("1", "Zodiac"));
    let change = |title: &'static str, version: &'static str| {
        [("version.content", version), ("was.title", "Zodiac"), ("title", title)]
    };
    let saved = browser.post(&address, &change("Zodiac now", "1")).await;
    saved.leads_to(routes::ADMIN_CONTENT_PAGES);
    let asked = browser.post(&address, &change("Zodiac mine", "1")).await.is(409).page();
    assert_eq!(asked.attr("#title-mine", "value"), "Zodiac mine");
    assert_eq!(asked.attr("#title-theirs", "value"), "Zodiac now");
    let (version, base) = (asked.input("version.content"), asked.input("was.title"));
    let decided = [
        ("version.content", version.as_str()),
        ("was.title", base.as_str()),
        ("title", "Zodiac mine"),
    ];
    browser.post(&address, &decided).await.leads_to(routes::ADMIN_CONTENT_PAGES);
    let open = browser.get(&address).await.page();
    assert_eq!(open.text("h1"), "Zodiac mine");
    browser.post(&address, &[("do", "content-archive")]).await.is(303);
    site.browser().get(&routes::content_page("zodiac")).await.is(404);
    browser.post(&address, &[("title", "x"), ("was.title", "y")]).await.is(422);
    browser.get(&routes::admin_content_page("7")).await.is(404);
}

#[tokio::test]
async fn a_weekend_comes_to_the_home_page_and_is_shown_at_its_time() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Owner);
    let list = routes::ADMIN_HOME_PAGE;
    let hero = routes::with_query(routes::ADMIN_HOME_BLOCK_NEW, &[("kind", "hero")]);
    browser.get(&hero).await.is(200);
    let typed = [
        ("title", "Weekend of stars"),
        ("starts_at", "2026-12-05T00:00"),
        ("ends_at", "2026-12-07T00:00"),
        ("sort", "chosen"),
        ("status", "published"),
    ];
    browser.post(&hero, &typed).await.leads_to(list);
    let words = routes::with_query(routes::ADMIN_HOME_BLOCK_NEW, &[("kind", "text")]);
    let other = [("title", "Words"), ("text", "Some."), ("status", "published")];
    browser.post(&words, &other).await.leads_to(list);
    let at = |time: &str| routes::with_query(list, &[("at", time)]);
    for (time, status) in
        [("2026-12-04T23:00", "Later"), ("2026-12-05T00:00", "Shown"), ("2026-12-07T00:00", "Over")]
    {
        let page = browser.get(&at(time)).await.is(200).page();
        assert_eq!(page.text(".content-rows li .cell-name"), "Weekend of stars", "it comes first");
        assert_eq!(page.text(".content-rows li .status"), status, "{time}");
    }
    let wrong = browser.get(&at("soon")).await.is(200).page();
    assert!(wrong.says(".notice-bad", "Enter a date and a time"));
    assert_eq!(wrong.attr("#at", "value"), "soon");
    // A time that clocks show twice asks for its offset, which only a line takes.
    let twice = [("title", "x"), ("starts_at", "2026-10-25T02:30"), ("status", "published")];
    let refused = browser.post(&hero, &twice).await.is(422).page();
    assert!(refused.says("#starts_at-error", "2026-10-25T02:30+02:00"));
    assert_eq!(refused.attr("#starts_at", "type"), "text");
    // A rule shows its contents before it is saved.
    let row = routes::with_query(routes::ADMIN_HOME_BLOCK_NEW, &[("kind", "products")]);
    let preview = [("title", "All"), ("rule", "everything"), ("preview", "content-show")];
    let shown = browser.post(&row, &preview).await.is(200).page();
    assert!(shown.says(".notice-bad", "fits every product") && shown.has(".contents li"));
    let id = browser.get(list).await.page();
    let id = id.attr(".content-rows form input[name='id']", "value");
    let down = [("do", "content-down"), ("id", id.as_str())];
    browser.post(list, &down).await.leads_to(list);
    let first = browser.get(list).await.page().text(".content-rows li .cell-name");
    assert_ne!(first, "Weekend of stars");
}

#[tokio::test]
async fn links_and_texts_are_changed_by_forms() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Owner);
    let footer = routes::admin_menu("footer");
    browser.get(routes::ADMIN_MENUS).await.is(200);
    let page = browser.get(&footer).await.is(200).page();
    let (count, version) = (page.count(".content-rows li"), page.input("version.content"));
    let link = |path: &'static str| {
        [("group", "Help"), ("label", "Follow it"), ("target", ""), ("path", path)]
    };
    let mut lost = link("/pages/nobody").to_vec();
    lost.push(("version.content", version.as_str()));
    let refused = browser.post(&footer, &lost).await.is(422).page();
    assert!(refused.says("#target-error", "nobody"));
    assert_eq!(refused.attr("#path", "value"), "/pages/nobody");
    let mut good = link("/track").to_vec();
    good.push(("version.content", version.as_str()));
    browser.post(&footer, &good).await.leads_to(&footer);
    let page = browser.get(&footer).await.page();
    assert_eq!(page.count(".content-rows li"), count + 1);
    // The version is that of before.
    let stale = [("do", "content-remove"), ("at", "0"), ("version", version.as_str())];
    browser.post(&footer, &stale).await.leads_to(&footer);
    assert!(browser.get(&footer).await.page().says(".toasts", "Somebody else"));
    let page = browser.get(routes::ADMIN_TEXTS).await.is(200).page();
    let (version, base) = (page.input("version.content"), page.input("was.tagline"));
    let text = [
        ("version.content", version.as_str()),
        ("was.tagline", base.as_str()),
        ("tagline", "for all"),
    ];
    let saved = browser.post(routes::ADMIN_TEXTS, &text).await;
    saved.leads_to(routes::ADMIN_TEXTS);
    let mail = routes::admin_mail_texts("order");
    let page = browser.get(&mail).await.is(200).page();
    assert!(page.says("main", "{order-number}"));
    let wrong = [("text-subject", "Hello {nobody}"), ("preview", "content-email")];
    let refused = browser.post(&mail, &wrong).await.is(422).page();
    assert!(refused.says("#text-subject-error", "{nobody}"));
    let good = [("text-subject", "Yours: {order-number}"), ("preview", "content-email")];
    let shown = browser.post(&mail, &good).await.is(200).page();
    assert!(shown.says("main .value", "Yours:"));
    browser.post(&mail, &[("do", "content-trial")]).await.leads_to(&mail);
    browser.get(&routes::admin_mail_texts("nothing")).await.is(404);
}

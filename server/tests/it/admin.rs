//! The desk: who may open what, and messages.

use crate::site::{Browser, Site};
use async_trait::async_trait;
use axum::http::Method;
use domain::staff::{Permissions, Role};
use server::{
    http::admin::{Access, table},
    session::{STAFF_COOKIE, StaffSession, StaffSessions, StoredSessions},
};
use shop::{Context, InternalError, staff::Actor};
use std::{collections::BTreeSet, sync::Arc};
use views::{admin::shell::SignedIn, routes};

/// A session for each role: its token is the key of the role.
struct ByRole;

#[async_trait]
impl StaffSessions for ByRole {
    async fn find(&self, _: &Context, token: &str) -> Result<Option<StaffSession>, InternalError> {
        let name = "Ada Byron".to_owned();
        let person = SignedIn { name: name.clone(), email: "ada@shop.example".to_owned() };
        let session = |permissions: Permissions| StaffSession {
            actor: Actor::staff(store::Uuid::from_u128(7), name.clone(), permissions),
            person: person.clone(),
        };
        Ok(Role::from_key(token).map(|role| session(role.permissions())))
    }
}

pub(crate) async fn desk() -> Site {
    Site::with_desk(Arc::new(ByRole)).await
}

pub(crate) fn signed_in(site: &Site, role: Role) -> Browser<'_> {
    let mut browser = site.browser();
    browser.cookies.insert(STAFF_COOKIE.to_owned(), role.key().to_owned());
    browser
}

/// The address of a route: its parameters are filled with something.
fn address(pattern: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "7".to_owned() } else { part.to_owned() };
    pattern.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Every route for every role, and for nobody: allowed if and only if its line says so.
#[tokio::test]
async fn every_route_admits_the_roles_of_its_line() {
    let site = desk().await;
    let mut lines = BTreeSet::new();
    for line in table() {
        assert!(routes::is_admin(line.path), "{}", line.path);
        assert!(lines.insert((line.method.to_string(), line.path)), "{} twice", line.path);
        let address = address(line.path);
        for role in Role::ALL.map(Some).into_iter().chain([None]) {
            let mut browser = match role {
                Some(role) => signed_in(&site, role),
                None => site.browser(),
            };
            let answer = match line.method {
                Method::GET => browser.get(&address).await,
                _ => browser.post(&address, &[]).await,
            };
            let given = line.access.is_given(role.map(Role::permissions));
            let what = format!("{} {} {role:?}: {}", line.method, line.path, answer.status);
            let asked = answer.header("location").starts_with(routes::ADMIN_SIGN_IN);
            match role {
                _ if given => assert!(!asked && answer.status != 403, "{what}"),
                Some(_) => assert_eq!(answer.status, 403, "{what}"),
                None if line.method == Method::GET => assert!(asked, "{what}"),
                None => assert_eq!(answer.status, 403, "{what}"),
            }
            assert_eq!(answer.header("cache-control"), "no-store", "{what}");
        }
    }
    // What anybody may open is listed here on purpose.
    let open: Vec<_> =
        table().into_iter().filter(|line| line.access == Access::Everybody).collect();
    let open: BTreeSet<_> = open.iter().map(|line| (line.method.to_string(), line.path)).collect();
    let get = [
        routes::ADMIN_SIGN_IN,
        routes::ADMIN_SECOND_FACTOR,
        routes::ADMIN_ENROLMENT,
        routes::ADMIN_RESET_REQUEST,
        routes::ADMIN_RESET,
        routes::ADMIN_INVITATION,
    ];
    let post = get.into_iter().chain([routes::ADMIN_SIGN_OUT, routes::ADMIN_ACCOUNT_THEME]);
    let expected = get.map(|path| ("GET".to_owned(), path)).into_iter();
    let expected = expected.chain(post.map(|path| ("POST".to_owned(), path)));
    assert_eq!(open, expected.collect());
}

#[tokio::test]
async fn nobody_is_signed_in_without_sessions() {
    let site = Site::with_desk(Arc::new(StoredSessions)).await;
    let mut browser = signed_in(&site, Role::Owner);
    browser.get(routes::ADMIN).await.leads_to(routes::ADMIN_SIGN_IN);
    let next = routes::with_query(routes::ADMIN, &[("a", "b")]);
    browser.get(&next).await.leads_to(&routes::admin_sign_in(&next));
    let page = browser.get(&routes::admin_sign_in(&next)).await;
    page.is(200);
    assert_eq!(page.input("next"), next);
    // Only an address of the desk is gone to.
    let other = browser.get(&routes::admin_sign_in("//example.com")).await;
    assert!(!other.page().has("[name='next']"));
    let html = page.text();
    assert!(html.contains("noindex") && html.contains("/pkg/desk/perigee.css"), "{html}");
    assert!(!html.contains("/pkg/perigee.css") && !html.contains(routes::VITALS_SCRIPT), "{html}");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("'nonce-") && policy.contains("frame-ancestors 'none'"), "{policy}");
}

#[tokio::test]
async fn what_nobody_in_particular_posts_is_not_kept() {
    let site = desk().await;
    let fields = [("name", "\"><b>"), ("password", "secret")];
    let answer = site.browser().post(routes::ADMIN_ACCOUNT_SHORTCUTS, &fields).await;
    let page = answer.is(403).page();
    assert!(page.says("[role='alert']", "Your session has ended"));
    assert!(!page.says("[role='alert']", "has been kept"));
    assert!(answer.set_cookie("desk-form").is_none());
    assert!(!answer.text().contains("secret"), "no page repeats a password");
    let program = site.program().post(routes::ADMIN_ACCOUNT_SHORTCUTS, &fields).await;
    program.is_problem(403);
}

#[tokio::test]
async fn shortcuts_are_turned_off_with_a_message_that_is_shown_once() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Analyst);
    let page = browser.get(routes::ADMIN).await.is(200).page();
    assert_eq!(page.attr(".help [name='shortcuts']", "value"), "off");
    assert_eq!(page.text(".person-name"), "Ada Byron");
    let form = [("shortcuts", "off"), ("back", "https://example.com/")];
    browser.post(routes::ADMIN_ACCOUNT_SHORTCUTS, &form).await.leads_to(routes::ADMIN);
    let page = browser.get(routes::ADMIN).await.page();
    assert_eq!(page.attr(".help [name='shortcuts']", "value"), "on");
    assert!(page.says(".toasts", "Keyboard shortcuts are off"));
    assert!(!browser.get(routes::ADMIN).await.page().has(".toasts .notice"));
    browser.post(routes::ADMIN_ACCOUNT_SHORTCUTS, &[("shortcuts", "x")]).await.is(422);
}

#[tokio::test]
async fn the_theme_is_that_of_the_shop() {
    let site = desk().await;
    let mut browser = site.browser();
    let form = [("theme", "red"), ("back", routes::ADMIN_SIGN_IN)];
    browser.post(routes::ADMIN_ACCOUNT_THEME, &form).await.leads_to(routes::ADMIN_SIGN_IN);
    for path in [routes::ADMIN_SIGN_IN, routes::HOME] {
        assert_eq!(browser.get(path).await.page().attr("html", "data-theme"), "red", "{path}");
    }
    browser.post(routes::ADMIN_ACCOUNT_THEME, &[("theme", "blue")]).await.is(422);
}

#[tokio::test]
async fn errors_stay_within_the_desk() {
    let site = desk().await;
    let mut browser = signed_in(&site, Role::Owner);
    let missing = browser.get("/admin/nothing").await;
    assert_eq!(missing.is(404).page().text("h1"), "There is no such page");
    assert!(missing.page().has("body.desk"));
    let method = browser.send("DELETE", routes::ADMIN, None, "").await;
    assert!(method.is(405).page().has("body.desk"));
    browser.get("/admin/").await.is(308);
    site.program().get("/admin/nothing").await.is_problem(404);
    // Without the surface there is no desk.
    let shop = Site::sqlite().await;
    let answer = shop.browser().get(routes::ADMIN).await;
    assert!(!answer.is(404).page().has("body.desk"));
}

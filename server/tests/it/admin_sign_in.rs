//! Signing in to the desk through its pages: what is asked for, what is refused, and what is kept.

use crate::site::{Answer, Browser, Page, Site};
use domain::staff::{Permission, Role};
use server::session::{STAFF_COOKIE, StoredSessions};
use shop::staff::{self, Actor, Invite, SecondFactorAfter};
use std::sync::{Arc, atomic::Ordering};
use store::{Uuid, staff::roles::builtin};
use views::routes;

const PASSWORD: &str = "violet anchor drifts northward";
const OTHER: &str = "copper lantern eleven gardens";
/// Milliseconds of a step of codes.
const STEP: i64 = 30_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Somebody with a second factor.
struct Member {
    email: &'static str,
    secret: String,
    recovery_codes: Vec<String>,
}

async fn desk() -> Site {
    Site::with_desk(Arc::new(StoredSessions)).await
}

fn operator() -> Actor {
    Actor::operator("test")
}

/// The code of an authenticator now.
fn code(site: &Site, secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let now = site.time.load(Ordering::Relaxed);
    totp.generate(u64::try_from(now / 1000).unwrap()).to_string()
}

/// The path of an invitation.
async fn invitation(site: &Site, email: &str, roles: &[Uuid]) -> String {
    let invite = Invite { name: "", email, roles };
    let token = staff::invite_by_link(&site.shop, &operator(), invite).await.unwrap();
    routes::admin_invitation(&token)
}

/// Accepts an invitation and sets up the second factor; the browser is signed in afterwards.
async fn join(browser: &mut Browser<'_>, email: &'static str, role: Role) -> Member {
    let site = browser.site;
    let link = invitation(site, email, &[builtin(role)]).await;
    join_by(browser, email, &link).await
}

async fn join_by(browser: &mut Browser<'_>, email: &'static str, link: &str) -> Member {
    let site = browser.site;
    let fields = [("person-name", "Ada Byron"), ("new-password", PASSWORD)];
    browser.post(link, &fields).await.leads_to(routes::ADMIN_ENROLMENT);
    let page = browser.get(routes::ADMIN_ENROLMENT).await.is(200).page();
    let secret = page.text("main p code").replace(' ', "");
    let first = code(site, &secret);
    let codes = browser.post(routes::ADMIN_ENROLMENT, &[("code", &first)]).await.is(200).page();
    let recovery_codes = codes.texts(".codes li code");
    assert_eq!(recovery_codes.len(), 10);
    let kept = [("kept", "on")];
    browser.post(routes::ADMIN_ACCOUNT_RECOVERY_CODES_KEPT, &kept).await.leads_to(routes::ADMIN);
    browser.get(routes::ADMIN).await.is(200);
    Member { email, secret, recovery_codes }
}

async fn type_password(browser: &mut Browser<'_>, email: &str, password: &str) -> Answer {
    browser.post(routes::ADMIN_SIGN_IN, &[("email", email), ("password", password)]).await
}

async fn type_code(browser: &mut Browser<'_>, code: &str) -> Answer {
    browser.post(routes::ADMIN_SECOND_FACTOR, &[("code", code)]).await
}

/// Signs in with password and code; the step before has to be over.
async fn sign_in(browser: &mut Browser<'_>, member: &Member) -> Answer {
    let waiting = type_password(browser, member.email, PASSWORD).await;
    waiting.leads_to(routes::ADMIN_SECOND_FACTOR);
    let code = code(browser.site, &member.secret);
    type_code(browser, &code).await
}

fn token(browser: &Browser<'_>) -> String {
    browser.cookies.get(STAFF_COOKIE).cloned().unwrap_or_default()
}

/// The fields of the page's form in `main`, as a browser would post them.
fn fields(page: &Page) -> Vec<(String, String)> {
    let inputs = page.all("main form input[type='hidden'][name]").into_iter();
    let pair = |input: scraper::ElementRef<'_>| {
        let part = |name| input.attr(name).unwrap_or_default().to_owned();
        (part("name"), part("value"))
    };
    inputs.map(pair).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_signs_in_with_two_factors_and_comes_back_to_the_page() {
    let site = desk().await;
    let mut browser = site.browser();
    let member = join(&mut browser, "ada@desk.example", Role::Owner).await;
    browser.post(routes::ADMIN_SIGN_OUT, &[]).await.leads_to(routes::ADMIN);
    assert_eq!(token(&browser), "");
    let wanted = "/admin/people?after=a";
    browser.get(wanted).await.leads_to(&routes::admin_sign_in(wanted));
    let page = browser.get(&routes::admin_sign_in(wanted)).await.is(200).page();
    assert_eq!(page.input("next"), wanted);
    site.advance(STEP);
    let typed = [("email", " ADA@desk.example "), ("password", PASSWORD), ("next", wanted)];
    let second = routes::admin_then(routes::ADMIN_SECOND_FACTOR, wanted);
    browser.post(routes::ADMIN_SIGN_IN, &typed).await.leads_to(&second);
    // Nothing of the desk answers in between, and it leads to what is missing.
    browser.get(routes::ADMIN).await.leads_to(routes::ADMIN_SECOND_FACTOR);
    let page = browser.get(&second).await.is(200).page();
    assert_eq!(page.input("next"), wanted);
    assert_eq!(page.attr("#code", "autocomplete"), "one-time-code");
    let code = code(&site, &member.secret);
    let typed = [("code", code.as_str()), ("next", wanted)];
    browser.post(routes::ADMIN_SECOND_FACTOR, &typed).await.leads_to(wanted);
    let page = browser.get(wanted).await.is(200).page();
    assert!(page.has("#desk-menu a[href='/admin/people']"));
    let cookie = browser.post(routes::ADMIN_SIGN_OUT, &[]).await;
    assert!(cookie.set_cookie(STAFF_COOKIE).unwrap().contains("Max-Age=0"));
    let page = browser.get(routes::ADMIN_SIGN_IN).await.page();
    assert!(page.says(".toasts", "You are signed out."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_step_gives_a_new_token_and_ends_the_one_before() {
    let site = desk().await;
    let mut browser = site.browser();
    let member = join(&mut browser, "ada@desk.example", Role::Owner).await;
    let opened = token(&browser);
    let mut tokens = vec![opened.clone()];
    let mut elsewhere = site.browser();
    // A token that somebody else has put into the browser never becomes more.
    elsewhere.cookies.insert(STAFF_COOKIE.to_owned(), "a".repeat(64));
    site.advance(STEP);
    type_password(&mut elsewhere, member.email, PASSWORD).await.is(303);
    let waiting = token(&elsewhere);
    tokens.push(waiting.clone());
    let code = code(&site, &member.secret);
    type_code(&mut elsewhere, &code).await.leads_to(routes::ADMIN);
    tokens.push(token(&elsewhere));
    elsewhere
        .post(routes::ADMIN_REAUTHENTICATE, &[("password", PASSWORD)])
        .await
        .leads_to(routes::ADMIN);
    tokens.push(token(&elsewhere));
    let change = [("current-password", PASSWORD), ("new-password", OTHER)];
    elsewhere.post(routes::ADMIN_ACCOUNT_PASSWORD, &change).await.leads_to(routes::ADMIN_ACCOUNT);
    tokens.push(token(&elsewhere));
    assert!(tokens.iter().all(|token| token.len() == 64 && *token != "a".repeat(64)));
    let last = tokens.pop().unwrap();
    assert!(!tokens.contains(&last));
    tokens.sort();
    tokens.dedup();
    assert_eq!(tokens.len(), 4);
    for ended in tokens {
        let mut stolen = site.browser();
        stolen.cookies.insert(STAFF_COOKIE.to_owned(), ended);
        stolen.get(routes::ADMIN).await.leads_to(routes::ADMIN_SIGN_IN);
    }
    elsewhere.get(routes::ADMIN).await.is(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_late_and_repeated_codes_are_refused() {
    let site = desk().await;
    let mut browser = site.browser();
    let member = join(&mut browser, "ada@desk.example", Role::Owner).await;
    // The code of the first step is used up.
    let used = code(&site, &member.secret);
    let mut again = site.browser();
    type_password(&mut again, member.email, PASSWORD).await.is(303);
    let page = type_code(&mut again, &used).await.is(422).page();
    assert!(page.says("[role='alert']", "This code is wrong or has been used."));
    assert_eq!(page.attr("#code", "value"), "", "no page repeats a code");
    site.advance(3 * STEP);
    for wrong in [used.as_str(), "", "12345", "abcdef"] {
        type_code(&mut again, wrong).await.is(422);
    }
    // Five attempts in a quarter of an hour, then not even the right one.
    let right = code(&site, &member.secret);
    let limited = type_code(&mut again, &right).await;
    assert!(limited.is(429).page().says("[role='alert']", "Too many attempts."));
    assert!(limited.header("retry-after").parse::<u32>().unwrap() > 700);
    site.advance(15 * MINUTE);
    // The ten minutes between password and code are over, too.
    let right = code(&site, &member.secret);
    type_code(&mut again, &right).await.leads_to(routes::ADMIN);
    again.get(routes::ADMIN).await.leads_to(routes::ADMIN_SIGN_IN);
    sign_in(&mut again, &member).await.leads_to(routes::ADMIN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recovery_code_opens_once() {
    let site = desk().await;
    let mut browser = site.browser();
    let member = join(&mut browser, "ada@desk.example", Role::Owner).await;
    let page = routes::with_query(routes::ADMIN_SECOND_FACTOR, &[("use", "recovery-code")]);
    for (browser, status) in [(&mut site.browser(), 303), (&mut site.browser(), 422)] {
        type_password(browser, member.email, PASSWORD).await.is(303);
        assert!(browser.get(&page).await.is(200).page().has("#recovery-code"));
        let typed = member.recovery_codes[0].to_lowercase().replace('-', " ");
        let answer = browser.post(routes::ADMIN_SECOND_FACTOR, &[("recovery-code", &typed)]).await;
        answer.is(status);
    }
    let account = browser.get(routes::ADMIN_ACCOUNT).await.is(200).page();
    assert!(account.says("section", "9 recovery codes are left."));
    let renewed = browser.post(routes::ADMIN_ACCOUNT_RECOVERY_CODES, &[]).await.is(200).page();
    let new = renewed.texts(".codes li code");
    assert!(new.len() == 10 && new.iter().all(|code| !member.recovery_codes.contains(code)));
    let file = renewed.attr("a[download]", "href");
    assert!(new.iter().all(|code| file.contains(code.as_str())), "{file}");
    assert_eq!(renewed.input("next"), routes::ADMIN_ACCOUNT);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_learns_who_has_an_account() {
    let site = desk().await;
    let mut browser = site.browser();
    let member = join(&mut browser, "ada@desk.example", Role::Support).await;
    let mut answers = Vec::new();
    for email in [member.email, "eve@desk.example"] {
        let answer = type_password(&mut site.browser(), email, "wrong").await;
        let page = answer.is(422).page();
        assert_eq!(page.attr("#email", "value"), email);
        assert_eq!(page.attr("#password", "value"), "");
        let reset = site.browser().post(routes::ADMIN_RESET_REQUEST, &[("email", email)]).await;
        answers.push((page.text("main [role='alert']"), reset.is(200).page().shown()));
    }
    assert_eq!(answers[0], answers[1]);
    assert!(answers[0].0.contains("Email address or password is wrong."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_attempts_get_a_page_that_says_when_to_go_on() {
    let site = desk().await;
    let mut browser = site.browser();
    let member = join(&mut browser, "ada@desk.example", Role::Owner).await;
    for _ in 0..10 {
        browser.post(routes::ADMIN_REAUTHENTICATE, &[("password", "wrong")]).await.is(422);
    }
    // Whoever is signed in stays so, and proves nothing meanwhile.
    let limited = browser.post(routes::ADMIN_REAUTHENTICATE, &[("password", PASSWORD)]).await;
    assert!(limited.is(429).page().says("[role='alert']", "Try again in 15 minutes."));
    browser.get(routes::ADMIN).await.is(200);
    site.advance(16 * MINUTE);
    let mut other = site.browser();
    for _ in 0..10 {
        type_password(&mut other, member.email, "wrong").await.is(422);
    }
    for password in ["wrong", PASSWORD] {
        let limited = type_password(&mut other, member.email, password).await;
        assert!(limited.is(429).page().says("[role='alert']", "Try again in 15 minutes."));
        assert_eq!(limited.header("retry-after"), "900");
    }
    for _ in 0..3 {
        other.post(routes::ADMIN_RESET_REQUEST, &[("email", "x@desk.example")]).await.is(200);
    }
    let limited = other.post(routes::ADMIN_RESET_REQUEST, &[("email", "x@desk.example")]).await;
    assert!(limited.is(429).page().has("#email[value='x@desk.example']"));
    site.advance(16 * MINUTE);
    sign_in(&mut other, &member).await.leads_to(routes::ADMIN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_sites_neither_post_nor_are_led_to() {
    let site = desk().await;
    let mut browser = site.browser();
    let member = join(&mut browser, "ada@desk.example", Role::Owner).await;
    let credentials = [("email", member.email), ("password", PASSWORD)];
    let mut foreign =
        site.browser().with("origin", "https://evil.example").with("sec-fetch-site", "cross-site");
    for path in [
        routes::ADMIN_SIGN_IN,
        routes::ADMIN_SIGN_OUT,
        routes::ADMIN_INVITE,
        routes::ADMIN_ACCOUNT_PASSWORD,
        routes::ADMIN_ROLE_NEW,
    ] {
        foreign.cookies.insert(STAFF_COOKIE.to_owned(), token(&browser));
        let answer = foreign.post(path, &credentials).await;
        assert!(answer.is(403).set_cookie(STAFF_COOKIE).is_none(), "{path}");
    }
    browser.get(routes::ADMIN).await.is(200);
    for next in [
        "//evil.example/admin",
        "https://evil.example/admin",
        "/\\evil.example",
        "/cart",
        "/admin/../cart",
        "/admin/%2e%2E/cart",
        "javascript:alert(1)",
    ] {
        let mut other = site.browser();
        let page = other.get(&routes::admin_sign_in(next)).await.is(200).page();
        assert!(!page.has("[name='next']"), "{next}");
        let typed = [("email", member.email), ("password", PASSWORD), ("next", next)];
        let answer = other.post(routes::ADMIN_SIGN_IN, &typed).await;
        answer.leads_to(routes::ADMIN_SECOND_FACTOR);
        site.advance(STEP);
        let code = code(&site, &member.secret);
        let typed = [("code", code.as_str()), ("next", next)];
        other.post(routes::ADMIN_SECOND_FACTOR, &typed).await.leads_to(routes::ADMIN);
        let typed = [("password", PASSWORD), ("next", next)];
        other.post(routes::ADMIN_REAUTHENTICATE, &typed).await.leads_to(routes::ADMIN);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_posted_too_late_goes_on_after_signing_in() {
    let site = desk().await;
    let (mut browser, mut other) = (site.browser(), site.browser());
    let member = join(&mut browser, "ada@desk.example", Role::Owner).await;
    site.advance(STEP);
    let colleague = join(&mut other, "eve@desk.example", Role::Owner).await;
    site.advance(13 * HOUR);
    let form = [
        ("role-name", "\"><b> Night \u{e9}"),
        ("permission", "orders_read"),
        ("permission", "orders_fulfil"),
        ("password", "secret"),
        ("code", "secret"),
    ];
    let answer = browser.post(routes::ADMIN_ROLE_NEW, &form).await;
    let page = answer.is(403).page();
    assert!(page.says("[role='alert']", "Your session has ended."));
    assert!(page.says("[role='alert']", "What you sent has been kept."));
    assert!(!answer.text().contains("secret"), "no page repeats a password");
    let opened = sign_in(&mut browser, &member).await;
    let kept = opened.is(303).header("location").to_owned();
    assert!(kept.starts_with("/admin/kept-forms/"), "{kept}");
    // It survives a reload, and nobody else gets it.
    browser.get(&kept).await.is(200);
    let page = browser.get(&kept).await.is(200).page();
    sign_in(&mut other, &colleague).await.leads_to(routes::ADMIN);
    other.get(&kept).await.leads_to(routes::ADMIN);
    assert_eq!(page.attr("main form", "action"), routes::ADMIN_ROLE_NEW);
    let fields = fields(&page);
    let expected = [
        ("role-name", "\"><b> Night \u{e9}"),
        ("permission", "orders_read"),
        ("permission", "orders_fulfil"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(fields, expected);
    let posted: Vec<_> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let saved = browser.post(routes::ADMIN_ROLE_NEW, &posted).await;
    let role = saved.is(303).header("location").to_owned();
    let page = browser.get(&role).await.is(200).page();
    assert_eq!(page.attr("#role-name", "value"), "\"><b> Night \u{e9}");
    assert_eq!(
        page.attrs("[name='permission'][checked]", "value"),
        ["orders_read", "orders_fulfil"]
    );
    // Signing in again has nothing left to offer.
    browser.post(routes::ADMIN_SIGN_OUT, &[]).await.is(303);
    site.advance(STEP);
    sign_in(&mut browser, &member).await.leads_to(routes::ADMIN);
    // Of a form with nothing but passwords nothing is kept.
    site.advance(13 * HOUR);
    let form = [("current-password", PASSWORD), ("new-password", OTHER)];
    let page = browser.post(routes::ADMIN_ACCOUNT_PASSWORD, &form).await.is(403).page();
    assert!(!page.says("[role='alert']", "has been kept"));
    sign_in(&mut browser, &member).await.leads_to(routes::ADMIN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dangerous_act_asks_for_the_password_and_then_goes_on() {
    let site = desk().await;
    let mut browser = site.browser();
    join(&mut browser, "ada@desk.example", Role::Owner).await;
    site.advance(16 * MINUTE);
    let role = builtin(Role::Fulfilment).to_string();
    let form = [("email", "pia@desk.example"), ("person-name", "Pia"), ("role", role.as_str())];
    browser.post(routes::ADMIN_INVITE, &form).await.leads_to(routes::ADMIN_REAUTHENTICATE);
    let page = browser.get(routes::ADMIN_REAUTHENTICATE).await.is(200).page();
    assert_eq!(page.attr("#password", "autocomplete"), "current-password");
    let wrong = browser.post(routes::ADMIN_REAUTHENTICATE, &[("password", "wrong")]).await;
    assert!(wrong.is(422).page().says("[role='alert']", "This password is wrong."));
    let right = browser.post(routes::ADMIN_REAUTHENTICATE, &[("password", PASSWORD)]).await;
    let kept = right.is(303).header("location").to_owned();
    let page = browser.get(&kept).await.is(200).page();
    let fields = fields(&page);
    let posted: Vec<_> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(posted, form);
    browser.post(routes::ADMIN_INVITE, &posted).await.leads_to(routes::ADMIN_PEOPLE);
    let people = browser.get(routes::ADMIN_PEOPLE).await.is(200).page();
    assert!(people.says(".toasts", "The invitation is on its way."));
    assert!(people.says(".rows li", "pia@desk.example"));
    // A page that needs it, too.
    site.advance(16 * MINUTE);
    let asked =
        routes::admin_then(routes::ADMIN_REAUTHENTICATE, routes::ADMIN_ACCOUNT_SECOND_FACTOR);
    browser.get(routes::ADMIN_ACCOUNT_SECOND_FACTOR).await.leads_to(&asked);
    let typed = [("password", PASSWORD), ("next", routes::ADMIN_ACCOUNT_SECOND_FACTOR)];
    let answer = browser.post(routes::ADMIN_REAUTHENTICATE, &typed).await;
    answer.leads_to(routes::ADMIN_ACCOUNT_SECOND_FACTOR);
    let mut program = Browser { cookies: browser.cookies.clone(), ..site.program() };
    site.advance(16 * MINUTE);
    program.post(routes::ADMIN_INVITE, &form).await.is_problem(403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forgotten_password_is_replaced_by_a_link() {
    let site = desk().await;
    let mut browser = site.browser();
    let member = join(&mut browser, "ada@desk.example", Role::Owner).await;
    let person = staff::person_by_email(&site.shop, &operator(), member.email).await.unwrap();
    let kept = SecondFactorAfter::Kept;
    let link = staff::reset_by_link(&site.shop, &operator(), person, kept).await.unwrap();
    let link = routes::admin_reset(&link);
    browser.get(routes::ADMIN).await.leads_to(routes::ADMIN_SIGN_IN);
    let page = browser.get(&link).await.is(200).page();
    assert!(page.says("main", member.email));
    let weak = browser.post(&link, &[("new-password", "ada byron")]).await;
    assert!(weak.is(422).page().says(".field-error", "easy to guess"));
    assert!(!weak.text().contains("value=\"ada byron\""));
    browser.post(&link, &[("new-password", OTHER)]).await.leads_to(routes::ADMIN);
    for ended in [browser.get(&link).await, browser.post(&link, &[("new-password", OTHER)]).await] {
        assert!(ended.is(410).says("This link is no longer valid"));
    }
    // A link alone opens nothing.
    type_password(&mut browser, member.email, PASSWORD).await.is(422);
    type_password(&mut browser, member.email, OTHER).await.leads_to(routes::ADMIN_SECOND_FACTOR);
    browser.get(routes::ADMIN).await.leads_to(routes::ADMIN_SECOND_FACTOR);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_owner_types_an_address_and_an_invitation_works_once() {
    let site = desk().await;
    let token = staff::first_owner_link(&site.shop).await.unwrap().unwrap();
    let link = routes::admin_invitation(&token);
    let mut browser = site.browser();
    assert!(browser.get(&link).await.is(200).page().has("#email"));
    let typed = [("person-name", " "), ("email", "mara"), ("new-password", "12345678")];
    let page = browser.post(&link, &typed).await.is(422).page();
    assert_eq!(page.count(".field-error"), 3);
    assert_eq!(page.attr("#email", "value"), "mara");
    assert_eq!(page.attr("#new-password", "value"), "");
    let typed = [
        ("person-name", "Mara Lindqvist"),
        ("email", "mara@desk.example"),
        ("new-password", PASSWORD),
    ];
    browser.post(&link, &typed).await.leads_to(routes::ADMIN_ENROLMENT);
    // Until then nothing of the desk answers.
    browser
        .get(routes::ADMIN_PEOPLE)
        .await
        .leads_to(&routes::admin_then(routes::ADMIN_ENROLMENT, routes::ADMIN_PEOPLE));
    let first = browser.get(routes::ADMIN_ENROLMENT).await.page().text("main p code");
    let wrong = browser.post(routes::ADMIN_ENROLMENT, &[("code", "000000")]).await;
    // A mistyped code shows the same again; opening the page anew does not.
    assert_eq!(wrong.is(422).page().text("main p code"), first);
    let second = browser.get(routes::ADMIN_ENROLMENT).await.page().text("main p code");
    assert_ne!(first, second);
    let stale = code(&site, &first.replace(' ', ""));
    browser.post(routes::ADMIN_ENROLMENT, &[("code", &stale)]).await.is(422);
    let mut other = site.browser();
    assert!(other.get(&link).await.is(410).says("This invitation is no longer valid"));
    other.post(&link, &typed).await.is(410);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ids_of_others_open_nothing() {
    let site = desk().await;
    let (mut owner, mut support) = (site.browser(), site.browser());
    join(&mut owner, "ada@desk.example", Role::Owner).await;
    site.advance(STEP);
    join(&mut support, "eve@desk.example", Role::Support).await;
    let account = owner.get(routes::ADMIN_ACCOUNT).await.is(200).page();
    assert_eq!(account.count(".rows li"), 1);
    let people = owner.get(routes::ADMIN_PEOPLE).await.is(200).page();
    let hrefs = people.attrs("table.data .cell-name", "href");
    assert_eq!(hrefs.len(), 2, "{hrefs:?}");
    for href in &hrefs {
        let refused = support.get(href).await;
        assert!(refused.is(403).page().says("main", "Invite people and change their rights"));
        for action in ["suspend", "sign-out-everywhere", "send-reset", ""] {
            support.post(href, &[("do", action)]).await.is(403);
        }
    }
    support.post(routes::ADMIN_INVITE, &[("email", "x@desk.example")]).await.is(403);
    support.post(routes::ADMIN_ROLE_NEW, &[("role-name", "x")]).await.is(403);
    // A session of somebody else is none.
    let mut conn = site.shop.db().read().await.unwrap();
    let id = store::staff::sessions::by_token(&mut conn, &token(&owner)).await.unwrap().unwrap().id;
    drop(conn);
    let session = routes::admin_session(&id.to_string());
    support.post(&session, &[]).await.is(404);
    owner.get(routes::ADMIN).await.is(200);
    let nothing = Uuid::from_u128(7).to_string();
    for (path, status) in [
        (routes::admin_person(&nothing), 404),
        (routes::admin_role(&nothing), 404),
        (routes::admin_person("7"), 404),
        (routes::admin_role("x"), 404),
    ] {
        owner.get(&path).await.is(status);
    }
    owner.post(&routes::admin_session(&nothing), &[]).await.is(404);
    owner.post(&routes::admin_invitation_withdraw(&nothing), &[]).await.is(404);
    owner.post(&session, &[]).await.leads_to(routes::ADMIN_ACCOUNT);
    owner.get(routes::ADMIN).await.leads_to(routes::ADMIN_SIGN_IN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_gives_or_takes_more_than_they_have() {
    let site = desk().await;
    let mut owner = site.browser();
    join(&mut owner, "ada@desk.example", Role::Owner).await;
    let form =
        [("role-name", "Team lead"), ("permission", "staff_write"), ("permission", "orders_read")];
    let role =
        owner.post(routes::ADMIN_ROLE_NEW, &form).await.is(303).header("location").to_owned();
    let page = owner.get(&role).await.is(200).page();
    assert!(page.says(".chips li", "People") && !page.says(".chips li", "Products"));
    let id = role.rsplit('/').next().unwrap().parse::<Uuid>().unwrap();
    let mut lead = site.browser();
    let link = invitation(&site, "eve@desk.example", &[id]).await;
    site.advance(STEP);
    join_by(&mut lead, "eve@desk.example", &link).await;
    let people = lead.get(routes::ADMIN_PEOPLE).await.is(200).page();
    assert_eq!(people.texts("#role option"), ["Team lead"]);
    let hrefs = people.attrs("table.data .cell-name", "href");
    let (boss, own) = (&hrefs[0], &hrefs[1]);
    let owner_role = builtin(Role::Owner).to_string();
    let invite = [("email", "x@desk.example"), ("role", owner_role.as_str())];
    lead.post(routes::ADMIN_INVITE, &invite).await.is(403);
    for action in ["suspend", "sign-out-everywhere", "send-reset"] {
        let refused = lead.post(boss, &[("do", action)]).await;
        assert!(refused.is(403).page().says("main", "rights that you have yourself"), "{action}");
    }
    // Neither themselves, by a role or by the roles that they have.
    let version = lead.get(own).await.is(200).page().input("version.person");
    let form =
        [("version.person", version.as_str()), ("was.role", ""), ("role", owner_role.as_str())];
    lead.post(own, &form).await.is(403);
    let version = lead.get(&role).await.is(200).page().input("version");
    let mut form = vec![("role-name", "Team lead"), ("version", version.as_str())];
    form.extend(Permission::ALL.iter().map(|right| ("permission", right.key())));
    lead.post(&role, &form).await.is(403);
    // Mass assignment: fields that no form has change nothing.
    let form =
        [("person-name", "Eve"), ("role", owner_role.as_str()), ("permission", "keys_write")];
    lead.post(routes::ADMIN_ACCOUNT, &form).await.leads_to(routes::ADMIN_ACCOUNT);
    lead.get(routes::ADMIN_PEOPLE).await.is(200);
    assert_eq!(lead.get(boss).await.is(200).page().count("[name='do']"), 3);
    owner.get(routes::ADMIN).await.is(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_and_roles_are_changed_by_their_pages() {
    let site = desk().await;
    let mut owner = site.browser();
    join(&mut owner, "ada@desk.example", Role::Owner).await;
    let mut packer = site.browser();
    site.advance(STEP);
    let member = join(&mut packer, "pia@desk.example", Role::Fulfilment).await;
    let people = owner.get(routes::ADMIN_PEOPLE).await.is(200).page();
    let href = people.attrs("table.data .cell-name", "href")[1].clone();
    let page = owner.get(&href).await.is(200).page();
    let (version, was) = (page.input("version.person"), page.input("was.role"));
    let support = builtin(Role::Support).to_string();
    let with = |name: &'static str, role: &'static str| [("person-name", name), ("role", role)];
    let base = [
        ("version.person", version.as_str()),
        ("was.person-name", "Ada Byron"),
        ("was.role", was.as_str()),
    ];
    let empty = [&base[..], &with("", "")[..]].concat();
    let refused = owner.post(&href, &empty).await;
    assert!(refused.is(422).page().has("#person-name[value='']"));
    let changed = [&base[..], &[("person-name", "Pia Holm"), ("role", support.as_str())]].concat();
    owner.post(&href, &changed).await.leads_to(&href);
    let page = owner.get(&href).await.is(200).page();
    assert_eq!(page.text("h1"), "Pia Holm");
    assert_eq!(page.attrs("[name='role'][checked]", "value"), [support.as_str()]);
    // A second editor is told, and loses nothing.
    let late = [&base[..], &[("person-name", "Pia H."), ("role", was.as_str())]].concat();
    let stale = owner.post(&href, &late).await.is(409).page();
    assert_eq!(stale.input("person-name"), "Pia H.");
    assert_eq!(stale.input("was.person-name"), "Pia Holm");
    for (action, status, opens) in [("suspend", "Suspended", false), ("restore", "Active", true)] {
        owner.post(&href, &[("do", action)]).await.leads_to(&href);
        assert!(owner.get(&href).await.page().says(".page-head .status", status));
        site.advance(STEP);
        let typed = type_password(&mut packer, member.email, PASSWORD).await;
        typed.is(if opens { 303 } else { 422 });
    }
    let own = people.attrs("table.data .cell-name", "href")[0].clone();
    let last = owner.post(&own, &[("do", "suspend")]).await;
    assert!(last.is(409).page().says("main", "The shop needs an owner."));
    // A role is deleted after a page that asks.
    let form = [("role-name", "Night shift"), ("permission", "stock_write")];
    let role = owner.post(routes::ADMIN_ROLE_NEW, &form).await.header("location").to_owned();
    let asked = owner.post(&role, &[("do", "delete")]).await.is(200).page();
    assert_eq!(asked.text("h1"), "Delete the role Night shift?");
    let form = [("do", "delete"), ("confirmed", "yes")];
    owner.post(&role, &form).await.leads_to(routes::ADMIN_ROLES);
    owner.get(&role).await.is(404);
    for wrong in [
        &[("role-name", ""), ("permission", "stock_write")][..],
        &[("role-name", "Nobody")],
        &[("role-name", "x"), ("permission", "everything")],
    ] {
        owner.post(routes::ADMIN_ROLE_NEW, wrong).await.is(422);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_of_the_desk_may_be_longer_than_those_of_shoppers() {
    let site = desk().await;
    let mut browser = site.browser();
    join(&mut browser, "ada@desk.example", Role::Owner).await;
    let body = |length: usize| format!("permission=stock_write&role-name={}", "a".repeat(length));
    browser.post_raw(routes::ADMIN_ROLE_NEW, body(500 << 10)).await.is(422);
    let long = browser.post_raw(routes::ADMIN_ROLE_NEW, body(1 << 20)).await;
    let page = long.is(413).page();
    assert_eq!(page.text("h1"), "That was too much to send");
    assert!(page.has("#desk-menu a[href='/admin/people']"), "it is a page of the desk");
    let mut program = Browser { cookies: browser.cookies.clone(), ..site.program() };
    program.post_raw(routes::ADMIN_ROLE_NEW, body(1 << 20)).await.is_problem(413);
    // Shoppers' forms keep their limit.
    browser.post_raw(routes::CART_LINES, body(65 << 10)).await.is(413);
}

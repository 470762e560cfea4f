//! Pictures at the desk: uploads by form, the library, and the pictures of a product.

use crate::site::{Answer, Browser, Site};
use async_trait::async_trait;
use domain::staff::Permissions;
use server::session::{STAFF_COOKIE, StaffSession, StaffSessions};
use shop::{Context, InternalError, staff::Actor};
use std::sync::Arc;
use testing::files;
use views::{admin::shell::SignedIn, routes};

/// Whoever has a cookie may do everything.
struct Everybody;

#[async_trait]
impl StaffSessions for Everybody {
    async fn find(&self, _: &Context, _: &str) -> Result<Option<StaffSession>, InternalError> {
        let name = "Ada Byron".to_owned();
        let person = SignedIn { name: name.clone(), email: "ada@shop.example".to_owned() };
        let actor = Actor::staff(store::Uuid::from_u128(7), name, Permissions::all());
        Ok(Some(StaffSession { actor, person }))
    }
}

async fn desk() -> Site {
    Site::with_desk(Arc::new(Everybody)).await
}

fn signed_in(site: &Site) -> Browser<'_> {
    let mut browser = site.browser();
    browser.cookies.insert(STAFF_COOKIE.to_owned(), "t".to_owned());
    browser
}

/// Posts a form with an alternative text and files.
async fn upload(
    browser: &mut Browser<'_>,
    path: &str,
    texts: &[(&str, &str)],
    sent: &[(&str, &[u8])],
) -> Answer {
    let (kind, body) = files::form(texts, sent);
    browser.send("POST", path, Some(&kind), body).await
}

/// The hashes of the pictures on the first page of the library.
async fn library(browser: &mut Browser<'_>) -> Vec<String> {
    let page = browser.get(routes::ADMIN_MEDIA).await.is(200).page();
    let links = page.attrs(".media-grid a", "href");
    links.iter().map(|href| href.rsplit('/').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn one_file_leads_to_its_page_and_its_text_is_saved() {
    let site = desk().await;
    let mut browser = signed_in(&site);
    let moon = files::jpeg((64, 48), 1);
    let sent = [("moon.jpg", moon.as_slice())];
    let answer = upload(&mut browser, routes::ADMIN_MEDIA, &[], &sent).await;
    answer.is(303);
    let path = answer.header("location").to_owned();
    let page = browser.get(&path).await.is(200).page();
    assert_eq!((page.text("h1"), page.input("alt")), ("moon.jpg".to_owned(), String::new()));
    assert!(page.says(".toasts", "1 picture is uploaded"));
    assert!(page.says("main", "Nothing shows this picture"));
    let version = page.input("version.focal");
    let form = [
        ("alt", "The \"Moon\""),
        ("was.alt", ""),
        ("focal_x", "20"),
        ("was.focal_x", ""),
        ("focal_y", ""),
        ("was.focal_y", ""),
        ("version.focal", version.as_str()),
    ];
    browser.post(&path, &form).await.leads_to(&path);
    let page = browser.get(&path).await.page();
    assert_eq!(page.input("alt"), "The \"Moon\"");
    // Somebody else had opened it before.
    let late = [("alt", "Venus"), ("was.alt", ""), ("version.focal", version.as_str())];
    let page = browser.post(&path, &late).await.is(409).page();
    assert_eq!(page.input("alt"), "Venus", "what was typed is kept");
    assert!(page.says("#alt-error", "The \"Moon\""));
    let again = [
        ("alt", "Venus".to_owned()),
        ("was.alt", page.input("was.alt")),
        ("version.focal", page.input("version.focal")),
    ];
    let again: Vec<_> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(&path, &again).await.leads_to(&path);
    let wrong = [("focal_x", "120"), ("was.focal_x", "20"), ("version.focal", "3")];
    let page = browser.post(&path, &wrong).await.is(422).page();
    assert_eq!(page.input("focal_x"), "120");
    assert!(page.says("#focal_x-error", "from 0 to 100"));
    // Shoppers get renditions of it.
    let hash = path.rsplit('/').next().unwrap();
    let picture = site.browser().get(&routes::picture(hash, 320, "webp")).await;
    assert_eq!(picture.is(200).header("content-type"), "image/webp");
    browser.get(&routes::admin_picture("nothing")).await.is(404);
}

#[tokio::test]
async fn good_files_are_kept_and_each_bad_one_is_named() {
    let site = desk().await;
    let mut browser = signed_in(&site);
    let before = library(&mut browser).await;
    let (good, large) = (files::png((64, 48), 1), vec![0xff; 21 << 20]);
    let half = &files::jpeg((640, 480), 2)[..900];
    let bomb = files::bomb(50_000, 50_000);
    let lying = files::gif((64, 48), 3);
    let sent: [(&str, &[u8]); 8] = [
        ("<img src=x>.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("good.png", &good),
        ("large.jpg", &large),
        ("half.jpg", half),
        ("bomb.png", &bomb),
        ("empty.jpg", b""),
        ("phone.jpg", &files::iso_media(b"heic")),
        ("a gif.jpg", &lying),
    ];
    let answer = upload(&mut browser, routes::ADMIN_MEDIA, &[("alt", "Stars")], &sent).await;
    let page = answer.is(422).page();
    assert!(page.says(".upload [role='status']", "2 pictures are uploaded"));
    let problems = page.texts("#files-error li").join("\n");
    for expected in [
        "src=x>.svg (SVG) is not accepted",
        "large.jpg is larger than 20 MB",
        "half.jpg is damaged or incomplete",
        "bomb.png has more than 60 megapixels",
        "empty.jpg is empty",
        "phone.jpg (HEIC) is not accepted",
    ] {
        assert!(problems.contains(expected), "{expected}: {problems}");
    }
    assert_eq!(page.count("#files-error li"), 6);
    assert_eq!(page.input("alt"), "Stars");
    assert_eq!(library(&mut browser).await.len(), before.len() + 2);
}

#[tokio::test]
async fn an_upload_without_files_or_cut_off_is_refused() {
    let site = desk().await;
    let mut browser = signed_in(&site);
    let before = library(&mut browser).await;
    for sent in [&[][..], &[("", &b""[..])]] {
        let answer = upload(&mut browser, routes::ADMIN_MEDIA, &[], sent).await;
        assert!(answer.is(422).page().says("#files-error", "Choose one or more pictures"));
    }
    browser.post(routes::ADMIN_MEDIA, &[("alt", "x")]).await.is(415);
    // The connection is lost within the second file: the first one is kept.
    let (one, two) = (files::jpeg((64, 48), 1), files::jpeg((640, 480), 2));
    let (kind, body) =
        files::form(&[], &[("one.jpg", one.as_slice()), ("two.jpg", two.as_slice())]);
    let cut = body[..body.len() - two.len() / 2].to_vec();
    let answer = browser.send("POST", routes::ADMIN_MEDIA, Some(&kind), cut).await;
    assert_eq!(answer.status, 400);
    assert_eq!(library(&mut browser).await.len(), before.len() + 1);
    let many = files::jpeg((8, 8), 3);
    let names: Vec<String> = (1..=12).map(|number| format!("{number}.jpg")).collect();
    let sent: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), many.as_slice())).collect();
    let answer = upload(&mut browser, routes::ADMIN_MEDIA, &[], &sent).await;
    let problems = answer.is(422).page().texts("#files-error li");
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].contains("11.jpg"));
}

#[tokio::test]
async fn uploads_have_a_limit_of_their_own() {
    let site = desk().await;
    let mut browser = signed_in(&site).with("content-length", "300000000");
    browser.post_raw(routes::ADMIN_MEDIA, "x").await.is(413);
    // Nobody else sends that much.
    let large = "x".repeat(2 << 20);
    let mut browser = signed_in(&site);
    browser.post_raw(&routes::admin_picture("cafe"), large.clone()).await.is(413);
    browser.post_raw(routes::CART_LINES, large).await.is(413);
    // Who is not signed in uploads nothing.
    let moon = files::jpeg((64, 48), 1);
    let sent = [("moon.jpg", moon.as_slice())];
    let answer = upload(&mut site.browser(), routes::ADMIN_MEDIA, &[], &sent).await;
    answer.is(403);
}

#[tokio::test]
async fn the_first_picture_of_a_product_is_replaced_with_its_text() {
    let site = desk().await;
    let mut browser = signed_in(&site);
    let mut conn = site.shop.db().read().await.unwrap();
    let id = store::catalogue::product_id(&mut conn, "refractor-102").await.unwrap().unwrap();
    drop(conn);
    let path = routes::admin_product_pictures(&id.to_string());
    let page = browser.get(&path).await.is(200).page();
    let places = page.attrs("#place option", "value");
    assert_eq!(places[..2], ["last", "first"]);
    let old = places[2].clone();
    let (new, other) = (files::jpeg((640, 480), 1), files::jpeg((640, 480), 2));
    let texts = [("alt", "On a balcony"), ("place", old.as_str())];
    let sent = [("new.jpg", new.as_slice()), ("other.jpg", other.as_slice())];
    upload(&mut browser, &path, &texts, &sent).await.leads_to(&path);
    let page = browser.get(&path).await.page();
    assert!(page.has(".toasts form"), "Undo is offered");
    let alts = page.attrs(".own-pictures input[id^='alt.']", "value");
    assert_eq!(alts[0], "On a balcony");
    let now = page.attrs("#place option", "value");
    assert_eq!(now.len(), places.len() + 1);
    assert!(!now.contains(&old));
    // Shoppers see it at once.
    let shown = site.browser().get(&routes::product("refractor-102")).await;
    assert!(shown.is(200).text().contains(&now[2]));

    // The last one becomes the first.
    let (first, last) = (&now[2], &now[now.len() - 1]);
    let count = (now.len() - 2).to_string();
    let names = [format!("place.{last}"), format!("was.place.{last}"), format!("alt.{first}")];
    let bad = [(names[0].as_str(), "x"), (names[1].as_str(), count.as_str())];
    let order = routes::admin_product_pictures_order(&id.to_string());
    let page = browser.post(&order, &bad).await.is(422).page();
    assert_eq!(page.input(&names[0]), "x");
    let was = format!("was.alt.{first}");
    let good = [
        (names[0].as_str(), "1"),
        (names[1].as_str(), count.as_str()),
        (names[2].as_str(), "On the balcony"),
        (was.as_str(), "On a balcony"),
    ];
    browser.post(&order, &good).await.leads_to(&path);
    let page = browser.get(&path).await.page();
    assert_eq!(page.attrs("#place option", "value")[2], *last);
    assert!(
        page.attrs(".own-pictures input[id^='alt.']", "value")
            .contains(&"On the balcony".to_owned())
    );
    browser.post(&order, &[("remove", last.as_str())]).await.leads_to(&path);
    let page = browser.get(&path).await.page();
    assert!(!page.attrs("#place option", "value").contains(last));
    // A colleague has taken it out meanwhile: the upload is kept in the library.
    let texts = [("place", last.as_str())];
    let third = files::jpeg((640, 480), 3);
    let answer = upload(&mut browser, &path, &texts, &[("third.jpg", third.as_slice())]).await;
    assert!(answer.is(422).page().has("#place-error"));
    browser.get(&routes::admin_product_pictures("7")).await.is(404);
}

//! How a merchant changes pages, guides, the home page, menus and texts.

use crate::{
    edit::{edits, mara},
    edited_copy::seen,
};
use domain::{
    audit::Action,
    staff::{Permission, Permissions},
};
use shop::{
    catalogue::{
        desk::{contents, home_at},
        edit::{
            Conflict, EditError, Edits, FieldError, Fields, Given, Problem, Saved, UndoError,
            WhyLeft, undo,
        },
    },
    content::{
        desk,
        edit::{
            ChangeContent, ContentKind, CreateContent, OrderContent, ShownContent, archive, change,
            create, order, restore, shown,
        },
    },
    notifications::texts::{self, SetMailText, TrialError},
    staff::{Actor, Forbidden},
};
use std::sync::Arc;
use store::Uuid;
use testing::{Bench, on_both};

fn fields(values: &[(&str, &str)]) -> Fields {
    values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

async fn made(
    bench: &Bench,
    kind: ContentKind,
    values: &[(&str, &str)],
) -> Result<Saved, EditError> {
    create(&bench.shop, &mara(), CreateContent { kind, fields: fields(values) }).await
}

async fn read(bench: &Bench, kind: ContentKind, id: Uuid) -> ShownContent {
    shown(&bench.shop, &mara(), kind, id).await.unwrap()
}

/// Saves fields of a thing as it is now.
async fn save(
    bench: &Bench,
    kind: ContentKind,
    id: Uuid,
    values: &[(&str, &str)],
) -> Result<Saved, EditError> {
    let version = read(bench, kind, id).await.version;
    let command = ChangeContent { kind, id, version, edits: edits(values) };
    change(&bench.shop, &mara(), command).await
}

fn invalid(saved: Result<Saved, EditError>) -> Vec<(String, Problem)> {
    match saved {
        Err(EditError::Invalid(errors)) => {
            errors.into_iter().map(|FieldError { field, problem }| (field, problem)).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn one(field: &str, problem: Problem) -> Vec<(String, Problem)> {
    vec![(field.to_owned(), problem)]
}

const PAGE: ContentKind = ContentKind::Page;
const GUIDE: ContentKind = ContentKind::Guide;
const BLOCK: ContentKind = ContentKind::HomeBlock;
const MENUS: ContentKind = ContentKind::Menus;
const TEXTS: ContentKind = ContentKind::ShopTexts;

/// A guide with a rule.
const WALKS: [(&str, &str); 4] =
    [("title", "Walks"), ("slug", "walks"), ("advice", "Go."), ("rules", "category gifts")];

on_both!(a_page_is_written_published_renamed_and_taken_back, merchant);
async fn a_page_is_written_published_renamed_and_taken_back(bench: &Bench) {
    let fields = [("title", "Imprint"), ("slug", "imprint"), ("body", "We are *here*.")];
    let page = made(bench, PAGE, &fields).await.unwrap();
    let (shop, id) = (&bench.shop, page.id);
    assert!(shop.snapshot().content.page("imprint").is_none(), "a draft");
    let published = save(bench, PAGE, id, &[("status", "published"), ("role", "imprint")]).await;
    let published = published.unwrap();
    assert!(shop.snapshot().content.page("imprint").unwrap().html.contains("<em>here</em>"));
    // Another page cannot have the role or the address.
    let other = made(bench, PAGE, &[("title", "Else"), ("slug", "else")]).await.unwrap();
    let taken = invalid(save(bench, PAGE, other.id, &[("role", "imprint")]).await);
    assert_eq!(taken, one("role", Problem::RoleTaken("Imprint".to_owned())));
    let taken = invalid(save(bench, PAGE, other.id, &[("slug", "imprint")]).await);
    assert_eq!(taken, one("slug", Problem::Taken));
    // The old address leads to the new one.
    let renamed = save(bench, PAGE, id, &[("slug", "who-we-are")]).await.unwrap();
    let moved = shop::content::page(shop, "imprint").await;
    assert!(format!("{moved:?}").contains("who-we-are"), "{moved:?}");
    let old = invalid(save(bench, PAGE, other.id, &[("slug", "imprint")]).await);
    assert_eq!(old, one("slug", Problem::OldAddress("who-we-are".to_owned())));
    undo(shop, &mara(), renamed.entry.unwrap()).await.unwrap();
    assert!(shop.snapshot().content.page("imprint").is_some());
    // Archived, it gives its role up; Undo gives all of it back.
    let version = read(bench, PAGE, id).await.version;
    let archived = archive(shop, &mara(), PAGE, (id, version)).await.unwrap();
    assert!(shop.snapshot().content.page("imprint").is_none());
    let now = read(bench, PAGE, id).await;
    assert!(now.is_archived() && now.field("role").is_empty() && now.field("status") == "draft");
    let shown_again = invalid(save(bench, PAGE, id, &[("status", "published")]).await);
    assert_eq!(shown_again, one("status", Problem::Archived("Imprint".to_owned())));
    undo(shop, &mara(), archived.entry.unwrap()).await.unwrap();
    let now = read(bench, PAGE, id).await;
    assert_eq!((now.field("role"), now.field("status")), ("imprint", "published"));
    let version = now.version;
    archive(shop, &mara(), PAGE, (id, version)).await.unwrap();
    let back = restore(shop, &mara(), PAGE, (id, version + 1)).await.unwrap();
    assert!(!read(bench, PAGE, id).await.is_archived());
    let mut conn = shop.db().read().await.unwrap();
    let entry = store::audit::entry(&mut conn, back.entry.unwrap()).await.unwrap().unwrap();
    assert_eq!((entry.action, entry.actor_name.as_str()), (Action::Restore, "Mara"));
    drop(conn);
    // What was changed since is left alone.
    let again = undo(shop, &mara(), published.entry.unwrap()).await;
    let Err(UndoError::NothingLeft(left)) = again else { panic!("{again:?}") };
    assert!(left.iter().all(|one| one.why == WhyLeft::Changed), "{left:?}");
}

on_both!(fields_merge_and_the_same_field_asks, merchant);
async fn fields_merge_and_the_same_field_asks(bench: &Bench) {
    let fields = [("title", "Help"), ("slug", "help"), ("body", "Ask.")];
    let page = made(bench, PAGE, &fields).await.unwrap();
    let given = |field: &str, base: &str, value: &str| {
        let edits = Edits::from([(field.to_owned(), Given::over(base, value))]);
        ChangeContent { kind: PAGE, id: page.id, version: 1, edits }
    };
    let shop = &bench.shop;
    change(shop, &mara(), given("title", "Help", "Help by Mara")).await.unwrap();
    change(shop, &mara(), given("body", "Ask.", "Ask us.")).await.unwrap();
    let asked = change(shop, &mara(), given("title", "Help", "Help by Jon")).await;
    let Err(EditError::Conflict(Conflict { fields, version: 3 })) = asked else {
        panic!("{asked:?}")
    };
    assert_eq!(
        (fields[0].theirs.as_str(), fields[0].mine.as_str()),
        ("Help by Mara", "Help by Jon")
    );
    assert_eq!(read(bench, PAGE, page.id).await.field("body"), "Ask us.");
}

on_both!(nobody_changes_content_without_the_right, merchant);
async fn nobody_changes_content_without_the_right(bench: &Bench) {
    let reads: Permissions = [Permission::CatalogueRead].into_iter().collect();
    let jon = Actor::staff(Uuid::from_u128(2), "Jon".to_owned(), reads);
    let shop = &bench.shop;
    let is_forbidden = |error: EditError| {
        matches!(error, EditError::Forbidden(Forbidden(Permission::ContentWrite)))
    };
    for kind in [PAGE, GUIDE, BLOCK, MENUS, TEXTS] {
        let id = Uuid::nil();
        let command = ChangeContent { kind, id, version: 1, edits: Edits::new() };
        assert!(is_forbidden(change(shop, &jon, command).await.unwrap_err()), "{kind:?}");
        assert!(is_forbidden(shown(shop, &jon, kind, id).await.unwrap_err()), "{kind:?}");
    }
    for kind in [PAGE, GUIDE, BLOCK] {
        let command = CreateContent { kind, fields: fields(&WALKS) };
        assert!(is_forbidden(create(shop, &jon, command).await.unwrap_err()), "{kind:?}");
    }
    for kind in [GUIDE, BLOCK] {
        let command = OrderContent { kind, order: Vec::new() };
        assert!(is_forbidden(order(shop, &jon, command).await.unwrap_err()), "{kind:?}");
    }
    assert!(is_forbidden(desk::pages(shop, &jon).await.unwrap_err()));
    assert!(is_forbidden(contents(shop, &jon, "everything").await.unwrap_err()));
    assert!(is_forbidden(home_at(shop, &jon, "").await.unwrap_err()));
    let walks = made(bench, GUIDE, &WALKS).await.unwrap();
    let back = undo(shop, &jon, walks.entry.unwrap()).await;
    assert!(matches!(back, Err(UndoError::Forbidden(_))), "{back:?}");
}

on_both!(wrong_values_of_a_block_are_named, merchant);
async fn wrong_values_of_a_block_are_named(bench: &Bench) {
    let row = [("kind", "products"), ("title", "Row"), ("rule", "category gifts")];
    let row = made(bench, BLOCK, &row).await.unwrap();
    for (values, field, problem) in [
        (&[("title", "")][..], "title", Problem::Required),
        (&[("picture", "product enamel-mug")][..], "picture", Problem::NotShown),
        (&[("picture", "cafe")][..], "picture", Problem::Missing("cafe".to_owned())),
        (&[("rule", "")][..], "rule", Problem::ProductsOrRule),
        (&[("products", "enamel-mug")][..], "rule", Problem::ProductsOrRule),
        (
            &[("products", "no-such-mug")][..],
            "products",
            Problem::Missing("no-such-mug".to_owned()),
        ),
        (&[("rule", "category moons")][..], "rule", Problem::Rule("no category moons".to_owned())),
        (&[("link_label", "Go")][..], "link", Problem::Required),
        (&[("link", "/track")][..], "link_label", Problem::Required),
        (&[("link", "nowhere")][..], "link", Problem::Nowhere("nowhere".to_owned())),
        (&[("link", "//evil.example")][..], "link", Problem::Nowhere("//evil.example".to_owned())),
        (&[("link", "category moons")][..], "link", Problem::Missing("moons".to_owned())),
        (&[("max_products", "25")][..], "max_products", Problem::NotWithin(1, 24)),
        (&[("sort", "odd")][..], "sort", Problem::NotOneOf(vec!["chosen", "newest", "price"])),
        (&[("starts_at", "soon")][..], "starts_at", Problem::NotATime),
        (&[("starts_at", "2027-03-28T02:30")][..], "starts_at", Problem::NoSuchTime),
        (
            &[("starts_at", "2027-01-02T00:00"), ("ends_at", "2027-01-01T00:00")][..],
            "ends_at",
            Problem::EndsBeforeItBegins,
        ),
        (&[("version", "7")][..], "version", Problem::UnknownField),
    ] {
        let found = invalid(save(bench, BLOCK, row.id, values).await);
        assert_eq!(found, one(field, problem), "{values:?}");
    }
    let none = invalid(made(bench, BLOCK, &[("kind", "video"), ("title", "x")]).await);
    assert_eq!(none[0].0, "kind");
}

on_both!(a_weekend_is_shown_on_time_in_the_zone_of_the_shop, merchant);
async fn a_weekend_is_shown_on_time_in_the_zone_of_the_shop(bench: &Bench) {
    let shop = &bench.shop;
    let hero = [
        ("kind", "hero"),
        ("title", "Weekend"),
        ("starts_at", "2026-12-05T00:00"),
        ("ends_at", "2026-12-07T00:00"),
    ];
    let hero = made(bench, BLOCK, &hero).await.unwrap();
    assert_eq!(read(bench, BLOCK, hero.id).await.field("starts_at"), "2026-12-05T00:00+01:00");
    let row = [("kind", "products"), ("title", "Gifts"), ("rule", "category gifts")];
    let row = made(bench, BLOCK, &row).await.unwrap();
    let titles = async |at: &str| -> Vec<String> {
        let home = home_at(shop, &mara(), at).await.unwrap();
        home.blocks.unwrap().into_iter().map(|block| block.title).collect()
    };
    assert!(!titles("2026-12-04T23:59").await.contains(&"Weekend".to_owned()));
    assert_eq!(titles("2026-12-05T00:00").await[0], "Weekend", "a hero comes first");
    assert!(!titles("2026-12-07T00:00").await.contains(&"Weekend".to_owned()));
    assert_eq!(titles("").await.last().unwrap(), "Gifts");
    let wrong = home_at(shop, &mara(), "tomorrow").await;
    assert!(matches!(wrong, Err(EditError::Invalid(_))), "{wrong:?}");
    // Its products are those of the rule.
    let home = home_at(shop, &mara(), "").await.unwrap().blocks.unwrap();
    let chosen = &home.iter().find(|block| block.title == "Gifts").unwrap().products;
    let gifts = shop.snapshot().category("gifts").unwrap().members.len();
    assert_eq!(chosen.len(), gifts.min(4));
    // The row moves to the top, and back.
    let moved = order(shop, &mara(), OrderContent { kind: BLOCK, order: vec![row.id] }).await;
    assert_eq!(titles("").await[0], "Gifts");
    undo(shop, &mara(), moved.unwrap().unwrap()).await.unwrap();
    assert_eq!(titles("").await.last().unwrap(), "Gifts");
    // One that was added is taken back by being archived.
    let late = [("kind", "products"), ("title", "Late"), ("rule", "category gifts")];
    let late = made(bench, BLOCK, &late).await.unwrap();
    undo(shop, &mara(), late.entry.unwrap()).await.unwrap();
    assert!(read(bench, BLOCK, late.id).await.is_archived());
    assert!(!titles("").await.contains(&"Late".to_owned()));
    // Not one that has been moved since.
    let moved = undo(shop, &mara(), row.entry.unwrap()).await;
    assert!(matches!(moved, Err(UndoError::NothingLeft(_))), "{moved:?}");
}

on_both!(a_guide_shows_its_contents_before_it_is_saved, merchant);
async fn a_guide_shows_its_contents_before_it_is_saved(bench: &Bench) {
    let shop = &bench.shop;
    let found = contents(shop, &mara(), "category gifts\n\neverything").await.unwrap();
    let (gifts, all) = (shop.snapshot().category("gifts").unwrap().members.len(), shop.snapshot());
    assert_eq!((found[0].count, found[0].fits_all), (gifts, gifts == all.products.len()));
    assert_eq!((found[1].count, found[1].fits_all), (all.products.len() - gifts, true));
    let wrong = contents(shop, &mara(), "category gifts\nmoon >").await;
    let Err(EditError::Invalid(errors)) = wrong else { panic!("{wrong:?}") };
    assert_eq!(errors[0].field, "rules");
    for (field, value, problem) in [
        ("rules", "", Problem::Required),
        ("rules", "category moons", Problem::Rule("no category moons".to_owned())),
        ("picks", "moon-mug | nice", Problem::Missing("moon-mug".to_owned())),
        ("picks", "enamel-mug\nenamel-mug", Problem::Twice("enamel-mug".to_owned())),
        ("max_price", "cheap", Problem::NotAnAmount),
        ("slug", "night-walks", Problem::Taken),
        ("status", "shown", Problem::NotOneOf(vec!["draft", "published"])),
    ] {
        let mut values = fields(&WALKS);
        values.insert(field.to_owned(), value.to_owned());
        let refused = create(shop, &mara(), CreateContent { kind: GUIDE, fields: values }).await;
        assert_eq!(invalid(refused), one(field, problem), "{field}: {value}");
    }
    let walks = made(bench, GUIDE, &WALKS).await.unwrap();
    let fixed = invalid(save(bench, GUIDE, walks.id, &[("slug", "walking")]).await);
    assert_eq!(fixed, one("slug", Problem::Fixed));
    let values = [
        ("status", "published"),
        ("picks", "enamel-mug|  It holds tea. "),
        ("max_price", "40 EUR"),
    ];
    save(bench, GUIDE, walks.id, &values).await.unwrap();
    let now = read(bench, GUIDE, walks.id).await;
    assert_eq!(now.field("picks"), "enamel-mug | It holds tea.");
    assert_eq!(now.field("max_price"), "40.00 EUR");
    assert!(shop.snapshot().guide_slugs().any(|slug| slug == "walks"));
    let picks = desk::picks(shop, &mara(), walks.id).await.unwrap();
    assert_eq!(picks.iter().map(|pick| pick.slug.as_str()).collect::<Vec<_>>(), ["enamel-mug"]);
    archive(shop, &mara(), GUIDE, (walks.id, now.version)).await.unwrap();
    assert!(!shop.snapshot().guide_slugs().any(|slug| slug == "walks"));
}

on_both!(a_link_of_a_menu_leads_somewhere, merchant);
async fn a_link_of_a_menu_leads_somewhere(bench: &Bench) {
    let nil = Uuid::nil();
    let before = read(bench, MENUS, nil).await.field("footer").to_owned();
    assert!(before.contains("Help | Ask us | page questions"), "{before}");
    for (link, problem) in [
        ("Help | Ask", Problem::Nowhere("Help | Ask".to_owned())),
        ("Help |  | /track", Problem::Required),
        ("Help | Ask | page nobody", Problem::Missing("nobody".to_owned())),
        ("Help | Ask | /pages/nobody", Problem::Missing("nobody".to_owned())),
        ("Help | Ask | category moons", Problem::Missing("moons".to_owned())),
        ("Help | Ask | https://b.example", Problem::Nowhere("https://b.example".to_owned())),
        ("Help | Ask | //b.example", Problem::Nowhere("//b.example".to_owned())),
    ] {
        let links = format!("{before}\n{link}");
        let found = invalid(save(bench, MENUS, nil, &[("footer", &links)]).await);
        assert_eq!(found, one("footer", problem), "{link}");
    }
    // The path of a page is that page.
    let links = format!("{before}\nHelp | Again | /pages/questions");
    let saved = save(bench, MENUS, nil, &[("footer", &links)]).await.unwrap();
    let now = read(bench, MENUS, nil).await;
    assert!(now.field("footer").ends_with("Help | Again | page questions"));
    let links = |bench: &Bench| {
        let snapshot = bench.shop.snapshot();
        snapshot.content.links().footer.iter().map(|group| group.links.len()).sum::<usize>()
    };
    let count = links(bench);
    undo(&bench.shop, &mara(), saved.entry.unwrap()).await.unwrap();
    assert_eq!(read(bench, MENUS, nil).await.field("footer"), before);
    assert_eq!(links(bench), count - 1);
}

on_both!(texts_are_set_and_taken_back, merchant);
async fn texts_are_set_and_taken_back(bench: &Bench) {
    let (shop, nil) = (&bench.shop, Uuid::nil());
    let before = read(bench, TEXTS, nil).await;
    let saved = save(bench, TEXTS, nil, &[("tagline", "stars for all"), ("about", "Stars.")]).await;
    let saved = saved.unwrap();
    assert_eq!(saved.changed, ["about", "tagline"]);
    let shown = format!("{:?}", shop.snapshot().content.texts());
    assert!(shown.contains("stars for all"), "{shown}");
    let wrong = invalid(save(bench, TEXTS, nil, &[("shared-picture", "og.png")]).await);
    assert_eq!(wrong, one("shared-picture", Problem::Nowhere("og.png".to_owned())));
    undo(shop, &mara(), saved.entry.unwrap()).await.unwrap();
    assert_eq!(read(bench, TEXTS, nil).await.fields, before.fields);
    // Texts of emails are taken back too.
    let all = texts::list(shop).await.unwrap();
    let first = &all[0];
    let (kind, slot, version) = (first.kind, first.slot, first.version);
    let command = SetMailText { kind, slot, text: "Thanks".to_owned(), version };
    texts::set(shop, &mara(), command).await.unwrap();
    let mut conn = shop.db().read().await.unwrap();
    let newest =
        store::audit::entries(&mut conn, store::audit::Filter::default(), 1).await.unwrap();
    drop(conn);
    undo(shop, &mara(), newest[0].id).await.unwrap();
    // A trial goes to a person of the desk, by the worker.
    let waiting = bench.backlog().await;
    texts::send_trial(shop, &mara(), kind).await.unwrap();
    assert_eq!(bench.backlog().await, waiting + 1);
    let program = texts::send_trial(shop, &Actor::operator("trial"), kind).await;
    assert!(matches!(program, Err(TrialError::NotAPerson)), "{program:?}");
    let now = texts::list(shop).await.unwrap();
    assert_eq!(now[0].text, first.text);
}

on_both!(a_server_follows_content_without_loading_products, merchant);
async fn a_server_follows_content_without_loading_products(bench: &Bench) {
    let replica = bench.replica().await;
    let product = || replica.snapshot().products[0].clone();
    let before = product();
    let (shop, nil) = (&bench.shop, Uuid::nil());
    let guides = desk::guides(shop, &mara()).await.unwrap();
    let guide = guides.iter().find(|guide| guide.slug == "night-walks").unwrap().id;
    let fields = [("title", "News"), ("slug", "news"), ("body", "x"), ("status", "published")];
    made(bench, PAGE, &fields).await.unwrap();
    save(bench, GUIDE, guide, &[("advice", "Leave the light at home.")]).await.unwrap();
    save(bench, TEXTS, nil, &[("tagline", "for all")]).await.unwrap();
    let menu = read(bench, MENUS, nil).await.field("footer").to_owned();
    let menu = format!("{menu}\nShop | News | page news");
    save(bench, MENUS, nil, &[("footer", &menu)]).await.unwrap();
    let row = [("kind", "products"), ("title", "New row"), ("rule", "category gifts")];
    made(bench, BLOCK, &row).await.unwrap();
    shop::catalogue::refresh(&replica).await.unwrap();
    assert!(replica.snapshot().content.page("news").is_some());
    assert!(Arc::ptr_eq(&product(), &before), "shared with the copy before");
    let fresh = bench.replica().await;
    for (own, other) in seen(&replica).await.iter().zip(&seen(&fresh).await) {
        assert_eq!(own, other);
    }
    // Rules of guides are in the index: everything is loaded.
    save(bench, GUIDE, guide, &[("rules", "category gifts")]).await.unwrap();
    shop::catalogue::refresh(&replica).await.unwrap();
    assert!(!Arc::ptr_eq(&product(), &before));
    fresh.db().close().await;
    replica.db().close().await;
}

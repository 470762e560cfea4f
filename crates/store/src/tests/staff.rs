//! Accounts of the desk.

use super::{number, on_both, raw};
use crate::{
    Db, OnConstraint, Uuid, new_id,
    staff::{
        attempts::{self, Attempt},
        forms,
        people::{self, PersonRow},
        recovery,
        resets::{self, ResetRow},
        roles,
        sessions::{self, SessionRow},
    },
};
use domain::staff::{Builtin, Permission, Permissions, Role, SessionStage};

const NOW: i64 = 1_700_000_000_000;

fn person(email: &str) -> PersonRow {
    PersonRow {
        id: new_id(NOW),
        name: "Mara".to_owned(),
        email: email.to_owned(),
        email_key: email.to_lowercase(),
        password: "hash".to_owned(),
        totp_secret: None,
        totp_step: None,
        disabled_at: None,
        last_seen_at: None,
        created_at: NOW,
        version: 1,
    }
}

on_both!(every_shop_has_the_built_in_roles);
async fn every_shop_has_the_built_in_roles(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let all = roles::list(&mut conn, 10).await.unwrap();
    assert_eq!(all.len(), Role::ALL.len());
    for role in Role::ALL {
        let row = roles::by_id(&mut conn, roles::builtin(role)).await.unwrap().unwrap();
        assert_eq!((row.builtin, row.permits()), (Builtin::Role(role), role.permissions()));
        assert!(!row.is_beyond(), "{role:?}");
    }
    drop(conn);
    // What a later release adds is ignored by this one.
    raw(db, "UPDATE staff_roles SET builtin = 'juggler' WHERE builtin = 'analyst'").await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let id = roles::builtin(Role::Analyst);
    let unknown = roles::by_id(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((unknown.builtin, unknown.permits()), (Builtin::Unknown, Permissions::NONE));
    assert!(unknown.is_beyond());
    assert!(!roles::change(&mut tx, &unknown, "Juggler", Permissions::all()).await.unwrap());
    assert!(!roles::delete(&mut tx, id).await.unwrap());
}

on_both!(own_roles_keep_the_permissions_that_the_program_knows);
async fn own_roles_keep_the_permissions_that_the_program_knows(db: &Db) {
    let id = new_id(NOW);
    let both: Permissions = [Permission::Import, Permission::Export].into_iter().collect();
    let mut tx = db.begin().await.unwrap();
    roles::add(&mut tx, id, "Packers", both).await.unwrap();
    assert_eq!(roles::by_id(&mut tx, id).await.unwrap().unwrap().permits(), both);
    tx.commit().await.unwrap();
    raw(db, "UPDATE staff_roles SET permissions = 'import fly' WHERE name = 'Packers'")
        .await
        .unwrap();
    let mut tx = db.begin().await.unwrap();
    let row = roles::by_id(&mut tx, id).await.unwrap().unwrap();
    let known: Permissions = [Permission::Import].into_iter().collect();
    assert_eq!(row.permits(), known);
    assert!(row.is_beyond(), "it has one that the program does not know");
    let again = roles::add(&mut tx, new_id(NOW), "PACKERS", both).await;
    let named: Result<(), String> =
        again.on_constraint(|name| Some(Named(name.to_owned()))).map_err(|Named(name)| name);
    assert_eq!(named, Err("staff_roles_name_key_key".to_owned()));
}

/// The name of a violated constraint.
struct Named(String);

impl From<crate::Error> for Named {
    fn from(error: crate::Error) -> Self {
        Self(error.to_string())
    }
}

on_both!(an_address_has_one_account);
async fn an_address_has_one_account(db: &Db) {
    let mara = person("Mara@desk.example");
    let mut tx = db.begin().await.unwrap();
    people::add(&mut tx, &mara).await.unwrap();
    roles::set(&mut tx, mara.id, &[roles::builtin(Role::Owner)]).await.unwrap();
    assert_eq!(people::by_id(&mut tx, mara.id).await.unwrap(), Some(mara.clone()));
    tx.commit().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let second = people::add(&mut tx, &person("mara@desk.example")).await;
    let named = second.on_constraint(|name| Some(Named(name.to_owned())));
    assert_eq!(named.err().map(|Named(name)| name).as_deref(), Some("staff_email_key_key"));
    drop(tx);
    let mut tx = db.begin().await.unwrap();
    let owner = roles::builtin(Role::Owner);
    assert_eq!(people::others_with(&mut tx, owner, Uuid::nil()).await.unwrap(), 1);
    assert_eq!(people::others_with(&mut tx, owner, mara.id).await.unwrap(), 0);
    assert!(people::disable(&mut tx, mara.id, NOW).await.unwrap());
    assert!(!people::disable(&mut tx, mara.id, NOW).await.unwrap());
    assert_eq!(people::others_with(&mut tx, owner, Uuid::nil()).await.unwrap(), 0);
    assert!(people::enable(&mut tx, mara.id).await.unwrap());
    assert!(!people::enable(&mut tx, mara.id).await.unwrap());
    for (step, taken) in [(5, true), (5, false), (4, false), (6, true)] {
        assert_eq!(people::take_step(&mut tx, mara.id, step).await.unwrap(), taken, "{step}");
    }
    let codes = ["A".to_owned(), "B".to_owned()];
    recovery::replace(&mut tx, mara.id, &codes).await.unwrap();
    for (code, taken) in [("A", true), ("A", false), ("C", false)] {
        assert_eq!(recovery::take(&mut tx, mara.id, code, NOW).await.unwrap(), taken, "{code}");
    }
    assert_eq!(recovery::left(&mut tx, mara.id).await.unwrap(), 1);
}

on_both!(tokens_are_stored_as_digests);
async fn tokens_are_stored_as_digests(db: &Db) {
    let mara = person("mara@desk.example");
    let session = SessionRow {
        id: new_id(NOW),
        staff_id: mara.id,
        stage: SessionStage::Open,
        created_at: NOW,
        seen_at: NOW,
        expires_at: NOW + 10,
        fresh_at: NOW,
        browser: "Firefox on Linux".to_owned(),
        address: "192.0.2.0".to_owned(),
    };
    let form = forms::FormRow {
        id: new_id(NOW),
        staff_id: mara.id,
        path: "/".to_owned(),
        body: vec![0, 255],
        created_at: NOW,
    };
    let mut tx = db.begin().await.unwrap();
    people::add(&mut tx, &mara).await.unwrap();
    sessions::add(&mut tx, &session, "token").await.unwrap();
    forms::add(&mut tx, &form, "token").await.unwrap();
    assert_eq!(sessions::by_token(&mut tx, "token").await.unwrap(), Some(session.clone()));
    assert_eq!(sessions::by_token(&mut tx, "other").await.unwrap(), None);
    let found = forms::of_person(&mut tx, mara.id, "token", NOW - 1).await.unwrap();
    assert_eq!(found, Some(form));
    let foreign = forms::of_person(&mut tx, Uuid::nil(), "token", NOW - 1).await.unwrap();
    assert_eq!(foreign, None);
    sessions::seen(&mut tx, session.id, NOW - 5).await.unwrap();
    tx.commit().await.unwrap();
    let seen = format!("SELECT COUNT(*) FROM staff_sessions WHERE seen_at = {NOW}");
    assert_eq!(number(db, &seen).await, 1, "a clock that goes back changes nothing");
    let digests = "SELECT COUNT(*) FROM staff_sessions WHERE length(token) = 32";
    assert_eq!(number(db, digests).await, 1);
    let stage = raw(db, "UPDATE staff_sessions SET stage = 'all'").await.unwrap_err();
    assert_eq!(stage.constraint().as_deref(), Some("staff_sessions_stage_check"));
}

fn attempt(subject: &str, now: i64) -> Attempt<'_> {
    Attempt { subject, account: "", now, start: now - 10 }
}

on_both!(attempts_are_counted_in_periods);
async fn attempts_are_counted_in_periods(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    for (now, since, count) in
        [(100, 100, 1), (105, 100, 2), (109, 100, 3), (110, 110, 1), (111, 110, 2)]
    {
        let row = attempts::count(&mut tx, attempt("mara", now)).await.unwrap();
        assert_eq!((row.since, row.count), (since, count), "{now}");
    }
    for count in [1, 2, 2] {
        assert_eq!(attempts::count(&mut tx, attempt("nils", 111)).await.unwrap().count, count);
        if count == 2 {
            attempts::uncount(&mut tx, "nils").await.unwrap();
        }
    }
    attempts::clear(&mut tx, "mara").await.unwrap();
    assert_eq!(attempts::count(&mut tx, attempt("mara", 112)).await.unwrap().count, 1);
    assert_eq!(attempts::forget(&mut tx, 112).await.unwrap(), 1);
    let of_account = Attempt { account: "account", ..attempt("mara at home", 112) };
    attempts::count(&mut tx, of_account).await.unwrap();
    attempts::clear_account(&mut tx, "account").await.unwrap();
    assert_eq!(attempts::count(&mut tx, of_account).await.unwrap().count, 1);
    assert_eq!(attempts::count(&mut tx, attempt("mara", 112)).await.unwrap().count, 2);
}

on_both!(links_to_a_new_password_stand_beside_each_other);
async fn links_to_a_new_password_stand_beside_each_other(db: &Db) {
    let mara = person("mara@desk.example");
    let mut tx = db.begin().await.unwrap();
    people::add(&mut tx, &mara).await.unwrap();
    for (token, expires_at) in [("one", NOW + 5), ("two", NOW + 10)] {
        let row = ResetRow { id: new_id(NOW), staff_id: mara.id, expires_at };
        resets::add(&mut tx, &row, token).await.unwrap();
    }
    assert!(resets::by_token(&mut tx, "one").await.unwrap().is_some());
    for (now, valid) in [(NOW, 2), (NOW + 5, 1), (NOW + 10, 0)] {
        assert_eq!(resets::valid(&mut tx, mara.id, now).await.unwrap(), valid);
    }
    assert_eq!(resets::delete_of(&mut tx, mara.id).await.unwrap(), 2);
}

on_both!(a_second_factor_is_set_up_by_one_session);
async fn a_second_factor_is_set_up_by_one_session(db: &Db) {
    let mara = person("mara@desk.example");
    let mut tx = db.begin().await.unwrap();
    people::add(&mut tx, &mara).await.unwrap();
    let session = |stage| SessionRow {
        id: new_id(NOW),
        staff_id: mara.id,
        stage,
        created_at: NOW,
        seen_at: NOW,
        expires_at: NOW + 10,
        fresh_at: NOW,
        browser: String::new(),
        address: String::new(),
    };
    let (one, other) = (session(SessionStage::Enrolment), session(SessionStage::Open));
    sessions::add(&mut tx, &one, "one").await.unwrap();
    sessions::add(&mut tx, &other, "other").await.unwrap();
    assert!(sessions::set_pending(&mut tx, one.id, vec![7], NOW).await.unwrap());
    for (id, since, expected) in
        [(one.id, NOW - 1, Some(vec![7])), (one.id, NOW, None), (other.id, NOW - 1, None)]
    {
        assert_eq!(sessions::pending(&mut tx, id, since).await.unwrap(), expected);
    }
    assert!(sessions::is_there(&mut tx, mara.id, one.id).await.unwrap());
    assert!(!sessions::is_there(&mut tx, Uuid::nil(), one.id).await.unwrap());
    assert!(sessions::end(&mut tx, one.id).await.unwrap());
    assert!(!sessions::is_there(&mut tx, mara.id, one.id).await.unwrap());
    assert!(!sessions::set_pending(&mut tx, one.id, vec![7], NOW).await.unwrap());
    people::set_second_factor(&mut tx, mara.id, vec![7], 3).await.unwrap();
    let found = people::hold(&mut tx, mara.id).await.unwrap().unwrap();
    assert_eq!((found.totp_secret.clone(), found.totp_step), (Some(vec![7]), Some(3)));
    assert_eq!(people::hold(&mut tx, Uuid::nil()).await.unwrap(), None);
    // Secrets do not get into logs.
    let text = format!("{found:?}");
    assert!(text.contains("Mara") && !text.contains("hash") && !text.contains("totp"), "{text}");
}

on_both!(nothing_is_locked_without_a_row);
async fn nothing_is_locked_without_a_row(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    people::lock(&mut tx).await.unwrap();
    drop(tx);
    raw(db, "DELETE FROM staff_policy").await.unwrap();
    let mut tx = db.begin().await.unwrap();
    assert!(people::lock(&mut tx).await.is_err());
}

//! What happens at the same time: sessions that begin while others end.

use super::{
    HOUR, Member, PASSWORD, accept, actor, builtin, found, join, now, operator, owner, session,
    type_password,
};
use domain::staff::{Role, SessionStage};
use shop::staff::{
    self, EndSessionError, EnrolError, ReauthenticateError, RemoveSecondFactorError, ResetPassword,
    SecondFactorAfter, SecondFactorError, SecondProof, Session, Sessions, SignInError,
};
use std::time::Duration;
use store::{
    Tx,
    staff::{
        people,
        sessions::{self, SessionRow},
    },
};
use testing::{Bench, on_both};

/// Long enough for the other side to reach the lock, or to pass where there is none.
const MEANWHILE: Duration = Duration::from_millis(500);

/// Commits a transaction after the other side has had its time.
async fn later(tx: Tx) {
    tokio::time::sleep(MEANWHILE).await;
    tx.commit().await.unwrap();
}

/// A session of a member, which nobody has begun by signing in.
fn row(bench: &Bench, member: &Member, stage: SessionStage) -> SessionRow {
    SessionRow {
        id: store::new_id(now(bench)),
        staff_id: member.id,
        stage,
        created_at: now(bench),
        seen_at: now(bench),
        expires_at: now(bench) + HOUR,
        fresh_at: now(bench),
        browser: String::new(),
        address: String::new(),
    }
}

on_both!(nobody_signs_in_while_they_are_disabled);
async fn nobody_signs_in_while_they_are_disabled(bench: &Bench) {
    owner(bench).await;
    let member = join(bench, "other@desk.example", &[builtin(Role::Support)]).await;
    let mut tx = bench.shop.db().begin().await.unwrap();
    assert!(people::disable(&mut tx, member.id, now(bench)).await.unwrap());
    sessions::end_others(&mut tx, member.id, store::Uuid::nil()).await.unwrap();
    let (signed_in, ()) = tokio::join!(type_password(bench, &member.email, PASSWORD), later(tx));
    assert!(matches!(signed_in, Err(SignInError::Wrong)), "{signed_in:?}");
    let mut conn = bench.shop.db().read().await.unwrap();
    assert!(sessions::of_person(&mut conn, member.id, 10).await.unwrap().is_empty());
}

/// Whether a session that begins at the same time is ended by `end`, which ends all of a person.
async fn ends_one_that_begins(bench: &Bench, member: &Member, end: impl AsyncFnOnce()) {
    let begun = row(bench, member, SessionStage::Open);
    let token = format!("{:064x}", begun.id.as_u128());
    let mut tx = bench.shop.db().begin().await.unwrap();
    people::hold(&mut tx, member.id).await.unwrap().unwrap();
    sessions::add(&mut tx, &begun, &token).await.unwrap();
    tokio::join!(end(), later(tx));
    assert!(found(bench, &token).await.is_none(), "it has begun before, and goes on");
}

on_both!(a_session_that_begins_does_not_outlive_the_end_of_all);
async fn a_session_that_begins_does_not_outlive_the_end_of_all(bench: &Bench) {
    let shop = &bench.shop;
    let first = owner(bench).await;
    let member = join(bench, "other@desk.example", &[builtin(Role::Support)]).await;
    let acting = actor(bench, &first.token).await;
    ends_one_that_begins(bench, &member, async || {
        staff::end_sessions_of(shop, &acting, member.id).await.unwrap();
    })
    .await;
    let own = session(bench, &first.token).await;
    ends_one_that_begins(bench, &first, async || {
        staff::sign_out_everywhere(shop, &own, Sessions::Others).await.unwrap();
    })
    .await;
    let kept = SecondFactorAfter::Kept;
    ends_one_that_begins(bench, &member, async || {
        staff::reset_by_link(shop, &operator(), member.id, kept).await.unwrap();
    })
    .await;
    let token = staff::reset_by_link(shop, &operator(), member.id, kept).await.unwrap();
    ends_one_that_begins(bench, &member, async || {
        let command = ResetPassword { token: &token, password: "copper lantern eleven gardens" };
        staff::reset_password(shop, command).await.unwrap();
    })
    .await;
    ends_one_that_begins(bench, &member, async || {
        staff::disable_person(shop, &acting, member.id).await.unwrap();
    })
    .await;
}

/// Ends all sessions of somebody whose row is locked, after the other side has had its time.
async fn end_all_later(mut tx: Tx, person: store::Uuid) {
    tokio::time::sleep(MEANWHILE).await;
    sessions::end_others(&mut tx, person, store::Uuid::nil()).await.unwrap();
    tx.commit().await.unwrap();
}

on_both!(a_session_is_not_renewed_while_all_are_ended);
async fn a_session_is_not_renewed_while_all_are_ended(bench: &Bench) {
    let shop = &bench.shop;
    let held = async |person: store::Uuid| {
        let mut tx = shop.db().begin().await.unwrap();
        people::hold(&mut tx, person).await.unwrap().unwrap();
        tx
    };
    let member = owner(bench).await;
    let own = session(bench, &member.token).await;
    let tx = held(member.id).await;
    let (renewed, ()) =
        tokio::join!(staff::reauthenticate(shop, &own, PASSWORD), end_all_later(tx, member.id));
    assert!(matches!(renewed, Err(ReauthenticateError::NotSignedIn)), "{renewed:?}");
    bench.advance(super::STEP);
    let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
    let code = super::code(bench, &member.secret);
    let tx = held(member.id).await;
    let (renewed, ()) = tokio::join!(
        staff::confirm_second_factor(shop, &waiting.token, SecondProof::Code(&code)),
        end_all_later(tx, member.id)
    );
    assert!(matches!(renewed, Err(SecondFactorError::NotSignedIn)), "{renewed:?}");
    let enrolling = accept(bench, "other@desk.example", &[builtin(Role::Support)]).await;
    let own = session(bench, &enrolling.token).await;
    let enrolment = staff::enrol_totp(shop, &own).await.unwrap();
    let code = super::code(bench, &enrolment.secret);
    let tx = held(own.person()).await;
    let (confirmed, ()) =
        tokio::join!(staff::confirm_totp(shop, &own, &code), end_all_later(tx, own.person()));
    assert!(confirmed.is_err(), "{confirmed:?}");
    let mut conn = shop.db().read().await.unwrap();
    for person in [member.id, own.person()] {
        assert!(sessions::of_person(&mut conn, person, 10).await.unwrap().is_empty());
    }
}

on_both!(a_session_that_was_ended_proves_and_changes_nothing);
async fn a_session_that_was_ended_proves_and_changes_nothing(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    // The request began before.
    let before = session(bench, &member.token).await;
    let policy = staff::show_policy(shop, &operator()).await.unwrap();
    let second_factor = domain::staff::SecondFactorPolicy::Optional;
    let optional = staff::StaffPolicy { second_factor, ..policy };
    staff::change_policy(shop, &operator(), optional).await.unwrap();
    staff::end_sessions_of(shop, &operator(), member.id).await.unwrap();
    let refused = staff::reauthenticate(shop, &before, PASSWORD).await;
    assert!(matches!(refused, Err(ReauthenticateError::NotSignedIn)), "{refused:?}");
    let refused = staff::renew_recovery_codes(shop, &before).await;
    assert!(matches!(refused, Err(EnrolError::NotSignedIn)), "{refused:?}");
    let refused = staff::enrol_totp(shop, &before).await;
    assert!(matches!(refused, Err(EnrolError::NotSignedIn)), "{refused:?}");
    let refused = staff::remove_second_factor(shop, &before).await;
    assert!(matches!(refused, Err(RemoveSecondFactorError::NotSignedIn)), "{refused:?}");
    // Nor is an unchanged policy an entry.
    let entries = super::log(bench).await.len();
    let policy = staff::show_policy(shop, &operator()).await.unwrap();
    staff::change_policy(shop, &operator(), policy).await.unwrap();
    assert_eq!(super::log(bench).await.len(), entries);
}

on_both!(a_session_without_second_factor_never_replaces_one);
async fn a_session_without_second_factor_never_replaces_one(bench: &Bench) {
    let shop = &bench.shop;
    let first = accept(bench, "mara@desk.example", &[builtin(Role::Support)]).await;
    // Somebody else knows the password too, and has begun to set up their own.
    let other = type_password(bench, "mara@desk.example", PASSWORD).await.unwrap();
    let thief = session(bench, &other.token).await;
    let theirs = staff::enrol_totp(shop, &thief).await.unwrap();
    // What one session sets up, another neither sees nor confirms.
    let own = session(bench, &first.token).await;
    assert_eq!(staff::pending_totp(shop, &own).await.unwrap(), None);
    let code = super::code(bench, &theirs.secret);
    assert!(staff::confirm_totp(shop, &own, &code).await.is_err());
    let member = super::enrol(bench, "mara@desk.example", &first.token).await;
    assert!(staff::enrol_totp(shop, &thief).await.is_err());
    assert!(staff::confirm_totp(shop, &thief, &code).await.is_err());
    // Also one that was missed when all others were ended.
    let begun = row(bench, &member, SessionStage::Enrolment);
    let token = "7".repeat(64);
    let mut tx = shop.db().begin().await.unwrap();
    sessions::add(&mut tx, &begun, &token).await.unwrap();
    tx.commit().await.unwrap();
    let late = session(bench, &token).await;
    assert_eq!(late.stage(), SessionStage::SecondFactor);
    let refused = staff::enrol_totp(shop, &late).await;
    assert!(matches!(refused, Err(EnrolError::NotSignedIn)), "{refused:?}");
}

on_both!(a_secret_can_be_confirmed_for_half_an_hour);
async fn a_secret_can_be_confirmed_for_half_an_hour(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let own = session(bench, &member.token).await;
    let enrolment = staff::enrol_totp(shop, &own).await.unwrap();
    bench.advance(HOUR / 2 - 1);
    assert_eq!(staff::pending_totp(shop, &own).await.unwrap().as_ref(), Some(&enrolment));
    bench.advance(1);
    assert_eq!(staff::pending_totp(shop, &own).await.unwrap(), None);
    let code = super::code(bench, &enrolment.secret);
    assert!(staff::confirm_totp(shop, &own, &code).await.is_err());
}

/// The use cases of the own account, each with whether it was refused for the stage of the session.
async fn outcomes(bench: &Bench, session: &Session) -> Vec<(&'static str, bool)> {
    let shop = &bench.shop;
    let not_found = |error: &EndSessionError| matches!(error, EndSessionError::NotFound);
    let not_signed_in = |error: &EnrolError| matches!(error, EnrolError::NotSignedIn);
    let change = staff::ChangePassword { current: "wrong", new: PASSWORD };
    vec![
        ("list", staff::list_sessions(shop, session).await.is_err_and(|e| not_found(&e))),
        (
            "end others",
            staff::sign_out_everywhere(shop, session, Sessions::Others)
                .await
                .is_err_and(|e| not_found(&e)),
        ),
        (
            "recovery codes left",
            staff::recovery_codes_left(shop, session).await.is_err_and(|e| not_signed_in(&e)),
        ),
        (
            "remove second factor",
            staff::remove_second_factor(shop, session)
                .await
                .is_err_and(|e| matches!(e, RemoveSecondFactorError::NotSignedIn)),
        ),
        (
            "reauthenticate",
            staff::reauthenticate(shop, session, "wrong")
                .await
                .is_err_and(|e| matches!(e, ReauthenticateError::NotSignedIn)),
        ),
        (
            "change password",
            staff::change_password(shop, session, change).await.is_err_and(|e| {
                use staff::ChangePasswordError::NotProved;
                matches!(e, NotProved(ReauthenticateError::NotSignedIn))
            }),
        ),
        // Last, since it ends the one in use.
        (
            "end one",
            staff::end_session(shop, session, session.id()).await.is_err_and(|e| not_found(&e)),
        ),
    ]
}

on_both!(only_an_open_session_acts_for_the_own_account);
async fn only_an_open_session_acts_for_the_own_account(bench: &Bench) {
    let member = owner(bench).await;
    let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
    let enrolling = accept(bench, "other@desk.example", &[builtin(Role::Support)]).await;
    for (token, stage) in [
        (&waiting.token, SessionStage::SecondFactor),
        (&enrolling.token, SessionStage::Enrolment),
        (&member.token, SessionStage::Open),
    ] {
        let session = session(bench, token).await;
        assert_eq!(session.stage(), stage);
        let is_refused = stage != SessionStage::Open;
        for (name, refused) in outcomes(bench, &session).await {
            assert_eq!(refused, is_refused, "{stage:?}: {name}");
        }
    }
}

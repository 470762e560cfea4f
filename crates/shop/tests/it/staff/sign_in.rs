//! Password, second factor, recovery codes, sessions.

use super::{
    HOUR, PASSWORD, STEP, accept, actor, builtin, client, code, enrol, found, join, log, owner,
    session, type_password,
};
use domain::staff::{Role, SecondFactorPolicy, SessionStage};
use shop::staff::{
    self, ConfirmTotpError, EnrolError, FoundSession, RemoveSecondFactorError, SecondFactorError,
    SecondProof, Sessions, SignIn, SignInError, StaffPolicy,
};
use testing::{Bench, on_both};

on_both!(nothing_answers_before_the_second_factor_is_set_up);
async fn nothing_answers_before_the_second_factor_is_set_up(bench: &Bench) {
    let shop = &bench.shop;
    let first = accept(bench, "mara@desk.example", &[builtin(Role::Owner)]).await;
    let before = session(bench, &first.token).await;
    assert_eq!(before.stage(), SessionStage::Enrolment);
    assert!(before.actor().is_none() && !before.is_fresh());
    // Nothing was set up, and codes of nothing are wrong.
    let wrong = staff::confirm_totp(shop, &before, "000000").await;
    assert!(matches!(wrong, Err(ConfirmTotpError::Wrong)), "{wrong:?}");
    let shown = staff::enrol_totp(shop, &before).await.unwrap();
    assert!(shown.uri.starts_with("otpauth://totp/Perigee:mara%40desk.example?secret="));
    assert_eq!(staff::pending_totp(shop, &before).await.unwrap(), Some(shown.clone()));
    // A secret that was shown before is not used.
    let member = enrol(bench, "mara@desk.example", &first.token).await;
    assert_ne!(member.secret, shown.secret);
    assert!(found(bench, &first.token).await.is_none(), "the token before is worthless");
    let open = session(bench, &member.token).await;
    assert_eq!(open.stage(), SessionStage::Open);
    assert_eq!(open.actor().unwrap().permissions(), Role::Owner.permissions());
    assert_eq!(member.recovery_codes.len(), 10);
    assert_eq!(staff::recovery_codes_left(shop, &open).await.unwrap(), 10);
    // The next time, the second factor comes first, and can not be set up instead.
    let again = type_password(bench, "Mara@Desk.Example", PASSWORD).await.unwrap();
    assert_eq!(again.stage, SessionStage::SecondFactor);
    let waiting = session(bench, &again.token).await;
    assert!(waiting.actor().is_none());
    let refused = staff::enrol_totp(shop, &waiting).await;
    assert!(matches!(refused, Err(EnrolError::NotSignedIn)), "{refused:?}");
}

on_both!(a_code_is_taken_once);
async fn a_code_is_taken_once(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let confirm = async |code: &str| {
        let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
        staff::confirm_second_factor(shop, &waiting.token, SecondProof::Code(code)).await
    };
    // That of the enrolment was taken.
    let used = code(bench, &member.secret);
    assert!(matches!(confirm(used.as_str()).await, Err(SecondFactorError::Wrong)));
    bench.advance(STEP);
    let next = code(bench, &member.secret);
    let open = confirm(next.as_str()).await.unwrap();
    assert_eq!(open.stage, SessionStage::Open);
    assert!(session(bench, &open.token).await.is_fresh());
    for repeated in [next.as_str(), used.as_str()] {
        assert!(matches!(confirm(repeated).await, Err(SecondFactorError::Wrong)));
    }
    bench.advance(2 * STEP);
    // One step late.
    let late = code(bench, &member.secret);
    bench.advance(STEP);
    confirm(late.as_str()).await.unwrap();
}

on_both!(two_at_once_take_a_code_once);
async fn two_at_once_take_a_code_once(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    bench.advance(STEP);
    let (one, other) = (
        type_password(bench, &member.email, PASSWORD).await.unwrap().token,
        type_password(bench, &member.email, PASSWORD).await.unwrap().token,
    );
    let code = code(bench, &member.secret);
    let (one, other) = tokio::join!(
        staff::confirm_second_factor(shop, &one, SecondProof::Code(&code)),
        staff::confirm_second_factor(shop, &other, SecondProof::Code(&code))
    );
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|ok| **ok).count(), 1);
}

on_both!(a_recovery_code_is_taken_once);
async fn a_recovery_code_is_taken_once(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let typed = member.recovery_codes[3].to_lowercase().replace('-', " ");
    let confirm = async |code: &str| {
        let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
        staff::confirm_second_factor(shop, &waiting.token, SecondProof::RecoveryCode(code)).await
    };
    let open = confirm(typed.as_str()).await.unwrap();
    assert!(matches!(confirm(typed.as_str()).await, Err(SecondFactorError::Wrong)));
    assert!(matches!(confirm("nonsense").await, Err(SecondFactorError::Wrong)));
    let open = session(bench, &open.token).await;
    assert_eq!(staff::recovery_codes_left(shop, &open).await.unwrap(), 9);
    let renewed = staff::renew_recovery_codes(shop, &open).await.unwrap();
    assert_eq!(renewed.len(), 10);
    let earlier = confirm(member.recovery_codes[0].as_str()).await;
    assert!(matches!(earlier, Err(SecondFactorError::Wrong)), "{earlier:?}");
    confirm(renewed[0].as_str()).await.unwrap();
}

on_both!(a_token_never_becomes_more_than_it_was);
async fn a_token_never_becomes_more_than_it_was(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    bench.advance(STEP);
    let planted = "0".repeat(64);
    for token in [Some(planted.as_str()), Some(member.token.as_str()), Some("short"), None] {
        let (email, password) = (member.email.as_str(), PASSWORD);
        let command = SignIn { email, password, client: client(), token };
        let signed_in = staff::sign_in(shop, command).await.unwrap();
        assert_ne!(Some(signed_in.token.as_str()), token);
    }
    assert!(found(bench, &planted).await.is_none());
    assert!(found(bench, &member.token).await.is_none(), "the session before has ended");
    let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
    let code = code(bench, &member.secret);
    let proof = SecondProof::Code(&code);
    let open = staff::confirm_second_factor(shop, &waiting.token, proof).await.unwrap();
    assert_ne!(open.token, waiting.token);
    assert!(found(bench, &waiting.token).await.is_none());
    // Nor does an open one confirm anything.
    let again = staff::confirm_second_factor(shop, &open.token, proof).await;
    assert!(matches!(again, Err(SecondFactorError::NotSignedIn)), "{again:?}");
    let renewed =
        staff::reauthenticate(shop, &session(bench, &open.token).await, PASSWORD).await.unwrap();
    assert!(found(bench, &open.token).await.is_none() && found(bench, &renewed).await.is_some());
}

on_both!(unknown_accounts_get_the_same_answer_after_the_same_work);
async fn unknown_accounts_get_the_same_answer_after_the_same_work(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let disabled = join(bench, "gone@desk.example", &[builtin(Role::Support)]).await;
    staff::disable_person(shop, &super::operator(), disabled.id).await.unwrap();
    assert!(found(bench, &disabled.token).await.is_none(), "sessions end at once");
    for (email, password) in [
        (member.email.as_str(), "wrong password"),
        ("nobody@desk.example", PASSWORD),
        ("gone@desk.example", PASSWORD),
        ("no address", PASSWORD),
        ("", ""),
    ] {
        let before = staff::hashed_passwords(shop);
        let refused = type_password(bench, email, password).await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{email}: {refused:?}");
        assert_eq!(staff::hashed_passwords(shop) - before, 1, "{email}");
    }
    let log = log(bench).await.join("\n");
    assert!(!log.contains("refused"), "{log}");
    for secret in ["nobody@desk.example", "no address", PASSWORD, "wrong password"] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}

on_both!(sessions_are_listed_and_ended);
async fn sessions_are_listed_and_ended(bench: &Bench) {
    let shop = &bench.shop;
    let (member, other) =
        (owner(bench).await, join(bench, "other@desk.example", &[builtin(Role::Owner)]).await);
    bench.advance(STEP);
    let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
    let own = session(bench, &member.token).await;
    let listed = staff::list_sessions(shop, &own).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed[0].current && !listed[1].current && listed[0].id == own.id());
    assert_eq!(listed[1].browser, "Firefox on Linux");
    assert_eq!(listed[1].address, "192.0.2.0");
    // Nobody ends somebody else's by its id.
    let foreign = session(bench, &other.token).await;
    assert!(staff::end_session(shop, &own, foreign.id()).await.is_err());
    assert!(found(bench, &other.token).await.is_some());
    staff::end_session(shop, &own, listed[1].id).await.unwrap();
    assert!(found(bench, &waiting.token).await.is_none());
    type_password(bench, &member.email, PASSWORD).await.unwrap();
    assert_eq!(staff::sign_out_everywhere(shop, &own, Sessions::Others).await.unwrap(), 1);
    assert!(found(bench, &member.token).await.is_some());
    staff::sign_out(shop, &member.token).await.unwrap();
    assert!(found(bench, &member.token).await.is_none());
    staff::sign_out(shop, &member.token).await.unwrap();
    assert_eq!(staff::sign_out_everywhere(shop, &foreign, Sessions::All).await.unwrap(), 1);
    assert!(found(bench, &other.token).await.is_none());
}

on_both!(the_second_factor_can_be_made_optional);
async fn the_second_factor_can_be_made_optional(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let actor = actor(bench, &member.token).await;
    let policy = staff::show_policy(shop, &actor).await.unwrap();
    assert_eq!(policy.second_factor, SecondFactorPolicy::Required);
    let own = session(bench, &member.token).await;
    let required = staff::remove_second_factor(shop, &own).await;
    assert!(matches!(required, Err(RemoveSecondFactorError::Required)), "{required:?}");
    let optional = StaffPolicy { second_factor: SecondFactorPolicy::Optional, ..policy };
    staff::change_policy(shop, &actor, optional).await.unwrap();
    assert!(staff::change_policy(shop, &actor, optional).await.is_err(), "a stale version");
    let other = accept(bench, "other@desk.example", &[builtin(Role::Support)]).await;
    assert_eq!(other.stage, SessionStage::Open);
    assert!(session(bench, &other.token).await.actor().is_some());
    staff::remove_second_factor(shop, &own).await.unwrap();
    // Required again: at the next request, and not only at the next sign-in.
    let policy = staff::show_policy(shop, &actor).await.unwrap();
    let required = StaffPolicy { second_factor: SecondFactorPolicy::Required, ..policy };
    staff::change_policy(shop, &actor, required).await.unwrap();
    for token in [&other.token, &member.token] {
        let session = session(bench, token).await;
        assert_eq!(session.stage(), SessionStage::Enrolment);
        assert!(session.actor().is_none());
    }
}

on_both!(what_was_posted_with_an_expired_session_is_kept_for_its_person);
async fn what_was_posted_with_an_expired_session_is_kept_for_its_person(bench: &Bench) {
    use shop::staff::{KeepForm, KeptForm, LONGEST_FORM};
    let shop = &bench.shop;
    let (member, other) =
        (owner(bench).await, join(bench, "other@desk.example", &[builtin(Role::Owner)]).await);
    bench.advance(13 * HOUR);
    let expired = staff::find_session(shop, &member.token).await.unwrap();
    assert!(matches!(expired, FoundSession::Expired), "{expired:?}");
    let (path, body) = ("/admin/products/7", b"name=typed".as_slice());
    let keep = KeepForm { session: &member.token, path, body };
    let token = staff::keep_form(shop, keep).await.unwrap().unwrap();
    let long = vec![b'a'; LONGEST_FORM + 1];
    for refused in [
        KeepForm { session: "nothing", ..keep },
        KeepForm { path: "https://evil.example/", ..keep },
        KeepForm { path: "/cart/lines", ..keep },
        KeepForm { body: &long, ..keep },
    ] {
        assert_eq!(staff::keep_form(shop, refused).await.unwrap(), None);
    }
    let open = async |member: &super::Member| {
        let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
        let code = code(bench, &member.secret);
        let proof = SecondProof::Code(&code);
        let open = staff::confirm_second_factor(shop, &waiting.token, proof).await.unwrap();
        session(bench, &open.token).await
    };
    let (own, foreign) = (open(&member).await, open(&other).await);
    assert_eq!(staff::find_form(shop, &foreign, &token).await.unwrap(), None);
    let kept = KeptForm { path: path.to_owned(), body: body.to_vec() };
    for again in ["once", "when its page is loaded again"] {
        let found = staff::find_form(shop, &own, &token).await.unwrap();
        assert_eq!(found.as_ref(), Some(&kept), "{again}");
    }
    let late = staff::keep_form(shop, keep).await.unwrap().unwrap();
    bench.advance(HOUR);
    let own = session(bench, &staff::reauthenticate(shop, &own, PASSWORD).await.unwrap()).await;
    assert_eq!(staff::find_form(shop, &own, &late).await.unwrap(), None);
}

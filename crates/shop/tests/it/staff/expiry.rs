//! Everything that ends by itself, by the test clock.

use super::{
    HOUR, MINUTE, PASSWORD, STEP, accept, actor, builtin, client, code, found, join, operator,
    owner, session, type_password,
};
use domain::staff::{Permission, Role};
use shop::staff::{
    self, AcceptInvitation, AcceptInvitationError, CreateRole, EnrolError, Invite, Refused,
    ResetPassword, ResetPasswordError, RoleError, SecondFactorAfter, SecondProof,
};
use testing::{Bench, on_both};

on_both!(an_unused_session_ends_after_two_hours);
async fn an_unused_session_ends_after_two_hours(bench: &Bench) {
    let member = owner(bench).await;
    bench.advance(2 * HOUR - 1);
    assert!(found(bench, &member.token).await.is_some());
    bench.advance(2 * HOUR - 1);
    assert!(found(bench, &member.token).await.is_some(), "it was used in between");
    bench.advance(2 * HOUR);
    assert!(found(bench, &member.token).await.is_none());
}

on_both!(a_used_session_ends_after_twelve_hours);
async fn a_used_session_ends_after_twelve_hours(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let mut token = member.token;
    for _ in 0..11 {
        bench.advance(HOUR);
        let session = session(bench, &token).await;
        // Proving the password again does not make it longer.
        token = staff::reauthenticate(shop, &session, PASSWORD).await.unwrap();
    }
    bench.advance(HOUR - 1);
    assert!(found(bench, &token).await.is_some());
    bench.advance(1);
    assert!(found(bench, &token).await.is_none());
}

on_both!(the_steps_before_have_ends_of_their_own);
async fn the_steps_before_have_ends_of_their_own(bench: &Bench) {
    let member = owner(bench).await;
    let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
    bench.advance(10 * MINUTE - 1);
    assert!(found(bench, &waiting.token).await.is_some());
    bench.advance(1);
    let code = code(bench, &member.secret);
    let proof = SecondProof::Code(&code);
    assert!(staff::confirm_second_factor(&bench.shop, &waiting.token, proof).await.is_err());
    let enrolling = accept(bench, "late@desk.example", &[builtin(Role::Support)]).await;
    bench.advance(30 * MINUTE - 1);
    assert!(found(bench, &enrolling.token).await.is_some());
    bench.advance(1);
    assert!(found(bench, &enrolling.token).await.is_none());
}

on_both!(dangerous_acts_need_the_password_after_a_quarter_of_an_hour);
async fn dangerous_acts_need_the_password_after_a_quarter_of_an_hour(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let permissions = [Permission::Export].into_iter().collect();
    bench.advance(15 * MINUTE - 1);
    let fresh = actor(bench, &member.token).await;
    staff::create_role(shop, &fresh, CreateRole { name: "One", permissions }).await.unwrap();
    bench.advance(1);
    let stale = actor(bench, &member.token).await;
    let refused = staff::create_role(shop, &stale, CreateRole { name: "Two", permissions }).await;
    let not_fresh = matches!(refused, Err(RoleError::Refused(Refused::NotFresh)));
    assert!(not_fresh, "{refused:?}");
    let own = session(bench, &member.token).await;
    let refused = staff::enrol_totp(shop, &own).await;
    assert!(matches!(refused, Err(EnrolError::NotFresh)), "{refused:?}");
    assert!(staff::reauthenticate(shop, &own, "wrong").await.is_err());
    let token = staff::reauthenticate(shop, &own, PASSWORD).await.unwrap();
    let again = actor(bench, &token).await;
    staff::create_role(shop, &again, CreateRole { name: "Two", permissions }).await.unwrap();
}

on_both!(links_end);
async fn links_end(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let roles = [builtin(Role::Support)];
    let invite = Invite { name: "", email: "late@desk.example", roles: &roles };
    let invitation = staff::invite_by_link(shop, &operator(), invite).await.unwrap();
    let kept = SecondFactorAfter::Kept;
    let reset = staff::reset_by_link(shop, &operator(), member.id, kept).await.unwrap();
    bench.advance(24 * HOUR - 1);
    assert!(staff::find_invitation(shop, &invitation).await.unwrap().is_some());
    assert_eq!(staff::find_reset(shop, &reset).await.unwrap().as_ref(), Some(&member.email));
    bench.advance(1);
    assert_eq!(staff::find_invitation(shop, &invitation).await.unwrap(), None);
    assert_eq!(staff::find_reset(shop, &reset).await.unwrap(), None);
    let (name, password) = ("Late", PASSWORD);
    let command =
        AcceptInvitation { token: &invitation, name, email: "", password, client: client() };
    let refused = staff::accept_invitation(shop, command).await;
    assert!(matches!(refused, Err(AcceptInvitationError::Ended)), "{refused:?}");
    let refused = staff::reset_password(shop, ResetPassword { token: &reset, password }).await;
    assert!(matches!(refused, Err(ResetPasswordError::Ended)), "{refused:?}");
}

on_both!(what_has_ended_is_deleted);
async fn what_has_ended_is_deleted(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    join(bench, "other@desk.example", &[builtin(Role::Owner)]).await;
    let _ = type_password(bench, "nobody@desk.example", "wrong").await;
    assert_eq!(staff::delete_old(shop).await.unwrap(), 0);
    bench.advance(24 * HOUR + STEP);
    // The attempts of an account, of a client and of both.
    assert_eq!(staff::delete_old(shop).await.unwrap(), 3);
    bench.advance(9 * 24 * HOUR);
    // Two sessions and two accepted invitations.
    assert_eq!(staff::delete_old(shop).await.unwrap(), 4);
    // People stay.
    let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
    let code = code(bench, &member.secret);
    let proof = SecondProof::Code(&code);
    staff::confirm_second_factor(shop, &waiting.token, proof).await.unwrap();
}

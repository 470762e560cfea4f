//! How accounts begin, and new passwords.

use super::{
    PASSWORD, STEP, accept, actor, builtin, client, code, found, join, log, operator, owner,
    session, type_password,
};
use crate::mail::{Folder, work};
use domain::staff::{PasswordProblem, Permission, Role, SessionStage};
use shop::{
    InvalidFields,
    staff::{
        self, AcceptInvitation, AcceptInvitationError, ChangePassword, ChangePasswordError,
        ChangePerson, ChangeRole, CreateRole, Invite, InviteError, ReauthenticateError,
        RenameSelfError, RequestReset, ResetPassword, ResetPasswordError, SecondFactorAfter,
        SecondProof, SignInError,
    },
};
use testing::{Bench, on_both};

const OTHER: &str = "copper lantern eleven gardens";

/// The emails with unfolded lines.
fn plain(folder: &Folder) -> Vec<String> {
    folder.emails().iter().map(|email| email.replace("=\r\n", "").replace("=3D", "=")).collect()
}

/// The token of the link to a page in an email.
fn token(email: &str, page: &str) -> String {
    let (_, after) = email.split_once(&format!("https://shop.example{page}")).unwrap();
    after.chars().take_while(char::is_ascii_hexdigit).collect()
}

on_both!(an_invitation_by_email_is_accepted_once);
async fn an_invitation_by_email_is_accepted_once(bench: &Bench) {
    let shop = &bench.shop;
    let owner = owner(bench).await;
    let folder = Folder::new();
    work(shop, &folder.mailer()).await;
    let actor = actor(bench, &owner.token).await;
    let roles = [builtin(Role::Support), builtin(Role::Analyst), builtin(Role::Support)];
    let invite = Invite { name: " Nils ", email: "Nils@Desk.Example", roles: &roles };
    staff::invite(shop, &actor, invite).await.unwrap();
    let folder = Folder::new();
    assert_eq!(work(shop, &folder.mailer()).await, 1);
    let email = &plain(&folder)[0];
    assert!(email.contains("To: Nils@Desk.Example"), "{email}");
    assert!(email.contains("Mara Lindqvist invites you"), "{email}");
    let token = token(email, "/admin/invitations/");
    assert_eq!(token.len(), 64);
    let open = staff::find_invitation(shop, &token).await.unwrap().unwrap();
    assert_eq!((open.name.as_str(), open.email.as_str()), ("Nils", "Nils@Desk.Example"));
    assert_eq!(open.roles, ["Analyst", "Support"]);
    assert_eq!(staff::list_invitations(shop, &actor).await.unwrap(), [open]);
    let command = AcceptInvitation {
        token: &token,
        name: "Nils Berg",
        email: "owner@desk.example",
        password: PASSWORD,
        client: client(),
    };
    let (one, other) = tokio::join!(
        staff::accept_invitation(shop, command),
        staff::accept_invitation(shop, command)
    );
    let (done, refused) = if one.is_ok() { (one, other) } else { (other, one) };
    assert!(matches!(refused, Err(AcceptInvitationError::Ended)), "{refused:?}");
    assert_eq!(done.unwrap().stage, SessionStage::Enrolment);
    // The address is that of the invitation, not a typed one.
    let nils = staff::person_by_email(shop, &actor, "nils@desk.example").await.unwrap();
    let nils = staff::show_person(shop, &actor, nils).await.unwrap();
    assert_eq!((nils.name.as_str(), nils.email.as_str()), ("Nils Berg", "Nils@Desk.Example"));
    let both = Role::Support.permissions().and(Role::Analyst.permissions());
    assert_eq!(nils.permissions, both);
    assert!(!nils.has_second_factor && !nils.is_disabled);
    assert_eq!(staff::find_invitation(shop, &token).await.unwrap(), None);
    assert!(staff::list_invitations(shop, &actor).await.unwrap().is_empty());
    let taken = staff::invite(shop, &actor, invite).await;
    assert!(matches!(taken, Err(InviteError::Taken)), "{taken:?}");
}

on_both!(what_is_typed_for_an_account_is_checked);
async fn what_is_typed_for_an_account_is_checked(bench: &Bench) {
    let shop = &bench.shop;
    let roles = [builtin(Role::Support)];
    for (name, email, field) in
        [("", "nils", "email"), ("", "", "email"), (&*"n".repeat(121), "n@desk.example", "name")]
    {
        let refused =
            staff::invite_by_link(shop, &operator(), Invite { name, email, roles: &roles }).await;
        let Err(InviteError::Fields(InvalidFields(fields))) = refused else { panic!("{email}") };
        assert_eq!(fields[0].field, field);
    }
    let none = Invite { name: "", email: "n@desk.example", roles: &[] };
    let refused = staff::invite_by_link(shop, &operator(), none).await;
    assert!(matches!(refused, Err(InviteError::NoRole)), "{refused:?}");
    let unknown = [store::Uuid::from_u128(7)];
    let refused =
        staff::invite_by_link(shop, &operator(), Invite { roles: &unknown, ..none }).await;
    assert!(matches!(refused, Err(InviteError::NoSuchRole)), "{refused:?}");
    let invite = Invite { roles: &roles, ..none };
    let earlier = staff::invite_by_link(shop, &operator(), invite).await.unwrap();
    let token = staff::invite_by_link(shop, &operator(), invite).await.unwrap();
    assert_eq!(staff::find_invitation(shop, &earlier).await.unwrap(), None, "it was replaced");
    for (name, password, expected) in [
        ("", PASSWORD, (Some("name"), None)),
        ("Nils", "", (None, Some(PasswordProblem::Missing))),
        ("Nils", "short", (None, Some(PasswordProblem::TooShort))),
        ("Nils", "password123", (None, Some(PasswordProblem::Common))),
        ("", "Nilsnils", (Some("name"), Some(PasswordProblem::Guessable))),
        ("Nils", &*"a b".repeat(50), (None, Some(PasswordProblem::TooLong))),
    ] {
        let command =
            AcceptInvitation { token: &token, name, email: "", password, client: client() };
        let refused = staff::accept_invitation(shop, command).await;
        let Err(AcceptInvitationError::Invalid { fields, password: problem }) = refused else {
            panic!("{name} {password}: {refused:?}")
        };
        let field = fields.first().map(|error| error.field.as_str());
        assert_eq!((field, problem), expected, "{name} {password}");
    }
    assert!(staff::find_invitation(shop, &token).await.unwrap().is_some(), "it is still open");
}

on_both!(a_shop_without_an_owner_gets_one_link);
async fn a_shop_without_an_owner_gets_one_link(bench: &Bench) {
    let shop = &bench.shop;
    let replica = bench.replica().await;
    let (one, other) =
        tokio::join!(staff::first_owner_link(shop), staff::first_owner_link(&replica));
    let links: Vec<String> = [one.unwrap(), other.unwrap()].into_iter().flatten().collect();
    assert_eq!(links.len(), 1);
    bench.advance(25 * super::HOUR);
    let link = staff::first_owner_link(shop).await.unwrap().unwrap();
    let accept = |email| AcceptInvitation {
        token: &link,
        name: "Mara",
        email,
        password: PASSWORD,
        client: client(),
    };
    let refused = staff::accept_invitation(shop, accept("no address")).await;
    assert!(matches!(refused, Err(AcceptInvitationError::Invalid { .. })), "{refused:?}");
    let done = staff::accept_invitation(shop, accept("mara@desk.example")).await.unwrap();
    let session = session(bench, &done.token).await;
    assert_eq!((session.name(), session.email()), ("Mara", "mara@desk.example"));
    bench.advance(25 * super::HOUR);
    assert_eq!(staff::first_owner_link(shop).await.unwrap(), None);
    replica.db().close().await;
}

on_both!(a_new_password_ends_other_sessions);
async fn a_new_password_ends_other_sessions(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let other = type_password(bench, &member.email, PASSWORD).await.unwrap();
    let own = session(bench, &member.token).await;
    let change = async |current: &str, new: &str| {
        staff::change_password(shop, &own, ChangePassword { current, new }).await
    };
    let refused = change("wrong", OTHER).await;
    let wrong = ChangePasswordError::NotProved(ReauthenticateError::Wrong);
    assert_eq!(refused.unwrap_err().to_string(), wrong.to_string());
    for (new, expected) in [
        ("mara lindqvist", PasswordProblem::Guessable),
        ("letmein123", PasswordProblem::Common),
        ("7 chars", PasswordProblem::TooShort),
    ] {
        match change(PASSWORD, new).await {
            Err(ChangePasswordError::Password(problem)) => assert_eq!(problem, expected, "{new}"),
            other => panic!("{new}: {other:?}"),
        }
    }
    let token = change(PASSWORD, OTHER).await.unwrap();
    assert!(found(bench, &token).await.is_some());
    for ended in [&member.token, &other.token] {
        assert!(found(bench, ended).await.is_none());
    }
    let before = type_password(bench, &member.email, PASSWORD).await;
    assert!(matches!(before, Err(SignInError::Wrong)), "{before:?}");
    // However the keyboard composes it.
    type_password(bench, &member.email, OTHER).await.unwrap();
    let folder = Folder::new();
    work(shop, &folder.mailer()).await;
    let emails = plain(&folder);
    for part in ["Subject: Your password was changed", "Subject: Your second factor was changed"] {
        assert!(emails.iter().any(|email| email.contains(part)), "{part}: {emails:?}");
    }
    let log = log(bench).await.join("\n");
    assert!(log.contains("Mara Lindqvist change Mara Lindqvist: password None Some(\"new\")"));
    assert!(!log.contains(PASSWORD) && !log.contains(OTHER), "{log}");
}

on_both!(a_person_changes_the_own_name);
async fn a_person_changes_the_own_name(bench: &Bench) {
    let shop = &bench.shop;
    let member = join(bench, "nils@desk.example", &[builtin(Role::Analyst)]).await;
    let own = session(bench, &member.token).await;
    staff::rename_self(shop, &own, "  Nils Holm ").await.unwrap();
    let renamed = session(bench, &member.token).await;
    assert_eq!(renamed.name(), "Nils Holm");
    for wrong in ["", " ", &"a".repeat(1_000)] {
        let refused = staff::rename_self(shop, &own, wrong).await;
        assert!(matches!(refused, Err(RenameSelfError::Fields(_))), "{refused:?}");
    }
    let lines = log(bench).await;
    let change = "name Some(\"Mara Lindqvist\") Some(\"Nils Holm\")";
    assert_eq!(lines.iter().filter(|line| line.contains(change)).count(), 1, "{lines:?}");
    // The same name again is no change.
    staff::rename_self(shop, &renamed, "Nils Holm").await.unwrap();
    assert_eq!(log(bench).await.len(), lines.len());
    let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
    let waiting = session(bench, &waiting.token).await;
    let refused = staff::rename_self(shop, &waiting, "Eve").await;
    assert!(matches!(refused, Err(RenameSelfError::NotSignedIn)), "{refused:?}");
}

on_both!(a_forgotten_password_is_replaced_by_a_link_once);
async fn a_forgotten_password_is_replaced_by_a_link_once(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let gone = join(bench, "gone@desk.example", &[builtin(Role::Support)]).await;
    staff::disable_person(shop, &operator(), gone.id).await.unwrap();
    work(shop, &Folder::new().mailer()).await;
    let folder = Folder::new();
    for email in ["nobody@desk.example", "gone@desk.example", "OWNER@desk.example"] {
        staff::request_reset(shop, RequestReset { email, client: client() }).await.unwrap();
    }
    assert_eq!(work(shop, &folder.mailer()).await, 3);
    let emails = plain(&folder);
    assert_eq!(emails.len(), 1, "{emails:?}");
    let token = token(&emails[0], "/admin/resets/");
    let found_email = staff::find_reset(shop, &token).await.unwrap();
    assert_eq!(found_email.as_ref(), Some(&member.email));
    let command = ResetPassword { token: &token, password: "password123" };
    let refused = staff::reset_password(shop, command).await;
    let common = matches!(refused, Err(ResetPasswordError::Password(PasswordProblem::Common)));
    assert!(common, "{refused:?}");
    let command = ResetPassword { password: OTHER, ..command };
    staff::reset_password(shop, command).await.unwrap();
    let again = staff::reset_password(shop, command).await;
    assert!(matches!(again, Err(ResetPasswordError::Ended)), "{again:?}");
    assert!(found(bench, &member.token).await.is_none(), "all sessions have ended");
    // The link opens nothing: password and second factor are next.
    let waiting = type_password(bench, &member.email, OTHER).await.unwrap();
    assert_eq!(waiting.stage, SessionStage::SecondFactor);
    bench.advance(STEP);
    let code = code(bench, &member.secret);
    let proof = SecondProof::Code(&code);
    staff::confirm_second_factor(shop, &waiting.token, proof).await.unwrap();
}

on_both!(an_operator_lets_somebody_in_who_has_lost_everything);
async fn an_operator_lets_somebody_in_who_has_lost_everything(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    for _ in 0..10 {
        let _ = type_password(bench, &member.email, "wrong").await;
    }
    let removed = SecondFactorAfter::Removed;
    let token = staff::reset_by_link(shop, &operator(), member.id, removed).await.unwrap();
    assert!(found(bench, &member.token).await.is_none());
    staff::reset_password(shop, ResetPassword { token: &token, password: OTHER }).await.unwrap();
    let signed_in = type_password(bench, &member.email, OTHER).await.unwrap();
    assert_eq!(signed_in.stage, SessionStage::Enrolment);
    // Only commands get such links.
    let other = accept(bench, "other@desk.example", &[builtin(Role::Owner)]).await;
    let other = super::enrol(bench, "other@desk.example", &other.token).await;
    let actor = actor(bench, &other.token).await;
    let refused = staff::reset_by_link(shop, &actor, member.id, removed).await;
    assert!(refused.is_err());
    let roles = [builtin(Role::Support)];
    let invite = Invite { name: "", email: "n@desk.example", roles: &roles };
    assert!(staff::invite_by_link(shop, &actor, invite).await.is_err());
}

on_both!(a_link_for_the_first_owner_ends_with_its_reason);
async fn a_link_for_the_first_owner_ends_with_its_reason(bench: &Bench) {
    let shop = &bench.shop;
    let link = staff::first_owner_link(shop).await.unwrap().unwrap();
    let accept = AcceptInvitation {
        token: &link,
        name: "Eve",
        email: "eve@desk.example",
        password: PASSWORD,
        client: client(),
    };
    let first = owner(bench).await;
    assert_eq!(staff::find_invitation(shop, &link).await.unwrap(), None, "it is withdrawn");
    let refused = staff::accept_invitation(shop, accept).await;
    assert!(matches!(refused, Err(AcceptInvitationError::Ended)), "{refused:?}");
    // A link that was made while the only owner was disabled, who then comes back.
    let mut tx = shop.db().begin().await.unwrap();
    store::staff::people::disable(&mut tx, first.id, super::now(bench)).await.unwrap();
    tx.commit().await.unwrap();
    let link = staff::first_owner_link(shop).await.unwrap().unwrap();
    staff::enable_person(shop, &operator(), first.id).await.unwrap();
    let accept = AcceptInvitation { token: &link, ..accept };
    let refused = staff::accept_invitation(shop, accept).await;
    assert!(matches!(refused, Err(AcceptInvitationError::Ended)), "{refused:?}");
}

on_both!(an_invitation_ends_with_the_rights_of_who_sent_it);
async fn an_invitation_ends_with_the_rights_of_who_sent_it(bench: &Bench) {
    let shop = &bench.shop;
    let first = owner(bench).await;
    let acting = actor(bench, &first.token).await;
    let permissions = [Permission::StaffWrite, Permission::Export].into_iter().collect();
    let create = CreateRole { name: "Team lead", permissions };
    let lead_role = staff::create_role(shop, &acting, create).await.unwrap();
    let create =
        CreateRole { name: "Exporter", permissions: [Permission::Export].into_iter().collect() };
    let exporter = [staff::create_role(shop, &acting, create).await.unwrap()];
    work(shop, &Folder::new().mailer()).await;
    // By somebody, to an address; the token.
    let invited = async |sender: &super::Member, email: &str| {
        let sender = actor(bench, &sender.token).await;
        let invite = Invite { name: "", email, roles: &exporter };
        staff::invite(shop, &sender, invite).await.unwrap();
        let folder = Folder::new();
        work(shop, &folder.mailer()).await;
        let emails = plain(&folder);
        let email = emails.iter().find(|email| email.contains("/admin/invitations/")).unwrap();
        token(email, "/admin/invitations/")
    };
    let ended = async |token: &str| {
        let (name, password) = ("Eve", PASSWORD);
        let command = AcceptInvitation { token, name, email: "", password, client: client() };
        let refused = staff::accept_invitation(shop, command).await;
        assert!(matches!(refused, Err(AcceptInvitationError::Ended)), "{refused:?}");
    };
    // Disabled: withdrawn, and not there again when they are enabled.
    let one = join(bench, "one@desk.example", &[lead_role]).await;
    let link = invited(&one, "puppet1@desk.example").await;
    staff::disable_person(shop, &operator(), one.id).await.unwrap();
    staff::enable_person(shop, &operator(), one.id).await.unwrap();
    assert_eq!(staff::find_invitation(shop, &link).await.unwrap(), None);
    ended(&link).await;
    // Demoted.
    let two = join(bench, "two@desk.example", &[lead_role]).await;
    let link = invited(&two, "puppet2@desk.example").await;
    let version = staff::show_person(shop, &operator(), two.id).await.unwrap().version;
    let roles = [builtin(Role::Analyst)];
    let command = ChangePerson { person: two.id, version, name: None, roles: Some(&roles) };
    staff::change_person(shop, &operator(), command).await.unwrap();
    ended(&link).await;
    // By a role that permits less.
    let three = join(bench, "three@desk.example", &[lead_role]).await;
    let link = invited(&three, "puppet3@desk.example").await;
    let permissions = [Permission::StaffWrite].into_iter().collect();
    let change = ChangeRole { role: lead_role, version: 1, name: "Team lead", permissions };
    staff::change_role(shop, &operator(), change).await.unwrap();
    ended(&link).await;
    // What somebody who may still give it has sent is accepted.
    let link = invited(&first, "nils@desk.example").await;
    let (name, password) = ("Nils", PASSWORD);
    let command = AcceptInvitation { token: &link, name, email: "", password, client: client() };
    staff::accept_invitation(shop, command).await.unwrap();
    // The address's invitations are exported, accepted or not.
    let export = shop::customers::privacy::export(shop, "nils@desk.example").await.unwrap();
    assert_eq!(export["desk_invitations"].as_array().map(Vec::len), Some(1), "{export}");
}

on_both!(a_copy_that_is_restored_opens_nothing);
async fn a_copy_that_is_restored_opens_nothing(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let roles = [builtin(Role::Support)];
    let invite = Invite { name: "", email: "late@desk.example", roles: &roles };
    let invitation = staff::invite_by_link(shop, &operator(), invite).await.unwrap();
    let other = join(bench, "other@desk.example", &roles).await;
    let kept = SecondFactorAfter::Kept;
    let reset = staff::reset_by_link(shop, &operator(), other.id, kept).await.unwrap();
    staff::end_all_access(shop.db()).await.unwrap();
    assert!(found(bench, &member.token).await.is_none());
    assert_eq!(staff::find_invitation(shop, &invitation).await.unwrap(), None);
    assert_eq!(staff::find_reset(shop, &reset).await.unwrap(), None);
    type_password(bench, &member.email, PASSWORD).await.unwrap();
}

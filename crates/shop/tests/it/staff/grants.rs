//! Who may do what to whom.

use super::{accept, actor, builtin, join, operator, owner, session};
use domain::staff::{Permission, Permissions, Role};
use shop::staff::{
    self, Actor, ChangePerson, ChangePersonError, ChangeRole, CreateRole, EndSessionError,
    Forbidden, Invite, InviteError, Refused, RoleError, SendResetError, StaffPolicy,
};
use store::Uuid;
use testing::{Bench, on_both};

fn set(permissions: &[Permission]) -> Permissions {
    permissions.iter().copied().collect()
}

/// The outcomes of all use cases about others, each with its name. Those that are allowed come to
/// nothing, since their versions are stale or their things do not exist.
async fn outcomes(
    bench: &Bench,
    actor: &Actor,
    person: Uuid,
) -> Vec<(&'static str, Option<Refused>)> {
    let shop = &bench.shop;
    let support = [builtin(Role::Support)];
    let nobody = Uuid::from_u128(7);
    let mut outcomes = Vec::new();
    macro_rules! outcome {
        ($name:literal, $error:ident, $call:expr) => {
            outcomes.push((
                $name,
                match $call.await {
                    Err($error::Refused(refused)) => Some(refused),
                    _ => None,
                },
            ))
        };
    }
    use shop::staff::{PolicyError, ShowPersonError, WithdrawInvitationError};
    outcome!("list people", ShowPersonError, staff::list_people(shop, actor, "", 10));
    outcome!("show person", ShowPersonError, staff::show_person(shop, actor, person));
    outcome!("list roles", RoleError, staff::list_roles(shop, actor));
    outcome!("list invitations", WithdrawInvitationError, staff::list_invitations(shop, actor));
    outcome!("show policy", PolicyError, staff::show_policy(shop, actor));
    let invite = Invite { name: "", email: "new@desk.example", roles: &[nobody] };
    outcome!("invite", InviteError, staff::invite(shop, actor, invite));
    outcome!(
        "withdraw invitation",
        WithdrawInvitationError,
        staff::withdraw_invitation(shop, actor, nobody)
    );
    let roles = ChangePerson { person, version: -1, name: None, roles: Some(&support) };
    outcome!("change roles", ChangePersonError, staff::change_person(shop, actor, roles));
    let rename = ChangePerson { person, version: -1, name: Some("Eve"), roles: None };
    outcome!("rename", ChangePersonError, staff::change_person(shop, actor, rename));
    outcome!("disable", ChangePersonError, staff::disable_person(shop, actor, nobody));
    outcome!("enable", ChangePersonError, staff::enable_person(shop, actor, nobody));
    outcome!("send reset", SendResetError, staff::send_reset(shop, actor, nobody));
    outcome!("end sessions", EndSessionError, staff::end_sessions_of(shop, actor, nobody));
    let permissions = set(&[Permission::CatalogueRead]);
    let create = CreateRole { name: "Support", permissions };
    outcome!("create role", RoleError, staff::create_role(shop, actor, create));
    let change = ChangeRole { role: nobody, version: 1, name: "x", permissions };
    outcome!("change role", RoleError, staff::change_role(shop, actor, change));
    outcome!("delete role", RoleError, staff::delete_role(shop, actor, nobody));
    let second_factor = domain::staff::SecondFactorPolicy::Optional;
    let policy = StaffPolicy { second_factor, version: -1 };
    outcome!("change policy", PolicyError, staff::change_policy(shop, actor, policy));
    outcomes
}

on_both!(every_use_case_asks_for_the_permission);
async fn every_use_case_asks_for_the_permission(bench: &Bench) {
    let person = join(bench, "packer@desk.example", &[builtin(Role::Fulfilment)]).await;
    let lacks = Some(Refused::Forbidden(Forbidden(Permission::StaffWrite)));
    for role in Role::ALL {
        let email = format!("{}@desk.example", role.key());
        let member = join(bench, &email, &[builtin(role)]).await;
        let actor = actor(bench, &member.token).await;
        let expected = if role == Role::Owner { None } else { lacks };
        for (name, refused) in outcomes(bench, &actor, person.id).await {
            assert_eq!(refused, expected, "{role:?}: {name}");
        }
    }
    // Those that give something need fresh authentication, and API keys never have it.
    let key = Actor::key(Uuid::from_u128(1), "key".to_owned(), Permissions::all());
    let dangerous = [
        "invite",
        "change roles",
        "enable",
        "send reset",
        "create role",
        "change role",
        "delete role",
        "change policy",
    ];
    for (name, refused) in outcomes(bench, &key, person.id).await {
        let expected = dangerous.contains(&name).then_some(Refused::NotFresh);
        assert_eq!(refused, expected, "{name}");
    }
}

on_both!(a_permission_that_was_taken_away_is_gone_at_once);
async fn a_permission_that_was_taken_away_is_gone_at_once(bench: &Bench) {
    let shop = &bench.shop;
    let owner = owner(bench).await;
    let other = join(bench, "other@desk.example", &[builtin(Role::Owner)]).await;
    // The request of the other began before.
    let before = actor(bench, &other.token).await;
    let first = actor(bench, &owner.token).await;
    let version = staff::show_person(shop, &first, other.id).await.unwrap().version;
    let roles = [builtin(Role::Support)];
    let command = ChangePerson { person: other.id, version, name: None, roles: Some(&roles) };
    staff::change_person(shop, &first, command).await.unwrap();
    let refused = staff::disable_person(shop, &before, owner.id).await;
    let lacks = Refused::Forbidden(Forbidden(Permission::StaffWrite));
    assert!(matches!(refused, Err(ChangePersonError::Refused(r)) if r == lacks), "{refused:?}");
    let after = session(bench, &other.token).await.actor().unwrap();
    assert_eq!(after.permissions(), Role::Support.permissions());
}

on_both!(nobody_grants_or_touches_more_than_they_have);
async fn nobody_grants_or_touches_more_than_they_have(bench: &Bench) {
    let shop = &bench.shop;
    let owner = owner(bench).await;
    let first = actor(bench, &owner.token).await;
    let has = set(&[Permission::StaffWrite, Permission::CatalogueRead, Permission::OrdersRead]);
    let create = CreateRole { name: "Team lead", permissions: has };
    let own_role = staff::create_role(shop, &first, create).await.unwrap();
    let lead = join(bench, "lead@desk.example", &[own_role]).await;
    let eve = actor(bench, &lead.token).await;
    let beyond = |outcome: Result<(), String>| assert_eq!(outcome, Err(BEYOND.to_owned()));
    let text = |error: &dyn std::fmt::Display| error.to_string();
    // By an invitation: of a role with more, alone or beside an allowed one.
    for roles in [&[builtin(Role::Owner)][..], &[own_role, builtin(Role::Support)]] {
        let invite = Invite { name: "", email: "puppet@desk.example", roles };
        beyond(staff::invite(shop, &eve, invite).await.map(drop).map_err(|e| text(&e)));
    }
    // By the own roles.
    let version = staff::show_person(shop, &eve, lead.id).await.unwrap().version;
    let roles = [own_role, builtin(Role::Owner)];
    let command = ChangePerson { person: lead.id, version, name: None, roles: Some(&roles) };
    beyond(staff::change_person(shop, &eve, command).await.map_err(|e| text(&e)));
    // By the role that they have, or by a new one.
    let permissions = has.and(set(&[Permission::SettingsWrite]));
    let change = ChangeRole { role: own_role, version: 1, name: "Team lead", permissions };
    beyond(staff::change_role(shop, &eve, change).await.map_err(|e| text(&e)));
    let create = CreateRole { name: "More", permissions };
    beyond(staff::create_role(shop, &eve, create).await.map(drop).map_err(|e| text(&e)));
    // By the account of somebody who may do more.
    beyond(staff::send_reset(shop, &eve, owner.id).await.map_err(|e| text(&e)));
    beyond(staff::disable_person(shop, &eve, owner.id).await.map_err(|e| text(&e)));
    beyond(staff::end_sessions_of(shop, &eve, owner.id).await.map(drop).map_err(|e| text(&e)));
    let version = staff::show_person(shop, &eve, owner.id).await.unwrap().version;
    let own_roles = [own_role];
    let command = ChangePerson { person: owner.id, version, name: None, roles: Some(&own_roles) };
    beyond(staff::change_person(shop, &eve, command).await.map_err(|e| text(&e)));
    // By the policy.
    let policy = staff::show_policy(shop, &eve).await.unwrap();
    beyond(staff::change_policy(shop, &eve, policy).await.map_err(|e| text(&e)));
    // What they have they may give.
    let invite = Invite { name: "", email: "second@desk.example", roles: &[own_role] };
    staff::invite(shop, &eve, invite).await.unwrap();
    let permissions = set(&[Permission::CatalogueRead]);
    let create = CreateRole { name: "Reader", permissions };
    let reader = staff::create_role(shop, &eve, create).await.unwrap();
    for role in staff::list_roles(shop, &eve).await.unwrap() {
        assert_eq!(role.is_grantable, [own_role, reader].contains(&role.id), "{}", role.name);
    }
}

/// The text of [`Refused::Beyond`].
const BEYOND: &str = "nobody decides about more than they may do themselves";

on_both!(the_last_owner_stays);
async fn the_last_owner_stays(bench: &Bench) {
    let shop = &bench.shop;
    let owner = owner(bench).await;
    let first = actor(bench, &owner.token).await;
    let support = [builtin(Role::Support)];
    let stays = async |actor: &Actor| {
        let version = staff::show_person(shop, actor, owner.id).await.unwrap().version;
        let command = ChangePerson { person: owner.id, version, name: None, roles: Some(&support) };
        let roles = staff::change_person(shop, actor, command).await;
        assert!(matches!(roles, Err(ChangePersonError::LastOwner)), "{roles:?}");
        let disabled = staff::disable_person(shop, actor, owner.id).await;
        assert!(matches!(disabled, Err(ChangePersonError::LastOwner)), "{disabled:?}");
    };
    stays(&first).await;
    stays(&operator()).await;
    // An owner who is invited, or disabled, is none.
    let invite = Invite { name: "", email: "later@desk.example", roles: &[builtin(Role::Owner)] };
    staff::invite(shop, &first, invite).await.unwrap();
    let other = join(bench, "other@desk.example", &[builtin(Role::Owner)]).await;
    staff::disable_person(shop, &first, other.id).await.unwrap();
    stays(&first).await;
    staff::enable_person(shop, &first, other.id).await.unwrap();
    // Two who disable each other at the same time.
    let second = Actor::staff(other.id, "Other".to_owned(), Permissions::all());
    let (one, two) = tokio::join!(
        staff::disable_person(shop, &first, other.id),
        staff::disable_person(shop, &second, owner.id)
    );
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|ok| **ok).count(), 1);
}

on_both!(an_operator_leaves_one_of_two_owners);
async fn an_operator_leaves_one_of_two_owners(bench: &Bench) {
    let shop = &bench.shop;
    let operator = operator();
    let (one, other) =
        (owner(bench).await, join(bench, "other@desk.example", &[builtin(Role::Owner)]).await);
    let is_last = |outcome: &Result<(), ChangePersonError>| {
        matches!(outcome, Err(ChangePersonError::LastOwner))
    };
    let (first, second) = tokio::join!(
        staff::disable_person(shop, &operator, one.id),
        staff::disable_person(shop, &operator, other.id)
    );
    assert!(first.is_ok() && is_last(&second) || second.is_ok() && is_last(&first));
    for person in [one.id, other.id] {
        staff::enable_person(shop, &operator, person).await.unwrap();
    }
    let support = [builtin(Role::Support)];
    let demote = async |person: Uuid| {
        let version = staff::show_person(shop, &operator, person).await.unwrap().version;
        let command = ChangePerson { person, version, name: None, roles: Some(&support) };
        staff::change_person(shop, &operator, command).await
    };
    let (first, second) = tokio::join!(demote(one.id), demote(other.id));
    assert!(first.is_ok() && is_last(&second) || second.is_ok() && is_last(&first));
}

on_both!(what_a_later_release_permits_is_neither_given_nor_lost);
async fn what_a_later_release_permits_is_neither_given_nor_lost(bench: &Bench) {
    let shop = &bench.shop;
    let owner = owner(bench).await;
    let first = actor(bench, &owner.token).await;
    let has = set(&[Permission::StaffWrite, Permission::CatalogueRead]);
    let create = CreateRole { name: "Team lead", permissions: has };
    let lead_role = staff::create_role(shop, &first, create).await.unwrap();
    let create = CreateRole { name: "Pilot", permissions: set(&[Permission::CatalogueRead]) };
    let pilot_role = staff::create_role(shop, &first, create).await.unwrap();
    let lead = join(bench, "lead@desk.example", &[lead_role]).await;
    let pilot = join(bench, "pilot@desk.example", &[pilot_role]).await;
    let lead = actor(bench, &lead.token).await;
    let mut tx = shop.db().begin().await.unwrap();
    let sql = "UPDATE staff_roles SET permissions = 'catalogue_read fly' WHERE name = 'Pilot'";
    let changed = match store::Executor::connection(&mut tx) {
        store::ConnectionRef::Sqlite(c) => {
            sqlx::query(sql).execute(c).await.unwrap().rows_affected()
        }
        store::ConnectionRef::Postgres(c) => {
            sqlx::query(sql).execute(c).await.unwrap().rows_affected()
        }
    };
    assert_eq!(changed, 1);
    tx.commit().await.unwrap();
    let beyond = |outcome: Result<(), String>| assert_eq!(outcome, Err(BEYOND.to_owned()));
    let roles = [pilot_role];
    let invite = Invite { name: "", email: "new@desk.example", roles: &roles };
    beyond(staff::invite(shop, &first, invite).await.map(drop).map_err(|e| e.to_string()));
    let permissions = set(&[Permission::CatalogueRead]);
    let change = ChangeRole { role: pilot_role, version: 1, name: "Pilots", permissions };
    beyond(staff::change_role(shop, &first, change).await.map_err(|e| e.to_string()));
    beyond(staff::delete_role(shop, &first, pilot_role).await.map_err(|e| e.to_string()));
    let listed = staff::list_roles(shop, &first).await.unwrap();
    assert!(listed.iter().all(|role| role.is_grantable == (role.id != pilot_role)));
    // Whoever may do less than everything does not decide about who has it.
    beyond(staff::send_reset(shop, &lead, pilot.id).await.map_err(|e| e.to_string()));
    beyond(staff::disable_person(shop, &lead, pilot.id).await.map_err(|e| e.to_string()));
    staff::disable_person(shop, &first, pilot.id).await.unwrap();
}

on_both!(roles_of_the_merchant);
async fn roles_of_the_merchant(bench: &Bench) {
    let shop = &bench.shop;
    let owner = owner(bench).await;
    let actor = actor(bench, &owner.token).await;
    let permissions = set(&[Permission::CatalogueRead]);
    let create =
        async |name: &str| staff::create_role(shop, &actor, CreateRole { name, permissions }).await;
    let role = create(" Night  shift ").await.unwrap();
    for (name, taken) in [("night SHIFT", true), ("Owner", true), ("", false)] {
        let refused = create(name).await;
        assert_eq!(matches!(refused, Err(RoleError::Taken)), taken, "{name}: {refused:?}");
        assert!(refused.is_err());
    }
    let empty = CreateRole { name: "Nothing", permissions: Permissions::NONE };
    let refused = staff::create_role(shop, &actor, empty).await;
    assert!(matches!(refused, Err(RoleError::Empty)), "{refused:?}");
    let member = accept(bench, "night@desk.example", &[role]).await;
    let person = session(bench, &member.token).await.person();
    // What a role permits holds for those who have it at once.
    let more = permissions.and(set(&[Permission::StockWrite]));
    let change = ChangeRole { role, version: 1, name: "Late shift", permissions: more };
    staff::change_role(shop, &actor, change).await.unwrap();
    assert_eq!(staff::show_person(shop, &actor, person).await.unwrap().permissions, more);
    let stale = ChangeRole { name: "Later shift", ..change };
    let refused = staff::change_role(shop, &actor, stale).await;
    assert!(matches!(refused, Err(RoleError::Stale)), "{refused:?}");
    let builtin_role = ChangeRole { role: builtin(Role::Support), ..change };
    let refused = staff::change_role(shop, &actor, builtin_role).await;
    assert!(matches!(refused, Err(RoleError::BuiltIn)), "{refused:?}");
    let refused = staff::delete_role(shop, &actor, builtin(Role::Support)).await;
    assert!(matches!(refused, Err(RoleError::BuiltIn)), "{refused:?}");
    let refused = staff::delete_role(shop, &actor, role).await;
    let used = matches!(refused, Err(RoleError::InUse { people: 1, invitations: 0 }));
    assert!(used, "{refused:?}");
    let version = staff::show_person(shop, &actor, person).await.unwrap().version;
    let roles = [builtin(Role::Analyst)];
    let command = ChangePerson { person, version, name: None, roles: Some(&roles) };
    // Both or neither.
    for (name, roles) in [(Some(""), Some(&roles[..])), (Some("Nils Holm"), Some(&[][..]))] {
        let refused = staff::change_person(shop, &actor, ChangePerson { name, roles, ..command });
        refused.await.unwrap_err();
        let unchanged = staff::show_person(shop, &actor, person).await.unwrap();
        assert_eq!((unchanged.name.as_str(), unchanged.version), ("Mara Lindqvist", version));
    }
    staff::change_person(shop, &actor, command).await.unwrap();
    let refused = staff::change_person(shop, &actor, command).await;
    assert!(matches!(refused, Err(ChangePersonError::Stale)), "{refused:?}");
    staff::delete_role(shop, &actor, role).await.unwrap();
    let refused = staff::delete_role(shop, &actor, role).await;
    assert!(matches!(refused, Err(RoleError::NotFound)), "{refused:?}");
    let log = super::log(bench).await.join("\n");
    for line in [
        "create Night shift: permissions None Some(\"catalogue_read\")",
        "change Night shift: name Some(\"Night shift\") Some(\"Late shift\")",
        "change Mara Lindqvist: roles Some(\"Late shift\") Some(\"Analyst\")",
        "delete Late shift:  Some(\"Late shift\") None",
    ] {
        assert!(log.contains(line), "{line}: {log}");
    }
}

on_both!(people_are_listed_page_by_page);
async fn people_are_listed_page_by_page(bench: &Bench) {
    let shop = &bench.shop;
    for name in ["a", "b", "c"] {
        let roles = [builtin(Role::Support), builtin(Role::Analyst)];
        accept(bench, &format!("{name}@desk.example"), &roles).await;
    }
    let mut seen = Vec::new();
    let mut after = Some(String::new());
    while let Some(from) = after {
        let page = staff::list_people(shop, &operator(), &from, 2).await.unwrap();
        assert!(page.people.len() <= 2);
        assert!(page.people.iter().all(|person| person.roles == ["Analyst", "Support"]));
        seen.extend(page.people.into_iter().map(|person| person.email));
        after = page.next;
    }
    assert_eq!(seen, ["a@desk.example", "b@desk.example", "c@desk.example"]);
}

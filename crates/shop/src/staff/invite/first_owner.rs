//! The link for the first owner.

use super::{BY_LINK, open::LISTED};
use crate::{
    Context, InternalError,
    staff::{
        Actor,
        entry::{self, About, By},
        token,
    },
};
use domain::{audit::Action, staff::Role};
use store::{
    Uuid,
    staff::{
        invitations::{self, InvitationRow},
        people, roles,
    },
};

/// A link for the first owner of a shop that has none, once until it has expired. Whoever opens it
/// types the address.
///
/// # Errors
/// If the database fails.
pub async fn first_owner_link(ctx: &Context) -> Result<Option<String>, InternalError> {
    let now = ctx.clock().now();
    let owner = roles::builtin(Role::Owner);
    let mut tx = ctx.db().begin().await?;
    people::lock(&mut tx).await?;
    if people::others_with(&mut tx, owner, Uuid::nil()).await? > 0 {
        return Ok(None);
    }
    let open = invitations::open(&mut tx, now, LISTED).await?;
    let ids: Vec<Uuid> = open.iter().map(|row| row.id).collect();
    if invitations::roles_of(&mut tx, &ids).await?.iter().any(|role| role.role_id == owner) {
        return Ok(None);
    }
    let actor = Actor::system("first start");
    let row = InvitationRow {
        id: store::new_id(now),
        name: String::new(),
        email: String::new(),
        email_key: String::new(),
        invited_by: actor.name().to_owned(),
        inviter_id: None,
        created_at: now,
        expires_at: now + BY_LINK,
        used_at: None,
    };
    invitations::add(&mut tx, &row, &[owner]).await?;
    let token = token::random()?;
    invitations::set_token(&mut tx, row.id, &token).await?;
    let change = About::person(row.id, "").field("roles", None, Some("Owner"));
    entry::add(&mut tx, By { actor: &actor, now }, Action::Invite, vec![change]).await?;
    tx.commit().await?;
    Ok(Some(token))
}

//! Entries of the audit log about people.

use super::Actor;
use crate::{
    InternalError,
    audit::{Changed, Recorded, record},
};
use domain::audit::{Action, Entity};
use store::{Tx, Uuid};

/// What an entry is about.
pub(super) struct About<'a> {
    pub entity: Entity,
    pub id: Uuid,
    pub label: &'a str,
}

impl<'a> About<'a> {
    /// A person.
    pub(super) const fn person(id: Uuid, label: &'a str) -> Self {
        Self { entity: Entity::Person, id, label }
    }

    /// A role.
    pub(super) const fn role(id: Uuid, label: &'a str) -> Self {
        Self { entity: Entity::Role, id, label }
    }

    /// One of its fields, before and after.
    pub(super) fn field(&self, field: &str, before: Option<&str>, after: Option<&str>) -> Changed {
        Changed {
            entity: self.entity,
            id: self.id,
            label: self.label.to_owned(),
            field: field.to_owned(),
            before: before.map(ToOwned::to_owned),
            after: after.map(ToOwned::to_owned),
        }
    }

    /// The browser's family and the shortened address that somebody signed in with, as far as they
    /// are known.
    pub(super) fn client(&self, browser: &str, address: &str) -> Vec<Changed> {
        let known = [("browser", browser), ("address", address)];
        let known = known.into_iter().filter(|(_, value)| !value.is_empty());
        known.map(|(field, value)| self.field(field, None, Some(value))).collect()
    }

    /// So many refused attempts to sign in, the last one from a shortened address.
    pub(super) fn refused(&self, what: &str, number: i64, address: &str) -> Vec<Changed> {
        let mut changes = vec![
            self.field("sign_in", None, Some(what)),
            self.field("refused", None, Some(&number.to_string())),
        ];
        changes.extend(self.client("", address));
        changes
    }
}

/// Who did it, and when.
#[derive(Clone, Copy)]
pub(super) struct By<'a> {
    pub actor: &'a Actor,
    pub now: i64,
}

/// Adds an entry.
pub(super) async fn add(
    tx: &mut Tx,
    by: By<'_>,
    action: Action,
    changes: Vec<Changed>,
) -> Result<(), InternalError> {
    record(tx, by.actor, by.now, Recorded::new(action, changes)).await?;
    Ok(())
}

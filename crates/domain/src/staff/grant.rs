//! Who may give what to whom.

use super::Permissions;

/// A change of what somebody may do: of a person's roles, or of the permissions of a role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grant {
    /// What they may do before.
    pub before: Permissions,
    /// What they may do after.
    pub after: Permissions,
}

impl Grant {
    /// A change that takes nothing away and gives nothing, such as ending a person's sessions. It
    /// still needs somebody who may do all that this person may.
    #[must_use]
    pub const fn over(permissions: Permissions) -> Self {
        Self { before: permissions, after: permissions }
    }

    /// A new person or role.
    #[must_use]
    pub const fn new(after: Permissions) -> Self {
        Self { before: Permissions::NONE, after }
    }

    /// Whether somebody with these permissions may make the change. Nobody grants what they lack,
    /// and nobody takes from others what they lack, or decides about people who may do more.
    #[must_use]
    pub const fn is_allowed_to(self, actor: Permissions) -> bool {
        actor.covers(self.before.and(self.after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::{Permission as P, Role};

    #[test]
    fn nobody_grants_or_takes_what_they_lack() {
        let set = |permissions: &[P]| -> Permissions { permissions.iter().copied().collect() };
        let actor = set(&[P::StaffWrite, P::CatalogueRead, P::CatalogueWrite]);
        for (before, after, allowed) in [
            (&[][..], &[P::CatalogueRead][..], true),
            (&[P::CatalogueRead], &[], true),
            (&[P::CatalogueRead], &[P::CatalogueRead], true),
            (&[], &[P::OrdersRefund], false),
            (&[P::OrdersRefund], &[], false),
            (&[P::OrdersRefund], &[P::OrdersRefund], false),
            (&[P::StaffWrite], &[P::StaffWrite, P::KeysWrite], false),
        ] {
            let grant = Grant { before: set(before), after: set(after) };
            assert_eq!(grant.is_allowed_to(actor), allowed, "{before:?} {after:?}");
        }
        for role in Role::ALL {
            assert!(Grant::new(role.permissions()).is_allowed_to(Permissions::all()));
            let over_owner = Grant::over(Role::Owner.permissions());
            assert_eq!(over_owner.is_allowed_to(role.permissions()), role == Role::Owner);
        }
    }
}

//! Who acts.

use domain::{
    audit::ActorKind,
    staff::{Permission, Permissions},
};
use store::Uuid;

/// Who acts: an argument of every use case that not everybody may call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    kind: ActorKind,
    id: Option<Uuid>,
    name: String,
    permissions: Permissions,
    fresh: bool,
}

/// The actor lacks a permission.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("this needs the permission {}", .0.key())]
pub struct Forbidden(pub Permission);

impl Actor {
    /// A person of the desk.
    #[must_use]
    pub const fn staff(id: Uuid, name: String, permissions: Permissions) -> Self {
        Self { kind: ActorKind::Staff, id: Some(id), name, permissions, fresh: false }
    }

    /// A program with an API key. It never counts as freshly authenticated.
    #[must_use]
    pub const fn key(id: Uuid, name: String, permissions: Permissions) -> Self {
        Self { kind: ActorKind::Key, id: Some(id), name, permissions, fresh: false }
    }

    /// The same person, who has proved a short time ago who they are.
    #[must_use]
    pub fn freshly_authenticated(self) -> Self {
        Self { fresh: true, ..self }
    }

    /// A command on the server, named by it. It may do everything: who runs it has the database.
    #[must_use]
    pub fn operator(command: &str) -> Self {
        let name = command.to_owned();
        let permissions = Permissions::all();
        Self { kind: ActorKind::Operator, id: None, name, permissions, fresh: true }
    }

    /// The program itself, named by what it does, such as `rates feed`.
    #[must_use]
    pub fn system(what: &str) -> Self {
        let name = what.to_owned();
        let permissions = Permissions::all();
        Self { kind: ActorKind::System, id: None, name, permissions, fresh: true }
    }

    /// What kind of actor this is.
    #[must_use]
    pub const fn kind(&self) -> ActorKind {
        self.kind
    }

    /// The person or the key; none for commands and the program itself.
    #[must_use]
    pub const fn id(&self) -> Option<Uuid> {
        self.id
    }

    /// The name that the audit log keeps.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What this actor may do.
    #[must_use]
    pub const fn permissions(&self) -> Permissions {
        self.permissions
    }

    /// Whether a person has proved a short time ago who they are, as dangerous acts need it.
    /// Commands always count as such: who runs them has the database.
    #[must_use]
    pub const fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Whether this actor may do something.
    #[must_use]
    pub const fn may(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
    }

    /// Fails if this actor may not do something.
    ///
    /// # Errors
    /// If the permission is missing.
    pub const fn require(&self, permission: Permission) -> Result<(), Forbidden> {
        if self.may(permission) { Ok(()) } else { Err(Forbidden(permission)) }
    }
}

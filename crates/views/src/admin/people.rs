//! People with access to the desk, and their roles.

use super::{
    form::{FormError, FormView},
    list::{Choice, ListView, Status},
};
use crate::withdrawal::LocalTime;

/// The list of people.
#[derive(Clone, PartialEq, Debug)]
pub struct PeopleView {
    /// Name, role, second factor, last seen.
    pub list: ListView,
    /// The invitation form, if the person may invite.
    pub invite: Option<InviteForm>,
    /// The invitations that can be accepted.
    pub invitations: Vec<InvitationRow>,
    /// Whether everybody needs a second factor, if the person may decide it.
    pub policy: Option<PolicyForm>,
}

/// An invitation that can be accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvitationRow {
    /// Its id.
    pub id: String,
    /// Email address; empty for the first owner.
    pub email: String,
    /// The names of its roles.
    pub roles: String,
    /// Who invited.
    pub by: String,
    /// When it ends.
    pub expires: LocalTime,
}

/// Whether everybody needs a second factor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PolicyForm {
    /// Whether everybody needs one.
    pub required: bool,
    /// The version that was read.
    pub version: i64,
}

/// The invitation form.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct InviteForm {
    /// The email address as typed.
    pub email: String,
    /// The person's name as typed; may be empty.
    pub name: String,
    /// The chosen role.
    pub role: String,
    /// The roles that the person may give: nobody grants what they lack.
    pub roles: Vec<Choice>,
    /// What is wrong.
    pub problems: Vec<FormError>,
}

/// A person's page.
#[derive(Clone, PartialEq, Debug)]
pub struct PersonView {
    /// The id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Email address.
    pub email: String,
    /// Invited, active, suspended.
    pub status: Status,
    /// Their roles and name.
    pub form: FormView,
    /// The keys of what else can be done: `suspend`, `restore`, `sign-out-everywhere`,
    /// `send-reset`.
    pub actions: Vec<String>,
}

/// A permission of a role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PermissionChoice {
    /// Its key, which is posted.
    pub key: String,
    /// Whether the role has it.
    pub granted: bool,
    /// Whether the person may change it: they have it themselves.
    pub grantable: bool,
}

/// The permissions of an area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PermissionGroup {
    /// The key of the area.
    pub key: String,
    /// Its permissions.
    pub permissions: Vec<PermissionChoice>,
}

/// A role's page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoleView {
    /// Where it is posted.
    pub action: String,
    /// The name; empty for a new one.
    pub name: String,
    /// Whether it comes with the desk and cannot be changed.
    pub built_in: bool,
    /// How many people have it.
    pub people: u64,
    /// The version that was read.
    pub version: i64,
    /// The permissions, in groups.
    pub permissions: Vec<PermissionGroup>,
    /// The keys of the menu entries that this role sees.
    pub sees: Vec<String>,
    /// What is wrong.
    pub problems: Vec<FormError>,
    /// Whether it can be deleted: it is the merchant's own, and nobody has it.
    pub deletable: bool,
}

/// The list of roles.
#[derive(Clone, PartialEq, Debug)]
pub struct RolesView {
    /// Name, people, number of permissions.
    pub list: ListView,
}

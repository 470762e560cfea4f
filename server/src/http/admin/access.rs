//! Who may use a route, and which entries of the menu lead to one that a person may use.

use axum::http::Method;
use domain::staff::{Permission, Permissions};
use views::admin::shell::{MenuEntry, MenuItem};

/// Who may use a route.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Everybody: the pages before somebody is signed in.
    Everybody,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever has a permission.
    Needs(Permission),
}

impl Access {
    /// Whether it is given to a person with these permissions, or to nobody in particular.
    #[must_use]
    pub fn is_given(self, permissions: Option<Permissions>) -> bool {
        match (self, permissions) {
            (Self::Everybody, _) | (Self::SignedIn, Some(_)) => true,
            (Self::Needs(permission), Some(permissions)) => permissions.has(permission),
            (Self::SignedIn | Self::Needs(_), None) => false,
        }
    }
}

/// The entries of the menu that have a page in this version, with who may open it.
#[derive(Clone, Debug, Default)]
pub struct Menu(Vec<(MenuItem, Access)>);

impl Menu {
    /// The menu of these routes.
    pub(super) fn of<'a>(
        routes: impl Iterator<Item = (&'a Method, &'a str, Access)> + Clone,
    ) -> Self {
        let access = |item: MenuItem| {
            routes
                .clone()
                .find(|(method, path, _)| **method == Method::GET && *path == item.href())
                .map(|(_, _, access)| (item, access))
        };
        Self(MenuItem::ALL.into_iter().filter_map(access).collect())
    }

    /// The entries that a person with these permissions may open.
    #[must_use]
    pub fn for_person(&self, permissions: Permissions) -> Vec<MenuEntry> {
        let given = self.0.iter().filter(|(_, access)| access.is_given(Some(permissions)));
        given.map(|(item, _)| MenuEntry { item: *item, attention: 0 }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::staff::Role;
    use views::routes;

    #[test]
    fn access_is_given_to_whom_it_says() {
        let (analyst, owner) = (Role::Analyst.permissions(), Role::Owner.permissions());
        for (access, nobody, of_analyst, of_owner) in [
            (Access::Everybody, true, true, true),
            (Access::SignedIn, false, true, true),
            (Access::Needs(Permission::CatalogueRead), false, true, true),
            (Access::Needs(Permission::StaffWrite), false, false, true),
        ] {
            assert_eq!(access.is_given(None), nobody, "{access:?}");
            assert_eq!(access.is_given(Some(analyst)), of_analyst, "{access:?}");
            assert_eq!(access.is_given(Some(owner)), of_owner, "{access:?}");
        }
    }

    #[test]
    fn the_menu_has_only_pages_that_exist_and_may_be_opened() {
        let lines = [
            (Method::GET, routes::ADMIN, Access::SignedIn),
            (Method::POST, routes::ADMIN_PRODUCTS, Access::SignedIn),
            (Method::GET, routes::ADMIN_PEOPLE, Access::Needs(Permission::StaffWrite)),
        ];
        let menu = Menu::of(lines.iter().map(|(method, path, access)| (method, *path, *access)));
        let items = |role: Role| {
            let entries = menu.for_person(role.permissions());
            entries.iter().map(|entry| entry.item).collect::<Vec<_>>()
        };
        assert_eq!(items(Role::Owner), [MenuItem::Home, MenuItem::People]);
        assert_eq!(items(Role::Support), [MenuItem::Home]);
    }
}

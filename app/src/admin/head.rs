//! What a page of the desk says about itself.

use std::borrow::Cow;
use views::{admin::shell::MenuItem, catalogue::Link};

/// What a page says about itself.
#[derive(Clone, Debug, Default)]
pub struct PageHead<'a> {
    /// The title, also the last breadcrumb.
    pub title: Cow<'a, str>,
    /// The entry of the menu that it belongs to.
    pub item: Option<MenuItem>,
    /// The pages between the entry of the menu and this one.
    pub breadcrumbs: Vec<Link>,
}

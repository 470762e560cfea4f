//! What every page of the desk is given.

use crate::Assets;
use views::admin::shell::Shell;

/// Data for every page of the desk.
#[derive(Clone, Copy, Debug)]
pub struct DeskContext<'a> {
    /// The shop's name.
    pub shop_name: &'a str,
    /// Path and query of this page, which forms return to.
    pub path: &'a str,
    /// The desk's style sheet and islands.
    pub assets: &'a Assets,
    /// What stands around the page.
    pub shell: &'a Shell,
}

//! The islands of the desk, in a bundle of their own. What each improves works without it, except
//! for shortcuts.
//!
//! - [`CommandPalette`]: goes to a page by a few letters of its name; `/` or Ctrl+K
//! - [`ShortcutHelp`]: the list of shortcuts; `?`
//! - [`Toasts`]: messages of what was just done, with Undo
//! - [`UnsavedGuard`]: says that a form has unsaved changes, and asks before they are lost
//! - `keys`: which keys are shortcuts

#[cfg(feature = "hydrate")]
mod keys;
mod palette;
mod shortcuts;
mod toasts;
mod unsaved;

pub use palette::{Command, CommandPalette, PaletteTexts};
pub use shortcuts::{HelpTexts, Shortcut, ShortcutHelp};
#[cfg(feature = "hydrate")]
pub use toasts::show_toast;
pub use toasts::{Toast, Toasts};
pub use unsaved::UnsavedGuard;

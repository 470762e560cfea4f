//! The cart. Header, drawer and page share one state. Every cart form posts without JavaScript;
//! with it, the change goes to a server function, which returns the updated cart.
//!
//! - [`count`](CartCount): the number in the header
//! - [`CartDrawer`] and [`drawer`]: the dialog and its contents
//! - [`page`]: the contents of the cart page
//! - [`lines`] and [`totals`]: shared by drawer and page
//! - [`api`]: the server functions
//! - [`BuyFormError`]: why a product was not added
//! - `forms`: intercepts the cart's forms, `queue`: their changes; in the first bundle
//! - `changes`: sends the changes and shows the responses; loaded, with the contents of drawer and
//!   page, when somebody is about to use the cart

mod add_error;
pub mod api;
#[cfg(feature = "hydrate")]
mod changes;
mod count;
mod dialog;
pub mod drawer;
#[cfg(feature = "hydrate")]
mod forms;
mod lines;
pub mod page;
#[cfg(feature = "hydrate")]
mod queue;
mod state;
#[cfg(feature = "ssr")]
mod texts;
mod totals;

#[cfg(feature = "hydrate")]
pub use add_error::BUY_ERROR;
pub use add_error::{ADD_ERROR, BUY_FORM, BuyFormError};
pub use count::CartCount;
pub use dialog::CartDrawer;
#[cfg(feature = "hydrate")]
pub use forms::start;
pub(crate) use lines::notices;
pub use state::{CartCountState, CartState, LineError, Message};
#[cfg(feature = "ssr")]
pub(crate) use texts::notice_texts;

//! Checkout: what a shopper has entered so far, step by step, stored with the cart.

mod contact;
mod delivery;
mod payment;
mod review;
mod session;
mod show;
mod unsaved;

pub use contact::{ContactError, ContactSaved, save_contact};
pub use delivery::{DeliveryError, save_delivery};
pub(crate) use payment::read_card;
pub use payment::{CardForm, SavePaymentError, save_payment};
pub(crate) use review::{Review, review_hash};
pub use session::CheckoutSession;
pub(crate) use session::{finished, note_refused};
pub use show::{ShowCheckout, ShowError, show};
pub use unsaved::{TypedContact, Unsaved};

//! Checkout: four steps on one page. Each step posts to its own URL and redirects to the next one;
//! invalid input is shown again with its errors.

mod contact;
mod delivery;
mod estimate;
mod payment;
mod place;
mod show;
mod step;

pub(in crate::http) use contact::contact;
pub(in crate::http) use delivery::delivery;
pub(in crate::http) use estimate::estimate_at;
pub(in crate::http) use payment::payment;
pub(in crate::http) use place::{challenge, place, test_bank};
pub(in crate::http) use show::show;

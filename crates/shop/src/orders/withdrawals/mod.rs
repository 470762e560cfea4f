//! The online withdrawal function (Directive 2011/83/EU, article 11a, inserted by Directive (EU)
//! 2023/2673): a statement, its confirmation, and an acknowledgement by email with its content,
//! date and time.

mod kept;
mod notify;
mod statement;
mod submit;

pub use kept::{delete_old, since};
pub(crate) use notify::{WithdrawalReceived, WithdrawalReported};
pub use statement::{Checked, MAX_ITEMS, Received, WithdrawalStatement, check};
pub use submit::{SubmitError, SubmitStatement, submit};

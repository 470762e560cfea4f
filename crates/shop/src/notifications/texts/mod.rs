//! The merchant's texts in emails: read when an email is composed, listed, changed, previewed and
//! sent as a trial. What the law requires in an email stands in its template, around them.

mod defaults;
mod example;
mod filled;
mod list;
mod preview;
mod read;
mod send;
mod set;
mod trial;

pub use defaults::default_text;
pub(crate) use filled::{Filled, Words};
pub use list::{MailText, list};
pub use preview::{PreviewError, PreviewMail, preview};
pub use read::MailTexts;
pub(crate) use read::{read, sign_off};
pub use send::{TestSend, TestSendError, test_send};
pub use set::{InvalidMailText, SetError, SetMailText, set};
pub(crate) use trial::TrialRequested;
pub use trial::{TrialError, send_trial};

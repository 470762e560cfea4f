//! Work after a request: outbox events and the emails they cause.

pub mod back_in_stock;
mod cleaning;
mod holidays;
mod job;
pub mod mail;
pub mod texts;
pub mod worker;

pub(crate) use job::Worker;

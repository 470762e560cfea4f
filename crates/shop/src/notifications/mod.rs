//! What happens after a request: events from the outbox, and the mail they cause.

pub mod back_in_stock;
pub mod mail;
pub mod worker;

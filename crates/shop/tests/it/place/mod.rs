//! Placing an order: all or nothing, and once.

mod once;
mod payment;
mod record;
mod review;
mod stock;

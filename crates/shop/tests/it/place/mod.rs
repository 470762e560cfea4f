//! Placing an order: all or nothing, and once.

mod by_api;
mod once;
mod payment;
mod random;
mod record;
mod review;
mod stock;

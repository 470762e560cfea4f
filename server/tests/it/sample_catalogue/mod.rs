//! The sample catalogue over HTTP: every page responds, old URLs redirect, and the Astronomy Shop
//! API has the demonstration's ten products.

mod astronomy_shop;
mod buying_guides;
mod calculator;
mod pages;

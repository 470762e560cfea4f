//! The sample catalogue, which is one merchant's data: checks that it is complete and plausible. No
//! other test uses it.

mod browse;
mod calculator;
mod cards;
mod content;
mod fit;
mod names;
mod search;
mod upgraded;
mod whole;

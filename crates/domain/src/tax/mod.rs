//! Value added tax: the rates at a destination, and whether prices include the tax.

mod class;
mod lines;
mod rate;
mod table;
mod taxation;
pub mod territory;

pub use class::TaxClass;
pub use lines::{TaxLine, TaxedPart, tax_lines};
pub use rate::TaxRate;
pub use table::{CountryRate, TaxRates, TaxRatesError};
pub use taxation::{Limit, Taxation};

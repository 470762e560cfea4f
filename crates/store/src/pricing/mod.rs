//! Prices: sale prices and the history of base prices, currencies and exchange rates.

mod history;
mod prices;
mod rates;
mod sales;

pub use history::{HistoryRow, history, history_of, history_of_reduced};
pub(crate) use history::{note_changed, note_new};
pub use prices::{
    NewPrice, PriceFilter, PricedRow, named, note_prices, priced, put_prices, still_priced,
};
pub use rates::{
    CurrencyRow, CurrencyTables, ExchangeRateRow, RoundingRow, confirm_feed, currency_tables,
    put_currency_tables,
};
pub use sales::{
    ListedSaleRow, NewSale, SaleRow, end_sales, insert_sales, sales, sales_by_id, sales_of,
    sales_of_reduced,
};
pub(crate) use sales::{charged_price, with_charged_price};

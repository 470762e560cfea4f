//! How columns are read as values of the shop. A value that cannot be read is an error that names
//! its row.

use domain::{Currency, orders::OrderState, tax::TaxClass};
use time::{Date, format_description::well_known::Iso8601};

/// A calendar date: `2026-11-24`.
pub(crate) fn optional_date(text: Option<String>) -> Result<Option<Date>, String> {
    let read = |text: String| {
        Date::parse(&text, &Iso8601::DATE).map_err(|error| format!("{text:?} is no date: {error}"))
    };
    text.map(read).transpose()
}

/// A calendar date as it is stored.
pub(crate) fn date_text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// A currency by its code (ISO 4217).
pub(crate) fn currency(code: String) -> Result<Currency, String> {
    code.parse().map_err(|_| format!("{code:?} is no currency code"))
}

/// How a product is taxed.
pub(crate) fn tax_class(key: String) -> Result<TaxClass, String> {
    match key.as_str() {
        "standard" => Ok(TaxClass::Standard),
        "books" => Ok(TaxClass::Books),
        _ => Err(format!("{key:?} is no tax class")),
    }
}

/// The state of an order.
pub(crate) fn order_state(key: String) -> Result<OrderState, String> {
    OrderState::from_key(&key).ok_or_else(|| format!("{key:?} is no state of an order"))
}

/// Yes or no.
pub(crate) fn flag(number: i64) -> Result<bool, String> {
    match number {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(format!("{number} is neither 0 nor 1")),
    }
}

/// A number of things.
pub(crate) fn count(number: i64) -> Result<u32, String> {
    u32::try_from(number).map_err(|_| format!("{number} is no number of things"))
}

#[cfg(test)]
mod tests {
    use super::{count, currency, flag, optional_date, order_state, tax_class};
    use domain::{orders::OrderState, tax::TaxClass};

    #[test]
    fn what_cannot_be_read_is_an_error_and_never_a_default() {
        assert_eq!(currency("EUR".to_owned()).map(|c| c.code().to_owned()), Ok("EUR".to_owned()));
        assert_eq!(tax_class("standard".to_owned()), Ok(TaxClass::Standard));
        assert_eq!(tax_class("books".to_owned()), Ok(TaxClass::Books));
        assert_eq!(order_state("shipped".to_owned()), Ok(OrderState::Shipped));
        assert_eq!((flag(0), flag(1), count(0), count(999)), (Ok(false), Ok(true), Ok(0), Ok(999)));
        assert_eq!(optional_date(None), Ok(None));
        for text in ["", "eur", "EURO", "Books", "Standard", "lost", "2026-02-30", "24.11.2026"] {
            let text = || text.to_owned();
            assert!(currency(text()).is_err() && tax_class(text()).is_err(), "{}", text());
            assert!(order_state(text()).is_err() && optional_date(Some(text())).is_err());
        }
        for number in [-1, 2, i64::MIN, i64::MAX] {
            assert!(flag(number).is_err(), "{number}");
        }
        for number in [-1, 1 << 32, i64::MAX] {
            assert!(count(number).is_err(), "{number}");
        }
    }
}

//! Currencies, their rounding, and exchange rates.

use super::{number, on_both, raw, sample::NOW};
use crate::{
    Db,
    pricing::{
        CurrencyRow, CurrencyTables, ExchangeRateRow, RoundingRow, confirm_feed, currency_tables,
        put_currency_tables,
    },
    table_versions::{self, Tables},
};
use domain::{Currency, pricing::rates::RateSource};
use time::macros::date;

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

fn tables() -> CurrencyTables {
    let row = |code, enabled, ended| CurrencyRow { code: currency(code), enabled, ended };
    let rounding = |code, below_minor, step_minor, less_minor| RoundingRow {
        code: currency(code),
        below_minor,
        step_minor,
        less_minor,
    };
    let rate = |code, rate, as_of, source| ExchangeRateRow {
        code: currency(code),
        rate,
        as_of,
        source,
        fetched_at: NOW,
    };
    let day = Some(date!(2026 - 11 - 20));
    CurrencyTables {
        currencies: vec![
            row("USD", true, false),
            row("EUR", true, false),
            row("HRK", true, true),
            row("GBP", false, false),
        ],
        roundings: vec![rounding("USD", Some(1_995), 50, 5), rounding("USD", None, 100, 5)],
        rates: vec![
            rate("GBP", 859_700, day, RateSource::Feed),
            rate("HRK", 7_421_000, None, RateSource::Program),
            rate("USD", 1_130_500, day, RateSource::Typed),
        ],
    }
}

async fn put(db: &Db, tables: &CurrencyTables) {
    let mut tx = db.begin().await.unwrap();
    put_currency_tables(&mut tx, tables).await.unwrap();
    tx.commit().await.unwrap();
}

on_both!(currencies_are_replaced_as_a_whole);
async fn currencies_are_replaced_as_a_whole(db: &Db) {
    let mut conn = db.read().await.unwrap();
    assert_eq!(currency_tables(&mut conn).await.unwrap(), CurrencyTables::default());
    drop(conn);
    for _ in 0..2 {
        put(db, &tables()).await;
        let mut conn = db.read().await.unwrap();
        assert_eq!(currency_tables(&mut conn).await.unwrap(), tables());
    }
    // The feed's own rates are confirmed.
    let mut tx = db.begin().await.unwrap();
    confirm_feed(&mut tx, NOW + 1).await.unwrap();
    let stored = currency_tables(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let times: Vec<i64> = stored.rates.iter().map(|row| row.fetched_at).collect();
    assert_eq!(times, [NOW + 1, NOW, NOW]);
    put(db, &CurrencyTables::default()).await;
    assert_eq!(number(db, "SELECT COUNT(*) FROM exchange_rates").await, 0);
}

on_both!(currencies_stay_consistent);
async fn currencies_stay_consistent(db: &Db) {
    put(db, &tables()).await;
    for (sql, constraint) in [
        ("UPDATE currencies SET enabled = 2", "currencies_enabled_check"),
        ("UPDATE currencies SET ended = -1", "currencies_ended_check"),
        ("UPDATE currency_roundings SET below_minor = 0", "currency_roundings_below_minor_check"),
        ("UPDATE currency_roundings SET less_minor = -1", "currency_roundings_less_minor_check"),
        ("UPDATE currency_roundings SET less_minor = 100", "currency_roundings_less_minor_check"),
        ("UPDATE exchange_rates SET rate = 0", "exchange_rates_rate_check"),
        ("UPDATE exchange_rates SET source = 'guess'", "exchange_rates_source_check"),
        ("UPDATE table_versions SET name = 'x'", "table_versions_name_check"),
    ] {
        let refused = raw(db, sql).await.unwrap_err();
        assert_eq!(refused.constraint().as_deref(), Some(constraint), "{sql}");
    }
    // An unreadable value is an error that names the column.
    raw(db, "UPDATE exchange_rates SET as_of = 'soon' WHERE code = 'GBP'").await.unwrap();
    let mut conn = db.read().await.unwrap();
    let error = currency_tables(&mut conn).await.unwrap_err().to_string();
    assert!(error.contains("as_of") && error.contains("soon"), "{error}");
    drop(conn);
    // What belongs to a currency goes with it.
    raw(db, "DELETE FROM currencies WHERE code = 'USD'").await.unwrap();
    assert_eq!(number(db, "SELECT COUNT(*) FROM currency_roundings").await, 0);
    assert_eq!(number(db, "SELECT COUNT(*) FROM exchange_rates").await, 2);
}

on_both!(changes_of_tables_are_counted);
async fn changes_of_tables_are_counted(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    for tables in [Tables::Delivery, Tables::Currencies] {
        assert_eq!(table_versions::get(&mut tx, tables).await.unwrap(), 0);
        assert_eq!(table_versions::bump(&mut tx, tables).await.unwrap(), 1);
        assert_eq!(table_versions::bump(&mut tx, tables).await.unwrap(), 2);
    }
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    assert_eq!(table_versions::get(&mut conn, Tables::Delivery).await.unwrap(), 2);
}

//! What the merchant decides about the shop.

use super::{on_both, raw, sample::NOW};
use crate::{
    Db,
    shop_settings::{self, ShopSettingsRow},
};
use domain::shipping::calendar::ClosedDay;

fn row() -> ShopSettingsRow {
    ShopSettingsRow {
        name: "Test & Sons".to_owned(),
        currency: "EUR".parse().unwrap(),
        country: "AT".to_owned(),
        time_zone: "Europe/Vienna".to_owned(),
        dispatch_from: "AT".to_owned(),
        closed_days: ["12-24", "2026-12-31", "2027-08-02..2027-08-13"]
            .map(|day| ClosedDay::read(day).unwrap())
            .to_vec(),
        cut_off: 9,
        order_years: 7,
        return_days: 60,
        withdrawal_days: 20,
        low_stock: 3,
        seller_name: "Test & Sons KG".to_owned(),
        seller_address: vec!["Hill 1".to_owned(), "1010 Wien".to_owned()],
        seller_vat_number: "ATU1".to_owned(),
        seller_representative: "Ada".to_owned(),
        seller_register: "FN 1".to_owned(),
        seller_phone: "+43 1".to_owned(),
        seller_email: "a@b.example".to_owned(),
        seller_supervisor: "City".to_owned(),
        seller_disputes: String::new(),
        version: 1,
    }
}

on_both!(settings_are_written_once_and_changed_by_version);
async fn settings_are_written_once_and_changed_by_version(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    assert_eq!(shop_settings::get(&mut tx).await.unwrap(), None, "a new shop has none");
    assert!(!shop_settings::update(&mut tx, &row(), NOW).await.unwrap());
    assert!(shop_settings::insert(&mut tx, &row(), NOW).await.unwrap());
    let other = ShopSettingsRow { name: "Other".to_owned(), ..row() };
    assert!(!shop_settings::insert(&mut tx, &other, NOW).await.unwrap());
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    assert_eq!(shop_settings::get(&mut conn).await.unwrap(), Some(row()));
    drop(conn);
    let mut tx = db.begin().await.unwrap();
    let changed = ShopSettingsRow { cut_off: 23, low_stock: 9, closed_days: Vec::new(), ..other };
    assert!(shop_settings::update(&mut tx, &changed, NOW).await.unwrap());
    assert!(!shop_settings::update(&mut tx, &row(), NOW).await.unwrap(), "changed since");
    let stored = shop_settings::get(&mut tx).await.unwrap();
    assert_eq!(stored, Some(ShopSettingsRow { version: 2, ..changed }));
    tx.commit().await.unwrap();
}

on_both!(settings_stay_consistent);
async fn settings_stay_consistent(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    assert!(shop_settings::insert(&mut tx, &row(), NOW).await.unwrap());
    tx.commit().await.unwrap();
    for (sql, constraint) in [
        ("UPDATE shop_settings SET id = 2", "shop_settings_id_check"),
        ("UPDATE shop_settings SET name = ''", "shop_settings_name_check"),
        ("UPDATE shop_settings SET currency = 'EURO'", "shop_settings_currency_check"),
        ("UPDATE shop_settings SET country = ''", "shop_settings_country_check"),
        ("UPDATE shop_settings SET time_zone = ''", "shop_settings_time_zone_check"),
        ("UPDATE shop_settings SET dispatch_from = ''", "shop_settings_dispatch_from_check"),
        ("UPDATE shop_settings SET cut_off = 24", "shop_settings_cut_off_check"),
        ("UPDATE shop_settings SET order_years = -1", "shop_settings_order_years_check"),
        ("UPDATE shop_settings SET return_days = 0", "shop_settings_return_days_check"),
        ("UPDATE shop_settings SET withdrawal_days = 366", "shop_settings_withdrawal_days_check"),
        ("UPDATE shop_settings SET low_stock = -1", "shop_settings_low_stock_check"),
        ("UPDATE shop_settings SET seller_name = ''", "shop_settings_seller_name_check"),
        ("UPDATE shop_settings SET seller_address = ''", "shop_settings_seller_address_check"),
    ] {
        let refused = raw(db, sql).await.unwrap_err();
        assert_eq!(refused.constraint().as_deref(), Some(constraint), "{sql}");
    }
    // An unreadable value is an error that names the column.
    raw(db, "UPDATE shop_settings SET closed_days = 'Easter'").await.unwrap();
    let mut conn = db.read().await.unwrap();
    let error = shop_settings::get(&mut conn).await.unwrap_err().to_string();
    assert!(error.contains("closed_days") && error.contains("Easter"), "{error}");
}

//! The settings in the database. Those of the process apply until a server has stored them.

use super::{Dispatch, Limits, Settings};
use crate::{Context, InternalError, TimeZone};
use domain::seller::Seller;
use store::{Db, catalogue::Change, shop_settings::ShopSettingsRow};

/// Reads the stored settings; those of the process if nothing is stored yet.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn stored(ctx: &Context) -> Result<Settings, InternalError> {
    let mut conn = ctx.db().read().await?;
    match store::shop_settings::get(&mut conn).await? {
        Some(row) => ctx.configured().with_stored(row),
        None => Ok(Settings::clone(ctx.configured())),
    }
}

/// Stores the settings that a server was started with, if nothing is stored yet. From then on the
/// database decides, and flags and environment no longer do.
///
/// # Errors
/// If the database fails.
pub async fn adopt(db: &Db, configured: &Settings, now: i64) -> Result<(), InternalError> {
    let mut tx = db.begin().await?;
    if store::shop_settings::insert(&mut tx, &configured.to_row(), now).await? {
        // Other processes may have been started with other settings.
        store::catalogue::bump_for(&mut tx, &[Change::Settings]).await?;
        tx.commit().await?;
    }
    Ok(())
}

impl Settings {
    /// What the merchant decides, as it is stored.
    pub(crate) fn to_row(&self) -> ShopSettingsRow {
        let (seller, dispatch) = (self.seller.clone(), self.dispatch.clone());
        ShopSettingsRow {
            name: self.name.clone(),
            currency: self.currency,
            country: self.country.clone(),
            time_zone: dispatch.zone.name().to_owned(),
            dispatch_from: dispatch.from,
            closed_days: dispatch.closed,
            cut_off: dispatch.cut_off,
            order_years: self.limits.order_years,
            seller_name: seller.name,
            seller_address: seller.address,
            seller_vat_number: seller.vat_number,
            seller_representative: seller.representative,
            seller_register: seller.register,
            seller_phone: seller.phone,
            seller_email: seller.email,
            seller_supervisor: seller.supervisor,
            seller_disputes: seller.disputes,
            version: self.version,
        }
    }

    /// The same settings with what the merchant decides taken from the row.
    pub(crate) fn with_stored(&self, row: ShopSettingsRow) -> Result<Self, InternalError> {
        let zone = TimeZone::named(&row.time_zone)
            .ok_or_else(|| InternalError::stored("time zone", &row.time_zone))?;
        Ok(Self {
            version: row.version,
            name: row.name,
            currency: row.currency,
            rates: self.rates.clone(),
            country: row.country,
            base_url: self.base_url.clone(),
            seller: Seller {
                name: row.seller_name,
                address: row.seller_address,
                vat_number: row.seller_vat_number,
                representative: row.seller_representative,
                register: row.seller_register,
                phone: row.seller_phone,
                email: row.seller_email,
                supervisor: row.seller_supervisor,
                disputes: row.seller_disputes,
            },
            limits: Limits { order_years: row.order_years, ..self.limits },
            rules: self.rules.clone(),
            dispatch: Dispatch {
                from: row.dispatch_from,
                closed: row.closed_days,
                zone,
                cut_off: row.cut_off,
            },
        })
    }
}

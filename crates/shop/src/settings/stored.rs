//! The settings in the database. Those of the process apply until a server has stored them.

use super::{Dispatch, Limits, Setting, Settings, sample};
use crate::{InternalError, TimeZone, pricing, rules::DeliveryRows};
use domain::seller::Seller;
use store::{
    Db, Error, Executor,
    catalogue::Change,
    pricing::CurrencyTables,
    shop_settings::ShopSettingsRow,
    table_versions::{self, Tables},
};

/// How often the stored settings are read again if they change meanwhile.
const TRIES: usize = 5;

/// How often the tables in the database have been changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TableVersions {
    /// Zones, tariffs and tax rates.
    pub delivery: i64,
    /// Currencies and exchange rates.
    pub currencies: i64,
}

impl TableVersions {
    async fn read(executor: &mut impl Executor) -> Result<Self, Error> {
        Ok(Self {
            delivery: table_versions::get(executor, Tables::Delivery).await?,
            currencies: table_versions::get(executor, Tables::Currencies).await?,
        })
    }
}

/// The settings in the database, of one moment.
pub(crate) struct Stored {
    /// What the merchant decides one by one; none until a server has stored it.
    pub settings: Option<ShopSettingsRow>,
    delivery: DeliveryRows,
    currencies: CurrencyTables,
    sample: Option<Seller>,
    versions: TableVersions,
}

impl Stored {
    /// Reads them. Statements see what others commit between them, and half of a new table must
    /// not be used, so they are read again if a version has changed meanwhile.
    pub async fn read(executor: &mut impl Executor) -> Result<Self, InternalError> {
        for _ in 0..TRIES {
            let versions = TableVersions::read(executor).await?;
            let stored = Self {
                settings: store::shop_settings::get(executor).await?,
                delivery: DeliveryRows::read(executor).await?,
                currencies: store::pricing::currency_tables(executor).await?,
                sample: sample::read(executor).await?,
                versions,
            };
            if TableVersions::read(executor).await? == versions {
                return Ok(stored);
            }
        }
        Err(InternalError::Unavailable)
    }

    /// The settings of a process with the stored ones in their place. If the stored zones, tariffs
    /// and tax rates cannot be used, those of the last good copy apply; without one, that is an
    /// error.
    pub fn over(
        self,
        configured: &Settings,
        last: Option<&Settings>,
    ) -> Result<Settings, InternalError> {
        let mut settings = match self.settings {
            Some(row) => Settings { sample_seller: self.sample, ..configured.with_stored(row)? },
            None => configured.clone().with_sample(self.sample),
        };
        settings.tables = self.versions;
        match (settings.rules.with_stored(self.delivery), last) {
            (Ok(rules), _) => settings.rules = rules,
            (Err(unusable), Some(last)) => {
                settings.rules = settings.rules.with_tables_of(&last.rules);
                settings.unusable_tables = Some(unusable);
            }
            (Err(unusable), None) => return Err(unusable.into()),
        }
        if let Some((rates, rounding)) = pricing::of_tables(&self.currencies)? {
            settings.rates = rates;
            settings.rules.currencies = rounding;
        }
        Ok(settings)
    }
}

/// The versions of what the database has of the settings: of the merchant's own, and of the tables.
///
/// # Errors
/// If the database fails.
pub(crate) async fn versions(
    executor: &mut impl Executor,
) -> Result<(i64, TableVersions), InternalError> {
    let row = store::shop_settings::get(executor).await?;
    Ok((row.map_or(0, |row| row.version), TableVersions::read(executor).await?))
}

/// Whether settings are stored, so that those of the process no longer apply.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn are_stored(db: &Db) -> Result<bool, InternalError> {
    let mut conn = db.read().await?;
    Ok(store::shop_settings::get(&mut conn).await?.is_some())
}

/// The settings of a process, for a database that has none.
pub(super) async fn of_process(
    executor: &mut impl Executor,
    configured: &Settings,
) -> Result<Settings, InternalError> {
    Ok(configured.clone().with_sample(sample::read(executor).await?))
}

/// Stores the settings of a process if none are stored and there is a seller; says whether it did.
pub(super) async fn store_first(
    executor: &mut impl Executor,
    own: &Settings,
    now: i64,
) -> Result<bool, InternalError> {
    // Without a seller, the flags and variables go on to apply. Those of a later start need not be
    // complete, and a row that lacks something is refused although another one is there.
    Ok(!own.seller.name.is_empty()
        && store::shop_settings::get(executor).await?.is_none()
        && store::shop_settings::insert(executor, &own.to_row(), now).await?)
}

/// Stores the settings, currencies and exchange rates that a server was started with, if none are
/// stored yet. From then on the database decides, and flags and environment no longer do. Settings
/// without a seller, whom receipts must name, are not stored.
///
/// # Errors
/// If the database fails.
pub async fn adopt(db: &Db, configured: &Settings, now: i64) -> Result<(), InternalError> {
    let mut tx = db.begin().await?;
    let configured = &of_process(&mut tx, configured).await?;
    let settings = store_first(&mut tx, configured, now).await?;
    let currencies = pricing::adopt(&mut tx, configured, now).await?;
    if settings || currencies {
        // Other processes may have been started with other settings.
        store::catalogue::bump_for(&mut tx, &[Change::Settings]).await?;
        tx.commit().await?;
    }
    if settings {
        let values = Setting::ALL.map(|one| format!("{}={:?}", one.key(), one.text(configured)));
        tracing::info!(
            "first start: stored the shop's settings {}. From now on these apply, whatever flags \
             and variables say; `perigee settings set KEY=VALUE` changes them",
            values.join(", ")
        );
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
            return_days: self.limits.return_days,
            withdrawal_days: self.limits.withdrawal_days,
            low_stock: self.limits.low_stock,
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
            tables: self.tables,
            unusable_tables: None,
            name: row.name,
            currency: row.currency,
            rates: self.rates.clone(),
            country: row.country,
            base_url: self.base_url.clone(),
            sample_seller: self.sample_seller.clone(),
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
            limits: Limits {
                order_years: row.order_years,
                return_days: row.return_days,
                withdrawal_days: row.withdrawal_days,
                low_stock: row.low_stock,
                ..self.limits
            },
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

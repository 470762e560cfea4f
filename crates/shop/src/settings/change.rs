//! Changes settings.

use super::{InvalidSetting, InvalidSettings, Setting, Settings, Stored, check, stored};
use crate::{Context, InternalError, error::internal};
use domain::Money;
use std::collections::BTreeMap;
use store::{
    Executor,
    catalogue::Change,
    table_versions::{self, Tables},
};

/// Changes settings.
#[derive(Clone, Debug, Default)]
pub struct ChangeSettings {
    /// The version that was read; see [`Settings::version`].
    pub version: i64,
    /// The new values as text. Settings that are not named stay as they are.
    pub values: BTreeMap<Setting, String>,
}

/// What has been changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    /// The version of the settings now; the one that was read if all of them had these values.
    pub version: i64,
    /// The settings with other values than before.
    pub changes: Vec<SettingChange>,
    /// Settings for details that the law requires of this seller and that are missing.
    pub missing: Vec<Setting>,
    /// Settings that still have the values of the demonstration's invented seller.
    pub invented: Vec<Setting>,
}

/// A change of one setting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingChange {
    /// The setting.
    pub setting: Setting,
    /// Its value before, as text.
    pub before: String,
    /// Its value now, as text.
    pub after: String,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Settings do not accept the values; it names all of them.
    #[error(transparent)]
    Invalid(#[from] InvalidSettings),
    /// Somebody else has changed the settings since they were read.
    #[error("the settings have been changed since they were read")]
    Stale,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ChangeError);

/// Changes settings for all processes: each loads them when it next reads the catalogue's version.
///
/// # Errors
/// See [`ChangeError`].
#[tracing::instrument(name = "change_settings", skip_all)]
pub async fn change(ctx: &Context, command: ChangeSettings) -> Result<Changed, ChangeError> {
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    // Until a server has stored its settings, those of this process apply.
    let own = stored::of_process(&mut tx, ctx.configured()).await?;
    let first = !own.seller.name.is_empty()
        && store::shop_settings::insert(&mut tx, &own.to_row(), now).await?;
    if command.values.contains_key(&Setting::Currency) {
        // It must stay one of those to choose from.
        table_versions::lock(&mut tx, Tables::Currencies).await?;
    }
    let stored = Stored::read(&mut tx).await?;
    let before = stored.over(ctx.configured(), Some(&ctx.settings()))?;
    if command.values.contains_key(&Setting::Country)
        && let Some(unusable) = &before.unusable_tables
    {
        // It must be one that is delivered to.
        return Err(unusable.clone().into());
    }
    let read = if first { 0 } else { before.version };
    if command.version != read {
        return Err(ChangeError::Stale);
    }
    if before.version == 0 {
        let nobody = (Setting::Seller, InvalidSetting::NoSeller);
        return Err(InvalidSettings(vec![nobody]).into());
    }
    let after = with_values(&before, &command.values)?;
    if after.currency != before.currency
        && let Some(sku) = unconverted(&mut tx, &after).await?
    {
        let why = InvalidSetting::NotConvertible(sku);
        return Err(InvalidSettings(vec![(Setting::Currency, why)]).into());
    }
    let changes: Vec<SettingChange> = Setting::ALL
        .into_iter()
        .map(|setting| SettingChange {
            setting,
            before: setting.text(&before),
            after: setting.text(&after),
        })
        .filter(|change| change.before != change.after)
        .collect();
    let mut version = before.version;
    if !changes.is_empty() {
        if !store::shop_settings::update(&mut tx, &after.to_row(), now).await? {
            return Err(ChangeError::Stale);
        }
        version += 1;
    }
    if first || !changes.is_empty() {
        store::catalogue::bump_for(&mut tx, &[Change::Settings]).await?;
    }
    tx.commit().await?;
    for change in &changes {
        tracing::info!(setting = change.setting.key(), version, "setting changed");
    }
    if let Err(error) = crate::catalogue::refresh_soon(ctx).await {
        tracing::warn!(%error, "the changed settings cannot be loaded yet; retrying");
    }
    Ok(Changed {
        version,
        changes,
        missing: Setting::missing(&after.seller),
        invented: Setting::invented(&after),
    })
}

/// The settings with new values.
fn with_values(
    before: &Settings,
    values: &BTreeMap<Setting, String>,
) -> Result<Settings, InvalidSettings> {
    let mut after = before.clone();
    let mut invalid = Vec::new();
    for (&setting, text) in values {
        let why = setting.set(text, &mut after).err();
        let why = why.or_else(|| check::invalid(setting, &after));
        invalid.extend(why.map(|why| (setting, why)));
    }
    if values.contains_key(&Setting::Seller) {
        invalid.extend(beside_name(values, &after));
    }
    if invalid.is_empty() { Ok(after) } else { Err(InvalidSettings(invalid)) }
}

/// Details that were not named and do not go with a new name: no email address, and what belongs
/// to the demonstration's seller.
fn beside_name(
    values: &BTreeMap<Setting, String>,
    after: &Settings,
) -> Vec<(Setting, InvalidSetting)> {
    let email = check::invalid(Setting::SellerEmail, after);
    let invented = if after.has_invented_seller() { Vec::new() } else { Setting::invented(after) };
    let invented = invented.into_iter().map(|setting| (setting, InvalidSetting::Invented));
    let found = email.map(|why| (Setting::SellerEmail, why)).into_iter().chain(invented);
    found.filter(|(setting, _)| !values.contains_key(setting)).collect()
}

/// The SKU of a price that cannot be shown and charged in the shop's currency. The highest of each
/// currency decides: if it can be converted, so can all below it.
async fn unconverted(
    executor: &mut impl Executor,
    after: &Settings,
) -> Result<Option<String>, InternalError> {
    let rates = after.shown_rates();
    let highest = store::catalogue::highest_prices(executor).await?;
    let found = highest.into_iter().find(|one| {
        let price = Money::new(one.highest, one.currency);
        // A price without a rate is not listed in any currency.
        rates.rate(one.currency).is_some() && rates.price(price, after.currency).is_none()
    });
    let Some(found) = found else { return Ok(None) };
    Ok(store::catalogue::sku_priced(executor, found.currency, found.highest).await?)
}

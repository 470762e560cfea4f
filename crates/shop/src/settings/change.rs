//! Changes settings.

use super::{InvalidSetting, InvalidSettings, Setting, Settings, Stored, check, stored};
use crate::{
    Context, InternalError,
    audit::{self, Recorded, record},
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    Money,
    audit::{Action, Entity},
    staff::Permission,
};
use std::collections::BTreeMap;
use store::{
    Executor, Tx, Uuid,
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
    /// The entry in the audit log; none if nothing has changed.
    pub entry: Option<Uuid>,
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
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
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
pub async fn change(
    ctx: &Context,
    actor: &Actor,
    command: ChangeSettings,
) -> Result<Changed, ChangeError> {
    actor.require(Permission::SettingsWrite)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let Made { first, after, version, changes } =
        make(ctx, &mut tx, Some(command.version), &command.values).await?;
    let mut entry = None;
    if !changes.is_empty() {
        let recorded = Recorded::new(Action::Change, changes.iter().map(recorded).collect());
        entry = Some(record(&mut tx, actor, now, recorded).await?);
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
        entry,
    })
}

/// A change for the audit log.
pub(super) fn recorded(change: &SettingChange) -> audit::Changed {
    let text = |value: &String| Some(value.clone()).filter(|value| !value.is_empty());
    audit::Changed {
        entity: Entity::Settings,
        id: Uuid::nil(),
        label: change.setting.key().to_owned(),
        field: change.setting.key().to_owned(),
        before: text(&change.before),
        after: text(&change.after),
    }
}

/// What was written.
pub(super) struct Made {
    /// Whether these are the first settings that are stored.
    first: bool,
    after: Settings,
    version: i64,
    pub changes: Vec<SettingChange>,
}

/// Writes settings. `read` is the version that was read; undo has read none.
pub(super) async fn make(
    ctx: &Context,
    tx: &mut Tx,
    read: Option<i64>,
    values: &BTreeMap<Setting, String>,
) -> Result<Made, ChangeError> {
    let now = ctx.clock().now();
    // Until a server has stored its settings, those of this process apply.
    let own = stored::of_process(tx, ctx.configured()).await?;
    let first = stored::store_first(tx, &own, now).await?;
    if values.contains_key(&Setting::Currency) {
        // It must stay one of those to choose from.
        table_versions::lock(tx, Tables::Currencies).await?;
    }
    let stored = Stored::read(tx).await?;
    let before = stored.over(ctx.configured(), Some(&ctx.settings()))?;
    if values.contains_key(&Setting::Country)
        && let Some(unusable) = &before.unusable_tables
    {
        // It must be one that is delivered to.
        return Err(unusable.clone().into());
    }
    let current = if first { 0 } else { before.version };
    if read.is_some_and(|read| read != current) {
        return Err(ChangeError::Stale);
    }
    if before.version == 0 {
        let nobody = (Setting::Seller, InvalidSetting::NoSeller);
        return Err(InvalidSettings(vec![nobody]).into());
    }
    let after = with_values(&before, values)?;
    if after.currency != before.currency
        && let Some(sku) = unconverted(tx, &after).await?
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
        if !store::shop_settings::update(tx, &after.to_row(), now).await? {
            return Err(ChangeError::Stale);
        }
        version += 1;
    }
    Ok(Made { first, after, version, changes })
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

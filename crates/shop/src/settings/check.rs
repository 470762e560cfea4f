//! Whether the stored settings fit this process: its exchange rates, its table of holidays, and
//! the catalogue.

use super::{InvalidSetting, InvalidSettings, Setting, Settings, stored};
use crate::{Context, InternalError};
use domain::Currency;

/// What is wrong with the stored settings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// Values that this process cannot use, each with the reason.
    pub invalid: InvalidSettings,
    /// Settings for details that the law requires of this seller and that are missing.
    pub missing: Vec<Setting>,
}

/// Checks the stored settings; those of the process if nothing is stored yet.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn check(ctx: &Context) -> Result<Checked, InternalError> {
    let settings = stored(ctx).await?.settings;
    let invalid = Setting::ALL.into_iter().filter_map(|setting| {
        let mut copy = settings.clone();
        let unreadable = setting.set(&setting.text(&settings), &mut copy).err();
        let why = unreadable.or_else(|| problem(ctx, setting, &settings))?;
        Some((setting, why))
    });
    Ok(Checked {
        invalid: InvalidSettings(invalid.collect()),
        missing: Setting::missing(&settings.seller),
    })
}

/// What is wrong with a readable value, if anything.
pub(super) fn problem(
    ctx: &Context,
    setting: Setting,
    settings: &Settings,
) -> Option<InvalidSetting> {
    match setting {
        Setting::Currency => currency_problem(ctx, settings.currency),
        Setting::DispatchFrom if !settings.rules.holidays.knows(&settings.dispatch.from) => {
            Some(InvalidSetting::PlaceWithoutHolidays)
        }
        _ => None,
    }
}

/// Whether shoppers can be shown and charged all prices in a currency.
fn currency_problem(ctx: &Context, currency: Currency) -> Option<InvalidSetting> {
    let rates = ctx.rates();
    if !rates.knows(currency) {
        let choice: Vec<String> = rates.currencies().map(|known| known.to_string()).collect();
        return Some(InvalidSetting::NoRate(choice.join(",")));
    }
    let snapshot = ctx.snapshot();
    let mut variants = snapshot.all().flat_map(|entry| &entry.variants);
    let unconverted = variants.find(|variant| rates.price(variant.price, currency).is_none());
    unconverted.map(|variant| InvalidSetting::NotConvertible(variant.sku.to_string()))
}

//! Whether the stored settings and tables fit together, and fit the process: its table of holidays.

use super::{InvalidSetting, InvalidSettings, Setting, Settings, stored};
use crate::{
    Context, InternalError, pricing,
    rules::{self, TableFault},
};

/// What is wrong with the stored settings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// Values that this process cannot use, each with the reason.
    pub invalid: InvalidSettings,
    /// Settings for details that the law requires of this seller and that are missing.
    pub missing: Vec<Setting>,
    /// Settings that still have the values of the demonstration's invented seller.
    pub invented: Vec<Setting>,
    /// Everything that is wrong with the stored zones, tariffs, tax rates and currencies, also if
    /// files of the operator apply instead of them.
    pub faults: Vec<TableFault>,
}

/// Checks the stored settings; those of the process if nothing is stored yet.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn check(ctx: &Context) -> Result<Checked, InternalError> {
    let settings = stored(ctx).await?;
    let mut faults = rules::stored_faults(ctx).await?;
    faults.extend(pricing::stored_faults(ctx).await?);
    // Which countries are delivered to is not known with tables that cannot be used.
    let is_known =
        |setting: &Setting| *setting != Setting::Country || settings.unusable_tables.is_none();
    let found = Setting::ALL
        .into_iter()
        .filter(is_known)
        .filter_map(|setting| Some((setting, invalid(setting, &settings)?)));
    Ok(Checked {
        invalid: InvalidSettings(found.collect()),
        missing: Setting::missing(&settings.seller),
        invented: Setting::invented(&settings),
        faults,
    })
}

/// Why a readable value cannot be used, if it cannot.
pub(super) fn invalid(setting: Setting, settings: &Settings) -> Option<InvalidSetting> {
    match setting {
        Setting::Currency if !settings.shown_rates().knows(settings.currency) => {
            let rates = settings.shown_rates();
            let choice: Vec<String> = rates.currencies().map(|known| known.to_string()).collect();
            Some(InvalidSetting::NoRate(choice.join(",")))
        }
        Setting::Country if settings.rules.zones.country(&settings.country).is_none() => {
            Some(InvalidSetting::Country)
        }
        Setting::DispatchFrom if !settings.rules.holidays.knows(&settings.dispatch.from) => {
            Some(InvalidSetting::PlaceWithoutHolidays)
        }
        // Nobody reads what is sent to the invented seller.
        Setting::SellerEmail
            if settings.seller.email.is_empty() && !settings.has_invented_seller() =>
        {
            Some(InvalidSetting::NoEmail)
        }
        _ => None,
    }
}

//! The settings that the merchant changes, by their keys.

use super::{InvalidSetting, Settings, read};
use crate::{customers::email, text::clean};
use domain::seller::Seller;

/// Maximum length of the shop's name in characters. Every page shows it in its header.
const MAX_NAME: usize = 60;
/// Maximum length of a text about the seller in characters.
const MAX_TEXT: usize = 1_000;

/// A setting that the merchant changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Setting {
    /// The shop's name.
    ShopName,
    /// The currency of shoppers who have not chosen one. Prices keep the currency in which they
    /// are stored.
    Currency,
    /// The country of shoppers who have not chosen one.
    Country,
    /// The time zone of the place of dispatch.
    TimeZone,
    /// Where parcels are sent from.
    DispatchFrom,
    /// Additional days without dispatch, separated by commas.
    ClosedDays,
    /// Orders before this hour are dispatched on the same working day.
    CutOff,
    /// For how many years after the year of the order its buyer's data is kept.
    OrderYears,
    /// Within how many days shoppers can return what they bought.
    ReturnDays,
    /// Within how many days of receiving it shoppers can withdraw from the contract.
    WithdrawalDays,
    /// So few units of a variant are low at the desk, where the variant does not say otherwise.
    LowStock,
    /// The seller's full name.
    Seller,
    /// The seller's address, its lines separated by commas.
    SellerAddress,
    /// The seller's VAT number.
    SellerVat,
    /// The seller's legal representatives.
    SellerRepresentative,
    /// The seller's register and number.
    SellerRegister,
    /// The seller's phone number.
    SellerPhone,
    /// The seller's email address.
    SellerEmail,
    /// The seller's supervisory authority.
    SellerSupervisor,
    /// The seller's statement on consumer dispute resolution.
    SellerDisputes,
}

impl Setting {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 20] = [
        Self::ShopName,
        Self::Currency,
        Self::Country,
        Self::TimeZone,
        Self::DispatchFrom,
        Self::ClosedDays,
        Self::CutOff,
        Self::OrderYears,
        Self::ReturnDays,
        Self::WithdrawalDays,
        Self::LowStock,
        Self::Seller,
        Self::SellerAddress,
        Self::SellerVat,
        Self::SellerRepresentative,
        Self::SellerRegister,
        Self::SellerPhone,
        Self::SellerEmail,
        Self::SellerSupervisor,
        Self::SellerDisputes,
    ];

    /// Its key, which is also the name of the flag for the first start.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::ShopName => "shop-name",
            Self::Currency => "currency",
            Self::Country => "country",
            Self::TimeZone => "time-zone",
            Self::DispatchFrom => "dispatch-from",
            Self::ClosedDays => "closed-days",
            Self::CutOff => "cut-off",
            Self::OrderYears => "order-years",
            Self::ReturnDays => "return-days",
            Self::WithdrawalDays => "withdrawal-days",
            Self::LowStock => "low-stock",
            Self::Seller => "seller",
            Self::SellerAddress => "seller-address",
            Self::SellerVat => "seller-vat",
            Self::SellerRepresentative => "seller-representative",
            Self::SellerRegister => "seller-register",
            Self::SellerPhone => "seller-phone",
            Self::SellerEmail => "seller-email",
            Self::SellerSupervisor => "seller-supervisor",
            Self::SellerDisputes => "seller-disputes",
        }
    }

    /// The setting with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.key() == key)
    }

    /// Its value as text, in the form in which it is set.
    #[must_use]
    pub fn text(self, settings: &Settings) -> String {
        let (seller, dispatch) = (&settings.seller, &settings.dispatch);
        match self {
            Self::ShopName => settings.name.clone(),
            Self::Currency => settings.currency.code().to_owned(),
            Self::Country => settings.country.clone(),
            Self::TimeZone => dispatch.zone.name().to_owned(),
            Self::DispatchFrom => dispatch.from.clone(),
            Self::ClosedDays => {
                dispatch.closed.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
            }
            Self::CutOff => format!("{}:00", dispatch.cut_off),
            Self::OrderYears => settings.limits.order_years.to_string(),
            Self::ReturnDays => settings.limits.return_days.to_string(),
            Self::WithdrawalDays => settings.limits.withdrawal_days.to_string(),
            Self::LowStock => settings.limits.low_stock.to_string(),
            Self::Seller => seller.name.clone(),
            Self::SellerAddress => seller.address.join(", "),
            Self::SellerVat => seller.vat_number.clone(),
            Self::SellerRepresentative => seller.representative.clone(),
            Self::SellerRegister => seller.register.clone(),
            Self::SellerPhone => seller.phone.clone(),
            Self::SellerEmail => seller.email.clone(),
            Self::SellerSupervisor => seller.supervisor.clone(),
            Self::SellerDisputes => seller.disputes.clone(),
        }
    }

    /// Sets its value. Whether rates and holidays are known for it is checked by the use case.
    pub(super) fn set(self, text: &str, settings: &mut Settings) -> Result<(), InvalidSetting> {
        let (seller, dispatch) = (&mut settings.seller, &mut settings.dispatch);
        let typed = text;
        let text = clean(typed);
        match self {
            Self::ShopName => {
                settings.name = required(&text, MAX_NAME, InvalidSetting::NoShopName)?
            }
            Self::Currency => settings.currency = read::currency(&text)?,
            Self::Country => settings.country = read::country(&text)?,
            Self::TimeZone => dispatch.zone = read::time_zone(&text)?,
            Self::DispatchFrom => dispatch.from = read::dispatch_from(&text)?,
            Self::ClosedDays => {
                dispatch.closed = parts(&text).map(read::closed_day).collect::<Result<_, _>>()?;
            }
            Self::CutOff => dispatch.cut_off = read::cut_off(&text)?,
            Self::OrderYears => {
                let years = text.parse::<u32>().ok().filter(|years| (0..=100).contains(years));
                settings.limits.order_years = years.ok_or(InvalidSetting::OrderYears)?;
            }
            Self::ReturnDays => settings.limits.return_days = read::days(&text)?,
            Self::WithdrawalDays => settings.limits.withdrawal_days = read::days(&text)?,
            Self::LowStock => {
                let units = text.parse::<u32>().ok().filter(|units| *units <= 100_000);
                settings.limits.low_stock = units.ok_or(InvalidSetting::LowStock)?;
            }
            Self::Seller => seller.name = required(&text, MAX_TEXT, InvalidSetting::NoSeller)?,
            Self::SellerAddress => {
                within(&text, MAX_TEXT)?;
                // Line breaks, which a cleaned text no longer has, separate lines too.
                seller.address = read::address(typed)?;
            }
            Self::SellerVat => seller.vat_number = optional(&text)?,
            Self::SellerRepresentative => seller.representative = optional(&text)?,
            Self::SellerRegister => seller.register = optional(&text)?,
            Self::SellerPhone => seller.phone = optional(&text)?,
            Self::SellerEmail => {
                if !text.is_empty() && email::problem(&text).is_some() {
                    return Err(InvalidSetting::Email);
                }
                seller.email = optional(&text)?;
            }
            Self::SellerSupervisor => seller.supervisor = optional(&text)?,
            Self::SellerDisputes => seller.disputes = optional(&text)?,
        }
        Ok(())
    }

    /// The settings for details that the law requires of this seller and that are missing.
    #[must_use]
    pub fn missing(seller: &Seller) -> Vec<Self> {
        let name = seller.name.is_empty().then_some(Self::Seller);
        let address = seller.address.is_empty().then_some(Self::SellerAddress);
        let missing = seller.missing().into_iter();
        let others = missing.filter_map(|detail| Self::from_key(&format!("seller-{detail}")));
        name.into_iter().chain(address).chain(others).collect()
    }

    /// The settings whose values are invented: those of the sample catalogue's seller.
    #[must_use]
    pub fn invented(settings: &Settings) -> Vec<Self> {
        let Some(sample) = &settings.sample_seller else { return Vec::new() };
        let street = |seller: &Seller| seller.address.first().cloned().unwrap_or_default();
        let details = |seller: &Seller| {
            [
                (Self::Seller, seller.name.clone()),
                (Self::SellerAddress, street(seller)),
                (Self::SellerVat, seller.vat_number.clone()),
                (Self::SellerRepresentative, seller.representative.clone()),
                (Self::SellerRegister, seller.register.clone()),
                (Self::SellerPhone, seller.phone.clone()),
                (Self::SellerEmail, seller.email.clone()),
            ]
        };
        details(&settings.seller)
            .into_iter()
            .zip(details(sample))
            .filter(|(own, invented)| !own.1.is_empty() && own == invented)
            .map(|((setting, _), _)| setting)
            .collect()
    }
}

/// What is between the commas.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// A text that may be empty.
fn optional(text: &str) -> Result<String, InvalidSetting> {
    within(text, MAX_TEXT)
}

/// A text that may not be empty.
fn required(text: &str, max: usize, empty: InvalidSetting) -> Result<String, InvalidSetting> {
    if text.is_empty() { Err(empty) } else { within(text, max) }
}

fn within(text: &str, max: usize) -> Result<String, InvalidSetting> {
    if text.chars().count() > max {
        return Err(InvalidSetting::TooLong(max));
    }
    Ok(text.to_owned())
}

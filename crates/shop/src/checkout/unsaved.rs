//! Input of a step that is not saved.

use super::contact::invalid_country;
use domain::{
    checkout::{ContactForm, FieldError},
    customers::{Address, country},
    shipping::{ShippingMethod, Zones},
    text::tidy,
};
use views::checkout::{CheckoutView, Step};

/// Input of the open step that is not saved. The page shows it in place of what is saved, and
/// prices the order for its address if that is in a country with delivery.
#[derive(Clone, Copy, Debug, Default)]
pub enum Unsaved<'a> {
    /// None: the page shows what is saved.
    #[default]
    Nothing,
    /// The contact step as saved, with other countries. The page shows their errors.
    Countries {
        /// Country, postcode and town of delivery.
        delivery: Option<&'a Address>,
        /// The country of the billing address.
        billing: Option<&'a str>,
    },
    /// The contact step as typed.
    Contact(TypedContact<'a>),
    /// The contact step as typed so far, while its countries are being chosen. The page shows only
    /// the errors of these.
    ContactSoFar(TypedContact<'a>),
    /// The delivery step as typed.
    Delivery {
        /// Key of the shipping method.
        shipping_method: &'a str,
        /// Phone number for the haulier.
        phone: &'a str,
    },
}

/// The contact step as typed.
#[derive(Clone, Copy, Debug)]
pub struct TypedContact<'a> {
    /// Email and delivery address.
    pub contact: &'a ContactForm,
    /// Billing address, if it differs.
    pub billing: Option<&'a Address>,
}

impl Unsaved<'_> {
    /// The input if it belongs to this step, otherwise none.
    pub(super) fn at(self, step: Step) -> Self {
        let own = match self {
            Self::Nothing => step,
            Self::Countries { .. } | Self::Contact(_) | Self::ContactSoFar(_) => Step::Contact,
            Self::Delivery { .. } => Step::Delivery,
        };
        if own == step { self } else { Self::Nothing }
    }

    /// The delivery address, if it is in a country with delivery.
    pub(super) fn destination(self, zones: &Zones) -> Option<Address> {
        let typed = match self {
            Self::Countries { delivery, .. } => delivery?,
            Self::Contact(typed) | Self::ContactSoFar(typed) => &typed.contact.address,
            Self::Nothing | Self::Delivery { .. } => return None,
        };
        let address = typed.tidied();
        zones.country(&address.country).is_some().then_some(address)
    }

    /// Shows the input in place of what is saved, with the errors of its countries.
    pub(super) fn fill(self, view: &mut CheckoutView, zones: &Zones) {
        let wrong_country = |field, code: &str| wrong_country(zones, field, code);
        match self {
            Self::Nothing => {}
            Self::Countries { delivery, billing } => {
                if let Some(Address { country, .. }) = delivery {
                    view.contact.address.country = code_of(country);
                    view.errors.extend(wrong_country("country", country));
                }
                if let Some(country) = billing {
                    view.billing.get_or_insert_default().country = code_of(country);
                    view.errors.extend(wrong_country("billing-country", country));
                }
            }
            Self::Contact(typed) => typed.fill(view),
            Self::ContactSoFar(typed) => {
                typed.fill(view);
                view.errors.extend(wrong_country("country", &typed.contact.address.country));
                view.errors.extend(
                    typed
                        .billing
                        .and_then(|billing| wrong_country("billing-country", &billing.country)),
                );
            }
            Self::Delivery { shipping_method, phone } => {
                // Not saved: an unknown method leaves the stored one selected.
                view.shipping_method =
                    ShippingMethod::from_key(shipping_method).unwrap_or(view.shipping_method);
                phone.clone_into(&mut view.phone);
            }
        }
    }
}

impl TypedContact<'_> {
    fn fill(self, view: &mut CheckoutView) {
        view.contact = self.contact.clone();
        view.billing = self.billing.cloned();
    }
}

/// The code of a country in capitals; an unknown one as typed.
fn code_of(typed: &str) -> String {
    country::by_code(&tidy(typed)).map_or(typed, |country| country.code).to_owned()
}

/// The error of a chosen country, if any.
fn wrong_country(zones: &Zones, field: &str, code: &str) -> Option<FieldError> {
    invalid_country(zones, code).map(|problem| FieldError { field: field.to_owned(), problem })
}

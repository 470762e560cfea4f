//! The delivery step.

use super::session::{CheckoutSession, SaveError, load, save};
use crate::{
    Context, InternalError,
    cart::{Destination, tariff},
    error::{InvalidFields, internal},
};
use domain::{
    checkout::{FieldErrorKind, Presence, check_text},
    customers::phone::{is_phone_in, tidy_phone},
    shipping::{Carriage, Load, ShippingMethod},
};
use views::checkout::Step;

/// Why the delivery option was not saved.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// The option is unknown or does not take the weight, or the phone number is missing or wrong.
    #[error(transparent)]
    Fields(#[from] InvalidFields),
    /// The address step is not complete.
    #[error("an earlier step of checkout is not complete")]
    NotReady,
    /// There is no cart, or it is empty.
    #[error("the cart is empty")]
    EmptyCart,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(DeliveryError);

impl From<SaveError> for DeliveryError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::NoSuchCart => Self::EmptyCart,
            SaveError::NotReady => Self::NotReady,
            SaveError::Internal(error) => Self::Internal(error),
        }
    }
}

/// The load of this cart, as far as it can be ordered.
async fn carried(ctx: &Context, token: &str) -> Result<Load, InternalError> {
    let mut conn = ctx.db().read().await?;
    let rows = store::cart::lines(&mut conn, token, ctx.clock().now()).await?;
    // As `cart::price` counts them.
    let rates = ctx.rates();
    let sold = rows.iter().filter(|row| row.visible && rates.rate(row.currency).is_some());
    Ok(Load::of(sold.map(|row| (row.weight_g, row.quantity.min(row.stock)))))
}

/// Whether this cart goes by freight, given its saved checkout.
pub(super) async fn is_freight(
    ctx: &Context,
    token: &str,
    session: &CheckoutSession,
) -> Result<bool, InternalError> {
    let address = &session.contact.address;
    let served = ctx.settings().rules.zones.country(&address.country);
    let Some(country) = served else { return Ok(false) };
    let destination = Destination { country, postcode: &address.postcode, town: &address.city };
    let tariff = tariff(ctx, destination, session.shipping_method, carried(ctx, token).await?)?;
    Ok(tariff.carriage == Carriage::Freight)
}

/// Saves the delivery option and the phone number for the haulier, and returns the next step. A
/// phone number that is not needed is discarded.
///
/// # Errors
/// See [`DeliveryError`].
#[tracing::instrument(name = "checkout_delivery", skip_all)]
pub async fn save_delivery(
    ctx: &Context,
    token: &str,
    shipping_method: &str,
    phone: &str,
) -> Result<Step, DeliveryError> {
    let wrong = InvalidFields::one;
    let (_, session) = load(ctx, token)
        .await?
        .filter(|(_, p)| p.reached >= Step::Delivery)
        .ok_or(DeliveryError::NotReady)?;
    let shipping_method = ShippingMethod::from_key(shipping_method)
        .ok_or_else(|| wrong("shipping-method", FieldErrorKind::Missing))?;
    let address = &session.contact.address;
    let load = carried(ctx, token).await?;
    let settings = ctx.settings();
    let zones = &settings.rules.zones;
    let country = zones.country(&address.country).ok_or(DeliveryError::NotReady)?;
    let zone = zones.zone_at(country, &address.postcode).ok_or(DeliveryError::NotReady)?;
    let tariff = settings.rules.tariffs.offered(zone, shipping_method, load);
    let tariff = tariff.ok_or_else(|| wrong("shipping-method", FieldErrorKind::Invalid))?;
    let (phone, presence) = match tariff.carriage {
        Carriage::Freight => (tidy_phone(phone), Presence::Required),
        Carriage::Parcel => (String::new(), Presence::Optional),
    };
    if let Some(problem) = check_text("phone", &phone, presence) {
        return Err(wrong("phone", problem).into());
    }
    if !phone.is_empty() && !is_phone_in(&phone, country.code) {
        return Err(wrong("phone", FieldErrorKind::Invalid).into());
    }
    let saved = save(ctx, token, Step::Delivery, |session| {
        session.shipping_method = shipping_method;
        session.phone = phone;
        session.reached = session.reached.max(Step::Payment);
        Step::Delivery.next(session.reached)
    });
    Ok(saved.await?)
}

//! The invented seller of a sample catalogue, which came with its folder. Its details belong to no
//! other seller.

use super::Settings;
use crate::InternalError;
use domain::seller::Seller;
use store::Executor;

/// The setting that holds it, as JSON; migration 28 writes it too.
const KEY: &str = "sample.seller";

/// The invented seller of the catalogue that the shop was first seeded from, if it has one.
pub(super) async fn read(executor: &mut impl Executor) -> Result<Option<Seller>, InternalError> {
    let Some(stored) = store::settings::get(executor, KEY).await? else { return Ok(None) };
    let seller =
        serde_json::from_str(&stored).map_err(|_| InternalError::stored("setting", KEY))?;
    Ok(Some(seller))
}

/// Stores it, unless there is one.
pub(crate) async fn write(
    executor: &mut impl Executor,
    seller: &Seller,
) -> Result<(), InternalError> {
    let fresh = serde_json::to_string(seller)?;
    store::settings::get_or_insert(executor, KEY, &fresh).await?;
    Ok(())
}

impl Settings {
    /// These settings in a shop with this invented seller. It is the seller if the process was
    /// started with no other one; details that were given stay.
    pub(super) fn with_sample(mut self, sample: Option<Seller>) -> Self {
        if let Some(invented) = &sample
            && (self.seller.name.is_empty() || self.seller.name == invented.name)
        {
            let own = &mut self.seller;
            if own.address.is_empty() {
                own.address.clone_from(&invented.address);
            }
            for (own, invented) in [
                (&mut own.name, &invented.name),
                (&mut own.vat_number, &invented.vat_number),
                (&mut own.representative, &invented.representative),
                (&mut own.register, &invented.register),
                (&mut own.phone, &invented.phone),
                (&mut own.email, &invented.email),
            ] {
                if own.is_empty() {
                    own.clone_from(invented);
                }
            }
        }
        self.sample_seller = sample;
        self
    }

    /// Whether the seller is the invented one.
    pub(super) fn has_invented_seller(&self) -> bool {
        self.sample_seller.as_ref().is_some_and(|invented| invented.name == self.seller.name)
    }
}

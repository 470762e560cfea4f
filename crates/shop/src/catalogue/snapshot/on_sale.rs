//! What sales change in the copy.

use super::{
    Snapshot, build::lowest, entry::Entry, next_generation, prices::prior, sales::Charged,
};
use domain::{Currency, Money};
use std::sync::Arc;

impl Snapshot {
    /// The lowest price of the 30 days before the variant with this SKU was reduced to what is
    /// charged, in a currency; none if it is not reduced.
    #[must_use]
    pub fn prior_of(&self, sku: &str, charged: Money, currency: Currency) -> Option<Money> {
        let mut variants = self.by_sku(sku)?.variants.iter();
        let variant = variants.find(|own| *own.sku == *sku && own.price == charged)?;
        prior(&self.rates, variant, currency)
    }

    /// Whether a sale has begun or ended since the prices of this copy were computed.
    pub(in crate::catalogue) fn sales_changed_at(&self, now: i64) -> bool {
        self.next_sale_change.is_some_and(|at| at <= now)
    }

    /// A copy of the catalogue with the prices that are charged at `now`, and with what is in the
    /// order of prices. Rules choose products by their attributes alone, so nothing has to be
    /// loaded.
    #[must_use]
    pub(in crate::catalogue) fn with_sales(&self, now: i64) -> Self {
        let generation = next_generation();
        let mut fresh = Self {
            generation,
            base: generation,
            prices: Arc::default(),
            cheapest: Arc::default(),
            next_sale_change: self.sales.next_change(now),
            ..self.clone()
        };
        let Self { products, by_sku, settings, sales, guides, home, .. } = &mut fresh;
        for (sku, variant, base) in &sales.bases {
            let found = by_sku.get(sku).and_then(|&product| products.get_mut(product as usize));
            // A variant of a product that is not published, or without an exchange rate.
            let Some(slot) = found else { continue };
            let charged = sales.of(*variant).map(|sales| sales.at(*base, now));
            let Some(Charged { price, prior }) = charged else { continue };
            let entry = Arc::make_mut(slot);
            if let Some(own) = entry.variants.iter_mut().find(|own| own.sku == *sku) {
                (own.price, own.prior) = (price, prior);
            }
            entry.price = lowest(&settings.rates, &entry.variants);
        }
        let products: &[Arc<Entry>] = products;
        for guide in guides {
            guide.sort(|i| products.get(i as usize).map(AsRef::as_ref));
        }
        for block in Arc::make_mut(home) {
            block.sort(|i| products.get(i as usize).map(AsRef::as_ref));
        }
        fresh
    }
}

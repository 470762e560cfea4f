//! Writing prices with their audit entry.

use super::PriceError;
use crate::{
    Context, InternalError,
    audit::{Changed, Recorded, record},
    staff::Actor,
};
use domain::{Currency, Money, audit::Entity};
use std::collections::BTreeSet;
use store::{
    Tx, Uuid,
    catalogue::Change,
    pricing::{NewPrice, PricedRow},
};

/// More changed products than this are announced as a change of everything.
const NAMED: usize = 200;

/// A variant and its new base price, in the same currency.
pub(super) struct Repriced<'a> {
    pub row: &'a PricedRow,
    pub after: i64,
}

impl Repriced<'_> {
    fn new_price(&self) -> NewPrice {
        let PricedRow { id, price_minor, currency, .. } = self.row;
        NewPrice { variant: *id, before: *price_minor, after: self.after, currency: *currency }
    }

    fn changed(&self) -> Changed {
        Changed {
            entity: Entity::Price,
            id: self.row.id,
            label: self.row.sku.clone(),
            field: FIELD.to_owned(),
            before: Some(text(Money::new(self.row.price_minor, self.row.currency))),
            after: Some(text(Money::new(self.after, self.row.currency))),
        }
    }
}

/// The field of a base price in the audit log.
pub(super) const FIELD: &str = "price";

/// An amount in the audit log: `349.95 EUR`.
pub(super) fn text(money: Money) -> String {
    format!("{} {}", money.decimal(), money.currency)
}

/// The amount of a text in the audit log.
pub(super) fn amount(text: &str) -> Option<Money> {
    let (amount, currency) = text.split_once(' ')?;
    let currency: Currency = currency.parse().ok()?;
    Money::parse(amount, currency)
}

/// Changes base prices that are still as the rows have them, and returns those that were changed:
/// for who changes them beside other things.
pub(super) async fn put(
    tx: &mut Tx,
    prices: &[Repriced<'_>],
    now: i64,
) -> Result<Vec<Uuid>, InternalError> {
    store::catalogue::lock_prices(tx).await?;
    let new: Vec<NewPrice> = prices.iter().map(Repriced::new_price).collect();
    let new = store::pricing::still_priced(tx, &new).await?;
    store::pricing::note_prices(tx, &new, now).await?;
    Ok(store::pricing::put_prices(tx, &new).await?)
}

/// Records changes of prices and makes those of base prices, tells the servers, and commits.
/// Returns the audit entry. The caller has taken the lock of prices before it read them. What
/// orders wait for comes last.
pub(super) async fn finish(
    ctx: &Context,
    mut tx: Tx,
    actor: &Actor,
    done: Done<'_>,
) -> Result<Uuid, PriceError> {
    let Done { recorded, products, prices, now } = done;
    let new: Vec<NewPrice> = prices.iter().map(Repriced::new_price).collect();
    store::pricing::note_prices(&mut tx, &new, now).await?;
    let entry = record(&mut tx, actor, now, recorded).await.map_err(|error| match error {
        InternalError::Database(cause)
            if cause.constraint().as_deref() == Some("audit_entries_undoes_key") =>
        {
            PriceError::AlreadyUndone
        }
        other => other.into(),
    })?;
    let products: BTreeSet<Uuid> = products.into_iter().collect();
    let touched: Vec<Uuid> = products.iter().copied().collect();
    store::catalogue::touch_all(&mut tx, &touched, now).await?;
    if store::pricing::put_prices(&mut tx, &new).await?.len() < new.len() {
        // In this moment.
        return Err(PriceError::Changed);
    }
    let unpriced = prices.iter().filter(|one| one.row.price_minor == 0);
    let unpriced: BTreeSet<Uuid> = unpriced.map(|one| one.row.product_id).collect();
    let unpriced: Vec<Uuid> = unpriced.into_iter().collect();
    store::catalogue::note_gaps(&mut tx, &unpriced).await?;
    if products.len() > NAMED {
        store::catalogue::bump(&mut tx).await?;
    } else {
        let changes: Vec<Change> = products.into_iter().map(Change::Product).collect();
        store::catalogue::bump_for(&mut tx, &changes).await?;
    }
    tx.commit().await?;
    if let Err(error) = crate::catalogue::refresh_soon(ctx).await {
        tracing::warn!(%error, "the changed prices cannot be loaded yet; retrying");
    }
    Ok(entry)
}

/// What was decided.
pub(super) struct Done<'a> {
    pub recorded: Recorded,
    /// The products whose prices have changed.
    pub products: Vec<Uuid>,
    /// The new base prices.
    pub prices: &'a [Repriced<'a>],
    pub now: i64,
}

/// The changes of base prices for the audit log.
pub(super) fn changes(prices: &[Repriced<'_>]) -> Vec<Changed> {
    prices.iter().map(Repriced::changed).collect()
}

//! How changes of base prices are taken back beside changes of other things. Those of prices alone
//! are taken back in one step by [`undo_prices`](super::undo_prices).

use super::write::{FIELD, Repriced, amount, changes, put, text};
use crate::{
    Context, InternalError,
    catalogue::edit::{EditError, FieldError, Fields, Problem, Reversible, Target, Written},
};
use async_trait::async_trait;
use domain::{Money, staff::Permission};
use store::{Tx, Uuid, catalogue::Change};

/// The base prices of variants. Sale prices are not taken back, they are ended.
pub(crate) struct BasePrices;

#[async_trait]
impl Reversible for BasePrices {
    fn permission(&self) -> Permission {
        Permission::PricesWrite
    }

    fn removal(&self) -> (String, String) {
        // Prices are not made, they change.
        (FIELD.to_owned(), String::new())
    }

    async fn read(
        &self,
        _: &Context,
        tx: &mut Tx,
        id: Uuid,
    ) -> Result<Option<Fields>, InternalError> {
        let found = store::pricing::named(tx, &[id]).await?;
        let fields = found.first().map(|row| {
            let price = Money::new(row.price_minor, row.currency);
            Fields::from([(FIELD.to_owned(), text(price))])
        });
        Ok(fields)
    }

    async fn write(&self, ctx: &Context, target: Target<'_>) -> Result<Written, EditError> {
        let Target { tx, id, values } = target;
        let found = store::pricing::named(tx, &[id]).await?;
        let row = found.first().ok_or(EditError::NotFound)?;
        let price = values.get(FIELD).and_then(|text| amount(text));
        let price = price.filter(|price| price.currency == row.currency);
        let Some(price) = price else {
            let problem = Problem::NotANumber;
            let field = values.keys().next().cloned().unwrap_or_default(); // There is one.
            return Err(EditError::Invalid(vec![FieldError { field, problem }]));
        };
        let repriced = [Repriced { row, after: price.minor }];
        if put(tx, &repriced, ctx.clock().now()).await?.is_empty() {
            // In this moment.
            return Ok(Written::default());
        }
        Ok(Written { changes: changes(&repriced), about: vec![Change::Product(row.product_id)] })
    }
}

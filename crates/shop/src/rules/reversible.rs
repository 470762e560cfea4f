//! How changes of zones, tariffs and tax rates are taken back.

use super::replace::{ReplaceError, ReplaceTables, TARIFFS, TAX_RATES, Texts, ZONES, put};
use crate::{
    Context, InternalError,
    catalogue::edit::{EditError, FieldError, Fields, Problem, Reversible, Target, Written},
};
use async_trait::async_trait;
use domain::{
    audit::Entity,
    shipping::{Tariffs, Zones},
    staff::Permission,
    tax::TaxRates,
};
use std::fmt::Display;
use store::{Tx, Uuid, catalogue::Change};

/// Tables of one kind: those of shipping, or those of tax.
pub(crate) struct DeliveryTexts(pub Entity);

#[async_trait]
impl Reversible for DeliveryTexts {
    fn permission(&self) -> Permission {
        Permission::SettingsWrite
    }

    fn removal(&self) -> (String, String) {
        // Tables are not made, they are replaced.
        (String::new(), String::new())
    }

    async fn read(
        &self,
        _: &Context,
        tx: &mut Tx,
        _: Uuid,
    ) -> Result<Option<Fields>, InternalError> {
        let stored = Texts::stored(tx).await?.by_field();
        let own = stored.into_iter().filter(|(entity, ..)| *entity == self.0);
        let fields = own.filter_map(|(_, field, text)| Some((field.to_owned(), text?)));
        Ok(Some(fields.collect()))
    }

    async fn write(&self, ctx: &Context, target: Target<'_>) -> Result<Written, EditError> {
        let Target { tx, values, .. } = target;
        let command = ReplaceTables {
            version: 0,
            zones: table(values, ZONES, Zones::read)?,
            tariffs: table(values, TARIFFS, Tariffs::read)?,
            tax_rates: table(values, TAX_RATES, TaxRates::read)?,
        };
        let (_, changes) = put(ctx, tx, None, command).await.map_err(|error| match error {
            ReplaceError::Forbidden(forbidden) => forbidden.into(),
            ReplaceError::Misfit(misfit) => {
                let why = misfit.to_string();
                let refused = |field: &String| FieldError {
                    field: field.clone(),
                    problem: Problem::Refused(why.clone()),
                };
                EditError::Invalid(values.keys().map(refused).collect())
            }
            ReplaceError::Partial | ReplaceError::Stale => InternalError::Unavailable.into(),
            ReplaceError::Internal(error) => error.into(),
        })?;
        Ok(Written { changes, about: vec![Change::Table] })
    }
}

/// A table that is given, read from its text.
fn table<T, E: Display>(
    values: &Fields,
    field: &str,
    read: fn(&str) -> Result<T, E>,
) -> Result<Option<T>, EditError> {
    let Some(text) = values.get(field) else { return Ok(None) };
    read(text).map(Some).map_err(|error| {
        let problem = Problem::Refused(error.to_string());
        EditError::Invalid(vec![FieldError { field: field.to_owned(), problem }])
    })
}

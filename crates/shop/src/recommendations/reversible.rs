//! How choices about recommendations are taken back.

use super::choose::{BOUGHT_AGAIN, EXCLUDE, HIDDEN, PIN, changed, compute, made};
use crate::{
    Context, InternalError,
    catalogue::edit::{EditError, FieldError, Fields, Problem, Reversible, Target, Written},
};
use async_trait::async_trait;
use domain::staff::Permission;
use std::collections::HashMap;
use store::{
    Tx, Uuid,
    catalogue::Change,
    recommendations::{self, PinRow},
};

/// The choices about a product.
pub(crate) struct Choices;

/// The choices about a product, as fields.
async fn fields(tx: &mut Tx, product: Uuid) -> Result<Fields, InternalError> {
    let pins = recommendations::pins(tx, &[product]).await?;
    let excluded = recommendations::exclusions(tx, product).await?;
    let others: Vec<Uuid> =
        pins.iter().map(|pin| pin.other_id).chain(excluded.iter().copied()).collect();
    let rows = store::catalogue::desk_rows(tx, &others).await?;
    let slugs: HashMap<Uuid, String> = rows.into_iter().map(|row| (row.id, row.slug)).collect();
    let mut fields = Fields::new();
    for pin in &pins {
        if let Some(slug) = slugs.get(&pin.other_id) {
            fields.insert(format!("{PIN}{slug}"), pin.position.to_string());
        }
    }
    for slug in excluded.iter().filter_map(|other| slugs.get(other)) {
        fields.insert(format!("{EXCLUDE}{slug}"), made());
    }
    let choice = recommendations::product_choice(tx, product).await?;
    for (field, chosen) in [(HIDDEN, choice.hidden), (BOUGHT_AGAIN, choice.bought_again)] {
        fields.extend(chosen.then(|| (field.to_owned(), made())));
    }
    Ok(fields)
}

#[async_trait]
impl Reversible for Choices {
    fn permission(&self) -> Permission {
        Permission::RecommendationsWrite
    }

    fn removal(&self) -> (String, String) {
        // Choices have no beginning of their own.
        (String::new(), String::new())
    }

    async fn read(
        &self,
        _: &Context,
        tx: &mut Tx,
        id: Uuid,
    ) -> Result<Option<Fields>, InternalError> {
        recommendations::lock(tx).await?;
        if store::catalogue::desk_rows(tx, &[id]).await?.is_empty() {
            return Ok(None);
        }
        fields(tx, id).await.map(Some)
    }

    async fn write(&self, _: &Context, target: Target<'_>) -> Result<Written, EditError> {
        let Target { tx, id, values } = target;
        let rows = store::catalogue::desk_rows(tx, &[id]).await?;
        let slug = rows.first().ok_or(EditError::NotFound)?.slug.clone();
        let before = fields(tx, id).await?;
        for (field, value) in values {
            set(tx, id, (field, value)).await?;
        }
        let after = fields(tx, id).await?;
        let mut changes = Vec::new();
        for field in values.keys() {
            let (old, new) = (before.get(field).cloned(), after.get(field).cloned());
            if old != new {
                changes.push(changed((id, &slug), field.clone(), [old, new]));
            }
        }
        let mut about: Vec<Change> =
            compute(tx, id).await?.into_iter().map(Change::Neighbours).collect();
        if values.keys().any(|field| field == HIDDEN || field == BOUGHT_AGAIN) {
            about = vec![Change::Everything];
        }
        Ok(Written { changes, about })
    }
}

/// Sets one choice; an empty value takes it away.
async fn set(
    tx: &mut Tx,
    product: Uuid,
    (field, value): (&String, &String),
) -> Result<(), EditError> {
    let invalid = |problem| EditError::Invalid(vec![FieldError { field: field.clone(), problem }]);
    if field == HIDDEN || field == BOUGHT_AGAIN {
        let mut choice = recommendations::product_choice(tx, product).await?;
        let chosen = !value.is_empty();
        if field == HIDDEN {
            choice.hidden = chosen;
        } else {
            choice.bought_again = chosen;
        }
        recommendations::set_product(tx, product, choice).await?;
        return Ok(());
    }
    let pinned = field.strip_prefix(PIN);
    let Some(slug) = pinned.or_else(|| field.strip_prefix(EXCLUDE)) else {
        return Err(invalid(Problem::UnknownField));
    };
    let other = store::catalogue::product_id(tx, slug).await?;
    let other = other.ok_or_else(|| invalid(Problem::Missing(slug.to_owned())))?;
    match (pinned.is_some(), value.is_empty()) {
        (true, true) => recommendations::unpin(tx, product, other).await?,
        (true, false) => {
            let position = value.parse().map_err(|_| invalid(Problem::NotANumber))?;
            let pin = PinRow { product_id: product, other_id: other, position };
            recommendations::pin(tx, pin).await?;
        }
        (false, true) => recommendations::include(tx, product, other).await?,
        (false, false) => recommendations::exclude(tx, product, other).await?,
    }
    Ok(())
}

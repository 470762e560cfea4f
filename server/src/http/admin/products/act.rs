//! What can be done with a product beside its form.

use super::id;
use crate::{
    State,
    http::{
        HttpError,
        admin::{Desk, Flash},
    },
};
use app::t;
use axum::{
    extract::{Path, State as Extract},
    response::Response,
};
use domain::catalogue::ProductStatus;
use shop::{
    catalogue::{
        desk::{self, DeskProduct},
        edit::{
            EditError, Edits, Given, Problem, Saved,
            product::{self, ChangeProduct, DuplicateProduct, ProductField},
        },
    },
    staff::Actor,
};
use std::collections::BTreeMap;
use views::routes;

/// How many names for a copy are tried.
const COPIES: u32 = 20;

/// Duplicates, hides, archives or restores a product. None of these depends on what was read: they
/// change the status alone, and each can be taken back.
pub(in crate::http::admin) async fn act(
    Extract(state): Extract<State>,
    Path((product, action)): Path<(String, String)>,
    desk: Desk,
) -> Result<Response, HttpError> {
    let (shop, actor) = (&state.shop, desk.actor()?);
    let product = desk::product(shop, actor, id(&product)?).await?;
    let DeskProduct { id, version, .. } = product;
    let (saved, text) = match action.as_str() {
        "hide" => {
            let given = Given::new(ProductStatus::Draft.key());
            let edits = Edits::from([(ProductField::Status.key(), given)]);
            let saved = product::change(shop, actor, ChangeProduct { id, version, edits }).await?;
            (saved, t!("admin-product-hidden"))
        }
        "archive" => {
            let saved = product::archive(shop, actor, id, version).await?;
            (saved, t!("admin-product-archived"))
        }
        "restore-product" => {
            let saved = product::restore(shop, actor, id, version).await?;
            (saved, t!("admin-product-restored"))
        }
        "duplicate" => match duplicate(&state, actor, &product).await? {
            Some(saved) => (saved, t!("admin-product-copied")),
            None => {
                let href = routes::admin_product(&id.to_string());
                let flash = Flash::failed(t!("admin-product-not-copied"));
                return Ok(desk.done(&state, &href, &flash));
            }
        },
        _ => return Err(HttpError::not_found()),
    };
    let flash = match saved.entry {
        Some(entry) => Flash::done(text).with_undo(&entry.to_string()),
        None => Flash::done(text),
    };
    Ok(desk.done(&state, &routes::admin_product(&saved.id.to_string()), &flash))
}

/// Copies a product under the first slug and SKUs that are free; none if the first few are taken.
async fn duplicate(
    state: &State,
    actor: &Actor,
    product: &DeskProduct,
) -> Result<Option<Saved>, HttpError> {
    let text = |key: &str| product.fields.get(key).cloned().unwrap_or_default();
    let (name, slug) = (text("name"), text("slug"));
    let kept = product.variants.iter().filter(|variant| !variant.is_archived);
    let skus: Vec<String> = kept.filter_map(|variant| variant.fields.get("sku").cloned()).collect();
    for number in 2..2 + COPIES {
        // A long slug or SKU is shortened to have room for the number.
        let copy = |text: &str, max: usize| {
            let text: String = text.chars().take(max).collect();
            format!("{}-{number}", text.trim_end_matches('-'))
        };
        let skus: BTreeMap<String, String> =
            skus.iter().map(|sku| (sku.clone(), copy(sku, 56))).collect();
        let short: String = name.chars().take(180).collect();
        let command = DuplicateProduct {
            id: product.id,
            slug: copy(&slug, 110),
            name: t!("admin-copy-name", name = short),
            skus,
        };
        match product::duplicate(&state.shop, actor, command).await {
            Ok(saved) => return Ok(Some(saved)),
            Err(EditError::Invalid(errors))
                if errors.iter().all(|error| is_taken(&error.problem)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}

fn is_taken(problem: &Problem) -> bool {
    matches!(problem, Problem::Taken | Problem::OldAddress(_) | Problem::Twice(_))
}

//! The front page.

use super::{desk::Desk, parts::address};
use crate::{State, http::HttpError};
use axum::{extract::State as Extract, response::Response};
use shop::catalogue::desk::{DeskError, Morning, morning};
use views::{
    admin::{
        home::{Attention, DeskHome, MissedSearch},
        list::Tone,
    },
    routes,
};

/// The front page: what needs attention this morning.
pub(super) async fn show(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    let found = morning(&state.shop, desk.actor()?).await.map_err(|error| match error {
        DeskError::Forbidden(forbidden) => forbidden.into(),
        DeskError::NotFound | DeskError::NoSuchPage => HttpError::not_found(),
        DeskError::Internal(error) => error.into(),
    })?;
    let home = DeskHome {
        name: desk.person_name().to_owned(),
        attention: attention(&found),
        missed: found
            .missed
            .into_iter()
            .map(|row| MissedSearch { query: row.term, count: row.count.into() })
            .collect(),
        ..DeskHome::default()
    };
    Ok(desk.page(&state, &home))
}

/// What needs attention, most urgent first.
fn attention(found: &Morning) -> Vec<Attention> {
    let products = |missing: &str| address(routes::ADMIN_PRODUCTS, &[("missing", missing)]);
    let stock = |level: &str| address(routes::ADMIN_STOCK, &[("level", level)]);
    let mut all = vec![("failed-jobs", found.failed_jobs, Tone::Bad, routes::ADMIN.to_owned())];
    if let Some(short) = &found.short {
        all.push(("sold-out", short.sold_out, Tone::Bad, stock("out")));
        all.push(("low-stock", short.low, Tone::Attention, stock("low")));
    }
    if let Some(gaps) = &found.gaps {
        let scheduled = address(routes::ADMIN_PRODUCTS, &[("status", "scheduled")]);
        all.extend([
            ("without-price", gaps.without_price, Tone::Bad, products("price")),
            ("without-weight", gaps.without_weight, Tone::Bad, products("weight")),
            ("without-picture", gaps.without_picture, Tone::Attention, products("picture")),
            ("without-alt", gaps.without_alt, Tone::Attention, products("alt_text")),
            ("scheduled", gaps.scheduled, Tone::Quiet, scheduled),
        ]);
    }
    all.into_iter()
        .filter_map(|(key, count, tone, href)| {
            let count = u64::try_from(count).ok().filter(|count| *count > 0)?;
            Some(Attention { key: key.to_owned(), count, tone, href })
        })
        .collect()
}

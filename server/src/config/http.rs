//! What is served over HTTP, and within which limits.

use super::{Capacity, Listen, RateLimits};
use clap::Args;
use std::path::PathBuf;

/// A part of the shop with its own users, which can be served, scaled and network-isolated
/// separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// Shoppers' pages.
    Storefront,
    /// API calls under /api.
    Api,
    /// The merchants' desk under /admin.
    Desk,
}

fn surface(text: &str) -> Result<Surface, String> {
    match text {
        "storefront" => Ok(Surface::Storefront),
        "api" => Ok(Surface::Api),
        "desk" => Ok(Surface::Desk),
        _ => Err("expected storefront, api, desk".to_owned()),
    }
}

/// HTTP settings.
#[derive(Args, Clone, Debug)]
pub struct Http {
    /// Connections and shutdown.
    #[command(flatten)]
    pub listen: Listen,
    /// Concurrent work.
    #[command(flatten)]
    pub capacity: Capacity,
    /// Requests per client.
    #[command(flatten)]
    pub limits: RateLimits,
    /// Parts to serve, separated by commas: storefront, api, desk.
    #[arg(
        long,
        env = "PERIGEE_SURFACES",
        value_parser = surface,
        value_delimiter = ',',
        default_value = "storefront,api",
        num_args = 1..,
    )]
    pub surfaces: Vec<Surface>,
    /// Folder with the style sheet, the islands and other files.
    #[arg(long, env = "LEPTOS_SITE_ROOT", default_value = "target/site")]
    pub site_root: PathBuf,
    /// Serve the Astronomy Shop demonstration's API under /api (accepts test cards only).
    #[arg(
        long,
        env = "PERIGEE_ASTRONOMY_API",
        default_value_t = false,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        action = clap::ArgAction::Set,
    )]
    pub astronomy_api: bool,
    /// Keep rendered pages in memory; if off, every request renders its page.
    #[arg(
        long,
        env = "PERIGEE_PAGE_CACHE",
        default_value_t = true,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        action = clap::ArgAction::Set,
    )]
    pub page_cache: bool,
}

impl Http {
    /// Whether this process serves a surface.
    #[must_use]
    pub fn serves(&self, surface: Surface) -> bool {
        self.surfaces.contains(&surface)
    }
}

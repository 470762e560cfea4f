//! Location of the sample catalogue.

use clap::Args;
use std::path::PathBuf;

/// Location of the sample catalogue.
#[derive(Args, Clone, Debug)]
pub struct Catalogue {
    /// Folder of the sample catalogue (products.csv, plates …).
    #[arg(long, env = "PERIGEE_CATALOGUE", default_value = "catalog")]
    pub catalogue: PathBuf,
}

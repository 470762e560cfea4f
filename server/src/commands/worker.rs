//! `perigee worker`

use super::{Outcome, serve};
use crate::config::{Database, Mail, Merchant};

/// Flags of `perigee worker`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    merchant: Merchant,
    #[command(flatten)]
    mail: Mail,
}

pub(super) async fn run(args: Args) -> Outcome {
    let db = store::Db::open(&args.database.options()).await?;
    db.check_schema().await?;
    let shop = serve::open_shop(db, &args.merchant).await?;
    let mailer = serve::mailer(&args.mail)?;
    tokio::select! {
        () = shop.work(&mailer) => {}
        () = super::pictures::keep_prepared(args.database.database_url) => {}
        () = serve::stop_signal() => {}
    }
    shop.db().close().await;
    Ok(())
}

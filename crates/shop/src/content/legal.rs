//! The pages that order confirmations need.

use crate::{Context, InternalError};
use domain::content::PageRole;
use views::routes;

/// What an order confirmation takes from the merchant's pages.
pub(crate) struct Legal {
    /// The URL of the page on returns.
    pub returns: Option<String>,
    /// The text of the page on the right of withdrawal, in Markdown. The law requires it in every
    /// confirmation, so a draft is better than none.
    pub withdrawal: Option<String>,
}

/// Reads them from the database, since the copy in memory of a worker is not kept up to date.
pub(crate) async fn legal(ctx: &Context) -> Result<Legal, InternalError> {
    let mut conn = ctx.db().read().await?;
    let returns = store::content::in_role(&mut conn, PageRole::Returns).await?;
    let withdrawal = store::content::in_role(&mut conn, PageRole::Withdrawal).await?;
    let withdrawal = match withdrawal {
        Some(page) => Some(page),
        None => {
            let draft = store::content::draft_in_role(&mut conn, PageRole::Withdrawal).await?;
            match &draft {
                Some(page) => tracing::warn!(
                    page = %page.slug,
                    "an order confirmation has the text of a draft: publish the page on the right \
                     of withdrawal"
                ),
                None => tracing::warn!(
                    "an order confirmation has no instructions on withdrawal: no page has the role \
                     withdrawal"
                ),
            }
            draft
        }
    };
    Ok(Legal {
        returns: returns.map(|page| routes::content_page(&page.slug)),
        withdrawal: withdrawal.map(|page| page.body),
    })
}

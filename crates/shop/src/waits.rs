//! Telling people when what was sold out is back: one letter an address and variant, then the address is forgotten.

use crate::{Error, Shop, cart::full_name, mail::Mailer, measure, trace};
use domain::checkout::{FieldError, tidy_email};
use serde::{Deserialize, Serialize};
use store::Uuid;

/// How long a wait is kept: a year, in milliseconds.
const KEPT_FOR: i64 = 365 * 24 * 3_600_000;
/// For how many variants one address can wait.
const MOST: i64 = 20;
/// How many letters go into the outbox at once at most.
const BATCH: i64 = 50;

/// What `stock.returned` says.
#[derive(Serialize, Deserialize)]
pub(crate) struct StockReturned {
    /// The wait that is over.
    pub wait: Uuid,
    /// The trace that it was found in, if spans are exported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
}

/// The answer to who wants to be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// The product's page.
    pub slug: String,
    /// The product, and the variant where there are several.
    pub name: String,
    /// It can be bought already: nothing was noted.
    pub available: bool,
}

impl Shop {
    /// Notes that somebody wants to be told when a variant is back. Asking twice is asking once, and the answer does not say so.
    ///
    /// # Errors
    /// [`Error::Fields`] for an address that cannot be one, [`Error::NotFound`] for a variant that is not sold.
    #[tracing::instrument(skip_all)]
    pub async fn wait_for(&self, sku: &str, email: &str) -> Result<Waiting, Error> {
        let snapshot = self.snapshot();
        let entry = snapshot.by_sku(sku).ok_or(Error::NotFound("variant"))?;
        let email = tidy_email(email);
        if let Some(problem) = crate::email::problem(&email) {
            return Err(Error::Fields(vec![FieldError { field: "email".to_owned(), problem }]));
        }
        let mut tx = self.db().begin().await?;
        let (variant, stock, label) = store::waits::variant(&mut tx, sku).await?.ok_or(Error::NotFound("variant"))?;
        let available = stock > 0;
        // The answer is the same beyond that: nobody finds out by it who waits for what.
        if !available && store::waits::of_address(&mut tx, &crate::email::key(&email)).await? < MOST {
            store::waits::ask(&mut tx, variant, &email, &crate::email::key(&email), self.clock().now()).await?;
        }
        tx.commit().await?;
        Ok(Waiting { slug: entry.slug.to_string(), name: full_name(&entry.name, &label), available })
    }

    /// Puts a letter into the outbox for each wait that is over, whoever changed the stock; gives how many.
    ///
    /// # Errors
    /// When the database cannot.
    pub async fn queue_returns(&self) -> Result<usize, Error> {
        let now = self.clock().now();
        let mut conn = self.db().read().await?;
        // Whatever waits for its letter already goes first, confirmations of orders above all.
        if store::outbox::backlog(&mut conn, self.clock().now()).await?.pending >= BATCH {
            return Ok(0);
        }
        let over = store::waits::over(&mut conn, now, BATCH).await?;
        drop(conn);
        if over.is_empty() {
            return Ok(0);
        }
        let mut tx = self.db().begin().await?;
        let mut count = 0;
        for wait in over {
            if store::waits::queue(&mut tx, wait, now).await? {
                let event = StockReturned { wait, traceparent: trace::current() };
                let payload = serde_json::to_string(&event).map_err(|e| Error::Internal(e.to_string()))?;
                store::outbox::push(&mut tx, "stock.returned", &payload, now).await?;
                count += 1;
            }
        }
        tx.commit().await?;
        Ok(count)
    }

    /// Writes the letter of a wait that is over and forgets it. If the variant is gone again meanwhile, the wait goes on.
    pub(crate) async fn tell_of_return(&self, event: &str, wait: Uuid, mailer: &Mailer) -> Result<(), Error> {
        let mut conn = self.db().read().await?;
        // Told before, by an attempt that was not noted.
        let Some(row) = store::waits::by_id(&mut conn, wait, self.clock().now()).await? else { return Ok(()) };
        drop(conn);
        if row.stock <= 0 || row.visible == 0 {
            let mut tx = self.db().begin().await?;
            store::waits::wait_on(&mut tx, wait).await?;
            tx.commit().await?;
            return Ok(());
        }
        let link = format!("{}/products/{}?variant={}", self.settings().base_url, row.slug, row.sku);
        let sent = mailer.stock_returned(event, &row.email, &full_name(&row.name, &row.label), &link).await;
        measure::mailed(sent.is_ok());
        sent?;
        let mut tx = self.db().begin().await?;
        store::waits::forget(&mut tx, wait).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets waits that a year has not ended; gives how many.
    ///
    /// # Errors
    /// When the database cannot.
    pub async fn forget_old_waits(&self) -> Result<u64, Error> {
        let mut tx = self.db().begin().await?;
        let forgotten = store::waits::forget_older_than(&mut tx, self.clock().now() - KEPT_FOR).await?;
        tx.commit().await?;
        Ok(forgotten)
    }
}

//! Telling people when what was sold out is back: an address is confirmed by email for each
//! variant, then there is one email, and the address is forgotten. A confirmation counts for its
//! variant alone, since nothing is kept of an address that has been told.

use crate::{Context, Error, cart::full_name, measure, notifications::mail::Mailer, sign, trace};
use domain::{checkout::FieldError, customers::email::tidy_email};
use serde::{Deserialize, Serialize};
use store::Uuid;
use views::notifications::{SubscriptionState, SubscriptionView};
use views::routes;

/// How long a wait is kept: a year, in milliseconds.
const KEPT_FOR: i64 = 365 * 24 * 3_600_000;
/// How long a wait that nobody confirms is kept: three days, in milliseconds.
const UNCONFIRMED_FOR: i64 = 3 * 24 * 3_600_000;
/// For how many variants one mailbox can wait.
const MOST: i64 = 20;
/// How many of these may be unconfirmed: no more is sent to somebody who never asked.
const MOST_UNCONFIRMED: i64 = 3;
/// How many letters go into the outbox at once at most.
const BATCH: i64 = 50;

/// What `subscription.asked` says.
#[derive(Serialize, Deserialize)]
pub(crate) struct Asked {
    /// The wait that is to be confirmed.
    pub wait: Uuid,
    /// The trace that it was asked in, if spans are exported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
}

/// A mailbox, however its address is written: without capital letters and tags (`+x`), and at Gmail
/// without dots.
pub(crate) fn mailbox(email: &str) -> String {
    let email = email.to_lowercase();
    let (local, host) = email.rsplit_once('@').unwrap_or((&email, ""));
    let local = local.split('+').next().filter(|local| !local.is_empty()).unwrap_or(local);
    match host {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
        host => format!("{local}@{host}"),
    }
}

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

/// Notes that somebody wants to be told when a variant is back. Asking twice is asking once,
/// and the answer does not say so.
///
/// # Errors
/// [`Error::Fields`] for an address that cannot be one, [`Error::NotFound`] for a variant that
/// is not sold.
#[tracing::instrument(name = "wait_for", skip_all)]
pub async fn subscribe(ctx: &Context, sku: &str, email: &str) -> Result<Waiting, Error> {
    let snapshot = ctx.snapshot();
    let entry = snapshot.by_sku(sku).ok_or(Error::NotFound("variant"))?;
    let email = tidy_email(email);
    if let Some(problem) = crate::customers::email::problem(&email) {
        return Err(Error::Fields(vec![FieldError { field: "email".to_owned(), problem }]));
    }
    let mut tx = ctx.db().begin().await?;
    let (variant, stock, label) =
        store::waits::variant(&mut tx, sku).await?.ok_or(Error::NotFound("variant"))?;
    let available = stock > 0;
    // The answer is the same beyond that: nobody finds out by it who waits for what.
    let key = crate::customers::email::key(&email);
    let mailbox = mailbox(&key);
    let (all, unconfirmed) = store::waits::of_mailbox(&mut tx, &mailbox).await?;
    if !available && all < MOST && unconfirmed < MOST_UNCONFIRMED {
        let now = ctx.clock().now();
        if let Some(wait) =
            store::waits::ask(&mut tx, variant, &email, (&key, &mailbox), now).await?
        {
            let payload = serde_json::to_string(&Asked { wait, traceparent: trace::current() });
            store::outbox::push(
                &mut tx,
                "subscription.asked",
                &payload.map_err(|e| Error::Internal(e.to_string()))?,
                now,
            )
            .await?;
        }
    }
    tx.commit().await?;
    Ok(Waiting { slug: entry.slug.to_string(), name: full_name(&entry.name, &label), available })
}

/// The signed path of the page that confirms a subscription.
fn confirm_path(ctx: &Context, wait: Uuid) -> String {
    routes::subscription_confirm(&wait.to_string(), &key(ctx, wait))
}

/// The signed path of the page that ends a subscription.
fn end_path(ctx: &Context, wait: Uuid) -> String {
    routes::subscription_end(&wait.to_string(), &key(ctx, wait))
}

fn key(ctx: &Context, wait: Uuid) -> String {
    sign::sign(ctx.secret(), &format!("wait {wait}"))
}

/// What a wait's page shows, for whoever holds its key: a wait that is gone is one that has
/// ended.
///
/// # Errors
/// [`Error::NotFound`] for a key that is wrong.
pub async fn show(ctx: &Context, wait: &str, key: &str) -> Result<SubscriptionView, Error> {
    let id = find(ctx, wait, key)?;
    let mut conn = ctx.db().read().await?;
    let row = store::waits::by_id(&mut conn, id, ctx.clock().now()).await?;
    Ok(match row {
        Some(row) => SubscriptionView {
            state: if row.confirmed_at.is_some() {
                SubscriptionState::Confirmed
            } else {
                SubscriptionState::Asked
            },
            name: full_name(&row.name, &row.label),
            confirm: confirm_path(ctx, id),
            end: end_path(ctx, id),
        },
        None => SubscriptionView::default(),
    })
}

fn find(ctx: &Context, wait: &str, key: &str) -> Result<Uuid, Error> {
    let id: Uuid = wait.parse().map_err(|_| Error::NotFound("subscription"))?;
    if sign::verify(ctx.secret(), &format!("wait {id}"), key) {
        Ok(id)
    } else {
        Err(Error::NotFound("subscription"))
    }
}

/// Confirms a wait, or ends it.
///
/// # Errors
/// [`Error::NotFound`] for a key that is wrong.
pub async fn answer(
    ctx: &Context,
    wait: &str,
    key: &str,
    confirms: bool,
) -> Result<SubscriptionView, Error> {
    let id = find(ctx, wait, key)?;
    let mut tx = ctx.db().begin().await?;
    if confirms {
        store::waits::confirm(&mut tx, id, ctx.clock().now()).await?;
    } else {
        store::waits::forget(&mut tx, id).await?;
    }
    tx.commit().await?;
    show(ctx, wait, key).await
}

/// Writes the email that asks for the confirmation of a wait.
pub(crate) async fn send_confirmation(
    ctx: &Context,
    event: &str,
    wait: Uuid,
    mailer: &Mailer,
) -> Result<(), Error> {
    let mut conn = ctx.db().read().await?;
    let row = store::waits::by_id(&mut conn, wait, ctx.clock().now()).await?;
    drop(conn);
    // Confirmed or ended meanwhile.
    let Some(row) = row.filter(|row| row.confirmed_at.is_none()) else { return Ok(()) };
    let base = &ctx.settings().base_url;
    let confirm = format!("{base}{}", confirm_path(ctx, wait));
    let end = format!("{base}{}", end_path(ctx, wait));
    let name = full_name(&row.name, &row.label);
    let sent = mailer
        .subscription_asked(event, &row.email, &name, (&confirm, &end), &ctx.settings().seller)
        .await;
    measure::mailed(sent.is_ok());
    sent
}

/// Puts a letter into the outbox for each wait that is over, whoever changed the stock; gives
/// how many.
///
/// # Errors
/// When the database cannot.
pub async fn queue_returned(ctx: &Context) -> Result<usize, Error> {
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    // Whatever waits for its letter already goes first, confirmations of orders above all.
    if store::outbox::backlog(&mut conn, ctx.clock().now()).await?.pending >= BATCH {
        return Ok(0);
    }
    let over = store::waits::over(&mut conn, now, BATCH).await?;
    drop(conn);
    if over.is_empty() {
        return Ok(0);
    }
    let mut tx = ctx.db().begin().await?;
    let mut count = 0;
    for wait in over {
        if store::waits::queue(&mut tx, wait, now).await? {
            let event = StockReturned { wait, traceparent: trace::current() };
            let payload =
                serde_json::to_string(&event).map_err(|e| Error::Internal(e.to_string()))?;
            store::outbox::push(&mut tx, "stock.returned", &payload, now).await?;
            count += 1;
        }
    }
    tx.commit().await?;
    Ok(count)
}

/// Writes the letter of a wait that is over and forgets it. If the variant is gone again
/// meanwhile, the wait goes on.
pub(crate) async fn notify(
    ctx: &Context,
    event: &str,
    wait: Uuid,
    mailer: &Mailer,
) -> Result<(), Error> {
    let mut conn = ctx.db().read().await?;
    // Told before, by an attempt that was not noted.
    let Some(row) = store::waits::by_id(&mut conn, wait, ctx.clock().now()).await? else {
        return Ok(());
    };
    drop(conn);
    if row.stock <= 0 || !row.visible {
        let mut tx = ctx.db().begin().await?;
        store::waits::wait_on(&mut tx, wait).await?;
        tx.commit().await?;
        return Ok(());
    }
    let link = format!("{}{}", ctx.settings().base_url, routes::variant(&row.slug, &row.sku));
    let end = format!("{}{}", ctx.settings().base_url, end_path(ctx, wait));
    let sent = mailer
        .stock_returned(
            event,
            &row.email,
            &full_name(&row.name, &row.label),
            (&link, &end),
            &ctx.settings().seller,
        )
        .await;
    measure::mailed(sent.is_ok());
    sent?;
    let mut tx = ctx.db().begin().await?;
    store::waits::forget(&mut tx, wait).await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets waits that a year has not ended, and those that nobody has confirmed within three
/// days; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn delete_old(ctx: &Context) -> Result<u64, Error> {
    let mut tx = ctx.db().begin().await?;
    let now = ctx.clock().now();
    let forgotten = store::waits::forget_older_than(&mut tx, now - KEPT_FOR).await?
        + store::waits::forget_unconfirmed(&mut tx, now - UNCONFIRMED_FOR).await?;
    tx.commit().await?;
    Ok(forgotten)
}

#[cfg(test)]
mod tests {
    use super::mailbox;

    #[test]
    fn one_mailbox_however_it_is_written() {
        for (email, expected) in [
            ("Ada@Example.org", "ada@example.org"),
            ("ada+telescope@example.org", "ada@example.org"),
            ("a.da@example.org", "a.da@example.org"),
            ("a.d.a+x+y@gmail.com", "ada@gmail.com"),
            ("A.da@googlemail.com", "ada@gmail.com"),
            ("+x@example.org", "+x@example.org"),
        ] {
            assert_eq!(mailbox(email), expected, "{email}");
        }
    }
}

//! The online withdrawal function (Directive 2011/83/EU, article 11a, inserted by Directive (EU)
//! 2023/2673): a statement, its confirmation, and an acknowledgement by mail with content, date and
//! time.

use crate::{Context, Error, Zone, measure, notifications::mail::Mailer, trace};
use domain::{
    checkout::{FieldError, Problem, check_field, check_text},
    customers::email::tidy_email,
    orders::OrderNumber,
    text::tidy,
};
use serde::{Deserialize, Serialize};
use store::{Uuid, withdrawals::WithdrawalRow};

/// The longest list of items, in characters.
pub const MAX_ITEMS: usize = 500;
/// How many acknowledgements of statements that match no order one mailbox gets in a day: further
/// ones are kept, but do not fill somebody's mailbox. What matches an order is always acknowledged.
const MAX_ACKNOWLEDGEMENTS: usize = 5;
/// How many statements that match no order are reported to the merchant in a day: all of them are
/// kept and listed.
const MAX_REPORTS: usize = 100;
/// How many statements of a day are looked at for these limits. With more, no statement that
/// matches no order is acknowledged.
const MAX_COUNTED: usize = 5_000;
/// How many statements are read from the database at once.
const PAGE: usize = 1_000;
/// How long a statement that matches no order is kept: a year, in milliseconds.
const UNMATCHED_KEPT_FOR: i64 = 365 * DAY;
/// A day in milliseconds.
const DAY: i64 = 24 * 3_600_000;

/// What `withdrawal.received` (to the consumer) and `withdrawal.reported` (to the merchant) say.
#[derive(Serialize, Deserialize)]
pub(crate) struct WithdrawalReceived {
    /// The statement's primary key.
    pub withdrawal: Uuid,
    /// The trace that it was received in, if spans are exported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
}

/// A statement as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Who withdraws.
    pub name: String,
    /// The order number, or what else names the contract.
    pub number: String,
    /// Where the acknowledgement goes.
    pub email: String,
    /// Which items, if not all.
    pub items: String,
}

/// A statement that was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// As it is kept.
    pub statement: Statement,
    /// "27 November 2026, 14:05 (Central European time)"
    pub at: String,
    /// Whether number and e-mail address name an order. Not for the consumer, who may be somebody
    /// else.
    pub matched: bool,
    /// Whether the acknowledgement was sent.
    pub acknowledged: bool,
}

impl Received {
    /// The order number, if what was stated is one: of everything that is stated only this is safe
    /// to repeat to anyone.
    #[must_use]
    pub fn order_number(&self) -> Option<OrderNumber> {
        OrderNumber::read(&self.statement.number).ok()
    }
}

/// Date and time as an acknowledgement gives them.
fn moment(zone: &Zone, unix_milliseconds: i64) -> String {
    let at = zone.date_time(unix_milliseconds);
    format!(
        "{} {} {}, {:02}:{:02} ({})",
        at.day(),
        at.month(),
        at.year(),
        at.hour(),
        at.minute(),
        zone.label()
    )
}

fn received(zone: &Zone, row: WithdrawalRow) -> Received {
    Received {
        at: moment(zone, row.received_at),
        matched: row.order_id.is_some(),
        acknowledged: row.acknowledged_at.is_some(),
        statement: Statement {
            name: row.name,
            number: row.order_number,
            email: row.email,
            items: row.items,
        },
    }
}

/// Checks a statement and returns it as it is kept. It does not look for the order, so that
/// nobody learns of others' orders.
///
/// # Errors
/// [`Error::Fields`].
pub fn check(statement: &Statement) -> Result<Statement, Error> {
    let items = tidy(&statement.items);
    let long = (items.chars().count() > MAX_ITEMS).then_some(Problem::TooLong);
    let unreadable = items.contains(char::REPLACEMENT_CHARACTER).then_some(Problem::Unreadable);
    let problems = [
        ("consumer", check_field("name", &statement.name, "")),
        ("number", check_text("number", &statement.number, false)),
        ("email", crate::customers::email::problem(&statement.email)),
        ("items", long.or(unreadable)),
    ];
    let error = |(field, problem): (&str, Option<Problem>)| {
        Some(FieldError { field: field.to_owned(), problem: problem? })
    };
    let errors: Vec<FieldError> = problems.into_iter().filter_map(error).collect();
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    let number = OrderNumber::read(&statement.number)
        .map_or_else(|_| tidy(&statement.number), |number| number.to_string());
    Ok(Statement {
        name: tidy(&statement.name),
        number,
        email: tidy_email(&statement.email),
        items,
    })
}

/// Whether the number and the e-mail address of a statement name an order.
///
/// # Errors
/// When the database cannot.
pub async fn names_order(ctx: &Context, statement: &Statement) -> Result<bool, Error> {
    let Ok(number) = OrderNumber::read(&statement.number) else { return Ok(false) };
    let mut conn = ctx.db().read().await?;
    let order = store::orders::by_number(&mut conn, number.as_str()).await?;
    Ok(order.is_some_and(|order| {
        crate::customers::email::key(&order.email) == crate::customers::email::key(&statement.email)
    }))
}

/// Receives a confirmed statement, once for each key: it is kept with its time, and the emails
/// to consumer and merchant go into the outbox.
///
/// # Errors
/// [`Error::Fields`].
#[tracing::instrument(name = "withdraw", skip_all)]
pub async fn submit(ctx: &Context, statement: &Statement, key: &str) -> Result<Received, Error> {
    let Statement { name, number, email, items } = check(statement)?;
    let now = ctx.clock().now();
    // Of this content alone, so that a guessed key shows nobody another's statement.
    let key = crate::sign::digest([key, &number, &email, &name, &items].join("\n").as_bytes());
    let email_key = crate::customers::email::key(&email);
    let mut tx = ctx.db().begin().await?;
    let order = match OrderNumber::read(&number) {
        Ok(number) => store::orders::by_number(&mut tx, number.as_str()).await?,
        Err(_) => None,
    };
    let order = order.filter(|order| crate::customers::email::key(&order.email) == email_key);
    let row = WithdrawalRow {
        id: store::new_id(now),
        key,
        order_id: order.map(|order| order.id),
        order_number: number,
        name,
        email,
        email_key,
        items,
        received_at: now,
        acknowledged_at: None,
    };
    let matched = row.order_id.is_some();
    let limit = i64::try_from(MAX_COUNTED).unwrap_or(i64::MAX);
    let others = if matched {
        Vec::new()
    } else {
        store::withdrawals::unmatched_since(&mut tx, now - DAY, limit).await?
    };
    let mailbox = crate::notifications::back_in_stock::mailbox(&row.email_key);
    let before = others
        .iter()
        .filter(|key| crate::notifications::back_in_stock::mailbox(key) == mailbox)
        .count();
    if !store::withdrawals::insert(&mut tx, &row).await? {
        let earlier = store::withdrawals::by_key(&mut tx, &row.key)
            .await?
            .ok_or(Error::NotFound("withdrawal"))?;
        return Ok(received(ctx.zone(), earlier));
    }
    let event = WithdrawalReceived { withdrawal: row.id, traceparent: trace::current() };
    let payload = serde_json::to_string(&event).map_err(|e| Error::Internal(e.to_string()))?;
    if before < MAX_ACKNOWLEDGEMENTS && others.len() < MAX_COUNTED {
        store::outbox::push(&mut tx, "withdrawal.received", &payload, now).await?;
    }
    let reported = others.len() < MAX_REPORTS;
    if reported && !ctx.settings().seller.email.is_empty() {
        store::outbox::push(&mut tx, "withdrawal.reported", &payload, now).await?;
    }
    tx.commit().await?;
    if !reported {
        tracing::warn!(withdrawal = %row.id, "too many withdrawals match no order today: this one is not reported, `perigee withdrawals` lists it");
    }
    measure::withdrawn(matched);
    tracing::info!(withdrawal = %row.id, matched, "withdrawal received");
    Ok(received(ctx.zone(), row))
}

/// Sends the acknowledgement of a statement to the consumer.
pub(crate) async fn acknowledge(
    ctx: &Context,
    event: &str,
    id: Uuid,
    mailer: &Mailer,
) -> Result<(), Error> {
    let mut conn = ctx.db().read().await?;
    // Forgotten meanwhile.
    let Some(row) = store::withdrawals::by_id(&mut conn, id).await? else { return Ok(()) };
    drop(conn);
    let sent =
        mailer.withdrawal_received(event, &received(ctx.zone(), row), &ctx.settings().seller).await;
    measure::mailed(sent.is_ok());
    sent?;
    let mut tx = ctx.db().begin().await?;
    store::withdrawals::acknowledged(&mut tx, id, ctx.clock().now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Tells the merchant of a statement.
pub(crate) async fn report(
    ctx: &Context,
    event: &str,
    id: Uuid,
    mailer: &Mailer,
) -> Result<(), Error> {
    let mut conn = ctx.db().read().await?;
    let Some(row) = store::withdrawals::by_id(&mut conn, id).await? else { return Ok(()) };
    drop(conn);
    let sent =
        mailer.withdrawal_reported(event, &received(ctx.zone(), row), &ctx.settings().seller).await;
    measure::mailed(sent.is_ok());
    sent
}

/// Forgets statements that match no order after a year; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn delete_old(ctx: &Context) -> Result<u64, Error> {
    let mut tx = ctx.db().begin().await?;
    let forgotten = store::withdrawals::forget_unmatched_before(
        &mut tx,
        ctx.clock().now() - UNMATCHED_KEPT_FOR,
    )
    .await?;
    tx.commit().await?;
    Ok(forgotten)
}

/// All statements received since a time (Unix milliseconds), the oldest first.
///
/// # Errors
/// When the database cannot.
pub async fn since(ctx: &Context, since: i64) -> Result<Vec<Received>, Error> {
    let mut conn = ctx.db().read().await?;
    let (mut all, mut after) = (Vec::new(), (since, Uuid::nil()));
    loop {
        let rows =
            store::withdrawals::since(&mut conn, after, i64::try_from(PAGE).unwrap_or(i64::MAX))
                .await?;
        let whole = rows.len() == PAGE;
        if let Some(last) = rows.last() {
            after = (last.received_at, last.id);
        }
        all.extend(rows.into_iter().map(|row| received(ctx.zone(), row)));
        if !whole {
            return Ok(all);
        }
    }
}

//! The online withdrawal function (Directive 2011/83/EU, article 11a, inserted by Directive (EU) 2023/2673): a statement, its confirmation,
//! and an acknowledgement by mail with content, date and time.

use crate::{Error, Shop, clock, mail::Mailer, measure, trace};
use domain::{
    checkout::{FieldError, Problem, check_field, check_text, tidy_email},
    order::OrderNumber,
    text::tidy,
};
use serde::{Deserialize, Serialize};
use store::{Uuid, withdrawals::WithdrawalRow};

/// The longest list of items, in characters.
pub const MAX_ITEMS: usize = 500;
/// How many acknowledgements one address gets in a day: further statements are kept, but do not fill somebody's mailbox.
const MAX_ACKNOWLEDGEMENTS: i64 = 5;
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
    /// Whether number and e-mail address name an order. Not for the consumer, who may be somebody else.
    pub matched: bool,
    /// Whether the acknowledgement was sent.
    pub acknowledged: bool,
}

/// Date and time as an acknowledgement gives them.
fn moment(unix_milliseconds: i64) -> String {
    let (date, hour) = clock::local(unix_milliseconds);
    let minute = unix_milliseconds.div_euclid(60_000).rem_euclid(60);
    format!("{} {} {}, {hour:02}:{minute:02} (Central European time)", date.day(), date.month(), date.year())
}

fn received(row: WithdrawalRow) -> Received {
    Received {
        at: moment(row.received_at),
        matched: row.order_id.is_some(),
        acknowledged: row.acknowledged_at.is_some(),
        statement: Statement { name: row.name, number: row.order_number, email: row.email, items: row.items },
    }
}

impl Shop {
    /// Checks a statement and returns it as it is kept. It does not look for the order, so that nobody learns of others' orders.
    ///
    /// # Errors
    /// [`Error::Fields`].
    pub fn check_statement(&self, statement: &Statement) -> Result<Statement, Error> {
        let items = tidy(&statement.items);
        let long = (items.chars().count() > MAX_ITEMS).then_some(Problem::TooLong);
        let unreadable = items.contains(char::REPLACEMENT_CHARACTER).then_some(Problem::Unreadable);
        let problems = [
            ("consumer", check_field("name", &statement.name, "")),
            ("number", check_text("number", &statement.number, false)),
            ("email", crate::email::problem(&statement.email)),
            ("items", long.or(unreadable)),
        ];
        let error = |(field, problem): (&str, Option<Problem>)| Some(FieldError { field: field.to_owned(), problem: problem? });
        let errors: Vec<FieldError> = problems.into_iter().filter_map(error).collect();
        if !errors.is_empty() {
            return Err(Error::Fields(errors));
        }
        let number = OrderNumber::read(&statement.number).map_or_else(|_| tidy(&statement.number), |number| number.to_string());
        Ok(Statement { name: tidy(&statement.name), number, email: tidy_email(&statement.email), items })
    }

    /// Receives a confirmed statement, once for each key: it is kept with its time, and the emails to consumer and merchant go into the outbox.
    ///
    /// # Errors
    /// [`Error::Fields`].
    #[tracing::instrument(skip_all)]
    pub async fn withdraw(&self, statement: &Statement, key: &str) -> Result<Received, Error> {
        let Statement { name, number, email, items } = self.check_statement(statement)?;
        let now = self.clock().now();
        // Of this content alone, so that a guessed key shows nobody another's statement.
        let key = crate::sign::digest([key, &number, &email, &name, &items].join("\n").as_bytes());
        let email_key = crate::email::key(&email);
        let mut tx = self.db().begin().await?;
        let order = match OrderNumber::read(&number) {
            Ok(number) => store::orders::by_number(&mut tx, number.as_str()).await?,
            Err(_) => None,
        };
        let order = order.filter(|order| crate::email::key(&order.email) == email_key);
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
        let before = store::withdrawals::count_since(&mut tx, &row.email_key, now - DAY).await?;
        if !store::withdrawals::insert(&mut tx, &row).await? {
            let earlier = store::withdrawals::by_key(&mut tx, &row.key).await?.ok_or(Error::NotFound("withdrawal"))?;
            return Ok(received(earlier));
        }
        let event = WithdrawalReceived { withdrawal: row.id, traceparent: trace::current() };
        let payload = serde_json::to_string(&event).map_err(|e| Error::Internal(e.to_string()))?;
        if before < MAX_ACKNOWLEDGEMENTS {
            store::outbox::push(&mut tx, "withdrawal.received", &payload, now).await?;
        }
        if !self.settings().seller.email.is_empty() {
            store::outbox::push(&mut tx, "withdrawal.reported", &payload, now).await?;
        }
        tx.commit().await?;
        let matched = row.order_id.is_some();
        measure::withdrawn(matched);
        tracing::info!(withdrawal = %row.id, matched, "withdrawal received");
        Ok(received(row))
    }

    /// Sends the acknowledgement of a statement to the consumer.
    pub(crate) async fn acknowledge_withdrawal(&self, event: &str, id: Uuid, mailer: &Mailer) -> Result<(), Error> {
        let mut conn = self.db().read().await?;
        // Forgotten meanwhile.
        let Some(row) = store::withdrawals::by_id(&mut conn, id).await? else { return Ok(()) };
        drop(conn);
        let sent = mailer.withdrawal_received(event, &received(row), &self.settings().seller).await;
        measure::mailed(sent.is_ok());
        sent?;
        let mut tx = self.db().begin().await?;
        store::withdrawals::acknowledged(&mut tx, id, self.clock().now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Tells the merchant of a statement.
    pub(crate) async fn report_withdrawal(&self, event: &str, id: Uuid, mailer: &Mailer) -> Result<(), Error> {
        let mut conn = self.db().read().await?;
        let Some(row) = store::withdrawals::by_id(&mut conn, id).await? else { return Ok(()) };
        drop(conn);
        let sent = mailer.withdrawal_reported(event, &received(row), &self.settings().seller).await;
        measure::mailed(sent.is_ok());
        sent
    }

    /// Statements received since a time (Unix milliseconds), the oldest first, at most 1,000.
    ///
    /// # Errors
    /// When the database cannot.
    pub async fn withdrawals(&self, since: i64) -> Result<Vec<Received>, Error> {
        let mut conn = self.db().read().await?;
        Ok(store::withdrawals::since(&mut conn, since, 1_000).await?.into_iter().map(received).collect())
    }
}

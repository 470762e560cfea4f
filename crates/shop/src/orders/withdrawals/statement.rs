//! The statement of withdrawal.

use crate::{TimeZone, error::InvalidFields};
use domain::{
    checkout::{FieldError, FieldErrorKind, Presence, check_field, check_text},
    customers::email::tidy_email,
    orders::OrderNumber,
    text::tidy,
};
use store::orders::withdrawals::WithdrawalRow;
use views::withdrawal::LocalTime;

/// The maximum length of the list of items, in characters.
pub const MAX_ITEMS: usize = 500;

/// A statement as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WithdrawalStatement {
    /// Name of the consumer.
    pub name: String,
    /// The order number, or whatever else identifies the contract.
    pub number: String,
    /// Email address for the acknowledgement.
    pub email: String,
    /// The items, if not all.
    pub items: String,
}

/// A valid statement, to be confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Normalised.
    pub statement: WithdrawalStatement,
    /// Idempotency key of the confirmation, new for each check.
    pub key: String,
}

/// A received statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// As stored.
    pub statement: WithdrawalStatement,
    /// When it was received.
    pub at: LocalTime,
    /// Whether number and email address belong to an order. Not shown to the consumer, who may be
    /// somebody else.
    pub matched: bool,
    /// Whether the acknowledgement was sent.
    pub acknowledged: bool,
}

impl Received {
    /// The order number, if the stated one has that form. Nothing else in a statement is safe to
    /// repeat to others.
    #[must_use]
    pub fn order_number(&self) -> Option<OrderNumber> {
        OrderNumber::read(&self.statement.number).ok()
    }
}

/// Converts a stored statement.
pub(super) fn received(zone: &TimeZone, row: WithdrawalRow) -> Received {
    Received {
        at: LocalTime { time: zone.date_time(row.received_at), zone: zone.label().to_owned() },
        matched: row.order_id.is_some(),
        acknowledged: row.acknowledged_at.is_some(),
        statement: WithdrawalStatement {
            name: row.name,
            number: row.order_number,
            email: row.email,
            items: row.items,
        },
    }
}

/// Checks a statement before it is confirmed. Does not look up the order, so that the result
/// reveals nothing about other people's orders.
///
/// # Errors
/// [`InvalidFields`] naming each field that is missing or wrong.
pub fn check(statement: &WithdrawalStatement) -> Result<Checked, InvalidFields> {
    let statement = normalised(statement)?;
    Ok(Checked { statement, key: store::Uuid::new_v4().to_string() })
}

/// A valid statement, normalised.
pub(super) fn normalised(
    statement: &WithdrawalStatement,
) -> Result<WithdrawalStatement, InvalidFields> {
    let items = tidy(&statement.items);
    let long = (items.chars().count() > MAX_ITEMS).then_some(FieldErrorKind::TooLong);
    let unreadable =
        items.contains(char::REPLACEMENT_CHARACTER).then_some(FieldErrorKind::Unreadable);
    let problems = [
        ("consumer", check_field("name", &statement.name, "")),
        ("number", check_text("number", &statement.number, Presence::Required)),
        ("email", crate::customers::email::problem(&statement.email)),
        ("items", long.or(unreadable)),
    ];
    let error = |(field, problem): (&str, Option<FieldErrorKind>)| {
        Some(FieldError { field: field.to_owned(), problem: problem? })
    };
    let errors: Vec<FieldError> = problems.into_iter().filter_map(error).collect();
    InvalidFields::unless_empty(errors)?;
    let number = OrderNumber::read(&statement.number)
        .map_or_else(|_| tidy(&statement.number), |number| number.to_string());
    Ok(WithdrawalStatement {
        name: tidy(&statement.name),
        number,
        email: tidy_email(&statement.email),
        items,
    })
}

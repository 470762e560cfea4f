//! The message that the next page of the desk shows once. It is a cookie, so it must not contain
//! personal data.

use crate::{State, session::cookies};
use axum::http::{HeaderMap, HeaderValue};
use views::admin::shell::{Flash as Shown, FlashKind};

const COOKIE: &str = "desk-flash";
/// Lifetime in seconds: until the next page.
const AGE: i64 = 60;
/// Length of a message, so that the cookie stays small.
const LONGEST: usize = 300;

/// A message for the next page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flash(Shown);

impl Flash {
    /// What was requested is done.
    #[must_use]
    pub fn done(text: impl Into<String>) -> Self {
        Self::of(FlashKind::Done, text.into())
    }

    /// It is not done, or not completely.
    #[must_use]
    pub fn failed(text: impl Into<String>) -> Self {
        Self::of(FlashKind::Failed, text.into())
    }

    fn of(kind: FlashKind, text: String) -> Self {
        Self(Shown { kind, text: text.chars().take(LONGEST).collect(), undo: None })
    }

    /// Offers Undo of an entry of the audit log.
    #[must_use]
    pub fn with_undo(mut self, entry: &str) -> Self {
        self.0.undo = Some(entry.to_owned()).filter(|entry| is_entry(entry));
        self
    }

    /// The cookie.
    #[must_use]
    pub fn cookie(&self, state: &State) -> Option<HeaderValue> {
        cookies::set(state.transport(), COOKIE, &self.value(), AGE)
    }

    /// Removes the message after it has been shown.
    pub(super) fn clear(state: &State) -> Option<HeaderValue> {
        cookies::set(state.transport(), COOKIE, "", 0)
    }

    /// The message of a request.
    pub(super) fn read(headers: &HeaderMap, state: &State) -> Option<Shown> {
        cookies::read(headers, state.transport(), COOKIE).and_then(|value| parse(&value))
    }

    fn value(&self) -> String {
        let kind = match self.0.kind {
            FlashKind::Done => 'd',
            FlashKind::Failed => 'f',
        };
        let undo = self.0.undo.as_deref().unwrap_or_default();
        format!("{kind}.{undo}.{}", hex::encode(&self.0.text))
    }
}

/// Whether a text is the id of an entry: it becomes part of the address of a form.
fn is_entry(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 40
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn parse(value: &str) -> Option<Shown> {
    let mut parts = value.splitn(3, '.');
    let kind = match parts.next()? {
        "d" => FlashKind::Done,
        "f" => FlashKind::Failed,
        _ => return None,
    };
    let undo = Some(parts.next()?).filter(|entry| is_entry(entry)).map(ToOwned::to_owned);
    let text = String::from_utf8(hex::decode(parts.next()?).ok()?).ok()?;
    Some(Shown { kind, text, undo }).filter(|shown| !shown.text.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_back() {
        for flash in [
            Flash::done("Saved · 3 products"),
            Flash::failed("Not saved"),
            Flash::done("Archived").with_undo("0198c1f2-aa"),
        ] {
            assert_eq!(parse(&flash.value()).unwrap(), flash.0);
        }
        assert_eq!(Flash::done("a").with_undo("../x").0.undo, None);
        let long = Flash::done("ä".repeat(1000));
        assert_eq!(long.0.text.chars().count(), LONGEST);
    }

    #[test]
    fn what_is_no_message_shows_nothing() {
        for value in ["", "d", "d.", "d..", "x..6161", "d..zz", "d..ff", "good"] {
            assert_eq!(parse(value), None, "{value}");
        }
        assert_eq!(parse("d.a/b.6161").unwrap().undo, None);
    }
}

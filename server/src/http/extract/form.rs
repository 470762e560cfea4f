//! Form posts as typed structs.

use super::Fields;
use crate::{State, http::HttpError};
use axum::{
    extract::{FromRequest, Request},
    http::StatusCode,
};
use serde::de::DeserializeOwned;

/// A form post, normalised like [`Fields`], as a struct of its fields. The struct has
/// `#[serde(default)]`, so that a field that was not sent is empty.
#[derive(Clone, Copy, Debug)]
pub struct Form<T>(pub T);

impl Fields {
    /// The fields as a struct; of several fields of one name the first counts.
    ///
    /// # Errors
    /// 422 for a value of the wrong type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, HttpError> {
        // Encoded again: only the format's own deserialiser reads numbers and absent fields.
        let pairs: Vec<_> = self.first_of_each().collect();
        let read = serde_urlencoded::to_string(pairs)
            .map_err(|error| error.to_string())
            .and_then(|text| serde_urlencoded::from_str(&text).map_err(|error| error.to_string()));
        read.map_err(|error| {
            HttpError::of(StatusCode::UNPROCESSABLE_ENTITY)
                .because(format!("The form is not valid: {error}."))
        })
    }
}

/// The path that a form asks to return to if it is one of this shop, or `otherwise`.
#[must_use]
pub fn local_path<'a>(back: &'a str, otherwise: &'a str) -> &'a str {
    let local = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains('\\')
        && back.bytes().all(|b| b.is_ascii_graphic());
    if local { back } else { otherwise }
}

impl<T: DeserializeOwned> FromRequest<State> for Form<T> {
    type Rejection = HttpError;
    async fn from_request(request: Request, state: &State) -> Result<Self, HttpError> {
        Fields::from_request(request, state).await?.read().map(Self)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default, rename_all = "kebab-case")]
    struct Parcel {
        postcode: String,
        gift_note: String,
        express: Option<String>,
    }

    #[test]
    fn fields_by_name() {
        for (sent, expected) in [
            ("", ("", "", None)),
            ("postcode=10115&gift-note=For+you", ("10115", "For you", None)),
            ("postcode=1&postcode=2&express=", ("1", "", Some(""))),
            // A code from an input method, and a field of another page.
            ("postcode=%EF%BC%91%EF%BC%90&colour=red", ("10", "", None)),
        ] {
            let (postcode, gift_note, express) = expected;
            let parcel = Parcel {
                postcode: postcode.to_owned(),
                gift_note: gift_note.to_owned(),
                express: express.map(str::to_owned),
            };
            assert_eq!(Fields::parse(sent.as_bytes()).read::<Parcel>().unwrap(), parcel, "{sent}");
        }
        #[derive(Debug, Deserialize)]
        struct Count {
            #[serde(rename = "count")]
            _count: u8,
        }
        let error = Fields::parse(b"count=many").read::<Count>().unwrap_err();
        assert_eq!(error.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[test]
    fn fields_with_a_prefix() {
        let fields = Fields::parse(b"postcode=1&billing-postcode=2&billing-gift-note=x");
        let billing: Parcel = fields.with_prefix("billing-").read().unwrap();
        assert_eq!((billing.postcode.as_str(), billing.gift_note.as_str()), ("2", "x"));
    }
}

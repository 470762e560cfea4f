//! The state of an island, in an attribute of the markup that the server rendered from it.

#[cfg(feature = "ssr")]
use base64::{Engine, prelude::BASE64_STANDARD};
#[cfg(feature = "hydrate")]
use leptos::server_fn::Decodes;
#[cfg(feature = "ssr")]
use leptos::server_fn::Encodes;
use leptos::server_fn::codec::PostcardEncoding;

/// Packs a state. If it cannot be encoded, it is not hydrated and its forms post.
#[cfg(feature = "ssr")]
#[must_use]
pub fn pack<T: serde::Serialize>(state: &T) -> Option<String> {
    PostcardEncoding::encode(state).ok().map(|bytes| BASE64_STANDARD.encode(bytes))
}

/// Unpacks a state.
#[cfg(feature = "hydrate")]
pub(super) fn unpack<T: serde::de::DeserializeOwned>(packed: &str) -> Option<T> {
    let text = super::browser::window()?.atob(packed).ok()?;
    let bytes: Vec<u8> = text.chars().filter_map(|c| u8::try_from(c).ok()).collect();
    PostcardEncoding::decode(bytes.into()).ok()
}

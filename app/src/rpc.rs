//! Shared by all server functions. Arguments and results are encoded with postcard, since a JSON
//! decoder would be a quarter of the code that the browser loads.

use leptos::server_fn::{
    codec::PostcardEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// Why a server function failed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RpcError {
    /// The HTTP status; 0 if there was no response.
    pub status: u16,
    /// The sentence to show; may be empty.
    pub message: String,
    /// The form field to correct; empty if there is none.
    pub field: String,
}

impl RpcError {
    /// There was no response.
    #[must_use]
    pub fn lost() -> Self {
        Self { status: 0, message: String::new(), field: String::new() }
    }

    /// Whether the request may not have arrived, or its response was lost.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.status == 0
    }
}

impl FromServerFnError for RpcError {
    type Encoder = PostcardEncoding;

    /// Errors of Leptos itself: in the browser, that there was no response; on the server, that the
    /// request was not for a server function.
    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::lost()
    }
}

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
    /// After how many seconds to try again; 0 if the server has not said.
    pub seconds: u32,
}

impl RpcError {
    /// There was no response.
    #[must_use]
    pub fn lost() -> Self {
        Self { status: 0, message: String::new(), field: String::new(), seconds: 0 }
    }

    /// Whether the same request may succeed later: the response was lost, the client has sent too
    /// many, or the server has no capacity.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        matches!(self.status, 0 | 429 | 500..)
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

//! How commands end.

/// The failure of a command, with its cause.
pub type Failed = Box<dyn std::error::Error + Send + Sync>;
/// The outcome of a command.
pub type Outcome = Result<(), Failed>;

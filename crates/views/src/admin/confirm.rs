//! What an action will do, before it is done.

/// How serious an action is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gravity {
    /// It can be undone.
    Plain,
    /// It takes something away.
    Dangerous,
}

/// The page that asks before an action.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfirmView {
    /// The key of the title, the sentence and the button: `archive-product`.
    pub key: String,
    /// What it is about, such as a product's name.
    pub subject: String,
    /// How many records it concerns.
    pub count: u64,
    /// What follows from it, in the merchant's words or as sentences of the use case's page.
    pub effects: Vec<String>,
    /// A text to type, such as the number of records; `None` if a click is enough.
    pub typed: Option<String>,
    /// Whether what was typed differed.
    pub mistyped: bool,
    /// Whether the password is asked for again.
    pub password: bool,
    /// How serious it is.
    pub gravity: Gravity,
    /// Where it is posted.
    pub action: String,
    /// Where Cancel leads.
    pub cancel: String,
    /// Fields to post along, such as the ids.
    pub kept: Vec<(String, String)>,
}

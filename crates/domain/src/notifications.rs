//! The merchant's texts in emails: where they stand, and what they may contain.

/// An email to a shopper.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MailKind {
    /// The confirmation of an order.
    Order,
    /// A product is back in stock.
    BackInStock,
    /// The request to confirm a back-in-stock subscription.
    SubscriptionRequest,
    /// The acknowledgement of a withdrawal from an order.
    Withdrawal,
    /// The acknowledgement of a withdrawal that fits no order.
    UnknownWithdrawal,
}

/// A place for the merchant's text in an email.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MailSlot {
    /// The subject.
    Subject,
    /// The subject if an order number is known.
    NumberedSubject,
    /// The heading.
    Heading,
    /// What follows the heading.
    Opening,
    /// What happens next.
    Next,
    /// The link to the page on returns.
    Returns,
    /// A note before the end; none by default.
    Note,
}

/// What a placeholder in a text stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MailPlaceholder {
    /// The shop's name.
    ShopName,
    /// The order's number.
    OrderNumber,
    /// The buyer's name.
    Name,
    /// The order's total.
    Total,
    /// Within how many days the order can be returned.
    ReturnDays,
    /// The product, with the variant if there are several.
    Product,
}

/// Why a text cannot stand in a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MailTextError {
    /// The email does not have the place.
    NoSuchSlot,
    /// The email has no value for this placeholder.
    UnknownPlaceholder(String),
    /// The place has room for one line.
    SeveralLines,
    /// It contains a control character.
    ControlCharacter,
    /// Too many characters; contains the maximum.
    TooLong(usize),
}

/// A part of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part<'a> {
    /// Text as it is.
    Text(&'a str),
    /// The name of a placeholder.
    Placeholder(&'a str),
}

/// Maximum length of a line in characters.
const MAX_LINE: usize = 200;
/// Maximum length of a text in Markdown in characters.
const MAX_TEXT: usize = 5_000;

impl MailKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Order,
        Self::BackInStock,
        Self::SubscriptionRequest,
        Self::Withdrawal,
        Self::UnknownWithdrawal,
    ];

    /// Key in the database, in files and in commands.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::BackInStock => "back-in-stock",
            Self::SubscriptionRequest => "subscription-request",
            Self::Withdrawal => "withdrawal",
            Self::UnknownWithdrawal => "unknown-withdrawal",
        }
    }

    /// The email with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Its places for texts, from top to bottom.
    #[must_use]
    pub fn slots(self) -> &'static [MailSlot] {
        use MailSlot::{Heading, Next, Note, NumberedSubject, Opening, Returns, Subject};
        match self {
            Self::Order => &[Subject, Heading, Opening, Next, Returns, Note],
            Self::BackInStock | Self::SubscriptionRequest => &[Subject, Heading, Opening, Note],
            Self::Withdrawal => &[Subject, Heading, Next, Note],
            Self::UnknownWithdrawal => &[Subject, NumberedSubject, Heading, Opening, Note],
        }
    }

    /// What the text in a place can name. Of a withdrawal, only the number may be repeated: a
    /// stranger wrote the rest.
    #[must_use]
    pub fn placeholders(self, slot: MailSlot) -> &'static [MailPlaceholder] {
        use MailPlaceholder::{Name, OrderNumber, Product, ReturnDays, ShopName, Total};
        match (self, slot) {
            (Self::Order, _) => &[ShopName, OrderNumber, Name, Total, ReturnDays],
            (Self::BackInStock | Self::SubscriptionRequest, _) => &[ShopName, Product],
            (Self::Withdrawal, _) | (Self::UnknownWithdrawal, MailSlot::NumberedSubject) => {
                &[ShopName, OrderNumber]
            }
            (Self::UnknownWithdrawal, _) => &[ShopName],
        }
    }

    /// Checks a text for a place.
    ///
    /// # Errors
    /// See [`MailTextError`].
    pub fn check(self, slot: MailSlot, text: &str) -> Result<(), MailTextError> {
        if !self.slots().contains(&slot) {
            return Err(MailTextError::NoSuchSlot);
        }
        let max = if slot.is_markdown() { MAX_TEXT } else { MAX_LINE };
        if text.chars().count() > max {
            return Err(MailTextError::TooLong(max));
        }
        if !slot.is_markdown() && text.contains(char::is_control) {
            return Err(MailTextError::SeveralLines);
        }
        if text.contains(|c: char| c.is_control() && c != '\n' && c != '\t') {
            return Err(MailTextError::ControlCharacter);
        }
        let known = self.placeholders(slot);
        let unknown = parts(text).into_iter().find_map(|part| match part {
            Part::Placeholder(name) if !known.iter().any(|one| one.key() == name) => Some(name),
            _ => None,
        });
        unknown.map_or(Ok(()), |name| Err(MailTextError::UnknownPlaceholder(name.to_owned())))
    }
}

impl MailSlot {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Subject,
        Self::NumberedSubject,
        Self::Heading,
        Self::Opening,
        Self::Next,
        Self::Returns,
        Self::Note,
    ];

    /// Key in the database, in files and in commands.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::NumberedSubject => "numbered-subject",
            Self::Heading => "heading",
            Self::Opening => "opening",
            Self::Next => "next",
            Self::Returns => "returns",
            Self::Note => "note",
        }
    }

    /// The place with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.key() == key)
    }

    /// Whether its text is Markdown; otherwise it is one line.
    #[must_use]
    pub fn is_markdown(self) -> bool {
        match self {
            Self::Opening | Self::Next | Self::Note => true,
            Self::Subject | Self::NumberedSubject | Self::Heading | Self::Returns => false,
        }
    }
}

impl MailPlaceholder {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::ShopName,
        Self::OrderNumber,
        Self::Name,
        Self::Total,
        Self::ReturnDays,
        Self::Product,
    ];

    /// Its name between the curly brackets.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::ShopName => "shop-name",
            Self::OrderNumber => "order-number",
            Self::Name => "name",
            Self::Total => "total",
            Self::ReturnDays => "return-days",
            Self::Product => "product",
        }
    }

    /// The placeholder with this name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// Splits a text at its placeholders: words in curly brackets. Other brackets are text.
#[must_use]
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let mut parts = Vec::new();
    let (mut rest, mut from) = (text, 0);
    while let Some(open) = rest.get(from..).and_then(|text| text.find('{')).map(|at| from + at) {
        let (before, bracket) = rest.split_at(open);
        let inside = bracket.strip_prefix('{').unwrap_or(bracket);
        match inside.split_once('}') {
            Some((name, after)) if is_name(name) => {
                if !before.is_empty() {
                    parts.push(Part::Text(before));
                }
                parts.push(Part::Placeholder(name));
                (rest, from) = (after, 0);
            }
            _ => from = open + 1,
        }
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

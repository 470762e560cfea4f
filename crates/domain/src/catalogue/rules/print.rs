//! Conditions as text.

use super::Condition;
use std::fmt::{Display, Formatter, Result, Write};

/// Words with a meaning of their own where a condition begins.
pub(super) const RESERVED: [&str; 5] = ["and", "category", "everything", "not", "or"];

/// Whether a character can be part of a name without quotes.
pub(super) fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '+')
}

/// A text in quotes.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            if matches!(c, '"' | '\\') {
                f.write_char('\\')?;
            }
            f.write_char(c)?;
        }
        f.write_char('"')
    }
}

/// A category's slug or an attribute's key, in quotes only if it needs them.
struct Name<'a>(&'a str);

impl Display for Name<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let plain = !self.0.is_empty() && self.0.chars().all(is_plain);
        if plain && !RESERVED.contains(&self.0) {
            f.write_str(self.0)
        } else {
            Quoted(self.0).fmt(f)
        }
    }
}

/// What surrounds a condition, from the loosest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Around {
    Nothing,
    Semicolons,
    Or,
    And,
}

impl Condition {
    /// Writes it so that it is read as a whole between what surrounds it.
    fn write(&self, f: &mut Formatter<'_>, around: Around) -> Result {
        let (sign, within) = match self {
            Self::All(parts) if parts.is_empty() => return f.write_str("everything"),
            Self::Any(parts) if parts.is_empty() => return f.write_str("not everything"),
            Self::All(_) if around == Around::Nothing => ("; ", Around::Semicolons),
            // Parentheses of their own would nest the alternatives more deeply than they were read.
            Self::All(parts)
                if around == Around::And && parts.iter().any(|p| matches!(p, Self::Any(_))) =>
            {
                ("; ", Around::Semicolons)
            }
            Self::All(_) => (" and ", Around::And),
            Self::Any(_) => (" or ", Around::Or),
            Self::Not(inner) => {
                if let Self::Present(key) = inner.as_ref() {
                    return write!(f, "{} missing", Name(key));
                }
                f.write_str("not ")?;
                return inner.write(f, Around::And);
            }
            Self::Everything => return f.write_str("everything"),
            Self::Category(slug) => return write!(f, "category {}", Name(slug)),
            Self::Number { key, comparison, with } => {
                return write!(f, "{} {} {with}", Name(key), comparison.sign());
            }
            Self::Has { key, entry } => return write!(f, "{} has {}", Name(key), Quoted(entry)),
            Self::Is { key, text } => return write!(f, "{} is {}", Name(key), Quoted(text)),
            Self::Flag { key, value } => {
                return write!(f, "{} is {}", Name(key), if *value { "yes" } else { "no" });
            }
            Self::Present(key) => return write!(f, "{} present", Name(key)),
        };
        let grouped = around == Around::And || within <= around;
        if grouped {
            f.write_char('(')?;
        }
        if let Self::All(parts) | Self::Any(parts) = self {
            for (i, part) in parts.iter().enumerate() {
                if i > 0 {
                    f.write_str(sign)?;
                }
                part.write(f, within)?;
            }
        }
        if grouped { f.write_char(')') } else { Ok(()) }
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.write(f, Around::Nothing)
    }
}

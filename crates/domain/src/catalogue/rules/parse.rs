//! Reading conditions.

use super::{
    Comparison, Condition, RuleError,
    print::{RESERVED, is_plain},
};
use std::{iter::Peekable, vec::IntoIter};

/// How deeply conditions can be nested.
const DEPTH: usize = 32;

/// A part of the text.
#[derive(Clone, PartialEq, Debug)]
enum Token {
    /// A name, a number or a keyword.
    Word(String),
    /// A text in quotes.
    Text(String),
    Sign(Comparison),
    Semicolon,
    Open,
    Close,
}

impl Token {
    /// The token as it can be shown in an error.
    fn shown(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Text(text) => format!("{text:?}"),
            Self::Sign(sign) => sign.sign().to_owned(),
            Self::Semicolon => ";".to_owned(),
            Self::Open => "(".to_owned(),
            Self::Close => ")".to_owned(),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, RuleError> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let equal = |chars: &mut Peekable<std::str::Chars<'_>>| chars.next_if_eq(&'=').is_some();
        tokens.push(match c {
            c if c.is_whitespace() => continue,
            ';' => Token::Semicolon,
            '(' => Token::Open,
            ')' => Token::Close,
            '=' => Token::Sign(Comparison::Equal),
            '<' if equal(&mut chars) => Token::Sign(Comparison::AtMost),
            '<' => Token::Sign(Comparison::Below),
            '>' if equal(&mut chars) => Token::Sign(Comparison::AtLeast),
            '>' => Token::Sign(Comparison::Above),
            '"' => {
                let mut text = String::new();
                loop {
                    match chars.next() {
                        Some('"') => break,
                        // The character after a backslash stands for itself.
                        Some('\\') => text.extend(chars.next()),
                        Some(c) => text.push(c),
                        None => return Err(RuleError(format!("no quote ends {text:?}"))),
                    }
                }
                Token::Text(text)
            }
            c if is_plain(c) => {
                let mut word = String::from(c);
                while let Some(c) = chars.next_if(|c| is_plain(*c)) {
                    word.push(c);
                }
                Token::Word(word)
            }
            c => return Err(RuleError(format!("{c:?} has no meaning here"))),
        });
    }
    Ok(tokens)
}

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
}

impl Parser {
    /// Takes the next token if it is this one.
    fn takes(&mut self, token: &Token) -> bool {
        self.tokens.next_if_eq(token).is_some()
    }

    /// Takes the next token if it is this word.
    fn takes_word(&mut self, word: &str) -> bool {
        self.tokens.next_if(|token| matches!(token, Token::Word(own) if own == word)).is_some()
    }

    /// Conditions between semicolons.
    fn rule(&mut self, depth: usize) -> Result<Condition, RuleError> {
        let mut parts = vec![self.alternatives(depth)?];
        while self.takes(&Token::Semicolon) {
            // The last one may have a semicolon too.
            if matches!(self.tokens.peek(), None | Some(Token::Close)) {
                break;
            }
            parts.push(self.alternatives(depth)?);
        }
        Ok(Condition::all(parts))
    }

    /// Conditions between `or`.
    fn alternatives(&mut self, depth: usize) -> Result<Condition, RuleError> {
        let mut parts = vec![self.conjunction(depth)?];
        while self.takes_word("or") {
            parts.push(self.conjunction(depth)?);
        }
        Ok(Condition::any(parts))
    }

    /// Conditions between `and`.
    fn conjunction(&mut self, depth: usize) -> Result<Condition, RuleError> {
        let mut parts = vec![self.single(depth)?];
        while self.takes_word("and") {
            parts.push(self.single(depth)?);
        }
        Ok(Condition::all(parts))
    }

    fn single(&mut self, depth: usize) -> Result<Condition, RuleError> {
        if depth >= DEPTH {
            return Err(RuleError(format!("conditions are nested more than {DEPTH} deep")));
        }
        if self.takes_word("not") {
            return Ok(Condition::Not(Box::new(self.single(depth + 1)?)));
        }
        if self.takes(&Token::Open) {
            let inner = self.rule(depth + 1)?;
            return match self.tokens.next() {
                Some(Token::Close) => Ok(inner),
                other => Err(expected(")", other.as_ref())),
            };
        }
        if self.takes_word("everything") {
            return Ok(Condition::Everything);
        }
        if self.takes_word("category") {
            return match self.tokens.next() {
                Some(Token::Word(slug) | Token::Text(slug)) => Ok(Condition::Category(slug)),
                other => Err(expected("the slug of a category", other.as_ref())),
            };
        }
        match self.tokens.next() {
            Some(Token::Word(key)) if !RESERVED.contains(&key.as_str()) => self.attribute(key),
            Some(Token::Text(key)) => self.attribute(key),
            other => Err(expected("a condition on a category or an attribute", other.as_ref())),
        }
    }

    /// A condition on an attribute, after its key.
    fn attribute(&mut self, key: String) -> Result<Condition, RuleError> {
        let token = self.tokens.next();
        match &token {
            Some(Token::Sign(comparison)) => {
                let (comparison, token) = (*comparison, self.tokens.next());
                let number = match &token {
                    Some(Token::Word(word)) => word.parse().ok().filter(|n: &f64| n.is_finite()),
                    _ => None,
                };
                let what = format!("a number after {key} {}", comparison.sign());
                let with = number.ok_or_else(|| expected(&what, token.as_ref()))?;
                Ok(Condition::Number { key, comparison, with })
            }
            Some(Token::Word(word)) => match word.as_str() {
                "present" => Ok(Condition::Present(key)),
                "missing" => Ok(Condition::Not(Box::new(Condition::Present(key)))),
                "has" => match self.tokens.next() {
                    Some(Token::Word(entry) | Token::Text(entry)) => {
                        Ok(Condition::Has { key, entry })
                    }
                    other => Err(expected(&format!("a text after {key} has"), other.as_ref())),
                },
                "is" => match self.tokens.next() {
                    Some(Token::Word(word)) if word == "yes" || word == "no" => {
                        Ok(Condition::Flag { key, value: word == "yes" })
                    }
                    Some(Token::Word(text) | Token::Text(text)) => Ok(Condition::Is { key, text }),
                    other => {
                        Err(expected(&format!("yes, no or a text after {key} is"), other.as_ref()))
                    }
                },
                _ => Err(expected_operator(&key, token.as_ref())),
            },
            _ => Err(expected_operator(&key, token.as_ref())),
        }
    }
}

fn expected(what: &str, found: Option<&Token>) -> RuleError {
    RuleError(match found {
        Some(token) => format!("expected {what}, but found {}", token.shown()),
        None => format!("expected {what}, but it ends there"),
    })
}

fn expected_operator(key: &str, found: Option<&Token>) -> RuleError {
    expected(&format!("<, <=, =, >=, >, has, is, present or missing after {key}"), found)
}

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    /// If the text is not a condition.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        let mut parser = Parser { tokens: tokens(text)?.into_iter().peekable() };
        let condition = parser.rule(0)?;
        match parser.tokens.next() {
            None => Ok(condition),
            other => Err(expected("; and, or, or the end", other.as_ref())),
        }
    }
}

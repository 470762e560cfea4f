//! What a shopper types at checkout, and what is wrong with it. The server and the form in the
//! browser use the same rules; those of countries come to the browser with the page.

use crate::{
    address::{Form, RegionKind},
    country,
    text::{plain, tidy},
};
use serde::{Deserialize, Serialize};

/// Maximum length of any field but the email address, in characters.
pub const MAX_FIELD: usize = 120;
/// Maximum length of an email address in octets (RFC 5321, 4.5.3.1.3, without the
/// angle brackets).
pub const MAX_EMAIL: usize = 254;

/// Why a field is invalid. The message is `error-{field}-{key}` in the message files,
/// or `error-{key}`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Problem {
    /// Required and empty.
    Missing,
    /// Not in a valid form.
    Invalid,
    /// Longer than [`MAX_FIELD`] or [`MAX_EMAIL`].
    TooLong,
    /// Contains U+FFFD, the replacement for bytes that are not UTF-8.
    Unreadable,
    /// Has the right form, but the check character does not match.
    Mistyped,
}

impl Problem {
    /// As in the message files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Invalid => "invalid",
            Self::TooLong => "too-long",
            Self::Unreadable => "unreadable",
            Self::Mistyped => "mistyped",
        }
    }
}

/// A field of a form and why it is invalid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FieldError {
    /// The name of the input.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// A postal address, as typed apart from white space.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// First and last name, in one field as people write it.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Flat, floor, company; may be empty.
    pub extra: String,
    /// Postal code; empty where a country has none.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// State or province, where the country needs one.
    pub region: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// The first step of checkout: contact and delivery address.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// Recipient of the confirmation.
    pub email: String,
    /// Delivery address.
    pub address: Address,
}

/// Checks one field by its name in the form; `country` decides about postcode and region.
/// For the server, which has the rules of every country.
#[must_use]
pub fn check_field(name: &str, value: &str, country_code: &str) -> Option<Problem> {
    let form = Form::of(country_code);
    let optional = match name {
        "extra" => true,
        "region" => !form.region_needed(),
        "postcode" => !form.postcode_needed,
        "city" => !form.only_city.is_empty(),
        _ => false,
    };
    check_text(name, value, optional).or_else(|| {
        let value = tidy(value);
        let valid = value.is_empty()
            || match name {
                "postcode" => form.postcode(&value).is_some(),
                "country" => country::by_code(&value).is_some(),
                "region" => form.regions().next().is_none() || form.find_region(&value).is_some(),
                _ => true,
            };
        (!valid).then_some(Problem::Invalid)
    })
}

/// The same without the rules of countries, which the browser gets with the page.
#[must_use]
pub fn check_text(name: &str, value: &str, optional: bool) -> Option<Problem> {
    let value = if name == "email" { tidy_email(value) } else { tidy(value) };
    if value.is_empty() {
        return (!optional).then_some(Problem::Missing);
    }
    let too_long =
        if name == "email" { value.len() > MAX_EMAIL } else { value.chars().count() > MAX_FIELD };
    if too_long {
        return Some(Problem::TooLong);
    }
    if value.contains(char::REPLACEMENT_CHARACTER) {
        return Some(Problem::Unreadable);
    }
    let valid = match name {
        "email" => is_email(&value),
        "name" | "city" => value.chars().any(char::is_alphabetic),
        "street" => value.chars().any(char::is_alphanumeric),
        "phone" => is_phone(&value),
        "postcode" => value.chars().any(char::is_alphanumeric),
        _ => true,
    };
    (!valid).then_some(Problem::Invalid)
}

/// Whether a character beyond ASCII can be in an e-mail address: letters, the marks that combine
/// with them, and digits of all scripts. Symbols and punctuation, which RFC 6531 takes too, are
/// slips or come along with a paste. Without Unicode's tables, which do not belong into the
/// browser; whether a domain can have it is IDNA's to say, on the server.
fn is_letter_beyond_ascii(c: char) -> bool {
    let other = matches!(c, '\0'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{b6}'..='\u{b9}' | '\u{bb}'..='\u{bf}' | '\u{d7}' | '\u{f7}'
        | '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}'
        | '\u{e000}'..='\u{f8ff}' | '\u{fd3e}'..='\u{fd3f}' | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff65}'
        | '\u{ffe0}'..='\u{ffff}' | '\u{1f000}'..='\u{1faff}' | '\u{e0000}'..);
    !other && !c.is_whitespace()
}

/// What stands around an address in the text that it was copied from: `mailto:ada@example.org`,
/// `Ada <ada@example.org>`, `“ada@example.org”,`. A list of addresses stays as it is.
fn bare_email(text: &str) -> &str {
    const PAIRS: [(char, char); 9] = [
        ('<', '>'),
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('"', '"'),
        ('\'', '\''),
        ('“', '”'),
        ('‘', '’'),
        ('«', '»'),
    ];
    let mut rest = text;
    loop {
        let before = rest;
        rest = rest.trim().trim_end_matches(['.', ',', ';', ':', '!']);
        for (open, close) in PAIRS {
            rest =
                rest.strip_prefix(open).and_then(|inner| inner.strip_suffix(close)).unwrap_or(rest);
        }
        if let Some((scheme, address)) = rest.split_at_checked("mailto:".len())
            && scheme.eq_ignore_ascii_case("mailto:")
        {
            rest = address.split('?').next().unwrap_or(address);
        }
        if let Some((name, address)) = rest.strip_suffix('>').and_then(|rest| rest.split_once('<'))
            && address.contains('@')
            && !address.contains(['<', '>'])
            && (!name.contains('@') || bare_email(name) == bare_email(address))
        {
            rest = address;
        }
        if rest == before {
            return rest;
        }
    }
}

/// An e-mail address as typed or pasted, tidied; what an input method made of @, dot and ASCII
/// letters is what it stands for.
#[must_use]
pub fn tidy_email(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3002}' | '\u{ff61}' => '.',
        c => c,
    };
    bare_email(&tidy(&tidy(text).chars().map(plain).collect::<String>())).to_owned()
}

/// Whether it is a usable email address: one @, no spaces, a dot in the domain (RFC 5321 allows
/// more; no consumer's address needs that).
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || is_letter_beyond_ascii(c))
    };
    !local.is_empty()
        && local.len() <= 64
        && text.len() <= MAX_EMAIL
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| {
            c.is_ascii_alphanumeric()
                || "!#$%&'*+/=?^_`{|}~.-".contains(c)
                || is_letter_beyond_ascii(c)
        })
        && domain.contains('.')
        && domain.split('.').all(label)
        && domain
            .rsplit('.')
            .next()
            .is_some_and(|top| top.chars().count() >= 2 && !top.chars().all(|c| c.is_ascii_digit()))
}

/// A telephone number as typed, tidied; digits, plus and dashes of input methods and other scripts
/// are what they stand for, and what was pasted from a link (`tel:+49…`) is the number.
#[must_use]
pub fn tidy_phone(text: &str) -> String {
    let text = plain(text);
    let number = text
        .split_at_checked("tel:".len())
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("tel:"));
    number.map_or(text.as_ref(), |(_, number)| number.trim()).to_owned()
}

/// Whether it can be dialled: six to fifteen digits (ITU-T E.164), with the punctuation and words
/// that people write between them.
#[must_use]
pub fn is_phone(text: &str) -> bool {
    let text = tidy_phone(text);
    let (number, extension) = ["ext.", "ext", "x", "#"]
        .iter()
        .find_map(|sign| {
            text.to_ascii_lowercase()
                .find(sign)
                .and_then(|at| Some((text.get(..at)?, text.get(at + sign.len()..)?)))
        })
        .unwrap_or((&text, ""));
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (6..=15).contains(&digits)
        && number.chars().all(|c| c.is_ascii_digit() || " ()-./+".contains(c))
        // One plus sign, before the digits: "(+49)" or "+49".
        && number.rfind('+').is_none_or(|at| !number.get(..at).is_some_and(|before| before.contains(|c: char| c.is_ascii_digit() || c == '+')))
        && extension.trim().len() <= 6
        && extension.trim().bytes().all(|b| b.is_ascii_digit())
}

/// Countries and territories whose numbers have an area code of three digits and seven more (North
/// American Numbering Plan).
const TEN_DIGITS: [&str; 24] = [
    "AG", "AI", "AS", "BB", "BM", "BS", "CA", "DM", "DO", "GD", "GU", "JM", "KN", "KY", "LC", "MP",
    "MS", "PR", "TC", "TT", "US", "VC", "VG", "VI",
];

/// Whether it can be dialled in a country: where all numbers are of one length, one without a
/// country code has that length.
#[must_use]
pub fn is_phone_in(text: &str, country_code: &str) -> bool {
    let number = tidy_phone(text);
    let number = number
        .split(['x', 'X', '#'])
        .next()
        .unwrap_or_default()
        .split("ext")
        .next()
        .unwrap_or_default();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let foreign = number.contains('+') && !digits.starts_with('1');
    let whole = digits.len() == 10 || digits.len() == 11 && digits.starts_with('1');
    is_phone(text) && (foreign || whole || !TEN_DIGITS.contains(&country_code))
}

/// A postcode in the form of the country; an invalid one is not changed.
#[must_use]
pub fn postcode_form(text: &str, country_code: &str) -> String {
    Form::of(country_code).postcode(text).unwrap_or_else(|| plain(text).to_uppercase())
}

impl Address {
    /// The same with white space tidied, the country's code in capitals, the postcode in the
    /// country's form, and a region of a known list by its code; where the country has no regions,
    /// a region that was typed for another one is dropped.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let country = tidy(&self.country).to_uppercase();
        let form = Form::of(&country);
        let (mut city, mut region) = (tidy(&self.city), tidy(&self.region));
        if country::by_code(&country).is_some() && form.region == RegionKind::None {
            region.clear();
        }
        if city.is_empty() {
            form.only_city.clone_into(&mut city);
        }
        Self {
            name: tidy(&self.name),
            street: tidy(&self.street),
            extra: tidy(&self.extra),
            postcode: postcode_form(&self.postcode, &country),
            city,
            region: form.find_region(&region).map_or(region, |region| region.code.to_owned()),
            country,
        }
    }

    /// Name and value of each field, in the order of the form.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 7] {
        [
            ("country", &self.country),
            ("name", &self.name),
            ("street", &self.street),
            ("extra", &self.extra),
            ("postcode", &self.postcode),
            ("city", &self.city),
            ("region", &self.region),
        ]
    }

    /// The invalid fields, in the order of the form.
    #[must_use]
    pub fn problems(&self) -> Vec<FieldError> {
        let check = |(name, value): (&str, &str)| {
            Some(FieldError {
                problem: check_field(name, value, &self.country)?,
                field: name.to_owned(),
            })
        };
        self.fields().into_iter().filter_map(check).collect()
    }

    /// The lines as printed on a parcel, the country's name last.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Form::of(&self.country).lines(self);
        let country =
            country::by_code(&self.country).map_or(self.country.as_str(), |country| country.name);
        if !country.is_empty() {
            lines.push(country.to_owned());
        }
        lines
    }
}

impl ContactForm {
    /// The invalid fields, in the order of the form.
    #[must_use]
    pub fn problems(&self) -> Vec<FieldError> {
        let email = check_field("email", &self.email, "")
            .map(|problem| FieldError { field: "email".to_owned(), problem });
        email.into_iter().chain(self.address.problems()).collect()
    }
}

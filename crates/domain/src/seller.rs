//! The seller: details required on receipts and in the legal notice.

use serde::{Deserialize, Serialize};

/// The seller as named on receipts and in the legal notice.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Seller {
    /// The merchant's full name.
    pub name: String,
    /// Street, town and country, one line each.
    pub address: Vec<String>,
    /// VAT number; may be empty.
    pub vat_number: String,
    /// Legal representatives of a company, such as its managing directors; may be empty.
    pub representative: String,
    /// Register and number: "Local Court of Flensburg, HRB 00000"; may be empty.
    pub register: String,
    /// Phone number; may be empty.
    pub phone: String,
    /// Email address; may be empty.
    pub email: String,
    /// Supervisory authority, if there is one; may be empty.
    pub supervisor: String,
    /// Statement on consumer dispute resolution; may be empty.
    pub disputes: String,
}

/// Legal forms of companies, which are registered and act through a representative. Matched
/// anywhere in a name, without dots, spaces and case.
const COMPANIES: [&str; 25] = [
    "gmbh",
    "ggmbh",
    "ug",
    "kg",
    "ohg",
    "kgaa",
    "ltd",
    "limited",
    "plc",
    "llc",
    "llp",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "sarl",
    "sas",
    "srl",
    "srls",
    "sro",
    "doo",
    "eood",
    "kft",
    "oyj",
    "aps",
];

/// Legal forms that are also words or initials: matched only at the end of a name.
const ENDINGS: [&str; 18] = [
    "ag", "se", "eg", "ev", "sa", "spa", "snc", "sc", "bv", "nv", "oy", "ab", "as", "sl", "lda",
    "spzoo", "zrt", "ood",
];

/// Legal forms of registered sole traders.
const MERCHANTS: [&str; 3] = ["ek", "ekfm", "ekfr"];

/// What the legal form in a name requires in the legal notice: a register entry, and a
/// representative.
fn legal_form(name: &str) -> (bool, bool) {
    let plain = |word: &str| -> String {
        word.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .map(|c| if c == 'à' { 'a' } else { c })
            .collect()
    };
    let (mut registered, mut company) = (false, false);
    for part in name.split([',', '(', ')', '&', '+']) {
        let words: Vec<String> =
            part.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect();
        company |= words.iter().any(|word| COMPANIES.contains(&word.as_str()));
        // May be written with spaces: S. r. l., e. K., Sp. z o. o.
        for first in words.len().saturating_sub(4)..words.len() {
            let ending = words.get(first..).unwrap_or_default().concat();
            registered |= MERCHANTS.contains(&ending.as_str());
            company |= ENDINGS.contains(&ending.as_str()) || COMPANIES.contains(&ending.as_str());
        }
    }
    (registered || company, company)
}

impl Seller {
    /// Details that the law requires of this seller (German DDG section 5, EGBGB article 246a
    /// section 1) and that are missing: "email", "phone", for companies "representative" and
    /// "register", and for registered merchants (e.K.) "register".
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let (registered, company) = legal_form(&self.name);
        let details = [
            ("email", &self.email, true),
            ("phone", &self.phone, true),
            ("representative", &self.representative, company),
            ("register", &self.register, registered),
        ];
        details
            .into_iter()
            .filter(|(_, value, needed)| *needed && value.is_empty())
            .map(|(name, _, _)| name)
            .collect()
    }
}

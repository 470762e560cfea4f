//! Who sells: what receipts and the legal notice must say of the merchant.

use serde::{Deserialize, Serialize};

/// The seller as receipts and the legal notice name them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Imprint {
    /// The merchant's full name.
    pub name: String,
    /// Street, town and country, a line each.
    pub address: Vec<String>,
    /// VAT number; may be empty.
    pub vat_number: String,
    /// Legal representatives of a company, such as its managing directors; may be empty.
    pub representative: String,
    /// Register and number: "Local Court of Flensburg, HRB 00000"; may be empty.
    pub register: String,
    /// Telephone number; may be empty.
    pub phone: String,
    /// Email address; may be empty.
    pub email: String,
    /// Supervisory authority, if there is one; may be empty.
    pub supervisor: String,
    /// Statement on consumer dispute resolution; may be empty.
    pub disputes: String,
}

/// Legal forms of companies, which are entered in a register and act through a representative, as
/// they stand anywhere in a name: without dots, spaces and case.
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

/// The same of forms that are words or initials too: they count at the end of a name only.
const ENDINGS: [&str; 18] = [
    "ag", "se", "eg", "ev", "sa", "spa", "snc", "sc", "bv", "nv", "oy", "ab", "as", "sl", "lda",
    "spzoo", "zrt", "ood",
];

/// Sole traders who are entered in a register.
const MERCHANTS: [&str; 3] = ["ek", "ekfm", "ekfr"];

/// What the legal form in a name demands of the imprint: an entry in a register, and a
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
        // Written apart too: S. r. l., e. K., Sp. z o. o.
        for first in words.len().saturating_sub(4)..words.len() {
            let ending = words.get(first..).unwrap_or_default().concat();
            registered |= MERCHANTS.contains(&ending.as_str());
            company |= ENDINGS.contains(&ending.as_str()) || COMPANIES.contains(&ending.as_str());
        }
    }
    (registered || company, company)
}

impl Imprint {
    /// Details that the law demands of this seller (German DDG section 5, EGBGB article 246a
    /// section 1) and that are not there: "email", "phone", of companies "representative" and
    /// "register", and of registered merchants (e.K.) "register".
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

//! E-mail addresses as mail servers and comparisons need them: domains outside ASCII (IDNA), and
//! when two addresses are one.

use crate::text::clean;
use domain::{
    checkout::{Problem, check_field},
    customers::email::tidy_email,
};
use idna::{
    AsciiDenyList,
    uts46::{DnsLength, Hyphens, Uts46},
};

/// A domain as the domain name system has it: outside ASCII by its A-labels (RFC 5890); none where
/// no domain can be called so.
fn ascii_domain(domain: &str) -> Option<String> {
    if domain.is_ascii() {
        return Some(domain.to_ascii_lowercase());
    }
    let ascii = Uts46::new().to_ascii(
        domain.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::CheckFirstLast,
        DnsLength::Verify,
    );
    ascii.ok().map(std::borrow::Cow::into_owned)
}

/// What is wrong with an e-mail address.
#[must_use]
pub fn problem(email: &str) -> Option<Problem> {
    check_field("email", email, "").or_else(|| {
        let email = tidy_email(email);
        let domain = email.rsplit_once('@').and_then(|(_, domain)| ascii_domain(domain));
        domain.is_none().then_some(Problem::Invalid)
    })
}

/// What addresses have in common that reach the same mailbox: letters in any case, the domain in
/// either form. For comparing; mail goes to the address as it was typed.
#[must_use]
pub fn key(email: &str) -> String {
    let email = tidy_email(&clean(email));
    match email.rsplit_once('@') {
        Some((local, domain)) => {
            format!(
                "{}@{}",
                local.to_lowercase(),
                ascii_domain(domain).unwrap_or_else(|| domain.to_lowercase())
            )
        }
        None => email.to_lowercase(),
    }
}

/// The address for a mail server's envelope: a domain outside ASCII by its A-labels, which every
/// mail server takes. Only a local part outside ASCII needs one with SMTPUTF8 (RFC 6531).
pub(crate) fn recipient(email: &str) -> Result<lettre::Address, String> {
    let email = tidy_email(&clean(email));
    if problem(&email).is_some() {
        return Err("the recipient's address is no e-mail address".to_owned());
    }
    let (local, domain) = email.rsplit_once('@').unwrap_or_default();
    let domain = if domain.is_ascii() {
        domain.to_owned()
    } else {
        ascii_domain(domain).unwrap_or_default()
    };
    // The library refuses most letters beyond ASCII; `problem` has seen that nothing is in it that
    // ends an address or a line.
    Ok(lettre::Address::new_dangerous(local, domain))
}

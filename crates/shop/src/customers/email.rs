//! Email addresses as mail servers and comparisons need them: internationalised domains (IDNA), and
//! when two addresses are the same.

use crate::text::{clean, composed};
use domain::{
    checkout::{FieldErrorKind, check_field},
    customers::email::tidy_email,
};
use idna::{
    AsciiDenyList,
    uts46::{DnsLength, Hyphens, Uts46},
};

/// The ASCII form of a domain (A-labels, RFC 5890); none if it is not a valid domain.
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

/// What is wrong with an email address, if anything.
#[must_use]
pub fn problem(email: &str) -> Option<FieldErrorKind> {
    check_field("email", email, "").or_else(|| {
        let email = tidy_email(email);
        let domain = email.rsplit_once('@').and_then(|(_, domain)| ascii_domain(domain));
        domain.is_none().then_some(FieldErrorKind::Invalid)
    })
}

/// A comparison key: equal for addresses that differ only in case or in the form of their domain.
/// A domain without an ASCII form is compared in lower case. Mail goes to the address as typed.
#[must_use]
pub fn key(email: &str) -> String {
    let email = tidy_email(&clean(email));
    let key = match email.rsplit_once('@') {
        Some((local, domain)) => {
            format!(
                "{}@{}",
                local.to_lowercase(),
                ascii_domain(domain).unwrap_or_else(|| domain.to_lowercase())
            )
        }
        None => email.to_lowercase(),
    };
    composed(key)
}

/// The address for the SMTP envelope, with an internationalised domain as A-labels, which every
/// mail server accepts. Only a non-ASCII local part needs a server with SMTPUTF8 (RFC 6531).
pub(crate) fn recipient(email: &str) -> Result<lettre::Address, String> {
    let email = tidy_email(&clean(email));
    let wrong = || "the recipient's address is not an email address".to_owned();
    if problem(&email).is_some() {
        return Err(wrong());
    }
    let (local, domain) = email.rsplit_once('@').ok_or_else(wrong)?;
    let domain = if domain.is_ascii() {
        domain.to_owned()
    } else {
        ascii_domain(domain).ok_or_else(wrong)?
    };
    // The library rejects most non-ASCII characters. `problem` has ruled out everything that could
    // end an address or a line.
    Ok(lettre::Address::new_dangerous(local, domain))
}

/// A key for the mailbox: the address in lower case, without a tag (`+x`), and at Gmail without
/// dots. A text without `@` is its own key.
pub(crate) fn mailbox(email: &str) -> String {
    let email = email.to_lowercase();
    let (local, host) = email.rsplit_once('@').unwrap_or((&email, ""));
    let local = local.split('+').next().filter(|local| !local.is_empty()).unwrap_or(local);
    match host {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
        host => format!("{local}@{host}"),
    }
}

#[cfg(test)]
mod tests {
    use super::mailbox;

    #[test]
    fn one_mailbox_however_it_is_written() {
        for (email, expected) in [
            ("Ada@Example.org", "ada@example.org"),
            ("ada+telescope@example.org", "ada@example.org"),
            ("a.da@example.org", "a.da@example.org"),
            ("a.d.a+x+y@gmail.com", "ada@gmail.com"),
            ("A.da@googlemail.com", "ada@gmail.com"),
            ("+x@example.org", "+x@example.org"),
        ] {
            assert_eq!(mailbox(email), expected, "{email}");
        }
    }
}

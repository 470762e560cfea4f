//! Detects typing errors in the host of an email address and suggests the well-known host. A hint,
//! never an error.

use crate::customers::email::tidy_email;
use strsim::osa_distance;

/// Hosts with many users, the best known first. They are never corrected.
const HOSTS: [&str; 62] = [
    "gmail.com",
    "hotmail.com",
    "outlook.com",
    "yahoo.com",
    "icloud.com",
    "googlemail.com",
    "live.com",
    "aol.com",
    "msn.com",
    "me.com",
    "mac.com",
    "mail.com",
    "email.com",
    "ymail.com",
    "rocketmail.com",
    "fastmail.com",
    "proton.me",
    "protonmail.com",
    "gmx.de",
    "gmx.net",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "web.de",
    "t-online.de",
    "freenet.de",
    "posteo.de",
    "posteo.net",
    "mailbox.org",
    "hotmail.de",
    "outlook.de",
    "live.de",
    "yahoo.de",
    "arcor.de",
    "bluewin.ch",
    "hotmail.co.uk",
    "yahoo.co.uk",
    "live.co.uk",
    "btinternet.com",
    "hotmail.fr",
    "outlook.fr",
    "live.fr",
    "yahoo.fr",
    "orange.fr",
    "wanadoo.fr",
    "laposte.net",
    "free.fr",
    "sfr.fr",
    "hotmail.it",
    "yahoo.it",
    "libero.it",
    "virgilio.it",
    "hotmail.es",
    "yahoo.es",
    "outlook.es",
    "comcast.net",
    "verizon.net",
    "att.net",
    "yahoo.ca",
    "rogers.com",
    "yahoo.com.au",
    "bigpond.com",
];

/// Providers that exist only under `.com`: any other top-level domain is a typing error.
const COM_ALONE: [&str; 3] = ["gmail", "googlemail", "icloud"];

/// The address that was probably meant if the host of `email` is close to a well-known one. The
/// part before the @ is not changed.
#[must_use]
pub fn meant(email: &str) -> Option<String> {
    let email = tidy_email(email);
    let (local, host) = email.rsplit_once('@')?;
    let host = host.trim_end_matches(['.', ',']).to_lowercase();
    if local.is_empty()
        || !(4..=40).contains(&host.chars().count())
        || HOSTS.contains(&host.as_str())
    {
        return None;
    }
    let dotted = host.replace(',', ".");
    let closed = |known: &&&str| dotted == **known || dotted == known.replace('.', "");
    let (name, ending) = dotted.split_once('.').unwrap_or((&dotted, ""));
    let found = HOSTS.iter().find(closed).copied().or_else(|| {
        let alone = COM_ALONE.iter().position(|known| *known == name);
        alone
            .and_then(|i| {
                HOSTS.iter().find(|known| known.strip_suffix(".com") == COM_ALONE.get(i).copied())
            })
            .copied()
    });
    let near = || {
        HOSTS
            .iter()
            .filter_map(|known| Some((miss(name, ending, known)?, *known)))
            .min_by_key(|(miss, _)| *miss)
    };
    let host = found.or_else(|| near().map(|(_, known)| known))?;
    Some(format!("{local}@{host}"))
}

/// The number of typing errors between a known host and the typed one, if small enough.
fn miss(name: &str, ending: &str, known: &str) -> Option<usize> {
    let (known_name, known_ending) = known.split_once('.')?;
    let slips = osa_distance(name, known_name);
    let close = match known_name.chars().count() {
        // Short names often differ by one letter from other real hosts. Only swapped letters count
        // and, in names of four letters, one too many or too few.
        0..=2 => slips == 0,
        3 => slips == 0 || anagrams(name, known_name) && slips == 1,
        4 => slips == 0 || slips == 1 && (anagrams(name, known_name) || name.chars().count() != 4),
        5..=6 => slips <= 1,
        _ => slips <= 2,
    };
    let of_ending = ending_slip(ending, known_ending)?;
    // Two errors in the name and one in the top-level domain make it another host.
    (close && slips + of_ending > 0 && slips + of_ending <= 2).then_some(slips + of_ending)
}

/// 0 for the same top-level domain, 1 for a typing error in it. A country's domain is not a typing
/// error of another country's.
fn ending_slip(typed: &str, known: &str) -> Option<usize> {
    if typed == known {
        return Some(0);
    }
    let countries = typed.len() == 2 && known.len() == 2 && !anagrams(typed, known);
    let longer = typed.len() > known.len() && typed.contains('.') != known.contains('.');
    (!countries && !longer && !typed.is_empty() && osa_distance(typed, known) == 1).then_some(1)
}

/// Whether the letters are the same in any order.
fn anagrams(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}

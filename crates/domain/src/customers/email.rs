//! Email addresses.

use crate::text::tidy;

/// Maximum length of an email address in octets (RFC 5321, 4.5.3.1.3, without the
/// angle brackets).
pub const MAX_EMAIL: usize = 254;

/// Whether a non-ASCII character may occur in an email address: letters, combining marks and digits
/// of all scripts. RFC 6531 also allows symbols and punctuation, but in practice they are typing
/// errors or were pasted by accident. Works without Unicode tables, which are too large for the
/// browser. The server applies IDNA to decide whether a domain may contain the character.
fn is_letter_beyond_ascii(c: char) -> bool {
    let other = matches!(
        c,
        '\0'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{b6}'..='\u{b9}' | '\u{bb}'..='\u{bf}'
            | '\u{d7}' | '\u{f7}' | '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}'
            | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fd3e}'..='\u{fd3f}' | '\u{fe10}'..='\u{fe1f}'
            | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffff}'
            | '\u{1f000}'..='\u{1faff}' | '\u{e0000}'..
    );
    !other && !c.is_whitespace()
}

/// Removes what surrounds an address in the text that it was copied from: `mailto:ada@example.org`,
/// `Ada <ada@example.org>`, `“ada@example.org”,`. A list of addresses is not changed.
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

/// Tidies an email address as typed or pasted. Full-width and similar forms of @, the dot and ASCII
/// letters become ASCII.
#[must_use]
pub fn tidy_email(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3002}' | '\u{ff61}' => '.',
        c => c,
    };
    bare_email(&tidy(&tidy(text).chars().map(plain).collect::<String>())).to_owned()
}

/// Whether it is a usable email address: one @, no spaces, a dot in the domain. RFC 5321 allows
/// more, but consumers' addresses do not need it.
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

//! Text that people read or type: formatting of numbers, normalisation.

/// Formats a number with at most `decimals` digits after the point, without trailing zeros, with a
/// true minus sign and, from 10,000 on, a thousands separator.
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    if value < 0.0 && text.chars().any(|c| c.is_ascii_digit() && c != '0') {
        out.push('−');
    }
    for (i, digit) in whole.chars().enumerate() {
        if whole.len() > 4 && i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Whether a character is invisible and meaningless in a name or an address; such characters are
/// pasted by accident. They are Unicode's `Default_Ignorable_Code_Point` and the interlinear
/// annotation characters, without joiners and variation selectors of ideographs.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}'
            | '\u{e01f0}'..='\u{e0fff}'
    )
}

/// Whether a character belongs to a script in which joiners (U+200C, U+200D) change the spelling of
/// words: Arabic, Indic scripts, Burmese, Khmer, Mongolian.
fn takes_joiners(c: char) -> bool {
    matches!(
        c,
        '\u{620}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{1820}'..='\u{18af}'
    )
}

/// Whether a character is a Chinese or Japanese ideograph, which a variation selector (from
/// U+E0100) may follow in a name.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Normalises typed text: removes invisible characters, turns runs of white space and control
/// characters into one space, and trims. Joiners stay between letters that need them.
#[must_use]
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut last, mut blank, mut joiner) = (None, false, None);
    for c in text.chars().filter(|&c| !is_invisible(c)) {
        match c {
            '\u{200c}' | '\u{200d}' => joiner = joiner.or(Some(c)),
            '\u{e0100}'..='\u{e01ef}' => {
                if !blank && joiner.is_none() && last.is_some_and(is_ideograph) {
                    out.push(c);
                    last = Some(c);
                }
            }
            c if c.is_whitespace() || c.is_control() || c == '\u{2800}' => {
                (blank, joiner) = (last.is_some(), None)
            }
            c => {
                if blank {
                    out.push(' ');
                } else if let Some(joiner) = joiner
                    && last.is_some_and(takes_joiners)
                    && takes_joiners(c)
                {
                    out.push(joiner);
                }
                out.push(c);
                (last, blank, joiner) = (Some(c), false, None);
            }
        }
    }
    out
}

/// The zero of each set of decimal digits in other scripts (Unicode 14, general category Nd); its
/// nine other digits follow it.
const ZEROS: [u32; 65] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50,
    0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

/// The ASCII equivalent of a character from an input method: digits of other scripts, full-width
/// letters and signs, dashes.
fn ascii(c: char) -> char {
    let code = u32::from(c);
    if code < 0x80 {
        return c;
    }
    if let Some(zero) = ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)) {
        return char::from_digit(code - zero, 10).unwrap_or(c);
    }
    match c {
        '\u{58a}'
        | '\u{5be}'
        | '\u{1806}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{2796}'
        | '\u{301c}'
        | '\u{30fc}'
        | '\u{fe31}'
        | '\u{fe32}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}'
        | '\u{ff5e}'
        | '\u{ff70}' => '-',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{3002}' | '\u{ff61}' => '.',
        '\u{ff01}'..='\u{ff5d}' => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Normalises a typed number or code (postcode, card, date, quantity, order number) and converts it
/// to ASCII where possible.
#[must_use]
pub fn plain(text: &str) -> String {
    tidy(text).chars().filter(|c| !matches!(c, '\u{200c}' | '\u{200d}')).map(ascii).collect()
}

/// What is wrong with a slug, the part of a URL that names a product or category. It consists of
/// lower-case letters, digits and single dashes between them, so that a URL is easy to type, read
/// out and copy.
#[must_use]
pub fn slug_error(slug: &str) -> Option<String> {
    if slug.is_empty() {
        return Some("a slug is empty".to_owned());
    }
    let error = if let Some(sign) = slug.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-'))
    {
        format!("has {sign:?} in it")
    } else if slug.starts_with('-') {
        "begins with a dash".to_owned()
    } else if slug.ends_with('-') {
        "ends with a dash".to_owned()
    } else if slug.contains("--") {
        "has two dashes in a row".to_owned()
    } else {
        return None;
    };
    Some(format!(
        "the slug {slug:?} {error}; it may have lowercase letters, digits and single dashes"
    ))
}

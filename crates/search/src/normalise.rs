//! Normalises text for comparison: lower case, without accents, each number joined with its unit.

use domain::search::intent::{ARTICLES, CONNECTING_WORDS};

/// A letter without its accent, for the Latin letters that occur in catalogues.
fn plain(c: char) -> &'static str {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => "o",
        'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ł' => "l",
        'š' | 'ś' => "s",
        'ž' | 'ź' | 'ż' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'α' => "alpha",
        'β' => "beta",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '¼' => ".25",
        '½' => ".5",
        '¾' => ".75",
        '″' => "in",
        _ => "",
    }
}

/// Characters that mean inches right after a digit, and quotation marks elsewhere.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Spaces that group digits: `1\u{a0}200`.
fn groups_digits(c: char) -> bool {
    matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Removes thousands separators: `1,200`, `1.200` and `1 200 mm` become `1200`. An ordinary space
/// groups digits only after a single one and before a unit: `90 900 mm` are two numbers.
fn without_thousands(text: &str) -> Vec<char> {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or(' ');
    let digits = |from: usize| chars.iter().skip(from).take_while(|c| c.is_ascii_digit()).count();
    let has_unit = |from: usize| {
        let rest: String = chars
            .iter()
            .skip(from)
            .skip_while(|c| c.is_whitespace())
            .take_while(|c| c.is_alphabetic())
            .collect();
        matches!(rest.to_lowercase().as_str(), "mm" | "m" | "cm" | "g" | "kg")
    };
    let mut out = Vec::with_capacity(chars.len());
    let mut i = 0;
    while i < chars.len() {
        let run = digits(i);
        if run == 0 {
            out.push(at(i));
            i += 1;
            continue;
        }
        let begins = i == 0 || !matches!(at(i - 1), '.' | ',') && !at(i - 1).is_alphanumeric();
        out.extend(chars.iter().skip(i).take(run));
        let leads = begins && run <= 3 && at(i) != '0';
        i += run;
        while leads
            && digits(i + 1) == 3
            && (groups_digits(at(i)) || at(i) == ' ' && run == 1 && has_unit(i + 4))
        {
            out.extend(chars.iter().skip(i + 1).take(3));
            i += 4;
        }
    }
    out
}

/// Unifies characters with several forms: full-width letters, inches as two primes or apostrophes,
/// quotation marks, and thousands.
fn plain_signs(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    let chars = without_thousands(&text.chars().map(narrow).collect::<String>());
    let at = |i: usize| chars.get(i).copied().unwrap_or(' ');
    let is_prime = |c: char| matches!(c, '\'' | '’' | '′');
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let after_digit = i > 0 && at(i - 1).is_ascii_digit();
        if after_digit && is_prime(at(i)) && is_prime(at(i + 1)) {
            out.push('″');
            i += 2;
            continue;
        }
        out.push(match at(i) {
            c if is_quote(c) && after_digit => '″',
            c if is_quote(c) => ' ',
            c => c,
        });
        i += 1;
    }
    out
}

/// The quoted phrases of a query, each as its words.
pub fn phrases(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    let mut before = ' ';
    for c in text.chars() {
        if is_quote(c) && !before.is_ascii_digit() {
            match open.take() {
                Some(phrase) => found.push(words(&phrase)),
                None => open = Some(String::new()),
            }
        } else if is_quote(c) && open.is_some() {
            // A digit before the closing quotation mark is part of the phrase.
            found.extend(open.take().map(|phrase| words(&phrase)));
        } else if let Some(phrase) = open.as_mut() {
            phrase.push(c);
        }
        before = c;
    }
    found.retain(|phrase| phrase.len() > 1);
    found
}

/// The words of a text. `8 inch`, `8″` and `8"` become `8in`; `203 mm` becomes `203mm` and `203`;
/// `f/7` becomes `f7`; `10×42` becomes `10x42`.
pub fn words(text: &str) -> Vec<String> {
    let mut flat = String::with_capacity(text.len());
    for c in plain_signs(text).chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => flat.push(c),
            '×' => flat.push('x'),
            '.' | ',' => flat.push('.'),
            '/' | '\'' | '’' | '-' | '‐' => {
                flat.push(if c == '-' || c == '‐' { ' ' } else { '\u{1}' })
            }
            other => match plain(other) {
                "" if other.is_alphanumeric() => flat.push(other),
                "" => flat.push(' '),
                known => flat.push_str(known),
            },
        }
    }
    let mut out: Vec<String> = Vec::new();
    let flat = flat.replace('\u{1}', "");
    for word in flat.split(' ').map(|w| w.trim_matches('.')).filter(|w| !w.is_empty()) {
        let unit = match word {
            "mm" | "in" | "kg" | "cm" | "nm" | "x" => Some(word),
            "inch" | "inches" | "zoll" | "pouce" | "pouces" | "tum" => Some("in"),
            _ => None,
        };
        if let (Some(unit), Some(last)) = (unit, out.last())
            && last.ends_with(|c: char| c.is_ascii_digit())
        {
            let joined = format!("{last}{unit}");
            out.push(joined);
        } else {
            out.push(word.to_owned());
            if let Some(number) = word
                .strip_suffix("mm")
                .filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            {
                out.push(number.to_owned());
            }
        }
    }
    out
}

/// The words of a query as typed: like [`words`], but a number with a unit counts once.
pub fn typed_words(text: &str) -> Vec<String> {
    let all = words(text);
    let swallowed = |i: usize, word: &str| {
        let joins = |other: &String| {
            other.len() > word.len()
                && other.starts_with(word)
                && !other[word.len()..].starts_with(|c: char| c.is_ascii_digit())
        };
        word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && (all.get(i + 1).is_some_and(joins) || (i > 0 && all.get(i - 1).is_some_and(joins)))
    };
    all.iter()
        .enumerate()
        .filter(|(i, word)| !swallowed(*i, word))
        .map(|(_, word)| word.clone())
        .collect()
}

/// Whether a word of a query does not count beside others.
pub fn is_connecting(word: &str) -> bool {
    CONNECTING_WORDS.contains(&word)
}

/// The significant words of a query.
pub fn query_words(text: &str) -> Vec<String> {
    let typed = typed_words(text);
    let kept: Vec<String> =
        typed.iter().filter(|word| !is_connecting(word)).take(8).cloned().collect();
    let is_only_connecting =
        kept.is_empty() && typed.iter().all(|word| !ARTICLES.contains(&word.as_str()));
    if is_only_connecting { typed.into_iter().take(8).collect() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::{phrases, query_words};

    #[test]
    fn notations_of_one_term_are_equal() {
        for (typed, words) in [
            ("8\" dobsonian", vec!["8in", "dobsonian"]),
            ("8” dobsonian", vec!["8in", "dobsonian"]),
            ("8'' dobsonian", vec!["8in", "dobsonian"]),
            ("8′′ dobsonian", vec!["8in", "dobsonian"]),
            ("8 inch dobsonian", vec!["8in", "dobsonian"]),
            ("9¼″", vec!["9.25in"]),
            ("\"red light\"", vec!["red", "light"]),
            ("“red light”", vec!["red", "light"]),
            ("„red light“", vec!["red", "light"]),
            ("«red light»", vec!["red", "light"]),
            ("ﬁnder", vec!["finder"]),
            ("ﬂattener", vec!["flattener"]),
            ("ＵＨＣ", vec!["uhc"]),
            ("1200 mm", vec!["1200mm"]),
            ("1 200 mm", vec!["1200mm"]),
            ("1,200 mm", vec!["1200mm"]),
            ("1.200 mm", vec!["1200mm"]),
            ("1\u{a0}200 mm", vec!["1200mm"]),
            ("1\u{202f}200mm", vec!["1200mm"]),
            ("f/7", vec!["f7"]),
            ("10×42", vec!["10x42"]),
            ("3.2 mm", vec!["3.2mm"]),
            ("70 900", vec!["70", "900"]),
            ("90 900 mm", vec!["90", "900mm"]),
            ("0.050", vec!["0.050"]),
            // Short words do not count beside others; articles never do.
            ("a book about the Moon", vec!["book", "moon"]),
            ("your", vec!["your"]),
            ("on the", vec![]),
            ("a", vec![]),
        ] {
            assert_eq!(query_words(typed), words, "{typed}");
        }
    }

    #[test]
    fn quotes_make_a_phrase_unless_they_are_inches() {
        for (typed, found) in [
            ("\"red light\"", vec![vec!["red", "light"]]),
            ("“red light” torch", vec![vec!["red", "light"]]),
            ("8\" dobsonian", vec![]),
            ("8\" \"red light\"", vec![vec!["red", "light"]]),
            ("\"10x50\"", vec![]),
            ("\"red light", vec![]),
            ("\"\"", vec![]),
        ] {
            assert_eq!(phrases(typed), found, "{typed}");
        }
    }
}

//! Text made comparable: lower case, without accents, with numbers and their units as one word.

/// The letter without its accent, for the Latin letters that catalogues use.
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
        '″' | '"' | '”' => "in",
        _ => "",
    }
}

/// The words of a text. `8 inch`, `8″` and `8"` give `8in`; `203 mm` gives `203mm` and `203`; `f/7` gives `f7`; `10×42` gives `10x42`.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut flat = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => flat.push(c),
            '×' => flat.push('x'),
            '.' | ',' => flat.push('.'),
            '/' | '\'' | '’' | '-' | '‐' => flat.push(if c == '-' || c == '‐' { ' ' } else { '\u{1}' }),
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
            if let Some(number) = word.strip_suffix("mm").filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())) {
                out.push(number.to_owned());
            }
        }
    }
    out
}

/// Words of a query: like [`words`], but a number that is followed by its unit counts once.
pub(super) fn query_words(text: &str) -> Vec<String> {
    let all = words(text);
    let swallowed = |i: usize, word: &str| {
        let joins = |other: &String| {
            other.len() > word.len() && other.starts_with(word) && !other[word.len()..].starts_with(|c: char| c.is_ascii_digit())
        };
        word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && (all.get(i + 1).is_some_and(joins) || (i > 0 && all.get(i - 1).is_some_and(joins)))
    };
    let kept = all.iter().enumerate().filter(|(i, word)| !swallowed(*i, word)).map(|(_, word)| word.clone());
    kept.filter(|word| !matches!(word.as_str(), "a" | "an" | "and" | "the" | "of" | "for" | "with" | "to" | "in")).take(8).collect()
}

/// Edit distance with neighbouring swaps (optimal string alignment), or none when it is above `most`.
pub(super) fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let width = b.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut row = vec![i + 1; width];
        for (j, cb) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, j) + usize::from(ca != cb)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            if i > 0 && j > 0 && a.get(i - 1) == Some(cb) && b.get(j - 1) == Some(ca) {
                best = best.min(at(&before, j - 1) + 1);
            }
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = best;
            }
        }
        if row.iter().min().is_some_and(|&least| least > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|&d| d <= most)
}

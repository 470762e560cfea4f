//! A pasted list of SKUs and quantities, a line each, as it is copied from a spreadsheet, a
//! delivery note or a scanner.

use super::MAX_UNITS;
use std::collections::HashMap;

/// The most lines of one list.
pub const MAX_LINES: usize = 5_000;

/// What the quantities of a list are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListKind {
    /// Units that came or went: more than zero.
    Units,
    /// Differences, with a sign.
    Differences,
    /// Counted units: zero or more. Such a list may have two more columns: the level that was
    /// shown when it was counted, and its version.
    Counted,
}

/// A line of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedLine {
    /// Its number, from 1.
    pub line: usize,
    /// Stock keeping unit.
    pub sku: String,
    /// The quantity.
    pub quantity: i64,
    /// The level shown at the time of counting, and its version.
    pub seen: Option<(i64, i64)>,
}

/// A line that cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// What is wrong with it.
    pub error: LineError,
}

/// A first line that looks like headings. If its first column is a SKU, it is a line without a
/// quantity; the list alone does not know this.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// The first column.
    pub sku: String,
    /// The line, if it is none of headings.
    pub line: BadLine,
}

/// What is wrong with a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineError {
    /// It has no SKU.
    NoSku,
    /// It has no quantity.
    NoQuantity,
    /// The quantity is not a whole number. A full stop or a comma in it could mean thousands or
    /// decimals, so such a number is refused.
    NotWhole(String),
    /// The quantity must be more than zero.
    NotPositive,
    /// The quantity must not be negative.
    Negative,
    /// The quantity is larger than a movement may be.
    TooLarge,
    /// The SKU is on an earlier line, too.
    Twice(usize),
    /// It has more columns than it should have.
    TooManyColumns,
    /// No variant has this SKU. The list alone does not know this.
    NoSuchSku,
    /// The level would be below zero; contains the level. The list alone does not know this.
    BelowZero(i64),
    /// Other units were booked since the level was shown. The list alone does not know this.
    Changed,
    /// A counted quantity without the level that was shown. The list alone does not know this.
    NotSeen,
}

/// The lines of a list, those that cannot be read, and a first line of headings, which has no digit
/// in the second column. Empty lines are ignored. The columns are separated by tabs,
/// semicolons, commas or spaces: the first of these that occurs in the list separates all its
/// lines.
#[must_use]
pub fn read_list(text: &str, kind: ListKind) -> (Vec<ListedLine>, Vec<BadLine>, Option<Heading>) {
    let text = text.trim_start_matches('\u{feff}');
    let separator = ['\t', ';', ','].into_iter().find(|separator| text.contains(*separator));
    let (mut lines, mut bad) = (Vec::new(), Vec::new());
    let mut first_of: HashMap<String, usize> = HashMap::new();
    let (mut is_first, mut heading) = (true, None);
    for (line, text) in (1..).zip(text.lines()) {
        // A tab at the beginning stands after an empty column.
        let text = text.trim_matches([' ', '\r']);
        if text.trim().is_empty() {
            continue;
        }
        let cells = cells(text, separator);
        if std::mem::replace(&mut is_first, false)
            && let [sku, quantity, ..] = cells.as_slice()
            && is_heading(quantity)
        {
            let error = LineError::NotWhole((*quantity).to_owned());
            let line = BadLine { line, text: text.to_owned(), error };
            heading = Some(Heading { sku: (*sku).to_owned(), line });
            continue;
        }
        match read_line(&cells, kind) {
            Ok((sku, quantity, seen)) => match first_of.get(&sku) {
                Some(first) => {
                    let error = LineError::Twice(*first);
                    bad.push(BadLine { line, text: text.to_owned(), error });
                }
                None => {
                    first_of.insert(sku.clone(), line);
                    lines.push(ListedLine { line, sku, quantity, seen });
                }
            },
            Err(error) => bad.push(BadLine { line, text: text.to_owned(), error }),
        }
    }
    (lines, bad, heading)
}

/// A column without quotation marks around it.
fn tidy(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell).trim()
}

/// The columns of a line, without quotation marks around them.
fn cells(text: &str, separator: Option<char>) -> Vec<&str> {
    match separator {
        Some(separator) => {
            let mut cells: Vec<&str> = text.split(separator).map(tidy).collect();
            // A spreadsheet copies empty columns, too.
            while cells.len() > 2 && cells.last().is_some_and(|cell| cell.is_empty()) {
                cells.pop();
            }
            cells
        }
        None => text.split_whitespace().map(tidy).collect(),
    }
}

fn is_heading(quantity: &str) -> bool {
    !quantity.is_empty() && !quantity.chars().any(|letter| letter.is_ascii_digit())
}

/// SKU, quantity, and what was seen.
type Read = (String, i64, Option<(i64, i64)>);

fn read_line(cells: &[&str], kind: ListKind) -> Result<Read, LineError> {
    let sku = cells.first().copied().filter(|sku| !sku.is_empty()).ok_or(LineError::NoSku)?;
    let quantity =
        cells.get(1).copied().filter(|cell| !cell.is_empty()).ok_or(LineError::NoQuantity)?;
    let quantity = whole(quantity)?;
    let seen = match (cells.get(2..).unwrap_or_default(), kind) {
        ([], _) => None,
        ([level, version], ListKind::Counted) => Some((whole(level)?, whole(version)?)),
        _ => return Err(LineError::TooManyColumns),
    };
    match kind {
        ListKind::Units if quantity <= 0 => Err(LineError::NotPositive),
        ListKind::Counted if quantity < 0 => Err(LineError::Negative),
        _ if quantity.abs() > MAX_UNITS => Err(LineError::TooLarge),
        _ => Ok((sku.to_owned(), quantity, seen)),
    }
}

/// A whole number, with a sign or without.
fn whole(text: &str) -> Result<i64, LineError> {
    let error = || LineError::NotWhole(text.to_owned());
    let (negative, digits) = match text.chars().next() {
        Some(sign @ ('-' | '−')) => (true, text.strip_prefix(sign).unwrap_or(text)),
        Some(sign @ '+') => (false, text.strip_prefix(sign).unwrap_or(text)),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(error());
    }
    if digits.trim_start_matches('0').len() > 15 {
        return Err(LineError::TooLarge);
    }
    let number: i64 = digits.parse().map_err(|_| error())?;
    Ok(if negative { -number } else { number })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The lines that can be read as `SKU=quantity`, and the numbers of those that cannot.
    fn read(text: &str, kind: ListKind) -> (String, Vec<usize>) {
        let (lines, bad, _) = read_list(text, kind);
        let lines: Vec<String> =
            lines.iter().map(|line| format!("{}={}", line.sku, line.quantity)).collect();
        (lines.join(" "), bad.iter().map(|line| line.line).collect())
    }

    #[test]
    fn separators_are_detected() {
        for text in [
            "A-1\t3\nB 2\t4",
            "\u{feff}A-1;3\r\nB 2;4\r\n",
            "\"A-1\",3\n\nB 2 , 4 ",
            "SKU\tQuantity\t\nA-1\t3\t\nB 2\t+4\t",
        ] {
            assert_eq!(read(text, ListKind::Units), ("A-1=3 B 2=4".to_owned(), vec![]), "{text:?}");
        }
        assert_eq!(read("A-1  3\nB-2 4", ListKind::Units), ("A-1=3 B-2=4".to_owned(), vec![]));
        assert_eq!(read(" \n\n", ListKind::Units), (String::new(), vec![]));
    }

    #[test]
    fn a_line_of_headings_is_told_apart() {
        let (lines, bad, heading) = read_list("SKU\tUnits\nA\t3", ListKind::Units);
        assert_eq!((lines.len(), bad.len()), (1, 0));
        let heading = heading.unwrap();
        assert_eq!((heading.sku.as_str(), heading.line.line), ("SKU", 1));
        assert_eq!(heading.line.error, LineError::NotWhole("Units".to_owned()));
        assert!(read_list("A\t3\nB\tsix", ListKind::Units).2.is_none());
    }

    #[test]
    fn each_bad_line_is_named() {
        use LineError as E;
        for (text, kind, error) in [
            ("A", ListKind::Units, E::NoQuantity),
            ("A\t", ListKind::Units, E::NoQuantity),
            ("\t3", ListKind::Units, E::NoSku),
            ("A\t1.000", ListKind::Units, E::NotWhole("1.000".to_owned())),
            ("A\t1,5", ListKind::Units, E::NotWhole("1,5".to_owned())),
            ("A\t3 pcs", ListKind::Units, E::NotWhole("3 pcs".to_owned())),
            ("A\t0", ListKind::Units, E::NotPositive),
            ("A\t-3", ListKind::Units, E::NotPositive),
            ("A\t-3", ListKind::Counted, E::Negative),
            ("A\t1000001", ListKind::Units, E::TooLarge),
            ("A\t-1000001", ListKind::Differences, E::TooLarge),
            ("A\t99999999999999999999", ListKind::Units, E::TooLarge),
            ("A\t3\t4", ListKind::Units, E::TooManyColumns),
            ("A\t3\t4", ListKind::Counted, E::TooManyColumns),
        ] {
            let (lines, bad, _) = read_list(&format!("B\t7\n{text}"), kind);
            assert_eq!(lines.len(), 1, "{text:?}");
            let bad: Vec<_> = bad.into_iter().map(|bad| (bad.line, bad.error)).collect();
            assert_eq!(bad, [(2, error)], "{text:?}");
        }
        let (lines, bad, _) = read_list("A\t1\nB\t2\nA\t3", ListKind::Units);
        assert_eq!(lines.len(), 2);
        assert_eq!(bad.first().unwrap().error, E::Twice(1));
    }

    #[test]
    fn a_count_has_the_level_that_was_seen() {
        let (lines, bad, _) = read_list("A\t3\t5\t2\nB\t0", ListKind::Counted);
        assert!(bad.is_empty());
        let seen: Vec<_> = lines.iter().map(|line| (line.quantity, line.seen)).collect();
        assert_eq!(seen, [(3, Some((5, 2))), (0, None)]);
        assert_eq!(read("A\t-4", ListKind::Differences), ("A=-4".to_owned(), vec![]));
    }
}

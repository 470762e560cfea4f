//! Exchange rates in a file or a feed: the shop's own format, and that of the European Central
//! Bank's `eurofxref-daily.xml`.

use domain::{
    Currency,
    pricing::rates::{Rates, RatesError, millionths},
};
use roxmltree::{Document, Node};
use time::{Date, format_description::well_known::Iso8601};

/// Exchange rates of a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DatedRates {
    /// The day.
    pub as_of: Date,
    /// Currencies with their rates per euro in millionths, without the euro. Each is there once.
    pub rates: Vec<(Currency, i64)>,
}

/// Why a file or a feed cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DocumentError {
    /// A file in the shop's own format.
    #[error(transparent)]
    File(#[from] RatesError),
    /// Not XML; contains the reason.
    #[error("it is not XML: {0}")]
    Xml(String),
    /// No day with rates.
    #[error("it has no <Cube time=\"…\"> with rates of a day")]
    NoDay,
    /// Rates of several days.
    #[error("it has rates of several days; use the file of one day, eurofxref-daily.xml")]
    SeveralDays,
    /// Not a day.
    #[error("the time {0:?} is not a day, such as 2026-11-20")]
    Day(String),
    /// An entry without currency or rate.
    #[error("an entry has no currency or no rate")]
    Entry,
    /// Not a currency.
    #[error("{0:?} is not a currency code")]
    Currency(String),
    /// Not a rate.
    #[error("the rate of {0} is {1:?}, and must be a number above zero with at most six decimals")]
    Rate(Currency, String),
    /// A currency with two rates.
    #[error("{0} has two rates")]
    Twice(Currency),
    /// No rate at all.
    #[error("it has no rates")]
    Empty,
}

/// Reads a file in either format: the one that begins with `<` is XML.
pub(super) fn read(text: &str) -> Result<DatedRates, DocumentError> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        return read_ecb(text);
    }
    let read = Rates::read(text)?;
    let as_of = read.as_of().ok_or(RatesError::Undated)?;
    let rates: Vec<_> = read.table().filter(|(code, _)| *code != Currency::EUR).collect();
    if rates.is_empty() { Err(DocumentError::Empty) } else { Ok(DatedRates { as_of, rates }) }
}

/// Reads the format of the European Central Bank. Document types are not read, so there are no
/// entities to expand.
pub(super) fn read_ecb(text: &str) -> Result<DatedRates, DocumentError> {
    let document = Document::parse(text.trim_start_matches('\u{feff}').trim_start())
        .map_err(|error| DocumentError::Xml(error.to_string()))?;
    let is_cube = |node: &Node<'_, '_>| node.tag_name().name() == "Cube";
    let mut days = document
        .descendants()
        .filter(is_cube)
        .filter_map(|node| Some((node, node.attribute("time")?)));
    let (cube, day) = days.next().ok_or(DocumentError::NoDay)?;
    if days.next().is_some() {
        return Err(DocumentError::SeveralDays);
    }
    let as_of = Date::parse(day, &Iso8601::DATE).map_err(|_| DocumentError::Day(day.to_owned()))?;
    let mut rates: Vec<(Currency, i64)> = Vec::new();
    for entry in cube.children().filter(is_cube) {
        let (Some(code), Some(text)) = (entry.attribute("currency"), entry.attribute("rate"))
        else {
            return Err(DocumentError::Entry);
        };
        let currency: Currency =
            code.parse().map_err(|_| DocumentError::Currency(code.to_owned()))?;
        let wrong = || DocumentError::Rate(currency, text.to_owned());
        let rate = millionths(text).ok_or_else(wrong)?;
        // The euro's rate for a euro says nothing, unless it is wrong.
        if currency == Currency::EUR {
            if rate != 1_000_000 {
                return Err(wrong());
            }
            continue;
        }
        if rates.iter().any(|(known, _)| *known == currency) {
            return Err(DocumentError::Twice(currency));
        }
        rates.push((currency, rate));
    }
    if rates.is_empty() { Err(DocumentError::Empty) } else { Ok(DatedRates { as_of, rates }) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use time::macros::date;

    /// The European Central Bank's file with these entries.
    fn ecb(day: &str, entries: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <gesmes:Envelope xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" \
             xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\">\n\
             <gesmes:subject>Reference rates</gesmes:subject>\n<gesmes:Sender>\n\
             <gesmes:name>European Central Bank</gesmes:name>\n</gesmes:Sender>\n\
             <Cube>\n<Cube time='{day}'>\n{entries}\n</Cube>\n</Cube>\n</gesmes:Envelope>"
        )
    }

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn both_formats_are_read() {
        let expected = DatedRates {
            as_of: date!(2026 - 11 - 20),
            rates: vec![(currency("USD"), 1_130_500), (currency("JPY"), 126_400_000)],
        };
        let entries =
            "<Cube currency='USD' rate='1.1305'/>\n<Cube currency=\"JPY\" rate=\"126.40\"/>";
        assert_eq!(read(&ecb("2026-11-20", entries)), Ok(expected.clone()));
        assert_eq!(
            read(&format!("\u{feff}\n{}", ecb("2026-11-20", entries))),
            Ok(expected.clone())
        );
        let own = "# own\nas-of,2026-11-20\nEUR,1\nUSD,1.1305\nJPY,126.4\n";
        assert_eq!(read(own), Ok(expected));
    }

    #[test]
    fn nonsense_is_refused_as_a_whole() {
        let good = "<Cube currency='USD' rate='1.1305'/>";
        let rate = |text: &str| DocumentError::Rate(currency("GBP"), text.to_owned());
        for (entry, error) in [
            ("<Cube currency='GBP' rate='0'/>", rate("0")),
            ("<Cube currency='GBP' rate='0.000000'/>", rate("0.000000")),
            ("<Cube currency='GBP' rate='-0.85'/>", rate("-0.85")),
            ("<Cube currency='GBP' rate='0,85'/>", rate("0,85")),
            ("<Cube currency='GBP' rate='N/A'/>", rate("N/A")),
            ("<Cube currency='GBP' rate='1e3'/>", rate("1e3")),
            ("<Cube currency='GBP' rate='NaN'/>", rate("NaN")),
            ("<Cube currency='GBP' rate=''/>", rate("")),
            ("<Cube currency='GBP' rate='12345678901'/>", rate("12345678901")),
            ("<Cube currency='GBP'/>", DocumentError::Entry),
            ("<Cube rate='1'/>", DocumentError::Entry),
            ("<Cube currency='pound' rate='1'/>", DocumentError::Currency("pound".to_owned())),
            ("<Cube currency='USD' rate='1.1305'/>", DocumentError::Twice(currency("USD"))),
            ("<Cube currency='EUR' rate='2'/>", DocumentError::Rate(Currency::EUR, "2".to_owned())),
        ] {
            let text = ecb("2026-11-20", &format!("{good}{entry}"));
            assert_eq!(read(&text), Err(error.clone()), "{entry}");
            assert_eq!(read_ecb(&text), Err(error), "{entry}");
        }
        for (day, error) in [
            ("yesterday", DocumentError::Day("yesterday".to_owned())),
            ("2026-02-30", DocumentError::Day("2026-02-30".to_owned())),
            ("", DocumentError::Day(String::new())),
        ] {
            assert_eq!(read(&ecb(day, good)), Err(error));
        }
        assert_eq!(read(&ecb("2026-11-20", "")), Err(DocumentError::Empty));
        assert_eq!(read("<Cube/>"), Err(DocumentError::NoDay));
        assert_eq!(
            read("<Cube><Cube time='2026-11-19'/><Cube time='2026-11-20'/></Cube>"),
            Err(DocumentError::SeveralDays)
        );
        assert!(matches!(read("<html><p>Moved</html>"), Err(DocumentError::Xml(_))));
        // Entities are a way to fill the memory.
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><Cube time='2026-11-20'>&a;</Cube>";
        assert!(matches!(read(bomb), Err(DocumentError::Xml(_))));
        assert!(matches!(read_ecb("as-of,2026-11-20\nUSD,1.1\n"), Err(DocumentError::Xml(_))));
        assert!(matches!(read(""), Err(DocumentError::File(RatesError::Undated))));
        assert_eq!(read("as-of,2026-11-20\n"), Err(DocumentError::Empty));
    }
}

//! Working days: public holidays by country, and days on which the seller does not dispatch. The
//! merchant maintains the table of holidays; this module parses it and computes the days of a year.

use std::{collections::BTreeSet, fmt};
use time::{Date, Duration, Month, Weekday};

/// The longest run of days off that is skipped, so that a wrong table cannot block a request.
const MAX_DAYS_OFF: u16 = 400;

/// When a holiday falls in a year.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Rule {
    /// Month and day.
    Fixed(u8, u8),
    /// Only these dates.
    Dates(Vec<Date>),
    /// Days after Easter Sunday; `true` for the Orthodox one.
    Easter(bool, i64),
    /// The first such weekday on or after this month and day.
    From(Weekday, u8, u8),
}

/// When a holiday on a weekend is observed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Observed {
    Nothing,
    /// On the next weekday that is not a holiday.
    Next,
    /// The same, for Sundays only.
    SundayNext,
    /// On Friday if it is a Saturday, on Monday if it is a Sunday.
    Nearest,
}

/// One row of the table.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Holiday {
    place: String,
    rule: Rule,
    /// The region works on this holiday of its country.
    works: bool,
    observed: Observed,
    years: (i32, i32),
}

/// Public holidays of countries and regions.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Holidays {
    rows: Vec<Holiday>,
    /// Places that observe all holidays of another country.
    like: Vec<(String, String)>,
    /// Regions with the prefixes of their postcodes.
    areas: Vec<(String, Vec<String>)>,
    /// Places with the last year whose dates are known.
    until: Vec<(String, i32)>,
}

/// An invalid line of the table, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HolidaysError(pub usize);

impl fmt::Display for HolidaysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {} is not country,rule,observed,years,name, such as GB,12-26,next,,Boxing Day",
            self.0
        )
    }
}

impl std::error::Error for HolidaysError {}

/// Whether a text has the form of a place in the table: `DE`, or `DE-SH` for a region.
#[must_use]
pub fn is_place(text: &str) -> bool {
    let (country, region) = text.split_once('-').unwrap_or((text, "A"));
    let capitals = |text: &str| text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    country.len() == 2
        && country.bytes().all(|b| b.is_ascii_uppercase())
        && (1..=3).contains(&region.len())
        && capitals(region)
}

fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// Parses a number of exactly `digits` digits.
fn number<T: std::str::FromStr>(text: &str, digits: usize) -> Option<T> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Parses `12-25`; 29 February is accepted.
fn month_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (number(month, 2)?, number(day, 2)?);
    date(2028, month, day).map(|_| (month, day))
}

/// `2026-12-25`
fn iso_date(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = month_day(rest)?;
    date(number(year, 4)?, month, day)
}

fn weekday(text: &str) -> Option<Weekday> {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
        .into_iter()
        .find(|day| day.to_string() == text)
}

/// Easter Sunday of the Western churches, in the Gregorian calendar (the "anonymous" algorithm).
#[must_use]
pub fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15).rem_euclid(30);
    let l = (32 + 2 * b.rem_euclid(4) + 2 * (c / 4) - h - c.rem_euclid(4)).rem_euclid(7);
    let n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
    date(year, u8::try_from(n / 31).ok()?, u8::try_from(n % 31 + 1).ok()?)
}

/// Easter Sunday of the Orthodox churches, in the Gregorian calendar.
#[must_use]
pub fn orthodox_easter(year: i32) -> Option<Date> {
    let d = (19 * year.rem_euclid(19) + 15).rem_euclid(30);
    let e = (2 * year.rem_euclid(4) + 4 * year.rem_euclid(7) - d + 34).rem_euclid(7);
    let n = d + e + 114;
    let julian = date(year, u8::try_from(n / 31).ok()?, u8::try_from(n % 31 + 1).ok()?)?;
    let behind = year.div_euclid(100) - year.div_euclid(400) - 2;
    julian.checked_add(Duration::days(i64::from(behind)))
}

impl Rule {
    fn read(text: &str) -> Option<Self> {
        let offset = |text: &str| -> Option<i64> {
            let (sign, days) = text
                .strip_prefix('+')
                .map(|days| (1, days))
                .or_else(|| text.strip_prefix('-').map(|days| (-1, days)))?;
            let days: i64 = number(days, days.len())?;
            (0..=100).contains(&days).then_some(sign * days)
        };
        if let Some(days) = text.strip_prefix("easter") {
            return Some(Self::Easter(false, offset(days)?));
        }
        if let Some(days) = text.strip_prefix("orthodox") {
            return Some(Self::Easter(true, offset(days)?));
        }
        if let Some((day, from)) = text.split_once(" from ") {
            let (month, first) = month_day(from)?;
            return Some(Self::From(weekday(day)?, month, first));
        }
        if let Some((month, day)) = month_day(text) {
            return Some(Self::Fixed(month, day));
        }
        text.split(' ').map(iso_date).collect::<Option<Vec<_>>>().map(Self::Dates)
    }

    fn days(&self, year: i32) -> Vec<Date> {
        match self {
            Self::Fixed(month, day) => date(year, *month, *day).into_iter().collect(),
            Self::Dates(dates) => {
                dates.iter().copied().filter(|date| date.year() == year).collect()
            }
            Self::Easter(orthodox, days) => {
                let sunday = if *orthodox { orthodox_easter(year) } else { easter(year) };
                sunday
                    .and_then(|sunday| sunday.checked_add(Duration::days(*days)))
                    .into_iter()
                    .collect()
            }
            Self::From(weekday, month, day) => {
                let first = date(year, *month, *day);
                let ahead = |first: Date| {
                    (7 + weekday.number_days_from_monday()
                        - first.weekday().number_days_from_monday())
                        % 7
                };
                first
                    .and_then(|first| first.checked_add(Duration::days(ahead(first).into())))
                    .into_iter()
                    .collect()
            }
        }
    }
}

impl Holidays {
    /// Parses the table: lines of `country,rule,observed,years,name`. Empty lines, lines beginning
    /// with `#` and the header are skipped.
    ///
    /// # Errors
    /// The first invalid line.
    pub fn read(text: &str) -> Result<Self, HolidaysError> {
        let mut table = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') || line.starts_with("country,") {
                continue;
            }
            table.add(line).ok_or(HolidaysError(number))?;
        }
        Ok(table)
    }

    fn add(&mut self, line: &str) -> Option<()> {
        let mut fields = line.splitn(5, ',').map(str::trim);
        let place = fields.next().filter(|place| is_place(place))?.to_owned();
        let rule = fields.next()?;
        let observed = match fields.next()? {
            "" => Observed::Nothing,
            "next" => Observed::Next,
            "sunday" => Observed::SundayNext,
            "nearest" => Observed::Nearest,
            _ => return None,
        };
        let years = fields.next()?;
        fields.next()?;
        if rule == "until" {
            self.until.push((place, number(years, 4)?));
            return Some(());
        }
        if let Some(areas) = rule.strip_prefix("postcodes ") {
            let areas: Vec<String> = areas.split_whitespace().map(ToOwned::to_owned).collect();
            let letters = !areas.is_empty()
                && areas.iter().all(|area| area.bytes().all(|b| b.is_ascii_uppercase()));
            self.areas.push((place, areas));
            return letters.then_some(());
        }
        if let Some(country) = rule.strip_prefix("as ") {
            self.like.push((place, country.to_owned()));
            return is_place(country).then_some(());
        }
        let (first, last) = if years.is_empty() { ("", "") } else { years.split_once('-')? };
        let year =
            |text: &str, open: i32| if text.is_empty() { Some(open) } else { number(text, 4) };
        let years = (year(first, i32::MIN)?, year(last, i32::MAX)?);
        let (rule, works) = rule.strip_prefix("not ").map_or((rule, false), |rule| (rule, true));
        self.rows.push(Holiday { place, rule: Rule::read(rule)?, works, observed, years });
        Some(())
    }

    /// The region with holidays of its own that a postcode belongs to, by its prefix; otherwise the
    /// country.
    #[must_use]
    pub fn place<'a>(&'a self, country: &'a str, postcode: &str) -> &'a str {
        let area: String = postcode
            .trim_start()
            .chars()
            .map_while(|c| c.is_ascii_alphabetic().then(|| c.to_ascii_uppercase()))
            .collect();
        let of_country = |place: &str| place.split_once('-').is_some_and(|(of, _)| of == country);
        let found =
            self.areas.iter().find(|(place, areas)| of_country(place) && areas.contains(&area));
        found.map_or(country, |(place, _)| place)
    }

    /// The holidays of a country, or of a region and its country, in a year, including those on
    /// weekends.
    #[must_use]
    pub fn of(&self, place: &str, year: i32) -> BTreeSet<Date> {
        let country = place.split('-').next().unwrap_or(place);
        let like =
            self.like.iter().find(|(place, _)| place == country).map_or(country, |(_, like)| like);
        let (mut days, mut worked) = (Vec::new(), BTreeSet::new());
        // A substitute may fall in the year before or after.
        for row in
            self.rows.iter().filter(|row| [place, country, like].contains(&row.place.as_str()))
        {
            for year in [year - 1, year, year + 1] {
                if !(row.years.0..=row.years.1).contains(&year) {
                    continue;
                }
                if row.works {
                    worked.extend(row.rule.days(year));
                } else {
                    days.extend(row.rule.days(year).into_iter().map(|day| (day, row.observed)));
                }
            }
        }
        days.retain(|(day, _)| !worked.contains(day));
        days.sort_by_key(|(day, _)| *day);
        let mut all: BTreeSet<Date> = days.iter().map(|(day, _)| *day).collect();
        for (day, observed) in days {
            let substitute = match (observed, day.weekday()) {
                (Observed::Next, Weekday::Saturday | Weekday::Sunday)
                | (Observed::SundayNext, Weekday::Sunday) => {
                    next_where(day, |day| !is_weekend(day) && !all.contains(&day))
                }
                (Observed::Nearest, Weekday::Saturday) => day.previous_day(),
                (Observed::Nearest, Weekday::Sunday) => day.next_day(),
                _ => None,
            };
            all.extend(substitute);
        }
        all.retain(|day| day.year() == year);
        all
    }

    /// Places whose dates are not known for the whole of a year, with the last year that is known.
    pub fn unknown_in(&self, year: i32) -> impl Iterator<Item = (&str, i32)> {
        self.until
            .iter()
            .filter(move |(_, last)| *last < year)
            .map(|(place, last)| (place.as_str(), *last))
    }

    /// The last day until which the dates of all places are known; `None` if all holidays follow
    /// rules.
    #[must_use]
    pub fn known_until(&self) -> Option<Date> {
        self.until.iter().map(|(_, last)| *last).min().and_then(|year| date(year, 12, 31))
    }

    /// Whether the table has this country or region.
    #[must_use]
    pub fn knows(&self, place: &str) -> bool {
        self.rows.iter().any(|row| row.place == place)
            || self.like.iter().any(|(like, _)| like == place)
    }
}

/// The default cut-off hour: orders before it are dispatched on the same working day.
const CUT_OFF: u8 = 14;

/// A day without dispatch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClosedDay {
    /// From the first to the last date.
    Dates(Date, Date),
    /// Every year on this month and day.
    Yearly(u8, u8),
}

impl ClosedDay {
    /// Reads `2026-12-31`, `2027-08-02..2027-08-13` or, for every year, `12-24`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((month, day)) = month_day(text) {
            return Some(Self::Yearly(month, day));
        }
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last) = (iso_date(first)?, iso_date(last)?);
        (first <= last && last - first < Duration::days(MAX_DAYS_OFF.into()))
            .then_some(Self::Dates(first, last))
    }

    /// Whether a date is covered.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        match self {
            Self::Dates(first, last) => (*first..=*last).contains(&day),
            Self::Yearly(month, date) => (u8::from(day.month()), day.day()) == (*month, *date),
        }
    }
}

/// As [`ClosedDay::read`] reads it.
impl fmt::Display for ClosedDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let iso =
            |day: &Date| format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day());
        match self {
            Self::Dates(first, last) if first == last => f.write_str(&iso(first)),
            Self::Dates(first, last) => write!(f, "{}..{}", iso(first), iso(last)),
            Self::Yearly(month, day) => write!(f, "{month:02}-{day:02}"),
        }
    }
}

/// The days that count between the seller and a country. The default knows only weekends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Calendar {
    /// Holidays at the place of dispatch.
    dispatch: BTreeSet<Date>,
    /// Holidays at the destination.
    arrival: BTreeSet<Date>,
    closed: Vec<ClosedDay>,
    cut_off: u8,
}

impl Default for Calendar {
    /// No holidays, and the default cut-off hour.
    fn default() -> Self {
        Self {
            dispatch: BTreeSet::new(),
            arrival: BTreeSet::new(),
            closed: Vec::new(),
            cut_off: CUT_OFF,
        }
    }
}

impl Calendar {
    /// The calendar for parcels from a place (`DE-SH`) to a country, for orders around a date.
    #[must_use]
    pub fn new(
        holidays: &Holidays,
        closed: &[ClosedDay],
        from: &str,
        to: &str,
        around: Date,
    ) -> Self {
        let of = |place: &str| {
            let mut days = holidays.of(place, around.year());
            days.extend(holidays.of(place, around.year() + 1));
            days
        };
        let dispatch = of(from);
        let arrival = if from == to { dispatch.clone() } else { of(to) };
        Self { dispatch, arrival, closed: closed.to_vec(), cut_off: CUT_OFF }
    }

    /// Sets the cut-off hour.
    #[must_use]
    pub fn with_cut_off(self, hour: u8) -> Self {
        Self { cut_off: hour, ..self }
    }

    /// The cut-off hour: orders before it are dispatched on the same working day.
    #[must_use]
    pub fn cut_off(&self) -> u8 {
        self.cut_off
    }

    /// Whether parcels are dispatched on a day.
    #[must_use]
    pub fn leaves(&self, day: Date) -> bool {
        !is_weekend(day)
            && !self.dispatch.contains(&day)
            && !self.closed.iter().any(|closed| closed.holds(day))
    }

    /// Whether a day counts as transit time: a working day at both ends.
    #[must_use]
    pub fn travels(&self, day: Date) -> bool {
        !is_weekend(day) && !self.dispatch.contains(&day) && !self.arrival.contains(&day)
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The first day after `day` for which `is` holds; `None` if there is none within [`MAX_DAYS_OFF`]
/// days.
pub(crate) fn next_where(day: Date, is: impl Fn(Date) -> bool) -> Option<Date> {
    let mut day = day;
    for _ in 0..MAX_DAYS_OFF {
        day = day.next_day()?;
        if is(day) {
            return Some(day);
        }
    }
    None
}

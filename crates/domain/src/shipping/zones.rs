//! Shipping zones, and the countries that the shop delivers to.

use crate::customers::{
    country::{self, COUNTRIES, Country},
    postcode::{begins_with, significant},
};
use std::fmt;

/// Maximum length of a zone's key.
const MAX_KEY: usize = 16;

/// A shipping zone, by its key in the merchant's tables: at most 16 of `a` to `z`, `0` to `9` and
/// `-`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone {
    /// Filled up with zeros.
    key: [u8; MAX_KEY],
}

impl Zone {
    /// The zone with this key; `None` if no zone can have it.
    #[must_use]
    pub fn from_key(text: &str) -> Option<Self> {
        let is_sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if text.is_empty() || !text.bytes().all(is_sign) {
            return None;
        }
        let mut key = [0; MAX_KEY];
        key.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self { key })
    }

    /// Its key in tables.
    #[must_use]
    pub fn key(&self) -> &str {
        // Only ASCII characters are parsed, so these are always text.
        std::str::from_utf8(&self.key).unwrap_or_default().trim_end_matches('\0')
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Zone").field(&self.key()).finish()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// A zone with its title.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ZoneEntry {
    /// The zone.
    pub zone: Zone,
    /// Its title on the delivery page. `{dispatch-country}` is the country of dispatch.
    pub title: String,
}

/// A country or a part of it, and its zone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Its zone.
    pub zone: Zone,
    /// The country.
    pub country: &'static Country,
    /// What postcodes there begin with, see [`is_prefix`]; empty for the rest of the country.
    pub prefix: String,
}

/// Whether postcodes can begin with a text: capital letters and digits.
#[must_use]
pub fn is_prefix(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

impl Place {
    /// Whether a postcode can be in both, which are in different zones.
    fn contradicts(&self, other: &Self) -> bool {
        self.country.code == other.country.code
            && self.zone != other.zone
            // A part has precedence over the rest.
            && self.prefix.is_empty() == other.prefix.is_empty()
            && (self.prefix.starts_with(other.prefix.as_str())
                || other.prefix.starts_with(self.prefix.as_str()))
    }
}

/// An invalid table of zones. Lines are counted from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ZonesError {
    /// A line that is neither a zone nor a place.
    Line(usize),
    /// A line repeats the key of a zone.
    ZoneTwice(usize, Zone),
    /// A place in a zone that the table does not have.
    UnknownZone(usize, Zone),
    /// A line and an earlier one have the same postcodes in different zones.
    Overlap(usize, usize),
    /// A part of a country that has no zone itself.
    NoZone(usize, &'static str),
    /// No country at all.
    Empty,
}

impl fmt::Display for ZonesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(
                f,
                "line {line} is neither a zone with key and title, such as \
                 zone,eu,Rest of the EU, nor a place in a zone, such as place,eu,FR or, with the \
                 beginnings of postcodes, place,world,FR,97 984"
            ),
            Self::ZoneTwice(line, zone) => {
                write!(f, "line {line} repeats the key of the zone `{zone}`")
            }
            Self::UnknownZone(line, zone) => write!(
                f,
                "line {line} is in the zone `{zone}`, which the table does not have: add a line \
                 such as zone,{zone},Title"
            ),
            Self::Overlap(line, earlier) => write!(
                f,
                "line {line} has postcodes that are in another zone by line {earlier}: a postcode \
                 can be in one zone only"
            ),
            Self::NoZone(line, country) => write!(
                f,
                "line {line} is a part of {country}, which has no zone itself: add a line without \
                 postcodes for the rest of the country"
            ),
            Self::Empty => f.write_str(
                "the table has no country, so nothing could be delivered: add lines such as \
                 zone,home,Germany and place,home,DE",
            ),
        }
    }
}

impl std::error::Error for ZonesError {}

/// One line of the table.
enum Line<'a> {
    Zone(Zone, &'a str),
    /// With the beginnings of its postcodes; none for a whole country.
    Place(Zone, &'static Country, Vec<&'a str>),
}

fn read_line(line: &str) -> Option<Line<'_>> {
    let (kind, rest) = line.split_once(',')?;
    let (key, rest) = rest.split_once(',')?;
    let (zone, rest) = (Zone::from_key(key.trim())?, rest.trim());
    match kind.trim() {
        "zone" if !rest.is_empty() => Some(Line::Zone(zone, rest)),
        "place" => {
            let (country, prefixes) = rest.split_once(',').unwrap_or((rest, ""));
            let prefixes: Vec<&str> = prefixes.split_whitespace().collect();
            if !prefixes.iter().all(|text| is_prefix(text)) {
                return None;
            }
            Some(Line::Place(zone, country::by_code(country.trim())?, prefixes))
        }
        _ => None,
    }
}

/// A merchant's zones, and the countries that the shop delivers to: those that have a zone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Zones {
    entries: Vec<ZoneEntry>,
    places: Vec<Place>,
    countries: Vec<&'static Country>,
}

impl Zones {
    /// Parses a table: `zone,eu,Rest of the EU`, `place,eu,FR` or `place,world,FR,97 984` on each
    /// line. Empty lines and those beginning with `#` are ignored.
    ///
    /// # Errors
    /// The first invalid line, or none with a country.
    pub fn read(text: &str) -> Result<Self, ZonesError> {
        let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line.trim()));
        let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let (mut entries, mut places) = (Vec::new(), Vec::new());
        for (number, line) in lines {
            match read_line(line).ok_or(ZonesError::Line(number))? {
                Line::Zone(zone, title) => {
                    entries.push((number, ZoneEntry { zone, title: title.to_owned() }));
                }
                Line::Place(zone, country, prefixes) => {
                    let rest = prefixes.is_empty().then_some("");
                    let prefixes = prefixes.into_iter().chain(rest).map(str::to_owned);
                    places.extend(prefixes.map(|prefix| (number, Place { zone, country, prefix })));
                }
            }
        }
        Self::build(entries, places)
    }

    /// A table of these zones, in order, and places.
    ///
    /// # Errors
    /// If they do not fit together. The lines of the error count zones and places each from 1.
    pub fn new(entries: Vec<ZoneEntry>, places: Vec<Place>) -> Result<Self, ZonesError> {
        let numbered = (1_usize..).zip(entries).collect();
        Self::build(numbered, (1_usize..).zip(places).collect())
    }

    /// Checks zones and places with their numbers.
    fn build(
        numbered: Vec<(usize, ZoneEntry)>,
        placed: Vec<(usize, Place)>,
    ) -> Result<Self, ZonesError> {
        let mut entries: Vec<ZoneEntry> = Vec::new();
        for (number, entry) in numbered {
            if has(&entries, entry.zone) {
                return Err(ZonesError::ZoneTwice(number, entry.zone));
            }
            entries.push(entry);
        }
        let mut places: Vec<(usize, Place)> = Vec::new();
        for (number, place) in placed {
            if !has(&entries, place.zone) {
                return Err(ZonesError::UnknownZone(number, place.zone));
            }
            if let Some((earlier, _)) = places.iter().find(|(_, p)| p.contradicts(&place)) {
                return Err(ZonesError::Overlap(number, *earlier));
            }
            if !places.iter().any(|(_, known)| *known == place) {
                places.push((number, place));
            }
        }
        let is_rest_of = |country: &Country| {
            let is_rest = |place: &Place| place.prefix.is_empty();
            places.iter().any(|(_, place)| place.country.code == country.code && is_rest(place))
        };
        if let Some((number, part)) = places.iter().find(|(_, place)| !is_rest_of(place.country)) {
            return Err(ZonesError::NoZone(*number, part.country.code));
        }
        let countries: Vec<&'static Country> =
            COUNTRIES.iter().filter(|country| is_rest_of(country)).collect();
        if countries.is_empty() {
            return Err(ZonesError::Empty);
        }
        let places = places.into_iter().map(|(_, place)| place).collect();
        Ok(Self { entries, places, countries })
    }

    /// The zones in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &ZoneEntry> {
        self.entries.iter()
    }

    /// Countries and parts of countries with their zones, in the order of the table.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.places.iter()
    }

    /// Whether the table has a zone.
    #[must_use]
    pub fn has(&self, zone: Zone) -> bool {
        has(&self.entries, zone)
    }

    /// The countries that the shop delivers to, by name.
    #[must_use]
    pub fn countries(&self) -> &[&'static Country] {
        &self.countries
    }

    /// The country with an ISO code, in any case, if the shop delivers to it.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&'static Country> {
        self.countries.iter().copied().find(|country| country.code.eq_ignore_ascii_case(code))
    }

    /// The zone of a postcode in a country, which may be empty while unknown; `None` if the shop
    /// does not deliver to the country.
    #[must_use]
    pub fn zone_at(&self, country: &Country, postcode: &str) -> Option<Zone> {
        let bare = significant(postcode);
        let is_there = |place: &Place| {
            place.prefix.is_empty() || begins_with(&bare, country.code, &place.prefix)
        };
        self.places
            .iter()
            .filter(|place| place.country.code == country.code && is_there(place))
            .max_by_key(|place| place.prefix.len())
            .map(|place| place.zone)
    }
}

/// The table as it is read by [`Zones::read`].
impl fmt::Display for Zones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.entries {
            writeln!(f, "zone,{},{}", entry.zone, entry.title)?;
        }
        for Place { zone, country, prefix } in &self.places {
            let comma = if prefix.is_empty() { "" } else { "," };
            writeln!(f, "place,{zone},{}{comma}{prefix}", country.code)?;
        }
        Ok(())
    }
}

fn has(entries: &[ZoneEntry], zone: Zone) -> bool {
    entries.iter().any(|entry| entry.zone == zone)
}

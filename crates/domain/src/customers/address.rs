//! Addresses as customers type them.

use crate::{
    checkout::{FieldError, check_field},
    customers::{
        address_form::{Form, RegionKind},
        country,
    },
    text::{plain, tidy},
};
use serde::{Deserialize, Serialize};

/// A postal address as typed, with tidied white space.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// First and last name, in one field as people write it.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Flat, floor, company; may be empty.
    pub extra: String,
    /// Postal code; empty where a country has none.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// State or province, where the country needs one.
    pub region: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// A postcode in the form of the country; an invalid one is not changed.
#[must_use]
pub fn postcode_form(text: &str, country_code: &str) -> String {
    Form::of(country_code).postcode(text).unwrap_or_else(|| plain(text).to_uppercase())
}

impl Address {
    /// The address with tidied white space, the country code in capitals, the postcode in the
    /// country's form, and a listed region by its code. If the country has no regions, a region
    /// typed for another country is dropped.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let country = tidy(&self.country).to_uppercase();
        let form = Form::of(&country);
        let (mut city, mut region) = (tidy(&self.city), tidy(&self.region));
        if country::by_code(&country).is_some() && form.region == RegionKind::None {
            region.clear();
        }
        if city.is_empty() {
            form.only_city.clone_into(&mut city);
        }
        Self {
            name: tidy(&self.name),
            street: tidy(&self.street),
            extra: tidy(&self.extra),
            postcode: postcode_form(&self.postcode, &country),
            city,
            region: form.find_region(&region).map_or(region, |region| region.code.to_owned()),
            country,
        }
    }

    /// Name and value of each field, in the order of the form.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 7] {
        [
            ("country", &self.country),
            ("name", &self.name),
            ("street", &self.street),
            ("extra", &self.extra),
            ("postcode", &self.postcode),
            ("city", &self.city),
            ("region", &self.region),
        ]
    }

    /// The invalid fields, in the order of the form.
    #[must_use]
    pub fn problems(&self) -> Vec<FieldError> {
        let check = |(name, value): (&str, &str)| {
            Some(FieldError {
                problem: check_field(name, value, &self.country)?,
                field: name.to_owned(),
            })
        };
        self.fields().into_iter().filter_map(check).collect()
    }

    /// The lines as printed on a parcel, the country's name last.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = lay_out(Form::of(&self.country), self);
        let country =
            country::by_code(&self.country).map_or(self.country.as_str(), |country| country.name);
        if !country.is_empty() {
            lines.push(country.to_owned());
        }
        lines
    }
}

/// The lines of an address in its country's layout, without the country's name.
fn lay_out(form: &Form, address: &Address) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    let (mut between, mut hard) = (String::new(), false);
    let mut signs = form.layout.chars();
    while let Some(sign) = signs.next() {
        if sign != '%' {
            hard |= sign == '|';
            between.push(sign);
            continue;
        }
        let part = match signs.next() {
            Some('N') => &address.name,
            Some('A') => &address.street,
            Some('E') => &address.extra,
            Some('Z') => &address.postcode,
            Some('C') => &address.city,
            // If city and region are the same, print them once, unless the postal service wants
            // both.
            Some('S')
                if form.region_needed() || !address.region.eq_ignore_ascii_case(&address.city) =>
            {
                &address.region
            }
            _ => "",
        };
        if !part.is_empty() {
            if hard || between.contains('^') {
                lines.push(std::mem::take(&mut line));
            } else if !line.is_empty() {
                line.push_str(&between);
            }
            line.push_str(part);
            hard = false;
        }
        between.clear();
    }
    lines.push(line);
    lines.retain(|line| !line.is_empty());
    lines
}

//! The list of countries; on the server.

use domain::customers::{
    address_form::{Form, RegionKind},
    country::Country,
};
use leptos::prelude::*;

/// The countries with delivery, provided for each page.
#[derive(Clone)]
pub struct Countries(pub Vec<&'static Country>);

/// The countries to choose from; each says whether its addresses have a region and a postcode,
/// which determines the visible fields.
pub(super) fn country_options(chosen: &str) -> impl IntoView + use<> {
    let option = |country: &'static Country| {
        let form = Form::of(country.code);
        let region = (form.region != RegionKind::None).then_some("");
        let none = (!form.has_postcode).then_some("");
        let chosen = country.code.eq_ignore_ascii_case(chosen);
        view! {
            <option value=country.code selected=chosen data-region=region data-no-postcode=none>
                {country.name}
            </option>
        }
    };
    let countries = use_context::<Countries>().map(|countries| countries.0).unwrap_or_default();
    countries.into_iter().map(option).collect::<Vec<_>>()
}

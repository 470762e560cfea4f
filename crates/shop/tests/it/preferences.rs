//! The currency and the country that shoppers choose.

use shop::customers::preferences::{ChooseError, SetPreferences, choose};
use testing::{Bench, on_both};

on_both!(choices_are_valid_together_or_refused);
async fn choices_are_valid_together_or_refused(bench: &Bench) {
    use ChooseError::{NoSuchCountry, NoSuchCurrency};
    for (currency, country, expected) in [
        (None, None, Ok((None, None))),
        (Some("JPY"), None, Ok((Some("JPY"), None))),
        (None, Some("ch"), Ok((None, Some("CH")))),
        (Some("USD"), Some("US"), Ok((Some("USD"), Some("US")))),
        (Some("XXX"), Some("ZZ"), Err(NoSuchCurrency)),
        (Some(""), None, Err(NoSuchCurrency)),
        (Some("EUR"), Some("ZZ"), Err(NoSuchCountry)),
        (Some("EUR"), Some("AQ"), Err(NoSuchCountry)),
        (None, Some(""), Err(NoSuchCountry)),
    ] {
        let chosen = choose(&bench.shop, SetPreferences { currency, country });
        let chosen = chosen.map(|chosen| {
            (chosen.currency.map(|c| c.code().to_owned()), chosen.country.map(|c| c.code))
        });
        let expected = expected
            .map(|(currency, country): (Option<&str>, _)| (currency.map(str::to_owned), country));
        assert_eq!(chosen, expected, "{currency:?} {country:?}");
    }
}

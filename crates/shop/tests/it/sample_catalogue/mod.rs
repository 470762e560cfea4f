//! The sample catalogue, which is one merchant's data: checks that it is complete and plausible. No
//! other test uses it.

mod browse;
mod calculator;
mod cards;
mod content;
mod fit;
mod search;
mod upgraded;
mod whole;

use views::catalogue::CardSpec;

/// The value of a key specification, without the words that a card adds.
fn card_spec(spec: &CardSpec) -> &str {
    match spec {
        CardSpec::Plain(value)
        | CardSpec::Carries(value)
        | CardSpec::Fits(value)
        | CardSpec::Filter(value)
        | CardSpec::Pages(value) => value,
        CardSpec::SunOnly => "",
    }
}

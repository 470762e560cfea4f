//! The sample catalogue, which is one merchant's data: checks that it is complete and plausible. No
//! other test uses it.

mod browse;
mod calculator;
mod cards;
mod content;
mod fit;
mod search;
mod whole;

use views::catalogue::CardSpec;

/// A key specification as a card shows it.
fn card_spec(spec: &CardSpec) -> String {
    match spec {
        CardSpec::Plain(text) => text.clone(),
        CardSpec::Carries(weight) => format!("carries {weight}"),
        CardSpec::Fits(span) => format!("fits {span}"),
        CardSpec::Filter(kind) => format!("{kind} filter"),
        CardSpec::Pages(pages) => format!("{pages} pages"),
        CardSpec::SunOnly => "Sun only".to_owned(),
    }
}

//! The key specifications of a card as text.

use views::catalogue::CardSpec;

/// "carries 20 kg · Goto equatorial"; empty if there are none.
pub fn line(specs: &[CardSpec]) -> String {
    specs.iter().map(text).collect::<Vec<_>>().join(" · ")
}

fn text(spec: &CardSpec) -> String {
    match spec {
        CardSpec::Plain(text) => text.clone(),
        CardSpec::Carries(weight) => t!("card-carries", weight = weight.as_str()),
        CardSpec::Fits(span) => t!("card-fits", span = span.as_str()),
        CardSpec::Filter(kind) => t!("card-filter", kind = kind.as_str()),
        CardSpec::Pages(pages) if pages == "1" => t!("card-page").to_owned(),
        CardSpec::Pages(pages) => t!("card-pages", pages = pages.as_str()),
        CardSpec::SunOnly => t!("card-sun-only").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specifications_say_what_they_are() {
        let text = |text: &str| text.to_owned();
        for (specs, shown) in [
            (vec![], ""),
            (
                vec![CardSpec::Carries(text("20\u{a0}kg")), CardSpec::Plain(text("Goto"))],
                "carries 20\u{a0}kg · Goto",
            ),
            (
                vec![CardSpec::Filter(text("Solar")), CardSpec::Fits(text("225–240\u{a0}mm"))],
                "Solar filter · fits 225–240\u{a0}mm",
            ),
            (vec![CardSpec::Pages(text("224"))], "224 pages"),
            (vec![CardSpec::Pages(text("1"))], "1 page"),
            (vec![CardSpec::SunOnly], "Sun only"),
        ] {
            assert_eq!(line(&specs), shown);
        }
    }
}

//! The key specifications of a card as text.

/// "carries 20 kg · Goto equatorial"; empty if there are none.
pub fn line(specs: &[String]) -> String {
    specs.join(" · ")
}

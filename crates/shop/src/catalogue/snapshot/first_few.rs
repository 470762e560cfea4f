//! Keys of rows in a warning.

/// How many are named.
const NAMED: usize = 5;

/// The first few keys: every server warns of all rows at once at each full load, in a line that
/// does not grow with the catalogue.
pub fn first_few<'a>(keys: impl IntoIterator<Item = &'a str>) -> String {
    let mut keys = keys.into_iter();
    let mut text = keys.by_ref().take(NAMED).collect::<Vec<_>>().join(", ");
    if keys.next().is_some() {
        text.push_str(", …");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::first_few;

    #[test]
    fn at_most_five_are_named() {
        for (keys, text) in [
            (&["a"][..], "a"),
            (&["a", "b", "c", "d", "e"], "a, b, c, d, e"),
            (&["a", "b", "c", "d", "e", "f", "g"], "a, b, c, d, e, …"),
        ] {
            assert_eq!(first_few(keys.iter().copied()), text);
        }
    }
}

//! Finds the word that was probably meant by a mistyped one.

use strsim::osa_distance;

/// How much of a candidate was typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Extent {
    /// All of it.
    Whole,
    /// Its beginning.
    Beginning,
}

/// The number of typing errors allowed in a word of this length: one from four letters on, two from
/// eight.
pub(crate) fn slips(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The candidate nearest to the typed word, with at most `slips` typing errors. Of equally near
/// ones, the one of the lowest rank, then the alphabetically first. Numbers are never corrected.
pub(crate) fn nearest<'a, R: Ord>(
    typed: &str,
    candidates: impl Iterator<Item = (&'a str, R)>,
    part: Extent,
    slips: usize,
) -> Option<&'a str> {
    if slips == 0 || typed.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let near = candidates
        .filter_map(|(word, rank)| Some((distance(typed, word, part, slips)?, rank, word)));
    near.min().map(|(.., word)| word)
}

/// The number of typing errors (added, missing, wrong and swapped letters), or `None` if there are
/// more than allowed.
pub(crate) fn distance(typed: &str, candidate: &str, part: Extent, slips: usize) -> Option<usize> {
    let letters = typed.chars().count();
    // The end of each beginning to compare with.
    let mut ends = (1..).zip(candidate.char_indices()).map(|(n, (at, c))| (n, at + c.len_utf8()));
    let to_first = |(n, end): (usize, usize)| {
        let other = candidate.get(..end).filter(|_| letters.abs_diff(n) <= slips)?;
        Some(osa_distance(typed, other)).filter(|distance| *distance <= slips)
    };
    match part {
        Extent::Whole => ends.last().and_then(to_first),
        // A missing or added letter moves the end of the beginning by one.
        Extent::Beginning => {
            let near = letters.saturating_sub(1)..=letters + 1;
            ends.by_ref().filter(|(n, _)| near.contains(n)).filter_map(to_first).min()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Extent, nearest, slips};

    fn whole<'a>(typed: &str, candidates: &[&'a str]) -> Option<&'a str> {
        let ranked = candidates.iter().map(|&word| (word, ()));
        nearest(typed, ranked, Extent::Whole, slips(typed.chars().count()))
    }

    #[test]
    fn one_typing_error_from_four_letters_and_two_from_eight() {
        let words = ["moon", "filter", "dobsonian", "eyepiece"];
        for (typed, meant) in [
            ("mon", None),
            ("mooon", Some("moon")),
            ("fitler", Some("filter")),
            ("fxlxer", None),
            ("dobsonain", Some("dobsonian")),
            ("dobsnain", Some("dobsonian")),
            ("dbsnain", None),
            ("eyepeice", Some("eyepiece")),
            ("filter2", None),
            ("", None),
        ] {
            assert_eq!(whole(typed, &words), meant, "{typed}");
        }
    }

    #[test]
    fn the_nearest_candidate_wins_then_the_first_by_rank() {
        assert_eq!(whole("lens", &["lend", "lens"]), Some("lens"));
        assert_eq!(whole("lenx", &["lens", "lend"]), Some("lend"), "the first in the alphabet");
        let ranked = [("lend", 2), ("lens", 1)].into_iter();
        assert_eq!(nearest("lenx", ranked, Extent::Whole, 1), Some("lens"));
    }

    #[test]
    fn a_prefix_may_be_one_letter_shorter_or_longer() {
        let find = |typed| nearest(typed, [("eyepieces", ())].into_iter(), Extent::Beginning, 1);
        for typed in ["eyepei", "eyepie", "eypie", "eypei", "eyeepie", "eyepx"] {
            assert_eq!(find(typed), Some("eyepieces"), "{typed}");
        }
        assert_eq!(find("expxi"), None);
        assert_eq!(find("zzzzz"), None);
    }
}

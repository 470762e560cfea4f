//! Buying guides.

use super::{
    filler::{FILLER_WORDS, is_filler, of_a_child},
    words::words,
};

/// A buying guide by goal. Its page is `/guides/{slug}`, its texts are `guide-{slug}…`.
#[derive(Clone, Copy, Debug)]
pub struct BuyingGuide {
    /// In its URL.
    pub slug: &'static str,
    /// Words of a query that mean it.
    pub words: &'static [&'static str],
    /// Slugs of hand-picked products, by price. The first three that can be bought are shown; each
    /// has a text `guide-{slug}-{product}`.
    pub chosen: &'static [&'static str],
    /// The maximum price of each product in euro cents; `None` if the guide names none.
    pub max_price: Option<i64>,
}

/// All buying guides, in the order of the home page.
pub const BUYING_GUIDES: [BuyingGuide; 8] = [
    BuyingGuide {
        slug: "saturn",
        words: &["saturn", "ring", "rings", "planet", "planets", "jupiter", "mars", "venus"],
        chosen: &["halden-70-900", "lowland-6-dobsonian", "varnhem-127-mak", "varnhem-8-sct-goto"],
        max_price: None,
    },
    BuyingGuide {
        slug: "moon",
        words: &["moon", "lunar", "crater", "craters"],
        chosen: &["halden-70-900", "varnhem-90-mak", "varnhem-127-mak", "lowland-8-dobsonian"],
        max_price: None,
    },
    BuyingGuide {
        slug: "galaxies",
        words: &[
            "galaxy",
            "galaxies",
            "nebula",
            "nebulae",
            "cluster",
            "clusters",
            "andromeda",
            "messier",
        ],
        chosen: &[
            "lowland-8-dobsonian",
            "lowland-10-dobsonian",
            "lowland-12-truss",
            "lowland-16-truss",
        ],
        max_price: None,
    },
    BuyingGuide {
        slug: "photograph",
        words: &["photograph", "photography", "photo", "astrophotography", "astrophoto"],
        chosen: &["skerry-star-tracker", "halden-72-ed", "lowland-150-750-goto", "skerry-eq6-goto"],
        max_price: None,
    },
    BuyingGuide {
        slug: "child",
        words: &["child", "children", "kid", "kids", "daughter", "son"],
        chosen: &[
            "tarn-fell-10x50",
            "lowland-114-tabletop",
            "halden-70-900",
            "lowland-76-tabletop",
        ],
        max_price: Some(15_000),
    },
    BuyingGuide {
        slug: "travel",
        words: &["travel", "portable", "holiday", "backpack", "rucksack", "luggage"],
        chosen: &["halden-70-rucksack", "lowland-130-tabletop", "halden-72-ed", "varnhem-90-mak"],
        max_price: None,
    },
    BuyingGuide {
        slug: "sun",
        words: &["sun", "solar", "eclipse", "sunspot", "sunspots", "prominences"],
        chosen: &["heliard-solar-film", "heliard-50-travel", "heliard-40-ha", "heliard-60-ha"],
        max_price: None,
    },
    BuyingGuide {
        slug: "gift",
        words: &["gift", "gifts", "present", "birthday", "christmas"],
        chosen: &[
            "perigee-planisphere",
            "moon-globe",
            "perigee-60-700",
            "your-first-year-under-the-stars",
        ],
        max_price: Some(15_000),
    },
];

/// The buying guide with this slug.
#[must_use]
pub fn guide(slug: &str) -> Option<&'static BuyingGuide> {
    BUYING_GUIDES.iter().find(|guide| guide.slug == slug)
}

/// The guides that a query names; none unless every word belongs to a guide or carries no meaning.
/// "T2 ring" does not mean Saturn.
#[must_use]
pub fn guides(query: &str) -> Vec<&'static BuyingGuide> {
    let mut asked: Vec<String> = words(query).filter(|word| !is_filler(word)).collect();
    // "For an 8-year-old", "aged 9", "for ages 6 to 10".
    if of_a_child(query) {
        asked.retain(|word| !matches!(word.as_str(), "age" | "aged" | "ages"));
        asked.push("child".to_owned());
    }
    let fits = |guide: &BuyingGuide| asked.iter().any(|word| guide.words.contains(&word.as_str()));
    if !asked
        .iter()
        .all(|word| BUYING_GUIDES.iter().any(|guide| guide.words.contains(&word.as_str())))
    {
        return Vec::new();
    }
    BUYING_GUIDES.iter().filter(|guide| fits(guide)).collect()
}

/// The guides that an unfinished query may be about to name: by the beginning of a word, from three
/// letters on, and only if every other word matches too or carries no meaning.
#[must_use]
pub fn guides_by_prefix(text: &str) -> Vec<&'static BuyingGuide> {
    let significant: Vec<String> = words(text).filter(|word| !is_filler(word)).collect();
    let begins = |word: &String, guide: &BuyingGuide| {
        word.chars().count() >= 3
            && guide.words.iter().any(|known| known.starts_with(word.as_str()))
    };
    let last = significant.last().filter(|_| !text.ends_with(' '));
    let beside = |word: &String| {
        Some(word) == last
            && significant.len() > 1
            && word.chars().count() >= 2
            && FILLER_WORDS.iter().any(|known| known.starts_with(word.as_str()))
    };
    if !significant
        .iter()
        .all(|word| beside(word) || BUYING_GUIDES.iter().any(|guide| begins(word, guide)))
    {
        return Vec::new();
    }
    BUYING_GUIDES
        .iter()
        .filter(|guide| significant.iter().any(|word| begins(word, guide)))
        .collect()
}

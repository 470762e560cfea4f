//! What a search or a wish means beside the words of products: wishes with instruments chosen for them, the shop's own pages, words that
//! mean the same, and makers that the shop does not carry.

/// Something that people wish to see or do; its page is `/wishes/{slug}`, its texts are `wish-{slug}…`.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// In its URL.
    pub slug: &'static str,
    /// Words of a search that mean it.
    pub words: &'static [&'static str],
    /// Slugs of products chosen for it, by price. The first three that can be bought are shown; each has a text `wish-{slug}-{product}`.
    pub chosen: &'static [&'static str],
}

/// All wishes, in the order of the home page.
pub const WISHES: [Wish; 8] = [
    Wish {
        slug: "saturn",
        words: &["saturn", "ring", "rings", "planet", "planets", "jupiter", "mars", "venus"],
        chosen: &["halden-70-900", "lowland-6-dobsonian", "varnhem-127-mak", "varnhem-8-sct-goto"],
    },
    Wish {
        slug: "moon",
        words: &["moon", "lunar", "crater", "craters"],
        chosen: &["halden-70-900", "varnhem-90-mak", "varnhem-127-mak", "lowland-8-dobsonian"],
    },
    Wish {
        slug: "galaxies",
        words: &["galaxy", "galaxies", "nebula", "nebulae", "cluster", "clusters", "andromeda", "messier"],
        chosen: &["lowland-8-dobsonian", "lowland-10-dobsonian", "lowland-12-truss", "lowland-16-truss"],
    },
    Wish {
        slug: "photograph",
        words: &["photograph", "photography", "photo", "astrophotography", "astrophoto"],
        chosen: &["skerry-star-tracker", "halden-72-ed", "lowland-150-750-goto", "skerry-eq6-goto"],
    },
    Wish {
        slug: "child",
        words: &["child", "children", "kid", "kids", "daughter", "son"],
        chosen: &["tarn-fell-10x50", "lowland-114-tabletop", "starsense-explorer-refractor-telescope", "halden-70-900"],
    },
    Wish {
        slug: "travel",
        words: &["travel", "portable", "holiday", "backpack", "rucksack", "luggage"],
        chosen: &["halden-70-rucksack", "lowland-130-tabletop", "halden-72-ed", "varnhem-90-mak"],
    },
    Wish {
        slug: "sun",
        words: &["sun", "solar", "eclipse", "sunspot", "sunspots", "prominences"],
        chosen: &["heliard-solar-film", "eclipsmart-travel-refractor-telescope", "heliard-40-ha", "heliard-60-ha"],
    },
    Wish {
        slug: "gift",
        words: &["gift", "gifts", "present", "birthday", "christmas"],
        chosen: &["perigee-planisphere", "moon-globe", "perigee-60-700", "your-first-year-under-the-stars"],
    },
];

/// The wish with this slug.
#[must_use]
pub fn wish(slug: &str) -> Option<&'static Wish> {
    WISHES.iter().find(|wish| wish.slug == slug)
}

/// The shop's own pages by slug, with the words of a search that ask for them.
const PAGES: [(&str, &[&str]); 6] = [
    ("delivery", &["delivery", "deliver", "shipping", "ship", "shipment", "postage", "customs", "parcel"]),
    ("returns", &["return", "returns", "refund", "refunds", "warranty", "guarantee", "exchange", "repair", "withdrawal"]),
    ("contact", &["contact", "email", "telephone", "phone", "help", "support", "opening"]),
    ("about", &["about", "company", "who"]),
    ("privacy", &["privacy", "cookies", "data"]),
    ("terms", &["terms", "conditions", "payment", "invoice", "vat"]),
];

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Words that ask for nothing.
const OF_NO_WEIGHT: [&str; 9] = ["a", "the", "my", "and", "of", "to", "us", "are", "you"];

/// The shop's own pages that a search asks for; only where every word of weight asks for it.
#[must_use]
pub fn pages(query: &str) -> Vec<&'static str> {
    let asked: Vec<String> = words(query).filter(|word| !OF_NO_WEIGHT.contains(&word.as_str())).collect();
    let fits = |known: &[&str]| asked.iter().any(|word| known.contains(&word.as_str()));
    let named = |word: &String| PAGES.iter().any(|(_, known)| known.contains(&word.as_str()));
    if asked.is_empty() || !asked.iter().all(named) {
        return Vec::new();
    }
    PAGES.iter().filter(|(_, known)| fits(known)).map(|(slug, _)| *slug).collect()
}

/// The wishes that a search names.
#[must_use]
pub fn wishes(query: &str) -> Vec<&'static Wish> {
    let asked: Vec<String> = words(query).collect();
    WISHES.iter().filter(|wish| asked.iter().any(|word| wish.words.contains(&word.as_str()))).collect()
}

/// The wishes that somebody who is still typing may be about to name: by the beginning of a word, from three letters on.
#[must_use]
pub fn begun_wishes(text: &str) -> Vec<&'static Wish> {
    let begun: Vec<String> = words(text).filter(|word| word.chars().count() >= 3).collect();
    let names = |wish: &&Wish| wish.words.iter().any(|known| begun.iter().any(|word| known.starts_with(word.as_str())));
    WISHES.iter().filter(names).collect()
}

/// The shop's own pages that somebody who is still typing may be about to ask for: where every word of weight begins one of theirs, and
/// the longest has four letters.
#[must_use]
pub fn begun_pages(text: &str) -> Vec<&'static str> {
    let begun: Vec<String> = words(text).filter(|word| !OF_NO_WEIGHT.contains(&word.as_str())).collect();
    let begins = |word: &String, known: &[&str]| known.iter().any(|known| known.starts_with(word.as_str()));
    let weighty = begun.iter().any(|word| word.chars().count() >= 4);
    if !weighty || !begun.iter().all(|word| PAGES.iter().any(|(_, known)| begins(word, known))) {
        return Vec::new();
    }
    PAGES.iter().filter(|(_, known)| begun.iter().any(|word| begins(word, known))).map(|(slug, _)| *slug).collect()
}

/// Words of people for words of the catalogue.
const SAME: [(&str, &[&str]); 27] = [
    ("kids", &["child"]),
    ("kid", &["child"]),
    ("beginner", &["first"]),
    ("beginners", &["first"]),
    ("starter", &["first"]),
    ("scope", &["telescope"]),
    ("scopes", &["telescope"]),
    ("spyglass", &["telescope"]),
    ("binos", &["binoculars"]),
    ("bino", &["binoculars"]),
    ("goggles", &["glasses", "binoculars"]),
    ("fieldglasses", &["binoculars"]),
    ("torch", &["flashlight"]),
    ("lamp", &["flashlight", "headlamp"]),
    ("headtorch", &["headlamp"]),
    ("dob", &["dobsonian"]),
    ("dobson", &["dobsonian"]),
    ("newt", &["newtonian"]),
    ("sct", &["schmidt"]),
    ("mak", &["maksutov"]),
    ("ccd", &["camera"]),
    ("ocular", &["eyepiece"]),
    ("lens", &["eyepiece"]),
    ("present", &["gift"]),
    ("lunar", &["moon"]),
    ("planetary", &["planets"]),
    ("starmap", &["chart"]),
];

/// What else to look for when somebody looks for `word`.
#[must_use]
pub fn same(word: &str) -> &'static [&'static str] {
    SAME.iter().find(|(known, _)| *known == word).map_or(&[], |(_, same)| same)
}

/// Whether a search is for the Sun.
#[must_use]
pub fn of_the_sun(query: &str) -> bool {
    words(query).any(|word| {
        matches!(word.as_str(), "sun" | "solar" | "eclipse" | "eclipses" | "prominences" | "hydrogen" | "alpha" | "ha" | "hα" | "h")
    })
}

/// Makers that shoppers look for, by their names in lower case without blanks, with the category that comes nearest.
const MAKERS: [(&str, &str, &str); 22] = [
    ("celestron", "Celestron", "telescopes"),
    ("meade", "Meade", "telescopes"),
    ("skywatcher", "Sky-Watcher", "telescopes"),
    ("bresser", "Bresser", "telescopes"),
    ("orion", "Orion", "telescopes"),
    ("vixen", "Vixen", "telescopes"),
    ("takahashi", "Takahashi", "refractors"),
    ("televue", "Tele Vue", "eyepieces"),
    ("williamoptics", "William Optics", "refractors"),
    ("explorescientific", "Explore Scientific", "telescopes"),
    ("omegon", "Omegon", "telescopes"),
    ("askar", "Askar", "refractors"),
    ("unistellar", "Unistellar", "telescopes"),
    ("seestar", "Seestar", "telescopes"),
    ("zwo", "ZWO", "cameras"),
    ("qhy", "QHY", "cameras"),
    ("baader", "Baader", "filters"),
    ("lunt", "Lunt", "sun"),
    ("coronado", "Coronado", "sun"),
    ("nikon", "Nikon", "binoculars"),
    ("zeiss", "Zeiss", "binoculars"),
    ("swarovski", "Swarovski", "binoculars"),
];

/// A maker in a search that is known and not one of the shop's: its name, the nearest category, and the search without it.
#[must_use]
pub fn maker(query: &str) -> Option<(&'static str, &'static str, String)> {
    let asked: Vec<String> = words(query).collect();
    for (key, name, category) in MAKERS {
        for at in 0..asked.len() {
            for length in 1..=2 {
                if asked.get(at..at + length).is_some_and(|part| part.concat() == key) {
                    let rest: Vec<&str> =
                        asked.iter().enumerate().filter(|(i, _)| *i < at || *i >= at + length).map(|(_, word)| word.as_str()).collect();
                    return Some((name, category, rest.join(" ")));
                }
            }
        }
    }
    None
}

/// The whole units of an amount: "1,500", "1.500" and "1500.00" are all fifteen hundred.
fn whole_units(text: &str) -> Option<u32> {
    let mut parts = text.split([',', '.']);
    let first = parts.next()?.to_owned();
    let all = parts.filter(|part| part.len() == 3).fold(first, |all, part| all + part);
    all.bytes().all(|b| b.is_ascii_digit()).then(|| all.parse().ok())?
}

/// What a query says of money, and the rest of it: "telescope under 200" gives 200 whole units of whatever is shown, and "telescope".
/// A number with a unit behind it is a size.
#[must_use]
pub fn budget(query: &str) -> Option<(u32, String)> {
    let words: Vec<&str> = query.split_whitespace().collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let is = |i: usize, text: &str| lower.get(i).is_some_and(|word| word == text);
    // "For kids under 10" is an age.
    let of_people =
        |word: &String| matches!(word.as_str(), "kid" | "kids" | "child" | "children" | "boys" | "girls" | "age" | "aged" | "ages");
    for start in 0..words.len() {
        if start.checked_sub(1).and_then(|before| lower.get(before)).is_some_and(of_people) {
            continue;
        }
        let length = match () {
            () if ["under", "below", "max", "maximum"].iter().any(|word| is(start, word)) => 1,
            () if is(start, "less") && is(start + 1, "than")
                || is(start, "cheaper") && is(start + 1, "than")
                || is(start, "up") && is(start + 1, "to") =>
            {
                2
            }
            () => continue,
        };
        let Some(number) = words.get(start + length) else { continue };
        let Some(limit) = whole_units(number.trim_matches(|c: char| !c.is_alphanumeric())) else { continue };
        let behind = lower.get(start + length + 1).map_or("", |word| word.trim_end_matches(|c: char| c.is_ascii_punctuation()));
        if matches!(
            behind,
            "years"
                | "year"
                | "months"
                | "feet"
                | "foot"
                | "ft"
                | "lb"
                | "lbs"
                | "pound"
                | "oz"
                | "ounces"
                | "grams"
                | "kilos"
                | "metres"
                | "meters"
                | "power"
                | "degree"
                | "mm"
                | "cm"
                | "m"
                | "in"
                | "inch"
                | "inches"
                | "kg"
                | "g"
                | "x"
                | "°"
                | "degrees"
                | "nm"
        ) || number.ends_with(['"', '″', '°'])
        {
            continue;
        }
        let money = u8::from(matches!(behind, "€" | "$" | "£" | "eur" | "euro" | "euros" | "usd" | "dollars" | "gbp" | "pounds"));
        let kept = words.iter().enumerate().filter(|(i, _)| !(start..=start + length + usize::from(money)).contains(i));
        return Some((limit, kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")));
    }
    None
}

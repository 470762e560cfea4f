//! What a search or a wish means beside the words of products: wishes with instruments chosen for
//! them, the shop's own pages, and prices.

use crate::Currency;

/// Something that people wish to see or do; its page is `/wishes/{slug}`, its texts are
/// `wish-{slug}…`.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// In its URL.
    pub slug: &'static str,
    /// Words of a search that mean it.
    pub words: &'static [&'static str],
    /// Slugs of products chosen for it, by price. The first three that can be bought are shown;
    /// each has a text `wish-{slug}-{product}`.
    pub chosen: &'static [&'static str],
    /// What each of them costs at most, in cents of a euro; none where the guide names no sum.
    pub most: Option<i64>,
}

/// All wishes, in the order of the home page.
pub const WISHES: [Wish; 8] = [
    Wish {
        slug: "saturn",
        words: &["saturn", "ring", "rings", "planet", "planets", "jupiter", "mars", "venus"],
        chosen: &["halden-70-900", "lowland-6-dobsonian", "varnhem-127-mak", "varnhem-8-sct-goto"],
        most: None,
    },
    Wish {
        slug: "moon",
        words: &["moon", "lunar", "crater", "craters"],
        chosen: &["halden-70-900", "varnhem-90-mak", "varnhem-127-mak", "lowland-8-dobsonian"],
        most: None,
    },
    Wish {
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
        most: None,
    },
    Wish {
        slug: "photograph",
        words: &["photograph", "photography", "photo", "astrophotography", "astrophoto"],
        chosen: &["skerry-star-tracker", "halden-72-ed", "lowland-150-750-goto", "skerry-eq6-goto"],
        most: None,
    },
    Wish {
        slug: "child",
        words: &["child", "children", "kid", "kids", "daughter", "son"],
        chosen: &[
            "tarn-fell-10x50",
            "lowland-114-tabletop",
            "halden-70-900",
            "lowland-76-tabletop",
        ],
        most: Some(15_000),
    },
    Wish {
        slug: "travel",
        words: &["travel", "portable", "holiday", "backpack", "rucksack", "luggage"],
        chosen: &["halden-70-rucksack", "lowland-130-tabletop", "halden-72-ed", "varnhem-90-mak"],
        most: None,
    },
    Wish {
        slug: "sun",
        words: &["sun", "solar", "eclipse", "sunspot", "sunspots", "prominences"],
        chosen: &["heliard-solar-film", "heliard-50-travel", "heliard-40-ha", "heliard-60-ha"],
        most: None,
    },
    Wish {
        slug: "gift",
        words: &["gift", "gifts", "present", "birthday", "christmas"],
        chosen: &[
            "perigee-planisphere",
            "moon-globe",
            "perigee-60-700",
            "your-first-year-under-the-stars",
        ],
        most: Some(15_000),
    },
];

/// The wish with this slug.
#[must_use]
pub fn wish(slug: &str) -> Option<&'static Wish> {
    WISHES.iter().find(|wish| wish.slug == slug)
}

/// The shop's own pages by slug, and where orders are followed, with the words of a search that ask
/// for them.
const PAGES: [(&str, &[&str]); 9] = [
    (
        "delivery",
        &["delivery", "deliver", "shipping", "ship", "shipment", "postage", "customs", "parcel"],
    ),
    (
        "returns",
        &["return", "returns", "refund", "refunds", "warranty", "guarantee", "exchange", "repair"],
    ),
    ("withdrawal", &["withdraw", "withdrawal", "revocation", "widerruf"]),
    (
        "contact",
        &[
            "contact",
            "email",
            "telephone",
            "phone",
            "help",
            "support",
            "opening",
            "hours",
            "chat",
            "advice",
        ],
    ),
    ("imprint", &["imprint", "impressum", "register"]),
    ("about", &["about", "company", "who"]),
    ("privacy", &["privacy", "cookies", "data"]),
    ("terms", &["terms", "conditions", "payment", "invoice", "vat"]),
    // Not "tracking", which mounts do.
    ("track", &["track", "order", "orders", "status", "parcel", "package"]),
];

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Words that ask for nothing.
const OF_NO_WEIGHT: [&str; 34] = [
    "a",
    "the",
    "my",
    "and",
    "of",
    "to",
    "us",
    "are",
    "you",
    "your",
    "i",
    "do",
    "can",
    "is",
    "will",
    "how",
    "when",
    "where",
    "what",
    "long",
    "much",
    "for",
    "on",
    "an",
    "policy",
    "cost",
    "costs",
    "time",
    "times",
    "free",
    "options",
    "information",
    "methods",
    "fee",
];

/// All words that ask for one of the shop's own pages.
pub fn page_words() -> impl Iterator<Item = &'static str> {
    PAGES.iter().flat_map(|(_, words)| words.iter().copied())
}

/// The shop's own pages that a search asks for; only where every word of weight asks for it.
#[must_use]
pub fn pages(query: &str) -> Vec<&'static str> {
    let asked: Vec<String> =
        words(query).filter(|word| !OF_NO_WEIGHT.contains(&word.as_str())).collect();
    let fits = |known: &[&str]| asked.iter().any(|word| known.contains(&word.as_str()));
    let named = |word: &String| PAGES.iter().any(|(_, known)| known.contains(&word.as_str()));
    if asked.is_empty() || !asked.iter().all(named) {
        return Vec::new();
    }
    PAGES.iter().filter(|(_, known)| fits(known)).map(|(slug, _)| *slug).collect()
}

/// Words that stand beside a wish without changing it: "see Saturn", "telescope for my 8 year old
/// daughter under 200 euros".
const BESIDE_A_WISH: [&str; 57] = [
    "see",
    "seeing",
    "look",
    "looking",
    "at",
    "view",
    "viewing",
    "watch",
    "watching",
    "observe",
    "observing",
    "find",
    "show",
    "through",
    "with",
    "from",
    "in",
    "under",
    "below",
    "over",
    "up",
    "less",
    "than",
    "between",
    "around",
    "about",
    "telescope",
    "telescopes",
    "scope",
    "scopes",
    "binoculars",
    "camera",
    "best",
    "good",
    "first",
    "small",
    "cheap",
    "buy",
    "want",
    "it",
    "s",
    "old",
    "olds",
    "year",
    "years",
    "yr",
    "yrs",
    "deep",
    "sky",
    "night",
    "stars",
    "idea",
    "ideas",
    "euro",
    "euros",
    "eur",
    "total",
];

/// Words that praise or say that something is large: every product would have them, so that none is
/// found by them.
const PRAISE: [&str; 16] = [
    "best",
    "good",
    "top",
    "great",
    "nice",
    "decent",
    "recommended",
    "favourite",
    "favorite",
    "popular",
    "quality",
    "big",
    "large",
    "huge",
    "buy",
    "powerful",
];

/// Words that ask for a low price.
const CHEAP: [&str; 7] =
    ["cheap", "cheaper", "cheapest", "affordable", "inexpensive", "economical", "budget"];

/// A query without praise and without the wish for a low price, and whether that was wished. Words
/// that `named` knows as a part of a name stay ("table top"), and so does praise where nothing else
/// was asked for.
#[must_use]
pub fn plainly(query: &str, named: impl Fn(&str) -> bool) -> (String, bool) {
    // A phrase is looked for as it stands.
    if query.contains(['"', '“', '”', '„', '«', '»']) {
        return (query.to_owned(), false);
    }
    let is = |list: &[&str], word: &str| {
        let word = word.to_lowercase();
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        list.contains(&word) && !named(word)
    };
    let cheap = query.split_whitespace().any(|word| is(&CHEAP, word));
    let rest: Vec<&str> =
        query.split_whitespace().filter(|word| !is(&PRAISE, word) && !is(&CHEAP, word)).collect();
    let asked = rest.iter().any(|word| word.chars().any(char::is_alphanumeric));
    match (asked, cheap) {
        (true, _) => (rest.join(" "), cheap),
        // The cheapest of everything.
        (false, true) => (String::new(), true),
        (false, false) => (query.to_owned(), false),
    }
}

/// Whether a word of a query says nothing that a wish would not answer.
fn is_beside_a_wish(word: &str) -> bool {
    OF_NO_WEIGHT.contains(&word)
        || BESIDE_A_WISH.contains(&word)
        || MONEY.contains(&word)
        || word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a query names the age of a child.
fn of_a_child(query: &str) -> bool {
    let words: Vec<String> = words(query).collect();
    let age = |at: usize| {
        words
            .get(at)
            .and_then(|word| word.parse::<u8>().ok())
            .is_some_and(|years| (3..=13).contains(&years))
    };
    let is = |at: usize, known: &[&str]| {
        words.get(at).is_some_and(|word| known.contains(&word.as_str()))
    };
    (0..words.len()).any(|at| {
        age(at) && is(at + 1, &["year", "years", "yr", "yrs"]) && is(at + 2, &["old", "olds"])
            || is(at, &["age", "aged", "ages"]) && age(at + 1)
    })
}

/// A query with the age of a child as what it says: "telescope for 8 year old" is one for a child,
/// and 8 is no size.
#[must_use]
pub fn ages_read(query: &str) -> String {
    if !of_a_child(query) {
        return query.to_owned();
    }
    let is_age = |word: &str| word.parse::<u8>().is_ok_and(|years| (3..=13).contains(&years));
    let about = ["year", "years", "yr", "yrs", "old", "olds", "age", "aged", "ages"];
    let kept = query
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–'))
        .filter(|word| !word.is_empty());
    let words: Vec<&str> = kept.collect();
    let is_about = |word: Option<&&str>| {
        word.is_some_and(|word| about.contains(&word.to_lowercase().as_str()))
    };
    // A number elsewhere is a size.
    let age = |at: usize, word: &str| {
        let range = at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .is_some_and(|before| matches!(*before, "to" | "and"));
        is_age(word)
            && (range
                || is_about(words.get(at + 1))
                || is_about(at.checked_sub(1).and_then(|before| words.get(before))))
    };
    let kept =
        words.iter().enumerate().filter(|(at, word)| !age(*at, word) && !is_about(Some(word)));
    let kept: Vec<&str> = kept.map(|(_, word)| *word).collect();
    format!("{} child", kept.join(" "))
}

/// The wishes that a search names; only where every word of it belongs to a wish or says nothing
/// else. A "T2 ring" is none of Saturn's.
#[must_use]
pub fn wishes(query: &str) -> Vec<&'static Wish> {
    let mut asked: Vec<String> = words(query).filter(|word| !is_beside_a_wish(word)).collect();
    // "For an 8-year-old", "aged 9", "for ages 6 to 10".
    if of_a_child(query) {
        asked.retain(|word| !matches!(word.as_str(), "age" | "aged" | "ages"));
        asked.push("child".to_owned());
    }
    let fits = |wish: &Wish| asked.iter().any(|word| wish.words.contains(&word.as_str()));
    if !asked.iter().all(|word| WISHES.iter().any(|wish| wish.words.contains(&word.as_str()))) {
        return Vec::new();
    }
    WISHES.iter().filter(|wish| fits(wish)).collect()
}

/// The wishes that somebody who is still typing may be about to name: by the beginning of a word,
/// from three letters on, and only where every word does so or says nothing else.
#[must_use]
pub fn begun_wishes(text: &str) -> Vec<&'static Wish> {
    let begun: Vec<String> = words(text).filter(|word| !is_beside_a_wish(word)).collect();
    let begins = |word: &String, wish: &Wish| {
        word.chars().count() >= 3 && wish.words.iter().any(|known| known.starts_with(word.as_str()))
    };
    let last = begun.last().filter(|_| !text.ends_with(' '));
    let beside = |word: &String| {
        Some(word) == last
            && begun.len() > 1
            && word.chars().count() >= 2
            && BESIDE_A_WISH.iter().any(|known| known.starts_with(word.as_str()))
    };
    if !begun.iter().all(|word| beside(word) || WISHES.iter().any(|wish| begins(word, wish))) {
        return Vec::new();
    }
    WISHES.iter().filter(|wish| begun.iter().any(|word| begins(word, wish))).collect()
}

/// The shop's own pages that somebody who is still typing may be about to ask for: where every word
/// of weight begins one of theirs, and the longest has four letters.
#[must_use]
pub fn begun_pages(text: &str) -> Vec<&'static str> {
    let begun: Vec<String> =
        words(text).filter(|word| !OF_NO_WEIGHT.contains(&word.as_str())).collect();
    let begins =
        |word: &String, known: &[&str]| known.iter().any(|known| known.starts_with(word.as_str()));
    let weighty = begun.iter().any(|word| word.chars().count() >= 4);
    if !weighty || !begun.iter().all(|word| PAGES.iter().any(|(_, known)| begins(word, known))) {
        return Vec::new();
    }
    PAGES
        .iter()
        .filter(|(_, known)| begun.iter().any(|word| begins(word, known)))
        .map(|(slug, _)| *slug)
        .collect()
}

/// Whether a search is for the Sun.
#[must_use]
pub fn of_the_sun(query: &str) -> bool {
    words(query).any(|word| {
        matches!(
            word.as_str(),
            "sun"
                | "solar"
                | "eclipse"
                | "eclipses"
                | "prominences"
                | "hydrogen"
                | "alpha"
                | "ha"
                | "hα"
                | "h"
        )
    })
}

/// The whole units of an amount: "1,500", "1.500" and "1500.00" are all fifteen hundred.
fn whole_units(text: &str) -> Option<u32> {
    let mut parts = text.split([',', '.']);
    let first = parts.next()?.to_owned();
    let all = parts.filter(|part| part.len() == 3).fold(first, |all, part| all + part);
    all.bytes().all(|b| b.is_ascii_digit()).then(|| all.parse().ok())?
}

/// The prices that a query asks for, in whole units of a currency; both belong to them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Budget {
    /// The currency that was named; none where it is the one that is shown.
    pub currency: Option<Named>,
    /// No less than this.
    pub from: Option<u32>,
    /// No more than this.
    pub to: Option<u32>,
}

/// A currency as people name it in a search.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named {
    /// Euros.
    Euro,
    /// Pounds sterling.
    Pound,
    /// Dollars: those of the shopper's own country, or else of the United States.
    Dollar,
}

impl Named {
    fn of(text: &str) -> Option<Self> {
        let word = text.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\''));
        match word {
            "€" | "eur" | "euro" | "euros" => Some(Self::Euro),
            "£" | "gbp" | "pounds" => Some(Self::Pound),
            "$" | "usd" | "dollars" => Some(Self::Dollar),
            _ => None,
        }
    }

    /// The currency that is meant by a shopper who is shown prices in `own`.
    #[must_use]
    pub fn currency(self, own: Currency) -> Currency {
        let known = |code: &str| code.parse().unwrap_or(own); // The codes are right.
        match self {
            Self::Euro => Currency::EUR,
            Self::Pound => known("GBP"),
            Self::Dollar if matches!(own.code(), "AUD" | "CAD" | "HKD" | "NZD" | "SGD") => own,
            Self::Dollar => known("USD"),
        }
    }
}

/// Behind a number they say that it is no price.
const UNITS: [&str; 30] = [
    "years", "year", "months", "feet", "foot", "ft", "lb", "lbs", "pound", "oz", "ounces", "grams",
    "kilos", "metres", "meters", "power", "degree", "degrees", "mm", "cm", "m", "in", "inch",
    "inches", "kg", "g", "x", "°", "nm", "days",
];

const MONEY: [&str; 10] =
    ["€", "$", "£", "eur", "euro", "euros", "usd", "dollars", "gbp", "pounds"];

/// A number in a query.
struct Number {
    units: u32,
    /// The word after it and its sign.
    end: usize,
    is_money: bool,
    currency: Option<Named>,
}

/// The number that begins at a word of a query, unless it is a size.
fn number(words: &[String], at: usize) -> Option<Number> {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let sign_before = MONEY.contains(&word(at));
    let at = at + usize::from(sign_before);
    let text = word(at);
    let units = whole_units(text.trim_matches(|c: char| !c.is_alphanumeric()))?;
    let behind = word(at + 1).trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '$');
    if UNITS.contains(&behind) || text.ends_with(['"', '″', '°', '%']) {
        return None;
    }
    let sign_behind = MONEY.contains(&behind);
    let before = if sign_before {
        at.checked_sub(1).and_then(|before| Named::of(word(before)))
    } else {
        None
    };
    Some(Number {
        units,
        end: at + 1 + usize::from(sign_behind),
        is_money: sign_before || sign_behind || text.contains(['€', '$', '£']),
        currency: before.or_else(|| Named::of(behind)).or_else(|| Named::of(text)),
    })
}

/// The budget that begins at a word of a query, and the word after it.
fn budget_at(words: &[String], at: usize) -> Option<(Budget, usize)> {
    let is = |at: usize, known: &[&str]| {
        words.get(at).is_some_and(|word| known.contains(&word.as_str()))
    };
    // "For kids under 10" is an age.
    let ages = ["kid", "kids", "child", "children", "boys", "girls", "age", "aged", "ages"];
    let of_people = at.checked_sub(1).is_some_and(|before| is(before, &ages));
    let two = |second: &[&str]| is(at + 1, second);
    if is(at, &["between", "from"]) {
        let low = number(words, at + 1)?;
        let high = number(words, low.end + 1).filter(|_| is(low.end, &["and", "to", "-", "–"]))?;
        let currency = high.currency.or(low.currency);
        let budget = Budget {
            currency,
            from: Some(low.units.min(high.units)),
            to: Some(low.units.max(high.units)),
        };
        return (!of_people || high.is_money).then_some((budget, high.end));
    }
    let most = if is(at, &["under", "below", "max", "maximum"]) {
        Some((true, 1))
    } else if is(at, &["less", "cheaper"]) && two(&["than"]) || is(at, &["up"]) && two(&["to"]) {
        Some((true, 2))
    } else if is(at, &["over", "above", "min", "minimum"]) {
        Some((false, 1))
    } else if is(at, &["more"]) && two(&["than"]) || is(at, &["at"]) && two(&["least"]) {
        Some((false, 2))
    } else {
        None
    };
    let number = number(words, at + most.map_or(0, |(_, length)| length))?;
    // A price alone is what somebody has to spend.
    if !number.is_money && (of_people || most.is_none()) {
        return None;
    }
    let (from, to) = if most.is_some_and(|(is_most, _)| !is_most) {
        (Some(number.units), None)
    } else {
        (None, Some(number.units))
    };
    Some((Budget { currency: number.currency, from, to }, number.end))
}

/// What a query says of money, and the rest of it: "telescope under 200" gives at most 200, and
/// "telescope". A number with a unit behind it is a size.
#[must_use]
pub fn budget(query: &str) -> Option<(Budget, String)> {
    let words: Vec<&str> = query.split_whitespace().collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let (start, (budget, end)) =
        (0..words.len()).find_map(|start| Some((start, budget_at(&lower, start)?)))?;
    let kept = words.iter().enumerate().filter(|(i, _)| !(start..end).contains(i));
    Some((budget, kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")))
}

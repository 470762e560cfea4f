//! The English words by which a search is understood. They are no texts of a page: shoppers type
//! them. Names of products and what the merchant calls things are in the merchant's vocabulary.

/// Words that no product is searched for by, even alone.
pub const ARTICLES: [&str; 9] = ["a", "an", "and", "the", "of", "for", "with", "to", "in"];

/// Words that do not count beside others in a search for products: "a book about the Moon".
pub const CONNECTING_WORDS: [&str; 20] = [
    "a", "an", "and", "the", "of", "for", "with", "to", "in", "about", "at", "by", "from", "on",
    "or", "that", "this", "my", "our", "your",
];

/// Words without meaning in a search for a guide or a page.
pub const STOP_WORDS: [&str; 34] = [
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

/// Words that may accompany a guide without changing it: "see Saturn", "telescope for my 8 year old
/// daughter under 200 euros".
pub const FILLER_WORDS: [&str; 57] = [
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

/// Words of praise or size. They fit every product and so find none.
pub const PRAISE: [&str; 16] = [
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

/// Words of a question. They fit every product and so find none: "what do I need to see Saturn".
/// Outside of a question they may mean something: "10x30 IS binoculars".
pub const QUESTION: [&str; 31] = [
    "what",
    "which",
    "how",
    "do",
    "does",
    "did",
    "i",
    "me",
    "we",
    "need",
    "needs",
    "should",
    "could",
    "would",
    "can",
    "see",
    "find",
    "is",
    "are",
    "am",
    "there",
    "have",
    "get",
    "want",
    "looking",
    "recommend",
    "someone",
    "something",
    "anything",
    "any",
    "really",
];

/// Words that begin a question, beside those of [`QUESTION`].
pub const OPENING: [&str; 4] = ["where", "when", "why", "who"];

/// Fits every search.
pub const PLEASE: &str = "please";

/// Words that ask for a low price.
pub const CHEAP: [&str; 7] =
    ["cheap", "cheaper", "cheapest", "affordable", "inexpensive", "economical", "budget"];

/// Words after a number that is no price, beside the units of quantities.
pub const OTHER_UNITS: [&str; 6] = ["years", "year", "months", "days", "power", "pound"];

/// Signs and names of currencies.
pub const MONEY: [&str; 10] =
    ["€", "$", "£", "eur", "euro", "euros", "usd", "dollars", "gbp", "pounds"];

/// After a child's age: "8 year old", "8-year-olds".
pub const YEARS: [&str; 4] = ["year", "years", "yr", "yrs"];
/// After [`YEARS`].
pub const OLD: [&str; 2] = ["old", "olds"];
/// Before a child's age: "aged 9".
pub const AGE: [&str; 3] = ["age", "aged", "ages"];
/// Between two ages: "ages 6 to 10".
pub const AGES_TO: [&str; 2] = ["to", "and"];
/// Before an age, which is no price: "for kids under 10".
pub const CHILDREN: [&str; 6] = ["kid", "kids", "child", "children", "boys", "girls"];
/// What a child's age means in the searches of guides and in the vocabulary.
pub const CHILD: &str = "child";

/// Words of a query about the Sun.
pub const SUN: [&str; 10] =
    ["sun", "solar", "eclipse", "eclipses", "prominences", "hydrogen", "alpha", "ha", "hα", "h"];

/// Searches that lead to order tracking, one on each line. Not "tracking", which mounts do.
pub const TRACKING_SEARCHES: &str = "track\norder\norders\nstatus\nparcel\npackage";

//! The index on disk finds, counts and sorts as the one in memory does, whatever has changed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used)]

use domain::{
    catalogue::{AttributeDefinition, Attributes, FacetKind, Value, rules::Condition},
    search::{ChoiceLabel, intent},
};
use proptest::{collection::vec, prelude::*};
use search::{
    Builder, Document, Documents, FacetChoice, FacetIndex, Filter, Index, MemoryIndex, OtherBrand,
    QuantityBuilder, Term, Vocabulary,
    segment::{
        Config, Demotion, DocumentSet, FacetSpec, FacetValues, FieldValue, IndexError, IndexStore,
        Key, ListFilter, ListOrder, MergeJob, Note, NumbersOf, Reader, Record, facet_values,
    },
};
use std::{
    cmp::Reverse,
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

/// A product of the test.
#[derive(Clone, Debug)]
struct Thing {
    name: String,
    summary: String,
    sku: String,
    colour: Option<&'static str>,
    band: Option<usize>,
    price: i64,
    featured: bool,
    solar: bool,
    available: bool,
}

/// A change.
#[derive(Clone, Debug)]
enum Change {
    Put(Key, Thing),
    Remove(Key),
    Available(Key, bool),
    Save,
    Reopen,
    Merge,
}

const WORDS: [&str; 24] = [
    "halden",
    "telescope",
    "telescopes",
    "dobsonian",
    "eyepiece",
    "eyepieces",
    "moon",
    "filter",
    "ed",
    "edge",
    "red",
    "light",
    "torch",
    "mount",
    "camera",
    "canera",
    "north",
    "northlight",
    "8in",
    "203mm",
    "tripod",
    "solar",
    "s1",
    "h",
];
const COLOURS: [&str; 4] = ["red", "blue", "Dark green", "grey"];
const QUERIES: [&str; 29] = [
    "halden",
    "tele",
    "telescope",
    "red light",
    "\"red light\"",
    "\"light torch moon\"",
    "ed",
    "dobsonain",
    "eyepice moon",
    "haldne telescope",
    "moon filter",
    "mo",
    "h",
    "8 inch",
    "203 mm",
    "north",
    "northligth",
    "sku7",
    "scope",
    "tube telescope",
    "glass",
    "red light torch camera",
    "the moon",
    "xyzzy telescope",
    "halden7",
    "sun telescope",
    "tube \"red light\"",
    "\"red light\" \"moon filter\"",
    "\"telescope moon\" xyzzy",
];

fn words(max: usize) -> impl Strategy<Value = String> {
    vec(0..WORDS.len(), 1..max)
        .prop_map(|places| places.iter().map(|at| WORDS[*at]).collect::<Vec<_>>().join(" "))
}

fn thing() -> impl Strategy<Value = Thing> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    let colour = proptest::option::of(0..COLOURS.len());
    (words(4), words(9), 0..40_u32, colour, proptest::option::of(0..3_usize), 1..9_i64, flags)
        .prop_map(|(name, summary, sku, colour, band, price, (featured, solar, available))| Thing {
            name,
            summary,
            sku: format!("SKU{sku}"),
            colour: colour.map(|at| COLOURS[at]),
            band,
            price: price * 100,
            featured,
            solar,
            available,
        })
}

fn change() -> impl Strategy<Value = Change> {
    let key = || 0..60_u128;
    prop_oneof![
        8 => (key(), thing()).prop_map(|(key, thing)| Change::Put(key, thing)),
        3 => key().prop_map(Change::Remove),
        3 => (key(), any::<bool>()).prop_map(|(key, is)| Change::Available(key, is)),
        1 => Just(Change::Save),
        1 => Just(Change::Reopen),
        1 => Just(Change::Merge),
    ]
}

fn bands() -> Vec<FacetChoice> {
    let choice = |key: &str| FacetChoice { key: key.into(), label: ChoiceLabel::Text(key.into()) };
    vec![choice("-10"), choice("10-20"), choice("20-")]
}

fn stock() -> [FacetChoice; 2] {
    [("in-stock", true), ("sold-out", false)]
        .map(|(key, is)| FacetChoice { key: key.into(), label: ChoiceLabel::InStock(is) })
}

/// The merchant's words. `show` has the numbers of the documents to show for "tube".
fn vocabulary(show: Vec<u32>) -> Vocabulary {
    let term = |names, also, means, show| Term { names, also, means, show, note: String::new() };
    Vocabulary::new(
        [
            term("scope", "telescope", "", Vec::new()),
            term("glass", "", "eyepiece", Vec::new()),
            term("tube", "", "", show),
        ],
        [OtherBrand { name: "Zeta".to_owned(), names: "zeta", category: "x".to_owned() }],
    )
}

/// What "tube" shows.
const SHOWN: [Key; 4] = [3, 1, 4, 59];

fn about_the_sun(query: &str) -> bool {
    query.contains("sun")
}

fn config() -> Config {
    let facet = |key: &str, values| FacetSpec {
        key: key.to_owned(),
        label: key.to_owned(),
        explanation: String::new(),
        values,
    };
    Config {
        kind: 7,
        orders: 2,
        facets: vec![
            facet("colour", FacetValues::Texts),
            facet("stock", FacetValues::Available(stock())),
            facet("band", FacetValues::Fixed(bands())),
        ],
        resident: vec!["mark".to_owned()],
        vocabulary: Arc::new(vocabulary(vec![0, 1, 2, 3])),
        answers: SHOWN.to_vec(),
        demoted: Some(Demotion {
            field: "mark".to_owned(),
            value: FieldValue::Text("solar".to_owned()),
            factor: 0.2,
            unless: about_the_sun,
        }),
        ..Config::default()
    }
}

fn own_key(key: Key, thing: &Thing) -> Vec<u8> {
    [&[u8::from(!thing.featured)], key.to_be_bytes().as_slice()].concat()
}

fn record(key: Key, thing: &Thing) -> Record {
    let mut record = Record::new(key);
    record.add(&thing.name, 8);
    record.add(&thing.sku, 9);
    record.add_prose(&thing.summary, 2);
    record.add_name(&format!("sku:{}", thing.sku));
    record.add_text(&thing.name);
    record.add_text(&thing.summary);
    if let Some(colour) = thing.colour {
        record.add_field("colour", FieldValue::Text(colour.to_owned()));
    }
    if let Some(band) = thing.band {
        record.add_field("band", FieldValue::Number(band as f64));
    }
    if thing.solar {
        record.add_field("mark", FieldValue::Text("solar".to_owned()));
    }
    record.set_number("EUR", thing.price);
    record.set_sorts(vec![own_key(key, thing), thing.name.clone().into_bytes()]);
    if thing.available {
        record.make_available();
    }
    record.set_card(format!("{key}:{}", thing.name).into_bytes());
    record
}

/// The index in memory with its documents.
struct Memory<'a> {
    things: Vec<(Key, &'a Thing)>,
    index: MemoryIndex,
}

impl<'a> Memory<'a> {
    fn new(things: &'a BTreeMap<Key, Thing>) -> Self {
        let things: Vec<(Key, &Thing)> = things.iter().map(|(key, thing)| (*key, thing)).collect();
        let mut builder = Builder::default();
        for (document, (_, thing)) in (0..).zip(&things) {
            builder.add(document, &thing.name, 8);
            builder.add(document, &thing.sku, 9);
            builder.add_prose(document, &thing.summary, 2);
        }
        let number = |key: &Key| things.iter().position(|(own, _)| own == key).map(|at| at as u32);
        let vocabulary = vocabulary(SHOWN.iter().filter_map(number).collect());
        let colours: Vec<Vec<String>> = things
            .iter()
            .map(|(_, thing)| thing.colour.map(str::to_owned).into_iter().collect())
            .collect();
        let facets = [
            FacetIndex::of_texts("colour", "colour", "", &colours),
            FacetIndex::of_two("stock", stock(), things.iter().map(|(_, thing)| thing.available)),
            // A document without a band counts in none of them.
            FacetIndex::of_places(
                "band",
                bands(),
                things.iter().map(|(_, thing)| thing.band.map_or(99, |band| band as u16)),
            ),
        ];
        let index = MemoryIndex::new(things.len(), builder.build(), vocabulary, facets);
        Self { things, index }
    }

    fn keys(&self, documents: &[Document]) -> Vec<Key> {
        documents.iter().map(|document| self.things[*document as usize].0).collect()
    }
}

impl Documents for Memory<'_> {
    fn texts(&self, document: Document) -> Vec<&str> {
        let thing = self.things[document as usize].1;
        vec![&thing.name, &thing.summary]
    }

    fn factor(&self, query: &str) -> Option<Box<dyn Fn(Document) -> f32 + '_>> {
        if about_the_sun(query) {
            return None;
        }
        let things = &self.things;
        Some(Box::new(move |at| if things[at as usize].1.solar { 0.2 } else { 1.0 }))
    }
}

fn keys(reader: &Reader, documents: &[Document]) -> Vec<Key> {
    documents.iter().map(|document| reader.key(*document).unwrap()).collect()
}

fn numbers(reader: &Reader) -> search::segment::Numbers {
    let compute = |stored: &[Option<i64>]| stored[0].unwrap();
    reader
        .numbers(NumbersOf { id: 1, names: &["EUR"], cuts: &[300, 600], compute: &compute })
        .unwrap()
}

/// Compares what both find for a query.
fn compare_search(reader: &Reader, memory: &Memory<'_>, query: &str) {
    let hits = memory.index.find(query, memory);
    let found = reader.find(query).unwrap();
    let all = found.page(reader, 0..usize::MAX);
    let documents: Vec<Document> = hits.found.iter().map(|hit| hit.document).collect();
    let own: Vec<Document> = all.iter().map(|hit| hit.document).collect();
    assert_eq!(keys(reader, &own), memory.keys(&documents), "{query}");
    let scores = |hits: &[search::Hit]| hits.iter().map(|hit| hit.score).collect::<Vec<_>>();
    assert_eq!(scores(&all), scores(&hits.found), "{query}");
    assert_eq!(found.corrected, hits.corrected, "{query}");
    assert_eq!(found.complete, hits.complete, "{query}");
    assert_eq!(found.phrase_missed, hits.phrase_missed, "{query}");
    for range in [0..3, 1..4, 5..6] {
        let part = all.iter().take(range.end).skip(range.start).copied().collect::<Vec<_>>();
        assert_eq!(found.page(reader, range), part, "{query}");
    }
    assert_eq!(reader.occurrences(query).unwrap(), memory.index.occurrences(query), "{query}");
    assert_eq!(reader.respelt(query).unwrap(), memory.index.respelt(query), "{query}");
    let unfinished = memory.index.find_unfinished(query, memory);
    let own = reader.find_unfinished(query).unwrap();
    assert_eq!(own.as_ref().map(|found| found.len()), unfinished.map(|hits| hits.found.len()));
}

/// Compares the counts and orders of a list.
fn compare_list(reader: &Reader, memory: &Memory<'_>, list: &[usize], choices: &[(&str, &str)]) {
    let choices: Vec<(String, String)> =
        choices.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let place = |key: Key, thing: &Thing| (!thing.available, own_key(key, thing));
    let mut members: Vec<Document> =
        list.iter().filter(|at| **at < memory.things.len()).map(|at| *at as u32).collect();
    let entry = |at: &u32| memory.things[*at as usize];
    members.sort_by_key(|at| place(entry(at).0, entry(at).1));
    members.dedup();
    let prices = FacetIndex::of_places(
        "price",
        bands(),
        memory.things.iter().map(|(_, thing)| match thing.price {
            ..300 => 0,
            300..600 => 1,
            _ => 2,
        }),
    );
    let selection =
        memory.index.select(Filter { members: &members, first: &prices, choices: &choices });
    let set: DocumentSet =
        reader.set_of(members.iter().map(|at| reader.document(entry(at).0).unwrap()));
    let numbers = numbers(reader);
    let filter = ListFilter { members: &set, first: Some((&prices, &numbers)), choices: &choices };
    let narrowed = reader.narrow(filter);
    assert_eq!(narrowed.found.len(), selection.found.len());
    for (own, other) in narrowed.facets.iter().zip(&selection.facets) {
        let counts = |facet: &search::CountedFacet<'_>| {
            let choices = facet.choices.iter();
            choices.map(|one| (one.choice.clone(), one.count, one.chosen)).collect::<Vec<_>>()
        };
        assert_eq!(counts(own), counts(other), "{}", own.facet.key);
        // The index in memory takes a document without a band for one with an unknown one.
        if own.facet.key != "band" {
            assert_eq!(own.having, other.having, "{}", own.facet.key);
        }
    }
    let found = memory.keys(&selection.found);
    let things: BTreeMap<Key, &Thing> = memory.things.iter().copied().collect();
    let page = |order, range: std::ops::Range<usize>| {
        keys(reader, &reader.page(&narrowed.found, order, range).unwrap())
    };
    let sorted = |by: &dyn Fn(&Key, &Key) -> std::cmp::Ordering| {
        let mut sorted = found.clone();
        sorted.sort_by(by);
        sorted
    };
    let price = |key: &Key| things[key].price;
    let name = |key: &Key| things[key].name.clone();
    for (order, expected) in [
        (ListOrder::Own, found.clone()),
        (ListOrder::Sorted(1), sorted(&|a, b| name(a).cmp(&name(b)))),
        (ListOrder::Up(&numbers), sorted(&|a, b| price(a).cmp(&price(b)))),
        (ListOrder::Down(&numbers), sorted(&|a, b| Reverse(price(a)).cmp(&Reverse(price(b))))),
    ] {
        assert_eq!(page(order, 0..1000), expected, "{order:?}");
        let from = expected.len() / 2;
        let half: Vec<Key> = expected.iter().skip(from).take(5).copied().collect();
        assert_eq!(page(order, from..from + 5), half, "{order:?}");
    }
    let cheap = numbers.between(&set, Some(200), Some(400)).len();
    let expected = members.iter().filter(|at| (200..=400).contains(&entry(at).1.price)).count();
    assert_eq!(cheap, expected);
}

fn compare(reader: &Reader, things: &BTreeMap<Key, Thing>, lists: &[Vec<usize>]) {
    let memory = Memory::new(things);
    assert_eq!(reader.len(), things.len());
    assert_eq!(reader.all().len(), things.len());
    for query in QUERIES {
        compare_search(reader, &memory, query);
    }
    for list in lists {
        for choices in [
            &[][..],
            &[("colour", "red")],
            &[("colour", "dark-green"), ("colour", "blue"), ("band", "10-20")],
            &[("stock", "in-stock"), ("price", "-10"), ("colour", "none")],
            &[("stock", "sold-out")],
        ] {
            compare_list(reader, &memory, list, choices);
        }
    }
    for (key, thing) in things {
        let document = reader.document(*key).unwrap();
        let card = reader.card(document).unwrap().unwrap();
        assert_eq!(card.bytes, format!("{key}:{}", thing.name).into_bytes());
        assert_eq!(card.available, thing.available);
        let colours: Vec<FieldValue> =
            thing.colour.iter().map(|text| FieldValue::Text((*text).to_owned())).collect();
        assert_eq!(reader.values("colour", document), colours);
    }
    for sku in 0..40 {
        let name = format!("SKU{sku}");
        let expected = things.iter().find(|(_, thing)| thing.sku == name).map(|(key, _)| *key);
        let named = reader.named(&format!("sku:{name}")).unwrap();
        assert_eq!(named.and_then(|document| reader.key(document)), expected);
    }
}

/// A folder that is removed afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("search-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn merge(store: &mut IndexStore) {
    while let Some(job) = store.merge_job() {
        let merged = job.run().unwrap();
        store.finish(merged);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(48)
    })]

    #[test]
    fn it_answers_as_the_index_in_memory_after_any_changes(
        first in vec((0..60_u128, thing()), 0..50),
        changes in vec(change(), 0..40),
        lists in vec(vec(0..60_usize, 0..60), 2),
    ) {
        let folder = Folder::new();
        let mut things: BTreeMap<Key, Thing> = first.into_iter().collect();
        let mut store = IndexStore::create(&folder.0, config()).unwrap();
        let mut built = store.rebuild(config());
        for (key, thing) in &things {
            built.add(record(*key, thing)).unwrap();
        }
        store.replace(built, b"first").unwrap();
        compare(&store.reader(), &things, &lists);
        let mut job = None;
        for change in changes {
            match change {
                Change::Put(key, thing) => {
                    store.apply(vec![record(key, &thing)], &[]).unwrap();
                    things.insert(key, thing);
                }
                Change::Remove(key) => {
                    store.apply(Vec::new(), &[key]).unwrap();
                    things.remove(&key);
                }
                Change::Available(key, available) => {
                    let note = if available { b"1" } else { b"0" };
                    let known = store.note(key, Note { available, bytes: note });
                    prop_assert_eq!(known, things.contains_key(&key));
                    if let Some(thing) = things.get_mut(&key) {
                        thing.available = available;
                        let document = store.reader().document(key).unwrap();
                        let card = store.reader().card(document).unwrap().unwrap();
                        prop_assert_eq!(card.note.as_deref(), Some(note.as_slice()));
                    }
                }
                Change::Save => store.save(b"saved").unwrap(),
                Change::Reopen => {
                    job = None;
                    store.save(b"again").unwrap();
                    drop(store);
                    store = IndexStore::open(&folder.0, config()).unwrap();
                    prop_assert_eq!(store.position(), b"again");
                    store.reader().verify().unwrap();
                }
                // Merges what there was at the merge before, as if it had taken until now.
                Change::Merge => {
                    if let Some(merged) = job.take().map(MergeJob::run) {
                        store.finish(merged.unwrap());
                    }
                    job = store.merge_job();
                }
            }
        }
        compare(&store.reader(), &things, &lists);
        drop(job);
        merge(&mut store);
        compare(&store.reader(), &things, &lists);
    }
}

fn definition(key: &str, unit: &str, facet: FacetKind) -> AttributeDefinition {
    AttributeDefinition {
        kind: None,
        key: key.to_owned(),
        name: key.to_owned(),
        unit: unit.to_owned(),
        decimals: 1,
        group: String::new(),
        position: 0,
        facet: Some(facet),
        bands: vec![100.0, 200.0],
        promoted: None,
        card: None,
        explanation: String::new(),
        shows: false,
        inches: key == "width",
        search: true,
    }
}

#[test]
fn quantities_facets_and_conditions_of_attributes() {
    let definitions = [
        definition("width", "mm", FacetKind::Range),
        definition("plug", "", FacetKind::Values),
        definition("goto", "", FacetKind::Values),
    ];
    let list = |texts: &[&str]| Value::List(texts.iter().map(|text| (*text).to_owned()).collect());
    let products: Vec<Attributes> = (0..600_u32)
        .map(|at| {
            let mut own = Attributes::new();
            if at % 3 > 0 {
                own.insert("width".to_owned(), Value::Number(f64::from(at % 40) * 7.0));
            }
            if at % 4 > 0 {
                let plugs: &[&str] = if at % 5 == 0 { &["1.25″", "2″"] } else { &["2″"] };
                own.insert("plug".to_owned(), list(plugs));
            }
            if at % 2 == 0 {
                own.insert("goto".to_owned(), Value::Flag(at % 4 == 0));
            }
            own
        })
        .collect();
    let facets: Vec<FacetIndex> = definitions
        .iter()
        .filter_map(|one| FacetIndex::of_attribute(one, &products.iter().collect::<Vec<_>>()))
        .collect();
    let mut builder = QuantityBuilder::new(&definitions);
    for (at, own) in (0..).zip(&products) {
        builder.add(at, own);
    }
    let quantities = builder.build();

    let values = [FacetSpec::bands(&definitions[0]), FacetValues::Texts, FacetValues::Flags];
    let config = Config {
        facets: definitions
            .iter()
            .zip(values)
            .map(|(one, values)| FacetSpec::of_attribute(one, values))
            .collect(),
        quantities: Arc::new(QuantityBuilder::definitions(&definitions)),
        resident: vec!["category".to_owned()],
        answers: Vec::new(),
        vocabulary: Arc::default(),
        ..config()
    };
    let folder = Folder::new();
    let mut store = IndexStore::create(&folder.0, config.clone()).unwrap();
    let mut built = store.rebuild(config);
    for (at, own) in (0_u32..).zip(&products) {
        let mut record = Record::new(Key::from(at));
        for one in &definitions {
            for value in facet_values(one, own.get(&one.key)) {
                record.add_field(&one.key, value);
            }
            if let Some(value) = own.get(&one.key) {
                record.add_attribute(&one.key, value);
            }
        }
        let mut builder = QuantityBuilder::new(&definitions);
        builder.add(0, own);
        record.add_quantities(&builder.build());
        if at % 7 == 0 {
            record.add_field("category", FieldValue::Text("sevens".to_owned()));
        }
        record.set_sorts(vec![at.to_be_bytes().to_vec(), Vec::new()]);
        built.add(record).unwrap();
    }
    store.replace(built, b"").unwrap();
    let reader = store.reader();

    for query in ["8 inch", "203 mm", "under 10 cm", "between 50 and 120 mm", "2 inch", "1.25\""] {
        let quantity = intent::quantities(query).remove(0);
        for index in &quantities {
            let own = reader.config().quantities.iter().find(|own| own.key == index.key).unwrap();
            let found = reader.measuring(own, &quantity).unwrap();
            let found: Vec<Document> = found.iter().collect();
            assert_eq!(found, index.matching(&quantity), "{query} {}", index.key);
        }
    }
    for (own, facet) in reader.facets().zip(&facets) {
        let all = reader.all();
        let narrowed = reader.narrow(ListFilter { members: &all, first: None, choices: &[] });
        let counted = narrowed.facets.iter().find(|one| one.facet.key == own.key).unwrap();
        assert_eq!((&own.key, &own.choices), (&facet.key, &facet.choices));
        for (place, choice) in counted.choices.iter().enumerate() {
            let count = (0..600).filter(|at| facet.of(*at).contains(&(place as u16))).count();
            assert_eq!(choice.count as usize, count, "{:?}", choice.choice);
        }
    }
    for text in [
        "everything",
        "category sevens",
        "width >= 100; goto is yes",
        "plug has \"1.25″\" or width < 30",
        "not (plug has \"2″\") and category sevens",
        "goto present; not width present",
        "goto is no or category sevens; width <= 70",
    ] {
        let condition = Condition::parse(text).unwrap();
        let category = |slug: &str| reader.having("category", &FieldValue::Text(slug.to_owned()));
        let found: Vec<Document> = reader.fitting(&condition, &category).unwrap().iter().collect();
        let is_in = |at: u32| move |slug: &str| slug == "sevens" && at.is_multiple_of(7);
        let fits = |at: &u32| condition.holds(&products[*at as usize], &is_in(*at));
        assert_eq!(found, (0..600).filter(fits).collect::<Vec<u32>>(), "{text}");
    }
}

fn small(folder: &Path) -> IndexStore {
    let mut store = IndexStore::create(folder, config()).unwrap();
    let mut built = store.rebuild(config());
    for key in 0..500_u128 {
        let thing = Thing {
            name: format!("halden telescope {key}"),
            summary: "a telescope for the moon".to_owned(),
            sku: format!("SKU{key}"),
            colour: Some("red"),
            band: Some(1),
            price: 100,
            featured: false,
            solar: false,
            available: true,
        };
        built.add(record(key, &thing)).unwrap();
    }
    store.replace(built, b"here").unwrap();
    store
}

#[test]
fn a_damaged_file_is_an_error_and_never_a_panic() {
    let folder = Folder::new();
    drop(small(&folder.0));
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.file_name().unwrap() != "lock");
    assert_eq!(files.len(), 2, "{files:?}");
    for file in files {
        let whole = fs::read(&file).unwrap();
        for at in (0..whole.len()).step_by(whole.len() / 97 + 1) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x55;
            fs::write(&file, &damaged).unwrap();
            if let Ok(store) = IndexStore::open(&folder.0, config()) {
                // What is not kept in memory is checked later.
                let reader = store.reader();
                if at > 8 {
                    assert!(reader.verify().is_err(), "{at}");
                }
                let _ = reader.find("halden telescope 7");
                let _ = reader.find("\"halden telescope 7\"");
                let all = reader.all();
                let _ = reader.page(&all, ListOrder::Sorted(1), 0..600);
                for document in all.iter() {
                    let _ = reader.card(document);
                }
            }
            fs::write(&file, &whole[..at]).unwrap();
            assert!(IndexStore::open(&folder.0, config()).is_err(), "{at}");
        }
        fs::write(&file, &whole).unwrap();
    }
    assert_eq!(IndexStore::open(&folder.0, config()).unwrap().position(), b"here");
}

#[test]
fn one_process_has_a_folder_and_other_settings_build_again() {
    let folder = Folder::new();
    assert!(matches!(IndexStore::open(&folder.0, config()), Err(IndexError::Missing(_))));
    let store = small(&folder.0);
    let second = IndexStore::open(&folder.0, config());
    assert!(matches!(second, Err(IndexError::Locked(_))), "{second:?}");
    drop(store);
    let other = Config { kind: 8, ..config() };
    assert!(matches!(IndexStore::open(&folder.0, other), Err(IndexError::Foreign(_))));
    assert_eq!(IndexStore::open(&folder.0, config()).unwrap().reader().len(), 500);
}

#[test]
fn what_was_not_saved_is_gone_and_the_position_says_so() {
    let folder = Folder::new();
    let mut store = small(&folder.0);
    store.apply(Vec::new(), &[1, 2, 3]).unwrap();
    assert_eq!(store.reader().len(), 497);
    drop(store);
    let mut store = IndexStore::open(&folder.0, config()).unwrap();
    assert_eq!((store.reader().len(), store.position()), (500, b"here".as_slice()));
    let before = store.reader();
    store.apply(Vec::new(), &[1, 2, 3]).unwrap();
    assert_eq!(before.len(), 500, "a request in progress reads what there was");
    store.save(b"there").unwrap();
    drop(store);
    let store = IndexStore::open(&folder.0, config()).unwrap();
    assert_eq!((store.reader().len(), store.position()), (497, b"there".as_slice()));
}

#[test]
fn many_changes_leave_few_segments() {
    let folder = Folder::new();
    let mut store = small(&folder.0);
    let mut merges = 0;
    for at in 0..3_000_u32 {
        let thing = Thing {
            name: format!("moon filter {at}"),
            summary: String::new(),
            sku: format!("NEW{at}"),
            colour: Some("blue"),
            band: None,
            price: 100,
            featured: false,
            solar: false,
            available: true,
        };
        // Twice: the last counts.
        let changed = vec![record(7, &thing), record(u128::from(at % 2_000), &thing)];
        store.apply(changed, &[]).unwrap();
        if at % 100 == 0 {
            merge(&mut store);
            merges += 1;
        }
        assert!(store.reader().segments() < 40, "{at}: {}", store.reader().segments());
    }
    assert_eq!((store.reader().len(), merges), (2_000, 30));
    store.save(b"end").unwrap();
    let reader = store.reader();
    assert_eq!(reader.find("filter").unwrap().len(), 2_000);
    assert!(reader.find("telescope 8").unwrap().is_empty());
    let segments = fs::read_dir(&folder.0).unwrap().count() - 2;
    assert_eq!(segments, reader.segments(), "files that are not needed are gone");
}

#[test]
fn a_merge_of_what_is_no_longer_there_changes_nothing() {
    let folder = Folder::new();
    let mut store = small(&folder.0);
    store.apply(Vec::new(), &(0..300).collect::<Vec<Key>>()).unwrap();
    let job = store.merge_job().unwrap();
    let late = store.merge_job().unwrap().run().unwrap();
    let merged = job.run().unwrap();
    // A change in the meantime.
    store.apply(Vec::new(), &[400]).unwrap();
    assert!(store.note(401, Note { available: false, bytes: b"sold" }));
    store.finish(merged);
    store.finish(late);
    let reader = store.reader();
    assert_eq!((reader.len(), reader.segments()), (199, 1));
    let card = reader.card(reader.document(401).unwrap()).unwrap().unwrap();
    assert!(!card.available && card.note.is_some());
    let built = store.rebuild(config());
    drop(built);
    store.save(b"end").unwrap();
    drop(store);
    let store = IndexStore::open(&folder.0, config()).unwrap();
    assert_eq!(store.reader().len(), 199);
    assert!(store.reader().document(400).is_none());
}

#[test]
fn pages_far_behind_are_those_of_the_whole_list() {
    let folder = Folder::new();
    let mut store = IndexStore::create(&folder.0, config()).unwrap();
    let things: BTreeMap<Key, Thing> = (0..3_000_u32)
        .map(|at| {
            let mixed = at.wrapping_mul(2_654_435_761) >> 7;
            let thing = Thing {
                name: format!("moon filter {}", mixed % 50),
                summary: String::new(),
                sku: format!("SKU{at}"),
                colour: Some(COLOURS[(mixed % 4) as usize]),
                band: None,
                price: i64::from(mixed % 30) * 100,
                featured: mixed % 7 == 0,
                solar: mixed % 11 == 0,
                available: mixed % 5 > 0,
            };
            (Key::from(mixed), thing)
        })
        .collect();
    let all: Vec<(&Key, &Thing)> = things.iter().collect();
    // Segments of very different sizes.
    let (mut from, mut size) = (0, 3);
    while from < all.len() {
        let part = all.iter().skip(from).take(size);
        let records = part.map(|(key, thing)| record(**key, thing)).collect();
        store.apply(records, &[]).unwrap();
        (from, size) = (from + size, size * 2);
    }
    let reader = store.reader();
    assert!(reader.segments() > 5);
    let numbers = numbers(&reader);
    let list = reader.all();
    let own = |key: &Key| (!things[key].available, own_key(*key, &things[key]));
    type Sort<'a> = &'a dyn Fn(&Key) -> (i64, String);
    let orders: [(ListOrder<'_>, Sort<'_>); 4] = [
        (ListOrder::Own, &|_| (0, String::new())),
        (ListOrder::Sorted(1), &|key| (0, things[key].name.clone())),
        (ListOrder::Up(&numbers), &|key| (things[key].price, String::new())),
        (ListOrder::Down(&numbers), &|key| (-things[key].price, String::new())),
    ];
    for (order, sort) in orders {
        let mut expected: Vec<Key> = things.keys().copied().collect();
        expected.sort_by_cached_key(|key| (sort(key), own(key)));
        for from in [0, 24, 500, 600, 1_234, 2_000, 2_976, 2_999, 3_000, 9_000] {
            let page = reader.page(&list, order, from..from + 24).unwrap();
            let part: Vec<Key> = expected.iter().skip(from).take(24).copied().collect();
            assert_eq!(keys(&reader, &page), part, "{from} {order:?}");
        }
    }
    let found = reader.find("filter").unwrap();
    let whole = found.page(&reader, 0..3_000);
    for from in [0, 100, 250, 1_500, 2_990] {
        assert_eq!(found.page(&reader, from..from + 24), whole[from..(from + 24).min(3_000)]);
    }
}

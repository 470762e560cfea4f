//! Measures the index at 1,000 to 1,000,000 generated documents: building, opening, memory, and
//! what requests take. `cargo run --release -p search --example growth [documents …]`
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use domain::search::ChoiceLabel;
use search::{
    FacetChoice, FacetIndex, Vocabulary,
    segment::{
        Config, FacetSpec, FacetValues, FieldValue, IndexStore, ListFilter, ListOrder, Note,
        Numbers, NumbersOf, Reader, Record,
    },
};
use std::{
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

/// Attributes with so many values each.
const ATTRIBUTES: [u64; 10] = [2, 3, 5, 8, 12, 16, 20, 25, 30, 40];
const CATEGORIES: u64 = 12;
const BRANDS: u64 = 300;
/// Words of prose, and words of names.
const PROSE: u64 = 30_000;
const NAMES: u64 = 8_000;

/// A small generator of pseudo-random numbers: the same documents each time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// By Zipf's law: the n-th of `end` occurs about 1/n as often as the first.
    fn zipf(&mut self, end: u64) -> u64 {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        (((end + 1) as f64).powf(share) as u64 - 1).min(end - 1)
    }
}

/// A word that can be pronounced; each number has its own.
fn word(number: u64) -> String {
    let mut word = String::new();
    let mut rest = number.wrapping_mul(2_654_435_761) % 100_000_007;
    for _ in 0..3 {
        word.push(char::from(b"bdfghklmnprstvwz"[(rest % 16) as usize]));
        rest /= 16;
        word.push(char::from(b"aeiou"[(rest % 5) as usize]));
        rest /= 5;
    }
    word.push(char::from(b"lmnrst"[(rest % 6) as usize]));
    word
}

fn text(random: &mut Random, words: u64, of: u64) -> String {
    (0..words).map(|_| word(random.zipf(of))).collect::<Vec<_>>().join(" ")
}

fn record(number: u64, version: u64) -> Record {
    let mut random = Random(number.wrapping_mul(1_000_003) ^ version << 40);
    let mut record = Record::new(u128::from(number) << 64 | 7);
    let category = random.zipf(CATEGORIES);
    let name = format!("{} {}", text(&mut random, 3, NAMES), random.below(400) * 10);
    let brand = word(1_000_000 + random.zipf(BRANDS));
    let summary = text(&mut random, 14, PROSE);
    let sku = format!("{}{number:07}", word(random.below(50)));
    record.add(&name, 8);
    record.add(&brand, 5);
    record.add(&sku, 9);
    record.add(&word(2_000_000 + category), 5);
    record.add_prose(&summary, 2);
    for text in [&name, &brand, &summary] {
        record.add_text(text);
    }
    record.add_name(&format!("slug:{}-{number}", name.replace(' ', "-")));
    record.add_name(&format!("sku:{sku}"));
    record.add_field("category", FieldValue::Text(format!("category-{category}")));
    record.add_field("brand", FieldValue::Text(brand.clone()));
    for (at, values) in ATTRIBUTES.into_iter().enumerate() {
        if random.below(4) > 0 {
            let value = format!("{} {at}", word(3_000_000 + random.zipf(values)));
            record.add(&value, 2);
            record.add_field(&format!("a{at}"), FieldValue::Text(value));
        }
    }
    let price = (random.below(400) + 1) * 500 - 100;
    record.set_number("EUR", price as i64);
    let published = !(1_700_000_000_000_u64 + random.below(80_000_000_000));
    let featured = u8::from(random.below(50) > 0);
    let mut own = vec![featured];
    own.extend_from_slice(&published.to_be_bytes());
    own.extend_from_slice(&number.to_be_bytes());
    record.set_sorts(vec![own, published.to_be_bytes().to_vec(), name.clone().into_bytes()]);
    if random.below(10) > 0 {
        record.make_available();
    }
    record.set_card(format!("{name}|{brand}|{summary}|{price}|{:0150}", number).into_bytes());
    record
}

fn config() -> Config {
    let facet = |key: String, values| FacetSpec {
        label: key.clone(),
        key,
        explanation: String::new(),
        values,
    };
    let stock = [("in-stock", true), ("sold-out", false)]
        .map(|(key, is)| FacetChoice { key: key.into(), label: ChoiceLabel::InStock(is) });
    let own = [
        facet("brand".to_owned(), FacetValues::Texts),
        facet("stock".to_owned(), FacetValues::Available(stock)),
    ];
    let attributes = (0..ATTRIBUTES.len()).map(|at| facet(format!("a{at}"), FacetValues::Texts));
    Config {
        kind: 1,
        orders: 3,
        facets: own.into_iter().chain(attributes).collect(),
        resident: vec!["category".to_owned()],
        vocabulary: Arc::new(Vocabulary::default()),
        ..Config::default()
    }
}

fn prices(reader: &Reader) -> (FacetIndex, Numbers) {
    let cuts = [5_000, 10_000, 25_000, 50_000, 100_000, 150_000];
    let compute = |stored: &[Option<i64>]| stored.iter().flatten().next().copied().unwrap_or(0);
    let numbers =
        reader.numbers(NumbersOf { id: 1, names: &["EUR"], cuts: &cuts, compute: &compute });
    let choice = |at: usize| FacetChoice {
        key: format!("band-{at}").into(),
        label: ChoiceLabel::Text(format!("band {at}").into()),
    };
    let choices = (0..=cuts.len()).map(choice).collect();
    (FacetIndex::of_places("price", choices, std::iter::empty()), numbers.unwrap())
}

/// Resident memory and its part that is not of files, in MB.
fn memory() -> (f64, f64) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value = |key: &str| {
        let line = status.lines().find(|line| line.starts_with(key)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    };
    (value("VmRSS:"), value("VmHWM:"))
}

fn cpu() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let rest = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |at: usize| rest.split_whitespace().nth(at).and_then(|n| n.parse::<u64>().ok());
    Duration::from_millis((ticks(11).unwrap_or(0) + ticks(12).unwrap_or(0)) * 10)
}

fn measure(name: &str, times: usize, mut work: impl FnMut(usize) -> usize) {
    // For a profile: only requests whose name begins like this.
    if std::env::var("GROWTH_ONLY").is_ok_and(|only| !name.starts_with(&only)) {
        return;
    }
    let mut taken: Vec<Duration> = Vec::with_capacity(times);
    let mut results = 0;
    for at in 0..times {
        let start = Instant::now();
        results += work(at);
        taken.push(start.elapsed());
    }
    taken.sort_unstable();
    let at = |share: usize| taken[(times * share / 100).min(times - 1)].as_secs_f64() * 1e3;
    let results = results / times;
    println!(
        "  {name:<34} p50 {:>8.3} ms  p95 {:>8.3} ms  max {:>8.3} ms  ({results} results)",
        at(50),
        at(95),
        at(100)
    );
}

fn list(reader: &Reader, category: u64, choices: &[(String, String)], sort: usize) -> usize {
    let value = FieldValue::Text(format!("category-{category}"));
    let members = if category == CATEGORIES {
        reader.all()
    } else {
        reader.having("category", &value).unwrap()
    };
    let (facet, numbers) = prices(reader);
    let filter = ListFilter { members: &members, first: Some((&facet, &numbers)), choices };
    let narrowed = reader.narrow(filter);
    let order = match sort {
        0 => ListOrder::Own,
        1 => ListOrder::Up(&numbers),
        2 => ListOrder::Down(&numbers),
        3 => ListOrder::Sorted(1),
        _ => ListOrder::Sorted(2),
    };
    let page = reader.page(&narrowed.found, order, 0..24).unwrap();
    for document in page {
        reader.card(document).unwrap().unwrap();
    }
    narrowed.found.len()
}

fn search(reader: &Reader, query: &str, unfinished: bool) -> usize {
    let mut found = reader.find(query).unwrap();
    if found.is_empty() && unfinished {
        found = reader.find_unfinished(query).unwrap().unwrap_or(found);
    }
    if unfinished {
        for hit in found.page(reader, 0..6) {
            reader.card(hit.document).unwrap().unwrap();
        }
        return found.len();
    }
    found.keep_relevant(12.0);
    let members = found.set(reader);
    let (facet, numbers) = prices(reader);
    let filter = ListFilter { members: &members, first: Some((&facet, &numbers)), choices: &[] };
    let narrowed = reader.narrow(filter);
    for hit in found.page(reader, 0..24) {
        reader.card(hit.document).unwrap().unwrap();
    }
    narrowed.found.len()
}

fn size_of(folder: &Path) -> f64 {
    let entries = fs::read_dir(folder).unwrap();
    let sizes = entries.map(|entry| entry.unwrap().metadata().unwrap().len());
    sizes.sum::<u64>() as f64 / 1e6
}

fn build(folder: &Path, documents: u64) {
    let _ = fs::remove_dir_all(folder);
    let (start, used) = (Instant::now(), cpu());
    let mut store = IndexStore::create(folder, config()).unwrap();
    let mut built = store.rebuild(config());
    for number in 0..documents {
        built.add(record(number, 0)).unwrap();
    }
    store.replace(built, b"0").unwrap();
    println!(
        "  built in {:.1} s ({:.1} s of CPU), peak of memory {:.0} MB, {:.0} MB of files",
        start.elapsed().as_secs_f64(),
        (cpu() - used).as_secs_f64(),
        memory().1,
        size_of(folder)
    );
}

/// Builds and reads in processes of their own, so that memory is that of each.
fn run(documents: u64) {
    let folder = std::env::temp_dir().join(format!("growth-{}-{documents}", std::process::id()));
    println!("{documents} documents");
    for step in ["--build", "--open"] {
        let program = std::env::current_exe().unwrap();
        let status = std::process::Command::new(program)
            .args([step, folder.to_str().unwrap(), &documents.to_string()])
            .status();
        assert!(status.unwrap().success());
    }
    let _ = fs::remove_dir_all(&folder);
}

fn read(folder: &Path, documents: u64) {
    let start = Instant::now();
    let mut store = IndexStore::open(folder, config()).unwrap();
    let opened = start.elapsed().as_secs_f64() * 1e3;
    println!("  opened in {opened:.0} ms, resident {:.0} MB", memory().0);
    let start = Instant::now();
    list(&store.reader(), 0, &[], 1);
    println!("  first list with prices {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    requests(&store.reader());

    let mut random = Random(5);
    measure("edit (apply)", 300, |at| {
        let number = random.below(documents);
        store.apply(vec![record(number, at as u64 + 1)], &[]).unwrap();
        1
    });
    measure("edit, then a list", 100, |at| {
        let number = random.below(documents);
        store.apply(vec![record(number, at as u64 + 1000)], &[]).unwrap();
        list(&store.reader(), 0, &[], 0)
    });
    measure("sale (note)", 2_000, |at| {
        let key = u128::from(random.below(documents)) << 64 | 7;
        usize::from(store.note(key, Note { available: at % 2 == 0, bytes: b"stock" }))
    });
    let mut merges = 0;
    let used = cpu();
    let (start, edits) = (Instant::now(), 20_000.min(documents as usize / 2));
    for at in 0..edits / 10 {
        let changed = (0..10).map(|_| record(random.below(documents), at as u64 + 5000));
        let mut changed: Vec<Record> = changed.collect();
        changed.truncate(10);
        store.apply(changed, &[]).unwrap();
        while let Some(job) = store.merge_job() {
            let merged = job.run().unwrap();
            store.finish(merged);
            merges += 1;
        }
    }
    println!(
        "  {edits} edits in tens: {:.1} s, {:.2} ms of CPU an edit, {merges} merges, {} segments",
        start.elapsed().as_secs_f64(),
        (cpu() - used).as_secs_f64() * 1e3 / edits.max(1) as f64,
        store.reader().segments()
    );
    let start = Instant::now();
    store.save(b"1").unwrap();
    println!("  saved in {:.0} ms; after the edits:", start.elapsed().as_secs_f64() * 1e3);
    requests(&store.reader());
    println!("  resident {:.0} MB, peak {:.0} MB", memory().0, memory().1);
    drop(store);
    let start = Instant::now();
    let store = IndexStore::open(folder, config()).unwrap();
    println!("  opened again in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let start = Instant::now();
    store.reader().verify().unwrap();
    println!("  verified in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
}

fn requests(reader: &Reader) {
    let filters = |random: &mut Random| -> Vec<(String, String)> {
        let mut choices = Vec::new();
        for at in [4, 7] {
            let key = format!("a{at}");
            let choice = reader.facet(&key).and_then(|facet| {
                let first = random.below(3) as usize;
                Some(facet.choices.get(first)?.key.to_string())
            });
            choices.extend(choice.map(|choice| (key, choice)));
        }
        choices
    };
    let mut random = Random(1);
    measure("all products", 50, |at| list(reader, CATEGORIES, &[], at % 5));
    measure("category", 100, |at| list(reader, at as u64 % CATEGORIES, &[], at % 5));
    measure("category, two filters", 100, |at| {
        let choices = filters(&mut random);
        list(reader, at as u64 % CATEGORIES, &choices, at % 5)
    });
    for words in 1..=3 {
        measure(&format!("search, {words} words"), 150, |_| {
            let mut query = text(&mut random, 1, NAMES);
            for at in 1..words {
                query.push(' ');
                query.push_str(&word(if at == 1 {
                    2_000_000 + random.zipf(CATEGORIES)
                } else {
                    random.zipf(PROSE)
                }));
            }
            search(reader, &query, false)
        });
    }
    measure("search, mistyped", 100, |_| {
        let word = text(&mut random, 1, NAMES);
        let mut typed: Vec<char> = word.chars().collect();
        typed.swap(3, 4);
        search(reader, &typed.into_iter().collect::<String>(), false)
    });
    measure("search, phrase", 100, |_| {
        search(reader, &format!("\"{}\"", text(&mut random, 2, 60)), false)
    });
    for letters in [2, 3, 4, 5] {
        measure(&format!("suggestion, {letters} letters"), 150, |_| {
            let word = text(&mut random, 1, NAMES);
            search(reader, word.get(..letters).unwrap_or(&word), true)
        });
    }
    let all = reader.all();
    let (_, numbers) = prices(reader);
    let deep = all.len().saturating_sub(24);
    measure("last page by price", 20, |_| {
        reader.page(&all, ListOrder::Down(&numbers), deep..deep + 24).unwrap().len()
    });
    measure("last page by name", 20, |_| {
        reader.page(&all, ListOrder::Sorted(2), deep..deep + 24).unwrap().len()
    });
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [step, folder, documents] = arguments.as_slice()
        && step.starts_with("--")
    {
        let (folder, documents) = (Path::new(folder), documents.parse().unwrap());
        match step.as_str() {
            "--build" => build(folder, documents),
            _ => read(folder, documents),
        }
        return;
    }
    let sizes: Vec<u64> = arguments.iter().filter_map(|text| text.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000, 100_000, 1_000_000] } else { sizes };
    sizes.into_iter().for_each(run);
}

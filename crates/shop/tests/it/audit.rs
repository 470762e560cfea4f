//! The audit log: every use case with an actor that writes adds an entry, the log is found by thing,
//! and entries of every area can be taken back.

use crate::edit::id_of;
use domain::{
    Currency, Money,
    audit::{Action, Entity},
    shipping::ShippingMethod,
    staff::{Permission, Permissions},
};
use shop::{
    audit::{LogError, ShowLog, entry, export, log, undo},
    cart::{TrialError, TriedStock, TryCart, trial},
    catalogue::edit::{UndoError, WhyLeft},
    pricing::{self, OfferCurrencies, SetPrice, SetRates, set_price},
    recommendations::{Flags, Pair, exclude, of_product, pin, set_flags},
    settings::{ChangeSettings, Setting, adopt, change, stored},
    staff::{Actor, Forbidden},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use store::{Uuid, pricing::CurrencyTables};
use testing::{Bench, NOW, on_both, settings};

fn mara() -> Actor {
    Actor::staff(Uuid::from_u128(1), "Mara".to_owned(), Permissions::all())
}

fn nobody() -> Actor {
    Actor::staff(Uuid::from_u128(2), "Jon".to_owned(), Permissions::NONE)
}

/// A function of the sources.
struct Function {
    file: PathBuf,
    area: String,
    name: String,
    signature: String,
    body: String,
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The functions of a file, without those of its tests.
fn functions(file: &Path, area: &str, found: &mut Vec<Function>) {
    let text = fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let is_function =
            ["fn ", "pub ", "pub(", "async ", "const "].iter().any(|start| code.starts_with(start));
        let Some((_, rest)) = code.split_once("fn ").filter(|_| is_function) else { continue };
        let name = rest.split(['(', '<']).next().unwrap();
        let end = format!("{}}}", " ".repeat(line.len() - code.len()));
        let ends = |line: &&str| line.ends_with('{') || line.ends_with(['}', ';']);
        let head = lines[at..].iter().position(ends).map_or(1, |length| length + 1);
        let (signature, rest) = lines[at..].split_at(head);
        let length = rest.iter().position(|line| *line == end).unwrap_or(0);
        found.push(Function {
            file: file.to_owned(),
            area: area.to_owned(),
            name: name.to_owned(),
            signature: signature.join("\n"),
            body: rest[..length].join("\n"),
        });
    }
}

/// The names that a text calls.
fn calls(text: &str) -> BTreeSet<&str> {
    text.split('(')
        .map(|before| before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
        .filter(|name| !name.is_empty())
        .collect()
}

/// What a use case does, with the functions of its area that it calls.
fn reached(all: &[Function], from: &Function) -> String {
    let mut seen = BTreeSet::from([(from.file.clone(), from.name.clone())]);
    let (mut open, mut text) = (vec![from], String::new());
    while let Some(function) = open.pop() {
        text += &function.body;
        for name in calls(&function.body) {
            let named = || all.iter().filter(|other| other.name == name);
            let own: Vec<_> = named().filter(|other| other.file == function.file).collect();
            let near = named().filter(|other| other.area == from.area);
            let called = if own.is_empty() { near.collect() } else { own };
            for other in called {
                if seen.insert((other.file.clone(), other.name.clone())) {
                    open.push(other);
                }
            }
        }
    }
    text
}

/// Use cases with an actor that begin a transaction and write nothing.
const WRITE_NOTHING: [&str; 4] = [
    // They only read; functions that they call share names with others that write.
    "media/library.rs: list",
    "media/library.rs: show",
    "media/library.rs: of_product",
    // Sends an email to whoever asks for it, and changes nothing.
    "notifications/texts/trial.rs: send_trial",
];

#[test]
fn every_use_case_with_an_actor_that_writes_adds_an_entry() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut paths, mut all) = (Vec::new(), Vec::new());
    files(&root, &mut paths);
    for path in &paths {
        let place = path.strip_prefix(&root).unwrap();
        let area = place.components().next().unwrap().as_os_str().to_string_lossy();
        functions(path, &area, &mut all);
    }
    let is_use_case = |one: &&Function| {
        one.signature.trim_start().starts_with("pub async fn") && one.signature.contains("&Actor")
    };
    let (mut writing, mut silent) = (0, Vec::new());
    for one in all.iter().filter(is_use_case) {
        let text = reached(&all, one);
        if !text.contains(".begin()") {
            continue;
        }
        writing += 1;
        let records = text.contains("record(") && text.contains("Recorded");
        if !records && !text.contains("store::audit::insert") {
            let place = one.file.strip_prefix(&root).unwrap().display();
            silent.push(format!("{place}: {}", one.name));
        }
    }
    assert!(writing > 40, "{writing}");
    assert_eq!(silent, WRITE_NOTHING, "these write without an entry in the audit log");
}

async fn newest(bench: &Bench, command: ShowLog<'_>) -> store::audit::EntryRow {
    let found = log(&bench.shop, &mara(), command).await.unwrap();
    found.entries[0].row.clone()
}

on_both!(the_log_is_found_by_thing_and_a_price_is_put_back);
async fn the_log_is_found_by_thing_and_a_price_is_put_back(bench: &Bench) {
    let shop = &bench.shop;
    let shown = shop.snapshot().by_sku("TORCH").unwrap().variants[0].price;
    let price = Money::new(shown.minor + 100, Currency::EUR);
    let command = SetPrice { sku: "TORCH".to_owned(), shown, price };
    let id = set_price(shop, &mara(), command).await.unwrap().unwrap();
    let about = ShowLog { thing: "TORCH", kind: Some(Entity::Price), ..ShowLog::default() };
    let found = log(shop, &mara(), about).await.unwrap();
    assert_eq!((found.entries.len(), found.next), (1, None));
    let first = found.entries[0].first.as_ref().unwrap();
    assert_eq!((first.label.as_str(), first.field.as_str()), ("TORCH", "price"));
    for (command, count) in [
        (ShowLog { thing: "TORCH", ..ShowLog::default() }, 1),
        (ShowLog { thing: "MUG", ..ShowLog::default() }, 0),
        (ShowLog { thing: "nothing", ..ShowLog::default() }, 0),
        (ShowLog { action: Some(Action::Archive), ..about }, 0),
        (ShowLog { actor: mara().id(), ..about }, 1),
        (ShowLog { actor: Some(Uuid::from_u128(9)), ..about }, 0),
        (ShowLog { from: Some(shop.local().0), until: Some(shop.local().0), ..about }, 1),
        (ShowLog { until: shop.local().0.previous_day(), ..about }, 0),
        (ShowLog { from: shop.local().0.next_day(), ..about }, 0),
    ] {
        let found = log(shop, &mara(), command).await.unwrap();
        assert_eq!(found.entries.len(), count, "{command:?}");
    }
    let csv = export(shop, &mara(), about).await.unwrap();
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.lines().nth(1).unwrap().contains(",Mara,change,price,TORCH,price,"), "{csv}");
    let shown = entry(shop, &mara(), id).await.unwrap();
    assert_eq!((shown.changes.len(), shown.changes[0].why.clone()), (1, None));
    let done = undo(shop, &mara(), id).await.unwrap();
    assert_eq!((done.restored, done.left.len()), (1, 0));
    let after = entry(shop, &mara(), id).await.unwrap();
    assert_eq!(after.undone_by, Some(done.entry));
    assert_eq!(after.changes[0].why, Some(WhyLeft::Changed));
    assert!(matches!(undo(shop, &mara(), id).await, Err(UndoError::AlreadyUndone(_))));
    let refused = log(shop, &nobody(), about).await;
    assert!(matches!(refused, Err(LogError::Forbidden(Forbidden(Permission::AuditRead)))));
}

on_both!(settings_are_put_back_unless_they_have_changed_since);
async fn settings_are_put_back_unless_they_have_changed_since(bench: &Bench) {
    let shop = &bench.shop;
    let before = stored(shop).await.unwrap();
    let set = async |values: &[(Setting, &str)]| {
        // Before settings are stored, a change is one of version 0.
        let version = stored(shop).await.unwrap().version;
        let values: BTreeMap<Setting, String> =
            values.iter().map(|(setting, text)| (*setting, (*text).to_owned())).collect();
        change(shop, &mara(), ChangeSettings { version, values }).await.unwrap()
    };
    let both = set(&[(Setting::CutOff, "9"), (Setting::LowStock, "7")]).await;
    let id = both.entry.unwrap();
    set(&[(Setting::LowStock, "8")]).await;
    let shown = entry(shop, &mara(), id).await.unwrap();
    let why: BTreeMap<&str, Option<WhyLeft>> =
        shown.changes.iter().map(|one| (one.change.field.as_str(), one.why.clone())).collect();
    let expected = BTreeMap::from([("cut-off", None), ("low-stock", Some(WhyLeft::Changed))]);
    assert_eq!(why, expected);
    let done = undo(shop, &mara(), id).await.unwrap();
    assert_eq!((done.restored, done.left), (1, vec!["low-stock".to_owned()]));
    let after = stored(shop).await.unwrap();
    assert_eq!(after.dispatch.cut_off, before.dispatch.cut_off);
    assert_eq!(after.limits.low_stock, 8);
    let nothing = set(&[(Setting::LowStock, "8")]).await;
    assert_eq!(nothing.entry, None, "nothing has changed");
}

on_both!(rates_and_offered_currencies_are_put_back);
async fn rates_and_offered_currencies_are_put_back(bench: &Bench) {
    let shop = &bench.shop;
    adopt(shop.db(), &settings("https://shop.example"), NOW).await.unwrap();
    let about = ShowLog { kind: Some(Entity::Rates), ..ShowLog::default() };
    let first = pricing::stored(shop).await.unwrap();
    let rates = vec![(Currency::USD, Some(1_250_000))];
    let command = SetRates { version: first.version, rates };
    let version = pricing::set(shop, &mara(), command).await.unwrap();
    let typed = newest(bench, about).await;
    let currencies = vec![Currency::EUR];
    let command = OfferCurrencies { version, currencies };
    pricing::offer(shop, &mara(), command).await.unwrap();
    let offered = newest(bench, about).await;
    undo(shop, &mara(), offered.id).await.unwrap();
    undo(shop, &mara(), typed.id).await.unwrap();
    let last = pricing::stored(shop).await.unwrap();
    let chosen = |tables: &CurrencyTables| {
        let rows = tables.currencies.iter().filter(|row| row.enabled && !row.ended);
        rows.map(|row| row.code).collect::<Vec<_>>()
    };
    assert_eq!(chosen(&last.tables), chosen(&first.tables));
    let rate = |tables: &CurrencyTables| {
        let row = tables.rates.iter().find(|row| row.code == Currency::USD).unwrap();
        (row.rate, row.source)
    };
    assert_eq!(rate(&last.tables), rate(&first.tables));
}

on_both!(choices_about_recommendations_are_recorded_and_put_back);
async fn choices_about_recommendations_are_recorded_and_put_back(bench: &Bench) {
    let (shop, about) = (&bench.shop, ShowLog { thing: "red-torch", ..ShowLog::default() });
    let pair = Pair { product: "red-torch", other: "enamel-mug" };
    pin(shop, &mara(), pair, 0).await.unwrap();
    let pinned = newest(bench, about).await;
    exclude(shop, &mara(), pair).await.unwrap();
    exclude(shop, &mara(), pair).await.unwrap();
    let flags = Flags { hidden: true, bought_again: false };
    set_flags(shop, &mara(), "red-torch", flags).await.unwrap();
    let hidden = newest(bench, about).await;
    let entries = log(shop, &mara(), about).await.unwrap().entries;
    assert_eq!(entries.len(), 3, "the same again changes nothing");
    let id = id_of(bench, "red-torch").await;
    assert!(entries.iter().all(|one| one.first.as_ref().unwrap().entity_id == id));
    let shown = of_product(shop, &mara(), "red-torch").await.unwrap();
    assert!(shown.neighbours[0].pinned && shown.neighbours[0].other.slug == "enamel-mug");
    assert_eq!((shown.excluded.len(), shown.flags), (1, flags));
    undo(shop, &mara(), pinned.id).await.unwrap();
    undo(shop, &mara(), hidden.id).await.unwrap();
    let shown = of_product(shop, &mara(), "red-torch").await.unwrap();
    assert_eq!((shown.neighbours.len(), shown.excluded.len()), (0, 1));
    assert_eq!(shown.flags, Flags::default());
    assert!(pin(shop, &nobody(), pair, 0).await.is_err());
}

on_both!(a_trial_is_what_the_cart_pays);
async fn a_trial_is_what_the_cart_pays(bench: &Bench) {
    let shop = &bench.shop;
    let cart = bench.view(&bench.cart(&[("TORCH", 2), ("MUG", 1)]).await).await;
    let lines = [("TORCH".to_owned(), 2), ("MUG".to_owned(), 1)];
    let command = TryCart {
        lines: &lines,
        currency: Currency::EUR,
        country: "DE",
        postcode: "",
        town: "",
        method: ShippingMethod::Standard,
    };
    let tried = trial(shop, &mara(), command).await.unwrap();
    assert_eq!((tried.totals, tried.taxes), (cart.totals, cart.taxes));
    assert_eq!(tried.load, cart.load);
    assert_eq!(tried.lines[0].stock, TriedStock::Available);
    assert!(!tried.options.is_empty());
    let other = [("NOTHING".to_owned(), 1)];
    let refused = trial(shop, &mara(), TryCart { lines: &other, ..command }).await;
    assert!(matches!(refused, Err(TrialError::NoSuchSku(sku)) if sku == "NOTHING"));
    let refused = trial(shop, &mara(), TryCart { lines: &[], ..command }).await;
    assert!(matches!(refused, Err(TrialError::Lines)));
    let refused = trial(shop, &mara(), TryCart { country: "ZZ", ..command }).await;
    assert!(matches!(refused, Err(TrialError::Country)));
    assert!(matches!(trial(shop, &nobody(), command).await, Err(TrialError::Forbidden(_))));
}

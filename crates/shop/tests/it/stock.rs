//! What people book, while the shop sells.

use domain::{
    audit::Entity,
    staff::{Permission, Permissions},
    stock::{LineError, MovementCause, StockLevel},
};
use shop::{
    catalogue::edit::variant,
    staff::Actor,
    stock::{
        BookError, BookList, BookListError, CountStock, ListCause, ListMode, LowError, MoveUnits,
        SetLow, ShowGrid, StockRange, book_list, correct, count, grid, history, receive, set_low,
        write_off,
    },
};
use store::Uuid;
use testing::{Bench, GOOD_CARD, on_both};

fn mara() -> Actor {
    let may = [Permission::StockWrite, Permission::CatalogueRead].into_iter().collect();
    Actor::staff(Uuid::from_u128(1), "Mara".to_owned(), may)
}

fn nobody() -> Actor {
    Actor::staff(Uuid::from_u128(2), "Jon".to_owned(), Permissions::NONE)
}

fn units(sku: &str, units: i64) -> MoveUnits<'_> {
    MoveUnits { sku, units, document: "LS-1", note: "", key: None }
}

async fn sell(bench: &Bench, sku: &str, quantity: u32) {
    let token = bench.cart(&[(sku, quantity)]).await;
    let (key, hash) = bench.review(&token, GOOD_CARD).await;
    bench.place(&token, &key, &hash).await.unwrap();
}

/// The level of a variant with its version, as the desk shows it.
async fn shown(bench: &Bench, sku: &str) -> (i64, i64) {
    let list = grid(&bench.shop, &mara(), ShowGrid { sku, ..ShowGrid::default() }).await.unwrap();
    let line = list.lines.iter().find(|line| line.row.sku == sku).unwrap();
    (line.row.stock, line.row.stock_version)
}

async fn ledger(bench: &Bench, sku: &str) -> Vec<(MovementCause, i64, i64)> {
    let rows = history(&bench.shop, &mara(), sku, None).await.unwrap();
    rows.iter().map(|row| (row.cause, row.delta, row.level)).collect()
}

on_both!(units_come_and_go);
async fn units_come_and_go(bench: &Bench) {
    let shop = &bench.shop;
    let level = || shop.snapshot().by_sku("GLOBE").unwrap().stock();
    let (before, _) = shown(bench, "GLOBE").await;
    let moved = receive(shop, &mara(), units("GLOBE", 12)).await.unwrap();
    assert_eq!((moved.before, moved.after), (before, before + 12));
    assert_eq!(level(), StockLevel::Enough);
    write_off(shop, &mara(), units("GLOBE", 3)).await.unwrap();
    correct(shop, &mara(), units("GLOBE", -(before + 9))).await.unwrap();
    assert_eq!(level(), StockLevel::SoldOut);
    correct(shop, &mara(), units("GLOBE", 1)).await.unwrap();
    assert_eq!(level(), StockLevel::Few(1));
    let below = write_off(shop, &mara(), units("GLOBE", 2)).await;
    assert!(matches!(below, Err(BookError::BelowZero(1))), "{below:?}");
    let unknown = receive(shop, &mara(), units("NOTHING", 2)).await;
    assert!(matches!(unknown, Err(BookError::NoSuchSku)), "{unknown:?}");
    for wrong in [0, -1, 1_000_001] {
        let refused = receive(shop, &mara(), units("GLOBE", wrong)).await;
        assert!(matches!(refused, Err(BookError::Quantity)), "{refused:?}");
    }
    let refused = receive(shop, &nobody(), units("GLOBE", 2)).await;
    assert!(matches!(refused, Err(BookError::Forbidden(_))), "{refused:?}");
    let causes: Vec<_> = ledger(bench, "GLOBE").await.into_iter().map(|row| row.0).collect();
    use MovementCause as C;
    assert_eq!(causes, [C::Correction, C::Correction, C::Damaged, C::Received, C::Opening]);
    let mut conn = shop.db().read().await.unwrap();
    let entries = store::audit::entries(&mut conn, Default::default(), 9).await.unwrap();
    assert_eq!((entries.len(), entries[0].actor_name.as_str()), (4, "Mara"));
    let changes = store::audit::changes(&mut conn, entries[3].id, 0, 9).await.unwrap();
    assert_eq!((changes[0].entity, changes[0].label.as_str()), (Entity::Stock, "GLOBE"));
    assert_eq!((changes[0].before.as_deref(), changes[0].after.as_deref()), (None, Some("+12")));
}

on_both!(a_form_that_is_sent_twice_books_once);
async fn a_form_that_is_sent_twice_books_once(bench: &Bench) {
    let shop = &bench.shop;
    let key = Some(Uuid::from_u128(5));
    let delivery = MoveUnits { key, ..units("GLOBE", 12) };
    let first = receive(shop, &mara(), delivery).await.unwrap();
    sell(bench, "GLOBE", 1).await;
    assert_eq!(receive(shop, &mara(), delivery).await.unwrap(), first);
    assert_eq!(bench.stock("GLOBE").await, first.after - 1);
    // Another delivery by the same form, and the same one by another form.
    receive(shop, &mara(), MoveUnits { units: 2, ..delivery }).await.unwrap();
    let other = MoveUnits { key: Some(Uuid::from_u128(6)), ..delivery };
    receive(shop, &mara(), other).await.unwrap();
    assert_eq!(bench.stock("GLOBE").await, first.after + 13);
    // What was refused can be sent again.
    let gone = MoveUnits { key, ..units("GLOBE", first.after + 14) };
    let refused = write_off(shop, &mara(), gone).await;
    assert!(matches!(refused, Err(BookError::BelowZero(_))), "{refused:?}");
    receive(shop, &mara(), units("GLOBE", 1)).await.unwrap();
    write_off(shop, &mara(), gone).await.unwrap();
    assert_eq!(bench.stock("GLOBE").await, 0);
    let (level, version) = shown(bench, "MUG").await;
    let counted =
        CountStock { sku: "MUG", counted: level + 3, shown: level, version, note: "", key };
    let first = count(shop, &mara(), counted).await.unwrap();
    assert_eq!(count(shop, &mara(), counted).await.unwrap(), first);
    let list = BookList {
        text: "MUG\t4\nGLOBE\t5",
        cause: ListCause::Received,
        document: "",
        note: "",
        mode: ListMode::Book,
        key,
    };
    let first = book_list(shop, &mara(), list).await.unwrap();
    assert_eq!(book_list(shop, &mara(), list).await.unwrap().lines, first.lines);
    assert_eq!((bench.stock("MUG").await, bench.stock("GLOBE").await), (level + 7, 5));
    // A form is not sent again after a week.
    bench.advance(8 * 86_400_000);
    shop::notifications::worker::clear_old(shop).await.unwrap();
    receive(shop, &mara(), delivery).await.unwrap();
    assert_eq!(bench.stock("GLOBE").await, 17);
}

on_both!(a_count_does_not_take_back_what_was_sold_meanwhile);
async fn a_count_does_not_take_back_what_was_sold_meanwhile(bench: &Bench) {
    let shop = &bench.shop;
    receive(shop, &mara(), units("GLOBE", 20)).await.unwrap();
    let (level, version) = shown(bench, "GLOBE").await;
    sell(bench, "GLOBE", 5).await;
    let counted =
        CountStock { sku: "GLOBE", counted: level - 2, shown: level, version, note: "", key: None };
    let moved = count(shop, &mara(), counted).await.unwrap();
    assert_eq!((moved.before, moved.after), (level - 5, level - 7));
    assert_eq!(bench.stock("GLOBE").await, level - 7);
    // A second count of the same shelf would be booked twice.
    let again = count(shop, &mara(), counted).await;
    let Err(BookError::Changed { level: now, version: later }) = again else { panic!("{again:?}") };
    assert_eq!((now, later), (level - 7, version + 1));
    // Nothing to correct is recorded, too.
    let right = CountStock { counted: now, shown: now, version: later, ..counted };
    count(shop, &mara(), right).await.unwrap();
    use MovementCause as C;
    let expected =
        [(C::Counted, 0, level - 7), (C::Counted, -2, level - 7), (C::Order, -5, level - 5)];
    assert_eq!(ledger(bench, "GLOBE").await[..3], expected);
}

on_both!(a_list_is_checked_and_booked_as_a_whole);
async fn a_list_is_checked_and_booked_as_a_whole(bench: &Bench) {
    let shop = &bench.shop;
    let list = |text, mode| BookList {
        text,
        cause: ListCause::Received,
        document: "LS-2",
        note: "",
        mode,
        key: None,
    };
    let (globe, mug) = (bench.stock("GLOBE").await, bench.stock("MUG").await);
    let text = "SKU;Units\nGLOBE;3\nNOTHING;1\nMUG;two\n";
    let checked = book_list(shop, &mara(), list(text, ListMode::Check)).await.unwrap();
    let good: Vec<_> = checked.lines.iter().map(|line| (line.line, line.moved.after)).collect();
    assert_eq!(good, [(2, globe + 3)]);
    let bad: Vec<_> = checked.bad.iter().map(|bad| (bad.line, bad.error.clone())).collect();
    assert_eq!(bad, [(3, LineError::NoSuchSku), (4, LineError::NotWhole("two".to_owned()))]);
    let refused = book_list(shop, &mara(), list(text, ListMode::Book)).await;
    assert!(matches!(refused, Err(BookListError::Bad(_))), "{refused:?}");
    assert_eq!(bench.stock("GLOBE").await, globe);
    let text = "GLOBE\t3\nMUG\t4";
    let booked = book_list(shop, &mara(), list(text, ListMode::Book)).await.unwrap();
    assert_eq!(booked.lines.len(), 2);
    assert_eq!((bench.stock("GLOBE").await, bench.stock("MUG").await), (globe + 3, mug + 4));
    // A first line without a number is one of headings, unless it begins with a SKU.
    let text = "GLOBE\tsix\nMUG\t4";
    let checked = book_list(shop, &mara(), list(text, ListMode::Check)).await.unwrap();
    let bad: Vec<_> = checked.bad.iter().map(|bad| (bad.line, bad.error.clone())).collect();
    assert_eq!(bad, [(1, LineError::NotWhole("six".to_owned()))]);
    let heads = book_list(shop, &mara(), list("SKU\tUnits", ListMode::Book)).await;
    assert!(matches!(heads, Err(BookListError::Empty)), "{heads:?}");
    let empty = book_list(shop, &mara(), list(" \n", ListMode::Book)).await;
    assert!(matches!(empty, Err(BookListError::Empty)), "{empty:?}");
    let refused = book_list(shop, &nobody(), list(text, ListMode::Check)).await;
    assert!(matches!(refused, Err(BookListError::Forbidden(_))), "{refused:?}");
}

on_both!(a_counted_list_is_booked_against_the_levels_that_were_checked);
async fn a_counted_list_is_booked_against_the_levels_that_were_checked(bench: &Bench) {
    let shop = &bench.shop;
    let list = |text, mode| BookList {
        text,
        cause: ListCause::Counted,
        document: "",
        note: "stocktaking",
        mode,
        key: None,
    };
    let globe = bench.stock("GLOBE").await;
    let text = format!("GLOBE\t{}", globe + 10);
    let unseen = book_list(shop, &mara(), list(&text, ListMode::Book)).await;
    let Err(BookListError::Bad(unseen)) = unseen else { panic!("{unseen:?}") };
    assert_eq!(unseen.bad[0].error, LineError::NotSeen);
    let checked = book_list(shop, &mara(), list(&text, ListMode::Check)).await.unwrap();
    sell(bench, "GLOBE", 1).await;
    let booked = book_list(shop, &mara(), list(&checked.confirm, ListMode::Book)).await.unwrap();
    assert_eq!((booked.lines[0].moved.before, booked.lines[0].moved.after), (globe - 1, globe + 9));
    let again = book_list(shop, &mara(), list(&checked.confirm, ListMode::Book)).await;
    let Err(BookListError::Bad(again)) = again else { panic!("{again:?}") };
    assert_eq!(again.bad[0].error, LineError::Changed);
    assert_eq!(bench.stock("GLOBE").await, globe + 9);
}

on_both!(the_desk_lists_what_is_low);
async fn the_desk_lists_what_is_low(bench: &Bench) {
    let shop = &bench.shop;
    // What is no longer sold is in no list.
    let tube = crate::edit::shown(bench, "refractor-102").await.variants[0].clone();
    let all = grid(shop, &mara(), ShowGrid::default()).await.unwrap().lines.len();
    let gone = variant::archive(shop, &crate::edit::mara(), tube.id, tube.version).await;
    gone.unwrap();
    assert_eq!(grid(shop, &mara(), ShowGrid::default()).await.unwrap().lines.len(), all - 1);
    let skus = async |range| {
        let list = grid(shop, &mara(), ShowGrid { range, ..ShowGrid::default() }).await.unwrap();
        list.lines.into_iter().map(|line| line.row.sku).collect::<Vec<_>>()
    };
    assert!(skus(StockRange::Out).await.contains(&"TRIPOD".to_owned()));
    assert!(!skus(StockRange::Out).await.contains(&"GLOBE".to_owned()));
    let low = skus(StockRange::Low).await;
    assert!(low.contains(&"CAMERA".to_owned()) && !low.contains(&"MUG".to_owned()), "{low:?}");
    let units = Some(1_000_000);
    let set = SetLow { sku: "MUG", units, shown: None };
    set_low(shop, &mara(), set).await.unwrap();
    let late = set_low(shop, &mara(), SetLow { units: Some(3), ..set }).await;
    assert!(matches!(late, Err(LowError::Changed(now)) if now == units), "{late:?}");
    assert!(skus(StockRange::Low).await.contains(&"MUG".to_owned()));
    assert!(set_low(shop, &nobody(), set).await.is_err());
    assert!(grid(shop, &nobody(), ShowGrid::default()).await.is_err());
    assert!(history(shop, &nobody(), "MUG", None).await.is_err());
}

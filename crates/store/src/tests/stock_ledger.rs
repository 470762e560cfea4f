//! The ledger of stock.

use super::{
    number, on_both, raw,
    sample::{NOW, catalogue, order, variant},
};
use crate::{
    Db, Tx, Uuid, orders,
    stock::{self, Booked, Booking, BookingOf, GridFilter, StockRange, Taken},
};
use domain::{audit::ActorKind, stock::MovementCause};

const RECEIVED: BookingOf<'static> = BookingOf {
    cause: MovementCause::Received,
    document: "LS-4711",
    note: "one box open",
    order: None,
    actor_kind: ActorKind::Staff,
    actor_id: None,
    actor_name: "Mara",
    at: NOW + 5,
};

/// Whether the sum of each variant's movements is its stock.
async fn adds_up(db: &Db) {
    let wrong = "SELECT COUNT(*) FROM variants v WHERE v.stock <> COALESCE(
            (SELECT SUM(m.delta) FROM stock_movements m WHERE m.variant_id = v.id), 0)";
    assert_eq!(number(db, wrong).await, 0);
}

/// Writes an order of these units, placed at a time, and takes them. Returns its key.
async fn sell(tx: &mut Tx, (name, at): (&str, i64), sold: &[(Uuid, u32)]) -> Uuid {
    let (mut row, lines, _) = order(name);
    row.placed_at = at;
    let line = |&(variant, quantity): &(Uuid, u32)| {
        let mut line = lines[0].clone();
        (line.variant_id, line.quantity) = (Some(variant), quantity);
        line.total_minor = line.unit_minor * i64::from(quantity);
        line
    };
    let lines: Vec<_> = sold.iter().map(line).collect();
    assert!(orders::insert(tx, &row, &lines, None).await.unwrap());
    let wanted: Vec<(Uuid, i64)> =
        sold.iter().map(|(variant, quantity)| (*variant, i64::from(*quantity))).collect();
    assert!(matches!(stock::take_all(tx, &wanted).await.unwrap(), Taken::All(_)));
    row.id
}

async fn causes(db: &Db, variant: Uuid) -> Vec<(&'static str, i64, i64)> {
    let mut conn = db.read().await.unwrap();
    let rows = stock::movements(&mut conn, variant, None, 9).await.unwrap();
    rows.iter().map(|row| (row.cause.key(), row.delta, row.level)).collect()
}

on_both!(every_change_of_stock_is_a_movement);
async fn every_change_of_stock_is_a_movement(db: &Db) {
    catalogue(db).await;
    adds_up(db).await;
    let (a, b) = (variant(db, "halden-102-A").await, variant(db, "halden-102-B").await);
    let mut tx = db.begin().await.unwrap();
    sell(&mut tx, ("AAAAAAAAA", NOW), &[(a, 3)]).await;
    let booking = |variant, delta| Booking { variant, delta, version: None };
    let booked = stock::book(&mut tx, &[booking(a, 5), booking(b, 2)], RECEIVED).await.unwrap();
    let Booked::All(mut booked) = booked else { panic!("{booked:?}") };
    booked.sort_by(|a, b| a.sku.cmp(&b.sku));
    let booked: Vec<_> = booked.iter().map(|row| (row.sku.as_str(), row.stock)).collect();
    assert_eq!(booked, [("halden-102-A", 12), ("halden-102-B", 2)]);
    tx.commit().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let last = sell(&mut tx, ("BBBBBBBBB", NOW + 9), &[(b, 2), (a, 1)]).await;
    tx.commit().await.unwrap();
    adds_up(db).await;
    assert_eq!(
        causes(db, a).await,
        [("order", -1, 11), ("received", 5, 12), ("order", -3, 7), ("opening", 10, 10)]
    );
    assert_eq!(causes(db, b).await, [("order", -2, 0), ("received", 2, 2)]);
    let mut conn = db.read().await.unwrap();
    let rows = stock::movements(&mut conn, a, None, 9).await.unwrap();
    assert_eq!((rows[0].order_id, rows[0].actor_kind), (Some(last), None));
    let received = (rows[1].document.as_str(), rows[1].note.as_str(), rows[1].actor_name.as_str());
    assert_eq!(received, ("LS-4711", "one box open", "Mara"));
    assert_eq!(rows[1].actor_kind, Some(ActorKind::Staff));
    // The next page.
    let rest = stock::movements(&mut conn, a, Some(rows[1].id), 1).await.unwrap();
    assert_eq!(rest, rows[2..3]);
}

on_both!(a_booking_is_whole_or_refused);
async fn a_booking_is_whole_or_refused(db: &Db) {
    catalogue(db).await;
    let (a, b) = (variant(db, "halden-102-A").await, variant(db, "halden-102-B").await);
    let book = async |bookings: &[Booking]| {
        let mut tx = db.begin().await.unwrap();
        let booked = stock::book(&mut tx, bookings, RECEIVED).await.unwrap();
        if let Booked::Refused(refused) = booked {
            return refused;
        }
        tx.commit().await.unwrap();
        Vec::new()
    };
    let booking = |variant, delta, version| Booking { variant, delta, version };
    assert!(book(&[]).await.is_empty());
    assert_eq!(book(&[booking(a, 1, None), booking(b, -1, None)]).await, [b]);
    assert_eq!(book(&[booking(Uuid::nil(), 1, None)]).await, [Uuid::nil()]);
    // Orders do not change the version, bookings do.
    let mut tx = db.begin().await.unwrap();
    sell(&mut tx, ("AAAAAAAAA", NOW), &[(a, 4)]).await;
    tx.commit().await.unwrap();
    assert!(book(&[booking(a, -2, Some(0))]).await.is_empty());
    assert_eq!(book(&[booking(a, -2, Some(0))]).await, [a]);
    assert!(book(&[booking(a, 0, Some(1))]).await.is_empty());
    let mut conn = db.read().await.unwrap();
    let rows = stock::bookable(&mut conn, &["halden-102-A", "nothing"]).await.unwrap();
    let rows: Vec<_> = rows.iter().map(|row| (row.stock, row.stock_version)).collect();
    assert_eq!(rows, [(4, 2)]);
    drop(conn);
    adds_up(db).await;
    assert!(raw(db, "UPDATE stock_movements SET level = -1").await.is_err());
    assert!(raw(db, "UPDATE variants SET low_stock = -1").await.is_err());
}

on_both!(the_grid_lists_low_and_sold_out_variants);
async fn the_grid_lists_low_and_sold_out_variants(db: &Db) {
    catalogue(db).await;
    let b = variant(db, "halden-102-B").await;
    let list = async |filter: GridFilter<'_>, limit| {
        let mut conn = db.read().await.unwrap();
        let rows = stock::grid(&mut conn, filter, limit).await.unwrap();
        rows.into_iter().map(|row| row.sku).collect::<Vec<_>>()
    };
    let all = GridFilter { low: 9, ..GridFilter::default() };
    let skus = list(all, 9).await;
    assert_eq!(skus.len(), 6, "those of archived products are left out");
    assert_eq!(list(all, 2).await, skus[..2]);
    assert_eq!(list(GridFilter { after: Some(&skus[1]), ..all }, 2).await, skus[2..4]);
    let found = list(GridFilter { sku: "EN-102", ..all }, 9).await;
    assert_eq!(found, ["halden-102-A", "halden-102-B"]);
    assert!(list(GridFilter { sku: "%", ..all }, 9).await.is_empty());
    let low = GridFilter { range: StockRange::Low, ..all };
    assert_eq!(list(low, 9).await.len(), 3, "those with 0");
    assert_eq!(list(GridFilter { low: 10, ..low }, 9).await.len(), 6);
    let mut tx = db.begin().await.unwrap();
    assert!(stock::set_low_stock(&mut tx, b, (None, Some(12))).await.unwrap());
    assert!(!stock::set_low_stock(&mut tx, b, (None, Some(9))).await.unwrap());
    let booking = Booking { variant: b, delta: 12, version: None };
    stock::book(&mut tx, &[booking], RECEIVED).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(list(low, 9).await.len(), 3);
    assert_eq!(list(GridFilter { range: StockRange::Out, ..all }, 9).await.len(), 2);
}

//! What is bought together.

use super::{
    number, on_both, raw,
    sample::{NOW, catalogue, order, variant},
};
use crate::{
    Db, Error, Uuid,
    orders::{
        self, OrderLineRow,
        withdrawals::{self, WithdrawalRow},
    },
    recommendations::{
        self, NewLearned, NewNeighbour, PinRow, ProductChoice, StoredRow, add, change_totals, lock,
        mark, subtract,
    },
};
use domain::recommendations::{MIN_BUYERS, Purchase, Tally, basket};

/// The products of the sample by slug, without the draft.
const SLUGS: [&str; 3] = ["halden-102", "halden-130", "halden-old"];

async fn products(db: &Db) -> [Uuid; 3] {
    let mut found = [Uuid::nil(); 3];
    for (slug, id) in SLUGS.iter().zip(&mut found) {
        let mut conn = db.read().await.unwrap();
        *id = crate::catalogue::product(&mut conn, slug).await.unwrap().unwrap().id;
    }
    found
}

fn purchase(products: &[Uuid], buyer: u128, weight: i64) -> Purchase<Uuid, Uuid> {
    Purchase { basket: basket(products.iter().copied()), buyer: Uuid::from_u128(buyer), weight }
}

async fn learn(db: &Db, purchases: &[Purchase<Uuid, Uuid>]) {
    let mut tally = Tally::default();
    for one in purchases {
        tally.learn(one);
    }
    let mut tx = db.begin().await.unwrap();
    lock(&mut tx).await.unwrap();
    change_totals(&mut tx, tally.all).await.unwrap();
    add(&mut tx, &tally).await.unwrap();
    tx.commit().await.unwrap();
}

async fn unlearn(db: &Db, purchase: &Purchase<Uuid, Uuid>) -> Result<(), Error> {
    let mut tally = Tally::default();
    tally.learn(purchase);
    let mut tx = db.begin().await?;
    lock(&mut tx).await?;
    subtract(&mut tx, &tally).await?;
    tx.commit().await
}

/// Rows in the tables of counts.
async fn rows(db: &Db) -> [i64; 3] {
    [
        number(db, "SELECT COUNT(*) FROM recommendation_items").await,
        number(db, "SELECT COUNT(*) FROM recommendation_pairs").await,
        number(db, "SELECT COUNT(*) FROM recommendation_buyers").await,
    ]
}

on_both!(pairs_count_orders_weights_and_different_buyers);
async fn pairs_count_orders_weights_and_different_buyers(db: &Db) {
    catalogue(db).await;
    let [a, b, c] = products(db).await;
    // Two orders of one buyer in one batch, a third one in the next.
    learn(db, &[purchase(&[a, b], 1, 10), purchase(&[b, a], 1, 20), purchase(&[a, c], 2, 5)]).await;
    learn(db, &[purchase(&[a, b], 1, 40)]).await;
    learn(db, &[purchase(&[a, b, c], 2, 1), purchase(&[a, b], 3, 1)]).await;
    let mut conn = db.read().await.unwrap();
    let found = recommendations::partners(&mut conn, &[a], 1).await.unwrap();
    let pair = |other: Uuid| {
        let row = found.iter().find(|row| row.other_id == other).unwrap();
        (row.weight, row.buyers, row.own_weight, row.other_weight)
    };
    assert_eq!(found.len(), 2);
    assert_eq!(pair(b), (72, 3, 77, 72));
    assert_eq!(pair(c), (6, 1, 77, 6));
    // Symmetric: the other product has the same partner.
    let turned = recommendations::partners(&mut conn, &[b], MIN_BUYERS).await.unwrap();
    assert_eq!(turned.len(), 1);
    assert_eq!((turned[0].other_id, turned[0].weight, turned[0].buyers), (a, 72, 3));
    assert_eq!((turned[0].own_weight, turned[0].other_weight), (72, 77));
    assert_eq!(recommendations::partners(&mut conn, &[a], 4).await.unwrap(), []);
    drop(conn);
    let mut tx = db.begin().await.unwrap();
    let model = lock(&mut tx).await.unwrap();
    assert_eq!((model.orders, model.weight, model.half_life_days), (6, 77, 180));
    assert_eq!(model.rebuild, None);
}

on_both!(unlearning_undoes_learning);
async fn unlearning_undoes_learning(db: &Db) {
    catalogue(db).await;
    let [a, b, c] = products(db).await;
    let all = [
        purchase(&[a, b], 1, 10),
        purchase(&[a, b, c], 1, 20),
        purchase(&[a, b], 2, 30),
        purchase(&[c], 3, 30),
        purchase(&[], 3, 30),
    ];
    learn(db, &all).await;
    assert_eq!(rows(db).await, [3, 3, 4]);
    unlearn(db, &all[0]).await.unwrap();
    let buyers = "SELECT SUM(buyers) FROM recommendation_pairs";
    let sum = format!("SELECT CAST(({buyers}) AS BIGINT)");
    // The first buyer has another order with both.
    assert_eq!(number(db, &sum).await, 4);
    for one in &all[1..] {
        unlearn(db, one).await.unwrap();
    }
    assert_eq!(rows(db).await, [0; 3]);
    // Never below zero.
    learn(db, &all[..1]).await;
    let error = unlearn(db, &purchase(&[a, b], 1, 11)).await.unwrap_err();
    assert_eq!(error.constraint().as_deref(), Some("recommendation_items_weight_check"));
    assert_eq!(rows(db).await, [2, 1, 1]);
}

on_both!(an_order_is_learned_once_and_never_after_it_is_barred);
async fn an_order_is_learned_once_and_never_after_it_is_barred(db: &Db) {
    catalogue(db).await;
    let [a, ..] = products(db).await;
    let sold = variant(db, "halden-102-A").await;
    let mut ids = Vec::new();
    let mut tx = db.begin().await.unwrap();
    for name in ["AAAAAAAAA", "BBBBBBBBB", "CCCCCCCCC"] {
        let (row, lines, payment) = order(name);
        let lines: Vec<OrderLineRow> =
            lines.into_iter().map(|line| OrderLineRow { variant_id: Some(sold), ..line }).collect();
        assert!(orders::insert(&mut tx, &row, &lines, Some(&payment)).await.unwrap());
        ids.push(row.id);
    }
    let found = recommendations::to_learn(&mut tx, Uuid::nil(), 9).await.unwrap();
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), ids);
    assert_eq!((found[0].email.as_str(), found[0].placed_at), ("ada@example.org", NOW));
    assert_eq!(recommendations::to_learn(&mut tx, ids[0], 1).await.unwrap(), [found[1].clone()]);
    assert!(recommendations::first_since(NOW) < ids[0]);
    assert!(recommendations::first_since(NOW + 1) > ids[2]);
    // Two lines of one product.
    let lines = recommendations::products(&mut tx, &ids[..1]).await.unwrap();
    assert_eq!(lines, [(ids[0], a); 2]);
    assert_eq!(recommendations::products(&mut tx, &[]).await.unwrap(), []);

    let (buyer, weight) = (Uuid::from_u128(7), 12);
    let learned = NewLearned { order: ids[0], buyer, weight, products: vec![a] };
    mark(&mut tx, std::slice::from_ref(&learned)).await.unwrap();
    let row = recommendations::counted(&mut tx, ids[0]).await.unwrap().unwrap();
    assert_eq!((row.learned, row.buyer, row.weight), (true, Some(buyer), weight));
    assert_eq!(row.products, [a]);
    recommendations::unlearned(&mut tx, ids[0]).await.unwrap();
    recommendations::unlearned(&mut tx, ids[1]).await.unwrap();
    for id in &ids[..2] {
        let row = recommendations::counted(&mut tx, *id).await.unwrap().unwrap();
        assert_eq!((row.learned, row.buyer, row.weight), (false, None, 0));
        assert!(row.products.is_empty());
        assert_eq!(recommendations::order(&mut tx, *id).await.unwrap(), None);
    }
    assert_eq!(recommendations::order(&mut tx, ids[2]).await.unwrap().unwrap().id, ids[2]);
    recommendations::forget(&mut tx, ids[1]).await.unwrap();
    assert!(recommendations::order(&mut tx, ids[1]).await.unwrap().is_some());
    // A withdrawn order.
    let withdrawal = WithdrawalRow {
        id: crate::new_id(NOW),
        key: "key".to_owned(),
        order_id: Some(ids[2]),
        order_number: "PG-1".to_owned(),
        name: "Ada".to_owned(),
        email: "ada@example.org".to_owned(),
        email_key: "ada@example.org".to_owned(),
        items: String::new(),
        received_at: NOW,
        acknowledged_at: None,
    };
    assert!(withdrawals::insert(&mut tx, &withdrawal).await.unwrap());
    assert_eq!(recommendations::order(&mut tx, ids[2]).await.unwrap(), None);
    // One that counts is unlearned.
    assert!(recommendations::to_unlearn(&mut tx, 0, 9).await.unwrap().is_empty());
    mark(&mut tx, &[NewLearned { order: ids[2], ..learned.clone() }]).await.unwrap();
    assert_eq!(recommendations::to_unlearn(&mut tx, 0, 9).await.unwrap(), [ids[2]]);
    assert!(recommendations::to_unlearn(&mut tx, NOW, 9).await.unwrap().is_empty());
    recommendations::unlearned(&mut tx, ids[2]).await.unwrap();
    assert!(recommendations::to_unlearn(&mut tx, 0, 9).await.unwrap().is_empty());
    tx.commit().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    mark(&mut tx, &[NewLearned { order: ids[0], ..learned }]).await.unwrap_err();
    drop(tx);
    // A cancelled order.
    assert!(recommendations::order(&mut db.read().await.unwrap(), ids[1]).await.unwrap().is_some());
    raw(db, "UPDATE orders SET state = 'cancelled'").await.unwrap();
    assert_eq!(recommendations::order(&mut db.read().await.unwrap(), ids[1]).await.unwrap(), None);
    raw(db, "UPDATE orders SET state = 'placed'").await.unwrap();
    // An anonymised order.
    raw(db, "UPDATE orders SET email = ''").await.unwrap();
    let mut conn = db.read().await.unwrap();
    assert_eq!(recommendations::to_learn(&mut conn, Uuid::nil(), 9).await.unwrap(), []);
}

on_both!(neighbours_are_read_in_order);
async fn neighbours_are_read_in_order(db: &Db) {
    catalogue(db).await;
    let [a, b, c] = products(db).await;
    let one = |other, position, pinned| {
        let (score, buyers) = (5, if pinned { 0 } else { 3 });
        NewNeighbour { product: a, position, other, score, buyers, pinned }
    };
    let mut tx = db.begin().await.unwrap();
    recommendations::replace(&mut tx, &[a, b], &[one(c, 0, true), one(b, 1, false)]).await.unwrap();
    let again = ProductChoice { hidden: false, bought_again: true };
    recommendations::set_product(&mut tx, b, again).await.unwrap();
    let found = recommendations::of(&mut tx, &[a, b]).await.unwrap();
    let shown =
        found.iter().map(|row| (row.slug.as_str(), row.buyers, row.pinned, row.bought_again));
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [("halden-old", 0, true, false), ("halden-130", 3, false, true)]
    );
    assert_eq!(recommendations::of(&mut tx, &[]).await.unwrap(), []);
    let stored = |other_id, buyers| {
        let (score, pinned) = (5, buyers == 0);
        StoredRow { product_id: a, other_id, score, buyers, pinned }
    };
    assert_eq!(
        recommendations::stored(&mut tx, &[a, b]).await.unwrap(),
        [stored(c, 0), stored(b, 3)]
    );
    // Not even a pin.
    let hidden = ProductChoice { hidden: true, bought_again: false };
    recommendations::set_product(&mut tx, c, hidden).await.unwrap();
    let found = recommendations::of(&mut tx, &[a]).await.unwrap();
    assert_eq!(found.iter().map(|row| row.slug.as_str()).collect::<Vec<_>>(), ["halden-130"]);
    // Those of products in no order go, unless the merchant has chosen them.
    assert_eq!(recommendations::drop_unfounded(&mut tx).await.unwrap(), [a]);
    assert!(recommendations::drop_unfounded(&mut tx).await.unwrap().is_empty());
    recommendations::replace(&mut tx, &[a], &[]).await.unwrap();
    assert_eq!(recommendations::of(&mut tx, &[a]).await.unwrap(), []);
}

on_both!(the_merchant_pins_and_excludes);
async fn the_merchant_pins_and_excludes(db: &Db) {
    catalogue(db).await;
    let [a, b, c] = products(db).await;
    learn(db, &[purchase(&[a, b], 1, 1), purchase(&[a, c], 1, 1)]).await;
    let mut tx = db.begin().await.unwrap();
    let pin = |other_id, position| PinRow { product_id: a, other_id, position };
    for one in [pin(b, 2), pin(c, 1), pin(b, 0)] {
        recommendations::pin(&mut tx, one).await.unwrap();
    }
    assert_eq!(recommendations::pins(&mut tx, &[a, b]).await.unwrap(), [pin(b, 0), pin(c, 1)]);
    recommendations::unpin(&mut tx, a, b).await.unwrap();
    assert_eq!(recommendations::pins(&mut tx, &[a]).await.unwrap(), [pin(c, 1)]);
    recommendations::exclude(&mut tx, a, b).await.unwrap();
    recommendations::exclude(&mut tx, a, b).await.unwrap();
    let partners = recommendations::partners(&mut tx, &[a, b], 1).await.unwrap();
    let pairs: Vec<(Uuid, Uuid)> =
        partners.iter().map(|row| (row.product_id, row.other_id)).collect();
    // Only in one direction.
    assert_eq!(pairs.len(), 2);
    assert!(pairs.contains(&(a, c)) && pairs.contains(&(b, a)));
    recommendations::include(&mut tx, a, b).await.unwrap();
    let hidden = ProductChoice { hidden: true, bought_again: false };
    recommendations::set_product(&mut tx, c, hidden).await.unwrap();
    let partners = recommendations::partners(&mut tx, &[a], 1).await.unwrap();
    assert_eq!(partners.iter().map(|row| row.other_id).collect::<Vec<_>>(), [b]);
    let itself = recommendations::pin(&mut tx, PinRow { product_id: a, other_id: a, position: 0 });
    let error = itself.await.unwrap_err();
    assert_eq!(error.constraint().as_deref(), Some("recommendation_pins_check"));
}

on_both!(a_rebuild_starts_from_nothing_and_keeps_what_is_barred);
async fn a_rebuild_starts_from_nothing_and_keeps_what_is_barred(db: &Db) {
    catalogue(db).await;
    let [a, b, _] = products(db).await;
    learn(db, &[purchase(&[a, b], 1, 1)]).await;
    let mut tx = db.begin().await.unwrap();
    let (learned, barred) = (order("AAAAAAAAA"), order("BBBBBBBBB"));
    for (row, lines, payment) in [&learned, &barred] {
        assert!(orders::insert(&mut tx, row, lines, Some(payment)).await.unwrap());
    }
    let buyer = Uuid::from_u128(1);
    let first = NewLearned { order: learned.0.id, buyer, weight: 1, products: vec![a, b] };
    mark(&mut tx, &[first]).await.unwrap();
    recommendations::unlearned(&mut tx, barred.0.id).await.unwrap();
    let (run, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    recommendations::begin_rebuild(&mut tx, run, 90, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(rows(db).await, [0; 3]);
    let mut tx = db.begin().await.unwrap();
    let model = lock(&mut tx).await.unwrap();
    assert_eq!((model.half_life_days, model.landmark, model.orders), (90, NOW, 0));
    assert_eq!(model.rebuild, Some(run));
    assert_eq!(recommendations::unfinished_rebuild(&mut tx).await.unwrap(), Some(run));
    let left = recommendations::to_learn(&mut tx, Uuid::nil(), 9).await.unwrap();
    assert_eq!(left.iter().map(|row| row.id).collect::<Vec<_>>(), [learned.0.id]);
    assert!(!recommendations::finish_rebuild(&mut tx, other).await.unwrap());
    assert!(recommendations::finish_rebuild(&mut tx, run).await.unwrap());
    assert_eq!(lock(&mut tx).await.unwrap().rebuild, None);
    assert_eq!(recommendations::unfinished_rebuild(&mut tx).await.unwrap(), None);
    assert!(recommendations::products_after(&mut tx, Uuid::nil(), 9).await.unwrap().is_empty());
}

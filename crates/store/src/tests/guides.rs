//! Buying guides.

use super::{
    number, on_both, raw,
    sample::{NOW, catalogue as sample},
};
use crate::{
    Db, Error, Executor, Uuid,
    catalogue::{self, NewGuide},
};
use domain::{Currency, Money, catalogue::guides::GuideStatus};

fn guide(slug: &str) -> NewGuide<'_> {
    NewGuide {
        slug,
        title: "A title",
        advice: "Advice",
        icon: "moon",
        max_price: None,
        search_words: "one\ntwo words",
        position: 1,
        status: GuideStatus::Published,
    }
}

async fn put(executor: &mut impl Executor, new: &NewGuide<'_>) -> Uuid {
    catalogue::put_guide(executor, new, NOW).await.unwrap()
}

on_both!(published_guides_are_read_in_order);
async fn published_guides_are_read_in_order(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    assert_eq!(catalogue::guide_count(&mut tx).await.unwrap(), 0, "a new shop has none");
    let max_price = Some(Money::new(15_000, Currency::EUR));
    put(&mut tx, &NewGuide { position: 2, max_price, ..guide("gifts") }).await;
    let id = put(&mut tx, &guide("moon")).await;
    put(&mut tx, &NewGuide { status: GuideStatus::Draft, ..guide("later") }).await;
    let changed = NewGuide { title: "The Moon", ..guide("moon") };
    assert_eq!(put(&mut tx, &changed).await, id);
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    assert_eq!(catalogue::guide_count(&mut conn).await.unwrap(), 3);
    let guides = catalogue::guides(&mut conn).await.unwrap();
    let read: Vec<_> = guides
        .iter()
        .map(|guide| {
            let currency = guide.max_price_currency.map(|currency| currency.code().to_owned());
            (guide.slug.as_str(), guide.title.as_str(), guide.max_price_minor, currency)
        })
        .collect();
    assert_eq!(
        read,
        [
            ("moon", "The Moon", None, None),
            ("gifts", "A title", Some(15_000), Some("EUR".to_owned())),
        ]
    );
    let first = &guides[0];
    assert_eq!((first.id, first.version), (id, 2));
    assert_eq!(
        (first.advice.as_str(), first.icon.as_str(), first.search_words.as_str()),
        ("Advice", "moon", "one\ntwo words")
    );
}

on_both!(rules_and_picks_are_replaced_as_a_whole);
async fn rules_and_picks_are_replaced_as_a_whole(db: &Db) {
    let ids = sample(db).await;
    let mut tx = db.begin().await.unwrap();
    let moon = put(&mut tx, &guide("moon")).await;
    let rules = ["category telescopes", "everything"].map(ToOwned::to_owned);
    for rules in [&rules[..1], &rules[..]] {
        catalogue::put_guide_rules(&mut tx, moon, rules).await.unwrap();
    }
    for sentence in ["Old.", "Small and sharp."] {
        catalogue::put_guide_picks(&mut tx, moon, &[(ids.refractor, sentence)]).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    let read = catalogue::guide_rules(&mut conn).await.unwrap();
    assert_eq!(read.iter().map(|rule| rule.condition.as_str()).collect::<Vec<_>>(), rules);
    let picks = catalogue::guide_picks(&mut conn).await.unwrap();
    let [pick] = picks.as_slice() else { panic!("{picks:?}") };
    assert_eq!(
        (pick.guide_id, pick.product_id, pick.sentence.as_str()),
        (moon, ids.refractor, "Small and sharp.")
    );
    drop(conn);
    raw(db, "DELETE FROM buying_guides").await.unwrap();
    for table in ["buying_guide_rules", "buying_guide_picks"] {
        assert_eq!(number(db, &format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
}

on_both!(guides_stay_consistent);
async fn guides_stay_consistent(db: &Db) {
    let ids = sample(db).await;
    let mut tx = db.begin().await.unwrap();
    let moon = put(&mut tx, &guide("moon")).await;
    catalogue::put_guide_picks(&mut tx, moon, &[(ids.refractor, "")]).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let wrong = catalogue::put_guide(&mut tx, &guide("No slug"), NOW).await;
    assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
    let twice = [(ids.refractor, "a"), (ids.refractor, "b")];
    assert!(catalogue::put_guide_picks(&mut tx, moon, &twice).await.is_err());
    drop(tx);
    for (sql, constraint) in [
        ("UPDATE buying_guides SET status = 'old'", "buying_guides_status_check"),
        ("UPDATE buying_guides SET max_price_minor = 1", "buying_guides_max_price_check"),
    ] {
        let refused = raw(db, sql).await.unwrap_err();
        assert_eq!(refused.constraint().as_deref(), Some(constraint), "{sql}");
    }
}

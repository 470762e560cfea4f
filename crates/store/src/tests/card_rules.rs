//! Rules for the key specifications on cards.

use super::on_both;
use crate::{
    Db,
    catalogue::{self, CardRuleRow},
};

on_both!(card_rules_are_replaced_as_a_whole);
async fn card_rules_are_replaced_as_a_whole(db: &Db) {
    let rule = |condition: &str, specs: &str| CardRuleRow {
        condition: condition.to_owned(),
        specs: specs.to_owned(),
    };
    let mut tx = db.begin().await.unwrap();
    assert_eq!(catalogue::card_rule_count(&mut tx).await.unwrap(), 0, "a new shop has none");
    let rules = [rule("payload present", "carries {payload}"), rule("everything", "{a}\n{b}")];
    for rules in [&rules[1..], &rules[..]] {
        catalogue::put_card_rules(&mut tx, rules).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut conn = db.read().await.unwrap();
    assert_eq!(catalogue::card_rule_count(&mut conn).await.unwrap(), 2);
    let read = catalogue::card_rules(&mut conn).await.unwrap();
    let read: Vec<_> =
        read.iter().map(|rule| (rule.condition.as_str(), rule.specs.as_str())).collect();
    assert_eq!(read, [("payload present", "carries {payload}"), ("everything", "{a}\n{b}")]);
    drop(conn);
    let mut tx = db.begin().await.unwrap();
    catalogue::put_card_rules(&mut tx, &[]).await.unwrap();
    assert_eq!(catalogue::card_rule_count(&mut tx).await.unwrap(), 0);
}

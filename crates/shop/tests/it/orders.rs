//! Orders as their buyers find them.

use crate::bench::{Bench, on_both};
use shop::Error;

async fn refused(bench: &Bench, number: &str, key: &str) {
    assert!(
        matches!(shop::orders::show(&bench.shop, number, key).await, Err(Error::NotFound("order"))),
        "{number} {key}"
    );
}

on_both!(a_signed_link_opens_one_order);
async fn a_signed_link_opens_one_order(bench: &Bench) {
    let (one, two) = (bench.order(&[("PER-MUG", 1)]).await, bench.order(&[("PER-MUG", 2)]).await);
    let key = |link: &str| link.split_once("?key=").unwrap().1.to_owned();
    let (number, signature) = (one.number.to_string(), key(&one.link));
    // The day it ends, and 128 bits.
    assert_eq!(signature.split_once('-').unwrap().1.len(), 32);
    assert_eq!(
        shop::orders::show(&bench.shop, &number, &signature).await.unwrap().lines[0].quantity,
        1
    );
    assert_eq!(
        shop::orders::show(&bench.shop, &number.to_lowercase(), &signature).await.unwrap().number,
        one.number
    );
    refused(bench, &number, &key(&two.link)).await;
    refused(bench, &two.number.to_string(), &signature).await;
    refused(bench, &number, "").await;
    refused(bench, &number, &signature[..signature.len() - 1]).await;
    refused(bench, &number, &format!("{signature}0")).await;
    refused(bench, &number, &signature.to_uppercase().replace(|c: char| c.is_ascii_digit(), "0"))
        .await;
    for i in 0..signature.len() {
        let mut wrong = signature.clone().into_bytes();
        wrong[i] = if wrong[i] == b'0' { b'1' } else { b'0' };
        refused(bench, &number, std::str::from_utf8(&wrong).unwrap()).await;
    }
    for odd in ["", "x", "PG-000-000-000", &"9".repeat(10_000), "\0"] {
        refused(bench, odd, &signature).await;
    }
}

on_both!(every_replica_signs_alike);
async fn every_replica_signs_alike(bench: &Bench) {
    let placed = bench.order(&[("PER-MUG", 1)]).await;
    let other = bench.replica().await;
    assert_eq!(shop::orders::link(&other, &placed.number), placed.link);
    other.db().close().await;
}

on_both!(found_by_number_and_mail_address);
async fn found_by_number_and_mail_address(bench: &Bench) {
    let placed = bench.order(&[("PER-MUG", 1)]).await;
    let number = placed.number.to_string();
    for (typed, email) in [
        (number.clone(), "Ada@Example.org"),
        (number.to_lowercase(), " ada@example.ORG "),
        (placed.number.as_str().to_owned(), "ADA@EXAMPLE.ORG"),
    ] {
        assert_eq!(shop::orders::find(&bench.shop, &typed, email).await.unwrap(), placed.link);
    }
    for (typed, email) in [
        (number.as_str(), "eve@example.org"),
        (&number, ""),
        ("PG-000-000-000", "ada@example.org"),
        ("nonsense", "ada@example.org"),
        ("", ""),
    ] {
        assert!(
            matches!(
                shop::orders::find(&bench.shop, typed, email).await,
                Err(Error::NotFound("order"))
            ),
            "{typed} {email}"
        );
    }
}

//! Finding and showing orders.

use shop::orders::{FindError, ShowOrderError};
use testing::{Bench, on_both};

async fn refused(bench: &Bench, number: &str, key: &str) {
    assert!(
        matches!(
            shop::orders::show(&bench.shop, number, key).await,
            Err(ShowOrderError::NoSuchOrder)
        ),
        "{number} {key}"
    );
}

on_both!(a_signed_link_opens_one_order);
async fn a_signed_link_opens_one_order(bench: &Bench) {
    let (one, two) = (bench.order(&[("MUG", 1)]).await, bench.order(&[("MUG", 2)]).await);
    let key = |link: &str| link.split_once("?key=").unwrap().1.to_owned();
    let (number, signature) = (one.number.to_string(), key(&one.link));
    // The day on which it expires, and 128 bits.
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

on_both!(all_replicas_use_the_same_key);
async fn all_replicas_use_the_same_key(bench: &Bench) {
    let placed = bench.order(&[("MUG", 1)]).await;
    let other = bench.replica().await;
    assert_eq!(shop::orders::link(&other, &placed.number), placed.link);
    other.db().close().await;
}

on_both!(found_by_number_and_email_address);
async fn found_by_number_and_email_address(bench: &Bench) {
    let placed = bench.order(&[("MUG", 1)]).await;
    let number = placed.number.to_string();
    for (typed, email) in [
        (number.clone(), "Ada@Example.org"),
        (number.to_lowercase(), " ada@example.ORG "),
        (placed.number.as_str().to_owned(), "ADA@EXAMPLE.ORG"),
    ] {
        assert_eq!(shop::orders::find(&bench.shop, &typed, email).await.unwrap(), placed.link);
    }
    for (typed, email, fields) in [
        (number.as_str(), "eve@example.org", vec![]),
        (&number, "", vec!["email"]),
        ("nonsense", "ada@example.org", vec!["number"]),
        ("", "", vec!["number", "email"]),
    ] {
        match shop::orders::find(&bench.shop, typed, email).await.unwrap_err() {
            FindError::NoSuchOrder => assert!(fields.is_empty(), "{typed} {email}"),
            FindError::Fields(errors) => {
                let named: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
                assert_eq!(named, fields, "{typed} {email}");
            }
            other => panic!("{typed} {email}: {other:?}"),
        }
    }
}

//! `perigee seed` and a shop that has products.

use super::{perigee, said};

#[tokio::test]
async fn a_shop_with_products_is_replaced_only_on_request() {
    let folder = std::env::temp_dir().join(format!("perigee-seed-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&folder).unwrap();
    let database = format!("sqlite://{}/shop.db", folder.display());
    let catalogue = testing::merchant_folder();
    let seed = async |more: &[&str]| {
        let mut command = perigee();
        command.args(["seed", "--database-url", &database, "--catalogue"]).arg(&catalogue);
        said(command.args(more)).await
    };
    let price = async || {
        let db = store::Db::open(&store::options(database.clone(), 2)).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let row = store::cart::sellable(&mut tx, "MUG", testing::NOW).await.unwrap().unwrap();
        (db, tx, row.price_minor)
    };
    let (code, text) = seed(&[]).await;
    assert_eq!(code, Some(0), "{text}");
    let (db, mut tx, right) = price().await;
    assert!(testing::set_price_and_stock(&mut tx, "MUG", right + 100, 5).await);
    tx.commit().await.unwrap();
    db.close().await;
    let (code, text) = seed(&[]).await;
    assert_eq!(code, Some(1));
    assert!(text.contains("has products already") && text.contains("seed --update"), "{text}");
    let (db, tx, kept) = price().await;
    assert_eq!(kept, right + 100);
    drop(tx);
    db.close().await;
    let (code, text) = seed(&["--update"]).await;
    assert_eq!(code, Some(0), "{text}");
    let (db, tx, replaced) = price().await;
    assert_eq!(replaced, right);
    drop(tx);
    db.close().await;
    std::fs::remove_dir_all(&folder).unwrap();
}

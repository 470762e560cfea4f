//! `perigee pictures` and the rates of the merchant.

use super::{perigee, said};
use store::Db;
use testing::{Kind, ProductBuilder, TestDatabase, VariantBuilder};

/// Writes a variant priced in a currency that only the merchant's own rates have, and a drawing too
/// large to be sent unchanged.
async fn write(db: &Db) {
    let tea = VariantBuilder::new("TEA").currency("KWD");
    let tea = ProductBuilder::new("tea").published_at(1).variant(tea);
    testing::add_products(db, &[tea]).await;
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" height=\"1200\"><!--{}--></svg>",
        " ".repeat(70_000)
    );
    let mut tx = db.begin().await.unwrap();
    let hash = format!("{:032}", 1);
    store::media::put(&mut tx, &hash, "image/svg+xml", drawing.as_bytes(), (1600, 1200), "")
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The number of pictures without all their renditions.
async fn lacking(db: &Db) -> usize {
    let mut conn = db.read().await.unwrap();
    let count = i64::try_from(shop::media::WIDTHS.len()).unwrap();
    store::media::without_webp(&mut conn, count).await.unwrap().len()
}

/// Only what sells needs a rate for every price: the server and the worker do not start without
/// one, and pictures are rendered all the same.
#[tokio::test]
async fn pictures_are_rendered_without_rates_for_all_prices() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = Db::open(&store::options(database.url.clone(), 2)).await.unwrap();
    db.migrate().await.unwrap();
    write(&db).await;
    assert_eq!(lacking(&db).await, 1);
    let folder = std::env::temp_dir().join(format!("perigee-pictures-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&folder).unwrap();
    let run = async |args: &[&str]| {
        let mut command = perigee();
        command.current_dir(&folder).args(args).args(["--database-url", &database.url]);
        said(&mut command).await
    };
    for args in [
        &["serve", "--site-root", ".", "--addr", "127.0.0.1:0", "--mail-folder", "mail"][..],
        &["worker", "--mail-folder", "mail"],
    ] {
        let (code, text) = run(args).await;
        assert_eq!(code, Some(1), "{args:?}: {text}");
        assert!(
            text.contains("no exchange rate for KWD, in which TEA is priced"),
            "{args:?}: {text}"
        );
    }
    let (code, text) = run(&["pictures"]).await;
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(lacking(&db).await, 0, "{text}");
    db.close().await;
    std::fs::remove_dir_all(folder).unwrap();
}

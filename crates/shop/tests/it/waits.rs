//! Who waits for what is sold out is told once, whoever brings the stock back.

use crate::{
    bench::on_both,
    mail::{Folder, work},
};
use shop::Error;

const SKU: &str = "SKE-TRI-C";

on_both! {
    async fn told_once_an_address(bench) {
        let folder = Folder::new();
        bench.change(SKU, 39_900, 0).await;
        for email in ["ada@example.org", " Ada@Example.org ", "eve@example.org", "ada@example.org"] {
            let waiting = bench.shop.wait_for(SKU, email).await.unwrap();
            assert!(!waiting.available && waiting.slug == "skerry-carbon-tripod" && !waiting.name.is_empty());
        }
        assert_eq!(bench.shop.queue_returns().await.unwrap(), 0);
        bench.change(SKU, 39_900, 3).await;
        // Two workers look at the same moment.
        let other = bench.replica().await;
        let (a, b) = tokio::join!(bench.shop.queue_returns(), other.queue_returns());
        assert_eq!(a.unwrap() + b.unwrap(), 2);
        assert_eq!(bench.shop.queue_returns().await.unwrap(), 0);
        assert_eq!(work(&bench.shop, &folder.mailer()).await, 2);
        let letters: Vec<String> = folder.letters().iter().map(|letter| letter.replace("=\r\n", "").replace("=3D", "=")).collect();
        assert_eq!(letters.len(), 2);
        for part in ["Subject: Back in stock: ", "https://shop.example/products/skerry-carbon-tripod?variant=SKE-TRI-C", "text/plain", "text/html"] {
            assert!(letters.iter().all(|letter| letter.contains(part)), "{part} is not in {letters:?}");
        }
        assert!(letters.iter().any(|letter| letter.contains("To: ada@example.org")) && letters.iter().any(|letter| letter.contains("To: eve@example.org")));
        // Told and forgotten: the next time nobody hears of it.
        bench.change(SKU, 39_900, 0).await;
        bench.change(SKU, 39_900, 5).await;
        assert_eq!((bench.shop.queue_returns().await.unwrap(), work(&bench.shop, &folder.mailer()).await), (0, 0));
        other.db().close().await;
    }
}

on_both! {
    async fn gone_again_before_the_letter_is_waiting_on(bench) {
        let folder = Folder::new();
        bench.change(SKU, 39_900, 0).await;
        bench.shop.wait_for(SKU, "ada@example.org").await.unwrap();
        bench.change(SKU, 39_900, 1).await;
        assert_eq!(bench.shop.queue_returns().await.unwrap(), 1);
        bench.order(&[(SKU, 1)]).await;
        assert_eq!(work(&bench.shop, &folder.mailer()).await, 2);
        assert_eq!(folder.letters().iter().filter(|letter| letter.contains("Back in stock")).count(), 0);
        assert_eq!(bench.shop.queue_returns().await.unwrap(), 0);
        // Back, but not in the shop; then in the shop.
        bench.change(SKU, 39_900, 4).await;
        bench.set_status("skerry-carbon-tripod", "draft").await;
        assert_eq!(bench.shop.queue_returns().await.unwrap(), 0);
        bench.set_status("skerry-carbon-tripod", "published").await;
        assert_eq!((bench.shop.queue_returns().await.unwrap(), work(&bench.shop, &folder.mailer()).await), (1, 1));
    }
}

on_both! {
    async fn what_is_refused_and_what_is_forgotten(bench) {
        bench.change(SKU, 39_900, 0).await;
        for email in ["", "nobody", "a@b", "a b@example.org"] {
            assert!(matches!(bench.shop.wait_for(SKU, email).await, Err(Error::Fields(fields)) if fields[0].field == "email"), "{email}");
        }
        assert!(matches!(bench.shop.wait_for("NOTHING", "ada@example.org").await, Err(Error::NotFound(_))));
        assert!(bench.shop.wait_for("HQTGWGPNH4", "ada@example.org").await.unwrap().available);
        bench.shop.wait_for(SKU, "ada@example.org").await.unwrap();
        assert_eq!(bench.shop.forget_old_waits().await.unwrap(), 0);
        bench.advance(366 * 24 * 3_600_000);
        assert_eq!(bench.shop.forget_old_waits().await.unwrap(), 1);
        bench.change(SKU, 39_900, 9).await;
        assert_eq!(bench.shop.queue_returns().await.unwrap(), 0);
    }
}

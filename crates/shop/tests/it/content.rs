//! Content pages: in memory, and in order confirmations.

use crate::{
    mail::{Folder, work},
    order_conflicts::raw,
};
use domain::content::PageRole;
use shop::content::PageError;
use store::Tx;
use testing::{Bench, NOW, PageBuilder, fixture, on_both};
use views::content::SiteLinks;

/// Changes content as the merchant would.
async fn change(bench: &Bench, change: impl AsyncFnOnce(&mut Tx)) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    change(&mut tx).await;
    store::catalogue::bump(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

on_both!(every_replica_sees_a_change);
async fn every_replica_sees_a_change(bench: &Bench) {
    let replica = bench.replica().await;
    let draft = PageBuilder::new("news").draft();
    change(bench, async |tx| {
        assert!(store::content::rename(tx, "terms", "conditions", NOW).await.unwrap());
        draft.build(tx).await;
    })
    .await;
    for shop in [&bench.shop, &replica] {
        shop::catalogue::refresh(shop).await.unwrap();
        let page = shop::content::page(shop, "conditions").await.unwrap();
        assert_eq!((page.title.as_str(), page.html.contains("{seller}")), ("Terms", true));
        match shop::content::page(shop, "terms").await {
            Err(PageError::Moved(slug)) => assert_eq!(slug, "conditions"),
            other => panic!("{other:?}"),
        }
        for slug in ["news", "nothing", ""] {
            let page = shop::content::page(shop, slug).await;
            assert!(matches!(page, Err(PageError::NoSuchPage)), "{slug}: {page:?}");
        }
        let content = &shop.snapshot().content;
        assert_eq!(content.links().page(PageRole::Terms), Some("/pages/conditions"));
        assert_eq!(content.pages().len(), PageRole::ALL.len());
    }
}

on_both!(a_sale_of_the_last_units_keeps_the_pages);
async fn a_sale_of_the_last_units_keeps_the_pages(bench: &Bench) {
    let before = bench.shop.snapshot();
    bench.order(&[("GLOBE", 4)]).await;
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    let after = bench.shop.snapshot();
    assert!(after.version > before.version);
    assert!(std::sync::Arc::ptr_eq(&before.content, &after.content));
}

on_both!(a_shop_without_pages_opens, empty);
async fn a_shop_without_pages_opens(bench: &Bench) {
    let content = &bench.shop.snapshot().content;
    assert_eq!((content.pages().len(), content.links()), (0, &SiteLinks::default()));
}

on_both!(pages_that_the_law_requires_are_missed);
async fn pages_that_the_law_requires_are_missed(bench: &Bench) {
    assert!(shop::content::missing_pages(&bench.shop).is_empty());
    change(bench, async |tx| {
        PageBuilder::new("terms").role(PageRole::Terms).draft().build(tx).await;
        PageBuilder::new("imprint").build(tx).await;
    })
    .await;
    shop::catalogue::refresh(&bench.shop).await.unwrap();
    let missing = shop::content::missing_pages(&bench.shop);
    assert_eq!(missing, [PageRole::Imprint, PageRole::Terms]);
}

/// The text of the only email in a folder.
fn only_email(folder: &Folder) -> String {
    let emails = folder.emails();
    assert_eq!(emails.len(), 1);
    emails[0].replace("=\r\n", "").replace("=3D", "=").replace("\r\n", "\n")
}

on_both!(a_confirmation_has_the_merchants_right_of_withdrawal);
async fn a_confirmation_has_the_merchants_right_of_withdrawal(bench: &Bench) {
    let page = PageBuilder::new("withdrawal").role(PageRole::Withdrawal).body(
        "You may [change your mind](/withdraw) within 20 days.\n\n{seller-lines}\n\n\
         <script>alert(1)</script>",
    );
    // The copy in memory of a worker may be older.
    change(bench, async |tx| {
        page.build(tx).await;
        assert!(store::content::rename(tx, "returns", "send-it-back", NOW).await.unwrap());
    })
    .await;
    let folder = Folder::new();
    bench.order(&[("BOOK", 1)]).await;
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 1);
    let email = only_email(&folder);
    for part in [
        "https://shop.example/pages/send-it-back",
        "RIGHT OF WITHDRAWAL",
        "You may change your mind (https://shop.example/withdraw) within 20 days.",
        "<a href=\"https://shop.example/withdraw\">change your mind</a>",
        "Test & Sons\nLindenallee 3\n10115 Berlin",
        "&lt;script&gt;",
    ] {
        assert!(email.contains(part), "{part} is not in\n{email}");
    }
    assert!(!email.contains("{seller"), "{email}");
}

on_both!(a_confirmation_leaves_out_pages_that_do_not_exist);
async fn a_confirmation_leaves_out_pages_that_do_not_exist(bench: &Bench) {
    raw(bench.shop.db(), "DELETE FROM pages").await;
    let folder = Folder::new();
    bench.order(&[("BOOK", 1)]).await;
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 1);
    let email = only_email(&folder);
    assert!(email.contains("Thank you for your order") && email.contains("Test & Sons"));
    for part in ["RIGHT OF WITHDRAWAL", "Right of withdrawal", "return it", "/pages/"] {
        assert!(!email.contains(part), "{part} is in\n{email}");
    }
}

on_both!(a_confirmation_has_the_instructions_of_a_draft);
/// Its buyer needs them, even if the merchant is just rewriting the page.
async fn a_confirmation_has_the_instructions_of_a_draft(bench: &Bench) {
    change(bench, async |tx| {
        for page in fixture::pages() {
            page.draft().build(tx).await;
        }
    })
    .await;
    let folder = Folder::new();
    bench.order(&[("BOOK", 1)]).await;
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 1);
    let email = only_email(&folder);
    for part in ["RIGHT OF WITHDRAWAL", "I/We (*) withdraw."] {
        assert!(email.contains(part), "{part} is not in\n{email}");
    }
    assert!(!email.contains("/pages/"), "drafts are not linked:\n{email}");
}

//! Starting, using and stopping it.

use super::{Process, backup::copies_in_a_folder, perigee, said, selftest};

#[tokio::test]
async fn the_program_starts_sells_and_stops() {
    let shop = Process::start(&["--base-url=https://shop.example", "--allow-test-payments"]).await;
    let (good, said) = selftest(&shop.addr, &[]).await;
    assert!(good && said.contains("Placed order PG-"), "{said}");
    let (good, said) = selftest(&shop.addr, &["--no-order"]).await;
    assert!(good && said.contains("Browsing works") && !said.contains("/cart"), "{said}");
    // Errors are reported with their step.
    for (flags, reason) in [
        (["--card", "4000 0000 0000 0002"], "declined"),
        (["--sku", "NOTHING"], "POST /cart/lines: 404"),
        (["--card", "1"], "POST /checkout/payment: 422"),
    ] {
        let (good, said) = selftest(&shop.addr, &flags).await;
        assert!(!good && said.contains(reason), "{flags:?}: {said}");
    }
    // A copy made while the shop is in use, and restored after it has stopped.
    let folder = shop.folder.clone();
    let books = |args: &[&str]| {
        let mut command = perigee();
        command.current_dir(&folder).args(args);
        async move { self::said(&mut command).await }
    };
    let (code, said) = books(&["backup", "--to", "copy.db"]).await;
    assert!(code == Some(0) && said.contains("read back"), "{said}");
    for (args, reason) in [
        (vec!["backup", "--to", "copy.db"], "copy.db exists already"),
        (vec!["restore", "--from", "copy.db"], "add --replace"),
        (
            vec!["restore", "--from", "copy.db", "--replace"],
            "(perigee) has this database open: stop it first",
        ),
        (vec!["restore", "--from", "nothing.db"], "no such file"),
        (vec!["restore", "--from", "mail", "--replace"], "no copy in this folder"),
        (
            vec!["backup", "--to", "x.db", "--database-url", "sqlite://empty.db"],
            "sqlite://empty.db does not exist",
        ),
        (
            vec!["restore", "--from", "copy.db", "--database-url", "postgres://127.0.0.1/x"],
            "pg_dump",
        ),
    ] {
        let (code, said) = books(&args).await;
        assert!(code == Some(1) && said.contains(reason), "{args:?}: {said}");
    }
    copies_in_a_folder(&shop.folder).await;
    assert!(selftest(&shop.addr, &[]).await.0, "it still sells");
    let addr = shop.addr.clone();
    let (code, log) = shop
        .stop(&[
            &["restore", "--from", "copy.db", "--replace"],
            &["restore", "--from", "copy.db", "--database-url", "sqlite://other.db"],
            &["migrate"],
        ])
        .await;
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("stopping") && !log.contains("4000"), "{log}");
    let (good, said) = selftest(&addr, &[]).await;
    assert!(!good && said.contains("GET /:"), "{said}");
    assert!(!perigee().args(["healthcheck", "--addr", &addr]).status().await.unwrap().success());
}

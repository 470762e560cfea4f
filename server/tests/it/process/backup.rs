//! Backups and restoring them.

use super::{Process, perigee, said, selftest};
use std::path::Path;
use testing::{Kind, TestDatabase};
use tokio::process::Command;

/// Copies named by their time: the last few are kept, and the newest one is restored.
pub(super) async fn copies_in_a_folder(folder: &Path) {
    let books = |args: &[&str]| {
        let mut command = perigee();
        command.current_dir(folder).args(args);
        async move { said(&mut command).await }
    };
    let copies = || {
        let mut names: Vec<_> = std::fs::read_dir(folder.join("copies"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    std::fs::create_dir(folder.join("copies")).unwrap();
    let (code, said) =
        books(&["restore", "--from", "copies", "--database-url", "sqlite://newest.db"]).await;
    assert!(code == Some(1) && said.contains("no copy in this folder"), "{said}");
    for name in [
        "perigee-20200101T000000Z.db",
        "perigee-20200102T000000Z.db",
        "perigee-20200103T000000Z.db.unfinished",
        "perigee-29990101T000000Z.db",
        "mine.db",
    ] {
        std::fs::copy(folder.join("copy.db"), folder.join("copies").join(name)).unwrap();
    }
    let (code, said) = books(&["backup", "--into", "copies", "--keep", "2"]).await;
    assert!(
        code == Some(0)
            && said.contains("read back")
            && said
                .lines()
                .any(|line| line.starts_with("Deleted ") && line.contains("-20200101T000000Z.db")),
        "{said}"
    );
    let names = copies();
    assert!(
        names.len() == 4 && names[0] == "mine.db" && names[1] == "perigee-20200102T000000Z.db",
        "{names:?}"
    );
    assert!(said.contains("perigee-29990101T000000Z.db is dated in the future"), "{said}");
    let (code, said) =
        books(&["restore", "--from", "copies", "--database-url", "sqlite://newest.db"]).await;
    assert!(code == Some(0) && said.contains(&names[2]), "{said}");
    // A failed copy leaves nothing behind and deletes nothing.
    let (code, said) = books(&[
        "backup",
        "--into",
        "copies",
        "--keep",
        "1",
        "--database-url",
        "sqlite://empty.db",
    ])
    .await;
    assert!(
        code == Some(1) && said.contains("does not exist") && !folder.join("empty.db").exists(),
        "{said}"
    );
    assert_eq!(copies(), names);
    // Nor does one that another command is writing.
    let unfinished = folder.join("busy.db.unfinished");
    std::fs::write(&unfinished, "half").unwrap();
    let (code, said) = books(&["backup", "--to", "busy.db"]).await;
    assert!(code == Some(1) && said.contains("busy.db.unfinished exists already"), "{said}");
    assert_eq!(std::fs::read_to_string(&unfinished).unwrap(), "half");
    for (args, wanted, reason) in [
        (vec!["restore", "--from", "copies/other.db"], 1, names[2].as_str()),
        (vec!["backup", "--to", "nowhere/copy.db"], 1, "nowhere/copy.db.unfinished: No such file"),
        (vec!["backup", "--into", "nowhere"], 1, "--into nowhere: no such folder"),
        (vec!["backup"], 2, "--to"),
        (vec!["backup", "--to", "a.db", "--into", "copies"], 2, "--into"),
        (vec!["backup", "--to", "a.db", "--keep", "2"], 2, "--keep"),
        (vec!["backup", "--into", "copies", "--keep", "0"], 2, "--keep \"0\" is invalid"),
    ] {
        let (code, said) = books(&args).await;
        assert!(code == Some(wanted) && said.contains(reason), "{args:?}: {said}");
    }
}

/// Files in the place of the restored copy: a log without its database, a file that is not a
/// database, wrong permissions.
#[tokio::test]
async fn a_copy_is_restored_over_any_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = std::env::temp_dir().join(format!("perigee-restore-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&folder).unwrap();
    let run = |args: &[&str]| {
        let mut command = perigee();
        command.current_dir(&folder).args(args);
        async move { said(&mut command).await }
    };
    let mode =
        |name: &str| std::fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777;
    let (code, said) = run(&["migrate"]).await;
    assert!(code == Some(0) && said.contains("migrated the schema from 0"), "{said}");
    let (code, said) = run(&["migrate"]).await;
    assert!(code == Some(0) && said.contains("already up to date"), "{said}");
    let (code, said) = run(&["backup", "--to", "copy.db"]).await;
    assert_eq!((code, mode("perigee.db"), mode("copy.db")), (Some(0), 0o600, 0o600), "{said}");
    // The damaged file was moved away by hand, but SQLite's files beside it were left.
    std::fs::write(folder.join("gone.db-wal"), vec![7; 9000]).unwrap();
    for (place, there) in [
        ("gone.db", None),
        ("bad.db", Some(vec![1; 9000])),
        ("short.db", Some(std::fs::read(folder.join("copy.db")).unwrap()[..5000].to_vec())),
    ] {
        if let Some(there) = there {
            std::fs::write(folder.join(place), there).unwrap();
            std::fs::set_permissions(folder.join(place), std::fs::Permissions::from_mode(0o640))
                .unwrap();
        }
        let replaces = folder.join(place).exists();
        let url = format!("sqlite://{place}");
        let (code, said) =
            run(&["restore", "--from", "copy.db", "--replace", "--database-url", &url]).await;
        assert!(code == Some(0) && said.contains("is kept as"), "{place}: {said}");
        assert_eq!(mode(place), if replaces { 0o640 } else { 0o600 }, "{place}");
        let (code, said) =
            run(&["backup", "--to", &format!("of-{place}"), "--database-url", &url]).await;
        assert_eq!(code, Some(0), "{place}: {said}");
    }
    std::fs::write(folder.join("none.db"), vec![1; 9000]).unwrap();
    let (code, said) = run(&["restore", "--from", "none.db", "--replace"]).await;
    assert!(code == Some(1) && said.contains("none.db: it is not a database"), "{said}");
    let names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        !names.iter().any(|name| name.contains(".restoring") || name.contains(".unfinished")),
        "{names:?}"
    );
    std::fs::remove_dir_all(folder).unwrap();
}

/// The number of orders.
async fn orders(database: &TestDatabase) -> i64 {
    let db = store::Db::open(&store::options(database.url.clone(), 2)).await.unwrap();
    let mut conn = db.read().await.unwrap();
    let count = match store::Executor::connection(&mut conn) {
        store::ConnectionRef::Sqlite(conn) => {
            sqlx::query_scalar("SELECT COUNT(*) FROM orders").fetch_one(conn).await
        }
        store::ConnectionRef::Postgres(conn) => {
            sqlx::query_scalar("SELECT COUNT(*) FROM orders").fetch_one(conn).await
        }
    };
    drop(conn);
    db.close().await;
    count.unwrap()
}

/// Copies a database into another one with the commands in docs/operating.md, using a folder.
async fn copy(from: &TestDatabase, to: &TestDatabase, folder: &Path) {
    let mut steps = match from.kind {
        Kind::Sqlite => {
            let (mut backup, mut restore) = (perigee(), perigee());
            backup.args(["backup", "--to", "copy.db", "--database-url", &from.url]);
            restore.args(["restore", "--from", "copy.db", "--database-url", &to.url]);
            [backup, restore]
        }
        Kind::Postgres => {
            let (mut dump, mut restore) = (Command::new("pg_dump"), Command::new("pg_restore"));
            dump.args(["--format=custom", "--file=copy.dump", &from.url]);
            restore.args(["--exit-on-error", "--no-owner", "--dbname", &to.url, "copy.dump"]);
            [dump, restore]
        }
    };
    for step in &mut steps {
        let (ended, said) = said(step.current_dir(folder)).await;
        assert_eq!(ended, Some(0), "{said}");
    }
}

/// A copy made while the shop is in use, restored elsewhere, is the complete shop: it has the
/// orders and accepts new ones.
async fn a_copy_is_the_shop_again(kind: Kind) {
    let (first, second) = (TestDatabase::empty(kind).await, TestDatabase::empty(kind).await);
    let shop = Process::start(&["--database-url", &first.url]).await;
    let (good, said) = selftest(&shop.addr, &[]).await;
    assert!(good, "{said}");
    copy(&first, &second, &shop.folder).await;
    let (good, said) = selftest(&shop.addr, &[]).await;
    assert!(good, "after the copy: {said}");
    assert_eq!((orders(&first).await, orders(&second).await), (2, 1));
    shop.stop(&[]).await;
    let shop = Process::start(&["--database-url", &second.url]).await;
    let (good, said) = selftest(&shop.addr, &[]).await;
    assert!(good, "the copy: {said}");
    let (code, log) = shop.stop(&[]).await;
    assert_eq!((code, orders(&second).await), (Some(0), 2), "{log}");
}

#[tokio::test]
async fn a_restored_copy_is_the_complete_shop_on_sqlite() {
    a_copy_is_the_shop_again(Kind::Sqlite).await;
}

#[tokio::test]
async fn a_restored_copy_is_the_complete_shop_on_postgres() {
    a_copy_is_the_shop_again(Kind::Postgres).await;
}

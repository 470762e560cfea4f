//! The program itself: started, asked, tried and stopped as an operator does.

use crate::database::{Kind, TestDatabase};
use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tokio::process::{Child, Command};

/// A shop in a process and a folder of its own.
struct Process {
    child: Child,
    addr: String,
    folder: PathBuf,
}

fn perigee() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_perigee"));
    command
        .env_clear()
        .kill_on_drop(true)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

impl Process {
    async fn start(flags: &[&str]) -> Self {
        Self::start_by(perigee(), flags).await
    }

    /// Started by a command that ends with the program's name.
    async fn start_by(mut command: Command, flags: &[&str]) -> Self {
        let folder = std::env::temp_dir().join(format!("perigee-process-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&folder).unwrap();
        // A free port; another process could take it in between, which has not been seen.
        let addr =
            std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let child = command
            .current_dir(&folder)
            .args([
                "serve",
                "--seed",
                "--site-root",
                ".",
                "--addr",
                &addr,
                "--catalogue",
                concat!(env!("CARGO_MANIFEST_DIR"), "/../catalog"),
            ])
            .args(flags)
            .spawn()
            .unwrap();
        let mut process = Self { child, addr, folder };
        // However busy the machine is: as long as the process lives, it is starting.
        while !perigee()
            .args(["healthcheck", "--addr", &process.addr])
            .status()
            .await
            .unwrap()
            .success()
        {
            assert_eq!(process.child.try_wait().unwrap(), None, "it ended before it was ready");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        process
    }

    /// Stops it, runs commands in its folder, which must end well, and clears up.
    async fn stop(self, then: &[&[&str]]) -> (Option<i32>, String) {
        let id = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
        let Self { child, folder, .. } = self;
        let output = child.wait_with_output().await.unwrap();
        for args in then {
            let output = perigee().current_dir(&folder).args(*args).output().await.unwrap();
            assert!(
                output.status.success(),
                "{args:?}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        std::fs::remove_dir_all(folder).unwrap();
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned()
                + &String::from_utf8_lossy(&output.stdout),
        )
    }
}

async fn selftest(addr: &str, flags: &[&str]) -> (bool, String) {
    let (code, said) =
        said(perigee().args(["selftest", "--url", &format!("http://{addr}")]).args(flags)).await;
    (code == Some(0), said)
}

#[tokio::test]
async fn started_tried_and_stopped() {
    let shop = Process::start(&["--base-url=https://shop.example", "--allow-test-payments"]).await;
    let (good, said) = selftest(&shop.addr, &[]).await;
    assert!(good && said.contains("Order PG-") && said.contains("is placed."), "{said}");
    let (good, said) = selftest(&shop.addr, &["--no-order"]).await;
    assert!(good && said.contains("can be looked at") && !said.contains("/cart"), "{said}");
    // What is wrong is named, with the step.
    for (flags, reason) in [
        (["--card", "4000 0000 0000 0002"], "declined"),
        (["--sku", "NOTHING"], "POST /cart/lines: 404"),
        (["--card", "1"], "POST /checkout/payment: 422"),
    ] {
        let (good, said) = selftest(&shop.addr, &flags).await;
        assert!(!good && said.contains(reason), "{flags:?}: {said}");
    }
    // A copy made while it sells, and put in the place of the books once it has stopped.
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
            "sqlite://empty.db is not there",
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

/// Copies named by their time: the last few are kept, the newest is taken.
async fn copies_in_a_folder(folder: &Path) {
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
            && said.contains("perigee-20200101T000000Z.db is deleted"),
        "{said}"
    );
    let names = copies();
    assert!(
        names.len() == 4 && names[0] == "mine.db" && names[1] == "perigee-20200102T000000Z.db",
        "{names:?}"
    );
    assert!(said.contains("perigee-29990101T000000Z.db is named for a time to come"), "{said}");
    let (code, said) =
        books(&["restore", "--from", "copies", "--database-url", "sqlite://newest.db"]).await;
    assert!(code == Some(0) && said.contains(&names[2]), "{said}");
    // A copy that fails leaves nothing, and deletes nothing.
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
        code == Some(1) && said.contains("is not there") && !folder.join("empty.db").exists(),
        "{said}"
    );
    assert_eq!(copies(), names);
    // Nor does one that another command is making.
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
        (vec!["backup", "--into", "copies", "--keep", "0"], 2, "--keep \"0\" is refused"),
    ] {
        let (code, said) = books(&args).await;
        assert!(code == Some(wanted) && said.contains(reason), "{args:?}: {said}");
    }
}

/// What lies where a copy is to be restored: a log without its database, a database that is none,
/// permissions.
#[tokio::test]
async fn a_copy_is_restored_over_whatever_is_there() {
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
    assert!(code == Some(0) && said.contains("migrated from 0"), "{said}");
    let (code, said) = run(&["migrate"]).await;
    assert!(code == Some(0) && said.contains("up to date already"), "{said}");
    let (code, said) = run(&["backup", "--to", "copy.db"]).await;
    assert_eq!((code, mode("perigee.db"), mode("copy.db")), (Some(0), 0o600, 0o600), "{said}");
    // The damaged file was moved away by hand, and what SQLite kept beside it was left.
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
    assert!(code == Some(1) && said.contains("none.db: it is no database"), "{said}");
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

/// Sends a request as it is, and gives the answer's head.
async fn ask(addr: &str, request: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(addr).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.split("\r\n\r\n").next().unwrap_or("").to_ascii_lowercase()
}

/// Nothing can be written for a while: requests and readiness say so, and all goes on afterwards
/// without a restart.
#[tokio::test]
async fn a_disk_that_cannot_be_written_is_said_and_got_over() {
    let mut command = Command::new("sh");
    // A file size of 0 fails every write as a bad disk does; the signal that would end the process
    // is ignored.
    command
        .env_clear()
        .kill_on_drop(true)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.args(["-c", r#"trap '' XFSZ; exec "$0" "$@""#, env!("CARGO_BIN_EXE_perigee")]);
    let shop = Process::start_by(command, &["--with-worker=false"]).await;
    let id = shop.child.id().unwrap().to_string();
    let limit = async |size: &str| {
        assert!(
            Command::new("prlimit")
                .args(["--pid", &id, &format!("--fsize={size}:")])
                .status()
                .await
                .unwrap()
                .success()
        );
    };
    let addr = shop.addr.clone();
    let post = format!(
        "POST /cart/lines HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 11\r\n\r\nsku=PER-MUG"
    );
    let ready =
        async || perigee().args(["healthcheck", "--addr", &addr]).status().await.unwrap().success();
    assert!(ask(&addr, &post).await.starts_with("http/1.1 303"));
    for _ in 0..2 {
        limit("0").await;
        for _ in 0..3 {
            let answer = ask(&addr, &post).await;
            assert!(
                answer.starts_with("http/1.1 503") && answer.contains("retry-after: "),
                "{answer}"
            );
        }
        assert!(!ready().await);
        let metrics = ask_body(&addr, "/metrics").await;
        assert!(metrics.contains("perigee_database_writable 0"), "{metrics}");
        limit("unlimited").await;
        let answer = ask(&addr, &post).await;
        assert!(answer.starts_with("http/1.1 303"), "at once, without a restart: {answer}");
        let again = async {
            while !ready().await {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), again).await.expect("it is ready again");
        assert!(ask_body(&addr, "/metrics").await.contains("perigee_database_writable 1"));
    }
    let (code, log) = shop.stop(&[]).await;
    assert_eq!(code, Some(0), "{log}");
    assert!(
        log.contains("sqlite://perigee.db cannot be read or written")
            && log.contains("can be written again"),
        "{log}"
    );
}

/// The body of what is at a path.
async fn ask_body(addr: &str, path: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(addr).await.unwrap();
    stream
        .write_all(
            format!("GET {path} HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n\r\n").as_bytes(),
        )
        .await
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

/// Pictures are made in a process of its own, which does not outlive the server, however that ends.
#[tokio::test]
async fn no_child_outlives_the_server() {
    // Drawings that are too large to be sent as they are: renditions of them are to be made.
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = store::Db::open(&store::options(database.url.clone(), 2)).await.unwrap();
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    for number in 0..50 {
        let drawing = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" height=\"1200\"><!--{}--><circle r=\"{number}\"/></svg>",
            " ".repeat(70_000)
        );
        store::media::put(
            &mut tx,
            &format!("{number:032}"),
            "image/svg+xml",
            drawing.as_bytes(),
            (1600, 1200),
            "",
        )
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    db.close().await;
    let mut shop = Process::start(&["--database-url", &database.url]).await;
    let server = shop.child.id().unwrap();
    let parent = |id: &str| {
        let text = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        text.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse::<u32>().ok()
    };
    let child = async {
        loop {
            let names = std::fs::read_dir("/proc")
                .unwrap()
                .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
            if let Some(child) = names
                .filter(|name| name.parse::<u32>().is_ok())
                .find(|id| parent(id) == Some(server))
            {
                return child;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let child =
        tokio::time::timeout(Duration::from_secs(600), child).await.expect("pictures are made");
    shop.child.kill().await.unwrap();
    let gone = async {
        while std::fs::read_to_string(format!("/proc/{child}/stat"))
            .is_ok_and(|stat| !stat.contains(") Z "))
        {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(600), gone).await.expect("it ends as well");
    std::fs::remove_dir_all(&shop.folder).unwrap();
}

/// How many orders there are.
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

/// Copies one database into another as docs/operating.md says, in a folder.
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

/// A copy made while it sells, put in another place, is the shop again: with its orders, and
/// selling on.
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
async fn a_copy_is_the_shop_again_sqlite() {
    a_copy_is_the_shop_again(Kind::Sqlite).await;
}

#[tokio::test]
async fn a_copy_is_the_shop_again_postgres() {
    a_copy_is_the_shop_again(Kind::Postgres).await;
}

/// The code that a command ends with, and what it says.
async fn said(command: &mut Command) -> (Option<i32>, String) {
    let output = command.output().await.unwrap();
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr),
    )
}

#[tokio::test]
async fn a_wrong_start_is_refused_by_name() {
    for (flags, code, reason) in [
        (vec!["serve", "--addr", "nowhere"], 2, "--addr"),
        (vec!["serve", "--database-url", "mysql://x"], 2, "--database-url"),
        (
            vec![
                "serve",
                "--site-root",
                ".",
                "--database-url",
                "sqlite:///nonexistent/folder/shop.db",
            ],
            1,
            "DATABASE_URL: sqlite:///nonexistent",
        ),
        (vec!["serve", "--site-root", "/nonexistent"], 1, "LEPTOS_SITE_ROOT (--site-root)"),
        (
            vec!["serve", "--site-root", ".", "--seed", "--catalogue", "/nonexistent"],
            1,
            "PERIGEE_CATALOGUE (--catalogue)",
        ),
        (vec!["seed", "--catalogue", "."], 1, "PERIGEE_CATALOGUE (--catalogue)"),
        (
            vec!["worker", "--database-url", "postgres://shop:hunter2@127.0.0.1:1/x"],
            1,
            "127.0.0.1:1: Connection refused",
        ),
        (
            vec!["serve", "--site-root", ".", "--base-url", "https://shop.example"],
            1,
            "PERIGEE_ALLOW_TEST_PAYMENTS=true",
        ),
        (vec!["serve", "--colour", "red"], 2, "--colour"),
        (vec!["sell"], 2, "sell"),
        (vec!["selftest", "--url", "https://shop.example"], 2, "http://perigee:3000"),
    ] {
        let (ended, said) = said(perigee().current_dir(std::env::temp_dir()).args(&flags)).await;
        assert_eq!(ended, Some(code), "{flags:?}: {said}");
        assert!(said.contains(reason) && !said.contains("hunter2"), "{flags:?}: {said}");
    }
}

/// By the variable: one sentence with both names, the fault and an example, and no secret; nothing
/// is opened or migrated first.
#[tokio::test]
async fn a_wrong_variable_is_refused_by_name() {
    for (variable, flag, value, fault, example) in [
        ("PERIGEE_ADDR", "addr", "localhost", "invalid socket address", "127.0.0.1:3000"),
        (
            "DATABASE_URL",
            "database-url",
            "postgres//shop:hunter2@db/x",
            "expected an address",
            "postgres://user:password@",
        ),
        (
            "DATABASE_URL",
            "database-url",
            "postgres://shop:hunter2@db:port/x",
            "invalid port",
            "postgres://user:password@",
        ),
        ("DATABASE_URL", "database-url", "", "expected an address", "sqlite://perigee.db"),
        (
            "DATABASE_URL",
            "database-url",
            "postgres://shop:hunter2@db/x?ssl_mode=require",
            "\"ssl_mode\" is not known",
            "sslmode=verify-full",
        ),
        ("PERIGEE_DATABASE_CONNECTIONS", "database-connections", "0", "1..=1000", "6"),
        ("PERIGEE_BASE_URL", "base-url", "shop.example", "without a path", "https://shop.example"),
        ("PERIGEE_CURRENCY", "currency", "euro", "three capital letters", "EUR"),
        ("PERIGEE_CURRENCIES", "currencies", "EUR;USD", "three capital letters", "EUR"),
        ("PERIGEE_RATES", "rates", "/no/such/file", "No such file", ""),
        ("PERIGEE_COUNTRY", "country", "Germany", "two letters", "DE"),
        ("PERIGEE_SELLER", "seller", "", "receipts", "Perigee Astronomy GmbH"),
        ("PERIGEE_SELLER_ADDRESS", "seller-address", " ", "receipts", "Flensburg"),
        (
            "PERIGEE_SMTP_URL",
            "smtp-url",
            "mail.example:hunter2",
            "expected an address",
            "smtp://user:password@mail.example:587",
        ),
        (
            "PERIGEE_MAIL_FROM",
            "mail-from",
            "orders",
            "a name and an address",
            "<orders@shop.example>",
        ),
        ("PERIGEE_SURFACES", "surfaces", "shop", "storefront, api, desk", "storefront"),
        ("PERIGEE_METRICS_ADDR", "metrics-addr", "9090", "invalid socket address", ""),
        ("PERIGEE_REQUEST_TIMEOUT", "request-timeout", "0", "above 0", "30"),
        ("PERIGEE_SHUTDOWN_GRACE", "shutdown-grace", "-1", "from 0 on", "30"),
        ("PERIGEE_SHUTDOWN_DELAY", "shutdown-delay", "soon", "from 0 on", "30"),
        ("PERIGEE_CONNECTIONS", "connections", "0", "1..=1000000", "10000"),
        ("PERIGEE_CONNECTIONS_PER_CLIENT", "connections-per-client", "-1", "invalid digit", ""),
        ("PERIGEE_STALL_TIMEOUT", "stall-timeout", "0", "above 0", "30"),
        ("PERIGEE_IDLE_TIMEOUT", "idle-timeout", "0", "above 0", "30"),
        ("PERIGEE_BROWSING", "browsing", "-1", "invalid digit", "0"),
        ("PERIGEE_BUYING", "buying", "0", "1..=100000", "512"),
        ("PERIGEE_PLACING", "placing", "many", "invalid digit", "512"),
        ("PERIGEE_QUEUE_TIME", "queue-time", "1s", "from 0 on", "30"),
        ("PERIGEE_BODY_LIMIT", "body-limit", "0", "4096..=1073741824", "1048576"),
        ("PERIGEE_RATE_LIMIT", "rate-limit", "-1", "not in 0..=", "240"),
        ("PERIGEE_TRUSTED_PROXIES", "trusted-proxies", "all", "invalid digit", "0"),
        ("PERIGEE_ASTRONOMY_API", "astronomy-api", "on", "expected true, false", "false"),
        ("PERIGEE_RATE_LIMIT_API", "rate-limit-api", "yes", "expected true, false", "true"),
        ("PERIGEE_PAGE_CACHE", "page-cache", "1", "expected true, false", "true"),
        ("PERIGEE_SEED", "seed", "1", "expected true, false", "false"),
        ("PERIGEE_WITH_WORKER", "with-worker", "", "expected true, false", "true"),
        (
            "PERIGEE_ALLOW_TEST_PAYMENTS",
            "allow-test-payments",
            "yes",
            "expected true, false",
            "false",
        ),
        ("PERIGEE_CARD_REFUSALS", "card-refusals", "-1", "0..=1000", "5"),
        ("PERIGEE_LOG_FORMAT", "log-format", "xml", "expected text, json", "text"),
    ] {
        let (ended, said) = said(perigee().args(["serve"]).env(variable, value)).await;
        assert_eq!(ended, Some(2), "{variable}: {said}");
        assert!(
            said.starts_with(&format!("perigee: {variable} (--{flag})"))
                && said.contains("is refused"),
            "{said}"
        );
        assert!(said.contains(fault) && said.contains(example), "{variable}: {said}");
        assert!(!said.contains("hunter2") && said.trim().lines().count() == 1, "{said}");
    }
    for (variable, value, fault) in [
        ("PERIGEE_LOG", "info,=", "PERIGEE_LOG"),
        ("PERIGEE_LOG", "verbose", "error, warn, info, debug, trace and off"),
        ("PERIGEE_LOG", "", "for example info"),
        ("OTEL_EXPORTER_OTLP_CERTIFICATE", "/etc/ca.pem", "http://127.0.0.1:4318"),
        ("OTEL_TRACES_SAMPLER", "some", "parentbased_traceidratio"),
        ("OTEL_TRACES_SAMPLER_ARG", "1.5", "such as 0.1"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "10s", "milliseconds"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "http/protobuf"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_ENDPOINT"),
    ] {
        let mut serve = perigee();
        serve
            .args(["serve"])
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
            .env(variable, value);
        let (ended, said) = said(&mut serve).await;
        assert!(
            ended == Some(2) && said.contains(variable) && said.contains(fault),
            "{variable}: {ended:?} {said}"
        );
    }
}

/// Neither part of the shop starts on a database that is not of its schema; what it is and what to
/// do is said.
#[tokio::test]
async fn a_database_of_another_schema_is_refused() {
    use sqlx::{Connection, Executor};
    let folder = std::env::temp_dir().join(format!("perigee-schema-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, change, fault) in [
        (
            "older",
            "DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)",
            "run `perigee migrate`",
        ),
        (
            "newer",
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'x', TRUE, x'00', 0); \
             DELETE FROM settings WHERE key = 'schema.oldest_program'",
            "9999",
        ),
        ("half", "UPDATE _sqlx_migrations SET success = FALSE WHERE version = 1", "migration 1"),
    ] {
        let file = folder.join(format!("{name}.db"));
        let url = format!("sqlite://{}", file.display());
        let (ended, log) = said(perigee().args(["migrate", "--database-url", &url])).await;
        assert_eq!(ended, Some(0), "{log}");
        let mut books = sqlx::SqliteConnection::connect(&url).await.unwrap();
        books.execute(change).await.unwrap();
        books.close().await.unwrap();
        for command in [
            &["serve", "--addr", "127.0.0.1:0", "--site-root", ".", "--mail-folder"][..],
            &["worker", "--mail-folder"],
        ] {
            let (ended, log) = said(perigee().current_dir(&folder).args(command).args([
                "mail",
                "--database-url",
                &url,
            ]))
            .await;
            assert!(
                ended == Some(1) && log.contains(fault),
                "{name}, {command:?}: {ended:?} {log}"
            );
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// A name that is nearly right is told, what Kubernetes adds for a Service is not.
#[tokio::test]
async fn a_variable_that_is_none_is_named() {
    let mut migrate = perigee();
    migrate.args(["migrate", "--database-url", "sqlite::memory:"]);
    for (name, value) in [
        ("PERIGEE_ADR", "x"),
        ("PERIGEE_SERVICE_HOST", "10.0.0.1"),
        ("PERIGEE_PORT_80_TCP", "tcp://10.0.0.1:80"),
        ("PERIGEE_PORT", "x"),
    ] {
        migrate.env(name, value);
    }
    let (ended, said) = said(&mut migrate).await;
    assert!(
        ended == Some(0)
            && said
                .contains("PERIGEE_ADR is no setting of this program; did you mean PERIGEE_ADDR?"),
        "{said}"
    );
    assert!(!said.contains("PERIGEE_SERVICE_HOST") && !said.contains("PERIGEE_PORT"), "{said}");
}

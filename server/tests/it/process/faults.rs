//! What happens while it runs: no more writes, and the end of the process.

use super::{Process, ask, ask_body, perigee};
use std::{process::Stdio, time::Duration};
use testing::{Kind, TestDatabase};
use tokio::process::Command;

/// Nothing can be written for a while: requests and readiness report it, and everything continues
/// afterwards without a restart.
#[tokio::test]
async fn a_write_failure_is_reported_and_recovered_from() {
    let mut command = Command::new("sh");
    // A file size limit of 0 makes every write fail like a bad disk; the signal that would end the
    // process is ignored.
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
        "POST /cart/lines HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\nsku=MUG"
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
            && log.contains("is writable again"),
        "{log}"
    );
}

/// Pictures are rendered in a child process, which does not outlive the server, however that ends.
#[tokio::test]
async fn no_child_outlives_the_server() {
    // Drawings too large to be sent unchanged, so that renditions are needed.
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = store::Db::open(&store::options(database.url.clone(), 2)).await.unwrap();
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    for number in 0..50 {
        let drawing = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" \
             height=\"1200\"><!--{}--><circle r=\"{number}\"/></svg>",
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

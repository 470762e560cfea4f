//! The program itself: started, asked, tried and stopped as an operator does.

use std::{
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
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
    command.env_clear().kill_on_drop(true).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Process {
    async fn start(flags: &[&str]) -> Self {
        let folder = std::env::temp_dir().join(format!("perigee-process-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&folder).unwrap();
        // A free port; another process could take it in between, which has not been seen.
        let addr = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let child = perigee()
            .current_dir(&folder)
            .args(["serve", "--seed", "--addr", &addr, "--catalogue", concat!(env!("CARGO_MANIFEST_DIR"), "/../catalog")])
            .args(flags)
            .spawn()
            .unwrap();
        let process = Self { child, addr, folder };
        let begin = Instant::now();
        while !perigee().args(["healthcheck", "--addr", &process.addr]).status().await.unwrap().success() {
            assert!(begin.elapsed() < Duration::from_secs(120), "not ready after two minutes");
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
            assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        }
        std::fs::remove_dir_all(folder).unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout))
    }
}

async fn selftest(addr: &str, flags: &[&str]) -> (bool, String) {
    let output = perigee().args(["selftest", "--url", &format!("http://{addr}")]).args(flags).output().await.unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
}

#[tokio::test]
async fn started_tried_and_stopped() {
    let shop = Process::start(&["--base-url=https://shop.example"]).await;
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
        async move {
            let output = command.output().await.unwrap();
            (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
        }
    };
    let (code, said) = books(&["backup", "--to", "copy.db"]).await;
    assert!(code == Some(0) && said.contains("read back"), "{said}");
    for (args, reason) in [
        (vec!["backup", "--to", "copy.db"], "copy.db exists already"),
        (vec!["restore", "--from", "copy.db"], "add --replace"),
        (vec!["restore", "--from", "copy.db", "--replace"], "another process has this database open"),
        (vec!["restore", "--from", "nothing.db"], "no such file"),
        (vec!["restore", "--from", "mail", "--replace"], "no such file"),
        (vec!["backup", "--to", "x.db", "--database-url", "sqlite://empty.db"], "run `perigee migrate`"),
        (vec!["restore", "--from", "copy.db", "--database-url", "postgres://127.0.0.1/x"], "pg_dump"),
    ] {
        let (code, said) = books(&args).await;
        assert!(code == Some(1) && said.contains(reason), "{args:?}: {said}");
    }
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

#[tokio::test]
async fn a_wrong_start_is_refused_by_name() {
    for (flags, code, reason) in [
        (vec!["serve", "--addr", "nowhere"], 2, "--addr"),
        (vec!["serve", "--database-url", "mysql://x"], 2, "--database-url"),
        (vec!["serve", "--database-url", "sqlite:///nonexistent/folder/shop.db"], 1, "perigee:"),
        (vec!["serve", "--colour", "red"], 2, "--colour"),
        (vec!["sell"], 2, "sell"),
        (vec!["selftest", "--url", "https://shop.example"], 2, "http://perigee:3000"),
    ] {
        let output = perigee().args(&flags).output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{flags:?}: {said}");
        assert!(said.contains(reason), "{flags:?}: {said}");
    }
}

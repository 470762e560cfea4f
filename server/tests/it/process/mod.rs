//! The program itself: started, used and stopped as by an operator.

mod backup;
mod changes;
mod faults;
mod pictures;
mod run;
mod seed;
mod settings;
mod user;

use std::{path::PathBuf, process::Stdio, time::Duration};
use tokio::process::{Child, Command};

/// A shop with a process and a folder of its own.
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

    /// Starts it with a command that takes the program's name as its last argument.
    async fn start_by(mut command: Command, flags: &[&str]) -> Self {
        let folder = std::env::temp_dir().join(format!("perigee-process-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&folder).unwrap();
        // A free port; another process could take it in between, which has not happened so far.
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
                testing::merchant_folder().to_str().unwrap(),
            ])
            .args(flags)
            .spawn()
            .unwrap();
        let mut process = Self { child, addr, folder };
        // However busy the machine is: while the process lives, it is starting.
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

    /// Stops it, runs commands in its folder, which must succeed, and cleans up.
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

/// The exit code and the output of a command.
async fn said(command: &mut Command) -> (Option<i32>, String) {
    let output = command.output().await.unwrap();
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr),
    )
}

/// Sends a raw request and returns the head of the response.
async fn ask(addr: &str, request: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(addr).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.split("\r\n\r\n").next().unwrap_or("").to_ascii_lowercase()
}

/// The body of a GET response.
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

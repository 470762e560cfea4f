//! Emails: each one is sent once, whatever happens to the mail server.

mod delivery;
mod folder;
mod refused;
mod texts;

use shop::{
    Context, Settings,
    notifications::{
        mail::{Mailer, SubscriptionEmail, Transport},
        texts::MailTexts,
    },
};
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
};
use testing::{Bench, OrderBuilder};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Barrier,
};

const FROM: &str = "Perigee <orders@perigee.example>";

/// A mail folder, deleted after the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        Self(std::env::temp_dir().join(format!("perigee-mail-{}", uuid::Uuid::new_v4())))
    }

    pub fn mailer(&self) -> Mailer {
        Mailer::new(Transport::Folder(self.0.clone()), FROM).unwrap()
    }

    /// A mailer that cannot write: a file is where the folder should be.
    pub fn failing(&self) -> Mailer {
        std::fs::write(&self.0, "").unwrap();
        self.mailer()
    }

    pub fn emails(&self) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(&self.0) else { return Vec::new() };
        let files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        assert!(files.iter().all(|path| path.extension().is_some_and(|e| e == "eml")), "{files:?}");
        files.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A mail server (RFC 5321) that stores what it receives.
struct Server {
    address: String,
    mailbox: Mailbox,
}

/// State shared by all connections.
#[derive(Clone)]
struct Mailbox {
    emails: Arc<Mutex<Vec<String>>>,
    /// The commands with recipients.
    recipients: Arc<Mutex<Vec<String>>>,
    replies: Replies,
    /// The shop's clock, and by how many milliseconds each email advances it.
    clock: Arc<AtomicI64>,
    takes: i64,
    /// Emails are accepted only once this many are in progress.
    together: Arc<Barrier>,
    /// The current number in progress, and its maximum so far.
    reading: Arc<AtomicUsize>,
    peak: Arc<AtomicUsize>,
}

/// Replies to commands instead of success; the connection itself is the command "".
type Replies = Arc<Mutex<HashMap<&'static str, &'static str>>>;

impl Server {
    async fn start(clock: Arc<AtomicI64>, takes: i64) -> Self {
        Self::taking_together(1, clock, takes).await
    }

    async fn taking_together(emails: usize, clock: Arc<AtomicI64>, takes: i64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let mailbox = Mailbox {
            emails: Arc::default(),
            recipients: Arc::default(),
            replies: Replies::default(),
            clock,
            takes,
            together: Arc::new(Barrier::new(emails)),
            reading: Arc::default(),
            peak: Arc::default(),
        };
        let server = Self { address, mailbox: mailbox.clone() };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, mailbox.clone()));
            }
        });
        server
    }

    fn mailer(&self) -> Mailer {
        Mailer::new(Mailer::smtp(&self.address).unwrap(), FROM).unwrap()
    }

    /// Sets the reply to a command.
    fn says(&self, command: &'static str, reply: &'static str) {
        self.mailbox.replies.lock().unwrap().insert(command, reply);
    }

    fn agrees(&self) {
        self.mailbox.replies.lock().unwrap().clear();
    }

    /// The message ids of all emails.
    fn ids(&self) -> Vec<String> {
        let emails = self.mailbox.emails.lock().unwrap();
        emails
            .iter()
            .map(|email| email.lines().find(|l| l.starts_with("Message-ID:")).unwrap().to_owned())
            .collect()
    }
}

async fn serve(stream: TcpStream, mailbox: Mailbox) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let reply = |command: &str| {
        mailbox.replies.lock().unwrap().get(command).map(|reply| format!("{reply}\r\n"))
    };
    writer.write_all(reply("").unwrap_or("220 mail.example\r\n".to_owned()).as_bytes()).await?;
    while let Some(line) = lines.next_line().await? {
        let command = line.split(' ').next().unwrap_or("");
        if let Some(reply) = reply(command) {
            writer.write_all(reply.as_bytes()).await?;
            continue;
        }
        let answer: &[u8] = match command {
            "EHLO" => b"250-mail.example\r\n250 AUTH PLAIN\r\n",
            "DATA" => {
                writer.write_all(b"354 go on\r\n").await?;
                let mut email = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    email.push_str(&line);
                    email.push('\n');
                }
                mailbox.peak.fetch_max(
                    mailbox.reading.fetch_add(1, Ordering::SeqCst) + 1,
                    Ordering::SeqCst,
                );
                mailbox.together.wait().await;
                mailbox.clock.fetch_add(mailbox.takes, Ordering::Relaxed);
                // Lets others run in between.
                for _ in 0..50 {
                    tokio::task::yield_now().await;
                }
                mailbox.emails.lock().unwrap().push(email);
                mailbox.reading.fetch_sub(1, Ordering::SeqCst);
                b"250 taken\r\n"
            }
            "QUIT" => {
                writer.write_all(b"221 bye\r\n").await?;
                break;
            }
            _ => b"250 ok\r\n",
        };
        if command == "RCPT" {
            mailbox.recipients.lock().unwrap().push(line);
        }
        writer.write_all(answer).await?;
    }
    Ok(())
}

pub async fn work(shop: &Context, mailer: &Mailer) -> usize {
    let mut done = 0;
    loop {
        match testing::deliver_due(shop, mailer).await.unwrap() {
            0 => return done,
            more => done += more,
        }
    }
}

/// An order with this email address.
async fn order_for(bench: &Bench, email: &str) {
    OrderBuilder::of(&[("MUG", 1)]).email(email).place(bench).await.unwrap();
}

/// Queues this many emails, all for one order.
async fn emails(bench: &Bench, count: usize) {
    let placed = bench.order(&[("BOOK", 1)]).await;
    let mut tx = bench.shop.db().begin().await.unwrap();
    for _ in 1..count {
        jobs::outbox::push(&mut tx, "order.placed", &format!("{{\"order\":\"{}\"}}", placed.id), 0)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

fn about_a_mug<'a>(
    to: &'a str,
    settings: &'a Settings,
    texts: &'a MailTexts,
) -> SubscriptionEmail<'a> {
    let (link, end) = ("https://shop.example/", "https://shop.example/end");
    SubscriptionEmail { to, name: "Mug", link, end, settings, texts }
}

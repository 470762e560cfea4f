//! Confirmation mail: for every order, once, whatever happens to the mail server.

use crate::bench::{Bench, on_both};
use proptest::prelude::*;
use shop::{
    Context,
    cart::KEPT_FOR,
    notifications::mail::{Mailer, Transport},
};
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Barrier,
};

const FROM: &str = "Perigee <orders@perigee.example>";

/// A folder for mail, gone with the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        Self(std::env::temp_dir().join(format!("perigee-mail-{}", uuid::Uuid::new_v4())))
    }

    pub fn mailer(&self) -> Mailer {
        Mailer::new(Transport::Folder(self.0.clone()), FROM).unwrap()
    }

    pub fn letters(&self) -> Vec<String> {
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

/// A mail server (RFC 5321) that keeps what it gets.
struct Server {
    address: String,
    office: Office,
}

/// What all connections to it share.
#[derive(Clone)]
struct Office {
    letters: Arc<Mutex<Vec<String>>>,
    /// The commands that name recipients.
    recipients: Arc<Mutex<Vec<String>>>,
    replies: Replies,
    /// The shop's clock, and how many milliseconds of it each letter takes.
    clock: Arc<AtomicI64>,
    takes: i64,
    /// Letters are taken when so many are there, not before.
    together: Arc<Barrier>,
    /// How many it has at this moment, and the most that it ever had.
    reading: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

/// What it says to a command instead of agreeing; the connection itself is the command "".
type Replies = Arc<Mutex<HashMap<&'static str, &'static str>>>;

impl Server {
    async fn start(clock: Arc<AtomicI64>, takes: i64) -> Self {
        Self::taking_together(1, clock, takes).await
    }

    async fn taking_together(letters: usize, clock: Arc<AtomicI64>, takes: i64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let office = Office {
            letters: Arc::default(),
            recipients: Arc::default(),
            replies: Replies::default(),
            clock,
            takes,
            together: Arc::new(Barrier::new(letters)),
            reading: Arc::default(),
            most: Arc::default(),
        };
        let server = Self { address, office: office.clone() };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, office.clone()));
            }
        });
        server
    }

    fn mailer(&self) -> Mailer {
        Mailer::new(Mailer::smtp(&self.address).unwrap(), FROM).unwrap()
    }

    /// From now on this is the answer to a command.
    fn says(&self, command: &'static str, reply: &'static str) {
        self.office.replies.lock().unwrap().insert(command, reply);
    }

    fn agrees(&self) {
        self.office.replies.lock().unwrap().clear();
    }

    /// The message ids of all letters.
    fn ids(&self) -> Vec<String> {
        let letters = self.office.letters.lock().unwrap();
        letters
            .iter()
            .map(|letter| letter.lines().find(|l| l.starts_with("Message-ID:")).unwrap().to_owned())
            .collect()
    }
}

async fn serve(stream: TcpStream, office: Office) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let reply = |command: &str| {
        office.replies.lock().unwrap().get(command).map(|reply| format!("{reply}\r\n"))
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
                let mut letter = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    letter.push_str(&line);
                    letter.push('\n');
                }
                office
                    .most
                    .fetch_max(office.reading.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                office.together.wait().await;
                office.clock.fetch_add(office.takes, Ordering::Relaxed);
                // Others may run while it thinks.
                for _ in 0..50 {
                    tokio::task::yield_now().await;
                }
                office.letters.lock().unwrap().push(letter);
                office.reading.fetch_sub(1, Ordering::SeqCst);
                b"250 taken\r\n"
            }
            "QUIT" => {
                writer.write_all(b"221 bye\r\n").await?;
                break;
            }
            _ => b"250 ok\r\n",
        };
        if command == "RCPT" {
            office.recipients.lock().unwrap().push(line);
        }
        writer.write_all(answer).await?;
    }
    Ok(())
}

pub async fn work(shop: &Context, mailer: &Mailer) -> usize {
    let mut done = 0;
    loop {
        match shop::notifications::worker::deliver_due(shop, mailer).await.unwrap() {
            0 => return done,
            more => done += more,
        }
    }
}

on_both!(a_letter_says_what_was_ordered);
async fn a_letter_says_what_was_ordered(bench: &Bench) {
    let folder = Folder::new();
    let placed = bench.order(&[("HAL-102ED-S", 1), ("HQTGWGPNH4", 2)]).await;
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 1);
    assert_eq!(bench.backlog().await, 0);
    let letters = folder.letters();
    assert_eq!(letters.len(), 1);
    let letter = letters[0].replace("=\r\n", "").replace("=3D", "=");
    for part in [
        "To: Ada@Example.org".to_owned(),
        format!("Subject: Your order {}", placed.number),
        "From: Perigee <orders@perigee.example>".to_owned(),
        "multipart/alternative".to_owned(),
        "text/plain".to_owned(),
        "text/html".to_owned(),
        format!("https://shop.example{}", placed.link),
        "Visa ending in 0454".to_owned(),
        "With tripod".to_owned(),
        "19% VAT on".to_owned(),
        "7% VAT on".to_owned(),
        "placed on 20 November 2026. Sold by".to_owned(),
        "Test & Sons".to_owned(),
        "Test &#38; Sons".to_owned(),
        "Lindenallee 3".to_owned(),
        "VAT number DE999999999".to_owned(),
    ] {
        assert!(letter.contains(&part), "{part} is not in\n{letter}");
    }
    assert!(!letter.contains("4432"), "the card's number");
}

on_both!(one_letter_an_order_however_many_work);
async fn one_letter_an_order_however_many_work(bench: &Bench) {
    let folder = Folder::new();
    for _ in 0..30 {
        bench.order(&[("HQTGWGPNH4", 1)]).await;
    }
    let server = Server::start(Arc::clone(&bench.time), 0).await;
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (shop, mailer) = (bench.shop.clone(), server.mailer());
        workers.spawn(async move {
            let mut done = 0;
            while {
                let mut conn = shop.db().read().await.unwrap();
                store::outbox::backlog(&mut conn, 0).await.unwrap().pending > 0
            } {
                done += shop::notifications::worker::deliver_due(&shop, &mailer).await.unwrap();
            }
            done
        });
    }
    assert_eq!(workers.join_all().await.into_iter().sum::<usize>(), 30);
    let mut ids = server.ids();
    assert_eq!(ids.len(), 30);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 30);
    // And once more, to no effect.
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 0);
    bench.advance(1_000_000_000);
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 0);
    assert!(folder.letters().is_empty());
}

/// An order by who has this address.
async fn order_for(bench: &Bench, email: &str) {
    let token = bench.cart(&[("PER-MUG", 1)]).await;
    let contact =
        domain::checkout::ContactForm { email: email.to_owned(), ..crate::bench::contact() };
    shop::checkout::save_contact(&bench.shop, &token, contact, None).await.unwrap();
    shop::checkout::save_delivery(&bench.shop, &token, "standard", "").await.unwrap();
    shop::checkout::save_payment(&bench.shop, &token, &crate::bench::card(crate::bench::GOOD_CARD))
        .await
        .unwrap();
    let view = shop::checkout::show(&bench.shop, Some(&token), None, domain::Currency::EUR, "DE")
        .await
        .unwrap();
    bench.place(&token, &view.key, &view.seen).await.unwrap();
}

/// Puts so many letters into the outbox, all of one order.
async fn letters(bench: &Bench, count: usize) {
    let placed = bench.order(&[("HQTGWGPNH4", 1)]).await;
    let mut tx = bench.shop.db().begin().await.unwrap();
    for _ in 1..count {
        store::outbox::push(
            &mut tx,
            "order.placed",
            &format!("{{\"order\":\"{}\"}}", placed.id),
            0,
        )
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

on_both!(four_at_once_and_no_more);
/// No letter waits for the one before it: the server takes none before there are four. And
/// there are never more.
async fn four_at_once_and_no_more(bench: &Bench) {
    letters(bench, 12).await;
    let server = Server::taking_together(4, Arc::clone(&bench.time), 0).await;
    assert_eq!(work(&bench.shop, &server.mailer()).await, 12);
    let mut ids = server.ids();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), server.office.most.load(Ordering::SeqCst)), (12, 4));
}

on_both!(slowly_is_not_twice);
/// A slow mail server: many letters together take longer than the lease of one.
async fn slowly_is_not_twice(bench: &Bench) {
    // All of them take longer than a lease; each takes little of it, so that a worker who is
    // slow for once keeps its own.
    letters(bench, 80).await;
    let server = Server::start(Arc::clone(&bench.time), 1_000).await;
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..2 {
        let (shop, mailer) = (bench.shop.clone(), server.mailer());
        workers.spawn(async move {
            while {
                let mut conn = shop.db().read().await.unwrap();
                store::outbox::backlog(&mut conn, 0).await.unwrap().pending > 0
            } {
                shop::notifications::worker::deliver_due(&shop, &mailer).await.unwrap();
            }
        });
    }
    workers.join_all().await;
    let mut ids = server.ids();
    assert_eq!(ids.len(), 80, "{ids:?}");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 80);
}

on_both!(a_dead_mail_server_delays_no_order_and_is_tried_again);
async fn a_dead_mail_server_delays_no_order_and_is_tried_again(bench: &Bench) {
    let folder = Folder::new();
    // A file where the folder should be: nothing can be written.
    std::fs::write(&folder.0, "").unwrap();
    let mailer = folder.mailer();
    for _ in 0..3 {
        bench.order(&[("HQTGWGPNH4", 1)]).await;
        assert_eq!(
            shop::notifications::worker::deliver_due(&bench.shop, &mailer).await.unwrap(),
            0
        );
    }
    assert_eq!((bench.orders().await, bench.backlog().await), (3, 3));
    // Not before its pause is over.
    assert_eq!(shop::notifications::worker::deliver_due(&bench.shop, &mailer).await.unwrap(), 0);
    std::fs::remove_file(&folder.0).unwrap();
    assert_eq!(shop::notifications::worker::deliver_due(&bench.shop, &mailer).await.unwrap(), 0);
    bench.advance(3_600_000);
    assert_eq!(work(&bench.shop, &mailer).await, 3);
    assert_eq!((folder.letters().len(), bench.backlog().await), (3, 0));
}

on_both!(a_refusal_is_put_off_longer_and_longer);
async fn a_refusal_is_put_off_longer_and_longer(bench: &Bench) {
    let server = Server::start(Arc::clone(&bench.time), 0).await;
    server.says("MAIL", "451 try again later");
    bench.order(&[("HQTGWGPNH4", 1)]).await;
    let mut last = 0;
    for _ in 0..14 {
        assert_eq!(
            shop::notifications::worker::deliver_due(&bench.shop, &server.mailer()).await.unwrap(),
            0
        );
        let mut conn = bench.shop.db().read().await.unwrap();
        let due = store::outbox::backlog(&mut conn, 0).await.unwrap().due.unwrap();
        let pause = due - bench.shop.clock().now();
        assert!(pause >= last && pause <= 3_600_000, "{pause} after {last}");
        last = pause;
        bench.time.store(due, Ordering::Relaxed);
    }
    assert_eq!(last, 3_600_000);
    server.agrees();
    assert_eq!(work(&bench.shop, &server.mailer()).await, 1);
    assert_eq!(server.ids().len(), 1);
}

on_both!(a_letter_that_its_recipient_never_gets_is_given_up_at_once);
async fn a_letter_that_its_recipient_never_gets_is_given_up_at_once(bench: &Bench) {
    let server = Server::start(Arc::clone(&bench.time), 0).await;
    let lost = bench.order(&[("HQTGWGPNH4", 1)]).await;
    server.says("RCPT", "550 5.1.1 <Ada@Example.org> no such user");
    assert_eq!(
        shop::notifications::worker::deliver_due(&bench.shop, &server.mailer()).await.unwrap(),
        0
    );
    assert_eq!(bench.backlog().await, 0);
    let mut conn = bench.shop.db().read().await.unwrap();
    let left = store::outbox::given_up(&mut conn).await.unwrap();
    drop(conn);
    assert_eq!((left.len(), left[0].topic.as_str(), left[0].attempts), (1, "order.placed", 1));
    assert!(left[0].payload.contains(&lost.id.to_string()), "{}", left[0].payload);
    // The letters of others go on.
    server.agrees();
    bench.order(&[("HQTGWGPNH4", 1)]).await;
    bench.advance(1_000_000_000);
    assert_eq!(work(&bench.shop, &server.mailer()).await, 1);
    assert_eq!(server.ids().len(), 1);
}

on_both!(an_address_that_the_mail_server_cannot_take_is_given_up_at_once);
/// The server does not offer SMTPUTF8, and whether it ever will is not known: nobody is told
/// for three days that mail does not leave.
async fn an_address_that_the_mail_server_cannot_take_is_given_up_at_once(bench: &Bench) {
    let server = Server::start(Arc::clone(&bench.time), 0).await;
    order_for(bench, "jürgen@example.org").await;
    assert_eq!(
        shop::notifications::worker::deliver_due(&bench.shop, &server.mailer()).await.unwrap(),
        0
    );
    let mut conn = bench.shop.db().read().await.unwrap();
    let left = store::outbox::given_up(&mut conn).await.unwrap();
    drop(conn);
    assert_eq!((bench.backlog().await, left.len(), left[0].attempts), (0, 1, 1));
    // A domain outside ASCII has a name in ASCII, which every mail server takes; the letter
    // says it as it was typed.
    for (email, envelope) in [
        ("Info@Müller.example", "<Info@xn--mller-kva.example>"),
        ("info@xn--mller-kva.example", "<info@xn--mller-kva.example>"),
        ("jo@पोस्ट.भारत", "<jo@xn--c2bv6b4dl.xn--h2brj9c>"),
    ] {
        order_for(bench, email).await;
        assert_eq!(work(&bench.shop, &server.mailer()).await, 1, "{email}");
        let last = server.office.recipients.lock().unwrap().last().cloned().unwrap();
        assert_eq!(last, format!("RCPT TO:{envelope}"));
    }
    // The letters of others go on.
    bench.order(&[("HQTGWGPNH4", 1)]).await;
    assert_eq!(work(&bench.shop, &server.mailer()).await, 1);
    // The shop's own address is the merchant's to change: such letters wait.
    let sender =
        Mailer::new(Mailer::smtp(&server.address).unwrap(), "Perigee <bestellung@büro.example>")
            .unwrap();
    bench.order(&[("HQTGWGPNH4", 1)]).await;
    assert_eq!(shop::notifications::worker::deliver_due(&bench.shop, &sender).await.unwrap(), 0);
    assert_eq!(bench.backlog().await, 1);
    // A password that cannot be given is the merchant's as well: this server offers no way that
    // is known here.
    server.says("EHLO", "250-mail.example\r\n250-SMTPUTF8\r\n250-8BITMIME\r\n250 AUTH GSSAPI");
    let address = server.address.replace("smtp://", "smtp://shop:password@") + "?tls=opportunistic";
    let mailer = Mailer::new(Mailer::smtp(&address).unwrap(), FROM).unwrap();
    order_for(bench, "jürgen@example.org").await;
    assert_eq!(shop::notifications::worker::deliver_due(&bench.shop, &mailer).await.unwrap(), 0);
    assert_eq!(bench.backlog().await, 2);
    server.says("EHLO", "250-mail.example\r\n250-SMTPUTF8\r\n250 8BITMIME");
    bench.advance(3_600_000);
    assert_eq!(work(&bench.shop, &server.mailer()).await, 2);
}

#[tokio::test]
async fn what_is_no_address_is_given_up() {
    let folder = Folder::new();
    let outcome = folder
        .mailer()
        .stock_returned(
            "id",
            "ada at home",
            "Mug",
            ("https://shop.example/", "https://shop.example/end"),
            &domain::seller::Imprint::default(),
        )
        .await;
    assert!(matches!(outcome, Err(shop::Error::Undeliverable(_))), "{outcome:?}");
    assert!(folder.letters().is_empty());
}

on_both!(what_the_merchant_can_mend_is_tried_again);
async fn what_the_merchant_can_mend_is_tried_again(bench: &Bench) {
    let server = Server::start(Arc::clone(&bench.time), 0).await;
    let address = server.address.replace("smtp://", "smtp://shop:password@") + "?tls=opportunistic";
    let mailer = Mailer::new(Mailer::smtp(&address).unwrap(), FROM).unwrap();
    bench.order(&[("HQTGWGPNH4", 1)]).await;
    for (command, reply) in [
        ("", "554 no service for your address"),
        ("EHLO", "550 go away"),
        ("AUTH", "535 5.7.8 wrong password"),
        ("MAIL", "550 5.1.8 sender's domain not found"),
        ("MAIL", "530 5.7.0 authentication required"),
        ("RCPT", "550 5.7.1 relaying denied"),
        ("RCPT", "452 4.2.2 mailbox full"),
        ("RCPT", "552 5.2.2 mailbox full"),
        ("RCPT", "550 JunkMail rejected - 192.0.2.1 is in an RBL"),
        ("DATA", "554 5.7.1 no"),
    ] {
        server.says(command, reply);
        assert_eq!(
            shop::notifications::worker::deliver_due(&bench.shop, &mailer).await.unwrap(),
            0,
            "{reply}"
        );
        assert_eq!(bench.backlog().await, 1, "{reply}");
        server.agrees();
        bench.advance(3_600_000);
    }
    assert_eq!(work(&bench.shop, &mailer).await, 1);
    assert_eq!(server.ids().len(), 1);
}

on_both!(an_event_of_an_unknown_kind_stops_no_other);
async fn an_event_of_an_unknown_kind_stops_no_other(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    store::outbox::push(&mut tx, "order.teleported", "{}", 0).await.unwrap();
    store::outbox::push(&mut tx, "order.placed", "nonsense", 0).await.unwrap();
    store::outbox::push(
        &mut tx,
        "order.placed",
        "{\"order\":\"00000000-0000-0000-0000-000000000000\"}",
        0,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    bench.order(&[("HQTGWGPNH4", 1)]).await;
    let folder = Folder::new();
    assert_eq!(
        shop::notifications::worker::deliver_due(&bench.shop, &folder.mailer()).await.unwrap(),
        1
    );
    assert_eq!((folder.letters().len(), bench.backlog().await), (1, 3));
}

on_both!(what_nobody_can_deal_with_is_given_up_and_kept);
async fn what_nobody_can_deal_with_is_given_up_and_kept(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    store::outbox::push(&mut tx, "order.teleported", "{}", 0).await.unwrap();
    tx.commit().await.unwrap();
    bench.order(&[("HQTGWGPNH4", 1)]).await;
    let folder = Folder::new();
    assert_eq!(
        shop::notifications::worker::deliver_due(&bench.shop, &folder.mailer()).await.unwrap(),
        1
    );
    let mut attempts = 1;
    while bench.backlog().await > 0 {
        bench.advance(3_600_000);
        assert_eq!(
            shop::notifications::worker::deliver_due(&bench.shop, &folder.mailer()).await.unwrap(),
            0
        );
        attempts += 1;
        assert!(attempts < 1_000);
    }
    assert_eq!(attempts, 84);
    // A month later what was dealt with is forgotten; what was given up is there for somebody
    // to look at.
    bench.advance(KEPT_FOR + 1_000);
    assert_eq!(
        shop::notifications::worker::clear_old(&bench.shop).await.unwrap(),
        2,
        "the order's event and its cart"
    );
    let mut conn = bench.shop.db().read().await.unwrap();
    let left = store::outbox::given_up(&mut conn).await.unwrap();
    assert_eq!((left.len(), left[0].topic.as_str(), left[0].attempts), (1, "order.teleported", 84));
}

#[test]
fn senders_and_servers_that_are_none() {
    assert!(Mailer::new(Transport::Folder(PathBuf::new()), "nobody").is_err());
    assert!(Mailer::smtp("http://x").is_err() && Mailer::smtp("").is_err());
}

#[tokio::test]
async fn the_reason_for_an_address_that_needs_more_of_the_mail_server() {
    let server = Server::start(Arc::default(), 0).await;
    let outcome = server
        .mailer()
        .stock_returned(
            "id",
            "संपर्क@example.org",
            "Mug",
            ("https://shop.example/", "https://shop.example/end"),
            &domain::seller::Imprint::default(),
        )
        .await;
    let Err(shop::Error::Undeliverable(reason)) = outcome else { panic!("{outcome:?}") };
    assert!(reason.contains("does not offer SMTPUTF8") && !reason.contains("संपर्क"), "{reason}");
}

#[test]
fn addresses_that_are_one() {
    use shop::customers::email::key;
    for (one, other) in [
        ("Jo@Example.com", "jo@example.COM"),
        (" jo@example.com\u{200b}", "\u{200f}jo@example.com"),
        ("info@müller.de", "INFO@XN--MLLER-KVA.DE"),
        ("info@mu\u{308}ller.de", "info@müller.de"),
        ("e\u{301}ve@example.org", "Éve@example.org"),
        ("jo＠example。com", "jo@example.com"),
    ] {
        assert_eq!(key(one), key(other));
    }
    assert_ne!(key("jo@example.com"), key("jo@example.org"));
    assert_ne!(key("j.o@example.com"), key("jo@example.com"));
    assert_eq!(key("nobody"), "nobody");
}

#[test]
fn domains_that_cannot_be() {
    use domain::checkout::Problem::{Invalid, Missing, TooLong};
    let long = format!("jo@{}.de", "ü".repeat(31));
    for (email, expected) in [
        ("jo@example.com", None),
        ("संपर्क@डाटामेल.भारत", None),
        ("ผู้ใช้@ตัวอย่าง.ไทย", None),
        ("jo@मेल.भारत", None),
        ("", Some(Missing)),
        ("jo", Some(Invalid)),
        // A label begins with no mark, and no letters of two directions are in one.
        ("jo@\u{301}a.de", Some(Invalid)),
        ("jo@aא1.de", Some(Invalid)),
        (&*long, None),
        (&*format!("jo@{}.de", "ab".repeat(130)), Some(TooLong)),
    ] {
        assert_eq!(shop::customers::email::problem(email), expected, "{email}");
    }
}

/// Mail can be sent to whatever checkout takes for an address: a mail library that knows nothing of
/// us takes it too.
fn sendable(email: &str) -> bool {
    email.parse::<lettre::Address>().is_ok()
}

proptest! {
    /// The one normalisation: once is enough, it is what is kept, nothing of it is invisible, and
    /// it makes nothing longer than a limit allows for: a character becomes three at most.
    #[test]
    fn clean_twice_is_clean_once(text in "\\PC{0,30}|[\\p{M}\\p{Cf}\\p{L} ]{0,20}|[ -~]{0,20}|[\u{900}-\u{dff}\u{200b}-\u{200f}]{0,20}") {
        let once = shop::text::clean(&text).into_owned();
        prop_assert_eq!(&*shop::text::clean(&once), &once);
        prop_assert_eq!(&domain::text::tidy(&once), &once);
        prop_assert!(once.chars().count() <= 3 * text.chars().count());
        let code = shop::text::clean_code(&text);
        prop_assert_eq!(&shop::text::clean_code(&code), &code);
        prop_assert_eq!(&domain::text::plain(&code), &code);
        let key = shop::customers::email::key(&text);
        prop_assert_eq!(&shop::customers::email::key(&key), &key);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_checkout_takes_can_be_sent(email in "[a-z0-9.!#$%&'*+/=?^_`{|}~üß-]{1,20}@[a-z0-9äß.-]{1,30}\\.[a-z0-9é]{1,6}") {
        if shop::customers::email::problem(&email).is_none() {
            prop_assert!(sendable(&email), "{email}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn umlauts_in_an_address_are_sent() {
    let bench = Bench::new(crate::database::Kind::Sqlite).await;
    let folder = Folder::new();
    order_for(&bench, "jürgen@bücher.example").await;
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 1);
    assert_eq!(folder.letters().len(), 1);
    bench.shop.db().close().await;
}

#[tokio::test]
async fn letters_in_a_folder_are_their_users_alone() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new(crate::database::Kind::Sqlite).await;
    let folder =
        std::env::temp_dir().join(format!("perigee-letters-{}", uuid::Uuid::new_v4())).join("mail");
    bench.order(&[("PER-MUG", 1)]).await;
    let mailer = Mailer::new(Transport::Folder(folder.clone()), FROM).unwrap();
    assert_eq!(work(&bench.shop, &mailer).await, 1);
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let letter = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    assert_eq!((mode(&folder), mode(&letter)), (0o700, 0o600));
    std::fs::remove_dir_all(folder.parent().unwrap()).unwrap();
    bench.shop.db().close().await;
}

/// Those of an earlier version, which let everybody read them.
#[test]
fn a_folder_that_others_can_read_is_closed_to_them() {
    use std::{
        fs::{self, Permissions},
        os::unix::fs::PermissionsExt,
    };
    let parent = std::env::temp_dir().join(format!("perigee-letters-{}", uuid::Uuid::new_v4()));
    let folder = parent.join("mail");
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    let set = |path: &std::path::Path, mode| {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap()
    };
    assert_eq!(
        shop::notifications::mail::prepare_folder(&folder).unwrap(),
        0,
        "made as it should be"
    );
    let (letter, note, outside) =
        (folder.join("1.eml"), folder.join("note.txt"), parent.join("outside.eml"));
    for path in [&letter, &note, &outside] {
        fs::write(path, "text").unwrap();
        set(path, 0o644);
    }
    std::os::unix::fs::symlink(&outside, folder.join("2.eml")).unwrap();
    set(&folder, 0o755);
    assert_eq!(shop::notifications::mail::prepare_folder(&folder).unwrap(), 2);
    assert_eq!(
        (mode(&folder), mode(&letter), mode(&note), mode(&outside)),
        (0o700, 0o600, 0o644, 0o644),
        "emails alone"
    );
    assert_eq!(shop::notifications::mail::prepare_folder(&folder).unwrap(), 0);
    set(&folder, 0o1777);
    assert!(
        shop::notifications::mail::prepare_folder(&folder)
            .unwrap_err()
            .to_string()
            .contains("is shared")
    );
    assert_eq!(mode(&folder), 0o1777, "a shared folder stays as it is");
    fs::remove_dir_all(parent).unwrap();
}

/// It takes the connection and says nothing: the attempt failed, and the mail server is named.
#[tokio::test]
async fn a_mail_server_that_is_silent_is_named() {
    let bench = Bench::new(crate::database::Kind::Sqlite).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    bench.order(&[("PER-MUG", 1)]).await;
    let transport = Mailer::smtp(&format!("smtp://user:hunter2@{addr}?tls=opportunistic")).unwrap();
    let mailer =
        Mailer::new(transport, FROM).unwrap().waiting(std::time::Duration::from_millis(100));
    assert_eq!(shop::notifications::worker::deliver_due(&bench.shop, &mailer).await.unwrap(), 0);
    let mut conn = bench.shop.db().read().await.unwrap();
    let store::ConnectionRef::Sqlite(c) = store::Executor::connection(&mut conn) else {
        panic!("not SQLite")
    };
    let error: String =
        sqlx::query_scalar("SELECT last_error FROM outbox").fetch_one(c).await.unwrap();
    assert!(
        error.contains(&format!("the mail server {addr} did not answer within 100ms"))
            && !error.contains("hunter2"),
        "{error}"
    );
    drop((conn, listener));
    bench.shop.db().close().await;
}

//! People of the desk: accounts, signing in, roles.

mod accounts;
mod expiry;
mod grants;
mod limits;
mod locks;
mod sign_in;

use domain::staff::{Role, SessionStage};
use shop::staff::{
    self, AcceptInvitation, Actor, ClientInfo, FoundSession, Invite, Session, SignIn, SignInError,
    SignedIn,
};
use std::{net::IpAddr, sync::atomic::Ordering};
use store::Uuid;
use testing::Bench;

const PASSWORD: &str = "violet anchor drifts northward";
/// Milliseconds of a step of codes.
const STEP: i64 = 30_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Somebody with a second factor.
struct Member {
    id: Uuid,
    email: String,
    /// The secret of the second factor.
    secret: String,
    recovery_codes: Vec<String>,
    /// Token of an open session.
    token: String,
    /// What makes the browser known.
    known_browser: String,
}

fn operator() -> Actor {
    Actor::operator("test")
}

fn client() -> ClientInfo<'static> {
    let user_agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0";
    ClientInfo { address: Some(IpAddr::from([192, 0, 2, 77])), user_agent, known_browser: None }
}

fn builtin(role: Role) -> Uuid {
    store::staff::roles::builtin(role)
}

fn now(bench: &Bench) -> i64 {
    bench.time.load(Ordering::Relaxed)
}

/// The code of an authenticator now.
fn code(bench: &Bench, secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(now(bench) / 1000).unwrap()).to_string()
}

async fn found(bench: &Bench, token: &str) -> Option<Session> {
    match staff::find_session(&bench.shop, token).await.unwrap() {
        FoundSession::Active(session) => Some(*session),
        FoundSession::Expired | FoundSession::None => None,
    }
}

async fn session(bench: &Bench, token: &str) -> Session {
    found(bench, token).await.unwrap()
}

async fn actor(bench: &Bench, token: &str) -> Actor {
    session(bench, token).await.actor().unwrap()
}

/// Accepts an invitation by link: the account has no second factor yet.
async fn accept(bench: &Bench, email: &str, roles: &[Uuid]) -> SignedIn {
    let invite = Invite { name: "", email, roles };
    let token = staff::invite_by_link(&bench.shop, &operator(), invite).await.unwrap();
    let (name, password) = ("Mara Lindqvist", PASSWORD);
    let command = AcceptInvitation { token: &token, name, email: "", password, client: client() };
    staff::accept_invitation(&bench.shop, command).await.unwrap()
}

/// Sets up the second factor of a session.
async fn enrol(bench: &Bench, email: &str, token: &str) -> Member {
    let session = session(bench, token).await;
    let enrolment = staff::enrol_totp(&bench.shop, &session).await.unwrap();
    let code = code(bench, &enrolment.secret);
    let confirmed = staff::confirm_totp(&bench.shop, &session, &code).await.unwrap();
    Member {
        id: session.person(),
        email: email.to_owned(),
        secret: enrolment.secret,
        recovery_codes: confirmed.recovery_codes,
        token: confirmed.token,
        known_browser: confirmed.known_browser,
    }
}

/// A new person with these roles, who is signed in.
async fn join(bench: &Bench, email: &str, roles: &[Uuid]) -> Member {
    let signed_in = accept(bench, email, roles).await;
    assert_eq!(signed_in.stage, SessionStage::Enrolment);
    enrol(bench, email, &signed_in.token).await
}

async fn owner(bench: &Bench) -> Member {
    join(bench, "owner@desk.example", &[builtin(Role::Owner)]).await
}

async fn type_password(
    bench: &Bench,
    email: &str,
    password: &str,
) -> Result<SignedIn, SignInError> {
    type_from(bench, client(), (email, password)).await
}

/// Signs in from a browser with an address and a password.
async fn type_from(
    bench: &Bench,
    client: ClientInfo<'_>,
    (email, password): (&str, &str),
) -> Result<SignedIn, SignInError> {
    staff::sign_in(&bench.shop, SignIn { email, password, client, token: None }).await
}

/// Another client.
fn elsewhere(number: u8) -> ClientInfo<'static> {
    ClientInfo { address: Some(IpAddr::from([198, 51, 100, number])), ..ClientInfo::default() }
}

/// The entries of the audit log as text, newest first.
async fn log(bench: &Bench) -> Vec<String> {
    let mut conn = bench.shop.db().read().await.unwrap();
    let filter = store::audit::Filter::default();
    let mut lines = Vec::new();
    for entry in store::audit::entries(&mut conn, filter, 1_000).await.unwrap() {
        for change in store::audit::changes(&mut conn, entry.id, 0, 100).await.unwrap() {
            lines.push(format!(
                "{} {} {}: {} {:?} {:?}",
                entry.actor_name,
                entry.action.key(),
                change.label,
                change.field,
                change.before,
                change.after
            ));
        }
    }
    lines
}

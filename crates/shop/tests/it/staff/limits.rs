//! Limits on attempts, shared by all servers.

use super::{MINUTE, PASSWORD, STEP, client, code, owner, session, type_password};
use shop::staff::{
    self, ClientInfo, ReauthenticateError, RequestReset, RequestResetError, SecondFactorError,
    SecondProof, SignIn, SignInError,
};
use std::net::IpAddr;
use testing::{Bench, on_both};

on_both!(passwords_of_an_account);
async fn passwords_of_an_account(bench: &Bench) {
    let member = owner(bench).await;
    let replica = bench.replica().await;
    for number in 0_u8..10 {
        let shop = if number % 2 == 0 { &bench.shop } else { &replica };
        let address = Some(IpAddr::from([198, 51, 100, number]));
        let client = ClientInfo { address, user_agent: "" };
        let command = SignIn { email: &member.email, password: "wrong", client, token: None };
        let refused = staff::sign_in(shop, command).await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{number}: {refused:?}");
    }
    bench.advance(5 * MINUTE);
    // The right one is refused as well, without any work.
    let before = staff::hashed_passwords(&bench.shop);
    for email in [member.email.clone(), member.email.to_uppercase()] {
        let refused = type_password(bench, &email, PASSWORD).await;
        assert!(matches!(refused, Err(SignInError::TooMany { seconds: 600 })), "{refused:?}");
    }
    assert_eq!(staff::hashed_passwords(&bench.shop), before);
    // So is proving it again.
    let own = session(bench, &member.token).await;
    let refused = staff::reauthenticate(&bench.shop, &own, PASSWORD).await;
    assert!(matches!(refused, Err(ReauthenticateError::TooMany { .. })), "{refused:?}");
    // Others are not concerned, and nobody learns whether there is such an account.
    let other = type_password(bench, "nobody@desk.example", PASSWORD).await;
    assert!(matches!(other, Err(SignInError::Wrong)), "{other:?}");
    bench.advance(10 * MINUTE);
    type_password(bench, &member.email, PASSWORD).await.unwrap();
    replica.db().close().await;
}

on_both!(passwords_of_a_client);
async fn passwords_of_a_client(bench: &Bench) {
    for number in 0..50 {
        let refused = type_password(bench, &format!("n{number}@desk.example"), "wrong").await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{number}: {refused:?}");
    }
    let refused = type_password(bench, "another@desk.example", "wrong").await;
    assert!(matches!(refused, Err(SignInError::TooMany { seconds: 900 })), "{refused:?}");
    let elsewhere = ClientInfo { address: Some(IpAddr::from([203, 0, 113, 1])), user_agent: "" };
    let command =
        SignIn { email: "another@desk.example", password: "wrong", client: elsewhere, token: None };
    let refused = staff::sign_in(&bench.shop, command).await;
    assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");
}

on_both!(a_right_password_begins_anew);
async fn a_right_password_begins_anew(bench: &Bench) {
    let member = owner(bench).await;
    for _ in 0..3 {
        for _ in 0..9 {
            let refused = type_password(bench, &member.email, "wrong").await;
            assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");
        }
        type_password(bench, &member.email, PASSWORD).await.unwrap();
    }
}

on_both!(codes_of_a_person);
async fn codes_of_a_person(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    bench.advance(STEP);
    let confirm = async |proof: SecondProof<'_>| {
        let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
        staff::confirm_second_factor(shop, &waiting.token, proof).await
    };
    for number in 0..5 {
        let proof = match number % 2 {
            0 => SecondProof::Code("12345"),
            _ => SecondProof::RecoveryCode("7GKM-2QRT-XW9A-P3DE"),
        };
        let refused = confirm(proof).await;
        assert!(matches!(refused, Err(SecondFactorError::Wrong)), "{number}: {refused:?}");
    }
    // The right ones are refused as well.
    let right = code(bench, &member.secret);
    for proof in [SecondProof::Code(&right), SecondProof::RecoveryCode(&member.recovery_codes[0])] {
        let refused = confirm(proof).await;
        assert!(matches!(refused, Err(SecondFactorError::TooMany { .. })), "{refused:?}");
    }
    bench.advance(15 * MINUTE);
    confirm(SecondProof::Code(&code(bench, &member.secret))).await.unwrap();
}

on_both!(links_to_a_new_password);
async fn links_to_a_new_password(bench: &Bench) {
    let ask = async |email: &str| {
        staff::request_reset(&bench.shop, RequestReset { email, client: client() }).await
    };
    for email in ["a@desk.example", "b@desk.example"] {
        for _ in 0..3 {
            ask(email).await.unwrap();
        }
        let refused = ask(email).await;
        let limited = matches!(refused, Err(RequestResetError::TooMany { .. }));
        assert!(limited, "{email}: {refused:?}");
    }
    // After ten, the client has used up its own.
    ask("c@desk.example").await.unwrap();
    ask("c@desk.example").await.unwrap();
    assert!(ask("c@desk.example").await.is_err());
    bench.advance(15 * MINUTE);
    ask("c@desk.example").await.unwrap();
}

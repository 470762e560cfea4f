//! Limits on attempts, shared by all servers.

use super::{
    HOUR, MINUTE, PASSWORD, STEP, client, code, elsewhere, log, owner, session, type_from,
    type_password,
};
use crate::mail::{Folder, work};
use shop::staff::{
    self, ClientInfo, ReauthenticateError, RequestReset, RequestResetError, ResetPassword,
    SecondFactorError, SecondProof, SignIn, SignInError,
};
use testing::{Bench, on_both};

on_both!(passwords_of_an_account_from_a_client);
async fn passwords_of_an_account_from_a_client(bench: &Bench) {
    let member = owner(bench).await;
    let replica = bench.replica().await;
    for number in 0_u8..10 {
        let shop = if number % 2 == 0 { &bench.shop } else { &replica };
        let command =
            SignIn { email: &member.email, password: "wrong", client: client(), token: None };
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
    // Others are not concerned, and nobody learns whether there is such an account.
    let other = type_password(bench, "nobody@desk.example", PASSWORD).await;
    assert!(matches!(other, Err(SignInError::Wrong)), "{other:?}");
    bench.advance(10 * MINUTE);
    type_password(bench, &member.email, PASSWORD).await.unwrap();
    replica.db().close().await;
}

on_both!(nobody_keeps_an_owner_out);
async fn nobody_keeps_an_owner_out(bench: &Bench) {
    let member = owner(bench).await;
    // From ten addresses, until nobody new can try.
    for number in 0..100 {
        let wrong = (member.email.as_str(), "wrong");
        let refused = type_from(bench, elsewhere(number / 10), wrong).await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{number}: {refused:?}");
    }
    let right = (member.email.as_str(), PASSWORD);
    let refused = type_from(bench, elsewhere(77), right).await;
    assert!(matches!(refused, Err(SignInError::TooMany { .. })), "{refused:?}");
    // An open session proves the password all the same.
    let own = session(bench, &member.token).await;
    staff::reauthenticate(&bench.shop, &own, PASSWORD).await.unwrap();
    // So does a browser that the owner has signed in with before, wherever it is.
    let mut value = member.known_browser.clone();
    for address in [client().address, elsewhere(1).address] {
        let known = ClientInfo { address, known_browser: Some(&value), user_agent: "" };
        type_from(bench, known, right).await.unwrap();
    }
    // It is known for this account alone, and not for ever; nobody makes it up.
    let known = ClientInfo { known_browser: Some(&value), ..elsewhere(77) };
    for number in 0..10 {
        let refused = type_from(bench, known, (member.email.as_str(), "wrong")).await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{number}: {refused:?}");
    }
    let refused = type_from(bench, known, right).await;
    assert!(matches!(refused, Err(SignInError::TooMany { .. })), "{refused:?}");
    value.replace_range(..1, if value.starts_with('0') { "1" } else { "0" });
    let forged = ClientInfo { known_browser: Some(&value), ..elsewhere(78) };
    for number in 0..10 {
        let refused = type_from(bench, forged, ("other@desk.example", "wrong")).await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{number}: {refused:?}");
    }
    let plain = type_from(bench, elsewhere(78), ("other@desk.example", "wrong")).await;
    assert!(matches!(plain, Err(SignInError::TooMany { .. })), "{plain:?}");
}

on_both!(passwords_of_a_session);
async fn passwords_of_a_session(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let own = session(bench, &member.token).await;
    for number in 0..10 {
        let refused = staff::reauthenticate(shop, &own, "wrong").await;
        assert!(matches!(refused, Err(ReauthenticateError::Wrong)), "{number}: {refused:?}");
    }
    let refused = staff::reauthenticate(shop, &own, PASSWORD).await;
    assert!(matches!(refused, Err(ReauthenticateError::TooMany { .. })), "{refused:?}");
    // Whoever has the session keeps nobody from signing in.
    type_password(bench, &member.email, PASSWORD).await.unwrap();
}

on_both!(passwords_of_a_client);
async fn passwords_of_a_client(bench: &Bench) {
    for number in 0..50 {
        let refused = type_password(bench, &format!("n{number}@desk.example"), "wrong").await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{number}: {refused:?}");
    }
    for _ in 0..20 {
        let refused = type_password(bench, "another@desk.example", "wrong").await;
        assert!(matches!(refused, Err(SignInError::TooMany { seconds: 900 })), "{refused:?}");
    }
    let another = ("another@desk.example", "wrong");
    let refused = type_from(bench, elsewhere(1), another).await;
    assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");
    bench.advance(24 * HOUR + 1);
    // Two clients, and each account: of all, and of a client. What was refused has used up nothing
    // of the other account.
    assert_eq!(staff::delete_old(&bench.shop).await.unwrap(), 2 + 2 * 51);
}

on_both!(right_passwords_of_a_client_do_not_count);
async fn right_passwords_of_a_client_do_not_count(bench: &Bench) {
    let member = owner(bench).await;
    for _ in 0..52 {
        type_password(bench, &member.email, PASSWORD).await.unwrap();
    }
}

on_both!(refused_passwords_get_one_entry_in_a_period);
async fn refused_passwords_get_one_entry_in_a_period(bench: &Bench) {
    let member = owner(bench).await;
    let refusals = async || {
        let lines = log(bench).await;
        lines.into_iter().filter(|line| line.contains("refused")).collect::<Vec<_>>()
    };
    for number in 0..9 {
        type_password(bench, &member.email, "wrong").await.unwrap_err();
        assert!(refusals().await.is_empty(), "{number}");
    }
    for _ in 0..5 {
        type_password(bench, &member.email, "wrong").await.unwrap_err();
        type_from(bench, elsewhere(1), (member.email.as_str(), "wrong")).await.unwrap_err();
    }
    for _ in 0..12 {
        type_from(bench, elsewhere(2), ("nobody@desk.example", "wrong")).await.unwrap_err();
    }
    let lines = refusals().await;
    assert_eq!(lines.len(), 2, "{lines:?}");
    for field in ["sign_in None Some(\"refused_password\")", "refused None Some(\"10\")"] {
        assert!(lines.iter().any(|line| line.contains(field)), "{field}: {lines:?}");
    }
    let all = log(bench).await.join("\n");
    assert!(all.contains("address None Some(\"192.0.2.0\")"), "{all}");
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
    work(shop, &Folder::new().mailer()).await;
    let confirm = async |proof: SecondProof<'_>| {
        let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
        staff::confirm_second_factor(shop, &waiting.token, proof).await
    };
    // Five in a quarter of an hour, then ten in an hour, then twenty in a day.
    for (allowed, wait) in [(5, 15 * MINUTE), (5, 45 * MINUTE), (5, 15 * MINUTE), (5, 0)] {
        for number in 0..allowed {
            let refused = confirm(SecondProof::Code("12345")).await;
            assert!(matches!(refused, Err(SecondFactorError::Wrong)), "{number}: {refused:?}");
        }
        // The right one is refused as well.
        let refused = confirm(SecondProof::Code(&code(bench, &member.secret))).await;
        assert!(matches!(refused, Err(SecondFactorError::TooMany { .. })), "{refused:?}");
        bench.advance(wait);
    }
    bench.advance(2 * HOUR);
    let refused = confirm(SecondProof::Code(&code(bench, &member.secret))).await;
    assert!(matches!(refused, Err(SecondFactorError::TooMany { .. })), "{refused:?}");
    // The person was told once, and comes in by a recovery code, which is counted apart.
    let folder = Folder::new();
    work(shop, &folder.mailer()).await;
    let emails = folder.emails();
    let told = |email: &&String| email.contains("Subject: A wrong code was typed");
    assert_eq!(emails.iter().filter(told).count(), 1, "{emails:?}");
    confirm(SecondProof::RecoveryCode(&member.recovery_codes[0])).await.unwrap();
    bench.advance(24 * HOUR);
    confirm(SecondProof::Code(&code(bench, &member.secret))).await.unwrap();
}

on_both!(recovery_codes_of_a_session);
async fn recovery_codes_of_a_session(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    let waiting = type_password(bench, &member.email, PASSWORD).await.unwrap();
    for number in 0..10 {
        let proof = SecondProof::RecoveryCode("7GKM-2QRT-XW9A-P3DE");
        let refused = staff::confirm_second_factor(shop, &waiting.token, proof).await;
        assert!(matches!(refused, Err(SecondFactorError::Wrong)), "{number}: {refused:?}");
    }
    let right = SecondProof::RecoveryCode(&member.recovery_codes[0]);
    let refused = staff::confirm_second_factor(shop, &waiting.token, right).await;
    assert!(matches!(refused, Err(SecondFactorError::TooMany { .. })), "{refused:?}");
    let again = type_password(bench, &member.email, PASSWORD).await.unwrap();
    staff::confirm_second_factor(shop, &again.token, right).await.unwrap();
}

on_both!(links_to_a_new_password);
async fn links_to_a_new_password(bench: &Bench) {
    let ask = async |email: &str, client: ClientInfo<'_>| {
        staff::request_reset(&bench.shop, RequestReset { email, client }).await
    };
    for email in ["a@desk.example", "b@desk.example"] {
        for _ in 0..3 {
            ask(email, client()).await.unwrap();
        }
        let refused = ask(email, client()).await;
        let limited = matches!(refused, Err(RequestResetError::TooMany { .. }));
        assert!(limited, "{email}: {refused:?}");
        // Somebody else asks all the same.
        ask(email, elsewhere(1)).await.unwrap();
    }
    // After ten, the client has used up its own.
    ask("c@desk.example", client()).await.unwrap();
    ask("c@desk.example", client()).await.unwrap();
    assert!(ask("c@desk.example", client()).await.is_err());
    bench.advance(15 * MINUTE);
    ask("c@desk.example", client()).await.unwrap();
}

on_both!(links_that_were_sent_stay_valid);
async fn links_that_were_sent_stay_valid(bench: &Bench) {
    let shop = &bench.shop;
    let member = owner(bench).await;
    work(shop, &Folder::new().mailer()).await;
    let folder = Folder::new();
    for number in 0..7 {
        let command = RequestReset { email: &member.email, client: elsewhere(number) };
        staff::request_reset(shop, command).await.unwrap();
        work(shop, &folder.mailer()).await;
    }
    let emails = folder.emails();
    assert_eq!(emails.len(), 5, "whoever asks often fills no mailbox");
    let mut tokens = Vec::new();
    for email in emails {
        let plain = email.replace("=\r\n", "");
        let (_, after) = plain.split_once("/admin/resets/").unwrap();
        let token: String = after.chars().take_while(char::is_ascii_hexdigit).collect();
        assert!(staff::find_reset(shop, &token).await.unwrap().is_some(), "{token}");
        tokens.push(token);
    }
    let password = "copper lantern eleven gardens";
    staff::reset_password(shop, ResetPassword { token: &tokens[0], password }).await.unwrap();
    for token in &tokens {
        assert!(staff::find_reset(shop, token).await.unwrap().is_none(), "{token}");
    }
}

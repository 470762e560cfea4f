//! Interprets a mail server's refusal: whether a retry may succeed.

/// Whether a reply means that the recipient's mailbox will never accept the email. Code and text
/// are known, but not which command was refused: 550 and 553 may refer to the sender (MAIL), to the
/// recipient (RCPT), or to a policy (RFC 5321, 4.2.2) such as a list of spammers. So an enhanced
/// status decides if there is one; otherwise the text must name the mailbox. Everything else is
/// retried, since a cancelled email is lost and a postponed one is not: 4xx, authentication (530,
/// 535), a server that accepts no mail (554), policies (5.7), a full mailbox (5.2.2).
pub(super) fn refuses_recipient(code: u16, reply: &str) -> bool {
    // A mailbox may have any name, even `user.unknown`.
    let words = reply
        .split_whitespace()
        .filter(|word| !word.contains('@'))
        .collect::<Vec<_>>()
        .join(" ")
        .to_ascii_lowercase();
    let mut status = reply.split_whitespace().next().unwrap_or_default().split('.').map(str::parse);
    if let (Some(Ok(class)), Some(Ok(subject)), Some(Ok(detail)), None) =
        (status.next(), status.next(), status.next(), status.next())
    {
        // RFC 3463: 5.1 is about an address (7 and 8: the sender's; 9: the next relay's); 5.2 is
        // about a mailbox (2: it is full). 0 says no more than a code alone.
        return (500..600).contains(&code)
            && match (class, subject, detail) {
                (5_u16, 1_u16 | 2, 0_u16) => is_of_a_mailbox(&words),
                (5, 1, 7..=9) | (5, 2, 2) => false,
                // Also sent for a mailbox that is temporarily over its rate.
                (5, 2, 1) => !words.contains(" rate "),
                (5, subject, _) => subject == 1 || subject == 2,
                _ => false,
            };
    }
    matches!(code, 550 | 551 | 553) && is_of_a_mailbox(&words)
}

/// Whether the text of a refusal is about a mailbox, and not about the sender, the shop's server or
/// a temporary state.
fn is_of_a_mailbox(words: &str) -> bool {
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let mailbox = ["user", "mailbox", "recipient", "account", "address"];
    let wrong = [
        "unknown",
        "no such",
        "not found",
        "not exist",
        "n't exist",
        "no mailbox",
        "no longer",
        "disabled",
        "inactive",
        "unavailable",
        "unrouteable",
        "not local",
        "mailbox name not allowed",
        "invalid mailbox",
        "invalid recipient",
    ];
    let others = [
        "sender",
        "relay",
        "authenti",
        "helo",
        "your ",
        "client",
        "ip address",
        "host name",
        "hostname",
        "dns",
        "reverse",
        "ptr",
        "spam",
        "junk",
        "rbl",
        "listed",
        "blocked",
        "policy",
        "denied",
        "exceed",
        "too many",
        "rate ",
        "limit",
        "quota",
        "full",
        "temporar",
        "service unavailable",
    ];
    has(&mailbox) && has(&wrong) && !has(&others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_for_ever_only_where_it_is_the_recipients() {
        for (code, reply, for_ever) in [
            (550, "5.1.1 <ada@example.org>: Recipient address rejected: User unknown", true),
            (550, "5.1.10 no mail is taken for this domain", true),
            (550, "5.2.1 mailbox disabled", true),
            (550, "5.1.0 mailbox not found", true),
            (550, "no such user here", true),
            (550, "<ada@example.org>: User unknown", true),
            (550, "Requested action not taken: mailbox unavailable", true),
            (550, "The account does not exist", true),
            (550, "sorry, no mailbox here by that name", true),
            (550, "Unrouteable address", true),
            (551, "user not local", true),
            (553, "mailbox name not allowed", true),
            (550, "", false),
            (551, "", false),
            (550, "JunkMail rejected - 192.0.2.1 is in an RBL", false),
            (550, "Domain shop.de has exceeded the max emails per hour", false),
            (550, "access denied", false),
            (550, "rejected for policy reasons", false),
            (550, "mail from 192.0.2.1 refused: listed at zen.spamhaus.org", false),
            (550, "Your account is disabled", false),
            (550, "reverse lookup of your address: not found", false),
            (550, "user has sent too many emails: account disabled for an hour", false),
            (550, "<unknown.user@example.org> refused", false),
            (550, "mailbox unavailable: over quota", false),
            (552, "5.2.2 mailbox full", false),
            (550, "5.2.2 over quota", false),
            (550, "5.2.1 the user is receiving mail at a rate that prevents more", false),
            (550, "5.1.0 sender rejected", false),
            (451, "try again later", false),
            (450, "4.2.0 greylisted", false),
            (550, "5.1.7 sender address malformed", false),
            (550, "5.1.8 sender's domain not found", false),
            (550, "5.7.1 relaying denied", false),
            (550, "5.7.26 this mail is unauthenticated", false),
            (550, "Sender verify failed", false),
            (550, "relay not permitted", false),
            (553, "sorry, that domain isn't in my list: relaying denied", false),
            (530, "5.7.0 authentication required", false),
            (535, "5.7.8 credentials invalid", false),
            (535, "", false),
            (554, "no SMTP service here", false),
            (554, "5.7.1 spam", false),
            (552, "message too large", false),
            (421, "5.1.1 goodbye", false),
        ] {
            assert_eq!(refuses_recipient(code, reply), for_ever, "{code} {reply}");
        }
    }
}

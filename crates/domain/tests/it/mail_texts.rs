//! The merchant's texts in emails: their placeholders, and what a place accepts.

use domain::notifications::{
    MailKind, MailPlaceholder, MailSlot,
    MailTextError::{
        self, ControlCharacter, NoSuchSlot, SeveralLines, TooLong, UnknownPlaceholder,
    },
    Part, parts,
};
use proptest::prelude::*;

#[test]
fn placeholders_are_words_in_curly_brackets() {
    use Part::{Placeholder, Text};
    let cases: [(&str, &[Part<'_>]); 7] = [
        ("", &[]),
        ("Thanks", &[Text("Thanks")]),
        ("{name}", &[Placeholder("name")]),
        ("Order {order-number}.", &[Text("Order "), Placeholder("order-number"), Text(".")]),
        ("{a}{b_c}", &[Placeholder("a"), Placeholder("b_c")]),
        ("{{name}}", &[Text("{"), Placeholder("name"), Text("}")]),
        ("{} { name } {name", &[Text("{} { name } {name")]),
    ];
    for (text, expected) in cases {
        assert_eq!(parts(text), expected, "{text}");
    }
}

#[test]
fn a_text_is_checked_for_its_place() {
    let unknown = |name: &str| Err(UnknownPlaceholder(name.to_owned()));
    let long = "x".repeat(201);
    let cases: [(MailKind, MailSlot, &str, Result<(), MailTextError>); 12] = [
        (MailKind::Order, MailSlot::Subject, "{order-number}: {total}", Ok(())),
        (MailKind::Order, MailSlot::Subject, "", Ok(())),
        (MailKind::Order, MailSlot::Subject, "{order_number}", unknown("order_number")),
        (MailKind::Order, MailSlot::Note, "Dear {product}", unknown("product")),
        (MailKind::BackInStock, MailSlot::Opening, "{product}\n\n*{shop-name}*", Ok(())),
        (MailKind::BackInStock, MailSlot::Opening, "{Name}", unknown("Name")),
        (MailKind::BackInStock, MailSlot::Next, "Soon", Err(NoSuchSlot)),
        (MailKind::Order, MailSlot::Heading, "One\nTwo", Err(SeveralLines)),
        (MailKind::Order, MailSlot::Note, "One\u{0}", Err(ControlCharacter)),
        (MailKind::Order, MailSlot::Heading, long.as_str(), Err(TooLong(200))),
        // What a stranger wrote is not repeated to others.
        (MailKind::Withdrawal, MailSlot::Next, "{name}", unknown("name")),
        (MailKind::UnknownWithdrawal, MailSlot::Subject, "{order-number}", unknown("order-number")),
    ];
    for (kind, slot, text, expected) in cases {
        assert_eq!(kind.check(slot, text), expected, "{kind:?} {slot:?} {text}");
    }
}

#[test]
fn keys_name_one_thing_each() {
    for kind in MailKind::ALL {
        assert_eq!(MailKind::from_key(kind.key()), Some(kind));
        assert!(kind.slots().contains(&MailSlot::Subject), "{kind:?}");
    }
    for slot in MailSlot::ALL {
        assert_eq!(MailSlot::from_key(slot.key()), Some(slot));
        assert!(MailKind::ALL.iter().any(|kind| kind.slots().contains(&slot)), "{slot:?}");
    }
    for placeholder in MailPlaceholder::ALL {
        assert_eq!(MailPlaceholder::from_key(placeholder.key()), Some(placeholder));
    }
}

proptest! {
    /// The parts of a text are the text.
    #[test]
    fn nothing_is_lost(text in "[a{}é _-]{0,20}") {
        let whole: String = parts(&text)
            .into_iter()
            .map(|part| match part {
                Part::Text(text) => text.to_owned(),
                Part::Placeholder(name) => format!("{{{name}}}"),
            })
            .collect();
        prop_assert_eq!(whole, text);
    }
}

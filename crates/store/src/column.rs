//! Parsers from columns to the shop's values. The error for an invalid value identifies its row.

use db::{Uuid, known_or_none};
use domain::{
    Currency,
    audit::{Action, ActorKind, Entity},
    catalogue::{PictureRole, ProductStatus, guides::GuideStatus},
    content::{
        Menu, PageRole, PageStatus, TextSlot,
        home::{BlockKind, ProductOrder},
    },
    customers::country::{self, Country},
    notifications::{MailKind, MailSlot},
    orders::{OrderDetails, OrderNumber, OrderState},
    payments::{BankAnswer, PaymentState},
    pricing::rates::RateSource,
    shipping::{Carriage, ShippingMethod, Zone, calendar::ClosedDay, is_prefix},
    staff::{Builtin, Permission, Role, SecondFactorPolicy, SessionStage, StoredPermissions},
    stock::MovementCause,
    tax::TaxClass,
};
use time::{Date, format_description::well_known::Iso8601};

/// A calendar date: `2026-11-24`.
pub(crate) fn optional_date(text: Option<String>) -> Result<Option<Date>, String> {
    let read = |text: String| {
        Date::parse(&text, &Iso8601::DATE)
            .map_err(|error| format!("{text:?} is not a date: {error}"))
    };
    text.map(read).transpose()
}

/// A calendar date in its stored format.
pub(crate) fn date_text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// Who acted.
pub(crate) fn actor_kind(key: String) -> Result<ActorKind, String> {
    ActorKind::from_key(&key).ok_or_else(|| format!("{key:?} is no kind of actor"))
}

/// Who acted; none if nobody of the shop did.
pub(crate) fn optional_actor_kind(key: Option<String>) -> Result<Option<ActorKind>, String> {
    key.map(actor_kind).transpose()
}

/// Why stock has changed.
pub(crate) fn movement_cause(key: String) -> Result<MovementCause, String> {
    MovementCause::from_key(&key)
        .ok_or_else(|| format!("{key:?} is not the cause of a movement of stock"))
}

/// What was done.
pub(crate) fn audit_action(key: String) -> Result<Action, String> {
    Action::from_key(&key).ok_or_else(|| format!("{key:?} is no action of the audit log"))
}

/// What a change was about.
pub(crate) fn audit_entity(key: String) -> Result<Entity, String> {
    Entity::from_key(&key).ok_or_else(|| format!("{key:?} is no kind of thing"))
}

/// The role of every shop that a role is.
pub(crate) fn builtin_role(key: Option<String>) -> Result<Builtin, String> {
    let Some(key) = key else { return Ok(Builtin::No) };
    let role = known_or_none(Role::from_key(&key), "role", &key);
    Ok(role.map_or(Builtin::Unknown, Builtin::Role))
}

/// Permissions, separated by spaces. Those that the program does not know permit nothing.
pub(crate) fn permissions(keys: String) -> Result<StoredPermissions, String> {
    let known = |key: &str| known_or_none(Permission::from_key(key), "permission", key);
    let read: Vec<Option<Permission>> = keys.split_ascii_whitespace().map(known).collect();
    let has_unknown = read.iter().any(Option::is_none);
    Ok(StoredPermissions { known: read.into_iter().flatten().collect(), has_unknown })
}

/// What a session may be used for.
pub(crate) fn session_stage(key: String) -> Result<SessionStage, String> {
    SessionStage::from_key(&key).ok_or_else(|| format!("{key:?} is no stage of a session"))
}

/// Whether everybody needs a second factor.
pub(crate) fn second_factor_policy(key: String) -> Result<SecondFactorPolicy, String> {
    SecondFactorPolicy::from_key(&key).ok_or_else(|| format!("{key:?} is no policy"))
}

/// A currency, by its ISO 4217 code.
pub(crate) fn currency(code: String) -> Result<Currency, String> {
    code.parse().map_err(|_| format!("{code:?} is not a currency code"))
}

/// A key that a query groups by: SQLite does not know that it is never null.
pub(crate) fn grouped_id(id: Option<Uuid>) -> Result<Uuid, &'static str> {
    id.ok_or("a group without a key")
}

/// A currency that a query groups by.
pub(crate) fn grouped_currency(code: Option<String>) -> Result<Currency, String> {
    currency(code.ok_or("a group without a key")?)
}

/// A currency, by its ISO 4217 code; none if the row has no amount.
pub(crate) fn optional_currency(code: Option<String>) -> Result<Option<Currency>, String> {
    code.map(currency).transpose()
}

/// What a picture shows; none without a role.
pub(crate) fn optional_picture_role(key: Option<String>) -> Result<Option<PictureRole>, String> {
    let read = |key: String| {
        PictureRole::from_key(&key).ok_or_else(|| format!("{key:?} is no role of a picture"))
    };
    key.map(read).transpose()
}

/// A calendar date; none if it is empty.
pub(crate) fn date_or_empty(text: String) -> Result<Option<Date>, String> {
    optional_date(Some(text).filter(|text| !text.is_empty()))
}

/// A country, by its ISO 3166-1 code.
pub(crate) fn country(code: String) -> Result<&'static Country, String> {
    country::by_code(&code).ok_or_else(|| format!("{code:?} is not the code of a country"))
}

/// A shipping zone, by its key.
pub(crate) fn zone(key: String) -> Result<Zone, String> {
    Zone::from_key(&key).ok_or_else(|| format!("{key:?} is not the key of a zone"))
}

/// What postcodes begin with.
pub(crate) fn postcode_prefix(text: String) -> Result<String, String> {
    if is_prefix(&text) {
        Ok(text)
    } else {
        Err(format!("{text:?} is not made of capital letters and digits"))
    }
}

/// A shipping method.
pub(crate) fn shipping_method(key: String) -> Result<ShippingMethod, String> {
    ShippingMethod::from_key(&key).ok_or_else(|| format!("{key:?} is not a shipping method"))
}

/// How parcels are carried.
pub(crate) fn carriage(key: String) -> Result<Carriage, String> {
    Carriage::from_key(&key).ok_or_else(|| format!("{key:?} is not a carriage"))
}

/// Where an exchange rate comes from.
pub(crate) fn rate_source(key: String) -> Result<RateSource, String> {
    RateSource::from_key(&key).ok_or_else(|| format!("{key:?} is not a source of rates"))
}

/// A number of days.
pub(crate) fn days(number: i64) -> Result<u8, String> {
    u8::try_from(number).map_err(|_| format!("{number} is not a number of days"))
}

/// A product's tax class.
pub(crate) fn tax_class(key: String) -> Result<TaxClass, String> {
    TaxClass::from_key(&key).ok_or_else(|| format!("{key:?} is not a tax class"))
}

/// An order's state.
pub(crate) fn order_state(key: String) -> Result<OrderState, String> {
    OrderState::from_key(&key).ok_or_else(|| format!("{key:?} is not an order state"))
}

/// A public order number, as it is stored.
pub(crate) fn order_number(text: String) -> Result<OrderNumber, String> {
    OrderNumber::parse(&text)
        .filter(|number| number.as_str() == text)
        .ok_or_else(|| format!("{text:?} is not an order number"))
}

/// What an order keeps beside its amounts, stored as JSON. The error does not repeat it, since it
/// has the buyer's address.
pub(crate) fn order_details(text: String) -> Result<OrderDetails, String> {
    serde_json::from_str(&text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        format!("these are not the details of an order (line {line}, column {column})")
    })
}

/// A product's status.
pub(crate) fn product_status(key: String) -> Result<ProductStatus, String> {
    ProductStatus::from_key(&key).ok_or_else(|| format!("{key:?} is not a product status"))
}

/// A product's status; none if the column is empty.
pub(crate) fn optional_product_status(
    key: Option<String>,
) -> Result<Option<ProductStatus>, String> {
    key.map(product_status).transpose()
}

/// A content page's role; none if the program does not link it, or does not know the role.
pub(crate) fn optional_page_role(key: Option<String>) -> Result<Option<PageRole>, String> {
    Ok(key.and_then(|key| known_or_none(PageRole::from_key(&key), "page role", &key)))
}

/// The status of a page, or of a block of the home page.
pub(crate) fn page_status(key: String) -> Result<PageStatus, String> {
    PageStatus::from_key(&key).ok_or_else(|| format!("{key:?} is no status of a page"))
}

/// The status of a buying guide.
pub(crate) fn guide_status(key: String) -> Result<GuideStatus, String> {
    GuideStatus::from_key(&key).ok_or_else(|| format!("{key:?} is no status of a guide"))
}

/// A menu; none if the program does not know it.
pub(crate) fn menu(key: String) -> Result<Option<Menu>, String> {
    Ok(known_or_none(Menu::from_key(&key), "menu", &key))
}

/// The place of a text; none if the program does not know it.
pub(crate) fn text_slot(key: String) -> Result<Option<TextSlot>, String> {
    Ok(known_or_none(TextSlot::from_key(&key), "place of a text", &key))
}

/// An email with texts; none if the program does not know it.
pub(crate) fn mail_kind(key: String) -> Result<Option<MailKind>, String> {
    Ok(known_or_none(MailKind::from_key(&key), "email", &key))
}

/// The place of a text in an email; none if the program does not know it.
pub(crate) fn mail_slot(key: String) -> Result<Option<MailSlot>, String> {
    Ok(known_or_none(MailSlot::from_key(&key), "place in an email", &key))
}

/// The kind of a block of the home page; none if the program does not know it.
pub(crate) fn block_kind(key: String) -> Result<Option<BlockKind>, String> {
    Ok(known_or_none(BlockKind::from_key(&key), "kind of home block", &key))
}

/// The order of the products of a block; none if the program does not know it.
pub(crate) fn product_order(key: String) -> Result<Option<ProductOrder>, String> {
    Ok(known_or_none(ProductOrder::from_key(&key), "order of products", &key))
}

/// An answer on the test provider's page; none until there is one.
pub(crate) fn optional_answer(key: Option<String>) -> Result<Option<BankAnswer>, String> {
    let read =
        |key: String| BankAnswer::from_key(&key).ok_or_else(|| format!("{key:?} is no answer"));
    key.map(read).transpose()
}

/// A payment's state.
pub(crate) fn payment_state(key: String) -> Result<PaymentState, String> {
    PaymentState::from_key(&key).ok_or_else(|| format!("{key:?} is not a payment state"))
}

/// A boolean, stored as 0 or 1.
pub(crate) fn flag(number: i64) -> Result<bool, String> {
    match number {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(format!("{number} is neither 0 nor 1")),
    }
}

/// A non-negative quantity.
pub(crate) fn count(number: i64) -> Result<u32, String> {
    u32::try_from(number).map_err(|_| format!("{number} is not a quantity"))
}

/// Units in stock. No cart distinguishes quantities beyond `u32`.
pub(crate) fn stock(number: i64) -> Result<u32, String> {
    count(number.min(u32::MAX.into())).map_err(|_| format!("{number} is not a stock level"))
}

/// An hour of the day.
pub(crate) fn hour(number: i64) -> Result<u8, String> {
    let hour = u8::try_from(number).ok().filter(|hour| *hour < 24);
    hour.ok_or_else(|| format!("{number} is not an hour"))
}

/// Days without dispatch, one on each line.
pub(crate) fn closed_days(text: String) -> Result<Vec<ClosedDay>, String> {
    let read =
        |day: &str| ClosedDay::read(day).ok_or_else(|| format!("{day:?} is not a day or days"));
    text.lines().map(read).collect()
}

/// The lines of a text.
pub(crate) fn lines(text: String) -> Result<Vec<String>, String> {
    Ok(text.lines().map(ToOwned::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreadable_value_is_an_error_and_never_a_default() {
        assert_eq!(currency("EUR".to_owned()).map(|c| c.code().to_owned()), Ok("EUR".to_owned()));
        assert_eq!(optional_currency(None), Ok(None));
        assert_eq!(optional_currency(Some("EUR".to_owned())), Ok(Some(Currency::EUR)));
        assert_eq!(optional_picture_role(None), Ok(None));
        for role in PictureRole::ALL {
            assert_eq!(optional_picture_role(Some(role.key().to_owned())), Ok(Some(role)));
        }
        assert_eq!(tax_class("standard".to_owned()), Ok(TaxClass::Standard));
        assert_eq!(tax_class("books".to_owned()), Ok(TaxClass::Books));
        for source in RateSource::ALL {
            assert_eq!(rate_source(source.key().to_owned()), Ok(source));
        }
        let status = |key: &str| product_status(key.to_owned());
        assert_eq!(status("draft"), Ok(ProductStatus::Draft));
        assert_eq!(status("published"), Ok(ProductStatus::Published));
        assert_eq!(status("archived"), Ok(ProductStatus::Archived));
        assert_eq!(optional_product_status(None), Ok(None));
        for role in PageRole::ALL {
            assert_eq!(optional_page_role(Some(role.key().to_owned())), Ok(Some(role)));
        }
        assert_eq!(optional_page_role(None), Ok(None));
        assert_eq!(menu("footer".to_owned()), Ok(Some(Menu::Footer)));
        for kind in BlockKind::ALL {
            assert_eq!(block_kind(kind.key().to_owned()), Ok(Some(kind)));
        }
        for order in ProductOrder::ALL {
            assert_eq!(product_order(order.key().to_owned()), Ok(Some(order)));
        }
        for cause in MovementCause::ALL {
            assert_eq!(movement_cause(cause.key().to_owned()), Ok(cause));
        }
        assert_eq!(optional_actor_kind(None), Ok(None));
        let staff = optional_actor_kind(Some("staff".to_owned()));
        assert_eq!(staff, Ok(Some(ActorKind::Staff)));
        for state in PaymentState::ALL {
            assert_eq!(payment_state(state.key().to_owned()), Ok(state));
        }
        assert_eq!(optional_answer(None), Ok(None));
        assert_eq!(optional_answer(Some("refuse".to_owned())), Ok(Some(BankAnswer::Refuse)));
        let number = OrderNumber::from_bits(7);
        assert_eq!(order_number(number.as_str().to_owned()), Ok(number.clone()));
        assert!(order_number(number.to_string()).is_err(), "it is stored without prefix");
        assert_eq!(order_details("{}".to_owned()), Ok(OrderDetails::default()));
        assert_eq!(order_state("shipped".to_owned()), Ok(OrderState::Shipped));
        assert_eq!((flag(0), flag(1), count(0), count(999)), (Ok(false), Ok(true), Ok(0), Ok(999)));
        assert_eq!((hour(0), hour(23)), (Ok(0), Ok(23)));
        assert!(hour(24).is_err() && hour(-1).is_err());
        assert_eq!(closed_days(String::new()), Ok(Vec::new()));
        assert_eq!(closed_days("12-24\n12-31".to_owned()).map(|days| days.len()), Ok(2));
        assert!(closed_days("12-24, 12-31".to_owned()).is_err());
        assert_eq!(lines("a\nb".to_owned()), Ok(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(optional_date(None), Ok(None));
        for text in ["", "eur", "EURO", "Books", "Standard", "lost", "2026-02-30", "24.11.2026"] {
            let text = || text.to_owned();
            assert!(currency(text()).is_err() && tax_class(text()).is_err(), "{}", text());
            assert!(optional_currency(Some(text())).is_err(), "{}", text());
            assert!(optional_picture_role(Some(text())).is_err(), "{}", text());
            assert!(rate_source(text()).is_err(), "{}", text());
            assert!(order_state(text()).is_err() && optional_date(Some(text())).is_err());
            assert!(product_status(text()).is_err() && payment_state(text()).is_err());
            assert!(optional_answer(Some(text())).is_err() && order_number(text()).is_err());
            assert!(order_details(text()).is_err(), "{}", text());
            assert!(movement_cause(text()).is_err(), "{}", text());
            assert!(optional_actor_kind(Some(text())).is_err(), "{}", text());
            // What a later release may have written: the row is of use without, or left out.
            assert_eq!(optional_page_role(Some(text())), Ok(None), "{}", text());
            assert_eq!(menu(text()), Ok(None), "{}", text());
            assert_eq!(block_kind(text()), Ok(None), "{}", text());
            assert_eq!(product_order(text()), Ok(None), "{}", text());
        }
        for number in [-1, 2, i64::MIN, i64::MAX] {
            assert!(flag(number).is_err(), "{number}");
        }
        for number in [-1, 1 << 32, i64::MAX] {
            assert!(count(number).is_err(), "{number}");
        }
        assert_eq!((stock(0), stock(7), stock(i64::MAX)), (Ok(0), Ok(7), Ok(u32::MAX)));
        assert!(stock(-1).is_err() && stock(i64::MIN).is_err());
    }
}

//! Checkout: what a shopper has told so far, step by step, kept with the cart.

use crate::{
    Context, Error,
    cart::{Destination, random_token},
    payments::Method,
};
use domain::{
    Currency,
    checkout::{ContactForm, FieldError, Problem, check_text},
    customers::{
        Address, country,
        email::tidy_email,
        phone::{is_phone_in, tidy_phone},
    },
    payments::card::{self, Card, CardError, parse_expiry},
    shipping::{Carriage, Load, Speed},
};
use serde::{Deserialize, Serialize};
use views::{
    cart::CartView,
    checkout::{CheckoutView, PaymentSummary, Step},
};

/// What is kept of a checkout. Never a card number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// Who and where.
    pub contact: ContactForm,
    /// Where the bill goes, if elsewhere.
    pub billing: Option<Address>,
    /// How fast.
    pub speed: Speed,
    /// The number that a haulier telephones to agree the day; empty where none was asked for.
    pub phone: String,
    /// With what it is paid.
    pub method: Option<Method>,
    /// Steps before this one are finished.
    pub reached: Step,
    /// Digest of the call that orders ([`Context::request_digest`]); none where a shopper does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// Whether the card was refused: then another one is asked for before there is a review again.
    pub refused: bool,
}

/// Card fields as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct CardForm {
    /// The number, with or without blanks.
    pub card_number: String,
    /// "MM/YY"
    pub expiry: String,
    /// Security code.
    pub code: String,
}

/// The address that checkout was told for this cart.
pub(crate) async fn kept_address(ctx: &Context, token: &str) -> Result<Option<Address>, Error> {
    Ok(session(ctx, token).await?.map(|(_, progress)| progress.contact.address))
}

async fn session(ctx: &Context, token: &str) -> Result<Option<(String, Progress)>, Error> {
    let mut conn = ctx.db().read().await?;
    let Some((key, text)) = store::carts::checkout(&mut conn, token).await? else {
        return Ok(None);
    };
    let progress = read(&key, &text);
    Ok(Some((key, progress)))
}

/// What is kept of a checkout. Where it cannot be read the shopper begins anew, and the log says of
/// which.
fn read(key: &str, text: &str) -> Progress {
    serde_json::from_str(text).unwrap_or_else(|error| {
        tracing::error!(key, %error, "what was kept of a checkout cannot be read");
        Progress::default()
    })
}

/// Changes what is kept, under the cart's lock, so that two steps sent at once lose nothing of
/// each other.
async fn save<T>(
    ctx: &Context,
    token: &str,
    change: impl FnOnce(&mut Progress) -> Result<T, Error>,
) -> Result<T, Error> {
    let key = random_token()?;
    let mut tx = ctx.db().begin().await?;
    if !store::carts::lock(&mut tx, token, ctx.clock().now()).await? {
        return Err(Error::EmptyCart);
    }
    let before = store::carts::checkout(&mut tx, token).await?;
    let mut progress = before.map_or_else(Progress::default, |(key, text)| read(&key, &text));
    let outcome = change(&mut progress)?;
    let text = serde_json::to_string(&progress).map_err(|e| Error::Internal(e.to_string()))?;
    store::carts::put_checkout(&mut tx, token, &key, &text).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// The checkout page with a step open: the one asked for, or the furthest reached.
///
/// # Errors
/// [`Error::EmptyCart`] when there is nothing to order.
#[tracing::instrument(name = "checkout", skip_all)]
pub async fn show(
    ctx: &Context,
    token: Option<&str>,
    step: Option<Step>,
    currency: Currency,
    country_code: &str,
) -> Result<CheckoutView, Error> {
    let token = token.ok_or(Error::EmptyCart)?;
    let (key, mut progress) = session(ctx, token).await?.unwrap_or_default();
    if progress.reached > Step::Delivery
        && progress.phone.is_empty()
        && by_freight(ctx, token, &progress).await?
    {
        progress.reached = Step::Delivery;
    }
    if progress.contact.address.country.is_empty() {
        progress.contact.address.country = country_code.to_owned();
    }
    if progress.refused {
        progress.reached = progress.reached.min(Step::Payment);
    }
    let step = step.filter(|step| *step <= progress.reached).unwrap_or(progress.reached);
    view(ctx, token, key, progress, step, currency).await
}

async fn view(
    ctx: &Context,
    token: &str,
    key: String,
    progress: Progress,
    step: Step,
    currency: Currency,
) -> Result<CheckoutView, Error> {
    let country = country::by_code(&progress.contact.address.country)
        .unwrap_or_else(|| crate::catalogue::home_country(ctx));
    let address = &progress.contact.address;
    let destination = Destination { country, postcode: &address.postcode, town: &address.city };
    let cart = crate::cart::show_at(ctx, Some(token), currency, destination, progress.speed, false)
        .await?;
    if cart.lines.is_empty() {
        return Err(Error::EmptyCart);
    }
    let (date, hour) = ctx.local();
    let calendar = ctx.calendar(destination.territory(), destination.postcode);
    let tariff = crate::cart::tariff(ctx, destination, progress.speed, cart.load)?;
    Ok(CheckoutView {
        step,
        reached: progress.reached,
        errors: Vec::new(),
        offers: ctx.settings().rules.tariffs.offers(
            (destination.zone(), cart.load),
            cart.totals.goods,
            ctx.rates(),
            (date, hour),
            &calendar,
        ),
        speed: tariff.speed,
        seen: seen(&cart, &progress, (tariff.speed, tariff.window(date, hour, &calendar).1)),
        // A number that was given for goods no longer in the cart is nobody's business.
        phone: if tariff.carriage == Carriage::Freight { progress.phone } else { String::new() },
        payment: progress.method.map(|m| PaymentSummary { brand: m.brand, last_four: m.last_four }),
        contact: progress.contact,
        billing: progress.billing,
        cart,
        notice: None,
        key,
        test_cards: ctx.payment().name() == "test",
    })
}

/// Takes contact and address; gives the step that follows.
///
/// # Errors
/// [`Error::Fields`]; what was typed is kept by the caller.
#[tracing::instrument(name = "checkout_contact", skip_all)]
pub async fn save_contact(
    ctx: &Context,
    token: &str,
    contact: ContactForm,
    billing: Option<Address>,
) -> Result<Step, Error> {
    let contact =
        ContactForm { email: tidy_email(&contact.email), address: contact.address.tidied() };
    let billing = billing.map(|address| address.tidied());
    let mut problems = contact.problems();
    if let Some(problem) = crate::customers::email::problem(&contact.email)
        && !problems.iter().any(|e| e.field == "email")
    {
        problems.insert(0, FieldError { field: "email".to_owned(), problem });
    }
    if let Some(billing) = &billing {
        problems.extend(
            billing
                .problems()
                .into_iter()
                .map(|e| FieldError { field: format!("billing-{}", e.field), problem: e.problem }),
        );
    }
    if !problems.is_empty() {
        return Err(Error::Fields(problems));
    }
    save(ctx, token, |progress| {
        progress.contact = contact;
        progress.billing = billing;
        progress.reached = progress.reached.max(Step::Delivery);
        Ok(Step::Contact.next(progress.reached))
    })
    .await
}

/// What of this cart is to be carried, as far as it can be ordered.
async fn carried(ctx: &Context, token: &str) -> Result<Load, Error> {
    let mut conn = ctx.db().read().await?;
    let rows = store::carts::lines(&mut conn, token, ctx.clock().now()).await?;
    let pieces = |row: &store::carts::LineRow| {
        // More in stock than fits is more than anybody orders.
        row.quantity.min(u32::try_from(row.stock.max(0)).unwrap_or(u32::MAX))
    };
    Ok(Load::of(rows.iter().filter(|row| row.visible).map(|row| (row.weight_g, pieces(row)))))
}

/// Whether this cart goes by freight, by what is kept of its checkout.
async fn by_freight(ctx: &Context, token: &str, progress: &Progress) -> Result<bool, Error> {
    let address = &progress.contact.address;
    let Some(country) = country::by_code(&address.country) else { return Ok(false) };
    let destination = Destination { country, postcode: &address.postcode, town: &address.city };
    Ok(crate::cart::tariff(ctx, destination, progress.speed, carried(ctx, token).await?)?.carriage
        == Carriage::Freight)
}

/// Takes the delivery method, and the number that a haulier telephones; gives the step that
/// follows. A number that is not needed is not kept.
///
/// # Errors
/// [`Error::NotReady`] before the address, [`Error::Fields`] for an unknown method or one that
/// does not take the weight, and for a missing or invalid number.
#[tracing::instrument(name = "checkout_delivery", skip_all)]
pub async fn save_delivery(
    ctx: &Context,
    token: &str,
    speed: &str,
    phone: &str,
) -> Result<Step, Error> {
    let wrong =
        |field: &str, problem| Error::Fields(vec![FieldError { field: field.to_owned(), problem }]);
    let (_, progress) = session(ctx, token)
        .await?
        .filter(|(_, p)| p.reached >= Step::Delivery)
        .ok_or(Error::NotReady)?;
    let speed = Speed::from_key(speed).ok_or_else(|| wrong("speed", Problem::Missing))?;
    let address = &progress.contact.address;
    let country = country::by_code(&address.country).ok_or(Error::NotReady)?;
    let zone = Destination { country, postcode: &address.postcode, town: &address.city }.zone();
    let tariff = ctx.settings().rules.tariffs.offered(zone, speed, carried(ctx, token).await?);
    let tariff = tariff.ok_or_else(|| wrong("speed", Problem::Invalid))?;
    let phone = match tariff.carriage {
        Carriage::Freight => tidy_phone(phone),
        Carriage::Parcel => String::new(),
    };
    if let Some(problem) = check_text("phone", &phone, tariff.carriage == Carriage::Parcel) {
        return Err(wrong("phone", problem));
    }
    if !phone.is_empty() && !is_phone_in(&phone, country.code) {
        return Err(wrong("phone", Problem::Invalid));
    }
    save(ctx, token, |progress| {
        if progress.reached < Step::Delivery {
            return Err(Error::NotReady);
        }
        progress.speed = speed;
        progress.phone = phone;
        progress.reached = progress.reached.max(Step::Payment);
        Ok(Step::Delivery.next(progress.reached))
    })
    .await
}

/// Takes the card and keeps the provider's token for it.
///
/// # Errors
/// [`Error::NotReady`], [`Error::Fields`], [`Error::Payment`].
#[tracing::instrument(name = "checkout_payment", skip_all)]
pub async fn save_payment(ctx: &Context, token: &str, form: &CardForm) -> Result<(), Error> {
    ready(ctx, token, Step::Payment).await?;
    let card = read_card(ctx, form)?;
    let slips = [
        ("expiry", card::is_current((card.month, card.year), this_month(ctx))),
        ("code", card::is_code(card.code(), card.number())),
    ];
    let problem = |(field, _): (&str, bool)| FieldError {
        field: field.to_owned(),
        problem: Problem::Invalid,
    };
    let slips: Vec<FieldError> =
        slips.into_iter().filter(|(_, right)| !right).map(problem).collect();
    if !slips.is_empty() {
        return Err(Error::Fields(slips));
    }
    let method = crate::payments::tokenise(ctx, &card).await?;
    save(ctx, token, |progress| {
        if progress.reached < Step::Payment {
            return Err(Error::NotReady);
        }
        progress.method = Some(method);
        progress.refused = false;
        progress.reached = Step::Review;
        Ok(())
    })
    .await
}

async fn ready(ctx: &Context, token: &str, step: Step) -> Result<(), Error> {
    let (_, progress) = session(ctx, token).await?.ok_or(Error::NotReady)?;
    if progress.reached < step { Err(Error::NotReady) } else { Ok(()) }
}

/// Year and month, as cards run out by them.
fn this_month(ctx: &Context) -> (u16, u8) {
    let (date, _) = ctx.local();
    (u16::try_from(date.year()).unwrap_or(0), u8::from(date.month()))
}

/// Reads card fields by what no card can do without: what programs send is for the provider to
/// judge.
///
/// # Errors
/// [`Error::Fields`] naming each field that is missing or wrong.
pub fn read_card(ctx: &Context, form: &CardForm) -> Result<Card, Error> {
    let mut problems = Vec::new();
    let mut check = |field: &str, value: &str, valid: bool| {
        let problem = if value.trim().is_empty() {
            Some(Problem::Missing)
        } else {
            (!valid).then_some(Problem::Invalid)
        };
        problems.extend(problem.map(|problem| FieldError { field: field.to_owned(), problem }));
    };
    let now = this_month(ctx);
    let expiry = parse_expiry(&form.expiry);
    let digits = card::digits(&form.card_number).filter(|d| card::luhn(d));
    let code = &*domain::text::plain(&form.code);
    check("card-number", &form.card_number, digits.is_some());
    check("expiry", &form.expiry, expiry.is_some_and(|(month, year)| (year, month) >= now));
    check("code", code, matches!(code.len(), 3 | 4) && code.bytes().all(|b| b.is_ascii_digit()));
    if !problems.is_empty() {
        return Err(Error::Fields(problems));
    }
    let (month, year) = expiry.unwrap_or_default();
    Card::new(&form.card_number, month, year, code, now).map_err(|error| {
        let field = match error {
            CardError::Number => "card-number",
            CardError::Expiry | CardError::Expired => "expiry",
            CardError::SecurityCode => "code",
        };
        Error::Fields(vec![FieldError { field: field.to_owned(), problem: Problem::Invalid }])
    })
}

/// Notes that a card was refused, so that checkout asks for another one. What was refused a
/// second time, after another one was given in the meantime, changes nothing.
pub(crate) async fn note_refused(
    ctx: &Context,
    token: &str,
    card: Option<&Method>,
) -> Result<(), Error> {
    save(ctx, token, |progress| {
        progress.refused = progress.refused || progress.method.as_ref() == card;
        Ok(())
    })
    .await
}

/// What is kept of this cart's checkout once all steps are finished, with its key.
pub(crate) async fn finished(ctx: &Context, token: &str) -> Result<(String, Progress), Error> {
    let (key, progress) = session(ctx, token).await?.ok_or(Error::NotReady)?;
    if progress.reached < Step::Review { Err(Error::NotReady) } else { Ok((key, progress)) }
}

/// A digest of everything in a review that a shopper agrees to: lines, prices, totals, who is told,
/// where parcel and bill go, how fast and by which day, and what pays.
pub(crate) fn seen(
    cart: &CartView,
    progress: &Progress,
    (speed, latest): (Speed, time::Date),
) -> String {
    let mut text = String::new();
    for line in &cart.lines {
        text.push_str(&format!("{} {} {}\n", line.sku, line.quantity, line.unit.minor));
    }
    let totals = &cart.totals;
    text.push_str(&format!(
        "{} {} {} {} {}\n",
        totals.total.currency,
        totals.goods.minor,
        totals.delivery.minor,
        totals.tax.minor,
        totals.total.minor
    ));
    let billing =
        progress.billing.as_ref().map(|address| address.lines().join("\n")).unwrap_or_default();
    let method = progress.method.as_ref().map_or("", |method| &method.token);
    let contact = &progress.contact;
    let phone = if cart.carriage == Carriage::Freight { progress.phone.as_str() } else { "" };
    text.push_str(&format!(
        "{} {latest}\n{}\n{}\n\n{billing}\n\n{method}{}{}",
        speed.key(),
        contact.email,
        contact.address.lines().join("\n"),
        if phone.is_empty() { "" } else { "\n\n" },
        phone,
    ));
    crate::sign::digest(text.as_bytes())
}

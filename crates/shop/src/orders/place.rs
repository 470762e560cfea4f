//! Placing an order: one use case, one transaction.
//!
//! The cart is priced again, the payment authorised, and then in one transaction: the cart closes
//! its generation, each line takes its stock by a conditional update, and order, lines, payment and
//! outbox event are written. Whatever goes wrong rolls all of it back and lets go of the payment;
//! an attempt that was written before the provider was asked sees to that even when this process
//! dies. The key makes a double click, a retry or Back give the same order.

use crate::{
    Context, Error,
    cart::{Destination, KEPT_FOR, Priced},
    checkout::{self, Progress},
    measure,
    notifications::worker::OrderPlaced,
    orders::Details,
    payments::{Outcome, Refusal, Request},
    trace,
};
use domain::{
    Currency, Money,
    customers::country::{self, Country},
    orders::{OrderNumber, OrderState},
    shipping::Carriage,
    stock::StockLevel,
};
use store::{
    Tx, Uuid,
    carts::LineRow,
    orders::{NewPayment, OrderLineRow, OrderRow},
    stock::Taken,
};
use time::Date;
use tracing::Instrument;
use views::cart::CartView;

/// After how many milliseconds a payment that was begun and has no order is let go of.
const PAYMENT_LEFT_OVER: i64 = 15 * 60_000;

/// What the shopper agreed to.
#[derive(Clone, Copy, Debug)]
pub struct Agreement<'a> {
    /// The checkout's key.
    pub key: &'a str,
    /// The digest of the review that was shown; none when the caller shows none (a program).
    pub seen: Option<&'a str>,
    /// The client that it comes from, as the server tells clients apart.
    pub client: Option<&'a str>,
}

/// The same, on its own.
#[derive(Clone)]
struct OwnedAgreement {
    key: String,
    seen: Option<String>,
    client: Option<String>,
}

impl Agreement<'_> {
    fn to_owned(self) -> OwnedAgreement {
        OwnedAgreement {
            key: self.key.to_owned(),
            seen: self.seen.map(ToOwned::to_owned),
            client: self.client.map(ToOwned::to_owned),
        }
    }
}

/// Runs work that must not stop half-way because whoever asked for it has gone.
async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    tokio::spawn(work.in_current_span())
        .await
        .unwrap_or_else(|error| Err(Error::Internal(error.to_string())))
}

/// An order that is placed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// Primary key.
    pub id: Uuid,
    /// Public number.
    pub number: OrderNumber,
    /// Signed path of its page.
    pub link: String,
    /// Whether it was placed by an earlier call with the same key.
    pub again: bool,
    /// Digest of the call that placed it.
    pub request: Option<String>,
}

/// Everything that is decided before the transaction.
struct Plan<'a> {
    token: &'a str,
    /// The key as kept: of this cart alone.
    key: &'a str,
    progress: &'a Progress,
    /// The days between which it will arrive.
    window: (Date, Date),
    currency: Currency,
    rows: Vec<LineRow>,
    priced: Priced,
    generation: i64,
    /// Key of the attempt, and what the provider gave.
    payment: Option<(String, NewPayment)>,
}

/// Places the order of a cart whose checkout is finished. Once begun it goes on to its end,
/// also when the caller goes away.
///
/// # Errors
/// [`Error::NotReady`], [`Error::EmptyCart`], [`Error::CartNotOrderable`], [`Error::SoldOut`],
/// [`Error::Changed`], [`Error::Payment`], [`Error::Challenge`], [`Error::TooManyCards`]. In
/// all of them nothing was ordered or taken, and what was set aside is let go of.
#[tracing::instrument(name = "place_order", skip_all)]
pub async fn place(
    ctx: &Context,
    token: &str,
    agreement: Agreement<'_>,
    currency: Currency,
) -> Result<Placed, Error> {
    let (shop, token, agreement) = (ctx.clone(), token.to_owned(), agreement.to_owned());
    to_the_end(async move {
        let place = async {
            let (key, progress) = checkout::finished(&shop, &token).await?;
            if key != agreement.key {
                return Err(Error::Changed);
            }
            let placed = place_once(&shop, &token, &agreement, &progress, currency).await;
            if let Err(Error::Payment(Refusal::Declined | Refusal::Expired)) = &placed
                && let Err(error) =
                    checkout::note_refused(&shop, &token, progress.method.as_ref()).await
            {
                tracing::warn!(%error, "checkout still offers a refused card");
            }
            placed
        };
        unless_placed(&shop, &scoped(&token, &agreement.key), place).await
    })
    .await
}

/// Places the order of a cart with contact, delivery and method as given. Once begun it goes on
/// to its end.
///
/// # Errors
/// As [`place`].
#[tracing::instrument(name = "place_order", skip_all)]
pub async fn place_with(
    ctx: &Context,
    token: &str,
    agreement: Agreement<'_>,
    progress: &Progress,
    currency: Currency,
) -> Result<Placed, Error> {
    let (shop, token, agreement, progress) =
        (ctx.clone(), token.to_owned(), agreement.to_owned(), progress.clone());
    to_the_end(async move {
        let place = place_once(&shop, &token, &agreement, &progress, currency);
        unless_placed(&shop, &scoped(&token, &agreement.key), place).await
    })
    .await
}

/// Places an order unless this key has brought about one: a click after the order is that
/// order, though the checkout it came from is closed. Nor is a failure one when the same key
/// has brought about an order at the same moment.
async fn unless_placed(
    ctx: &Context,
    order_key: &str,
    place: impl Future<Output = Result<Placed, Error>>,
) -> Result<Placed, Error> {
    if let Some(placed) = placed_before(ctx, order_key).await? {
        return Ok(placed);
    }
    match place.await {
        Err(error) => match placed_before(ctx, order_key).await {
            Ok(Some(placed)) => Ok(placed),
            _ => Err(error).inspect_err(measure::checkout_failed),
        },
        placed => placed,
    }
}

async fn place_once(
    ctx: &Context,
    token: &str,
    agreement: &OwnedAgreement,
    progress: &Progress,
    currency: Currency,
) -> Result<Placed, Error> {
    let now = ctx.clock().now();
    let order_key = scoped(token, &agreement.key);
    let country = country::by_code(&progress.contact.address.country).ok_or(Error::NotReady)?;
    let mut conn = ctx.db().read().await?;
    let cart = store::carts::get(&mut conn, token).await?.ok_or(Error::EmptyCart)?;
    let rows =
        crate::cart::with_prices_of(ctx, token, store::carts::lines(&mut conn, token, now).await?);
    drop(conn);
    if rows.is_empty() {
        return Err(Error::EmptyCart);
    }
    let address = &progress.contact.address;
    let destination = Destination { country, postcode: &address.postcode, town: &address.city };
    let priced = crate::cart::price(
        ctx,
        &rows,
        currency,
        destination,
        progress.speed,
        crate::cart::rates_of(ctx, Some(token)),
    )?;
    orderable(&priced)?;
    // A haulier agrees the day by telephone; programs order by calls that have no number.
    if agreement.seen.is_some()
        && priced.tariff.carriage == Carriage::Freight
        && progress.phone.is_empty()
    {
        return Err(Error::NotReady);
    }
    // The clock is read once: what is promised is what was agreed to, however long paying
    // takes.
    let (date, hour) = ctx.local();
    let window = priced.tariff.window(
        date,
        hour,
        &ctx.calendar(destination.territory(), destination.postcode),
    );
    if let Some(seen) = &agreement.seen
        && *seen
            != checkout::seen(&review(&priced, country), progress, (priced.tariff.speed, window.1))
    {
        return Err(Error::Changed);
    }
    let mut plan = Plan {
        token,
        key: &order_key,
        progress,
        window,
        currency,
        rows,
        priced,
        generation: cart.generation,
        payment: None,
    };
    plan.payment = authorise(ctx, &plan, agreement).await?;

    let written = write(ctx, &plan, now).await;
    match written {
        Ok((placed, stock_changed)) => {
            measure::placed(plan.priced.totals.total);
            tracing::info!(order = %placed.number, "order placed");
            if stock_changed {
                // The order stands; a copy that could not be refreshed now is refreshed by the
                // next look at the version.
                if let Err(error) = crate::catalogue::refresh_soon(ctx).await {
                    tracing::warn!(%error, "catalogue not refreshed after an order");
                }
            }
            Ok(placed)
        }
        Err(error) => {
            if let Some((attempt, _)) = &plan.payment {
                void_attempt(ctx, attempt).await;
            }
            Err(error)
        }
    }
}

async fn placed_before(ctx: &Context, key: &str) -> Result<Option<Placed>, Error> {
    let mut conn = ctx.db().read().await?;
    let Some(row) = store::orders::by_key(&mut conn, key).await? else { return Ok(None) };
    let number = OrderNumber::parse(&row.number)
        .ok_or_else(|| Error::Internal(format!("order number {}", row.number)))?;
    let request =
        serde_json::from_str::<Details>(&row.details).ok().and_then(|details| details.request);
    Ok(Some(Placed {
        id: row.id,
        link: crate::orders::link(ctx, &number),
        number,
        again: true,
        request,
    }))
}

/// Sets the total aside; none when there is nothing to pay.
async fn authorise(
    ctx: &Context,
    plan: &Plan<'_>,
    agreement: &OwnedAgreement,
) -> Result<Option<(String, NewPayment)>, Error> {
    let total = plan.priced.totals.total;
    if total.minor == 0 {
        return Ok(None);
    }
    let method = plan.progress.method.as_ref().ok_or(Error::NotReady)?;
    let payer = crate::payments::risk::payer(ctx, plan.token, agreement.client.as_deref(), method);
    // Another amount or another card is another authorisation, and so is the next try after one
    // that was let go of.
    let mut tx = ctx.db().begin().await?;
    crate::payments::risk::check_payer(ctx, &mut tx, &payer, ctx.clock().now()).await?;
    let number = store::attempts::given_up(&mut tx, plan.key).await?;
    let key = crate::sign::digest(
        format!("{} {} {} {} {number}", plan.key, method.token, total.minor, total.currency)
            .as_bytes(),
    );
    store::attempts::begin(&mut tx, &key, plan.key, ctx.payment().name(), ctx.clock().now())
        .await?;
    // Looked for after the attempt is written, so that none stays beside an order that has its
    // payment under the same key.
    if store::orders::by_key(&mut tx, plan.key).await?.is_some() {
        return Err(Error::Changed);
    }
    tx.commit().await?;
    let request = Request { token: &method.token, amount: total, key: &key };
    let span = tracing::info_span!(
        "authorise_payment",
        otel.kind = "client",
        payment.provider = ctx.payment().name()
    );
    let outcome = crate::payments::authorise(ctx, request).instrument(span).await;
    measure::paid(&outcome);
    match outcome {
        Ok(Outcome::Authorised(reference)) => {
            let payment = NewPayment {
                provider: ctx.payment().name().to_owned(),
                reference,
                amount_minor: total.minor,
                card_brand: method.brand.clone(),
                card_last_four: method.last_four.clone(),
            };
            Ok(Some((key, payment)))
        }
        // The attempt goes on when the shopper comes back; who does not come back is let go of
        // in time.
        Ok(Outcome::Challenge(reference)) => Err(Error::Challenge { reference }),
        Err(refusal) => {
            // Where nobody answered, the money may be set aside all the same.
            void_attempt(ctx, &key).await;
            crate::payments::risk::count_refusal(ctx, &payer, refusal).await?;
            Err(refusal.into())
        }
    }
}

/// Gives an attempt up and has the provider let go of it, unless an order has taken it. What
/// fails here is tried again by the worker.
async fn void_attempt(ctx: &Context, attempt: &str) {
    if let Err(error) = try_void(ctx, attempt).await {
        tracing::error!(attempt, %error, "authorisation not voided yet");
    }
}

async fn try_void(ctx: &Context, attempt: &str) -> Result<(), Error> {
    let mut tx = ctx.db().begin().await?;
    let given_up = store::attempts::give_up(&mut tx, attempt).await?;
    tx.commit().await?;
    if given_up { void(ctx, attempt).await } else { Ok(()) }
}

async fn void(ctx: &Context, attempt: &str) -> Result<(), Error> {
    crate::payments::void(ctx, attempt).await?;
    let mut tx = ctx.db().begin().await?;
    store::attempts::voided(&mut tx, attempt).await?;
    tx.commit().await?;
    Ok(())
}

/// Lets go of payments that no order came of: those begun a quarter of an hour ago, longer than
/// any provider is waited for, and those that the provider has not let go of yet. Gives how
/// many.
///
/// # Errors
/// When the database cannot; a provider that fails is asked again the next time.
pub async fn void_pending(ctx: &Context) -> Result<usize, Error> {
    let now = ctx.clock().now();
    // Given up first, and only then looked up: an attempt that an order takes at this moment is
    // not among them.
    let mut tx = ctx.db().begin().await?;
    store::attempts::give_up_older_than(&mut tx, now - PAYMENT_LEFT_OVER).await?;
    let voiding = store::attempts::voiding(&mut tx).await?;
    tx.commit().await?;
    let mut count = 0;
    for attempt in voiding {
        match void(ctx, &attempt).await {
            Ok(()) => count += 1,
            Err(error) => tracing::error!(attempt, %error, "authorisation not voided yet"),
        }
    }
    let mut tx = ctx.db().begin().await?;
    store::attempts::forget(&mut tx, now - KEPT_FOR).await?;
    tx.commit().await?;
    crate::payments::risk::forget_refusals(ctx).await?;
    Ok(count)
}

/// The transaction. Gives also whether the stock of a product changed so that shoppers see it.
async fn write(ctx: &Context, plan: &Plan<'_>, now: i64) -> Result<(Placed, bool), Error> {
    let mut tx = ctx.db().begin().await?;
    // Prices may have changed since they were read; inside the transaction is where they count.
    let rows = store::carts::close(&mut tx, plan.token, plan.generation, now)
        .await?
        .ok_or(Error::Changed)?;
    let rows = crate::cart::with_prices_of(ctx, plan.token, rows);
    let same = |(a, b): (&LineRow, &LineRow)| {
        (a.variant_id, a.quantity, a.price_minor, a.currency, a.visible)
            == (b.variant_id, b.quantity, b.price_minor, b.currency, b.visible)
    };
    if rows.len() != plan.rows.len() || !rows.iter().zip(&plan.rows).all(same) {
        return Err(Error::Changed);
    }
    // Whoever gave this attempt up meanwhile has let go of the money.
    if let Some((attempt, _)) = &plan.payment
        && !store::attempts::take(&mut tx, attempt).await?
    {
        return Err(Error::Changed);
    }

    let (order, lines) = compose(ctx, plan, now)?;
    let mut number = None;
    for _ in 0..8 {
        let mut bits = [0_u8; 8];
        getrandom::fill(&mut bits).map_err(|_| Error::Internal("no random numbers".to_owned()))?;
        let candidate = OrderNumber::from_bits(u64::from_le_bytes(bits));
        let order = OrderRow { number: candidate.as_str().to_owned(), ..order.clone() };
        if store::orders::insert(
            &mut tx,
            &order,
            &lines,
            plan.payment.as_ref().map(|(_, payment)| payment),
        )
        .await?
        {
            number = Some(candidate);
            break;
        }
    }
    let number = number.ok_or_else(|| Error::Internal("no free order number".to_owned()))?;
    let event = OrderPlaced { order: order.id, traceparent: trace::current() };
    let payload = serde_json::to_string(&event).map_err(|e| Error::Internal(e.to_string()))?;
    store::outbox::push(&mut tx, "order.placed", &payload, now).await?;
    // Last, so that what others want to buy too is locked for one round trip and the commit.
    let told = take_stock(&mut tx, &rows).await?;
    if !told.is_empty() {
        store::catalogue::bump_stock(&mut tx, &told).await?;
    }
    tx.commit().await?;
    let link = crate::orders::link(ctx, &number);
    let request = plan.progress.request.clone();
    Ok((Placed { id: order.id, number, link, again: false, request }, !told.is_empty()))
}

fn compose(
    ctx: &Context,
    plan: &Plan<'_>,
    now: i64,
) -> Result<(OrderRow, Vec<OrderLineRow>), Error> {
    let progress = plan.progress;
    let (earliest, latest) = plan.window;
    let details = Details {
        address: progress.contact.address.clone(),
        billing: progress.billing.clone(),
        speed: plan.priced.tariff.speed,
        carriage: plan.priced.tariff.carriage,
        phone: match plan.priced.tariff.carriage {
            Carriage::Freight => progress.phone.clone(),
            Carriage::Parcel => String::new(),
        },
        locale: "en".to_owned(),
        seller: Some(ctx.settings().seller.clone()),
        delivery_taxes: Some(plan.priced.delivery.clone()),
        delivery_tax_rate: None,
        request: progress.request.clone(),
        ..Details::default()
    };
    let totals = &plan.priced.totals;
    let order = OrderRow {
        id: store::new_id(now),
        number: String::new(),
        idempotency_key: plan.key.to_owned(),
        // A digest: the token itself opens the cart.
        cart_key: scoped(plan.token, &plan.generation.to_string()),
        state: OrderState::Placed,
        email: progress.contact.email.clone(),
        currency: plan.currency,
        goods_minor: totals.goods.minor,
        delivery_minor: totals.delivery.minor,
        tax_minor: totals.tax.minor,
        tax_included: totals.tax_included,
        total_minor: totals.total.minor,
        details: serde_json::to_string(&details).map_err(|e| Error::Internal(e.to_string()))?,
        delivery_earliest: Some(earliest),
        delivery_latest: Some(latest),
        tracking: None,
        placed_at: now,
    };
    let lines = plan.priced.lines.iter().zip(&plan.priced.items).zip(&plan.rows).map(
        |((line, item), row)| {
            let rate = plan.priced.taxation.rate(item.tax_class);
            OrderLineRow {
                variant_id: Some(row.variant_id),
                sku: line.sku.clone(),
                slug: line.slug.clone(),
                name: line.name.clone(),
                label: line.label.clone(),
                quantity: row.quantity,
                unit_minor: line.unit.minor,
                total_minor: line.total.minor,
                tax_minor: rate.tax(line.total.minor),
                tax_rate: rate.basis_points,
            }
        },
    );
    Ok((order, lines.collect()))
}

/// A caller's key within its cart: nobody finds another's order by a key that is easy to guess, and
/// no two pairs give the same text.
fn scoped(token: &str, key: &str) -> String {
    crate::sign::digest(format!("{} {token} {key}", token.len()).as_bytes())
}

/// Takes each line's units. Gives the products of which shoppers are told something else now.
async fn take_stock(tx: &mut Tx, rows: &[LineRow]) -> Result<Vec<Uuid>, Error> {
    let wanted: Vec<(Uuid, i64)> =
        rows.iter().map(|row| (row.variant_id, i64::from(row.quantity))).collect();
    let row_of = |variant: Uuid| rows.iter().find(|row| row.variant_id == variant);
    let left = match store::stock::take_all(tx, &wanted).await? {
        Taken::All(left) => left,
        Taken::TooFew(variant) => {
            let name = row_of(variant).map_or_else(|| variant.to_string(), |row| row.name.clone());
            return Err(Error::SoldOut(name));
        }
    };
    let changed = left.into_iter().filter_map(|(variant, left)| {
        let row = row_of(variant)?;
        let before = StockLevel::of(left + i64::from(row.quantity));
        (StockLevel::of(left) != before).then_some(row.product_id)
    });
    Ok(changed.collect())
}

fn orderable(priced: &Priced) -> Result<(), Error> {
    use views::cart::LineNotice;
    for line in &priced.lines {
        if line.notices.iter().any(|n| matches!(n, LineNotice::SoldOut | LineNotice::OnlyLeft(_))) {
            return Err(Error::SoldOut(line.name.clone()));
        }
        if !line.orderable() {
            return Err(Error::CartNotOrderable);
        }
    }
    Ok(())
}

/// The cart as the review showed it: what the digest is made of.
fn review(priced: &Priced, country: &Country) -> CartView {
    CartView {
        lines: priced.lines.clone(),
        count: 0,
        totals: priced.totals,
        country: country.code.to_owned(),
        load: priced.load,
        carriage: priced.tariff.carriage,
        to_free_delivery: None::<Money>,
        taxes: Vec::new(),
        arrives: None,
        undo: None,
    }
}

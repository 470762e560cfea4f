//! Placing an order: one use case, one transaction.
//!
//! The cart is priced again, the payment authorised, and then in one transaction: the cart closes its generation, each line takes its
//! stock by a conditional update, and order, lines, payment and outbox event are written. Whatever goes wrong rolls all of it back and
//! lets go of the payment. The key makes a double click, a retry or Back give the same order.

use crate::{
    Error, Shop,
    cart::Priced,
    checkout::{self, Progress},
    measure,
    orders::Details,
    payment::{Outcome, Request},
    trace,
    worker::OrderPlaced,
};
use domain::{
    Currency, Money,
    cart::CartView,
    catalogue::StockLevel,
    country::{self, Country},
    delivery,
    order::{OrderNumber, OrderState},
    tax::TaxRate,
};
use store::{
    Tx, Uuid,
    carts::LineRow,
    orders::{NewPayment, OrderLineRow, OrderRow},
};
use tracing::Instrument;

/// What the shopper agreed to.
#[derive(Clone, Copy, Debug)]
pub struct Agreement<'a> {
    /// The checkout's key.
    pub key: &'a str,
    /// The digest of the review that was shown; none when the caller shows none (a program).
    pub seen: Option<&'a str>,
    /// The answer to the issuer's challenge.
    pub confirmed: Option<bool>,
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
}

/// Everything that is decided before the transaction.
struct Plan<'a> {
    token: &'a str,
    key: &'a str,
    progress: &'a Progress,
    country: &'static Country,
    currency: Currency,
    rows: Vec<LineRow>,
    priced: Priced,
    generation: i64,
    payment: Option<NewPayment>,
}

impl Shop {
    /// Places the order of a cart whose checkout is finished.
    ///
    /// # Errors
    /// [`Error::NotReady`], [`Error::EmptyCart`], [`Error::CartNotOrderable`], [`Error::SoldOut`], [`Error::Changed`], [`Error::Payment`],
    /// [`Error::Challenge`]. In all of them nothing was ordered, taken or charged.
    #[tracing::instrument(skip_all)]
    pub async fn place_order(&self, token: &str, agreement: Agreement<'_>, currency: Currency) -> Result<Placed, Error> {
        if let Some(placed) = self.placed_before(agreement.key).await? {
            return Ok(placed);
        }
        let outcome = match self.finished(token).await {
            Ok((key, progress)) if key == agreement.key => self.place_cart(token, agreement, &progress, currency).await,
            Ok(_) => Err(Error::Changed),
            Err(error) => Err(error),
        };
        let outcome = match outcome {
            // A second click comes when the first has closed the checkout already: then it is the first one's order.
            Err(error) => self.placed_before(agreement.key).await?.ok_or(error),
            placed => placed,
        };
        outcome.inspect_err(measure::checkout_failed)
    }

    /// Places the order of a cart with contact, delivery and method as given.
    ///
    /// # Errors
    /// As [`Self::place_order`].
    #[tracing::instrument(name = "place_order", skip_all)]
    pub async fn place_with(
        &self,
        token: &str,
        agreement: Agreement<'_>,
        progress: &Progress,
        currency: Currency,
    ) -> Result<Placed, Error> {
        self.place_cart(token, agreement, progress, currency).await.inspect_err(measure::checkout_failed)
    }

    async fn place_cart(&self, token: &str, agreement: Agreement<'_>, progress: &Progress, currency: Currency) -> Result<Placed, Error> {
        let now = self.clock().now();
        let country = country::by_code(&progress.contact.address.country).ok_or(Error::NotReady)?;
        let mut conn = self.db().read().await?;
        let cart = store::carts::get(&mut conn, token).await?.ok_or(Error::EmptyCart)?;
        let rows = store::carts::lines(&mut conn, token, now).await?;
        drop(conn);
        if rows.is_empty() {
            // Another request with this key may have been faster.
            return self.placed_before(agreement.key).await?.ok_or(Error::EmptyCart);
        }
        let priced = self.price_lines(&rows, currency, country, progress.speed)?;
        orderable(&priced)?;
        if let Some(seen) = agreement.seen
            && seen != checkout::seen(&review(&priced, country), &progress.contact.address, progress.speed)
        {
            return Err(Error::Changed);
        }
        let mut plan =
            Plan { token, key: agreement.key, progress, country, currency, rows, priced, generation: cart.generation, payment: None };
        plan.payment = self.authorise(&plan, agreement).await?;

        let written = self.write(&plan, now).await;
        match written {
            Ok((placed, stock_changed)) => {
                measure::placed(plan.priced.totals.total);
                tracing::info!(order = %placed.number, "order placed");
                if stock_changed {
                    // The order stands; a copy that could not be refreshed now is refreshed by the next look at the version.
                    if let Err(error) = self.refresh().await {
                        tracing::warn!(%error, "catalogue not refreshed after an order");
                    }
                }
                Ok(placed)
            }
            Err(error) => {
                // The same key may have brought about an order at the same moment: then the payment is that order's.
                if let Some(placed) = self.placed_before(agreement.key).await? {
                    return Ok(placed);
                }
                if let Some(payment) = &plan.payment
                    && let Err(refusal) = self.payment().void(&payment.reference).await
                {
                    tracing::error!(reference = payment.reference, %refusal, "authorisation not voided");
                }
                Err(error)
            }
        }
    }

    async fn placed_before(&self, key: &str) -> Result<Option<Placed>, Error> {
        let mut conn = self.db().read().await?;
        let Some(row) = store::orders::by_key(&mut conn, key).await? else { return Ok(None) };
        let number = OrderNumber::parse(&row.number).ok_or_else(|| Error::Internal(format!("order number {}", row.number)))?;
        Ok(Some(Placed { id: row.id, link: self.order_link(&number), number, again: true }))
    }

    /// Sets the total aside; none when there is nothing to pay.
    async fn authorise(&self, plan: &Plan<'_>, agreement: Agreement<'_>) -> Result<Option<NewPayment>, Error> {
        let total = plan.priced.totals.total;
        if total.minor == 0 {
            return Ok(None);
        }
        let method = plan.progress.method.as_ref().ok_or(Error::NotReady)?;
        // Another amount or another card is another authorisation.
        let key = crate::sign::digest(format!("{} {} {} {}", plan.key, method.token, total.minor, total.currency).as_bytes());
        let request = Request { token: &method.token, amount: total, key: &key, confirmed: agreement.confirmed };
        let span = tracing::info_span!("authorise_payment", otel.kind = "client", payment.provider = self.payment().name());
        let outcome = self.payment().authorise(request).instrument(span).await;
        measure::paid(&outcome);
        match outcome? {
            Outcome::Authorised(reference) => Ok(Some(NewPayment {
                provider: self.payment().name().to_owned(),
                reference,
                amount_minor: total.minor,
                method: format!("{} ending in {}", method.brand, method.last_four),
            })),
            Outcome::Challenge => Err(Error::Challenge { state: plan.key.to_owned() }),
        }
    }

    /// The transaction. Gives also whether the stock of a product changed so that shoppers see it.
    async fn write(&self, plan: &Plan<'_>, now: i64) -> Result<(Placed, bool), Error> {
        let mut tx = self.db().begin().await?;
        // Prices may have changed since they were read; inside the transaction is where they count.
        let rows = store::carts::close(&mut tx, plan.token, plan.generation, now).await?.ok_or(Error::Changed)?;
        let same = |(a, b): (&LineRow, &LineRow)| {
            (a.variant_id, a.quantity, a.price_minor, &a.currency, a.visible)
                == (b.variant_id, b.quantity, b.price_minor, &b.currency, b.visible)
        };
        if rows.len() != plan.rows.len() || !rows.iter().zip(&plan.rows).all(same) {
            return Err(Error::Changed);
        }
        let stock_changed = take_stock(&mut tx, &rows).await?;

        let (order, lines) = self.compose(plan, now)?;
        let mut number = None;
        for _ in 0..8 {
            let mut bits = [0_u8; 8];
            getrandom::fill(&mut bits).map_err(|_| Error::Internal("no random numbers".to_owned()))?;
            let candidate = OrderNumber::from_bits(u64::from_le_bytes(bits));
            let order = OrderRow { number: candidate.as_str().to_owned(), ..order.clone() };
            if store::orders::insert(&mut tx, &order, &lines, plan.payment.as_ref()).await? {
                number = Some(candidate);
                break;
            }
        }
        let number = number.ok_or_else(|| Error::Internal("no free order number".to_owned()))?;
        let event = OrderPlaced { order: order.id, traceparent: trace::current() };
        let payload = serde_json::to_string(&event).map_err(|e| Error::Internal(e.to_string()))?;
        store::outbox::push(&mut tx, "order.placed", &payload, now).await?;
        if stock_changed {
            store::catalogue::bump(&mut tx).await?;
        }
        tx.commit().await?;
        let link = self.order_link(&number);
        Ok((Placed { id: order.id, number, link, again: false }, stock_changed))
    }

    fn compose(&self, plan: &Plan<'_>, now: i64) -> Result<(OrderRow, Vec<OrderLineRow>), Error> {
        let progress = plan.progress;
        let (date, hour) = self.clock().local();
        let (earliest, latest) = delivery::window(plan.country, progress.speed, date, hour);
        let details = Details {
            address: progress.contact.address.clone(),
            billing: progress.billing.clone(),
            speed: progress.speed,
            earliest: delivery::day(earliest),
            latest: delivery::day(latest),
            payment: plan.payment.as_ref().map(|p| p.method.clone()).unwrap_or_default(),
            locale: "en".to_owned(),
        };
        let totals = &plan.priced.totals;
        let order = OrderRow {
            id: store::new_id(),
            number: String::new(),
            idempotency_key: plan.key.to_owned(),
            cart_key: format!("{}#{}", plan.token, plan.generation),
            state: OrderState::Placed.key().to_owned(),
            email: progress.contact.email.clone(),
            currency: plan.currency.code().to_owned(),
            goods_minor: totals.goods.minor,
            delivery_minor: totals.delivery.minor,
            tax_minor: totals.tax.minor,
            tax_included: i64::from(totals.tax_included),
            total_minor: totals.total.minor,
            details: serde_json::to_string(&details).map_err(|e| Error::Internal(e.to_string()))?,
            tracking: Some(Uuid::new_v4().to_string()),
            placed_at: now,
        };
        let lines = plan.priced.lines.iter().zip(&plan.priced.items).zip(&plan.rows).map(|((line, item), row)| {
            let rate = TaxRate::of(plan.country, item.tax_class);
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
                tax_rate: i64::from(rate.basis_points),
                picture_hash: line.picture.as_ref().map(|p| p.hash.clone()),
            }
        });
        Ok((order, lines.collect()))
    }
}

/// Takes each line's pieces, always in the same order of variants so that two orders never wait for each other in a circle. Gives whether
/// what shoppers are told changed.
async fn take_stock(tx: &mut Tx, rows: &[LineRow]) -> Result<bool, Error> {
    let mut rows: Vec<&LineRow> = rows.iter().collect();
    rows.sort_by_key(|row| row.variant_id);
    let mut changed = false;
    for row in rows {
        let left = store::orders::take_stock(tx, row.variant_id, row.quantity).await?.ok_or_else(|| Error::SoldOut(row.name.clone()))?;
        changed |= StockLevel::of(left) != StockLevel::of(left + row.quantity);
    }
    Ok(changed)
}

fn orderable(priced: &Priced) -> Result<(), Error> {
    use domain::cart::LineNotice;
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
        to_free_delivery: None::<Money>,
        undo: None,
    }
}

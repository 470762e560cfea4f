//! The test provider's stand-in for the page of a bank that asks its customer to confirm a payment.

use crate::{
    Page, PageContext,
    document::{self, Head},
    page::Rendering,
    ui::{Icon, icon},
};
use domain::Money;
use leptos::prelude::*;
use views::routes;

/// The test provider's page in place of a bank's 3-D Secure page.
#[derive(Clone, Copy, Debug)]
pub struct ChallengePage<'a> {
    /// The provider's reference of the challenge.
    pub reference: &'a str,
    /// The shop's data for continuing, posted back unchanged.
    pub state: &'a str,
    /// The amount to pay.
    pub amount: Money,
}

impl Page for ChallengePage<'_> {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::bare(context, &head(), page(self, context.shop_name))
    }
}

/// The document's head.
fn head() -> Head<'static> {
    Head { title: t!("challenge-title").into(), ..Head::default() }
}

/// The page.
fn page<'a>(challenge: &ChallengePage<'a>, shop_name: &'a str) -> impl IntoView + 'a {
    let ChallengePage { reference, state, amount } = *challenge;
    view! {
        <div class="page narrow">
            <div class="empty">
                {icon(Icon::Lock)}
                <h1>{t!("challenge-title")}</h1>
                <p>{t!("challenge-text", amount = amount.to_string(), shop = shop_name)}</p>
                <form method="post" action=routes::CHECKOUT_TEST_BANK class="challenge">
                    <input type="hidden" name="reference" value=reference />
                    <input type="hidden" name="state" value=state />
                    <button class="buy" name="answer" value="approve">
                        {t!("challenge-approve", amount = amount.to_string())}
                    </button>
                    <button class="button" name="answer" value="refuse">
                        {t!("challenge-refuse")}
                    </button>
                </form>
                <p class="quiet small">{t!("challenge-note")}</p>
            </div>
        </div>
    }
}

use shop::{Context, cart::AddToCart};

/// Builds a cart by adding lines as a shopper would.
#[derive(Clone, Debug, Default)]
pub struct CartBuilder {
    lines: Vec<(String, u32)>,
}

impl CartBuilder {
    /// An empty cart.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds units of a variant.
    #[must_use]
    pub fn line(mut self, sku: &str, quantity: u32) -> Self {
        self.lines.push((sku.to_owned(), quantity));
        self
    }

    /// Creates the cart and returns its token. `between` runs after each line, for instance to
    /// advance the clock.
    pub async fn build(&self, shop: &Context, between: impl Fn()) -> String {
        let mut token: Option<String> = None;
        for (sku, quantity) in &self.lines {
            let quantity = quantity.to_string();
            let command = AddToCart::new(sku, &quantity).to(token.as_deref());
            token = Some(shop::cart::add(shop, command).await.unwrap().token);
            between();
        }
        token.expect("a line")
    }
}

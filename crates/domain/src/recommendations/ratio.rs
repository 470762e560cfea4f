//! The log-likelihood ratio of two products.

/// In how many orders two products were bought, as counts or as decayed weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoPurchases {
    /// Orders with both.
    pub both: i64,
    /// Orders with the first, with or without the second.
    pub first: i64,
    /// Orders with the second, with or without the first.
    pub second: i64,
    /// All orders.
    pub all: i64,
}

/// `x · ln x`, which is 0 for 0.
fn x_ln_x(x: f64) -> f64 {
    if x > 0.0 { x * x.ln() } else { 0.0 }
}

impl CoPurchases {
    /// Twice the logarithm of the likelihood ratio, −2 log λ, of the assumption that the products
    /// are bought independently of each other: 0 if they are, and large if that would be a
    /// surprise. Never negative.
    ///
    /// With the four counts of orders `k` (both, only the first, only the second, neither), their
    /// sums by row `r` and by column `c`, and the sum of all `n`:
    ///
    /// −2 log λ = 2 · (Σ k ln k − Σ r ln r − Σ c ln c + n ln n)
    ///
    /// Source: Ted Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence",
    /// Computational Linguistics 19(1), 1993, pages 61 to 74. Unlike χ², it does not overrate
    /// products that were bought once or twice.
    ///
    /// If all counts are multiplied by a factor, so is the result. The order of products by it is
    /// therefore the same whatever the unit of the weights.
    #[must_use]
    pub fn log_likelihood_ratio(self) -> f64 {
        let Self { both, first, second, all } = self;
        let only_first = first.saturating_sub(both).max(0);
        let only_second = second.saturating_sub(both).max(0);
        let neither = all.saturating_sub(first).saturating_sub(only_second).max(0);
        // Precise enough: 53 bits of up to 63.
        let [k11, k12, k21, k22] =
            [both.max(0), only_first, only_second, neither].map(|k| k as f64);
        let cells = x_ln_x(k11) + x_ln_x(k12) + x_ln_x(k21) + x_ln_x(k22);
        let rows = x_ln_x(k11 + k12) + x_ln_x(k21 + k22);
        let columns = x_ln_x(k11 + k21) + x_ln_x(k12 + k22);
        let ratio = 2.0 * (cells - rows - columns + x_ln_x(k11 + k12 + k21 + k22));
        // Rounding may leave a little less than 0.
        ratio.max(0.0)
    }

    /// Whether the products are bought together more often than by chance. The ratio is large for
    /// products that avoid each other, too.
    #[must_use]
    pub fn is_attraction(self) -> bool {
        let product = |a: i64, b: i64| i128::from(a) * i128::from(b);
        product(self.both, self.all) > product(self.first, self.second)
    }
}

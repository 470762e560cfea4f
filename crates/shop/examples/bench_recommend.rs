//! Measures recommendations on a generated order history: `tools/bench-recommend [ORDERS
//! [PRODUCTS]]`, on SQLite or the empty database in `DATABASE_URL`.
//!
//! **The model.** Products belong to kits of twelve, such as a telescope and what people buy for
//! it. The popularity of products follows Zipf's law (exponent 0.8), independently of the kits. An
//! order has two to four products: the first by popularity; each further one with probability 0.6
//! from the kit of the first, all of its products equally likely, otherwise by popularity. There
//! are half as many buyers as orders, and the orders are spread evenly over the last two years. The
//! random numbers are the same in each run. The model has kits because that is what is to be found:
//! the figures compare methods, and say nothing about how often a real shop is right.
//!
//! **The measure.** Further orders of the model, 2 % as many and at most 2,000, are not learned. Of
//! each of them with several products one is hidden, and ten products are suggested for the others:
//! a hit has the hidden one among them. Popularity suggests the ten products with the most orders
//! that are not given.
#![allow(
    clippy::indexing_slicing,
    reason = "a measurement; products are counted by number, and nothing of this is shipped"
)]

use domain::{
    Currency,
    catalogue::ProductStatus,
    orders::{OrderDetails, OrderNumber, OrderState},
    tax::TaxClass,
};
use shop::recommendations::{Rebuild, rebuild};
use std::{
    collections::HashMap,
    error::Error,
    fs,
    time::{Duration, Instant},
};
use store::{
    Db, Uuid,
    catalogue::{self, NewBrand, NewCategory, NewProduct, NewVariant},
    orders::{self, OrderLineRow, OrderRow},
    recommendations,
};

/// Products of a kit.
const KIT: usize = 12;
/// Suggestions for each order.
const SUGGESTED: usize = 10;
/// Orders and products in one transaction while they are written.
const BATCH: usize = 5_000;
/// Two years in milliseconds.
const PERIOD: i64 = 2 * 365 * 24 * 3_600_000;
/// The time of the last order.
const NOW: i64 = 1_795_000_000_000;

/// Why nothing was measured.
type Failed = Box<dyn Error>;

/// Random numbers (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// From 0 to 1.
    fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The model of the order history.
struct Model {
    random: Random,
    /// Sums of the popularities of the products up to each.
    sums: Vec<f64>,
    buyers: usize,
}

impl Model {
    fn new(orders: usize, products: usize) -> Self {
        // A prime that does not divide the number of products spreads the ranks over the kits.
        let step = if products.is_multiple_of(7919) { 7907 } else { 7919 };
        let mut sum = 0.0;
        let sums = (0..products).map(|product| {
            let rank = (product * step + 13) % products;
            sum += (rank as f64 + 1.0).powf(-0.8);
            sum
        });
        let sums = sums.collect();
        Self { random: Random(25), sums, buyers: (orders / 2).max(1) }
    }

    fn popular(&mut self) -> usize {
        // There are always products.
        let all = self.sums.last().copied().unwrap_or_default();
        let wanted = self.random.part() * all;
        self.sums.partition_point(|sum| *sum < wanted).min(self.sums.len() - 1)
    }

    /// The products of an order, each once, and its buyer.
    fn order(&mut self) -> (Vec<usize>, usize) {
        let first = self.popular();
        let mut basket = vec![first];
        for _ in 0..=self.random.below(3) {
            let kit = first / KIT * KIT;
            let size = KIT.min(self.sums.len() - kit);
            let next = if self.random.part() < 0.6 {
                kit + self.random.below(size)
            } else {
                self.popular()
            };
            if !basket.contains(&next) {
                basket.push(next);
            }
        }
        (basket, self.random.below(self.buyers))
    }
}

/// Writes the products, and returns the primary keys of each with its variant.
async fn write_products(db: &Db, products: usize) -> Result<Vec<(Uuid, Uuid)>, Failed> {
    let mut tx = db.begin().await?;
    let brand = NewBrand { slug: "brand", name: "Brand", story: "" };
    let brand = catalogue::put_brand(&mut tx, brand, NOW).await?;
    let category =
        NewCategory { parent: None, slug: "all", name: "All", intro: "", guide: "", position: 1 };
    let category = catalogue::put_category(&mut tx, &category, NOW).await?;
    tx.commit().await?;
    let mut ids = Vec::with_capacity(products);
    for batch in (0..products).collect::<Vec<_>>().chunks(BATCH) {
        let mut tx = db.begin().await?;
        for product in batch {
            let slug = format!("p-{product}");
            let new = NewProduct {
                slug: &slug,
                name: &slug,
                brand,
                categories: &[category],
                summary: "",
                description: "",
                tax_class: TaxClass::Standard,
                status: ProductStatus::Published,
                published_at: Some(NOW - PERIOD),
                featured: false,
                seo_title: "",
                seo_description: "",
                attributes: "{}",
            };
            let id = catalogue::put_product(&mut tx, &new, NOW).await?;
            let sku = slug.to_uppercase();
            let variant = NewVariant {
                sku: &sku,
                position: 1,
                option_name: "",
                label: "",
                price_minor: 1_000,
                currency: Currency::EUR,
                stock: 10,
                weight_g: 100,
                attributes: "{}",
                picture: 1,
            };
            catalogue::put_variant(&mut tx, id, &variant, NOW).await?;
            let variants = catalogue::variants(&mut tx, id, NOW).await?;
            ids.push((id, variants[0].id));
        }
        tx.commit().await?;
    }
    Ok(ids)
}

fn order(number: usize, buyer: usize, at: i64, total: i64) -> OrderRow {
    OrderRow {
        id: store::new_id(at),
        number: OrderNumber::from_bits(number as u64),
        idempotency_key: format!("key-{number}"),
        cart_key: format!("cart-{number}"),
        state: OrderState::Placed,
        email: format!("buyer-{buyer}@example.org"),
        currency: Currency::EUR,
        subtotal_minor: total,
        delivery_minor: 0,
        tax_minor: 0,
        tax_included: true,
        total_minor: total,
        details: OrderDetails::default(),
        delivery_earliest: None,
        delivery_latest: None,
        tracking: None,
        placed_at: at,
    }
}

fn line(product: usize, variant: Uuid) -> OrderLineRow {
    OrderLineRow {
        variant_id: Some(variant),
        sku: format!("P-{product}"),
        slug: format!("p-{product}"),
        name: format!("p-{product}"),
        label: String::new(),
        quantity: 1,
        unit_minor: 1_000,
        total_minor: 1_000,
        tax_minor: 0,
        tax_rate: 1_900,
    }
}

/// Writes orders, and returns how many have each product.
async fn write_orders(
    db: &Db,
    model: &mut Model,
    count: usize,
    ids: &[(Uuid, Uuid)],
) -> Result<Vec<usize>, Failed> {
    let mut bought = vec![0; ids.len()];
    for batch in (0..count).collect::<Vec<_>>().chunks(BATCH) {
        let mut tx = db.begin().await?;
        for &number in batch {
            let (basket, buyer) = model.order();
            let at = NOW - PERIOD + PERIOD * number as i64 / count as i64;
            let row = order(number, buyer, at, 1_000 * basket.len() as i64);
            let lines: Vec<OrderLineRow> =
                basket.iter().map(|&product| line(product, ids[product].1)).collect();
            assert!(orders::insert(&mut tx, &row, &lines, None).await?);
            basket.iter().for_each(|&product| bought[product] += 1);
        }
        tx.commit().await?;
    }
    Ok(bought)
}

/// A line of `/proc/self/status` in megabytes.
fn megabytes(name: &str) -> Result<f64, Failed> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let line = line.ok_or_else(|| format!("/proc/self/status has no {name}"))?;
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
}

/// The strongest neighbours of these products that are not given.
async fn suggested(db: &Db, given: &[usize], ids: &[(Uuid, Uuid)]) -> Result<Vec<String>, Failed> {
    let mut conn = db.read().await?;
    let keys: Vec<Uuid> = given.iter().map(|&product| ids[product].0).collect();
    let mut scores: HashMap<String, i64> = HashMap::new();
    for row in recommendations::of(&mut conn, &keys).await? {
        *scores.entry(row.slug).or_default() += row.score;
    }
    let mut found: Vec<(String, i64)> = scores
        .into_iter()
        .filter(|(slug, _)| !given.iter().any(|product| *slug == format!("p-{product}")))
        .collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(found.into_iter().take(SUGGESTED).map(|(slug, _)| slug).collect())
}

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<usize>());
    let orders = arguments.next().transpose()?.unwrap_or(100_000).max(100);
    let products = arguments.next().transpose()?.unwrap_or(10_000).max(2 * KIT);
    let file = std::env::temp_dir().join(format!("bench-recommend-{}.db", std::process::id()));
    let url =
        std::env::var("DATABASE_URL").unwrap_or_else(|_| format!("sqlite://{}", file.display()));
    let db = Db::open(&store::options(url, 4)).await?;
    db.migrate().await?;

    let started = Instant::now();
    let ids = write_products(&db, products).await?;
    let mut model = Model::new(orders, products);
    let bought = write_orders(&db, &mut model, orders, &ids).await?;
    let seconds = started.elapsed().as_secs_f64();
    println!("{orders} orders over {products} products written in {seconds:.0} s");

    // The peak of the memory counts from here, where Linux allows it.
    let _unsupported = fs::write("/proc/self/clear_refs", "5");
    let before = megabytes("VmRSS:")?;
    let started = Instant::now();
    let rebuilt = rebuild(&db, Rebuild::default(), NOW).await?;
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "learned: {} orders and {} products in {seconds:.1} s ({:.0} orders/s), {before:.0} MB \
         before, at most {:.0} MB",
        rebuilt.orders,
        rebuilt.products,
        rebuilt.orders as f64 / seconds,
        megabytes("VmHWM:")?,
    );

    let mut popular: Vec<usize> = (0..products).collect();
    popular.sort_by_key(|&product| std::cmp::Reverse(bought[product]));
    let (mut tests, mut hits, mut popular_hits) = (0_u32, 0_u32, 0_u32);
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..(orders / 50).min(2_000) {
        let (mut given, _) = model.order();
        if given.len() < 2 {
            continue;
        }
        tests += 1;
        let at = model.random.below(given.len());
        let hidden = given.remove(at);
        let started = Instant::now();
        let found = suggested(&db, &given, &ids).await?;
        times.push(started.elapsed());
        hits += u32::from(found.contains(&format!("p-{hidden}")));
        let mut most = popular.iter().filter(|product| !given.contains(product)).take(SUGGESTED);
        popular_hits += u32::from(most.any(|product| *product == hidden));
    }
    times.sort_unstable();
    let rate = |hits: u32| 100.0 * f64::from(hits) / f64::from(tests.max(1));
    println!(
        "hit rate@{SUGGESTED} of {tests} orders: {:.1} % by purchases, {:.1} % by popularity, \
         ratio {:.1} (goal 2)",
        rate(hits),
        rate(popular_hits),
        f64::from(hits) / f64::from(popular_hits.max(1)),
    );
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
    println!("a read: p50 {:.2?}, p95 {:.2?} (goal 2 ms)", at(50), at(95));
    db.close().await;
    for end in ["", "-wal", "-shm"] {
        let _missing = fs::remove_file(format!("{}{end}", file.display()));
    }
    Ok(())
}

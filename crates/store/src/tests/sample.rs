//! A catalogue of four products, and orders.

use crate::{
    Db, Uuid, carts,
    import::{self, NewCategory, NewProduct, NewVariant},
    media,
    orders::{NewPayment, OrderLineRow, OrderRow},
};
use domain::{Currency, orders::OrderState};
use time::macros::date;

/// The moment of all tests.
pub const NOW: i64 = 1_795_000_000_000;

/// Ids of what was written.
pub struct Sample {
    pub brand: Uuid,
    pub root: Uuid,
    pub category: Uuid,
    pub refractor: Uuid,
}

/// One brand, two categories, and products that are published, published later, drafted and
/// archived.
pub async fn catalogue(db: &Db) -> Sample {
    let mut tx = db.begin().await.unwrap();
    let brand =
        import::brand(&mut tx, "halden", "Halden Optical", "Ground by hand.", NOW).await.unwrap();
    let new = |slug, name, parent, position| NewCategory {
        parent,
        slug,
        name,
        intro: "intro",
        guide: "guide",
        position,
    };
    let root =
        import::category(&mut tx, &new("telescopes", "Telescopes", None, 1), NOW).await.unwrap();
    let category = import::category(&mut tx, &new("refractors", "Refractors", Some(root), 2), NOW)
        .await
        .unwrap();
    import::attribute(&mut tx, "aperture", "{\"key\":\"aperture\"}").await.unwrap();
    media::put(&mut tx, "cafe", "image/svg+xml", b"<svg/>", (1600, 1200), "data:,").await.unwrap();
    let mut refractor = Uuid::nil();
    for (slug, status, at) in [
        ("halden-102", "published", Some(NOW)),
        ("halden-130", "published", Some(NOW + 1)),
        ("halden-draft", "draft", None),
        ("halden-old", "archived", Some(1)),
    ] {
        let product = NewProduct {
            slug,
            name: slug,
            brand,
            categories: &[category],
            summary: "One sentence.",
            description: "*Markdown*",
            tax_class: "standard",
            status,
            published_at: at,
            featured: slug == "halden-102",
            seo_title: "Title",
            seo_description: "Description",
            attributes: "{\"aperture\":102.0}",
        };
        let id = import::product(&mut tx, &product, NOW).await.unwrap();
        if slug == "halden-102" {
            refractor = id;
            import::pictures(&mut tx, id, &[("cafe", "From the side"), ("cafe", "From above")])
                .await
                .unwrap();
        }
        for (position, suffix, stock) in [(2, "B", 0), (1, "A", 10)] {
            let sku = format!("{slug}-{suffix}");
            let variant = NewVariant {
                sku: &sku,
                position,
                option_name: "Set",
                label: suffix,
                price_minor: 10_000 * position,
                currency: "EUR",
                stock,
                weight_g: 500,
                attributes: if suffix == "B" { r#"{"weight":7.1}"# } else { "{}" },
                picture: position,
            };
            import::variant(&mut tx, id, &variant, NOW).await.unwrap();
        }
    }
    import::redirect(&mut tx, "product", "halden-101", "halden-102").await.unwrap();
    tx.commit().await.unwrap();
    Sample { brand, root, category, refractor }
}

/// The id of a variant.
pub async fn variant(db: &Db, sku: &str) -> Uuid {
    let mut conn = db.read().await.unwrap();
    carts::sellable(&mut conn, sku, i64::MAX).await.unwrap().unwrap().id
}

/// An order of two pieces.
pub fn order(number: &str) -> (OrderRow, Vec<OrderLineRow>, NewPayment) {
    let order = OrderRow {
        id: crate::new_id(NOW),
        number: number.to_owned(),
        idempotency_key: format!("key-{number}"),
        cart_key: format!("cart-{number}#0"),
        state: OrderState::Placed,
        email: "ada@example.org".to_owned(),
        currency: Currency::EUR,
        goods_minor: 20_000,
        delivery_minor: 490,
        tax_minor: 3_272,
        tax_included: true,
        total_minor: 20_490,
        details: "{}".to_owned(),
        delivery_earliest: Some(date!(2026 - 11 - 24)),
        delivery_latest: Some(date!(2026 - 11 - 26)),
        tracking: Some("T1".to_owned()),
        placed_at: NOW,
    };
    let line = OrderLineRow {
        variant_id: None,
        sku: "halden-102-A".to_owned(),
        slug: "halden-102".to_owned(),
        name: "Halden 102".to_owned(),
        label: "A".to_owned(),
        quantity: 2,
        unit_minor: 10_000,
        total_minor: 20_000,
        tax_minor: 3_193,
        tax_rate: 1_900,
    };
    let payment = NewPayment {
        provider: "test".to_owned(),
        reference: format!("auth-{number}"),
        amount_minor: 20_490,
        card_brand: "Visa".to_owned(),
        card_last_four: "0454".to_owned(),
    };
    (order, vec![line.clone(), OrderLineRow { quantity: 1, total_minor: 10_000, ..line }], payment)
}

//! A catalogue of four products, and orders.

use crate::{
    Db, Uuid, cart,
    catalogue::{self, NewBrand, NewCategory, NewPicture, NewProduct, NewVariant},
    media,
    orders::{OrderLineRow, OrderRow},
    payments::PaymentRow,
};
use domain::{
    Currency,
    catalogue::{PictureRole, ProductStatus, RedirectKind},
    orders::{OrderDetails, OrderNumber, OrderState},
    payments::PaymentState,
    tax::TaxClass,
};
use time::macros::date;

/// The time of all tests.
pub const NOW: i64 = 1_795_000_000_000;

/// Ids of the sample rows.
pub struct Sample {
    pub brand: Uuid,
    pub root: Uuid,
    pub category: Uuid,
    pub refractor: Uuid,
}

/// One brand, two categories, and products that are published, published later, draft and archived.
pub async fn catalogue(db: &Db) -> Sample {
    let mut tx = db.begin().await.unwrap();
    let brand = NewBrand { slug: "halden", name: "Halden Optical", story: "Ground by hand." };
    let brand = catalogue::put_brand(&mut tx, brand, NOW).await.unwrap();
    let new = |slug, name, parent, position| NewCategory {
        parent,
        slug,
        name,
        intro: "intro",
        guide: "guide",
        position,
    };
    let root = catalogue::put_category(&mut tx, &new("telescopes", "Telescopes", None, 1), NOW)
        .await
        .unwrap();
    let category =
        catalogue::put_category(&mut tx, &new("refractors", "Refractors", Some(root), 2), NOW)
            .await
            .unwrap();
    catalogue::put_attribute(&mut tx, "aperture", "{\"key\":\"aperture\"}").await.unwrap();
    media::put(&mut tx, "cafe", "image/svg+xml", b"<svg/>", (1600, 1200), "data:,").await.unwrap();
    let mut refractor = Uuid::nil();
    for (slug, status, at) in [
        ("halden-102", ProductStatus::Published, Some(NOW)),
        ("halden-130", ProductStatus::Published, Some(NOW + 1)),
        ("halden-draft", ProductStatus::Draft, None),
        ("halden-old", ProductStatus::Archived, Some(1)),
    ] {
        let product = NewProduct {
            slug,
            name: slug,
            brand,
            categories: &[category],
            summary: "One sentence.",
            description: "*Markdown*",
            tax_class: TaxClass::Standard,
            status,
            published_at: at,
            featured: slug == "halden-102",
            seo_title: "Title",
            seo_description: "Description",
            attributes: "{\"aperture\":102.0}",
        };
        let id = catalogue::put_product(&mut tx, &product, NOW).await.unwrap();
        if slug == "halden-102" {
            refractor = id;
            catalogue::put_pictures(
                &mut tx,
                id,
                &[
                    NewPicture {
                        hash: "cafe",
                        alt: "From the side",
                        role: Some(PictureRole::Main),
                    },
                    NewPicture { hash: "cafe", alt: "From above", role: None },
                ],
            )
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
                currency: Currency::EUR,
                stock,
                weight_g: 500,
                attributes: if suffix == "B" { r#"{"weight":7.1}"# } else { "{}" },
                picture: position,
            };
            catalogue::put_variant(&mut tx, id, &variant, NOW).await.unwrap();
        }
    }
    catalogue::put_redirect(&mut tx, RedirectKind::Product, "halden-101", "halden-102")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    Sample { brand, root, category, refractor }
}

/// The id of a variant.
pub async fn variant(db: &Db, sku: &str) -> Uuid {
    let mut conn = db.read().await.unwrap();
    cart::sellable(&mut conn, sku, i64::MAX).await.unwrap().unwrap().id
}

/// An order of two units. Another name gives another number, other keys and another payment.
pub fn order(name: &str) -> (OrderRow, Vec<OrderLineRow>, PaymentRow) {
    let bits = name.bytes().fold(0, |bits, byte| (bits << 5) ^ u64::from(byte));
    let order = OrderRow {
        id: crate::new_id(NOW),
        number: OrderNumber::from_bits(bits),
        idempotency_key: format!("key-{name}"),
        cart_key: format!("cart-{name}#0"),
        state: OrderState::Placed,
        email: "ada@example.org".to_owned(),
        currency: Currency::EUR,
        subtotal_minor: 20_000,
        delivery_minor: 490,
        tax_minor: 3_272,
        tax_included: true,
        total_minor: 20_490,
        details: OrderDetails { locale: "en".to_owned(), ..OrderDetails::default() },
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
    let payment = PaymentRow {
        id: crate::new_id(NOW),
        provider: "test".to_owned(),
        reference: format!("auth-{name}"),
        state: PaymentState::Authorised,
        amount_minor: 20_490,
        currency: Currency::EUR,
        card_brand: Some("Visa".to_owned()),
        card_last_four: Some("0454".to_owned()),
        created_at: NOW,
    };
    (order, vec![line.clone(), OrderLineRow { quantity: 1, total_minor: 10_000, ..line }], payment)
}

//! Data for search engines: JSON-LD by schema.org, escaped for a `<script>`.

use domain::stock::StockLevel;
use serde_json::{Value, json};
use views::catalogue::{Link, ProductView};
use views::routes;

fn script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// The shop itself.
#[must_use]
pub fn organization(base: &str, shop_name: &str) -> String {
    script(&json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": shop_name,
        "url": format!("{base}/"),
        "logo": format!("{base}{}", routes::ICON_512),
    }))
}

/// The site and its search.
#[must_use]
pub fn website(base: &str, shop_name: &str) -> String {
    script(&json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": shop_name,
        "url": format!("{base}/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": format!("{base}{}?q={{search_term_string}}", routes::SEARCH),
            },
            "query-input": "required name=search_term_string",
        },
    }))
}

/// A product with an offer for each variant.
#[must_use]
pub fn product(base: &str, product: &ProductView) -> String {
    let url = format!("{base}{}", routes::product(&product.slug));
    let offers: Vec<Value> = product
        .variants
        .iter()
        .map(|variant| {
            let availability =
                if variant.stock == StockLevel::SoldOut { "OutOfStock" } else { "InStock" };
            let mut offer = json!({
                "@type": "Offer",
                "sku": variant.sku,
                "url": format!("{url}?variant={}", variant.sku),
                "price": variant.price.decimal(),
                "priceCurrency": variant.price.currency.code(),
                "availability": format!("https://schema.org/{availability}"),
                "itemCondition": "https://schema.org/NewCondition",
            });
            if let (Some(prior), Some(offer)) = (variant.prior, offer.as_object_mut()) {
                let before = json!({
                    "@type": "UnitPriceSpecification",
                    "priceType": "https://schema.org/StrikethroughPrice",
                    "price": prior.decimal(),
                    "priceCurrency": prior.currency.code(),
                });
                offer.insert("priceSpecification".to_owned(), before);
            }
            offer
        })
        .collect();
    let pictures: Vec<String> = product
        .pictures
        .iter()
        .map(|one| format!("{base}{}", routes::picture(&one.picture.hash, 1280, "webp")))
        .collect();
    script(&json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.name,
        "description": product.summary,
        "url": url,
        "image": pictures,
        "brand": { "@type": "Brand", "name": product.brand },
        "sku": product.variants.first().map(|variant| variant.sku.as_str()),
        "offers": offers,
    }))
}

/// The breadcrumbs of a page, and the page itself if it is not the last of them.
#[must_use]
pub fn breadcrumbs(base: &str, links: &[Link], product: Option<(&str, &str)>) -> String {
    let item = |position: usize, name: &str, path: &str| {
        json!({
            "@type": "ListItem",
            "position": position,
            "name": name,
            "item": format!("{base}{path}"),
        })
    };
    let mut items: Vec<Value> =
        links.iter().enumerate().map(|(i, link)| item(i + 1, &link.text, &link.href)).collect();
    if let Some((name, slug)) = product {
        items.push(item(items.len() + 1, name, &routes::product(slug)));
    }
    script(&json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items,
    }))
}

#[cfg(test)]
mod tests {
    use super::breadcrumbs;
    use views::catalogue::Link;

    #[test]
    fn no_text_ends_the_script() {
        let link = Link { href: "/categories/x".to_owned(), text: "</script><b>".to_owned() };
        let data = breadcrumbs("https://shop.example", &[link], None);
        assert!(data.contains("/categories/x") && data.contains("/script"), "{data}");
        assert!(!data.contains('<'), "{data}");
    }
}

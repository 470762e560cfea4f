//! Every address of the shop, once. Links, forms, redirects, emails, the site map, the router and
//! the metrics take it from here.
//!
//! A constant is a route's pattern. One without parameters is an address as it is; for the others a
//! function of the same name fills the parameters in.

use domain::orders::OrderNumber;
use std::fmt::Write;

/// The home page.
pub const HOME: &str = "/";
/// A list of products.
pub const CATEGORY: &str = "/categories/{slug}";
/// A buying guide.
pub const BUYING_GUIDE: &str = "/wishes/{slug}";
/// A product.
pub const PRODUCT: &str = "/products/{slug}";
/// A product as the Astronomy Shop's pages call it.
pub const PRODUCT_BY_SKU: &str = "/product/{id}";
/// The calculator of eyepieces and cameras.
pub const CALCULATOR: &str = "/tools/eyepieces";
/// The results of a search.
pub const SEARCH: &str = "/search";
/// What is offered while somebody types.
pub const SUGGESTIONS: &str = "/search/suggestions";

/// A page of the merchant's own.
pub const CONTENT_PAGE: &str = "/pages/{slug}";
/// Who we are.
pub const ABOUT: &str = "/pages/about";
/// How to reach us.
pub const CONTACT: &str = "/pages/contact";
/// What delivery costs.
pub const DELIVERY: &str = "/pages/delivery";
/// Legal notice.
pub const IMPRINT: &str = "/pages/imprint";
/// Privacy.
pub const PRIVACY: &str = "/pages/privacy";
/// Returns and warranty.
pub const RETURNS: &str = "/pages/returns";
/// Terms and conditions.
pub const TERMS: &str = "/pages/terms";
/// Right of withdrawal.
pub const WITHDRAWAL_RIGHT: &str = "/pages/withdrawal";

/// The cart.
pub const CART: &str = "/cart";
/// Takes new cart lines.
pub const CART_LINES: &str = "/cart/lines";
/// Takes changes of a cart line.
pub const CART_LINE: &str = "/cart/lines/{sku}";
/// Puts back what was removed last.
pub const CART_UNDO: &str = "/cart/undo";
/// Empties the cart.
pub const CART_EMPTY: &str = "/cart/empty";

/// Checkout, all of its steps.
pub const CHECKOUT: &str = "/checkout";
/// Takes email and addresses.
pub const CHECKOUT_CONTACT: &str = "/checkout/contact";
/// Takes the delivery option.
pub const CHECKOUT_DELIVERY: &str = "/checkout/delivery";
/// Takes the card.
pub const CHECKOUT_PAYMENT: &str = "/checkout/payment";
/// Places the order.
pub const CHECKOUT_PLACE: &str = "/checkout/place";
/// Where the bank's page leads back to.
pub const CHECKOUT_CHALLENGE: &str = "/checkout/challenge";
/// Takes the answer on the test provider's stand-in for a bank's page.
pub const CHECKOUT_TEST_BANK: &str = "/checkout/test-bank";

/// The folder of [`ORDER`], which has no page of its own.
pub const ORDERS: &str = "/orders";
/// The page of an order.
pub const ORDER: &str = "/orders/{number}";
/// The form that finds an order.
pub const TRACK: &str = "/track";
/// The form of a withdrawal.
pub const WITHDRAW: &str = "/withdraw";
/// Takes the confirmed withdrawal.
pub const WITHDRAW_CONFIRM: &str = "/withdraw/confirm";

/// Takes back-in-stock subscriptions.
pub const SUBSCRIPTIONS: &str = "/waits";
/// Confirms one.
pub const SUBSCRIPTION_CONFIRM: &str = "/waits/{id}/confirm";
/// Ends one.
pub const SUBSCRIPTION_END: &str = "/waits/{id}/end";

/// Takes theme, currency and country.
pub const PREFERENCES: &str = "/preferences";
/// Takes what browsers measure of pages.
pub const VITALS: &str = "/vitals";
/// The site map, or the index of several.
pub const SITEMAP: &str = "/sitemap.xml";
/// One of several site maps.
pub const SITEMAP_PART: &str = "/sitemaps/{number}";
/// Rules for crawlers.
pub const ROBOTS: &str = "/robots.txt";

/// A picture in one size and format.
pub const MEDIA: &str = "/media/{hash}/{file}";
/// A product's picture as the Astronomy Shop's pages call it.
pub const PRODUCT_PICTURE: &str = "/images/products/{file}";
/// Style sheet and islands, whose names change with their content.
pub const PKG: &str = "/pkg";
/// Fonts.
pub const FONTS: &str = "/fonts";
/// The script that measures pages.
pub const VITALS_SCRIPT: &str = "/vitals.js";
/// Icons of browsers and phones, the picture of shared links, the manifest.
pub const FAVICON: &str = "/favicon.ico";
/// The icon as a drawing.
pub const FAVICON_DRAWING: &str = "/favicon.svg";
/// The icon on Apple's home screens.
pub const TOUCH_ICON: &str = "/apple-touch-icon.png";
/// The icon in 192 pixels.
pub const ICON_192: &str = "/icon-192.png";
/// The icon in 512 pixels.
pub const ICON_512: &str = "/icon-512.png";
/// The icon that phones cut to their own shape.
pub const ICON_MASKABLE: &str = "/icon-maskable-512.png";
/// The picture of shared links.
pub const SHARED_PICTURE: &str = "/og.png";
/// The manifest.
pub const MANIFEST: &str = "/site.webmanifest";

/// The Astronomy Shop demonstration's API.
pub const API: &str = "/api";
/// All products.
pub const API_PRODUCTS: &str = "/api/products";
/// One product.
pub const API_PRODUCT: &str = "/api/products/{id}";
/// Recommendations.
pub const API_RECOMMENDATIONS: &str = "/api/recommendations";
/// Promotions.
pub const API_PROMOTIONS: &str = "/api/data";
/// Promotions, as some clients write it.
pub const API_PROMOTIONS_SLASH: &str = "/api/data/";
/// Currencies.
pub const API_CURRENCIES: &str = "/api/currency";
/// What delivery costs.
pub const API_SHIPPING: &str = "/api/shipping";
/// A cart.
pub const API_CART: &str = "/api/cart";
/// Places an order.
pub const API_CHECKOUT: &str = "/api/checkout";

/// The process runs.
pub const HEALTHZ: &str = "/healthz";
/// Requests can be taken.
pub const READYZ: &str = "/readyz";
/// Cached pages can be taken.
pub const READYZ_PAGES: &str = "/readyz/pages";
/// Metrics in Prometheus' text format.
pub const METRICS: &str = "/metrics";

/// A pattern with its parameters filled in, in order.
fn fill(pattern: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut address = String::with_capacity(pattern.len() + 32);
    for part in pattern.split_inclusive('/') {
        match part.strip_prefix('{') {
            Some(parameter) => {
                push_encoded(&mut address, values.next().copied().unwrap_or_default());
                if parameter.ends_with('/') {
                    address.push('/');
                }
            }
            None => address.push_str(part),
        }
    }
    address
}

/// Adds a text percent-encoded, as it can stand in a part of a path and in a query.
fn push_encoded(address: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
}

/// An address with parameters in its query, each encoded.
#[must_use]
pub fn with_query(address: &str, parameters: &[(&str, &str)]) -> String {
    let mut address = address.to_owned();
    for (name, value) in parameters {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        push_encoded(&mut address, value);
    }
    address
}

/// [`CATEGORY`]
#[must_use]
pub fn category(slug: &str) -> String {
    fill(CATEGORY, &[slug])
}

/// [`BUYING_GUIDE`]
#[must_use]
pub fn buying_guide(slug: &str) -> String {
    fill(BUYING_GUIDE, &[slug])
}

/// [`PRODUCT`]
#[must_use]
pub fn product(slug: &str) -> String {
    fill(PRODUCT, &[slug])
}

/// [`PRODUCT`] with a variant chosen.
#[must_use]
pub fn variant(slug: &str, sku: &str) -> String {
    with_query(&product(slug), &[("variant", sku)])
}

/// [`PRODUCT`] with a telescope chosen that it may fit, and a variant.
#[must_use]
pub fn product_for_telescope(slug: &str, sku: Option<&str>, telescope: &str) -> String {
    let address = sku.map_or_else(|| product(slug), |sku| variant(slug, sku));
    with_query(&address, &[("telescope", telescope)])
}

/// The slug in a path of [`PRODUCT`].
#[must_use]
pub fn product_slug(path: &str) -> Option<&str> {
    let (folder, _) = PRODUCT.split_once('{')?;
    path.strip_prefix(folder)
}

/// [`PRODUCT_BY_SKU`]
#[must_use]
pub fn product_by_sku(sku: &str) -> String {
    fill(PRODUCT_BY_SKU, &[sku])
}

/// [`CONTENT_PAGE`]
#[must_use]
pub fn content_page(slug: &str) -> String {
    fill(CONTENT_PAGE, &[slug])
}

/// [`CART_LINE`]
#[must_use]
pub fn cart_line(sku: &str) -> String {
    fill(CART_LINE, &[sku])
}

/// [`CHECKOUT`] at a step.
#[must_use]
pub fn checkout_step(step: crate::checkout::Step) -> String {
    with_query(CHECKOUT, &[("step", step.key())])
}

/// [`ORDER`]
#[must_use]
pub fn order(number: &OrderNumber) -> String {
    fill(ORDER, &[&number.to_string()])
}

/// Whether a path is in the folder of orders.
#[must_use]
pub fn is_order(path: &str) -> bool {
    ORDER.split_once('{').is_some_and(|(folder, _)| path.starts_with(folder))
}

/// [`TRACK`] with an order's number.
#[must_use]
pub fn track(number: &OrderNumber) -> String {
    with_query(TRACK, &[("number", &number.to_string())])
}

/// [`WITHDRAW`] with an order's number.
#[must_use]
pub fn withdraw(number: &OrderNumber) -> String {
    with_query(WITHDRAW, &[("number", &number.to_string())])
}

/// [`SUBSCRIPTION_CONFIRM`] with its key.
#[must_use]
pub fn subscription_confirm(id: &str, key: &str) -> String {
    with_query(&fill(SUBSCRIPTION_CONFIRM, &[id]), &[("key", key)])
}

/// [`SUBSCRIPTION_END`] with its key.
#[must_use]
pub fn subscription_end(id: &str, key: &str) -> String {
    with_query(&fill(SUBSCRIPTION_END, &[id]), &[("key", key)])
}

/// Whether an address is one of programs: of the API.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path.strip_prefix(API).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// [`SITEMAP_PART`]
#[must_use]
pub fn sitemap_part(number: usize) -> String {
    fill(SITEMAP_PART, &[&number.to_string()])
}

/// [`MEDIA`]: a picture in one width, with the extension of its format.
#[must_use]
pub fn picture(hash: &str, width: u32, extension: &str) -> String {
    fill(MEDIA, &[hash, &format!("{width}.{extension}")])
}

/// [`MEDIA`]: the drawing itself.
#[must_use]
pub fn drawing(hash: &str) -> String {
    fill(MEDIA, &[hash, DRAWING_FILE])
}

/// The file of a drawing in [`MEDIA`].
pub const DRAWING_FILE: &str = "drawing.svg";

/// Whether a path is one of a route's.
#[must_use]
pub fn fits(pattern: &str, path: &str) -> bool {
    let (mut parts, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (parts.next(), given.next()) {
            (None, None) => return true,
            (Some(part), Some(given)) if part.starts_with('{') => {
                if given.is_empty() {
                    return false;
                }
            }
            (Some(part), Some(given)) if part == given => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_stand_where_the_pattern_has_them() {
        for (address, expected) in [
            (category("telescopes"), "/categories/telescopes"),
            (variant("halden-102-ed", "HAL-102"), "/products/halden-102-ed?variant=HAL-102"),
            (subscription_end("a1", "k2"), "/waits/a1/end?key=k2"),
            (picture("c0ffee", 640, "webp"), "/media/c0ffee/640.webp"),
            (drawing("c0ffee"), "/media/c0ffee/drawing.svg"),
            (sitemap_part(2), "/sitemaps/2"),
            (checkout_step(crate::checkout::Step::Review), "/checkout?step=review"),
        ] {
            assert_eq!(address, expected);
        }
    }

    #[test]
    fn values_cannot_leave_their_place() {
        for (address, expected) in [
            (product("../cart"), "/products/..%2Fcart"),
            (cart_line("A/B?c#d"), "/cart/lines/A%2FB%3Fc%23d"),
            (variant("a", "B&telescope=c"), "/products/a?variant=B%26telescope%3Dc"),
            (content_page("é {x}"), "/pages/%C3%A9%20%7Bx%7D"),
        ] {
            assert_eq!(address, expected);
        }
    }

    #[test]
    fn paths_of_a_route() {
        for (pattern, path, expected) in [
            (CART, "/cart", true),
            (CART, "/cart/", false),
            (PRODUCT, "/products/a", true),
            (PRODUCT, "/products/", false),
            (PRODUCT, "/products", false),
            (PRODUCT, "/products/a/b", false),
            (SUBSCRIPTION_END, "/waits/7/end", true),
            (SUBSCRIPTION_END, "/waits/7/confirm", false),
            (HOME, "/", true),
        ] {
            assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
        }
        assert_eq!(product_slug("/products/a"), Some("a"));
        assert_eq!(product_slug("/cart"), None);
    }
}

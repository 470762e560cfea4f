//! Every URL of the shop, defined once and used by links, forms, redirects, emails, the site map,
//! the router and the metrics.
//!
//! A constant is a route's pattern. A pattern without parameters is a URL as it is; for the others
//! a function of the same name fills in the parameters.

use crate::cart::CartChange;
use domain::orders::OrderNumber;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The home page.
pub const HOME: &str = "/";
/// A category.
pub const CATEGORY: &str = "/categories/{slug}";
/// A buying guide.
pub const BUYING_GUIDE: &str = "/guides/{slug}";
/// A product.
pub const PRODUCT: &str = "/products/{slug}";
/// A product, as the Astronomy Shop's pages address it.
pub const PRODUCT_BY_SKU: &str = "/product/{id}";
/// The eyepiece and camera calculator.
pub const CALCULATOR: &str = "/tools/eyepieces";
/// Search results.
pub const SEARCH: &str = "/search";

/// A content page.
pub const CONTENT_PAGE: &str = "/pages/{slug}";

/// The cart.
pub const CART: &str = "/cart";
/// Adds a line to the cart.
pub const CART_LINES: &str = "/cart/lines";
/// Adds several products to the cart, one unit of each.
pub const CART_SETS: &str = "/cart/sets";
/// Changes a cart line.
pub const CART_LINE: &str = "/cart/lines/{sku}";
/// Undoes the last removal.
pub const CART_UNDO: &str = "/cart/undo";
/// Empties the cart.
pub const CART_EMPTY: &str = "/cart/empty";
/// Prefix of the islands' server functions. The prefix in `#[server]` must be the same.
pub const RPC: &str = "/rpc";
/// Returns the cart to an island.
pub const RPC_CART_SHOW: &str = "/rpc/cart/show";
/// Applies an island's change to the cart.
pub const RPC_CART_CHANGE: &str = "/rpc/cart/change";
/// What an order comes to at a destination, for the island of checkout.
pub const RPC_CHECKOUT_ESTIMATE: &str = "/rpc/checkout/estimate";
/// A page of a list, for the islands.
pub const RPC_LIST: &str = "/rpc/catalogue/list";
/// What depends on the variant of a product, for the island of its page.
pub const RPC_VARIANT: &str = "/rpc/catalogue/variant";
/// What the search box offers while somebody types.
pub const RPC_SUGGEST: &str = "/rpc/search/suggest";

/// Checkout, all steps.
pub const CHECKOUT: &str = "/checkout";
/// Saves email and addresses.
pub const CHECKOUT_CONTACT: &str = "/checkout/contact";
/// Saves the delivery option.
pub const CHECKOUT_DELIVERY: &str = "/checkout/delivery";
/// Saves the card.
pub const CHECKOUT_PAYMENT: &str = "/checkout/payment";
/// Places the order.
pub const CHECKOUT_PLACE: &str = "/checkout/place";
/// The return URL of the bank's page.
pub const CHECKOUT_CHALLENGE: &str = "/checkout/challenge";
/// Records the answer on the test provider's page that replaces a bank's.
pub const CHECKOUT_TEST_BANK: &str = "/checkout/test-bank";

/// The prefix of [`ORDER`]; has no page of its own.
pub const ORDERS: &str = "/orders";
/// The page of an order.
pub const ORDER: &str = "/orders/{number}";
/// The form that finds an order.
pub const TRACK: &str = "/track";
/// The withdrawal form.
pub const WITHDRAW: &str = "/withdraw";
/// Receives the confirmed withdrawal.
pub const WITHDRAW_CONFIRM: &str = "/withdraw/confirm";

/// Receives back-in-stock subscriptions.
pub const SUBSCRIPTIONS: &str = "/back-in-stock";
/// Confirms a subscription.
pub const SUBSCRIPTION_CONFIRM: &str = "/back-in-stock/{id}/confirm";
/// Ends a subscription.
pub const SUBSCRIPTION_END: &str = "/back-in-stock/{id}/end";

/// Asks for a link to a new password of the desk.
pub const ADMIN_RESET_REQUEST: &str = "/admin/sign-in/reset";
/// A link to a new password of the desk.
pub const ADMIN_RESET: &str = "/admin/resets/{token}";

/// Saves theme, currency and country.
pub const PREFERENCES: &str = "/preferences";
/// Receives page measurements from browsers.
pub const VITALS: &str = "/vitals";
/// The site map, or the index of several.
pub const SITEMAP: &str = "/sitemap.xml";
/// One of several site maps.
pub const SITEMAP_PART: &str = "/sitemaps/{number}";
/// Rules for crawlers.
pub const ROBOTS: &str = "/robots.txt";

/// A picture in one size and format.
pub const MEDIA: &str = "/media/{hash}/{file}";
/// A product's picture, as the Astronomy Shop's pages address it.
pub const PRODUCT_PICTURE: &str = "/images/products/{file}";
/// Style sheet and islands; their names contain a hash of their content.
pub const PKG: &str = "/pkg";
/// Style sheet and islands of the desk.
pub const PKG_DESK: &str = "/pkg/desk";
/// Fonts.
pub const FONTS: &str = "/fonts";
/// The script that measures pages.
pub const VITALS_SCRIPT: &str = "/vitals.js";
/// The icon for old browsers.
pub const FAVICON: &str = "/favicon.ico";
/// The icon as a drawing.
pub const FAVICON_DRAWING: &str = "/favicon.svg";
/// The icon for Apple's home screens.
pub const TOUCH_ICON: &str = "/apple-touch-icon.png";
/// The icon in 192 pixels.
pub const ICON_192: &str = "/icon-192.png";
/// The icon in 512 pixels.
pub const ICON_512: &str = "/icon-512.png";
/// The icon that phones crop to their own shape.
pub const ICON_MASKABLE: &str = "/icon-maskable-512.png";
/// The picture of shared links.
pub const SHARED_PICTURE: &str = "/og.png";
/// The manifest.
pub const MANIFEST: &str = "/site.webmanifest";

/// The desk's front page, and the prefix of all its pages.
pub const ADMIN: &str = "/admin";
/// Search of the desk.
pub const ADMIN_SEARCH: &str = "/admin/search";
/// Signs in with email address and password.
pub const ADMIN_SIGN_IN: &str = "/admin/sign-in";
/// The second factor: a code, or a recovery code.
pub const ADMIN_SECOND_FACTOR: &str = "/admin/sign-in/second-factor";
/// Sets up the second factor before the desk can be used.
pub const ADMIN_ENROLMENT: &str = "/admin/sign-in/enrolment";
/// A form that was posted with an expired session.
pub const ADMIN_KEPT_FORM: &str = "/admin/kept-forms/{token}";
/// Signs out.
pub const ADMIN_SIGN_OUT: &str = "/admin/sign-out";
/// An invitation: sets the password of a new account.
pub const ADMIN_INVITATION: &str = "/admin/invitations/{token}";
/// The account of who is signed in.
pub const ADMIN_ACCOUNT: &str = "/admin/account";
/// Asks for the password again, before something dangerous.
pub const ADMIN_REAUTHENTICATE: &str = "/admin/account/confirm";
/// Changes the password.
pub const ADMIN_ACCOUNT_PASSWORD: &str = "/admin/account/password";
/// Sets up, confirms or removes the second factor.
pub const ADMIN_ACCOUNT_SECOND_FACTOR: &str = "/admin/account/second-factor";
/// Makes new recovery codes.
pub const ADMIN_ACCOUNT_RECOVERY_CODES: &str = "/admin/account/recovery-codes";
/// The recovery codes are kept: goes on.
pub const ADMIN_ACCOUNT_RECOVERY_CODES_KEPT: &str = "/admin/account/recovery-codes/kept";
/// Ends all other sessions, or all.
pub const ADMIN_ACCOUNT_SESSIONS: &str = "/admin/account/sessions";
/// Ends a session.
pub const ADMIN_ACCOUNT_SESSION: &str = "/admin/account/sessions/{id}";
/// Turns keyboard shortcuts on or off.
pub const ADMIN_ACCOUNT_SHORTCUTS: &str = "/admin/account/shortcuts";
/// Saves the desk's appearance.
pub const ADMIN_ACCOUNT_THEME: &str = "/admin/account/theme";

/// All products.
pub const ADMIN_PRODUCTS: &str = "/admin/products";
/// A new product.
pub const ADMIN_PRODUCT_NEW: &str = "/admin/products/new";
/// Previews and makes a change of many products.
pub const ADMIN_PRODUCTS_BULK: &str = "/admin/products/bulk";
/// A product.
pub const ADMIN_PRODUCT: &str = "/admin/products/{id}";
/// The pictures of a product.
pub const ADMIN_PRODUCT_PICTURES: &str = "/admin/products/{id}/pictures";
/// The order and texts of a product's pictures.
pub const ADMIN_PRODUCT_PICTURES_ORDER: &str = "/admin/products/{id}/pictures/order";
/// A section of a product's page, such as texts or variants.
pub const ADMIN_PRODUCT_SECTION: &str = "/admin/products/{id}/{section}";
/// All categories.
pub const ADMIN_CATEGORIES: &str = "/admin/categories";
/// A new category.
pub const ADMIN_CATEGORY_NEW: &str = "/admin/categories/new";
/// A category.
pub const ADMIN_CATEGORY: &str = "/admin/categories/{id}";
/// All collections.
pub const ADMIN_COLLECTIONS: &str = "/admin/collections";
/// A new collection.
pub const ADMIN_COLLECTION_NEW: &str = "/admin/collections/new";
/// A collection.
pub const ADMIN_COLLECTION: &str = "/admin/collections/{id}";
/// Pictures and other files.
pub const ADMIN_MEDIA: &str = "/admin/media";
/// A picture.
pub const ADMIN_PICTURE: &str = "/admin/media/{hash}";
/// Prices and sale prices.
pub const ADMIN_PRICES: &str = "/admin/prices";
/// The prices of a variant, with their history.
pub const ADMIN_PRICE: &str = "/admin/prices/{sku}";
/// Stock of all variants.
pub const ADMIN_STOCK: &str = "/admin/stock";
/// The stock movements of a variant.
pub const ADMIN_STOCK_ITEM: &str = "/admin/stock/{sku}";
/// A pasted list of stock movements: checked, then booked.
pub const ADMIN_STOCK_LIST: &str = "/admin/stock-list";
/// Sales: set, or ended.
pub const ADMIN_SALES: &str = "/admin/sales";
/// What a sale would do.
pub const ADMIN_SALE_PREVIEW: &str = "/admin/sales/preview";
/// Imports and exports.
pub const ADMIN_IMPORTS: &str = "/admin/imports";
/// An import.
pub const ADMIN_IMPORT: &str = "/admin/imports/{id}";

/// The blocks of the home page.
pub const ADMIN_HOME_PAGE: &str = "/admin/home-page";
/// A new block of the home page.
pub const ADMIN_HOME_BLOCK_NEW: &str = "/admin/home-page/new";
/// A block of the home page.
pub const ADMIN_HOME_BLOCK: &str = "/admin/home-page/{id}";
/// All content pages.
pub const ADMIN_CONTENT_PAGES: &str = "/admin/pages";
/// A new content page.
pub const ADMIN_CONTENT_PAGE_NEW: &str = "/admin/pages/new";
/// A content page.
pub const ADMIN_CONTENT_PAGE: &str = "/admin/pages/{id}";
/// All buying guides.
pub const ADMIN_GUIDES: &str = "/admin/guides";
/// A new buying guide.
pub const ADMIN_GUIDE_NEW: &str = "/admin/guides/new";
/// A buying guide.
pub const ADMIN_GUIDE: &str = "/admin/guides/{id}";
/// The menus.
pub const ADMIN_MENUS: &str = "/admin/menus";
/// A menu.
pub const ADMIN_MENU: &str = "/admin/menus/{id}";
/// The texts on pages of the program, and the emails.
pub const ADMIN_TEXTS: &str = "/admin/texts";
/// The texts of an email.
pub const ADMIN_MAIL_TEXTS: &str = "/admin/texts/{id}";
/// Pinned and excluded suggestions.
pub const ADMIN_RECOMMENDATIONS: &str = "/admin/recommendations";
/// What is suggested for a product.
pub const ADMIN_RECOMMENDATION: &str = "/admin/recommendations/{slug}";

/// The settings.
pub const ADMIN_SETTINGS: &str = "/admin/settings";
/// A section of the settings, such as shipping.
pub const ADMIN_SETTINGS_SECTION: &str = "/admin/settings/{section}";
/// What a cart would pay, and why.
pub const ADMIN_TRIAL: &str = "/admin/trial";
/// The audit log.
pub const ADMIN_AUDIT: &str = "/admin/audit";
/// An entry of the audit log.
pub const ADMIN_AUDIT_ENTRY: &str = "/admin/audit/{id}";
/// Undoes the change of an entry.
pub const ADMIN_AUDIT_UNDO: &str = "/admin/audit/{id}/undo";
/// All people with access to the desk.
pub const ADMIN_PEOPLE: &str = "/admin/people";
/// Invites somebody.
pub const ADMIN_INVITE: &str = "/admin/people/invite";
/// Withdraws an invitation.
pub const ADMIN_INVITATION_WITHDRAW: &str = "/admin/people/invitations/{id}/withdraw";
/// Decides whether everybody needs a second factor.
pub const ADMIN_PEOPLE_POLICY: &str = "/admin/people/policy";
/// A person.
pub const ADMIN_PERSON: &str = "/admin/people/{id}";
/// All roles.
pub const ADMIN_ROLES: &str = "/admin/roles";
/// A new role.
pub const ADMIN_ROLE_NEW: &str = "/admin/roles/new";
/// A role.
pub const ADMIN_ROLE: &str = "/admin/roles/{id}";

/// The Astronomy Shop API.
pub const API: &str = "/api";
/// All products.
pub const API_PRODUCTS: &str = "/api/products";
/// One product.
pub const API_PRODUCT: &str = "/api/products/{id}";
/// Recommendations.
pub const API_RECOMMENDATIONS: &str = "/api/recommendations";
/// Promotions.
pub const API_PROMOTIONS: &str = "/api/data";
/// Promotions, with the trailing slash that some clients send.
pub const API_PROMOTIONS_SLASH: &str = "/api/data/";
/// Currencies.
pub const API_CURRENCIES: &str = "/api/currency";
/// Delivery costs.
pub const API_SHIPPING: &str = "/api/shipping";
/// A cart.
pub const API_CART: &str = "/api/cart";
/// Places an order.
pub const API_CHECKOUT: &str = "/api/checkout";

/// Liveness: the process runs.
pub const HEALTHZ: &str = "/healthz";
/// Readiness: requests can be handled.
pub const READYZ: &str = "/readyz";
/// Whether cached pages can be served.
pub const READYZ_PAGES: &str = "/readyz/pages";
/// Metrics in Prometheus' text format.
pub const METRICS: &str = "/metrics";

/// Fills in the parameters of a pattern, in order.
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

/// What is encoded in a path segment and in a query: all but unreserved characters (RFC 3986).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn push_encoded(address: &mut String, text: &str) {
    address.extend(utf8_percent_encode(text, RESERVED));
}

/// A URL with query parameters, each encoded.
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

/// [`PRODUCT`] with a telescope to check and, optionally, a variant.
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

/// The route that makes a change of the cart.
#[must_use]
pub fn cart_change(change: &CartChange) -> String {
    match change {
        CartChange::Add { .. } => CART_LINES.to_owned(),
        CartChange::Step { sku, .. } | CartChange::Set { sku, .. } => cart_line(sku),
        CartChange::Undo => CART_UNDO.to_owned(),
        CartChange::Empty => CART_EMPTY.to_owned(),
    }
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

/// Whether a path is below [`ORDERS`].
#[must_use]
pub fn is_order(path: &str) -> bool {
    ORDER.split_once('{').is_some_and(|(folder, _)| path.starts_with(folder))
}

/// [`TRACK`] with an order number.
#[must_use]
pub fn track(number: &OrderNumber) -> String {
    with_query(TRACK, &[("number", &number.to_string())])
}

/// [`WITHDRAW`] with an order number.
#[must_use]
pub fn withdraw(number: &OrderNumber) -> String {
    with_query(WITHDRAW, &[("number", &number.to_string())])
}

/// [`ADMIN_RESET`]
#[must_use]
pub fn admin_reset(token: &str) -> String {
    fill(ADMIN_RESET, &[token])
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

/// [`ADMIN_INVITATION`]
#[must_use]
pub fn admin_invitation(token: &str) -> String {
    fill(ADMIN_INVITATION, &[token])
}

/// [`ADMIN_INVITATION_WITHDRAW`]
#[must_use]
pub fn admin_invitation_withdraw(id: &str) -> String {
    fill(ADMIN_INVITATION_WITHDRAW, &[id])
}

/// [`ADMIN_KEPT_FORM`]
#[must_use]
pub fn admin_kept_form(token: &str) -> String {
    fill(ADMIN_KEPT_FORM, &[token])
}

/// [`ADMIN_ACCOUNT_SESSION`]
#[must_use]
pub fn admin_session(id: &str) -> String {
    fill(ADMIN_ACCOUNT_SESSION, &[id])
}

/// [`ADMIN_PRODUCT`]
#[must_use]
pub fn admin_product(id: &str) -> String {
    fill(ADMIN_PRODUCT, &[id])
}

/// [`ADMIN_PRODUCT_SECTION`]
#[must_use]
pub fn admin_product_section(id: &str, section: &str) -> String {
    fill(ADMIN_PRODUCT_SECTION, &[id, section])
}

/// [`ADMIN_PRODUCT_PICTURES`]
#[must_use]
pub fn admin_product_pictures(id: &str) -> String {
    fill(ADMIN_PRODUCT_PICTURES, &[id])
}

/// [`ADMIN_PRODUCT_PICTURES_ORDER`]
#[must_use]
pub fn admin_product_pictures_order(id: &str) -> String {
    fill(ADMIN_PRODUCT_PICTURES_ORDER, &[id])
}

/// [`ADMIN_CATEGORY`]
#[must_use]
pub fn admin_category(id: &str) -> String {
    fill(ADMIN_CATEGORY, &[id])
}

/// [`ADMIN_COLLECTION`]
#[must_use]
pub fn admin_collection(id: &str) -> String {
    fill(ADMIN_COLLECTION, &[id])
}

/// [`ADMIN_PICTURE`]
#[must_use]
pub fn admin_picture(hash: &str) -> String {
    fill(ADMIN_PICTURE, &[hash])
}

/// [`ADMIN_PRICE`]
#[must_use]
pub fn admin_price(sku: &str) -> String {
    fill(ADMIN_PRICE, &[sku])
}

/// [`ADMIN_STOCK_ITEM`]
#[must_use]
pub fn admin_stock_item(sku: &str) -> String {
    fill(ADMIN_STOCK_ITEM, &[sku])
}

/// [`ADMIN_IMPORT`]
#[must_use]
pub fn admin_import(id: &str) -> String {
    fill(ADMIN_IMPORT, &[id])
}

/// [`ADMIN_HOME_BLOCK`]
#[must_use]
pub fn admin_home_block(id: &str) -> String {
    fill(ADMIN_HOME_BLOCK, &[id])
}

/// [`ADMIN_CONTENT_PAGE`]
#[must_use]
pub fn admin_content_page(id: &str) -> String {
    fill(ADMIN_CONTENT_PAGE, &[id])
}

/// [`ADMIN_GUIDE`]
#[must_use]
pub fn admin_guide(id: &str) -> String {
    fill(ADMIN_GUIDE, &[id])
}

/// [`ADMIN_MENU`]
#[must_use]
pub fn admin_menu(id: &str) -> String {
    fill(ADMIN_MENU, &[id])
}

/// [`ADMIN_RECOMMENDATION`]
#[must_use]
pub fn admin_recommendation(slug: &str) -> String {
    fill(ADMIN_RECOMMENDATION, &[slug])
}

/// [`ADMIN_MAIL_TEXTS`]
#[must_use]
pub fn admin_mail_texts(kind: &str) -> String {
    fill(ADMIN_MAIL_TEXTS, &[kind])
}

/// [`ADMIN_SETTINGS_SECTION`]
#[must_use]
pub fn admin_settings_section(section: &str) -> String {
    fill(ADMIN_SETTINGS_SECTION, &[section])
}

/// [`ADMIN_AUDIT_ENTRY`]
#[must_use]
pub fn admin_audit_entry(id: &str) -> String {
    fill(ADMIN_AUDIT_ENTRY, &[id])
}

/// [`ADMIN_AUDIT_UNDO`]
#[must_use]
pub fn admin_audit_undo(id: &str) -> String {
    fill(ADMIN_AUDIT_UNDO, &[id])
}

/// [`ADMIN_PERSON`]
#[must_use]
pub fn admin_person(id: &str) -> String {
    fill(ADMIN_PERSON, &[id])
}

/// [`ADMIN_ROLE`]
#[must_use]
pub fn admin_role(id: &str) -> String {
    fill(ADMIN_ROLE, &[id])
}

/// [`ADMIN_SIGN_IN`], which leads on to a page of the desk.
#[must_use]
pub fn admin_sign_in(next: &str) -> String {
    admin_then(ADMIN_SIGN_IN, next)
}

/// A page of signing in that leads on to another page of the desk; an empty one is the front page.
#[must_use]
pub fn admin_then(page: &str, next: &str) -> String {
    if next.is_empty() || next == ADMIN {
        page.to_owned()
    } else {
        with_query(page, &[("next", next)])
    }
}

/// Whether a path is the desk's.
#[must_use]
pub fn is_admin(path: &str) -> bool {
    path.strip_prefix(ADMIN).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// Whether a path belongs to the API for programs.
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

/// Whether a path matches a route's pattern.
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

/// What stands in a path for the parameter of a route that has one.
#[must_use]
pub fn parameter<'a>(pattern: &str, path: &'a str) -> Option<&'a str> {
    let at = pattern.split('/').position(|part| part.starts_with('{'))?;
    path.split('/').nth(at).filter(|_| fits(pattern, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_read_where_the_pattern_has_it() {
        assert_eq!(parameter(CATEGORY, "/categories/telescopes"), Some("telescopes"));
        for path in ["/categories/", "/categories", "/guides/moon", "/categories/a/b", ""] {
            assert_eq!(parameter(CATEGORY, path), None, "{path}");
        }
        assert_eq!(parameter(SEARCH, "/search"), None);
    }

    #[test]
    fn parameters_stand_where_the_pattern_has_them() {
        for (address, expected) in [
            (category("telescopes"), "/categories/telescopes"),
            (variant("halden-102-ed", "HAL-102"), "/products/halden-102-ed?variant=HAL-102"),
            (subscription_end("a1", "k2"), "/back-in-stock/a1/end?key=k2"),
            (picture("c0ffee", 640, "webp"), "/media/c0ffee/640.webp"),
            (drawing("c0ffee"), "/media/c0ffee/drawing.svg"),
            (sitemap_part(2), "/sitemaps/2"),
            (checkout_step(crate::checkout::Step::Review), "/checkout?step=review"),
        ] {
            assert_eq!(address, expected);
        }
    }

    #[test]
    fn addresses_of_the_desk() {
        for (address, expected) in [
            (admin_product("7"), "/admin/products/7"),
            (admin_product_section("7", "texts"), "/admin/products/7/texts"),
            (admin_audit_undo("a/b"), "/admin/audit/a%2Fb/undo"),
            (admin_sign_in(""), "/admin/sign-in"),
            (admin_sign_in(ADMIN), "/admin/sign-in"),
            (admin_sign_in("/admin/stock?q=a"), "/admin/sign-in?next=%2Fadmin%2Fstock%3Fq%3Da"),
            (
                admin_then(ADMIN_SECOND_FACTOR, "/admin/stock"),
                "/admin/sign-in/second-factor?next=%2Fadmin%2Fstock",
            ),
            (admin_then(ADMIN_ENROLMENT, ADMIN), "/admin/sign-in/enrolment"),
        ] {
            assert_eq!(address, expected);
        }
        for (path, expected) in [
            ("/admin", true),
            ("/admin?a", true),
            ("/admin/products", true),
            ("/administrators", false),
            ("/", false),
        ] {
            assert_eq!(is_admin(path), expected, "{path}");
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
            (SUBSCRIPTION_END, "/back-in-stock/7/end", true),
            (SUBSCRIPTION_END, "/back-in-stock/7/confirm", false),
            (HOME, "/", true),
        ] {
            assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
        }
        assert_eq!(product_slug("/products/a"), Some("a"));
        assert_eq!(product_slug("/cart"), None);
    }
}

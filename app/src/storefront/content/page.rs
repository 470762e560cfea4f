//! Content pages, written by the merchant.

use crate::{
    Page, PageContext,
    document::{self, Head},
    page::Rendering,
    ui::{
        prose::{escaped, framed},
        service,
    },
};
use domain::{
    Currency, Money,
    shipping::{ShippingService, Tariff, ZoneEntry},
};
use leptos::prelude::*;
use views::{content::ContentPageView, routes};

impl Page for ContentPageView {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::full(context, &head(self), "", page(self, context))
    }
}

/// The document's head.
fn head(text: &ContentPageView) -> Head<'_> {
    Head {
        title: text.title.as_str().into(),
        description: text.description.as_str().into(),
        canonical: Some(routes::content_page(&text.slug)),
        ..Head::default()
    }
}

/// The address of a link to the seller, as it is rendered: the braces are escaped.
const EMAIL_HREF: &str = "href=\"mailto:%7Bseller-email%7D\"";
/// The placeholder of the email address.
const EMAIL: &str = "{seller-email}";

/// Fills in the seller's details: `{seller}` is the seller in one line, `{seller-lines}` the same
/// in the form of an address label, with the VAT number. A paragraph that contains only a missing
/// detail is omitted. `{dispatch-country}` is the country of dispatch, `{tariffs}` the table of
/// delivery prices, `{order-years}` the retention period of orders, `{return-days}` and
/// `{withdrawal-days}` the days to return and to withdraw, `{cut-off}` the cut-off hour,
/// `{time-zone}` its time zone. What is not in this list stays as it is, and so does what is in a
/// tag: an attribute cannot contain markup.
fn filled(html: &str, context: &PageContext<'_>) -> String {
    let PageContext { seller, dispatch, order_years, .. } = *context;
    let mut lines: Vec<String> =
        std::iter::once(&seller.name).chain(&seller.address).map(|line| escaped(line)).collect();
    let line = lines.join(", ");
    if !seller.vat_number.is_empty() {
        lines.push(escaped(&t!("order-vat-number", number = seller.vat_number.as_str())));
    }
    let email = escaped(&seller.email);
    let mut contact = Vec::new();
    if !seller.phone.is_empty() {
        contact.push(escaped(&t!("seller-phone", number = seller.phone.as_str())));
    }
    if !email.is_empty() {
        contact.push(format!("{} <a href=\"mailto:{email}\">{email}</a>", t!("seller-email")));
    }
    let labelled = |value: &String, text: String| {
        if value.is_empty() { String::new() } else { escaped(&text) }
    };
    let country = dispatch.split('-').next().unwrap_or(dispatch);
    let country =
        domain::customers::country::by_code(country).map_or(country, |country| country.name);
    let html = if email.is_empty() {
        without_email_links(html)
    } else {
        html.replace(EMAIL_HREF, &format!("href=\"mailto:{email}\""))
    };
    let details = [
        ("{dispatch-country}", escaped(country)),
        ("{order-years}", order_years.to_string()),
        ("{return-days}", context.return_days.to_string()),
        ("{withdrawal-days}", context.withdrawal_days.to_string()),
        ("{cut-off}", context.cut_off()),
        ("{time-zone}", escaped(context.time_zone)),
        ("{seller}", line),
        ("{seller-lines}", lines.join("<br />")),
        ("{seller-contact}", contact.join("<br />")),
        (
            "{seller-representative}",
            labelled(
                &seller.representative,
                t!("seller-representative", name = seller.representative.as_str()),
            ),
        ),
        (
            "{seller-register}",
            labelled(&seller.register, t!("seller-register", register = seller.register.as_str())),
        ),
        (
            "{seller-supervisor}",
            labelled(
                &seller.supervisor,
                t!("seller-supervisor", authority = seller.supervisor.as_str()),
            ),
        ),
        ("{seller-disputes}", escaped(&seller.disputes)),
        (EMAIL, email),
    ];
    let missing = details.iter().filter(|(_, value)| value.is_empty());
    let html = missing.fold(html, |html, (name, _)| html.replace(&format!("<p>{name}</p>\n"), ""));
    // A paragraph cannot be in an attribute, where its brackets are escaped.
    in_text(&html, |text| {
        details.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    })
    .replace("<p>{tariffs}</p>", &tariff_table(context, country))
}

/// Changes the text of HTML, not its tags, whose attributes have no unescaped brackets.
fn in_text(html: &str, change: impl Fn(&str) -> String) -> String {
    let mut changed = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        changed.push_str(&change(text));
        changed.push_str(&format!("<{tag}>"));
        rest = after;
    }
    changed.push_str(&change(rest));
    changed
}

/// Replaces links to a missing email address by the postal address.
fn without_email_links(html: &str) -> String {
    let mut changed = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(&format!("<a {EMAIL_HREF}")) {
        changed.push_str(before);
        let link = after.split_once('>').and_then(|(_, link)| link.split_once("</a>"));
        let Some((label, after)) = link else {
            rest = after;
            break;
        };
        if label.contains(EMAIL) {
            changed.push_str(&label.replace(EMAIL, "{seller}"));
        } else {
            changed.push_str(&format!("{label} ({{seller}})"));
        }
        rest = after;
    }
    changed.push_str(rest);
    changed
}

/// The delivery tariffs in the shopper's currency, one table per zone.
fn tariff_table(context: &PageContext<'_>, dispatch_country: &str) -> String {
    let PageContext { zones, tariffs, .. } = *context;
    let table = |ZoneEntry { zone, title }: &ZoneEntry| {
        let title = title.replace("{dispatch-country}", dispatch_country);
        let own = tariffs.iter().filter(|tariff| tariff.zone == *zone);
        let rows: String = own.map(|tariff| tariff_row(tariff, context)).collect();
        let head =
            [t!("tariffs-method"), t!("tariffs-price"), t!("tariffs-free"), t!("tariffs-days")];
        let head = head.map(|title| format!("<th scope=\"col\">{title}</th>")).concat();
        format!(
            "<h3>{}</h3>\n<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>\n",
            escaped(&title)
        )
    };
    zones.iter().map(table).collect()
}

fn tariff_row(tariff: &Tariff, context: &PageContext<'_>) -> String {
    // As charged at checkout. Only a currency without a rate, which none can choose, shows euros.
    let shown = |minor| {
        let euros = Money::new(minor, Currency::EUR);
        context.rates.price(euros, context.currency).unwrap_or(euros).to_string()
    };
    let kilograms = |grams: i64| {
        let text = format!("{}.{:03}", grams / 1_000, grams % 1_000);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let name = service::name(ShippingService::of(tariff.method, tariff.carriage));
    let limit = match (tariff.piece, tariff.total) {
        (Some(piece), Some(total)) if piece != total => {
            t!("tariffs-piece-and-total", piece = kilograms(piece), total = kilograms(total))
        }
        (_, Some(total)) => t!("tariffs-total", total = kilograms(total)),
        (Some(piece), None) => t!("tariffs-piece", piece = kilograms(piece)),
        (None, None) => String::new(),
    };
    let (min, max) = tariff.days;
    let days = if min == max { min.to_string() } else { t!("tariffs-range", min = min, max = max) };
    let free = tariff.free_from.map_or_else(|| t!("tariffs-never").to_owned(), shown);
    format!(
        "<tr><td>{name}{limit}</td><td>{}</td><td>{free}</td><td>{days}</td></tr>",
        shown(tariff.price)
    )
}

/// The page.
fn page<'a>(text: &'a ContentPageView, context: &PageContext<'_>) -> impl IntoView + use<'a> {
    let html = framed(&filled(&text.html, context), &text.title);
    view! {
        <div class="page narrow text-page">
            <h1>{text.title.as_str()}</h1>
            <div class="prose" inner_html=html></div>
        </div>
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::Assets;
    use domain::{
        pricing::rates::Rates,
        seller::Seller,
        shipping::{Tariffs, Zones},
    };
    use std::sync::LazyLock;
    use views::content::{ShopTexts, SiteLinks};

    const TABLE: &str = "\
                         home,standard,parcel,31.5,95,4.90,50,2,3
home,express,parcel,20,20,12.90,,1,1
home,standard,freight,,,39,500,3,6
eu,standard,parcel,31.5,,9.90,100,3,6
eu,standard,freight,,,99,,6,12
uk,standard,freight,,150,129,,6,12
uk,standard,freight,,,249,,6,12
world,standard,freight,,,490,,25,45
";

    static ASSETS: Assets = Assets { css: String::new(), js: String::new(), wasm: String::new() };
    static TEXTS: ShopTexts = ShopTexts { slots: Vec::new() };
    static LINKS: SiteLinks = SiteLinks { roles: Vec::new(), footer: Vec::new() };

    static RATES: LazyLock<Rates> = LazyLock::new(Rates::default);
    static ZONES: LazyLock<Zones> = LazyLock::new(|| {
        Zones::read(include_str!("../../../../crates/shop/data/zones.csv")).unwrap()
    });

    fn context<'a>(seller: &'a Seller, dispatch: &'a str, tariffs: &'a Tariffs) -> PageContext<'a> {
        PageContext {
            shop_name: "Test & Sons",
            currency: Currency::EUR,
            rates: &RATES,
            currencies: &[],
            base_url: "",
            path: "/",
            menu: &[],
            links: &LINKS,
            texts: &TEXTS,
            assets: &ASSETS,
            country: "DE",
            seller,
            dispatch,
            zones: &ZONES,
            tariffs,
            order_years: 7,
            return_days: 60,
            withdrawal_days: 20,
            cut_off: 15,
            time_zone: "UK time",
        }
    }

    #[test]
    fn a_page_can_have_the_table_of_tariffs() {
        let tariffs = Tariffs::read(TABLE).unwrap();
        let page = filled("<p>{tariffs}</p>\n", &context(&Seller::default(), "DE-SH", &tariffs));
        for row in [
            "<h3>Within Germany</h3>",
            "<h3>Rest of the EU</h3>",
            "<h3>United Kingdom</h3>",
            "<h3>Elsewhere</h3>",
            "<td>Standard delivery, items up to 31.5 kg, orders up to 95 kg</td><td>€4.90</td>\
             <td>€50.00</td><td>2 to 3</td>",
            "<td>Express delivery, orders up to 20 kg</td><td>€12.90</td><td>Never</td><td>1</td>",
            "<td>Freight delivery to the kerb</td><td>€39.00</td><td>€500.00</td><td>3 to 6</td>",
            "<td>Standard delivery, items up to 31.5 kg</td><td>€9.90</td><td>€100.00</td>\
             <td>3 to 6</td>",
            "<td>Freight delivery to the kerb, orders up to 150 kg</td><td>€129.00</td>\
             <td>Never</td><td>6 to 12</td>",
        ] {
            assert!(page.contains(row), "{row} in {page}");
        }
    }

    #[test]
    fn pages_say_what_the_settings_say() {
        let tariffs = Tariffs::read(TABLE).unwrap();
        let seller = Seller {
            name: "Sky & Co".to_owned(),
            address: vec!["Hill 1".to_owned()],
            ..Seller::default()
        };
        let with_email = Seller { email: "a@b.example".to_owned(), ..seller.clone() };
        let link = |label: &str, title: &str| format!("<a {EMAIL_HREF}{title}>{label}</a>");
        let write = format!("<p>Write to {}.</p>\n", link(EMAIL, ""));
        let word = format!("<p>{} us.</p>\n", link("<b>Write</b>", " title=\"{seller}\""));
        for (seller, html, expected) in [
            (&seller, write.as_str(), "<p>Write to Sky &amp; Co, Hill 1.</p>\n"),
            (
                &with_email,
                write.as_str(),
                "<p>Write to <a href=\"mailto:a@b.example\">a@b.example</a>.</p>\n",
            ),
            (&seller, word.as_str(), "<p><b>Write</b> (Sky &amp; Co, Hill 1) us.</p>\n"),
            (
                &with_email,
                word.as_str(),
                "<p><a href=\"mailto:a@b.example\" title=\"{seller}\"><b>Write</b></a> us.</p>\n",
            ),
            // An attribute cannot contain the links and lines of a detail.
            (
                &with_email,
                "<img src=\"/a\" alt=\"{seller-contact} {tariffs}\" />{seller}",
                "<img src=\"/a\" alt=\"{seller-contact} {tariffs}\" />Sky &amp; Co, Hill 1",
            ),
            (&seller, "<p>{seller-lines}</p>\n", "<p>Sky &amp; Co<br />Hill 1</p>\n"),
            (&seller, "<p>{seller-contact}</p>\n<p>x</p>\n", "<p>x</p>\n"),
            (&seller, "<p>{seller-disputes}</p>\n", ""),
            (&seller, "holidays in {dispatch-country} and", "holidays in Austria and"),
            (&seller, "before {cut-off} ({time-zone})", "before 15:00 (UK time)"),
            (&seller, "for {order-years} years", "for 7 years"),
            (&seller, "{return-days} or {withdrawal-days} days", "60 or 20 days"),
            // What is not a placeholder is shown, so that its author sees it.
            (&seller, "<p>{sellr} {} {tariffs</p>", "<p>{sellr} {} {tariffs</p>"),
        ] {
            assert_eq!(filled(html, &context(seller, "AT-9", &tariffs)), expected, "{html}");
        }
    }
}

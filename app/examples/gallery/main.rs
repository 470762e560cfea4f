//! Renders every page in its states as static HTML for visual review: `cargo run -p app --features
//! ssr --example gallery -- FOLDER [THEME]`. Pictures are expected at `/media/{name of a plate}/…`,
//! `style/main.css` at `/main.css`, and `style/desk/main.css` at `/desk.css`.

#![allow(
    clippy::indexing_slicing,
    missing_docs,
    reason = "made-up views for looking at; nothing of this is shipped"
)]

mod desk;
mod sample;

use app::admin::{DeskContext, DeskPage};
use app::{
    Assets, CartPage, ChallengePage, Confirmation, ErrorPage, NoticeKind, Page, PageContext,
    ProductPage, cart_drawer, notice, recent_shelf, render, slots, suggested_shelf, suggestions,
};
use domain::{Currency, Money, orders::OrderState};
use sample::{FilterState, Input};
use std::{error::Error, fs, path::Path, time::Instant};
use time::macros::datetime;
use views::{
    catalogue::CategoryCard,
    checkout::Step,
    content::{ShopTexts, SiteLinks},
    withdrawal::{LocalTime, WithdrawStep},
};

struct Gallery<'a> {
    folder: &'a Path,
    theme: &'a str,
    menu: Vec<CategoryCard>,
    links: SiteLinks,
    texts: ShopTexts,
    rates: domain::pricing::rates::Rates,
    seller: domain::seller::Seller,
    assets: Assets,
    zones: domain::shipping::Zones,
    tariffs: domain::shipping::Tariffs,
}

impl Gallery<'_> {
    fn context<'a>(&'a self, path: &'a str) -> PageContext<'a> {
        PageContext {
            shop_name: "Perigee",
            currency: Currency::EUR,
            rates: &self.rates,
            currencies: &[Currency::EUR, Currency::USD],
            base_url: "https://shop.example",
            path,
            menu: &self.menu,
            links: &self.links,
            texts: &self.texts,
            assets: &self.assets,
            country: "DE",
            seller: &self.seller,
            dispatch: "DE-SH",
            zones: &self.zones,
            tariffs: &self.tariffs,
            order_years: 10,
            return_days: 30,
            withdrawal_days: 14,
            cut_off: 14,
            time_zone: "Central European time",
        }
    }

    fn write(&self, name: &str, path: &str, page: &dyn Page) -> Result<(), Box<dyn Error>> {
        let context = self.context(path);
        let html = self.fill(&render(&context, page));
        fs::write(self.folder.join(name).with_extension("html"), html)?;
        Ok(())
    }

    fn write_desk(&self, name: &str, page: &dyn DeskPage) -> Result<(), Box<dyn Error>> {
        let assets = Assets { css: "/desk.css".to_owned(), ..self.assets.clone() };
        let shell = desk::shell();
        let context = DeskContext {
            shop_name: "Perigee",
            path: "/admin/products",
            assets: &assets,
            shell: &shell,
        };
        let html = self.fill(&app::admin::render(&context, page));
        fs::write(self.folder.join(name).with_extension("html"), html)?;
        Ok(())
    }

    fn fill(&self, html: &str) -> String {
        let said = if html.contains("id=\"cart\"") {
            notice("3 × How a refractor works, print are in your cart.", NoticeKind::Success)
        } else {
            String::new()
        };
        let recent = recent_shelf(&sample::cards()[2..6]);
        let suggested = suggested_shelf(&sample::because(), "/");
        html.replace(slots::nonce(), "n")
            .replace(slots::theme(), self.theme)
            .replace(slots::theme_colour(), slots::theme_colour_of(self.theme))
            .replace(slots::cart_count(), "3")
            .replace(slots::recent(), &recent)
            .replace(slots::suggested(), &suggested)
            .replace(slots::key(), "k")
            .replace(slots::notice(), &said)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: gallery FOLDER [THEME]")?;
    let theme = arguments.next().unwrap_or_else(|| "paper".to_owned());
    let assets = Assets {
        css: "/main.css".to_owned(),
        js: "/perigee.js".to_owned(),
        wasm: "/perigee.wasm".to_owned(),
    };
    let gallery = Gallery {
        folder: Path::new(&folder),
        theme: &theme,
        menu: sample::menu(),
        links: sample::links(),
        texts: sample::texts(),
        rates: domain::pricing::rates::Rates::default(),
        seller: sample::seller(),
        assets,
        zones: sample::zones(),
        tariffs: sample::tariffs(),
    };
    fs::create_dir_all(&folder)?;

    for (name, page) in desk::pages() {
        gallery.write_desk(name, &*page)?;
    }
    let home = sample::home();
    gallery.write("home", "/", &home)?;
    gallery.write("list", "/categories/telescopes", &sample::listing(None, FilterState::Unset))?;
    gallery.write(
        "list-filtered",
        "/categories/telescopes?good_for=Moon+and+planets",
        &sample::listing(None, FilterState::Set),
    )?;
    let search = sample::listing(Some("dobson"), FilterState::Unset);
    gallery.write("search", "/search?q=dobson", &search)?;
    let nothing = sample::nothing(FilterState::Unset);
    gallery.write("search-nothing", "/search?q=quasar+in+a+box", &nothing)?;
    let nothing = sample::nothing(FilterState::Set);
    gallery.write("list-nothing", "/categories/telescopes?price=0-50", &nothing)?;

    let product = sample::product();
    let delivery = sample::delivery();
    let subscription = views::notifications::SubscriptionForm::default();
    let together = sample::together();
    gallery.write(
        "product",
        "/products/halden-102-ed",
        &ProductPage {
            product: &product,
            delivery: &delivery,
            subscription: &subscription,
            together: &sample::together(),
            draft: None,
        },
    )?;
    gallery.write(
        "product-second",
        "/products/halden-102-ed?picture=2",
        &ProductPage {
            product: &product,
            delivery: &delivery,
            subscription: &subscription,
            together: &sample::together(),
            draft: None,
        },
    )?;
    gallery.write(
        "product-sold-out",
        "/products/halden-102-ed?variant=HAL102ED-S",
        &ProductPage {
            product: &sample::sold_out(),
            delivery: &delivery,
            subscription: &subscription,
            together: &sample::together(),
            draft: None,
        },
    )?;

    let cart = sample::cart();
    gallery.write(
        "cart",
        "/cart",
        &CartPage { cart: &cart, ordered: None, together: &sample::together() },
    )?;
    gallery.write(
        "cart-trouble",
        "/cart",
        &CartPage { cart: &sample::troubled_cart(), ordered: None, together: &sample::together() },
    )?;
    gallery.write(
        "cart-empty",
        "/cart",
        &CartPage { cart: &sample::empty_cart(), ordered: None, together: &[] },
    )?;
    let drawer = cart_drawer(&cart, "Halden 102 ED refractor is in your cart.");
    let with_drawer = gallery.fill(&render(&gallery.context("/"), &home));
    let with_drawer = with_drawer.replace(
        "aria-labelledby=\"cart-drawer-title\">",
        &format!("aria-labelledby=\"cart-drawer-title\">{drawer}"),
    );
    let open = "<script>document.getElementById('cart-drawer').showModal()</script></body>";
    fs::write(gallery.folder.join("drawer.html"), with_drawer.replace("</body>", open))?;
    let searching = gallery.fill(&render(&gallery.context("/"), &home));
    let form = searching.find("<form class=\"search\"").zip(searching.find("</form>"));
    if let Some((from, to)) = form {
        let open = suggestions(&sample::suggestions());
        let searching = [&searching[..from], &open, &searching[to + "</form>".len()..]].concat();
        fs::write(gallery.folder.join("suggestions.html"), searching)?;
    }

    for step in Step::ALL {
        let input = if step == Step::Contact { Input::Wrong } else { Input::Valid };
        let view = sample::checkout(step, input);
        gallery.write(&format!("checkout-{}", step.key()), "/checkout", &view)?;
    }
    let first = sample::checkout(Step::Contact, Input::Valid);
    gallery.write("checkout-first", "/checkout", &first)?;
    gallery.write(
        "challenge",
        "/checkout/challenge",
        &ChallengePage { reference: "r", state: "x", amount: Money::new(34_995, Currency::EUR) },
    )?;
    gallery.write(
        "confirmation",
        "/orders/x",
        &Confirmation(&sample::order(OrderState::Placed)),
    )?;
    gallery.write("order", "/orders/x", &sample::order(OrderState::Packed))?;
    gallery.write("order-delivered", "/orders/x", &sample::order(OrderState::Delivered))?;
    gallery.write("order-cancelled", "/orders/x", &sample::order(OrderState::Cancelled))?;
    gallery.write("track", "/track", &sample::track())?;
    gallery.write("calculator", "/tools/eyepieces", &sample::calculator(Input::Valid))?;
    gallery.write("calculator-errors", "/tools/eyepieces", &sample::calculator(Input::Wrong))?;
    let steps = [
        ("statement", WithdrawStep::Statement),
        ("confirm", WithdrawStep::Confirm { key: String::new() }),
        (
            "received",
            WithdrawStep::Received {
                at: LocalTime {
                    time: datetime!(2026-11-27 14:05),
                    zone: "Central European time".to_owned(),
                },
            },
        ),
    ];
    for (name, step) in steps {
        gallery.write(&format!("withdraw-{name}"), "/withdraw", &sample::withdrawal(step))?;
    }
    for page in &sample::content_pages() {
        gallery.write(&format!("text-{}", page.slug), "/pages", page)?;
    }
    for problem in ErrorPage::ALL {
        gallery.write(&format!("problem-{}", problem.status()), "/x", &problem)?;
    }

    let context = gallery.context("/products/halden-102-ed");
    let (start, times) = (Instant::now(), 2_000);
    let bytes: usize = (0..times)
        .map(|_| {
            render(
                &context,
                &ProductPage {
                    product: &product,
                    delivery: &delivery,
                    subscription: &subscription,
                    together: &together,
                    draft: None,
                },
            )
            .len()
        })
        .sum();
    println!(
        "{:.0} product pages a second, {} bytes each",
        f64::from(times) / start.elapsed().as_secs_f64(),
        bytes / times as usize
    );
    Ok(())
}

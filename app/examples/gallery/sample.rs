//! Sample views for the gallery.

use domain::{
    Currency, Money,
    catalogue::PictureRole,
    checkout::{ContactForm, FieldError, FieldErrorKind},
    content::{PageRole, TextSlot},
    customers::Address,
    optics::{
        fit::{Barrel, Missing, Part, Reason, Verdict, Way},
        pairing::*,
    },
    orders::{OrderNumber, OrderState},
    pricing::Totals,
    search::ChoiceLabel,
    seller::Seller,
    shipping::{Carriage, DeliveryOption, Load, ShippingMethod, ShippingService, Tariffs, Zones},
    sky::{MoonPhase, Shower},
    stock::StockLevel,
    tax::TaxLine,
};
use time::{Date, Month};
use views::{
    cart::{CartLineView, CartView, LineNotice, LinePrice},
    catalogue::*,
    checkout::*,
    content::*,
    optics::{Bridge, FitView, Judged, TelescopeChoice, calculator::*},
    orders::*,
    recommendations::{self, Suggestion},
    search::*,
    withdrawal::*,
};

fn euro(cents: i64) -> Money {
    Money::new(cents, Currency::EUR)
}

fn picture(plate: &str, alt: &str) -> Picture {
    Picture {
        hash: plate.to_owned(),
        alt: alt.to_owned(),
        width: 1600,
        height: 1200,
        placeholder: String::new(),
        drawing: false,
    }
}

fn link(href: &str, text: &str) -> Link {
    Link { href: href.to_owned(), text: text.to_owned() }
}

fn category(slug: &str, name: &str, count: usize, plate: &str) -> CategoryCard {
    CategoryCard {
        slug: slug.to_owned(),
        name: name.to_owned(),
        intro: String::new(),
        count,
        picture: Some(picture(plate, "")),
        children: Vec::new(),
    }
}

pub fn menu() -> Vec<CategoryCard> {
    vec![
        category("telescopes", "Telescopes", 37, "lowland-150-750-1"),
        category("mounts", "Mounts and tripods", 12, "skerry-eq5-1"),
        category("eyepieces", "Eyepieces", 28, "corvane-82-1"),
        category("cameras", "Cameras", 9, "grebe-deep-26-1"),
        category("filters", "Filters", 14, "corvane-colour-set-1"),
        category("binoculars", "Binoculars", 11, "tarn-fell-10x50-1"),
        category("sun", "The Sun", 6, "heliard-60-ha-1"),
        category("books-and-charts", "Books and charts", 15, "perigee-field-atlas-1"),
        category("accessories", "Accessories", 41, "nattlys-red-headlamp-1"),
        category("gifts", "Gifts", 8, "moon-globe-1"),
    ]
}

/// A card whose variants all cost the same.
fn card(
    slug: &str,
    name: &str,
    brand: &str,
    plate: &str,
    specs: &[&str],
    cents: i64,
    stock: StockLevel,
) -> ProductCard {
    ProductCard {
        slug: slug.to_owned(),
        name: name.to_owned(),
        brand: brand.to_owned(),
        picture: Some(picture(plate, name)),
        specs: specs.iter().map(|spec| (*spec).to_owned()).collect(),
        price: euro(cents),
        prior: None,
        from: false,
        stock,
    }
}

/// Three of the cards as suggestions.
fn suggested(reason: impl Fn(String) -> recommendations::Reason) -> Vec<Suggestion> {
    let suggestion = |card: ProductCard| Suggestion {
        sku: card.slug.to_uppercase(),
        price: card.price,
        reason: reason("Halden 102 ED refractor".to_owned()),
        card,
    };
    cards().into_iter().skip(1).take(3).map(suggestion).collect()
}

/// What is often bought together, the first one chosen by the merchant.
pub fn together() -> Vec<Suggestion> {
    let mut all = suggested(recommendations::Reason::Together);
    if let Some(first) = all.first_mut() {
        first.reason = recommendations::Reason::Chosen("Halden 102 ED refractor".to_owned());
    }
    all
}

/// What is suggested because of the shopper's orders.
pub fn because() -> Vec<Suggestion> {
    suggested(recommendations::Reason::Bought)
}

pub fn cards() -> Vec<ProductCard> {
    use StockLevel::{Enough, Few, SoldOut};
    vec![
        ProductCard {
            from: true,
            prior: Some(euro(79_900)),
            ..card(
                "halden-102-ed",
                "Halden 102 ED refractor",
                "Halden Optical",
                "halden-102-ed-1",
                &["102 mm", "f/7", "3.9 kg"],
                74_900,
                Enough,
            )
        },
        card(
            "lowland-8",
            "Lowland 8″ Dobsonian",
            "Lowland",
            "lowland-8-dobsonian-1",
            &["203 mm", "f/5.9", "21 kg"],
            42_900,
            Few(3),
        ),
        card(
            "halden-80",
            "Halden 80 travel refractor",
            "Halden Optical",
            "halden-80-travel-1",
            &["80 mm", "f/5", "2.1 kg"],
            18_900,
            Enough,
        ),
        card(
            "lowland-10",
            "Lowland 10″ Dobsonian with cooling fan",
            "Lowland",
            "lowland-10-dobsonian-1",
            &["254 mm", "f/4.7", "29 kg"],
            64_900,
            SoldOut,
        ),
        card(
            "print",
            "How a refractor works, print",
            "Perigee",
            "print-how-a-refractor-works-1",
            &["70 × 50 cm"],
            2_400,
            Enough,
        ),
        card(
            "lowland-50-tabletop",
            "Lowland 50 tabletop reflector",
            "Lowland",
            "lowland-50-tabletop-1",
            &["50 mm", "f/5"],
            5_500,
            Enough,
        ),
        card(
            "halden-80-900",
            "Halden 80/900 phone-guided refractor",
            "Halden",
            "halden-80-900-1",
            &["80 mm", "f/11"],
            23_900,
            Enough,
        ),
        card(
            "varnhem-11-sct-tube",
            "Varnhem 11″ Schmidt–Cassegrain tube",
            "Varnhem",
            "varnhem-11-sct-tube-1",
            &["279 mm", "f/10", "12.7 kg"],
            299_000,
            Few(1),
        ),
    ]
}

pub fn home() -> HomeView {
    let cards = cards();
    let head = |slug: &str, title: &str, text: &str| BlockHead {
        slug: slug.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        link: None,
    };
    let shelf = |slug: &str, title: &str, cards: &[ProductCard]| HomeBlock::Products {
        head: head(slug, title, ""),
        cards: cards.to_vec(),
    };
    let guides = [("planet", "See Saturn’s rings"), ("gift", "Give someone the sky")].map(
        |(icon, title)| GuideCard { link: link("/guides/saturn", title), icon: icon.to_owned() },
    );
    let goals = "Start with what you would like to see or do, and we will show you what it takes.";
    let lead = "Telescopes and accessories, drawn to scale and described by what you will really \
                see.";
    HomeView {
        blocks: vec![
            HomeBlock::Hero(Box::new(HeroBlock {
                head: head("hero", "See more on the next clear night", lead),
                buttons: vec![
                    link("#block-instruments", "Shop telescopes"),
                    link("#block-goals", "What do you want to see?"),
                ],
                product: cards.first().cloned(),
                picture: None,
            })),
            HomeBlock::Categories {
                head: head("instruments", "Shop by category", ""),
                categories: menu(),
            },
            HomeBlock::Guides {
                head: head("goals", "Shop by what you want to see", goals),
                guides: guides.to_vec(),
            },
            HomeBlock::Sky {
                head: head("sky", "", ""),
                sky: SkyView {
                    month: 11,
                    illumination: 0.86,
                    waxing: true,
                    phases: vec![
                        (MoonPhase::LastQuarter, day(1)),
                        (MoonPhase::New, day(9)),
                        (MoonPhase::FirstQuarter, day(17)),
                        (MoonPhase::Full, day(24)),
                    ],
                    shower: Shower { key: "geminids", month: 12, first: 13, last: 14 },
                },
            },
            shelf("first", "First telescopes", &cards[2..6]),
            shelf("featured", "Our favourites", &cards[..4]),
            HomeBlock::Products {
                head: BlockHead {
                    link: Some(link("/search?sort=newest", "See all products, newest first")),
                    ..head("newest", "New in", "")
                },
                cards: cards[4..].to_vec(),
            },
            HomeBlock::Banner {
                head: BlockHead {
                    link: Some(link("/categories/gifts", "See all gifts")),
                    ..head("gifts", "Gifts that arrive in time", "Order by 18 December.")
                },
                picture: cards.first().and_then(|card| card.picture.clone()),
            },
            HomeBlock::Text {
                head: head("news", "Closed on 24 December", ""),
                html: "<p>Orders leave on the 28th.</p>".to_owned(),
            },
        ],
    }
}

fn facet(key: &str, label: &str, explanation: &str, values: &[(&str, usize, bool)]) -> Facet {
    let value = |(label, count, chosen): &(&str, usize, bool)| FacetValue {
        key: (*label).into(),
        label: ChoiceLabel::Text((*label).into()),
        count: *count,
        chosen: *chosen,
        href: Some(format!("/categories/telescopes?{key}={label}")),
    };
    Facet {
        key: key.to_owned(),
        label: label.to_owned(),
        explanation: explanation.to_owned(),
        values: values.iter().map(value).collect(),
    }
}

/// Whether a list has filters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FilterState {
    Unset,
    Set,
}

pub fn listing(query: Option<&str>, filters: FilterState) -> Listing {
    let filtered = filters == FilterState::Set;
    let mut all = cards();
    all.extend(cards());
    Listing {
        path: if query.is_some() { "/search" } else { "/categories/telescopes" }.to_owned(),
        query: query.map(str::to_owned),
        title: query.map_or("Telescopes".to_owned(), |q| format!("Results for “{q}”")),
        intro: if query.is_some() {
            String::new()
        } else {
            "Aperture decides what you see, weight decides how often you \
             look. Pick the largest telescope that you will still carry \
             outside on a cold Tuesday."
                .to_owned()
        },
        guide: if query.is_some() {
            String::new()
        } else {
            "Ignore any figure for magnification on a box: twice the \
             aperture in millimetres is the most that ever helps, and most \
             evenings the air allows less. No telescope shows nebulae in the \
             colours of photographs; it shows you the real thing, usually in \
             soft grey."
                .to_owned()
        },
        breadcrumbs: if query.is_some() {
            Vec::new()
        } else {
            vec![link("/categories/telescopes", "Telescopes")]
        },
        children: if query.is_some() {
            Vec::new()
        } else {
            vec![
                category("refractors", "Refractors", 12, "refractor"),
                category("reflectors", "Reflectors", 8, "refractor"),
                category("dobsonians", "Dobsonians", 7, "dobsonian"),
                category("catadioptrics", "Maksutovs and Schmidt–Cassegrains", 6, "refractor"),
                category("travel", "Travel telescopes", 5, "refractor"),
            ]
        },
        guides: query.map(|_| link("/guides/saturn", "See Saturn’s rings")).into_iter().collect(),
        total: 37,
        cards: all.into_iter().map(std::sync::Arc::new).collect(),
        shortcut: Some("good_for".to_owned()),
        facets: vec![
            facet(
                "price",
                "Price",
                "",
                &[
                    ("under €100", 4, false),
                    ("€100–€250", 11, false),
                    ("€250–€500", 9, filtered),
                    ("€500–€1,000", 8, false),
                    ("over €1,000", 5, false),
                ],
            ),
            facet(
                "good_for",
                "Good for",
                "",
                &[
                    ("Moon and planets", 22, filtered),
                    ("Galaxies and nebulae", 13, false),
                    ("First telescope", 12, false),
                    ("Travel", 9, false),
                    ("Photography", 7, false),
                    ("The Sun", 0, false),
                ],
            ),
            facet(
                "aperture",
                "Aperture",
                "The diameter of the lens or mirror that gathers light.",
                &[
                    ("under 80 mm", 8, false),
                    ("80–120 mm", 12, false),
                    ("120–200 mm", 9, false),
                    ("over 200 mm", 8, false),
                ],
            ),
            facet(
                "design",
                "Optical design",
                "",
                &[
                    ("Achromat", 9, false),
                    ("Apochromat", 6, false),
                    ("Newtonian", 10, false),
                    ("Maksutov", 5, false),
                ],
            ),
            facet(
                "brand",
                "Brand",
                "",
                &[
                    ("Halden Optical", 6, false),
                    ("Lowland", 7, false),
                    ("Varnhem", 5, false),
                    ("Skerry", 4, false),
                    ("Perigee", 4, false),
                    ("A", 3, false),
                    ("B", 3, false),
                    ("C", 2, false),
                    ("D", 2, false),
                    ("E", 1, false),
                    ("F", 1, false),
                ],
            ),
            facet("stock", "Stock", "", &[("In stock", 31, false)]),
        ],
        applied: if filtered {
            vec![
                Applied {
                    filter: AppliedFilter::Choice {
                        facet: "good_for".to_owned(),
                        name: "Good for".to_owned(),
                        value: ChoiceLabel::Text("Moon and planets".into()),
                    },
                    href: "/categories/telescopes?price=2".to_owned(),
                },
                Applied {
                    filter: AppliedFilter::PriceBetween(euro(25_000), euro(50_000)),
                    href: "/categories/telescopes?g=2".to_owned(),
                },
            ]
        } else {
            Vec::new()
        },
        clear: "/categories/telescopes".to_owned(),
        sort: Sort::Relevance,
        page: 1,
        pages: 2,
        previous: None,
        next: Some("/categories/telescopes?page=2".to_owned()),
        shop_pages: query.map(|_| ShopPage::Tracking).into_iter().collect(),
        contact: Some("/pages/contact".to_owned()),
        tips: None,
        corrected: query.map(|_| "dobsonian".to_owned()),
        not_carried: None,
        cheapest_first: false,
        budget_missed: false,
        missing: None,
        note: None,
        budget: None,
        price: PriceFilter::default(),
    }
}

/// A list without products: a search, or one whose filters leave none.
pub fn nothing(filters: FilterState) -> Listing {
    let query = (filters == FilterState::Unset).then_some("quasar in a box");
    let list = listing(query, filters);
    Listing { cards: Vec::new(), total: 0, corrected: None, pages: 1, next: None, ..list }
}

fn spec(name: &str, value: &str, explanation: &str) -> Spec {
    Spec {
        name: name.to_owned(),
        value: SpecValue::Text(value.to_owned()),
        explanation: explanation.to_owned(),
    }
}

fn fit() -> FitView {
    let choice = |slug: &str, name: &str| TelescopeChoice {
        slug: slug.to_owned(),
        name: name.to_owned(),
        brand: "Halden Optical".to_owned(),
    };
    let judged = |slug: &str, name: &str, verdict| Judged {
        telescope: choice(slug, name),
        verdict,
        bridge: None,
    };
    let bridge = Bridge {
        name: "Corvane T2 adapter".to_owned(),
        href: "/products/corvane-t2-adapter?variant=COR-T2-2".to_owned(),
        sku: Some("COR-T2-2".to_owned()),
        price: euro(2_900),
    };
    let astrograph = Judged {
        bridge: Some(bridge),
        ..judged(
            "halden-60-astrograph",
            "Halden 60 astrograph",
            Verdict::FitsWith(Way::Barrel(Barrel::Large), Part::Adapter(0)),
        )
    };
    FitView {
        telescopes: vec![
            choice("halden-60-astrograph", "Halden 60 astrograph"),
            choice("halden-102-ed", "Halden 102 ED refractor"),
        ],
        chosen: Some(astrograph.clone()),
        problem: None,
        fits: vec![astrograph],
        refused: vec![judged(
            "halden-70-900",
            "Halden 70/900 refractor",
            Verdict::DoesNotFit(Reason::Barrel { needs: Barrel::Large, takes: Barrel::Small }),
        )],
        unknown: vec![judged(
            "halden-102-ed",
            "Halden 102 ED refractor",
            Verdict::NotKnown(Missing::BackFocus),
        )],
        more: 3,
        all: "/categories/telescopes".to_owned(),
    }
}

pub fn product() -> ProductView {
    let variant = |sku: &str, label: &str, cents, stock| VariantView {
        sku: sku.to_owned(),
        label: label.to_owned(),
        option: "Set".to_owned(),
        price: euro(cents),
        prior: None,
        stock,
        grams: 6_800,
    };
    let row = |focal_length: f64, apparent_field: f64| EyepieceRow {
        focal_length,
        apparent_field,
        href: None,
        in_box: false,
        limit: None,
        magnification: 714.0 / focal_length,
        true_field: apparent_field * focal_length / 714.0,
        exit_pupil: 102.0 * focal_length / 714.0,
    };
    ProductView {
        contact: Some("/pages/contact".to_owned()),
        shows: true,
        connects: true,
        slug: "halden-102-ed".to_owned(),
        name: "Halden 102 ED refractor".to_owned(),
        tax_class: domain::tax::TaxClass::Standard,
        brand: "Halden Optical".to_owned(),
        summary: "Sharp stars to the edge and no purple rim around the Moon: the \
                  four-inch that one person carries out in one hand."
            .to_owned(),
        description: "<p>On the Moon, craters four kilometres across stand clear of \
                      each other, and the shadow of a single mountain moves while you \
                      watch. Saturn shows its ring, the gap in it on a steady night, \
                      and four or five moons.</p><p>Do not expect spiral arms: \
                      galaxies stay soft patches of grey in any \
                      four-inch.</p><h3>What comes with it</h3><ul><li>Tube with \
                      rings and dovetail</li><li>2″ diagonal</li><li>Case</li></ul>"
            .to_owned(),
        brand_story: "Two lens grinders who had made sights for survey instruments \
                      began with a single 80 mm objective. Every Halden lens is still \
                      tested on an artificial star before it is set in its cell, and \
                      the test sheet comes with the tube."
            .to_owned(),
        breadcrumbs: vec![
            link("/categories/telescopes", "Telescopes"),
            link("/categories/refractors", "Refractors"),
        ],
        pictures: [
            (
                "halden-102-ed-1",
                "White 102 mm refractor on a tripod, seen from the side",
                PictureRole::Main,
            ),
            (
                "halden-102-ed-2",
                "Section of the refractor with the rays to the focus",
                PictureRole::LightPath,
            ),
            ("halden-102-ed-3", "Beside a standing person", PictureRole::Scale),
        ]
        .into_iter()
        .map(|(plate, alt, role)| ProductPicture { picture: picture(plate, alt), role: Some(role) })
        .collect(),
        key_specs: vec![
            spec("Aperture", "102 mm", ""),
            spec("Focal length", "714 mm", ""),
            spec("Focal ratio", "f/7", ""),
            spec("Weight", "3.9 kg", ""),
        ],
        specs: vec![
            (
                "Optics".to_owned(),
                vec![
                    spec(
                        "Aperture",
                        "102 mm",
                        "The diameter of the lens or mirror that gathers light: twice \
                         the aperture gathers four times the light.",
                    ),
                    spec("Focal length", "714 mm", "The distance from lens to image."),
                    spec("Focal ratio", "f/7", ""),
                    spec(
                        "Optical design",
                        "Apochromat, two lenses of extra-low-dispersion glass",
                        "",
                    ),
                ],
            ),
            (
                "Mechanics".to_owned(),
                vec![
                    spec("Weight", "3.9 kg", ""),
                    spec("Focuser takes", "1.25″, 2″", "The diameter of eyepieces that fit."),
                    spec("Dovetail", "Vixen", ""),
                ],
            ),
        ],
        variants: vec![
            variant("HAL102ED", "Tube and rings", 74_900, StockLevel::Enough),
            variant("HAL102ED-T", "With tripod", 93_900, StockLevel::Few(2)),
            variant("HAL102ED-S", "With case and diagonal", 89_900, StockLevel::SoldOut),
        ],
        chosen: 0,
        optics: Some(OpticsView::Night(NightView {
            highest_power: 204.0,
            faintest_star: 12.7,
            splits_to: 1.14,
            light_gain: 212.0,
            eyepieces: vec![row(32.0, 50.0), row(13.0, 68.0), row(5.0, 60.0)],
        })),
        fit: Some(fit()),
        calculator: Some("/tools/eyepieces?telescope=halden-102-ed".to_owned()),
        needs: vec![
            NeedView {
                card: cards().first().cloned(),
                sku: Some("HAL102ED".to_owned()),
                why: "The tube comes without a diagonal.".to_owned(),
                href: "/products/corvane-star-diagonal".to_owned(),
            },
            NeedView {
                card: None,
                sku: None,
                why: "A T-ring for your camera’s bayonet. We don’t sell these.".to_owned(),
                href: String::new(),
            },
        ],
        related: cards()[1..5].to_vec(),
        seo_title: String::new(),
        seo_description: String::new(),
    }
}

pub fn sold_out() -> ProductView {
    ProductView { chosen: 2, ..product() }
}

pub fn delivery() -> DeliveryNote {
    DeliveryNote {
        country: "DE".to_owned(),
        by: day(24),
        price: euro(0),
        carriage: Carriage::Parcel,
        tax_included: true,
        export: false,
        return_days: 30,
    }
}

fn line(index: usize, quantity: u32, notices: Vec<LineNotice>) -> CartLineView {
    let card = &cards()[index];
    CartLineView {
        sku: card.slug.to_uppercase(),
        slug: card.slug.clone(),
        name: card.name.clone(),
        label: if index == 0 { "With tripod".to_owned() } else { String::new() },
        picture: card.picture.clone(),
        specs: card.specs.clone(),
        quantity,
        available: 99,
        price: Some(LinePrice {
            unit: card.price,
            total: euro(card.price.minor * i64::from(quantity)),
        }),
        prior: None,
        notices,
    }
}

fn totals(subtotal: i64, delivery: i64) -> Totals {
    Totals {
        subtotal: euro(subtotal),
        delivery: euro(delivery),
        tax: euro((subtotal + delivery) * 19 / 119),
        tax_included: true,
        total: euro(subtotal + delivery),
    }
}

/// The seller.
/// A page in each role, and a footer.
pub fn links() -> SiteLinks {
    let href = |role: PageRole| format!("/pages/{}", role.key());
    let footer = |role: PageRole| link(&href(role), role.key());
    SiteLinks {
        roles: PageRole::ALL.into_iter().map(|role| (role, href(role))).collect(),
        footer: vec![
            MenuGroup {
                label: "Help".to_owned(),
                links: vec![
                    link("/track", "Track an order"),
                    footer(PageRole::Delivery),
                    footer(PageRole::Returns),
                    footer(PageRole::Contact),
                ],
            },
            MenuGroup {
                label: "Perigee".to_owned(),
                links: vec![
                    footer(PageRole::About),
                    footer(PageRole::Privacy),
                    footer(PageRole::Terms),
                    footer(PageRole::Imprint),
                ],
            },
        ],
    }
}

/// The merchant's text in each place.
pub fn texts() -> ShopTexts {
    let text = |slot: TextSlot| {
        let text = match slot {
            TextSlot::SignOff => "Clear skies",
            TextSlot::Tagline => "telescopes and everything for a clear night",
            TextSlot::SearchExample => "8 inch Dobsonian, 203 mm, red light …",
            TextSlot::SearchTips => "Part of a name is enough.",
            TextSlot::ReturnsNote => "Even after you have used it at night",
            TextSlot::ReturnsAnswer => {
                "Return it within 30 days, even if you have used it at night."
            }
            TextSlot::About | TextSlot::Description => {
                "Telescopes, mounts and accessories for a clear night."
            }
            TextSlot::FooterNote => "Every picture here is drawn to scale.",
            TextSlot::SharedPicture => "/og.png",
            TextSlot::Warranty => "Two-year warranty",
            TextSlot::WarrantyNote => "Repair, replacement or refund",
            TextSlot::ContactNote => "An answer within one working day",
            TextSlot::ThemePaper => "Paper",
            TextSlot::ThemeDusk => "Dusk",
            TextSlot::ThemeRed => "Red light",
        };
        (slot, text.to_owned())
    };
    ShopTexts { slots: TextSlot::ALL.into_iter().map(text).collect() }
}

/// Content pages: of text, and of details of the shop.
pub fn content_pages() -> Vec<ContentPageView> {
    let page = |slug: &str, title: &str, html: &str| ContentPageView {
        slug: slug.to_owned(),
        title: title.to_owned(),
        description: "What we do.".to_owned(),
        html: html.to_owned(),
    };
    vec![
        page(
            "delivery",
            "Delivery",
            "<p>Orders placed before {cut-off} ({time-zone}) leave the same day.</p>\n\
             <h2>Prices and times</h2>\n<p>{tariffs}</p>\n\
             <ul>\n<li>On Saturdays, nothing leaves.</li>\n</ul>\n",
        ),
        page(
            "imprint",
            "Imprint",
            "<p>{seller-lines}</p>\n<p>{seller-representative}</p>\n<p>{seller-register}</p>\n\
             <p>{seller-supervisor}</p>\n<p>{seller-contact}</p>\n<p>{seller-disputes}</p>\n",
        ),
    ]
}

pub fn seller() -> Seller {
    Seller {
        name: "Perigee Astronomy GmbH".to_owned(),
        address: vec![
            "Sternwartweg 12".to_owned(),
            "24943 Flensburg".to_owned(),
            "Germany".to_owned(),
        ],
        vat_number: "DE000000000".to_owned(),
        representative: "Ada Winter".to_owned(),
        register: "Local Court of Flensburg, HRB 00000".to_owned(),
        phone: "+49 30 23125 000".to_owned(),
        email: "hello@perigee.example".to_owned(),
        supervisor: String::new(),
        disputes: "We are neither obliged nor willing to take part in dispute resolution."
            .to_owned(),
    }
}

/// A withdrawal at one of its steps.
pub fn withdrawal(step: WithdrawStep) -> WithdrawView {
    let (name, number) = ("\"><script>x".to_owned(), "PG-7K4-MQ2-XW9".to_owned());
    WithdrawView {
        name,
        number,
        email: "ada@example.org".to_owned(),
        items: "\"><script>y".to_owned(),
        step,
        errors: Vec::new(),
    }
}

pub fn cart() -> CartView {
    CartView {
        lines: vec![line(0, 1, vec![]), line(4, 2, vec![])],
        count: 3,
        totals: totals(79_700, 0),
        country: "DE".to_owned(),
        load: Load::default(),
        carriage: Carriage::Parcel,
        to_free_delivery: None,
        taxes: Vec::new(),
        arrives: Some(day(25)),
        undo: None,
    }
}

pub fn troubled_cart() -> CartView {
    CartView {
        lines: vec![
            line(0, 1, vec![LineNotice::Repriced(euro(69_900))]),
            line(3, 1, vec![LineNotice::SoldOut]),
            line(1, 5, vec![LineNotice::OnlyLeft(3)]),
        ],
        count: 7,
        totals: totals(4_700, 490),
        country: "DE".to_owned(),
        load: Load::default(),
        carriage: Carriage::Parcel,
        to_free_delivery: Some(euro(300)),
        taxes: Vec::new(),
        arrives: None,
        undo: Some(views::cart::Removed {
            name: "How a refractor works, print".to_owned(),
            lines: 1,
            units: 1,
        }),
    }
}

pub fn empty_cart() -> CartView {
    CartView {
        lines: vec![],
        count: 0,
        totals: totals(0, 0),
        country: "DE".to_owned(),
        load: Load::default(),
        carriage: Carriage::Parcel,
        to_free_delivery: None,
        taxes: Vec::new(),
        arrives: None,
        undo: Some(views::cart::Removed {
            name: "Halden 80 travel refractor".to_owned(),
            lines: 1,
            units: 1,
        }),
    }
}

pub fn suggestions() -> Suggestions {
    Suggestions {
        query: "dob".to_owned(),
        categories: vec![link("/categories/dobsonians", "Dobsonians")],
        guides: vec![link("/guides/saturn", "See Saturn’s rings")],
        pages: vec![
            ShopPage::Content(link("/pages/returns", "Returns and warranty")),
            ShopPage::Tracking,
        ],
        products: cards()[..4].to_vec(),
        note: "We don’t sell mirrors on their own.".to_owned(),
        not_carried: None,
        search: "/search?q=dob".to_owned(),
    }
}

fn address() -> Address {
    Address {
        name: "Ada Lovelace".to_owned(),
        street: "Sternwartstraße 7".to_owned(),
        postcode: "80331".to_owned(),
        city: "München".to_owned(),
        country: "DE".to_owned(),
        ..Address::default()
    }
}

fn day(day: u8) -> Date {
    Date::from_calendar_date(2026, Month::November, day).unwrap_or(Date::MIN)
}

/// Whether what was typed is shown with errors.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Input {
    Valid,
    Wrong,
}

pub fn checkout(step: Step, input: Input) -> CheckoutView {
    let wrong = input == Input::Wrong;
    let mut contact = ContactForm { email: "ada@example.org".to_owned(), address: address() };
    let mut errors = Vec::new();
    if wrong {
        contact.email = "ada@example".to_owned();
        contact.address.postcode = "803".to_owned();
        contact.address.country = "US".to_owned();
        errors = ["email", "postcode", "region"]
            .map(|field| FieldError {
                field: field.to_owned(),
                problem: if field == "region" {
                    FieldErrorKind::Missing
                } else {
                    FieldErrorKind::Invalid
                },
            })
            .to_vec();
    }
    CheckoutView {
        step,
        reached: step,
        contact,
        billing: wrong.then(Address::default),
        errors,
        offers: vec![
            DeliveryOption {
                method: ShippingMethod::Standard,
                carriage: Carriage::Parcel,
                price: euro(0),
                earliest: day(24),
                latest: day(26),
            },
            DeliveryOption {
                method: ShippingMethod::Express,
                carriage: Carriage::Parcel,
                price: euro(1_290),
                earliest: day(24),
                latest: day(24),
            },
        ],
        shipping_method: ShippingMethod::Standard,
        phone: String::new(),
        payment: (step > Step::Payment)
            .then(|| PaymentSummary { brand: "Visa".to_owned(), last_four: "4242".to_owned() }),
        cart: cart(),
        notice: (step == Step::Payment).then_some(CheckoutNotice::Declined),
        key: "key".to_owned(),
        review_hash: "review".to_owned(),
        test_cards: true,
    }
}

pub fn order(state: OrderState) -> OrderView {
    let line = |l: CartLineView| {
        let LinePrice { unit, total } = l.price?;
        Some(OrderLineView {
            sku: l.sku,
            name: l.name,
            label: l.label,
            quantity: l.quantity,
            unit,
            total,
            slug: l.slug,
            picture: l.picture,
        })
    };
    OrderView {
        number: OrderNumber::from_bits(0x12_3456_789a),
        placed_at: 0,
        placed_on: day(21),
        state,
        lines: cart().lines.into_iter().filter_map(line).collect(),
        totals: totals(79_700, 0),
        taxes: vec![
            TaxLine { rate: 1900, net: euro(62_941), tax: euro(11_959) },
            TaxLine { rate: 700, net: euro(4_486), tax: euro(314) },
        ],
        seller: seller(),
        billing: Some(address()),
        email: "ada@example.org".to_owned(),
        address: address(),
        service: ShippingService::Standard,
        phone: String::new(),
        expected: ExpectedDelivery::Between(day(24), day(26)),
        tracking: (state == OrderState::Delivered).then(|| "JD0140 6000 1234 5678".to_owned()),
        payment: Some(OrderPayment::Card(PaymentSummary {
            brand: "Visa".to_owned(),
            last_four: "4242".to_owned(),
        })),
        steps: vec![(OrderState::Placed, Some(day(21))), (OrderState::Packed, Some(day(23)))],
        link: "/orders/x?key=y".to_owned(),
    }
}

pub fn track() -> TrackView {
    TrackView {
        number: "PG-123".to_owned(),
        email: String::new(),
        errors: vec![
            FieldError { field: "number".to_owned(), problem: FieldErrorKind::Invalid },
            FieldError { field: "email".to_owned(), problem: FieldErrorKind::Missing },
        ],
        not_found: false,
    }
}

/// The calculator with everything filled in, or with errors.
pub fn calculator(input: Input) -> CalculatorView {
    let wrong = input == Input::Wrong;
    let choice =
        |value: &str, text: &str| Choice { value: value.to_owned(), text: text.to_owned() };
    let (telescope, factor) = (TelescopeOptics::new(102.0, 714.0), Factor::new(2.0));
    let (eyepiece, camera) =
        (Eyepiece::new(32.0, Field::Stop(27.0)), Camera::new(23.5, 15.7, 3.76));
    let (Ok(telescope), Ok(factor), Ok(eyepiece), Ok(camera)) =
        (telescope, factor, eyepiece, camera)
    else {
        return CalculatorView::default();
    };
    let error = |field: &str, problem| FieldError { field: field.to_owned(), problem };
    let fields = [
        "aperture",
        "eyepiece",
        "eyepiece-focal-length",
        "apparent-field",
        "barlow",
        "factor",
        "camera",
        "pixel-size",
    ];
    let mut errors: Vec<FieldError> =
        fields.map(|field| error(field, FieldErrorKind::Invalid)).into();
    errors.push(error("focal-length", FieldErrorKind::Mistyped));
    let products = cards().into_iter().take(3).map(|card| ChosenProduct {
        href: format!("/products/{}", card.slug),
        name: card.name,
        detail: "32 mm, 52°".to_owned(),
        price: card.price,
        from: card.from,
        stock: card.stock,
        sku: card.stock.available().then(|| "HAL102ED".to_owned()),
    });
    let text = "\"><b>".to_owned();
    let own = || Some(OWN.to_owned());
    CalculatorView {
        question: if wrong {
            Question {
                telescope: own(),
                aperture: text.clone(),
                focal_length: text,
                eyepiece: own(),
                barlow: own(),
                camera: own(),
                ..Question::default()
            }
        } else {
            Question {
                telescope: Some("halden-102-ed".to_owned()),
                eyepiece: Some("COR-PL-32".to_owned()),
                ..Question::default()
            }
        },
        telescopes: vec![ChoiceGroup {
            label: "Refractors".to_owned(),
            choices: vec![choice("halden-102-ed", "Halden 102 ED refractor")],
        }],
        boxed: vec![choice("box-1", "25 mm, 50°")],
        eyepieces: vec![ChoiceGroup {
            label: "Corvane Plössl".to_owned(),
            choices: vec![choice("COR-PL-32", "32 mm, 52°")],
        }],
        barlows: vec![choice("corvane-barlow-2x", "Corvane Barlow, 2×")],
        cameras: vec![choice("grebe-deep-26", "Grebe Deep 26, 23.5 × 15.7 mm")],
        example: !wrong,
        plain: false,
        errors: if wrong { errors } else { Vec::new() },
        answer: (!wrong).then(|| Answer {
            telescope,
            telescope_name: "Halden 102 ED refractor".to_owned(),
            solar: false,
            highest: 204.0,
            factor,
            eyepiece: Some(eyepiece),
            visual: through(telescope, factor, eyepiece),
            camera: Some(camera),
            photo: photograph(telescope, factor, camera),
            products: products.collect(),
        }),
        address: "/tools/eyepieces?telescope=halden-102-ed".to_owned(),
    }
}

pub fn zones() -> Zones {
    Zones::read(include_str!("../../../crates/shop/data/zones.csv")).unwrap_or_default()
}

pub fn tariffs() -> Tariffs {
    let zones = ["home", "eu", "uk", "world"];
    let lines = zones.map(|zone| {
        format!("{zone},standard,parcel,31.5,,4.90,50,2,3\n{zone},standard,freight,,,39,,3,6\n")
    });
    Tariffs::read(&lines.concat()).unwrap_or_default()
}

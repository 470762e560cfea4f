//! The icons: 24 × 24, drawn with a stroke of 1.5 in `currentColor`, round caps and joins, and no
//! fill. They need an `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor"
//! stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">`.

/// An icon, named after its meaning, not its position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Icon {
    /// Search: a magnifying glass.
    Search,
    /// The menu: three lines.
    Menu,
    /// The cart.
    Bag,
    /// Close, remove a filter.
    Close,
    /// Increase.
    Plus,
    /// Decrease.
    Minus,
    /// Done, in stock.
    Check,
    /// A warning.
    Alert,
    /// Information.
    Info,
    /// Shipped.
    Truck,
    /// Packed.
    Box,
    /// Delivered, home.
    House,
    /// Time, waiting.
    Clock,
    /// Filters: three sliders.
    Filter,
    /// Open below.
    ChevronDown,
    /// Forward.
    ChevronRight,
    /// Back.
    ChevronLeft,
    /// Paper theme; the Sun.
    Sun,
    /// Dusk theme; the Moon.
    Moon,
    /// The device's theme: a disc half light, half dark.
    Device,
    /// A refractor on its tripod.
    Telescope,
    /// Red-light theme: a head torch’s lamp shining down.
    RedLight,
    /// Remove a line.
    Trash,
    /// Undo.
    Undo,
    /// Zoom.
    Zoom,
    /// Email.
    Mail,
    /// Safe payment.
    Lock,
    /// Payment by card.
    Card,
    /// A returned parcel.
    Return,
    /// Rating.
    Star,
    /// What you can see.
    Eye,
    /// Astrophotography: a camera.
    Camera,
    /// Saturn.
    Planet,
    /// A spiral galaxy, seen face on.
    Galaxy,
    /// Binoculars.
    Binoculars,
    /// Books and charts.
    Book,
    /// A present.
    Gift,
    /// An equatorial mount: polar axis, saddle, counterweight, tripod.
    Mount,
    /// An eyepiece: eyecup, body, barrel.
    Eyepiece,
    /// For a child: a small figure looking up at a star.
    Child,
    /// For travel.
    Suitcase,
}

/// The markup inside the icon's `<svg>`.
#[inline(always)]
pub(crate) const fn paths(name: Icon) -> &'static str {
    match name {
        Icon::Search => r#"<circle cx="10.5" cy="10.5" r="6.75"/><path d="m15.5 15.5 5 5"/>"#,
        Icon::Menu => r#"<path d="M3.5 6.5h17M3.5 12h17M3.5 17.5h17"/>"#,
        Icon::Bag => {
            concat!(
                r#"<path d="M4.5 8h15l-1.25 12.25H5.75z"/>"#,
                r#"<path d="M8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5"/>"#,
            )
        }
        Icon::Close => r#"<path d="m5.5 5.5 13 13M18.5 5.5l-13 13"/>"#,
        Icon::Plus => r#"<path d="M12 5v14M5 12h14"/>"#,
        Icon::Minus => r#"<path d="M5 12h14"/>"#,
        Icon::Check => r#"<path d="m4.5 12.5 5 5 10-11"/>"#,
        Icon::Alert => {
            r#"<path d="M12 3.75 21.25 20H2.75z"/><path d="M12 10v4.5"/><path d="M12 17.25v.01"/>"#
        }
        Icon::Info => r#"<circle cx="12" cy="12" r="8.75"/><path d="M12 11v5.25M12 7.75v.01"/>"#,
        Icon::Truck => {
            concat!(
                r#"<path d="M2.5 6h11.5v11H9.5M5 17H2.5V6"/>"#,
                r#"<path d="M14 9.5h4l3.5 4V17h-2M14 17h.9"/>"#,
                r#"<circle cx="7.25" cy="17.5" r="2.1"/><circle cx="17.25" cy="17.5" r="2.1"/>"#,
            )
        }
        Icon::Box => {
            concat!(
                r#"<path d="m12 3 8.25 4.25v9.5L12 21l-8.25-4.25v-9.5z"/>"#,
                r#"<path d="M3.75 7.25 12 11.5l8.25-4.25M12 11.5V21M7.9 5.1l8.25 4.25v3.4"/>"#,
            )
        }
        Icon::House => {
            concat!(
                r#"<path d="m3 11.5 9-8 9 8"/><path d="M5.5 9.5v11h13v-11"/>"#,
                r#"<path d="M10 20.5v-6h4v6"/>"#,
            )
        }
        Icon::Clock => r#"<circle cx="12" cy="12" r="8.75"/><path d="M12 6.75V12l3.5 2.25"/>"#,
        Icon::Filter => {
            concat!(
                r#"<path d="M3.5 6.5h9M17 6.5h3.5M3.5 12H6M10.5 12h10M3.5 17.5h7.5M15.5 "#,
                r#"17.5h5"/><circle cx="14.75" cy="6.5" r="2.1"/>"#,
                r#"<circle cx="8.25" cy="12" r="2.1"/><circle cx="13.25" cy="17.5" r="2.1"/>"#,
            )
        }
        Icon::ChevronDown => r#"<path d="m5.5 9 6.5 6.5L18.5 9"/>"#,
        Icon::ChevronRight => r#"<path d="M9 5.5 15.5 12 9 18.5"/>"#,
        Icon::ChevronLeft => r#"<path d="M15 5.5 8.5 12l6.5 6.5"/>"#,
        Icon::Sun => {
            concat!(
                r#"<circle cx="12" cy="12" r="4.25"/><path d="M12 2.75v2M12 19.25v2M2.75 "#,
                "12h2M19.25 12h2M5.45 5.45l1.4 1.4M17.15 17.15l1.4 1.4M5.45 ",
                r#"18.55l1.4-1.4M17.15 6.85l1.4-1.4"/>"#,
            )
        }
        Icon::Moon => r#"<path d="M20 14.4A8.5 8.5 0 1 1 9.6 4a6.9 6.9 0 0 0 10.4 10.4z"/>"#,
        Icon::Device => {
            concat!(
                r#"<circle cx="12" cy="12" r="8.25"/><path d="M12 3.75v16.5"/>"#,
                r#"<path d="M12 7.5h5.9M12 12h8.1M12 16.5h5.9"/>"#,
            )
        }
        Icon::Telescope => {
            concat!(
                r#"<path d="m3.1 13.4 12.7-6.2 2 4.2-12.7 6.2z"/>"#,
                r#"<path d="m15.1 5.6 3.1-1.5 3.3 6.8-3.1 1.5z"/>"#,
                r#"<path d="m11.25 14.6-4 6.65M12.4 14.2l4.1 7.05M11.9 15v4.25"/>"#,
            )
        }
        Icon::RedLight => {
            concat!(
                r#"<path d="M8.5 3h7v4l2.5 3.75H6L8.5 7z"/><path d="M8.5 7h7"/>"#,
                r#"<path d="M12 14v6.5M7.5 14l-2 5.5M16.5 14l2 5.5"/>"#,
            )
        }
        Icon::Trash => {
            concat!(
                r#"<path d="M4 6.5h16M9 6.5v-3h6v3"/><path d="m6 6.5.9 14h10.2l.9-14"/>"#,
                r#"<path d="M10 10.5v6M14 10.5v6"/>"#,
            )
        }
        Icon::Undo => {
            r#"<path d="M4 9.5h10a5.25 5.25 0 0 1 0 10.5H8"/><path d="M8.25 5 3.75 9.5l4.5 4.5"/>"#
        }
        Icon::Zoom => {
            concat!(
                r#"<circle cx="10.5" cy="10.5" r="6.75"/>"#,
                r#"<path d="m15.5 15.5 5 5M10.5 7.75v5.5M7.75 10.5h5.5"/>"#,
            )
        }
        Icon::Mail => {
            concat!(
                r#"<rect x="3" y="5.25" width="18" height="13.5" rx="1"/>"#,
                r#"<path d="m3.5 6.25 8.5 7 8.5-7"/>"#,
            )
        }
        Icon::Lock => {
            concat!(
                r#"<rect x="4.75" y="10.5" width="14.5" height="10" rx="1"/>"#,
                r#"<path d="M8 10.5V7.25a4 4 0 0 1 8 0v3.25M12 14.25v2.5"/>"#,
            )
        }
        Icon::Card => {
            concat!(
                r#"<rect x="2.75" y="5.25" width="18.5" height="13.5" rx="1.5"/>"#,
                r#"<path d="M2.75 9.75h18.5M6.25 15h4"/>"#,
            )
        }
        Icon::Return => {
            concat!(
                r#"<path d="M20.5 9.5v10h-17v-10l2.5-5h12z"/><path d="M3.5 9.5h17"/>"#,
                r#"<path d="m10.5 12-2 2 2 2M8.75 14h4.5a2 2 0 0 1 2 2v.75"/>"#,
            )
        }
        Icon::Star => {
            concat!(
                r#"<path d="m12 3.25 2.65 5.6 6.1.8-4.5 4.25 1.15 6.1L12 17.05 6.6 "#,
                r#"20l1.15-6.1-4.5-4.25 6.1-.8z"/>"#,
            )
        }
        Icon::Eye => {
            concat!(
                r#"<path d="M2.5 12S6 5.75 12 5.75 21.5 12 21.5 12 18 18.25 12 18.25 2.5 12 "#,
                r#"2.5 12z"/><circle cx="12" cy="12" r="2.9"/>"#,
            )
        }
        Icon::Camera => {
            concat!(
                r#"<rect x="3" y="6.75" width="18" height="13" rx="1.25"/>"#,
                r#"<path d="m8 6.75 1.25-2.5h5.5L16 6.75"/><circle cx="12" cy="13.25" r="4"/>"#,
                r#"<path d="M17.75 9.75v.01"/>"#,
            )
        }
        Icon::Planet => {
            concat!(
                r#"<circle cx="12" cy="12" r="5"/><path d="M16.6 9.95c2.9-.5 4.85-.35 5.2.55.6 "#,
                r#"1.6-3.3 4.45-8.7 6.45s-10.25 2.4-10.85.8c-.35-.95.95-2.4 3.3-3.9"/>"#,
            )
        }
        Icon::Galaxy => {
            concat!(
                r#"<circle cx="12" cy="12" r=".9"/><path d="M12.5 8.6c3.2.1 5.5 1.9 5.5 4.6 0 "#,
                r#"3.3-3 5.8-6.75 5.8-4.75 0-8.5-3-8.5-7.4"/><path d="M11.5 15.4C8.3 15.3 6 "#,
                r#"13.5 6 10.8 6 7.5 9 5 12.75 5c4.75 0 8.5 3 8.5 7.4"/>"#,
            )
        }
        Icon::Binoculars => {
            concat!(
                r#"<path d="M10 7.5 9.25 4H5.5L4.75 8 2.9 15.25"/>"#,
                r#"<path d="m14 7.5.75-3.5h3.75l.75 4 1.85 7.25"/>"#,
                r#"<circle cx="6.5" cy="16.25" r="3.75"/>"#,
                r#"<circle cx="17.5" cy="16.25" r="3.75"/>"#,
                r#"<path d="M10.25 15.75V7.5h3.5v8.25M10.25 11h3.5"/>"#,
            )
        }
        Icon::Book => {
            concat!(
                r#"<path d="M12 6.5C10 4.9 7 4.25 3 4.25v14.5c4 0 7 .65 9 2.25 2-1.6 5-2.25 "#,
                r#"9-2.25V4.25c-4 0-7 .65-9 2.25z"/><path d="M12 6.5V21"/>"#,
            )
        }
        Icon::Gift => {
            concat!(
                r#"<path d="M3 8.25h18v4H3z"/>"#,
                r#"<path d="M4.75 12.25v8.5h14.5v-8.5M12 8.25v12.5"/><path d="M12 8.25C9 8.25 "#,
                "7 7.2 7 5.4c0-2.9 4.4-2.6 5 2.85.6-5.45 5-5.75 5-2.85 0 1.8-2 2.85-5 ",
                r#"2.85z"/>"#,
            )
        }
        Icon::Mount => {
            concat!(
                r#"<g transform="rotate(-40 11.5 12)">"#,
                r#"<rect x="6.25" y="9.75" width="8.5" height="4.5" rx="1"/>"#,
                r#"<path d="M17 6.25V15M14 6.25h6M14.75 12H17"/>"#,
                r#"<rect x="15" y="15" width="4" height="3.5" rx=".75"/></g>"#,
                r#"<path d="m8.75 17-3 4.25M9.75 17v4.25M10.75 17l3 4.25"/>"#,
            )
        }
        Icon::Eyepiece => {
            concat!(
                r#"<path d="M6.5 3.25h11l1 3.5h-13z"/><path d="M5.5 6.75v7h13v-7"/>"#,
                r#"<path d="M8 13.75h8v7H8z"/>"#,
                r#"<path d="M8.25 9.5v1.75M12 9.5v1.75M15.75 9.5v1.75"/>"#,
            )
        }
        Icon::Child => {
            concat!(
                r#"<circle cx="8.5" cy="8.25" r="2.75"/>"#,
                r#"<path d="M4 21v-3.75a4.5 4.5 0 0 1 9 0V21"/><path d="m11.75 15 3.75-3.25"/>"#,
                r#"<path d="M18.25 3v5M15.75 5.5h5"/>"#,
            )
        }
        Icon::Suitcase => {
            concat!(
                r#"<rect x="3" y="7.5" width="18" height="12.5" rx="1.25"/>"#,
                r#"<path d="M8.5 7.5V4.25h7V7.5M7 7.5V20M17 7.5V20"/>"#,
            )
        }
    }
}

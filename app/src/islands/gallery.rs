//! The pictures of a product: a thumbnail shows its picture at once, and the large one opens over
//! the whole page, where it fits the screen, is enlarged by pinch, wheel, double tap or button, and
//! turned like a page.

use leptos::prelude::*;

/// Wakes the gallery. The dialog for the large pictures stands beside it in the page.
#[island]
pub fn Gallery() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let _ = wake::wake();
    view! { <span hidden=true></span> }
}

#[cfg(feature = "hydrate")]
mod wake {
    use crate::islands::{
        browser::{ask, closest, find, listen, listen_actively, plain_click, spawn, swap, window},
        over,
    };
    use std::cell::{Cell, RefCell};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{
        Element, Event, HtmlDialogElement, HtmlElement, HtmlImageElement, KeyboardEvent,
        MouseEvent, PointerEvent, WheelEvent,
    };

    /// How far a picture can be enlarged, as a multiple of the size at which it fits the screen.
    const LARGEST: f64 = 5.0;
    /// What a double tap enlarges to.
    const DOUBLE: f64 = 2.5;
    /// How far a finger moves sideways, in pixels, to turn to the next picture.
    const SWIPE: f64 = 48.0;

    /// What moves no further than this, in pixels, is a tap.
    const TAP: f64 = 12.0;
    /// How soon, in milliseconds, a second tap makes a double tap.
    const TWICE: f64 = 400.0;

    /// A place on the screen.
    type Point = (f64, f64);

    /// The open dialog: its pictures by address and caption, which one is shown and how large.
    struct Zoom {
        dialog: HtmlDialogElement,
        stage: HtmlElement,
        image: HtmlImageElement,
        pictures: RefCell<Vec<(String, String)>>,
        index: Cell<usize>,
        scale: Cell<f64>,
        /// Fingers or mouse button that are down: identifier and place.
        down: RefCell<Vec<(i32, Point)>>,
        /// Where the first of them came down, while it is the only one.
        from: Cell<Option<Point>>,
        /// When and where the last tap was.
        tapped: Cell<Option<(f64, Point)>>,
    }

    pub fn wake() -> Option<()> {
        let dialog: HtmlDialogElement = find("#zoom")?.dyn_into().ok()?;
        let zoom: &'static Zoom = Box::leak(Box::new(Zoom {
            stage: dialog.query_selector(".zoom-stage").ok()??.dyn_into().ok()?,
            image: dialog.query_selector("img").ok()??.dyn_into().ok()?,
            dialog,
            pictures: RefCell::default(),
            index: Cell::new(0),
            scale: Cell::new(1.0),
            down: RefCell::default(),
            from: Cell::new(None),
            tapped: Cell::new(None),
        }));
        listen("click", move |event: MouseEvent| {
            if !plain_click(&event) {
                return;
            }
            if let Some(link) = closest::<HtmlElement>(&event, "#gallery .thumbs a") {
                event.prevent_default();
                show(link.get_attribute("href").unwrap_or_default());
            } else if let Some(link) = closest::<HtmlElement>(&event, "#gallery .gallery-large") {
                event.prevent_default();
                zoom.open(&link);
            } else if let Some(button) = closest::<HtmlElement>(&event, "#zoom [data-zoom]") {
                zoom.act(&button.get_attribute("data-zoom").unwrap_or_default());
            }
        });
        zoom.listen();
        Some(())
    }

    fn show(href: String) {
        spawn(async move {
            let path = href.split('#').next().unwrap_or(&href).to_owned();
            let shown =
                ask(&path, None, "text/html").await.filter(|answer| answer.ok).and_then(|answer| {
                    swap(&answer.text, "#gallery")?;
                    window()?
                        .history()
                        .ok()?
                        .replace_state_with_url(&JsValue::NULL, "", Some(&path))
                        .ok()
                });
            if shown.is_none() {
                drop(window().map(|w| w.location().set_href(&href)));
            }
        });
    }

    /// All pictures of the gallery by address and caption, and which one is the large one.
    fn pictures(large: &HtmlElement) -> (Vec<(String, String)>, usize) {
        let mut pictures = Vec::new();
        let mut current = 0;
        if let Some(list) =
            find("#gallery").and_then(|gallery| gallery.query_selector_all(".thumbs a").ok())
        {
            for thumb in (0..list.length()).filter_map(|i| list.get(i)?.dyn_into::<Element>().ok())
            {
                if thumb.has_attribute("aria-current") {
                    current = pictures.len();
                }
                let text = |name| thumb.get_attribute(name).unwrap_or_default();
                pictures.push((text("data-large"), text("data-caption")));
            }
        }
        if pictures.is_empty() {
            let alt = large
                .query_selector("img")
                .ok()
                .flatten()
                .and_then(|image| image.get_attribute("alt"));
            pictures
                .push((large.get_attribute("href").unwrap_or_default(), alt.unwrap_or_default()));
        }
        (pictures, current)
    }

    impl Zoom {
        fn listen(&'static self) {
            let dialog = &self.dialog;
            listen_actively(dialog, "wheel", move |event: WheelEvent| {
                event.prevent_default();
                let factor = (-event.delta_y() * 0.002).exp();
                self.enlarge(self.scale.get() * factor, place(&event));
            });
            listen_actively(&self.stage, "pointerdown", move |event: PointerEvent| {
                let mut down = self.down.borrow_mut();
                down.push((event.pointer_id(), place(&event)));
                self.from.set((down.len() == 1).then(|| place(&event)));
                // What is held goes on when it leaves the picture.
                let _ = self.stage.set_pointer_capture(event.pointer_id());
            });
            listen_actively(&self.stage, "pointermove", move |event: PointerEvent| {
                self.moved(&event)
            });
            listen_actively(&self.stage, "pointerup", move |event: PointerEvent| {
                self.lifted(&event, true)
            });
            listen_actively(&self.stage, "pointercancel", move |event: PointerEvent| {
                self.lifted(&event, false)
            });
            listen_actively(dialog, "keydown", move |event: KeyboardEvent| {
                let action = match event.key().as_str() {
                    "ArrowLeft" if self.scale.get() <= 1.0 => "previous",
                    "ArrowRight" if self.scale.get() <= 1.0 => "next",
                    "+" | "=" => "in",
                    "-" => "out",
                    _ => return,
                };
                event.prevent_default();
                self.act(action);
            });
            listen_actively(dialog, "close", move |_: Event| over::closed(dialog));
        }

        fn open(&self, link: &HtmlElement) {
            let (pictures, current) = pictures(link);
            let _ = self.dialog.toggle_attribute_with_force("data-single", pictures.len() < 2);
            self.pictures.replace(pictures);
            self.turn_to(current);
            if self.dialog.show_modal().is_ok() {
                over::opened(&self.dialog);
            }
        }

        fn act(&self, action: &str) {
            let middle = (
                f64::from(self.stage.client_width()) / 2.0,
                f64::from(self.stage.client_height()) / 2.0,
            );
            let count = self.pictures.borrow().len().max(1);
            match action {
                "previous" => self.turn_to((self.index.get() + count - 1) % count),
                "next" => self.turn_to((self.index.get() + 1) % count),
                "in" => self.enlarge(self.scale.get() * 1.5, middle),
                "out" => self.enlarge(self.scale.get() / 1.5, middle),
                _ => self.dialog.close(),
            }
        }

        fn turn_to(&self, index: usize) {
            let pictures = self.pictures.borrow();
            let Some((address, caption)) = pictures.get(index) else { return };
            self.index.set(index);
            self.enlarge(1.0, (0.0, 0.0));
            self.image.set_src(address);
            self.image.set_alt(caption);
            let count = if pictures.len() > 1 {
                format!("{} / {}", index + 1, pictures.len())
            } else {
                String::new()
            };
            for (place, text) in [(".zoom-count", &count), (".zoom-caption", caption)] {
                if let Ok(Some(place)) = self.dialog.query_selector(place) {
                    place.set_text_content(Some(text));
                }
            }
        }

        /// Shows the picture at a scale, with the point of it that is at `at` of the screen staying
        /// there.
        fn enlarge(&self, scale: f64, at: Point) {
            let (before, scale) = (self.scale.get(), scale.clamp(1.0, LARGEST));
            let factor = scale / before;
            let (left, top) =
                (f64::from(self.stage.scroll_left()), f64::from(self.stage.scroll_top()));
            self.scale.set(scale);
            // Code that prints any float would weigh 3 kB.
            let thousandths = (scale * 1000.0).round() as u32;
            let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
            let _ = self.image.style().set_property("--scale", &text);
            self.stage.set_scroll_left(((left + at.0) * factor - at.0).round() as i32);
            self.stage.set_scroll_top(((top + at.1) * factor - at.1).round() as i32);
        }

        /// One finger or the mouse moves the picture, two enlarge it.
        fn moved(&self, event: &PointerEvent) {
            let mut down = self.down.borrow_mut();
            let before = spread(&down);
            let Some(held) = down.iter_mut().find(|held| held.0 == event.pointer_id()) else {
                return;
            };
            let (from, to) = (held.1, place(event));
            held.1 = to;
            match (before, spread(&down)) {
                (Some((narrow, _)), Some((wide, middle))) => {
                    self.enlarge(self.scale.get() * wide / narrow.max(1.0), middle)
                }
                _ => {
                    self.stage.set_scroll_left(self.stage.scroll_left() - (to.0 - from.0) as i32);
                    self.stage.set_scroll_top(self.stage.scroll_top() - (to.1 - from.1) as i32);
                }
            }
        }

        /// A move sideways over the whole picture turns to the next one; two taps at one place
        /// enlarge it there, or show all of it again.
        fn lifted(&self, event: &PointerEvent, whole: bool) {
            self.down.borrow_mut().retain(|held| held.0 != event.pointer_id());
            let (Some(from), to) = (self.from.take().filter(|_| whole), place(event)) else {
                return;
            };
            let (x, y) = (to.0 - from.0, to.1 - from.1);
            if x.hypot(y) < TAP {
                let now = event.time_stamp();
                let before = self.tapped.replace(Some((now, to)));
                if before.is_some_and(|(then, at)| {
                    now - then < TWICE && (at.0 - to.0).hypot(at.1 - to.1) < 2.0 * TAP
                }) {
                    self.tapped.set(None);
                    self.enlarge(if self.scale.get() > 1.0 { 1.0 } else { DOUBLE }, to);
                }
            } else if self.scale.get() <= 1.0 && x.abs() > SWIPE && x.abs() > 2.0 * y.abs() {
                self.act(if x < 0.0 { "next" } else { "previous" });
            }
        }
    }

    /// Where something happened.
    fn place(event: &MouseEvent) -> Point {
        (event.client_x().into(), event.client_y().into())
    }

    /// The distance of two fingers, and the point between them.
    fn spread(down: &[(i32, Point)]) -> Option<(f64, Point)> {
        let [(_, a), (_, b)] = down else { return None };
        Some(((a.0 - b.0).hypot(a.1 - b.1), ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)))
    }
}

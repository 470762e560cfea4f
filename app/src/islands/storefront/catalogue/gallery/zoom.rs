//! The large picture over the page, fitted to the screen. Pinch, wheel, double tap and buttons
//! zoom; swipes turn to the next picture.

use super::shown::ShownPicture;
use crate::{
    islands::{
        browser::{find, listen_actively},
        over,
    },
    ui::picture::large,
};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{
    Event, HtmlDialogElement, HtmlElement, HtmlImageElement, KeyboardEvent, MouseEvent,
    PointerEvent, WheelEvent,
};

/// Maximum zoom, as a multiple of the size that fits the screen.
const LARGEST: f64 = 5.0;
/// The zoom after a double tap.
const DOUBLE: f64 = 2.5;
/// The horizontal distance of a swipe that turns to the next picture, in pixels.
const SWIPE: f64 = 48.0;

/// Maximum distance of a tap, in pixels.
const TAP: f64 = 12.0;
/// Maximum time between the taps of a double tap, in milliseconds.
const TWICE: f64 = 400.0;

/// A position on the screen.
type Point = (f64, f64);

/// The open dialog: its pictures by URL and caption, the current one and its zoom.
pub struct Zoom {
    dialog: HtmlDialogElement,
    stage: HtmlElement,
    image: HtmlImageElement,
    pictures: RefCell<Vec<(String, String)>>,
    index: Cell<usize>,
    scale: Cell<f64>,
    /// Pointers that are down: id and position.
    down: RefCell<Vec<(i32, Point)>>,
    /// Where the first of them went down, while it is the only one.
    from: Cell<Option<Point>>,
    /// Time and position of the last tap.
    tapped: Cell<Option<(f64, Point)>>,
}

/// Prepares the dialog of the page.
pub fn start() -> Option<&'static Zoom> {
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
    zoom.listen();
    Some(zoom)
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
            // The gesture continues when the pointer leaves the picture.
            let _ = self.stage.set_pointer_capture(event.pointer_id());
        });
        listen_actively(&self.stage, "pointermove", move |event: PointerEvent| self.moved(&event));
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

    /// Opens the dialog with the picture at an index.
    pub fn open(&self, pictures: &[ShownPicture], current: usize) {
        let pictures: Vec<_> =
            pictures.iter().map(|one| (large(&one.picture), one.picture.alt.clone())).collect();
        let _ = self.dialog.toggle_attribute_with_force("data-single", pictures.len() < 2);
        self.pictures.replace(pictures);
        self.turn_to(current);
        if self.dialog.show_modal().is_ok() {
            over::opened(&self.dialog);
        }
    }

    /// Performs the action of a button of the dialog.
    pub fn act(&self, action: &str) {
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

    /// Zooms to a scale, keeping the point of the picture under `at` in place.
    fn enlarge(&self, scale: f64, at: Point) {
        let (before, scale) = (self.scale.get(), scale.clamp(1.0, LARGEST));
        let factor = scale / before;
        let (left, top) = (f64::from(self.stage.scroll_left()), f64::from(self.stage.scroll_top()));
        self.scale.set(scale);
        // Formatting an arbitrary float would add 3 kB of code.
        let thousandths = (scale * 1000.0).round() as u32;
        let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
        let _ = self.image.style().set_property("--scale", &text);
        self.stage.set_scroll_left(((left + at.0) * factor - at.0).round() as i32);
        self.stage.set_scroll_top(((top + at.1) * factor - at.1).round() as i32);
    }

    /// Handles a moved pointer: one pans the picture, two zoom it.
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

    /// Handles a released pointer: a swipe over the whole picture turns to the next one; a
    /// double tap zooms in at its position, or out again.
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

/// The position of an event.
fn place(event: &MouseEvent) -> Point {
    (event.client_x().into(), event.client_y().into())
}

/// The distance between two pointers, and the point in the middle.
fn spread(down: &[(i32, Point)]) -> Option<(f64, Point)> {
    let [(_, a), (_, b)] = down else { return None };
    Some(((a.0 - b.0).hypot(a.1 - b.1), ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)))
}

//! Pinch, wheel, double tap, keys and swipes on the large picture. They change its state, and
//! scroll it so that the point under the pointer stays in place, which signals cannot do.

use super::state::{Action, ZoomState};
use crate::islands::{
    browser::{find, listen_actively, spawn},
    guard::left_to_browser,
    over,
};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{
    HtmlDialogElement, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent,
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

/// The pointers on the picture.
struct Gestures {
    zoom: ZoomState,
    stage: HtmlElement,
    /// Pointers that are down: id and position.
    down: RefCell<Vec<(i32, Point)>>,
    /// Where the first of them went down, while it is the only one.
    from: Cell<Option<Point>>,
    /// Time and position of the last tap.
    tapped: Cell<Option<(f64, Point)>>,
}

fn dialog() -> Option<HtmlDialogElement> {
    find("#zoom")?.dyn_into().ok()
}

fn stage() -> Option<HtmlElement> {
    find("#zoom .zoom-stage")
}

/// Listens to gestures.
pub fn start(zoom: ZoomState) {
    let (Some(dialog), Some(stage)) = (dialog(), stage()) else { return };
    // Kept until the page is left.
    let gestures: &'static Gestures = Box::leak(Box::new(Gestures {
        zoom,
        stage,
        down: RefCell::default(),
        from: Cell::new(None),
        tapped: Cell::new(None),
    }));
    gestures.listen(&dialog);
}

/// Opens the dialog with the picture at an index.
pub fn open(zoom: ZoomState, index: usize) {
    let Some(dialog) = dialog() else { return };
    zoom.show(index);
    if dialog.show_modal().is_ok() {
        over::opened(&dialog);
    }
}

/// Called when the dialog was closed, in any way.
pub fn closed(zoom: ZoomState) {
    zoom.clear();
    if let Some(dialog) = dialog() {
        over::closed(&dialog);
    }
}

/// Performs the action of a button or key.
pub fn act(zoom: ZoomState, action: Action) {
    if action == Action::Close {
        if let Some(dialog) = dialog() {
            dialog.close();
        }
        return;
    }
    // A translated page would keep the caption of this picture.
    if left_to_browser() {
        return;
    }
    let scale = zoom.scale.get_untracked();
    match action {
        Action::Previous => zoom.turn(-1),
        Action::Next => zoom.turn(1),
        Action::In => enlarge(zoom, scale * 1.5, middle()),
        Action::Out => enlarge(zoom, scale / 1.5, middle()),
        Action::Close => {}
    }
}

/// The middle of the screen.
fn middle() -> Point {
    stage().map_or((0.0, 0.0), |stage| {
        (f64::from(stage.client_width()) / 2.0, f64::from(stage.client_height()) / 2.0)
    })
}

/// Zooms to a scale, keeping the point of the picture under `at` in place.
fn enlarge(zoom: ZoomState, scale: f64, at: Point) {
    let Some(stage) = stage() else { return };
    let (before, scale) = (zoom.scale.get_untracked(), scale.clamp(1.0, LARGEST));
    let factor = scale / before;
    let (left, top) = (f64::from(stage.scroll_left()), f64::from(stage.scroll_top()));
    zoom.scale.set(scale);
    spawn(async move {
        // By then the picture has its new size.
        leptos::task::tick().await;
        stage.set_scroll_left(((left + at.0) * factor - at.0).round() as i32);
        stage.set_scroll_top(((top + at.1) * factor - at.1).round() as i32);
    });
}

impl Gestures {
    fn listen(&'static self, dialog: &HtmlDialogElement) {
        listen_actively(dialog, "wheel", move |event: WheelEvent| {
            event.prevent_default();
            let factor = (-event.delta_y() * 0.002).exp();
            enlarge(self.zoom, self.scale() * factor, position(&event));
        });
        listen_actively(&self.stage, "pointerdown", move |event: PointerEvent| {
            let mut down = self.down.borrow_mut();
            down.push((event.pointer_id(), position(&event)));
            self.from.set((down.len() == 1).then(|| position(&event)));
            // The gesture continues when the pointer leaves the picture.
            let _ = self.stage.set_pointer_capture(event.pointer_id());
        });
        listen_actively(&self.stage, "pointermove", move |event: PointerEvent| self.moved(&event));
        listen_actively(&self.stage, "pointerup", move |event: PointerEvent| {
            if let Some(from) = self.lifted(&event) {
                self.tapped_or_swiped(&event, from);
            }
        });
        listen_actively(&self.stage, "pointercancel", move |event: PointerEvent| {
            self.lifted(&event);
        });
        listen_actively(dialog, "keydown", move |event: KeyboardEvent| {
            let action = match event.key().as_str() {
                "ArrowLeft" if self.scale() <= 1.0 => Action::Previous,
                "ArrowRight" if self.scale() <= 1.0 => Action::Next,
                "+" | "=" => Action::In,
                "-" => Action::Out,
                _ => return,
            };
            event.prevent_default();
            act(self.zoom, action);
        });
    }

    fn scale(&self) -> f64 {
        self.zoom.scale.get_untracked()
    }

    /// Handles a moved pointer: one pans the picture, two zoom it.
    fn moved(&self, event: &PointerEvent) {
        let mut down = self.down.borrow_mut();
        let before = spread(&down);
        let Some(held) = down.iter_mut().find(|held| held.0 == event.pointer_id()) else {
            return;
        };
        let (from, to) = (held.1, position(event));
        held.1 = to;
        match (before, spread(&down)) {
            (Some((narrow, _)), Some((wide, middle))) => {
                enlarge(self.zoom, self.scale() * wide / narrow.max(1.0), middle)
            }
            _ => {
                self.stage.set_scroll_left(self.stage.scroll_left() - (to.0 - from.0) as i32);
                self.stage.set_scroll_top(self.stage.scroll_top() - (to.1 - from.1) as i32);
            }
        }
    }

    /// Handles a released pointer. Returns where it went down, if it was the only one.
    fn lifted(&self, event: &PointerEvent) -> Option<Point> {
        self.down.borrow_mut().retain(|held| held.0 != event.pointer_id());
        self.from.take()
    }

    /// Handles the end of a gesture with one pointer: a swipe over the whole picture turns to the
    /// next one; a double tap zooms in at its position, or out again.
    fn tapped_or_swiped(&self, event: &PointerEvent, from: Point) {
        let to = position(event);
        let (x, y) = (to.0 - from.0, to.1 - from.1);
        if x.hypot(y) < TAP {
            let now = event.time_stamp();
            let before = self.tapped.replace(Some((now, to)));
            if before.is_some_and(|(then, at)| {
                now - then < TWICE && (at.0 - to.0).hypot(at.1 - to.1) < 2.0 * TAP
            }) {
                self.tapped.set(None);
                enlarge(self.zoom, if self.scale() > 1.0 { 1.0 } else { DOUBLE }, to);
            }
        } else if self.scale() <= 1.0 && x.abs() > SWIPE && x.abs() > 2.0 * y.abs() {
            act(self.zoom, if x < 0.0 { Action::Next } else { Action::Previous });
        }
    }
}

/// The position of an event.
fn position(event: &MouseEvent) -> Point {
    (event.client_x().into(), event.client_y().into())
}

/// The distance between two pointers, and the point in the middle.
fn spread(down: &[(i32, Point)]) -> Option<(f64, Point)> {
    let [(_, a), (_, b)] = down else { return None };
    Some(((a.0 - b.0).hypot(a.1 - b.1), ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)))
}

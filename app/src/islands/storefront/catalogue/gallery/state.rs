//! The state of the large picture over the page.

use super::shown::{ShownGallery, ShownPicture};
use leptos::prelude::*;

/// What a button or key does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// Shows the previous picture.
    Previous,
    /// Shows the next picture.
    Next,
    /// Zooms in.
    In,
    /// Zooms out.
    Out,
    /// Closes the dialog.
    Close,
}

impl Action {
    /// Its name in the style sheet.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Previous => "previous",
            Self::Next => "next",
            Self::In => "in",
            Self::Out => "out",
            Self::Close => "close",
        }
    }
}

/// The state of the large picture.
#[derive(Clone, Copy, Debug)]
pub struct ZoomState {
    /// The gallery of the page.
    pub gallery: RwSignal<ShownGallery>,
    /// The index of the picture; `None` while the dialog is closed, so that none is loaded.
    pub index: RwSignal<Option<usize>>,
    /// The zoom, as a multiple of the size that fits the screen.
    pub scale: RwSignal<f64>,
}

impl ZoomState {
    /// The initial state.
    #[must_use]
    pub fn new(gallery: RwSignal<ShownGallery>) -> Self {
        Self { gallery, index: RwSignal::new(None), scale: RwSignal::new(1.0) }
    }

    /// The picture; tracked.
    pub fn picture(self) -> Option<ShownPicture> {
        let index = self.index.get()?;
        self.gallery.with(|gallery| gallery.pictures.get(index).cloned())
    }

    /// Whether there is no other picture; tracked.
    pub fn is_single(self) -> bool {
        self.gallery.with(|gallery| gallery.pictures.len() < 2)
    }

    /// "2 / 5", if there are several; tracked.
    pub fn position(self) -> Option<String> {
        let number = self.index.get()? + 1;
        let count = self.gallery.with(|gallery| gallery.pictures.len());
        (count > 1).then(|| format!("{number} / {count}"))
    }

    /// The zoom as a number of the style sheet, unless the whole picture is shown; tracked.
    pub fn css_scale(self) -> Option<String> {
        // Formatting an arbitrary float would add 3 kB of code.
        let thousandths = (self.scale.get() * 1000.0).round() as u32;
        (thousandths > 1000).then(|| format!("{}.{:03}", thousandths / 1000, thousandths % 1000))
    }

    /// Shows the whole picture at an index.
    pub fn show(self, index: usize) {
        self.scale.set(1.0);
        self.index.set(Some(index));
    }

    /// Shows no picture, so that none is loaded with the next variant.
    pub fn clear(self) {
        self.index.set(None);
    }

    /// Shows the picture that many places further; after the last one the first one follows.
    pub fn turn(self, by: isize) {
        let count = self.gallery.with_untracked(|gallery| gallery.pictures.len());
        let index = self.index.get_untracked().unwrap_or(0);
        let last = count.saturating_sub(1);
        self.show(match index.checked_add_signed(by) {
            Some(next) if next <= last => next,
            Some(_) => 0,
            None => last,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{ShownGallery, ShownPicture, ZoomState};
    use leptos::prelude::*;
    use views::catalogue::Picture;

    fn state(pictures: usize) -> ZoomState {
        let picture = ShownPicture {
            picture: Picture {
                hash: String::new(),
                alt: String::new(),
                width: 1,
                height: 1,
                placeholder: String::new(),
                drawing: false,
            },
            href: String::new(),
            label: String::new(),
            caption: None,
        };
        ZoomState::new(RwSignal::new(ShownGallery {
            slug: String::new(),
            pictures: vec![picture; pictures],
            current: 0,
            zoom: String::new(),
        }))
    }

    #[test]
    fn pictures_turn_in_a_circle_and_are_shown_whole() {
        let owner = Owner::new();
        owner.set();
        let zoom = state(3);
        zoom.show(2);
        zoom.scale.set(2.5);
        assert_eq!(untrack(|| zoom.css_scale()).as_deref(), Some("2.500"));
        for (by, position) in [(1, "1 / 3"), (-1, "3 / 3"), (-1, "2 / 3"), (1, "3 / 3")] {
            zoom.turn(by);
            assert_eq!(untrack(|| zoom.position()).as_deref(), Some(position));
            assert_eq!(untrack(|| zoom.css_scale()), None);
        }
    }

    #[test]
    fn a_single_picture_has_no_position() {
        let owner = Owner::new();
        owner.set();
        let zoom = state(1);
        zoom.show(0);
        zoom.turn(1);
        assert_eq!(zoom.index.get_untracked(), Some(0));
        assert!(untrack(|| zoom.is_single()));
        assert_eq!(untrack(|| zoom.position()), None);
    }

    #[test]
    fn no_picture_is_loaded_while_the_dialog_is_closed() {
        let owner = Owner::new();
        owner.set();
        let zoom = state(2);
        assert_eq!(untrack(|| zoom.picture()), None);
        zoom.show(1);
        assert!(untrack(|| zoom.picture()).is_some());
        zoom.clear();
        assert_eq!(untrack(|| zoom.picture()), None);
    }
}

//! Whether spans are exported; exported spans have their own ids.

use std::sync::atomic::{AtomicBool, Ordering};

static EXPORTING: AtomicBool = AtomicBool::new(false);

pub(super) fn is_on() -> bool {
    EXPORTING.load(Ordering::Relaxed)
}

pub(super) fn set(exporting: bool) {
    EXPORTING.store(exporting, Ordering::Relaxed);
}

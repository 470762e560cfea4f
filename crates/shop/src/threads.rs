//! Long computations in async code.

use std::cell::Cell;
use tokio::runtime::{Handle, RuntimeFlavor::MultiThread};

thread_local! {
    static CPU_BOUND: Cell<bool> = const { Cell::new(false) };
}

/// Marks the current thread as CPU-bound: [`block_in_place`] runs its work here.
pub fn mark_cpu_bound() {
    CPU_BOUND.set(true);
}

/// Runs work that takes tens of milliseconds. On a thread that serves clients, its other tasks move
/// to another thread first.
pub(crate) fn block_in_place<T>(work: impl FnOnce() -> T) -> T {
    let serves_clients = !CPU_BOUND.get()
        && Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == MultiThread);
    if serves_clients { tokio::task::block_in_place(work) } else { work() }
}

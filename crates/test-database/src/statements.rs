//! Counts statements.

use metrics::{
    Counter, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit,
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// Counts the statements of a thread.
#[derive(Default)]
struct Statements(Arc<AtomicUsize>);

struct Count(Arc<AtomicUsize>);

impl HistogramFn for Count {
    fn record(&self, _: f64) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Recorder for Statements {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        Counter::noop()
    }
    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }
    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        match key.name() {
            "db_client_operation_duration_seconds" => {
                Histogram::from_arc(Arc::new(Count(Arc::clone(&self.0))))
            }
            _ => Histogram::noop(),
        }
    }
}

/// The number of statements that `work` takes, including `COMMIT`. For single-threaded tests.
pub async fn statements(work: impl AsyncFnOnce()) -> usize {
    let recorder = Statements::default();
    let _counting = metrics::set_default_local_recorder(&recorder);
    work().await;
    recorder.0.load(Ordering::Relaxed)
}

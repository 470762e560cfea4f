/// Turns an `async fn name(bench: &Bench)` into two tests, `name::sqlite` and `name::postgres`.
/// With `sample` they use the sample catalogue, otherwise the [`fixture`](crate::fixture).
#[macro_export]
macro_rules! on_both {
    ($name:ident) => {
        $crate::on_both!($name, new);
    };
    ($name:ident, $open:ident) => {
        mod $name {
            use $crate::{Bench, Kind};

            async fn on(kind: Kind) {
                let bench = Bench::$open(kind).await;
                super::$name(&bench).await;
                bench.shop.db().close().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                on(Kind::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                on(Kind::Postgres).await;
            }
        }
    };
}

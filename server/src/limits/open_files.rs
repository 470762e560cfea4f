//! The system's limit of open files, which limits the number of connections.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Open files other than connections: the binary's own, static files being sent, the mail server,
/// SQLite's.
const OTHERS: u64 = 64;
/// Files per database connection: SQLite opens the database, its log and its index.
const OF_DATABASE: u64 = 3;

/// Raises the soft limit of open files to the hard one. Returns the limit in force, or `None` if
/// there is none.
fn raise() -> Option<u64> {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    if limit.current == limit.maximum || setrlimit(Resource::Nofile, raised).is_ok() {
        limit.maximum
    } else {
        limit.current
    }
}

/// How many of the wanted connections fit a limit of open files.
fn fitting(wanted: usize, files: Option<u64>, database: u32) -> usize {
    let Some(files) = files else { return wanted };
    // At least half of a small limit, however many files the rest may need.
    let left =
        files.saturating_sub(OTHERS + OF_DATABASE * u64::from(database)).max(files / 2).max(1);
    wanted.min(usize::try_from(left).unwrap_or(usize::MAX))
}

/// The number of concurrent connections: as many as wanted, or as many as the limit of open files
/// allows, with a warning.
pub(crate) fn connections(wanted: usize, database: u32) -> usize {
    let files = raise();
    let fit = fitting(wanted, files, database);
    if let Some(files) = files.filter(|_| fit < wanted) {
        tracing::warn!(
            "PERIGEE_CONNECTIONS (--connections) {wanted} is more than {files} open files allow: \
             {fit} connections are taken at once. Raise the \
             limit (ulimit -Hn, LimitNOFILE= of systemd) or lower the setting"
        );
    }
    fit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_fit_the_open_files() {
        for (wanted, files, database, taken) in [
            (10_000, None, 6, 10_000),
            (10_000, Some(1_048_576), 6, 10_000),
            (10_000, Some(1024), 6, 942),
            (10_000, Some(256), 6, 174),
            (100, Some(256), 6, 100),
            (10_000, Some(64), 6, 32),
            (10_000, Some(1024), 1000, 512),
            (10_000, Some(0), 6, 1),
        ] {
            assert_eq!(fitting(wanted, files, database), taken, "{wanted} of {files:?}");
        }
    }
}

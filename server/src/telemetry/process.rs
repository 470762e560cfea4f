//! Memory, CPU time and open files of this process, from Linux's `/proc`, under the names that all
//! Prometheus clients use. Not available on other systems. The crates for it bring bindings to
//! every system, which is a lot for seven numbers.

use ::metrics::{Unit, describe_gauge, gauge};
use std::fs;

/// Clock ticks per second, the unit of CPU time in `/proc`: the same on every machine that Rust
/// supports.
const TICKS: f64 = 100.0;

pub(super) fn describe() {
    // Totals that are not integers, unlike the counters of `metrics`.
    describe_gauge!("process_cpu_seconds_total", Unit::Seconds, "CPU time, user and system");
    describe_gauge!("process_resident_memory_bytes", Unit::Bytes, "Resident memory");
    describe_gauge!("process_virtual_memory_bytes", Unit::Bytes, "Virtual memory");
    describe_gauge!("process_open_fds", Unit::Count, "Open file descriptors");
    describe_gauge!("process_max_fds", Unit::Count, "Maximum number of file descriptors");
    describe_gauge!("process_threads", Unit::Count, "Threads");
    describe_gauge!(
        "process_start_time_seconds",
        Unit::Seconds,
        "When the process began, in Unix time"
    );
}

/// Values from `/proc`.
#[derive(Debug, Default, PartialEq)]
struct Process {
    cpu_seconds: Option<f64>,
    /// Since the boot of the machine.
    started_seconds: Option<f64>,
    resident_bytes: Option<f64>,
    virtual_bytes: Option<f64>,
    threads: Option<f64>,
    max_fds: Option<f64>,
}

/// Parses `/proc/self/stat`, `status` and `limits`.
fn read(stat: &str, status: &str, limits: &str) -> Process {
    // The second field is the program's name in brackets, which may contain spaces: count from
    // after it. The first field here is the third.
    let fields: Vec<&str> =
        stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace().collect();
    let field = |number: usize| fields.get(number.checked_sub(3)?)?.parse::<f64>().ok();
    let line = |text: &str, name: &str| -> Option<f64> {
        text.lines()
            .find_map(|line| line.strip_prefix(name))?
            .split_whitespace()
            .next()?
            .parse()
            .ok()
    };
    Process {
        cpu_seconds: field(14).zip(field(15)).map(|(user, system)| (user + system) / TICKS),
        started_seconds: field(22).map(|ticks| ticks / TICKS),
        resident_bytes: line(status, "VmRSS:").map(|kilobytes| kilobytes * 1024.0),
        virtual_bytes: line(status, "VmSize:").map(|kilobytes| kilobytes * 1024.0),
        threads: line(status, "Threads:"),
        max_fds: line(limits, "Max open files"),
    }
}

/// Sets the gauges.
pub(super) fn measure() {
    let text = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let process =
        read(&text("/proc/self/stat"), &text("/proc/self/status"), &text("/proc/self/limits"));
    let booted = text("/proc/stat")
        .lines()
        .find_map(|line| line.strip_prefix("btime ")?.trim().parse::<f64>().ok());
    let open_fds = fs::read_dir("/proc/self/fd").ok().map(|entries| entries.count() as f64);
    for (name, value) in [
        ("process_cpu_seconds_total", process.cpu_seconds),
        ("process_resident_memory_bytes", process.resident_bytes),
        ("process_virtual_memory_bytes", process.virtual_bytes),
        ("process_open_fds", open_fds),
        ("process_max_fds", process.max_fds),
        ("process_threads", process.threads),
        (
            "process_start_time_seconds",
            booted.zip(process.started_seconds).map(|(booted, after)| booted + after),
        ),
    ] {
        if let Some(value) = value {
            gauge!(name).set(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proc_is_read() {
        let stat = "42 (a (strange) name) S 1 42 42 0 -1 4194560 900 0 0 0 150 50 0 0 20 0 9 0 \
                    1000 123456789 2048 18446744073709551615";
        let status = "Name:\tperigee\nVmSize:\t  120560 kB\nVmRSS:\t   8192 kB\nThreads:\t9\n";
        let limits = "Limit                     Soft Limit           Hard Limit           Units\n\
                      Max open files            1024                 4096                 files\n";
        let expected = Process {
            cpu_seconds: Some(2.0),
            started_seconds: Some(10.0),
            resident_bytes: Some(8_388_608.0),
            virtual_bytes: Some(123_453_440.0),
            threads: Some(9.0),
            max_fds: Some(1024.0),
        };
        assert_eq!(read(stat, status, limits), expected);
        // Another system.
        assert_eq!(read("", "", ""), Process::default());
    }
}

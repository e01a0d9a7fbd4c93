//! What a process uses, as Linux tells it; elsewhere nobody knows.

use std::fs;
use std::time::Duration;

/// The length of one tick of the clocks in `/proc`; the same on every Linux that we know.
const TICK: Duration = Duration::from_millis(10);

/// A figure of `/proc/PID/status` in megabytes: `VmRSS` for what is resident now, `VmHWM` for the
/// most that ever was.
pub(super) fn megabytes(process: u32, name: &str) -> Option<f64> {
    in_status(&fs::read_to_string(format!("/proc/{process}/status")).ok()?, name)
}

/// How long cores have worked for a process, and for those that it started and saw end.
pub(super) fn cpu(process: u32) -> Option<Duration> {
    in_stat(&fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
}

fn in_status(status: &str, name: &str) -> Option<f64> {
    let rest = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    let kibibytes: f64 = rest.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1.024 / 1000.0)
}

fn in_stat(stat: &str) -> Option<Duration> {
    // The name of a program may have spaces and brackets; behind it stand numbers alone, and the
    // 14th to 17th of all are ticks.
    let (_name, numbers) = stat.rsplit_once(')')?;
    let ticks = numbers.split_ascii_whitespace().skip(11).take(4);
    let ticks: Option<Vec<u32>> = ticks.map(|it| it.parse().ok()).collect();
    Some(TICK * ticks.filter(|it| it.len() == 4)?.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_found_by_its_name() {
        let status = "Name:\tairside-api\nVmPeak:\t  900000 kB\nVmRSS:\t   75000 kB\nThreads:\t4\n";
        assert_eq!(in_status(status, "VmRSS"), Some(76.8));
        assert_eq!(in_status(status, "VmHWM"), None);
        assert_eq!(in_status(status, "Threads"), None);
    }

    #[test]
    fn ticks_are_found_behind_any_name() {
        let stat = "42 (a) b (c) S 1 2 3 0 -1 4194560 11 12 13 14 100 20 3 4 20 0 4 0 777";
        assert_eq!(in_stat(stat), Some(Duration::from_millis(1_270)));
        assert_eq!(in_stat("42 (short) S 1 2"), None);
    }
}

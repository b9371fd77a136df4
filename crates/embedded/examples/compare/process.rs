//! What the system knows of a process.

use std::fs;

/// How often a second the system counts processor time.
const TICKS: f64 = 100.0;

/// Its memory in MiB: `VmRSS` is what it has now, `VmHWM` the most that it has had.
pub(crate) fn memory(id: u32, what: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(':')).unwrap();
    let kib: f64 = line.split_whitespace().next().unwrap().parse().unwrap();
    kib / 1024.0
}

/// The processor time that it has used, in seconds.
pub(crate) fn time(id: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    // The name, which stands in parentheses, may hold anything.
    let mut fields = stat.rsplit(") ").next().unwrap().split(' ').skip(11);
    let mut next = || fields.next().unwrap().parse::<f64>().unwrap();
    (next() + next()) / TICKS
}

//! How long something takes.

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use serde_json::{Value, json};

/// How long something took, over some rounds after one that does not count.
pub(crate) struct Timing<T> {
    /// What the last round made.
    pub(crate) last: T,
    /// The middle of all rounds, in milliseconds.
    pub(crate) median_ms: f64,
    /// The shortest round, in milliseconds.
    pub(crate) least_ms: f64,
    /// Processor time of a round, of all threads together, in milliseconds: on a machine that does
    /// other things as well it says more than the clock on the wall.
    pub(crate) cpu_ms: f64,
}

impl<T> Timing<T> {
    /// Times so many rounds; at least one.
    pub(crate) fn of(rounds: usize, mut work: impl FnMut() -> T) -> Self {
        let mut last = black_box(work());
        let mut taken = Vec::new();
        let mut cpu = 0;
        for _ in 0..rounds.max(1) {
            let (begin, ticks) = (Instant::now(), ticks());
            let made = black_box(work());
            taken.push(begin.elapsed().as_secs_f64() * 1e3);
            cpu += self::ticks() - ticks;
            // Dropped outside the time: whoever asks keeps the answer.
            last = made;
        }
        taken.sort_by(f64::total_cmp);
        let cpu_ms = cpu as f64 * TICK_MS / taken.len() as f64;
        Self { last, median_ms: taken[taken.len() / 2], least_ms: taken[0], cpu_ms }
    }

    /// The times as JSON.
    pub(crate) fn as_json(&self) -> Value {
        json!({ "median_ms": self.median_ms, "least_ms": self.least_ms, "cpu_ms": self.cpu_ms })
    }
}

/// Linux counts in hundredths of a second for whoever asks through `/proc`, on every architecture.
const TICK_MS: f64 = 10.0;

/// Processor time that this process has had so far; 0 where there is no `/proc`.
fn ticks() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in parentheses, may hold anything; `utime` and `stime` are the 14th
    // and 15th field, the 12th and 13th after the name.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum()
}

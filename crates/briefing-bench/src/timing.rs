//! How long something takes.

use std::hint::black_box;
use std::time::Instant;

/// How long something took, over some rounds after one that does not count.
pub(crate) struct Timing<T> {
    /// What the last round made.
    pub(crate) last: T,
    /// The middle of all rounds, in milliseconds.
    pub(crate) median_ms: f64,
    /// The shortest round, in milliseconds.
    pub(crate) least_ms: f64,
}

impl<T> Timing<T> {
    /// Times so many rounds; at least one.
    pub(crate) fn of(rounds: usize, mut work: impl FnMut() -> T) -> Self {
        let mut last = black_box(work());
        let mut taken: Vec<f64> = (0..rounds.max(1))
            .map(|_| {
                let begin = Instant::now();
                let made = black_box(work());
                let milliseconds = begin.elapsed().as_secs_f64() * 1e3;
                // Dropped outside the time: whoever asks keeps the answer.
                last = made;
                milliseconds
            })
            .collect();
        taken.sort_by(f64::total_cmp);
        Self { last, median_ms: taken[taken.len() / 2], least_ms: taken[0] }
    }
}

//! What is not wrong and should not stay: numbers typed by hand, and what nothing uses.
//!
//! Lints are warnings. They need all that a run knows (the results of metrics, to name the one that
//! has a number's value), so they stand at the end of a check and not in the loader.

mod numbers;
mod unused;

pub mod codes;

pub use numbers::numbers;
pub(crate) use numbers::{is_figure, nouns};
pub use unused::unused;

//! Benchmarks by stage, and a generator of realistic projects.
//!
//! ```
//! use briefing_bench::generator::{Size, events};
//!
//! // Ten events with what sources claim about them: the same for the same seed, on any machine.
//! let size = Size { briefs: 10, claims: 230, seed: 1 };
//! let claims: usize = events(size).map(|event| event.claims.len()).sum();
//! assert_eq!(claims, 230);
//! ```

pub mod generator;
pub mod questions;
pub mod tabular;

//! What changed between two editions of a brief, and why: from the facts of both.
//!
//! [`Difference::between`] takes what two editions say, each as its `facts.json` has it, and says
//! which figures were added, are gone or changed, each with its reasons: the claims that came or
//! went, what a source or a correction says otherwise, a definition, a coverage, a rate. Nothing
//! else is asked: no project, no disk.
//!
//! A figure is found again by what it is, not by its id, which moves with every paragraph before it:
//! a result by its metric and dimensions, a claim as it stands by that claim. A figure that only
//! moved has not changed.
//!
//! ```
//! use briefing_diff::{Difference, Kind};
//! # use briefing_facts::Facts;
//! # fn example(before: &Facts, after: &Facts) {
//! let difference = Difference::between(before, after);
//! for fact in &difference.facts {
//!     println!("{}: {:?}", fact.label(), fact.chief());
//! }
//! # }
//! ```

mod change;
mod compare;
mod difference;
mod evidence;
mod matching;
mod mirror;
mod reasons;
mod schema;

pub use change::{Change, End};
pub use difference::{
    Altered, ClaimChange, Difference, Evidence, FactChange, Key, Kind, Reason, Same, SourceChange,
};
pub use schema::schema;

/// The version of the form of a [`Difference`] as JSON.
pub const VERSION: u32 = 1;

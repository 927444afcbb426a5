//! Reads figures out of words, and says whether words carry a figure.
//!
//! [`mentions`] finds every number of a text, in English and Chinese, with its bound, its unit, and
//! what is hedged about it: a claim is checked against its quote with it, a finished brief against
//! its facts, a template against numbers typed by hand.
//!
//! **Invariant:** no I/O and no project: texts and figures go in, readings come out.

mod mention;

mod reader;

mod phrase;
mod quantity;
mod range;
mod sense;

mod clause;
mod hedge;
pub mod lexicon;

mod calendar;
mod multiple;
mod name;
mod noun;
mod numeral;
mod table;
mod text;
mod unit;

mod check;
mod claim;
pub mod codes;
mod consistency;
mod quote;

mod notation;

pub use check::{Archive, OFF_BY_DEFAULT, check};
pub use claim::{Context, Reading, read};
pub use consistency::{Tolerances, consistency};
pub use mention::{Hedge, Mention, MentionKind, Quantity, mentions};
pub use quote::{Archived, Found, fold};

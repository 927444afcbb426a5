//! Reads figures out of words, and says whether words carry a figure.
//!
//! [`mentions`] finds every number of a text, in English and Chinese, with its bound, its unit, and
//! what is hedged about it: a claim is checked against its quote with it, a finished brief against
//! its facts, a template against numbers typed by hand.
//!
//! ```
//! use briefing_evidence::{MentionKind, mentions};
//!
//! let found = mentions("预计签约项目500余个,总金额逾三千亿元");
//! let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
//! assert_eq!(lines, ["> 500 (个)", "> 300000000000 CNY"]);
//! let MentionKind::Quantity(projects) = &found[0].kind else { panic!() };
//! assert_eq!(projects.counts, Some("project"));
//! assert_eq!(projects.highest_status().map(|it| it.as_str()), Some("expected"));
//! ```
//!
//! How a text is read, from the outside in; each step has a file of its own:
//!
//! - `reader` goes from mention to mention: dates (`calendar`), places in an order and parts of
//!   names (`name`), growth in one word (`multiple`), and else a number.
//! - `numeral` reads a number and its magnitude, in digits, Chinese characters or English words;
//!   `phrase` the hedges, the unit (`unit`) and the noun (`noun`) around it; `range` a second number.
//! - `sense` decides whether it counts anything: `三家` does, `三峡` does not; four digits may be a year.
//! - `quantity` puts bounds, unit and noun together; `clause` finds the words of status that govern
//!   it in its sentence.
//! - [`lexicon`] is the one list of hedges and words of status, each with an example that a test reads.
//!
//! What is not certain is [`MentionKind::Unread`], with the reason, and never guessed: `数百`,
//! "1/3" without "of", "300m" away from a currency. What is understood and what is not stands in the
//! data folder's README; `tests/corpus` holds some seven hundred wordings with what is read in each.
//!
//! Numbers in words are read here and not by a crate: those that there are read whole strings into
//! machine integers or binary fractions, in one language, and cannot say where a number begins in a
//! sentence, nor that it is none.
//!
//! **Invariant:** no I/O and no project: texts and figures go in, readings come out.

mod mention;

mod reader;

mod phrase;
mod quantity;
mod range;
mod sense;
mod sign;

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

mod agreement;
pub mod codes;
mod consistency;
mod quote;

mod notation;

pub use check::{Archive, OFF_BY_DEFAULT, check};
pub use claim::{Context, Reading, read};
pub use consistency::{Tolerances, consistency};
pub use mention::{Hedge, Mention, MentionKind, Quantity, mentions};
pub use quote::{Archived, Found, fold};

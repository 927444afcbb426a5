//! Numbers as texts mention them.

use std::ops::Range;

use briefing_model::figure::{Bound, Comparator};
use briefing_model::status::Status;
use briefing_model::unit::Unit;

/// Every number of a text, in order, none within another: quantities, dates, ordinals, and numbers
/// that are parts of names. Digits of any script width, Chinese numerals (capital forms and
/// traditional characters too), and English number words that stand where a quantity can.
#[must_use]
pub fn mentions(_text: &str) -> Vec<Mention> {
    Vec::new()
}

/// A number as a text mentions it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The bytes of the whole phrase: hedge, number, magnitude, unit (`more than 300 billion yuan`).
    pub range: Range<usize>,
    /// The bytes of the number and its magnitude (`300 billion`).
    pub number: Range<usize>,
    /// What it is.
    pub kind: MentionKind,
}

/// What a [`Mention`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MentionKind {
    /// So much, or so many, of something.
    Quantity(Quantity),
    /// A day, month, year, quarter or time of day.
    Date,
    /// A place in an order: `third`, `第三`, `No. 12`, a number of a section.
    Ordinal,
    /// Part of a name or code: `Top 500`, `A4`, `COVID-19`.
    Name,
    /// A number that cannot be read with certainty, and why: reported, never guessed.
    Unread(String),
}

/// So much, or so many, of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The lower end as worded; none where there is none.
    pub lower: Option<Bound>,
    /// The upper end as worded.
    pub upper: Option<Bound>,
    /// Whether it is "about".
    pub about: bool,
    /// How it is worded: what a claim's comparator must agree with.
    pub comparator: Comparator,
    /// The currency or percent that the words name; a noun or classifier is in `noun`; plain numbers
    /// have [`Unit::one`].
    pub unit: Unit,
    /// The noun or classifier after it, as written: `projects`, `家`, `个项目`.
    pub noun: Option<String>,
    /// The hedges and words of status around it, in order of the text.
    pub hedges: Vec<Hedge>,
}

/// A word that hedges a number, or says how far the thing has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hedge {
    /// Its bytes.
    pub range: Range<usize>,
    /// The entry of the lexicon: `more than`, `余`.
    pub entry: &'static str,
    /// The comparator it gives a number, where it gives one.
    pub comparator: Option<Comparator>,
    /// The highest status a claim resting on these words can have, where it limits it: words such as
    /// "expected" or 拟 cannot carry `signed`.
    pub at_most: Option<Status>,
}

//! Numbers as texts mention them.

use std::fmt;
use std::ops::Range;

use briefing_model::figure::{Bound, Comparator, Figure};
use briefing_model::status::Status;
use briefing_model::unit::Unit;

/// Every number of a text, in order, none within another: quantities, dates, ordinals, and numbers
/// that are parts of names. Digits of any script width, Chinese numerals (capital forms and
/// traditional characters too), and English number words that stand where a quantity can.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    crate::reader::read(text)
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
    /// The thing that is counted, as a singular noun (`project`, `company`, `person`), where the
    /// words around the number name a known one, also before it: `签约项目195个`.
    pub counts: Option<&'static str>,
    /// Whether the words say that something fell by so much: `down 3.5 percent`, 下降3.5%. The ends
    /// are those of the number as worded, without a sign.
    pub falls: bool,
    /// What the last digit of a number in digits is worth, as a power of ten: 8 of `304.6 billion`.
    pub last_digit: Option<i8>,
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
    /// The status that it says has been reached: `signed`, 开工.
    pub reached: Option<Status>,
}

impl Quantity {
    /// The figure that the words state.
    #[must_use]
    pub fn figure(&self) -> Option<Figure> {
        Figure::from_bounds(self.lower, self.upper, self.about, self.unit.clone()).ok()
    }

    /// The highest status that a claim resting on these words can have: what the lowest of the
    /// words that limit it allows ("expected to be signed" is `expected`), else the highest that
    /// they say has been reached; none where they say nothing of it.
    #[must_use]
    pub fn highest_status(&self) -> Option<Status> {
        let limit = self.hedges.iter().filter_map(|hedge| hedge.at_most).min();
        limit.or_else(|| self.hedges.iter().filter_map(|hedge| hedge.reached).max())
    }
}

/// A mention in a line, for messages and tests: `> 300000000000 CNY`, `195 (projects)`, `date`.
impl fmt::Display for Mention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            MentionKind::Quantity(quantity) => {
                match quantity.figure() {
                    Some(figure) => write!(f, "{figure}")?,
                    None => f.write_str("?")?,
                }
                quantity.noun.as_ref().map_or(Ok(()), |noun| write!(f, " ({noun})"))
            }
            MentionKind::Date => f.write_str("date"),
            MentionKind::Ordinal => f.write_str("ordinal"),
            MentionKind::Name => f.write_str("name"),
            MentionKind::Unread(why) => write!(f, "unread: {why}"),
        }
    }
}

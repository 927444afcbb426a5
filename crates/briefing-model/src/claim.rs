//! One source says one figure of one measure about one event.

mod agreement;

use serde::{Deserialize, Serialize};

use crate::correction::Corrected;
use crate::date::Date;
use crate::diagnostic::Span;
use crate::evidence::Checked;
use crate::figure::{Figure, FigureError, Precision};
use crate::slug::Slug;
use crate::status::Status;
use crate::text::Text;
use crate::unit::Unit;

pub use agreement::agreement;

/// The population of a figure that covers everything there was.
pub const WHOLE: &str = "all";

/// The scope of a figure that covers an event as a whole.
pub const EVENT: &str = "event";

/// The scope of a figure that covers what was done before an event, and is no part of it.
pub const BEFORE: &str = "before";

/// One source says one figure of one measure about one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its identifier, unique in the data set: as written, or made from what it says
    /// (`2024-gansu/projects/signed/xbxxb-2025-01-23`).
    pub id: String,
    /// The event it is about.
    pub event: Slug,
    /// What is measured.
    pub measure: Slug,
    /// The figure.
    pub figure: Figure,
    /// The unit of the last digit that is written of the figure: it may be rounded to it.
    pub precision: Precision,
    /// How far the thing has come.
    pub status: Status,
    /// Whether the figure counts what has come so far, or what is just there now.
    pub counts: Counts,
    /// What part of the event the figure covers: `event`, `ceremony`, `before`, or a named session.
    pub scope: Slug,
    /// Which of the things it counts: [`WHOLE`], or a named part (`investment-projects`).
    pub population: Slug,
    /// The sector it is limited to, where it is.
    pub sector: Option<Slug>,
    /// The day the figure holds for, where it is not the source's date.
    pub as_of: Option<Date>,
    /// Who says so.
    pub source: Slug,
    /// The few words that state it.
    pub quote: Quote,
    /// Whatever a reader should know about it.
    pub note: Option<Text>,
    /// That it says something else than its source, on a reviewer's word.
    pub corrected: Option<Box<Corrected>>,
    /// Findings about it that have been looked at and may stay.
    pub accepted: Vec<Accepted>,
    /// What checking it has found: filled once the data set is whole.
    pub checked: Checked,
    /// Where it is defined, and its parts.
    pub spans: ClaimSpans,
}

/// What a figure of a status counts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Counts {
    /// Everything that has reached the status, whatever became of it since: what is in production
    /// has been started.
    #[default]
    Reached,
    /// What is in the status on the day, and in no other: what is in production is no longer being
    /// built.
    Now,
}

impl Counts {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Reached, Self::Now];

    /// The word used in data files and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Now => "now",
        }
    }
}

impl Claim {
    /// The identifier that a claim has unless another is written: made from what its source says, with
    /// the parts that are not the ordinary ones only where they are not. `unit` is that of its measure.
    #[must_use]
    pub fn made_id(&self, unit: &Unit) -> String {
        let said = self.stated();
        let mut parts = vec![self.event.as_str(), self.measure.as_str(), said.status.as_str()];
        parts.extend((self.counts == Counts::Now).then_some(self.counts.as_str()));
        parts.extend((said.scope.as_str() != EVENT).then_some(said.scope.as_str()));
        parts.extend((said.population.as_str() != WHOLE).then_some(said.population.as_str()));
        parts.extend((said.figure.unit() != unit).then(|| said.figure.unit().as_str()));
        parts.push(self.source.as_str());
        parts.join("/")
    }

    /// The values that the figure may have had before it was rounded to its last digit.
    ///
    /// # Errors
    /// They cannot be held exactly.
    pub fn unrounded(&self) -> Result<Figure, FigureError> {
        self.figure.unrounded(self.precision)
    }

    /// Whether the figure is another claim's, or what the other's was before it was rounded.
    #[must_use]
    pub fn is_refined_by(&self, finer: &Self) -> bool {
        self.figure.is_refined_by(self.precision, &finer.figure, finer.precision)
    }
}

/// The few words of a source that state a figure, after W3C's `TextQuoteSelector`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words.
    pub exact: String,
    /// The words before them, where that is needed to find the place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub prefix: Option<String>,
    /// The words after them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub suffix: Option<String>,
}

/// A finding about a claim that may stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Its code: `B0830`.
    pub code: String,
    /// Why it may stay.
    pub reason: String,
    /// Where that is said.
    pub span: Span,
}

/// Where the parts of a [`Claim`] stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClaimSpans {
    /// The whole claim.
    pub whole: Span,
    /// Its figure.
    pub figure: Span,
    /// Its status.
    pub status: Span,
    /// Its quote.
    pub quote: Span,
}

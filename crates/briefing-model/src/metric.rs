//! Definitions of metrics.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Span;
use crate::dimension::Dimension;
use crate::period::Period;
use crate::selection::Selection;
use crate::slug::Slug;
use crate::text::Text;
use crate::unit::Unit;

/// A measure, an aggregate, a selection, dimensions: what is asked of the data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Its identifier.
    pub id: Slug,
    /// Its name in tables and evidence; made from the measure where it is empty.
    pub label: Text,
    /// What it says and what it leaves out.
    pub description: Option<Text>,
    /// The name of the aggregate, as registered: `sum`, `count`, `ratio`, …
    pub aggregate: String,
    /// What is measured; none only for `count` of events, claims, sources or voices.
    pub measure: Option<Slug>,
    /// For `count` without a measure: what is counted.
    pub count: Option<Counted>,
    /// For `ratio`: the measure divided by.
    pub per: Option<Slug>,
    /// Which claims.
    pub selection: Selection,
    /// For `share`: the selection that makes the whole; the metric's own is applied on top of it.
    pub of: Option<Selection>,
    /// For `change`: what is added to the selection for the earlier and the later side.
    pub change: Option<Change>,
    /// Groups.
    pub by: Vec<Dimension>,
    /// Events of which days; the report's period where it is absent.
    pub period: Option<Period>,
    /// The order of rows.
    pub sort: Option<Sort>,
    /// How many rows, after sorting.
    pub limit: Option<u32>,
    /// Whether a row over all groups is wanted.
    pub total: bool,
    /// Consent to add up different statuses; the brief says so.
    pub mixed_status: bool,
    /// Consent to add up different scopes; the brief says so.
    pub mixed_scope: bool,
    /// Consent to add up different populations; the brief says so.
    pub mixed_population: bool,
    /// What to do with claims that disagree.
    pub conflict: ConflictPolicy,
    /// The currency everything is converted to, by the data set's rates.
    pub convert: Option<Unit>,
    /// Where its parts stand.
    pub spans: MetricSpans,
}

/// What a `count` without a measure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// Events that match, whether they report a figure or not.
    Events,
    /// Claims.
    Claims,
    /// Sources of the claims.
    Sources,
    /// Sources of the claims that are independent of each other: see [`voices`](crate::voice::voices).
    Voices,
}

/// The two sides of a `change`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Conditions of the earlier side.
    pub from: Selection,
    /// Conditions of the later side.
    pub to: Selection,
    /// Whether the change is in percent of the earlier side, or a difference.
    pub relative: bool,
    /// By which values an event of one side is known on the other.
    pub matched: Vec<Dimension>,
    /// What to do where an event that reports has no counterpart that does.
    pub unmatched: Unmatched,
}

impl Change {
    /// By which values events are matched where a definition does not say.
    pub const MATCHED: [Dimension; 2] = [Dimension::Series, Dimension::Place];
}

/// What a comparison does with events that report and have no counterpart that does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unmatched {
    /// The sides are not comparable.
    #[default]
    Refuse,
    /// They are left out, and named.
    Exclude,
    /// All that each side reports is compared, and they are named.
    Include,
}

impl Unmatched {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Refuse, Self::Exclude, Self::Include];

    /// The word used in definitions.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::Exclude => "exclude",
            Self::Include => "include",
        }
    }
}

/// The order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// What rows are put in order by.
    pub key: SortKey,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// What rows are put in order by. Ties, and rows without a figure, keep the data set's order, the
/// latter last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    /// The figure's bounds: lower, then upper.
    Value,
    /// The data set's order of a dimension; events and their dates by time.
    Dimension(Dimension),
}

/// What to do with claims on the same event, measure, status, scope and population whose figures
/// cannot all be true. Claims that can (`> 450` and `457.3`) are never in conflict: what all of
/// them leave possible is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConflictPolicy {
    /// The best graded sources, then the latest published.
    #[default]
    HighestGrade,
    /// Official sources, then as `highest-grade`.
    PreferOfficial,
    /// The latest published.
    Latest,
    /// The figure that most independent sources give; of several the one that `highest-grade` takes.
    MostIndependent,
    /// From the least to the greatest that is claimed.
    Range,
    /// An error.
    Refuse,
}

impl ConflictPolicy {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::HighestGrade,
        Self::PreferOfficial,
        Self::Latest,
        Self::MostIndependent,
        Self::Range,
        Self::Refuse,
    ];

    /// The word used in definitions and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HighestGrade => "highest-grade",
            Self::PreferOfficial => "prefer-official",
            Self::Latest => "latest",
            Self::MostIndependent => "most-independent",
            Self::Range => "range",
            Self::Refuse => "refuse",
        }
    }
}

/// Where the parts of a [`Metric`] stand; [`Span::NONE`] for what is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MetricSpans {
    /// The key of the definition.
    pub id: Span,
    /// `aggregate`.
    pub aggregate: Span,
    /// `measure`.
    pub measure: Span,
    /// `per`.
    pub per: Span,
    /// `where`.
    pub selection: Span,
    /// `by`.
    pub by: Span,
    /// `convert`.
    pub convert: Span,
}

//! Results of metrics: tables of figures, each with coverage and evidence.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::claim::{Claim, Counts};
use crate::dataset::ClaimIndex;
use crate::dimension::Dimension;
use crate::figure::Figure;
use crate::slug::Slug;
use crate::status::Status;
use crate::unit::Unit;

/// The answer to a metric: one row a group, or one row in all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MetricResult {
    /// The metric.
    pub metric: Slug,
    /// The unit of every figure in it.
    pub unit: Unit,
    /// What its rows are groups of.
    pub dimensions: Vec<Dimension>,
    /// The groups, in order. Without dimensions: one row.
    pub rows: Vec<ResultRow>,
    /// The row over all groups, where it was asked for.
    pub total: Option<ResultRow>,
    /// How the figures were made, in words: `sum of agreement-value where status = signed`.
    pub formula: String,
}

/// One group of a [`MetricResult`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResultRow {
    /// The value of each dimension, by id, in order; `None` where claims have no value of it.
    pub key: Vec<Option<String>>,
    /// The figure, or why there is none.
    pub value: RowValue,
    /// How many of those expected to report did.
    pub coverage: Coverage,
    /// The statuses that went into it.
    pub statuses: BTreeSet<Status>,
    /// The scopes that went into it.
    pub scopes: BTreeSet<Slug>,
    /// The populations that went into it.
    pub populations: BTreeSet<Slug>,
    /// The claims that it was made from, in order.
    pub claims: Vec<ClaimIndex>,
    /// The rates it was converted by: indices into the data set's rates.
    pub rates: Vec<u32>,
    /// Claims that could not all be true, and which of them were used.
    pub conflicts: Vec<Conflict>,
}

/// What a row has to say: a figure, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowValue {
    /// The figure.
    Figure(Figure),
    /// There is none.
    Absent(Absence),
}

/// Why there is no figure. What was not reported is unknown; what is not defined has no value,
/// though everything that it would be made from is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absence {
    /// Nobody reports what it would be made from.
    NotReported,
    /// Not defined: what it would be divided by is zero.
    ZeroDivisor,
    /// Not defined: what would be divided, and what it would be divided by, may both be zero, or the
    /// divisor may have either sign.
    PossiblyZeroDivisor,
    /// Not defined: a change or a share in percent of what is, or may be, below zero.
    NegativeBase,
    /// Not comparable: events on one side of the comparison have no counterpart on the other.
    UnlikeMembers,
    /// Not comparable: bounds that are open to the same side leave any change possible.
    OpenBounds,
    /// Not comparable: what is stated for the part is larger than what is stated for the whole.
    PartAboveWhole,
}

/// The three kinds of [`Absence`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AbsenceKind {
    /// Nothing was reported.
    NotReported,
    /// There is no value to report.
    NotDefined,
    /// What would be compared is unlike.
    NotComparable,
}

impl Absence {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::NotReported,
        Self::ZeroDivisor,
        Self::PossiblyZeroDivisor,
        Self::NegativeBase,
        Self::UnlikeMembers,
        Self::OpenBounds,
        Self::PartAboveWhole,
    ];

    /// Which kind it is of.
    #[must_use]
    pub const fn kind(self) -> AbsenceKind {
        match self {
            Self::NotReported => AbsenceKind::NotReported,
            Self::ZeroDivisor | Self::PossiblyZeroDivisor | Self::NegativeBase => {
                AbsenceKind::NotDefined
            }
            Self::UnlikeMembers | Self::OpenBounds | Self::PartAboveWhole => {
                AbsenceKind::NotComparable
            }
        }
    }

    /// The word used in `facts.json` and by `briefing query`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotReported => "not-reported",
            Self::ZeroDivisor => "zero-divisor",
            Self::PossiblyZeroDivisor => "possibly-zero-divisor",
            Self::NegativeBase => "negative-base",
            Self::UnlikeMembers => "unlike-members",
            Self::OpenBounds => "open-bounds",
            Self::PartAboveWhole => "part-above-whole",
        }
    }
}

impl AbsenceKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::NotReported, Self::NotDefined, Self::NotComparable];

    /// The word used in templates, `facts.json` and by `briefing query`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotReported => "not-reported",
            Self::NotDefined => "not-defined",
            Self::NotComparable => "not-comparable",
        }
    }
}

impl RowValue {
    /// The figure, where there is one.
    #[must_use]
    pub const fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Figure(figure) => Some(figure),
            Self::Absent(_) => None,
        }
    }

    /// Why there is no figure; `None` where there is one.
    #[must_use]
    pub const fn absence(&self) -> Option<Absence> {
        match self {
            Self::Figure(_) => None,
            Self::Absent(absence) => Some(*absence),
        }
    }
}

impl From<Figure> for RowValue {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

impl From<Absence> for RowValue {
    fn from(absence: Absence) -> Self {
        Self::Absent(absence)
    }
}

/// No figure is one that was not reported.
impl From<Option<Figure>> for RowValue {
    fn from(figure: Option<Figure>) -> Self {
        figure.map_or(Self::Absent(Absence::NotReported), Self::Figure)
    }
}

impl ResultRow {
    /// The figure, where there is one.
    #[must_use]
    pub const fn figure(&self) -> Option<&Figure> {
        self.value.figure()
    }

    /// Whether the claims of one status that the row was made from all count what is in it now.
    /// `claims` are those of the data set.
    #[must_use]
    pub fn counts(&self, status: Status, claims: &[Claim]) -> Counts {
        let own = self.claims.iter().filter_map(|claim| claims.get(*claim as usize));
        let mut counts = own.filter(|claim| claim.status == status).map(|claim| claim.counts);
        // What has reached it holds what is in it.
        counts.next().map_or(Counts::Reached, |first| counts.fold(first, Ord::min))
    }
}

/// Claims on the same thing that could not all be true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// All of them.
    pub claims: Vec<ClaimIndex>,
    /// Those whose figure was used.
    pub used: Vec<ClaimIndex>,
}

/// How many of the events that were expected to report a figure did.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct Coverage {
    /// Events with a claim that went into the figure.
    pub reported: u32,
    /// Events that match the selection.
    pub expected: u32,
    /// The expected ones without a claim, in order.
    pub missing: Vec<Slug>,
    /// Of a comparison: those that report and have no counterpart on the other side that does, in
    /// order.
    pub unmatched: Vec<Slug>,
}

impl Coverage {
    /// Whether every expected event reported, and has a counterpart where one is needed.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.reported == self.expected && self.unmatched.is_empty()
    }
}

impl MetricResult {
    /// The only row of a result without dimensions, else the total.
    #[must_use]
    pub fn single(&self) -> Option<&ResultRow> {
        if self.dimensions.is_empty() { self.rows.first() } else { self.total.as_ref() }
    }

    /// Cuts the result by the values of a dimension, which the parts no longer have: each brief of a
    /// fan-out takes its part. The first part has no rows, for values that none has. A result that
    /// does not have the dimension is in every part whole.
    #[must_use]
    pub fn partition(self, dimension: Dimension) -> (Self, IndexMap<String, Self>) {
        let Some(position) = self.dimensions.iter().position(|other| *other == dimension) else {
            return (self, IndexMap::new());
        };
        let mut dimensions = self.dimensions;
        dimensions.remove(position);
        let empty = Self {
            dimensions,
            rows: Vec::new(),
            total: None,
            metric: self.metric,
            unit: self.unit,
            formula: self.formula,
        };
        let mut parts: IndexMap<String, Self> = IndexMap::new();
        for mut row in self.rows {
            if let Some(value) = row.key.remove(position) {
                parts.entry(value).or_insert_with(|| empty.clone()).rows.push(row);
            }
        }
        (empty, parts)
    }
}

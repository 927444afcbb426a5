//! Results of metrics: tables of figures, each with coverage and evidence.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::Serialize;

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
    /// The figure; `None` where nothing was reported.
    pub figure: Option<Figure>,
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
}

impl Coverage {
    /// Whether every expected event reported.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.reported == self.expected
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

//! Evaluates metrics over claims held by column: bounds, coverage and evidence, or a refusal.

use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::diagnostic::Diagnostics;
use briefing_model::dimension::Dimension;
use briefing_model::metric::Metric;
use briefing_model::period::Period;
use briefing_model::result::MetricResult;
use briefing_model::selection::Selection;
use briefing_plugin::{Registry, RegistryError};

/// The claims of a data set by column.
#[derive(Debug)]
pub struct Columns {}

impl Columns {
    /// Interns the dimensions of every claim. Built once a data set.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let _ = dataset;
        Self {}
    }
}

/// A metric to be evaluated.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// The metric.
    pub metric: &'a Metric,
    /// The report's period, used where the metric has none of its own.
    pub period: Period,
    /// A dimension to group by in addition, for fan-out.
    pub key: Option<Dimension>,
}

/// Evaluates metrics in one pass over the claims: a result each, in order, or why it is refused.
#[must_use]
pub fn evaluate(
    columns: &Columns,
    dataset: &Dataset,
    metrics: &[Query<'_>],
    registry: &Registry,
) -> Vec<Result<MetricResult, Diagnostics>> {
    let _ = (columns, dataset, registry);
    metrics.iter().map(|_| Err(Diagnostics::new())).collect()
}

/// Registers the aggregates that are shipped.
///
/// # Errors
/// One of these names is taken.
pub fn register_all(registry: &mut Registry) -> Result<(), RegistryError> {
    let _ = registry;
    Ok(())
}

/// The name of a dimension's value in a language: of a place, an event, a sector.
#[must_use]
pub fn label(dataset: &Dataset, dimension: Dimension, id: &str, locale: &str) -> String {
    let _ = (dataset, dimension, locale);
    id.to_owned()
}

/// The claims that match a selection about events of a period, in order.
#[must_use]
pub fn listing(
    columns: &Columns,
    dataset: &Dataset,
    selection: &Selection,
    period: Period,
) -> Vec<ClaimIndex> {
    let _ = (columns, dataset, selection, period);
    Vec::new()
}

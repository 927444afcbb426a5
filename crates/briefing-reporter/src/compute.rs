//! The metrics of all briefs of a run, in one pass over the claims.

use std::collections::BTreeSet;

use briefing_loader::Project;
use briefing_metrics::{Columns, Query, evaluate};
use briefing_model::diagnostic::Diagnostics;
use briefing_model::dimension::Dimension;
use briefing_model::metric::Metric;
use briefing_model::period::Period;
use briefing_model::report::Report;
use briefing_model::result::MetricResult;
use briefing_model::slug::Slug;
use briefing_plugin::Registry;
use indexmap::IndexMap;

use crate::plan::{Brief, Plan};

/// The results of every brief of a [`Plan`], in the same order.
pub struct Computed {
    briefs: Vec<IndexMap<Slug, MetricResult>>,
    refused: BTreeSet<Slug>,
}

impl Computed {
    /// The results of a brief by its place in the plan: metric by metric, in the report's order.
    #[must_use]
    pub fn brief(&self, index: usize) -> &IndexMap<Slug, MetricResult> {
        &self.briefs[index]
    }

    /// The reports of which a metric is refused: their briefs cannot be made.
    #[must_use]
    pub fn refused(&self) -> &BTreeSet<Slug> {
        &self.refused
    }
}

/// Evaluates the metrics of every brief, and says which of them are refused.
///
/// A report that fans out asks for each of its metrics once, grouped by the fan-out dimension as
/// well, however many briefs it makes; each brief then takes its slice.
pub fn compute(
    project: &Project,
    columns: &Columns,
    registry: &Registry,
    plan: &Plan<'_>,
) -> (Computed, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let asked: Vec<Asked<'_>> = runs(plan)
        .into_iter()
        .map(|run| {
            let brief = &plan.briefs[run.start];
            Asked::new(brief.report, brief.period, brief.key.as_ref().map(|key| key.dimension))
        })
        .collect();

    let queries: Vec<Query<'_>> = asked.iter().flat_map(Asked::queries).collect();
    let mut answers = evaluate(columns, &project.dataset, &queries, registry).into_iter();

    let mut briefs = Vec::with_capacity(plan.briefs.len());
    let mut refused = BTreeSet::new();
    for (run, asked) in runs(plan).into_iter().zip(&asked) {
        let before = diagnostics.len();
        let mut slices = Slices::new(asked, &mut answers, &mut diagnostics);
        if diagnostics.len() > before {
            refused.insert(asked.report.id.clone());
        }
        for brief in &plan.briefs[run] {
            briefs.push(slices.take(asked, brief));
        }
    }
    (Computed { briefs, refused }, diagnostics)
}

/// Ranges of briefs that share a report.
fn runs(plan: &Plan<'_>) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, brief) in plan.briefs.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if std::ptr::eq(plan.briefs[run.start].report, brief.report) => {
                run.end = index + 1;
            }
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// What one report asks for.
struct Asked<'a> {
    report: &'a Report,
    period: Period,
    key: Option<Dimension>,
    /// The metrics as they are evaluated for all briefs together: a limit is each brief's own, so
    /// it waits until the slices are cut.
    rows: Vec<Metric>,
    /// For a metric with a total: the metric without groups, so that each brief has its own total.
    totals: Vec<Option<Metric>>,
}

impl<'a> Asked<'a> {
    fn new(report: &'a Report, period: Period, key: Option<Dimension>) -> Self {
        let rows = report
            .metrics
            .iter()
            .map(|metric| match key {
                None => metric.clone(),
                Some(_) => Metric { limit: None, total: false, ..metric.clone() },
            })
            .collect();
        let totals = report
            .metrics
            .iter()
            .map(|metric| {
                let own_total = key.is_some_and(|key| metric.total && !metric.by.contains(&key));
                own_total.then(|| Metric {
                    by: Vec::new(),
                    limit: None,
                    total: false,
                    ..metric.clone()
                })
            })
            .collect();
        Self { report, period, key, rows, totals }
    }

    fn queries(&self) -> impl Iterator<Item = Query<'_>> {
        let query = |metric| Query { metric, period: self.period, key: self.key };
        self.rows.iter().map(query).chain(self.totals.iter().flatten().map(query))
    }
}

/// The results of one report, cut by the value of its fan-out dimension.
struct Slices {
    rows: Vec<Option<Cut>>,
    totals: Vec<Option<Cut>>,
}

enum Cut {
    Whole(MetricResult),
    /// What a value without rows gets, and the others by value.
    By(MetricResult, IndexMap<String, MetricResult>),
}

impl Cut {
    fn new(result: MetricResult, key: Option<Dimension>) -> Self {
        match key {
            None => Self::Whole(result),
            Some(key) => {
                let (empty, slices) = result.partition(key);
                Self::By(empty, slices)
            }
        }
    }

    fn take(&mut self, value: Option<&str>) -> MetricResult {
        match self {
            Self::Whole(result) => result.clone(),
            Self::By(empty, slices) => {
                value.and_then(|value| slices.swap_remove(value)).unwrap_or_else(|| empty.clone())
            }
        }
    }
}

impl Slices {
    fn new(
        asked: &Asked<'_>,
        answers: &mut impl Iterator<Item = Result<MetricResult, Diagnostics>>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut next = || match answers.next()? {
            Ok(result) => Some(Cut::new(result, asked.key)),
            Err(found) => {
                diagnostics.extend(found);
                None
            }
        };
        let rows = asked.rows.iter().map(|_| next()).collect();
        let totals = asked.totals.iter().map(|total| total.as_ref().and_then(|_| next())).collect();
        Self { rows, totals }
    }

    fn take(&mut self, asked: &Asked<'_>, brief: &Brief<'_>) -> IndexMap<Slug, MetricResult> {
        let value = brief.key.as_ref().map(|key| key.value.as_str());
        let mut results = IndexMap::new();
        for (index, metric) in asked.report.metrics.iter().enumerate() {
            let Some(cut) = &mut self.rows[index] else { continue };
            let mut result = cut.take(value);
            if let Some(total) = &mut self.totals[index] {
                result.total = total.take(value).rows.into_iter().next();
            }
            if let (Some(limit), Some(_)) = (metric.limit, asked.key) {
                result.rows.truncate(limit as usize);
            }
            results.insert(metric.id.clone(), result);
        }
        results
    }
}

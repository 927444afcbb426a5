//! All metrics together.

use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::Diagnostics;
use briefing_model::result::MetricResult;
use briefing_plugin::Registry;
use rayon::prelude::*;

use crate::answer::{Answered, answer};
use crate::columns::Columns;
use crate::prepare::{Prepared, Query};
use crate::rates::Rates;
use crate::scan::{Scan, scan};

/// Evaluates metrics in one pass over the claims: for each its result, in the order asked, or why
/// it is refused. `columns` must have been made from this data set.
#[must_use]
pub fn evaluate(
    columns: &Columns,
    dataset: &Dataset,
    metrics: &[Query<'_>],
    registry: &Registry,
) -> Vec<Result<MetricResult, Diagnostics>> {
    let prepared: Vec<Result<Prepared<'_>, Diagnostics>> =
        metrics.iter().map(|query| Prepared::new(columns, dataset, query, registry)).collect();
    let looked_for: Vec<[Vec<Scan<'_>>; 2]> = prepared
        .par_iter()
        .map(|prepared| match prepared {
            Ok(prepared) => {
                let total = prepared.metric.total && !prepared.dimensions.is_empty();
                let total = if total { prepared.scans(columns, true) } else { Vec::new() };
                [prepared.scans(columns, false), total]
            }
            Err(_) => [Vec::new(), Vec::new()],
        })
        .collect();
    let counts: Vec<[usize; 2]> =
        looked_for.iter().map(|[rows, total]| [rows.len(), total.len()]).collect();
    let scans: Vec<Scan<'_>> = looked_for.into_iter().flatten().flatten().collect();
    let mut found = scans.iter().zip(scan(columns, dataset, &scans));
    let answered: Vec<[Vec<Answered<'_>>; 2]> = counts
        .into_iter()
        .map(|counts| counts.map(|count| found.by_ref().take(count).collect()))
        .collect();
    let rates = Rates::new(dataset);
    prepared
        .par_iter()
        .zip(answered)
        .map(|(prepared, [rows, total])| match prepared {
            Ok(prepared) => answer(columns, dataset, &rates, prepared, rows, total),
            Err(found) => Err(found.clone()),
        })
        .collect()
}

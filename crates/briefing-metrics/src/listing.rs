//! Claims by selection.

use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::period::Period;
use briefing_model::selection::Selection;

use crate::columns::Columns;
use crate::condition::Conditions;
use crate::vocabulary::number;

/// The claims that match a selection, about events of a period, in the order of the data set.
#[must_use]
pub fn listing(
    columns: &Columns,
    dataset: &Dataset,
    selection: &Selection,
    period: Period,
) -> Vec<ClaimIndex> {
    let conditions = Conditions::new(columns, &[selection], period);
    let candidates = conditions.candidates(columns);
    let mut claims: Vec<ClaimIndex> = columns
        .measures
        .iter()
        .enumerate()
        .filter(|(measure, _)| conditions.match_measure(number(*measure)))
        .flat_map(|(_, runs)| &columns.runs[runs.clone()])
        .filter(|run| candidates[run.event as usize])
        .flat_map(|run| run.rows())
        .filter(|row| conditions.match_row(columns, *row))
        .map(|row| columns.rows.claim[row])
        .collect();
    claims.sort_unstable();
    debug_assert!(claims.iter().all(|claim| (*claim as usize) < dataset.claims.len()));
    claims
}

//! From what was gathered to rows, or refusals.

use std::collections::{BTreeMap, BTreeSet};

use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostic, Diagnostics};
use briefing_model::dimension::Dimension;
use briefing_model::event::by_date;
use briefing_model::figure::{Bound, Figure};
use briefing_model::metric::{Sort, SortKey};
use briefing_model::number::Number;
use briefing_model::result::{MetricResult, ResultRow};
use briefing_plugin::Second;
use rayon::prelude::*;

use crate::columns::Columns;
use crate::gathered::Gathered;
use crate::grouping::{GroupId, Grouping};
use crate::label::label;
use crate::prepare::Prepared;
use crate::rates::Rates;
use crate::refusal::{Refusal, Wording};
use crate::row::Asking;
use crate::scan::Scan;
use crate::vocabulary::{NONE, number};

/// A scan with what it found.
pub(crate) type Answered<'a> = (&'a Scan<'a>, Vec<(GroupId, Gathered)>);

/// A group of one scan: what was found, and the events that were expected to report.
#[derive(Debug, Default)]
pub(crate) struct Cell<'a> {
    pub(crate) gathered: Gathered,
    pub(crate) expected: &'a [u32],
}

/// The answer to a query, from its scans and those of its total.
pub(crate) fn answer(
    columns: &Columns,
    dataset: &Dataset,
    rates: &Rates<'_>,
    prepared: &Prepared<'_>,
    rows: Vec<Answered<'_>>,
    total: Vec<Answered<'_>>,
) -> Result<MetricResult, Diagnostics> {
    let asking = Asking { columns, dataset, rates, prepared };
    let wording = Wording { columns, dataset, prepared };
    let needs_claims = rows.first().is_some_and(|(scan, _)| scan.conditions.need_claims());
    let mut groups: Vec<(Vec<u32>, [Cell<'_>; 2])> = join(columns, prepared, rows);
    let answers: Vec<Result<ResultRow, Vec<Refusal>>> = groups
        .par_iter_mut()
        .map(|(key, cells)| asking.row(key, std::mem::take(cells), needs_claims))
        .collect();
    let mut refused: Vec<(Refusal, String, usize)> = Vec::new();
    let mut answered: Vec<(Vec<u32>, ResultRow)> = Vec::with_capacity(groups.len());
    for ((key, _), answer) in groups.into_iter().zip(answers) {
        match answer {
            Ok(row) => answered.push((key, row)),
            Err(refusals) => {
                note(&mut refused, refusals, &group_name(columns, dataset, prepared, &key));
            }
        }
    }
    let total = match join(columns, prepared, total).into_iter().next() {
        None => None,
        Some((key, cells)) => match asking.row(&key, cells, needs_claims) {
            Ok(row) => Some(row),
            Err(refusals) => {
                // What is wrong with a row is wrong with the total: it is said once.
                let new = refusals
                    .into_iter()
                    .filter(|new| refused.iter().all(|(old, ..)| old.code() != new.code()))
                    .collect();
                note(&mut refused, new, "the total");
                None
            }
        },
    };
    if refused.is_empty() {
        let ranked = asking.rank(&mut answered);
        refused.extend(ranked.err().map(|refusal| (refusal, String::new(), 0)));
    }
    if !refused.is_empty() {
        return Err(refused
            .iter()
            .map(|(refusal, group, others)| wording.diagnostic(refusal, group, *others))
            .collect::<Vec<Diagnostic>>()
            .into_iter()
            .collect());
    }
    if let Some(sort) = prepared.metric.sort {
        sort_rows(columns, prepared, sort, &mut answered);
    }
    Ok(MetricResult {
        metric: prepared.metric.id.clone(),
        unit: prepared.answer_unit.clone(),
        dimensions: prepared.dimensions.clone(),
        rows: limited(prepared, answered),
        total,
        formula: prepared.formula(),
    })
}

/// The groups of the scans side by side, in order. Groups that only an event decides are there
/// whether claims were found or not.
fn join<'a>(
    columns: &Columns,
    prepared: &Prepared<'_>,
    scans: Vec<Answered<'a>>,
) -> Vec<(Vec<u32>, [Cell<'a>; 2])> {
    let mut scans = scans.into_iter();
    let Some(first) = scans.next() else { return Vec::new() };
    let own = &first.0.grouping;
    let dimensions = own.dimensions.clone();
    let mut groups: BTreeMap<Vec<u32>, [Cell<'_>; 2]> =
        cells(first).into_iter().map(|(key, cell)| (key, [cell, Cell::default()])).collect();
    if let Some(second) = scans.next() {
        let others = second.0.grouping.dimensions.clone();
        if others == dimensions {
            // A side without a claim in a group still expects its events to report there.
            fn silent<'a>(grouping: &'a Grouping, key: &[u32]) -> Cell<'a> {
                Cell { expected: grouping.expected_in(key), gathered: Gathered::default() }
            }
            let grouping = &second.0.grouping;
            let mut with_umbrella: BTreeSet<Vec<u32>> = BTreeSet::new();
            let mut theirs: BTreeMap<Vec<u32>, Cell<'_>> = cells(second).into_iter().collect();
            if prepared.needs.second == Second::Of
                && let Some(at) = dimensions.iter().position(|d| *d == Dimension::Event)
            {
                // Parts of an event each have a row, and the whole of each is that event's.
                let mut shared = Vec::new();
                for (key, pair) in &mut groups {
                    if !grouping.expected_in(key).is_empty() {
                        continue;
                    }
                    let umbrella = columns.events.umbrellas.row(key[at] as usize).iter().find_map(
                        |umbrella| {
                            let mut key = key.clone();
                            key[at] = *umbrella;
                            (!grouping.expected_in(&key).is_empty()).then_some(key)
                        },
                    );
                    let Some(umbrella) = umbrella else { continue };
                    pair[1] = match theirs.get(&umbrella) {
                        Some(cell) => {
                            Cell { gathered: cell.gathered.clone(), expected: cell.expected }
                        }
                        None => silent(grouping, &umbrella),
                    };
                    shared.push((key.clone(), umbrella));
                }
                for (part, whole) in shared {
                    if !groups.contains_key(&whole) {
                        theirs.remove(&whole);
                    }
                    with_umbrella.insert(part);
                }
            }
            let own_whole = groups.iter_mut().filter(|(key, _)| !with_umbrella.contains(*key));
            for (key, pair) in own_whole {
                pair[1] = theirs.remove(key).unwrap_or_else(|| silent(grouping, key));
            }
            for (key, cell) in theirs {
                let pair = [silent(own, &key), cell];
                groups.insert(key, pair);
            }
        } else {
            // The whole of a share has fewer dimensions than its rows: each row is given it.
            let positions: Vec<usize> =
                others.iter().filter_map(|d| dimensions.iter().position(|o| o == d)).collect();
            let wholes: BTreeMap<Vec<u32>, Cell<'_>> = cells(second).into_iter().collect();
            for (key, pair) in &mut groups {
                let short: Vec<u32> = positions.iter().map(|position| key[*position]).collect();
                if let Some(whole) = wholes.get(&short) {
                    pair[1] = Cell { gathered: whole.gathered.clone(), expected: whole.expected };
                }
            }
        }
    }
    groups.into_iter().collect()
}

fn cells((scan, found): Answered<'_>) -> Vec<(Vec<u32>, Cell<'_>)> {
    let grouping = &scan.grouping;
    let expected = |place: u32| grouping.expected.row(place as usize);
    if !grouping.is_of_events() {
        return found
            .into_iter()
            .map(|(group, gathered)| {
                (grouping.key(group), Cell { gathered, expected: expected(group.place) })
            })
            .collect();
    }
    let mut cells: Vec<(Vec<u32>, Cell<'_>)> = (0..grouping.expected.len())
        .map(number)
        .map(|place| {
            let cell = Cell { gathered: Gathered::default(), expected: expected(place) };
            (grouping.key(GroupId { place, code: 0 }), cell)
        })
        .collect();
    for (group, gathered) in found {
        cells[group.place as usize].1.gathered = gathered;
    }
    cells
}

/// Keeps the first refusal of each kind, with the group it was found in, and counts the others.
fn note(refused: &mut Vec<(Refusal, String, usize)>, refusals: Vec<Refusal>, group: &str) {
    let mut seen = Vec::new();
    for refusal in refusals {
        let code = refusal.code();
        // Several of one kind in one group are one; contested claims are each to be mended.
        let is_each = matches!(code, crate::codes::CONTESTED | crate::codes::NO_RATE);
        if seen.contains(&code) && !is_each {
            continue;
        }
        match refused.iter_mut().find(|(old, ..)| old.code() == code) {
            Some((_, _, others)) if !is_each => *others += 1,
            _ => refused.push((refusal, group.to_owned(), 0)),
        }
        seen.push(code);
    }
}

/// A group by the names of its values: `Gansu, signed`. Empty for the only one.
fn group_name(
    columns: &Columns,
    dataset: &Dataset,
    prepared: &Prepared<'_>,
    key: &[u32],
) -> String {
    let names: Vec<String> = prepared
        .dimensions
        .iter()
        .zip(key)
        .map(|(dimension, value)| match columns.vocabulary(*dimension).value(*value) {
            Some(value) => label(dataset, *dimension, value, "en"),
            None => format!("no {dimension}"),
        })
        .collect();
    names.join(", ")
}

fn sort_rows(
    columns: &Columns,
    prepared: &Prepared<'_>,
    sort: Sort,
    rows: &mut [(Vec<u32>, ResultRow)],
) {
    let turned = |order: std::cmp::Ordering| if sort.descending { order.reverse() } else { order };
    match sort.key {
        SortKey::Value => rows.sort_by(|(_, a), (_, b)| match (a.figure(), b.figure()) {
            (Some(a), Some(b)) => turned(ends(a).cmp(&ends(b))),
            (a, b) => a.is_none().cmp(&b.is_none()),
        }),
        SortKey::Dimension(dimension) => {
            let Some(at) = prepared.dimensions.iter().position(|other| *other == dimension) else {
                return;
            };
            let events = &columns.events;
            let known =
                |event: u32| (events.year_known[event as usize], events.start[event as usize]);
            rows.sort_by(|(a, _), (b, _)| match (a[at], b[at]) {
                (NONE, b) => false.cmp(&(b != NONE)).reverse(),
                (_, NONE) => std::cmp::Ordering::Less,
                (a, b) => match dimension {
                    Dimension::Event | Dimension::Series => {
                        by_date(known(a), known(b), sort.descending)
                    }
                    _ => turned(a.cmp(&b)),
                },
            });
        }
    }
}

/// What figures are put in order by: the lower end, then the upper; open ends are furthest out.
fn ends(figure: &Figure) -> impl Ord + use<> {
    let lower = figure.lower().map(|Bound { value, strict }| (value, strict));
    let upper = figure.upper().map(|Bound { value, strict }| (value, !strict));
    (lower, upper.is_none(), upper.unwrap_or((Number::ZERO, false)))
}

/// The first rows, for each value of a fan-out.
fn limited(prepared: &Prepared<'_>, rows: Vec<(Vec<u32>, ResultRow)>) -> Vec<ResultRow> {
    let Some(limit) = prepared.metric.limit else {
        return rows.into_iter().map(|(_, row)| row).collect();
    };
    let at = prepared.key.and_then(|key| prepared.dimensions.iter().position(|d| *d == key));
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    rows.into_iter()
        .filter(|(key, _)| {
            let taken = taken.entry(at.map_or(NONE, |at| key[at])).or_default();
            *taken += 1;
            *taken <= limit
        })
        .map(|(_, row)| row)
        .collect()
}

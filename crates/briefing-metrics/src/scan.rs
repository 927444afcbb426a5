//! One pass over the claims for all metrics: what falls into which group.

use std::collections::HashMap;
use std::ops::Range;

use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::metric::ConflictPolicy;
use rayon::prelude::*;

use crate::choose::{Consent, choose};
use crate::columns::Columns;
use crate::condition::Conditions;
use crate::gathered::{Gathered, Said};
use crate::grouping::{GroupId, Grouping};
use crate::settle::{Settled, settle};
use crate::vocabulary::{NONE, number};

/// What is looked for: the claims of one measure, or of all for a count without one, that match.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    pub(crate) measure: Option<u32>,
    pub(crate) conditions: Conditions<'a>,
    pub(crate) grouping: Grouping,
    pub(crate) keep: Keep,
    pub(crate) policy: ConflictPolicy,
    pub(crate) consent: Consent,
    /// The number of the currency or unit of the answer.
    pub(crate) unit: u32,
}

/// What is kept of each event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Every claim, uncontested: they are counted.
    Claims,
    /// Every observation, to choose from later.
    Observations,
    /// One observation.
    One,
    /// One observation, added by column where it can be added exactly.
    Sum,
}

/// The groups found by each scan, sorted; members in the order of the data set.
pub(crate) fn scan(
    columns: &Columns,
    dataset: &Dataset,
    scans: &[Scan<'_>],
) -> Vec<Vec<(GroupId, Gathered)>> {
    let by_measure: Vec<Vec<usize>> = (0..columns.measures.len())
        .map(|measure| {
            let measure = number(measure);
            let wants = |scan: &Scan<'_>| {
                scan.measure.is_none_or(|asked| asked == measure)
                    && scan.conditions.match_measure(measure)
            };
            (0..scans.len()).filter(|scan| wants(&scans[*scan])).collect()
        })
        .collect();
    let chunks: Vec<(usize, Range<usize>)> = (0..columns.measures.len())
        .filter(|measure| !by_measure[*measure].is_empty())
        .flat_map(|measure| {
            chunks(columns, columns.measures[measure].clone()).map(move |chunk| (measure, chunk))
        })
        .collect();
    let parts: Vec<Vec<(usize, Found)>> = chunks
        .into_par_iter()
        .map(|(measure, chunk)| {
            by_measure[measure]
                .iter()
                .map(|index| (*index, Chunk::new(columns, dataset, &scans[*index]).read(&chunk)))
                .collect()
        })
        .collect();
    let mut found: Vec<Vec<Found>> = scans.iter().map(|_| Vec::new()).collect();
    for (index, part) in parts.into_iter().flatten() {
        found[index].push(part);
    }
    found.into_par_iter().map(merge).collect()
}

/// What a scan found in one chunk, in the order of first sight.
type Found = Vec<(GroupId, Gathered)>;

/// Puts the groups of all chunks together, in the order of chunks.
fn merge(parts: Vec<Found>) -> Found {
    let mut all: Found = parts.into_iter().flatten().collect();
    all.sort_by_key(|(group, _)| *group);
    let mut merged: Found = Vec::with_capacity(all.len());
    for (group, gathered) in all {
        match merged.last_mut() {
            Some((last, before)) if *last == group => before.append(gathered),
            _ => merged.push((group, gathered)),
        }
    }
    merged
}

/// Rows of a measure in chunks that do not cut an event in two.
fn chunks(columns: &Columns, rows: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = rows.start;
    std::iter::from_fn(move || {
        if start >= rows.end {
            return None;
        }
        let mut end = (start + columns.chunk).min(rows.end);
        while end < rows.end && columns.rows.event[end] == columns.rows.event[end - 1] {
            end += 1;
        }
        let chunk = start..end;
        start = end;
        Some(chunk)
    })
}

/// A scan at work on a chunk.
struct Chunk<'a> {
    columns: &'a Columns,
    dataset: &'a Dataset,
    scan: &'a Scan<'a>,
    slots: Slots,
    found: Found,
    /// What the event at hand says.
    said: Vec<Said>,
    /// What of that falls into the group at hand.
    chosen: Vec<Said>,
    /// Matching rows on the same thing.
    rows: Vec<usize>,
}

impl<'a> Chunk<'a> {
    fn new(columns: &'a Columns, dataset: &'a Dataset, scan: &'a Scan<'a>) -> Self {
        Self {
            columns,
            dataset,
            scan,
            slots: Slots::new(&scan.grouping),
            found: Vec::new(),
            said: Vec::new(),
            chosen: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn read(mut self, chunk: &Range<usize>) -> Found {
        let events = &self.columns.rows.event;
        let mut row = chunk.start;
        while row < chunk.end {
            let event = events[row];
            let places = self.scan.grouping.places.row(event as usize);
            if places.is_empty() {
                row += events[row..chunk.end].partition_point(|other| *other == event);
                continue;
            }
            self.said.clear();
            while row < chunk.end && events[row] == event {
                let until = self.columns.rows.same_until[row] as usize;
                self.hear(row..until);
                row = until;
            }
            if self.is_by_sector() {
                for place in places {
                    self.place_of_sector(*place);
                }
                continue;
            }
            for place in places {
                self.place(*place, event);
            }
        }
        self.found
    }

    /// Whether sectors are told apart and the event says one thing of each, in their order: each
    /// place then takes one observation at most, and there is nothing to choose.
    fn is_by_sector(&self) -> bool {
        self.scan.grouping.has_sectors()
            && self.said.last().is_none_or(|last| last.sector != NONE)
            && self.said.is_sorted_by(|a, b| a.sector < b.sector)
    }

    /// As [`Chunk::place`], of an event that says one thing of each sector.
    fn place_of_sector(&mut self, place: u32) {
        let asked = self.scan.grouping.sector(place);
        let Ok(at) = self.said.binary_search_by(|said| Some(said.sector).cmp(&asked)) else {
            return;
        };
        let said = &self.said[at];
        let index = self.slots.index(GroupId { place, code: said.code }, &mut self.found);
        self.found[index].1.add(self.columns, self.scan, said);
    }

    /// Takes in the claims on one thing.
    #[inline]
    fn hear(&mut self, same: Range<usize>) {
        let (columns, scan) = (self.columns, self.scan);
        if same.len() == 1 || scan.keep == Keep::Claims {
            for row in same {
                if scan.conditions.match_row(columns, row) {
                    self.say(row, Settled::One(row));
                }
            }
            return;
        }
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        rows.extend(same.filter(|row| scan.conditions.match_row(columns, *row)));
        if scan.grouping.splits_claims() {
            rows.sort_by_key(|row| (scan.grouping.code(columns, *row), *row));
        }
        for part in
            rows.chunk_by(|a, b| scan.grouping.code(columns, *a) == scan.grouping.code(columns, *b))
        {
            self.say(part[0], settle(columns, self.dataset, part, scan.policy));
        }
        self.rows = rows;
    }

    #[inline]
    fn say(&mut self, row: usize, settled: Settled) {
        let rows = &self.columns.rows;
        self.said.push(Said {
            code: self.scan.grouping.code(self.columns, row),
            event: rows.event[row],
            status: rows.status[row],
            scope: rows.scope[row],
            population: rows.population[row],
            sector: rows.sector[row],
            unit: rows.unit[row],
            settled,
        });
    }

    /// Puts what an event says into the groups of one of its places.
    fn place(&mut self, place: u32, event: u32) {
        let (columns, scan) = (self.columns, self.scan);
        let takes = |said: &Said| scan.grouping.takes(columns, place, event, said.sector);
        if let [only] = self.said.as_slice() {
            if takes(only) {
                let group = GroupId { place, code: only.code };
                let index = self.slots.index(group, &mut self.found);
                self.found[index].1.add(columns, scan, only);
            }
            return;
        }
        let mut chosen = std::mem::take(&mut self.chosen);
        let mut codes: Vec<u64> =
            self.said.iter().filter(|said| takes(said)).map(|said| said.code).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            chosen.clear();
            chosen.extend(self.said.iter().filter(|s| s.code == code && takes(s)).cloned());
            let index = self.slots.index(GroupId { place, code }, &mut self.found);
            let gathered = &mut self.found[index].1;
            if let Err(trouble) = choose(columns, scan, &mut chosen) {
                gathered.troubles.push(trouble);
            }
            for said in &chosen {
                gathered.add(columns, scan, said);
            }
        }
        self.chosen = chosen;
    }
}

/// Where each group is in what was found.
struct Slots {
    last: (GroupId, usize),
    codes: u64,
    places: Places,
}

enum Places {
    /// By number, where groups are few.
    Few(Vec<u32>),
    Many(HashMap<GroupId, u32>),
}

impl Slots {
    /// So many groups are few.
    const FEW: u64 = 4096;

    fn new(grouping: &Grouping) -> Self {
        let size = grouping.size();
        let places = match usize::try_from(size) {
            Ok(size) if size as u64 <= Self::FEW => Places::Few(vec![NONE; size]),
            _ => Places::Many(HashMap::new()),
        };
        let nowhere = GroupId { place: NONE, code: u64::MAX };
        Self { last: (nowhere, 0), codes: grouping.codes(), places }
    }

    #[inline]
    fn index(&mut self, group: GroupId, found: &mut Found) -> usize {
        if self.last.0 == group {
            return self.last.1;
        }
        let mut add = || {
            found.push((group, Gathered::default()));
            number(found.len() - 1)
        };
        let index = match &mut self.places {
            Places::Few(slots) => {
                // Few groups: the product is below `FEW`.
                let slot = &mut slots[(u64::from(group.place) * self.codes + group.code) as usize];
                if *slot == NONE {
                    *slot = add();
                }
                *slot
            }
            Places::Many(slots) => *slots.entry(group).or_insert_with(add),
        } as usize;
        self.last = (group, index);
        index
    }
}

/// The claims an observation rests on.
pub(crate) fn claims_of(columns: &Columns, settled: &Settled) -> Vec<ClaimIndex> {
    match settled {
        Settled::One(row) => vec![columns.rows.claim[*row]],
        Settled::Several(several) => several.used.clone(),
    }
}

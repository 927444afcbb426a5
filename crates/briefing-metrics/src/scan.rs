//! One pass over the claims for all metrics: what falls into which group.

use std::collections::HashMap;
use std::ops::Range;

use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::metric::ConflictPolicy;
use rayon::prelude::*;

use crate::choose::{Consent, Trouble, choose};
use crate::columns::{Columns, Run};
use crate::condition::Conditions;
use crate::gathered::{Few, Gathered, Said};
use crate::grouping::{GroupId, Grouping};
use crate::mantissa::Sum;
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
    let chunks: Vec<(usize, &[Run])> = (0..columns.measures.len())
        .filter(|measure| !by_measure[*measure].is_empty())
        .flat_map(|measure| {
            let runs = &columns.runs[columns.measures[measure].clone()];
            chunks(runs, columns.chunk).map(move |chunk| (measure, chunk))
        })
        .collect();
    let parts: Vec<Vec<(usize, Part)>> = chunks
        .into_par_iter()
        .map_init(
            || {
                let slots: Vec<Slots> =
                    scans.iter().map(|scan| Slots::new(&scan.grouping)).collect();
                (slots, Desk::default())
            },
            |(slots, desk), (measure, chunk)| {
                by_measure[measure]
                    .iter()
                    .map(|index| {
                        let (scan, slots) = (&scans[*index], &mut slots[*index]);
                        (*index, Chunk::new(columns, dataset, scan, slots, desk).read(chunk))
                    })
                    .collect()
            },
        )
        .collect();
    let mut found: Vec<Vec<Part>> = scans.iter().map(|_| Vec::new()).collect();
    for (index, part) in parts.into_iter().flatten() {
        found[index].push(part);
    }
    scans.par_iter().zip(found).map(|(scan, parts)| merge(columns, scan, parts)).collect()
}

/// Runs in chunks of so many rows, or of one run that has more.
fn chunks(mut runs: &[Run], rows: usize) -> impl Iterator<Item = &[Run]> {
    std::iter::from_fn(move || {
        let first = runs.first()?;
        let (chunk, rest) = runs.split_at(
            runs.partition_point(|run| run.rows().end <= first.rows().start + rows).max(1),
        );
        runs = rest;
        Some(chunk)
    })
}

/// What a scan found in one chunk.
#[derive(Default)]
struct Part {
    /// Groups in the order of first sight.
    groups: Vec<GroupId>,
    /// What is known of each group.
    tallies: Vec<Tally>,
    /// What each group was made from, in the order of the data set, group by group: rows, and
    /// places among the others, told by the mark [`OTHER`].
    entries: Vec<u32>,
    others: Vec<Other>,
}

/// The entries of a group in brief.
struct Tally {
    entries: usize,
    /// The last of the classes: mostly also the next.
    last_class: u32,
    classes: Few<u32>,
    sum: Sum,
}

impl Tally {
    fn new() -> Self {
        Self { entries: 0, last_class: NONE, classes: Few::default(), sum: Sum::default() }
    }

    #[inline]
    fn see(&mut self, class: u32) {
        if class != self.last_class {
            self.last_class = class;
            self.classes.insert(class);
        }
    }
}

/// What is not a single claim that is simply noted, or added by column.
enum Other {
    Said(Said),
    Trouble(Trouble),
}

/// Half of all numbers are for rows.
const OTHER: u32 = 1 << 31;

/// Puts the parts of all chunks together, in the order of chunks.
fn merge(columns: &Columns, scan: &Scan<'_>, parts: Vec<Part>) -> Vec<(GroupId, Gathered)> {
    let mut slots = Slots::new(&scan.grouping);
    let mut merged: Vec<(GroupId, Gathered)> = Vec::new();
    let mut entries: Vec<usize> = Vec::new();
    let places: Vec<Vec<usize>> = parts
        .iter()
        .map(|part| {
            let place = |(group, tally): (&GroupId, &Tally)| {
                let place = slots.index(*group);
                if place == merged.len() {
                    merged.push((*group, Gathered::default()));
                    entries.push(0);
                }
                entries[place] += tally.entries;
                place
            };
            part.groups.iter().zip(&part.tallies).map(place).collect()
        })
        .collect();
    if scan.keep != Keep::Observations {
        for ((_, gathered), entries) in merged.iter_mut().zip(entries) {
            gathered.reserve(entries);
        }
    }
    for (part, places) in parts.into_iter().zip(places) {
        let mut others: Vec<Option<Other>> = part.others.into_iter().map(Some).collect();
        let mut rest = part.entries.as_slice();
        for (place, tally) in places.into_iter().zip(part.tallies) {
            let (own, after) = rest.split_at(tally.entries);
            rest = after;
            let gathered = &mut merged[place].1;
            tally.classes.iter().for_each(|class| gathered.classes.insert(class));
            gathered.sum.append(&tally.sum);
            // Rows by the run, which is nearly always the whole.
            for run in own.chunk_by(|a, b| (a | b) & OTHER == 0) {
                if run[0] & OTHER == 0 {
                    scan.take_rows(columns, gathered, run);
                } else if let Some(other) = others[(run[0] & !OTHER) as usize].take() {
                    scan.take_other(columns, gathered, other);
                }
            }
        }
    }
    merged.sort_by_key(|(group, _)| *group);
    merged
}

impl Scan<'_> {
    /// Takes in single claims, as far as the scan keeps them.
    #[inline]
    fn take_rows(&self, columns: &Columns, gathered: &mut Gathered, rows: &[u32]) {
        if self.keep != Keep::Observations {
            gathered.note_rows(columns, rows);
        }
        if matches!(self.keep, Keep::Observations | Keep::One) {
            let said = |row: &u32| self.said(columns, *row as usize, Settled::One(*row as usize));
            gathered.members.extend(rows.iter().map(said));
        }
    }

    fn take_other(&self, columns: &Columns, gathered: &mut Gathered, other: Other) {
        match other {
            Other::Trouble(trouble) => gathered.troubles.push(trouble),
            Other::Said(said) => {
                if self.keep != Keep::Observations {
                    gathered.note(columns, &said);
                }
                if self.keep != Keep::Claims {
                    gathered.members.push(said);
                }
            }
        }
    }

    fn said(&self, columns: &Columns, row: usize, settled: Settled) -> Said {
        let rows = &columns.rows;
        let code = self.grouping.code(columns, row);
        Said { code, event: rows.event[row], class: rows.class[row], settled }
    }

    /// Whether every claim of an event that matches is an observation of its own, and is used: then
    /// there is nothing to settle and nothing to choose.
    fn is_plain(&self, run: &Run) -> bool {
        let chooses = self.keep != Keep::Observations && self.consent != Consent::default();
        self.keep == Keep::Claims || run.is_plain() && (!chooses || run.rows().len() == 1)
    }
}

/// A scan at work on a chunk.
struct Chunk<'a> {
    columns: &'a Columns,
    dataset: &'a Dataset,
    scan: &'a Scan<'a>,
    slots: &'a mut Slots,
    desk: &'a mut Desk,
    groups: Vec<GroupId>,
    tallies: Vec<Tally>,
    others: Vec<Other>,
}

/// Where a thread puts what it works on, so that the room for it is made once.
#[derive(Default)]
struct Desk {
    /// Slots with rows, or with places among the others.
    entries: Vec<(u32, u32)>,
    /// What the event at hand says.
    said: Vec<Said>,
    /// What of that falls into the group at hand.
    chosen: Vec<Said>,
    /// Matching rows on the same thing.
    rows: Vec<usize>,
}

impl<'a> Chunk<'a> {
    fn new(
        columns: &'a Columns,
        dataset: &'a Dataset,
        scan: &'a Scan<'a>,
        slots: &'a mut Slots,
        desk: &'a mut Desk,
    ) -> Self {
        let (groups, tallies, others) = (Vec::new(), Vec::new(), Vec::new());
        Self { columns, dataset, scan, slots, desk, groups, tallies, others }
    }

    fn read(mut self, runs: &[Run]) -> Part {
        let scan = self.scan;
        for run in runs {
            if scan.grouping.bases.row(run.event as usize).is_empty() {
                continue;
            }
            if scan.is_plain(run) { self.plain(run) } else { self.event(run) }
        }
        self.slots.clear(&self.groups);
        // Entries by slot, those of one slot in the order they came in.
        let mut ends: Vec<usize> = Vec::with_capacity(self.tallies.len());
        let mut end = 0;
        for tally in &self.tallies {
            ends.push(end);
            end += tally.entries;
        }
        let mut entries = vec![0; end];
        for (slot, entry) in self.desk.entries.drain(..) {
            let at = &mut ends[slot as usize];
            entries[*at] = entry;
            *at += 1;
        }
        Part { groups: self.groups, tallies: self.tallies, entries, others: self.others }
    }

    /// An event of which every claim that matches is used as it is.
    fn plain(&mut self, run: &Run) {
        let (columns, scan) = (self.columns, self.scan);
        let bases = scan.grouping.bases.row(run.event as usize);
        for row in run.rows() {
            if !scan.conditions.match_row(columns, row) {
                continue;
            }
            let class = columns.rows.class[row];
            let sector = columns.classes[class as usize].sector;
            let code = scan.grouping.code(columns, row);
            for base in bases {
                if scan.grouping.has_sectors() && sector == NONE {
                    for own in scan.own_sectors(columns, run.event) {
                        let place = scan.grouping.place(*base, own);
                        self.put_row(GroupId { place, code }, row, class);
                    }
                } else {
                    let place = scan.grouping.place(*base, sector);
                    self.put_row(GroupId { place, code }, row, class);
                }
            }
        }
    }

    #[inline]
    fn put_row(&mut self, group: GroupId, row: usize, class: u32) {
        let slot = self.slot(group);
        let tally = &mut self.tallies[slot];
        tally.entries += 1;
        tally.see(class);
        let mut entry = number(row);
        if self.scan.keep == Keep::Sum {
            let mantissas = &self.columns.rows.mantissas;
            let unit = self.columns.classes[class as usize].unit;
            if unit == self.scan.unit && mantissas.is_plain(row) {
                tally.sum.add(mantissas, row);
            } else {
                entry = OTHER | number(self.others.len());
                let said = self.scan.said(self.columns, row, Settled::One(row));
                self.others.push(Other::Said(said));
            }
        }
        self.desk.entries.push((number(slot), entry));
    }

    #[inline]
    fn slot(&mut self, group: GroupId) -> usize {
        let slot = self.slots.index(group);
        if slot == self.groups.len() {
            self.groups.push(group);
            self.tallies.push(Tally::new());
        }
        slot
    }

    /// An event of which several claims may be on the same thing, or several things in the same
    /// group.
    fn event(&mut self, run: &Run) {
        let scan = self.scan;
        self.desk.said.clear();
        let mut rest = run.rows();
        while let Some(row) = rest.next() {
            let class = self.columns.rows.class[row];
            while rest.start < rest.end && self.columns.rows.class[rest.start] == class {
                rest.start += 1;
            }
            self.hear(row..rest.start);
        }
        let bases = scan.grouping.bases.row(run.event as usize);
        if !scan.grouping.has_sectors() {
            for base in bases {
                self.place(*base, |_| true);
            }
            return;
        }
        let columns = self.columns;
        let own: Vec<u32> = scan.own_sectors(columns, run.event).collect();
        for base in bases {
            for sector in scan.conditions.sectors(columns, run.event as usize) {
                // A claim without a sector counts for all of its event's own.
                let takes = |said: &Said| match said.class(columns).sector {
                    NONE => own.contains(&sector),
                    other => other == sector,
                };
                self.place(scan.grouping.place(*base, sector), takes);
            }
        }
    }

    /// Takes in the claims on one thing.
    fn hear(&mut self, same: Range<usize>) {
        let (columns, scan) = (self.columns, self.scan);
        let mut rows = std::mem::take(&mut self.desk.rows);
        rows.clear();
        rows.extend(same.filter(|row| scan.conditions.match_row(columns, *row)));
        if scan.grouping.splits_claims() {
            rows.sort_by_key(|row| (scan.grouping.code(columns, *row), *row));
        }
        for part in
            rows.chunk_by(|a, b| scan.grouping.code(columns, *a) == scan.grouping.code(columns, *b))
        {
            let settled = settle(columns, self.dataset, part, scan.policy);
            self.desk.said.push(scan.said(columns, part[0], settled));
        }
        self.desk.rows = rows;
    }

    /// Puts what an event says into the groups of one of its places.
    fn place(&mut self, place: u32, takes: impl Fn(&Said) -> bool) {
        let (columns, scan) = (self.columns, self.scan);
        let mut chosen = std::mem::take(&mut self.desk.chosen);
        let mut codes: Vec<u64> =
            self.desk.said.iter().filter(|said| takes(said)).map(|said| said.code).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            chosen.clear();
            chosen.extend(self.desk.said.iter().filter(|s| s.code == code && takes(s)).cloned());
            let group = GroupId { place, code };
            if let Err(trouble) = choose(columns, scan, &mut chosen) {
                self.put_other(group, Other::Trouble(trouble));
            }
            for said in chosen.drain(..) {
                match said.settled {
                    Settled::One(row) => self.put_row(group, row, said.class),
                    Settled::Several(_) => self.put_other(group, Other::Said(said)),
                }
            }
        }
        self.desk.chosen = chosen;
    }

    fn put_other(&mut self, group: GroupId, other: Other) {
        let slot = self.slot(group);
        self.tallies[slot].entries += 1;
        self.desk.entries.push((number(slot), OTHER | number(self.others.len())));
        self.others.push(other);
    }
}

impl Scan<'_> {
    /// The sectors of an event that its claims without a sector count for; no sector ([`NONE`])
    /// where it has none.
    fn own_sectors<'b>(
        &'b self,
        columns: &'b Columns,
        event: u32,
    ) -> impl Iterator<Item = u32> + 'b {
        let own = columns.events.sectors.row(event as usize);
        let counts = |sector: &u32| {
            if own.is_empty() { *sector == NONE } else { own.contains(sector) }
        };
        self.conditions.sectors(columns, event as usize).filter(move |sector| counts(sector))
    }
}

/// The slot of each group, from 0, in the order of first sight.
struct Slots {
    codes: u64,
    count: usize,
    places: Places,
}

enum Places {
    /// By number, where groups are few.
    Few(Vec<u32>),
    /// With the last group asked for and its slot: mostly the next is the same.
    Many(HashMap<GroupId, u32>, Option<(GroupId, u32)>),
}

impl Slots {
    /// So many groups are few: a table of them is 1 MB.
    const FEW: u64 = 1 << 18;

    fn new(grouping: &Grouping) -> Self {
        let size = grouping.size();
        let places = match usize::try_from(size) {
            Ok(size) if size as u64 <= Self::FEW => Places::Few(vec![NONE; size]),
            _ => Places::Many(HashMap::new(), None),
        };
        Self { codes: grouping.codes(), count: 0, places }
    }

    /// The slot of a group; a new one is the number of those there were.
    #[inline]
    fn index(&mut self, group: GroupId) -> usize {
        let next = number(self.count);
        let slot = match &mut self.places {
            Places::Few(slots) => {
                let slot = &mut slots[at(group, self.codes)];
                if *slot == NONE {
                    *slot = next;
                }
                *slot
            }
            Places::Many(_, Some((last, slot))) if *last == group => *slot,
            Places::Many(slots, last) => {
                let slot = *slots.entry(group).or_insert(next);
                *last = Some((group, slot));
                slot
            }
        };
        self.count += usize::from(slot == next);
        slot as usize
    }

    /// Forgets all groups: these are all there are.
    fn clear(&mut self, groups: &[GroupId]) {
        match &mut self.places {
            Places::Few(slots) => {
                groups.iter().for_each(|group| slots[at(*group, self.codes)] = NONE);
            }
            Places::Many(slots, last) => {
                slots.clear();
                *last = None;
            }
        }
        self.count = 0;
    }
}

/// The number of a group, where groups are few and it fits.
#[inline]
fn at(group: GroupId, codes: u64) -> usize {
    (u64::from(group.place) * codes + group.code) as usize
}

/// The claims an observation rests on.
pub(crate) fn claims_of(columns: &Columns, settled: &Settled) -> Vec<ClaimIndex> {
    match settled {
        Settled::One(row) => vec![columns.rows.claim[*row]],
        Settled::Several(several) => several.used.clone(),
    }
}

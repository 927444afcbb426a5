//! Which groups events and claims fall into.

use std::cmp::Ordering;

use briefing_model::dimension::Dimension;

use crate::columns::Columns;
use crate::condition::Conditions;
use crate::vocabulary::{Many, NONE, number};

/// The groups of a metric.
///
/// What an event alone decides is settled before any claim is read. Each candidate event has *bases*,
/// one for each combination of values that it has; where sectors are told apart, a base and a sector
/// that an event reports on there make a *place*, else every base is one. Places are numbered in the
/// order of bases, then sectors. What a claim decides is a *code* made from the numbers of its
/// values. A group is a place and a code.
#[derive(Debug)]
pub(crate) struct Grouping {
    pub(crate) dimensions: Vec<Dimension>,
    /// Dimensions that an event alone decides, without sectors.
    of_events: Vec<Dimension>,
    of_claims: Vec<(Dimension, u64)>,
    /// Bases of each event, in order; none for events that are not candidates.
    pub(crate) bases: Many,
    /// Values of each base, `of_events.len()` a base.
    values: Vec<u32>,
    sectors: Option<Sectors>,
    /// The events of each place, in order: those that are expected to report.
    pub(crate) expected: Many,
}

/// The places of each base, where sectors are told apart.
#[derive(Debug, Default)]
struct Sectors {
    /// The sectors of each base, in order: the numbers of its places are their positions.
    of_bases: Many,
    /// The number of the place by base and sector, where that is not much larger than the number
    /// of places; [`NONE`] where there is none.
    table: Vec<u32>,
    /// Sectors in the table, and no sector as the last.
    width: usize,
}

/// A group of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct GroupId {
    pub(crate) place: u32,
    pub(crate) code: u64,
}

impl Grouping {
    pub(crate) fn new(
        columns: &Columns,
        conditions: &Conditions<'_>,
        dimensions: Vec<Dimension>,
    ) -> Self {
        let (of_events, of_claims): (Vec<_>, Vec<_>) = dimensions
            .iter()
            .copied()
            .filter(|dimension| *dimension != Dimension::Sector)
            .partition(|dimension| dimension.is_of_event());
        let of_claims = of_claims
            .into_iter()
            .map(|dimension| (dimension, columns.vocabulary(dimension).len() as u64 + 1))
            .collect();
        let (bases, values) = bases(columns, conditions, &of_events);
        let count = if of_events.is_empty() { 1 } else { values.len() / of_events.len() };
        let has_sectors = dimensions.contains(&Dimension::Sector);
        let (sectors, expected) = if has_sectors {
            let (sectors, expected) = Sectors::new(columns, conditions, &bases, count);
            (Some(sectors), expected)
        } else {
            (None, expected_on(&bases, count))
        };
        Self { dimensions, of_events, of_claims, bases, values, sectors, expected }
    }

    /// How many groups there can be at most.
    pub(crate) fn size(&self) -> u64 {
        let codes =
            self.of_claims.iter().fold(1_u64, |size, (_, values)| size.saturating_mul(*values));
        codes.saturating_mul(self.expected.len() as u64)
    }

    /// How many codes there are.
    pub(crate) fn codes(&self) -> u64 {
        self.of_claims.iter().fold(1_u64, |size, (_, values)| size.saturating_mul(*values))
    }

    /// Whether groups are known before any claim is read.
    pub(crate) fn is_of_events(&self) -> bool {
        self.of_claims.is_empty()
    }

    /// Whether claims on the same thing can fall into different groups.
    pub(crate) fn splits_claims(&self) -> bool {
        self.of_claims
            .iter()
            .any(|(d, _)| matches!(d, Dimension::Source | Dimension::Grade | Dimension::Checked))
    }

    /// The code of a claim.
    #[inline]
    pub(crate) fn code(&self, columns: &Columns, row: usize) -> u64 {
        self.of_claims.iter().fold(0, |code, (dimension, size)| {
            // No value comes last.
            code * size + u64::from(value_of(columns, *dimension, row)).min(size - 1)
        })
    }

    /// Whether sectors are told apart.
    pub(crate) fn has_sectors(&self) -> bool {
        self.sectors.is_some()
    }

    /// The place of a base, and of a sector where sectors are told apart; [`NONE`] if no event
    /// reports on it there.
    #[inline]
    pub(crate) fn place(&self, base: u32, sector: u32) -> u32 {
        match &self.sectors {
            None => base,
            Some(sectors) => sectors.place(base, sector),
        }
    }

    /// The events that are expected to report in a group, by the numbers of its values: also where
    /// no claim fell into it.
    pub(crate) fn expected_in(&self, key: &[u32]) -> &[u32] {
        let value_of = |wanted: Dimension| {
            let at = self.dimensions.iter().position(|dimension| *dimension == wanted);
            at.map_or(NONE, |at| key[at])
        };
        let own: Vec<u32> = self.of_events.iter().map(|dimension| value_of(*dimension)).collect();
        let base = self.base_of(&own);
        let place = base.map_or(NONE, |base| self.place(number(base), value_of(Dimension::Sector)));
        if place == NONE { &[] } else { self.expected.row(place as usize) }
    }

    /// The base of these values. Bases are in the order of their values; without dimensions that an
    /// event decides there is one, of no values.
    fn base_of(&self, own: &[u32]) -> Option<usize> {
        let width = own.len();
        let (mut low, mut high) = (0, self.values.len().checked_div(width).unwrap_or(1));
        while low < high {
            let middle = low.midpoint(high);
            match self.values[middle * width..(middle + 1) * width].cmp(own) {
                Ordering::Equal => return Some(middle),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The numbers of a group's values, in the order of the dimensions.
    pub(crate) fn key(&self, group: GroupId) -> Vec<u32> {
        let mut code = group.code;
        let mut of_claims: Vec<u32> = Vec::with_capacity(self.of_claims.len());
        for (_, size) in self.of_claims.iter().rev() {
            let value = code % size;
            code /= size;
            of_claims.push(if value == size - 1 { NONE } else { number(value as usize) });
        }
        let (base, sector) = match &self.sectors {
            None => (group.place as usize, NONE),
            Some(sectors) => sectors.of_place(group.place),
        };
        let start = base * self.of_events.len();
        let mut of_events = self.values[start.min(self.values.len())..].iter().copied();
        self.dimensions
            .iter()
            .map(|dimension| {
                if *dimension == Dimension::Sector {
                    sector
                } else if dimension.is_of_event() {
                    of_events.next().unwrap_or(NONE)
                } else {
                    of_claims.pop().unwrap_or(NONE)
                }
            })
            .collect()
    }
}

impl Sectors {
    /// The places, and the events that are expected in each.
    fn new(
        columns: &Columns,
        conditions: &Conditions<'_>,
        bases: &Many,
        count: usize,
    ) -> (Self, Many) {
        let width = columns.vocabulary(Dimension::Sector).len() + 1;
        let mut this = Self { width, ..Self::default() };
        let column = |sector: u32| (sector as usize).min(width - 1);
        if count * width <= 4 * columns.events.all_sectors.total() + 1024 {
            // First how many events each place has, then its number.
            let mut table = vec![0; count * width];
            for event in 0..columns.events.count {
                for base in bases.row(event) {
                    let row = &mut table[*base as usize * width..][..width];
                    conditions.each_sector(columns, event, |sector| row[column(sector)] += 1);
                }
            }
            let mut lengths = Vec::new();
            for base in table.chunks_mut(width) {
                let present = (0..width).filter(|at| base[*at] > 0);
                this.of_bases
                    .push(present.map(|at| if at == width - 1 { NONE } else { number(at) }));
                for events in base {
                    if *events == 0 {
                        *events = NONE;
                    } else {
                        let place = number(lengths.len());
                        lengths.push(std::mem::replace(events, place));
                    }
                }
            }
            let mut expected = Many::of_lengths(lengths.into_iter());
            for event in 0..columns.events.count {
                for base in bases.row(event) {
                    let row = &table[*base as usize * width..][..width];
                    conditions.each_sector(columns, event, |sector| {
                        expected.push(row[column(sector)], number(event));
                    });
                }
            }
            this.table = table;
            return (this, expected.done());
        }
        // Bases with few of the sectors each: events are sorted into places.
        let mut all: Vec<(u32, u32, u32)> = Vec::new();
        for event in 0..columns.events.count {
            for base in bases.row(event) {
                conditions
                    .each_sector(columns, event, |sector| all.push((*base, sector, number(event))));
            }
        }
        all.sort_unstable();
        let mut expected = Many::default();
        let mut rest = all.as_slice();
        for base in 0..number(count) {
            let (here, after) = rest.split_at(rest.partition_point(|(other, ..)| *other <= base));
            rest = after;
            let places = here.chunk_by(|a, b| a.1 == b.1);
            this.of_bases.push(places.clone().map(|place| place[0].1));
            for place in places {
                expected.push(place.iter().map(|(.., event)| *event));
            }
        }
        (this, expected)
    }

    #[inline]
    fn place(&self, base: u32, sector: u32) -> u32 {
        if !self.table.is_empty() {
            return self.table[base as usize * self.width + (sector as usize).min(self.width - 1)];
        }
        let at = self.of_bases.row(base as usize).binary_search(&sector);
        at.map_or(NONE, |at| number(self.of_bases.start(base as usize) + at))
    }

    /// The base and the sector of a place.
    fn of_place(&self, place: u32) -> (usize, u32) {
        self.of_bases.at(place as usize)
    }
}

/// The events of each base, in order.
fn expected_on(bases: &Many, count: usize) -> Many {
    let mut lengths = vec![0; count];
    let events = || (0..bases.len()).map(|event| (event, bases.row(event)));
    for (_, bases) in events() {
        bases.iter().for_each(|base| lengths[*base as usize] += 1);
    }
    let mut expected = Many::of_lengths(lengths.into_iter());
    for (event, bases) in events() {
        bases.iter().for_each(|base| expected.push(*base, number(event)));
    }
    expected.done()
}

/// The bases of each event, and the values of each base.
fn bases(
    columns: &Columns,
    conditions: &Conditions<'_>,
    of_events: &[Dimension],
) -> (Many, Vec<u32>) {
    let candidates = conditions.candidates(columns);
    let mut bases = Many::default();
    if of_events.is_empty() {
        for candidate in candidates {
            bases.push(candidate.then_some(0));
        }
        return (bases, Vec::new());
    }
    let series = conditions.allowed(columns, Dimension::Series);
    // A combination of values as one number: no value comes last, as everywhere.
    let sizes: Vec<u128> = of_events
        .iter()
        .map(|dimension| columns.vocabulary(*dimension).len() as u128 + 1)
        .collect();
    let mut combinations: Vec<u128> = Vec::with_capacity(candidates.len());
    let mut counts: Vec<usize> = Vec::with_capacity(candidates.len());
    for (event, candidate) in candidates.into_iter().enumerate() {
        let start = combinations.len();
        if candidate {
            combinations.push(0);
        }
        for (dimension, size) in of_events.iter().zip(&sizes) {
            let longer = |code: u128, value: u32| code * size + u128::from(value).min(size - 1);
            let single = match dimension {
                Dimension::Event => Some(number(event)),
                other => columns.events.single(*other).map(|column| column[event]),
            };
            if let Some(value) = single {
                for code in &mut combinations[start..] {
                    *code = longer(*code, value);
                }
                continue;
            }
            // An event may be of several series.
            let asked = |one: &u32| series.as_ref().is_none_or(|asked| asked.one(*one));
            let mut several: Vec<u32> =
                columns.events.umbrellas.row(event).iter().copied().filter(asked).collect();
            if several.is_empty() {
                several.push(NONE);
            }
            let shorter: Vec<u128> = combinations.drain(start..).collect();
            combinations.extend(
                shorter.iter().flat_map(|code| several.iter().map(|value| longer(*code, *value))),
            );
        }
        counts.push(combinations.len() - start);
    }
    let (numbers, codes) = ranks(&combinations, sizes.iter().product());
    let mut numbers = numbers.into_iter();
    for count in counts {
        bases.push(numbers.by_ref().take(count));
    }
    (bases, codes.iter().flat_map(|code| digits(*code, &sizes)).collect())
}

/// The values that a combination was made from.
fn digits(mut code: u128, sizes: &[u128]) -> Vec<u32> {
    let mut values = vec![NONE; sizes.len()];
    for (value, size) in values.iter_mut().zip(sizes).rev() {
        let digit = code % size;
        code /= size;
        if digit != size - 1 {
            *value = u32::try_from(digit).unwrap_or(NONE);
        }
    }
    values
}

/// The place of each code among the different ones in order, and those: by table where codes are
/// small.
fn ranks(codes: &[u128], end: u128) -> (Vec<u32>, Vec<u128>) {
    match usize::try_from(end) {
        Ok(end) if end <= 4 * codes.len() + 1024 => {
            let mut table = vec![NONE; end];
            for code in codes {
                table[*code as usize] = 0;
            }
            let mut different = Vec::new();
            for (code, place) in table.iter_mut().enumerate().filter(|(_, place)| **place == 0) {
                *place = number(different.len());
                different.push(code as u128);
            }
            (codes.iter().map(|code| table[*code as usize]).collect(), different)
        }
        _ => {
            let mut different = codes.to_vec();
            different.sort_unstable();
            different.dedup();
            let place = |code: &u128| number(different.partition_point(|other| other < code));
            (codes.iter().map(place).collect(), different)
        }
    }
}

/// The number of a claim's value of a dimension of its own.
fn value_of(columns: &Columns, dimension: Dimension, row: usize) -> u32 {
    let rows = &columns.rows;
    let class = &columns.classes[rows.class[row] as usize];
    match dimension {
        Dimension::Measure => class.measure,
        Dimension::Status => u32::from(class.status),
        Dimension::Counts => u32::from(class.counts),
        Dimension::Scope => class.scope,
        Dimension::Population => class.population,
        Dimension::Origin => columns.origin(class),
        Dimension::Unit => class.unit,
        Dimension::Source => rows.source[row],
        Dimension::Grade => rows.grades[rows.source[row] as usize],
        Dimension::Checked => u32::from(rows.checked[row]),
        _ => NONE,
    }
}

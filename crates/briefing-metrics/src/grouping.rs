//! Which groups events and claims fall into.

use briefing_model::dimension::Dimension;

use crate::columns::Columns;
use crate::condition::Conditions;
use crate::vocabulary::{Many, NONE, number};

/// The groups of a metric.
///
/// What an event alone decides is settled before any claim is read: each candidate event has a list
/// of *places*, one for each combination of values that it has, and places are numbered. What a
/// claim decides is a *code* made from the numbers of its values. A group is a place and a code.
#[derive(Debug)]
pub(crate) struct Grouping {
    pub(crate) dimensions: Vec<Dimension>,
    /// Dimensions that an event alone decides; with sectors, which claims may narrow.
    of_events: Vec<Dimension>,
    of_claims: Vec<(Dimension, u64)>,
    /// Places of each event; none for events that are not candidates.
    pub(crate) places: Many,
    /// The events of each place, in order: those that are expected to report.
    pub(crate) expected: Many,
    /// Values of each place, `of_events.len()` a place.
    values: Vec<u32>,
    sector_at: Option<usize>,
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
            .partition(|dimension| dimension.is_of_event() || *dimension == Dimension::Sector);
        let of_claims = of_claims
            .into_iter()
            .map(|dimension| (dimension, columns.vocabulary(dimension).len() as u64 + 1))
            .collect();
        let candidates = conditions.candidates(columns);
        let mut this = Self {
            sector_at: of_events.iter().position(|dimension| *dimension == Dimension::Sector),
            dimensions,
            of_events,
            of_claims,
            places: Many::default(),
            expected: Many::default(),
            values: Vec::new(),
        };
        this.place_events(columns, conditions, &candidates);
        this
    }

    fn place_events(
        &mut self,
        columns: &Columns,
        conditions: &Conditions<'_>,
        candidates: &[bool],
    ) {
        let candidate = |event: &usize| candidates[*event];
        if self.of_events.is_empty() {
            for event in 0..candidates.len() {
                self.places.push(candidate(&event).then_some(0));
            }
            self.expected.push((0..candidates.len()).filter(candidate).map(number));
            return;
        }
        let series = conditions.allowed(columns, Dimension::Series);
        // A combination of values as one number: no value comes last, as everywhere.
        let sizes: Vec<u128> = self
            .of_events
            .iter()
            .map(|dimension| columns.vocabulary(*dimension).len() as u128 + 1)
            .collect();
        let mut combinations: Vec<(u128, u32)> = Vec::with_capacity(candidates.len());
        let mut counts: Vec<u32> = Vec::with_capacity(candidates.len());
        let mut several: Vec<u32> = Vec::new();
        for event in 0..candidates.len() {
            let start = combinations.len();
            if candidate(&event) {
                combinations.push((0, number(event)));
            }
            for (dimension, size) in self.of_events.iter().zip(&sizes) {
                let longer = |code: u128, value: u32| code * size + u128::from(value).min(size - 1);
                let single = match dimension {
                    Dimension::Event => Some(number(event)),
                    other => columns.events.single(*other).map(|column| column[event]),
                };
                if let Some(value) = single {
                    for (code, _) in &mut combinations[start..] {
                        *code = longer(*code, value);
                    }
                    continue;
                }
                several.clear();
                if *dimension == Dimension::Series {
                    let asked = |s: &u32| series.as_ref().is_none_or(|a| a.one(*s));
                    let umbrellas = columns.events.umbrellas.row(event).iter().copied();
                    several.extend(umbrellas.filter(asked));
                    if several.is_empty() {
                        several.push(NONE);
                    }
                } else if *dimension == Dimension::Sector {
                    several.extend(conditions.sectors(columns, event));
                }
                let shorter: Vec<(u128, u32)> = combinations.drain(start..).collect();
                combinations.extend(shorter.iter().flat_map(|(code, event)| {
                    several.iter().map(move |value| (longer(*code, *value), *event))
                }));
            }
            counts.push(number(combinations.len() - start));
        }
        let mut codes: Vec<u128> = combinations.iter().map(|(code, _)| *code).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in &codes {
            self.values.extend(digits(*code, &sizes));
        }
        let places = positions(&codes, &combinations);
        self.expected = Many::inverse(&places, &combinations, codes.len());
        let mut places = places.into_iter();
        for count in counts {
            self.places.push(places.by_ref().take(count as usize));
        }
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
        self.sector_at.is_some()
    }

    /// The sector of a place, where sectors are told apart; [`NONE`] for events that have none.
    pub(crate) fn sector(&self, place: u32) -> Option<u32> {
        self.sector_at.map(|at| self.values[place as usize * self.of_events.len() + at])
    }

    /// Whether a claim of an event falls into one of its places: always, unless sectors are told
    /// apart. A claim without a sector counts for all of its event's own.
    #[inline]
    pub(crate) fn takes(&self, columns: &Columns, place: u32, event: u32, sector: u32) -> bool {
        let Some(at) = self.sector_at else { return true };
        let asked = self.values[place as usize * self.of_events.len() + at];
        if sector != NONE {
            return asked == sector;
        }
        let own = columns.events.sectors.row(event as usize);
        if own.is_empty() { asked == NONE } else { own.contains(&asked) }
    }

    /// The events that are expected to report in a group, by the numbers of its values: also where
    /// no claim fell into it.
    pub(crate) fn expected_in(&self, key: &[u32]) -> &[u32] {
        let own: Vec<u32> = self
            .dimensions
            .iter()
            .zip(key)
            .filter(|(d, _)| d.is_of_event() || **d == Dimension::Sector)
            .map(|(_, value)| *value)
            .collect();
        let width = self.of_events.len();
        // Places are in the order of their values.
        let (mut low, mut high) = (0, self.expected.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.values[middle * width..(middle + 1) * width].cmp(&own) {
                std::cmp::Ordering::Equal => return self.expected.row(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        &[]
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
        let start = group.place as usize * self.of_events.len();
        let mut of_events = self.values[start.min(self.values.len())..].iter().copied();
        self.dimensions
            .iter()
            .map(|dimension| {
                if dimension.is_of_event() || *dimension == Dimension::Sector {
                    of_events.next().unwrap_or(NONE)
                } else {
                    of_claims.pop().unwrap_or(NONE)
                }
            })
            .collect()
    }
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

/// The place of each combination among the sorted ones: by table where numbers are small.
fn positions(codes: &[u128], combinations: &[(u128, u32)]) -> Vec<u32> {
    let last = codes.last().copied().unwrap_or(0);
    let table = match usize::try_from(last) {
        Ok(last) if last < 4 * combinations.len() + 1024 => {
            let mut table = vec![NONE; last + 1];
            for (place, code) in codes.iter().enumerate() {
                table[*code as usize] = number(place);
            }
            table
        }
        _ => Vec::new(),
    };
    combinations
        .iter()
        .map(|(code, _)| match table.is_empty() {
            false => table[*code as usize],
            true => number(codes.partition_point(|other| other < code)),
        })
        .collect()
}

/// The number of a claim's value of a dimension of its own.
fn value_of(columns: &Columns, dimension: Dimension, row: usize) -> u32 {
    let rows = &columns.rows;
    match dimension {
        Dimension::Measure => number(columns.measures.partition_point(|range| range.end <= row)),
        Dimension::Status => u32::from(rows.status[row]),
        Dimension::Scope => rows.scope[row],
        Dimension::Population => rows.population[row],
        Dimension::Unit => rows.unit[row],
        Dimension::Source => rows.source[row],
        Dimension::Grade => rows.grades[rows.source[row] as usize],
        Dimension::Checked => u32::from(rows.checked[row]),
        _ => NONE,
    }
}

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
        let width = self.of_events.len();
        let mut combinations: Vec<(Box<[u32]>, u32)> = Vec::new();
        for event in (0..candidates.len()).filter(candidate) {
            let mut lists = vec![Vec::with_capacity(width)];
            for dimension in &self.of_events {
                let values = match dimension {
                    Dimension::Event => vec![number(event)],
                    Dimension::Series => {
                        let asked = |s: &u32| series.as_ref().is_none_or(|a| a.one(*s));
                        let umbrellas = columns.events.umbrellas.row(event).iter().copied();
                        let found: Vec<u32> = umbrellas.filter(asked).collect();
                        if found.is_empty() { vec![NONE] } else { found }
                    }
                    Dimension::Sector => conditions.sectors(columns, event),
                    other => {
                        vec![columns.events.single(*other).map_or(NONE, |column| column[event])]
                    }
                };
                lists = lists
                    .iter()
                    .flat_map(|list: &Vec<u32>| {
                        values.iter().map(|value| {
                            let mut longer = list.clone();
                            longer.push(*value);
                            longer
                        })
                    })
                    .collect();
            }
            combinations.extend(lists.into_iter().map(|list| (list.into(), number(event))));
        }
        combinations.sort_unstable();
        let mut place_of: Vec<(u32, u32)> = Vec::with_capacity(combinations.len());
        for (place, same) in combinations.chunk_by(|a, b| a.0 == b.0).enumerate() {
            self.values.extend(&same[0].0);
            self.expected.push(same.iter().map(|(_, event)| *event));
            place_of.extend(same.iter().map(|(_, event)| (*event, number(place))));
        }
        place_of.sort_unstable();
        let mut rest = place_of.as_slice();
        for event in 0..candidates.len() {
            let (here, after) =
                rest.split_at(rest.partition_point(|(other, _)| *other as usize <= event));
            self.places.push(here.iter().map(|(_, place)| *place));
            rest = after;
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
        self.of_claims.iter().any(|(d, _)| matches!(d, Dimension::Source | Dimension::Grade))
    }

    /// The code of a claim.
    #[inline]
    pub(crate) fn code(&self, columns: &Columns, row: usize) -> u64 {
        self.of_claims.iter().fold(0, |code, (dimension, size)| {
            // No value comes last.
            code * size + u64::from(value_of(columns, *dimension, row)).min(size - 1)
        })
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
        _ => NONE,
    }
}

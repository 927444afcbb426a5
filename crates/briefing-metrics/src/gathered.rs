//! What falls into one group.

use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::figure::Figure;
use briefing_model::result::Conflict;

use crate::choose::Trouble;
use crate::columns::Columns;
use crate::mantissa::Sum;
use crate::scan::{Keep, Scan};
use crate::settle::Settled;

/// What an event says of one thing.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    /// The group's part that the claim decides.
    pub(crate) code: u64,
    pub(crate) event: u32,
    pub(crate) status: u8,
    pub(crate) scope: u32,
    pub(crate) population: u32,
    pub(crate) sector: u32,
    pub(crate) unit: u32,
    pub(crate) settled: Settled,
}

impl Said {
    /// What it is about, within its event and measure.
    pub(crate) fn thing(&self) -> (u8, u32, u32, u32) {
        (self.status, self.scope, self.population, self.sector)
    }

    /// Which of the things it counts: a figure limited to a sector is one of another population.
    pub(crate) fn population(&self) -> (u32, u32) {
        (self.population, self.sector)
    }

    /// Its figure, in its own unit.
    pub(crate) fn figure<'a>(&'a self, columns: &Columns, dataset: &'a Dataset) -> &'a Figure {
        match &self.settled {
            Settled::One(row) => &dataset.claims[columns.rows.claim[*row] as usize].figure,
            Settled::Several(several) => &several.figure,
        }
    }
}

/// A set of few values, in the order of first sight.
#[derive(Debug, Clone, Default)]
pub(crate) struct Few<T>(Vec<T>);

impl<T: Copy + PartialEq> Few<T> {
    #[inline]
    pub(crate) fn insert(&mut self, value: T) {
        // What came last mostly comes again.
        if self.0.last() != Some(&value) && !self.0.contains(&value) {
            self.0.push(value);
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = T> {
        self.0.iter().copied()
    }
}

/// What falls into one group.
#[derive(Debug, Default, Clone)]
pub(crate) struct Gathered {
    pub(crate) claims: Vec<ClaimIndex>,
    /// Events with an observation.
    pub(crate) events: Vec<u32>,
    /// One bit a status.
    pub(crate) statuses: u8,
    pub(crate) scopes: Few<u32>,
    pub(crate) populations: Few<(u32, u32)>,
    pub(crate) units: Few<u32>,
    /// Observations that could be added by column.
    pub(crate) sum: Sum,
    /// The others.
    pub(crate) members: Vec<Said>,
    pub(crate) conflicts: Vec<Conflict>,
    pub(crate) troubles: Vec<Trouble>,
}

impl Gathered {
    /// Takes in what an event says, as far as the scan keeps it.
    #[inline]
    pub(crate) fn add(&mut self, columns: &Columns, scan: &Scan<'_>, said: &Said) {
        match scan.keep {
            Keep::Claims => self.note(columns, said),
            Keep::Observations => self.members.push(said.clone()),
            Keep::One => {
                self.note(columns, said);
                self.members.push(said.clone());
            }
            Keep::Sum => {
                self.note(columns, said);
                match said.settled {
                    Settled::One(row)
                        if said.unit == scan.unit && columns.rows.mantissas.is_plain(row) =>
                    {
                        self.sum.add(&columns.rows.mantissas, row);
                    }
                    _ => self.members.push(said.clone()),
                }
            }
        }
    }

    /// Writes down what an observation rests on.
    #[inline]
    pub(crate) fn note(&mut self, columns: &Columns, said: &Said) {
        self.statuses |= 1 << said.status;
        self.scopes.insert(said.scope);
        self.populations.insert(said.population());
        self.units.insert(said.unit);
        if self.events.last() != Some(&said.event) {
            self.events.push(said.event);
        }
        match &said.settled {
            Settled::One(row) => self.claims.push(columns.rows.claim[*row]),
            Settled::Several(several) => {
                self.claims.extend(&several.used);
                match &several.conflict {
                    Some(conflict) if conflict.used.is_empty() => {
                        self.troubles.push(Trouble::Contested(conflict.claims.clone()));
                    }
                    conflict => self.conflicts.extend(conflict.clone()),
                }
            }
        }
    }

    /// Takes in what was found further down.
    pub(crate) fn append(&mut self, other: Self) {
        self.claims.extend(other.claims);
        self.events.extend(other.events);
        self.statuses |= other.statuses;
        other.scopes.iter().for_each(|scope| self.scopes.insert(scope));
        other.populations.iter().for_each(|population| self.populations.insert(population));
        other.units.iter().for_each(|unit| self.units.insert(unit));
        self.sum.append(&other.sum);
        self.members.extend(other.members);
        self.conflicts.extend(other.conflicts);
        self.troubles.extend(other.troubles);
    }
}

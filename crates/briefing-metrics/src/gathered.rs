//! What falls into one group.

use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::figure::Figure;
use briefing_model::result::Conflict;

use crate::choose::Trouble;
use crate::columns::{Class, Columns};
use crate::mantissa::Sum;
use crate::settle::Settled;

/// What an event says of one thing.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    /// The group's part that the claim decides.
    pub(crate) code: u64,
    pub(crate) event: u32,
    /// The number of the claim's class.
    pub(crate) class: u32,
    pub(crate) settled: Settled,
}

impl Said {
    /// What it is about, apart from the event.
    #[inline]
    pub(crate) fn class<'a>(&self, columns: &'a Columns) -> &'a Class {
        &columns.classes[self.class as usize]
    }

    /// Its figure, in its own unit.
    pub(crate) fn figure<'a>(&'a self, columns: &Columns, dataset: &'a Dataset) -> &'a Figure {
        match &self.settled {
            Settled::One(row) => &dataset.claims[columns.rows.claim[*row] as usize].figure,
            Settled::Several(several) => &several.figure,
        }
    }
}

/// A set of few values, in the order of first sight. Mostly it is a single one, which takes no room
/// of its own.
#[derive(Debug, Clone)]
pub(crate) struct Few<T> {
    first: Option<T>,
    others: Vec<T>,
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self { first: None, others: Vec::new() }
    }
}

impl<T: Copy + PartialEq> Few<T> {
    #[inline]
    pub(crate) fn insert(&mut self, value: T) {
        match self.first {
            Some(first) if first == value => {}
            // What came last mostly comes again.
            Some(_) if self.others.last() == Some(&value) || self.others.contains(&value) => {}
            Some(_) => self.others.push(value),
            None => self.first = Some(value),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = T> {
        self.first.into_iter().chain(self.others.iter().copied())
    }
}

/// What falls into one group.
#[derive(Debug, Default, Clone)]
pub(crate) struct Gathered {
    pub(crate) claims: Vec<ClaimIndex>,
    /// Events with an observation, in order.
    pub(crate) events: Vec<u32>,
    /// The classes of claims.
    pub(crate) classes: Few<u32>,
    /// Observations that could be added by column.
    pub(crate) sum: Sum,
    /// The others, as far as the scan keeps them.
    pub(crate) members: Vec<Said>,
    pub(crate) conflicts: Vec<Conflict>,
    pub(crate) troubles: Vec<Trouble>,
}

impl Gathered {
    /// Writes down what an observation rests on.
    pub(crate) fn note(&mut self, columns: &Columns, said: &Said) {
        self.classes.insert(said.class);
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

    /// As [`Gathered::note`], of single claims whose classes are known to be among the others.
    #[inline]
    pub(crate) fn note_rows(&mut self, columns: &Columns, rows: &[u32]) {
        self.claims.extend(rows.iter().map(|row| columns.rows.claim[*row as usize]));
        let mut last = self.events.last().copied();
        for row in rows {
            let event = columns.rows.event[*row as usize];
            if last != Some(event) {
                self.events.push(event);
                last = Some(event);
            }
        }
    }

    /// What it holds of these events alone, which ascend. Its members must have been kept.
    pub(crate) fn only(&self, columns: &Columns, events: &[u32]) -> Self {
        let holds = |event: u32| events.binary_search(&event).is_ok();
        let troubles = self.troubles.iter().filter(|trouble| match trouble {
            // Of the members that are kept they are found again.
            Trouble::Contested(_) => false,
            Trouble::Scopes { event, .. } | Trouble::Populations { event, .. } => holds(*event),
        });
        let mut only = Self { troubles: troubles.cloned().collect(), ..Self::default() };
        for said in self.members.iter().filter(|said| holds(said.event)) {
            only.note(columns, said);
            only.members.push(said.clone());
        }
        only
    }

    /// Makes room for so many claims more.
    pub(crate) fn reserve(&mut self, claims: usize) {
        self.events.reserve_exact(claims);
        self.claims.reserve_exact(claims);
    }

    /// What its claims are about.
    pub(crate) fn things<'a>(&self, columns: &'a Columns) -> impl Iterator<Item = &'a Class> {
        self.classes.iter().map(|class| &columns.classes[class as usize])
    }
}

//! The values of a dimension as small numbers.

use std::ops::Range;

use indexmap::IndexSet;

/// The number of no value.
pub(crate) const NONE: u32 = u32::MAX;

/// The values of one dimension, numbered in the order in which groups of them are printed.
#[derive(Debug, Default, Clone)]
pub(crate) struct Vocabulary(IndexSet<Box<str>>);

impl Vocabulary {
    /// The number of a value, which is added where it is not yet known.
    pub(crate) fn intern(&mut self, value: &str) -> u32 {
        match self.0.get_index_of(value) {
            Some(index) => number(index),
            None => number(self.0.insert_full(value.into()).0),
        }
    }

    /// The number of a value.
    pub(crate) fn get(&self, value: &str) -> Option<u32> {
        self.0.get_index_of(value).map(number)
    }

    /// The value of a number; `None` for [`NONE`].
    pub(crate) fn value(&self, number: u32) -> Option<&str> {
        self.0.get_index(number as usize).map(|value| &**value)
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The values, in order.
    pub(crate) fn values(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|value| &**value)
    }

    /// Puts the values in the order of their text. Only before any number is used.
    pub(crate) fn sort(&mut self) {
        self.0.sort_unstable();
    }
}

impl<'a> FromIterator<&'a str> for Vocabulary {
    fn from_iter<T: IntoIterator<Item = &'a str>>(values: T) -> Self {
        Self(values.into_iter().map(Into::into).collect())
    }
}

/// A list of numbers for each row.
#[derive(Debug, Default, Clone)]
pub(crate) struct Many {
    ends: Vec<u32>,
    values: Vec<u32>,
}

impl Many {
    /// Adds the list of the next row.
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = u32>) {
        self.values.extend(row);
        self.ends.push(number(self.values.len()));
    }

    /// The second numbers of pairs, listed by the place that goes with each pair, in order.
    pub(crate) fn inverse(places: &[u32], pairs: &[(u128, u32)], count: usize) -> Self {
        let mut ends = vec![0; count + 1];
        for place in places {
            ends[*place as usize + 1] += 1;
        }
        for place in 1..ends.len() {
            ends[place] += ends[place - 1];
        }
        // Each end moves from the start of its list to its end as the list is filled.
        let mut values = vec![0; pairs.len()];
        for (place, (_, value)) in places.iter().zip(pairs) {
            let at = &mut ends[*place as usize];
            values[*at as usize] = *value;
            *at += 1;
        }
        ends.pop();
        Self { ends, values }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The list of a row.
    pub(crate) fn row(&self, row: usize) -> &[u32] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        &self.values[Range { start, end: self.ends[row] as usize }]
    }
}

/// An index as a number. More than four thousand million rows are cut off, as in [`Span`].
///
/// [`Span`]: briefing_model::diagnostic::Span
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE - 1)
}

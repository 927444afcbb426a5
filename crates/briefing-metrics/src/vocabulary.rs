//! The values of a dimension as small numbers.

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

    /// Lists of these lengths, to be filled in any order of rows.
    pub(crate) fn of_lengths(lengths: impl Iterator<Item = u32>) -> Filling {
        let mut total = 0;
        let starts = lengths.map(|length| {
            total += length;
            total - length
        });
        let starts: Vec<u32> = starts.collect();
        Filling(Self { ends: starts, values: vec![0; total as usize] })
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many values all lists have together.
    pub(crate) fn total(&self) -> usize {
        self.values.len()
    }

    /// Where the list of a row begins among all values.
    pub(crate) fn start(&self, row: usize) -> usize {
        if row == 0 { 0 } else { self.ends[row - 1] as usize }
    }

    /// The list of a row.
    #[inline]
    pub(crate) fn row(&self, row: usize) -> &[u32] {
        &self.values[self.start(row)..self.ends[row] as usize]
    }

    /// The value at a place among all values, and the row whose list it is in.
    pub(crate) fn at(&self, place: usize) -> (usize, u32) {
        (self.ends.partition_point(|end| *end as usize <= place), self.values[place])
    }
}

/// Lists whose lengths are known, being filled. Each end moves from the start of its list to its end.
#[derive(Debug)]
pub(crate) struct Filling(Many);

impl Filling {
    /// Adds to the list of a row. Lists must be filled to their length.
    #[inline]
    pub(crate) fn push(&mut self, row: u32, value: u32) {
        let end = &mut self.0.ends[row as usize];
        self.0.values[*end as usize] = value;
        *end += 1;
    }

    /// The lists, once all are filled.
    pub(crate) fn done(self) -> Many {
        self.0
    }
}

/// An index as a number. More than four thousand million rows are cut off, as in [`Span`].
///
/// [`Span`]: briefing_model::diagnostic::Span
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE - 1)
}

//! Figures as whole numbers of a common scale, to be added by column.

use briefing_model::figure::{Bound, Figure, FigureError};
use briefing_model::number::Number;
use briefing_model::unit::Unit;

/// Decimal places that are kept. Amounts of up to some 900 trillion then fit into 64 bits; whatever
/// has more places or is larger is added one by one.
const SCALE: u32 = 4;

/// The ends of figures, by row.
#[derive(Debug, Default)]
pub(crate) struct Mantissas {
    lower: Vec<i64>,
    upper: Vec<i64>,
    marks: Vec<u8>,
}

/// Both ends are held exactly, and neither is below zero.
const PLAIN: u8 = 1;
const LOWER_STRICT: u8 = 2;
const UPPER_STRICT: u8 = 4;
const LOWER_OPEN: u8 = 8;
const UPPER_OPEN: u8 = 16;
const ABOUT: u8 = 32;

impl Mantissas {
    pub(crate) fn new<'a>(figures: impl Iterator<Item = &'a Figure>) -> Self {
        let mut this = Self::default();
        for figure in figures {
            let (lower, low) = end(figure.lower(), LOWER_STRICT, LOWER_OPEN);
            let (upper, high) = end(figure.upper(), UPPER_STRICT, UPPER_OPEN);
            let about = if figure.is_about() { ABOUT } else { 0 };
            this.lower.push(lower);
            this.upper.push(upper);
            this.marks.push(about | ((low | high) & !PLAIN) | (low & high & PLAIN));
        }
        this
    }

    /// Whether a row can be added by column.
    #[inline]
    pub(crate) fn is_plain(&self, row: usize) -> bool {
        self.marks[row] & PLAIN != 0
    }
}

/// An end as a whole number with its marks.
fn end(bound: Option<Bound>, strict: u8, open: u8) -> (i64, u8) {
    match bound {
        None => (0, PLAIN | open),
        Some(bound) => {
            let scaled = bound.value.to_scaled(SCALE).and_then(|scaled| i64::try_from(scaled).ok());
            match scaled {
                Some(value) if value >= 0 => (value, PLAIN | if bound.strict { strict } else { 0 }),
                _ => (0, 0),
            }
        }
    }
}

/// A running sum of rows.
#[derive(Debug, Default, Clone)]
pub(crate) struct Sum {
    /// How many rows.
    pub(crate) count: u64,
    lower: i128,
    upper: i128,
    marks: u8,
    last: usize,
}

impl Sum {
    #[inline]
    pub(crate) fn add(&mut self, mantissas: &Mantissas, row: usize) {
        self.count += 1;
        // 2^64 rows of 2^63 each: nothing is lost in 128 bits.
        self.lower += i128::from(mantissas.lower[row]);
        self.upper += i128::from(mantissas.upper[row]);
        self.marks |= mantissas.marks[row];
        self.last = row;
    }

    pub(crate) fn append(&mut self, other: &Self) {
        self.count += other.count;
        self.lower += other.lower;
        self.upper += other.upper;
        self.marks |= other.marks;
        self.last = other.last;
    }

    /// The row that was added last: the only one, where there is one.
    pub(crate) fn last(&self) -> Option<usize> {
        (self.count > 0).then_some(self.last)
    }

    /// The sum as a figure, of several rows. An open lower end is zero where the measure cannot be
    /// below it.
    pub(crate) fn figure(&self, unit: &Unit, non_negative: bool) -> Result<Figure, FigureError> {
        let bound = |mantissa, strict, open| -> Result<Option<Bound>, FigureError> {
            if self.marks & open != 0 {
                return Ok(None);
            }
            let value = Number::from_scaled(mantissa, SCALE).ok_or(FigureError::Overflow)?;
            Ok(Some(Bound { value, strict: self.marks & strict != 0 }))
        };
        let open = if non_negative { 0 } else { LOWER_OPEN };
        Figure::from_bounds(
            bound(self.lower, LOWER_STRICT, open)?,
            bound(self.upper, UPPER_STRICT, UPPER_OPEN)?,
            self.marks & ABOUT != 0,
            unit.clone(),
        )
    }
}

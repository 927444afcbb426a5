//! How far a number was written out, and what it may have been before it was rounded.

use super::{Bound, Figure, FigureError};
use crate::number::Number;

/// The unit of the last digit that is written of a number: 0.1 billion of `304.6 billion`, 1亿 of
/// `3000亿`. Inline XBRL calls it `decimals`.
///
/// Whoever wrote the number may have rounded it to that digit, so the number that was meant lies
/// within half a unit of it, both ends included: sources round halves up, to even, or cut them off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Precision(Number);

impl Precision {
    /// Of a number that is not rounded, such as a count written in full.
    pub const EXACT: Self = Self(Number::ZERO);

    /// Rounded to multiples of a unit; exact if that is zero.
    #[must_use]
    pub fn to_unit(unit: Number) -> Self {
        Self(unit.abs())
    }

    /// Rounded to multiples of a power of ten; `None` if that cannot be held.
    #[must_use]
    pub fn to_power_of_ten(power: i8) -> Option<Self> {
        let size = Number::from_integer(10i128.checked_pow(u32::from(power.unsigned_abs()))?);
        let unit = if power < 0 { Number::ONE.checked_div(size)? } else { size };
        Some(Self(unit))
    }

    /// Of digits as a data file has them, with their magnitude: `304.6` and a billion. A fraction
    /// (`1/3`) is exact.
    pub(super) fn of_written(digits: &str, magnitude: Option<i128>) -> Self {
        if digits.contains('/') {
            return Self::EXACT;
        }
        let decimals = digits
            .split_once('.')
            .map_or(0, |(_, part)| part.bytes().filter(u8::is_ascii_digit).count());
        let unit = || {
            let last = Number::from_scaled(1, u32::try_from(decimals).ok()?)?;
            last.checked_mul(Number::from_integer(magnitude.unwrap_or(1)))
        };
        // A unit too small to be held is of a number too long to be rounded.
        unit().map_or(Self::EXACT, Self)
    }

    /// The unit of the last digit; zero of what is exact.
    #[must_use]
    pub const fn unit(self) -> Number {
        self.0
    }

    /// The same of a number of whole things: one that is written to the last of them is exact.
    #[must_use]
    pub fn of_count(self) -> Self {
        if self.0 <= Number::ONE { Self::EXACT } else { self }
    }

    /// The same of the number times another.
    #[must_use]
    pub fn times(self, factor: Number) -> Self {
        self.0.checked_mul(factor).map_or(Self::EXACT, Self::to_unit)
    }
}

impl Default for Precision {
    fn default() -> Self {
        Self::EXACT
    }
}

impl Figure {
    /// The values that a figure may have had before it was rounded: those within half a unit of its
    /// last digit. A bound is one as it stands ("more than 300 billion"), and so are the ends of a
    /// range; what is "about" something is rougher than its digits say, and stays that.
    ///
    /// ```
    /// use briefing_model::figure::Figure;
    /// use briefing_model::unit::Unit;
    ///
    /// let parsed = Figure::parse_spanned("304.6 billion", &Unit::new("CNY")?)?;
    /// let unrounded = parsed.figure.unrounded(parsed.precision)?;
    /// assert_eq!(unrounded.to_string(), "304550000000..304650000000 CNY");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// They cannot be held exactly.
    pub fn unrounded(&self, precision: Precision) -> Result<Self, FigureError> {
        let (Some(value), false) = (self.exact_value(), precision == Precision::EXACT) else {
            return Ok(self.clone());
        };
        let ends = || {
            let half = precision.unit().checked_div(Number::from_integer(2))?;
            Some((value.checked_sub(half)?, value.checked_add(half)?))
        };
        let (low, high) = ends().ok_or(FigureError::Overflow)?;
        Self::between(Bound::closed(low), Bound::closed(high), self.unit().clone())
    }

    /// Whether a more precise figure may be this one before it was rounded, or is this one.
    ///
    /// `304.6 billion` refines `305 billion`. Of two numbers written to the same digit neither does
    /// the other, and a bound refines nothing.
    #[must_use]
    pub fn is_refined_by(&self, precision: Precision, other: &Self, finer: Precision) -> bool {
        if self == other {
            return true;
        }
        let Some(value) = other.exact_value() else { return false };
        finer < precision
            && self.unit() == other.unit()
            && self.is_exact()
            && self.unrounded(precision).is_ok_and(|before| before.contains(value))
    }
}

//! Sums, products and the rest: sound, and as tight as intervals can be.

use std::cmp::Ordering;

use super::{Bound, Figure};
use crate::number::{Number, Rounding};
use crate::unit::Unit;

/// Why an operation has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// Units differ.
    #[error("{} and {} are different units", named(left), named(right))]
    UnitMismatch {
        /// One of them.
        left: Unit,
        /// The other.
        right: Unit,
    },
    /// The result cannot be held exactly.
    #[error("the figure is too large to be held exactly")]
    Overflow,
    /// No value is left.
    #[error("no value lies within the bounds")]
    Empty,
    /// The divisor is exactly zero.
    #[error("division by zero")]
    DivisionByZero,
}

fn named(unit: &Unit) -> String {
    if unit.as_str().is_empty() { "a plain number".to_owned() } else { format!("`{unit}`") }
}

type Result<T> = std::result::Result<T, FigureError>;

fn fits<T>(value: Option<T>) -> Result<T> {
    value.ok_or(FigureError::Overflow)
}

/// An end on the extended line: open ends are infinite.
#[derive(Clone, Copy)]
enum End {
    Minus,
    At(Bound),
    Plus,
}

impl Figure {
    fn same_unit(&self, other: &Self) -> Result<()> {
        if self.unit == other.unit {
            Ok(())
        } else {
            Err(FigureError::UnitMismatch { left: self.unit.clone(), right: other.unit.clone() })
        }
    }

    fn ends(&self) -> [End; 2] {
        [self.lower.map_or(End::Minus, End::At), self.upper.map_or(End::Plus, End::At)]
    }

    /// The sum: strict where any part is strict.
    ///
    /// # Errors
    /// Units differ, or it is too large.
    pub fn add(&self, other: &Self) -> Result<Self> {
        self.same_unit(other)?;
        let add = |a: Option<Bound>, b: Option<Bound>| match (a, b) {
            (Some(a), Some(b)) => {
                let value = fits(a.value.checked_add(b.value))?;
                Ok(Some(Bound { value, strict: a.strict || b.strict }))
            }
            _ => Ok(None),
        };
        Ok(Self {
            lower: add(self.lower, other.lower)?,
            upper: add(self.upper, other.upper)?,
            about: self.about || other.about,
            unit: self.unit.clone(),
        })
    }

    /// The figure with the other sign.
    ///
    /// # Errors
    /// It is too large.
    pub fn neg(&self) -> Result<Self> {
        self.scale(Number::from_integer(-1))
    }

    /// The difference, of figures that do not depend on each other.
    ///
    /// # Errors
    /// Units differ, or it is too large.
    pub fn sub(&self, other: &Self) -> Result<Self> {
        self.add(&other.neg()?)
    }

    /// The sum of any number of figures of a unit; exactly zero of none.
    ///
    /// # Errors
    /// Units differ, or it is too large.
    pub fn sum<'a>(figures: impl IntoIterator<Item = &'a Self>, unit: &Unit) -> Result<Self> {
        figures
            .into_iter()
            .try_fold(Self::exact(Number::ZERO, unit.clone()), |sum, figure| sum.add(figure))
    }

    /// The figure times a number.
    ///
    /// # Errors
    /// It is too large.
    pub fn scale(&self, by: Number) -> Result<Self> {
        if by.is_zero() {
            return Ok(Self::exact(Number::ZERO, self.unit.clone()).with_about(self.about));
        }
        let scale = |end: Option<Bound>| match end {
            Some(end) => {
                Ok(Some(Bound { value: fits(end.value.checked_mul(by))?, strict: end.strict }))
            }
            None => Ok(None),
        };
        let (mut lower, mut upper) = (scale(self.lower)?, scale(self.upper)?);
        if by.is_negative() {
            std::mem::swap(&mut lower, &mut upper);
        }
        Ok(Self { lower, upper, about: self.about, unit: self.unit.clone() })
    }

    /// The product, of figures that do not depend on each other; its unit is the product of theirs.
    ///
    /// # Errors
    /// It is too large.
    pub fn mul(&self, other: &Self) -> Result<Self> {
        let mut lower: Option<End> = None;
        let mut upper: Option<End> = None;
        for a in self.ends() {
            for b in other.ends() {
                let end = product(a, b)?;
                lower = Some(lower.map_or(end, |low| wider(low, end, Ordering::Less)));
                upper = Some(upper.map_or(end, |high| wider(high, end, Ordering::Greater)));
            }
        }
        let at = |end: Option<End>| match end {
            Some(End::At(bound)) => Some(bound),
            _ => None,
        };
        let (lower, upper) = (at(lower), at(upper));
        let unit = self.unit.times(&other.unit);
        Self::from_bounds(lower, upper, self.about || other.about, unit)
    }

    /// The quotient: the first for each of the second. A divisor that may be zero leaves a side
    /// open, or says nothing.
    ///
    /// # Errors
    /// The divisor is exactly zero, or the result is too large.
    pub fn ratio(&self, other: &Self) -> Result<Self> {
        let unit = self.unit.per(&other.unit);
        let about = self.about || other.about;
        if other.point().is_some_and(Number::is_zero) {
            return Err(FigureError::DivisionByZero);
        }
        let inside = |low: Option<Bound>, high: Option<Bound>| {
            low.is_none_or(|low| low.value.is_negative())
                && high.is_none_or(|high| high.value > Number::ZERO)
        };
        if inside(other.lower, other.upper) {
            return Ok(Self::unknown(unit).with_about(about));
        }
        let invert = |end: Option<Bound>| match end {
            None => Ok(Some(Bound::strict(Number::ZERO))),
            Some(end) if end.value.is_zero() => Ok(None),
            Some(end) => {
                let value = fits(Number::ONE.checked_div(end.value))?;
                Ok(Some(Bound { value, strict: end.strict }))
            }
        };
        let inverse = Self {
            lower: invert(other.upper)?,
            upper: invert(other.lower)?,
            about: other.about,
            unit: Unit::one(),
        };
        Ok(self.mul(&inverse)?.with_unit(unit))
    }

    /// The lesser of the two values.
    ///
    /// # Errors
    /// Units differ.
    pub fn min(&self, other: &Self) -> Result<Self> {
        self.same_unit(other)?;
        let lower = match (self.lower, other.lower) {
            (Some(a), Some(b)) => Some(lesser_lower(a, b)),
            _ => None,
        };
        let upper = match (self.upper, other.upper) {
            (Some(a), Some(b)) => Some(lesser_upper(a, b)),
            (a, b) => a.or(b),
        };
        Ok(Self { lower, upper, about: self.about || other.about, unit: self.unit.clone() })
    }

    /// The greater of the two values.
    ///
    /// # Errors
    /// Units differ, or one is too large.
    pub fn max(&self, other: &Self) -> Result<Self> {
        self.neg()?.min(&other.neg()?)?.neg()
    }

    /// The mean of one or more figures.
    ///
    /// # Errors
    /// There is none, units differ, or it is too large.
    pub fn mean<'a>(figures: impl IntoIterator<Item = &'a Self>) -> Result<Self> {
        let figures: Vec<&Self> = figures.into_iter().collect();
        let first = figures.first().ok_or(FigureError::Empty)?;
        let sum = Self::sum(figures.iter().copied(), &first.unit)?;
        sum.scale(fits(Number::new(1, figures.len() as i128))?)
    }

    /// Only its whole numbers: `> 5` is `>= 6`.
    ///
    /// # Errors
    /// There is none.
    pub fn as_integer(&self) -> Result<Self> {
        let lower = self.lower.map(|end| {
            let next = end.value.floor().checked_add(Number::ONE);
            let value = if end.strict { next } else { Some(end.value.ceil()) };
            fits(value).map(Bound::closed)
        });
        let upper = self.upper.map(|end| {
            let next = end.value.ceil().checked_sub(Number::ONE);
            let value = if end.strict { next } else { Some(end.value.floor()) };
            fits(value).map(Bound::closed)
        });
        Self::from_bounds(lower.transpose()?, upper.transpose()?, self.about, self.unit.clone())
    }

    /// Only its values that are not below zero.
    ///
    /// # Errors
    /// There is none.
    pub fn non_negative(&self) -> Result<Self> {
        let floor = Self::at_least(Number::ZERO, self.unit.clone());
        self.intersect(&floor)?.ok_or(FigureError::Empty)
    }

    /// The values that both may have; `None` where there is none.
    ///
    /// # Errors
    /// Units differ.
    pub fn intersect(&self, other: &Self) -> Result<Option<Self>> {
        self.same_unit(other)?;
        let lower = match (self.lower, other.lower) {
            (Some(a), Some(b)) => Some(if lesser_lower(a, b) == a { b } else { a }),
            (a, b) => a.or(b),
        };
        let upper = match (self.upper, other.upper) {
            (Some(a), Some(b)) => Some(lesser_upper(a, b)),
            (a, b) => a.or(b),
        };
        let about = self.about || other.about;
        match Self::from_bounds(lower, upper, about, self.unit.clone()) {
            Ok(figure) => Ok(Some(figure)),
            Err(_) => Ok(None),
        }
    }

    /// From the least to the greatest that either may be.
    ///
    /// # Errors
    /// Units differ.
    pub fn hull(&self, other: &Self) -> Result<Self> {
        self.same_unit(other)?;
        let lower = match (self.lower, other.lower) {
            (Some(a), Some(b)) => Some(lesser_lower(a, b)),
            _ => None,
        };
        let upper = match (self.upper, other.upper) {
            (Some(a), Some(b)) => Some(if lesser_upper(a, b) == a { b } else { a }),
            _ => None,
        };
        Ok(Self { lower, upper, about: self.about || other.about, unit: self.unit.clone() })
    }

    /// What is left of it when something may have to be added: this or more.
    #[must_use]
    pub fn lower_bound_only(&self) -> Self {
        Self { upper: None, ..self.clone() }
    }

    /// Rounded for print to so many decimal places, outward: the printed figure holds every value
    /// the true one may have. Strict ends stay strict and closed ones closed, so that the words stay
    /// those of the source. A figure that is one value, about or not, rounds to the nearest, a half
    /// to the even one, and stays one value: that is a matter of display.
    #[must_use]
    pub fn round_outward(&self, places: u32) -> Self {
        let point = self.point().is_some();
        let round = |end: Option<Bound>, rounding| {
            end.map(|end| {
                let rounding = if point { Rounding::HalfEven } else { rounding };
                Bound { value: end.value.round(places, rounding), strict: end.strict }
            })
        };
        let lower = round(self.lower, Rounding::Down);
        let upper = round(self.upper, Rounding::Up);
        Self { lower, upper, about: self.about, unit: self.unit.clone() }
    }
}

/// The lower end that lets more in.
fn lesser_lower(a: Bound, b: Bound) -> Bound {
    match a.value.cmp(&b.value) {
        Ordering::Less => a,
        Ordering::Greater => b,
        Ordering::Equal => {
            if a.strict {
                b
            } else {
                a
            }
        }
    }
}

/// The upper end that lets less in.
fn lesser_upper(a: Bound, b: Bound) -> Bound {
    match a.value.cmp(&b.value) {
        Ordering::Less => a,
        Ordering::Greater => b,
        Ordering::Equal => {
            if a.strict {
                a
            } else {
                b
            }
        }
    }
}

/// The product of two ends. Zero times infinity is zero, and it is reached only where zero is.
fn product(a: End, b: End) -> Result<End> {
    let sign = |end: End| match end {
        End::Minus => -1,
        End::Plus => 1,
        End::At(bound) => bound.value.cmp(&Number::ZERO) as i32,
    };
    // An end at zero that is included makes a product at zero that is included, however strict the
    // other. A zero inside a factor needs no care: unless the other is zero too, the product goes on
    // to both sides of it.
    let is_zero = |end: Bound| end.value.is_zero() && !end.strict;
    Ok(match (a, b) {
        (End::At(a), End::At(b)) => End::At(Bound {
            value: fits(a.value.checked_mul(b.value))?,
            strict: (a.strict || b.strict) && !is_zero(a) && !is_zero(b),
        }),
        _ => match sign(a) * sign(b) {
            0 => {
                let strict = matches!((a, b), (End::At(x), _) | (_, End::At(x)) if x.strict);
                End::At(Bound { value: Number::ZERO, strict })
            }
            1 => End::Plus,
            _ => End::Minus,
        },
    })
}

/// Of two ends the one further out in a direction; of equal ones the closed.
fn wider(a: End, b: End, direction: Ordering) -> End {
    let rank = |end: &End| match end {
        End::Minus => -1,
        End::At(_) => 0,
        End::Plus => 1,
    };
    let order = match (a, b) {
        (End::At(x), End::At(y)) => match x.value.cmp(&y.value) {
            Ordering::Equal => return if x.strict { b } else { a },
            order => order,
        },
        _ => rank(&a).cmp(&rank(&b)),
    };
    if order == direction { a } else { b }
}

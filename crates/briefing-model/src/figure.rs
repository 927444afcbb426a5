//! Figures: intervals with strict or closed ends, a mark for "about", and a unit.

mod algebra;
mod compare;
mod notation;
mod precision;
mod serial;
pub(crate) mod words;

use crate::number::Number;
use crate::unit::Unit;

pub use algebra::FigureError;
pub use compare::Comparison;
pub use notation::{NotationError, Parsed};
pub use precision::Precision;

/// An end of a [`Figure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    /// Where it is.
    pub value: Number,
    /// Whether the value itself is left out: "more than".
    pub strict: bool,
}

impl Bound {
    /// An end that is itself included.
    #[must_use]
    pub const fn closed(value: Number) -> Self {
        Self { value, strict: false }
    }

    /// An end that is itself left out.
    #[must_use]
    pub const fn strict(value: Number) -> Self {
        Self { value, strict: true }
    }
}

/// What is known of a number: the values it may have, never none.
///
/// `about` says that the ends are themselves rough ("about 100 billion"): it is kept through all
/// operations, printed, and never lets a comparison be stated.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    lower: Option<Bound>,
    upper: Option<Bound>,
    about: bool,
    unit: Unit,
}

/// How a [`Figure`] is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparator {
    /// This and no other.
    Exact,
    /// More than.
    MoreThan,
    /// This or more.
    AtLeast,
    /// Less than.
    LessThan,
    /// This or less.
    AtMost,
    /// About this.
    About,
    /// Between two ends.
    Between,
    /// Anything.
    Unknown,
}

impl Comparator {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Exact,
        Self::MoreThan,
        Self::AtLeast,
        Self::LessThan,
        Self::AtMost,
        Self::About,
        Self::Between,
        Self::Unknown,
    ];

    /// The word that programs know it by.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::MoreThan => "more-than",
            Self::AtLeast => "at-least",
            Self::LessThan => "less-than",
            Self::AtMost => "at-most",
            Self::About => "about",
            Self::Between => "between",
            Self::Unknown => "unknown",
        }
    }
}

impl Figure {
    /// Exactly this.
    #[must_use]
    pub fn exact(value: Number, unit: Unit) -> Self {
        let bound = Some(Bound::closed(value));
        Self { lower: bound, upper: bound, about: false, unit }
    }

    /// This or more.
    #[must_use]
    pub fn at_least(value: Number, unit: Unit) -> Self {
        Self { lower: Some(Bound::closed(value)), upper: None, about: false, unit }
    }

    /// More than this.
    #[must_use]
    pub fn more_than(value: Number, unit: Unit) -> Self {
        Self { lower: Some(Bound::strict(value)), upper: None, about: false, unit }
    }

    /// This or less.
    #[must_use]
    pub fn at_most(value: Number, unit: Unit) -> Self {
        Self { lower: None, upper: Some(Bound::closed(value)), about: false, unit }
    }

    /// Less than this.
    #[must_use]
    pub fn less_than(value: Number, unit: Unit) -> Self {
        Self { lower: None, upper: Some(Bound::strict(value)), about: false, unit }
    }

    /// About this.
    #[must_use]
    pub fn about(value: Number, unit: Unit) -> Self {
        Self { about: true, ..Self::exact(value, unit) }
    }

    /// Anything.
    #[must_use]
    pub fn unknown(unit: Unit) -> Self {
        Self { lower: None, upper: None, about: false, unit }
    }

    /// Between two ends.
    ///
    /// # Errors
    /// [`FigureError::Empty`] if nothing lies between them.
    pub fn between(lower: Bound, upper: Bound, unit: Unit) -> Result<Self, FigureError> {
        Self::from_bounds(Some(lower), Some(upper), false, unit)
    }

    /// From its ends; a missing end is open.
    ///
    /// # Errors
    /// [`FigureError::Empty`] if nothing lies between them.
    pub fn from_bounds(
        lower: Option<Bound>,
        upper: Option<Bound>,
        about: bool,
        unit: Unit,
    ) -> Result<Self, FigureError> {
        if let (Some(low), Some(high)) = (lower, upper) {
            let touching = low.value == high.value && !low.strict && !high.strict;
            if low.value >= high.value && !touching {
                return Err(FigureError::Empty);
            }
        }
        Ok(Self { lower, upper, about, unit })
    }

    /// The lower end.
    #[must_use]
    pub fn lower(&self) -> Option<Bound> {
        self.lower
    }

    /// The upper end.
    #[must_use]
    pub fn upper(&self) -> Option<Bound> {
        self.upper
    }

    /// The unit.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Whether its ends are rough.
    #[must_use]
    pub fn is_about(&self) -> bool {
        self.about
    }

    /// Whether it is one value, and not about it.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.exact_value().is_some()
    }

    /// The value of an exact figure.
    #[must_use]
    pub fn exact_value(&self) -> Option<Number> {
        if self.about { None } else { self.point() }
    }

    /// The value both ends share, about or not.
    #[must_use]
    pub fn point(&self) -> Option<Number> {
        match (self.lower, self.upper) {
            (Some(low), Some(high)) if low.value == high.value => Some(low.value),
            _ => None,
        }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.lower.is_none() && self.upper.is_none()
    }

    /// Whether this value is one of those it may have (its ends taken at their word).
    #[must_use]
    pub fn contains(&self, value: Number) -> bool {
        self.lower.is_none_or(|low| if low.strict { low.value < value } else { low.value <= value })
            && self.upper.is_none_or(|high| {
                if high.strict { value < high.value } else { value <= high.value }
            })
    }

    /// How it is worded.
    #[must_use]
    pub fn comparator(&self) -> Comparator {
        match (self.lower, self.upper) {
            (None, None) => Comparator::Unknown,
            (Some(low), None) if low.strict => Comparator::MoreThan,
            (Some(_), None) => Comparator::AtLeast,
            (None, Some(high)) if high.strict => Comparator::LessThan,
            (None, Some(_)) => Comparator::AtMost,
            (Some(low), Some(high)) if low.value != high.value => Comparator::Between,
            _ if self.about => Comparator::About,
            _ => Comparator::Exact,
        }
    }

    /// The same values of another unit; nothing is converted.
    #[must_use]
    pub fn with_unit(self, unit: Unit) -> Self {
        Self { unit, ..self }
    }

    /// The same values, with or without the mark.
    #[must_use]
    pub fn with_about(self, about: bool) -> Self {
        Self { about, ..self }
    }
}

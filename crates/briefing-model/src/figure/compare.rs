//! What may be said of two figures.

use std::cmp::Ordering;

use super::{Figure, FigureError};

/// What holds for every value of one figure against every value of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparison {
    /// Less.
    Less,
    /// Less, or equal where they touch.
    LessOrEqual,
    /// Equal: both are exact.
    Equal,
    /// Greater, or equal where they touch.
    GreaterOrEqual,
    /// Greater.
    Greater,
    /// Nothing: they overlap, or one is only about what it says.
    Unknown,
}

impl Figure {
    /// What holds for every value of this figure against every value of another.
    ///
    /// # Errors
    /// Units differ.
    pub fn compare(&self, other: &Self) -> Result<Comparison, FigureError> {
        if self.unit != other.unit {
            return Err(FigureError::UnitMismatch {
                left: self.unit.clone(),
                right: other.unit.clone(),
            });
        }
        if self.about || other.about {
            return Ok(Comparison::Unknown);
        }
        if let (Some(a), Some(b)) = (self.point(), other.point())
            && a == b
        {
            return Ok(Comparison::Equal);
        }
        if let (Some(high), Some(low)) = (self.upper, other.lower) {
            match high.value.cmp(&low.value) {
                Ordering::Less => return Ok(Comparison::Less),
                Ordering::Equal if high.strict || low.strict => return Ok(Comparison::Less),
                Ordering::Equal => return Ok(Comparison::LessOrEqual),
                Ordering::Greater => {}
            }
        }
        if let (Some(low), Some(high)) = (self.lower, other.upper) {
            match low.value.cmp(&high.value) {
                Ordering::Greater => return Ok(Comparison::Greater),
                Ordering::Equal if high.strict || low.strict => return Ok(Comparison::Greater),
                Ordering::Equal => return Ok(Comparison::GreaterOrEqual),
                Ordering::Less => {}
            }
        }
        Ok(Comparison::Unknown)
    }
}

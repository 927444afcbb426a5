//! Figures as data: numbers as strings, so that no reader makes binary fractions of them.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Bound, Comparator, Figure};
use crate::number::Number;
use crate::unit::Unit;

/// What is written for a figure. Only `unit` must be there to read one; the comparator follows from
/// the bounds, and is there for readers that know no intervals.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    comparator: Option<Comparator>,
    lower: Option<Number>,
    #[serde(default)]
    lower_strict: bool,
    upper: Option<Number>,
    #[serde(default)]
    upper_strict: bool,
    #[serde(default)]
    about: bool,
    unit: Unit,
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Shape {
            comparator: Some(self.comparator()),
            lower: self.lower().map(|end| end.value),
            lower_strict: self.lower().is_some_and(|end| end.strict),
            upper: self.upper().map(|end| end.value),
            upper_strict: self.upper().is_some_and(|end| end.strict),
            about: self.is_about(),
            unit: self.unit().clone(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shape = Shape::deserialize(deserializer)?;
        let end = |value: Option<Number>, strict| value.map(|value| Bound { value, strict });
        let figure = Self::from_bounds(
            end(shape.lower, shape.lower_strict),
            end(shape.upper, shape.upper_strict),
            shape.about,
            shape.unit,
        )
        .map_err(D::Error::custom)?;
        match shape.comparator {
            Some(said) if said != figure.comparator() => Err(D::Error::custom(format_args!(
                "the bounds are those of `{figure}`, not of the comparator"
            ))),
            _ => Ok(figure),
        }
    }
}

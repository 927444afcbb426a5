//! Units of figures.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

/// The unit of a figure: a currency by its ISO 4217 code (`CNY`), `%`, a singular noun
/// (`project`), a ratio of those (`CNY/project`), or nothing. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Unit(Arc<str>);

/// A text that is no [`Unit`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a currency code such as `CNY`, `%`, or a noun such as `project`; found `{0}`")]
pub struct UnitError(pub String);

impl Unit {
    /// Parses a unit.
    ///
    /// # Errors
    /// The text is none.
    pub fn new(text: &str) -> Result<Self, UnitError> {
        let fits = |part: &str| part == "%" || is_currency(part) || is_noun(part);
        let good = match text.split_once('/') {
            Some((of, per)) => fits(of) && fits(per),
            None => text.is_empty() || fits(text),
        };
        if good { Ok(Self(text.into())) } else { Err(UnitError(text.to_owned())) }
    }

    /// No unit: a plain number.
    #[must_use]
    pub fn one() -> Self {
        Self("".into())
    }

    /// Percent.
    #[must_use]
    pub fn percent() -> Self {
        Self("%".into())
    }

    /// This unit for each of another.
    #[must_use]
    pub fn per(&self, other: &Self) -> Self {
        if self == other {
            Self::one()
        } else if other.0.is_empty() {
            self.clone()
        } else {
            Self(format!("{}/{}", self.0, other.0).into())
        }
    }

    /// The unit as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a currency.
    #[must_use]
    pub fn is_currency(&self) -> bool {
        is_currency(&self.0)
    }

    /// Whether it is percent.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        &*self.0 == "%"
    }
}

fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_noun(text: &str) -> bool {
    !text.is_empty()
        && text
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

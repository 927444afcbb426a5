//! Units of figures.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

/// The unit of a figure: a currency by its ISO 4217 code (`CNY`), `%`, a singular noun
/// (`project`), products and ratios of those (`CNY/project`), or nothing. Cheap to clone.
///
/// Factors are printed in order and cancel, so that equal units have equal texts: `CNY*project`,
/// `CNY/company/project` (for each company and each project), `1/project`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Unit(Arc<str>);

/// A text that is no [`Unit`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a currency code such as `CNY`, `%`, or a noun such as `project`; found `{0}`")]
pub struct UnitError(pub String);

impl Unit {
    /// Parses a unit; the empty text is no unit.
    ///
    /// # Errors
    /// The text is none; the error carries it.
    pub fn new(text: &str) -> Result<Self, UnitError> {
        let factors = Factors::of(text);
        let good = text.is_empty()
            || factors.over.iter().chain(&factors.under).all(|name| is_name(name))
                && !(factors.over.is_empty() && factors.under.is_empty());
        if good { Ok(factors.unit()) } else { Err(UnitError(text.to_owned())) }
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

    /// This unit for each of another: `CNY` per `project` is `CNY/project`.
    #[must_use]
    pub fn per(&self, other: &Self) -> Self {
        if self == other {
            return Self::one();
        }
        let (mut of, by) = (Factors::of(&self.0), Factors::of(&other.0));
        of.over.extend(by.under);
        of.under.extend(by.over);
        of.unit()
    }

    /// The product of two units: `CNY` times `USD/CNY` is `USD`.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        let (mut of, by) = (Factors::of(&self.0), Factors::of(&other.0));
        of.over.extend(by.over);
        of.under.extend(by.under);
        of.unit()
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

/// The names above and below the line.
struct Factors<'a> {
    over: Vec<&'a str>,
    under: Vec<&'a str>,
}

impl<'a> Factors<'a> {
    /// Splits a text, whether its names are good or not.
    fn of(text: &'a str) -> Self {
        if text.is_empty() {
            return Self { over: Vec::new(), under: Vec::new() };
        }
        let mut parts = text.split('/');
        let over = parts.next().unwrap_or_default();
        let under: Vec<&str> = parts.collect();
        let over = if over == "1" { Vec::new() } else { over.split('*').collect() };
        Self { over, under }
    }

    fn unit(mut self) -> Unit {
        let mut under = Vec::new();
        for name in self.under {
            match self.over.iter().position(|over| *over == name) {
                Some(at) => {
                    self.over.swap_remove(at);
                }
                None => under.push(name),
            }
        }
        self.over.sort_unstable();
        under.sort_unstable();
        let mut text = self.over.join("*");
        if text.is_empty() && !under.is_empty() {
            text.push('1');
        }
        for name in under {
            text.push('/');
            text.push_str(name);
        }
        Unit(text.into())
    }
}

fn is_name(text: &str) -> bool {
    text == "%" || is_currency(text) || is_noun(text)
}

fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// Words that multiply a number, such as `bn`, are no nouns: `2024 bn` would be read back as another
/// figure.
fn is_noun(text: &str) -> bool {
    crate::figure::words::magnitude_of(text).is_none()
        && !text.is_empty()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Figure;

    #[test]
    fn words_that_multiply_are_no_units() {
        for word in ["bn", "million", "thousand", "trn"] {
            assert!(Unit::new(word).is_err(), "{word}");
            // Otherwise `2024 bn` is printed, which is two trillion.
            assert!(Figure::parse(&format!("{word} 2024"), &Unit::one()).is_err(), "{word}");
        }
        assert!(Unit::new("billion-dollar-project").is_ok());
    }
}

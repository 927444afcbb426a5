//! Identifiers that people type: lower-case ASCII words joined by hyphens.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

/// An identifier of an event, source, measure, metric or report, such as `2024-gansu`.
///
/// Lower-case ASCII letters and digits in words joined by single hyphens. It is used as it is in
/// file names, anchors and TOML keys, so nothing else is let in. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Slug(Arc<str>);

/// Why a text is not a [`Slug`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected lower-case letters, digits and single hyphens, found `{found}`")]
pub struct SlugError {
    /// The text as it was.
    pub found: String,
    /// The nearest valid slug, where there is one.
    pub suggestion: Option<Slug>,
}

impl Slug {
    /// Parses an identifier; the error carries the nearest valid one.
    pub fn new(text: &str) -> Result<Self, SlugError> {
        if is_slug(text) {
            Ok(Self(text.into()))
        } else {
            Err(SlugError { found: text.to_owned(), suggestion: Self::suggest(text) })
        }
    }

    /// An identifier that stands in the program itself.
    ///
    /// # Panics
    /// It is not a valid one, which the first call shows.
    #[must_use]
    pub fn from_static(text: &'static str) -> Self {
        assert!(is_slug(text), "`{text}` is not a slug");
        Self(text.into())
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn suggest(text: &str) -> Option<Self> {
        let words = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect::<Vec<_>>()
            .join("-");
        is_slug(&words).then(|| Self(words.into()))
    }
}

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && text.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl FromStr for Slug {
    type Err = SlugError;

    fn from_str(text: &str) -> Result<Self, SlugError> {
        Self::new(text)
    }
}

impl AsRef<str> for Slug {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_words_joined_by_hyphens_and_suggests_them() {
        for good in ["a", "2024-gansu", "value-by-region", "r2"] {
            assert_eq!(Slug::new(good).unwrap().as_str(), good);
        }
        for (bad, suggestion) in [
            ("Value By Region", Some("value-by-region")),
            ("value_by_region", Some("value-by-region")),
            ("a--b", Some("a-b")),
            ("-a", Some("a")),
            ("甘肃", None),
            ("", None),
        ] {
            let error = Slug::new(bad).unwrap_err();
            assert_eq!(error.suggestion.as_ref().map(Slug::as_str), suggestion, "{bad}");
        }
    }
}

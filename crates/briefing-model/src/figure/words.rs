//! The words of the notation: magnitudes, units, and what people write in their place.

use std::ops::Range;

use super::NotationError;
use crate::suggest::did_you_mean;
use crate::unit::Unit;

const MAGNITUDES: [(&str, i128); 10] = [
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("万亿", 1_000_000_000_000),
    ("千", 1_000),
    ("百万", 1_000_000),
    ("千万", 10_000_000),
    ("万", 10_000),
    ("亿", 100_000_000),
];

/// The value of a word that is a magnitude.
pub(super) fn magnitude_of(word: &str) -> Option<i128> {
    MAGNITUDES.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The magnitude a word begins with, and its bytes: Chinese sets no blank before the unit.
pub(super) fn chinese_magnitude(word: &str) -> Option<(i128, usize)> {
    MAGNITUDES
        .iter()
        .filter(|(name, _)| !name.is_ascii() && word.starts_with(name))
        .max_by_key(|(name, _)| name.len())
        .map(|(name, value)| (*value, name.len()))
}

/// The unit a word names.
pub(super) fn unit(word: &str, at: Range<usize>) -> Result<Unit, NotationError> {
    // A misspelt magnitude looks like a noun, and would pass for one.
    let magnitude = did_you_mean(word, MAGNITUDES.iter().map(|(name, _)| *name));
    let parsed = Unit::new(word);
    match (parsed, magnitude) {
        (Ok(unit), None) => Ok(unit),
        (_, magnitude) => {
            let mut error =
                NotationError::new(at, format!("`{word}` is neither a magnitude nor a unit"));
            error.hint =
                magnitude.map(|magnitude| format!("did you mean `{magnitude}`?")).or_else(|| {
                    Some(
                        "magnitudes are `thousand`, `million`, `billion`, `trillion`, `万`, `亿`"
                            .to_owned(),
                    )
                });
            Err(error)
        }
    }
}

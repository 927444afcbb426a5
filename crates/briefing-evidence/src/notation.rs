//! Figures in messages: the notation of data files, with magnitudes.

use briefing_model::figure::Figure;
use briefing_model::number::{Number, Rounding};

const MAGNITUDES: [(&str, i128); 3] =
    [("trillion", 1_000_000_000_000), ("billion", 1_000_000_000), ("million", 1_000_000)];

/// A figure as a data file would have it: `> 300 billion CNY`, `195`. What is counted goes without
/// saying.
pub(crate) fn spelled(figure: &Figure) -> String {
    let unit = figure.unit();
    let is_named = unit.is_percent() || unit.is_currency();
    let unit = if is_named { format!(" {unit}") } else { String::new() };
    let about = if figure.is_about() { "~ " } else { "" };
    let words = match (figure.lower(), figure.upper()) {
        (None, None) => "?".to_owned(),
        _ if figure.point().is_some() => {
            format!("{about}{}", figure.point().map(number).unwrap_or_default())
        }
        (Some(low), None) => {
            format!("{about}{} {}", if low.strict { ">" } else { ">=" }, number(low.value))
        }
        (None, Some(high)) => {
            format!("{about}{} {}", if high.strict { "<" } else { "<=" }, number(high.value))
        }
        (Some(low), Some(high)) => format!(
            "{about}{}{}..{}{}",
            if low.strict { ">" } else { "" },
            number(low.value),
            if high.strict { "<" } else { "" },
            number(high.value)
        ),
    };
    format!("{words}{unit}")
}

/// A number with the largest magnitude that leaves it short: `40.98 billion`.
pub(crate) fn number(value: Number) -> String {
    for (word, size) in MAGNITUDES {
        if value.abs() < Number::from_integer(size) {
            continue;
        }
        let short = value.checked_div(Number::from_integer(size));
        if let Some(short) = short.filter(|short| short.decimal_places().is_some_and(|n| n <= 5)) {
            return format!("{short} {word}");
        }
    }
    value.to_string()
}

/// A number rounded to so many decimal places.
pub(crate) fn rounded(value: Number, places: u32) -> String {
    value.round(places, Rounding::HalfUp).to_string()
}

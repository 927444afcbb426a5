//! Cells of spreadsheets: text from a source must not become a formula of a reader's.

use std::borrow::Cow;

/// A text as a cell that no spreadsheet takes for a formula: one that begins like a formula begins
/// with `'`, which marks text. Everything that writes CSV passes through here.
///
/// Formulas begin with `=`, `+`, `-` or `@`, after a tab or line break too, which spreadsheets pass
/// over (OWASP, *CSV Injection*); the full-width forms are what they stand for to one that is set to
/// Chinese or Japanese. A plain number is a number, whatever its sign.
///
/// ```
/// use briefing_model::spreadsheet::cell;
///
/// assert_eq!(cell("=HYPERLINK(\"https://example.org\")"), "'=HYPERLINK(\"https://example.org\")");
/// assert_eq!(cell("＋86 931"), "'＋86 931");
/// assert_eq!(cell("-4.5"), "-4.5");
/// assert_eq!(cell("> 300"), "> 300");
/// ```
#[must_use]
pub fn cell(text: &str) -> Cow<'_, str> {
    let words = text.trim_start_matches('\'');
    // What is marked already is marked once more, so that reading it takes off one mark only.
    if words.starts_with(begins_formula) && !is_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text of a cell: without the mark that [`cell`] puts before what begins like a formula.
///
/// ```
/// use briefing_model::spreadsheet::{cell, from_cell};
///
/// assert_eq!(from_cell("'=1+1"), "=1+1");
/// assert_eq!(from_cell("'tis"), "'tis");
/// for text in ["=1", "'=1", "''-4.5", "-4.5", "'", "195"] {
///     assert_eq!(from_cell(&cell(text)), text);
/// }
/// ```
#[must_use]
pub fn from_cell(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if text.trim_start_matches('\'').starts_with(begins_formula) => text,
        _ => cell,
    }
}

fn begins_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n')
}

/// Whether a text is a decimal number and nothing else.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let at_ends = [digits.chars().next(), digits.chars().next_back()];
    at_ends.into_iter().all(|end| end.is_some_and(|c| c.is_ascii_digit()))
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() <= 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::number::Number;

    #[test]
    fn no_cell_is_a_formula() {
        let formulas = [
            "=1+1", "+1", "-1+1", "@a", "\ta", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", "-",
            "-1.2.3", "-a1", "-.5", "-5.", "--5", "-1e5", "-١",
        ];
        for text in formulas {
            assert_eq!(cell(text), format!("'{text}"));
        }
        for text in ["195", "-4.5", "-0", "> 5", "", "甘肃", "'tis", "a=1", " "] {
            assert_eq!(cell(text), text);
        }
    }

    proptest! {
        #[test]
        fn a_cell_has_the_text_it_was_made_from(text in "'{0,3}[-=+@＝\t\n.0-9a]{0,6}") {
            let marked = cell(&text);
            prop_assert_eq!(from_cell(&marked), &text);
        }

        #[test]
        fn what_is_no_number_never_begins_like_a_formula(text in "[-=+@＝＋－＠\t\r\n.0-9a ]{0,6}") {
            let cell = cell(&text);
            let marked = format!("'{text}");
            prop_assert!(cell == text || cell == marked);
            let sign = |c: char| "=+-@＝＋－＠\t\r\n".contains(c);
            let is_number = text.starts_with('-') && text.parse::<Number>().is_ok();
            prop_assert!(is_number || !cell.starts_with(sign), "{:?}", cell);
        }
    }
}

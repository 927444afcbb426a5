//! Words of the program in the language of a brief: statuses, dates, periods, figures.
//!
//! A language is one [`Lexicon`], a table of words and patterns in a file of its own; `{}` in a
//! pattern is where the value goes. A library of locale data would bring some thousand languages
//! and none of the words this needs most ("more than", 超过), so the two languages there are have
//! been written out.

mod checks;
mod corrections;
mod coverage;
mod dates;
mod difference;
mod en;
mod figures;
mod names;
mod numerals;
mod zh;

use briefing_model::claim::{Claim, Counts};
use briefing_model::document::Words;
use briefing_model::source::Grade;
use briefing_model::status::Status;

pub use checks::finding;
pub use corrections::correction;
pub use coverage::{Reported, coverage, fraction, unmatched};
pub use dates::{DateStyle, date, dates, edition, period};
pub use difference::{
    difference, difference_by, difference_counts, difference_coverage, difference_not_comparable,
    difference_unchanged,
};
pub use figures::capital;
pub(crate) use figures::{ColumnScale, column_scale, column_unit, is_comparable};
pub use figures::{FigureStyle, Length, absence, delta, figure, unit_label, value};
pub use names::{Kind, dimension, dimension_value, event_name, scope, text, vocabulary};

/// The words of a language.
pub(crate) struct Lexicon {
    /// BCP 47 tag.
    pub(crate) tag: &'static str,
    /// In the order of [`Status::ALL`].
    pub(crate) statuses: [&'static str; 7],
    /// In the order of `Counts::ALL`.
    pub(crate) counts: [&'static str; 2],
    /// Behind a status, where the figure counts what is in it at the time.
    pub(crate) now: &'static str,
    /// In the order of [`Grade::ALL`].
    pub(crate) grades: [&'static str; 3],
    /// In the order of `QuoteGrade::ALL`.
    pub(crate) checked: [&'static str; 6],
    /// In the order of `EventKind::ALL`.
    pub(crate) kinds: [&'static str; 3],
    /// In the order of `Dimension::ALL`.
    pub(crate) dimensions: [&'static str; 20],
    /// Heads of columns that are no dimension: see [`Kind`].
    pub(crate) columns: &'static [(&'static str, &'static str)],
    /// Currencies: code, name.
    pub(crate) currencies: &'static [(&'static str, &'static str)],
    /// Things that are counted without a measure: unit, name of one, of several.
    pub(crate) nouns: &'static [(&'static str, &'static str, &'static str)],
    /// How figures are worded at length, and with signs.
    pub(crate) long: Wording,
    /// How figures are worded with signs.
    pub(crate) short: Wording,
    /// Powers of ten by which large numbers are named, greatest first.
    pub(crate) magnitudes: &'static [Magnitude],
    /// Whether thousands are set apart by commas.
    pub(crate) grouped: bool,
    /// Whether both ends of a range name the power of ten, and the percent sign.
    pub(crate) repeats_magnitude: bool,
    /// Whether a space stands between words, and before a unit.
    pub(crate) space: &'static str,
    /// A unit for each of another: `{a}`, `{b}`.
    pub(crate) per: &'static str,
    /// Before an amount for each `{b}`, where the language says so instead.
    pub(crate) each: Option<&'static str>,
    /// Between the members of a list, and before the last.
    pub(crate) list: (&'static str, &'static str),
    /// In brackets.
    pub(crate) brackets: (&'static str, &'static str),
    /// Coverage: `{reported}`, `{expected}`, `{what}` for one expected event, and for several.
    pub(crate) coverage: (&'static str, &'static str),
    /// What is reported.
    pub(crate) reports: coverage::ReportWords,
    /// Coverage where room is short.
    pub(crate) fraction: &'static str,
    /// Between the coverage and the events that do not report `{what}`.
    pub(crate) missing: &'static str,
    /// Before the events that have no counterpart, in the order of `Unmatched::ALL`.
    pub(crate) unmatched: [&'static str; 3],
    /// So many events have no counterpart, where room is short: `{}`.
    pub(crate) unmatched_count: &'static str,
    /// Why there is no figure, in the order of `Absence::ALL`.
    pub(crate) absences: [&'static str; 7],
    /// Words of changes and comparisons.
    pub(crate) change: ChangeWords,
    /// For a total row.
    pub(crate) total: &'static str,
    /// For a group without a value of its dimension.
    pub(crate) none: &'static str,
    /// Unlike things that are added up: `{}`.
    pub(crate) mixture: &'static str,
    /// Between two things that are said in one bracket.
    pub(crate) semicolon: &'static str,
    /// What an open end of a bar means.
    pub(crate) open_bar: &'static str,
    /// What the lighter part of a bar means.
    pub(crate) possible_bar: &'static str,
    pub(crate) open_below_bar: &'static str,
    /// Between label and text.
    pub(crate) colon: &'static str,
    /// A table that has no rows.
    pub(crate) no_rows: &'static str,
    /// What a session belongs to: `{}`.
    pub(crate) part_of: &'static str,
    /// The scope of a figure that covers all of a session, and all of a series.
    pub(crate) whole_session: &'static str,
    pub(crate) whole_series: &'static str,
    /// What sources disagree about.
    pub(crate) conflicts: ConflictWords,
    /// What checks have found.
    pub(crate) checks: checks::CheckWords,
    /// Corrections.
    pub(crate) corrections: corrections::CorrectionWords,
    /// What changed between two editions.
    pub(crate) difference: difference::DifferenceWords,
    /// Dates.
    pub(crate) dates: dates::DateWords,
    /// Of the document's own parts.
    pub(crate) document: fn() -> Words,
}

/// How a figure is worded; `{}` is the amount with its unit.
pub(crate) struct Wording {
    pub(crate) more_than: &'static str,
    pub(crate) at_least: &'static str,
    pub(crate) less_than: &'static str,
    pub(crate) fewer_than: &'static str,
    pub(crate) at_most: &'static str,
    pub(crate) about: &'static str,
    /// `{a}` and `{b}`.
    pub(crate) between: &'static str,
    /// Rough amounts with an open end above and below, where "about" is not put before the amount.
    pub(crate) rough: Option<[&'static str; 2]>,
    pub(crate) unknown: &'static str,
    pub(crate) missing: &'static str,
}

/// A power of ten that has a name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Magnitude {
    /// Its exponent.
    pub(crate) exponent: u32,
    /// Its name at length.
    pub(crate) long: &'static str,
    /// Its sign.
    pub(crate) short: &'static str,
    /// Whether counts use it too, or only money.
    pub(crate) counts: bool,
    /// The most decimal places at which it is still shorter than the whole number.
    pub(crate) places: u32,
    /// The same where it is named in the head of a column.
    pub(crate) column_places: u32,
}

/// Words of changes and comparisons.
pub(crate) struct ChangeWords {
    pub(crate) up: &'static str,
    pub(crate) down: &'static str,
    pub(crate) by: &'static str,
    pub(crate) unchanged: &'static str,
    pub(crate) not_comparable: &'static str,
    pub(crate) not_defined: &'static str,
    pub(crate) range: &'static str,
    pub(crate) larger: &'static str,
    pub(crate) at_least_as_large: &'static str,
    pub(crate) smaller: &'static str,
    pub(crate) at_most_as_large: &'static str,
    pub(crate) equal: &'static str,
    pub(crate) unranked: &'static str,
    /// The same with what it is compared with: `{}`.
    pub(crate) unranked_with: &'static str,
}

/// Words of what sources disagree about.
pub(crate) struct ConflictWords {
    /// That they do not.
    pub(crate) none: &'static str,
    pub(crate) used: &'static str,
    pub(crate) not_used: &'static str,
    /// `{}`: metrics.
    pub(crate) used_in: &'static str,
    /// What the mark of a contested figure says.
    pub(crate) mark: &'static str,
    /// The same as a sentence, beside the mark.
    pub(crate) legend: &'static str,
    /// `{sources}` and `{voices}`.
    pub(crate) independence: &'static str,
    /// In the order of `ConflictPolicy::ALL`.
    pub(crate) policies: [&'static str; 6],
}

/// The words for a BCP 47 tag: Chinese for `zh` and its variants, else English.
pub(crate) fn lexicon(locale: &str) -> &'static Lexicon {
    match locale.split('-').next() {
        Some("zh") => &zh::LEXICON,
        _ => &en::LEXICON,
    }
}

/// Headings and marks that outputs print by themselves.
#[must_use]
pub fn document(locale: &str) -> Words {
    (lexicon(locale).document)()
}

/// A status in words.
#[must_use]
pub fn status(status: Status, locale: &str) -> &'static str {
    let index = Status::ALL.iter().position(|other| *other == status).unwrap_or_default();
    lexicon(locale).statuses[index]
}

/// How far what a claim counts has come: "started", or "started (in this state then)" where it
/// counts what was in the state at the time.
#[must_use]
pub fn claim_status(claim: &Claim, locale: &str) -> String {
    state(claim.status, claim.counts, locale)
}

/// A status, and whether a figure counts what was in it at the time, in words.
#[must_use]
pub fn state(of: Status, counts: Counts, locale: &str) -> String {
    let status = status(of, locale);
    match counts {
        Counts::Reached => status.to_owned(),
        Counts::Now => {
            let (open, close) = lexicon(locale).brackets;
            format!("{status}{open}{}{close}", lexicon(locale).now)
        }
    }
}

/// What the mark of a figure means on which sources contradict each other.
#[must_use]
pub fn contested_legend(locale: &str) -> &'static str {
    lexicon(locale).conflicts.legend
}

/// A grade in words.
#[must_use]
pub fn grade(grade: Grade, locale: &str) -> &'static str {
    let index = Grade::ALL.iter().position(|other| *other == grade).unwrap_or_default();
    lexicon(locale).grades[index]
}

/// "3 sources, 1 independent".
#[must_use]
pub fn independence(sources: usize, voices: usize, locale: &str) -> String {
    let pattern = lexicon(locale).conflicts.independence;
    pattern.replace("{sources}", &sources.to_string()).replace("{voices}", &voices.to_string())
}

/// What stands between two members of a list.
#[must_use]
pub fn comma(locale: &str) -> &'static str {
    lexicon(locale).list.0
}

/// What stands between a label and its text.
#[must_use]
pub fn colon(locale: &str) -> &'static str {
    lexicon(locale).colon
}

/// What stands between two statements of one line.
#[must_use]
pub fn semicolon(locale: &str) -> &'static str {
    lexicon(locale).semicolon
}

/// What stands around an aside.
#[must_use]
pub fn brackets(locale: &str) -> (&'static str, &'static str) {
    lexicon(locale).brackets
}

/// The members of a list in a row: "a, b and c".
#[must_use]
pub fn join<'a>(items: impl IntoIterator<Item = &'a str>, locale: &str) -> String {
    let (comma, last) = lexicon(locale).list;
    let items: Vec<&str> = items.into_iter().collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., end] => format!("{}{last}{end}", first.join(comma)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_joined_as_the_language_does() {
        assert_eq!(join([], "en"), "");
        assert_eq!(join(["a"], "en"), "a");
        assert_eq!(join(["a", "b", "c"], "en"), "a, b and c");
        assert_eq!(join(["甲", "乙", "丙"], "zh-Hans"), "甲、乙和丙");
    }

    #[test]
    fn both_languages_have_every_word() {
        for locale in ["en", "zh"] {
            let words = serde_json::to_value(document(locale)).unwrap();
            for (name, word) in words.as_object().unwrap() {
                let is_space = name == "space";
                assert!(is_space || !word.as_str().unwrap().is_empty(), "{locale}: {name}");
            }
            assert!(words["page"].as_str().unwrap().contains("{pages}"));
        }
        let names = |lexicon: &Lexicon| -> Vec<&str> {
            lexicon.columns.iter().map(|(name, _)| *name).collect()
        };
        assert_eq!(names(&en::LEXICON), names(&zh::LEXICON));
    }
}

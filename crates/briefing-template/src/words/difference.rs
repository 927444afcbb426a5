//! What changed between two editions, in words.

use briefing_model::dataset::Dataset;
use briefing_model::figure::Figure;
use briefing_model::result::Coverage;
use briefing_model::unit::Unit;

use super::{FigureStyle, delta, fraction, lexicon};

/// Words of a comparison, by id.
pub(crate) type DifferenceWords = &'static [(&'static str, &'static str)];

/// A word or pattern of a comparison, by its id: that of a kind of reason (`new-evidence`), of what an
/// edition says of itself (`period`), or another of the list. The id itself where there is none.
#[must_use]
pub fn difference(id: &'static str, locale: &str) -> &'static str {
    let words = lexicon(locale).difference;
    words.iter().find(|(known, _)| *known == id).map_or(id, |(_, words)| words)
}

/// How many figures changed, are new, are gone and are the same: "2 figures changed, 1 is new, 14 are
/// the same".
#[must_use]
pub fn difference_counts(
    changed: usize,
    added: usize,
    gone: usize,
    same: usize,
    locale: &str,
) -> String {
    let count = |n: usize, one: &'static str, several: &'static str| {
        let pattern = difference(if n == 1 { one } else { several }, locale);
        (n > 0).then(|| pattern.replace("{}", &n.to_string()))
    };
    let counts = [
        count(changed, "one-changed", "several-changed"),
        count(added, "one-added", "several-added"),
        count(gone, "one-gone", "several-gone"),
        count(same, "one-same", "several-same"),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    counts.join(lexicon(locale).list.0)
}

/// By how much a figure changed: "up 27", "down by more than 5 billion yuan", "up 4 percentage points".
/// What is counted is not named: the figures beside it name it.
#[must_use]
pub fn difference_by(change: &Figure, locale: &str) -> String {
    let unit = change.unit();
    let in_points = if unit.is_percent() { Unit::new("percentage-point").ok() } else { None };
    let style =
        FigureStyle { unit: in_points.is_some() || unit.is_currency(), ..FigureStyle::default() };
    let change = change.clone().with_unit(in_points.unwrap_or_else(|| unit.clone()));
    delta(&change.into(), &Dataset::default(), style, locale)
}

/// That a figure did not change.
#[must_use]
pub fn difference_unchanged(locale: &str) -> &'static str {
    lexicon(locale).change.unchanged
}

/// That nothing can be said of how far a figure changed.
#[must_use]
pub fn difference_not_comparable(locale: &str) -> &'static str {
    lexicon(locale).change.not_comparable
}

/// How many of those expected to report did, where there is little room: "2 of 3".
#[must_use]
pub fn difference_coverage(reported: u32, expected: u32, locale: &str) -> String {
    fraction(&Coverage { reported, expected, ..Coverage::default() }, locale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{en, zh};

    #[test]
    fn both_languages_have_the_same_words_and_marks() {
        let marks = |text: &str| -> Vec<String> {
            let mut marks: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next())
                .map(str::to_owned)
                .collect();
            marks.sort();
            marks
        };
        assert_eq!(en::LEXICON.difference.len(), zh::LEXICON.difference.len());
        for ((id, english), (other, chinese)) in
            en::LEXICON.difference.iter().zip(zh::LEXICON.difference)
        {
            assert_eq!(id, other);
            assert_eq!(marks(english), marks(chinese), "{id}");
        }
    }

    #[test]
    fn changes_are_worded_by_what_changed() {
        for (notation, unit, en, zh) in [
            ("27", "project", "up 27", "增长27"),
            ("> 5", "project", "up by more than 5", "增长超过5"),
            ("-5 billion", "CNY", "down 5 billion yuan", "下降50亿元"),
            ("4", "%", "up 4 percentage points", "增长4个百分点"),
            ("1", "%", "up 1 percentage point", "增长1个百分点"),
        ] {
            let figure = Figure::parse(notation, &Unit::new(unit).unwrap()).unwrap();
            let said = (difference_by(&figure, "en"), difference_by(&figure, "zh"));
            assert_eq!(said, (en.to_owned(), zh.to_owned()));
        }
    }

    #[test]
    fn only_what_there_is_is_counted() {
        assert_eq!(
            difference_counts(2, 1, 0, 14, "en"),
            "2 figures changed, 1 is new, 14 are the same"
        );
        assert_eq!(difference_counts(0, 0, 1, 0, "zh"), "删除1个");
    }
}

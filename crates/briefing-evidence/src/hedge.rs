//! Finds the words of the lexicon in a text.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon::{Entry, LEXICON, Place};
use crate::table::Table;
use crate::text::Text;

/// An entry of the lexicon found in a text.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    /// Its characters.
    pub(crate) range: Range<usize>,
    pub(crate) entry: &'static Entry,
}

static STANDING: LazyLock<Table<&Entry>> = LazyLock::new(|| {
    table(|place| matches!(place, Place::Before | Place::Clause | Place::Neither))
});
static FOLLOWING: LazyLock<Table<&Entry>> = LazyLock::new(|| table(|place| place == Place::After));

fn table(wanted: impl Fn(Place) -> bool) -> Table<&'static Entry> {
    let entries = LEXICON.iter().filter(|entry| wanted(entry.place));
    Table::new(entries.map(|entry| (entry.words, entry)))
}

/// All entries that stand before numbers or in clauses, in order, none over another: from the left,
/// the longest first, so that `不超过` is not `超过` and `签约` not `约`.
pub(crate) fn hits(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match found(text, at, &STANDING) {
            Some(hit) => {
                at = hit.range.end;
                hits.push(hit);
            }
            None => at += 1,
        }
    }
    hits
}

/// The entry that stands after a number, at a place.
pub(crate) fn following(text: &Text, at: usize) -> Option<Hit> {
    found(text, at, &FOLLOWING)
}

/// The entry that stands before numbers or in clauses, at a place.
pub(crate) fn standing(text: &Text, at: usize) -> Option<Hit> {
    found(text, at, &STANDING)
}

fn found(text: &Text, at: usize, table: &Table<&'static Entry>) -> Option<Hit> {
    let (words, entry, end) = table.word(text, at)?;
    // The end of `签约` is no hedge, whatever entry took its beginning (`将签`).
    let cut = words.starts_with('约') && text.before(at) == '签';
    (!cut).then_some(Hit { range: at..end, entry })
}

/// The entries that stand right before a place, nearest first: hedges may follow each other
/// ("estimated to exceed about"), with an article between.
pub(crate) fn before<'h>(text: &Text, hits: &'h [Hit], at: usize, from: usize) -> Vec<&'h Hit> {
    let mut found = Vec::new();
    let mut end = at;
    loop {
        let place = text.skip_blanks_back(end);
        if let Some(hit) = ending_at(hits, place) {
            if hit.range.start < from || hit.entry.place != Place::Before {
                break;
            }
            found.push(hit);
            end = hit.range.start;
            continue;
        }
        let filler = ["a", "an", "the", "了"].iter().find_map(|word| {
            let start = place.checked_sub(word.chars().count())?;
            (start >= from && text.word(start, word) == Some(place)).then_some(start)
        });
        // An article alone is no hedge: there must be one before it.
        match filler {
            Some(start) if ending_at(hits, text.skip_blanks_back(start)).is_some() => end = start,
            _ => break,
        }
    }
    found
}

fn ending_at(hits: &[Hit], end: usize) -> Option<&Hit> {
    let place = hits.partition_point(|hit| hit.range.end < end);
    hits.get(place).filter(|hit| hit.range.end == end)
}

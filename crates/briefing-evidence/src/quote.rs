//! Are the words of a claim in the text of its source?
//!
//! Words are selected as the W3C's `TextQuoteSelector` does (Web Annotation Data Model, §4.2.4):
//! `exact`, told apart by the `prefix` before it and the `suffix` after it where it stands in the text
//! more than once.
//!
//! # What is the same
//!
//! Words are found *exactly*, character by character, or *folded*. Folding is applied to both sides
//! and does this, and nothing else:
//!
//! 1. Unicode's compatibility composition (NFKC): full and half width, ligatures, presentation forms.
//! 2. Characters that are there for typesetters are left out: soft hyphen, zero-width space and joiners,
//!    word joiner, byte order mark.
//! 3. A run of white space is one space, and none beside a Han character, kana or Hangul, or 、 and 。:
//!    Chinese is written without spaces, and its lines break anywhere.
//! 4. A hyphen at the end of a line, between letters, may be the typesetter's: the text is read with
//!    it and, where that does not have the words, without it.
//!
//! Case, accents, quotation marks, dashes, simplified and traditional characters stay what they are.
//!
//! Words never begin or end within a word or number of the text: `195` is not in `1,195`, nor `signed`
//! in `unsigned`.

use std::ops::Range;

use briefing_model::claim::Quote;
use briefing_model::evidence::QuoteGrade;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

/// A text that quotes are looked for in. Made once a text, whatever the number of quotes.
#[derive(Debug)]
pub struct Archived {
    text: String,
    /// With hyphens at the ends of lines, and without them where that makes a difference.
    folded: Vec<Folded>,
}

/// Where the words of a quote are in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// [`QuoteGrade::Exact`], `Folded`, `Ambiguous` or `Absent`.
    pub grade: QuoteGrade,
    /// The bytes of the text that they are, where they are in one place.
    pub at: Option<Range<usize>>,
    /// In how many places the words are, whatever stands around them.
    pub places: usize,
}

impl Archived {
    /// A text, such as that of an archived page.
    #[must_use]
    pub fn new(text: String) -> Self {
        let with = Folded::of(&text, LineEnd::Kept);
        let without = Folded::of(&text, LineEnd::Dropped);
        let folded = if without.text == with.text { vec![with] } else { vec![with, without] };
        Self { text, folded }
    }

    /// The text as it is.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Looks for a quote: exactly, then folded. What `prefix` and `suffix` are compared with is always
    /// folded, and white space between them and the words does not matter.
    #[must_use]
    pub fn find(&self, quote: &Quote) -> Found {
        let mut seen = 0;
        let exact = places(&self.text, &quote.exact);
        if !exact.is_empty() {
            seen = exact.len();
            let fit = exact.into_iter().filter(|at| self.is_between(at, quote)).collect();
            if let Some(found) = decided(fit, seen, QuoteGrade::Exact) {
                return found;
            }
        }
        let wanted = fold(&quote.exact);
        for folded in &self.folded {
            let found = places(&folded.text, &wanted);
            seen = seen.max(found.len());
            let fit = found
                .into_iter()
                .map(|at| folded.raw(&at, &self.text))
                .filter(|at| self.is_between(at, quote))
                .collect();
            if let Some(found) = decided(fit, seen, QuoteGrade::Folded) {
                return found;
            }
        }
        Found { grade: QuoteGrade::Absent, at: None, places: seen }
    }

    /// The words of the text that are most like those of a quote which is not in it, if any are much
    /// like them: by the pairs of characters they share.
    #[must_use]
    pub fn nearest(&self, quote: &Quote) -> Option<&str> {
        let wanted: Vec<char> = fold(&quote.exact).chars().collect();
        let mut pairs: Vec<[char; 2]> = wanted.windows(2).map(|pair| [pair[0], pair[1]]).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let folded = self.folded.first()?;
        let characters: Vec<(usize, char)> = folded.text.char_indices().collect();
        let hits: Vec<bool> = characters
            .windows(2)
            .map(|pair| pairs.binary_search(&[pair[0].1, pair[1].1]).is_ok())
            .collect();
        let width = wanted.len().saturating_sub(1).clamp(1, hits.len().max(1));
        let mut count = hits.iter().take(width).filter(|hit| **hit).count();
        let (mut best, mut start) = (count, 0);
        for at in width..hits.len() {
            count = count + usize::from(hits[at]) - usize::from(hits[at - width]);
            if count > best {
                (best, start) = (count, at + 1 - width);
            }
        }
        // Half of the pairs, as chance gives a third of them in a long text of the same language.
        if best * 2 <= width || hits.is_empty() {
            return None;
        }
        let end = (start + width).min(characters.len() - 1);
        let from = folded.places[characters[start].0] as usize;
        let to = folded.places[characters[end].0] as usize;
        Some(self.whole_words(from..to))
    }

    /// A part of the text, widened to whole words.
    fn whole_words(&self, range: Range<usize>) -> &str {
        let text = &self.text;
        let is_word = |c: char| is_part_of_word(c);
        let before = text[..range.start].trim_end_matches(is_word).len();
        let after = text.len() - text[range.end..].trim_start_matches(is_word).len();
        // The character that the range ends on may be one of a word or not.
        let after = if after == range.end {
            range.end + text[range.end..].chars().next().map_or(0, char::len_utf8)
        } else {
            after
        };
        text[before..after].trim()
    }

    fn is_between(&self, at: &Range<usize>, quote: &Quote) -> bool {
        quote.prefix.as_deref().is_none_or(|prefix| {
            let near = self.text.floor_char_boundary(at.start.saturating_sub(reach(prefix)));
            fold(&self.text[near..at.start]).ends_with(&fold(prefix))
        }) && quote.suffix.as_deref().is_none_or(|suffix| {
            let near = self.text.ceil_char_boundary(at.end.saturating_add(reach(suffix)));
            fold(&self.text[at.end..near]).starts_with(&fold(suffix))
        })
    }
}

/// How many bytes of a text hold these words, however they are spaced.
fn reach(words: &str) -> usize {
    4 * words.len() + 64
}

/// A text as [the module](self) folds it, with hyphens at the ends of lines.
#[must_use]
pub fn fold(text: &str) -> String {
    Folded::of(text, LineEnd::Kept).text
}

/// One place is a find, several are ambiguous, none is for the next to try.
fn decided(fit: Vec<Range<usize>>, places: usize, grade: QuoteGrade) -> Option<Found> {
    match fit.as_slice() {
        [] => None,
        [at] => Some(Found { grade, at: Some(at.clone()), places }),
        _ => Some(Found { grade: QuoteGrade::Ambiguous, at: None, places }),
    }
}

/// Where words stand in a text, whole.
fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    if words.trim().is_empty() {
        return Vec::new();
    }
    text.match_indices(words)
        .map(|(at, _)| at..at + words.len())
        .filter(|at| is_edge(text, at.start) && is_edge(text, at.end))
        .collect()
}

/// Whether a word or number may begin or end here.
fn is_edge(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at..]);
    let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else {
        return true;
    };
    if is_part_of_word(left) && is_part_of_word(right) {
        // `RMB396` is a word and a number.
        return left.is_numeric() != right.is_numeric();
    }
    // `1,195` and `28.35` are numbers.
    let is_mark = |c: char| matches!(c, ',' | '.');
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let splits_before = is_mark(left) && digit(Some(right)) && digit(before.chars().nth_back(1));
    let splits_after = digit(Some(left)) && is_mark(right) && digit(after.chars().nth(1));
    !(splits_before || splits_after)
}

/// Letters and digits of scripts that part words by spaces. A raised digit is a mark of its own.
fn is_part_of_word(c: char) -> bool {
    (c.is_alphabetic() || c.is_ascii_digit() || ('０'..='９').contains(&c)) && !is_unspaced(c)
}

/// Characters of scripts that are written without spaces, and their punctuation.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11FF}'     // Hangul
        | '\u{2E80}'..='\u{303E}'   // radicals, punctuation
        | '\u{3040}'..='\u{4DBF}'   // kana, bopomofo, Hangul, ideographs
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7FF}'   // Hangul
        | '\u{F900}'..='\u{FAFF}'   // compatibility ideographs
        | '\u{20000}'..='\u{3FFFD}' // ideographs of the further planes
    )
}

/// What becomes of a hyphen at the end of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    Kept,
    Dropped,
}

/// A folded text, and where each of its bytes comes from.
#[derive(Debug)]
struct Folded {
    text: String,
    /// For each byte the byte of the text that its character began at.
    places: Vec<u32>,
}

impl Folded {
    fn of(text: &str, line_end: LineEnd) -> Self {
        let mut folded = Self {
            text: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len()),
        };
        let mut gap = None;
        let mut rest = text.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            if is_for_typesetters(c) {
                continue;
            }
            if c.is_whitespace() {
                gap.get_or_insert(at);
                continue;
            }
            if let Some(after) = end_of_line_hyphen(text, at, c) {
                if line_end == LineEnd::Kept {
                    folded.push('-', at);
                }
                while rest.peek().is_some_and(|(at, _)| *at < after) {
                    rest.next();
                }
                continue;
            }
            // A character with the marks that belong to it is composed as one.
            let mut end = at + c.len_utf8();
            while let Some((at, _)) =
                rest.next_if(|(_, next)| canonical_combining_class(*next) != 0)
            {
                end = at + text[at..].chars().next().map_or(1, char::len_utf8);
            }
            for c in text[at..end].nfkc() {
                if c.is_whitespace() {
                    gap.get_or_insert(at);
                    continue;
                }
                if let Some(gap) = gap.take()
                    && let Some(last) = folded.text.chars().next_back()
                    && !is_unspaced(last)
                    && !is_unspaced(c)
                {
                    folded.push(' ', gap);
                }
                folded.push(c, at);
            }
        }
        folded
    }

    fn push(&mut self, c: char, from: usize) {
        self.text.push(c);
        let place = u32::try_from(from).unwrap_or(u32::MAX);
        self.places.extend(std::iter::repeat_n(place, c.len_utf8()));
    }

    /// A part of the folded text as a part of the text it was made of.
    fn raw(&self, part: &Range<usize>, text: &str) -> Range<usize> {
        let at = |byte: usize| self.places.get(byte).map_or(text.len(), |place| *place as usize);
        let start = at(part.start);
        // Up to the next character there is but white space.
        start..start + text[start..at(part.end).max(start)].trim_end().len()
    }
}

/// Characters that no reader sees, and that lines are broken by.
fn is_for_typesetters(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Where the line after a hyphen begins, if this is one at the end of a line between letters.
fn end_of_line_hyphen(text: &str, at: usize, c: char) -> Option<usize> {
    if !matches!(c, '-' | '\u{2010}') || !text[..at].ends_with(char::is_alphabetic) {
        return None;
    }
    let after = &text[at + c.len_utf8()..];
    let next = after.trim_start_matches([' ', '\t', '\n']);
    let gap = &after[..after.len() - next.len()];
    let goes_on = next.starts_with(|c: char| c.is_lowercase());
    (gap.matches('\n').count() == 1 && goes_on).then(|| text.len() - next.len())
}

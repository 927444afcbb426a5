//! A text without what typesetting changes.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

/// A text reduced to letters, digits, percent signs and the points within numbers, in lower case and
/// without ligatures: lines may be broken and hyphenated, quotation marks turned, spaces widened, and
/// it stays the same.
pub(super) struct Folded {
    pub(super) text: String,
    /// For each byte of `text`, where the character it was made from begins in the original.
    starts: Vec<usize>,
    /// For each byte of the original and its end: how much of `text` lies before it.
    before: Vec<usize>,
    /// For each byte of the original, whether a digit begins there.
    digits: Vec<bool>,
}

impl Folded {
    pub(super) fn new(original: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(original.len()),
            starts: Vec::with_capacity(original.len()),
            before: vec![0; original.len() + 1],
            digits: vec![false; original.len() + 1],
        };
        for (at, c) in original.char_indices() {
            folded.before[at..at + c.len_utf8()].fill(folded.text.len());
            folded.digits[at] = is_digit(c);
            if c == '.' && !within_number(original, at) {
                continue;
            }
            for c in fold(c) {
                folded.text.push(c);
                folded.starts.resize(folded.text.len(), at);
            }
        }
        folded.before[original.len()] = folded.text.len();
        folded
    }

    /// A range of the original as a range of the text.
    pub(super) fn range(&self, original: &Range<usize>) -> Range<usize> {
        self.before[original.start]..self.before[original.end]
    }

    /// Whether a range of the text begins or ends within a number of the original: `195` in `1195`,
    /// but not in a row of two cells, `1` and `195`.
    pub(super) fn cuts_number(&self, found: &Range<usize>) -> bool {
        let joined = |left: usize, right: usize| {
            let (Some(&left), Some(&right)) = (self.starts.get(left), self.starts.get(right))
            else {
                return false;
            };
            self.digits[left] && self.digits[right] && right - left <= 4 && self.touch(left, right)
        };
        found.start > 0 && joined(found.start - 1, found.start) || joined(found.end - 1, found.end)
    }

    /// Whether two digits are neighbours: nothing lies between them.
    fn touch(&self, left: usize, right: usize) -> bool {
        // Bytes of one character share the count of what lies before it.
        self.before[left..right].iter().all(|before| *before == self.before[left])
    }
}

/// The folded text of a phrase.
pub(super) fn folded(phrase: &str) -> String {
    let kept = phrase.char_indices().filter(|(at, c)| *c != '.' || within_number(phrase, *at));
    kept.flat_map(|(_, c)| fold(c)).collect()
}

/// Whether digits stand on both sides of a point, rather than the end of a sentence or the dots that
/// lead to a page.
fn within_number(text: &str, point: usize) -> bool {
    let before = text[..point].chars().next_back();
    let after = text[point + 1..].chars().next();
    before.is_some_and(is_digit) && after.is_some_and(is_digit)
}

fn is_digit(c: char) -> bool {
    c.is_numeric() && !is_raised(c)
}

fn fold(c: char) -> impl Iterator<Item = char> {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '%');
    let raised = is_raised(c);
    c.nfkc().flat_map(char::to_lowercase).filter(kept).filter(move |_| !raised)
}

/// Marks of notes.
fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_typesetting_changes_is_gone() {
        assert_eq!(folded("more than 5,500 “firms”"), folded("More than 5,500 \"ﬁrms\""));
        assert_eq!(folded("agree-\nments"), folded("agreements"));
        assert_eq!(folded("３０００亿元"), "3000亿元");
        assert_eq!(folded("By 1.5 percent. Contents . . . . . 3"), "by1.5percentcontents3");
    }

    #[test]
    fn numbers_are_not_cut() {
        let folded = Folded::new("1195\t195 195²");
        let at = |nth: usize| {
            let start = folded.text.match_indices("195").nth(nth).unwrap().0;
            start..start + 3
        };
        assert!(folded.cuts_number(&at(0)));
        assert!(!folded.cuts_number(&at(1)));
        assert!(!folded.cuts_number(&at(2)));
    }
}

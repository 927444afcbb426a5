//! Tables of words that are looked for at a place.

use crate::text::Text;

/// Words with what they mean, found by their first character, the longest first.
pub(crate) struct Table<T: 'static> {
    /// First characters in order, with the rows of `rows` that begin with each.
    firsts: Vec<(char, usize, usize)>,
    rows: Vec<(&'static str, usize, T)>,
}

impl<T: 'static> Table<T> {
    pub(crate) fn new(words: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let first = |word: &str| word.chars().next().unwrap_or_default();
        let mut rows: Vec<(&'static str, usize, T)> =
            words.into_iter().map(|(word, means)| (word, word.chars().count(), means)).collect();
        rows.sort_by_key(|(word, count, _)| (first(word), std::cmp::Reverse(*count)));
        let mut firsts: Vec<(char, usize, usize)> = Vec::new();
        for (index, (word, _, _)) in rows.iter().enumerate() {
            match firsts.last_mut() {
                Some((known, _, end)) if *known == first(word) => *end = index + 1,
                _ => firsts.push((first(word), index, index + 1)),
            }
        }
        Self { firsts, rows }
    }

    /// The rows whose words stand at a place, the longest first: words, what they mean, their end.
    pub(crate) fn all<'s>(
        &'s self,
        text: &'s Text,
        at: usize,
    ) -> impl Iterator<Item = (&'static str, &'s T, usize)> {
        let place = self.firsts.binary_search_by_key(&text.at(at), |(first, _, _)| *first);
        let rows = place.map_or(&[][..], |place| {
            let (_, start, end) = self.firsts[place];
            &self.rows[start..end]
        });
        let rows = rows.iter().filter(move |(word, _, _)| text.has(at, word));
        rows.map(move |(word, count, means)| (*word, means, at + count))
    }

    /// The longest words that stand at a place, whatever goes on behind them.
    pub(crate) fn longest<'s>(
        &'s self,
        text: &'s Text,
        at: usize,
    ) -> Option<(&'static str, &'s T, usize)> {
        self.all(text, at).next()
    }

    /// The longest words that stand at a place as words.
    pub(crate) fn word<'s>(
        &'s self,
        text: &'s Text,
        at: usize,
    ) -> Option<(&'static str, &'s T, usize)> {
        // Most places are within a word.
        text.is_word_start(at)
            .then(|| self.all(text, at).find(|(_, _, end)| text.is_word(at, *end)))
            .flatten()
    }
}

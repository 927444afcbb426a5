//! A finished file as its reader reads it: the text, and apart from it what stands around it.

use std::ops::Range;

use briefing_text::{Format, Passage, Role, TextError, passages};

/// A finished file.
pub(super) struct Reading {
    /// The text in reading order, whole where a page ends within a sentence.
    pub(super) content: Side,
    /// Running heads and feet, and other marks of pages.
    pub(super) artifacts: Side,
    /// How many pages it has; 0 where the format has none.
    pub(super) pages: usize,
}

/// Parts of a file one after the other. Phrases may reach over several of them, as the number of a
/// source and its title do; numbers never do: what ends one cell is no part of what begins the next.
pub(super) struct Side {
    pub(super) text: String,
    parts: Vec<(Range<usize>, Passage)>,
}

impl Reading {
    pub(super) fn of(bytes: &[u8], format: Format) -> Result<Self, TextError> {
        let passages = passages(bytes, format)?;
        let pages = passages.iter().flat_map(|passage| &passage.pages).map(|(_, page)| *page).max();
        let (artifacts, content): (Vec<_>, Vec<_>) =
            passages.into_iter().partition(|passage| passage.role == Role::Artifact);
        Ok(Self {
            content: Side::new(content),
            artifacts: Side::new(artifacts),
            pages: pages.unwrap_or(0),
        })
    }

    /// The text that can be seen, without what the style sheet of a page hides.
    pub(super) fn shown(&self) -> String {
        let shown = self.content.parts().filter(|(_, passage)| passage.role != Role::Hidden);
        let texts: Vec<&str> = shown.map(|(_, passage)| &*passage.text).collect();
        texts.join("\n\n")
    }
}

impl Side {
    fn new(passages: Vec<Passage>) -> Self {
        let mut text = String::new();
        let parts = passages.into_iter().map(|passage| {
            let start = text.len();
            text.push_str(&passage.text);
            let range = start..text.len();
            text.push_str("\n\n");
            (range, passage)
        });
        let parts = parts.collect();
        Self { text, parts }
    }

    /// Each part, and where it stands in the text.
    pub(super) fn parts(&self) -> impl Iterator<Item = (Range<usize>, &Passage)> {
        self.parts.iter().map(|(range, passage)| (range.clone(), passage))
    }
}

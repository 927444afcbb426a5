//! A file as its parts: paragraphs, headings, cells, and what stands outside the text.

use crate::{Format, TextError, html, pdf, plain};

/// The parts of a file, in reading order, each with the text that a reader reads in it.
///
/// Of a tagged PDF they are the elements of its structure tree, whole where a page ends within them;
/// running heads and feet are [`Role::Artifact`]s. A PDF without tags has a part for each page. The
/// parts of an HTML page are its blocks and cells; a plain text is one part.
///
/// # Errors
/// The bytes are not of the format.
pub fn passages(bytes: &[u8], format: Format) -> Result<Vec<Passage>, TextError> {
    match format {
        Format::Plain => plain(bytes).map(|text| vec![Passage::new(Role::Text, text)]),
        Format::Html => html::passages(bytes),
        Format::Pdf => pdf::passages(bytes),
    }
}

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub role: Role,
    /// Its text, as [`text`](crate::text) has it.
    pub text: String,
    /// Where pages begin in it: a byte of the text and the page, from 1. The first is the page that
    /// it begins on; none where the format has no pages.
    pub pages: Vec<(usize, usize)>,
}

/// What a [`Passage`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A heading, or the title.
    Heading,
    /// The mark of an item of a list: `1.`, `•`.
    Label,
    /// Any other text: a paragraph, a cell of a table.
    Text,
    /// What is no part of the text: a running head, a running foot, the number of a page.
    Artifact,
    /// A whole page of a format whose file does not tell what its parts are.
    Page,
    /// Text that the style sheet of the page hides.
    Hidden,
}

impl Passage {
    /// A part of a format without pages.
    #[must_use]
    pub fn new(role: Role, text: String) -> Self {
        Self { role, text, pages: Vec::new() }
    }

    /// The page, from 1, on which a byte of the text stands; none where the format has no pages.
    #[must_use]
    pub fn page(&self, at: usize) -> Option<usize> {
        let after = self.pages.partition_point(|(start, _)| *start <= at);
        self.pages[..after].last().or_else(|| self.pages.first()).map(|(_, page)| *page)
    }
}

//! Outputs: a document as the bytes of a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use briefing_model::document::Document;
use serde::{Deserialize, Serialize};

/// An output: what a [`Document`] looks like in one format.
///
/// Called from several threads at once. The same document and theme give the same bytes, wherever
/// and whenever it is called.
pub trait Output: Send + Sync {
    /// Its name in `outputs = ["html"]`.
    fn name(&self) -> &str;

    /// What it makes, in a line, for `briefing plugin list`.
    fn about(&self) -> &str;

    /// The name of the file it makes: `brief.html`.
    fn file_name(&self) -> &str;

    /// What else its files depend on, by name: the version of a library, the SHA-256 of fonts. An
    /// edition records it, and is made again when it changes.
    fn made_with(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Says that `expected` documents follow, before the first of them: the place to load fonts.
    fn begin(&self, expected: usize) {
        let _ = expected;
    }

    /// Makes the file.
    ///
    /// # Errors
    /// What in the document or theme cannot be shown in this format, for the author to mend.
    fn write(&self, input: &OutputInput<'_>) -> Result<Vec<u8>, OutputError>;

    /// Called now and then while no call of [`Output::write`] is under way: the place to forget
    /// what is kept between documents.
    fn settle(&self) {}
}

/// What an [`Output`] is given.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct OutputInput<'a> {
    /// The brief.
    pub document: &'a Document,
    /// The project's theme.
    pub theme: &'a Theme,
}

impl<'a> OutputInput<'a> {
    /// A brief to be written with a theme.
    #[must_use]
    pub fn new(document: &'a Document, theme: &'a Theme) -> Self {
        Self { document, theme }
    }
}

/// Files of a theme by name: `style.css`, `brief.typ`, `logo.svg`. Outputs have their own files for
/// whatever a theme leaves out, so the default theme is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Its files: bytes by path relative to the theme's folder, with `/`.
    pub files: BTreeMap<String, Arc<[u8]>>,
}

impl Theme {
    /// The bytes of a file.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|bytes| &**bytes)
    }
}

/// Why an [`Output`] could not show a document: one or more mistakes, all that were found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .mistakes.iter().map(|m| m.message.as_str()).collect::<Vec<_>>().join("; "))]
pub struct OutputError {
    /// Each mistake.
    pub mistakes: Vec<OutputMistake>,
}

/// One thing in a document or theme that an output cannot show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputMistake {
    /// What is wrong: "no font has the character `𠮷` (U+20BB7)".
    pub message: String,
    /// The text near the place, as a reader would see it.
    pub near: Option<String>,
    /// The character of that text that cannot be shown, where it is one: who put it there is told.
    pub character: Option<char>,
    /// How to mend it.
    pub hints: Vec<String>,
    /// The file of the theme, line and column, where it is the theme that is wrong.
    pub theme: Option<(String, usize, usize)>,
}

impl OutputError {
    /// A single mistake.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            mistakes: vec![OutputMistake {
                message: message.into(),
                near: None,
                character: None,
                hints: Vec::new(),
                theme: None,
            }],
        }
    }
}

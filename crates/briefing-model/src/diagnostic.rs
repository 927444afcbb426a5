//! Mistakes of a project, as data: located, coded, with the fix.
//!
//! Stages collect [`Diagnostics`] and go on as far as they can; the binary prints them together,
//! in the order of files and lines. What went wrong with the world (a disk, a permission) is not a
//! diagnostic but an error.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

/// A span of bytes in one file of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Span {
    /// The file, or [`FileId::NONE`].
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// No place: what was made by the program, or stands on the command line.
    pub const NONE: Self = Self { file: FileId::NONE, start: 0, end: 0 };

    /// A span of bytes in a file. Offsets past 4 GiB are cut off: no file that large is read.
    #[must_use]
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: cut(range.start), end: cut(range.end) }
    }

    /// The bytes within the file.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// A part of this span, given by byte offsets from its start.
    #[must_use]
    pub fn within(self, range: std::ops::Range<usize>) -> Self {
        let start = self.start as usize;
        Self::new(self.file, start + range.start..start + range.end)
    }
}

/// The number of a file in [`Files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct FileId(pub u32);

impl FileId {
    /// No file.
    pub const NONE: Self = Self(u32::MAX);
}

impl Default for FileId {
    fn default() -> Self {
        Self::NONE
    }
}

/// The texts of a project's files, for messages that show them. Paths are relative to the project
/// and use `/`.
#[derive(Debug, Clone, Default)]
pub struct Files(Vec<(Arc<str>, Arc<str>)>);

impl Files {
    /// Adds a file and returns its number.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        self.0.push((path.into(), text.into()));
        FileId(u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX))
    }

    /// The path of a file.
    #[must_use]
    pub fn path(&self, file: FileId) -> Option<&str> {
        self.0.get(file.0 as usize).map(|(path, _)| &**path)
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, file: FileId) -> Option<&str> {
        self.0.get(file.0 as usize).map(|(_, text)| &**text)
    }

    /// The number of the file at this path.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        let index = self.0.iter().position(|(other, _)| &**other == path)?;
        u32::try_from(index).ok().map(FileId)
    }

    /// The word that begins at a line and column, both from 1; columns count characters. What is not
    /// a word is one character, and what is behind a line is its end. `None` where the file has no
    /// such line.
    ///
    /// ```
    /// use briefing_model::diagnostic::{Files, Span};
    ///
    /// let mut files = Files::default();
    /// let file = files.add("brief.typ", "#let é = 1\n#txt(é)\n");
    /// assert_eq!(files.word_at(file, 2, 2), Some(Span::new(file, 13..16)));
    /// assert_eq!(files.word_at(file, 1, 99), Some(Span::new(file, 11..11)));
    /// assert_eq!(files.word_at(file, 3, 1), None);
    /// ```
    #[must_use]
    pub fn word_at(&self, file: FileId, line: usize, column: usize) -> Option<Span> {
        let mut lines = self.text(file)?.split_inclusive('\n');
        let before: usize = lines.by_ref().take(line.checked_sub(1)?).map(str::len).sum();
        let line = lines.next()?;
        let Some((within, first)) = line.char_indices().nth(column.checked_sub(1)?) else {
            let end = before + line.trim_end_matches(['\r', '\n']).len();
            return Some(Span::new(file, end..end));
        };
        let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let rest = &line[within..];
        let word = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let start = before + within;
        Some(Span::new(file, start..start + word))
    }

    /// Line and column of a span's start, both from 1; columns count characters.
    #[must_use]
    pub fn line_column(&self, span: Span) -> Option<(usize, usize)> {
        let text = self.text(span.file)?;
        let mut start = (span.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Some((before.matches('\n').count() + 1, before[line_start..].chars().count() + 1))
    }
}

/// How bad a [`Diagnostic`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// It is built, and should be looked at.
    Warning,
}

/// How bad a project holds a kind of finding to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// It is not reported.
    Off,
    /// A [`Severity::Warning`].
    Warning,
    /// A [`Severity::Error`].
    Error,
}

/// How bad a project holds findings to be, by code, where that is not how they come. Only what is
/// found by checking evidence (B08) and by lints and audits (B09) is a matter of judgement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels(BTreeMap<String, (Level, Span)>);

impl Levels {
    /// Sets the level of a code, and where that is said.
    pub fn set(&mut self, code: &str, level: Level, span: Span) {
        self.0.insert(code.to_owned(), (level, span));
    }

    /// The level of a code, where one is set.
    #[must_use]
    pub fn of(&self, code: Code) -> Option<Level> {
        self.0.get(code.0).map(|(level, _)| *level)
    }

    /// The codes that are set, and where.
    pub fn codes(&self) -> impl Iterator<Item = (&str, Span)> {
        self.0.iter().map(|(code, (_, span))| (code.as_str(), *span))
    }

    /// Whether a code is one whose level may be set.
    #[must_use]
    pub fn is_free(code: &str) -> bool {
        code.starts_with("B08") || code.starts_with("B09")
    }

    /// A diagnostic at its level; nothing where that is off.
    #[must_use]
    pub fn apply_one(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        match self.of(diagnostic.code) {
            Some(Level::Off) => return None,
            Some(Level::Warning) => diagnostic.severity = Severity::Warning,
            Some(Level::Error) => diagnostic.severity = Severity::Error,
            None => {}
        }
        Some(diagnostic)
    }

    /// Diagnostics at their levels, without those that are off.
    #[must_use]
    pub fn apply(&self, diagnostics: Diagnostics) -> Diagnostics {
        diagnostics.into_iter().filter_map(|diagnostic| self.apply_one(diagnostic)).collect()
    }
}

/// The name of a kind of mistake: `B0101`. `briefing explain` has a page for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Code(pub &'static str);

/// The page of a [`Code`]: each crate has a table of those it uses.
///
/// B01 files and structure, B02 data, B03 metrics, B04 templates, B05 outputs, B06 reports and
/// project, B07 plugins, B08 evidence, B09 lints and audits.
#[derive(Debug, Clone, Copy)]
pub struct CodePage {
    /// The code.
    pub code: Code,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why it is wrong, an example of it, and the fix; Markdown.
    pub page: &'static str,
}

/// Defines codes with their pages: a name, the code, its title and its page, each in a line of its own.
/// Makes a constant of each, and `PAGES` of all of them, in order.
///
/// ```
/// briefing_model::codes! {
///     NOT_UTF8 "B0101" "a file is not UTF-8" "Save the file as UTF-8.";
/// }
/// assert_eq!(PAGES[0].code, NOT_UTF8);
/// ```
#[macro_export]
macro_rules! codes {
    ($($name:ident $code:literal $title:literal $page:literal;)*) => {
        $(
            #[doc = $title]
            pub const $name: $crate::diagnostic::Code = $crate::diagnostic::Code($code);
        )*
        /// The pages of the codes above.
        pub const PAGES: &[$crate::diagnostic::CodePage] =
            &[$($crate::diagnostic::CodePage { code: $name, title: $title, page: $page }),*];
    };
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: a lower-case fragment with names in backticks.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to say beside the underlined code; empty for nothing.
    pub label: String,
    /// Other places that matter, each with what to say of it.
    pub related: Vec<(Span, String)>,
    /// How to mend it.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            span,
            label: String::new(),
            related: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// A warning at a place.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// Says something beside the underlined code.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a way to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds "did you mean `x`?", where there is an `x`.
    #[must_use]
    pub fn did_you_mean(self, candidate: Option<&str>) -> Self {
        match candidate {
            Some(candidate) => self.hint(format!("did you mean `{candidate}`?")),
            None => self,
        }
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

/// Mistakes, in the order they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(others);
    }

    /// Whether any is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Each of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Sorts by path, place and code, so that messages come in the order one mends them, and drops
    /// repetitions.
    pub fn sort(&mut self, files: &Files) {
        self.0.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.span.start, d.span.end, d.code);
            files
                .path(a.span.file)
                .cmp(&files.path(b.span.file))
                .then_with(|| key(a).cmp(&key(b)))
                .then_with(|| a.message.cmp(&b.message))
        });
        self.0.dedup();
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(iter: T) -> Self {
        Self(iter.into_iter().collect())
    }
}

//! The audit of finished briefs: their text is read back, and each number in it must belong to a
//! fact, a date, the words of a source, a number of the document itself, or a literal.
//!
//! A figure can come into a brief by ways that no check of templates sees: a theme, a plugin, a
//! number in the name of a thing. So what is looked at is what a reader will see.

mod accounted;
mod findings;
mod folded;
mod marks;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use briefing_evidence::mentions;
use briefing_loader::Project;
use briefing_model::diagnostic::Level;
use briefing_model::document::Document;
use briefing_text::{Format, text};

use crate::lint::codes::{UNACCOUNTED, UNREADABLE};
use crate::lint::{is_figure, nouns};
use accounted::{Phrases, claimed, document_phrases, project_phrases};
use folded::Folded;

pub(crate) use marks::marks;

/// Reads finished files back and accounts for their numbers. One for a run; shared by its threads.
pub struct Auditor<'a> {
    project: &'a Project,
    nouns: BTreeSet<String>,
    names: OnceLock<Phrases>,
    claimed: OnceLock<Phrases>,
}

/// A number in a finished file that nothing accounts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unaccounted {
    /// The number with its unit, as printed.
    pub number: String,
    /// The words around it.
    pub near: String,
    /// The page it stands on, from 1; none where the format has no pages.
    pub page: Option<usize>,
}

impl<'a> Auditor<'a> {
    /// An auditor of briefs of a project.
    #[must_use]
    pub fn new(project: &'a Project) -> Self {
        Self {
            project,
            nouns: nouns(&project.dataset),
            names: OnceLock::new(),
            claimed: OnceLock::new(),
        }
    }

    /// An auditor of briefs of a project; none where the project wants to hear of nothing that one
    /// finds.
    #[must_use]
    pub fn wanted(project: &'a Project) -> Option<Self> {
        let levels = &project.settings.checks;
        let is_off = |code| levels.of(code) == Some(Level::Off);
        (!is_off(UNACCOUNTED) || !is_off(UNREADABLE)).then(|| Self::new(project))
    }

    /// The numbers of a finished file that nothing accounts for, in order. `allowed` are texts that
    /// may be printed as they are. Files of a format that is not read (JSON, CSV) have none.
    ///
    /// # Errors
    /// The file cannot be read back at all: whoever made it has made no HTML, or no PDF.
    pub fn file(
        &self,
        name: &str,
        bytes: &[u8],
        document: &Document,
        allowed: &[String],
    ) -> Result<Vec<Unaccounted>, briefing_text::TextError> {
        let Some(format) = Format::of(name) else { return Ok(Vec::new()) };
        let pages = text(bytes, format)?;
        let of_document = document_phrases(document, allowed, pages.len());
        let mut found = Vec::new();
        for (index, page) in pages.iter().enumerate() {
            let folded = Folded::new(page);
            let suspects = mentions(page);
            let mut suspects: Vec<_> = suspects
                .into_iter()
                .filter(|mention| is_figure(page, mention, &self.nouns))
                .collect();
            let names = self.names.get_or_init(|| project_phrases(self.project));
            for phrases in [&of_document, names] {
                if !suspects.is_empty() {
                    let spans = phrases.find(&folded);
                    suspects.retain(|mention| !spans.cover(&folded, &mention.number));
                }
            }
            if format == Format::Pdf {
                let folios = folios(page, index + 1, pages.len());
                suspects.retain(|mention| {
                    let number = &mention.number;
                    !folios.iter().any(|line| line.start <= number.start && number.end <= line.end)
                });
            }
            suspects.retain(|mention| !of_document.hold_one_side(&folded, &mention.number));
            if !suspects.is_empty() {
                // Seldom needed, and large: templates that print the words of claims by themselves.
                let claimed = self.claimed.get_or_init(|| claimed(&self.project.dataset));
                let spans = claimed.find(&folded);
                suspects.retain(|mention| !spans.cover(&folded, &mention.number));
            }
            found.extend(suspects.into_iter().map(|mention| Unaccounted {
                number:
                    page[mention.range.clone()].split_whitespace().collect::<Vec<_>>().join(" "),
                near: around(page, mention.range.start, mention.range.end),
                page: (pages.len() > 1 || format == Format::Pdf).then_some(index + 1),
            }));
        }
        Ok(found)
    }
}

/// The lines at the head and the foot of a page that hold nothing but its number, and perhaps that of
/// the last: `3`, `– 3 –`, `3 / 7`. A theme of its own numbers pages as it likes.
fn folios(page: &str, number: usize, last: usize) -> Vec<Range<usize>> {
    let lines = page.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start..*at, line.trim()))
    });
    let lines: Vec<(Range<usize>, &str)> = lines.filter(|(_, line)| !line.is_empty()).collect();
    let is_folio = |line: &str| {
        let numbers: Vec<&str> =
            line.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let expected: &[usize] = match numbers.len() {
            1 => &[number],
            2 => &[number, last],
            _ => return false,
        };
        numbers.iter().zip(expected).all(|(found, number)| *found == number.to_string())
    };
    let ends = [lines.first(), lines.last()].into_iter().flatten();
    ends.filter(|(_, line)| is_folio(line)).map(|(range, _)| range.clone()).collect()
}

/// A few words before and after a range, on one line.
fn around(text: &str, start: usize, end: usize) -> String {
    const WIDTH: usize = 32;
    let before: Vec<char> = text[..start].chars().rev().take(WIDTH).collect();
    let after = text[end..].chars().take(WIDTH);
    let near: String =
        before.into_iter().rev().chain(text[start..end].chars()).chain(after).collect();
    near.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::folios;

    #[test]
    fn the_number_of_a_page_stands_alone_at_its_head_or_foot() {
        let page = |text: &str| {
            let lines = folios(text, 3, 7);
            lines.into_iter().map(|range| text[range].trim().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(page("Fairs\n195 projects\n3"), ["3"]);
        assert_eq!(page("– 3 –\nText\n\n 3 / 7 \n"), ["– 3 –", "3 / 7"]);
        assert_eq!(page("Text\n3\nText"), Vec::<String>::new(), "in the middle");
        assert_eq!(page("Text\n4"), Vec::<String>::new(), "of another page");
        assert_eq!(page("Text\n3 / 8"), Vec::<String>::new());
        assert_eq!(page("Text\n3 projects"), Vec::<String>::new());
        assert_eq!(page("Text\n3 / 7 / 7"), Vec::<String>::new());
    }
}

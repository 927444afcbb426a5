//! The audit of finished briefs: their text is read back, and held against the document in both
//! directions. Each number in it must belong to a fact, a date, the words of a source, a number of the
//! document itself, or a literal; and each heading, figure and table of the document must be in it.
//!
//! A figure can come into a brief, or be lost on the way, by ways that no check of templates sees: a
//! theme, a plugin, a number in the name of a thing. So what is looked at is what a reader will see.

mod accounted;
mod complete;
mod findings;
mod folded;
mod marks;
mod reading;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use briefing_evidence::{Mention, mentions};
use briefing_loader::Project;
use briefing_model::diagnostic::Level;
use briefing_model::document::Document;
use briefing_text::{Format, Passage, Role};

use crate::lint::codes::{INCOMPLETE, UNACCOUNTED, UNREADABLE};
use crate::lint::{is_figure, nouns};
use accounted::{Phrases, Spans, claimed, document_phrases, numbers_of_items, project_phrases};
use complete::{Expected, Missing};
use folded::Folded;
use reading::Reading;

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

/// What there is to say of a finished file.
struct Found {
    unaccounted: Vec<Unaccounted>,
    missing: Missing,
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
        [UNACCOUNTED, UNREADABLE, INCOMPLETE]
            .into_iter()
            .any(|code| !is_off(code))
            .then(|| Self::new(project))
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
        let expected = Expected::of(document);
        self.read(name, bytes, document, allowed, &expected).map(|found| found.unaccounted)
    }

    /// What there is to say of a finished file.
    fn read(
        &self,
        name: &str,
        bytes: &[u8],
        document: &Document,
        allowed: &[String],
        expected: &Expected,
    ) -> Result<Found, briefing_text::TextError> {
        if let Some(format) = Format::of(name) {
            let reading = Reading::of(bytes, format)?;
            let missing = expected.missing(&reading.shown());
            return Ok(Found {
                unaccounted: self.unaccounted(&reading, document, allowed),
                missing,
            });
        }
        // Markdown is text, and so are its marks; other formats are data, which no theme lays out:
        // of them it is asked that there is something.
        let missing = match name.rsplit_once('.') {
            Some((_, "md")) => expected.missing(&briefing_text::plain(bytes)?),
            _ => Missing { all: bytes.trim_ascii().is_empty(), parts: Vec::new() },
        };
        Ok(Found { unaccounted: Vec::new(), missing })
    }

    /// The numbers of a file that nothing accounts for, in order.
    fn unaccounted(
        &self,
        reading: &Reading,
        document: &Document,
        allowed: &[String],
    ) -> Vec<Unaccounted> {
        let of_document = document_phrases(document, allowed, reading.pages);
        let items = numbers_of_items(&document.blocks);
        let mut found = Vec::new();
        for side in [&reading.content, &reading.artifacts] {
            let mut suspects = Vec::new();
            for (range, passage) in side.parts() {
                for mention in mentions(&passage.text) {
                    if is_figure(&passage.text, &mention, &self.nouns) {
                        suspects.push(Suspect::new(&range, passage, &mention));
                    }
                }
            }
            let folded = Folded::new(&side.text);
            let names = self.names.get_or_init(|| project_phrases(self.project));
            for phrases in [&of_document, names] {
                if !suspects.is_empty() {
                    let spans = phrases.find(&folded);
                    suspects.iter_mut().for_each(|suspect| suspect.account(&folded, &spans));
                    suspects.retain(|suspect| !suspect.pieces.is_empty());
                }
            }
            suspects.retain(|suspect| !suspect.is_of_page(&items, reading.pages));
            suspects.retain(|suspect| {
                // Where nothing tells what is text, the end of a page stands within it.
                suspect.passage.role != Role::Page
                    || !of_document.hold_one_side(&folded, &suspect.number)
            });
            if !suspects.is_empty() {
                // Seldom needed, and large: templates that print the words of claims by themselves.
                let claimed = self.claimed.get_or_init(|| claimed(&self.project.dataset));
                let spans = claimed.find(&folded);
                suspects.iter_mut().for_each(|suspect| suspect.account(&folded, &spans));
                suspects.retain(|suspect| !suspect.pieces.is_empty());
            }
            found.extend(suspects.into_iter().map(|suspect| suspect.unaccounted()));
        }
        found
    }
}

/// A number that nothing accounts for so far.
struct Suspect<'p> {
    passage: &'p Passage,
    /// The phrase with the number, and the number alone, in the passage.
    phrase: Range<usize>,
    within: Range<usize>,
    /// The number in the text of all passages.
    number: Range<usize>,
    /// What nothing accounts for of it so far, in the text of all passages: a name that ends in a
    /// digit stands before a figure (`Fair 2 195 projects`), and each has its own account.
    pieces: Vec<Range<usize>>,
}

impl<'p> Suspect<'p> {
    fn new(range: &Range<usize>, passage: &'p Passage, mention: &Mention) -> Self {
        let within = mention.number.clone();
        let number = range.start + within.start..range.start + within.end;
        let pieces = pieces(&passage.text[within.clone()])
            .into_iter()
            .map(|piece| number.start + piece.start..number.start + piece.end)
            .collect();
        Self { passage, phrase: mention.range.clone(), within, number, pieces }
    }

    /// Takes off what a phrase of the page holds whole.
    fn account(&mut self, page: &Folded, spans: &Spans) {
        if spans.cover(page, &self.number) {
            self.pieces.clear();
        } else if self.pieces.len() > 1 {
            self.pieces.retain(|piece| !spans.cover(page, piece));
        }
    }

    /// Whether it is a number that the typesetter gave: that of a page in its head or foot, or that
    /// of an item before the item.
    fn is_of_page(&self, items: &BTreeSet<u32>, pages: usize) -> bool {
        let text = &self.passage.text;
        match self.passage.role {
            Role::Label => {
                text[self.within.clone()].parse().is_ok_and(|number| items.contains(&number))
            }
            Role::Artifact | Role::Page => {
                let page = self.passage.page(self.within.start).unwrap_or(0);
                let lines = folios(text, page, pages, self.passage.role == Role::Page);
                lines
                    .iter()
                    .any(|line| line.start <= self.within.start && self.within.end <= line.end)
            }
            Role::Heading | Role::Text | Role::Hidden => false,
        }
    }

    fn unaccounted(self) -> Unaccounted {
        let text = &self.passage.text;
        Unaccounted {
            number: text[self.phrase.clone()].split_whitespace().collect::<Vec<_>>().join(" "),
            near: around(text, self.phrase.start, self.phrase.end),
            page: self.passage.page(self.within.start),
        }
    }
}

/// A number at its blanks and colons between digits, where two numbers may have been read as one:
/// `2 195`, `2:195`.
fn pieces(number: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, c) in number.char_indices() {
        if !(c.is_whitespace() || matches!(c, ':' | '：' | '∶')) {
            continue;
        }
        let after = at + c.len_utf8();
        let is_digit = |c: char| c.is_ascii_digit();
        if number[..at].ends_with(is_digit) && number[after..].starts_with(is_digit) {
            pieces.push(start..at);
            start = after;
        }
    }
    pieces.push(start..number.len());
    pieces
}

/// The lines of a page's head or foot that hold nothing but its number, and perhaps that of the last:
/// `3`, `– 3 –`, `3 / 7`. A theme of its own numbers pages as it likes. Of a whole page, the first and
/// the last line only.
fn folios(text: &str, number: usize, last: usize, is_whole_page: bool) -> Vec<Range<usize>> {
    let lines = text.split_inclusive(['\n', '\t']).scan(0, |at, line| {
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
    let end = lines.len().saturating_sub(1);
    let may_be = |at: usize| !is_whole_page || at == 0 || at == end;
    let lines = lines.iter().enumerate().filter(|(at, (_, line))| may_be(*at) && is_folio(line));
    lines.map(|(_, (range, _))| range.clone()).collect()
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
    use super::{folios, pieces};

    #[test]
    fn the_number_of_a_page_stands_alone_at_its_head_or_foot() {
        let page = |text: &str| {
            let lines = folios(text, 3, 7, true);
            lines.into_iter().map(|range| text[range].trim().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(page("Fairs\n195 projects\n3"), ["3"]);
        assert_eq!(page("– 3 –\nText\n\n 3 / 7 \n"), ["– 3 –", "3 / 7"]);
        assert_eq!(page("Text\n3\nText"), Vec::<String>::new(), "in the middle");
        assert_eq!(page("Text\n4"), Vec::<String>::new(), "of another page");
        assert_eq!(page("Text\n3 / 8"), Vec::<String>::new());
        assert_eq!(page("Text\n3 projects"), Vec::<String>::new());
        assert_eq!(page("Text\n3 / 7 / 7"), Vec::<String>::new());
        let foot = "1 November 2024\t3 / 7";
        let lines = folios(foot, 3, 7, false);
        assert_eq!(lines.into_iter().map(|range| &foot[range]).collect::<Vec<_>>(), ["3 / 7"]);
    }

    #[test]
    fn numbers_are_parted_where_two_may_have_been_read_as_one() {
        let parted = |number: &str| {
            let pieces = pieces(number).into_iter();
            pieces.map(|range| number[range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(parted("2 195"), ["2", "195"]);
        assert_eq!(parted("2：195"), ["2", "195"]);
        assert_eq!(parted("300 billion"), ["300 billion"]);
        assert_eq!(parted("280 to 300"), ["280 to 300"]);
    }
}

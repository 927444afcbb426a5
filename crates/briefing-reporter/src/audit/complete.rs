//! What a finished file must show of its document: headings, figures, tables and charts.

use std::collections::BTreeMap;
use std::fmt;

use aho_corasick::AhoCorasick;
use briefing_model::document::{Bar, Block, Document, Inline, plain_text};

use super::folded::{Folded, folded};

/// What a document has that every file of it must show.
pub(super) struct Expected {
    /// Texts without what typesetting changes, each with its parts of the document.
    texts: Vec<String>,
    parts: Vec<Vec<Part>>,
    automaton: Option<AhoCorasick>,
    has_text: bool,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A heading, by its text.
    Heading(String),
    /// A figure, as printed.
    Figure(String),
    /// A table or chart, by its caption, or else by the heads of its columns or its anchor.
    Table(String),
}

/// What of a document a file does not show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Missing {
    /// Parts, each once, in order of kind and text.
    pub(super) parts: Vec<Part>,
    /// Whether the file shows nothing at all.
    pub(super) all: bool,
}

impl Missing {
    pub(super) fn headings(&self) -> usize {
        self.parts.iter().filter(|part| matches!(part, Part::Heading(_))).count()
    }

    pub(super) fn figures(&self) -> usize {
        self.parts.iter().filter(|part| matches!(part, Part::Figure(_))).count()
    }

    pub(super) fn tables(&self) -> usize {
        self.parts.iter().filter(|part| matches!(part, Part::Table(_))).count()
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading(text) => write!(f, "the heading `{text}`"),
            Self::Figure(text) => write!(f, "the figure `{text}`"),
            Self::Table(text) => write!(f, "the table or chart `{text}`, or a part of it"),
        }
    }
}

impl Expected {
    pub(super) fn of(document: &Document) -> Self {
        let mut collector = Collector::default();
        let title = &document.meta.title;
        collector.expect(title, || Part::Heading(title.clone()));
        collector.blocks(&document.blocks);
        let has_text = !title.trim().is_empty() || !document.blocks.is_empty();
        let (texts, parts): (Vec<String>, Vec<Vec<Part>>) = collector.texts.into_iter().unzip();
        // Only too many texts for the memory there is would make it fail: then nothing is found, and
        // the audit says so.
        let automaton = AhoCorasick::new(&texts).ok();
        Self { texts, parts, automaton, has_text }
    }

    /// What of it a text does not have, as often as the document has it.
    pub(super) fn missing(&self, text: &str) -> Missing {
        let page = Folded::new(text);
        let mut counts = vec![0_usize; self.texts.len()];
        if let Some(automaton) = &self.automaton {
            for found in automaton.find_overlapping_iter(&page.text) {
                if !page.cuts_number(&found.range()) {
                    counts[found.pattern().as_usize()] += 1;
                }
            }
        }
        let mut parts: Vec<Part> = Vec::new();
        for (parts_of, count) in self.parts.iter().zip(counts) {
            parts.extend(parts_of.iter().skip(count).cloned());
        }
        parts.sort();
        parts.dedup();
        Missing { parts, all: self.has_text && page.text.is_empty() }
    }
}

#[derive(Default)]
struct Collector {
    texts: BTreeMap<String, Vec<Part>>,
}

impl Collector {
    fn expect(&mut self, text: &str, part: impl FnOnce() -> Part) {
        if !is_set_as_written(text) {
            return;
        }
        let folded = folded(text);
        if !folded.is_empty() {
            self.texts.entry(folded).or_default().push(part());
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { content, .. } => {
                    self.leaves(content, &|_| Part::Heading(plain_text(content)));
                }
                Block::Paragraph { content } => self.figures(content),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
                Block::Quote { content } | Block::Callout { content, .. } => self.blocks(content),
                Block::Table(table) => {
                    let heads: Vec<String> =
                        table.columns.iter().map(|column| plain_text(&column.label)).collect();
                    let name = name(&table.caption, &heads.join(", "));
                    let named = |_: &str| Part::Table(name.clone());
                    self.leaves(&table.caption, &named);
                    if table.columns.is_empty() || table.rows.is_empty() {
                        // Nothing but that there is nothing.
                        self.expect(&table.empty, || named(&table.empty));
                        continue;
                    }
                    for column in &table.columns {
                        self.leaves(&column.label, &named);
                    }
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.leaves(cell, &named);
                    }
                    table.notes.iter().for_each(|note| self.figures(note));
                }
                Block::Chart(chart) => {
                    let name = name(&chart.caption, &chart.id);
                    let named = |_: &str| Part::Table(name.clone());
                    self.leaves(&chart.caption, &named);
                    for Bar { label, value, .. } in &chart.bars {
                        self.leaves(label, &named);
                        self.leaves(value, &named);
                    }
                    chart.notes.iter().for_each(|note| self.figures(note));
                }
                Block::Notes { notes } => notes.iter().for_each(|note| self.figures(note)),
                Block::Code { .. } | Block::References | Block::Rule => {}
            }
        }
    }

    /// Expects each text of inlines: outputs may put marks of notes between them.
    fn leaves(&mut self, content: &[Inline], part: &dyn Fn(&str) -> Part) {
        for inline in content {
            match inline {
                Inline::Fact { text, .. } => self.expect(text, || Part::Figure(text.clone())),
                Inline::Text { text } | Inline::Code { text } | Inline::Foreign { text, .. } => {
                    self.expect(text, || part(text));
                }
                Inline::Emphasis { content }
                | Inline::Strong { content }
                | Inline::Strikethrough { content }
                | Inline::Link { content, .. } => self.leaves(content, part),
                Inline::Cite { .. } | Inline::Contested { .. } | Inline::LineBreak => {}
            }
        }
    }

    /// Expects the figures among inlines.
    fn figures(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Fact { text, .. } => self.expect(text, || Part::Figure(text.clone())),
                Inline::Emphasis { content }
                | Inline::Strong { content }
                | Inline::Strikethrough { content }
                | Inline::Link { content, .. } => self.figures(content),
                Inline::Text { .. }
                | Inline::Code { .. }
                | Inline::Foreign { .. }
                | Inline::Cite { .. }
                | Inline::Contested { .. }
                | Inline::LineBreak => {}
            }
        }
    }
}

/// What a table or chart is called, where it has no caption too.
fn name(caption: &[Inline], without: &str) -> String {
    let caption = plain_text(caption);
    if caption.trim().is_empty() { without.to_owned() } else { caption }
}

/// Whether a text comes out of a PDF in the order in which it was written, letter by letter: not where
/// it runs from right to left, or where letters of a syllable change places and join.
fn is_set_as_written(text: &str) -> bool {
    !text.chars().any(|c| {
        matches!(
            c,
            // Hebrew, Arabic and their neighbours; Indic and South-East Asian scripts.
            '\u{590}'..='\u{8ff}' | '\u{900}'..='\u{109f}' | '\u{1700}'..='\u{18af}'
                | '\u{1900}'..='\u{1aff}' | '\u{1b00}'..='\u{1c4f}' | '\u{a800}'..='\u{abff}'
                | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{11fff}'
        )
    })
}

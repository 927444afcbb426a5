//! Whether every character of a document can be printed: a blank box in a brief is a wrong brief.

use std::collections::BTreeSet;

use briefing_model::document::{
    Bar, Block, CONTESTED_MARK, Chart, Document, Evidence, Fact, Inline, Meta, Reference, Table,
    Words,
};
use briefing_model::text::forbidden;
use briefing_plugin::{OutputError, OutputMistake};
use typst::text::is_default_ignorable;

use crate::missing;

/// How a message of a character without a glyph begins.
const MISSING: &str = "no font has the character ";

/// How much of the text before and after a character is shown.
const NEAR: usize = 20;

/// Checks all text of a document against what the fonts can print.
///
/// # Errors
/// One mistake for each character that none of them has, and for control and private characters.
pub(crate) fn check(
    document: &Document,
    covers: &dyn Fn(char) -> bool,
    theme: &str,
) -> Result<(), OutputError> {
    let theme = if theme.is_empty() { "default" } else { theme };
    let mut check = Check { covers, theme, seen: BTreeSet::new(), mistakes: Vec::new() };
    check.document(document);
    if check.mistakes.is_empty() { Ok(()) } else { Err(OutputError { mistakes: check.mistakes }) }
}

struct Check<'a> {
    covers: &'a dyn Fn(char) -> bool,
    /// The theme's name.
    theme: &'a str,
    /// Characters judged before, good or bad: a document has few, many times over.
    seen: BTreeSet<char>,
    mistakes: Vec<OutputMistake>,
}

impl Check<'_> {
    fn text(&mut self, text: &str) {
        let before = self.mistakes.len();
        for (position, character) in text.char_indices() {
            if character.is_ascii_graphic() || !self.seen.insert(character) {
                continue;
            }
            if let Some((what, hints)) = self.wrong(character) {
                // Letters of one word that want the same font are one mistake.
                let same = self.mistakes[before..].iter_mut().find(|mistake| {
                    mistake.hints == hints && mistake.message.starts_with(MISSING.trim_end())
                });
                if let (Some(same), Some(more)) = (same, what.strip_prefix(MISSING)) {
                    same.message = same.message.replacen("the character ", "the characters ", 1);
                    same.message.push_str(", ");
                    same.message.push_str(more);
                    continue;
                }
                self.mistakes.push(OutputMistake {
                    message: what,
                    near: Some(near(text, position)),
                    character: Some(character),
                    hints,
                    theme: None,
                });
            }
        }
    }

    /// What is wrong with a character, and the way out.
    fn wrong(&self, character: char) -> Option<(String, Vec<String>)> {
        let code = format!("U+{:04X}", u32::from(character));
        match character {
            '\t' | '\n' | '\r' => None,
            // Tags of PDF/UA may not map to these.
            '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => Some((
                format!("the character {code} cannot be printed"),
                vec!["it is a mark of encodings, not text: delete it".to_owned()],
            )),
            _ if character.is_control() => Some((
                format!("the control character {code} cannot be printed"),
                vec!["it is invisible and came in by accident: delete it".to_owned()],
            )),
            _ if forbidden(character).is_some() => Some((
                format!("the character {code} turns the direction of text"),
                vec!["what is behind it would be shown in another order: delete it".to_owned()],
            )),
            _ if is_private(character) => Some((
                format!("the private-use character {code} has no agreed meaning"),
                vec![
                    "only one font knows what it means: write the character that is meant, or quote \
                     other words of the source"
                        .to_owned(),
                ],
            )),
            _ if character.is_whitespace() || is_default_ignorable(character) => None,
            _ if (self.covers)(character) => None,
            _ => Some((
                format!("{MISSING}`{character}` ({code})"),
                vec![format!(
                    "add a font that has it to the theme, and it is used for what the others lack: \
                     put {} into `reports/themes/{}/fonts/`",
                    missing::face(character),
                    self.theme
                )],
            )),
        }
    }

    fn document(&mut self, document: &Document) {
        let Document { meta, blocks, facts, evidence, references } = document;
        self.meta(meta);
        self.blocks(blocks);
        facts.iter().for_each(|fact| self.fact(fact));
        evidence.iter().for_each(|evidence| self.evidence(evidence));
        references.iter().for_each(|reference| self.reference(reference));
    }

    fn meta(&mut self, meta: &Meta) {
        for text in [&meta.title, &meta.description, &meta.date_text, &meta.publisher] {
            self.text(text);
        }
        let Words {
            contents,
            evidence,
            evidence_intro,
            sources,
            page,
            back,
            not_reported,
            accessed,
            published,
            at_source,
            formula,
            coverage,
            status,
            scope,
            source,
            data_as_of,
            contested,
            contradicted_by,
            colon,
            comma,
            semicolon,
            stop,
            open,
            close,
            space,
        } = &meta.words;
        for word in [
            contents,
            evidence,
            evidence_intro,
            sources,
            page,
            back,
            not_reported,
            accessed,
            published,
            at_source,
            formula,
            coverage,
            status,
            scope,
            source,
            data_as_of,
            contested,
            contradicted_by,
            colon,
            comma,
            semicolon,
            stop,
            open,
            close,
            space,
        ] {
            self.text(word);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { content, .. } | Block::Paragraph { content } => {
                    self.inlines(content);
                }
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
                Block::Quote { content } | Block::Callout { content, .. } => self.blocks(content),
                Block::Code { text, .. } => self.text(text),
                Block::Table(table) => self.table(table),
                Block::Chart(chart) => self.chart(chart),
                Block::Notes { notes } => notes.iter().for_each(|note| self.inlines(note)),
                Block::References | Block::Rule => {}
            }
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text { text }
                | Inline::Code { text }
                | Inline::Fact { text, .. }
                | Inline::Foreign { text, .. } => self.text(text),
                Inline::Emphasis { content }
                | Inline::Strong { content }
                | Inline::Strikethrough { content }
                | Inline::Link { content, .. } => self.inlines(content),
                Inline::Contested { .. } => self.text(CONTESTED_MARK),
                Inline::Cite { .. } | Inline::LineBreak => {}
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let Table { id: _, caption, columns, rows, empty, notes } = table;
        self.inlines(caption);
        columns.iter().for_each(|column| self.inlines(&column.label));
        rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.inlines(cell));
        self.text(empty);
        notes.iter().for_each(|note| self.inlines(note));
    }

    fn chart(&mut self, chart: &Chart) {
        let Chart { id: _, caption, description, least: _, greatest: _, zero: _, bars, notes } =
            chart;
        self.inlines(caption);
        self.text(description);
        for Bar { label, value, .. } in bars {
            self.inlines(label);
            self.inlines(value);
        }
        notes.iter().for_each(|note| self.inlines(note));
    }

    fn fact(&mut self, fact: &Fact) {
        for text in [&fact.text, &fact.label, &fact.formula, &fact.coverage_text] {
            self.text(text);
        }
        self.text(&fact.absence_text);
        self.text(&fact.independence);
    }

    fn evidence(&mut self, evidence: &Evidence) {
        let Evidence { event, measure, figure, status, scope, population, note, .. } = evidence;
        for text in [event, measure, figure, status, scope, population, note] {
            self.text(text);
        }
        self.text(&evidence.correction);
        let quote = &evidence.quote;
        for text in [Some(&quote.exact), quote.prefix.as_ref(), quote.suffix.as_ref()] {
            text.into_iter().for_each(|text| self.text(text));
        }
    }

    fn reference(&mut self, reference: &Reference) {
        let Reference { title, publisher, origin, published, accessed, url, grade, note, .. } =
            reference;
        for text in [title, publisher, origin, published, accessed, grade, note] {
            self.text(text);
        }
        url.iter().for_each(|url| self.text(url));
    }
}

fn is_private(character: char) -> bool {
    matches!(u32::from(character), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
}

/// The text around a place, on one line.
fn near(text: &str, position: usize) -> String {
    let (before, after) = text.split_at(position);
    let start = before.char_indices().rev().nth(NEAR - 1).map_or(0, |(index, _)| index);
    let end = after.char_indices().nth(NEAR + 1).map_or(after.len(), |(index, _)| index);
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let mut near: String =
        before[start..].chars().chain(after[..end].chars()).map(visible).collect();
    if start > 0 {
        near.insert(0, '…');
    }
    if end < after.len() {
        near.push('…');
    }
    near.trim().to_owned()
}

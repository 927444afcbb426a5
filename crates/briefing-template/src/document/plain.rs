//! What helpers made, as text of formats that know no links: titles, CSV, plain text.

use briefing_model::document::{Block, Inline, plain_text};

use super::Builder;
use crate::Format;
use crate::format::{CLOSE, OPEN, mark};

impl Builder<'_> {
    /// A text with the Markdown of helpers in it, as the text of a format. Figures in it are not
    /// facts of the document.
    pub(crate) fn plain(&mut self, text: &str, format: Format) -> String {
        if !text.contains(OPEN) {
            return text.to_owned();
        }
        let before = (self.facts.len(), self.evidence.len(), self.references.len());
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((plain, after)) = rest.split_once(OPEN) {
            out.push_str(plain);
            let (markdown, after) = after.split_once(CLOSE).unwrap_or((after, ""));
            let mut blocks = self.blocks(&mark(markdown));
            self.title_is_contested |=
                self.facts.values().skip(before.0).any(|fact| !fact.conflicts.is_empty());
            // A program that reads CSV would read the mark as part of the value: there a column of
            // the template's own says so.
            if format != Format::Csv {
                self.mark_contested_text(&mut blocks);
            }
            let lines: Vec<String> =
                blocks.iter().flat_map(|block| block_lines(block, format)).collect();
            out.push_str(&lines.join("\n"));
            rest = after;
        }
        out.push_str(rest);
        self.facts.truncate(before.0);
        self.evidence.truncate(before.1);
        self.references.truncate(before.2);
        out
    }
}

/// A block line by line. A table is one record a line, which in CSV makes a table again.
fn block_lines(block: &Block, format: Format) -> Vec<String> {
    let line = |content: &[Inline]| format.escape(&plain_text(content));
    let separator = if format == Format::Csv { "," } else { "\t" };
    let record = |cells: Vec<String>| cells.join(separator);
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content } => vec![line(content)],
        Block::List { items, .. } => {
            items.iter().flatten().flat_map(|block| block_lines(block, format)).collect()
        }
        Block::Quote { content } | Block::Callout { content, .. } => {
            content.iter().flat_map(|block| block_lines(block, format)).collect()
        }
        Block::Code { text, .. } => vec![format.escape(text)],
        Block::Table(table) => {
            let head = record(table.columns.iter().map(|column| line(&column.label)).collect());
            let rows =
                table.rows.iter().map(|row| record(row.cells.iter().map(|c| line(c)).collect()));
            [head].into_iter().chain(rows).collect()
        }
        Block::Chart(chart) => {
            chart.bars.iter().map(|bar| record(vec![line(&bar.label), line(&bar.value)])).collect()
        }
        Block::Notes { notes } => notes.iter().map(|note| line(note)).collect(),
        Block::References | Block::Rule => Vec::new(),
    }
}

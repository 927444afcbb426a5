//! `md`: the brief as GitHub shows it.

mod anchors;
mod blocks;
mod footnotes;
mod line;

use briefing_model::document::{Block, Document, Inline};
use briefing_plugin::{Output, OutputError, OutputInput};

use anchors::Anchors;
use footnotes::Footnotes;

/// `md`: GitHub-flavoured Markdown, `brief.md`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Markdown;

impl Output for Markdown {
    fn name(&self) -> &str {
        "md"
    }

    fn about(&self) -> &str {
        "GitHub-flavoured Markdown, each figure with a footnote"
    }

    fn file_name(&self) -> &str {
        "brief.md"
    }

    /// Makes the Markdown, UTF-8. It has no errors.
    fn write(&self, input: &OutputInput<'_>) -> Result<Vec<u8>, OutputError> {
        let mut text = Writer::new(input.document).brief().join("\n");
        text.push('\n');
        Ok(text.into_bytes())
    }
}

/// A brief as it is written.
struct Writer<'a> {
    document: &'a Document,
    footnotes: Footnotes,
    anchors: Anchors,
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document) -> Self {
        Self { document, footnotes: Footnotes::default(), anchors: Anchors::new(document) }
    }

    /// The lines of the whole.
    fn brief(mut self) -> Vec<String> {
        let meta = &self.document.meta;
        let text = |text: &str| vec![Inline::text(text)];
        let mut lines = vec![format!("# {}", self.heading(&text(&meta.title)))];
        let dateline = [&*meta.publisher, &meta.date_text, &meta.edition_text];
        let dateline: Vec<&str> = dateline.into_iter().filter(|part| !part.is_empty()).collect();
        let dateline = vec![Inline::Emphasis { content: text(&dateline.join(" · ")) }];
        for paragraph in [text(&meta.description), dateline] {
            append(&mut lines, self.block(&Block::Paragraph { content: paragraph }, None));
        }
        let body = self.blocks(&self.document.blocks, false);
        append(&mut lines, body);
        if !self.document.references.is_empty() && !has_references(&self.document.blocks) {
            lines.push(String::new());
            let heading = self.heading(&text(&meta.words.sources));
            lines.push(format!("## {heading}"));
            append(&mut lines, self.references());
        }
        append(&mut lines, self.footnotes());
        lines
    }
}

/// Adds lines after an empty one.
fn append(lines: &mut Vec<String>, more: Vec<String>) {
    if more.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}

fn has_references(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::References => true,
        Block::List { items, .. } => items.iter().any(|item| has_references(item)),
        Block::Quote { content } | Block::Callout { content, .. } => has_references(content),
        _ => false,
    })
}

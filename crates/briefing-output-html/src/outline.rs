//! The headings of a document, in levels without gaps.

use briefing_model::document::{Block, Document, plain_text};

/// A heading as the page has it.
#[derive(Debug)]
pub(crate) struct Heading {
    /// 2 to 6, never more than one below the heading before.
    pub(crate) level: u8,
    /// Its words, without markup.
    pub(crate) text: String,
    /// Whether it stands in the text itself, and not in a list, quotation or callout.
    pub(crate) top: bool,
}

/// All headings in the order of the text.
///
/// Authors skip levels for the look of it; a screen reader's list of headings would have holes.
/// Headings of one level and one parent stay equal, whatever is skipped.
pub(crate) fn outline(document: &Document) -> Vec<Heading> {
    let mut outline = Vec::new();
    collect(&document.blocks, true, &mut Vec::new(), &mut outline);
    outline
}

fn collect(blocks: &[Block], top: bool, above: &mut Vec<u8>, outline: &mut Vec<Heading>) {
    for block in blocks {
        match block {
            Block::Heading { level, content, .. } => {
                let text = plain_text(content).split_whitespace().collect::<Vec<_>>().join(" ");
                let depth = above.iter().filter(|other| *other < level).count();
                if !text.is_empty() {
                    above.retain(|other| other < level);
                    above.push(*level);
                }
                let level = u8::try_from(depth).unwrap_or(u8::MAX).saturating_add(2).min(6);
                outline.push(Heading { level, text, top });
            }
            Block::List { items, .. } => {
                for item in items {
                    collect(item, false, above, outline);
                }
            }
            Block::Quote { content } | Block::Callout { content, .. } => {
                collect(content, false, above, outline);
            }
            Block::Paragraph { .. }
            | Block::Code { .. }
            | Block::Table(_)
            | Block::Chart(_)
            | Block::References
            | Block::Notes { .. }
            | Block::Rule => {}
        }
    }
}

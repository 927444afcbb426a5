//! How large a document may be: what is repeated within what is repeated multiplies.

use briefing_model::diagnostic::{Diagnostic, Span};
use briefing_model::document::{Block, Inline};
use briefing_model::limits::Limit;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::AstNode;

use super::Builder;
use crate::codes;

/// How many bytes of text count as an element.
const TEXT: usize = 16;

impl Builder<'_> {
    /// Takes elements from what is left of the size of the document; `false` where there is not
    /// enough left, which is reported once. What would have been made must not be made.
    pub(super) fn spend(&mut self, elements: u64, at: impl FnOnce(&Self) -> Span) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left = self.left.saturating_sub(elements);
        if self.left == 0 {
            let limit = Limit::DocumentSize;
            let value = self.limits.get(limit);
            let message =
                format!("the brief is too large: it has more than {value} elements (`{limit}`)");
            let diagnostic = Diagnostic::error(codes::TOO_MUCH, at(self), message)
                .label("from here on it is not made")
                .hint("print fewer rows: `limit=100`, or a report with `for-each`")
                .hint(limit.raise(value));
            self.report(diagnostic);
        }
        self.left > 0
    }

    /// Whether a text may be given to the parser of Markdown: each mark in it may become several
    /// nodes of its tree.
    pub(super) fn may_parse(&mut self) -> bool {
        let is_mark = |byte: &&u8| {
            matches!(
                byte,
                b'*' | b'_'
                    | b'~'
                    | b'['
                    | b']'
                    | b'|'
                    | b'`'
                    | b'<'
                    | b'!'
                    | b'&'
                    | b'>'
                    | b'\\'
                    | b'\n'
            )
        };
        let marks = self.expanded.text.as_bytes().iter().filter(is_mark).count();
        let value = self.limits.get(Limit::DocumentSize);
        if marks as u64 <= value.saturating_mul(2) {
            return true;
        }
        self.left = 0;
        let limit = Limit::DocumentSize;
        let message = format!(
            "the brief is too large: its Markdown has {marks} marks, and more than {value} elements \
             (`{limit}`) are not made"
        );
        let diagnostic = Diagnostic::error(codes::TOO_MUCH, self.place(""), message);
        self.report(diagnostic.hint(limit.raise(value)));
        false
    }

    /// Whether nothing of a tree of Markdown is deeper than it may be: all that is made of it calls
    /// itself for each level.
    pub(super) fn is_shallow<'n>(&mut self, root: &'n AstNode<'n>) -> bool {
        let limit = Limit::DocumentDepth;
        let value = self.limits.get(limit);
        let mut depth = 0_u64;
        let too_deep = root.traverse().find_map(|edge| match edge {
            NodeEdge::Start(node) => {
                depth += 1;
                (depth > value).then_some(node)
            }
            NodeEdge::End(_) => {
                depth -= 1;
                None
            }
        });
        let Some(node) = too_deep else { return true };
        let message = format!("this stands too deep: within more than {value} others (`{limit}`)");
        let diagnostic = Diagnostic::error(codes::TOO_MUCH, self.node_span(node, ""), message);
        self.report(
            diagnostic
                .hint("a list or a quote within another is two levels")
                .hint(limit.raise(value)),
        );
        false
    }
}

/// How many elements blocks are.
pub(super) fn of_blocks(blocks: &[Block]) -> u64 {
    let of = |block: &Block| match block {
        Block::Heading { content, .. } | Block::Paragraph { content } => of_inlines(content),
        Block::List { items, .. } => items.iter().map(|item| of_blocks(item)).sum(),
        Block::Quote { content } | Block::Callout { content, .. } => of_blocks(content),
        Block::Code { text, .. } => of_text(text),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            let texts = cells.chain(&table.notes).chain([&table.caption]);
            texts.map(|content| 1 + of_inlines(content)).sum()
        }
        Block::Notes { notes } => notes.iter().map(|note| of_inlines(note)).sum(),
        Block::Chart(_) | Block::References | Block::Rule => 0,
    };
    blocks.iter().map(|block| 1 + of(block)).sum()
}

/// How many elements a piece of text is.
pub(super) fn of_text(text: &str) -> u64 {
    1 + (text.len() / TEXT) as u64
}

/// How many elements inlines are.
pub(super) fn of_inlines(content: &[Inline]) -> u64 {
    let of = |inline: &Inline| match inline {
        Inline::Text { text } | Inline::Code { text } => of_text(text),
        Inline::Emphasis { content }
        | Inline::Strong { content }
        | Inline::Strikethrough { content }
        | Inline::Link { content, .. } => 1 + of_inlines(content),
        _ => 1,
    };
    content.iter().map(of).sum()
}

//! What is wrong with values whatever their keys mean: texts without words, values twice in a
//! list, several lines where there is one.

use std::collections::BTreeMap;

use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::text::is_blank;
use briefing_plugin::{Node, NodeValue};

use crate::codes;
use crate::tree::{FileTree, step};

/// Checks all values of a file. Returns the JSON pointers of texts without words and of names with
/// several lines, which nothing can be read from.
pub(crate) fn check_values(tree: &FileTree, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut walk = Walk { tree, path: Vec::new(), blank: Vec::new(), diagnostics };
    walk.node(&tree.root);
    walk.blank
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn is_broken(text: &str) -> bool {
    text.contains(|c: char| is_line_end(c) || c == '\t')
}

struct Walk<'t, 'd> {
    tree: &'t FileTree,
    path: Vec<Part<'t>>,
    blank: Vec<String>,
    diagnostics: &'d mut Diagnostics,
}

#[derive(Clone, Copy)]
enum Part<'t> {
    Key(&'t str),
    Index(usize),
}

impl<'t> Walk<'t, '_> {
    fn node(&mut self, node: &'t Node) {
        match &node.value {
            NodeValue::Text(text) if is_blank(text) && !self.may_be_blank() => {
                let key =
                    self.key().map_or_else(|| "the text".to_owned(), |key| format!("`{key}`"));
                self.diagnostics.push(
                    Diagnostic::error(codes::BLANK, self.span(node), format!("{key} has no words"))
                        .label("expected a text")
                        .hint("fill it, or leave the key out where it is optional"),
                );
                self.blank.push(self.pointer());
            }
            NodeValue::Text(text) if is_broken(text) && !self.may_have_lines() => {
                let key =
                    self.key().map_or_else(|| "the text".to_owned(), |key| format!("`{key}`"));
                let what = if text.contains(is_line_end) { "line break" } else { "tab" };
                self.diagnostics.push(
                    Diagnostic::error(
                        codes::LINE_BREAK,
                        self.span(node),
                        format!("{key} has a {what}"),
                    )
                    .label("expected one line")
                    .hint("write a space in its place"),
                );
                self.blank.push(self.pointer());
            }
            NodeValue::List(items) => {
                self.repeated(items);
                for (index, item) in items.iter().enumerate() {
                    self.path.push(Part::Index(index));
                    self.node(item);
                    self.path.pop();
                }
            }
            NodeValue::Table(entries) => {
                for (key, entry) in entries {
                    self.path.push(Part::Key(key));
                    self.node(&entry.node);
                    self.path.pop();
                }
            }
            _ => {}
        }
    }

    /// A parameter may be empty unless it is set; of a claim's figure, its words and the reason of
    /// an accepted finding the reader of claims has more to say.
    fn may_be_blank(&self) -> bool {
        matches!(
            self.path.as_slice(),
            [Part::Key("parameters"), _, Part::Key("default")]
                | [Part::Key("claim"), Part::Index(_), Part::Key("quote" | "figure")]
                | [Part::Key("claim"), Part::Index(_), Part::Key("accepted"), _]
        )
    }

    /// Running text may have lines; names, titles, ids, paths and settings have one.
    fn may_have_lines(&self) -> bool {
        let is_prose = |part: &Part<'_>| {
            matches!(
                part,
                Part::Key(
                    "accepted"
                        | "default"
                        | "description"
                        | "note"
                        | "quote"
                        | "quote-prefix"
                        | "quote-suffix"
                        | "reason"
                        | "retraction-note"
                )
            )
        };
        // The last key may be the language of a text, or the code of an accepted finding.
        self.path.iter().rev().take(2).any(is_prose)
    }

    fn repeated(&mut self, items: &[Node]) {
        let mut first: BTreeMap<String, &Node> = BTreeMap::new();
        for item in items {
            // A year may be written `2024` or `"2024"`.
            let value = match &item.value {
                NodeValue::Text(text) | NodeValue::Date(text) => text.clone(),
                NodeValue::Integer(number) => number.to_string(),
                _ => continue,
            };
            if is_blank(&value) {
                continue;
            }
            if let Some(before) = first.get(&value) {
                let list = self.key().map(|key| format!(" in `{key}`")).unwrap_or_default();
                self.diagnostics.push(
                    Diagnostic::error(
                        codes::REPEATED,
                        self.span(item),
                        format!("`{value}` stands twice{list}"),
                    )
                    .label("again here")
                    .related(self.span(before), "first here"),
                );
            } else {
                first.insert(value, item);
            }
        }
    }

    /// The nearest key around the value.
    fn key(&self) -> Option<&'t str> {
        self.path.iter().rev().find_map(|part| match part {
            Part::Key(key) => Some(*key),
            Part::Index(_) => None,
        })
    }

    fn pointer(&self) -> String {
        self.path.iter().fold(String::new(), |pointer, part| match part {
            Part::Key(key) => step(&pointer, key),
            Part::Index(index) => step(&pointer, index),
        })
    }

    fn span(&self, node: &Node) -> Span {
        Span::new(self.tree.file, node.span.clone())
    }
}

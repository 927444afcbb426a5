//! A file's tree of values: as JSON for the schema, and the place of each value for messages.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use briefing_model::diagnostic::{FileId, Span};
use briefing_plugin::{Entry, Node, NodeValue};
use indexmap::IndexMap;
use serde_json::Value;

/// A file that has been read.
pub(crate) struct FileTree {
    pub(crate) file: FileId,
    pub(crate) path: String,
    pub(crate) root: Node,
    /// That it comes from the rows of a table.
    pub(crate) table: Option<Table>,
}

/// What is particular to a tree that comes from a table.
pub(crate) struct Table {
    /// The columns that should be there and are not, which has been said.
    pub(crate) absent: BTreeSet<String>,
    /// The id of the row that the tree is, and where it stands; none where it is all rows.
    pub(crate) row: Option<(String, Range<usize>)>,
}

impl FileTree {
    /// The place for what has no better one: the start of the file, or of its row.
    pub(crate) fn top(&self) -> Span {
        match self.table.as_ref().and_then(|table| table.row.as_ref()) {
            Some((_, id)) => Span::new(self.file, id.clone()),
            None => Span::new(self.file, 0..0),
        }
    }

    /// The id that the name of the file gives to what it holds, or the row.
    pub(crate) fn id(&self) -> &str {
        if let Some((id, _)) = self.table.as_ref().and_then(|table| table.row.as_ref()) {
            return id;
        }
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Whether it has been said that a key is missing, since no row has it.
    pub(crate) fn is_absent(&self, key: &str) -> bool {
        self.table.as_ref().is_some_and(|table| table.absent.contains(key))
    }

    /// The place of the value at a JSON pointer, or of the nearest value around it.
    pub(crate) fn span(&self, pointer: &str) -> Span {
        Span::new(self.file, nearest(&self.root, pointer).0)
    }

    /// The place of the key of a table at a JSON pointer, or of its value where it has none.
    pub(crate) fn key_span(&self, pointer: &str) -> Span {
        Span::new(self.file, nearest(&self.root, pointer).1)
    }

    /// The places of the values of a table at a JSON pointer by their keys; of the table itself where
    /// it has no such key. Walks to the table once, however many are asked for.
    pub(crate) fn spans_within(&self, pointer: &str) -> impl Fn(&str) -> Span {
        let (table, whole) = (table(&self.root, pointer), self.span(pointer));
        move |key| match table.and_then(|table| table.get(key)) {
            Some(entry) => Span::new(self.file, entry.node.span.clone()),
            None => whole,
        }
    }

    /// Puts a table that was read by way of JSON, which has no order, into that of the file.
    pub(crate) fn in_order<T>(
        &self,
        mut table: IndexMap<String, T>,
        pointer: &str,
    ) -> IndexMap<String, T> {
        table.sort_by_cached_key(|key, _| self.key_span(&step(pointer, key)));
        table
    }
}

/// The table at a JSON pointer.
fn table<'n>(root: &'n Node, pointer: &str) -> Option<&'n IndexMap<String, Entry>> {
    let mut node = root;
    for part in pointer.split('/').skip(1) {
        node = match &node.value {
            NodeValue::Table(entries) => &entries.get(part)?.node,
            NodeValue::List(items) => items.get(part.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    match &node.value {
        NodeValue::Table(entries) => Some(entries),
        _ => None,
    }
}

/// Bytes of a value and of its key.
fn nearest(root: &Node, pointer: &str) -> (Range<usize>, Range<usize>) {
    let mut node = root;
    let mut key = root.span.clone();
    for part in pointer.split('/').skip(1) {
        let part = match part.contains('~') {
            true => Cow::Owned(part.replace("~1", "/").replace("~0", "~")),
            false => Cow::Borrowed(part),
        };
        match &node.value {
            NodeValue::Table(entries) => {
                let Some(entry) = entries.get(&*part) else { break };
                node = &entry.node;
                key = entry.key.clone();
            }
            NodeValue::List(items) => {
                let Some(item) = part.parse::<usize>().ok().and_then(|index| items.get(index))
                else {
                    break;
                };
                node = item;
                key = item.span.clone();
            }
            _ => break,
        }
    }
    (node.span.clone(), key)
}

/// A tree as JSON. Dates are texts; decimals lose nothing that a schema asks about.
pub(crate) fn json(node: &Node) -> Value {
    match &node.value {
        NodeValue::Boolean(value) => Value::Bool(*value),
        NodeValue::Integer(value) => Value::from(*value),
        // No key takes a binary fraction; a mark that is no text, no list and no whole number
        // makes the schema say so.
        NodeValue::Decimal(_) => serde_json::json!(0.5),
        NodeValue::Date(text) | NodeValue::Text(text) => Value::String(text.clone()),
        NodeValue::List(items) => items.iter().map(json).collect(),
        NodeValue::Table(entries) => {
            entries.iter().map(|(key, entry)| (key.clone(), json(&entry.node))).collect()
        }
    }
}

/// A JSON pointer one step further.
pub(crate) fn step(pointer: &str, part: impl std::fmt::Display) -> String {
    let mut whole = format!("{pointer}/{part}");
    // Seldom: keys are words.
    let at = pointer.len() + 1;
    if whole[at..].contains(['~', '/']) {
        let part = whole[at..].replace('~', "~0").replace('/', "~1");
        whole.truncate(at);
        whole.push_str(&part);
    }
    whole
}

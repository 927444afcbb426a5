//! Rows of a table as what a TOML file would hold: claims, events, sources, rates.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use briefing_model::diagnostic::{Diagnostic, Diagnostics, FileId, Span};
use briefing_model::suggest::did_you_mean;
use briefing_plugin::{Entry, Node, NodeValue};
use indexmap::IndexMap;
use schemars::schema_for;
use serde_json::Value;

use crate::codes;
use crate::data::DataFile;
use crate::export::{PRINTED, STATED};
use crate::raw;
use crate::tree::{FileTree, Table};

/// Whether files of a kind may be tables.
pub(crate) fn may_be_table(kind: DataFile) -> bool {
    matches!(kind, DataFile::Claims | DataFile::Event | DataFile::Sources | DataFile::Rates)
}

/// The rows of a table as the trees of files of a kind: an event each, or one for all rows of others.
/// Says once, at the head, which columns are unknown or missing.
pub(crate) fn trees(
    kind: DataFile,
    file: FileId,
    path: &str,
    head: &[Node],
    rows: Vec<Node>,
    diagnostics: &mut Diagnostics,
) -> Vec<FileTree> {
    let columns = Columns::of(kind);
    let Some(absent) = columns.check(file, head, diagnostics) else { return Vec::new() };
    let tree = |root, row| FileTree {
        file,
        path: path.to_owned(),
        root,
        table: Some(Table { absent: absent.clone(), row }),
    };
    let end = rows.last().map_or(0, |row| row.span.end);
    let whole = |value| Node { value, span: 0..end };
    let key = head.first().map_or(0..0, |name| name.span.clone());
    let rows = rows.into_iter().map(|row| columns.row(row));
    match kind {
        DataFile::Event => rows
            .filter_map(|row| {
                let (id, row) = with_id(row, file, &absent, diagnostics)?;
                Some(tree(row, Some(id)))
            })
            .collect(),
        DataFile::Sources => {
            let mut sources: IndexMap<String, Entry> = IndexMap::new();
            for row in rows {
                let Some(((id, span), node)) = with_id(row, file, &absent, diagnostics) else {
                    continue;
                };
                if let Some(first) = sources.get(&id) {
                    diagnostics.push(
                        Diagnostic::error(
                            codes::DUPLICATE_ID,
                            Span::new(file, span),
                            format!("the source `{id}` is defined twice"),
                        )
                        .label("again here")
                        .related(Span::new(file, first.key.clone()), "first here"),
                    );
                    continue;
                }
                sources.insert(id, Entry { key: span, node });
            }
            vec![tree(whole(NodeValue::Table(sources)), None)]
        }
        _ => {
            let list = if kind == DataFile::Rates { "rate" } else { "claim" };
            let node = whole(NodeValue::List(rows.collect()));
            let table = IndexMap::from([(list.to_owned(), Entry { key, node })]);
            vec![tree(whole(NodeValue::Table(table)), None)]
        }
    }
}

/// An id and where it stands.
type Id = (String, Range<usize>);

/// The id of a row, and the row without it. That it has none is a mistake, unless no row can have one.
fn with_id(
    mut row: Node,
    file: FileId,
    absent: &BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) -> Option<(Id, Node)> {
    let NodeValue::Table(entries) = &mut row.value else { return None };
    match entries.shift_remove("id") {
        Some(Entry { node: Node { value: NodeValue::Text(id), span }, .. }) => {
            Some(((id, span), row))
        }
        _ => {
            if !absent.contains("id") {
                diagnostics.push(Diagnostic::error(
                    codes::MISSING_KEY,
                    Span::new(file, row.span.clone()),
                    "missing key `id`",
                ));
            }
            None
        }
    }
}

/// What the columns of a kind of table may be.
struct Columns {
    known: BTreeMap<String, Kind>,
    required: Vec<String>,
    is_of_claims: bool,
}

/// What the texts of a column are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Whole,
    YesNo,
    /// Texts with semicolons between them.
    List,
    /// One text, or several with semicolons between them.
    OneOrList,
    /// A table: each of its keys is a column of its own.
    Keys,
}

impl Columns {
    fn of(kind: DataFile) -> Self {
        let (schema, more) = match kind {
            DataFile::Event => (schema_for!(raw::Event), Some("id")),
            DataFile::Sources => (schema_for!(raw::Source), Some("id")),
            DataFile::Rates => (schema_for!(raw::Rate), None),
            _ => (schema_for!(raw::Claim), Some("event")),
        };
        let schema = schema.to_value();
        let properties = schema.get("properties").and_then(Value::as_object);
        let mut known: BTreeMap<String, Kind> = properties
            .into_iter()
            .flatten()
            // The claims of an event are rows of a table of their own.
            .filter(|(key, _)| *key != "claim")
            .map(|(key, schema)| match key.as_str() {
                "origin" if kind == DataFile::Claims => (key.clone(), Kind::OneOrList),
                _ => (key.clone(), Kind::of(schema)),
            })
            .collect();
        let required = schema.get("required").and_then(Value::as_array);
        let required = required.into_iter().flatten().filter_map(Value::as_str);
        let mut required: Vec<String> = required.map(str::to_owned).collect();
        if let Some(key) = more {
            known.insert(key.to_owned(), Kind::Text);
            required.push(key.to_owned());
        }
        Self { known, required, is_of_claims: kind == DataFile::Claims }
    }

    /// Says what is wrong with a head. Returns the columns that should be there and are not, or nothing
    /// where the first row is no head.
    fn check(
        &self,
        file: FileId,
        head: &[Node],
        diagnostics: &mut Diagnostics,
    ) -> Option<BTreeSet<String>> {
        let names: Vec<(&str, Span)> = head
            .iter()
            .filter_map(|node| match &node.value {
                NodeValue::Text(name) => Some((name.as_str(), Span::new(file, node.span.clone()))),
                _ => None,
            })
            .collect();
        let row = names
            .iter()
            .map(|(_, span)| *span)
            .reduce(|first, last| Span { end: last.end, ..first })?;
        let all = || self.known.keys().map(String::as_str);
        if !names.iter().any(|(name, _)| self.kind(name).is_some()) {
            diagnostics.push(
                Diagnostic::error(codes::SYNTAX, row, "the first row does not name the columns")
                    .hint(format!("columns are `{}`", all().collect::<Vec<_>>().join("`, `"))),
            );
            return None;
        }
        for (name, span) in &names {
            if self.kind(name).is_some() || self.is_printed(name) {
                continue;
            }
            let (base, part) = name.split_once('.').map_or((*name, None), |(a, b)| (a, Some(b)));
            let near = did_you_mean(base, all());
            let diagnostic =
                Diagnostic::error(codes::UNKNOWN_KEY, *span, format!("unknown column `{name}`"));
            diagnostics.push(match near {
                Some(near) if near == base && part.is_some() => {
                    diagnostic.hint(format!("`{base}` is one text: a column `{base}`"))
                }
                Some(near) if near == base => diagnostic
                    .hint(format!("`{base}` has a column for each of its keys: `{base}.KEY`")),
                Some(_) => diagnostic.did_you_mean(near),
                None => diagnostic
                    .hint(format!("columns are `{}`", all().collect::<Vec<_>>().join("`, `"))),
            });
        }
        // `name` is there where `name.en` is.
        let is_there = |key: &str| {
            names.iter().any(|(name, _)| {
                *name == key || name.split_once('.').is_some_and(|(base, _)| base == key)
            }) || (self.is_of_claims
                && names.iter().any(|(name, _)| name.strip_prefix(STATED) == Some(key)))
        };
        let absent: BTreeSet<String> =
            self.required.iter().filter(|key| !is_there(key)).cloned().collect();
        for key in &absent {
            diagnostics.push(
                Diagnostic::error(codes::MISSING_KEY, row, format!("missing column `{key}`"))
                    .label(format!("expected `{key}` among the columns")),
            );
        }
        Some(absent)
    }

    /// What a column is by its name; `None` for one that is unknown.
    fn kind(&self, name: &str) -> Option<Kind> {
        match name.split_once('.') {
            None => self.known.get(name).copied().filter(|kind| *kind != Kind::Keys),
            // A text may be given by language: `name.en`.
            Some((base, part)) => match self.known.get(base)? {
                Kind::Keys => Some(Kind::Text),
                Kind::Text if !part.is_empty() && self.has_languages(base) => Some(Kind::Text),
                _ => None,
            },
        }
    }

    fn has_languages(&self, key: &str) -> bool {
        matches!(
            key,
            "name"
                | "short"
                | "city"
                | "note"
                | "title"
                | "publisher"
                | "origin"
                | "retraction-note"
        ) && !(self.is_of_claims && key == "origin")
    }

    /// Whether `query --claims` prints a column that says nothing new of a claim.
    fn is_printed(&self, name: &str) -> bool {
        self.is_of_claims
            && (PRINTED.contains(&name)
                || name.strip_prefix(STATED).is_some_and(|key| self.known.contains_key(key)))
    }

    /// A row with its values as what they are, and without columns that are unknown.
    fn row(&self, row: Node) -> Node {
        let Node { value: NodeValue::Table(cells), span } = row else { return row };
        let mut table: IndexMap<String, Entry> = IndexMap::new();
        let mut stated = Vec::new();
        for (name, entry) in cells {
            if self.is_of_claims
                && let Some(key) = name.strip_prefix(STATED)
                && self.known.contains_key(key)
            {
                stated.push((key.to_owned(), entry));
                continue;
            }
            let Some(kind) = self.kind(&name) else { continue };
            match name.split_once('.') {
                None => {
                    let node = typed(entry.node, kind);
                    table.insert(name, Entry { key: entry.key, node });
                }
                Some((base, part)) => {
                    let Entry { key, node } = entry;
                    let parts = table.entry(base.to_owned()).or_insert_with(|| Entry {
                        key: key.clone(),
                        node: Node {
                            value: NodeValue::Table(IndexMap::new()),
                            span: node.span.clone(),
                        },
                    });
                    match &mut parts.node.value {
                        NodeValue::Table(parts) => {
                            parts.insert(part.to_owned(), Entry { key, node });
                        }
                        // `name` beside `name.en`: the first is the English one.
                        NodeValue::Text(_) => {
                            let english = std::mem::replace(
                                &mut parts.node.value,
                                NodeValue::Table(IndexMap::new()),
                            );
                            let english = Entry {
                                key: parts.key.clone(),
                                node: Node { value: english, span: parts.node.span.clone() },
                            };
                            if let NodeValue::Table(texts) = &mut parts.node.value {
                                texts.insert("en".to_owned(), english);
                                texts.insert(part.to_owned(), Entry { key, node });
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        // What the source says, where that is not what is used.
        table.extend(stated);
        Node { value: NodeValue::Table(table), span }
    }
}

impl Kind {
    fn of(schema: &Value) -> Self {
        let kinds = match schema.get("type") {
            Some(Value::String(kind)) => vec![kind.as_str()],
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let is = |kind| kinds.contains(&kind);
        match () {
            () if is("integer") => Self::Whole,
            () if is("boolean") => Self::YesNo,
            () if is("array") => Self::List,
            () if is("object") => Self::Keys,
            () => Self::Text,
        }
    }
}

/// A text as what it is in its column; as it is where it cannot be that, so that the schema says so.
fn typed(node: Node, kind: Kind) -> Node {
    let Node { value: NodeValue::Text(text), span } = &node else { return node };
    let value = match kind {
        Kind::Whole => text.parse().ok().map(NodeValue::Integer),
        Kind::YesNo => text.to_ascii_lowercase().parse().ok().map(NodeValue::Boolean),
        Kind::OneOrList if !text.contains(';') => None,
        Kind::List | Kind::OneOrList => Some(NodeValue::List(parts(text, span))),
        Kind::Text | Kind::Keys => None,
    };
    match value {
        Some(value) => Node { value, span: node.span },
        None => node,
    }
}

/// The texts between semicolons, without those that are empty.
fn parts(text: &str, span: &Range<usize>) -> Vec<Node> {
    // The bytes of a text with doubled marks in it are not those of the file.
    let is_plain = text.len() == span.len();
    let mut at = 0;
    let mut found = Vec::new();
    for part in text.split(';') {
        let words = part.trim();
        if !words.is_empty() {
            let start = span.start + at + (part.len() - part.trim_start().len());
            let span = if is_plain { start..start + words.len() } else { span.clone() };
            found.push(Node { value: NodeValue::Text(words.to_owned()), span });
        }
        at += part.len() + 1;
    }
    found
}

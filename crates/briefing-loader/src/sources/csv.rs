//! Claims as a table: the head names the keys, each row is a claim.

use std::ops::Range;

use briefing_plugin::{Entry, Node, NodeValue, Source, SourceMistake, SourceOutput};
use indexmap::IndexMap;

/// The `csv` source.
pub(crate) struct Csv;

impl Source for Csv {
    fn name(&self) -> &str {
        "csv"
    }

    fn about(&self) -> &str {
        "tables of claims, one a row, with the keys in the head"
    }

    fn extensions(&self) -> &[&str] {
        &["csv"]
    }

    fn read(&self, text: &str) -> SourceOutput {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let head = reader.headers().cloned().unwrap_or_default();
        let head_span = 0..text.find('\n').unwrap_or(text.len());
        let mut mistakes = Vec::new();
        let mut claims = Vec::new();
        let mut record = csv::StringRecord::new();
        loop {
            let start = position(&reader, text);
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {
                    // A quoted field may hold line breaks: a row ends where the next begins.
                    let span = trimmed(text, start..position(&reader, text));
                    if record.len() != head.len() {
                        mistakes.push(SourceMistake {
                            span,
                            message: format!(
                                "expected {} fields, as in the head, found {}",
                                head.len(),
                                record.len()
                            ),
                            hints: Vec::new(),
                        });
                        continue;
                    }
                    claims.push(row(&head, &record, text, &span));
                }
                Err(error) => {
                    mistakes.push(SourceMistake {
                        span: trimmed(text, start..position(&reader, text)),
                        message: error.to_string(),
                        hints: Vec::new(),
                    });
                    break;
                }
            }
        }
        let list = Node { value: NodeValue::List(claims), span: 0..text.len() };
        let entry = Entry { key: head_span, node: list };
        let root = NodeValue::Table(IndexMap::from([("claim".to_owned(), entry)]));
        SourceOutput { tree: Node { value: root, span: 0..text.len() }, mistakes }
    }
}

fn position(reader: &csv::Reader<&[u8]>, text: &str) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len())
}

fn trimmed(text: &str, at: Range<usize>) -> Range<usize> {
    let part = text.get(at.clone()).unwrap_or_default();
    let start = at.start + (part.len() - part.trim_start().len());
    start..(at.start + part.trim_end().len()).max(start)
}

/// A row as a table; an empty field is a key that is not there.
fn row(
    head: &csv::StringRecord,
    record: &csv::StringRecord,
    text: &str,
    at: &Range<usize>,
) -> Node {
    let mut table = IndexMap::new();
    let mut from = at.start;
    for (key, field) in head.iter().zip(record) {
        // Fields come in order, so each is looked for after the one before it. A field with doubled
        // quotes in it is not found as it is; the row is place enough.
        let found = text.get(from..at.end).and_then(|rest| rest.find(field));
        let span = match found {
            Some(offset) => from + offset..from + offset + field.len(),
            None => at.clone(),
        };
        if found.is_some() {
            from = span.end;
        }
        if !field.is_empty() {
            let node = Node { value: NodeValue::Text(field.to_owned()), span: span.clone() };
            table.insert(key.trim().to_owned(), Entry { key: span, node });
        }
    }
    Node { value: NodeValue::Table(table), span: at.clone() }
}

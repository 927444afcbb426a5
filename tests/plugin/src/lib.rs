//! One plugin of each kind, written against the public contract alone.
//!
//! - source `lines`: an event as lines of `key: value`, for tools that write no TOML;
//! - aggregate `spread`: how far the greatest figure is above the least;
//! - helper `initials`: "Gansu 2024" is "G2";
//! - output `outline`: the headings of a brief.

use std::ops::Range;

use briefing_model::document::{Block, plain_text};
use briefing_model::figure::{Figure, FigureError};
use briefing_plugin::{
    Aggregate, Argument, ArgumentKind, Entry, Group, Helper, HelperCall, HelperError, HelperOutput,
    Needs, Node, NodeValue, Output, OutputError, OutputInput, Registry, RegistryError, Signature,
    Source, SourceMistake, SourceOutput,
};

/// Adds all four.
///
/// # Errors
/// One of these names is taken.
pub fn register_all(registry: &mut Registry) -> Result<(), RegistryError> {
    registry.add_source(Lines)?;
    registry.add_aggregate(Spread)?;
    registry.add_helper(Initials)?;
    registry.add_output(Outline)?;
    Ok(())
}

/// An event as lines: `name: Gansu Fair`, and `claim: projects | 195 | signed | paper | the words`.
struct Lines;

/// The fields of a claim, in the order of its line.
const CLAIM: [&str; 5] = ["measure", "figure", "status", "source", "quote"];

impl Source for Lines {
    fn name(&self) -> &str {
        "lines"
    }

    fn about(&self) -> &str {
        "events as lines of `key: value`"
    }

    fn extensions(&self) -> &[&str] {
        &["lines"]
    }

    fn read(&self, text: &str) -> SourceOutput {
        let mut table = indexmap::IndexMap::new();
        let mut claims = Vec::new();
        let mut mistakes = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let at = start..start + line.trim_end().len();
            start += line.len();
            if line.trim().is_empty() {
                continue;
            }
            let Some(colon) = line.find(':') else {
                mistakes.push(SourceMistake {
                    span: at,
                    message: "expected `key: value`".to_owned(),
                    hints: Vec::new(),
                });
                continue;
            };
            let key = at.start..at.start + colon;
            let value = trimmed(text, at.start + colon + 1..at.end);
            if &text[key.clone()] == "claim" {
                claims.push(claim(text, value));
            } else {
                let node = text_or_date(text, value);
                table.insert(text[key.clone()].to_owned(), Entry { key, node });
            }
        }
        if !claims.is_empty() {
            let node = Node { value: NodeValue::List(claims), span: 0..text.len() };
            table.insert("claim".to_owned(), Entry { key: 0..0, node });
        }
        SourceOutput {
            tree: Node { value: NodeValue::Table(table), span: 0..text.len() },
            head: None,
            mistakes,
        }
    }
}

fn claim(text: &str, at: Range<usize>) -> Node {
    let mut table = indexmap::IndexMap::new();
    let mut start = at.start;
    for (key, field) in CLAIM.into_iter().zip(text[at.clone()].split('|')) {
        let span = trimmed(text, start..start + field.len());
        start += field.len() + 1;
        let value = NodeValue::Text(text[span.clone()].to_owned());
        table.insert(key.to_owned(), Entry { key: span.clone(), node: Node { value, span } });
    }
    Node { value: NodeValue::Table(table), span: at }
}

fn text_or_date(text: &str, span: Range<usize>) -> Node {
    let value = text[span.clone()].to_owned();
    let is_date = value.len() == 10 && value.bytes().filter(|b| *b == b'-').count() == 2;
    Node { value: if is_date { NodeValue::Date(value) } else { NodeValue::Text(value) }, span }
}

fn trimmed(text: &str, at: Range<usize>) -> Range<usize> {
    let part = &text[at.clone()];
    let start = at.start + (part.len() - part.trim_start().len());
    start..start.max(at.start + part.trim_end().len())
}

/// How far the greatest figure of a group is above the least.
struct Spread;

impl Aggregate for Spread {
    fn name(&self) -> &str {
        "spread"
    }

    fn about(&self) -> &str {
        "how far the greatest figure is above the least"
    }

    fn needs(&self) -> Needs {
        Needs::default()
    }

    fn fold(&self, group: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        let Some((first, rest)) = group.figures.split_first() else { return Ok(None) };
        let mut least = first.clone();
        let mut greatest = first.clone();
        for figure in rest {
            least = least.min(figure)?;
            greatest = greatest.max(figure)?;
        }
        greatest.sub(&least)?.non_negative().map(Some)
    }
}

/// The first letters of a text's words.
struct Initials;

impl Helper for Initials {
    fn name(&self) -> &str {
        "initials"
    }

    fn about(&self) -> &str {
        "the first letters of a text's words"
    }

    fn signature(&self) -> Signature {
        Signature {
            positional: vec![Argument {
                name: "text",
                kind: ArgumentKind::Text,
                optional: false,
                about: "the text",
            }],
            named: Vec::new(),
        }
    }

    fn call(&self, call: &HelperCall<'_>) -> Result<HelperOutput, HelperError> {
        let text = call
            .arguments
            .first()
            .and_then(|text| text.as_str())
            .ok_or_else(|| HelperError::new("expected a text"))?;
        let initials = text.split_whitespace().filter_map(|word| word.chars().next()).collect();
        Ok(HelperOutput::Text(initials))
    }
}

/// The headings of a brief, one a line, indented by level.
struct Outline;

impl Output for Outline {
    fn name(&self) -> &str {
        "outline"
    }

    fn about(&self) -> &str {
        "the headings of a brief"
    }

    fn file_name(&self) -> &str {
        "brief.outline.txt"
    }

    fn write(&self, input: &OutputInput<'_>) -> Result<Vec<u8>, OutputError> {
        let mut text = format!("{}\n", input.document.meta.title);
        for block in &input.document.blocks {
            if let Block::Heading { level, content, .. } = block {
                let indent = "  ".repeat(usize::from(*level).saturating_sub(1));
                text.push_str(&format!("{indent}{}\n", plain_text(content)));
            }
        }
        Ok(text.into_bytes())
    }
}

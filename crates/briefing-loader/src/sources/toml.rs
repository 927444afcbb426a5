//! TOML, by the reference parser: it goes on after a mistake, and keeps decimals as they are written.

use briefing_plugin::{Entry, Node, NodeValue, Source, SourceMistake, SourceOutput};
use indexmap::IndexMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::typography::plain;

/// The `toml` source.
pub(crate) struct Toml;

impl Source for Toml {
    fn name(&self) -> &str {
        "toml"
    }

    fn about(&self) -> &str {
        "TOML files"
    }

    fn extensions(&self) -> &[&str] {
        &["toml"]
    }

    fn read(&self, text: &str) -> SourceOutput {
        match plain(text) {
            None => parse(text),
            Some(plain) => {
                let mut output = parse(&plain.text);
                plain.restore(&mut output.tree);
                for mistake in &mut output.mistakes {
                    mistake.span = plain.origin(&mistake.span);
                }
                output.mistakes.extend(plain.mistakes);
                output.mistakes.sort_by_key(|mistake| mistake.span.start);
                output
            }
        }
    }
}

fn parse(text: &str) -> SourceOutput {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mistakes = errors
        .into_iter()
        .map(|error| SourceMistake {
            span: error.span().unwrap_or(0..0),
            message: error.message().to_owned(),
            hints: Vec::new(),
        })
        .collect();
    let span = table.span();
    let tree = Node { value: self::table(table.get_ref()), span };
    SourceOutput { tree, head: None, mistakes }
}

fn table(table: &DeTable<'_>) -> NodeValue {
    let mut entries: Vec<(&Spanned<_>, &Spanned<DeValue<'_>>)> = table.iter().collect();
    // The parser's table is in the order of keys; people expect that of the file.
    entries.sort_by_key(|(key, _)| key.span().start);
    NodeValue::Table(
        entries
            .into_iter()
            .map(|(key, value)| {
                let entry = Entry { key: key.span(), node: node(value) };
                (key.get_ref().to_string(), entry)
            })
            .collect::<IndexMap<_, _>>(),
    )
}

fn node(value: &Spanned<DeValue<'_>>) -> Node {
    let span = value.span();
    let value = match value.get_ref() {
        DeValue::String(text) => NodeValue::Text(text.to_string()),
        DeValue::Integer(integer) => {
            match i64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()) {
                Ok(value) => NodeValue::Integer(value),
                // Too large for an integer, and still a number as written.
                Err(_) => NodeValue::Decimal(integer.as_str().to_owned()),
            }
        }
        DeValue::Float(decimal) => NodeValue::Decimal(decimal.as_str().to_owned()),
        DeValue::Boolean(value) => NodeValue::Boolean(*value),
        DeValue::Datetime(date) => NodeValue::Date(date.to_string()),
        DeValue::Array(items) => NodeValue::List(items.iter().map(node).collect()),
        DeValue::Table(inner) => table(inner),
    };
    Node { value, span }
}

//! JSON Schemas of the project's files, and the reference that is made from them.

use indexmap::IndexMap;
use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use crate::raw;

/// The schema of each kind of file, by name, in the order one meets them.
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("project", schema::<raw::Settings>()),
        ("report", schema::<raw::Report>()),
        ("metrics", schema::<IndexMap<String, raw::Metric>>()),
        ("event", schema::<raw::Event>()),
        ("claims", schema::<raw::Claims>()),
        ("sources", schema::<IndexMap<String, raw::Source>>()),
        ("measures", schema::<IndexMap<String, raw::Measure>>()),
        ("places", schema::<raw::Places>()),
        ("sectors", schema::<IndexMap<String, raw::Sector>>()),
        ("scopes", schema::<raw::Scopes>()),
        ("rates", schema::<raw::Rates>()),
        ("corrections", schema::<raw::Corrections>()),
        ("identities", schema::<raw::Identities>()),
        // What is written and not read.
        ("facts", briefing_facts::schema()),
        ("difference", briefing_diff::schema()),
    ]
}

fn schema<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}

/// The keys of every file, as Markdown: `reports/REFERENCE.md`.
#[must_use]
pub fn reference() -> String {
    let mut text = String::from(
        "# Reference of keys\n\nMade from the program's own definitions; `briefing schema` prints \
         the same as JSON Schemas. *Required* keys are marked.\n",
    );
    let mut written: Vec<(String, Value)> = Vec::new();
    for (name, schema) in schemas() {
        let title = schema.get("description").and_then(Value::as_str);
        text.push_str(&format!("\n## {name}\n\n"));
        let root = match schema.get("additionalProperties").and_then(|v| v.get("$ref")) {
            Some(target) => {
                text.push_str("Tables by id.\n");
                resolve(&schema, target)
            }
            None => {
                if let Some(title) = title {
                    text.push_str(&format!("{}\n", one_line(title)));
                }
                Some(&schema)
            }
        };
        if let Some(root) = root {
            table(root, &mut text);
        }
        if let Some(definitions) = schema.get("$defs").and_then(Value::as_object) {
            for (part, definition) in definitions {
                let is_table = definition.get("properties").is_some();
                let is_root = root.is_some_and(|root| std::ptr::eq(root, definition));
                let known = written.iter().any(|(name, table)| name == part && table == definition);
                if is_table && !is_root && !known {
                    written.push((part.clone(), definition.clone()));
                    text.push_str(&format!("\n### {part}\n\n"));
                    if let Some(about) = definition.get("description").and_then(Value::as_str) {
                        text.push_str(&format!("{}\n", one_line(about)));
                    }
                    table(definition, &mut text);
                }
            }
        }
    }
    text
}

fn resolve<'a>(schema: &'a Value, target: &Value) -> Option<&'a Value> {
    schema.pointer(target.as_str()?.trim_start_matches('#'))
}

fn table(schema: &Value, text: &mut String) {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    text.push_str("\n| key | type | what it says |\n|---|---|---|\n");
    for (key, property) in properties {
        let about = property.get("description").and_then(Value::as_str).unwrap_or_default();
        let mark = if required.contains(&key.as_str()) { "*Required.* " } else { "" };
        let about = one_line(about).replace('|', "\\|");
        text.push_str(&format!("| `{key}` | {} | {mark}{about} |\n", kind(property)));
    }
}

fn kind(property: &Value) -> String {
    if let Some(target) = property.get("$ref").and_then(Value::as_str) {
        return target.rsplit('/').next().unwrap_or_default().to_owned();
    }
    for forms in ["anyOf", "oneOf", "allOf"] {
        if let Some(forms) = property.get(forms).and_then(Value::as_array) {
            let kinds: Vec<String> =
                forms.iter().map(kind).filter(|kind| kind != "nothing").collect();
            return kinds.join(" or ");
        }
    }
    let word = |name: &str| match name {
        "string" => "text",
        "integer" => "whole number",
        "boolean" => "true or false",
        "array" => "list",
        "object" => "table",
        "null" => "nothing",
        _ => "number",
    };
    let of = |inner: &Value| match kind(inner) {
        inner if inner.is_empty() => String::new(),
        inner => format!(" of {inner}"),
    };
    match property.get("type") {
        Some(Value::String(name)) if name == "array" => {
            format!("list{}", property.get("items").map(of).unwrap_or_default())
        }
        Some(Value::String(name)) if name == "object" => {
            format!("table{}", property.get("additionalProperties").map(of).unwrap_or_default())
        }
        Some(Value::String(name)) => word(name).to_owned(),
        Some(Value::Array(names)) => names
            .iter()
            .filter_map(Value::as_str)
            .map(word)
            .filter(|word| *word != "nothing")
            .collect::<Vec<_>>()
            .join(" or "),
        _ => String::new(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! Is a file of its schema? All that is not, each at its place.

use std::collections::BTreeSet;
use std::marker::PhantomData;

use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::suggest::did_you_mean;
use briefing_plugin::NodeValue;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::codes;
use crate::tree::{FileTree, json, step};
use crate::values::check_values;

/// The schema of one kind of file, compiled once.
pub(crate) struct Structure<T> {
    schema: Value,
    validator: Option<Validator>,
    of: PhantomData<fn() -> T>,
}

/// A file's values, and which of them are not as they should be.
pub(crate) struct Checked {
    pub(crate) value: Value,
    broken: BTreeSet<String>,
}

impl<T: JsonSchema> Structure<T> {
    pub(crate) fn new() -> Self {
        let schema = schemars::schema_for!(T).to_value();
        // A schema that schemars makes compiles; `schemas_compile` tests each of them.
        let validator = jsonschema::validator_for(&schema).ok();
        Self { schema, validator, of: PhantomData }
    }

    /// Checks a file and adds what is wrong with it.
    pub(crate) fn check(&self, tree: &FileTree, diagnostics: &mut Diagnostics) -> Checked {
        let mut value = json(&tree.root);
        let mut broken = BTreeSet::new();
        let mut unknown = Vec::new();
        for error in self.validator.iter().flat_map(|validator| validator.iter_errors(&value)) {
            let pointer = error.instance_path().to_string();
            diagnostics.extend(self.worded(&error, &pointer, tree));
            match error.kind() {
                ValidationErrorKind::AdditionalProperties { unexpected } => {
                    unknown.extend(unexpected.iter().map(|key| (pointer.clone(), key.clone())));
                }
                _ => {
                    broken.insert(pointer);
                }
            }
        }
        broken.extend(check_values(tree, diagnostics));
        // A key too many does not spoil the others.
        for (pointer, key) in unknown {
            if let Some(table) = value.pointer_mut(&pointer).and_then(Value::as_object_mut) {
                table.remove(&key);
            }
        }
        Checked { value, broken }
    }

    fn worded(
        &self,
        error: &ValidationError<'_>,
        pointer: &str,
        tree: &FileTree,
    ) -> Vec<Diagnostic> {
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                let known = self.properties(error);
                unexpected
                    .iter()
                    .map(|key| {
                        let span = tree.key_span(&step(pointer, key));
                        let near = did_you_mean(key, known.iter().map(String::as_str));
                        let diagnostic = Diagnostic::error(
                            codes::UNKNOWN_KEY,
                            span,
                            format!("unknown key `{key}`"),
                        );
                        match near {
                            Some(_) => diagnostic.did_you_mean(near),
                            None if known.is_empty() => diagnostic,
                            None => {
                                diagnostic.hint(format!("keys here are `{}`", known.join("`, `")))
                            }
                        }
                    })
                    .collect()
            }
            ValidationErrorKind::Required { property } => {
                let key = property.as_str().unwrap_or_default();
                missing_key(key, pointer, tree).into_iter().collect()
            }
            ValidationErrorKind::Type { kind } => {
                vec![wrong_type(&expected(kind), error.instance(), pointer, tree)]
            }
            ValidationErrorKind::Enum { options } => {
                let words: Vec<&str> =
                    options.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                vec![unknown_word(error.instance(), &words, pointer, tree)]
            }
            ValidationErrorKind::Constant { .. }
            | ValidationErrorKind::AnyOf { .. }
            | ValidationErrorKind::OneOfNotValid { .. }
            | ValidationErrorKind::OneOfMultipleValid { .. } => {
                self.no_alternative(error, pointer, tree)
            }
            ValidationErrorKind::MinProperties { .. } => vec![Diagnostic::error(
                codes::WRONG_TYPE,
                tree.span(pointer),
                "expected a text in at least one language, found none",
            )],
            ValidationErrorKind::MinItems { .. } => vec![Diagnostic::error(
                codes::WRONG_TYPE,
                tree.span(pointer),
                "expected at least one value, found none",
            )],
            ValidationErrorKind::Minimum { limit } => vec![Diagnostic::error(
                codes::WRONG_TYPE,
                tree.span(pointer),
                format!("expected {limit} or more, found {}", error.instance()),
            )],
            _ => vec![Diagnostic::error(
                codes::WRONG_TYPE,
                tree.span(pointer),
                error.to_string().to_lowercase(),
            )],
        }
    }

    /// A value that none of several forms fits: a word of a documented list, or a choice of types.
    fn no_alternative(
        &self,
        error: &ValidationError<'_>,
        pointer: &str,
        tree: &FileTree,
    ) -> Vec<Diagnostic> {
        let contexts = match error.kind() {
            ValidationErrorKind::AnyOf { context }
            | ValidationErrorKind::OneOfNotValid { context }
            | ValidationErrorKind::OneOfMultipleValid { context } => context.as_slice(),
            _ => &[],
        };
        let words: Vec<&str> = contexts
            .iter()
            .flatten()
            .filter_map(|error| match error.kind() {
                ValidationErrorKind::Constant { expected_value } => expected_value.as_str(),
                _ => None,
            })
            .chain(contexts.iter().flatten().flat_map(|error| match error.kind() {
                ValidationErrorKind::Enum { options } => {
                    options.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
                }
                _ => Vec::new(),
            }))
            .collect();
        if !words.is_empty() && error.instance().is_string() {
            return vec![unknown_word(error.instance(), &words, pointer, tree)];
        }
        // One form is of the right type: what is wrong within it is what the author wants to hear.
        let within = contexts.iter().find(|errors| {
            !errors.is_empty()
                && errors.iter().all(|inner| {
                    !matches!(inner.kind(), ValidationErrorKind::Type { .. })
                        || inner.instance_path().to_string() != pointer
                })
        });
        if let Some(errors) = within {
            return errors
                .iter()
                .flat_map(|inner| self.worded(inner, &inner.instance_path().to_string(), tree))
                .collect();
        }
        let mut types: Vec<String> = contexts
            .iter()
            .flatten()
            .filter_map(|inner| match inner.kind() {
                ValidationErrorKind::Type { kind } => Some(expected(kind)),
                ValidationErrorKind::Constant { .. } | ValidationErrorKind::Enum { .. } => {
                    Some("a text".to_owned())
                }
                _ => None,
            })
            .filter(|word| word != "nothing")
            .collect();
        types.dedup();
        vec![wrong_type(&types.join(" or "), error.instance(), pointer, tree)]
    }

    /// The keys that the table an error is about may have.
    fn properties(&self, error: &ValidationError<'_>) -> Vec<String> {
        let pointer = error.schema_path().to_string();
        let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        self.schema
            .pointer(parent)
            .or_else(|| self.schema.pointer(&resolved(&self.schema, parent)))
            .and_then(|schema| schema.get("properties"))
            .and_then(Value::as_object)
            .map(|properties| properties.keys().cloned().collect())
            .unwrap_or_default()
    }
}

/// A schema's path with each `$ref` on the way followed.
fn resolved(schema: &Value, path: &str) -> String {
    let mut at = String::new();
    for part in path.split('/').skip(1) {
        if part == "$ref" {
            if let Some(target) =
                schema.pointer(&at).and_then(|s| s.get("$ref")).and_then(Value::as_str)
            {
                at = target.trim_start_matches('#').to_owned();
            }
            continue;
        }
        at = format!("{at}/{part}");
        if let Some(target) =
            schema.pointer(&at).and_then(|s| s.get("$ref")).and_then(Value::as_str)
        {
            at = target.trim_start_matches('#').to_owned();
        }
    }
    at
}

impl Checked {
    /// The value at a pointer, unless something at or below it is wrong.
    pub(crate) fn read<T: DeserializeOwned>(&self, pointer: &str) -> Option<T> {
        if self.is_broken(pointer) {
            return None;
        }
        T::deserialize(self.value.pointer(pointer)?).ok()
    }

    /// The value at a pointer without one of its keys, whatever is wrong below that key.
    pub(crate) fn read_without<T: DeserializeOwned>(&self, pointer: &str, key: &str) -> Option<T> {
        let apart = step(pointer, key);
        let below = |broken: &str| {
            broken.strip_prefix(&apart).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if self.broken_within(pointer).any(|broken| !below(broken)) {
            return None;
        }
        let mut value = self.value.pointer(pointer)?.clone();
        value.as_object_mut()?.remove(key);
        T::deserialize(&value).ok()
    }

    /// The keys of the table at a pointer, in the order of the file.
    pub(crate) fn keys(&self, pointer: &str, tree: &FileTree) -> Vec<String> {
        let table = self.value.pointer(pointer).and_then(Value::as_object);
        let mut keys: Vec<String> = table.map(|t| t.keys().cloned().collect()).unwrap_or_default();
        keys.sort_by_cached_key(|key| tree.key_span(&step(pointer, key)));
        keys
    }

    /// How many items the list at a pointer has.
    pub(crate) fn len(&self, pointer: &str) -> usize {
        self.value.pointer(pointer).and_then(Value::as_array).map_or(0, Vec::len)
    }

    fn is_broken(&self, pointer: &str) -> bool {
        self.broken_within(pointer).next().is_some()
    }

    /// What is broken at or below a pointer: of a set in order that is one range, which is found
    /// without looking at the rest of the file.
    fn broken_within(&self, pointer: &str) -> impl Iterator<Item = &str> {
        let below = format!("{pointer}/");
        let own = self.broken.get(pointer).map(String::as_str);
        let rest = self.broken.range(below.clone()..).map(String::as_str);
        own.into_iter().chain(rest.take_while(move |broken| broken.starts_with(&below)))
    }
}

/// A key that is not there. Of the file itself, the place is that of the same key in one of its
/// tables, where it was written below a head by mistake, or else of what the key must stand above.
fn missing_key(key: &str, pointer: &str, tree: &FileTree) -> Option<Diagnostic> {
    if tree.is_absent(key) {
        return None;
    }
    let missing =
        |span| Diagnostic::error(codes::MISSING_KEY, span, format!("missing key `{key}`"));
    let NodeValue::Table(entries) = &tree.root.value else { return Some(missing(tree.top())) };
    let is_row = tree.table.as_ref().is_some_and(|table| table.row.is_some());
    if !pointer.is_empty() || is_row {
        let span = if is_row { tree.span(pointer) } else { tree.key_span(pointer) };
        return Some(missing(span).label(format!("expected `{key}` here")));
    }
    let strayed = entries.iter().find_map(|(name, entry)| match &entry.node.value {
        NodeValue::Table(table) => table.get(key).map(|entry| (name, entry)),
        _ => None,
    });
    if let Some((name, entry)) = strayed {
        return Some(
            missing(Span::new(tree.file, entry.key.clone()))
                .label(format!("here it belongs to `{name}`"))
                .hint(format!("write `{key}` above the first line in square brackets")),
        );
    }
    let first = entries.values().map(|entry| entry.key.clone()).min_by_key(|key| key.start);
    Some(
        missing(Span::new(tree.file, first.unwrap_or(0..0)))
            .label(format!("expected `{key}` above this")),
    )
}

fn wrong_type(expected: &str, found: &Value, pointer: &str, tree: &FileTree) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        codes::WRONG_TYPE,
        tree.span(pointer),
        format!("expected {expected}, found {}", kind(found)),
    );
    if found.is_number() && expected.contains("a text") {
        diagnostic.hint("write it in quotes, so that it is kept as it is written")
    } else {
        diagnostic
    }
}

fn unknown_word(found: &Value, words: &[&str], pointer: &str, tree: &FileTree) -> Diagnostic {
    let word = found.as_str().unwrap_or_default();
    let diagnostic = if found.is_string() {
        Diagnostic::error(codes::UNKNOWN_WORD, tree.span(pointer), format!("unknown word `{word}`"))
    } else {
        wrong_type("a text", found, pointer, tree)
    };
    diagnostic
        .did_you_mean(did_you_mean(word, words.iter().copied()))
        .hint(format!("words here are `{}`", words.join("`, `")))
}

fn expected(kind: &TypeKind) -> String {
    let word = |name: &str| match name {
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "array" => "a list",
        "object" => "a table",
        _ => "nothing",
    };
    match kind {
        TypeKind::Single(kind) => word(&kind.to_string()).to_owned(),
        TypeKind::Multiple(kinds) => {
            let words: Vec<&str> = kinds
                .iter()
                .map(|kind| word(&kind.to_string()))
                .filter(|word| *word != "nothing")
                .collect();
            words.join(" or ")
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "`true` or `false`",
        Value::Number(number) if number.is_i64() => "a whole number",
        Value::Number(_) => "a decimal number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
    }
}

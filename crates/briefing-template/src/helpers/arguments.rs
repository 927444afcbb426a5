//! Reading arguments, and saying which there are.

use briefing_model::figure::Figure;
use briefing_plugin::{Argument, ArgumentKind, HelperCall, HelperError, HelperOutput};
use serde::Deserialize as _;
use serde_json::Value;

use crate::format::OPEN;
use crate::request::RowRef;
use crate::words::{FigureStyle, Length};

/// An argument that must be given.
pub(super) fn required(name: &'static str, kind: ArgumentKind, about: &'static str) -> Argument {
    Argument { name, kind, optional: false, about }
}

/// An argument or option that may be left out.
pub(super) fn optional(name: &'static str, kind: ArgumentKind, about: &'static str) -> Argument {
    Argument { name, kind, optional: true, about }
}

/// What an argument for a figure leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FigureRef {
    /// A row of a metric.
    Row { metric: String, row: RowRef },
    /// A claim, by id.
    Claim(String),
    /// Nothing that was reported.
    Missing,
}

/// What the first argument refers to.
pub(super) fn figure_ref(value: &Value) -> Result<FigureRef, HelperError> {
    if value.is_null() {
        return Ok(FigureRef::Missing);
    }
    if let Some(claim) = value.get("claim").and_then(Value::as_str) {
        return Ok(FigureRef::Claim(claim.to_owned()));
    }
    let metric = value.get("metric").and_then(Value::as_str);
    let row = match value.get("row") {
        Some(Value::Number(index)) => {
            index.as_u64().and_then(|index| usize::try_from(index).ok()).map(RowRef::Index)
        }
        Some(Value::String(text)) => RowRef::parse(text),
        _ => None,
    };
    match (metric, row) {
        (Some(metric), Some(row)) => Ok(FigureRef::Row { metric: metric.to_owned(), row }),
        // A metric whose brief has no row, as where a fan-out has no such event.
        (Some(_), None) if value.get("count").and_then(Value::as_u64) == Some(0) => {
            Ok(FigureRef::Missing)
        }
        (Some(metric), None) => Err(HelperError::new(format!("`{metric}` has no single figure"))
            .hint(format!(
                "set `total = true` on it, go through `metrics.{metric}.rows`, or use `table`"
            ))),
        _ => Err(HelperError::new("expected a metric, a row of one, a figure or a claim")),
    }
}

/// The figure itself; `None` where nothing was reported.
pub(super) fn figure(value: &Value) -> Option<Figure> {
    let at = |value: &Value| Figure::deserialize(value).ok();
    let inner = value.get("value").unwrap_or(value);
    at(inner.get("figure").unwrap_or(inner))
}

/// Whether a value stands for a figure, reported or not.
pub(super) fn is_figure(value: &Value) -> bool {
    value.get("metric").is_some() || value.get("figure").is_some()
}

/// The options `style`, `unit`, `precision`, `digits` and `capital`.
pub(super) fn style_options() -> Vec<Argument> {
    vec![
        optional("style", ArgumentKind::OneOf(&["long", "short"]), "with words, or with signs"),
        optional("unit", ArgumentKind::Boolean, "whether the unit is printed"),
        optional("precision", ArgumentKind::Integer, "decimal places, rounded outward"),
        optional(
            "digits",
            ArgumentKind::Integer,
            "significant digits, rounded outward; computed amounts have three",
        ),
        optional("capital", ArgumentKind::Boolean, "whether it begins a sentence"),
        optional(
            "empty",
            ArgumentKind::Text,
            "the words of the sentence where there is nothing to print",
        ),
    ]
}

/// What [`style_options`] are set to.
pub(super) fn style(call: &HelperCall<'_>) -> Result<FigureStyle, HelperError> {
    let length = match text_option(call, "style").as_deref() {
        Some("short") => Length::Short,
        _ => Length::Long,
    };
    let precision = integer_option(call, "precision")?
        .map(|places| {
            u32::try_from(places)
                .ok()
                .filter(|places| *places <= 12)
                .ok_or_else(|| HelperError::new("`precision` is a number from 0 to 12"))
        })
        .transpose()?;
    let digits = integer_option(call, "digits")?
        .map(|digits| {
            u32::try_from(digits)
                .ok()
                .filter(|digits| (1..=12).contains(digits))
                .ok_or_else(|| HelperError::new("`digits` is a number from 1 to 12"))
        })
        .transpose()?;
    if precision.is_some() && digits.is_some() {
        return Err(HelperError::new("`precision` and `digits` exclude each other")
            .hint("`precision` counts decimal places, `digits` all digits from the first"));
    }
    Ok(FigureStyle {
        length,
        unit: bool_option(call, "unit", true),
        precision,
        digits,
        capital: bool_option(call, "capital", false),
        ..FigureStyle::default()
    })
}

/// An option that is yes or no.
pub(super) fn bool_option(call: &HelperCall<'_>, name: &str, default: bool) -> bool {
    call.option(name).and_then(Value::as_bool).unwrap_or(default)
}

/// An option that is a text, or printed as one.
pub(super) fn text_option(call: &HelperCall<'_>, name: &str) -> Option<String> {
    call.option(name).filter(|value| !value.is_null()).map(print)
}

/// An option that is a whole number.
pub(super) fn integer_option(
    call: &HelperCall<'_>,
    name: &str,
) -> Result<Option<i64>, HelperError> {
    match call.option(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_i64()
            .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
            .map(Some)
            .ok_or_else(|| HelperError::new(format!("`{name}` is a whole number"))),
    }
}

/// An option that counts something.
pub(super) fn size_option(call: &HelperCall<'_>, name: &str) -> Result<Option<usize>, HelperError> {
    let negative = || HelperError::new(format!("`{name}` cannot be below zero"));
    integer_option(call, name)?
        .map(|number| usize::try_from(number).map_err(|_| negative()))
        .transpose()
}

/// An option that lists words between commas.
pub(super) fn list_option(call: &HelperCall<'_>, name: &str) -> Vec<String> {
    text_option(call, name)
        .map(|text| text.split(',').map(|part| part.trim().to_owned()).collect())
        .unwrap_or_default()
}

/// The notes below a block: one text.
pub(super) fn notes(call: &HelperCall<'_>) -> Vec<String> {
    text_option(call, "note").into_iter().collect()
}

/// The id of the metric that an argument is.
pub(super) fn metric(value: &Value) -> Result<String, HelperError> {
    value
        .get("metric")
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| HelperError::new("expected a metric: `metrics.…`"))
}

/// A value as it prints within a text: an object by its name.
pub(super) fn print(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Object(object) => object
            .get("name")
            .or_else(|| object.get("text"))
            .or_else(|| object.get("id"))
            .map(print)
            .unwrap_or_default(),
        other => other.to_string(),
    }
}

/// Whether a value is nothing, in the sense of `#if`.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        // A metric or row is there even where nothing was reported.
        Value::Object(object) => match (object.get("metric"), object.get("value")) {
            (Some(_), Some(value)) => value.is_null(),
            _ => object.is_empty(),
        },
        _ => false,
    }
}

/// A text which may hold marked Markdown of other helpers, as output that keeps it.
pub(super) fn mixed(text: String) -> HelperOutput {
    if text.contains(OPEN) {
        HelperOutput::Value(Value::String(text))
    } else {
        HelperOutput::Text(text)
    }
}

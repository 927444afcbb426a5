//! `cite`: the numbers of sources.

use briefing_plugin::{ArgumentKind, HelperError, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{FigureRef, figure_ref, required};

pub(super) static CITE: Shipped = Shipped {
    name: "cite",
    about: "the number of a source, or of those behind a figure: `{{cite \"xinhua-2024-10-27\"}}`",
    signature: || Signature {
        positional: vec![required(
            "source",
            ArgumentKind::Source,
            "a source or its id, a figure or a claim",
        )],
        named: Vec::new(),
    },
    call: |call| {
        let value = call.argument(0);
        let id = |value: &Value| value.get("id").and_then(Value::as_str).map(str::to_owned);
        let what = match value {
            Value::String(id) => id.clone(),
            Value::Object(object) if object.contains_key("claim") => object
                .get("source")
                .and_then(id)
                .ok_or_else(|| HelperError::new("the claim has no source"))?,
            Value::Object(object) if object.contains_key("metric") => match figure_ref(value)? {
                FigureRef::Row { metric, row } => format!("{metric}/{row}"),
                FigureRef::Claim(_) | FigureRef::Missing => {
                    return Ok(HelperOutput::Text(String::new()));
                }
            },
            Value::Object(_) => id(value)
                .ok_or_else(|| HelperError::new("expected a source, a figure or a claim"))?,
            Value::Null => return Ok(HelperOutput::Text(String::new())),
            _ => return Err(HelperError::new("expected a source, a figure or a claim")),
        };
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/');
        if !what.chars().all(is_plain) {
            return Err(HelperError::new(format!("no source `{what}`")));
        }
        Ok(HelperOutput::Markdown(format!("[](cite:{what})")))
    },
};

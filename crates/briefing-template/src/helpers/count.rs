//! `count`, `length`: how many.

use briefing_plugin::{ArgumentKind, HelperCall, HelperError, HelperOutput, Signature};
use serde_json::{Value, json};

use super::Shipped;
use super::arguments::required;

pub(super) static COUNT: Shipped = Shipped {
    name: "count",
    about: "how many members a list, or rows a metric has",
    signature: what,
    call: size,
};

pub(super) static LENGTH: Shipped = Shipped {
    name: "length",
    about: "how many members a list, or characters a text has",
    signature: what,
    call: size,
};

fn what() -> Signature {
    Signature {
        positional: vec![required("what", ArgumentKind::Any, "a list, a metric or a text")],
        named: Vec::new(),
    }
}

fn size(call: &HelperCall<'_>) -> Result<HelperOutput, HelperError> {
    let size = match call.argument(0) {
        Value::Null => json!(0),
        Value::Array(items) => json!(items.len()),
        Value::String(text) => json!(text.chars().count()),
        Value::Object(object) => {
            object.get("count").cloned().unwrap_or_else(|| json!(object.len()))
        }
        _ => return Err(HelperError::new("expected a list, a metric or a text")),
    };
    Ok(HelperOutput::Value(size))
}

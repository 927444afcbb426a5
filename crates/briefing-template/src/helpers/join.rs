//! `join`: a list in a row.

use briefing_plugin::{ArgumentKind, HelperError, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{mixed, optional, print, required, text_option};
use crate::words;

pub(super) static JOIN: Shipped = Shipped {
    name: "join",
    about: "the members of a list in a row: `{{join event.sectors}}` prints \"a, b and c\"",
    signature: || Signature {
        positional: vec![required("list", ArgumentKind::Any, "a list")],
        named: vec![optional(
            "by",
            ArgumentKind::Text,
            "what stands between them; else commas and \"and\"",
        )],
    },
    call: |call| {
        let Value::Array(items) = call.argument(0) else {
            return Err(HelperError::new("expected a list"));
        };
        let items: Vec<String> = items.iter().map(print).filter(|item| !item.is_empty()).collect();
        let text = match text_option(call, "by") {
            Some(separator) => items.join(&separator),
            None => words::join(items.iter().map(String::as_str), call.locale),
        };
        Ok(if text.is_empty() { HelperOutput::Text(text) } else { mixed(text) })
    },
};

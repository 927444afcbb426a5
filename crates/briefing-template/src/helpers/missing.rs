//! `missing`: the events without a figure.

use briefing_plugin::{ArgumentKind, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{bool_option, optional, print, required, text_option};
use crate::format::Format;
use crate::words;

pub(super) static MISSING: Shipped = Shipped {
    name: "missing",
    about: "the events that report no value: \"Sichuan 2024 and Guangxi 2024\"",
    signature: || Signature {
        positional: vec![required(
            "figure",
            ArgumentKind::Figure,
            "the figure they are missing from",
        )],
        named: vec![
            optional("list", ArgumentKind::Boolean, "whether each stands on a line of its own"),
            optional("empty", ArgumentKind::Text, "what to print where none is missing"),
        ],
    },
    call: |call| {
        let missing = call.argument(0).pointer("/coverage/missing").and_then(Value::as_array);
        let names: Vec<String> = missing.into_iter().flatten().map(print).collect();
        if names.is_empty() {
            return Ok(HelperOutput::Text(text_option(call, "empty").unwrap_or_default()));
        }
        if bool_option(call, "list", false) {
            let lines = names.iter().map(|name| format!("- {}", Format::Markdown.escape(name)));
            return Ok(HelperOutput::Markdown(lines.collect::<Vec<_>>().join("\n")));
        }
        Ok(HelperOutput::Text(words::join(names.iter().map(String::as_str), call.locale)))
    },
};

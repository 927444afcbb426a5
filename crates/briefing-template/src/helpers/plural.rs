//! `plural`: one word or another, by a number.

use briefing_plugin::{ArgumentKind, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{figure, mixed, print, required};

pub(super) static PLURAL: Shipped = Shipped {
    name: "plural",
    about: "one word for exactly one, another for any other number: `{{plural n \"event\" \"events\"}}`",
    signature: || Signature {
        positional: vec![
            required("number", ArgumentKind::Any, "a number, a figure or a list"),
            required("one", ArgumentKind::Text, "for one"),
            required("other", ArgumentKind::Text, "for any other number"),
        ],
        named: Vec::new(),
    },
    call: |call| {
        let value = call.argument(0);
        let is_one = match value {
            Value::Number(number) => number.as_i64() == Some(1),
            Value::Array(items) => items.len() == 1,
            Value::String(text) => text == "1",
            other => figure(other)
                .and_then(|figure| figure.exact_value())
                .is_some_and(|number| number == briefing_model::number::Number::ONE),
        };
        let word = call.argument(if is_one { 1 } else { 2 });
        let word = print(word);
        Ok(if word.is_empty() { HelperOutput::Text(word) } else { mixed(word) })
    },
};

//! `default`: something in the place of nothing.

use briefing_plugin::{ArgumentKind, HelperOutput, Signature};

use super::Shipped;
use super::arguments::{is_empty, required};

pub(super) static DEFAULT: Shipped = Shipped {
    name: "default",
    about: "the first of two values that is not empty: `{{default event.note \"–\"}}`",
    signature: || Signature {
        positional: vec![
            required("value", ArgumentKind::Any, "a value that may be empty"),
            required("instead", ArgumentKind::Any, "what to take then"),
        ],
        named: Vec::new(),
    },
    call: |call| {
        let first = call.argument(0);
        let value = if is_empty(first) { call.argument(1) } else { first };
        Ok(HelperOutput::Value(value.clone()))
    },
};

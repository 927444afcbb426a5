//! `delta`: a change in words.

use briefing_plugin::{ArgumentKind, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{required, style_options};

pub(super) static DELTA: Shipped = Shipped {
    name: "delta",
    about: "a change in words: `{{delta metrics.projects-change}}` prints \"up by at least 12%\"",
    signature: || Signature {
        positional: vec![required(
            "change",
            ArgumentKind::Figure,
            "a figure of a metric with the aggregate `change`",
        )],
        named: style_options(),
    },
    call: |call| super::figure::print(call, true),
};

pub(super) static COMPARABLE: Shipped = Shipped {
    name: "comparable",
    about: "whether `delta` has something to say: `{{#if (comparable metrics.projects-change)}}`",
    signature: || Signature {
        positional: vec![required(
            "change",
            ArgumentKind::Figure,
            "a figure of a metric with the aggregate `change`",
        )],
        named: Vec::new(),
    },
    call: |call| Ok(HelperOutput::Value(Value::Bool(super::figure::says(call.argument(0), true)))),
};

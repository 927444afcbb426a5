//! `and`, `or`, `not`: conditions of conditions. A figure that was reported counts as true.

use briefing_plugin::{ArgumentKind, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{is_empty, optional, required};

pub(super) static AND: Shipped = Shipped {
    name: "and",
    about: "whether all hold: `{{#if (and a b)}}`",
    signature: several,
    call: |call| Ok(HelperOutput::Value(Value::Bool(!call.arguments.iter().any(|v| is_empty(v))))),
};

pub(super) static OR: Shipped = Shipped {
    name: "or",
    about: "whether one holds: `{{#if (or a b)}}`",
    signature: several,
    call: |call| Ok(HelperOutput::Value(Value::Bool(call.arguments.iter().any(|v| !is_empty(v))))),
};

pub(super) static NOT: Shipped = Shipped {
    name: "not",
    about: "whether it does not hold: `{{#if (not a)}}`",
    signature: || Signature {
        positional: vec![required("a", ArgumentKind::Any, "a condition")],
        named: Vec::new(),
    },
    call: |call| Ok(HelperOutput::Value(Value::Bool(is_empty(call.argument(0))))),
};

fn several() -> Signature {
    Signature {
        positional: vec![
            required("a", ArgumentKind::Any, "a condition"),
            required("b", ArgumentKind::Any, "a condition"),
            optional("c", ArgumentKind::Any, "a condition"),
            optional("d", ArgumentKind::Any, "a condition"),
        ],
        named: Vec::new(),
    }
}

//! `quote`: the words of a claim.

use briefing_plugin::{ArgumentKind, HelperError, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::required;
use crate::request::percent_encode;

pub(super) static QUOTE: Shipped = Shipped {
    name: "quote",
    about: "the words of a claim, with whose they are: `{{#each claims}}{{quote this}}{{/each}}`",
    signature: || Signature {
        positional: vec![required("claim", ArgumentKind::Any, "a claim or its id")],
        named: Vec::new(),
    },
    call: |call| {
        let value = call.argument(0);
        let id = value.as_str().or_else(|| value.get("claim").and_then(Value::as_str));
        let id = id.ok_or_else(|| HelperError::new("expected a claim or its id"))?;
        Ok(HelperOutput::Markdown(format!("![](quote:{})", percent_encode(id))))
    },
};

//! `conflicts`: what sources disagree about.

use briefing_plugin::{ArgumentKind, HelperError, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{optional, text_option};
use crate::request::{ConflictsRequest, block};

pub(super) static CONFLICTS: Shipped = Shipped {
    name: "conflicts",
    about: "a table of figures that cannot all be true, who gives them and which are used: of all metrics, one, or a row",
    signature: || Signature {
        positional: vec![optional("of", ArgumentKind::Rows, "a metric or a row of one")],
        named: vec![
            optional("caption", ArgumentKind::Text, "a title above it"),
            optional("empty", ArgumentKind::Text, "what to print where no sources disagree"),
        ],
    },
    call: |call| {
        let of = call.argument(0);
        let metric = of.get("metric").and_then(Value::as_str).map(str::to_owned);
        if !of.is_null() && metric.is_none() {
            return Err(HelperError::new("expected a metric or a row of one"));
        }
        // A metric stands for all its rows, a row for itself.
        let is_metric = of.get("count").is_some();
        let row = of.get("row").filter(|row| !is_metric && !row.is_null());
        let request = ConflictsRequest {
            metric,
            row: row.map(|row| row.as_str().map_or_else(|| row.to_string(), str::to_owned)),
            empty: text_option(call, "empty").unwrap_or_default(),
        };
        let caption = text_option(call, "caption").unwrap_or_default();
        Ok(HelperOutput::Markdown(block("conflicts", &caption, &request)))
    },
};

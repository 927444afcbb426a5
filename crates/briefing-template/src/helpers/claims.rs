//! `claims`: a register of claims.

use briefing_plugin::{ArgumentKind, HelperError, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{list_option, optional, size_option, text_option};
use crate::request::{ClaimsRequest, block};

pub(super) static CLAIMS: Shipped = Shipped {
    name: "claims",
    about: "a table of claims with their words: all, those of a metric, a row or an event",
    signature: || Signature {
        positional: vec![optional("of", ArgumentKind::Any, "a metric, a row or an event")],
        named: vec![
            optional("measure", ArgumentKind::Text, "only of this measure"),
            optional("status", ArgumentKind::Text, "only of this status"),
            optional(
                "columns",
                ArgumentKind::Text,
                "of event, measure, figure, status, scope, quote, source, population, origin, grade, publisher, date, place, note",
            ),
            optional("caption", ArgumentKind::Text, "a title above it"),
            optional("limit", ArgumentKind::Integer, "how many at most"),
            optional("empty", ArgumentKind::Text, "what to print where there are none"),
        ],
    },
    call: |call| {
        let of = call.argument(0);
        let text = |name: &str| of.get(name).and_then(Value::as_str).map(str::to_owned);
        let metric = text("metric");
        let event = if metric.is_some() { None } else { text("id") };
        if !of.is_null() && metric.is_none() && event.is_none() {
            return Err(HelperError::new("expected a metric, a row or an event"));
        }
        // A metric stands for all its rows, a row for itself.
        let is_metric = of.get("count").is_some();
        let row = of.get("row").filter(|row| !is_metric && !row.is_null());
        let request = ClaimsRequest {
            metric,
            row: row.map(|row| row.as_str().map_or_else(|| row.to_string(), str::to_owned)),
            event,
            measure: text_option(call, "measure"),
            status: text_option(call, "status"),
            columns: list_option(call, "columns"),
            limit: size_option(call, "limit")?,
            empty: text_option(call, "empty").unwrap_or_default(),
        };
        let caption = text_option(call, "caption").unwrap_or_default();
        Ok(HelperOutput::Markdown(block("claims", &caption, &request)))
    },
};

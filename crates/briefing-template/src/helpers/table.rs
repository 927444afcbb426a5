//! `table`: metrics side by side.

use briefing_plugin::{ArgumentKind, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{list_option, metric, notes, optional, required, size_option, text_option};
use crate::request::{TableRequest, block};

pub(super) static TABLE: Shipped = Shipped {
    name: "table",
    about: "a table: `{{table metrics.projects columns=\"event, date, value, metrics.value-signed\"}}`",
    signature: || Signature {
        positional: vec![required(
            "metric",
            ArgumentKind::Metric,
            "the metric whose groups are the rows",
        )],
        named: vec![
            optional("columns", ArgumentKind::Columns, "columns, between commas"),
            optional("labels", ArgumentKind::Text, "heads of the columns, between commas"),
            optional("align", ArgumentKind::Text, "`start`, `center` or `end`, between commas"),
            optional("caption", ArgumentKind::Text, "a title above it"),
            optional(
                "total",
                ArgumentKind::Boolean,
                "whether the total is printed, where there is one",
            ),
            optional(
                "sort",
                ArgumentKind::Text,
                "`value`, `date` or a dimension; `-value` for the greatest first",
            ),
            optional("limit", ArgumentKind::Integer, "how many rows at most"),
            optional("empty", ArgumentKind::Text, "what to print where there are no rows"),
            optional("note", ArgumentKind::Text, "a note below it"),
            optional("style", ArgumentKind::OneOf(&["long", "short"]), "how figures are printed"),
        ],
    },
    call: |call| {
        let request = TableRequest {
            metric: metric(call.argument(0))?,
            columns: list_option(call, "columns"),
            labels: list_option(call, "labels"),
            align: list_option(call, "align"),
            total: call.option("total").and_then(Value::as_bool),
            sort: text_option(call, "sort"),
            limit: size_option(call, "limit")?,
            empty: text_option(call, "empty").unwrap_or_default(),
            notes: notes(call),
            long: text_option(call, "style").as_deref() == Some("long"),
        };
        let caption = text_option(call, "caption").unwrap_or_default();
        Ok(HelperOutput::Markdown(block("table", &caption, &request)))
    },
};

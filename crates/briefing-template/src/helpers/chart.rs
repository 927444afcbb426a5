//! `chart`: the rows of a metric as bars.

use briefing_plugin::{ArgumentKind, HelperOutput, Signature};

use super::Shipped;
use super::arguments::{metric, notes, optional, required, size_option, text_option};
use crate::request::{RowsRequest, block};

pub(super) static CHART: Shipped = Shipped {
    name: "chart",
    about: "a bar a row, a bound shown as a bound: `{{chart metrics.projects sort=\"-value\"}}`",
    signature: || Signature {
        positional: vec![required(
            "metric",
            ArgumentKind::Metric,
            "the metric whose groups are the bars",
        )],
        named: vec![
            optional("caption", ArgumentKind::Text, "a title; else the name of the metric"),
            optional(
                "sort",
                ArgumentKind::Text,
                "`value`, `date` or a dimension; `-value` for the greatest first",
            ),
            optional("limit", ArgumentKind::Integer, "how many bars at most"),
            optional("note", ArgumentKind::Text, "a note below it"),
        ],
    },
    call: |call| {
        let request = RowsRequest {
            metric: metric(call.argument(0))?,
            sort: text_option(call, "sort"),
            limit: size_option(call, "limit")?,
            notes: notes(call),
        };
        let caption = text_option(call, "caption").unwrap_or_default();
        Ok(HelperOutput::Markdown(block("chart", &caption, &request)))
    },
};

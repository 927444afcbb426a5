//! `list`: the rows of a metric, or anything else there is several of, as a list.

use briefing_plugin::{ArgumentKind, HelperError, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{is_figure, metric, optional, print, required, size_option, text_option};
use crate::format::Format;
use crate::request::{RowsRequest, block};

pub(super) static LIST: Shipped = Shipped {
    name: "list",
    about: "a list: `{{list metrics.projects}}`, `{{list event.sectors}}`",
    signature: || Signature {
        positional: vec![required("what", ArgumentKind::Any, "a metric, or a list")],
        named: vec![
            optional("sort", ArgumentKind::Text, "of a metric: `value`, `date` or a dimension"),
            optional("limit", ArgumentKind::Integer, "how many lines at most"),
        ],
    },
    call: |call| {
        let value = call.argument(0);
        let limit = size_option(call, "limit")?;
        if is_figure(value) {
            let sort = text_option(call, "sort");
            let request = RowsRequest { metric: metric(value)?, sort, limit, notes: Vec::new() };
            return Ok(HelperOutput::Markdown(block("list", "", &request)));
        }
        let Value::Array(items) = value else {
            return Err(HelperError::new("expected a metric or a list"));
        };
        let lines: Vec<String> = items
            .iter()
            .take(limit.unwrap_or(usize::MAX))
            .map(|item| format!("- {}", Format::Markdown.escape_mixed(&print(item))))
            .collect();
        Ok(HelperOutput::Markdown(lines.join("\n")))
    },
};

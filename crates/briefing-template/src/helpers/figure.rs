//! `figure`: a figure in words, with its evidence behind it.

use briefing_model::result::AbsenceKind;
use briefing_plugin::{ArgumentKind, HelperCall, HelperError, HelperOutput, Signature};

use super::Shipped;
use super::arguments::{
    FigureRef, figure, figure_ref, mixed, print as print_value, required, style, style_options,
    text_option,
};
use serde_json::Value;

use crate::format::Format;
use crate::request::{FactRequest, percent_encode, style_query};
use crate::words::{self, Length};

pub(super) static FIGURE: Shipped = Shipped {
    name: "figure",
    about: "a figure in words, with its evidence: `{{figure metrics.projects}}`",
    signature: || Signature {
        positional: vec![required(
            "figure",
            ArgumentKind::Figure,
            "a metric of one row, a row, a figure or a claim",
        )],
        named: style_options(),
    },
    call: |call| print(call, false),
};

/// The Markdown of a figure, or of a change.
pub(super) fn print(call: &HelperCall<'_>, delta: bool) -> Result<HelperOutput, HelperError> {
    let style = style(call)?;
    if let Some(empty) = text_option(call, "empty")
        && !says(call.argument(0), delta)
        && (delta || !is_told(call.argument(0)))
    {
        return Ok(mixed(empty));
    }
    Ok(HelperOutput::Markdown(match figure_ref(call.argument(0))? {
        FigureRef::Row { metric, row } => FactRequest { metric, row, style, delta }.markdown(),
        FigureRef::Claim(id) => {
            format!("[](claimed:{}{})", percent_encode(&id), style_query(style, false))
        }
        // A metric without a row: the document knows where the words would stand.
        FigureRef::Missing if call.argument(0).get("metric").is_some() => {
            let metric = print_value(&call.argument(0)["metric"]);
            let query = style_query(style, delta);
            format!("[](absent:{}{query})", percent_encode(&metric))
        }
        FigureRef::Missing => {
            let words = words::lexicon(call.locale);
            let text = match (delta, style.length) {
                (true, _) => words.change.not_comparable,
                (false, Length::Long) => words.long.missing,
                (false, Length::Short) => words.short.missing,
            };
            let text = if style.capital { words::capital(text) } else { text.to_owned() };
            Format::Markdown.escape(&text)
        }
    }))
}

/// Whether there is no figure for another reason than that nobody reports it: that is told.
fn is_told(value: &Value) -> bool {
    let absence = value.get("absence").and_then(Value::as_str);
    absence.is_some_and(|absence| absence != AbsenceKind::NotReported.as_str())
}

/// Whether a figure, or a change, can be said: it was reported, and a change has a direction or two
/// ends.
pub(super) fn says(value: &Value, delta: bool) -> bool {
    // A claim has its figure beside its id, not in a value of its own.
    figure(value).is_some_and(|figure| !delta || words::is_comparable(&figure))
}

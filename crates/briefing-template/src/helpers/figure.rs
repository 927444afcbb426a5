//! `figure`: a figure in words, with its evidence behind it.

use briefing_plugin::{ArgumentKind, HelperCall, HelperError, HelperOutput, Signature};

use super::Shipped;
use super::arguments::{FigureRef, figure_ref, required, style, style_options};
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
    Ok(HelperOutput::Markdown(match figure_ref(call.argument(0))? {
        FigureRef::Row { metric, row } => FactRequest { metric, row, style, delta }.markdown(),
        FigureRef::Claim(id) => {
            format!("[](claimed:{}{})", percent_encode(&id), style_query(style, false))
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

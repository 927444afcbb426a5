//! `compare`: what may be said of two figures.

use briefing_model::figure::Comparison;
use briefing_plugin::{ArgumentKind, HelperError, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{FigureRef, figure, figure_ref, required};
use crate::format::Format;
use crate::words;

pub(super) static COMPARE: Shipped = Shipped {
    name: "compare",
    about: "\"is larger than\", or whatever else may be said: `{{compare a b}}`",
    signature: || Signature {
        positional: vec![
            required("left", ArgumentKind::Figure, "a figure"),
            required("right", ArgumentKind::Figure, "a figure of the same unit"),
        ],
        named: Vec::new(),
    },
    call: |call| {
        let change = &words::lexicon(call.locale).change;
        let (left, right) = (figure(call.argument(0)), figure(call.argument(1)));
        let comparison = match left.zip(right) {
            Some((left, right)) => {
                left.compare(&right).map_err(|error| HelperError::new(error.to_string()))?
            }
            None => Comparison::Unknown,
        };
        let words = match comparison {
            Comparison::Less => change.smaller,
            Comparison::LessOrEqual => change.at_most_as_large,
            Comparison::Equal => change.equal,
            Comparison::GreaterOrEqual => change.at_least_as_large,
            Comparison::Greater => change.larger,
            Comparison::Unknown => change.unranked,
        };
        // What holds for the figures that were chosen need not hold for those that were not.
        let contested = [call.argument(0), call.argument(1)]
            .into_iter()
            .filter(|value| value.get("conflicts").and_then(Value::as_u64).unwrap_or_default() > 0)
            .filter_map(|value| match figure_ref(value) {
                Ok(FigureRef::Row { metric, row }) => Some(format!("{metric}/{row}")),
                _ => None,
            })
            .collect::<Vec<_>>();
        if contested.is_empty() {
            return Ok(HelperOutput::Text(words.to_owned()));
        }
        let words = Format::Markdown.escape(words);
        Ok(HelperOutput::Markdown(format!("{words}[](contested:{})", contested.join(","))))
    },
};

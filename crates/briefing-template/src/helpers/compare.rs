//! `compare`: what may be said of two figures.

use briefing_model::figure::Comparison;
use briefing_plugin::{ArgumentKind, HelperError, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{FigureRef, figure, figure_ref, optional, required, text_option};
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
        named: vec![optional(
            "with",
            ArgumentKind::Text,
            "the words for the second, where the sentence leaves them to the helper",
        )],
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
        let with = text_option(call, "with");
        let said = match comparison {
            Comparison::Less => change.smaller,
            Comparison::LessOrEqual => change.at_most_as_large,
            Comparison::Equal => change.equal,
            Comparison::GreaterOrEqual => change.at_least_as_large,
            Comparison::Greater => change.larger,
            Comparison::Unknown => change.unranked,
        };
        let words = match (comparison, with) {
            (_, None) => said.to_owned(),
            (Comparison::Unknown, Some(with)) => change.unranked_with.replace("{}", &with),
            (_, Some(with)) => format!("{said}{}{with}", words::lexicon(call.locale).space),
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
            return Ok(HelperOutput::Text(words));
        }
        let words = Format::Markdown.escape(&words);
        Ok(HelperOutput::Markdown(format!("{words}[](contested:{})", contested.join(","))))
    },
};

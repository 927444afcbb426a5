//! `compare`: what may be said of two figures.

use briefing_model::figure::Comparison;
use briefing_plugin::{ArgumentKind, HelperError, HelperOutput, Signature};

use super::Shipped;
use super::arguments::{figure, required};
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
        Ok(HelperOutput::Text(
            match comparison {
                Comparison::Less => change.smaller,
                Comparison::LessOrEqual => change.at_most_as_large,
                Comparison::Equal => change.equal,
                Comparison::GreaterOrEqual => change.at_least_as_large,
                Comparison::Greater => change.larger,
                Comparison::Unknown => change.unranked,
            }
            .to_owned(),
        ))
    },
};

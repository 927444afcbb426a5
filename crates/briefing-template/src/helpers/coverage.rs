//! `coverage`: how many of those expected to report did.

use briefing_plugin::{ArgumentKind, HelperOutput, Signature};

use super::Shipped;
use super::arguments::{FigureRef, bool_option, figure_ref, optional, required};

pub(super) static COVERAGE: Shipped = Shipped {
    name: "coverage",
    about: "\" (2 of 3 events report a value)\"; nothing where all of them do",
    signature: || Signature {
        positional: vec![required(
            "figure",
            ArgumentKind::Figure,
            "the figure it is the coverage of",
        )],
        named: vec![
            optional("always", ArgumentKind::Boolean, "whether it is printed where it is complete"),
            optional(
                "names",
                ArgumentKind::Boolean,
                "whether the events without a value are named",
            ),
            optional("brackets", ArgumentKind::Boolean, "whether it stands in brackets"),
        ],
    },
    call: |call| {
        Ok(match figure_ref(call.argument(0))? {
            FigureRef::Row { metric, row } => {
                let options: Vec<&str> = [
                    (bool_option(call, "always", false), "always"),
                    (bool_option(call, "names", false), "names"),
                    (!bool_option(call, "brackets", true), "bare"),
                ]
                .into_iter()
                .filter_map(|(is_set, name)| is_set.then_some(name))
                .collect();
                let query = if options.is_empty() {
                    String::new()
                } else {
                    format!("?{}", options.join("&"))
                };
                HelperOutput::Markdown(format!("[](coverage:{metric}/{row}{query})"))
            }
            // One claim is covered by itself, and what is missing has nothing to cover.
            FigureRef::Claim(_) | FigureRef::Missing => HelperOutput::Text(String::new()),
        })
    },
};

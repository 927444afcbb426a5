//! `upper`, `lower`, `capitalise`: the letters of a text.

use briefing_plugin::{ArgumentKind, HelperCall, HelperError, HelperOutput, Signature};

use super::Shipped;
use super::arguments::{print, required};
use crate::format::OPEN;
use crate::words::capital;

pub(super) static UPPER: Shipped = Shipped {
    name: "upper",
    about: "a text in capital letters",
    signature: text,
    call: |call| change(call, str::to_uppercase),
};

pub(super) static LOWER: Shipped = Shipped {
    name: "lower",
    about: "a text in small letters",
    signature: text,
    call: |call| change(call, str::to_lowercase),
};

pub(super) static CAPITALISE: Shipped = Shipped {
    name: "capitalise",
    about: "a text with a capital letter at its start",
    signature: text,
    call: |call| change(call, capital),
};

fn text() -> Signature {
    Signature {
        positional: vec![required("text", ArgumentKind::Text, "a text")],
        named: Vec::new(),
    }
}

fn change(
    call: &HelperCall<'_>,
    change: impl Fn(&str) -> String,
) -> Result<HelperOutput, HelperError> {
    let text = print(call.argument(0));
    // The text of a figure is the figure's to print.
    if text.contains(OPEN) {
        return Err(HelperError::new("the letters of a figure cannot be changed")
            .hint("to begin a sentence, write `{{figure … capital=true}}`"));
    }
    Ok(HelperOutput::Text(change(&text)))
}

//! `literal`: a number that is meant to stand in the template.

use briefing_plugin::{ArgumentKind, HelperOutput, Signature};

use super::Shipped;
use super::arguments::{print, required};

pub(super) static LITERAL: Shipped = Shipped {
    name: "literal",
    about: "a number that no metric has and that is meant to stand here: `{{literal \"the 2 percent band\"}}`",
    signature: || Signature {
        positional: vec![required("text", ArgumentKind::Any, "what is printed, as it is")],
        named: Vec::new(),
    },
    call: |call| Ok(HelperOutput::Text(print(call.argument(0)))),
};

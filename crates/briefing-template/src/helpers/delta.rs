//! `delta`: a change in words.

use briefing_plugin::{ArgumentKind, Signature};

use super::Shipped;
use super::arguments::{required, style_options};

pub(super) static DELTA: Shipped = Shipped {
    name: "delta",
    about: "a change in words: `{{delta metrics.projects-change}}` prints \"up by at least 12%\"",
    signature: || Signature {
        positional: vec![required(
            "change",
            ArgumentKind::Figure,
            "a figure of a metric with the aggregate `change`",
        )],
        named: style_options(),
    },
    call: |call| super::figure::print(call, true),
};

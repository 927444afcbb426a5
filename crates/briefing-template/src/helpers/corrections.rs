//! `corrections`: what was corrected.

use briefing_plugin::{ArgumentKind, HelperOutput, Signature};

use super::Shipped;
use super::arguments::{optional, text_option};
use crate::request::{CorrectionsRequest, block};

pub(super) static CORRECTIONS: Shipped = Shipped {
    name: "corrections",
    about: "a table of the claims that were corrected or dropped, from what, by whom and why",
    signature: || Signature {
        positional: Vec::new(),
        named: vec![
            optional("caption", ArgumentKind::Text, "a title above it"),
            optional("empty", ArgumentKind::Text, "what to print where nothing was corrected"),
        ],
    },
    call: |call| {
        let request = CorrectionsRequest { empty: text_option(call, "empty").unwrap_or_default() };
        let caption = text_option(call, "caption").unwrap_or_default();
        Ok(HelperOutput::Markdown(block("corrections", &caption, &request)))
    },
};

//! `findings`, `identities` and `rates`: what checking the evidence has found.

use briefing_plugin::{ArgumentKind, HelperCall, HelperError, HelperOutput, Signature};

use super::Shipped;
use super::arguments::{optional, text_option};
use crate::request::{ChecksRequest, block};

pub(super) static FINDINGS: Shipped = Shipped {
    name: "findings",
    about: "a table of what claims say against their words, their sources or each other, and who looked at it",
    signature: || signature("what to print where nothing was found"),
    call: |call| asked("findings", call),
};

pub(super) static IDENTITIES: Shipped = Shipped {
    name: "identities",
    about: "a table of what is declared to add up and does: parts, their whole, and how far that is certain",
    signature: || signature("what to print where there are no claims for it"),
    call: |call| asked("identities", call),
};

pub(super) static RATES: Shipped = Shipped {
    name: "rates",
    about: "a table of amounts that a source gives in two currencies, with the exchange rate they imply",
    signature: || signature("what to print where no amount is given in two currencies"),
    call: |call| asked("rates", call),
};

fn signature(empty: &'static str) -> Signature {
    Signature {
        positional: Vec::new(),
        named: vec![
            optional("caption", ArgumentKind::Text, "a title above it"),
            optional("empty", ArgumentKind::Text, empty),
        ],
    }
}

fn asked(scheme: &str, call: &HelperCall<'_>) -> Result<HelperOutput, HelperError> {
    let request = ChecksRequest { empty: text_option(call, "empty").unwrap_or_default() };
    let caption = text_option(call, "caption").unwrap_or_default();
    Ok(HelperOutput::Markdown(block(scheme, &caption, &request)))
}

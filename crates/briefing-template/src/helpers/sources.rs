//! `sources`: the list of sources.

use briefing_plugin::{HelperOutput, Signature};

use super::Shipped;

pub(super) static SOURCES: Shipped = Shipped {
    name: "sources",
    about: "the list of all sources that the brief cites or rests on",
    signature: Signature::default,
    call: |_| Ok(HelperOutput::Markdown("![](sources:)".to_owned())),
};

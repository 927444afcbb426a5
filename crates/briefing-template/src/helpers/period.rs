//! `period`: a period in words.

use briefing_model::period::Period;
use briefing_plugin::{ArgumentKind, HelperError, HelperOutput, Signature};

use super::Shipped;
use super::arguments::{print, required};
use crate::words;

pub(super) static PERIOD: Shipped = Shipped {
    name: "period",
    about: "a period in words: `{{period \"2024-10\"}}` prints \"October 2024\"",
    signature: || Signature {
        positional: vec![required(
            "period",
            ArgumentKind::Any,
            "a period: `all`, `2024`, `2024-Q3`, `2024-10`",
        )],
        named: Vec::new(),
    },
    call: |call| {
        let value = call.argument(0);
        let text = value.get("id").map_or_else(|| print(value), print);
        let period = Period::parse(&text).map_err(|_| {
            HelperError::new(format!("expected a period such as `2024-10`, found `{text}`"))
        })?;
        Ok(HelperOutput::Text(words::period(period, call.locale)))
    },
};

//! `date`: a day in words.

use briefing_model::date::Date;
use briefing_plugin::{ArgumentKind, HelperError, HelperOutput, Signature};

use super::Shipped;
use super::arguments::{optional, print, required, text_option};
use crate::words::{self, DateStyle};

pub(super) static DATE: Shipped = Shipped {
    name: "date",
    about: "a day in words: `{{date edition.date}}` prints \"27 October 2024\"",
    signature: || Signature {
        positional: vec![
            required("day", ArgumentKind::Date, "a day"),
            optional("to", ArgumentKind::Date, "the last of several days"),
        ],
        named: vec![optional(
            "style",
            ArgumentKind::OneOf(&["long", "short", "iso"]),
            "27 October 2024, 27 Oct 2024 or 2024-10-27",
        )],
    },
    call: |call| {
        let style = match text_option(call, "style").as_deref() {
            Some("short") => DateStyle::Short,
            Some("iso") => DateStyle::Iso,
            _ => DateStyle::Long,
        };
        let day = |index: usize| {
            let value = call.argument(index);
            if value.is_null() {
                return Ok(None);
            }
            let text = print(value);
            text.parse::<Date>().map(Some).map_err(|_| {
                HelperError::new(format!("expected a day such as `2024-10-27`, found `{text}`"))
            })
        };
        Ok(HelperOutput::Text(match (day(0)?, day(1)?) {
            (Some(from), Some(to)) => words::dates(from, to, style, call.locale),
            (Some(day), None) => words::date(day, style, call.locale),
            (None, _) => String::new(),
        }))
    },
};

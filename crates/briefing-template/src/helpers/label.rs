//! `label`: the word for a thing or an id.

use briefing_plugin::{ArgumentKind, HelperError, HelperOutput, Signature};
use serde_json::Value;

use super::Shipped;
use super::arguments::{print, required};
use crate::words::{Kind, vocabulary};

pub(super) static LABEL: Shipped = Shipped {
    name: "label",
    about: "the word for a thing, a status, a grade or a dimension: `{{label \"signed\"}}`",
    signature: || Signature {
        positional: vec![required("what", ArgumentKind::Any, "a thing that has a name, or an id")],
        named: Vec::new(),
    },
    call: |call| {
        let value = call.argument(0);
        let text = match value {
            Value::String(id) => {
                [Kind::Status, Kind::Grade, Kind::Event, Kind::Dimension, Kind::Column]
                    .into_iter()
                    .find_map(|kind| vocabulary(kind, id, call.locale))
                    .map(str::to_owned)
                    .ok_or_else(|| {
                        HelperError::new(format!("no word for `{id}`"))
                            .hint("places, scopes and the like have a `name`: `{{place.name}}`")
                    })?
            }
            other => print(other),
        };
        Ok(HelperOutput::Text(text))
    },
};

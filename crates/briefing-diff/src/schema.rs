//! The JSON Schema of a difference.

use schemars::schema_for;

use crate::difference::Difference;

/// The JSON Schema of a difference, made from the structs that write it.
#[must_use]
pub fn schema() -> serde_json::Value {
    schema_for!(Difference).to_value()
}

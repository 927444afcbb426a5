//! The JSON Schema of `facts.json`.

use schemars::schema_for;
use serde_json::Value;

use crate::facts::Facts;

/// The JSON Schema of `facts.json`, made from the structs that write it.
#[must_use]
pub fn schema() -> Value {
    schema_for!(Facts).to_value()
}

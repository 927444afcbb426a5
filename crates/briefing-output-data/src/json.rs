//! `json`: the document itself, as [`Document`](briefing_model::document::Document) serialises.
//!
//! Blocks and inlines have a `kind`; figures are notation and bounds; numbers of figures are strings,
//! for they are exact; `facts`, `evidence` and `references` are named by index.

use briefing_plugin::{Output, OutputError, OutputInput};

/// `json`: the document, `brief.json`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json;

impl Output for Json {
    fn name(&self) -> &str {
        "json"
    }

    fn about(&self) -> &str {
        "the document as data: text, figures, evidence, sources"
    }

    fn file_name(&self) -> &str {
        "brief.json"
    }

    /// Makes the JSON, UTF-8, indented, with a line end.
    ///
    /// # Errors
    /// The document cannot be said in JSON.
    fn write(&self, input: &OutputInput<'_>) -> Result<Vec<u8>, OutputError> {
        let mut text = serde_json::to_vec_pretty(input.document)
            .map_err(|error| OutputError::new(error.to_string()))?;
        text.push(b'\n');
        Ok(text)
    }
}

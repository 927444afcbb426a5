//! `json`: the document itself.

use briefing_plugin::{Output, OutputError, OutputInput};

/// The `json` output.
pub(crate) struct Json;

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

    fn write(&self, input: &OutputInput<'_>) -> Result<Vec<u8>, OutputError> {
        let mut text = serde_json::to_vec_pretty(input.document)
            .map_err(|error| OutputError::new(error.to_string()))?;
        text.push(b'\n');
        Ok(text)
    }
}

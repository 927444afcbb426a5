//! A document as text and data: GitHub-flavoured Markdown, JSON, CSV.
//!
//! | output | file | what it is |
//! |---|---|---|
//! | `md` | `brief.md` | the brief as GitHub shows it, figures as footnotes |
//! | `json` | `brief.json` | the document itself, as every output sees it |
//! | `csv` | `brief.csv` | one line a figure |
//!
//! ```
//! use briefing_plugin::Registry;
//!
//! let mut registry = Registry::new();
//! briefing_output_data::register_all(&mut registry)?;
//! assert_eq!(registry.output("md").map(|output| output.file_name()), Some("brief.md"));
//! # Ok::<(), briefing_plugin::RegistryError>(())
//! ```

mod csv;
mod escape;
mod json;
mod markdown;

use briefing_plugin::{Registry, RegistryError};

pub use crate::csv::Csv;
pub use crate::json::Json;
pub use crate::markdown::Markdown;

/// Registers the outputs `md`, `json` and `csv`.
///
/// # Errors
/// One of these names is taken.
pub fn register_all(registry: &mut Registry) -> Result<(), RegistryError> {
    registry.add_output(Markdown)?;
    registry.add_output(Json)?;
    registry.add_output(Csv)?;
    Ok(())
}

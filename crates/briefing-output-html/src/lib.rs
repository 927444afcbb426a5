//! A document as one self-contained HTML file.
//!
//! The page has no script, asks for nothing from anywhere, and carries a policy that says so. Every
//! figure is a `data` element with its exact notation, and links to its evidence: the claim, in
//! the words of its source, with a link to those words where they stand. A bound is drawn as a
//! bound. It reads on a phone, on paper and aloud.
//!
//! ```
//! let mut registry = briefing_plugin::Registry::new();
//! briefing_output_html::register_all(&mut registry)?;
//! assert_eq!(registry.output("html").map(|output| output.file_name()), Some("brief.html"));
//! # Ok::<(), briefing_plugin::RegistryError>(())
//! ```
//!
//! A theme may have
//!
//! | file | what it does |
//! |---|---|
//! | `style.css` | stands in for the whole style sheet |
//! | `extra.css` | is added to the style sheet |
//! | `logo.svg`, `logo.png` | stands in for the publisher's name above the title |

mod anchors;
mod body;
mod chart;
mod evidence;
mod linked_data;
mod markup;
mod outline;
mod page;
mod phrases;
mod style;
mod table;
mod text;
mod whole;

use briefing_plugin::{Output, OutputError, OutputInput, Registry, RegistryError};

/// Adds the outputs of this crate.
///
/// # Errors
/// One of their names is taken.
pub fn register_all(registry: &mut Registry) -> Result<(), RegistryError> {
    registry.add_output(Html)
}

/// `html`: a page, `brief.html`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Html;

impl Output for Html {
    fn name(&self) -> &str {
        "html"
    }

    fn about(&self) -> &str {
        "one self-contained page, each figure linked to its evidence"
    }

    fn file_name(&self) -> &str {
        "brief.html"
    }

    /// Makes the page, UTF-8.
    ///
    /// # Errors
    /// A style sheet of the theme is not UTF-8 or asks for something from elsewhere.
    fn write(&self, input: &OutputInput<'_>) -> Result<Vec<u8>, OutputError> {
        let style = style::style(input.theme)?;
        let logo = style::logo(input.theme);
        Ok(page::page(input.document, &style, logo.as_deref()).into_bytes())
    }
}

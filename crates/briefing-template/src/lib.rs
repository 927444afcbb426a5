//! Handlebars over Markdown: helpers, the static check of templates, and the way to a document.
//!
//! A template, the results of its report's metrics and the data set make a
//! [`Document`](briefing_model::document::Document):
//!
//! ```text
//! brief.md.hbs ──handlebars──▶ Markdown ──comrak──▶ tree ──evidence──▶ Document
//! ```
//!
//! What helpers print that Markdown cannot hold is a link of a scheme of its own
//! (`[](fact:projects/0)`, `![](table:…)`), which is resolved against the results when the tree is
//! built: a figure comes from the results, never from a text.
//!
//! ```
//! use std::collections::BTreeMap;
//! use briefing_model::diagnostic::Files;
//! use briefing_plugin::Registry;
//! use briefing_template::{Environment, TemplateFiles, register_all};
//!
//! let mut registry = Registry::new();
//! register_all(&mut registry)?;
//! let mut files = Files::default();
//! let file = files.add("reports/fairs/brief.md.hbs", "{{#if period}}…{{/each}}");
//! let templates = TemplateFiles {
//!     templates: BTreeMap::from([("reports/fairs/brief.md.hbs".to_owned(), file)]),
//!     partials: BTreeMap::new(),
//! };
//! let (_, mistakes) = Environment::new(&templates, &files, &registry);
//! assert_eq!(mistakes.len(), 1);
//! # Ok::<(), briefing_plugin::RegistryError>(())
//! ```

mod budget;
mod environment;
mod format;
mod indexed;
mod input;
mod typed;
pub mod words;

mod adapter;
mod context;
pub mod helpers;

mod check;
mod document;
mod request;

pub mod codes;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use environment::{Environment, Rendered, RenderedText, TemplateFiles};
pub use format::Format;
pub use helpers::register_all;
pub use indexed::Indexed;
pub use input::BriefInput;
pub use typed::{BLANK, Typed};

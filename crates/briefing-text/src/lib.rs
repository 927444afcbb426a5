//! The text of HTML, PDF and plain files: what a reader of them reads.
//!
//! A source's archived copy is read with it, to find the words that a claim quotes; a finished brief
//! is read back with it, to find every number that it prints.
//!
//! ```
//! use briefing_text::{Format, text};
//!
//! let page = b"<p>Agreements worth <b>300</b> billion&nbsp;yuan<p>195 projects<script>1</script>";
//! let pages = text(page, Format::Html)?;
//! assert_eq!(pages, ["Agreements worth 300 billion\u{a0}yuan\n195 projects"]);
//! # Ok::<(), briefing_text::TextError>(())
//! ```
//!
//! A file of a stranger is read by an [`Isolated`] reader, in a process with limits.
//!
//! **Invariant:** bytes go in and text comes out; no I/O but to a worker.

mod format;
mod html;
mod passage;
mod pdf;
mod plain;
mod reader;

pub use format::{Format, TextError, text};
pub use html::html;
pub use passage::{Passage, Role, passages};
pub use pdf::pdf;
pub use plain::plain;
pub use reader::{Direct, Isolated, TextReader, TextService};

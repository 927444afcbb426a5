//! A document as tagged PDF/UA-1, by Typst in process.
//!
//! ```no_run
//! # fn example(document: &briefing_model::document::Document) {
//! use briefing_output_pdf::Pdf;
//! use briefing_plugin::{Output as _, OutputInput, Theme};
//!
//! let theme = Theme::default();
//! let bytes = Pdf.write(&OutputInput::new(document, &theme));
//! # }
//! ```
//!
//! # Themes
//!
//! The document is JSON at the fixed path `document.json`; `brief.typ` reads it and lays it out. Text
//! of a document is put in as strings and never becomes markup. A theme's own `brief.typ` takes the
//! place of the shipped one, whole or from where it stands:
//!
//! ```typst
//! #import "briefing.typ": brief
//! #brief(json("document.json"), accent: rgb("#660000"))
//! ```
//!
//! Every other file of the theme is there under its name, its `.otf` and `.ttf` files are fonts.
//! Nothing else is: no disk, no network, no packages, and today is the date of the edition. What
//! Typst finds wrong is a mistake at a line of the theme; so is what it only warns of in a theme's
//! own files, such as a font that does not exist.
//!
//! # Fonts
//!
//! Libertinus Serif for text and DejaVu Sans Mono for code, which Typst brings; Noto Sans CJK for
//! headings, tables and Chinese, of which `fonts/` has some 18,400 characters: the General Standard List
//! of 2013 and GB 2312, Big5, the common characters of Hong Kong, and the punctuation of all of them
//! (4.2 MB; bold has 13,100 of them, 2.9 MB, and the rare ones of Big5 are set in the regular weight).
//! A character that no font has is a mistake that names it, found before anything is laid out.
//!
//! # Cost
//!
//! Measured with `examples/measure.rs` on two cores, the crate itself not optimised: briefs of a page,
//! with three paragraphs and a table of 20 rows, no two with the same text. As ratios of time:
//!
//! - Two callers do 1.9 times what one does.
//! - One-thread pools against the global pool: 0.96 with two callers, 1.00 with one; for a single brief
//!   with a table of 1,000 rows, 1.09. A document is one run of pages, in which Typst finds little to
//!   share out. One-thread pools it is, for what the `threads` module says.
//! - Settled every 64 briefs, memory is 148 MB after 64, 175 MB after 512 and 170 MB after 1,024. To
//!   keep what was used since the last time but one took 1.7 times the memory and the same time; to
//!   settle every 16 took half the memory and 1.07 times the time. So all that is remembered goes at
//!   once; it also goes when the documents since the last time are more than 2 MB of JSON, as a table
//!   of 500 rows takes 50 MB when laid out.
//! - A table costs by the row from 100 rows to 1,000, 0.8 to 0.9 ms each: there is nothing to gain from
//!   cutting it into several, and its head is repeated on every page.

mod coverage;
mod fonts;
mod isolated;
mod links;
mod missing;
mod mistakes;
mod output;
mod theme;
mod threads;
mod world;

use briefing_plugin::{Registry, RegistryError};

pub use isolated::{IsolatedPdf, PdfService, ReadyTheme};
pub use output::Pdf;

/// Adds the output `pdf`.
///
/// # Errors
/// There is an output of that name already.
pub fn register_all(registry: &mut Registry) -> Result<(), RegistryError> {
    registry.add_output(Pdf)
}

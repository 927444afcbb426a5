//! The figures of a brief and their evidence as a file of their own: `facts.json`.
//!
//! It lies beside every brief, is attached to the PDF, and is the same data that the page carries
//! as JSON-LD. Where `brief.json` is the whole document as outputs see it, text and layout, with its
//! figures by index, this is what somebody needs who uses a figure or doubts it: names are ids,
//! nothing depends on where in the text it stands, and a [schema] says what is what.
//!
//! - A figure is its notation and its bounds. Numbers are strings, decimals where there is one and
//!   else fractions: `"306.2"`, `"1/3"`. No reader makes binary fractions of them.
//! - A fact names its claims, a claim its source; each is there once.
//! - Keys are always there; what is not known is `null`.
//!
//! ```
//! use briefing_facts::Facts;
//! # fn example(document: &briefing_model::document::Document) -> Result<(), briefing_facts::FactsError> {
//! let bytes = Facts::of(document).to_json();
//! let facts = Facts::read(&bytes)?;
//! assert_eq!(facts, Facts::of(document));
//! # Ok(())
//! # }
//! ```

mod document;
mod facts;
mod forms;
mod schema;

pub use facts::{
    Absent, Brief, Claim, Conflict, Coverage, Dimension, ExactFigure, Fact, Facts, FactsError,
    FigureError, Named, Quote, Rate, Source,
};
pub use schema::schema;

/// The name of the file.
pub const FILE: &str = "facts.json";

/// The version of its form; a reader of another one does not know it.
pub const VERSION: u32 = 1;

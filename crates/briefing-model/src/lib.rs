//! The data model of Briefing: figures and their algebra, claims, sources, events, periods,
//! metric definitions and results, documents, diagnostics.
//!
//! Everything the other crates hand to each other is defined here, and nothing here reads a file,
//! a clock or an environment variable.
//!
//! ```
//! use briefing_model::figure::Figure;
//! use briefing_model::unit::Unit;
//!
//! let project = Unit::new("project")?;
//! let gansu = Figure::parse("195", &project)?;
//! let heilongjiang = Figure::parse("> 172", &project)?;
//! assert_eq!(gansu.add(&heilongjiang)?.to_string(), "> 367 project");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// What is known: the words data files are written in.
pub mod claim;
pub mod correction;
pub mod dataset;
pub mod date;
pub mod event;
pub mod evidence;
pub mod figure;
pub mod identity;
pub mod known;
pub mod language;
pub mod limits;
pub mod measure;
pub mod number;
pub mod origin;
pub mod period;
pub mod place;
pub mod rate;
pub mod sector;
pub mod slug;
pub mod source;
pub mod status;
pub mod text;
pub mod unit;
pub mod voice;

// What is asked, and what is answered.
pub mod dimension;
pub mod metric;
pub mod report;
pub mod result;
pub mod schedule;
pub mod selection;

// What is printed.
pub mod document;
pub mod link;
pub mod spreadsheet;

// What is wrong.
pub mod diagnostic;
pub mod suggest;

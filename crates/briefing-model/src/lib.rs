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
pub mod slug;
pub mod text;
pub mod date;
pub mod period;
pub mod number;
pub mod unit;
pub mod figure;
pub mod status;
pub mod source;
pub mod place;
pub mod sector;
pub mod measure;
pub mod event;
pub mod claim;
pub mod rate;
pub mod dataset;

// What is asked, and what is answered.
pub mod dimension;
pub mod selection;
pub mod metric;
pub mod result;
pub mod report;

// What is printed.
pub mod document;

// What is wrong.
pub mod diagnostic;
pub mod suggest;

//! The contract between Briefing and what extends it.
//!
//! A plugin is one of four kinds, each a small trait, and all of them take and return plain data,
//! so that the same contract serves plugins that are compiled in and plugins that are not:
//!
//! | kind | trait | in | out |
//! |---|---|---|---|
//! | source | [`Source`] | the bytes of a data file | a [`Node`] tree with the place of each value |
//! | aggregate | [`Aggregate`] | the figures of a group | one figure |
//! | helper | [`Helper`] | the arguments in a template | inlines, blocks or a value |
//! | output | [`Output`] | a document and a theme | the bytes of a file |
//!
//! [`Registry`] holds them by name. Every crate that ships some has a `register_all`, and the
//! shipped ones have no other way in than yours.

mod aggregate;
mod helper;
mod output;
mod registry;
mod source;

pub use aggregate::*;
pub use helper::*;
pub use output::*;
pub use registry::{Kind, Listed, Registry, RegistryError};
pub use source::*;

//! Reads a project folder into the model, and says all that is wrong with it, each at its place.
//!
//! A file passes through the same four steps whatever it holds: a [`Source`](briefing_plugin::Source)
//! makes a tree of values with their places; the schema of the file's struct in `raw` says what is
//! not of the right form; the struct is filled from what is; and the checks that no schema can
//! express (references, dates, units, figures, umbrellas) are made against the rest of the project.
//!
//! ```
//! use briefing_loader::{Memory, load, register_all};
//! use briefing_plugin::Registry;
//!
//! let mut registry = Registry::new();
//! register_all(&mut registry)?;
//! let world = Memory::new().with("reports/project.toml", "nmae = \"Fairs\"\n");
//! let loaded = load(&world, &registry)?;
//! let found = loaded.diagnostics.iter().next().expect("a mistake");
//! assert_eq!(found.message, "unknown key `nmae`");
//! assert_eq!(found.hints, ["did you mean `name`?"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod codes;
mod load;
mod project;
mod snapshot;
mod world;

mod characters;
mod convert;
mod data;
mod edit;
mod evidence;
mod export;
mod known;
mod metrics;
mod raw;
mod reports;
mod rows;
mod schedule;
mod schema;
mod selection;
mod sources;
mod structure;
mod tree;
mod values;

use briefing_plugin::{Registry, RegistryError};

pub use edit::{EditError, NewSource, add_source, set_sha256};
pub use evidence::{sha256, unknown_checks};
pub use export::{ClaimTable, claim_table};
pub use load::{
    LoadError, LoadOptions, Loaded, load, load_as_of, load_with, parse_metric, settings,
};
pub use project::{Project, Settings};
pub use schema::{reference, schemas};
pub use snapshot::Snapshot;
pub use world::{Disk, Memory, PassedOver, Why, World, WorldError, find_project};

/// Registers the sources that are shipped.
///
/// # Errors
/// One of these names or endings is taken.
pub fn register_all(registry: &mut Registry) -> Result<(), RegistryError> {
    registry.add_source(sources::Toml)?;
    registry.add_source(sources::Csv)?;
    Ok(())
}

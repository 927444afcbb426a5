//! A document as tagged PDF/UA-1, by Typst in process.

mod coverage;
mod fonts;
mod mistakes;
mod output;
mod theme;
mod workers;
mod world;

use briefing_plugin::{Registry, RegistryError};

pub use output::Pdf;

/// Adds the output `pdf`.
///
/// # Errors
/// There is an output of that name already.
pub fn register_all(registry: &mut Registry) -> Result<(), RegistryError> {
    registry.add_output(Pdf)
}

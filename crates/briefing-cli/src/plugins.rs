//! Every plugin that is compiled in: the lines of [`register_all`] are the list.

use briefing_model::limits::Limits;
use briefing_output_pdf::IsolatedPdf;
use briefing_plugin::{Registry, RegistryError};
use briefing_reporter::Engine;

use crate::arguments::WorkerKind;
use crate::workers;

/// This program: its version, and what tells its builds apart.
pub(crate) fn engine() -> Engine {
    Engine {
        name: concat!("briefing ", env!("CARGO_PKG_VERSION")).to_owned(),
        build: env!("BRIEFING_BUILD").to_owned(),
    }
}

/// All sources, aggregates, helpers and outputs.
pub(crate) fn register_all(limits: &Limits) -> Result<Registry, RegistryError> {
    let mut registry = Registry::new();
    briefing_loader::register_all(&mut registry)?;
    briefing_metrics::register_all(&mut registry)?;
    briefing_template::register_all(&mut registry)?;
    briefing_output_html::register_all(&mut registry)?;
    registry.add_output(IsolatedPdf::new(workers::pool(WorkerKind::Pdf, limits)))?;
    briefing_output_data::register_all(&mut registry)?;
    Ok(registry)
}

//! The sources that are shipped.

mod csv;
mod toml;
mod typography;

pub(crate) use csv::Csv;
pub(crate) use toml::Toml;

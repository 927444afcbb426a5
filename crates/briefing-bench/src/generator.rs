//! Events and claims made up after the pattern of the real ones, by a seed.

mod dataset;
mod event;
mod project;
mod prose;
mod random;

use briefing_model::date::Date;
use briefing_model::status::Status;
use serde::Deserialize;

pub use dataset::{archive, dataset};
pub use event::events;
pub use project::files;

/// How much to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Events of [`YEAR`], each of which gets a brief.
    pub briefs: usize,
    /// Claims in all, not below `briefs`. What the events of the year do not take is about events of
    /// the ten years before, which no brief is about.
    pub claims: usize,
    /// What everything is drawn from.
    pub seed: u64,
}

impl Size {
    /// Briefs with all the claims that an event has at most, and no other events.
    #[must_use]
    pub const fn of_briefs(briefs: usize, seed: u64) -> Self {
        Self { briefs, claims: briefs * CLAIMS_PER_EVENT, seed }
    }
}

/// The year that briefs are about.
pub const YEAR: i16 = 2024;

/// The most claims that an event has: three about the whole event, and twenty about sectors.
pub const CLAIMS_PER_EVENT: usize = HEADLINES + SECTORS_PER_EVENT;
const HEADLINES: usize = 3;
const SECTORS_PER_EVENT: usize = 20;

/// An event that never was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// Its identifier: `2024-gs-00017`.
    pub id: String,
    /// Its English name.
    pub name: String,
    /// Its Chinese name.
    pub name_zh: String,
    /// Its short name.
    pub short: String,
    /// Its day.
    pub start: Date,
    /// Where it was, as ISO 3166-2.
    pub place: String,
    /// The sectors it is about: those of its claims.
    pub sectors: Vec<String>,
    /// A paragraph on it, without figures.
    pub note: String,
    /// What is claimed about it.
    pub claims: Vec<Said>,
}

/// A claim about a [`Happening`]; every event has a source of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The measure.
    pub measure: &'static str,
    /// The figure in the notation of data files.
    pub figure: String,
    /// How far the thing has come.
    pub status: Status,
    /// The sector it is limited to.
    pub sector: Option<String>,
    /// The words that state it.
    pub quote: String,
}

/// A name in two languages, as the shipped data has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Named {
    name: TwoNames,
    #[serde(default)]
    region: String,
    #[serde(default)]
    gb: String,
    #[serde(default)]
    broader: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct TwoNames {
    en: String,
    zh: String,
}

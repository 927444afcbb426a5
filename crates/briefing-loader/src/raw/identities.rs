//! `data/identities.toml`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Counts, Status, Words};

/// Populations that are all of another one, and have nothing in common, in `data/scopes.toml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Partition {
    /// The population that is divided, by id. Default `all`.
    pub(crate) of: Option<String>,
    /// The populations or sectors that it is divided into, by id.
    pub(crate) into: Vec<String>,
}

/// Identities of `data/identities.toml`, by id.
pub(crate) type Identities = IndexMap<String, Identity>;

/// Figures that make another one: `sum` or `ratio`, and what it `is`. What is said beside them holds
/// for each of them that says nothing else.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Identity {
    /// What it says, for readers. Default: its id.
    pub(crate) name: Option<Words>,
    /// The figures that are added.
    pub(crate) sum: Option<Vec<Term>>,
    /// Two figures: the first is divided by the second.
    pub(crate) ratio: Option<Vec<Term>>,
    /// The figure that they make.
    pub(crate) is: Term,
    /// The event, by id. Default: each event that has claims for all of the figures.
    pub(crate) event: Option<String>,
    /// Measure, by id.
    pub(crate) measure: Option<String>,
    /// How far the thing has come.
    pub(crate) status: Option<Status>,
    /// All that has reached the status, or what is in it now. Default `reached`.
    pub(crate) counts: Option<Counts>,
    /// What part of the event is covered, by id. Default `event`.
    pub(crate) scope: Option<String>,
    /// Which of the things are counted, by id. Default `all`, or the sector.
    pub(crate) population: Option<String>,
    /// The sector.
    pub(crate) sector: Option<String>,
    /// The source, by id. Default: any.
    pub(crate) source: Option<String>,
}

/// The claims that a figure of an identity is taken from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Term {
    /// The event, by id.
    pub(crate) event: Option<String>,
    /// Measure, by id.
    pub(crate) measure: Option<String>,
    /// How far the thing has come.
    pub(crate) status: Option<Status>,
    /// All that has reached the status, or what is in it now.
    pub(crate) counts: Option<Counts>,
    /// What part of the event is covered, by id.
    pub(crate) scope: Option<String>,
    /// Which of the things are counted, by id.
    pub(crate) population: Option<String>,
    /// The sector.
    pub(crate) sector: Option<String>,
    /// The source, by id.
    pub(crate) source: Option<String>,
}

//! The files of a project as they are written: these structs are the only definition of their keys,
//! from which the JSON Schemas and the reference are generated.

mod corrections;
mod events;
mod identities;
mod lists;
mod metrics;
mod project;
mod reports;
mod sources;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

pub(crate) use corrections::{Corrected, Correction, CorrectionAction, Corrections, Factor, Guard};
pub(crate) use events::{Basis, Claim, Claims, Counts, Event, EventKind, Parts, Status};
pub(crate) use identities::{Identities, Identity, Partition, Term};
pub(crate) use lists::{Measure, MeasureKind, Place, Places, Rate, Rates, Region, Scopes, Sector};
pub(crate) use metrics::{
    ConflictPolicy, Counted, Metric, Period, PeriodParts, Test, Unmatched, Value,
};
pub(crate) use project::{CheckLevel, Settings, Tolerance};
pub(crate) use reports::{
    CalendarUnit, CatchUp, ForEach, Parameter, ParameterDefault, ParameterKind, Publish, Report,
    Schedule,
};
pub(crate) use sources::{Grade, Source, SourceKind};

/// A text in English, or texts by language: `{ en = "Lanzhou", zh = "兰州" }`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Words {
    /// In English.
    English(String),
    /// By BCP 47 language tag.
    Tagged(#[schemars(extend("minProperties" = 1))] BTreeMap<String, String>),
}

/// One or several.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

/// What holds if nobody says.
fn yes() -> bool {
    true
}

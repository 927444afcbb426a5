//! The lists of `data/`: measures, places, sectors, scopes, rates.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Partition, Status, Words};

/// A measure of `data/measures.toml`, by id.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Measure {
    /// Name: "Agreement value".
    pub(crate) name: Words,
    /// What it means and what it leaves out.
    pub(crate) description: Option<Words>,
    /// Kind of number.
    pub(crate) kind: MeasureKind,
    /// Unit of figures that name none: an ISO 4217 code, `%`, or a singular noun such as `project`.
    pub(crate) unit: String,
    /// Other currencies that claims may be stated in.
    #[serde(default)]
    pub(crate) also: Vec<String>,
    /// The unit in words, for one and for any other number.
    pub(crate) noun: Option<Noun>,
    /// Whether it cannot be below zero. Default `true`.
    #[serde(default = "super::yes")]
    pub(crate) non_negative: bool,
    /// Whether figures of different events may be added.
    pub(crate) additive: bool,
    /// Of a share: the measure that it is a part of, by id.
    pub(crate) of: Option<String>,
    /// Of a share: the status of the whole, where that is not the part's; both are then of the same
    /// population. A start rate has `of-status = "signed"`.
    pub(crate) of_status: Option<Status>,
}

/// What kind of number a measure has.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MeasureKind {
    /// An amount of a currency.
    Money,
    /// A whole number of things.
    Count,
    /// A part of a whole, in percent.
    Share,
}

/// A unit in words.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Noun {
    /// For one: "project".
    pub(crate) one: Words,
    /// For any other number: "projects".
    pub(crate) other: Words,
}

/// `data/places.toml`: regions, and the places in them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read entry by entry; the whole is for the schema")]
pub(crate) struct Places {
    /// Regions by id.
    #[serde(default)]
    pub(crate) region: IndexMap<String, Region>,
    /// Places by ISO 3166-2 code.
    #[serde(default)]
    pub(crate) place: IndexMap<String, Place>,
}

/// A region.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Region {
    /// Name.
    pub(crate) name: Words,
}

/// A province, autonomous region or municipality.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    /// Six-digit code of GB/T 2260.
    pub(crate) gb: String,
    /// Name.
    pub(crate) name: Words,
    /// Region, by id.
    pub(crate) region: String,
}

/// A sector of `data/sectors.toml`, by id.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sector {
    /// Name.
    pub(crate) name: Words,
    /// Other words that sources use, in any language; each in one sector only.
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    /// The wider sector it is part of.
    pub(crate) broader: Option<String>,
}

/// `data/scopes.toml`: what figures may cover.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read entry by entry; the whole is for the schema")]
pub(crate) struct Scopes {
    /// What part of an event a figure may cover, by id.
    #[serde(default)]
    pub(crate) scope: IndexMap<String, Words>,
    /// Which of the things a figure may count, by id.
    #[serde(default)]
    pub(crate) population: IndexMap<String, Words>,
    /// Populations that are all of another one, by id: their figures add up to its, which is checked.
    #[serde(default)]
    pub(crate) partition: IndexMap<String, Partition>,
}

/// `data/rates.toml`: exchange rates.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read entry by entry; the whole is for the schema")]
pub(crate) struct Rates {
    /// The rates.
    #[serde(default)]
    pub(crate) rate: Vec<Rate>,
}

/// What one unit of a currency was worth in another on a day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rate {
    /// `USD/CNY`: yuan for one dollar.
    pub(crate) pair: String,
    /// The day.
    pub(crate) date: String,
    /// The rate, quoted: `"7.1090"`.
    pub(crate) value: String,
    /// Source, by id.
    pub(crate) source: String,
}

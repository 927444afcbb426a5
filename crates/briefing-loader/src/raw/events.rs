//! `data/events/*` and `data/claims/*`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{OneOrMany, Words};

/// `data/events/*`: one event and its claims. The file's name is its id.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Event {
    /// Name.
    pub(crate) name: Words,
    /// Name where room is short.
    pub(crate) short: Option<Words>,
    /// Series, event or session. Default `event`.
    #[serde(default)]
    pub(crate) kind: EventKind,
    /// The first day, where it is known.
    pub(crate) start: Option<String>,
    /// The last day. Default: the first.
    pub(crate) end: Option<String>,
    /// The day of the opening, where it is not the first.
    pub(crate) opening: Option<String>,
    /// The year, where no day is known.
    pub(crate) year: Option<i16>,
    /// ISO 3166-2 code of the province.
    pub(crate) place: Option<String>,
    /// The host city.
    pub(crate) city: Option<Words>,
    /// Who holds it.
    #[serde(default)]
    pub(crate) organisers: Vec<Words>,
    /// Sectors it is about, by id.
    #[serde(default)]
    pub(crate) sectors: Vec<String>,
    /// The event or series it is part of.
    pub(crate) part_of: Option<String>,
    /// On what that rests. Default `stated`.
    #[serde(default)]
    pub(crate) part_of_basis: Basis,
    /// Whether the events that are part of it are all its parts. Default `some`.
    #[serde(default)]
    pub(crate) parts: Parts,
    /// Sources that say it was held, by id.
    #[serde(default)]
    pub(crate) sources: Vec<String>,
    /// Whatever a reader should know about it.
    pub(crate) note: Option<Words>,
    /// Claims about it.
    #[serde(default)]
    #[expect(dead_code, reason = "read one by one, so that a mistake in one leaves the others")]
    pub(crate) claim: Vec<Claim>,
}

/// What an event is in the chain of umbrellas.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum EventKind {
    /// An umbrella over events.
    Series,
    /// An event.
    #[default]
    Event,
    /// A part of an event.
    Session,
}

/// Which of an event's parts the data set has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Parts {
    /// Some, or all.
    #[default]
    Some,
    /// All: their figures add up to those of the whole, which is checked.
    Complete,
}

/// On what something that is no figure rests.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Basis {
    /// A source states it.
    #[default]
    Stated,
    /// It is inferred.
    Inferred,
}

/// One source says one figure of one measure about the event.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Claim {
    /// Identifier, where the one made from what the claim says is not enough.
    pub(crate) id: Option<String>,
    /// The event, by id; only in files that hold claims of several events.
    pub(crate) event: Option<String>,
    /// Measure, by id.
    pub(crate) measure: String,
    /// The figure: `195`, `> 300 billion`, `~ 100`, `280..300 billion`, `40.98 billion USD`.
    pub(crate) figure: String,
    /// How far the thing has come.
    pub(crate) status: Status,
    /// Whether the figure counts all that has reached the status, or what is in it now and in no
    /// other. Default `reached`.
    #[serde(default)]
    pub(crate) counts: Counts,
    /// What part of the event it covers, by id. Default `event`.
    pub(crate) scope: Option<String>,
    /// Which of the things it counts, by id. Default `all`, or the sector.
    pub(crate) population: Option<String>,
    /// The sector it is limited to.
    pub(crate) sector: Option<String>,
    /// Where it comes from, where the figure is limited to that: a place, a region, or several of them
    /// together.
    pub(crate) origin: Option<OneOrMany>,
    /// The day it holds for, where that is not the source's.
    pub(crate) as_of: Option<String>,
    /// Source, by id.
    pub(crate) source: String,
    /// The few words that state it.
    pub(crate) quote: String,
    /// The words before the quote, where it would be found twice.
    pub(crate) quote_prefix: Option<String>,
    /// The words after the quote.
    pub(crate) quote_suffix: Option<String>,
    /// Findings about it that may stay, by code, each with the reason: `{ B0830 = "…" }`.
    #[serde(default)]
    pub(crate) accepted: BTreeMap<String, String>,
    /// Whatever a reader should know about it.
    pub(crate) note: Option<Words>,
}

/// The ladder from an offer to what exists.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// Offered or promoted.
    Offered,
    /// Solicited or intended.
    Intended,
    /// Expected to be signed.
    Expected,
    /// Signed.
    Signed,
    /// Building has started.
    Started,
    /// In production, or money spent.
    Realised,
    /// Called off.
    Cancelled,
}

/// What a figure of a status counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Counts {
    /// All that has reached the status, whatever became of it since.
    #[default]
    Reached,
    /// What is in the status now, and in no other.
    Now,
}

/// `data/claims/*`: claims of several events, each naming its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read entry by entry; the whole is for the schema")]
pub(crate) struct Claims {
    /// The claims.
    #[serde(default)]
    pub(crate) claim: Vec<Claim>,
}

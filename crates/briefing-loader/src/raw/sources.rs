//! `data/sources/*`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Words;

/// A source of `data/sources/*`, by id.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Source {
    /// Title.
    pub(crate) title: Words,
    /// Who published it.
    pub(crate) publisher: Words,
    /// Whom the publisher cites for it; sources of one origin are not independent.
    pub(crate) origin: Option<Words>,
    /// Whose voice it is.
    pub(crate) kind: SourceKind,
    /// When it was published, where that is known.
    pub(crate) published: Option<String>,
    /// When it was read.
    pub(crate) accessed: String,
    /// Its address; left out where only a copy of doubtful origin is known.
    pub(crate) url: Option<String>,
    /// Its language: a BCP 47 tag.
    pub(crate) language: String,
    /// How far it can be trusted to be what it says it is.
    pub(crate) grade: Grade,
    /// SHA-256 of the archived copy, in hexadecimal.
    pub(crate) sha256: Option<String>,
    /// The day its publisher took it back; from then on its claims do not exist.
    pub(crate) retracted: Option<String>,
    /// What is known of the reason why it was taken back.
    pub(crate) retraction_note: Option<Words>,
    /// Whatever a reader should know about it.
    pub(crate) note: Option<Words>,
}

/// Whose voice a source is.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SourceKind {
    /// A ministry, government or its press office.
    Official,
    /// A news agency or the press of a government or party.
    StateMedia,
    /// Any other press.
    Press,
    /// A trade body, company or research house.
    Trade,
    /// A data set or reference table.
    Reference,
}

/// How far a source can be trusted to be what it says it is.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Grade {
    /// The original publisher, or an official domain.
    Original,
    /// An identifiable republisher that names its origin.
    Republished,
    /// A copy that attributes its text to an outlet; the original was not seen.
    Unverified,
}

//! `data/corrections.toml`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Status, Words};

/// `data/corrections.toml`: what is used in place of what sources say.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read entry by entry; the whole is for the schema")]
pub(crate) struct Corrections {
    /// The corrections.
    #[serde(default)]
    pub(crate) correction: Vec<Correction>,
}

/// A reviewer's decision on one claim.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Correction {
    /// Identifier.
    pub(crate) id: String,
    /// The claim: its id, or what it says.
    pub(crate) claim: Corrected,
    /// What is done with it.
    pub(crate) action: CorrectionAction,
    /// For `override`: the figure that is used.
    pub(crate) figure: Option<String>,
    /// For `override`: how far the thing has come.
    pub(crate) status: Option<Status>,
    /// For `override`: what part of the event it covers, by id.
    pub(crate) scope: Option<String>,
    /// For `override`: which of the things it counts, by id.
    pub(crate) population: Option<String>,
    /// For `override`: the day it holds for.
    pub(crate) as_of: Option<String>,
    /// For `scale`: what the figure is multiplied by, exactly: `10`, `"1/10"`.
    pub(crate) factor: Option<Factor>,
    /// Why.
    pub(crate) reason: Words,
    /// Who decided it.
    pub(crate) reviewer: Words,
    /// The day it was decided; as of an earlier day the claim says what its source says.
    pub(crate) date: String,
    /// What the source said when it was corrected; once the claim says something else, the
    /// correction is a mistake.
    pub(crate) guard: Guard,
}

/// The claim that a correction is of.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Corrected {
    /// By id: `2024-gansu/projects/signed/xbxxb-2025-01-23`.
    Claim(String),
    /// By what it says; only one claim may fit.
    Said(Sought),
}

/// What a claim says, as far as it is needed to tell it from others.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sought {
    /// The event, by id.
    pub(crate) event: Option<String>,
    /// Measure, by id.
    pub(crate) measure: Option<String>,
    /// How far the thing has come.
    pub(crate) status: Option<Status>,
    /// What part of the event it covers, by id.
    pub(crate) scope: Option<String>,
    /// Which of the things it counts, by id.
    pub(crate) population: Option<String>,
    /// The unit of its figure.
    pub(crate) unit: Option<String>,
    /// Source, by id.
    pub(crate) source: Option<String>,
}

/// What a correction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CorrectionAction {
    /// The claim is not used, only listed.
    Drop,
    /// Another figure, status, scope, population or day is used.
    Override,
    /// The figure is multiplied by `factor`.
    Scale,
}

/// An exact number.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Factor {
    /// A decimal or a fraction.
    Text(String),
    /// A whole number.
    Whole(i64),
}

/// What a source said when it was corrected; at least one of these.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Guard {
    /// The figure of the claim.
    pub(crate) figure: Option<String>,
    /// Its words.
    pub(crate) quote: Option<String>,
    /// SHA-256 of the archived copy of its source.
    pub(crate) sha256: Option<String>,
}

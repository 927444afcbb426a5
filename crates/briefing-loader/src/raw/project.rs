//! `reports/project.toml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Publish, Words};

/// `reports/project.toml`: settings of the project. The file may be absent.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Settings {
    /// Name of the project.
    pub(crate) name: Option<Words>,
    /// Who publishes the briefs.
    pub(crate) publisher: Option<Words>,
    /// Language, and forms of numbers and dates, of reports that do not say: a BCP 47 tag. Default `en`.
    pub(crate) locale: Option<String>,
    /// Folder that editions go to, relative to the project. Default `out`.
    pub(crate) out: Option<String>,
    /// Theme of reports that do not say. Default `default`.
    pub(crate) theme: Option<String>,
    /// IANA name of the time zone of schedules that do not say: `Asia/Shanghai`. Default `UTC`.
    pub(crate) time_zone: Option<String>,
    /// Whether all editions of a `build`, of whatever report, appear together. Default `keep-going`; a
    /// report can have it for its own briefs.
    #[serde(default)]
    pub(crate) publish: Publish,
    /// Folder of archived copies of sources, relative to the project. Default `data/archive`.
    pub(crate) archive: Option<String>,
    /// How bad a finding of evidence (B08), a lint or an audit (B09) is, by its code: `off`, `warning`
    /// or `error`.
    #[serde(default)]
    pub(crate) checks: BTreeMap<String, CheckLevel>,
    /// How much is let pass before it is a finding.
    #[serde(default)]
    pub(crate) tolerance: Tolerance,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CheckLevel {
    /// Not reported.
    Off,
    /// Reported.
    Warning,
    /// Reported, and nothing that rests on it is built.
    Error,
}

/// How much is let pass before it is a finding.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Tolerance {
    /// Percent: how far an implied exchange rate may be from the reference rates next to its day.
    /// Default `"2"`.
    pub(crate) rate: Option<String>,
    /// Days: how far a reference rate may be from the day. Default 31.
    pub(crate) rate_days: Option<u32>,
    /// Units of its last digit: how far a share may be from that of its parts. Default `"1"`.
    pub(crate) share: Option<String>,
}

//! `report.toml` of a report.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Metric, Period};

/// `reports/<report>/report.toml`: one report.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Report {
    /// Title, itself a template: `Events, {{period.label}}`.
    pub(crate) title: String,
    /// What it is about, in a sentence; itself a template.
    pub(crate) description: Option<String>,
    /// Its template, in the report's folder. Default `brief.md.hbs`.
    pub(crate) template: Option<String>,
    /// What is made of it: `html`, `pdf`, `md`, `json`, `csv`, or a plugin's. Default `["html", "pdf"]`.
    #[schemars(length(min = 1))]
    pub(crate) outputs: Option<Vec<String>>,
    /// Metrics of `metrics.toml` that it is given, by id.
    #[serde(default)]
    pub(crate) metrics: Vec<String>,
    /// Metrics of its own, by id.
    #[serde(default)]
    pub(crate) metric: IndexMap<String, Metric>,
    /// Language, and forms of numbers and dates: a BCP 47 tag. Default: the project's.
    pub(crate) locale: Option<String>,
    /// The period it covers. Default `all`.
    pub(crate) period: Option<Period>,
    /// One brief for each value of a dimension.
    pub(crate) for_each: Option<ForEach>,
    /// When `briefing run` makes an edition of it. Default: never.
    pub(crate) schedule: Option<Schedule>,
    /// Whether its briefs appear together. Default `keep-going`.
    #[serde(default)]
    pub(crate) publish: Publish,
    /// What can be set from the command line, by name.
    #[serde(default)]
    pub(crate) parameters: IndexMap<String, Parameter>,
    /// Theme. Default: the project's.
    pub(crate) theme: Option<String>,
}

/// What becomes of briefs when another of their set fails.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Publish {
    /// Each appears as soon as it is made.
    #[default]
    KeepGoing,
    /// All appear together, or none does.
    AllOrNothing,
}

/// When editions of a report are made, and what each covers: the last unit of the calendar that had
/// ended.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Schedule {
    /// One edition for each unit of the calendar, due when it has ended.
    pub(crate) every: Option<CalendarUnit>,
    /// With `every`: the time of the day after at which it is due. Default `00:00`.
    pub(crate) at: Option<String>,
    /// In place of `every`: due when a cron expression says, by the clock on the wall: `0 6 2 * *`.
    pub(crate) cron: Option<String>,
    /// With `cron`: the unit of the calendar that an edition covers.
    pub(crate) covers: Option<CalendarUnit>,
    /// IANA name of the time zone. Default: the project's.
    pub(crate) time_zone: Option<String>,
    /// No edition covers a unit that begins before this day.
    pub(crate) from: Option<String>,
    /// What is made of editions that were missed. Default `latest`.
    #[serde(default)]
    pub(crate) catch_up: CatchUp,
    /// With `catch-up = "all"`: how many editions one run makes at most, the newest first; the next run
    /// makes the others. Default 12.
    #[schemars(range(min = 1))]
    pub(crate) catch_up_limit: Option<u32>,
    /// How long after it was due an edition may still be made: `6h`, `3d`. Default: without end, and
    /// an hour with `catch-up = "none"`.
    pub(crate) deadline: Option<String>,
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CalendarUnit {
    /// A day.
    Day,
    /// An ISO 8601 week.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
}

/// What is made of editions that were missed.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CatchUp {
    /// The newest.
    #[default]
    Latest,
    /// All of them.
    All,
    /// None.
    None,
}

/// One brief for each value of a dimension.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum ForEach {
    /// Each value that events of the period have.
    All(String),
    /// These values.
    Some(ForEachOf),
}

/// Named values of a dimension.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForEachOf {
    /// The dimension.
    pub(crate) dimension: String,
    /// The values, by id; none for all that events of the period have.
    #[serde(default)]
    pub(crate) values: Vec<String>,
}

/// Something a report can be told from the command line.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameter {
    /// What it may be.
    #[serde(rename = "type")]
    pub(crate) kind: ParameterKind,
    /// What it is if nobody says.
    pub(crate) default: ParameterDefault,
    /// What it is for.
    #[serde(default)]
    pub(crate) description: String,
}

/// The type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ParameterKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A day.
    Date,
}

/// The value of a parameter.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum ParameterDefault {
    /// Text, or a day.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
}

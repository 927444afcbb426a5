//! `reports/metrics.toml`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{OneOrMany, Words};

/// A metric of `reports/metrics.toml`, or of a report's `[metric.ID]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Metric {
    /// Name in tables. Default: the measure's.
    pub(crate) label: Option<Words>,
    /// What it says and what it leaves out.
    pub(crate) description: Option<Words>,
    /// How figures become one: `sum`, `count`, `min`, `max`, `mean`, `median`, `latest`, `share`,
    /// `ratio`, `change`, `rank`, or a plugin's.
    pub(crate) aggregate: String,
    /// What is measured, by id.
    pub(crate) measure: Option<String>,
    /// For `count` without a measure: what is counted.
    pub(crate) count: Option<Counted>,
    /// For `ratio`: the measure divided by.
    pub(crate) per: Option<String>,
    /// Which claims: a value, a list, `{ not = [...] }` or `">= 2023"` for each dimension.
    #[serde(default, rename = "where")]
    pub(crate) selection: IndexMap<String, Test>,
    /// For `share`: the selection that makes the whole. The part has these conditions too, but for
    /// dimensions on which `where` asks for what `of` shuts out.
    pub(crate) of: Option<IndexMap<String, Test>>,
    /// For `change`: the two sides.
    pub(crate) change: Option<Change>,
    /// Dimensions that make groups.
    pub(crate) by: Option<OneOrMany>,
    /// Events of which days. Default: the report's period.
    pub(crate) period: Option<Period>,
    /// Order of rows: `value` or a dimension, with `-` for the greatest first.
    pub(crate) sort: Option<String>,
    /// How many rows, after sorting.
    #[schemars(range(min = 1))]
    pub(crate) limit: Option<u32>,
    /// Whether a row over all groups is wanted.
    #[serde(default)]
    pub(crate) total: bool,
    /// Consent to add up different statuses.
    #[serde(default)]
    pub(crate) mixed_status: bool,
    /// Consent to add up different scopes.
    #[serde(default)]
    pub(crate) mixed_scope: bool,
    /// Consent to add up different populations.
    #[serde(default)]
    pub(crate) mixed_population: bool,
    /// What to do with claims that disagree. Default `highest-grade`.
    #[serde(default)]
    pub(crate) conflict: ConflictPolicy,
    /// Currency to convert to.
    pub(crate) convert: Option<String>,
}

/// A condition on a dimension.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Test {
    /// This value, or a range of an ordered dimension: `">= 2023"`, `"2023..2024"`.
    Text(String),
    /// This year.
    Year(i64),
    /// One of these.
    Any(Vec<Value>),
    /// None of these.
    Not(Not),
}

/// A value in a list.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Value {
    /// An id.
    Text(String),
    /// A year.
    Year(i64),
}

/// None of these.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Not {
    /// Values that are left out.
    pub(crate) not: Vec<Value>,
}

/// What a `count` counts.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Counted {
    /// Events that match.
    Events,
    /// Claims.
    Claims,
    /// Sources of the claims.
    Sources,
    /// Sources of the claims that are independent: those of one publisher or origin are one voice.
    Voices,
}

/// The two sides of a `change`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// Conditions of the earlier side.
    pub(crate) from: IndexMap<String, Test>,
    /// Conditions of the later side.
    pub(crate) to: IndexMap<String, Test>,
    /// Whether the change is in percent of the earlier side. Default `true`.
    #[serde(default = "super::yes")]
    pub(crate) relative: bool,
    /// By which values an event of one side is known on the other. Default `["series", "place"]`.
    #[serde(rename = "match")]
    pub(crate) matched: Option<OneOrMany>,
    /// What to do where an event that reports has no counterpart that does. Default `refuse`.
    #[serde(default)]
    pub(crate) unmatched: Unmatched,
}

/// What a `change` does where an event that reports has no counterpart that does.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Unmatched {
    /// The sides are not comparable.
    #[default]
    Refuse,
    /// It is left out, and named.
    Exclude,
    /// All that each side reports is compared, and it is named.
    Include,
}

/// What to do with claims that disagree.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ConflictPolicy {
    /// The best graded sources, then the latest published.
    #[default]
    HighestGrade,
    /// Official sources first.
    PreferOfficial,
    /// The latest published.
    Latest,
    /// The figure that most independent sources give; of several the one `highest-grade` takes.
    MostIndependent,
    /// From the least to the greatest claimed.
    Range,
    /// An error.
    Refuse,
}

/// A span of days.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Period {
    /// `all`, `2024`, `2024-Q3`, `2024-10`, `2024-W43` or `2024-01-01..2024-06-30`.
    Text(String),
    /// By its parts.
    Parts(PeriodParts),
}

/// One of: a year, a quarter, a month, a week, or two dates.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeriodParts {
    /// `2024`.
    pub(crate) year: Option<i16>,
    /// `"2024-Q3"`.
    pub(crate) quarter: Option<String>,
    /// `"2024-10"`.
    pub(crate) month: Option<String>,
    /// `"2024-W43"`.
    pub(crate) week: Option<String>,
    /// The first day.
    pub(crate) from: Option<String>,
    /// The last day.
    pub(crate) to: Option<String>,
}

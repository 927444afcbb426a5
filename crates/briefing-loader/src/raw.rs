//! The files of a project as they are written: these structs are the only definition of their keys,
//! from which the JSON Schemas and the reference are generated.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// A text in English, or texts by language: `{ en = "Lanzhou", zh = "兰州" }`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Words {
    /// In English.
    English(String),
    /// By BCP 47 language tag.
    Tagged(BTreeMap<String, String>),
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
    #[serde(default = "yes")]
    pub(crate) non_negative: bool,
    /// Whether figures of different events may be added.
    pub(crate) additive: bool,
    /// Of a share: the measure that it is a part of, by id.
    pub(crate) of: Option<String>,
    /// Of a share: the status of the whole, where that is not the part's; both are then of the same
    /// population. A start rate has `of-status = "signed"`.
    pub(crate) of_status: Option<Status>,
}

fn yes() -> bool {
    true
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
    /// What part of the event it covers, by id. Default `event`.
    pub(crate) scope: Option<String>,
    /// Which of the things it counts, by id. Default `all`, or the sector.
    pub(crate) population: Option<String>,
    /// The sector it is limited to.
    pub(crate) sector: Option<String>,
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
    /// For `share`: the selection that makes the whole.
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
    #[serde(default = "yes")]
    pub(crate) relative: bool,
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
    /// What can be set from the command line, by name.
    #[serde(default)]
    pub(crate) parameters: IndexMap<String, Parameter>,
    /// Theme. Default: the project's.
    pub(crate) theme: Option<String>,
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
    /// With `catch-up = "all"`: how many editions at most. Default 12.
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

/// `data/claims/*`: claims of several events, each naming its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read entry by entry; the whole is for the schema")]
pub(crate) struct Claims {
    /// The claims.
    #[serde(default)]
    pub(crate) claim: Vec<Claim>,
}

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

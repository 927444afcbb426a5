//! Definitions of reports.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Span;
use crate::dimension::Dimension;
use crate::metric::Metric;
use crate::period::Period;
use crate::schedule::Schedule;
use crate::slug::Slug;

/// A report: a template, the metrics it is given, and what is made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its identifier: the name of its folder.
    pub id: Slug,
    /// Its title, itself a template, with the place where it stands.
    pub title: Spanned<String>,
    /// What it is about, in a sentence, itself a template; for the index and the files' metadata.
    pub description: Option<Spanned<String>>,
    /// Path of its template, relative to the project: `reports/transfer-events/brief.md.hbs`.
    pub template: Spanned<String>,
    /// Names of outputs, as registered: `html`, `pdf`, `md`.
    pub outputs: Vec<Spanned<String>>,
    /// The metrics it is given, shared and its own, in order.
    pub metrics: Vec<Metric>,
    /// BCP 47 tag of the language and the forms of numbers and dates.
    pub locale: String,
    /// The period it covers.
    pub period: Period,
    /// One brief for each value of a dimension.
    pub for_each: Option<ForEach>,
    /// When editions of it are made.
    pub schedule: Option<Schedule>,
    /// Whether its briefs appear one by one.
    pub publish: Publish,
    /// What can be set from the command line.
    pub parameters: IndexMap<String, Parameter>,
    /// Name of the theme.
    pub theme: Spanned<String>,
    /// Where it is defined.
    pub span: Span,
}

/// What becomes of briefs when another of their set fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Publish {
    /// Each appears as soon as it is made.
    #[default]
    KeepGoing,
    /// All appear together, or none does.
    AllOrNothing,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// One brief for each value of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForEach {
    /// The dimension.
    pub dimension: Dimension,
    /// The values, in order; empty for all that events of the period have.
    pub values: Vec<Spanned<String>>,
    /// Where it stands.
    pub span: Span,
}

/// Something a report can be told from the command line (`--set top=5`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// What it may be.
    pub kind: ParameterKind,
    /// What it is if nobody says.
    pub default: ParameterValue,
    /// What it is for.
    pub description: String,
    /// Where it is defined.
    #[serde(skip)]
    pub span: Span,
}

/// The type of a [`Parameter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
}

/// The value of a [`Parameter`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
pub enum ParameterValue {
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(crate::date::Date),
}

impl std::fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Boolean(flag) => flag.fmt(f),
            Self::Date(day) => day.fmt(f),
        }
    }
}

//! What `facts.json` holds: these structs are the only definition of its keys.

use briefing_model::claim::Counts;
use briefing_model::date::Date;
use briefing_model::figure::{self, Bound, Comparator, Figure};
use briefing_model::number::Number;
use briefing_model::result::{Absence, AbsenceKind};
use briefing_model::source::{Grade, SourceKind};
use briefing_model::status::Status;
use briefing_model::unit::{Unit, UnitError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{VERSION, forms};

/// The figures of a brief, and the evidence of each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Facts {
    /// The version of this form: 1.
    pub version: u32,
    /// The brief that they are printed in.
    pub brief: Brief,
    /// Every figure printed in it, in the order of the text.
    pub facts: Vec<Fact>,
    /// Every claim behind a fact, or listed in the brief, in order of first use.
    pub claims: Vec<Claim>,
    /// Every source of a claim or a rate, or cited in the brief, in order of first use.
    pub sources: Vec<Source>,
}

/// Why a text is no `facts.json`.
#[derive(Debug, thiserror::Error)]
pub enum FactsError {
    /// It has another form than its schema says.
    #[error("{0}")]
    Form(#[from] serde_json::Error),
    /// It was made by another release.
    #[error("version {found} of the form, this program reads version {VERSION}")]
    Version {
        /// The version that it says it is of.
        found: u32,
    },
}

impl Facts {
    /// Reads the file; keys of a later release are passed over.
    ///
    /// # Errors
    /// It is not such a file, or of another version.
    pub fn read(bytes: &[u8]) -> Result<Self, FactsError> {
        /// What says the version, whatever the rest is.
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let Head { version } = serde_json::from_slice(bytes)?;
        if version != VERSION {
            return Err(FactsError::Version { found: version });
        }
        Ok(serde_json::from_slice(bytes)?)
    }

    /// The file: UTF-8, indented, with a line end. The same facts give the same bytes.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        // A structure of strings and numbers cannot fail to serialise.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// The fact of an id: `f17`.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// The claim of an id.
    #[must_use]
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }

    /// The source of an id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}

/// A brief: what names an edition, but for its revision, which its `manifest.json` has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Brief {
    /// The report.
    pub report: String,
    /// Which brief of it this is, where it makes several: `cn-gs`.
    pub key: Option<String>,
    /// The name of the edition: `2024-10`.
    pub edition: String,
    /// The period it covers: `2024`, `2024-10`, `all`.
    pub period: String,
    /// The day whose knowledge it states, where that is not all there is.
    #[schemars(with = "Option<forms::Day>")]
    pub as_of: Option<Date>,
    /// The date of the edition.
    #[schemars(with = "forms::Day")]
    pub date: Date,
    /// The title as printed.
    pub title: String,
    /// The language of labels and texts, as a BCP 47 tag.
    pub language: String,
    /// Who publishes it.
    pub publisher: String,
}

/// A figure as printed: what it is, how it was made, what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Fact {
    /// Its id, which is its anchor in the brief: `f17`.
    pub id: String,
    /// What it is, in words: "Agreement value, Gansu 2024".
    pub label: String,
    /// In words: exactly, then as printed where that differs, such as a rounding.
    #[schemars(length(min = 1))]
    pub texts: Vec<String>,
    /// The exact figure; `null` where there is none.
    pub figure: Option<ExactFigure>,
    /// Why there is no figure; `null` where there is one.
    pub absence: Option<Absent>,
    /// The metric it is a result of; `null` where it is a claim as it stands.
    pub metric: Option<String>,
    /// The values of the metric's dimensions; none for a total.
    pub dimensions: Vec<Dimension>,
    /// How it was made: "sum of agreement-value where status = signed"; `null` for a claim.
    pub formula: Option<String>,
    /// How many of those expected to report did.
    pub coverage: Coverage,
    /// The statuses that went into it.
    #[schemars(with = "Vec<forms::StatusWord>")]
    pub statuses: Vec<Status>,
    /// The scopes that went into it, by id.
    pub scopes: Vec<String>,
    /// The populations that went into it, by id.
    pub populations: Vec<String>,
    /// The exchange rates it was converted by.
    pub rates: Vec<Rate>,
    /// Claims that could not all be true.
    pub conflicts: Vec<Conflict>,
    /// How many sources it has, and how many of them are independent, in words; `null` where it
    /// has one.
    pub independence: Option<String>,
    /// The claims it was made from, by id.
    pub claims: Vec<String>,
}

/// Why there is no figure, though there is evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Absent {
    /// What the brief says in its place.
    #[schemars(with = "forms::AbsenceKindWord")]
    pub kind: AbsenceKind,
    /// Why.
    #[schemars(with = "forms::AbsenceWord")]
    pub reason: Absence,
    /// The same in words: "Not defined: it would be divided by zero".
    pub text: String,
}

/// A figure: an interval, open where a bound is `null`, and a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct ExactFigure {
    /// As data files write it: `> 300000000000 CNY`.
    pub notation: String,
    /// How it is worded.
    #[schemars(with = "forms::ComparatorWord")]
    pub comparator: Comparator,
    /// The lower bound.
    #[schemars(with = "Option<forms::Exact>")]
    pub lower: Option<Number>,
    /// Whether the lower bound itself is left out.
    pub lower_strict: bool,
    /// The upper bound.
    #[schemars(with = "Option<forms::Exact>")]
    pub upper: Option<Number>,
    /// Whether the upper bound itself is left out.
    pub upper_strict: bool,
    /// Whether the bounds are themselves rough.
    pub about: bool,
    /// An ISO 4217 code, `%`, or a noun such as `project`; `/` divides that of a ratio.
    pub unit: String,
}

impl From<&Figure> for ExactFigure {
    fn from(figure: &Figure) -> Self {
        Self {
            notation: figure.to_string(),
            comparator: figure.comparator(),
            lower: figure.lower().map(|end| end.value),
            lower_strict: figure.lower().is_some_and(|end| end.strict),
            upper: figure.upper().map(|end| end.value),
            upper_strict: figure.upper().is_some_and(|end| end.strict),
            about: figure.is_about(),
            unit: figure.unit().to_string(),
        }
    }
}

impl TryFrom<&ExactFigure> for Figure {
    type Error = FigureError;

    /// The figure of the bounds.
    fn try_from(exact: &ExactFigure) -> Result<Self, FigureError> {
        let end = |value: Option<Number>, strict| value.map(|value| Bound { value, strict });
        let unit = Unit::new(&exact.unit)?;
        let lower = end(exact.lower, exact.lower_strict);
        let upper = end(exact.upper, exact.upper_strict);
        Ok(Self::from_bounds(lower, upper, exact.about, unit)?)
    }
}

/// Why bounds and a unit are no figure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// The unit is none.
    #[error(transparent)]
    Unit(#[from] UnitError),
    /// Nothing lies between the bounds.
    #[error(transparent)]
    Bounds(#[from] figure::FigureError),
}

/// The value of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Dimension {
    /// The dimension: `event`, `place`.
    pub name: String,
    /// The value.
    pub id: String,
    /// The value in words.
    pub label: String,
}

/// How many of the events that were expected to report a value did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Coverage {
    /// Events with a claim that went into the figure.
    pub reported: u32,
    /// Events that match the selection.
    pub expected: u32,
    /// The expected ones without a claim, by id.
    pub missing: Vec<String>,
    /// Of a comparison: those that report and have no counterpart on the other side that does, by
    /// id. Editions of before there were any have no such key.
    #[serde(default)]
    pub unmatched: Vec<String>,
    /// The same in words; `null` where nothing is to be said.
    pub text: Option<String>,
}

/// An exchange rate: one unit of the first currency was worth so much of the second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Rate {
    /// The currencies: `USD/CNY`.
    pub pair: String,
    /// The day.
    #[schemars(with = "forms::Day")]
    pub date: Date,
    /// The rate.
    #[schemars(with = "forms::Exact")]
    pub value: Number,
    /// Who says so, by id.
    pub source: String,
}

/// Claims on the same thing that could not all be true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Conflict {
    /// All of them, by id.
    pub claims: Vec<String>,
    /// Those whose figure was used, by id.
    pub used: Vec<String>,
}

/// One source says one figure of one measure about one event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Claim {
    /// Its id: `2024-gansu/projects/signed/xbxxb-2025-01-23`.
    pub id: String,
    /// Its anchor in the brief: `e3`.
    pub anchor: String,
    /// The event it is about.
    pub event: Named,
    /// What is measured.
    pub measure: Named,
    /// The figure.
    pub figure: ExactFigure,
    /// The figure in words.
    pub text: String,
    /// How far the thing has come.
    #[schemars(with = "forms::StatusWord")]
    pub status: Status,
    /// `now` where the figure counts what is in the status, and in no other, on its day; left out where
    /// it counts all that has reached it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[schemars(with = "Option<forms::CountsWord>")]
    pub counts: Option<Counts>,
    /// What part of the event the figure covers.
    pub scope: Named,
    /// Which of the things it counts.
    pub population: Named,
    /// The sector it is limited to, by id.
    pub sector: Option<String>,
    /// The place or region that it comes from, by id, where it is limited to that; several together
    /// are joined by `+`.
    pub origin: Option<String>,
    /// The day the figure holds for, where it is not the source's date.
    #[schemars(with = "Option<forms::Day>")]
    pub as_of: Option<Date>,
    /// The words of the source.
    pub quote: Quote,
    /// The source, by id.
    pub source: String,
    /// A link to the words at the source (`#:~:text=`), where it has an address.
    pub quote_url: Option<String>,
    /// Whatever a reader should know about it.
    pub note: Option<String>,
    /// What the source says instead, who corrected it, when and why; `null` where nobody did.
    pub correction: Option<String>,
}

/// An id, and what it is called in the brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name.
    pub label: String,
}

/// The few words that state a figure, after W3C's `TextQuoteSelector`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Quote {
    /// The words.
    pub exact: String,
    /// The words before them, where that is needed to find the place.
    pub prefix: Option<String>,
    /// The words after them.
    pub suffix: Option<String>,
    /// Their language, as a BCP 47 tag.
    pub language: String,
}

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its anchor in the brief: `s2`; its number there is that of the anchor.
    pub anchor: String,
    /// Its title.
    pub title: String,
    /// The language of the title, as a BCP 47 tag.
    pub title_language: String,
    /// Who published it.
    pub publisher: String,
    /// Whom the publisher cites: two sources of one origin are not independent.
    pub origin: Option<String>,
    /// Whose voice it is.
    #[schemars(with = "forms::KindWord")]
    pub kind: SourceKind,
    /// How far it can be trusted to be what it says it is.
    #[schemars(with = "forms::GradeWord")]
    pub grade: Grade,
    /// Its language, as a BCP 47 tag.
    pub language: String,
    /// When it was published.
    #[schemars(with = "Option<forms::Day>")]
    pub published: Option<Date>,
    /// When it was read.
    #[schemars(with = "forms::Day")]
    pub accessed: Date,
    /// Its address.
    pub url: Option<String>,
    /// SHA-256 of the archived copy, in hexadecimal.
    pub sha256: Option<String>,
    /// Whatever a reader should know about it.
    pub note: Option<String>,
}

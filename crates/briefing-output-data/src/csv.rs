//! `csv`: one line a figure, for spreadsheets.
//!
//! | column | what it holds |
//! |---|---|
//! | `id` | the figure's anchor in the brief: `f1` |
//! | `label`, `text` | what it is; as printed |
//! | `metric` | the metric it is a result of |
//! | `figure` | its exact notation: `> 300000000000 CNY`; empty where it is not defined or not comparable, as `text` says |
//! | `lower`, `upper` | its bounds as decimals in the unit, or as a fraction where there is none; empty where it has none |
//! | `lower-strict`, `upper-strict` | whether the bound itself is left out: `true`, `false` |
//! | `unit` | the unit |
//! | `reported`, `expected` | how many events report a value, of how many |
//! | `statuses`, `scopes`, `populations` | of what, and how far it has come, divided by spaces |
//! | `contested` | whether it rests on a choice between sources that contradict each other: `true`, `false` |
//! | `claims`, `sources`, `urls` | what went into it, divided by spaces |
//! | `contradicting` | the claims that contradict those, and were not used |

use briefing_model::document::{Document, Fact};
use briefing_model::figure::{Bound, Figure};
use briefing_model::slug::Slug;
use briefing_model::spreadsheet::cell;
use briefing_plugin::{Output, OutputError, OutputInput};

/// `csv`: the figures, `brief.csv`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Csv;

const HEAD: [&str; 20] = [
    "id",
    "label",
    "text",
    "metric",
    "figure",
    "lower",
    "lower-strict",
    "upper",
    "upper-strict",
    "unit",
    "reported",
    "expected",
    "statuses",
    "scopes",
    "populations",
    "contested",
    "claims",
    "sources",
    "urls",
    "contradicting",
];

impl Output for Csv {
    fn name(&self) -> &str {
        "csv"
    }

    fn about(&self) -> &str {
        "one line a figure, with its bounds, coverage, claims and sources"
    }

    fn file_name(&self) -> &str {
        "brief.csv"
    }

    /// Makes the table, UTF-8 without a mark of it, after RFC 4180. A cell that a spreadsheet would
    /// take for a formula begins with `'`.
    ///
    /// # Errors
    /// The table cannot be held in memory.
    fn write(&self, input: &OutputInput<'_>) -> Result<Vec<u8>, OutputError> {
        let failed = |error: &dyn std::fmt::Display| OutputError::new(error.to_string());
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(HEAD).map_err(|error| failed(&error))?;
        for fact in &input.document.facts {
            let line = line(fact, input.document);
            writer
                .write_record(line.iter().map(|field| cell(field).into_owned()))
                .map_err(|e| failed(&e))?;
        }
        writer.into_inner().map_err(|error| failed(&error))
    }
}

fn line(fact: &Fact, document: &Document) -> [String; 20] {
    let figure = fact.figure.as_ref();
    let lower = figure.and_then(Figure::lower);
    let upper = figure.and_then(Figure::upper);
    let value = |end: Option<Bound>| end.map(|end| end.value.to_string()).unwrap_or_default();
    let strict = |end: Option<Bound>| end.map(|end| end.strict.to_string()).unwrap_or_default();
    let evidence = || fact.evidence.iter().filter_map(|index| document.evidence.get(*index));
    let mut references: Vec<usize> = evidence().map(|evidence| evidence.reference).collect();
    references.sort_unstable();
    references.dedup();
    let references = || references.iter().filter_map(|index| document.references.get(*index));
    let unused = fact
        .conflicts
        .iter()
        .flat_map(|conflict| conflict.claims.iter().filter(|claim| !conflict.used.contains(claim)));
    let contradicting = unused
        .filter_map(|index| document.evidence.get(*index))
        .map(|evidence| evidence.claim.as_str());
    let joined = |parts: Vec<&str>| parts.join(" ");
    [
        fact.id.clone(),
        fact.label.clone(),
        fact.text.clone(),
        fact.metric.clone(),
        figure.map(ToString::to_string).unwrap_or_default(),
        value(lower),
        strict(lower),
        value(upper),
        strict(upper),
        figure.map(|figure| figure.unit().to_string()).unwrap_or_default(),
        fact.coverage.reported.to_string(),
        fact.coverage.expected.to_string(),
        joined(fact.statuses.iter().map(|status| status.as_str()).collect()),
        joined(fact.scopes.iter().map(Slug::as_str).collect()),
        joined(fact.populations.iter().map(Slug::as_str).collect()),
        (!fact.conflicts.is_empty()).to_string(),
        joined(evidence().map(|evidence| evidence.claim.as_str()).collect()),
        joined(references().map(|reference| reference.source.as_str()).collect()),
        joined(references().filter_map(|reference| reference.url.as_deref()).collect()),
        joined(contradicting.collect()),
    ]
}

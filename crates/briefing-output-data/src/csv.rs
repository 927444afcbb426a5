//! `csv`: one line a figure, for spreadsheets.

use briefing_model::document::{Document, Fact};
use briefing_plugin::{Output, OutputError, OutputInput};

use crate::escape::cell;

/// The `csv` output.
pub(crate) struct Csv;

const HEAD: [&str; 14] = [
    "id", "label", "text", "metric", "figure", "lower", "upper", "unit", "reported", "expected",
    "statuses", "claims", "sources", "urls",
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

    fn write(&self, input: &OutputInput<'_>) -> Result<Vec<u8>, OutputError> {
        let failed = |error: &dyn std::fmt::Display| OutputError::new(error.to_string());
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(HEAD).map_err(|error| failed(&error))?;
        for fact in &input.document.facts {
            let line = line(fact, input.document);
            writer.write_record(line.iter().map(|field| cell(field))).map_err(|e| failed(&e))?;
        }
        writer.into_inner().map_err(|error| failed(&error))
    }
}

fn line(fact: &Fact, document: &Document) -> [String; 14] {
    let figure = fact.figure.as_ref();
    let end = |end: Option<briefing_model::figure::Bound>| {
        end.map(|end| end.value.to_string()).unwrap_or_default()
    };
    let evidence = || fact.evidence.iter().filter_map(|index| document.evidence.get(*index));
    let mut references: Vec<usize> = evidence().map(|evidence| evidence.reference).collect();
    references.sort_unstable();
    references.dedup();
    let references = || references.iter().filter_map(|index| document.references.get(*index));
    let joined = |parts: Vec<&str>| parts.join(" ");
    [
        fact.id.clone(),
        fact.label.clone(),
        fact.text.clone(),
        fact.metric.clone(),
        figure.map(ToString::to_string).unwrap_or_default(),
        figure.map(|figure| end(figure.lower())).unwrap_or_default(),
        figure.map(|figure| end(figure.upper())).unwrap_or_default(),
        figure.map(|figure| figure.unit().to_string()).unwrap_or_default(),
        fact.coverage.reported.to_string(),
        fact.coverage.expected.to_string(),
        joined(fact.statuses.iter().map(|status| status.as_str()).collect()),
        joined(evidence().map(|evidence| evidence.claim.as_str()).collect()),
        joined(references().map(|reference| reference.source.as_str()).collect()),
        joined(references().filter_map(|reference| reference.url.as_deref()).collect()),
    ]
}

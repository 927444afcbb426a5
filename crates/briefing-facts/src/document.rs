//! The facts of a document.

use briefing_model::claim::{Counts, WHOLE};
use briefing_model::document::{self, Document, Evidence, Reference};

use crate::VERSION;
use crate::facts::{
    Absent, Brief, Claim, Conflict, Coverage, Dimension, ExactFigure, Fact, Facts, Named, Quote,
    Rate, Source,
};

impl Facts {
    /// The facts of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let meta = &document.meta;
        Self {
            version: VERSION,
            brief: Brief {
                report: meta.report.clone(),
                key: meta.key.clone(),
                edition: meta.edition.clone(),
                period: meta.period.clone(),
                as_of: meta.as_of,
                date: meta.date,
                title: meta.title.clone(),
                language: meta.language.clone(),
                publisher: meta.publisher.clone(),
            },
            facts: document.facts.iter().map(|one| fact(document, one)).collect(),
            claims: document.evidence.iter().map(|one| claim(document, one)).collect(),
            sources: document.references.iter().map(source).collect(),
        }
    }
}

fn fact(document: &Document, fact: &document::Fact) -> Fact {
    let claims = |indices: &[usize]| claim_ids(document, indices);
    Fact {
        id: fact.id.clone(),
        label: fact.label.clone(),
        texts: std::iter::once(&fact.text).chain(&fact.also).cloned().collect(),
        figure: fact.figure.as_ref().map(ExactFigure::from),
        absence: fact.absence.map(|reason| Absent {
            kind: reason.kind(),
            reason,
            text: fact.absence_text.clone(),
        }),
        metric: stated(&fact.metric),
        dimensions: fact
            .dimensions
            .iter()
            .map(|dimension| Dimension {
                name: dimension.name.clone(),
                id: dimension.id.clone(),
                label: dimension.label.clone(),
            })
            .collect(),
        formula: stated(&fact.formula),
        coverage: Coverage {
            reported: fact.coverage.reported,
            expected: fact.coverage.expected,
            missing: fact.coverage.missing.iter().map(ToString::to_string).collect(),
            unmatched: fact.coverage.unmatched.iter().map(ToString::to_string).collect(),
            text: stated(&fact.coverage_text),
        },
        statuses: fact.statuses.clone(),
        scopes: fact.scopes.iter().map(ToString::to_string).collect(),
        populations: fact.populations.iter().map(ToString::to_string).collect(),
        rates: fact
            .rates
            .iter()
            .map(|rate| Rate {
                pair: format!("{}/{}", rate.base, rate.quote),
                date: rate.date,
                value: rate.value,
                source: source_id(document, rate.reference),
            })
            .collect(),
        conflicts: fact
            .conflicts
            .iter()
            .map(|conflict| Conflict {
                claims: claims(&conflict.claims),
                used: claims(&conflict.used),
            })
            .collect(),
        independence: stated(&fact.independence),
        claims: claims(&fact.evidence),
    }
}

fn claim(document: &Document, evidence: &Evidence) -> Claim {
    let said = &evidence.said;
    let named = |id: &str, label: &str| Named { id: id.to_owned(), label: label.to_owned() };
    let population = said.population.as_str();
    Claim {
        id: evidence.claim.clone(),
        anchor: evidence.id.clone(),
        event: named(said.event.as_str(), &evidence.event),
        measure: named(said.measure.as_str(), &evidence.measure),
        figure: ExactFigure::from(&said.figure),
        text: evidence.figure.clone(),
        status: said.status,
        counts: Some(said.counts).filter(|counts| *counts == Counts::Now),
        scope: named(said.scope.as_str(), &evidence.scope),
        // The whole goes without saying in a brief.
        population: named(
            population,
            if population == WHOLE { WHOLE } else { &evidence.population },
        ),
        sector: said.sector.as_ref().map(ToString::to_string),
        origin: said.origin.clone(),
        as_of: said.as_of,
        quote: Quote {
            exact: evidence.quote.exact.clone(),
            prefix: evidence.quote.prefix.clone(),
            suffix: evidence.quote.suffix.clone(),
            language: evidence.language.clone(),
        },
        source: source_id(document, evidence.reference),
        quote_url: evidence.quote_url.clone(),
        note: stated(&evidence.note),
        correction: stated(&evidence.correction),
    }
}

fn source(reference: &Reference) -> Source {
    let imprint = &reference.imprint;
    Source {
        id: reference.source.clone(),
        anchor: reference.id.clone(),
        title: reference.title.clone(),
        title_language: reference.title_language.clone(),
        publisher: reference.publisher.clone(),
        origin: stated(&reference.origin),
        kind: imprint.kind,
        grade: imprint.grade,
        language: imprint.language.clone(),
        published: imprint.published,
        accessed: imprint.accessed,
        url: reference.url.clone(),
        sha256: imprint.sha256.clone(),
        note: stated(&reference.note),
    }
}

fn claim_ids(document: &Document, indices: &[usize]) -> Vec<String> {
    let known = indices.iter().filter_map(|index| document.evidence.get(*index));
    known.map(|evidence| evidence.claim.clone()).collect()
}

fn source_id(document: &Document, index: usize) -> String {
    document.references.get(index).map(|reference| reference.source.clone()).unwrap_or_default()
}

/// What a document has as a text that may be empty.
fn stated(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

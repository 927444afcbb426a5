#![allow(dead_code, reason = "no test needs all of it")]
//! Editions made by hand.

use briefing_facts::{
    Brief, Claim, Coverage, Dimension, ExactFigure, Fact, Facts, Named, Quote, Source,
};
use briefing_model::figure::Figure;
use briefing_model::source::{Grade, SourceKind};
use briefing_model::status::Status;
use briefing_model::unit::Unit;

pub(crate) fn figure(notation: &str) -> ExactFigure {
    ExactFigure::from(&Figure::parse(notation, &Unit::new("project").unwrap()).unwrap())
}

pub(crate) fn named(id: &str) -> Named {
    Named { id: id.to_owned(), label: id.to_owned() }
}

/// What a paper says of the projects of an event.
pub(crate) fn claim(id: &str, event: &str, source: &str, status: Status, notation: &str) -> Claim {
    Claim {
        id: id.to_owned(),
        anchor: format!("e-{id}"),
        event: named(event),
        measure: named("projects"),
        figure: figure(notation),
        text: notation.to_owned(),
        status,
        counts: None,
        scope: named("event"),
        population: named("all"),
        sector: None,
        origin: None,
        as_of: None,
        quote: Quote {
            exact: format!("{notation} projects at {event}"),
            prefix: None,
            suffix: None,
            language: "en".to_owned(),
        },
        source: source.to_owned(),
        quote_url: None,
        note: None,
        correction: None,
    }
}

pub(crate) fn source(id: &str) -> Source {
    Source {
        id: id.to_owned(),
        anchor: format!("s-{id}"),
        title: id.to_owned(),
        title_language: "en".to_owned(),
        publisher: id.to_owned(),
        origin: None,
        kind: SourceKind::Press,
        grade: Grade::Original,
        language: "en".to_owned(),
        published: None,
        accessed: "2024-12-31".parse().unwrap(),
        url: None,
        sha256: None,
        note: None,
    }
}

/// A result of a metric; without one, claims as they stand.
pub(crate) fn fact(
    metric: Option<&str>,
    event: Option<&str>,
    notation: &str,
    claims: &[&str],
) -> Fact {
    Fact {
        id: String::new(),
        label: [metric, event].into_iter().flatten().collect::<Vec<_>>().join(", "),
        texts: vec![notation.to_owned()],
        figure: Some(figure(notation)),
        absence: None,
        metric: metric.map(str::to_owned),
        dimensions: event
            .filter(|_| metric.is_some())
            .map(|event| Dimension {
                name: "event".to_owned(),
                id: event.to_owned(),
                label: event.to_owned(),
            })
            .into_iter()
            .collect(),
        formula: metric.map(|_| "sum of projects where status = signed in 2024".to_owned()),
        coverage: Coverage {
            reported: 1,
            expected: 1,
            missing: Vec::new(),
            unmatched: Vec::new(),
            text: None,
        },
        statuses: Vec::new(),
        scopes: Vec::new(),
        populations: Vec::new(),
        rates: Vec::new(),
        conflicts: Vec::new(),
        independence: None,
        claims: claims.iter().map(|id| (*id).to_owned()).collect(),
    }
}

pub(crate) fn edition(facts: Vec<Fact>, claims: Vec<Claim>) -> Facts {
    let mut sources: Vec<&str> = claims.iter().map(|claim| claim.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    let sources = sources.into_iter().map(source).collect();
    Facts {
        version: 1,
        brief: Brief {
            report: "fairs".to_owned(),
            key: None,
            edition: "2024".to_owned(),
            period: "2024".to_owned(),
            as_of: None,
            date: "2024-12-31".parse().unwrap(),
            title: "Fairs".to_owned(),
            language: "en".to_owned(),
            publisher: "Desk".to_owned(),
        },
        facts: facts
            .into_iter()
            .enumerate()
            .map(|(at, fact)| Fact { id: format!("f{}", at + 1), ..fact })
            .collect(),
        claims,
        sources,
    }
}

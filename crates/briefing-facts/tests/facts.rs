//! A document's facts, written and read.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use briefing_facts::{Facts, FactsError, schema};
use briefing_model::claim::Quote;
use briefing_model::document::{
    Document, Evidence, Fact, FactConflict, FactDimension, FactRate, Imprint, Meta, Reference,
    Said, Words,
};
use briefing_model::figure::{Bound, Figure};
use briefing_model::number::Number;
use briefing_model::result::Coverage;
use briefing_model::slug::Slug;
use briefing_model::source::{Grade, SourceKind};
use briefing_model::status::Status;
use briefing_model::unit::Unit;
use proptest::prelude::*;
use serde_json::Value;

fn slug(text: &'static str) -> Slug {
    Slug::from_static(text)
}

fn unit(text: &str) -> Unit {
    Unit::new(text).unwrap()
}

fn figure(notation: &str) -> Figure {
    Figure::parse(notation, &unit("CNY")).unwrap()
}

fn evidence(at: usize, figure: Figure, reference: usize) -> Evidence {
    Evidence {
        claim: format!("2024-gansu/agreement-value/signed/paper-{at}"),
        id: format!("e{}", at + 1),
        said: Said {
            event: slug("2024-gansu"),
            measure: slug("agreement-value"),
            figure,
            status: Status::Signed,
            counts: briefing_model::claim::Counts::Reached,
            scope: slug("event"),
            population: slug("all"),
            sector: None,
            origin: None,
            as_of: "2024-10-27".parse().ok(),
        },
        event: "Gansu 2024".to_owned(),
        measure: "Agreement value".to_owned(),
        figure: "306.2 billion yuan".to_owned(),
        status: "signed".to_owned(),
        scope: "whole event".to_owned(),
        population: String::new(),
        contradicted_by: Vec::new(),
        quote: Quote {
            exact: "总金额3062亿元".to_owned(),
            prefix: Some("签约".to_owned()),
            suffix: None,
        },
        language: "zh".to_owned(),
        quote_url: Some("https://example.org/#:~:text=%E6%80%BB".to_owned()),
        reference,
        note: String::new(),
        correction: String::new(),
    }
}

fn reference(at: usize) -> Reference {
    Reference {
        source: format!("paper-{at}"),
        id: format!("s{}", at + 1),
        imprint: Imprint {
            kind: SourceKind::StateMedia,
            grade: Grade::Republished,
            language: "zh".to_owned(),
            published: None,
            accessed: "2026-11-20".parse().unwrap(),
            sha256: None,
        },
        title: "博览会签约".to_owned(),
        title_language: "zh".to_owned(),
        publisher: "Paper".to_owned(),
        origin: "Xinhua".to_owned(),
        published: String::new(),
        accessed: "20 November 2026".to_owned(),
        url: Some("https://example.org/".to_owned()),
        grade: "republished".to_owned(),
        note: String::new(),
    }
}

/// A third of a sum with a bound in it, converted, from claims that disagree.
fn document() -> Document {
    let third = Number::new(1, 3).unwrap();
    let fact = Fact {
        absence: None,
        absence_text: String::new(),
        id: "f1".to_owned(),
        text: "more than a third".to_owned(),
        also: vec!["> 1/3".to_owned()],
        figure: Some(
            Figure::from_bounds(Some(Bound::strict(third)), None, false, unit("CNY")).unwrap(),
        ),
        metric: "value-signed".to_owned(),
        label: "Agreement value, Gansu".to_owned(),
        dimensions: vec![FactDimension {
            name: "place".to_owned(),
            id: "CN-GS".to_owned(),
            label: "Gansu".to_owned(),
        }],
        formula: "sum of agreement-value".to_owned(),
        coverage: Coverage {
            reported: 1,
            expected: 2,
            missing: vec![slug("2024-guangxi")],
            unmatched: Vec::new(),
        },
        coverage_text: "1 of 2 events report a value".to_owned(),
        independence: String::new(),
        statuses: vec![Status::Expected, Status::Signed],
        scopes: vec![slug("event")],
        populations: vec![slug("all")],
        rates: vec![FactRate {
            base: unit("USD"),
            quote: unit("CNY"),
            date: "2024-10-25".parse().unwrap(),
            value: "7.1090".parse().unwrap(),
            reference: 1,
        }],
        conflicts: vec![FactConflict { claims: vec![0, 1], used: vec![1] }],
        evidence: vec![1],
    };
    let words = || String::new();
    Document {
        meta: Meta {
            title: "Fairs".to_owned(),
            description: String::new(),
            language: "en".to_owned(),
            report: "fairs".to_owned(),
            key: Some("cn-gs".to_owned()),
            period: "2024".to_owned(),
            as_of: None,
            edition: "2024".to_owned(),
            edition_text: "2024".to_owned(),
            date: "2026-11-20".parse().unwrap(),
            date_text: "20 November 2026".to_owned(),
            publisher: "Desk".to_owned(),
            words: Words {
                contents: words(),
                evidence: words(),
                evidence_intro: words(),
                sources: words(),
                page: words(),
                back: words(),
                not_reported: words(),
                accessed: words(),
                published: words(),
                at_source: words(),
                formula: words(),
                coverage: words(),
                status: words(),
                scope: words(),
                source: words(),
                data_as_of: words(),
                contested: words(),
                contradicted_by: words(),
                colon: words(),
                comma: words(),
                semicolon: words(),
                stop: words(),
                open: words(),
                close: words(),
                space: words(),
            },
        },
        blocks: Vec::new(),
        facts: vec![fact],
        evidence: vec![
            evidence(0, figure("> 300 billion"), 0),
            evidence(1, figure("306.2 billion"), 0),
        ],
        references: vec![reference(0), reference(1)],
    }
}

fn mistakes(value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    validator.iter_errors(value).map(|error| error.to_string()).collect()
}

#[test]
fn everything_of_a_figure_is_there_by_id_and_exactly() {
    let value: Value = serde_json::from_slice(&Facts::of(&document()).to_json()).unwrap();
    let fact = &value["facts"][0];
    assert_eq!(fact["texts"], serde_json::json!(["more than a third", "> 1/3"]));
    assert_eq!(
        fact["figure"],
        serde_json::json!({
            "notation": "> 1/3 CNY",
            "comparator": "more-than",
            "lower": "1/3",
            "lower-strict": true,
            "upper": null,
            "upper-strict": false,
            "about": false,
            "unit": "CNY",
        })
    );
    assert_eq!(fact["coverage"]["missing"][0], "2024-guangxi");
    assert_eq!(fact["rates"][0]["pair"], "USD/CNY");
    assert_eq!(fact["rates"][0]["value"], "7.109");
    assert_eq!(fact["rates"][0]["source"], "paper-1");
    assert_eq!(fact["claims"][0], "2024-gansu/agreement-value/signed/paper-1");
    assert_eq!(fact["conflicts"][0]["claims"][0], "2024-gansu/agreement-value/signed/paper-0");
    assert_eq!(fact["conflicts"][0]["used"][0], "2024-gansu/agreement-value/signed/paper-1");
    assert_eq!(value["claims"][0]["figure"]["notation"], "> 300000000000 CNY");
    assert_eq!(value["claims"][0]["population"]["label"], "all");
    assert_eq!(value["claims"][0]["quote"]["prefix"], "签约");
    assert_eq!(value["sources"][0]["accessed"], "2026-11-20");
    assert_eq!(value["sources"][0]["published"], Value::Null);
}

#[test]
fn it_is_as_its_schema_says_and_the_schema_says_something() {
    let good: Value = serde_json::from_slice(&Facts::of(&document()).to_json()).unwrap();
    assert_eq!(mistakes(&good), Vec::<String>::new());
    // A number of JSON is a binary fraction to most readers.
    for (pointer, bad) in [
        ("/facts/0/figure/lower", serde_json::json!(0.5)),
        ("/facts/0/figure/lower", serde_json::json!("0,5")),
        ("/facts/0/figure/comparator", serde_json::json!("bigger")),
        ("/facts/0/statuses/0", serde_json::json!("promised")),
        ("/facts/0/texts", serde_json::json!([])),
        ("/facts/0/id", serde_json::json!(null)),
        ("/claims/0/as-of", serde_json::json!("27 October")),
        ("/sources/0/grade", serde_json::json!("good")),
        ("/brief", serde_json::json!({})),
    ] {
        let mut value = good.clone();
        *value.pointer_mut(pointer).unwrap() = bad.clone();
        assert!(!mistakes(&value).is_empty(), "{pointer}: {bad}");
    }
    let mut value = good;
    value["facts"][0]["value"] = serde_json::json!(1);
    assert!(!mistakes(&value).is_empty(), "an unknown key");
}

#[test]
fn what_is_written_can_be_read() {
    let facts = Facts::of(&document());
    assert_eq!(Facts::read(&facts.to_json()).unwrap(), facts);
    let other = br#"{ "version": 7, "whatever": [] }"#;
    assert!(matches!(Facts::read(other), Err(FactsError::Version { found: 7 })));
    assert!(matches!(Facts::read(b"{}"), Err(FactsError::Form(_))));
}

fn bound() -> impl Strategy<Value = Option<Bound>> {
    let number = (-1_000_000i128..1_000_000, 1i128..1_000);
    let bound = (number, any::<bool>()).prop_map(|((numer, denom), strict)| Bound {
        value: Number::new(numer, denom).unwrap(),
        strict,
    });
    prop::option::of(bound)
}

proptest! {
    /// Whatever a figure is, it is read back from its notation and from its bounds.
    #[test]
    fn figures_come_back(lower in bound(), upper in bound(), about: bool) {
        let made = Figure::from_bounds(lower, upper, about, unit("CNY"));
        prop_assume!(made.is_ok());
        let made = made.unwrap();
        let mut document = document();
        document.facts[0].figure = Some(made.clone());
        let facts = Facts::read(&Facts::of(&document).to_json()).unwrap();
        let read = facts.facts[0].figure.clone().unwrap();
        prop_assert_eq!(Figure::parse(&read.notation, &unit("%")).unwrap(), made.clone());
        let end = |value: Option<Number>, strict| value.map(|value| Bound { value, strict });
        let bounds = Figure::from_bounds(
            end(read.lower, read.lower_strict),
            end(read.upper, read.upper_strict),
            read.about,
            unit(&read.unit),
        );
        prop_assert_eq!(bounds.unwrap(), made);
    }
}

//! The figures and their evidence as JSON-LD, for programs that read pages: the data of
//! `facts.json` in the terms of schema.org.
//!
//! Each figure is an `Observation`, each claim behind it a `Claim`, each source a `CreativeWork`; they
//! name each other by the anchors that the page has. Numbers are strings, as in `facts.json`: no
//! reader makes binary fractions of them.

use briefing_facts::{Claim, ExactFigure, Fact, Facts, Source};
use serde_json::{Map, Value, json};

/// The JSON-LD of a page, safe to stand within `<script>`: without `<`, `>`, `&` and line breaks.
pub(crate) fn linked_data(facts: &Facts) -> String {
    let brief = &facts.brief;
    let report = without_nulls(json!({
        "@type": "Report",
        "@id": "#",
        "name": brief.title,
        "inLanguage": brief.language,
        "datePublished": brief.date,
        "version": brief.edition,
        "temporalCoverage": brief.period,
        "publisher": { "@type": "Organization", "name": brief.publisher },
        "hasPart": facts.facts.iter().map(|fact| reference(&fact.id)).collect::<Value>(),
        "citation": facts.sources.iter().map(|source| reference(&source.anchor)).collect::<Value>(),
    }));
    let graph: Vec<Value> = std::iter::once(report)
        .chain(facts.facts.iter().map(|fact| observation(fact, facts)))
        .chain(facts.claims.iter().map(|claim| stated(claim, facts)))
        .chain(facts.sources.iter().map(work))
        .collect();
    let page = json!({ "@context": "https://schema.org", "@graph": graph });
    escape(&page.to_string())
}

fn observation(fact: &Fact, facts: &Facts) -> Value {
    let coverage = &fact.coverage;
    let claims = fact.claims.iter().filter_map(|claim| facts.claim(claim));
    let properties = [
        property("coverage", format!("{}/{}", coverage.reported, coverage.expected)),
        property("status", list(fact.statuses.iter().map(|status| status.as_str()))),
        property("scope", list(fact.scopes.iter().map(String::as_str))),
    ];
    without_nulls(json!({
        "@type": "Observation",
        "@id": format!("#{}", fact.id),
        "name": fact.label,
        "description": fact.texts.first(),
        "variableMeasured": fact.metric,
        "measurementMethod": fact.formula,
        "value": fact.figure.as_ref().map(quantity),
        "additionalProperty": properties.into_iter().flatten().collect::<Value>(),
        "subjectOf": claims.map(|claim| reference(&claim.anchor)).collect::<Value>(),
    }))
}

fn stated(claim: &Claim, facts: &Facts) -> Value {
    let source = facts.source(&claim.source);
    without_nulls(json!({
        "@type": "Claim",
        "@id": format!("#{}", claim.anchor),
        "name": format!("{}, {}", claim.measure.label, claim.event.label),
        "abstract": claim.text,
        "text": claim.quote.exact,
        "inLanguage": claim.quote.language,
        "url": claim.quote_url,
        "creativeWorkStatus": claim.status.as_str(),
        "appearance": source.map(|source| reference(&source.anchor)),
    }))
}

fn work(source: &Source) -> Value {
    without_nulls(json!({
        "@type": "CreativeWork",
        "@id": format!("#{}", source.anchor),
        "name": source.title,
        "inLanguage": source.language,
        "publisher": { "@type": "Organization", "name": source.publisher },
        "datePublished": source.published,
        "url": source.url,
    }))
}

/// The ends of a figure; an open end is absent.
fn quantity(figure: &ExactFigure) -> Value {
    let is_exact = figure.lower == figure.upper && !figure.about;
    without_nulls(json!({
        "@type": "QuantitativeValue",
        "name": figure.notation,
        "value": figure.lower.filter(|_| is_exact).map(|value| value.to_string()),
        "minValue": figure.lower.filter(|_| !is_exact).map(|value| value.to_string()),
        "maxValue": figure.upper.filter(|_| !is_exact).map(|value| value.to_string()),
        "unitText": figure.unit,
    }))
}

/// A property that schema.org has no term for; none where there is nothing to say.
fn property(name: &str, value: String) -> Option<Value> {
    let stated = json!({ "@type": "PropertyValue", "name": name, "value": value });
    (!value.is_empty()).then_some(stated)
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

fn reference(anchor: &str) -> Value {
    json!({ "@id": format!("#{anchor}") })
}

/// What is not known is absent: JSON-LD takes `null` for a statement.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let known = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(known.collect::<Map<String, Value>>())
        }
        other => other,
    }
}

/// Characters that could end the element, or begin a comment in it, by number.
fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

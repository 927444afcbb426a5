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
        "identifier": identifier([Some(&brief.report), brief.key.as_ref()]),
        "contentReferenceTime": brief.as_of,
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

/// What a brief is called: its report, and which of it.
fn identifier(parts: [Option<&String>; 2]) -> String {
    parts.into_iter().flatten().cloned().collect::<Vec<_>>().join("/")
}

fn observation(fact: &Fact, facts: &Facts) -> Value {
    let coverage = &fact.coverage;
    let claims = fact.claims.iter().filter_map(|claim| facts.claim(claim));
    let reported = format!("{}/{}", coverage.reported, coverage.expected);
    let mut properties = vec![
        property("coverage", [reported.as_str()]),
        property("coverage-text", &coverage.text),
        property("missing", &coverage.missing),
        property("unmatched", &coverage.unmatched),
        property("status", fact.statuses.iter().map(|status| status.as_str())),
        property("scope", &fact.scopes),
        property("population", &fact.populations),
        property("independence", &fact.independence),
    ];
    for dimension in &fact.dimensions {
        properties.push(property(&dimension.name, [&dimension.id, &dimension.label]));
    }
    for rate in &fact.rates {
        let (date, value) = (rate.date.to_string(), rate.value.to_string());
        properties.push(property("rate", [&rate.pair, &value, &date, &rate.source]));
    }
    for conflict in &fact.conflicts {
        properties.push(property("conflict", &conflict.claims));
        properties.push(property("conflict-used", &conflict.used));
    }
    let absence = fact.absence.as_ref().map(|absent| absent.text.as_str());
    properties.push(property("absence", absence));
    without_nulls(json!({
        "@type": "Observation",
        "@id": format!("#{}", fact.id),
        "name": fact.label,
        "description": fact.texts.first(),
        "alternateName": fact.texts.get(1..).filter(|texts| !texts.is_empty()),
        "variableMeasured": fact.metric,
        "measurementMethod": fact.formula,
        "value": fact.figure.as_ref().map(quantity),
        "additionalProperty": stated_only(properties),
        "subjectOf": claims.map(|claim| reference(&claim.anchor)).collect::<Value>(),
    }))
}

fn stated(claim: &Claim, facts: &Facts) -> Value {
    let source = facts.source(&claim.source);
    let as_of = claim.as_of.map(|day| day.to_string());
    let properties = vec![
        property("event", [&claim.event.id, &claim.event.label]),
        property("measure", [&claim.measure.id, &claim.measure.label]),
        property("scope", [&claim.scope.id, &claim.scope.label]),
        property("population", [&claim.population.id, &claim.population.label]),
        property("sector", &claim.sector),
        property("origin", &claim.origin),
        property("as-of", &as_of),
        property("prefix", &claim.quote.prefix),
        property("suffix", &claim.quote.suffix),
        property("note", &claim.note),
        property("correction", &claim.correction),
    ];
    without_nulls(json!({
        "@type": "Claim",
        "@id": format!("#{}", claim.anchor),
        "identifier": claim.id,
        "name": format!("{}, {}", claim.measure.label, claim.event.label),
        "abstract": claim.text,
        "about": quantity(&claim.figure),
        "text": claim.quote.exact,
        "inLanguage": claim.quote.language,
        "url": claim.quote_url,
        "creativeWorkStatus": claim.status.as_str(),
        "additionalProperty": stated_only(properties),
        "appearance": source.map(|source| reference(&source.anchor)),
    }))
}

fn work(source: &Source) -> Value {
    let accessed = source.accessed.to_string();
    let properties = vec![
        property("kind", [source.kind.as_str()]),
        property("grade", [source.grade.as_str()]),
        property("origin", &source.origin),
        property("accessed", [&accessed]),
        property("title-language", [&source.title_language]),
        property("note", &source.note),
    ];
    without_nulls(json!({
        "@type": "CreativeWork",
        "@id": format!("#{}", source.anchor),
        "identifier": source.id,
        "name": source.title,
        "inLanguage": source.language,
        "publisher": { "@type": "Organization", "name": source.publisher },
        "datePublished": source.published,
        "url": source.url,
        "sha256": source.sha256,
        "additionalProperty": stated_only(properties),
    }))
}

/// The ends of a figure; an open end is absent.
fn quantity(figure: &ExactFigure) -> Value {
    let is_exact = figure.lower == figure.upper && !figure.about;
    let ends = [
        (figure.lower_strict, "the lower bound is left out"),
        (figure.upper_strict, "the upper bound is left out"),
        (figure.about, "the bounds are rough"),
    ];
    let ends = ends.into_iter().filter_map(|(holds, words)| holds.then_some(words));
    let properties = vec![
        property("comparator", [figure.comparator.as_str()]),
        property("bounds", ends.collect::<Vec<_>>()),
    ];
    without_nulls(json!({
        "@type": "QuantitativeValue",
        "name": figure.notation,
        "value": figure.lower.filter(|_| is_exact).map(|value| value.to_string()),
        "minValue": figure.lower.filter(|_| !is_exact).map(|value| value.to_string()),
        "maxValue": figure.upper.filter(|_| !is_exact).map(|value| value.to_string()),
        "unitText": figure.unit,
        "additionalProperty": stated_only(properties),
    }))
}

/// A property that schema.org has no term for; none where there is nothing to say.
fn property<T: AsRef<str>>(name: &str, values: impl IntoIterator<Item = T>) -> Option<Value> {
    let mut values: Vec<Value> =
        values.into_iter().map(|value| Value::from(value.as_ref())).collect();
    let value = match values.len() {
        0 => return None,
        1 => values.remove(0),
        _ => Value::Array(values),
    };
    Some(json!({ "@type": "PropertyValue", "name": name, "value": value }))
}

/// The properties there are; `null` for none.
fn stated_only(properties: Vec<Option<Value>>) -> Value {
    let properties: Vec<Value> = properties.into_iter().flatten().collect();
    if properties.is_empty() { Value::Null } else { Value::Array(properties) }
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

/// Characters that could end the element, begin a comment in it, or act where it is shown, by number.
fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            // Controls beyond ASCII, and what turns a line around: JSON lets them stand as they are.
            '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)))
            }
            c => out.push(c),
        }
    }
    out
}

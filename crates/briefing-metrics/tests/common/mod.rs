//! Data sets and metrics for tests.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

use briefing_metrics::{Columns, Query, evaluate, register_all};
use briefing_model::claim::{Claim, ClaimSpans, Quote};
use briefing_model::dataset::Dataset;
use briefing_model::date::Date;
use briefing_model::diagnostic::{Diagnostics, FileId, Span};
use briefing_model::dimension::Dimension;
use briefing_model::event::{Basis, Event, EventKind, PartOf};
use briefing_model::figure::Figure;
use briefing_model::measure::{Measure, MeasureKind};
use briefing_model::metric::{ConflictPolicy, Metric, MetricSpans};
use briefing_model::period::Period;
use briefing_model::place::{Place, Region};
use briefing_model::rate::Rate;
use briefing_model::result::{Absence, MetricResult, ResultRow, RowValue};
use briefing_model::sector::Sector;
use briefing_model::selection::{Condition, Selection, Test};
use briefing_model::slug::Slug;
use briefing_model::source::{Grade, Source, SourceKind};
use briefing_model::text::Text;
use briefing_model::unit::Unit;
use briefing_plugin::Registry;

pub fn slug(text: &str) -> Slug {
    Slug::new(text).unwrap()
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn unit(text: &str) -> Unit {
    Unit::new(text).unwrap()
}

pub fn registry() -> Registry {
    let mut registry = Registry::new();
    register_all(&mut registry).unwrap();
    registry
}

/// Lists, and no event yet: two regions with two provinces each, four measures, four sources.
pub fn lists() -> Dataset {
    let mut dataset = Dataset::default();
    for region in ["western", "northeastern"] {
        let name = Text::en(region);
        dataset.regions.insert(slug(region), Region { id: slug(region), name, span: Span::NONE });
    }
    for (code, name, region) in [
        ("CN-GS", "Gansu", "western"),
        ("CN-SC", "Sichuan", "western"),
        ("CN-HL", "Heilongjiang", "northeastern"),
        ("CN-JL", "Jilin", "northeastern"),
    ] {
        dataset.places.insert(
            code.into(),
            Place {
                code: code.into(),
                gb: "620000".into(),
                name: Text::en(name),
                region: slug(region),
                span: Span::NONE,
            },
        );
    }
    for sector in ["energy", "chips", "textiles"] {
        let (id, name) = (slug(sector), Text::en(sector));
        let sector =
            Sector { id: id.clone(), name, aliases: vec![], broader: None, span: Span::NONE };
        dataset.sectors.insert(id, sector);
    }
    for (id, kind, of, non_negative, additive) in [
        ("value", MeasureKind::Money, "CNY", true, true),
        ("projects", MeasureKind::Count, "project", true, true),
        ("companies", MeasureKind::Count, "company", true, false),
        ("balance", MeasureKind::Money, "CNY", false, true),
    ] {
        dataset.measures.insert(
            slug(id),
            Measure {
                id: slug(id),
                name: Text::en(id),
                description: None,
                kind,
                unit: unit(of),
                also: if id == "value" { vec![unit("USD")] } else { vec![] },
                noun: None,
                non_negative,
                additive,
                of: None,
                span: Span::NONE,
            },
        );
    }
    for scope in ["event", "ceremony", "session", "before"] {
        dataset.scopes.insert(slug(scope), Text::en(scope));
    }
    for population in ["all", "industrial", "foreign"] {
        dataset.populations.insert(slug(population), Text::en(population));
    }
    for (id, kind, grade, published) in [
        ("xinhua", SourceKind::StateMedia, Grade::Original, Some("2024-10-28")),
        ("miit", SourceKind::Official, Grade::Republished, Some("2024-10-27")),
        ("blog", SourceKind::Press, Grade::Unverified, Some("2024-11-30")),
        ("undated", SourceKind::Trade, Grade::Original, None),
    ] {
        dataset.sources.insert(
            slug(id),
            Source {
                id: slug(id),
                title: Text::en(id),
                publisher: Text::en(id),
                origin: None,
                kind,
                published: published.map(date),
                accessed: date("2026-01-01"),
                url: None,
                language: "en".into(),
                grade,
                sha256: None,
                retracted: None,
                note: None,
                span: Span::NONE,
            },
        );
    }
    dataset
}

pub fn event(id: &str, kind: EventKind, start: Option<&str>, place: Option<&str>) -> Event {
    let start = start.map(date);
    Event {
        id: slug(id),
        name: Text::en(id),
        short: None,
        kind,
        start,
        end: None,
        opening: None,
        year: start.map(Date::year),
        place: place.map(str::to_owned),
        city: None,
        organisers: vec![],
        sectors: vec![],
        part_of: None,
        parts_are_complete: false,
        sources: vec![],
        note: None,
        span: Span::NONE,
    }
}

pub fn part_of(event: &str) -> Option<PartOf> {
    Some(PartOf { event: slug(event), basis: Basis::Stated })
}

/// Adds events; they are then known by their ids.
pub fn add_events(dataset: &mut Dataset, events: impl IntoIterator<Item = Event>) {
    for event in events {
        dataset.events.insert(event.id.clone(), event);
    }
}

/// A claim from `event measure status figure`, of the whole event, by Xinhua; `figure` is in the
/// measure's unit unless it says another.
pub fn claim(dataset: &Dataset, event: &str, measure: &str, status: &str, figure: &str) -> Claim {
    let of = &dataset.measures[measure].unit;
    let (figure, of) = match figure.strip_suffix(" USD") {
        Some(figure) => (figure, unit("USD")),
        None => (figure, of.clone()),
    };
    let parsed = Figure::parse_spanned(figure, &of).unwrap();
    let is_count = dataset.measures[measure].kind == MeasureKind::Count;
    Claim {
        id: format!("{event}/{measure}/{status}/{}", dataset.claims.len()),
        event: slug(event),
        measure: slug(measure),
        figure: parsed.figure,
        precision: if is_count { parsed.precision.of_count() } else { parsed.precision },
        counts: Default::default(),
        status: status.parse().unwrap(),
        scope: slug("event"),
        population: slug("all"),
        sector: None,
        as_of: None,
        source: slug("xinhua"),
        quote: Quote { exact: String::new(), prefix: None, suffix: None },
        note: None,
        corrected: None,
        accepted: Vec::new(),
        checked: Default::default(),
        spans: ClaimSpans::default(),
    }
}

pub fn add(dataset: &mut Dataset, event: &str, measure: &str, status: &str, figure: &str) {
    let claim = claim(dataset, event, measure, status, figure);
    dataset.claims.push(claim);
}

pub fn add_rate(dataset: &mut Dataset, base: &str, quote: &str, day: &str, value: &str) {
    dataset.rates.push(Rate {
        base: unit(base),
        quote: unit(quote),
        date: date(day),
        value: value.parse().unwrap(),
        source: slug("xinhua"),
        span: Span::NONE,
    });
}

/// The place of a definition, to be recognised in refusals.
pub fn place(line: usize) -> Span {
    Span::new(FileId(0), line * 10..line * 10 + 5)
}

pub fn metric(aggregate: &str, measure: &str) -> Metric {
    Metric {
        id: slug("asked"),
        label: Text::default(),
        description: None,
        aggregate: aggregate.into(),
        measure: (!measure.is_empty()).then(|| slug(measure)),
        count: None,
        per: None,
        selection: Selection::default(),
        of: None,
        change: None,
        by: vec![],
        period: None,
        sort: None,
        limit: None,
        total: false,
        mixed_status: false,
        mixed_scope: false,
        mixed_population: false,
        conflict: ConflictPolicy::default(),
        convert: None,
        spans: MetricSpans {
            id: place(1),
            aggregate: place(2),
            measure: place(3),
            per: place(4),
            selection: place(5),
            by: place(6),
            convert: place(7),
        },
    }
}

pub fn is(dimension: Dimension, values: &[&str]) -> Condition {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    Condition { dimension, test: Test::In(values), span: Span::NONE }
}

pub fn selection(conditions: impl IntoIterator<Item = Condition>) -> Selection {
    Selection { conditions: conditions.into_iter().collect() }
}

pub fn ask(dataset: &Dataset, metric: &Metric) -> Result<MetricResult, Diagnostics> {
    let columns = Columns::new(dataset);
    let query = Query { metric, period: Period::All, key: None };
    evaluate(&columns, dataset, &[query], &registry()).pop().unwrap()
}

/// The row as one line: key, figure, coverage.
pub fn line(row: &ResultRow) -> String {
    let key: Vec<&str> = row.key.iter().map(|v| v.as_deref().unwrap_or("-")).collect();
    let figure = match &row.value {
        RowValue::Figure(figure) => figure.to_string(),
        RowValue::Absent(Absence::NotReported) => "none".to_owned(),
        RowValue::Absent(absence) => absence.as_str().to_owned(),
    };
    let figure = figure.replace("000000000 ", " billion ");
    let missing: Vec<&str> = row.coverage.missing.iter().map(Slug::as_str).collect();
    let coverage = format!("{} of {}", row.coverage.reported, row.coverage.expected);
    let missing =
        if missing.is_empty() { String::new() } else { format!(", missing {}", missing.join(" ")) };
    let unmatched: Vec<&str> = row.coverage.unmatched.iter().map(Slug::as_str).collect();
    let missing = if unmatched.is_empty() {
        missing
    } else {
        format!("{missing}, unmatched {}", unmatched.join(" "))
    };
    let key = if key.is_empty() { String::new() } else { format!("{}: ", key.join(" ")) };
    format!("{key}{figure} ({coverage}{missing})")
}

pub fn lines(result: &MetricResult) -> Vec<String> {
    let total = result.total.iter().map(|row| format!("total {}", line(row)));
    result.rows.iter().map(line).chain(total).collect()
}

/// A refusal as it reads: code, place, message, label, hints.
pub fn refusal(dataset: &Dataset, metric: &Metric) -> Vec<String> {
    let found = ask(dataset, metric).expect_err("it should be refused");
    found
        .iter()
        .map(|diagnostic| {
            let mut text = format!(
                "{} line {}: {}",
                diagnostic.code.0,
                diagnostic.span.start / 10,
                diagnostic.message
            );
            if !diagnostic.label.is_empty() {
                text += &format!(" | {}", diagnostic.label);
            }
            for hint in &diagnostic.hints {
                text += &format!(" > {hint}");
            }
            text
        })
        .collect()
}

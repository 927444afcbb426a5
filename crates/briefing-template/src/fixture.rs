//! A small data set for tests: three fairs of 2024, two of which report.

use briefing_model::claim::{Claim, ClaimSpans, Quote};
use briefing_model::dataset::Dataset;
use std::fmt::Write as _;

use briefing_model::diagnostic::{Diagnostics, Files, Severity, Span};
use briefing_model::dimension::Dimension;
use briefing_model::event::{Basis, Event, EventKind, PartOf};
use briefing_model::figure::Figure;
use briefing_model::measure::{Measure, MeasureKind, Noun};
use briefing_model::metric::{ConflictPolicy, Metric, MetricSpans};
use briefing_model::period::Period;
use briefing_model::place::{Place, Region};
use briefing_model::report::{ParameterValue, Report, Spanned};
use briefing_model::result::{Coverage, MetricResult, ResultRow};
use briefing_model::selection::Selection;
use briefing_model::slug::Slug;
use briefing_model::source::{Grade, Source, SourceKind};
use briefing_model::status::Status;
use briefing_model::text::Text;
use briefing_model::unit::Unit;
use briefing_plugin::Registry;
use indexmap::IndexMap;

use crate::{BriefInput, Environment, Indexed, TemplateFiles, register_all};

pub(crate) fn slug(text: &str) -> Slug {
    Slug::new(text).unwrap()
}

fn both(en: &str, zh: &str) -> Text {
    Text::en(en).with("zh", zh)
}

/// Places, measures, sources, events, claims.
pub(crate) fn dataset() -> Dataset {
    let mut dataset = Dataset::default();
    for (id, en, zh) in [("western", "Western", "西部"), ("northeastern", "Northeastern", "东北")]
    {
        let region = Region { id: slug(id), name: both(en, zh), span: Span::NONE };
        dataset.regions.insert(slug(id), region);
    }
    for (code, gb, en, zh, region) in [
        ("CN-GS", "620000", "Gansu", "甘肃", "western"),
        ("CN-GX", "450000", "Guangxi", "广西", "western"),
        ("CN-HL", "230000", "Heilongjiang", "黑龙江", "northeastern"),
    ] {
        let place = Place {
            code: code.into(),
            gb: gb.into(),
            name: both(en, zh),
            region: slug(region),
            span: Span::NONE,
        };
        dataset.places.insert(code.into(), place);
    }
    for (id, en, zh, kind, unit, noun) in [
        (
            "projects",
            "Projects",
            "项目",
            MeasureKind::Count,
            "project",
            Some(("project", "projects", "个项目")),
        ),
        (
            "companies",
            "Companies",
            "企业",
            MeasureKind::Count,
            "company",
            Some(("company", "companies", "家企业")),
        ),
        ("agreement-value", "Agreement value", "协议金额", MeasureKind::Money, "CNY", None),
    ] {
        let measure = Measure {
            id: slug(id),
            name: both(en, zh),
            description: None,
            kind,
            unit: Unit::new(unit).unwrap(),
            also: Vec::new(),
            noun: noun.map(|(one, other, zh)| Noun { one: both(one, zh), other: both(other, zh) }),
            non_negative: true,
            additive: true,
            of: None,
            span: Span::NONE,
        };
        dataset.measures.insert(slug(id), measure);
    }
    dataset.scopes.insert(slug("event"), both("whole event", "活动期间"));
    dataset.populations.insert(slug("all"), both("all", "全部"));
    for (id, title, publisher, language, grade, url) in [
        (
            "morning",
            "Fair *signs* projects",
            "Morning Paper",
            "en",
            Grade::Original,
            Some("https://example.org/morning"),
        ),
        ("evening", "博览会签约", "Evening Paper", "zh", Grade::Republished, None),
    ] {
        let source = Source {
            id: slug(id),
            title: Text::new(language, title),
            publisher: Text::en(publisher),
            origin: None,
            kind: SourceKind::Press,
            published: "2024-10-28".parse().ok(),
            accessed: "2024-12-31".parse().unwrap(),
            url: url.map(str::to_owned),
            language: language.into(),
            grade,
            sha256: None,
            retracted: None,
            note: None,
            span: Span::NONE,
        };
        dataset.sources.insert(slug(id), source);
    }
    for (id, en, short, kind, start, end, place) in [
        ("series-2024", "Fairs of 2024", "2024", EventKind::Series, None, None, None),
        (
            "gansu",
            "Gansu Fair",
            "Gansu 2024",
            EventKind::Event,
            Some("2024-10-27"),
            None,
            Some("CN-GS"),
        ),
        (
            "guangxi",
            "Guangxi Fair",
            "Guangxi 2024",
            EventKind::Event,
            Some("2024-06-15"),
            Some("2024-06-17"),
            Some("CN-GX"),
        ),
        (
            "heilongjiang",
            "Heilongjiang Fair",
            "Heilongjiang 2024",
            EventKind::Event,
            Some("2024-08-31"),
            None,
            Some("CN-HL"),
        ),
    ] {
        let event = Event {
            id: slug(id),
            name: Text::en(en),
            short: Some(Text::en(short)),
            kind,
            start: start.map(|day| day.parse().unwrap()),
            end: end.or(start).map(|day| day.parse().unwrap()),
            opening: None,
            year: Some(2024),
            place: place.map(str::to_owned),
            city: None,
            organisers: Vec::new(),
            sectors: Vec::new(),
            parts_are_complete: false,
            part_of: (kind == EventKind::Event)
                .then(|| PartOf { event: slug("series-2024"), basis: Basis::Stated }),
            sources: Vec::new(),
            note: None,
            span: Span::NONE,
        };
        dataset.events.insert(slug(id), event);
    }
    dataset.claims = vec![
        claim("gansu", "projects", "195", "project", "morning", "195 projects were signed"),
        claim("gansu", "agreement-value", "306.2 billion", "CNY", "evening", "总金额3062亿元"),
        claim("heilongjiang", "projects", "> 172", "project", "morning", "more than 172 projects"),
    ];
    dataset
}

fn claim(
    event: &str,
    measure: &str,
    notation: &str,
    unit: &str,
    source: &str,
    quote: &str,
) -> Claim {
    Claim {
        id: format!("{event}/{measure}/signed/{source}"),
        event: slug(event),
        measure: slug(measure),
        figure: figure(notation, unit),
        precision: Default::default(),
        counts: Default::default(),
        status: Status::Signed,
        scope: slug("event"),
        population: slug("all"),
        sector: None,
        as_of: None,
        source: slug(source),
        quote: Quote { exact: quote.into(), prefix: None, suffix: None },
        note: None,
        corrected: None,
        accepted: Vec::new(),
        checked: Default::default(),
        spans: ClaimSpans::default(),
    }
}

pub(crate) fn figure(notation: &str, unit: &str) -> Figure {
    Figure::parse(notation, &Unit::new(unit).unwrap()).unwrap()
}

/// A sum of what was signed.
pub(crate) fn metric(id: &str, label: &str, measure: &str, by: &[Dimension]) -> Metric {
    Metric {
        id: slug(id),
        label: Text::en(label),
        description: None,
        aggregate: "sum".into(),
        measure: Some(slug(measure)),
        count: None,
        per: None,
        selection: Selection::default(),
        of: None,
        change: None,
        by: by.to_vec(),
        period: None,
        sort: None,
        limit: None,
        total: !by.is_empty(),
        mixed_status: false,
        mixed_scope: false,
        mixed_population: false,
        conflict: ConflictPolicy::default(),
        convert: None,
        spans: MetricSpans::default(),
    }
}

/// A report on the fairs with a template at `reports/fairs/brief.md.hbs`.
pub(crate) fn report() -> Report {
    Report {
        id: slug("fairs"),
        title: Spanned { value: "Fairs, {{period.label}}".into(), span: Span::NONE },
        description: None,
        template: Spanned { value: "reports/fairs/brief.md.hbs".into(), span: Span::NONE },
        outputs: Vec::new(),
        metrics: vec![
            metric("projects", "Projects signed", "projects", &[]),
            metric("projects-by-event", "Projects signed", "projects", &[Dimension::Event]),
            metric("value-by-event", "Agreement value", "agreement-value", &[Dimension::Event]),
        ],
        locale: "en".into(),
        period: Period::Year { year: 2024 },
        for_each: None,
        schedule: None,
        publish: briefing_model::report::Publish::default(),
        parameters: IndexMap::new(),
        theme: Spanned::default(),
        span: Span::NONE,
    }
}

fn row(
    key: &[&str],
    value: Option<Figure>,
    reported: u32,
    missing: &[&str],
    claims: &[u32],
) -> ResultRow {
    ResultRow {
        key: key.iter().map(|id| Some((*id).to_owned())).collect(),
        value: value.into(),
        coverage: Coverage {
            reported,
            expected: reported + u32::try_from(missing.len()).unwrap(),
            missing: missing.iter().map(|id| slug(id)).collect(),
            unmatched: Vec::new(),
        },
        statuses: claims.iter().map(|_| Status::Signed).collect(),
        scopes: claims.iter().map(|_| slug("event")).collect(),
        populations: claims.iter().map(|_| slug("all")).collect(),
        claims: claims.to_vec(),
        rates: Vec::new(),
        conflicts: Vec::new(),
    }
}

/// What the report's metrics come to.
pub(crate) fn results() -> IndexMap<Slug, MetricResult> {
    let projects = |notation| Some(figure(notation, "project"));
    let value = |notation| Some(figure(notation, "CNY"));
    let result = |id: &str, unit: &str, dimensions: &[Dimension], rows, total| MetricResult {
        metric: slug(id),
        unit: Unit::new(unit).unwrap(),
        dimensions: dimensions.to_vec(),
        rows,
        total,
        formula: format!("sum for {id}"),
    };
    let by_event = [Dimension::Event];
    [
        result(
            "projects",
            "project",
            &[],
            vec![row(&[], projects("> 367"), 2, &["guangxi"], &[0, 2])],
            None,
        ),
        result(
            "projects-by-event",
            "project",
            &by_event,
            vec![
                row(&["gansu"], projects("195"), 1, &[], &[0]),
                row(&["guangxi"], None, 0, &["guangxi"], &[]),
                row(&["heilongjiang"], projects("> 172"), 1, &[], &[2]),
            ],
            Some(row(&[], projects("> 367"), 2, &["guangxi"], &[0, 2])),
        ),
        result(
            "value-by-event",
            "CNY",
            &by_event,
            vec![row(&["gansu"], value("306.2 billion"), 1, &[], &[1])],
            Some(row(&[], value(">= 306.2 billion"), 1, &["guangxi", "heilongjiang"], &[1])),
        ),
    ]
    .into_iter()
    .map(|result| (result.metric.clone(), result))
    .collect()
}

/// The diagnostics of a test, one a paragraph: `error[B0402] brief.md.hbs:1:3 "text": message`.
pub(crate) fn listed(diagnostics: &Diagnostics, files: &Files) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let path = files.path(diagnostic.span.file).unwrap_or("-");
        let path = path.rsplit('/').next().unwrap_or(path);
        let (line, column) = files.line_column(diagnostic.span).unwrap_or_default();
        let text = files.text(diagnostic.span.file).unwrap_or_default();
        let text = &text[diagnostic.span.range()];
        let (code, message) = (diagnostic.code.0, &diagnostic.message);
        writeln!(out, "{severity}[{code}] {path}:{line}:{column} {text:?}: {message}").unwrap();
        if !diagnostic.label.is_empty() {
            writeln!(out, "  {}", diagnostic.label).unwrap();
        }
        for (span, label) in &diagnostic.related {
            let (line, column) = files.line_column(*span).unwrap_or_default();
            writeln!(out, "  {line}:{column}: {label}").unwrap();
        }
        for hint in &diagnostic.hints {
            writeln!(out, "  hint: {hint}").unwrap();
        }
    }
    out
}

/// An environment of one template, `brief.md.hbs`, and partials by name.
pub(crate) fn environment(
    template: &str,
    partials: &[(&str, &str)],
) -> (Environment, Files, Diagnostics) {
    let mut files = Files::default();
    let path = "reports/fairs/brief.md.hbs";
    let mut templates = TemplateFiles::default();
    templates.templates.insert(path.to_owned(), files.add(path, template));
    for (name, text) in partials {
        let file = files.add(format!("reports/partials/{name}.hbs"), *text);
        templates.partials.insert((*name).to_owned(), file);
    }
    let mut registry = Registry::new();
    register_all(&mut registry).unwrap();
    let (environment, diagnostics) = Environment::new(&templates, &files, &registry);
    (environment, files, diagnostics)
}

/// Everything that a brief is made of.
pub(crate) struct Fixture {
    pub(crate) dataset: Dataset,
    pub(crate) report: Report,
    pub(crate) results: IndexMap<Slug, MetricResult>,
    pub(crate) parameters: IndexMap<String, ParameterValue>,
    publisher: Text,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        Self {
            dataset: dataset(),
            report: report(),
            results: results(),
            parameters: IndexMap::new(),
            publisher: Text::en("Test Desk"),
        }
    }

    pub(crate) fn input(&self) -> BriefInput<'_> {
        BriefInput {
            report: &self.report,
            // A test is over before it could matter.
            dataset: Box::leak(Box::new(Indexed::new(&self.dataset))),
            results: &self.results,
            period: self.report.period,
            key: None,
            parameters: &self.parameters,
            edition: "2024",
            date: "2024-12-31".parse().unwrap(),
            publisher: &self.publisher,
        }
    }
}

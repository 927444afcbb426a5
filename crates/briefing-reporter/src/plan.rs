//! Which briefs are wanted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use briefing_loader::Project;
use briefing_metrics::{Columns, Query, evaluate};
use briefing_model::date::Date;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::dimension::Dimension;
use briefing_model::metric::{ConflictPolicy, Counted, Metric, MetricSpans};
use briefing_model::period::Period;
use briefing_model::report::{ForEach, ParameterKind, ParameterValue, Report};
use briefing_model::selection::Selection;
use briefing_model::slug::Slug;
use briefing_model::suggest::did_you_mean;
use briefing_model::text::{Forbidden, Text, forbidden};
use briefing_plugin::{Output, Registry, Theme};
use indexmap::IndexMap;

use crate::codes;
use crate::layout::brief_folder;

/// What a run is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The reports to build, by id; empty for all.
    pub reports: Vec<Slug>,
    /// Values of `for-each` to build, by id; empty for all.
    pub keys: Vec<String>,
    /// Outputs to make instead of the reports' own; empty for their own.
    pub outputs: Vec<String>,
    /// Parameters set on the command line.
    pub parameters: Vec<(String, String)>,
    /// A period to cover instead of the reports' own.
    pub period: Option<Period>,
}

/// The briefs of a run, in the order of reports and of fan-out values.
pub struct Plan<'a> {
    /// The briefs.
    pub briefs: Vec<Brief<'a>>,
}

/// One brief to be made.
pub struct Brief<'a> {
    /// Its report.
    pub report: &'a Report,
    /// The value of the fan-out dimension it is about.
    pub key: Option<Key>,
    /// The period it covers.
    pub period: Period,
    /// The report's parameters as they are set for this run.
    pub parameters: Arc<IndexMap<String, ParameterValue>>,
    /// What is made of it.
    pub outputs: Vec<Arc<dyn Output>>,
    /// Its theme.
    pub theme: Arc<Theme>,
    /// The last day of which it knows anything; none for all that is known.
    pub as_of: Option<Date>,
    /// The options by which it is not what its report says by itself.
    pub overrides: Vec<Override>,
}

/// An option by which an edition is not what its report says by itself, so that it is not for whoever
/// reads the current edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Override {
    /// Other outputs than the report's.
    Outputs,
    /// A parameter that is not as the report has it.
    Set,
    /// Another period than the report's own, or, of a report with a schedule, one of another unit.
    Period,
    /// A report with a schedule, and no period for which it is due.
    NoPeriod,
}

impl Override {
    /// The word in a manifest.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Outputs => "outputs",
            Self::Set => "set",
            Self::Period => "period",
            Self::NoPeriod => "no-period",
        }
    }

    /// Whether it makes another edition of the same name, which would be a revision of the report's
    /// own.
    #[must_use]
    pub const fn is_of_content(self) -> bool {
        matches!(self, Self::Outputs | Self::Set)
    }
}

/// A value of a fan-out dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The dimension.
    pub dimension: Dimension,
    /// The value, by id.
    pub value: String,
}

impl Brief<'_> {
    /// The folder of its editions, relative to the output folder: `province-profile/cn-gs`.
    #[must_use]
    pub fn folder(&self) -> String {
        let key = self.key.as_ref().map(|key| key.value.as_str());
        brief_folder(self.report.id.as_str(), key)
    }

    /// The name of its edition, without a revision: that of its period, and of the day it is as of
    /// where that is not the data's own: `2024.as-of-2024-10-01`.
    #[must_use]
    pub fn edition(&self) -> String {
        match self.as_of {
            None => self.period.to_string(),
            Some(day) => format!("{}.as-of-{day}", self.period),
        }
    }
}

/// The day the data set is as of, or else the last day on which anything in it was published, read,
/// taken back or corrected: what an edition is dated by unless it is told otherwise, so that the same data give
/// the same bytes on any day.
#[must_use]
pub fn data_date(project: &Project) -> Option<Date> {
    let dataset = &project.dataset;
    let withheld = dataset.withheld.sources.values().map(|(source, _)| source);
    let days = dataset.sources.values().chain(withheld).flat_map(|source| {
        let retracted = source.retracted.as_ref().map(|retraction| retraction.date);
        [Some(source.accessed), source.published, retracted]
    });
    let corrected = dataset.corrections.values().map(|correction| correction.date);
    dataset.as_of.or_else(|| days.flatten().chain(corrected).max())
}

/// The briefs that are asked for, and what is wrong with asking for them.
///
/// Reports that are not in the project are passed over: names from a command line are the
/// command line's to check.
pub fn plan<'a>(
    project: &'a Project,
    columns: &Columns,
    registry: &Registry,
    request: &Request,
) -> (Plan<'a>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let reports: Vec<&Report> = project
        .reports
        .values()
        .filter(|report| request.reports.is_empty() || request.reports.contains(&report.id))
        .collect();
    check_parameter_names(&reports, request, &mut diagnostics);

    let mut briefs = Vec::new();
    for report in reports {
        let period = request.period.unwrap_or(report.period);
        let outputs = outputs(report, registry, request, &mut diagnostics);
        let Some(theme) = theme(report, project, &mut diagnostics) else { continue };
        let parameters = Arc::new(parameters(report, request, &mut diagnostics));
        let overrides = overrides(report, request, &parameters);
        let keys = match &report.for_each {
            None => vec![None],
            Some(for_each) => {
                let found =
                    keys(project, columns, registry, report, for_each, period, &mut diagnostics);
                distinct(report, for_each, found, &mut diagnostics)
                    .into_iter()
                    .filter(|value| {
                        request.keys.is_empty()
                            || request.keys.iter().any(|key| key.eq_ignore_ascii_case(value))
                    })
                    .map(|value| Some(Key { dimension: for_each.dimension, value }))
                    .collect()
            }
        };
        briefs.extend(keys.into_iter().map(|key| Brief {
            report,
            key,
            period,
            parameters: Arc::clone(&parameters),
            outputs: outputs.clone(),
            theme: Arc::clone(&theme),
            as_of: project.dataset.as_of,
            overrides: overrides.clone(),
        }));
    }
    (Plan { briefs }, diagnostics)
}

/// In what a request departs from what a report says by itself.
fn overrides(
    report: &Report,
    request: &Request,
    parameters: &IndexMap<String, ParameterValue>,
) -> Vec<Override> {
    let mut overrides = Vec::new();
    let own: BTreeSet<&str> = report.outputs.iter().map(|output| output.value.as_str()).collect();
    let wanted: BTreeSet<&str> = request.outputs.iter().map(String::as_str).collect();
    if !wanted.is_empty() && wanted != own {
        overrides.push(Override::Outputs);
    }
    if report.parameters.iter().any(|(name, own)| parameters.get(name) != Some(&own.default)) {
        overrides.push(Override::Set);
    }
    let period = request.period.unwrap_or(report.period);
    let is_own = match &report.schedule {
        None => period == report.period,
        Some(schedule) => {
            let of_unit = |start| Period::containing(start, schedule.covers) == period;
            period.start().is_some_and(of_unit)
        }
    };
    if !is_own {
        let is_asked = request.period.is_some();
        overrides.push(if is_asked { Override::Period } else { Override::NoPeriod });
    }
    overrides
}

fn outputs(
    report: &Report,
    registry: &Registry,
    request: &Request,
    diagnostics: &mut Diagnostics,
) -> Vec<Arc<dyn Output>> {
    let wanted: Vec<(&str, Span)> = if request.outputs.is_empty() {
        report.outputs.iter().map(|output| (output.value.as_str(), output.span)).collect()
    } else {
        request.outputs.iter().map(|output| (output.as_str(), Span::NONE)).collect()
    };
    let mut outputs = Vec::new();
    for (name, span) in wanted {
        if let Some(output) = registry.output(name) {
            outputs.push(Arc::clone(output));
        } else {
            let names: Vec<&str> = registry.outputs().map(|output| output.name()).collect();
            diagnostics.push(
                Diagnostic::error(codes::UNKNOWN_OUTPUT, span, format!("unknown output `{name}`"))
                    .did_you_mean(did_you_mean(name, names.iter().copied()))
                    .hint(format!("outputs are `{}`", names.join("`, `"))),
            );
        }
    }
    outputs
}

fn theme(report: &Report, project: &Project, diagnostics: &mut Diagnostics) -> Option<Arc<Theme>> {
    let name = report.theme.value.as_str();
    if let Some(theme) = project.themes.get(name) {
        return Some(Arc::new(theme.clone()));
    }
    if name == "default" {
        return Some(Arc::new(Theme { name: name.to_owned(), ..Theme::default() }));
    }
    diagnostics.push(
        Diagnostic::error(
            codes::UNKNOWN_THEME,
            report.theme.span,
            format!("unknown theme `{name}`"),
        )
        .did_you_mean(did_you_mean(
            name,
            project.themes.keys().map(String::as_str).chain(["default"]),
        ))
        .hint(format!("a theme is a folder: `reports/themes/{name}/`")),
    );
    None
}

fn check_parameter_names(reports: &[&Report], request: &Request, diagnostics: &mut Diagnostics) {
    for (name, _) in &request.parameters {
        if !reports.iter().any(|report| report.parameters.contains_key(name)) {
            let known = reports.iter().flat_map(|report| report.parameters.keys());
            diagnostics.push(
                Diagnostic::error(
                    codes::PARAMETER,
                    Span::NONE,
                    format!("no report that is built has a parameter `{name}`"),
                )
                .did_you_mean(did_you_mean(name, known.map(String::as_str))),
            );
        }
    }
}

fn parameters(
    report: &Report,
    request: &Request,
    diagnostics: &mut Diagnostics,
) -> IndexMap<String, ParameterValue> {
    let mut values = IndexMap::new();
    for (name, parameter) in &report.parameters {
        let mut value = parameter.default.clone();
        for (_, text) in request.parameters.iter().filter(|(other, _)| other == name) {
            if let Some(c) = text.chars().find(|c| forbidden(*c).is_some()) {
                diagnostics.push(
                    Diagnostic::error(
                        codes::PARAMETER,
                        parameter.span,
                        format!(
                            "the value of parameter `{name}` has the character U+{:04X}",
                            u32::from(c)
                        ),
                    )
                    .hint(match forbidden(c) {
                        Some(Forbidden::Direction) => "it turns the direction of text: delete it",
                        _ => "it is a control character, which no reader can see: delete it",
                    }),
                );
                continue;
            }
            let parsed = match parameter.kind {
                ParameterKind::Text => Some(ParameterValue::Text(text.clone())),
                ParameterKind::Integer => text.parse().ok().map(ParameterValue::Integer),
                ParameterKind::Boolean => text.parse().ok().map(ParameterValue::Boolean),
                ParameterKind::Date => text.parse().ok().map(ParameterValue::Date),
            };
            match parsed {
                Some(parsed) => value = parsed,
                None => diagnostics.push(
                    Diagnostic::error(
                        codes::PARAMETER,
                        parameter.span,
                        format!("`{text}` cannot be the value of parameter `{name}`"),
                    )
                    .label(match parameter.kind {
                        ParameterKind::Text => "text",
                        ParameterKind::Integer => "expected a whole number",
                        ParameterKind::Boolean => "expected `true` or `false`",
                        ParameterKind::Date => "expected a date such as `2024-10-27`",
                    }),
                ),
            }
        }
        values.insert(name.clone(), value);
    }
    values
}

/// The values of the fan-out dimension: those that are written, else those of the period's events.
fn keys(
    project: &Project,
    columns: &Columns,
    registry: &Registry,
    report: &Report,
    for_each: &ForEach,
    period: Period,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    if !for_each.values.is_empty() {
        return for_each.values.iter().map(|value| value.value.clone()).collect();
    }
    let metric = events_by(for_each.dimension);
    let query = Query { metric: &metric, period, key: None };
    let mut results = evaluate(columns, &project.dataset, &[query], registry);
    let values: Vec<String> = match results.pop() {
        Some(Ok(result)) => {
            result.rows.into_iter().filter_map(|row| row.key.into_iter().next().flatten()).collect()
        }
        Some(Err(found)) => {
            diagnostics.extend(found);
            return Vec::new();
        }
        None => Vec::new(),
    };
    if values.is_empty() {
        let known = project.dataset.as_of.map(|day| format!(" that was known on {day}"));
        let known = known.unwrap_or_default();
        diagnostics.push(
            Diagnostic::error(
                codes::EMPTY_FAN_OUT,
                for_each.span,
                format!("no event of period `{period}`{known} has a {}", for_each.dimension),
            )
            .label(format!("`{}` makes no brief", report.id))
            .hint("widen `period`, or name `values`"),
        );
    }
    values
}

/// Keys of which no two have one folder; those that have are mistakes.
fn distinct(
    report: &Report,
    for_each: &ForEach,
    keys: Vec<String>,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut by_folder: BTreeMap<String, usize> = BTreeMap::new();
    let mut distinct = Vec::with_capacity(keys.len());
    // Values that are written have a place each, and are in the same order.
    let span = |at: usize| for_each.values.get(at).map_or(for_each.span, |value| value.span);
    for (at, key) in keys.iter().enumerate() {
        let folder = brief_folder(report.id.as_str(), Some(key));
        let Some(&first) = by_folder.get(&folder) else {
            by_folder.insert(folder, at);
            distinct.push(key.clone());
            continue;
        };
        let other = &keys[first];
        // That a value is named twice has been said where it stands.
        if other == key {
            continue;
        }
        let message = format!("`{other}` and `{key}` would have one folder");
        let diagnostic = Diagnostic::error(codes::SAME_KEY, span(at), message)
            .label(format!("their editions would both go to `{folder}`"))
            .hint("rename one of the two, or name in `values` those that are to be made");
        diagnostics.push(if for_each.values.is_empty() {
            diagnostic
        } else {
            diagnostic.related(span(first), "first here")
        });
    }
    distinct
}

fn events_by(dimension: Dimension) -> Metric {
    Metric {
        id: Slug::from_static("fan-out"),
        label: Text::default(),
        description: None,
        aggregate: "count".to_owned(),
        measure: None,
        count: Some(Counted::Events),
        per: None,
        selection: Selection::default(),
        of: None,
        change: None,
        by: vec![dimension],
        period: None,
        sort: None,
        limit: None,
        total: false,
        mixed_status: true,
        mixed_scope: true,
        mixed_population: true,
        conflict: ConflictPolicy::default(),
        convert: None,
        spans: MetricSpans::default(),
    }
}

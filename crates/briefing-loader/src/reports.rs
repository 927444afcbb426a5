//! Definitions of reports.

use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::metric::Metric;
use briefing_model::period::Period;
use briefing_model::report::{
    ForEach, Parameter, ParameterKind, ParameterValue, Publish, Report, Spanned,
};
use briefing_model::slug::Slug;
use briefing_model::suggest::did_you_mean;
use briefing_plugin::Registry;
use indexmap::IndexMap;

use crate::codes;
use crate::convert::{slug, unwritten};
use crate::metrics::{metric, period};
use crate::project::Settings;
use crate::raw;
use crate::schedule::schedule;
use crate::selection::{Values, dimension};
use crate::structure::Structure;
use crate::tree::{FileTree, step};

/// What reports are read against.
pub(crate) struct ReportReader<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) dataset: &'a Dataset,
    pub(crate) metrics: &'a IndexMap<Slug, Metric>,
    /// Metrics whose definitions could not be read: naming them is no second mistake.
    pub(crate) broken: &'a [String],
    pub(crate) registry: &'a Registry,
    pub(crate) templates: &'a dyn Fn(&str) -> bool,
    pub(crate) structure: Structure<raw::Report>,
}

impl ReportReader<'_> {
    /// A report from its file, or `None` with what is wrong.
    pub(crate) fn read(&self, tree: &FileTree, diagnostics: &mut Diagnostics) -> Option<Report> {
        let folder = tree.path.strip_suffix("/report.toml")?;
        let top = Span::new(tree.file, 0..0);
        let id = slug(folder.rsplit('/').next()?, top, diagnostics);
        let checked = self.structure.check(tree, diagnostics);
        let raw: raw::Report = checked.read("")?;
        let place = |field: &str| {
            let span = tree.span(&step("", field));
            if checked.value.get(field).is_some() { span } else { top }
        };

        let template = format!("{folder}/{}", raw.template.as_deref().unwrap_or("brief.md.hbs"));
        if !(self.templates)(&template) {
            diagnostics.push(
                Diagnostic::error(
                    codes::NO_TEMPLATE,
                    place("template"),
                    format!("the template `{template}` is not there"),
                )
                .hint("a template ends in `.md.hbs`, and stands in the report's folder"),
            );
        }
        let locale = raw.locale.unwrap_or_else(|| self.settings.locale.clone());
        diagnostics.extend(unwritten(&locale, place("locale")));
        let period = match raw.period {
            Some(raw) => period(raw, "/period", tree, diagnostics),
            None => Some(Period::All),
        };
        let outputs = raw.outputs.unwrap_or_else(|| vec!["html".to_owned(), "pdf".to_owned()]);
        let outputs = outputs
            .into_iter()
            .enumerate()
            .map(|(index, value)| Spanned { value, span: tree.span(&step("/outputs", index)) })
            .collect();
        let metrics = self.metrics(&raw.metrics, raw.metric, tree, diagnostics);
        let for_each = raw.for_each.and_then(|raw| self.for_each(raw, tree, diagnostics));
        let schedule = raw.schedule.and_then(|raw| schedule(raw, self.settings, tree, diagnostics));
        let parameters = tree
            .in_order(raw.parameters, "/parameters")
            .into_iter()
            .filter_map(|(name, raw)| {
                let at = step("/parameters", &name);
                let parameter = parameter(&raw, &at, tree, diagnostics)?;
                Some((name, parameter))
            })
            .collect();
        Some(Report {
            id: id?,
            title: Spanned { value: raw.title, span: place("title") },
            description: raw.description.map(|value| Spanned { value, span: place("description") }),
            template: Spanned { value: template, span: place("template") },
            outputs,
            metrics,
            locale,
            period: period?,
            for_each,
            schedule,
            publish: publish(raw.publish),
            parameters,
            theme: match raw.theme {
                Some(value) => Spanned { value, span: place("theme") },
                None => self.settings.theme.clone(),
            },
            span: top,
        })
    }

    /// The shared metrics that are named, then the report's own.
    fn metrics(
        &self,
        names: &[String],
        own: IndexMap<String, raw::Metric>,
        tree: &FileTree,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Metric> {
        let mut metrics: Vec<Metric> = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let span = tree.span(&step("/metrics", index));
            match self.metrics.get(name.as_str()) {
                // That it stands there twice has been said.
                Some(metric) if metrics.iter().any(|other| other.id == metric.id) => {}
                Some(metric) => metrics.push(metric.clone()),
                None if self.broken.contains(name) => {}
                None => {
                    let known = self.metrics.keys().map(Slug::as_str);
                    diagnostics.push(
                        Diagnostic::error(
                            codes::UNKNOWN_METRIC,
                            span,
                            format!("unknown metric `{name}`"),
                        )
                        .did_you_mean(did_you_mean(name, known))
                        .hint("shared metrics are defined in `reports/metrics.toml`"),
                    );
                }
            }
        }
        for (name, raw) in tree.in_order(own, "/metric") {
            let at = step("/metric", &name);
            let span = tree.key_span(&at);
            let Some(id) = slug(&name, span, diagnostics) else { continue };
            if let Some(shared) = self.metrics.get(&id) {
                diagnostics.push(
                    Diagnostic::error(
                        codes::DUPLICATE_ID,
                        span,
                        format!("the metric `{name}` is defined twice"),
                    )
                    .label("again here")
                    .related(shared.spans.id, "for all reports here"),
                );
                continue;
            }
            metrics.extend(metric(id, raw, &at, tree, self.dataset, self.registry, diagnostics));
        }
        metrics
    }

    fn for_each(
        &self,
        raw: raw::ForEach,
        tree: &FileTree,
        diagnostics: &mut Diagnostics,
    ) -> Option<ForEach> {
        let span = tree.span("/for-each");
        match raw {
            raw::ForEach::All(name) => Some(ForEach {
                dimension: dimension(&name, span, diagnostics)?,
                values: Vec::new(),
                span,
            }),
            raw::ForEach::Some(raw) => {
                let dimension =
                    dimension(&raw.dimension, tree.span("/for-each/dimension"), diagnostics)?;
                let known = Values { dimension, dataset: self.dataset };
                let placed = |(index, value)| Spanned {
                    value,
                    span: tree.span(&step("/for-each/values", index)),
                };
                let values: Vec<Spanned<String>> =
                    raw.values.into_iter().enumerate().map(placed).collect();
                for value in &values {
                    known.check(&value.value, value.span, diagnostics);
                }
                Some(ForEach { dimension, values, span })
            }
        }
    }
}

fn parameter(
    raw: &raw::Parameter,
    at: &str,
    tree: &FileTree,
    diagnostics: &mut Diagnostics,
) -> Option<Parameter> {
    let (kind, default) = match (raw.kind, &raw.default) {
        (raw::ParameterKind::Text, raw::ParameterDefault::Text(text)) => {
            (ParameterKind::Text, ParameterValue::Text(text.clone()))
        }
        (raw::ParameterKind::Integer, raw::ParameterDefault::Integer(value)) => {
            (ParameterKind::Integer, ParameterValue::Integer(*value))
        }
        (raw::ParameterKind::Boolean, raw::ParameterDefault::Boolean(value)) => {
            (ParameterKind::Boolean, ParameterValue::Boolean(*value))
        }
        (raw::ParameterKind::Date, raw::ParameterDefault::Text(text)) => {
            let span = tree.span(&step(at, "default"));
            let date = crate::convert::date(text, span, diagnostics)?;
            (ParameterKind::Date, ParameterValue::Date(date))
        }
        _ => {
            diagnostics.push(Diagnostic::error(
                codes::BAD_PARAMETER,
                tree.span(&step(at, "default")),
                "the default is not of the parameter's type",
            ));
            return None;
        }
    };
    Some(Parameter { kind, default, description: raw.description.clone(), span: tree.span(at) })
}

/// Whether the briefs of a set appear one by one.
pub(crate) fn publish(raw: raw::Publish) -> Publish {
    match raw {
        raw::Publish::KeepGoing => Publish::KeepGoing,
        raw::Publish::AllOrNothing => Publish::AllOrNothing,
    }
}

//! Metrics, partials and sources that nothing uses.

use std::collections::BTreeSet;

use briefing_loader::Project;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Files, Span};
use briefing_model::report::Report;
use briefing_model::slug::Slug;
use briefing_template::Environment;

use super::codes;

/// Shared metrics that no report selects, metrics that a report selects and its template never
/// names, partials that no template calls, and sources that nothing rests on.
///
/// Reports that could not be read are not there to use anything: where there are such, call this
/// not at all.
pub fn unused(project: &Project, environment: &Environment, files: &Files) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let selected: BTreeSet<&Slug> = project
        .reports
        .values()
        .flat_map(|report| report.metrics.iter().map(|metric| &metric.id))
        .collect();
    for metric in project.metrics.values().filter(|metric| !selected.contains(&metric.id)) {
        let message = format!("no report selects the metric `{}`", metric.id);
        diagnostics.push(
            Diagnostic::warning(codes::UNUSED_METRIC, metric.spans.id, message)
                .hint("name it in the `metrics` of a report, or delete it"),
        );
    }
    for report in project.reports.values() {
        for metric in &report.metrics {
            if !environment.names_metric(report, &metric.id) {
                let message = format!(
                    "`{}` selects `{}`, and its template never names it",
                    report.id, metric.id
                );
                let span = place(report, &metric.id, metric.spans.id, files);
                diagnostics.push(
                    Diagnostic::warning(codes::UNNAMED_METRIC, span, message)
                        .hint("print it, or leave it out: it is evaluated for every brief"),
                );
            }
        }
    }
    for (name, file) in environment.unused_partials() {
        let message = format!("no template calls the partial `{name}`");
        diagnostics.push(
            Diagnostic::warning(codes::UNUSED_PARTIAL, Span::new(file, 0..0), message)
                .hint(format!("call it, `{{{{> {name}}}}}`, or delete it")),
        );
    }
    diagnostics.extend(uncited(project));
    diagnostics
}

/// Sources that no claim, event or rate names.
fn uncited(project: &Project) -> Diagnostics {
    let dataset = &project.dataset;
    // A claim that a correction dropped is listed, and its source with it.
    let claims = dataset.claims.iter().chain(&dataset.dropped).map(|claim| &claim.source);
    let events = dataset.events.values().flat_map(|event| &event.sources);
    let rates = dataset.rates.iter().map(|rate| &rate.source);
    let cited: BTreeSet<&Slug> = claims.chain(events).chain(rates).collect();
    dataset
        .sources
        .values()
        .filter(|source| !cited.contains(&source.id))
        .map(|source| {
            let message = format!("nothing rests on the source `{}`", source.id);
            Diagnostic::warning(codes::UNCITED_SOURCE, source.span, message)
                .hint("name it in a claim, in the `sources` of an event or in a rate, or delete it")
        })
        .collect()
}

/// Where a report names a metric: its own definition, or the word in its `metrics`.
fn place(report: &Report, metric: &Slug, definition: Span, files: &Files) -> Span {
    if definition.file == report.span.file {
        return definition;
    }
    let word = format!("\"{metric}\"");
    let text = files.text(report.span.file).unwrap_or_default();
    text.find(&word).map_or(report.span, |at| Span::new(report.span.file, at..at + word.len()))
}

//! What an audit finds, said where it can be mended.

use briefing_model::diagnostic::{Diagnostic, Files, Span};
use briefing_model::document::Document;
use briefing_model::result::MetricResult;
use briefing_model::slug::Slug;
use briefing_template::words::{self, Reported};
use briefing_template::{Environment, Typed};
use briefing_text::Format;
use indexmap::IndexMap;
use rayon::prelude::*;

use super::complete::{Expected, Missing};
use super::{Auditor, Unaccounted};
use crate::lint;
use crate::plan::Brief;

impl Auditor<'_> {
    /// What the audit of a brief's finished files finds, each mistake at the place where it was typed,
    /// if it was; `sources` are the files of the project.
    pub(crate) fn brief(
        &self,
        brief: &Brief<'_>,
        environment: &Environment,
        document: &Document,
        results: &IndexMap<Slug, MetricResult>,
        files: &[(String, Vec<u8>)],
        sources: &Files,
    ) -> Vec<Diagnostic> {
        let mut allowed = environment.literals(brief.report);
        allowed.extend(brief.parameters.values().map(ToString::to_string));
        let locale = &brief.report.locale;
        let dataset = &self.project.dataset;
        for (id, result) in results {
            let metric = brief.report.metrics.iter().find(|metric| metric.id == *id);
            let reported =
                metric.map_or_else(Reported::default, |metric| Reported::of(metric, dataset));
            for row in result.rows.iter().chain(&result.total) {
                allowed.push(words::coverage(&row.coverage, reported, false, dataset, locale));
                allowed.push(words::fraction(&row.coverage, locale));
            }
        }
        // What is said of one row is said of all that have its key: labels of weeks, say.
        for result in results.values() {
            for row in result.rows.iter().chain(&result.total) {
                let keys = result.dimensions.iter().zip(&row.key);
                allowed.extend(keys.filter_map(|(dimension, id)| {
                    let dataset = &self.project.dataset;
                    Some(words::dimension_value(dataset, *dimension, id.as_ref()?, locale))
                }));
            }
        }
        let expected = Expected::of(document);
        let read: Vec<_> = files
            .par_iter()
            .map(|(name, bytes)| {
                (name.as_str(), self.read(name, bytes, document, &allowed, &expected))
            })
            .collect();
        let mut diagnostics = Vec::new();
        // The same number in several files is one mistake.
        let mut unaccounted: IndexMap<String, Vec<(&str, Unaccounted)>> = IndexMap::new();
        for (name, found) in read {
            match found {
                Ok(found) => {
                    if found.missing != Missing::default() {
                        diagnostics.push(incomplete(brief, sources, name, &found.missing));
                    }
                    for number in found.unaccounted {
                        let places = unaccounted.entry(number.number.clone()).or_default();
                        places.push((name, number));
                    }
                }
                Err(error) => {
                    let message = format!("`{}` in `{name}`: {error}", brief.folder());
                    let span = brief.report.template.span;
                    diagnostics.push(Diagnostic::error(lint::codes::UNREADABLE, span, message));
                }
            }
        }
        if !unaccounted.is_empty() {
            let typed = environment.typed(brief.report);
            let found = unaccounted.iter();
            diagnostics.extend(
                found.map(|(number, places)| {
                    unaccounted_for(brief, &typed, sources, number, places)
                }),
            );
        }
        diagnostics
    }
}

/// What a file does not show of its brief, at the file of the theme that lays it out, if there is one.
fn incomplete(brief: &Brief<'_>, sources: &Files, name: &str, missing: &Missing) -> Diagnostic {
    const NAMED: usize = 4;
    let theme = &brief.theme.name;
    let layouts: &[&str] = match Format::of(name) {
        Some(Format::Pdf) => &["brief.typ"],
        Some(Format::Html) => &["style.css", "extra.css"],
        _ => &[],
    };
    let layout = layouts.iter().find(|file| brief.theme.file(file).is_some());
    let path = layout.map(|file| format!("reports/themes/{theme}/{file}"));
    let place = path.as_ref().and_then(|path| sources.word_at(sources.find(path)?, 1, 1));
    let folder = brief.folder();
    let of_theme = layout.map_or_else(String::new, |_| format!(", made with theme `{theme}`,"));
    let message = if missing.all {
        format!("`{folder}`: `{name}`{of_theme} shows no text")
    } else {
        let kinds = [
            (missing.headings(), "heading", "headings"),
            (missing.figures(), "figure", "figures"),
            (missing.tables(), "table or chart", "tables or charts"),
        ];
        let kinds: Vec<String> = kinds
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, several)| {
                format!("{count} {}", if count == 1 { one } else { several })
            })
            .collect();
        let kinds = words::join(kinds.iter().map(String::as_str), "en");
        format!("`{folder}`: `{name}`{of_theme} does not show {kinds} of the brief")
    };
    let mut named: Vec<String> =
        missing.parts.iter().take(NAMED).map(ToString::to_string).collect();
    if missing.parts.len() > NAMED {
        named.push(format!("{} more", missing.parts.len() - NAMED));
    }
    let span = place.unwrap_or(brief.report.template.span);
    let found = Diagnostic::error(lint::codes::INCOMPLETE, span, message);
    let found = match named.is_empty() {
        true => found,
        false => found.hint(format!("missing: {}", named.join(", "))),
    };
    match layout {
        Some(&"brief.typ") => found.hint(
            "`brief.typ` must print the whole brief: `#import \"briefing.typ\": brief`, then \
             `#brief(json(\"document.json\"))`",
        ),
        Some(file) => found.hint(format!("leave what the brief says visible in `{file}`")),
        None => found,
    }
}

/// A number that nothing accounts for, at the place where it was typed, if it was.
fn unaccounted_for(
    brief: &Brief<'_>,
    typed: &[Typed],
    sources: &Files,
    number: &str,
    places: &[(&str, Unaccounted)],
) -> Diagnostic {
    const NAMED: usize = 4;
    let place = typed.iter().find_map(|typed| {
        let start = typed.text.find(number)?;
        Some(typed.span(start..start + number.len()))
    });
    // Or into the theme.
    let place = place.or_else(|| {
        brief.theme.files.keys().find_map(|file| {
            let file = sources.find(&format!("reports/themes/{}/{file}", brief.theme.name))?;
            let start = sources.text(file)?.find(number)?;
            Some(Span::new(file, start..start + number.len()))
        })
    });
    let mut said: Vec<String> = places
        .iter()
        .take(NAMED)
        .map(|(name, found)| match found.page {
            Some(page) => format!("`{name}`, page {page}"),
            None => format!("`{name}`"),
        })
        .collect();
    said.dedup();
    if places.len() > NAMED {
        said.push(format!("{} places more", places.len() - NAMED));
    }
    let message = format!(
        "`{}`: nothing accounts for the number `{number}` (in {})",
        brief.folder(),
        said.join("; ")
    );
    let span = place.unwrap_or(brief.report.template.span);
    let found = Diagnostic::error(lint::codes::UNACCOUNTED, span, message);
    let found = match places.first() {
        Some((_, first)) => found.hint(format!("it stands in `{}`", first.near)),
        None => found,
    };
    found.hint("print a figure there, or say that it is meant: `{{literal \"…\"}}`")
}

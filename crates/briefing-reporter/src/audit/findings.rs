//! What an audit finds, said where it can be mended.

use briefing_model::diagnostic::Diagnostic;
use briefing_model::document::Document;
use briefing_model::result::MetricResult;
use briefing_model::slug::Slug;
use briefing_template::{Environment, Typed, words};
use indexmap::IndexMap;
use rayon::prelude::*;

use super::{Auditor, Unaccounted};
use crate::lint;
use crate::plan::Brief;

impl Auditor<'_> {
    /// What the audit of a brief's finished files finds, each mistake at the place where it was typed,
    /// if it was.
    pub(crate) fn brief(
        &self,
        brief: &Brief<'_>,
        environment: &Environment,
        document: &Document,
        results: &IndexMap<Slug, MetricResult>,
        files: &[(String, Vec<u8>)],
    ) -> Vec<Diagnostic> {
        let mut allowed = environment.literals(brief.report);
        allowed.extend(brief.parameters.values().map(ToString::to_string));
        let rows = results.values().flat_map(|result| result.rows.iter().chain(&result.total));
        let locale = &brief.report.locale;
        for row in rows {
            let dataset = &self.project.dataset;
            allowed.push(words::coverage(&row.coverage, false, dataset, locale));
            allowed.push(words::fraction(&row.coverage, locale));
        }
        let read: Vec<_> = files
            .par_iter()
            .map(|(name, bytes)| (name.as_str(), self.file(name, bytes, document, &allowed)))
            .collect();
        let mut diagnostics = Vec::new();
        // The same number in several files is one mistake.
        let mut unaccounted: IndexMap<String, Vec<(&str, Unaccounted)>> = IndexMap::new();
        for (name, found) in read {
            match found {
                Ok(found) => {
                    for number in found {
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
                found.map(|(number, places)| unaccounted_for(brief, &typed, number, places)),
            );
        }
        diagnostics
    }
}

/// A number that nothing accounts for, at the place where it was typed, if it was.
fn unaccounted_for(
    brief: &Brief<'_>,
    typed: &[Typed],
    number: &str,
    places: &[(&str, Unaccounted)],
) -> Diagnostic {
    const NAMED: usize = 4;
    let place = typed.iter().find_map(|typed| {
        let start = typed.text.find(number)?;
        Some(typed.span(start..start + number.len()))
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

//! Numbers that an author typed where a figure should stand.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use briefing_evidence::{Mention, MentionKind, Quantity, mentions};
use briefing_loader::Project;
use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::figure::Figure;
use briefing_model::report::Report;
use briefing_template::Environment;

use super::codes;
use crate::compute::Computed;
use crate::plan::Plan;

/// Whole numbers that are taken for years where nothing says what they count.
const YEARS: RangeInclusive<i128> = 1900..=2100;

/// Numbers typed by hand into the templates and titles of the plan's reports, each with the metric
/// whose value it has, where there is one. Dates, ordinals, numbers of sections and lists, parts of
/// names, and what `literal` prints pass; so do small numbers in words, unless they count what a
/// measure counts.
pub fn numbers(
    project: &Project,
    environment: &Environment,
    plan: &Plan<'_>,
    computed: &Computed,
) -> Diagnostics {
    let nouns = nouns(&project.dataset);
    let mut seen: BTreeSet<Span> = BTreeSet::new();
    let mut reports: Vec<&Report> = Vec::new();
    for brief in &plan.briefs {
        if !reports.iter().any(|report| std::ptr::eq(*report, brief.report)) {
            reports.push(brief.report);
        }
    }
    let mut diagnostics = Diagnostics::new();
    for report in reports {
        for typed in environment.typed(report) {
            for mention in mentions(&typed.text) {
                let span = typed.span(mention.range.clone());
                if !is_figure(&typed.text, &mention, &nouns) || !seen.insert(span) {
                    continue;
                }
                let words = &typed.text[mention.range.clone()];
                let message = format!("hard-coded number `{words}`");
                let found = Diagnostic::warning(codes::HARD_CODED, span, message);
                diagnostics.push(match metric_with(&mention, report, plan, computed) {
                    Some(path) => {
                        found.hint(format!("`{path}` has this value: `{{{{figure {path}}}}}`"))
                    }
                    None => found
                        .hint("print a metric, which has evidence and stays true")
                        .hint(format!("or say that it is meant: `{{{{literal \"{words}\"}}}}`")),
                });
            }
        }
    }
    diagnostics
}

/// What the measures of a data set count, in words of any language: `project`, `个项目`.
pub(crate) fn nouns(dataset: &Dataset) -> BTreeSet<String> {
    let nouns = dataset.measures.values().filter_map(|measure| measure.noun.as_ref());
    nouns
        .flat_map(|noun| [&noun.one, &noun.other])
        .flat_map(|text| text.iter().map(|(_, words)| words.to_lowercase()))
        .collect()
}

/// Whether a number is such as only evidence should put into a brief.
pub(crate) fn is_figure(text: &str, mention: &Mention, nouns: &BTreeSet<String>) -> bool {
    let number = &text[mention.number.clone()];
    let has_digit = number.chars().any(|c| c.is_numeric());
    match &mention.kind {
        MentionKind::Quantity(quantity) => {
            let counts =
                quantity.noun.as_ref().is_some_and(|noun| nouns.contains(&noun.to_lowercase()));
            let has_unit = !quantity.unit.as_str().is_empty();
            if has_digit { counts || has_unit || !is_year(quantity) } else { counts || has_unit }
        }
        MentionKind::Unread(_) => has_digit,
        MentionKind::Date | MentionKind::Ordinal | MentionKind::Name => false,
    }
}

fn is_year(quantity: &Quantity) -> bool {
    quantity.noun.is_none()
        && quantity.lower == quantity.upper
        && quantity
            .lower
            .is_some_and(|bound| bound.value.is_integer() && YEARS.contains(&bound.value.numer()))
}

/// The path of a metric of the report with this value: one without groups first.
fn metric_with(
    mention: &Mention,
    report: &Report,
    plan: &Plan<'_>,
    computed: &Computed,
) -> Option<String> {
    let MentionKind::Quantity(quantity) = &mention.kind else { return None };
    let briefs = plan.briefs.iter().enumerate();
    let mut paths: Vec<(usize, String)> = Vec::new();
    for (index, _) in briefs.filter(|(_, brief)| std::ptr::eq(brief.report, report)) {
        for (id, result) in computed.brief(index) {
            let single = result.single().and_then(|row| row.figure.as_ref());
            if single.is_some_and(|figure| says(quantity, figure)) {
                let is_total = !result.dimensions.is_empty();
                let path =
                    if is_total { format!("metrics.{id}.total") } else { format!("metrics.{id}") };
                paths.push((usize::from(is_total), path));
            }
        }
    }
    paths.into_iter().min().map(|(_, path)| path)
}

/// Whether words say a figure: the same ends, in the same currency or none.
pub(crate) fn says(quantity: &Quantity, figure: &Figure) -> bool {
    let unit = figure.unit();
    let same_unit = if unit.is_currency() || unit.is_percent() {
        quantity.unit == *unit
    } else {
        quantity.unit.as_str().is_empty()
    };
    same_unit
        && quantity.lower == figure.lower()
        && quantity.upper == figure.upper()
        && quantity.about == figure.is_about()
}

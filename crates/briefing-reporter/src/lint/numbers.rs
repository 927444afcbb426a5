//! Numbers that an author typed where a figure should stand.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use briefing_evidence::{Mention, MentionKind, Quantity, mentions};
use briefing_loader::Project;
use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::figure::{Comparator, Figure};
use briefing_model::report::Report;
use briefing_template::Environment;

use super::codes;
use crate::compute::Computed;
use crate::plan::Plan;

/// Whole numbers that are taken for years where nothing says what they count.
const YEARS: RangeInclusive<u16> = 1900..=2100;

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
                    Some((path, true)) => {
                        found.hint(format!("`{path}` has this value: `{{{{figure {path}}}}}`"))
                    }
                    Some((path, false)) => found.hint(format!(
                        "`{path}` has this number, though worded otherwise: `{{{{figure {path}}}}}`"
                    )),
                    None => found
                        .hint(match row_with(&mention, report, plan, computed) {
                            Some((metric, row)) => format!(
                                "`metrics.{metric}` has this value for {row}: print its row, or a \
                                 metric of its own with `where`"
                            ),
                            None => "print a metric, which has evidence and stays true".to_owned(),
                        })
                        .hint(format!("or say that it is meant: `{{{{literal \"{words}\"}}}}`")),
                });
            }
        }
    }
    diagnostics
}

/// What the measures of a data set count: their units, and those in words of any language (`project`,
/// `个项目`).
pub(crate) fn nouns(dataset: &Dataset) -> BTreeSet<String> {
    let nouns = dataset.measures.values().filter_map(|measure| measure.noun.as_ref());
    let words = nouns
        .flat_map(|noun| [&noun.one, &noun.other])
        .flat_map(|text| text.iter().map(|(_, words)| words.to_lowercase()));
    let units = dataset.measures.values().map(|measure| measure.unit.as_str().to_owned());
    words.chain(units).collect()
}

/// Whether a number is such as only evidence should put into a brief.
pub(crate) fn is_figure(text: &str, mention: &Mention, nouns: &BTreeSet<String>) -> bool {
    let number = &text[mention.number.clone()];
    let has_digit = number.chars().any(|c| c.is_numeric());
    if is_unit_of_head(text, mention) {
        return false;
    }
    match &mention.kind {
        MentionKind::Quantity(quantity) => {
            let counts = quantity.counts.is_some_and(|noun| nouns.contains(noun))
                || quantity.noun.as_ref().is_some_and(|noun| nouns.contains(&noun.to_lowercase()));
            let has_unit = !quantity.unit.as_str().is_empty();
            let is_plain = !has_unit && quantity.comparator == Comparator::Exact;
            let is_time = is_plain && is_year(text, mention)
                || !has_unit && !counts && is_span_of_years(text, mention);
            !is_time && (has_digit || counts || has_unit)
        }
        MentionKind::Unread(_) => {
            has_digit && !is_year(text, mention) && !is_span_of_years(text, mention)
        }
        MentionKind::Date | MentionKind::Ordinal | MentionKind::Name => false,
    }
}

/// Whether a power of ten is the unit of a column and no number: "Value (billion yuan)".
fn is_unit_of_head(text: &str, mention: &Mention) -> bool {
    const POWERS: [&str; 6] = ["thousand", "million", "billion", "trillion", "亿", "万亿"];
    let number = text[mention.number.clone()].to_lowercase();
    let is_opened = text[..mention.number.start].ends_with(['(', '（']);
    is_opened && POWERS.contains(&number.as_str())
}

/// Whether a number is written as a year is: four digits and no more. "Projects 2023" is a column of
/// that year, "2,023 projects" is not; in Chinese what is counted stands right after (`2023家`).
fn is_year(text: &str, mention: &Mention) -> bool {
    let number = &text[mention.number.clone()];
    let counts_in_chinese =
        text[mention.number.end..].starts_with(|c: char| !c.is_ascii() && c.is_alphabetic());
    number.len() == 4
        && !counts_in_chinese
        && number.parse().is_ok_and(|year: u16| YEARS.contains(&year))
}

/// Whether a number is written as several years are, "2018 to 2025", or is the end of a year that
/// began in another: `FY2023/24`, `2023–24`.
fn is_span_of_years(text: &str, mention: &Mention) -> bool {
    const BETWEEN: [&str; 15] = [
        "to", "and", "until", "till", "through", "or", "-", "‐", "‑", "–", "—", "~", "至", "到",
        "/",
    ];
    let number = &text[mention.number.clone()];
    let is_year = |digits: &str| {
        digits.len() == 4 && digits.parse().is_ok_and(|year: u16| YEARS.contains(&year))
    };
    let follows = text[mention.number.end..].chars().next();
    if follows.is_some_and(|c| c.is_alphanumeric() && c != '年' || matches!(c, '%' | '％')) {
        return false;
    }
    if number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit()) {
        let before = &text[..mention.number.start];
        let Some(before) = before.strip_suffix(['/', '-', '–', '‑']) else { return false };
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let year = &before[before.len() - digits..];
        // The year after, or another of the century: no date is written so.
        return is_year(year) && number > &year[2..] || is_year(year) && &year[2..] == "99";
    }
    let years: Vec<&str> = number.split(|c: char| !c.is_ascii_digit()).collect();
    let between: Vec<&str> = number
        .split(|c: char| c.is_ascii_digit())
        .map(str::trim)
        .filter(|words| !words.is_empty())
        .collect();
    let years: Vec<&str> = years.into_iter().filter(|digits| !digits.is_empty()).collect();
    years.len() == 2
        && years.iter().all(|digits| is_year(digits))
        && matches!(between.as_slice(), [words] if BETWEEN.contains(words))
}

/// What a metric of the report has to do with a number: the metric's path, and whether it has the
/// number as its value or as one of its ends. One without groups comes first.
fn metric_with(
    mention: &Mention,
    report: &Report,
    plan: &Plan<'_>,
    computed: &Computed,
) -> Option<(String, bool)> {
    let MentionKind::Quantity(quantity) = &mention.kind else { return None };
    let briefs = plan.briefs.iter().enumerate();
    let mut paths: Vec<(bool, bool, String)> = Vec::new();
    for (index, _) in briefs.filter(|(_, brief)| std::ptr::eq(brief.report, report)) {
        for (id, result) in computed.brief(index) {
            let Some(figure) = result.single().and_then(|row| row.figure()) else {
                continue;
            };
            if !same_unit(quantity, figure) {
                continue;
            }
            let is_equal = quantity.lower == figure.lower()
                && quantity.upper == figure.upper()
                && quantity.about == figure.is_about();
            if is_equal || share_an_end(quantity, figure) {
                let is_total = !result.dimensions.is_empty();
                let total = if is_total { ".total" } else { "" };
                paths.push((!is_equal, is_total, format!("metrics.{id}{total}")));
            }
        }
    }
    paths.into_iter().min().map(|(differs, _, path)| (path, !differs))
}

/// The metric of the report that has a group with a number as its value, and which group that is.
fn row_with(
    mention: &Mention,
    report: &Report,
    plan: &Plan<'_>,
    computed: &Computed,
) -> Option<(String, String)> {
    let MentionKind::Quantity(quantity) = &mention.kind else { return None };
    let briefs = plan.briefs.iter().enumerate();
    let briefs = briefs.filter(|(_, brief)| std::ptr::eq(brief.report, report));
    let results = briefs.flat_map(|(index, _)| computed.brief(index));
    let mut rows = results.flat_map(|(id, result)| result.rows.iter().map(move |row| (id, row)));
    rows.find_map(|(id, row)| {
        let figure = row.figure().filter(|figure| same_unit(quantity, figure))?;
        let is_equal = quantity.lower == figure.lower() && quantity.upper == figure.upper();
        let key: Vec<String> = row.key.iter().flatten().map(|value| format!("`{value}`")).collect();
        (is_equal && !key.is_empty()).then(|| (id.to_string(), key.join(", ")))
    })
}

fn same_unit(quantity: &Quantity, figure: &Figure) -> bool {
    let unit = figure.unit();
    if unit.is_currency() || unit.is_percent() {
        quantity.unit == *unit
    } else {
        quantity.unit.as_str().is_empty()
    }
}

/// Whether the number of a quantity is also that of a figure, be it worded as another bound.
fn share_an_end(quantity: &Quantity, figure: &Figure) -> bool {
    let ends = [figure.lower(), figure.upper()];
    let mine = [quantity.lower, quantity.upper];
    mine.into_iter()
        .flatten()
        .any(|end| ends.iter().flatten().any(|other| other.value == end.value))
}

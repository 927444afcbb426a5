//! What a figure is made of, where a reader could take it for something else: of what is not alike,
//! which a metric may consent to; or of a part, where neither its metric nor its row names it. The
//! brief says so by itself, beside the figure or below the table.

use std::collections::BTreeSet;

use briefing_model::claim::{EVENT, WHOLE};
use briefing_model::dimension::Dimension;
use briefing_model::document::Inline;
use briefing_model::result::{MetricResult, ResultRow};
use briefing_model::slug::Slug;

use super::Builder;
use super::blocks::push_text;
use super::columns::{ColumnKind, Group};
use crate::words::{self, dimension_value};

/// What rows are said to be made of, with the names of those rows.
type Said = Vec<(String, Vec<String>)>;

impl<'a> Builder<'a> {
    /// "expected and signed together", "opening ceremony"; empty for a figure of one status, of the
    /// whole event and of all things, for one of a part that its metric is about by its definition,
    /// and for a count, which adds no figures up.
    pub(super) fn mixture(&self, metric: &str, row: &ResultRow) -> String {
        self.mixture_without(metric, row, &[])
    }

    /// As [`mixture`](Self::mixture), but for dimensions of which something is said elsewhere.
    fn mixture_without(&self, metric: &str, row: &ResultRow, without: &[Dimension]) -> String {
        let Some(metric) = self.input.metric(metric) else { return String::new() };
        if row.figure().is_none() || metric.aggregate == "count" {
            return String::new();
        }
        let locale = self.locale();
        let dataset = self.input.dataset;
        let statuses = row.statuses.iter().map(|id| id.as_str()).collect();
        let parts: [(bool, Dimension, Vec<&str>); 4] = [
            (metric.mixed_status, Dimension::Status, statuses),
            (metric.mixed_scope, Dimension::Scope, row.scopes.iter().map(Slug::as_str).collect()),
            (
                metric.mixed_population,
                Dimension::Population,
                row.populations.iter().map(Slug::as_str).collect(),
            ),
            (metric.mixed_population, Dimension::Sector, self.sectors(row)),
        ];
        let words = words::lexicon(locale);
        let said = parts.into_iter().filter_map(|(consents, dimension, ids)| {
            if without.contains(&dimension) {
                return None;
            }
            if let [only] = ids[..] {
                let is_whole = only == WHOLE || only == EVENT || dimension == Dimension::Status;
                let is_named = metric.selection.fixes(dimension) || metric.by.contains(&dimension);
                let name = || dimension_value(dataset, dimension, only, locale);
                return (!is_whole && !is_named).then(name);
            }
            if !consents || ids.is_empty() {
                return None;
            }
            let names: Vec<String> =
                ids.into_iter().map(|id| dimension_value(dataset, dimension, id, locale)).collect();
            let all = words::join(names.iter().map(String::as_str), locale);
            Some(words.mixture.replace("{}", &all))
        });
        said.collect::<Vec<_>>().join(words.semicolon)
    }

    /// The sectors that the claims behind a row are limited to, beside their populations.
    pub(super) fn sectors(&self, row: &ResultRow) -> Vec<&'a str> {
        let dataset = self.input.dataset;
        let claims = row.claims.iter().filter_map(|claim| dataset.claim(*claim));
        let sectors = claims.filter_map(|claim| {
            claim.sector.as_ref().filter(|sector| **sector != claim.population)
        });
        let sectors: BTreeSet<&str> = sectors.map(Slug::as_str).collect();
        sectors.into_iter().collect()
    }

    /// Prints, in brackets, what the figure before is made of.
    pub(super) fn push_mixture(&self, out: &mut Vec<Inline>, metric: &str, row: &ResultRow) {
        let mixture = self.mixture(metric, row);
        if !mixture.is_empty() {
            let (open, close) = words::lexicon(self.locale()).brackets;
            push_text(out, &format!("{open}{mixture}{close}"));
        }
    }

    /// Prints a coverage in brackets; within those of the mixture where that stands before it.
    pub(super) fn push_coverage(&self, out: &mut Vec<Inline>, coverage: &str, mixture: &str) {
        let words = words::lexicon(self.locale());
        let (open, close) = words.brackets;
        let end = format!("{open}{mixture}{close}");
        if !mixture.is_empty()
            && let Some(Inline::Text { text }) = out.last_mut()
            && text.ends_with(&end)
            && let Some(rest) = coverage.strip_prefix(open)
        {
            text.truncate(text.len() - close.len());
            text.push_str(words.semicolon);
            text.push_str(rest);
        } else {
            push_text(out, coverage);
        }
    }

    /// What the figures of a table are made of, metric by metric.
    pub(super) fn mixture_notes(
        &self,
        result: &MetricResult,
        kinds: &[ColumnKind],
        groups: &[Group<'a>],
    ) -> Vec<Vec<Inline>> {
        let own = [Dimension::Status, Dimension::Scope, Dimension::Population];
        let shown: Vec<Dimension> =
            own.into_iter().filter(|of| kinds.contains(&ColumnKind::Of(*of))).collect();
        let mut notes = Vec::new();
        for kind in kinds {
            let mut said = Said::new();
            let mut figures = 0;
            let metric = match kind {
                ColumnKind::Value => &result.metric,
                ColumnKind::Metric(id) => id,
                _ => continue,
            };
            for group in groups {
                let rows = match kind {
                    ColumnKind::Value => group.row.into_iter().collect(),
                    _ => self.joined_rows(metric, result, group),
                };
                for row in rows.into_iter().filter(|row| row.figure().is_some()) {
                    figures += 1;
                    let without = if *kind == ColumnKind::Value { shown.as_slice() } else { &[] };
                    let text = self.mixture_without(metric.as_str(), row, without);
                    let name = if group.is_total {
                        words::lexicon(self.locale()).total.to_owned()
                    } else {
                        self.key_label(&result.dimensions, &group.key)
                    };
                    note(&mut said, text, name);
                }
            }
            notes.extend(self.mixture_note(metric.as_str(), said, figures));
        }
        notes
    }

    /// What the figures of a chart are made of.
    pub(super) fn mixture_notes_of(
        &self,
        result: &MetricResult,
        rows: &[&ResultRow],
    ) -> Vec<Vec<Inline>> {
        let mut said = Said::new();
        let figures = rows.iter().filter(|row| row.figure().is_some()).count();
        for row in rows {
            let text = self.mixture(result.metric.as_str(), row);
            note(&mut said, text, self.row_label(result, row));
        }
        self.mixture_note(result.metric.as_str(), said, figures)
    }

    /// "Total, Agreement value: expected and signed together"; without the names of the rows where it
    /// is true of all figures.
    fn mixture_note(&self, metric: &str, said: Said, figures: usize) -> Vec<Vec<Inline>> {
        let locale = self.locale();
        let words = words::lexicon(locale);
        let label = self.input.metric_label(metric);
        said.into_iter()
            .map(|(text, rows)| {
                let what = if rows.len() == figures {
                    label.clone()
                } else {
                    let rows = words::join(rows.iter().map(String::as_str), locale);
                    [rows.as_str(), &label].join(words.list.0)
                };
                vec![Inline::text(format!("{what}{}{text}", words.colon))]
            })
            .collect()
    }
}

fn note(said: &mut Said, text: String, row: String) {
    if text.is_empty() {
        return;
    }
    match said.iter_mut().find(|(other, _)| *other == text) {
        Some((_, rows)) => rows.push(row),
        None => said.push((text, vec![row])),
    }
}

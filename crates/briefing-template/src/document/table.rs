//! Tables and lists of metrics.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use briefing_model::dimension::Dimension;
use briefing_model::document::{Align, Block, Column, Inline, Table, TableRow};
use briefing_model::event::by_date;
use briefing_model::result::{MetricResult, ResultRow};

use super::Builder;
use super::blocks::push_text;
use super::columns::{ColumnKind, Group, column};
use crate::codes;
use crate::request::{RowsRequest, TableRequest};
use crate::words::{self, ColumnScale, FigureStyle, dimension_value};

impl<'a> Builder<'a> {
    /// A table of a metric, and of others beside it.
    pub(super) fn table(&mut self, request: &TableRequest, caption: Vec<Inline>) -> Vec<Block> {
        let Some(result) = self.input.results.get(request.metric.as_str()) else {
            self.no_metric(&request.metric);
            return Vec::new();
        };
        let Some(kinds) = self.column_kinds(request, result) else { return Vec::new() };
        let scales: Vec<_> =
            kinds.iter().map(|kind| self.column_scale(kind, result, request.long)).collect();
        let columns = self.heads(request, result, &kinds, &scales);
        let groups = self.groups(request, result, &kinds);
        // Before any of it is made; then each cell is counted for what it holds.
        let cells = (groups.len() as u64).saturating_mul(kinds.len() as u64);
        if cells >= self.left {
            self.spend(cells, |builder| builder.place(&request.metric));
            return Vec::new();
        }
        let mut rows: Vec<TableRow> = Vec::with_capacity(groups.len());
        for group in &groups {
            let mut cells: Vec<Vec<Inline>> = kinds
                .iter()
                .zip(&scales)
                .map(|(kind, scale)| self.cell(kind, result, group, request.long, *scale))
                .collect();
            if group.is_total
                && let Some(first) = cells.iter_mut().find(|cell| cell.is_empty())
            {
                first.push(Inline::text(words::lexicon(self.locale()).total));
            }
            rows.push(TableRow { total: group.is_total, ..TableRow::new(cells) });
        }
        let mut notes: Vec<Vec<Inline>> =
            request.notes.iter().map(|note| vec![Inline::text(note.clone())]).collect();
        if groups.iter().any(|group| group.is_total) {
            notes.extend(self.coverage_notes(result, &kinds));
        }
        notes.extend(self.mixture_notes(result, &kinds, &groups));
        if rows.is_empty() {
            return self.nothing(caption, &request.empty);
        }
        self.tables += 1;
        let empty = String::new();
        let id = format!("table-{}", self.tables);
        vec![Block::Table(Table { id, caption, columns, rows, empty, notes })]
    }

    /// The rows of a metric as a list: "Gansu 2024: 195 projects".
    pub(super) fn rows_list(&mut self, request: &RowsRequest) -> Vec<Block> {
        let Some(result) = self.input.results.get(request.metric.as_str()) else {
            self.no_metric(&request.metric);
            return Vec::new();
        };
        let colon = words::lexicon(self.locale()).colon;
        let mut items = Vec::new();
        for row in self.sorted_rows(result, request.sort.as_deref(), request.limit) {
            let mut content = Vec::new();
            let label = self.row_label(result, row);
            if !label.is_empty() {
                push_text(&mut content, &format!("{label}{colon}"));
            }
            let style = self.prose_style(row, FigureStyle::default());
            let fact = self.row_fact(result, row, style, false);
            match fact {
                Inline::Text { text } => push_text(&mut content, &text),
                fact => content.push(fact),
            }
            self.push_mixture(&mut content, &request.metric, row);
            items.push(vec![Block::Paragraph { content }]);
        }
        if items.is_empty() {
            return self.nothing(Vec::new(), "");
        }
        vec![Block::List { ordered: false, start: 1, tight: true, items }]
    }

    /// What stands in the place of a table, chart or list of nothing: one line, which says of what
    /// there is nothing.
    pub(super) fn nothing(&self, caption: Vec<Inline>, empty: &str) -> Vec<Block> {
        let words = words::lexicon(self.locale());
        let mut content = caption;
        if !content.is_empty() {
            push_text(&mut content, words.colon);
        }
        push_text(&mut content, if empty.is_empty() { words.no_rows } else { empty });
        vec![Block::Paragraph { content }]
    }

    /// The values of a row's dimensions, in words.
    pub(super) fn row_label(&self, result: &MetricResult, row: &ResultRow) -> String {
        self.key_label(&result.dimensions, &row.key)
    }

    /// Values of dimensions, in words.
    pub(super) fn key_label(&self, dimensions: &[Dimension], key: &[Option<String>]) -> String {
        let locale = self.locale();
        let labels: Vec<String> = dimensions
            .iter()
            .zip(key)
            .map(|(dimension, id)| match id {
                Some(id) => dimension_value(self.input.dataset, *dimension, id, locale),
                None => words::lexicon(locale).none.to_owned(),
            })
            .collect();
        labels.join(words::lexicon(locale).list.0)
    }

    /// The rows of a metric in the order that is asked for.
    pub(super) fn sorted_rows(
        &self,
        result: &'a MetricResult,
        sort: Option<&str>,
        limit: Option<usize>,
    ) -> Vec<&'a ResultRow> {
        let mut rows: Vec<&ResultRow> = result.rows.iter().collect();
        if let Some(sort) = sort {
            let (key, descending) = sort.strip_prefix('-').map_or((sort, false), |key| (key, true));
            let dimension = Dimension::from_name(key)
                .and_then(|key| result.dimensions.iter().position(|other| *other == key));
            let date_of = result.dimensions.iter().position(|other| *other == Dimension::Event);
            rows.sort_by(|a, b| {
                let order = match (key, dimension) {
                    ("value", _) => return by_value(a, b, descending),
                    ("date", _) => {
                        let known = |row: &ResultRow| {
                            let id = date_of.and_then(|at| row.key.get(at)?.as_deref());
                            let event = id.and_then(|id| self.input.dataset.events.get(id));
                            event.map_or((None, None), |event| (event.year, event.start))
                        };
                        return by_date(known(a), known(b), descending);
                    }
                    (_, Some(at)) => a.key.get(at).cmp(&b.key.get(at)),
                    _ => Ordering::Equal,
                };
                if descending { order.reverse() } else { order }
            });
        }
        rows.truncate(limit.unwrap_or(usize::MAX));
        rows
    }

    pub(super) fn no_metric(&mut self, metric: &str) {
        self.error(codes::EVIDENCE_LINK, metric, format!("no result of a metric `{metric}`"));
    }

    fn column_kinds(
        &mut self,
        request: &TableRequest,
        result: &MetricResult,
    ) -> Option<Vec<ColumnKind>> {
        if request.columns.is_empty() {
            let dimensions = result.dimensions.iter().copied().map(ColumnKind::Dimension);
            return Some(dimensions.chain([ColumnKind::Value]).collect());
        }
        let metrics = &self.input.report.metrics;
        let mut kinds = Vec::new();
        for name in &request.columns {
            match column(name, metrics, &result.dimensions) {
                Some(kind) => kinds.push(kind),
                None => {
                    let message = format!("`{}` cannot have a column `{name}`", result.metric);
                    self.error(codes::UNKNOWN_COLUMN, name, message);
                }
            }
        }
        (kinds.len() == request.columns.len()).then_some(kinds)
    }

    fn heads(
        &self,
        request: &TableRequest,
        result: &MetricResult,
        kinds: &[ColumnKind],
        scales: &[Option<ColumnScale>],
    ) -> Vec<Column> {
        kinds
            .iter()
            .zip(scales)
            .enumerate()
            .map(|(index, (kind, scale))| {
                let own = request.labels.get(index).filter(|label| !label.is_empty());
                let label = self.column_head(kind, result, own.map(String::as_str), *scale);
                let align = match request.align.get(index).map(String::as_str) {
                    Some("start" | "left") => Align::Start,
                    Some("center") => Align::Center,
                    Some("end" | "right") => Align::End,
                    _ => kind.align(),
                };
                let header = index == 0 && kind.align() == Align::Start;
                Column { label: vec![Inline::text(label)], align, header }
            })
            .collect()
    }

    /// The rows side by side: those of the metric, then groups that only a joined metric has.
    fn groups(
        &self,
        request: &TableRequest,
        result: &'a MetricResult,
        kinds: &[ColumnKind],
    ) -> Vec<Group<'a>> {
        let mut groups: Vec<Group<'a>> = self
            .sorted_rows(result, request.sort.as_deref(), None)
            .into_iter()
            .map(|row| Group { key: row.key.clone(), row: Some(row), is_total: false })
            .collect();
        let mut keys: BTreeSet<&[Option<String>]> =
            result.rows.iter().map(|row| row.key.as_slice()).collect();
        for kind in kinds {
            let ColumnKind::Metric(id) = kind else { continue };
            let Some(other) = self.input.results.get(id) else { continue };
            if other.dimensions != result.dimensions {
                continue;
            }
            for row in &other.rows {
                if keys.insert(&row.key) {
                    groups.push(Group { key: row.key.clone(), row: None, is_total: false });
                }
            }
        }
        groups.truncate(request.limit.unwrap_or(usize::MAX));
        let wanted = request.total.unwrap_or(true) && !groups.is_empty();
        if let Some(total) = result.total.as_ref().filter(|_| wanted) {
            groups.push(Group { key: Vec::new(), row: Some(total), is_total: true });
        }
        groups
    }

    /// What each total leaves out, where no column says so.
    fn coverage_notes(&mut self, result: &MetricResult, kinds: &[ColumnKind]) -> Vec<Vec<Inline>> {
        let input = self.input;
        let words = words::lexicon(self.locale());
        let metrics = kinds.iter().filter_map(|kind| match kind {
            ColumnKind::Value => Some((result, ColumnKind::Coverage)),
            ColumnKind::Metric(id) => {
                Some((input.results.get(id)?, ColumnKind::CoverageOf(id.clone())))
            }
            _ => None,
        });
        let metrics: Vec<_> = metrics.filter(|(_, own)| !kinds.contains(own)).collect();
        let mut incomplete: Vec<(String, String)> = Vec::new();
        for (result, _) in &metrics {
            let id = result.metric.as_str();
            let leaves_out = |total: &&ResultRow| input.is_incomplete(id, &total.coverage);
            let Some(total) = result.single().filter(leaves_out) else { continue };
            self.covered.insert((id.to_owned(), total.coverage.clone()));
            let text = words::coverage(
                &total.coverage,
                input.reported(id),
                true,
                input.dataset,
                self.locale(),
            );
            incomplete.push((input.metric_label(id), text));
        }
        // What holds for all of them is said once.
        let is_one = incomplete.len() == metrics.len()
            && incomplete.windows(2).all(|pair| pair[0].1 == pair[1].1);
        let mut notes = Vec::new();
        for (label, text) in incomplete {
            let what = if is_one {
                words.total.to_owned()
            } else {
                [words.total, &label].join(words.list.0)
            };
            notes.push(vec![Inline::text(format!("{what}{}{text}", words.colon))]);
            if is_one {
                break;
            }
        }
        notes
    }
}

/// By lower bound, then upper; rows without a figure last either way.
fn by_value(a: &ResultRow, b: &ResultRow, descending: bool) -> Ordering {
    let (a, b) = match (a.figure(), b.figure()) {
        (None, None) => return Ordering::Equal,
        (None, Some(_)) => return Ordering::Greater,
        (Some(_), None) => return Ordering::Less,
        (Some(a), Some(b)) => (a, b),
    };
    let lower = |figure: &briefing_model::figure::Figure| figure.lower().map(|end| end.value);
    let upper = |figure: &briefing_model::figure::Figure| {
        let end = figure.upper().map(|end| end.value);
        // No upper end is above any.
        (end.is_none(), end)
    };
    let order = lower(a).cmp(&lower(b)).then_with(|| upper(a).cmp(&upper(b)));
    if descending { order.reverse() } else { order }
}

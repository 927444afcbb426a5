//! The columns of a table of metrics: what each prints in a row.

use briefing_model::dimension::Dimension;
use briefing_model::document::{Align, Inline};
use briefing_model::event::Event;
use briefing_model::figure::Figure;
use briefing_model::metric::Metric;
use briefing_model::result::{MetricResult, ResultRow};
use briefing_model::slug::Slug;
use briefing_model::status::Status;

use super::Builder;
use super::blocks::push_text;
use crate::words::{self, ColumnScale, DateStyle, FigureStyle, Length, dimension_value};

/// What a column prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    /// The value of one of the metric's dimensions.
    Dimension(Dimension),
    /// Something that the row's event or place has: its place, region, date, sectors, …
    Property(Property),
    /// The figure.
    Value,
    /// "2 of 3".
    Coverage,
    /// What went into the figure, by a dimension of claims.
    Of(Dimension),
    /// The marks of the sources.
    Source,
    /// The notes of the claims.
    Note,
    /// The figure of another metric in the same group.
    Metric(Slug),
    /// "2 of 3" of another metric in the same group.
    CoverageOf(Slug),
}

/// What the event or place of a row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Property {
    Place,
    City,
    Date,
    Region,
    Series,
    Sector,
    Kind,
    Year,
}

const PROPERTIES: [(&str, Property); 8] = [
    ("place", Property::Place),
    ("city", Property::City),
    ("date", Property::Date),
    ("region", Property::Region),
    ("series", Property::Series),
    ("sector", Property::Sector),
    ("kind", Property::Kind),
    ("year", Property::Year),
];

/// The names of the columns of a metric.
pub(crate) fn column_names(
    metric: &Metric,
    metrics: &[Metric],
    dimensions: &[Dimension],
) -> Vec<String> {
    let others = metrics.iter().filter(|other| other.id != metric.id);
    let mut names: Vec<String> = dimensions.iter().map(ToString::to_string).collect();
    names.extend(
        ["value", "coverage", "status", "scope", "population", "origin", "source", "note"]
            .map(String::from),
    );
    names.extend(
        PROPERTIES
            .iter()
            .filter(|(_, property)| offers(dimensions, *property))
            .map(|(name, _)| (*name).to_owned()),
    );
    names.extend(others.map(|other| format!("metrics.{}", other.id)));
    names
}

/// The column of a name; `None` if a metric with these dimensions cannot have it.
pub(crate) fn column(
    name: &str,
    metrics: &[Metric],
    dimensions: &[Dimension],
) -> Option<ColumnKind> {
    let dimension = Dimension::from_name(name);
    if let Some(dimension) = dimension.filter(|dimension| dimensions.contains(dimension)) {
        return Some(ColumnKind::Dimension(dimension));
    }
    let property = PROPERTIES.iter().find(|(other, _)| *other == name);
    if let Some((_, property)) = property.filter(|(_, property)| offers(dimensions, *property)) {
        return Some(ColumnKind::Property(*property));
    }
    let metric = name.strip_prefix("metrics.");
    if let Some(path) = metric {
        let (id, part) = path.split_once('.').unwrap_or((path, "value"));
        let id = metrics.iter().find(|metric| metric.id.as_str() == id)?.id.clone();
        return match part {
            "value" => Some(ColumnKind::Metric(id)),
            "coverage" => Some(ColumnKind::CoverageOf(id)),
            _ => None,
        };
    }
    Some(match name {
        "value" => ColumnKind::Value,
        "coverage" => ColumnKind::Coverage,
        "status" => ColumnKind::Of(Dimension::Status),
        "scope" => ColumnKind::Of(Dimension::Scope),
        "population" => ColumnKind::Of(Dimension::Population),
        "origin" => ColumnKind::Of(Dimension::Origin),
        "source" => ColumnKind::Source,
        "note" => ColumnKind::Note,
        _ => return None,
    })
}

/// Whether rows with these dimensions have a property.
fn offers(dimensions: &[Dimension], property: Property) -> bool {
    dimensions.contains(&Dimension::Event)
        || property == Property::Region && dimensions.contains(&Dimension::Place)
}

impl ColumnKind {
    /// On which side its cells stand.
    pub(super) fn align(&self) -> Align {
        match self {
            Self::Value | Self::Coverage | Self::Metric(_) | Self::CoverageOf(_) => Align::End,
            _ => Align::Start,
        }
    }
}

/// A group of a table: the rows that stand side by side in it.
pub(super) struct Group<'a> {
    pub(super) key: Vec<Option<String>>,
    /// Of the table's own metric.
    pub(super) row: Option<&'a ResultRow>,
    pub(super) is_total: bool,
}

impl<'a> Builder<'a> {
    /// The power of ten that all amounts of a column are printed in; `None` for a column of anything
    /// else, and where figures are printed at length.
    pub(super) fn column_scale(
        &self,
        kind: &ColumnKind,
        result: &MetricResult,
        long: bool,
    ) -> Option<ColumnScale> {
        let result = self.result_of(kind, result)?;
        let unit = &result.unit;
        if long || !(unit.is_currency() || unit.as_str().contains('/')) {
            return None;
        }
        let rows = result.rows.iter().chain(&result.total);
        let figures: Vec<&Figure> = rows.filter_map(|row| row.figure()).collect();
        // Where nothing is reported, there is no unit to name.
        (!figures.is_empty()).then(|| words::column_scale(figures, self.locale()))
    }

    /// The result whose figures a column prints.
    fn result_of<'r>(&self, kind: &ColumnKind, result: &'r MetricResult) -> Option<&'r MetricResult>
    where
        'a: 'r,
    {
        match kind {
            ColumnKind::Value => Some(result),
            ColumnKind::Metric(id) => self.input.results.get(id),
            _ => None,
        }
    }

    /// The head of a column, with the unit and power of ten that its cells do without: "Value
    /// (billion yuan)". An author's own head gets them too, unless it names them.
    pub(super) fn column_head(
        &self,
        kind: &ColumnKind,
        result: &MetricResult,
        own: Option<&str>,
        scale: Option<ColumnScale>,
    ) -> String {
        let label = own.map_or_else(|| self.column_label(kind, result), str::to_owned);
        let (Some(result), Some(scale)) = (self.result_of(kind, result), scale) else {
            return label;
        };
        let locale = self.locale();
        let (open, close) = words::lexicon(locale).brackets;
        let unit = words::column_unit(&result.unit, scale, self.input.dataset, locale);
        if label.contains(&unit) {
            return label;
        }
        // `Value (yuan)` of a column in billions.
        let plain = words::unit_label(&result.unit, self.input.dataset, locale);
        let label = label.strip_suffix(&format!("{open}{plain}{close}")).unwrap_or(&label);
        format!("{label}{open}{unit}{close}")
    }

    fn column_label(&self, kind: &ColumnKind, result: &MetricResult) -> String {
        let locale = self.locale();
        let word = |name: &str| {
            words::vocabulary(words::Kind::Column, name, locale).unwrap_or_default().to_owned()
        };
        match kind {
            ColumnKind::Dimension(dimension) | ColumnKind::Of(dimension) => {
                words::dimension(*dimension, locale).to_owned()
            }
            ColumnKind::Property(property) => match property {
                Property::City => word("city"),
                Property::Date => word("date"),
                Property::Place => words::dimension(Dimension::Place, locale).to_owned(),
                Property::Region => words::dimension(Dimension::Region, locale).to_owned(),
                Property::Series => words::dimension(Dimension::Series, locale).to_owned(),
                Property::Sector => words::dimension(Dimension::Sector, locale).to_owned(),
                Property::Kind => words::dimension(Dimension::Kind, locale).to_owned(),
                Property::Year => words::dimension(Dimension::Year, locale).to_owned(),
            },
            ColumnKind::Value => self.input.metric_label(result.metric.as_str()),
            ColumnKind::Coverage | ColumnKind::CoverageOf(_) => word("coverage"),
            ColumnKind::Source => words::dimension(Dimension::Source, locale).to_owned(),
            ColumnKind::Note => word("note"),
            ColumnKind::Metric(id) => self.input.metric_label(id.as_str()),
        }
    }

    /// The cell of a column in a group.
    pub(super) fn cell(
        &mut self,
        kind: &ColumnKind,
        result: &'a MetricResult,
        group: &Group<'a>,
        long: bool,
        scale: Option<ColumnScale>,
    ) -> Vec<Inline> {
        let dataset = self.input.dataset;
        let locale = self.locale();
        let text = |text: &str| if text.is_empty() { Vec::new() } else { vec![Inline::text(text)] };
        let of = |dimension| {
            let position = result.dimensions.iter().position(|other| *other == dimension)?;
            group.key.get(position)?.as_deref()
        };
        match kind {
            ColumnKind::Dimension(_) | ColumnKind::Property(_) if group.is_total => Vec::new(),
            ColumnKind::Dimension(dimension) => match of(*dimension) {
                Some(id) => text(&dimension_value(dataset, *dimension, id, locale)),
                None => text(words::lexicon(locale).none),
            },
            ColumnKind::Property(property) => {
                let event = of(Dimension::Event).and_then(|id| dataset.events.get(id));
                match event {
                    Some(event) => text(&self.event_property(event, *property)),
                    None => match of(Dimension::Place).and_then(|id| dataset.places.get(id)) {
                        Some(place) => text(&dimension_value(
                            dataset,
                            Dimension::Region,
                            place.region.as_str(),
                            locale,
                        )),
                        None => Vec::new(),
                    },
                }
            }
            ColumnKind::Value => match group.row {
                Some(row) => {
                    let style = FigureStyle { column: scale, ..cell_style(result, long) };
                    vec![self.row_fact(result, row, style, false)]
                }
                None => vec![Inline::text(words::lexicon(locale).short.missing)],
            },
            ColumnKind::Metric(id) => self.joined_cell(id, result, group, long, scale),
            ColumnKind::Coverage => {
                let Some(row) = group.row else { return Vec::new() };
                self.covered.insert((result.metric.to_string(), row.coverage.clone()));
                text(&words::fraction(&row.coverage, self.locale()))
            }
            ColumnKind::CoverageOf(id) => {
                let rows = self.joined_rows(id, result, group);
                for row in &rows {
                    self.covered.insert((id.to_string(), row.coverage.clone()));
                }
                let fractions: Vec<String> =
                    rows.iter().map(|row| words::fraction(&row.coverage, self.locale())).collect();
                text(&fractions.join(words::semicolon(locale)))
            }
            ColumnKind::Of(dimension) => {
                let Some(row) = group.row else { return Vec::new() };
                if *dimension == Dimension::Status {
                    let state = |status: &Status| {
                        words::state(*status, row.counts(*status, &dataset.claims), locale)
                    };
                    let states: Vec<String> = row.statuses.iter().map(state).collect();
                    return text(&words::join(states.iter().map(String::as_str), locale));
                }
                let ids: Vec<&str> = match dimension {
                    Dimension::Scope => row.scopes.iter().map(Slug::as_str).collect(),
                    _ => row.populations.iter().map(Slug::as_str).collect(),
                };
                let names: Vec<String> = ids
                    .into_iter()
                    .filter_map(|id| match dimension {
                        Dimension::Origin => {
                            let origin = dataset.origins.get(id)?.value();
                            Some(dimension_value(dataset, *dimension, &origin, locale))
                        }
                        _ => Some(dimension_value(dataset, *dimension, id, locale)),
                    })
                    .collect();
                text(&words::join(names.iter().map(String::as_str), locale))
            }
            ColumnKind::Source => group.row.map(|row| self.row_citations(row)).unwrap_or_default(),
            ColumnKind::Note => {
                let claims = group.row.map(|row| row.claims.as_slice()).unwrap_or_default();
                let notes = claims
                    .iter()
                    .filter_map(|index| dataset.claims.get(*index as usize)?.note.as_ref())
                    .map(|note| note.in_language(locale));
                text(&notes.collect::<Vec<_>>().join(" "))
            }
        }
    }

    /// The figures of another metric in a group; several where that metric has finer groups.
    fn joined_cell(
        &mut self,
        id: &Slug,
        result: &MetricResult,
        group: &Group<'_>,
        long: bool,
        scale: Option<ColumnScale>,
    ) -> Vec<Inline> {
        let not_reported = || vec![Inline::text(words::lexicon(self.locale()).short.missing)];
        let Some(other) = self.input.results.get(id) else { return not_reported() };
        let rows = self.joined_rows(id, result, group);
        if rows.is_empty() {
            return if group.is_total { Vec::new() } else { not_reported() };
        }
        let mut cell = Vec::new();
        for (index, row) in rows.into_iter().enumerate() {
            if index > 0 {
                push_text(&mut cell, words::semicolon(self.locale()));
            }
            let style = FigureStyle { column: scale, ..cell_style(other, long) };
            cell.push(self.row_fact(other, row, style, false));
        }
        cell
    }

    /// The rows of another metric in a group.
    pub(super) fn joined_rows(
        &self,
        id: &Slug,
        result: &MetricResult,
        group: &Group<'_>,
    ) -> Vec<&'a ResultRow> {
        let Some(other) = self.input.results.get(id) else { return Vec::new() };
        if group.is_total {
            return other.single().into_iter().collect();
        }
        other.rows.iter().filter(|row| joins(result, group, other, row)).collect()
    }

    fn event_property(&self, event: &Event, property: Property) -> String {
        let dataset = self.input.dataset;
        let locale = self.locale();
        let place = event.place.as_deref();
        let name = |dimension, id: &str| dimension_value(dataset, dimension, id, locale);
        match property {
            Property::Place => place.map(|place| name(Dimension::Place, place)).unwrap_or_default(),
            Property::City => {
                event.city.as_ref().map_or("", |city| city.in_language(locale)).to_owned()
            }
            Property::Date => match event.start {
                Some(start) => {
                    words::dates(start, event.end.unwrap_or(start), DateStyle::Short, locale)
                }
                None => event.year.map(|year| year.to_string()).unwrap_or_default(),
            },
            Property::Region => place
                .and_then(|place| dataset.places.get(place))
                .map(|place| name(Dimension::Region, place.region.as_str()))
                .unwrap_or_default(),
            Property::Series => {
                let names: Vec<&str> = dataset
                    .umbrellas(&event.id)
                    .map(|umbrella| words::event_name(umbrella, locale))
                    .collect();
                words::join(names, locale)
            }
            Property::Sector => {
                let names: Vec<String> = event
                    .sectors
                    .iter()
                    .map(|sector| name(Dimension::Sector, sector.as_str()))
                    .collect();
                words::join(names.iter().map(String::as_str), locale)
            }
            Property::Kind => name(Dimension::Kind, event.kind.as_str()),
            Property::Year => event.year.map(|year| year.to_string()).unwrap_or_default(),
        }
    }
}

/// Whether a row of another metric belongs to a group: all dimensions they share are equal, and
/// they share one.
fn joins(result: &MetricResult, group: &Group<'_>, other: &MetricResult, row: &ResultRow) -> bool {
    let mut shared = false;
    for (dimension, value) in other.dimensions.iter().zip(&row.key) {
        let Some(at) = result.dimensions.iter().position(|mine| mine == dimension) else {
            continue;
        };
        if group.key.get(at) != Some(value) {
            return false;
        }
        shared = true;
    }
    shared
}

/// Figures in cells are short; the unit of an amount stands in the head of the column.
pub(super) fn cell_style(result: &MetricResult, long: bool) -> FigureStyle {
    if long {
        return FigureStyle::default();
    }
    let unit = result.unit.is_percent();
    FigureStyle { length: Length::Short, unit, ..FigureStyle::default() }
}

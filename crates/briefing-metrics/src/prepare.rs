//! From a query to what is looked for, or why it makes no sense.

use std::sync::Arc;

use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::dimension::Dimension;
use briefing_model::measure::{Measure, MeasureKind};
use briefing_model::metric::{Counted, Metric, SortKey};
use briefing_model::period::Period;
use briefing_model::selection::{Selection, Test};
use briefing_model::slug::Slug;
use briefing_model::suggest::did_you_mean;
use briefing_model::unit::Unit;
use briefing_plugin::{Aggregate, Asked, Members, Needs, Registry, Second};

use crate::choose::Consent;
use crate::codes;
use crate::columns::Columns;
use crate::condition::Conditions;
use crate::grouping::Grouping;
use crate::scan::{Keep, Scan};
use crate::vocabulary::NONE;

/// A metric to be evaluated.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// The metric.
    pub metric: &'a Metric,
    /// The report's period, used where the metric has none of its own.
    pub period: Period,
    /// A dimension to group by in addition, for fan-out; it comes last in the rows' keys.
    pub key: Option<Dimension>,
}

/// A query that makes sense.
pub(crate) struct Prepared<'a> {
    pub(crate) metric: &'a Metric,
    pub(crate) period: Period,
    pub(crate) key: Option<Dimension>,
    pub(crate) aggregate: Arc<dyn Aggregate>,
    pub(crate) needs: Needs,
    pub(crate) measure: Option<&'a Measure>,
    pub(crate) per: Option<&'a Measure>,
    pub(crate) dimensions: Vec<Dimension>,
    /// The unit of the figures of the group.
    pub(crate) unit: Unit,
    /// The unit of the figures of the second group.
    pub(crate) second_unit: Unit,
    /// The unit of the answer.
    pub(crate) answer_unit: Unit,
}

impl<'a> Prepared<'a> {
    pub(crate) fn new(
        dataset: &'a Dataset,
        query: &Query<'a>,
        registry: &Registry,
    ) -> Result<Self, Diagnostics> {
        let metric = query.metric;
        let mut found = Diagnostics::new();
        let aggregate = registry.aggregate(&metric.aggregate).cloned();
        if aggregate.is_none() {
            let names = registry.aggregates().map(|aggregate| aggregate.name());
            found.push(
                Diagnostic::error(
                    codes::UNKNOWN_AGGREGATE,
                    or(metric.spans.aggregate, metric.spans.id),
                    format!("unknown aggregate `{}`", metric.aggregate),
                )
                .did_you_mean(did_you_mean(&metric.aggregate, names))
                .hint("`briefing plugin list` names those there are"),
            );
        }
        let measure = look_up(dataset, metric, metric.measure.as_ref(), "measure", &mut found);
        let per = look_up(dataset, metric, metric.per.as_ref(), "per", &mut found);
        let needs = aggregate.as_ref().map(|aggregate| aggregate.needs()).unwrap_or_default();
        if aggregate.is_some() {
            check_parts(query, needs, &mut found);
        }
        let mut dimensions = metric.by.clone();
        dimensions.extend(query.key.filter(|key| !metric.by.contains(key)));
        if let Some(sort) = metric.sort
            && let SortKey::Dimension(dimension) = sort.key
            && !dimensions.contains(&dimension)
        {
            found.push(
                Diagnostic::error(
                    codes::UNSORTABLE,
                    or(metric.spans.by, metric.spans.id),
                    format!("rows of `{}` cannot be sorted by `{dimension}`", metric.id),
                )
                .hint(format!("add `{dimension}` to `by`, or sort by `value`")),
            );
        }
        if let (Some(unit), Some(measure)) = (&metric.convert, measure)
            && (measure.kind != MeasureKind::Money || !unit.is_currency())
        {
            found.push(
                Diagnostic::error(
                    codes::NOT_MONEY,
                    or(metric.spans.convert, metric.spans.id),
                    format!("`{}` cannot be converted to `{unit}`", measure.id),
                )
                .label(format!("its unit is `{}`", measure.unit))
                .hint("leave `convert` out, or name a currency for a measure of money"),
            );
        }
        // What is counted is counted in events, claims or sources, whatever the measure is in.
        let counts = needs.members == Members::Counted;
        let unit = unit_of(metric, if counts { None } else { measure });
        let second_unit = per.map_or_else(|| unit.clone(), |per| unit_of(metric, Some(per)));
        let mut asked = Asked::new(&unit);
        asked.second = per.map(|_| &second_unit);
        asked.relative = metric.change.as_ref().is_some_and(|change| change.relative);
        let answer_unit = match aggregate.as_ref().map(|aggregate| aggregate.unit(&asked)) {
            Some(Ok(unit)) => unit,
            Some(Err(error)) => {
                found.push(Diagnostic::error(
                    codes::NOT_COMPUTABLE,
                    metric.spans.id,
                    format!("`{}` has no unit: {error}", metric.id),
                ));
                unit.clone()
            }
            None => unit.clone(),
        };
        match aggregate {
            Some(aggregate) if !found.has_errors() => Ok(Self {
                metric,
                period: metric.period.unwrap_or(query.period),
                key: query.key,
                aggregate,
                needs,
                measure,
                per,
                dimensions,
                unit,
                second_unit,
                answer_unit,
            }),
            _ => Err(found),
        }
    }

    /// What is looked for: the group, and the second group where there is one. `total` is over all
    /// groups.
    pub(crate) fn scans(&self, columns: &Columns, total: bool) -> Vec<Scan<'a>> {
        let metric = self.metric;
        let by = if total { Vec::new() } else { self.dimensions.clone() };
        let own = &metric.selection;
        let one = |selections: &[&'a Selection], by: Vec<Dimension>| {
            self.scan(columns, self.measure, &self.unit, selections, by)
        };
        match self.needs.second {
            Second::None | Second::Rows => vec![one(&[own], by)],
            Second::Per => vec![
                one(&[own], by.clone()),
                self.scan(columns, self.per, &self.second_unit, &[own], by),
            ],
            Second::Of => match &metric.of {
                Some(of) => vec![one(&[own, of], by.clone()), one(&[of], by)],
                // Without a wider selection, the whole of each brief is all of its rows.
                None => {
                    let whole = if total { None } else { self.key };
                    vec![one(&[own], by), one(&[own], whole.into_iter().collect())]
                }
            },
            Second::Change => match &metric.change {
                Some(change) => {
                    vec![one(&[own, &change.to], by.clone()), one(&[own, &change.from], by)]
                }
                None => vec![one(&[own], by.clone()), one(&[own], by)],
            },
        }
    }

    fn scan(
        &self,
        columns: &Columns,
        measure: Option<&Measure>,
        unit: &Unit,
        selections: &[&'a Selection],
        by: Vec<Dimension>,
    ) -> Scan<'a> {
        let conditions = Conditions::new(columns, selections, self.period);
        Scan {
            measure: measure.map(|measure| {
                columns.vocabulary(Dimension::Measure).get(measure.id.as_str()).unwrap_or(NONE)
            }),
            grouping: Grouping::new(columns, &conditions, by),
            conditions,
            keep: match (self.needs.members, self.needs.second) {
                (Members::Counted, _) => Keep::Claims,
                (Members::Latest, _) | (_, Second::Per) => Keep::Observations,
                (_, Second::Rows) => Keep::Sum,
                _ if self.needs.is_sum => Keep::Sum,
                _ => Keep::One,
            },
            policy: self.metric.conflict,
            consent: Consent {
                status: self.metric.mixed_status,
                scope: self.metric.mixed_scope,
                population: self.metric.mixed_population,
            },
            unit: columns.vocabulary(Dimension::Unit).get(unit.as_str()).unwrap_or(NONE),
        }
    }

    /// How the figures are made, in words.
    pub(crate) fn formula(&self) -> String {
        let metric = self.metric;
        let what = match (&metric.measure, metric.count) {
            (Some(measure), _) => measure.as_str(),
            (None, Some(counted)) => counted_word(counted),
            (None, None) => "events",
        };
        let mut formula = format!("{} of {what}", metric.aggregate);
        let mut add = |words: &str, what: &dyn std::fmt::Display| {
            formula.push_str(words);
            formula.push_str(&what.to_string());
        };
        if let (Second::Per, Some(per)) = (self.needs.second, &metric.per) {
            add(" per ", per);
        }
        if !metric.selection.conditions.is_empty() {
            add(" where ", &metric.selection);
        }
        match (self.needs.second, &metric.of, &metric.change) {
            (Second::Of, Some(of), _) if of.conditions.is_empty() => add(" within ", &"all"),
            (Second::Of, Some(of), _) => add(" within ", of),
            (Second::Change, _, Some(change)) => {
                add(" from ", &change.from);
                add(" to ", &change.to);
            }
            _ => {}
        }
        if self.period != Period::All {
            add(" in ", &self.period.phrase());
        }
        if !metric.by.is_empty() {
            let by: Vec<&str> = metric.by.iter().map(|dimension| dimension.as_str()).collect();
            add(" by ", &by.join(", "));
        }
        if let Some(unit) = &metric.convert {
            add(" converted to ", unit);
        }
        formula
    }
}

/// A span, or another where it is no place.
pub(crate) fn or(span: Span, other: Span) -> Span {
    if span == Span::NONE { other } else { span }
}

pub(crate) fn counted_word(counted: Counted) -> &'static str {
    match counted {
        Counted::Events => "events",
        Counted::Claims => "claims",
        Counted::Sources => "sources",
        Counted::Voices => "independent sources",
    }
}

/// The unit that figures are wanted in: the one converted to, the one selected, or the measure's.
fn unit_of(metric: &Metric, measure: Option<&Measure>) -> Unit {
    let Some(measure) = measure else {
        let noun = match metric.count {
            Some(Counted::Claims) => "claim",
            Some(Counted::Sources) => "source",
            Some(Counted::Voices) => "voice",
            Some(Counted::Events) | None => "event",
        };
        return Unit::new(noun).unwrap_or_else(|_| Unit::one());
    };
    if let Some(unit) = &metric.convert
        && measure.kind == MeasureKind::Money
    {
        return unit.clone();
    }
    match metric.selection.on(Dimension::Unit).map(|condition| &condition.test) {
        Some(Test::In(units)) if units.len() == 1 && measure.kind == MeasureKind::Money => {
            Unit::new(&units[0]).unwrap_or_else(|_| measure.unit.clone())
        }
        _ => measure.unit.clone(),
    }
}

fn look_up<'a>(
    dataset: &'a Dataset,
    metric: &Metric,
    id: Option<&Slug>,
    part: &str,
    found: &mut Diagnostics,
) -> Option<&'a Measure> {
    let id = id?;
    let measure = dataset.measures.get(id);
    if measure.is_none() {
        let span = if part == "per" { metric.spans.per } else { metric.spans.measure };
        let names = dataset.measures.keys().map(Slug::as_str);
        found.push(
            Diagnostic::error(
                codes::UNKNOWN_MEASURE,
                or(span, metric.spans.id),
                format!("unknown measure `{id}`"),
            )
            .did_you_mean(did_you_mean(id.as_str(), names))
            .hint("measures are the tables of `data/measures.toml`"),
        );
    }
    measure
}

/// Says what an aggregate lacks.
fn check_parts(query: &Query<'_>, needs: Needs, found: &mut Diagnostics) {
    let metric = query.metric;
    let counts = needs.members == Members::Counted;
    let groups = !metric.by.is_empty();
    let lacks = [
        (metric.measure.is_none() && !counts, "`measure`", "add `measure = \"…\"`"),
        (
            metric.measure.is_none() && counts && metric.count.is_none(),
            "`measure` or `count`",
            "add `count = \"events\"`, or `measure = \"…\"` to count the events that report it",
        ),
        (
            needs.second == Second::Per && metric.per.is_none(),
            "`per`",
            "add `per = \"…\"`, the measure to divide by",
        ),
        (
            needs.second == Second::Of && metric.of.is_none() && !groups,
            "`of`",
            "add `of = { … }`, the selection that makes the whole, or `by` for the share of each row",
        ),
        (
            needs.second == Second::Change && metric.change.is_none(),
            "`change`",
            "add `change = { from = { year = 2023 }, to = { year = 2024 } }`",
        ),
        (
            needs.second == Second::Rows && !groups,
            "`by`",
            "add `by = \"…\"`, whose rows are put in order",
        ),
    ];
    for (lacking, part, fix) in lacks {
        if lacking {
            found.push(
                Diagnostic::error(
                    codes::INCOMPLETE,
                    or(metric.spans.aggregate, metric.spans.id),
                    format!("`{}` of `{}` needs {part}", metric.aggregate, metric.id),
                )
                .hint(fix),
            );
        }
    }
}

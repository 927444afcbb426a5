//! From a query to what is looked for, or why it makes no sense.

use std::sync::Arc;

use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::dimension::Dimension;
use briefing_model::measure::{Measure, MeasureKind};
use briefing_model::metric::{Change, Counted, Metric, SortKey, Unmatched};
use briefing_model::period::Period;
use briefing_model::selection::{Selection, Test};
use briefing_model::slug::Slug;
use briefing_model::suggest::did_you_mean;
use briefing_model::unit::Unit;
use briefing_plugin::{Aggregate, Asked, Members, Needs, Registry, Second};

use crate::choose::Consent;
use crate::codes;
use crate::columns::Columns;
use crate::condition::{Conditions, exclude_each_other};
use crate::grouping::Grouping;
use crate::scan::{Keep, Scan};
use crate::vocabulary::{NONE, number};

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
    pub(crate) share: ShareSides,
}

/// What a share asks of its part and of its whole.
///
/// The whole is what `of` selects. The part has the conditions of `where` and those of `of`, but for
/// the dimensions on which both cannot hold: there each side has its own.
#[derive(Debug, Default)]
pub(crate) struct ShareSides {
    /// What `of` asks of the part as well.
    shared: Selection,
    /// The events that the part is about, or about parts of: where `where` tells apart what is part
    /// of what, by `kind` or `series`, and leaves the event to `of`.
    parts_of: Option<Test>,
    /// Dimensions on which each side has a condition of its own.
    pub(crate) apart: Vec<Dimension>,
    /// Whether the part is made from other observations than the whole.
    pub(crate) is_of_others: bool,
}

impl ShareSides {
    fn new(columns: &Columns, metric: &Metric) -> Self {
        let mut sides = Self::default();
        let own = &metric.selection;
        let tells_parts = own.on(Dimension::Kind).or(own.on(Dimension::Series)).is_some();
        for condition in metric.of.iter().flat_map(|of| &of.conditions) {
            let dimension = condition.dimension;
            match own.on(dimension) {
                Some(other)
                    if exclude_each_other(columns, dimension, [&condition.test, &other.test]) =>
                {
                    sides.apart.push(dimension);
                    sides.is_of_others |= !dimension.is_of_event();
                }
                None if dimension == Dimension::Event && tells_parts => {
                    sides.parts_of = Some(condition.test.clone());
                }
                _ => sides.shared.conditions.push(condition.clone()),
            }
        }
        sides
    }

    /// An event of the part that is neither in the whole nor a part of what is.
    fn stray(&self, columns: &Columns, metric: &Metric, period: Period) -> Option<u32> {
        let of = metric.of.as_ref()?;
        if self.parts_of.is_none() && !self.apart.iter().any(|dimension| dimension.is_of_event()) {
            return None;
        }
        let part = self.part(columns, &metric.selection, period).candidates(columns);
        let whole = Conditions::new(columns, &[of], period).candidates(columns);
        let is_in = |event: usize| {
            let umbrellas = columns.events.umbrellas.row(event);
            whole[event] || umbrellas.iter().any(|umbrella| whole[*umbrella as usize])
        };
        (0..columns.events.count).find(|event| part[*event] && !is_in(*event)).map(number)
    }

    fn part<'p>(&'p self, columns: &Columns, own: &'p Selection, period: Period) -> Conditions<'p> {
        let conditions = Conditions::new(columns, &[own, &self.shared], period);
        match &self.parts_of {
            Some(test) => conditions.of_parts(columns, test),
            None => conditions,
        }
    }
}

impl<'a> Prepared<'a> {
    pub(crate) fn new(
        columns: &Columns,
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
        let period = metric.period.unwrap_or(query.period);
        let share = ShareSides::new(columns, metric);
        if needs.second == Second::Of
            && let Some(event) = share.stray(columns, metric, period)
        {
            let event = columns.vocabulary(Dimension::Event).value(event).unwrap_or("");
            found.push(
                Diagnostic::error(
                    codes::OUTSIDE_THE_WHOLE,
                    or(metric.spans.selection, metric.spans.id),
                    format!(
                        "`{}` is a share of what does not hold it: `{event}` is neither among the \
                         events of `of` nor a part of one",
                        metric.id,
                    ),
                )
                .hint("let `where` select events of `of`, or parts of them")
                .hint("to set one event or period against another, use `change`"),
            );
        }
        match aggregate {
            Some(aggregate) if !found.has_errors() => Ok(Self {
                metric,
                period,
                share,
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
    pub(crate) fn scans(&self, columns: &Columns, total: bool) -> Vec<Scan<'_>> {
        let metric = self.metric;
        let by = if total { Vec::new() } else { self.dimensions.clone() };
        let own = &metric.selection;
        let conditions =
            |selections: &[&'a Selection]| Conditions::new(columns, selections, self.period);
        let one = |selections: &[&'a Selection], by: Vec<Dimension>| {
            self.scan(columns, self.measure, &self.unit, conditions(selections), by)
        };
        match self.needs.second {
            Second::None | Second::Rows => vec![one(&[own], by)],
            Second::Per => vec![
                one(&[own], by.clone()),
                self.scan(columns, self.per, &self.second_unit, conditions(&[own]), by),
            ],
            Second::Of => match &metric.of {
                Some(of) => {
                    let part = self.share.part(columns, own, self.period);
                    let part = self.scan(columns, self.measure, &self.unit, part, by.clone());
                    vec![part, one(&[of], by)]
                }
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

    fn scan<'p>(
        &self,
        columns: &Columns,
        measure: Option<&Measure>,
        unit: &Unit,
        conditions: Conditions<'p>,
        by: Vec<Dimension>,
    ) -> Scan<'p> {
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
                if change.matched != Change::MATCHED {
                    let keys: Vec<&str> = change.matched.iter().map(|key| key.as_str()).collect();
                    add(
                        " matched by ",
                        &if keys.is_empty() { "nothing".into() } else { keys.join(", ") },
                    );
                }
                match change.unmatched {
                    Unmatched::Refuse => {}
                    Unmatched::Exclude => add(", unmatched events excluded", &""),
                    Unmatched::Include => add(", unmatched events included", &""),
                }
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

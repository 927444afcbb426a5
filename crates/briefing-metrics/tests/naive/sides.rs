//! The two sides of a share, and of a change.

use std::collections::BTreeSet;

use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::Span;
use briefing_model::dimension::Dimension;
use briefing_model::event::{Event, EventKind};
use briefing_model::evidence::QuoteGrade;
use briefing_model::metric::{Metric, Unmatched};
use briefing_model::origin::Origin;
use briefing_model::period::Period;
use briefing_model::result::Absence;
use briefing_model::selection::{Condition, Selection, Test};
use briefing_model::source::Grade;
use briefing_model::status::Status;

use super::Side;
use super::select::{candidate, passes, values};

/// What a share asks of its part besides `where`.
#[derive(Default)]
pub struct Sides {
    pub shared: Selection,
    pub of_others: bool,
    /// Dimensions on which `where` and `of` cannot both hold.
    pub apart: Vec<Dimension>,
    parts: bool,
}

impl Sides {
    pub fn new(data: &Dataset, metric: &Metric) -> Self {
        let mut sides = Self::default();
        let own = &metric.selection;
        for condition in metric.of.iter().flat_map(|of| &of.conditions) {
            let dimension = condition.dimension;
            let test = &condition.test;
            if let Some(other) = own.on(dimension) {
                if apart(data, dimension, test, &other.test) {
                    sides.apart.push(dimension);
                    sides.of_others |= !dimension.is_of_event();
                } else {
                    sides.shared.conditions.push(condition.clone());
                }
                continue;
            }
            let told = own.on(Dimension::Kind).is_some() || own.on(Dimension::Series).is_some();
            if dimension == Dimension::Event && told {
                // These events, and what is a part of them.
                let is_wanted = |event: &Event| {
                    passes(dimension, test, &[event.id.to_string()])
                        || data
                            .umbrellas(&event.id)
                            .any(|umbrella| passes(dimension, test, &[umbrella.id.to_string()]))
                };
                let ids = data.events.values().filter(|event| is_wanted(event));
                let test = Test::In(ids.map(|event| event.id.to_string()).collect());
                sides.shared.conditions.push(Condition { dimension, test, span: Span::NONE });
                sides.parts = true;
            } else {
                sides.shared.conditions.push(condition.clone());
            }
        }
        sides
    }

    /// Whether the part has an event that is neither in the whole nor a part of what is.
    pub fn is_stray(&self, data: &Dataset, metric: &Metric, period: Period) -> bool {
        if !self.parts && self.apart.iter().all(|dimension| !dimension.is_of_event()) {
            return false;
        }
        let of = metric.of.as_ref().unwrap();
        let in_whole = |event: &Event| candidate(data, event, &[of], period);
        data.events
            .values()
            .filter(|event| candidate(data, event, &[&metric.selection, &self.shared], period))
            .any(|event| !in_whole(event) && !data.umbrellas(&event.id).any(in_whole))
    }
}

/// Whether two conditions on a dimension of one value cannot both hold.
fn apart(data: &Dataset, dimension: Dimension, one: &Test, two: &Test) -> bool {
    if dimension.is_many() {
        return false;
    }
    if matches!((one, two), (Test::NotIn(_), Test::NotIn(_))) {
        return false;
    }
    let mut all: BTreeSet<String> = match dimension {
        Dimension::Kind => EventKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect(),
        Dimension::Status => Status::ALL.iter().map(|status| status.as_str().to_owned()).collect(),
        Dimension::Grade => Grade::ALL.iter().map(|grade| grade.as_str().to_owned()).collect(),
        Dimension::Checked => QuoteGrade::ALL.iter().map(|one| one.as_str().to_owned()).collect(),
        Dimension::Measure => data.measures.keys().map(ToString::to_string).collect(),
        Dimension::Scope => data.scopes.keys().map(ToString::to_string).collect(),
        Dimension::Population => data.populations.keys().map(ToString::to_string).collect(),
        Dimension::Source => data.sources.keys().map(ToString::to_string).collect(),
        Dimension::Unit => ["CNY", "USD", "project", "company"].map(str::to_owned).into(),
        Dimension::Origin => data.origins.values().map(Origin::value).collect(),
        of_event => data.events.values().flat_map(|event| values(data, event, of_event)).collect(),
    };
    for test in [one, two] {
        if let Test::In(named) = test {
            all.extend(named.iter().cloned());
        }
    }
    !all.into_iter().any(|value| {
        let value = [value];
        passes(dimension, one, &value) && passes(dimension, two, &value)
    })
}

/// Leaves what is compared of the two sides, and names the events without a counterpart.
pub fn compare(
    data: &Dataset,
    metric: &Metric,
    later: &mut Side,
    earlier: &mut Side,
    absence: &mut Option<Absence>,
) -> BTreeSet<usize> {
    let change = metric.change.as_ref().unwrap();
    let known_by = |event: usize| -> Vec<Vec<String>> {
        let event = &data.events[event];
        let value = |key: &Dimension| match key {
            Dimension::Series => {
                let mut series: Vec<String> = data
                    .umbrellas(&event.id)
                    .filter(|umbrella| umbrella.year.is_none() && umbrella.start.is_none())
                    .map(|umbrella| umbrella.id.to_string())
                    .collect();
                series.sort();
                series
            }
            key => values(data, event, *key),
        };
        change.matched.iter().map(value).collect()
    };
    let counterpart = |event: usize, own: &Side, other: &Side| -> Option<usize> {
        if other.expected.contains(&event) {
            return Some(event);
        }
        let alike = |one: &Side, two: &Side| -> Vec<usize> {
            let only = one.expected.iter().filter(|event| !two.expected.contains(event));
            only.copied().filter(|other| known_by(*other) == known_by(event)).collect()
        };
        match (alike(own, other).as_slice(), alike(other, own).as_slice()) {
            ([_], [partner]) => Some(*partner),
            _ => None,
        }
    };
    let alone = |own: &Side, other: &Side| -> BTreeSet<usize> {
        let has = |event: &usize| {
            counterpart(*event, own, other).is_some_and(|one| other.reporting.contains(&one))
        };
        own.reporting.iter().copied().filter(|event| !has(event)).collect()
    };
    if later.reporting.is_empty() || earlier.reporting.is_empty() {
        return BTreeSet::new();
    }
    let (of_later, of_earlier) = (alone(later, earlier), alone(earlier, later));
    let all: BTreeSet<usize> = of_later.union(&of_earlier).copied().collect();
    let nothing = of_later.len() == later.reporting.len();
    let unlike = !all.is_empty();
    match change.unmatched {
        Unmatched::Refuse if unlike => *absence = Some(Absence::UnlikeMembers),
        Unmatched::Exclude if unlike && nothing => *absence = Some(Absence::UnlikeMembers),
        Unmatched::Exclude if unlike => {
            later.used.retain(|o| !of_later.contains(&o.event));
            earlier.used.retain(|o| !of_earlier.contains(&o.event));
        }
        _ => {}
    }
    all
}

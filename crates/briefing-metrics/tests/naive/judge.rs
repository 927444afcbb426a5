//! What is refused, and what is converted.

use std::collections::BTreeSet;

use briefing_model::dimension::Dimension;
use briefing_model::event::Event;
use briefing_model::number::Number;
use briefing_model::slug::Slug;
use briefing_model::unit::Unit;

use super::{Naive, Observation, Refused, Side, fold};

impl Naive<'_> {
    pub(super) fn refusals(&self, one: &Side, two: &Side, wrong: &mut Refused) {
        let metric = self.metric;
        let all: Vec<&Observation> = one.used.iter().chain(&two.used).collect();
        if all.iter().any(|o| o.conflict.as_ref().is_some_and(|conflict| conflict.used.is_empty()))
        {
            wrong.insert("B0312");
        }
        if metric.convert.is_none() {
            let strange = |side: &Side, measure: Option<&Slug>| {
                measure.is_some_and(|m| side.used.iter().any(|o| *o.figure.unit() != self.unit(m)))
            };
            let second = metric.per.as_ref().or(metric.measure.as_ref());
            if strange(one, metric.measure.as_ref()) || strange(two, second) {
                wrong.insert("B0309");
            }
        }
        if metric.aggregate == "latest" {
            return;
        }
        // Each side of a share may have conditions of its own.
        let apart = super::sides::Sides::new(self.data, metric).apart;
        let none = Side::default();
        let population = |o: &Observation| o.population.clone();
        let pairs = |dimension| {
            let split = apart.contains(&dimension);
            if split { vec![(one, &none), (two, &none)] } else { vec![(one, two)] }
        };
        for (one, two) in pairs(Dimension::Status) {
            fold::mixed(
                metric,
                metric.mixed_status,
                one,
                two,
                |o| (o.status, o.counts),
                "B0304",
                wrong,
            );
        }
        for (one, two) in pairs(Dimension::Scope) {
            fold::mixed(metric, metric.mixed_scope, one, two, |o| o.scope.clone(), "B0305", wrong);
        }
        for (one, two) in pairs(Dimension::Population) {
            fold::mixed(metric, metric.mixed_population, one, two, population, "B0306", wrong);
        }
        let adds = !matches!(metric.aggregate.as_str(), "min" | "max" | "mean" | "median");
        for (side, measure) in
            [(one, metric.measure.as_ref()), (two, metric.per.as_ref().or(metric.measure.as_ref()))]
        {
            let events: BTreeSet<usize> = side.used.iter().map(|o| o.event).collect();
            if adds && events.len() > 1 && !self.data.measures[measure.unwrap()].additive {
                wrong.insert("B0307");
            }
            for event in &events {
                let id = &self.data.events[*event].id;
                let above = |umbrella: &Event| {
                    umbrella.id != *id
                        && events.contains(&self.data.events.get_index_of(&umbrella.id).unwrap())
                };
                if self.data.umbrellas(id).any(above) {
                    wrong.insert("B0308");
                }
            }
        }
    }

    pub(super) fn convert(&self, side: &mut Side, unit: &Unit, wrong: &mut Refused) {
        if self.metric.convert.is_none() {
            return;
        }
        for o in &mut side.used {
            if o.figure.unit() == unit {
                continue;
            }
            let day = self.data.events[o.event].start;
            let mut found: Option<(usize, Number)> = None;
            for straight in [true, false] {
                let rates = self.data.rates.iter().enumerate().filter(|(_, rate)| {
                    let (base, quote) =
                        if straight { (o.figure.unit(), unit) } else { (unit, o.figure.unit()) };
                    rate.base == *base
                        && rate.quote == *quote
                        && day.is_some_and(|d| rate.date <= d)
                });
                let last = rates.clone().map(|(_, rate)| rate.date).max();
                let rate = rates.clone().find(|(_, rate)| Some(rate.date) == last);
                if let Some((index, rate)) = rate
                    && found.is_none()
                    && day.unwrap().since(rate.date).unwrap().get_days() <= 31
                {
                    let value = if straight {
                        rate.value
                    } else {
                        Number::ONE.checked_div(rate.value).unwrap()
                    };
                    found = Some((index, value));
                }
            }
            match found {
                None => {
                    wrong.insert("B0313");
                }
                Some((index, value)) => {
                    o.figure = o.figure.scale(value).unwrap().with_unit(unit.clone());
                    o.rate = Some(index as u32);
                }
            }
        }
    }
}

//! A data set with what briefs look up in it, so that a brief of one province does not look through
//! all the others.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::OnceLock;

use briefing_model::claim::Claim;
use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::dimension::Dimension;
use briefing_model::event::Event;
use briefing_model::period::{Period, PeriodUnit};
use briefing_model::slug::Slug;

/// A data set, indexed as far as anybody asks. Made once for all briefs of a run.
#[derive(Debug)]
pub struct Indexed<'a> {
    dataset: &'a Dataset,
    /// By the place of their event.
    claims: OnceLock<Vec<Vec<ClaimIndex>>>,
    /// In the order of their ids.
    ids: OnceLock<Vec<ClaimIndex>>,
    corrected: OnceLock<Vec<ClaimIndex>>,
    /// Which of the contradictions a claim is in.
    contradictions: OnceLock<HashMap<ClaimIndex, usize>>,
    events: [OnceLock<HashMap<String, Vec<u32>>>; Dimension::ALL.len()],
}

impl Deref for Indexed<'_> {
    type Target = Dataset;

    fn deref(&self) -> &Dataset {
        self.dataset
    }
}

impl<'a> Indexed<'a> {
    /// Nothing is looked through yet.
    #[must_use]
    pub fn new(dataset: &'a Dataset) -> Self {
        Self {
            dataset,
            claims: OnceLock::new(),
            ids: OnceLock::new(),
            corrected: OnceLock::new(),
            contradictions: OnceLock::new(),
            events: [const { OnceLock::new() }; Dimension::ALL.len()],
        }
    }

    /// The claims about an event, in order.
    pub(crate) fn claims_of(&self, event: &Slug) -> &[ClaimIndex] {
        let events = &self.dataset.events;
        let index = self.claims.get_or_init(|| {
            let mut index = vec![Vec::new(); events.len()];
            for (claim, number) in self.dataset.claims.iter().zip(0..) {
                if let Some(place) = events.get_index_of(&claim.event) {
                    index[place].push(number);
                }
            }
            index
        });
        events.get_index_of(event).map_or(&[], |place| index[place].as_slice())
    }

    /// The claims on the same thing as one, where not all of them can be true.
    pub(crate) fn contradiction(&self, claim: ClaimIndex) -> Option<&'a [ClaimIndex]> {
        let contradictions = &self.dataset.evidence.contradictions;
        let index = self.contradictions.get_or_init(|| {
            let numbered = contradictions.iter().enumerate();
            numbered.flat_map(|(at, claims)| claims.iter().map(move |c| (*c, at))).collect()
        });
        index.get(&claim).map(|at| contradictions[*at].as_slice())
    }

    /// The number of a claim by its id.
    pub(crate) fn claim_number(&self, id: &str) -> Option<ClaimIndex> {
        let id_of = |number: ClaimIndex| self.dataset.claims[number as usize].id.as_str();
        let index = self.ids.get_or_init(|| {
            let mut index: Vec<ClaimIndex> =
                self.dataset.claims.iter().zip(0..).map(|(_, number)| number).collect();
            index.sort_unstable_by_key(|number| id_of(*number));
            index
        });
        let place = index.binary_search_by(|number| id_of(*number).cmp(id)).ok()?;
        index.get(place).copied()
    }

    /// A claim by its id.
    #[must_use]
    pub fn claim_of(&self, id: &str) -> Option<&'a Claim> {
        self.dataset.claims.get(self.claim_number(id)? as usize)
    }

    /// The claims that were corrected, then those that were dropped.
    pub(crate) fn corrected(&self) -> &[ClaimIndex] {
        self.corrected.get_or_init(|| {
            let all = self.dataset.claims.iter().chain(&self.dataset.dropped).zip(0..);
            all.filter(|(claim, _)| claim.corrected.is_some()).map(|(_, number)| number).collect()
        })
    }

    /// The events that have a value of a dimension, or all events, in order.
    pub(crate) fn events_with(
        &self,
        key: Option<(Dimension, &str)>,
    ) -> Box<dyn Iterator<Item = &'a Event> + '_> {
        let events = &self.dataset.events;
        match key
            .filter(|(dimension, _)| dimension.is_of_event() || *dimension == Dimension::Sector)
        {
            None => Box::new(events.values()),
            Some((dimension, value)) => {
                let index = self.events[dimension as usize].get_or_init(|| self.by(dimension));
                let numbers = index.get(value).map_or(&[][..], Vec::as_slice);
                Box::new(
                    numbers.iter().filter_map(|number| Some(events.get_index(*number as usize)?.1)),
                )
            }
        }
    }

    fn by(&self, dimension: Dimension) -> HashMap<String, Vec<u32>> {
        let mut index: HashMap<String, Vec<u32>> = HashMap::new();
        for (event, number) in self.dataset.events.values().zip(0..) {
            for value in self.values(event, dimension) {
                let numbers = index.entry(value).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
        }
        index
    }

    /// The values that an event has of a dimension of events.
    fn values(&self, event: &Event, dimension: Dimension) -> Vec<String> {
        let umbrellas =
            || self.dataset.umbrellas(&event.id).map(|umbrella| umbrella.id.to_string());
        let when = |unit| {
            let start = event.start?;
            Some(Period::containing(start, unit).to_string())
        };
        let year = || event.start.map(|start| start.year()).or(event.year).map(|y| y.to_string());
        match dimension {
            Dimension::Event => std::iter::once(event.id.to_string()).chain(umbrellas()).collect(),
            Dimension::Series => umbrellas().collect(),
            Dimension::Kind => vec![event.kind.as_str().to_owned()],
            Dimension::Place => event.place.iter().cloned().collect(),
            Dimension::Region => {
                let place = event.place.as_ref().and_then(|place| self.dataset.places.get(place));
                place.iter().map(|place| place.region.to_string()).collect()
            }
            Dimension::Sector => event.sectors.iter().map(Slug::to_string).collect(),
            Dimension::Year => year().into_iter().collect(),
            Dimension::Quarter => when(PeriodUnit::Quarter).into_iter().collect(),
            Dimension::Month => when(PeriodUnit::Month).into_iter().collect(),
            Dimension::Week => when(PeriodUnit::Week).into_iter().collect(),
            // Dimensions of claims do not tell events apart.
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use briefing_model::dimension::Dimension;
    use briefing_model::period::Period;

    use super::Indexed;
    use crate::fixture::{Fixture, slug};

    /// The index is made for speed alone: what it finds is what looking at each event finds.
    #[test]
    fn the_index_finds_what_a_search_finds() {
        let mut fixture = Fixture::new();
        let events = &mut fixture.dataset.events;
        let (gansu, guangxi) =
            (events.get_index(0).unwrap().0.clone(), events.get_index(1).unwrap().0.clone());
        events[&gansu].sectors = vec![slug("steel"), slug("energy"), slug("steel")];
        events[&guangxi].start = None;
        events[&guangxi].place = None;
        let indexed = Indexed::new(&fixture.dataset);
        let mut found = 0;
        for dimension in Dimension::ALL {
            let values =
                fixture.dataset.events.values().flat_map(|event| indexed.values(event, dimension));
            let values: Vec<String> = values.chain(["nothing".to_owned()]).collect();
            for value in values {
                let mut input = fixture.input();
                input.period = Period::All;
                input.key = Some((dimension, value));
                let searched: Vec<_> =
                    fixture.dataset.events.values().filter(|event| input.covers(event)).collect();
                assert_eq!(input.covered().collect::<Vec<_>>(), searched, "{:?}", input.key);
                let claims = fixture.dataset.claims.iter().zip(0..);
                let searched: Vec<u32> = claims
                    .filter(|(claim, _)| searched.iter().any(|event| event.id == claim.event))
                    .map(|(_, number)| number)
                    .collect();
                assert_eq!(input.claims(), searched, "{:?}", input.key);
                found += searched.len();
            }
        }
        assert!(found > 20, "{found}");
    }

    #[test]
    fn claims_are_found_by_their_ids() {
        let fixture = Fixture::new();
        let indexed = Indexed::new(&fixture.dataset);
        for (claim, number) in fixture.dataset.claims.iter().zip(0..) {
            assert_eq!(indexed.claim_number(&claim.id), Some(number));
        }
        assert_eq!(indexed.claim_number("nothing"), None);
    }
}

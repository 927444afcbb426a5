//! Claims by what they are about.

use std::collections::BTreeMap;

use briefing_model::claim::Claim;
use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::date::Date;
use briefing_model::event::Event;
use briefing_model::measure::Measure;
use briefing_model::slug::Slug;
use briefing_model::status::Status;

/// The claims of a data set by event, measure, status and scope.
pub(super) struct Said<'a> {
    pub(super) dataset: &'a Dataset,
    groups: BTreeMap<Key, Vec<ClaimIndex>>,
    /// Scopes by their place in the data set.
    scopes: BTreeMap<&'a Slug, usize>,
    /// Events by what they are directly part of.
    parts: BTreeMap<&'a Slug, Vec<&'a Event>>,
}

/// Event, measure, status, scope: each by its place in the data set.
type Key = (usize, usize, Status, usize);

/// The claims about one measure of one event at one status, of one scope.
pub(super) struct Group<'a> {
    pub(super) event: &'a Event,
    pub(super) measure: &'a Measure,
    pub(super) status: Status,
    pub(super) scope: &'a Slug,
    pub(super) claims: &'a [ClaimIndex],
}

impl<'a> Said<'a> {
    pub(super) fn new(dataset: &'a Dataset) -> Self {
        let scopes: BTreeMap<&Slug, usize> =
            dataset.scopes.keys().enumerate().map(|(at, scope)| (scope, at)).collect();
        let mut groups: BTreeMap<Key, Vec<ClaimIndex>> = BTreeMap::new();
        for (index, claim) in (0..).zip(&dataset.claims) {
            let event = dataset.events.get_index_of(&claim.event);
            let measure = dataset.measures.get_index_of(&claim.measure);
            let scope = scopes.get(&claim.scope).copied();
            if let (Some(event), Some(measure), Some(scope)) = (event, measure, scope) {
                groups.entry((event, measure, claim.status, scope)).or_default().push(index);
            }
        }
        let mut parts: BTreeMap<&Slug, Vec<&Event>> = BTreeMap::new();
        for event in dataset.events.values() {
            if let Some(tie) = &event.part_of {
                parts.entry(&tie.event).or_default().push(event);
            }
        }
        Self { dataset, groups, scopes, parts }
    }

    /// All groups, in the order of events and measures.
    pub(super) fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        self.groups.iter().filter_map(|((event, measure, status, scope), claims)| {
            Some(Group {
                event: self.dataset.events.get_index(*event)?.1,
                measure: self.dataset.measures.get_index(*measure)?.1,
                status: *status,
                scope: self.dataset.scopes.get_index(*scope)?.0,
                claims,
            })
        })
    }

    /// The claims about something, in order; none where there is none.
    pub(super) fn about(
        &self,
        event: &Slug,
        measure: &Slug,
        status: Status,
        scope: &str,
    ) -> &[ClaimIndex] {
        let key = || {
            Some((
                self.dataset.events.get_index_of(event)?,
                self.dataset.measures.get_index_of(measure)?,
                status,
                *self.scopes.get(&Slug::new(scope).ok()?)?,
            ))
        };
        key().and_then(|key| self.groups.get(&key)).map_or(&[], Vec::as_slice)
    }

    /// The events that are directly part of one.
    pub(super) fn parts(&self, event: &Slug) -> &[&'a Event] {
        self.parts.get(event).map_or(&[], Vec::as_slice)
    }

    pub(super) fn claim(&self, index: ClaimIndex) -> &'a Claim {
        &self.dataset.claims[index as usize]
    }

    /// The day a claim holds for, where it is known.
    pub(super) fn day(&self, claim: &Claim) -> Option<Date> {
        claim.as_of.or_else(|| self.dataset.sources.get(&claim.source)?.published)
    }

    /// Whether a part cannot have outgrown a whole by the time it was counted: both are about the same
    /// day, or the whole is of a later one. What is signed at an event is signed then, whenever it is
    /// reported; what is started or realised grows.
    pub(super) fn is_timely(&self, part: &Claim, whole: &Claim) -> bool {
        let is_fixed = part.as_of.is_some() || part.source == whole.source || !grows(part.status);
        if part.as_of == whole.as_of && is_fixed {
            return true;
        }
        match (self.day(part), self.day(whole)) {
            (Some(part), Some(whole)) => whole >= part,
            _ => false,
        }
    }

    /// Of claims that could be compared with one, those to compare it with: those of the same source
    /// where there are any, else all. What sources say against each other is told by metrics, so a
    /// claim is only at odds with them if it is with every one.
    pub(super) fn own_or_all(&self, claim: &Claim, others: Vec<ClaimIndex>) -> Vec<ClaimIndex> {
        let own: Vec<ClaimIndex> = others
            .iter()
            .copied()
            .filter(|other| self.claim(*other).source == claim.source)
            .collect();
        if own.is_empty() { others } else { own }
    }
}

fn grows(status: Status) -> bool {
    matches!(status, Status::Started | Status::Realised)
}

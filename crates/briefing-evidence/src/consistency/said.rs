//! Claims by what they are about.

use std::collections::BTreeMap;

use briefing_model::claim::{Claim, Counts};
use briefing_model::dataset::{ClaimIndex, Dataset};
use briefing_model::date::Date;
use briefing_model::diagnostic::Diagnostic;
use briefing_model::event::{Event, EventKind};
use briefing_model::evidence::Finding;
use briefing_model::figure::Figure;
use briefing_model::limits::Limit;
use briefing_model::measure::Measure;
use briefing_model::slug::Slug;
use briefing_model::status::Status;

use crate::codes;

/// The claims of a data set by event, measure, status, what is counted of it, and scope.
pub(super) struct Said<'a> {
    pub(super) dataset: &'a Dataset,
    groups: BTreeMap<Key, Vec<ClaimIndex>>,
    /// Scopes by their place in the data set.
    scopes: BTreeMap<&'a Slug, usize>,
    /// Events by what they are directly part of.
    parts: BTreeMap<&'a Slug, Vec<&'a Event>>,
    /// Of groups with more claims than are compared how many they have, and the first left out.
    left_out: Vec<(usize, Option<ClaimIndex>)>,
}

/// Event, measure, status, what is counted of it, scope: lists by their place in the data set.
type Key = (usize, usize, Status, Counts, usize);

/// The claims about one measure of one event at one status, of one scope.
pub(super) struct Group<'a> {
    pub(super) event: &'a Event,
    pub(super) measure: &'a Measure,
    pub(super) status: Status,
    pub(super) counts: Counts,
    pub(super) scope: &'a Slug,
    pub(super) claims: &'a [ClaimIndex],
}

impl Group<'_> {
    /// How far what it counts has come, and whether it counts all that has, or what is there now.
    pub(super) fn state(&self) -> (Status, Counts) {
        (self.status, self.counts)
    }
}

impl<'a> Said<'a> {
    /// At most `compared` claims of each group: more about one thing are no data of a newsroom.
    pub(super) fn new(dataset: &'a Dataset, compared: usize) -> Self {
        let scopes: BTreeMap<&Slug, usize> =
            dataset.scopes.keys().enumerate().map(|(at, scope)| (scope, at)).collect();
        let mut groups: BTreeMap<Key, Vec<ClaimIndex>> = BTreeMap::new();
        for (index, claim) in (0..).zip(&dataset.claims) {
            let event = dataset.events.get_index_of(&claim.event);
            let measure = dataset.measures.get_index_of(&claim.measure);
            let scope = scopes.get(&claim.scope).copied();
            if let (Some(event), Some(measure), Some(scope)) = (event, measure, scope) {
                let key = (event, measure, claim.status, claim.counts, scope);
                groups.entry(key).or_default().push(index);
            }
        }
        let mut parts: BTreeMap<&Slug, Vec<&Event>> = BTreeMap::new();
        for event in dataset.events.values() {
            if let Some(tie) = &event.part_of {
                parts.entry(&tie.event).or_default().push(event);
            }
        }
        let mut left_out = Vec::new();
        for claims in groups.values_mut().filter(|claims| claims.len() > compared) {
            left_out.push((claims.len(), claims.get(compared).copied()));
            claims.truncate(compared);
        }
        Self { dataset, groups, scopes, parts, left_out }
    }

    /// That claims are not compared with the others about the same.
    pub(super) fn left_out(&self, compared: usize) -> impl Iterator<Item = Finding> {
        self.left_out.iter().filter_map(move |(count, first)| {
            let index = (*first)?;
            let claim = self.claim(index);
            let message = format!(
                "{count} claims are about `{}` of `{}`; the first {compared} are compared with \
                 each other",
                claim.measure, claim.event
            );
            let diagnostic = Diagnostic::warning(codes::NOT_COMPARED, claim.spans.figure, message)
                .label("this and those after it are not")
                .hint(Limit::ComparedClaims.raise(compared as u64));
            Some(Finding { diagnostic, claims: vec![index], accepted: None })
        })
    }

    /// All groups, in the order of events and measures.
    pub(super) fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        self.groups.iter().filter_map(|((event, measure, status, counts, scope), claims)| {
            Some(Group {
                event: self.dataset.events.get_index(*event)?.1,
                measure: self.dataset.measures.get_index(*measure)?.1,
                status: *status,
                counts: *counts,
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
        (status, counts): (Status, Counts),
        scope: &str,
    ) -> &[ClaimIndex] {
        let key = || {
            Some((
                self.dataset.events.get_index_of(event)?,
                self.dataset.measures.get_index_of(measure)?,
                status,
                counts,
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

    /// The values that a claim's figure may have had before it was rounded.
    pub(super) fn unrounded(&self, index: ClaimIndex) -> Figure {
        let claim = self.claim(index);
        // Too large to be widened: as it stands.
        claim.unrounded().unwrap_or_else(|_| claim.figure.clone())
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

    /// Whether something of an event that grows cannot have outgrown a whole by the time it was
    /// counted: the whole is of the same day or a later one, or grows no more. What is signed at an
    /// event is signed at its end; of a series, or by its own day, it goes on.
    pub(super) fn is_timely_for(&self, part: &Claim, whole: &Claim) -> bool {
        if part.source == whole.source && part.as_of == whole.as_of {
            return true;
        }
        let event = self.dataset.events.get(&whole.event);
        let published = self.dataset.sources.get(&whole.source).and_then(|it| it.published);
        let is_final = whole.as_of.is_none()
            && !grows(whole.status)
            && event.is_some_and(|event| {
                let end = event.end.or(event.start);
                event.kind != EventKind::Series
                    && end.zip(published).is_some_and(|(end, day)| day >= end)
            });
        is_final
            || match (self.day(part), self.day(whole)) {
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

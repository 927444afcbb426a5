//! What is known on a day, and what is not yet, or no more.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;

use crate::claim::Claim;
use crate::correction::Correction;
use crate::dataset::Dataset;
use crate::date::Date;
use crate::event::Event;
use crate::rate::Rate;
use crate::slug::Slug;
use crate::source::Source;

/// What was taken out of a [`Dataset`] since it is not known. Definitions and templates may name
/// it without a mistake; nothing is computed or printed from it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Sources by id, with the reason.
    pub sources: IndexMap<Slug, (Source, Why)>,
    /// Events that only these sources speak of.
    pub events: IndexMap<Slug, Event>,
    /// Their claims.
    pub claims: Vec<Claim>,
    /// Their rates.
    pub rates: Vec<Rate>,
}

/// Why a source is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It was published later.
    Later,
    /// When it was published is not known, and it was read later.
    Undated,
    /// It was taken back by its publisher.
    Retracted,
}

impl Source {
    /// Why the source is not known on a day, or at all; `None` if it is.
    ///
    /// A source without a date was published on the day it was read at the latest: before that
    /// day nobody can say. It is retracted from the day of its retraction on; without a day to
    /// look from, a retraction holds whenever it was made.
    #[must_use]
    pub fn withheld(&self, as_of: Option<Date>) -> Option<Why> {
        let is_after = |date: Date| as_of.is_some_and(|day| date > day);
        match self.published {
            Some(published) if is_after(published) => return Some(Why::Later),
            None if is_after(self.accessed) => return Some(Why::Undated),
            _ => {}
        }
        let retracted = self.retracted.as_ref()?;
        (!is_after(retracted.date)).then_some(Why::Retracted)
    }
}

impl Dataset {
    /// Makes the corrections that had been decided by a day, or all of them. Before that, claims say
    /// what their sources say.
    #[must_use]
    pub fn corrected_on(mut self, as_of: Option<Date>) -> Self {
        self.corrections.retain(|_, correction| as_of.is_none_or(|day| correction.date <= day));
        if self.corrections.is_empty() {
            return self;
        }
        let by_claim: HashMap<&str, &Correction> =
            self.corrections.values().map(|found| (found.claim.as_str(), found)).collect();
        let mut claims = Vec::with_capacity(self.claims.len());
        for claim in std::mem::take(&mut self.claims) {
            match by_claim.get(claim.id.as_str()) {
                None => claims.push(claim),
                Some(found) if found.becomes.is_some() => claims.push(claim.corrected(found)),
                Some(found) => self.dropped.push(claim.corrected(found)),
            }
        }
        self.claims = claims;
        self
    }

    /// Takes out what is not known on a day, or without a day what is retracted: sources, and
    /// with them their claims and rates, and the events that no other source speaks of.
    ///
    /// An event is known if a source of a claim about it, or one of its own sources, is; and so
    /// are its umbrellas, since a part cannot be known without them. An event for which no source
    /// is named is always known, but on no certain day: it is taken out where a day is asked for.
    /// What an event's file says of its days, places and sectors is not dated, and stays as it is.
    #[must_use]
    pub fn known_on(self, as_of: Option<Date>) -> Self {
        let reasons: IndexMap<Slug, Why> = self
            .sources
            .iter()
            .filter_map(|(id, source)| Some((id.clone(), source.withheld(as_of)?)))
            .collect();
        let mut known = Self { as_of, ..self };
        if reasons.is_empty() && as_of.is_none() {
            return known;
        }
        let is_known = |source: &Slug| !reasons.contains_key(source);
        let events = known.known_events(as_of, is_known);

        for (id, mut source) in std::mem::take(&mut known.sources) {
            if let Some(why) = reasons.get(&id) {
                known.withheld.sources.insert(id, (source, *why));
            } else {
                // That it would be taken back was not known.
                source.retracted = None;
                known.sources.insert(id, source);
            }
        }

        let (claims, without): (Vec<Claim>, Vec<Claim>) = std::mem::take(&mut known.claims)
            .into_iter()
            .partition(|claim| is_known(&claim.source));
        known.claims = claims;
        known.withheld.claims.extend(without);
        // A claim that is dropped and withheld is neither used nor known.
        known.dropped.retain(|claim| is_known(&claim.source));

        let (rates, without): (Vec<Rate>, Vec<Rate>) =
            std::mem::take(&mut known.rates).into_iter().partition(|rate| is_known(&rate.source));
        known.rates = rates;
        known.withheld.rates.extend(without);

        let (mut kept, without): (IndexMap<Slug, Event>, IndexMap<Slug, Event>) =
            std::mem::take(&mut known.events).into_iter().partition(|(id, _)| events.contains(id));
        for event in kept.values_mut() {
            event.sources.retain(is_known);
        }
        known.events = kept;
        known.withheld.events.extend(without);
        known
    }

    /// The events that are known, by id.
    fn known_events(
        &self,
        as_of: Option<Date>,
        is_known: impl Fn(&Slug) -> bool,
    ) -> BTreeSet<Slug> {
        let mut known: BTreeSet<&Slug> = BTreeSet::new();
        let mut spoken_of: BTreeSet<&Slug> = BTreeSet::new();
        for claim in self.claims.iter().chain(&self.dropped) {
            spoken_of.insert(&claim.event);
            if is_known(&claim.source) {
                known.insert(&claim.event);
            }
        }
        for (id, event) in &self.events {
            let is_spoken_of = spoken_of.contains(id) || !event.sources.is_empty();
            if event.sources.iter().any(&is_known) || (as_of.is_none() && !is_spoken_of) {
                known.insert(id);
            }
        }
        let umbrellas: Vec<&Slug> =
            known.iter().flat_map(|id| self.umbrellas(id)).map(|umbrella| &umbrella.id).collect();
        known.extend(umbrellas);
        known.into_iter().cloned().collect()
    }
}

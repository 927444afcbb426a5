//! Everything that is known: sources, events, claims and the lists they refer to.

use indexmap::IndexMap;

use crate::claim::Claim;
use crate::correction::Correction;
use crate::date::Date;
use crate::event::Event;
use crate::evidence::Evidence;
use crate::identity::{Identity, Partition};
use crate::known::Withheld;
use crate::measure::Measure;
use crate::origin::Origin;
use crate::place::{Place, Region};
use crate::rate::Rate;
use crate::sector::Sector;
use crate::slug::Slug;
use crate::source::Source;
use crate::text::Text;

/// Everything that is known. Each map is in the order of file names and definitions; every
/// reference in it has been resolved by whoever made it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dataset {
    /// Regions by id.
    pub regions: IndexMap<Slug, Region>,
    /// Places by ISO 3166-2 code.
    pub places: IndexMap<String, Place>,
    /// Sectors by id.
    pub sectors: IndexMap<Slug, Sector>,
    /// Measures by id.
    pub measures: IndexMap<Slug, Measure>,
    /// Scopes by id, with their names.
    pub scopes: IndexMap<Slug, Text>,
    /// Populations by id, with their names.
    pub populations: IndexMap<Slug, Text>,
    /// Of populations that are limited to where something comes from: from where, and what they are a
    /// part of.
    pub origins: IndexMap<Slug, Origin>,
    /// Populations that make up another, by id.
    pub partitions: IndexMap<Slug, Partition>,
    /// Figures that make another, by id.
    pub identities: IndexMap<Slug, Identity>,
    /// Sources by id.
    pub sources: IndexMap<Slug, Source>,
    /// Events by id.
    pub events: IndexMap<Slug, Event>,
    /// Claims; a claim's index is its number everywhere ([`ClaimIndex`]).
    pub claims: Vec<Claim>,
    /// Exchange rates.
    pub rates: Vec<Rate>,
    /// Corrections of claims, by id.
    pub corrections: IndexMap<Slug, Correction>,
    /// Claims that a correction dropped: listed, never used.
    pub dropped: Vec<Claim>,
    /// What checking the claims has found; nothing until they are checked.
    pub evidence: Evidence,
    /// The last day of which anything is known; none for all that the files hold.
    pub as_of: Option<Date>,
    /// What the files hold and is not known.
    pub withheld: Withheld,
}

/// The place of a claim in [`Dataset::claims`], or after them in [`Dataset::dropped`].
pub type ClaimIndex = u32;

impl Dataset {
    /// Where what a claim counts comes from, where the figure is limited to that.
    #[must_use]
    pub fn origin(&self, claim: &Claim) -> Option<&Origin> {
        self.origins.get(&claim.population)
    }

    /// The umbrellas of an event, nearest first. Ends at an unknown umbrella, and after as many
    /// steps as there are events, so that a circle does no harm.
    pub fn umbrellas<'a>(&'a self, event: &Slug) -> impl Iterator<Item = &'a Event> {
        let mut next = self.events.get(event).and_then(|event| event.part_of.as_ref());
        (0..self.events.len()).map_while(move |_| {
            let umbrella = self.events.get(&next?.event)?;
            next = umbrella.part_of.as_ref();
            Some(umbrella)
        })
    }

    /// A claim by its number: one that is used, or after those one that a correction dropped.
    #[must_use]
    pub fn claim(&self, index: ClaimIndex) -> Option<&Claim> {
        let index = index as usize;
        self.claims.get(index).or_else(|| self.dropped.get(index - self.claims.len()))
    }

    /// The data set with the dropped claims in the place of those that are used: what is asked of
    /// claims can so be asked of them.
    #[must_use]
    pub fn of_dropped(&self) -> Self {
        Self {
            regions: self.regions.clone(),
            places: self.places.clone(),
            sectors: self.sectors.clone(),
            measures: self.measures.clone(),
            scopes: self.scopes.clone(),
            populations: self.populations.clone(),
            origins: self.origins.clone(),
            partitions: IndexMap::new(),
            identities: IndexMap::new(),
            sources: self.sources.clone(),
            events: self.events.clone(),
            claims: self.dropped.clone(),
            rates: Vec::new(),
            evidence: Evidence::default(),
            corrections: self.corrections.clone(),
            dropped: Vec::new(),
            as_of: self.as_of,
            withheld: Withheld::default(),
        }
    }

    /// The events that are directly part of this one, in order.
    pub fn parts<'a>(&'a self, event: &'a Slug) -> impl Iterator<Item = &'a Event> {
        self.events
            .values()
            .filter(move |part| part.part_of.as_ref().is_some_and(|tie| tie.event == *event))
    }
}

//! From all that was said to what is used: pairs for a ratio, the latest of a group.

use std::cmp::Reverse;

use briefing_model::dataset::Dataset;
use briefing_model::date::Date;

use crate::choose::{Consent, height, keep_one, narrowness};
use crate::columns::Columns;
use crate::gathered::{Gathered, Said};
use crate::refusal::Refusal;
use crate::scan::claims_of;
use crate::vocabulary::NONE;

/// Observations of two measures, event by event, that cover the same: status, scope, population and
/// sector. Events that have only one of the two are left out; an event that has both, but none that
/// cover the same, is refused.
pub(crate) fn pairs(
    columns: &Columns,
    consent: Consent,
    of: &Gathered,
    per: &Gathered,
) -> (Gathered, Gathered, Vec<Refusal>) {
    let (mut used_of, mut used_per) = (Gathered::default(), Gathered::default());
    used_of.troubles.clone_from(&of.troubles);
    used_per.troubles.clone_from(&per.troubles);
    let mut refusals = Vec::new();
    let mut rest = per.members.as_slice();
    for here in of.members.chunk_by(|a, b| a.event == b.event) {
        let event = here[0].event;
        rest = &rest[rest.partition_point(|said| said.event < event)..];
        let there = &rest[..rest.partition_point(|said| said.event == event)];
        if there.is_empty() {
            continue;
        }
        let thing = |said: &Said| said.class(columns).thing();
        let partner = |said: &Said| there.iter().find(|other| thing(other) == thing(said));
        let mut both: Vec<Said> =
            here.iter().filter(|said| partner(said).is_some()).cloned().collect();
        if both.is_empty() {
            refusals.push(Refusal::Cover { event });
            continue;
        }
        if let Err(trouble) = keep_one(columns, consent, &mut both) {
            refusals.push(Refusal::Trouble(trouble));
        }
        for said in both {
            if let Some(other) = partner(&said) {
                used_per.note(columns, other);
                used_per.members.push(other.clone());
            }
            used_of.note(columns, &said);
            used_of.members.push(said);
        }
    }
    (used_of, used_per, refusals)
}

/// The observation of the latest day. Of one day: the highest status, the widest scope, everything
/// before parts, then the first in the data set. Those of no known day come before all others.
pub(crate) fn latest(columns: &Columns, dataset: &Dataset, group: &Gathered) -> Gathered {
    let mut used = Gathered { troubles: group.troubles.clone(), ..Gathered::default() };
    let newest = group.members.iter().max_by_key(|said| {
        let class = said.class(columns);
        (
            day(columns, dataset, said),
            height(class.status),
            Reverse(narrowness(columns, class.scope)),
            class.population() == (columns.whole, NONE),
            Reverse((said.event, class.thing())),
        )
    });
    if let Some(said) = newest {
        used.note(columns, said);
        used.members.push(said.clone());
    }
    used
}

/// The day an observation holds for: the latest of its claims.
pub(crate) fn day(columns: &Columns, dataset: &Dataset, said: &Said) -> Option<Date> {
    claims_of(columns, &said.settled)
        .into_iter()
        .filter_map(|claim| {
            let claim = &dataset.claims[claim as usize];
            let published = || dataset.sources.get(&claim.source).and_then(|s| s.published);
            claim.as_of.or_else(published)
        })
        .max()
}

//! What became of the claims behind a fact.

use std::collections::{BTreeMap, BTreeSet};

use briefing_facts::{Claim, Fact, Facts, Source};

use crate::difference::{ClaimChange, Evidence, Kind};
use crate::matching::about;

/// An edition with its claims and sources by id.
pub(crate) struct Side<'f> {
    pub(crate) facts: &'f Facts,
    /// Claims that are known there, whether the brief prints them or not.
    known: &'f BTreeSet<String>,
    claims: BTreeMap<&'f str, &'f Claim>,
    sources: BTreeMap<&'f str, &'f Source>,
}

impl<'f> Side<'f> {
    pub(crate) fn new(facts: &'f Facts, known: &'f BTreeSet<String>) -> Self {
        Self {
            facts,
            known,
            claims: facts.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect(),
            sources: facts.sources.iter().map(|source| (source.id.as_str(), source)).collect(),
        }
    }

    /// The claims of a fact, those among them that were not used for a better one.
    fn behind(&self, fact: Option<&'f Fact>) -> Vec<&'f Claim> {
        let mut seen = BTreeSet::new();
        let ids = fact.into_iter().flat_map(|fact| {
            fact.claims.iter().chain(fact.conflicts.iter().flat_map(|conflict| &conflict.claims))
        });
        ids.filter(|id| seen.insert(id.as_str()))
            .filter_map(|id| self.claims.get(id.as_str()).copied())
            .collect()
    }

    fn evidence(&self, claim: &Claim) -> Evidence {
        let source = self.sources.get(claim.source.as_str());
        Evidence { claim: claim.clone(), source: source.map(|source| (*source).clone()), why: None }
    }
}

/// What became of the claims behind a fact, by kind. A claim that is the same on both sides is not
/// among them. Where the fact is `redefined`, a claim that comes has nothing to do with one that goes.
pub(crate) fn claims<'f>(
    before: &Side<'f>,
    after: &Side<'f>,
    was: Option<&'f Fact>,
    is: Option<&'f Fact>,
    redefined: bool,
) -> BTreeMap<Kind, Vec<ClaimChange>> {
    let (old, new) = (before.behind(was), after.behind(is));
    let ids = |claims: &[&'f Claim]| -> BTreeSet<&'f str> {
        claims.iter().map(|claim| claim.id.as_str()).collect()
    };
    let (old_ids, new_ids) = (ids(&old), ids(&new));
    let mut pairs: Vec<(&Claim, &Claim)> = Vec::new();
    let mut regrouped: Vec<(Option<&Claim>, Option<&Claim>)> = Vec::new();
    let (mut gone, mut come) = (Vec::new(), Vec::new());

    // A claim is itself by its id, wherever the other edition has it.
    for claim in old {
        match after.claims.get(claim.id.as_str()) {
            Some(other) if differ(before, after, claim, other).is_some() => {
                pairs.push((claim, other))
            }
            Some(_) if new_ids.contains(claim.id.as_str()) => {}
            Some(_) => regrouped.push((Some(claim), None)),
            None if after.known.contains(&claim.id) => regrouped.push((Some(claim), None)),
            None => gone.push(claim),
        }
    }
    for claim in new {
        if old_ids.contains(claim.id.as_str()) {
            continue;
        }
        match before.claims.get(claim.id.as_str()) {
            Some(other) if differ(before, after, other, claim).is_some() => {
                pairs.push((other, claim))
            }
            Some(_) => regrouped.push((None, Some(claim))),
            None if before.known.contains(&claim.id) => regrouped.push((None, Some(claim))),
            None => come.push(claim),
        }
    }
    if !redefined {
        successors(&mut gone, &mut come, &mut pairs);
        overtaken(&mut gone, &mut come, &mut regrouped, &mut pairs);
    }

    let mut found: BTreeMap<Kind, Vec<ClaimChange>> = BTreeMap::new();
    let mut add = |kind: Kind, was: Option<&Claim>, is: Option<&Claim>| {
        let change = ClaimChange {
            before: was.map(|claim| before.evidence(claim)),
            after: is.map(|claim| after.evidence(claim)),
        };
        found.entry(kind).or_default().push(change);
    };
    for (old, new) in pairs {
        if let Some(kind) = differ(before, after, old, new) {
            add(kind, Some(old), Some(new));
        }
    }
    for (old, new) in regrouped {
        add(Kind::Regrouped, old, new);
    }
    for claim in gone {
        add(Kind::EvidenceWithdrawn, Some(claim), None);
    }
    for claim in come {
        add(Kind::NewEvidence, None, Some(claim));
    }
    found
}

/// What became of claims that no fact accounts for: those that an edition lists without printing a
/// figure of their own for each, and those of a count, to which it does not matter what they say.
/// `told` are those that the reasons of facts name, by id.
pub(crate) fn listed(
    before: &Side<'_>,
    after: &Side<'_>,
    told: &BTreeSet<String>,
) -> BTreeMap<Kind, Vec<ClaimChange>> {
    let of_facts = |side: &Side<'_>| -> BTreeSet<String> {
        let facts = side.facts.facts.iter();
        facts.flat_map(|fact| side.behind(Some(fact))).map(|claim| claim.id.clone()).collect()
    };
    // What came or went with a fact is told with it.
    let behind: BTreeSet<String> = of_facts(before).union(&of_facts(after)).cloned().collect();
    let mut pairs: Vec<(&Claim, &Claim)> = Vec::new();
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for old in before.facts.claims.iter().filter(|claim| !told.contains(&claim.id)) {
        match after.claims.get(old.id.as_str()) {
            Some(new) => pairs.push((old, new)),
            None if !behind.contains(&old.id) => gone.push(old),
            None => {}
        }
    }
    let untold = after.facts.claims.iter().filter(|claim| !told.contains(&claim.id));
    come.extend(untold.filter(|claim| {
        !before.claims.contains_key(claim.id.as_str()) && !behind.contains(&claim.id)
    }));
    successors(&mut gone, &mut come, &mut pairs);
    let mut found: BTreeMap<Kind, Vec<ClaimChange>> = BTreeMap::new();
    let mut add = |kind: Kind, was: Option<&Claim>, is: Option<&Claim>| {
        let change = ClaimChange {
            before: was.map(|claim| before.evidence(claim)),
            after: is.map(|claim| after.evidence(claim)),
        };
        found.entry(kind).or_default().push(change);
    };
    for (old, new) in pairs {
        if let Some(kind) = differ(before, after, old, new) {
            add(kind, Some(old), Some(new));
        }
    }
    for claim in gone {
        let is_known = after.known.contains(&claim.id);
        add(if is_known { Kind::Printed } else { Kind::EvidenceWithdrawn }, Some(claim), None);
    }
    for claim in come {
        add(Kind::NewEvidence, None, Some(claim));
    }
    found
}

/// Finds claims that took the place of others. An id is often made from what a claim says, and changes
/// with it: the same source still speaks of the same thing.
fn successors<'f>(
    gone: &mut Vec<&'f Claim>,
    come: &mut Vec<&'f Claim>,
    pairs: &mut Vec<(&'f Claim, &'f Claim)>,
) {
    let same_thing = |claim: &Claim| [vec![claim.source.clone()], about(claim)].concat();
    pair(gone, come, pairs, same_thing, in_order);
    let same_words = |claim: &Claim| {
        let parts = [&claim.source, &claim.event.id, &claim.measure.id, &claim.quote.exact];
        parts.map(Clone::clone).to_vec()
    };
    pair(gone, come, pairs, same_words, in_order);
}

/// Finds claims that count here in place of others that are of another status, though those may be
/// known still: what was signed in place of what was expected.
fn overtaken<'f>(
    gone: &mut Vec<&'f Claim>,
    come: &mut Vec<&'f Claim>,
    regrouped: &mut Vec<(Option<&'f Claim>, Option<&'f Claim>)>,
    pairs: &mut Vec<(&'f Claim, &'f Claim)>,
) {
    let mut old: Vec<&Claim> = regrouped.iter().filter_map(|(old, _)| *old).collect();
    let mut new: Vec<&Claim> = regrouped.iter().filter_map(|(_, new)| *new).collect();
    old.extend(gone.iter());
    new.extend(come.iter());
    let before = pairs.len();
    pair(&mut old, &mut new, pairs, about, in_status);
    let is_paired = |claim: &Claim| {
        pairs[before..]
            .iter()
            .any(|(old, new)| std::ptr::eq(*old, claim) || std::ptr::eq(*new, claim))
    };
    gone.retain(|claim| !is_paired(claim));
    come.retain(|claim| !is_paired(claim));
    regrouped.retain(|(old, new)| !old.or(*new).is_some_and(is_paired));
}

/// Pairs claims of one key, where these fit: both lists as they stand, and what is left of them.
fn pair<'f>(
    gone: &mut Vec<&'f Claim>,
    come: &mut Vec<&'f Claim>,
    pairs: &mut Vec<(&'f Claim, &'f Claim)>,
    key: impl Fn(&Claim) -> Vec<String>,
    fit: impl Fn(&[&'f Claim], &[&'f Claim]) -> bool,
) {
    let mut by_key: BTreeMap<Vec<String>, [Vec<&Claim>; 2]> = BTreeMap::new();
    for (side, claims) in [&*gone, &*come].into_iter().enumerate() {
        for claim in claims {
            by_key.entry(key(claim)).or_default()[side].push(claim);
        }
    }
    for [old, new] in by_key.into_values().filter(|[old, new]| fit(old, new)) {
        pairs.extend(old.into_iter().zip(new));
    }
    gone.retain(|claim| !pairs.iter().any(|(old, _)| std::ptr::eq(*old, *claim)));
    come.retain(|claim| !pairs.iter().any(|(_, new)| std::ptr::eq(*new, *claim)));
}

fn in_order(_: &[&Claim], _: &[&Claim]) -> bool {
    true
}

/// Of several it would be a guess which became which.
fn in_status(old: &[&Claim], new: &[&Claim]) -> bool {
    matches!((old, new), ([old], [new]) if old.status != new.status)
}

/// In what two claims that are one differ, most telling first; nothing where they say the same. Where
/// they stand in a brief is no part of them.
fn differ(before: &Side<'_>, after: &Side<'_>, old: &Claim, new: &Claim) -> Option<Kind> {
    let said =
        |claim: &Claim| (about(claim), claim.figure.clone(), claim.as_of, claim.source.clone());
    let says_otherwise = (said(old), old.status) != (said(new), new.status);
    let has_same_words = old.source == new.source && old.quote.exact == new.quote.exact;
    if says_otherwise && old.correction != new.correction {
        Some(Kind::Corrected)
    } else if says_otherwise && has_same_words {
        Some(Kind::DataCorrected)
    } else if old.status != new.status {
        Some(Kind::StatusMoved)
    } else if says_otherwise && is_one_reading(before, after, old, new) {
        Some(Kind::DataCorrected)
    } else if says_otherwise {
        Some(Kind::SourceRevised)
    } else if old.quote != new.quote {
        Some(Kind::Requoted)
    } else if old.correction.is_some() != new.correction.is_some() {
        Some(Kind::Corrected)
    } else {
        // What its event and measure are called is not its own.
        let in_words = before.facts.brief.language == after.facts.brief.language;
        let remarks = |claim: &Claim| (claim.note.clone(), claim.correction.clone());
        (in_words && remarks(old) != remarks(new)).then_some(Kind::Wording)
    }
}

/// Whether two claims are of one reading of one source: of the same copy, or, where there is none, of
/// what was published and read on the same days. The source says then what it said, and what the data
/// say it does was corrected; that it was revised shows in its own record.
fn is_one_reading(before: &Side<'_>, after: &Side<'_>, old: &Claim, new: &Claim) -> bool {
    let source = |side: &Side<'_>, claim: &Claim| {
        side.sources.get(claim.source.as_str()).map(|source| (*source).clone())
    };
    let Some((was, is)) = source(before, old).zip(source(after, new)) else { return false };
    let is_same_copy = match (&was.sha256, &is.sha256) {
        (Some(was), Some(is)) => was == is,
        _ => (was.published, was.accessed) == (is.published, is.accessed),
    };
    was.id == is.id && is_same_copy
}

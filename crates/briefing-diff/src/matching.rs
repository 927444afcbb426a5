//! Which fact of one edition is which of the other: by what they are, not by their ids.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use briefing_facts::{Claim, Fact, Facts};
use briefing_model::period::Period;

/// Facts that are one and the same, by their places in both editions, in the order of the later.
pub(crate) fn matched(before: &Facts, after: &Facts) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut old: Vec<usize> = (0..before.facts.len()).collect();
    let mut new: Vec<usize> = (0..after.facts.len()).collect();
    for key in PASSES {
        let mut by_key: BTreeMap<Vec<String>, VecDeque<usize>> = BTreeMap::new();
        for at in &old {
            if let Some(key) = key(before, &before.facts[*at]) {
                by_key.entry(key).or_default().push_back(*at);
            }
        }
        // Those of one key are paired in order.
        new.retain(|at| {
            let key = key(after, &after.facts[*at]);
            let found = key.and_then(|key| by_key.get_mut(&key)?.pop_front());
            pairs.extend(found.map(|found| (found, *at)));
            found.is_none()
        });
        let found: BTreeSet<usize> = pairs.iter().map(|(old, _)| *old).collect();
        old.retain(|at| !found.contains(at));
    }
    pairs.sort_by_key(|(_, new)| *new);
    pairs
}

/// What a fact is known by; `None` where it is not known by such a thing.
type Key = fn(&Facts, &Fact) -> Option<Vec<String>>;

/// From what leaves no doubt to what is likely. What one pass has paired, the next no longer sees.
const PASSES: [Key; 9] = [
    result, // a metric and all its dimensions
    claims, // the same claims, or a computation by its label
    labelled,
    |facts, fact| of_claim(facts, fact, |claim| vec![&claim.source, claim.status.as_str()]),
    |facts, fact| of_claim(facts, fact, |claim| vec![&claim.source]),
    |facts, fact| of_claim(facts, fact, |claim| vec![claim.status.as_str()]),
    |facts, fact| of_claim(facts, fact, |_| Vec::new()),
    moved,
    renamed,
];

/// The result of a metric for the same values of its dimensions.
fn result(_: &Facts, fact: &Fact) -> Option<Vec<String>> {
    let mut key = vec![fact.metric.clone()?];
    key.extend(dimensions(fact, &[]));
    Some(key)
}

/// What stands as it was claimed or is computed from claims: by the claims.
fn claims(_: &Facts, fact: &Fact) -> Option<Vec<String>> {
    if fact.metric.is_some() {
        return None;
    }
    // A computation from the same claims as another has another label.
    let label = fact.formula.as_ref().map(|_| fact.label.clone());
    let mut key: Vec<String> = fact.claims.clone();
    key.sort();
    key.insert(0, label.unwrap_or_default());
    Some(key)
}

/// What is computed from claims, by what it is called.
fn labelled(_: &Facts, fact: &Fact) -> Option<Vec<String>> {
    let is_computed = fact.metric.is_none() && fact.formula.is_some();
    is_computed.then(|| vec![fact.label.clone()])
}

/// What stands as it was claimed: by what the first claim is about, and something else of it.
fn of_claim(facts: &Facts, fact: &Fact, also: fn(&Claim) -> Vec<&str>) -> Option<Vec<String>> {
    if fact.metric.is_some() || fact.formula.is_some() {
        return None;
    }
    let claim = facts.claim(fact.claims.first()?)?;
    let mut key = about(claim);
    key.extend(also(claim).into_iter().map(str::to_owned));
    Some(key)
}

/// The result of a metric whose rows are told apart by status or source, for the same values of its
/// other dimensions: what was expected may have been signed.
fn moved(_: &Facts, fact: &Fact) -> Option<Vec<String>> {
    let but = ["status", "source"];
    let mut key = vec![fact.metric.clone()?];
    key.extend(dimensions(fact, &but));
    // A row that has neither would be taken for the total.
    fact.dimensions.iter().any(|dimension| but.contains(&&*dimension.name)).then_some(key)
}

/// The same computation under another name.
fn renamed(facts: &Facts, fact: &Fact) -> Option<Vec<String>> {
    fact.metric.as_ref()?;
    let mut key = vec![formula(facts, fact)?];
    key.extend(dimensions(fact, &[]));
    Some(key)
}

fn dimensions<'f>(fact: &'f Fact, but: &'f [&str]) -> impl Iterator<Item = String> + 'f {
    let kept = fact.dimensions.iter().filter(move |dimension| !but.contains(&&*dimension.name));
    kept.flat_map(|dimension| [dimension.name.clone(), dimension.id.clone()])
}

/// What a claim is about, whoever says it and how far it has come.
pub(crate) fn about(claim: &Claim) -> Vec<String> {
    vec![
        claim.event.id.clone(),
        claim.measure.id.clone(),
        claim.scope.id.clone(),
        claim.population.id.clone(),
        claim.sector.clone().unwrap_or_default(),
        claim.figure.unit.clone(),
    ]
}

/// The formula of a fact, but for the period of its brief, which every formula names.
pub(crate) fn formula(facts: &Facts, fact: &Fact) -> Option<String> {
    let formula = fact.formula.as_ref()?;
    let period = &facts.brief.period;
    let phrase = Period::parse(period).map(Period::phrase).ok();
    let ends_well = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    // Editions of earlier releases have the period as an edition is named.
    let found = phrase.iter().chain([period]).find_map(|period| {
        let words = format!(" in {period}");
        let mut places = formula.match_indices(&words).map(|(at, _)| at..at + words.len());
        places.find(|place| ends_well(&formula[place.end..]))
    });
    Some(match found {
        Some(place) => format!("{}{}", &formula[..place.start], &formula[place.end..]),
        None => formula.clone(),
    })
}

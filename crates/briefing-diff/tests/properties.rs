//! What holds of every two editions.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod support;

use std::collections::BTreeSet;

use briefing_diff::{Difference, FactChange, Same, SourceChange, schema};
use briefing_facts::{Claim, Conflict, Dimension, Fact, Facts};
use briefing_model::status::Status;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use support::{claim, edition, fact};

const FIGURES: [&str; 6] = ["195", "> 195", "~ 200", "190..200", "< 20", "222"];
const EVENTS: [&str; 3] = ["gansu", "guangxi", "yunnan"];
const IDS: [&str; 8] = ["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"];

/// A claim of an id: of all it says only a little varies, so that editions have much in common.
fn a_claim(id: &'static str) -> impl Strategy<Value = Claim> {
    let event = EVENTS[id.len() % EVENTS.len()];
    (
        select(&FIGURES[..3]),
        select(&[Status::Expected, Status::Signed][..]),
        select(&["morning", "evening"][..]),
        select(vec![event, "yunnan"]),
        option::weighted(0.2, Just("corrected".to_owned())),
        option::weighted(0.2, Just("other words".to_owned())),
    )
        .prop_map(move |(figure, status, source, event, correction, words)| {
            let mut claim = claim(id, event, source, status, figure);
            claim.correction = correction;
            claim.quote.exact = words.unwrap_or(claim.quote.exact);
            claim
        })
}

fn a_fact(ids: Vec<&'static str>) -> impl Strategy<Value = Fact> {
    let most = ids.len().min(3);
    (
        option::weighted(0.7, select(&["projects", "total"][..])),
        option::of(select(&EVENTS[..])),
        option::weighted(0.3, select(&["expected", "signed"][..])),
        select(&FIGURES[..]),
        subsequence(ids.clone(), 0..=most),
        subsequence(ids, 0..=most),
        select(&["sum of projects in 2024", "max of projects", "sum of projects in 2023"][..]),
        0u32..3,
        any::<bool>(),
    )
        .prop_map(
            |(metric, event, status, figure, claims, fight, formula, reported, is_computed)| {
                let mut fact = fact(metric, event, figure, &claims);
                if metric.is_some() || is_computed {
                    fact.formula = Some(formula.to_owned());
                }
                if let (Some(status), Some(_)) = (status, metric) {
                    let (id, label) = (status.to_owned(), status.to_owned());
                    fact.dimensions.push(Dimension { name: "status".to_owned(), id, label });
                }
                fact.coverage.reported = reported;
                if fight.len() > 1 {
                    let claims: Vec<String> = fight.iter().map(|id| (*id).to_owned()).collect();
                    let used = claims[..1].to_vec();
                    fact.conflicts.push(Conflict { claims, used });
                }
                fact
            },
        )
}

fn an_edition() -> impl Strategy<Value = Facts> {
    let known = subsequence(IDS.to_vec(), 0..=IDS.len());
    known.prop_flat_map(|ids| {
        let claims: Vec<_> = ids.iter().map(|id| a_claim(id)).collect();
        (vec(a_fact(ids), 0..8), claims, select(&["2024", "2023"][..])).prop_map(
            |(facts, claims, period)| {
                let mut edition = edition(facts, claims);
                edition.brief.period = period.to_owned();
                edition
            },
        )
    })
}

/// A difference with its lists in an order that does not depend on the direction.
fn in_order(mut difference: Difference) -> Difference {
    let by = |fact: &FactChange| {
        let ids = [&fact.before, &fact.after].map(|fact| fact.as_ref().map(|fact| fact.id.clone()));
        (ids[0].clone(), ids[1].clone())
    };
    difference.facts.sort_by_key(by);
    difference.same.sort();
    difference.sources.sort_by_key(|SourceChange { before, after }| {
        before.as_ref().or(after.as_ref()).map(|source| source.id.clone())
    });
    for reason in difference.facts.iter_mut().flat_map(|fact| &mut fact.reasons) {
        reason.claims.sort_by_key(|claim| {
            [&claim.before, &claim.after].map(|one| one.as_ref().map(|one| one.claim.id.clone()))
        });
    }
    difference
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn nothing_changed_from_an_edition_to_itself(edition in an_edition()) {
        let difference = Difference::between(&edition, &edition);
        prop_assert!(difference.is_empty(), "{difference:?}");
        prop_assert_eq!(difference.same.len(), edition.facts.len());
    }

    #[test]
    fn an_order_is_no_difference(edition in an_edition(), by in any::<usize>()) {
        // Facts that are repeated are told apart by their order alone.
        let mut edition = edition;
        let mut seen = BTreeSet::new();
        edition.facts.retain(|fact| {
            let dimensions: Vec<String> =
                fact.dimensions.iter().map(|dimension| dimension.id.clone()).collect();
            let claims = if fact.metric.is_none() { fact.claims.clone() } else { Vec::new() };
            seen.insert((fact.metric.clone(), dimensions, claims))
        });
        let mut moved = edition.clone();
        let turn = by.checked_rem(moved.facts.len()).unwrap_or_default();
        moved.facts.rotate_left(turn);
        moved.facts.reverse();
        for (at, fact) in moved.facts.iter_mut().enumerate() {
            fact.id = format!("f{}", at + 1);
        }
        prop_assert!(Difference::between(&edition, &moved).is_empty());
    }

    #[test]
    fn every_fact_is_accounted_for_once(before in an_edition(), after in an_edition()) {
        let difference = Difference::between(&before, &after);
        let ids = |side: fn(&FactChange) -> &Option<Fact>, same: fn(&Same) -> &String| {
            let facts = difference.facts.iter().filter_map(|fact| Some(side(fact).as_ref()?.id.clone()));
            let mut ids: Vec<String> = facts.chain(difference.same.iter().map(same).cloned()).collect();
            ids.sort();
            ids
        };
        let all = |facts: &Facts| {
            let mut ids: Vec<String> = facts.facts.iter().map(|fact| fact.id.clone()).collect();
            ids.sort();
            ids
        };
        prop_assert_eq!(ids(|fact| &fact.before, |same| &same.before), all(&before));
        prop_assert_eq!(ids(|fact| &fact.after, |same| &same.after), all(&after));
        for fact in &difference.facts {
            prop_assert!(!fact.reasons.is_empty(), "{fact:?}");
            prop_assert!(fact.reasons.is_sorted_by_key(|reason| reason.kind));
        }
    }

    #[test]
    fn the_other_way_round_it_is_mirrored(before in an_edition(), after in an_edition()) {
        let there = Difference::between(&before, &after).mirrored();
        let back = Difference::between(&after, &before);
        prop_assert_eq!(in_order(there), in_order(back));
    }
}

#[test]
fn its_json_is_what_its_schema_says() {
    let old = edition(
        vec![fact(Some("projects"), None, "195", &["c0"])],
        vec![claim("c0", "gansu", "morning", Status::Expected, "195")],
    );
    let new = edition(
        vec![
            fact(Some("projects"), None, "222", &["c0"]),
            fact(None, Some("gansu"), "222", &["c0"]),
        ],
        vec![claim("c0", "gansu", "evening", Status::Signed, "222")],
    );
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for (before, after) in [(&old, &new), (&new, &old)] {
        let json = serde_json::to_value(Difference::between(before, after)).unwrap();
        let mistakes: Vec<String> =
            validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert_eq!(mistakes, Vec::<String>::new());
    }
}

//! Why a fact changed.

use std::collections::BTreeSet;

use briefing_facts::{Conflict, Fact, Facts, Rate};

use crate::difference::{ClaimChange, Kind, Reason};
use crate::evidence::{Side, claims};
use crate::matching::formula;

/// Every reason for which a fact is not what it was, the chief first; none where it is.
pub(crate) fn changed(before: &Side<'_>, after: &Side<'_>, was: &Fact, is: &Fact) -> Vec<Reason> {
    let mut reasons = evidence(before, after, Some(was), Some(is));
    let mut add = |kind, was: Option<String>, is: Option<String>| {
        reasons.push(Reason { kind, claims: Vec::new(), before: was, after: is });
    };
    if was.rates != is.rates {
        add(Kind::RatesChanged, rates(&was.rates), rates(&is.rates));
    }
    let coverage = |fact: &Fact| {
        let coverage = &fact.coverage;
        (coverage.reported, coverage.expected, coverage.missing.clone(), coverage.unmatched.clone())
    };
    if coverage(was) != coverage(is) {
        let said = |fact: &Fact| format!("{}/{}", fact.coverage.reported, fact.coverage.expected);
        add(Kind::CoverageChanged, Some(said(was)), Some(said(is)));
    }
    for kind in conflicts(was, is) {
        add(kind, None, None);
    }
    let has = |reasons: &[Reason], kind| reasons.iter().any(|reason| reason.kind == kind);
    // A count has all statuses of what it counts, and none of its own.
    let highest = |fact: &Fact| fact.statuses.iter().max().copied().filter(|_| !counts(fact));
    let moved = highest(was).zip(highest(is)).is_some_and(|(was, is)| was != is);
    if moved
        && !has(&reasons, Kind::StatusMoved)
        && !has(&reasons, Kind::DefinitionChanged)
        && !has(&reasons, Kind::PeriodChanged)
    {
        reasons.push(plain(Kind::StatusMoved));
    }
    if (was.figure != is.figure || was.absence != is.absence) && reasons.is_empty() {
        // What is computed from claims and rates names them in its formula.
        let formulas =
            (was.formula != is.formula).then(|| (was.formula.clone(), is.formula.clone()));
        let (before, after) = formulas.unwrap_or_default();
        reasons.push(Reason { kind: Kind::Otherwise, claims: Vec::new(), before, after });
    } else if before.facts.brief.language == after.facts.brief.language {
        reasons.extend(wording(was, is));
    }
    reasons.sort_by_key(|reason| reason.kind);
    reasons
}

/// Why a fact is there that was not, or is not that was; one of them is `None`.
pub(crate) fn single(
    before: &Side<'_>,
    after: &Side<'_>,
    was: Option<&Fact>,
    is: Option<&Fact>,
) -> Vec<Reason> {
    let mut reasons = evidence(before, after, was, is);
    // That claims are known on the other side is no reason of its own, unless they count there for
    // another row of the metric, and here no longer do: the text has them or has not.
    let (own, other) =
        if is.is_some() { (after.facts, before.facts) } else { (before.facts, after.facts) };
    for reason in reasons.iter_mut().filter(|reason| reason.kind == Kind::Regrouped) {
        reason.claims.retain(|change| {
            let stated = change.before.as_ref().or(change.after.as_ref());
            was.or(is)
                .zip(stated)
                .is_some_and(|(fact, stated)| has_moved(&stated.claim.id, fact, own, other))
        });
        if reason.claims.is_empty() {
            reason.kind = Kind::Printed;
        }
    }
    if reasons.is_empty() {
        reasons.push(plain(Kind::Printed));
    } else if reasons.len() > 1 {
        reasons.retain(|reason| reason.kind != Kind::Printed);
    }
    reasons.sort_by_key(|reason| reason.kind);
    reasons
}

/// Whether a claim counts for another row of the same metric in the other edition, and not in its own.
fn has_moved(claim: &str, fact: &Fact, own: &Facts, other: &Facts) -> bool {
    let names = |fact: &Fact| -> Vec<String> {
        fact.dimensions.iter().map(|dimension| dimension.name.clone()).collect()
    };
    let counts_for = |row: &Fact| row.claims.iter().any(|id| id == claim);
    let is_row = |row: &&Fact| row.metric == fact.metric && names(row) == names(fact);
    let key = |row: &Fact| -> Vec<String> {
        row.dimensions.iter().map(|dimension| dimension.id.clone()).collect()
    };
    fact.metric.is_some()
        && other.facts.iter().filter(is_row).any(|there| {
            let mut here = own.facts.iter().filter(is_row);
            counts_for(there) && !here.any(|row| key(row) == key(there) && counts_for(row))
        })
}

/// A reason without anything that came or went.
fn plain(kind: Kind) -> Reason {
    Reason { kind, claims: Vec::new(), before: None, after: None }
}

/// The reasons that claims give, under the definition that lets them in: where that changed, claims
/// that came or went with it are no news of the world.
fn evidence(
    before: &Side<'_>,
    after: &Side<'_>,
    was: Option<&Fact>,
    is: Option<&Fact>,
) -> Vec<Reason> {
    let redefined = definition(before.facts, after.facts, was, is);
    let mut found = claims(before, after, was, is, redefined.is_some());
    if was.zip(is).is_some_and(|(was, is)| is_same_count(was, is)) {
        let of_content = [
            Kind::StatusMoved,
            Kind::SourceRevised,
            Kind::Corrected,
            Kind::DataCorrected,
            Kind::Requoted,
            Kind::Wording,
        ];
        found.retain(|kind, _| !of_content.contains(kind));
    }
    let mut reasons = Vec::new();
    if let Some((kind, said)) = redefined {
        let let_in = [Kind::Regrouped, Kind::EvidenceWithdrawn, Kind::NewEvidence];
        let claims: Vec<ClaimChange> =
            let_in.into_iter().filter_map(|kind| found.remove(&kind)).flatten().collect();
        let [before, after] = said;
        reasons.push(Reason { kind, claims, before, after });
    }
    reasons.extend(found.into_iter().map(|(kind, claims)| Reason {
        kind,
        claims,
        before: None,
        after: None,
    }));
    reasons
}

/// Whether a fact counts as many claims, sources or events as before: it does not matter to it what
/// each of them says.
fn is_same_count(was: &Fact, is: &Fact) -> bool {
    counts(was) && counts(is) && was.figure == is.figure
}

/// Whether a fact counts claims, sources or events.
fn counts(fact: &Fact) -> bool {
    fact.formula.as_ref().is_some_and(|formula| formula.starts_with("count of "))
}

/// Whether a fact is of another period, or is defined otherwise; and what it was and is.
fn definition(
    before: &Facts,
    after: &Facts,
    was: Option<&Fact>,
    is: Option<&Fact>,
) -> Option<(Kind, [Option<String>; 2])> {
    let formulas =
        [was.and_then(|fact| formula(before, fact)), is.and_then(|fact| formula(after, fact))];
    // Of a fact that the other edition has not, nobody can say how it was defined there; and what is
    // computed from claims names their figures in its formula.
    let redefined = was.zip(is).is_some_and(|(was, is)| {
        (was.metric.is_some() || is.metric.is_some()) && formulas[0] != formulas[1]
    });
    if redefined {
        return Some((Kind::DefinitionChanged, formulas));
    }
    // A claim as it stands is of no period, but whether it is printed may depend on it.
    let names_period = |fact: Option<&Fact>, said: &Option<String>| {
        fact.is_some_and(|fact| fact.metric.is_none() || fact.formula != *said)
    };
    let of_period = names_period(was, &formulas[0]) || names_period(is, &formulas[1]);
    let periods = [&before.brief.period, &after.brief.period];
    let is_other = periods[0] != periods[1] && of_period;
    let as_it_stands =
        was.zip(is).is_some_and(|(was, is)| was.metric.is_none() && is.metric.is_none());
    (is_other && !as_it_stands)
        .then(|| (Kind::PeriodChanged, periods.map(|period| Some(period.clone()))))
}

/// What became of contradictions. They are the same where they share a claim.
fn conflicts(was: &Fact, is: &Fact) -> BTreeSet<Kind> {
    let shares = |one: &Conflict, other: &Conflict| {
        one.claims.iter().any(|claim| other.claims.contains(claim))
    };
    let mut kinds = BTreeSet::new();
    for old in &was.conflicts {
        let mut still = is.conflicts.iter().filter(|new| shares(old, new)).peekable();
        if still.peek().is_none() {
            kinds.insert(Kind::ConflictResolved);
        } else if still.all(|new| new != old) {
            kinds.insert(Kind::ConflictSettled);
        }
    }
    if is.conflicts.iter().any(|new| !was.conflicts.iter().any(|old| shares(old, new))) {
        kinds.insert(Kind::ConflictArisen);
    }
    kinds
}

fn rates(rates: &[Rate]) -> Option<String> {
    let said: Vec<String> =
        rates.iter().map(|rate| format!("{} {} ({})", rate.pair, rate.value, rate.date)).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// That a fact is called or worded otherwise. In other words as well, or in fewer, is not: that is
/// where it stands in the text.
fn wording(was: &Fact, is: &Fact) -> Option<Reason> {
    let said = |before: &str, after: &str| Reason {
        kind: Kind::Wording,
        claims: Vec::new(),
        before: Some(before.to_owned()),
        after: Some(after.to_owned()),
    };
    if was.label != is.label {
        return Some(said(&was.label, &is.label));
    }
    if was.metric != is.metric {
        let name = |fact: &Fact| fact.metric.clone().unwrap_or_default();
        return Some(said(&name(was), &name(is)));
    }
    let within = |one: &Fact, other: &Fact| one.texts.iter().all(|text| other.texts.contains(text));
    let is_worded_otherwise = !within(was, is) && !within(is, was);
    (was.figure == is.figure && is_worded_otherwise)
        .then(|| said(&was.texts.join("; "), &is.texts.join("; ")))
}

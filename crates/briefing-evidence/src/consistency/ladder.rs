//! Statuses of one thing against each other: what is realised has been started, what is started has
//! been signed, and what is in one state is in no other.
//!
//! Below `signed` nothing is certain: what was not expected may be signed, and what was never offered
//! may be intended. What was called off need not have been signed, either, unless a claim counts it
//! as one of the states that things are in now.

use std::collections::BTreeMap;

use briefing_model::claim::{Claim, Counts, EVENT, WHOLE};
use briefing_model::dataset::ClaimIndex;
use briefing_model::date::Date;
use briefing_model::diagnostic::Diagnostic;
use briefing_model::evidence::Finding;
use briefing_model::figure::{Comparison, Figure};
use briefing_model::measure::{Measure, MeasureKind};
use briefing_model::slug::Slug;
use briefing_model::status::Status;
use rayon::prelude::*;

use super::parts::{filtered, finding, has_parts};
use super::said::{Group, Said};
use crate::codes;
use crate::notation::spelled;

/// The statuses of which each holds what has reached the next.
const STEPS: [Status; 3] = [Status::Signed, Status::Started, Status::Realised];

pub(super) fn check(said: &Said<'_>, findings: &mut Vec<Finding>) {
    let groups: Vec<Group<'_>> = said.groups().filter(|group| has_steps(group.measure)).collect();
    let of = |group: &Group<'_>| {
        group.claims.iter().filter_map(|index| further(said, group, *index)).collect::<Vec<_>>()
    };
    findings.par_extend(groups.par_iter().flat_map_iter(of));
    together(said, &groups, findings);
}

/// Amounts and counts, and shares of one whole, whatever their own status.
fn has_steps(measure: &Measure) -> bool {
    let of_one_whole = measure.of.as_ref().is_some_and(|of| of.status.is_some());
    has_parts(measure)
        || (measure.kind == MeasureKind::Share && measure.non_negative && of_one_whole)
}

/// A claim that says more than has reached an earlier status.
fn further(said: &Said<'_>, group: &Group<'_>, index: ClaimIndex) -> Option<Finding> {
    let claim = said.claim(index);
    let own = STEPS.iter().position(|step| *step == group.status)?;
    // What is in a state now has reached it.
    let until = if group.counts == Counts::Now { own + 1 } else { own };
    let populations = [claim.population.as_str(), WHOLE];
    let populations = if populations[0] == WHOLE { &populations[..1] } else { &populations };
    let scopes = [group.scope.as_str(), EVENT];
    let is_within = scopes[0] != EVENT && scopes[0] != briefing_model::claim::BEFORE;
    let scopes = if is_within { &scopes[..] } else { &scopes[..1] };
    // A share of the part is no share of the whole.
    let of_share = group.measure.kind == MeasureKind::Share;
    let (populations, scopes) =
        if of_share { (&populations[..1], &scopes[..1]) } else { (populations, scopes) };
    for step in STEPS[..until].iter().rev() {
        for scope in scopes {
            let all =
                said.about(&group.event.id, &group.measure.id, (*step, Counts::Reached), scope);
            for population in populations {
                let wholes = filtered(said, all, |other| {
                    other.population.as_str() == *population
                        && (other.sector == claim.sector || *population == WHOLE)
                        && other.figure.unit() == claim.figure.unit()
                        && said.is_timely_for(claim, other)
                });
                let wholes = said.own_or_all(claim, wholes);
                let is_more = |whole: &ClaimIndex| {
                    said.unrounded(index).compare(&said.unrounded(*whole))
                        == Ok(Comparison::Greater)
                };
                if !wholes.is_empty() && wholes.iter().all(is_more) {
                    return Some(more(said, index, &wholes));
                }
            }
        }
    }
    None
}

fn more(said: &Said<'_>, index: ClaimIndex, wholes: &[ClaimIndex]) -> Finding {
    let (claim, whole) = (said.claim(index), said.claim(wholes[0]));
    let message = format!(
        "more is `{}` than was ever `{}`: {} against {}",
        claim.status,
        whole.status,
        spelled(&claim.figure),
        spelled(&whole.figure),
    );
    let diagnostic = Diagnostic::warning(codes::STATUS_LARGER, claim.spans.figure, message)
        .related(whole.spans.figure, format!("`{}`", whole.status))
        .hint("a figure of what is in a state now, and in no other, has `counts = \"now\"`");
    let claims = std::iter::once(index).chain(wholes.iter().copied()).collect();
    finding(diagnostic, claims)
}

/// What tells apart what figures of a day count, but for their status.
type Thing<'a> = (usize, usize, &'a Slug, &'a Slug, Option<&'a Slug>, &'a str, Date);

/// States that exclude each other, on one day.
fn together(said: &Said<'_>, groups: &[Group<'_>], findings: &mut Vec<Finding>) {
    let mut by_thing: BTreeMap<Thing<'_>, BTreeMap<Status, Vec<ClaimIndex>>> = BTreeMap::new();
    let added = groups.iter().filter(|group| group.measure.additive && has_parts(group.measure));
    for group in added.filter(|group| group.counts == Counts::Now) {
        let event = said.dataset.events.get_index_of(&group.event.id);
        let measure = said.dataset.measures.get_index_of(&group.measure.id);
        let (Some(event), Some(measure)) = (event, measure) else { continue };
        for index in group.claims {
            let claim = said.claim(*index);
            let Some(day) = said.day(claim) else { continue };
            let unit = claim.figure.unit().as_str();
            let sector = claim.sector.as_ref();
            let thing = (event, measure, &claim.scope, &claim.population, sector, unit, day);
            by_thing.entry(thing).or_default().entry(group.status).or_default().push(*index);
        }
    }
    for states in by_thing.values() {
        let whole_of = [
            (
                Status::Signed,
                &[Status::Signed, Status::Started, Status::Realised, Status::Cancelled][..],
            ),
            (Status::Started, &[Status::Started, Status::Realised][..]),
        ];
        let found =
            whole_of.into_iter().find_map(|(whole, held)| exclude(said, states, whole, held));
        findings.extend(found);
    }
}

/// States that are all held by what has reached a status, and are more together.
fn exclude(
    said: &Said<'_>,
    states: &BTreeMap<Status, Vec<ClaimIndex>>,
    whole: Status,
    held: &[Status],
) -> Option<Finding> {
    // Of what sources say of one state, the least.
    let least = |claims: &Vec<ClaimIndex>| {
        claims
            .iter()
            .copied()
            .filter(|index| !said.claim(*index).figure.is_about())
            .filter_map(|index| Some((said.unrounded(index).lower()?.value, index)))
            .min()
            .map(|(_, index)| index)
    };
    let parts: Vec<ClaimIndex> =
        held.iter().filter_map(|status| least(states.get(status)?)).collect();
    let first = said.claim(*parts.first()?);
    // One state by itself is held against the earlier ones above; what was called off is not.
    if parts.len() < 2 && first.status != Status::Cancelled {
        return None;
    }
    let same = |other: &Claim| {
        other.population == first.population
            && other.sector == first.sector
            && other.figure.unit() == first.figure.unit()
            && said.is_timely_for(first, other)
    };
    let all =
        said.about(&first.event, &first.measure, (whole, Counts::Reached), first.scope.as_str());
    let wholes = said.own_or_all(first, filtered(said, all, same));
    let unit = first.figure.unit();
    let lower: Vec<Figure> =
        parts.iter().map(|part| said.unrounded(*part).lower_bound_only()).collect();
    let sum = Figure::sum(&lower, unit).ok()?.lower_bound_only();
    let is_more =
        |whole: &ClaimIndex| sum.compare(&said.unrounded(*whole)) == Ok(Comparison::Greater);
    if wholes.is_empty() || !wholes.iter().all(is_more) {
        return None;
    }
    let told = |part: &Figure| {
        wholes.iter().all(|it| part.compare(&said.unrounded(*it)) == Ok(Comparison::Greater))
    };
    if parts.len() > 1 && lower.iter().any(told) {
        return None;
    }
    let figures = parts.iter().map(|part| &said.claim(*part).figure);
    let words: Vec<String> =
        parts.iter().map(|part| format!("`{}`", said.claim(*part).status)).collect();
    let top = said.claim(*wholes.first()?);
    let message = format!(
        "states that exclude each other add up to more than was ever `{}`: {} are {} together, \
         against {}",
        top.status,
        words.join(" and "),
        spelled(&Figure::sum(figures, unit).unwrap_or(sum)),
        spelled(&top.figure),
    );
    let diagnostic = Diagnostic::warning(codes::STATES_LARGER, top.spans.figure, message);
    let diagnostic = parts.iter().fold(diagnostic, |diagnostic, part| {
        let part = said.claim(*part);
        diagnostic.related(part.spans.figure, format!("`{}` now", part.status))
    });
    Some(finding(diagnostic, wholes.iter().copied().chain(parts).collect()))
}

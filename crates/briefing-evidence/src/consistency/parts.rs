//! Parts against what they are part of: populations, scopes, sessions, events of a series, sectors.

use std::collections::BTreeMap;

use briefing_model::claim::{BEFORE, Claim, EVENT, WHOLE};
use briefing_model::dataset::ClaimIndex;
use briefing_model::diagnostic::Diagnostic;
use briefing_model::evidence::Finding;
use briefing_model::figure::{Comparison, Figure};
use briefing_model::measure::{Measure, MeasureKind};
use briefing_model::origin::Origin;
use briefing_model::slug::Slug;
use rayon::prelude::*;

use super::said::{Group, Said};
use crate::codes;
use crate::notation::spelled;

pub(super) fn check(said: &Said<'_>, findings: &mut Vec<Finding>) {
    let groups: Vec<Group<'_>> = said.groups().filter(|group| has_parts(group.measure)).collect();
    let of = |group: Group<'_>| {
        let claims = group.claims.iter();
        let mut found: Vec<_> = claims.filter_map(|index| larger(said, &group, *index)).collect();
        sectors(said, &group, &mut found);
        origins(said, &group, &mut found);
        sessions(said, &group, &mut found);
        found
    };
    findings.par_extend(groups.into_par_iter().flat_map_iter(of));
}

/// A share is no part of a share, and of what may be below zero a part may be more than the whole.
pub(super) fn has_parts(measure: &Measure) -> bool {
    measure.kind != MeasureKind::Share && measure.non_negative
}

/// A claim that says more than one that contains it.
fn larger(said: &Said<'_>, group: &Group<'_>, index: ClaimIndex) -> Option<Finding> {
    let part = said.claim(index);
    let mut kinds: Vec<(&str, Vec<ClaimIndex>)> = Vec::new();
    let measure = &group.measure.id;
    // Its population within all, or within a wider sector.
    let wider = |other: &Claim| {
        part.population.as_str() != WHOLE
            && (other.population.as_str() == WHOLE
                || is_broader(said, part, other)
                || is_wider_origin(said, part, other))
    };
    // Each population around it by itself: being within one of them does not excuse another.
    let mut around: BTreeMap<&Slug, Vec<ClaimIndex>> = BTreeMap::new();
    for index in filtered(said, group.claims, wider) {
        around.entry(&said.claim(index).population).or_default().push(index);
    }
    kinds.extend(around.into_values().map(|wholes| ("population", wholes)));
    let same = |other: &Claim| other.population == part.population;
    let scope = group.scope.as_str();
    if scope != EVENT && scope != BEFORE {
        let whole = said.about(&group.event.id, measure, group.state(), EVENT);
        kinds.push(("scope", filtered(said, whole, same)));
    }
    if scope == EVENT {
        for umbrella in said.dataset.umbrellas(&group.event.id) {
            let whole = said.about(&umbrella.id, measure, group.state(), EVENT);
            kinds.push(("umbrella", filtered(said, whole, same)));
        }
    }
    kinds.into_iter().find_map(|(kind, wholes)| {
        let wholes = comparable(said, part, wholes);
        let is_larger = |whole: &ClaimIndex| {
            said.unrounded(index).compare(&said.unrounded(*whole)) == Ok(Comparison::Greater)
        };
        if wholes.is_empty() || !wholes.iter().all(is_larger) {
            return None;
        }
        let first = said.claim(wholes[0]);
        let of = match kind {
            "population" => format!("the figure of `{}`", first.population),
            "scope" => "that of the whole event".to_owned(),
            _ => format!("that of `{}`", first.event),
        };
        let message = format!(
            "a part is larger than the whole: {} against {}, {of}",
            spelled(&part.figure),
            spelled(&first.figure)
        );
        Some(finding(
            Diagnostic::warning(codes::PART_LARGER, part.spans.figure, message)
                .related(first.spans.figure, "the whole"),
            std::iter::once(index).chain(wholes).collect(),
        ))
    })
}

/// Sectors of one source, which tells projects apart by sector.
fn sectors(said: &Said<'_>, group: &Group<'_>, findings: &mut Vec<Finding>) {
    if !group.measure.additive {
        return;
    }
    let mut by_source: BTreeMap<&Slug, Vec<ClaimIndex>> = BTreeMap::new();
    for index in group.claims {
        let claim = said.claim(*index);
        if said.dataset.sectors.contains_key(&claim.population) {
            by_source.entry(&claim.source).or_default().push(*index);
        }
    }
    for parts in by_source.into_values().filter(|parts| parts.len() > 1) {
        // Of a sector and a wider one around it, only the wider counts.
        let outer: Vec<ClaimIndex> = parts
            .iter()
            .copied()
            .filter(|part| {
                let within =
                    |other: &ClaimIndex| is_broader(said, said.claim(*part), said.claim(*other));
                !parts.iter().any(within)
            })
            .collect();
        let all = |other: &Claim| other.population.as_str() == WHOLE;
        let wholes = filtered(said, group.claims, all);
        findings.extend(more_together(said, &outer, wholes, "the sectors together"));
    }
}

/// Origins of one source, which tells projects or money apart by where they come from.
fn origins(said: &Said<'_>, group: &Group<'_>, findings: &mut Vec<Finding>) {
    if !group.measure.additive {
        return;
    }
    let dataset = said.dataset;
    let mut by_whole: BTreeMap<(&Slug, &Slug), Vec<(ClaimIndex, &Origin)>> = BTreeMap::new();
    for index in group.claims {
        let claim = said.claim(*index);
        if let Some(origin) = dataset.origin(claim) {
            by_whole.entry((&claim.source, &origin.of)).or_default().push((*index, origin));
        }
    }
    for ((_, of), parts) in by_whole {
        // Of a place and a region around it, only the region counts.
        let outer: Vec<(ClaimIndex, &Origin)> = parts
            .iter()
            .filter(|(_, origin)| {
                let around = |other: &Origin| other != *origin && origin.is_within(other, dataset);
                !parts.iter().any(|(_, other)| around(other))
            })
            .copied()
            .collect();
        let overlap = outer.iter().enumerate().any(|(at, (_, one))| {
            outer[at + 1..].iter().any(|(_, other)| one.overlaps(other, dataset))
        });
        if overlap || outer.len() < 2 {
            continue;
        }
        let outer: Vec<ClaimIndex> = outer.into_iter().map(|(index, _)| index).collect();
        let whole = |other: &Claim| other.population == *of;
        let wholes = filtered(said, group.claims, whole);
        findings.extend(more_together(said, &outer, wholes, "the origins together"));
    }
}

/// Whether all that the one claim counts is counted by the other, by where it comes from.
fn is_wider_origin(said: &Said<'_>, claim: &Claim, other: &Claim) -> bool {
    let Some(origin) = said.dataset.origin(claim) else { return false };
    match said.dataset.origin(other) {
        Some(wider) => wider != origin && origin.is_within(wider, said.dataset),
        None => other.population == origin.of,
    }
}

/// Parts of an event, and events of a series.
fn sessions(said: &Said<'_>, group: &Group<'_>, findings: &mut Vec<Finding>) {
    if !group.measure.additive || group.scope.as_str() != EVENT {
        return;
    }
    let all = |claim: &Claim| claim.population.as_str() == WHOLE;
    let wholes = filtered(said, group.claims, all);
    if wholes.is_empty() {
        return;
    }
    let mut least = Vec::new();
    for part in said.parts(&group.event.id) {
        let claims = said.about(&part.id, &group.measure.id, group.state(), EVENT);
        // Of what sources say of one part, the least.
        let mut claims: Vec<ClaimIndex> = filtered(said, claims, all);
        claims.retain(|claim| !said.claim(*claim).figure.is_about());
        claims.sort_by_key(|claim| said.unrounded(*claim).lower().map(|low| low.value));
        least.extend(claims.first());
    }
    findings.extend(more_together(said, &least, wholes, "the parts together"));
}

/// Parts that are more together than each of the wholes; one that is by itself has been told already.
fn more_together(
    said: &Said<'_>,
    parts: &[ClaimIndex],
    wholes: Vec<ClaimIndex>,
    what: &str,
) -> Option<Finding> {
    let first = said.claim(*parts.first()?);
    let wholes = comparable(said, first, wholes);
    let whole = said.claim(*wholes.first()?);
    let timely = |part: &&ClaimIndex| {
        wholes.iter().all(|whole| said.is_timely(said.claim(**part), said.claim(*whole)))
            && said.claim(**part).figure.unit() == whole.figure.unit()
            && !said.claim(**part).figure.is_about()
    };
    let parts: Vec<ClaimIndex> = parts.iter().filter(timely).copied().collect();
    let least: Vec<Figure> = parts
        .iter()
        .map(|part| said.unrounded(*part).lower_bound_only())
        .filter(|figure| figure.lower().is_some())
        .collect();
    let sum = Figure::sum(&least, whole.figure.unit()).ok()?.lower_bound_only();
    let is_more = |figure: &Figure, whole: &ClaimIndex| {
        figure.compare(&said.unrounded(*whole)) == Ok(Comparison::Greater)
    };
    let told = least.iter().any(|one| wholes.iter().all(|whole| is_more(one, whole)));
    if told || !wholes.iter().all(|whole| is_more(&sum, whole)) {
        return None;
    }
    let figures = parts.iter().map(|part| &said.claim(*part).figure);
    let message = format!(
        "parts add up to more than the whole: {what} are {}, the whole is {}",
        spelled(&Figure::sum(figures, whole.figure.unit()).unwrap_or(sum)),
        spelled(&whole.figure)
    );
    let mut diagnostic = Diagnostic::warning(codes::PARTS_LARGER, whole.spans.figure, message);
    for part in &parts {
        diagnostic = diagnostic.related(said.claim(*part).spans.figure, "a part");
    }
    Some(finding(diagnostic, wholes.into_iter().chain(parts).collect()))
}

pub(super) fn filtered(
    said: &Said<'_>,
    claims: &[ClaimIndex],
    keep: impl Fn(&Claim) -> bool,
) -> Vec<ClaimIndex> {
    claims.iter().copied().filter(|index| keep(said.claim(*index))).collect()
}

/// Of wholes those that a part is to be compared with.
fn comparable(said: &Said<'_>, part: &Claim, wholes: Vec<ClaimIndex>) -> Vec<ClaimIndex> {
    let wholes = wholes
        .into_iter()
        .filter(|whole| {
            let whole = said.claim(*whole);
            whole.figure.unit() == part.figure.unit() && said.is_timely(part, whole)
        })
        .collect();
    said.own_or_all(part, wholes)
}

/// Whether the one claim's sector lies within the other's.
fn is_broader(said: &Said<'_>, claim: &Claim, other: &Claim) -> bool {
    let sectors = &said.dataset.sectors;
    let mut next = sectors.get(&claim.population).and_then(|sector| sector.broader.as_ref());
    // A circle of sectors ends, at the latest, where there are no more.
    for _ in 0..sectors.len() {
        let Some(broader) = next else { return false };
        if *broader == other.population {
            return true;
        }
        next = sectors.get(broader).and_then(|sector| sector.broader.as_ref());
    }
    false
}

pub(super) fn finding(diagnostic: Diagnostic, claims: Vec<ClaimIndex>) -> Finding {
    Finding { diagnostic, claims, accepted: None }
}

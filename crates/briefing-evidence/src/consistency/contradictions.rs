//! Sources that contradict each other: claims on the same thing of which not all can be true.

use std::collections::BTreeMap;

use briefing_model::claim::{Claim, Counts, EVENT, WHOLE, agreement};
use briefing_model::dataset::ClaimIndex;
use briefing_model::date::Date;
use briefing_model::diagnostic::Diagnostic;
use briefing_model::evidence::{Evidence, Finding};
use briefing_model::slug::Slug;
use briefing_model::status::Status;
use briefing_model::unit::Unit;

use super::said::Said;
use crate::codes;
use crate::notation::spelled;

/// What tells things apart within a group: population (which holds the origin), sector, unit; and the
/// day, where the figure may have been another on another day.
type Thing<'a> = (&'a Slug, Option<&'a Slug>, &'a Unit, Option<Date>);

pub(super) fn check(said: &Said<'_>, evidence: &mut Evidence) {
    for group in said.groups().filter(|group| group.claims.len() > 1) {
        let mut things: BTreeMap<Thing<'_>, Vec<ClaimIndex>> = BTreeMap::new();
        for index in group.claims {
            let claim = said.claim(*index);
            let grows = matches!(group.status, Status::Started | Status::Realised)
                || group.counts == Counts::Now;
            let day = claim.as_of.filter(|_| grows);
            let thing = (&claim.population, claim.sector.as_ref(), claim.figure.unit(), day);
            things.entry(thing).or_default().push(*index);
        }
        for claims in things.into_values().filter(|claims| claims.len() > 1) {
            let said_of_it: Vec<&Claim> = claims.iter().map(|index| said.claim(*index)).collect();
            // What cannot be computed is not certain.
            if !matches!(agreement(&said_of_it), Ok(None)) {
                continue;
            }
            evidence.findings.push(finding(&said_of_it, claims.clone()));
            evidence.contradictions.push(claims);
        }
    }
    evidence.contradictions.sort_unstable();
}

/// The finding stands at the first claim that does not say the same as the first of all.
fn finding(said: &[&Claim], claims: Vec<ClaimIndex>) -> Finding {
    let first = said[0];
    let other = said[1..].iter().copied().find(|claim| claim.figure != first.figure);
    let at = other.unwrap_or(first);
    let message = format!(
        "`{}` of `{}`, {}, is {} and {}: both cannot be true",
        first.measure,
        first.event,
        limits(first),
        spelled(&first.figure),
        spelled(&at.figure),
    );
    let diagnostic = Diagnostic::warning(codes::CONTRADICTION, at.spans.figure, message);
    let others = said.iter().filter(|claim| claim.spans.figure != at.spans.figure);
    let diagnostic = others.fold(diagnostic, |diagnostic, claim| {
        diagnostic.related(claim.spans.figure, format!("`{}` says otherwise", claim.source))
    });
    let diagnostic = diagnostic.hint(
        "both are kept: a metric's `conflict` decides which is used, and briefs mark the figure",
    );
    Finding { diagnostic, claims, accepted: None }
}

/// What claims on one thing count, apart from measure and event: `started, now, `opening``.
fn limits(claim: &Claim) -> String {
    let mut limits = claim.status.to_string();
    if claim.counts == Counts::Now {
        limits.push_str(", now");
    }
    let scope = Some(&claim.scope).filter(|scope| scope.as_str() != EVENT);
    let population = Some(&claim.population).filter(|id| id.as_str() != WHOLE);
    let sector = claim.sector.as_ref().filter(|id| Some(*id) != population);
    for id in scope.into_iter().chain(population).chain(sector) {
        limits.push_str(&format!(", `{id}`"));
    }
    limits
}

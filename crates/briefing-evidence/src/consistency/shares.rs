//! Shares against the parts and wholes that they are shares of.

use briefing_model::claim::{Claim, Counts, WHOLE};
use briefing_model::dataset::ClaimIndex;
use briefing_model::diagnostic::Diagnostic;
use briefing_model::evidence::Finding;
use briefing_model::figure::{Bound, Comparison, Figure};
use briefing_model::measure::ShareOf;
use briefing_model::number::Number;

use super::Tolerances;
use super::said::{Group, Said};
use crate::codes;
use crate::notation::{rounded, spelled};

pub(super) fn check(said: &Said<'_>, tolerances: &Tolerances, findings: &mut Vec<Finding>) {
    for group in said.groups() {
        if let Some(of) = &group.measure.of {
            for index in group.claims {
                findings.extend(share(said, &group, of, *index, tolerances));
            }
        }
    }
}

fn share(
    said: &Said<'_>,
    group: &Group<'_>,
    of: &ShareOf,
    index: ClaimIndex,
    tolerances: &Tolerances,
) -> Option<Finding> {
    let claim = said.claim(index);
    let printed = widened(claim, tolerances)?;
    let (event, scope) = (&group.event.id, group.scope.as_str());
    let keep = |claims: &[ClaimIndex], keep: &dyn Fn(&Claim) -> bool| -> Vec<ClaimIndex> {
        let kept = claims.iter().copied().filter(|other| keep(said.claim(*other))).collect();
        said.own_or_all(claim, kept)
    };
    let same_day = |other: &Claim| other.as_of == claim.as_of;
    let parts = keep(said.about(event, &of.measure, group.state(), scope), &|other| {
        other.population == claim.population && same_day(other)
    });
    let wholes = match of.status {
        Some(status) => {
            keep(said.about(event, &of.measure, (status, Counts::Reached), scope), &|other| {
                other.population == claim.population
            })
        }
        None => keep(said.about(event, &of.measure, group.state(), scope), &|other| {
            other.population.as_str() == WHOLE && same_day(other)
        }),
    };
    let mut pairs = Vec::new();
    for part in &parts {
        for whole in wholes.iter().filter(|whole| *whole != part) {
            if said.claim(*part).figure.unit() == said.claim(*whole).figure.unit() {
                pairs.push((*part, *whole));
            }
        }
    }
    let percent = |part: &Figure, whole: &Figure| {
        let percent = part.ratio(whole).ok()?.scale(Number::HUNDRED).ok()?;
        Some(percent.with_unit(claim.figure.unit().clone()))
    };
    let is_apart = |(part, whole): &(ClaimIndex, ClaimIndex)| {
        let implied = percent(&said.unrounded(*part), &said.unrounded(*whole));
        implied.is_some_and(|implied| {
            matches!(implied.compare(&printed), Ok(Comparison::Less | Comparison::Greater))
        })
    };
    if pairs.is_empty() || !pairs.iter().all(is_apart) {
        return None;
    }
    let (part, whole) = (said.claim(pairs[0].0), said.claim(pairs[0].1));
    let percent = percent(&part.figure, &whole.figure)?;
    let words = match percent.point() {
        Some(value) => format!("{} percent", rounded(value, 2)),
        None => spelled(&percent.round_outward(2)),
    };
    let message = format!(
        "a share is not that of its parts: {} of {} is {words}, not {}",
        spelled(&part.figure),
        spelled(&whole.figure),
        spelled(&claim.figure)
    );
    let diagnostic = Diagnostic::warning(codes::SHARE_DIFFERS, claim.spans.figure, message)
        .related(part.spans.figure, "the part")
        .related(whole.spans.figure, "the whole");
    let claims = std::iter::once(index).chain(parts).chain(wholes).collect();
    Some(Finding { diagnostic, claims, accepted: None })
}

/// A share with what rounding may have done to it: so many units of its last digit to either side. A
/// bound is taken at its word.
fn widened(claim: &Claim, tolerances: &Tolerances) -> Option<Figure> {
    let figure = &claim.figure;
    let Some(value) = figure.exact_value() else { return Some(figure.clone()) };
    let by = claim.precision.unit().checked_mul(tolerances.share)?;
    let (low, high) = (value.checked_sub(by)?, value.checked_add(by)?);
    Figure::between(Bound::closed(low), Bound::closed(high), figure.unit().clone()).ok()
}

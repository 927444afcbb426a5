//! What is declared to add up: parts that are all of an event, populations that are all of another,
//! and identities of their own.

use briefing_model::claim::{Claim, EVENT};
use briefing_model::dataset::ClaimIndex;
use briefing_model::diagnostic::{Diagnostic, Span};
use briefing_model::event::Event;
use briefing_model::evidence::{CheckedIdentity, DeclaredBy, Evidence, Finding, Held};
use briefing_model::figure::{Bound, Comparison, Figure};
use briefing_model::identity::{Identity, Operation, Term};
use briefing_model::number::Number;
use briefing_model::slug::Slug;
use briefing_model::unit::Unit;

use super::Tolerances;
use super::parts::{filtered, has_parts};
use super::said::{Group, Said};
use crate::codes;
use crate::notation::spelled;

pub(super) fn check(said: &Said<'_>, tolerances: &Tolerances, evidence: &mut Evidence) {
    let mut checking = Checking { said, tolerances, evidence };
    for group in said.groups().filter(|group| group.measure.additive && has_parts(group.measure)) {
        checking.parts(&group);
        checking.partitions(&group);
    }
    for identity in said.dataset.identities.values() {
        checking.identity(identity);
    }
    // That parts are too many is told once, by what was declared.
    let told: Vec<Vec<ClaimIndex>> = evidence
        .findings
        .iter()
        .filter(|finding| finding.diagnostic.code == codes::IDENTITY_FAILS)
        .map(|finding| finding.claims.clone())
        .collect();
    evidence.findings.retain(|finding| {
        finding.diagnostic.code != codes::PARTS_LARGER
            || !told.iter().any(|claims| finding.claims.iter().all(|it| claims.contains(it)))
    });
}

struct Checking<'s, 'e> {
    said: &'s Said<'s>,
    tolerances: &'s Tolerances,
    evidence: &'e mut Evidence,
}

/// An identity with claims for its terms.
struct Claimed {
    operation: Operation,
    terms: Vec<Vec<ClaimIndex>>,
    results: Vec<ClaimIndex>,
}

/// Claims that make a figure, and the one that says it.
struct Made {
    terms: Vec<ClaimIndex>,
    result: ClaimIndex,
    figure: Figure,
    held: Option<Held>,
}

impl Checking<'_, '_> {
    /// An event whose parts are all there is of it.
    fn parts(&mut self, group: &Group<'_>) {
        let event = group.event;
        if !event.parts_are_complete || group.scope.as_str() != EVENT {
            return;
        }
        // On an early day some of the parts are not known yet.
        let is_part =
            |other: &&Event| other.part_of.as_ref().is_some_and(|tie| tie.event == event.id);
        if self.said.dataset.withheld.events.values().any(|other| is_part(&other)) {
            return;
        }
        let parts = self.said.parts(&event.id);
        for population in populations(self.said, group) {
            let of = |claims: &[ClaimIndex]| {
                filtered(self.said, claims, |claim| claim.population == *population)
            };
            let terms = parts
                .iter()
                .map(|part| {
                    let state = group.state();
                    of(self.said.about(&part.id, &group.measure.id, state, EVENT))
                })
                .collect();
            let results = of(group.claims);
            let claimed = Claimed { operation: Operation::Sum, terms, results };
            self.claimed(DeclaredBy::Parts, event.span, &claimed);
        }
    }

    fn partitions(&mut self, group: &Group<'_>) {
        for partition in self.said.dataset.partitions.values() {
            let of = |population: &Slug| {
                filtered(self.said, group.claims, |claim| claim.population == *population)
            };
            let terms = partition.into.iter().map(of).collect();
            let results = of(&partition.of);
            let claimed = Claimed { operation: Operation::Sum, terms, results };
            self.claimed(DeclaredBy::Partition(partition.id.clone()), partition.span, &claimed);
        }
    }

    fn identity(&mut self, identity: &Identity) {
        let said = self.said;
        let all_terms = || identity.terms.iter().chain([&identity.result]);
        let any = all_terms().any(|term| term.event.is_none());
        let events = said.dataset.events.keys().map(Some).filter(|_| any);
        for event in events.chain((!any).then_some(None)) {
            let of = |term: &Term| -> Vec<ClaimIndex> {
                let Some(event) = term.event.as_ref().or(event) else { return Vec::new() };
                let state = (term.status, term.counts);
                let all = said.about(event, &term.measure, state, term.scope.as_str());
                filtered(said, all, |claim| {
                    claim.population == term.population
                        && term.source.as_ref().is_none_or(|source| *source == claim.source)
                })
            };
            let claimed = Claimed {
                operation: identity.operation,
                terms: identity.terms.iter().map(of).collect(),
                results: of(&identity.result),
            };
            self.claimed(DeclaredBy::Identity(identity.id.clone()), identity.span, &claimed);
        }
    }

    /// Holds what is declared against the claims: found, as soon as one of the results is.
    fn claimed(&mut self, by: DeclaredBy, declared: Span, claimed: &Claimed) {
        let made: Vec<Made> =
            claimed.results.iter().filter_map(|result| self.made(claimed, *result)).collect();
        let best = made.iter().filter(|made| made.held.is_some()).min_by_key(|made| made.held);
        if let Some(made) = best
            && let Some(held) = made.held
        {
            self.evidence.identities.push(CheckedIdentity {
                by,
                terms: made.terms.clone(),
                result: made.result,
                held,
            });
        } else if let Some(made) = made.first() {
            let finding = self.fails(&by, declared, claimed.operation, made);
            self.evidence.findings.push(finding);
        }
    }

    /// What the claims of the terms come to, beside a claim that says it. The source of that claim is
    /// taken at its own word; where it does not give a term, what others say of it is.
    fn made(&self, claimed: &Claimed, result: ClaimIndex) -> Option<Made> {
        let said = self.said;
        let claim = said.claim(result);
        if claim.figure.is_about() {
            return None;
        }
        let fits = |other: &Claim| {
            !other.figure.is_about()
                && said.is_timely_for(claim, other)
                && said.is_timely_for(other, claim)
                && (claimed.operation == Operation::Ratio
                    || other.figure.unit() == claim.figure.unit())
        };
        let mut terms = Vec::new();
        let mut figures = Vec::new();
        let mut are_exact = claim.figure.is_exact();
        for of_term in &claimed.terms {
            let of_term = said.own_or_all(claim, filtered(said, of_term, fits));
            let all: Vec<Figure> = of_term.iter().map(|index| said.unrounded(*index)).collect();
            let (first, rest) = all.split_first()?;
            // What all of them leave possible; where they contradict each other, what one of them does.
            let agreed = rest.iter().try_fold(first.clone(), |met, it| met.intersect(it).ok()?);
            are_exact &= agreed.is_some()
                && of_term.iter().any(|index| said.claim(*index).figure.is_exact());
            let possible = match agreed {
                Some(agreed) => agreed,
                None => rest.iter().try_fold(first.clone(), |all, it| all.hull(it).ok())?,
            };
            figures.push(possible);
            terms.extend(of_term);
        }
        let unit = claim.figure.unit();
        let figure = match (claimed.operation, figures.as_slice()) {
            (Operation::Sum, figures) => Figure::sum(figures, unit).ok()?,
            (Operation::Ratio, [over, under]) => quotient(over, under, unit)?,
            (Operation::Ratio, _) => return None,
        };
        let held = match figure.compare(&self.printed(claim, claimed.operation)?) {
            Ok(Comparison::Less | Comparison::Greater) | Err(_) => None,
            Ok(_) if are_exact => Some(Held::Confirmed),
            Ok(_) => Some(Held::NotContradicted),
        };
        Some(Made { terms, result, figure, held })
    }

    /// What a result may have been before it was rounded; percentages are rounded in several ways.
    fn printed(&self, claim: &Claim, operation: Operation) -> Option<Figure> {
        let value = claim.figure.exact_value();
        match (operation, value) {
            (Operation::Ratio, Some(value)) if claim.figure.unit().is_percent() => {
                let by = claim.precision.unit().checked_mul(self.tolerances.share)?;
                let (low, high) = (value.checked_sub(by)?, value.checked_add(by)?);
                let unit = claim.figure.unit().clone();
                Figure::between(Bound::closed(low), Bound::closed(high), unit).ok()
            }
            _ => claim.unrounded().ok(),
        }
    }

    fn fails(&self, by: &DeclaredBy, declared: Span, operation: Operation, made: &Made) -> Finding {
        let said = self.said;
        let result = said.claim(made.result);
        let sign = match operation {
            Operation::Sum => " + ",
            Operation::Ratio => " / ",
        };
        let terms: Vec<String> =
            made.terms.iter().map(|term| spelled(&said.claim(*term).figure)).collect();
        let comes_to = spelled(&self.worded(operation, made));
        let message = format!(
            "what is declared does not hold: {} is {comes_to}, not {}",
            terms.join(sign),
            spelled(&result.figure)
        );
        let mut diagnostic =
            Diagnostic::warning(codes::IDENTITY_FAILS, result.spans.figure, message);
        for term in &made.terms {
            let term = said.claim(*term);
            let which = if term.event == result.event { &term.population } else { &term.event };
            diagnostic = diagnostic.related(term.spans.figure, format!("`{which}`"));
        }
        let what = match by {
            DeclaredBy::Parts => format!("the parts of `{}` are all there is", result.event),
            DeclaredBy::Partition(id) => format!("partition `{id}`"),
            DeclaredBy::Identity(id) => format!("identity `{id}`"),
        };
        let diagnostic = diagnostic.related(declared, what);
        let claims = std::iter::once(made.result).chain(made.terms.iter().copied()).collect();
        Finding { diagnostic, claims, accepted: None }
    }

    /// What the terms come to as they stand, for a message; a quotient is rounded.
    fn worded(&self, operation: Operation, made: &Made) -> Figure {
        let figures: Vec<&Figure> =
            made.terms.iter().map(|term| &self.said.claim(*term).figure).collect();
        let unit = made.figure.unit();
        let as_they_stand = match (operation, figures.as_slice()) {
            (Operation::Sum, figures) => Figure::sum(figures.iter().copied(), unit).ok(),
            (Operation::Ratio, [over, under]) => quotient(over, under, unit),
            _ => None,
        };
        let figure = as_they_stand.unwrap_or_else(|| made.figure.clone());
        if operation == Operation::Ratio { figure.round_outward(2) } else { figure }
    }
}

/// One figure divided by another, in percent where the unit is that.
fn quotient(over: &Figure, under: &Figure, unit: &Unit) -> Option<Figure> {
    let ratio = over.ratio(under).ok()?;
    let ratio = if unit.is_percent() { ratio.scale(Number::HUNDRED).ok()? } else { ratio };
    Some(ratio.with_unit(unit.clone()))
}

/// The populations that the claims of a group have, each once.
fn populations<'s>(said: &Said<'s>, group: &Group<'_>) -> Vec<&'s Slug> {
    let mut all: Vec<&Slug> =
        group.claims.iter().map(|index| &said.claim(*index).population).collect();
    all.sort_unstable();
    all.dedup();
    all
}

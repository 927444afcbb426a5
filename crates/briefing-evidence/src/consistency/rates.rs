//! Amounts that a source gives in two currencies, and the exchange rate that they imply.

use std::cmp::Reverse;

use briefing_model::claim::Claim;
use briefing_model::dataset::ClaimIndex;
use briefing_model::date::Date;
use briefing_model::diagnostic::Diagnostic;
use briefing_model::evidence::{Evidence, Finding, ImpliedRate};
use briefing_model::figure::{Figure, Precision};
use briefing_model::number::Number;
use briefing_model::unit::Unit;

use super::Tolerances;
use super::said::{Group, Said};
use crate::codes;
use crate::notation::{rounded, spelled};

pub(super) fn check(said: &Said<'_>, tolerances: &Tolerances, evidence: &mut Evidence) {
    for group in said.groups() {
        for (at, left) in group.claims.iter().enumerate() {
            for right in &group.claims[at + 1..] {
                if is_one_amount(said.claim(*left), said.claim(*right)) {
                    pair(said, &group, [*left, *right], tolerances, evidence);
                }
            }
        }
    }
}

/// Whether two claims are one amount in two currencies.
fn is_one_amount(left: &Claim, right: &Claim) -> bool {
    left.source == right.source
        && left.population == right.population
        && left.as_of == right.as_of
        && left.figure.unit() != right.figure.unit()
        && left.figure.unit().is_currency()
        && right.figure.unit().is_currency()
}

fn pair(
    said: &Said<'_>,
    group: &Group<'_>,
    claims: [ClaimIndex; 2],
    tolerances: &Tolerances,
    evidence: &mut Evidence,
) {
    let Some(mut implied) = implied(said, group, claims) else { return };
    let near = neighbours(said, &implied, tolerances.rate_days);
    implied.reference = near.first().and_then(|reference| {
        let value = said.dataset.rates.get(*reference)?.value;
        let above = implied.rate.checked_div(value)?.checked_sub(Number::ONE)?;
        Some((*reference, above.checked_mul(Number::HUNDRED)?))
    });
    let is_far = |reference: &usize| {
        is_away(&implied.bounds, said.dataset.rates[*reference].value, tolerances.rate)
    };
    // The day before and the day after may have had different rates: it is far from both.
    if !near.is_empty() && near.iter().all(is_far) {
        evidence.findings.extend(far(said, &implied));
    }
    evidence.rates.push(implied);
}

fn implied(said: &Said<'_>, group: &Group<'_>, claims: [ClaimIndex; 2]) -> Option<ImpliedRate> {
    let unit = |index: ClaimIndex| said.claim(index).figure.unit().clone();
    let [left, right] = claims;
    // The way the reference rates go, else the measure's own currency is what the other is priced in.
    let is_known = |base: &Unit, quote: &Unit| {
        said.dataset.rates.iter().any(|rate| rate.base == *base && rate.quote == *quote)
    };
    let (l, r) = (unit(left), unit(right));
    let [base, quote] = if is_known(&l, &r) {
        [left, right]
    } else if is_known(&r, &l) || r != group.measure.unit {
        [right, left]
    } else {
        [left, right]
    };
    let amounts = (amount(said.claim(base))?, amount(said.claim(quote))?);
    let rate = amounts.1.value.checked_div(amounts.0.value)?;
    let day = said.day(said.claim(base)).or(group.event.start);
    Some(ImpliedRate {
        claims: [base, quote],
        base: unit(base),
        quote: unit(quote),
        rate,
        bounds: bounds(amounts, &unit(quote).per(&unit(base)))?,
        day,
        reference: None,
    })
}

/// An amount as it is written.
struct Amount {
    value: Number,
    /// What the last digit is worth.
    last: Precision,
    /// How many digits it has, without the zeros at its end.
    digits: u32,
}

/// The number that a claim gives, whatever it is a bound of: a converted bound is a bound.
fn amount(claim: &Claim) -> Option<Amount> {
    let ends = [claim.figure.lower(), claim.figure.upper()];
    let mut ends = ends.into_iter().flatten().map(|end| end.value);
    let value = ends.next().filter(|value| *value > Number::ZERO)?;
    let is_one = ends.all(|other| other == value);
    let amount = Amount { value, last: claim.precision, digits: digits(value)? };
    is_one.then_some(amount)
}

/// The rates that two amounts may stand for. The one with more digits was made from the other, and
/// rounded to its last digit; of two with as many either may have been.
fn bounds((base, quote): (Amount, Amount), unit: &Unit) -> Option<Figure> {
    let spread = |amount: &Amount, rounds: bool| {
        let precision = if rounds { amount.last } else { Precision::EXACT };
        Figure::exact(amount.value, Unit::one()).unrounded(precision).ok()
    };
    let of_base = spread(&base, base.digits >= quote.digits)?;
    let of_quote = spread(&quote, quote.digits >= base.digits)?;
    Some(of_quote.ratio(&of_base).ok()?.with_unit(unit.clone()))
}

/// How many significant digits a number has.
fn digits(value: Number) -> Option<u32> {
    let places = value.decimal_places()?;
    let mut mantissa = value.abs().to_scaled(places)?;
    while mantissa != 0 && mantissa % 10 == 0 {
        mantissa /= 10;
    }
    Some(mantissa.checked_ilog10().map_or(1, |digits| digits + 1))
}

/// The reference rates next to a day, on it or before and after it, nearest first.
fn neighbours(said: &Said<'_>, implied: &ImpliedRate, days: u32) -> Vec<usize> {
    let Some(day) = implied.day else { return Vec::new() };
    let of_pair = || {
        said.dataset.rates.iter().enumerate().filter(|(_, rate)| {
            rate.base == implied.base
                && rate.quote == implied.quote
                && distance(rate.date, day) <= days
        })
    };
    let before = of_pair().filter(|(_, rate)| rate.date <= day);
    let after = of_pair().filter(|(_, rate)| rate.date >= day);
    let mut near: Vec<usize> = [
        before.max_by_key(|(at, rate)| (rate.date, Reverse(*at))),
        after.min_by_key(|(at, rate)| (rate.date, *at)),
    ]
    .into_iter()
    .flatten()
    .map(|(at, _)| at)
    .collect();
    near.sort_by_key(|at| distance(said.dataset.rates[*at].date, day));
    near.dedup();
    near
}

fn distance(one: Date, other: Date) -> u32 {
    one.since(other).map_or(u32::MAX, |span| span.get_days().unsigned_abs())
}

/// Whether every rate within bounds is further from a reference than so many percent of it.
fn is_away(bounds: &Figure, reference: Number, percent: Number) -> bool {
    let apart = || {
        let margin = reference.checked_mul(percent)?.checked_div(Number::HUNDRED)?;
        let (low, high) = (reference.checked_sub(margin)?, reference.checked_add(margin)?);
        let above = bounds.lower().is_some_and(|end| end.value > high);
        let below = bounds.upper().is_some_and(|end| end.value < low);
        Some(above || below)
    };
    apart().unwrap_or(false)
}

fn far(said: &Said<'_>, implied: &ImpliedRate) -> Option<Finding> {
    let (reference, above) = implied.reference?;
    let reference = &said.dataset.rates[reference];
    let [base, quote] = implied.claims.map(|index| said.claim(index));
    let side = if above.is_negative() { "below" } else { "above" };
    let message = format!(
        "{} and {} imply {} {} a {}, {} % {side} the reference rate of {}",
        spelled(&quote.figure),
        spelled(&base.figure),
        rounded(implied.rate, 4),
        implied.quote,
        implied.base,
        rounded(above.abs(), 2),
        reference.date,
    );
    let label = format!("{} {} a {}", reference.value, implied.quote, implied.base);
    let diagnostic = Diagnostic::warning(codes::RATE_FAR, base.spans.figure, message)
        .related(quote.spans.figure, "the other currency")
        .related(reference.span, label)
        .hint("which rate was used is the source's affair; say in a `note` what is known of it");
    Some(Finding { diagnostic, claims: implied.claims.to_vec(), accepted: None })
}

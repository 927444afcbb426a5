//! One sum against another: shares, ratios, changes.

use briefing_model::figure::{Bound, Figure, FigureError};
use briefing_model::number::Number;
use briefing_model::result::{Absence, RowValue};
use briefing_model::unit::Unit;
use briefing_plugin::{Aggregate, Asked, Group, Members, Needs, Relation, Second};

use super::sum::total;

/// The part of a whole, in percent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share;

impl Aggregate for Share {
    fn name(&self) -> &str {
        "share"
    }

    fn about(&self) -> &str {
        "the part that the selection makes of a wider one (`of`), or a row of all rows, in percent"
    }

    fn needs(&self) -> Needs {
        Needs { members: Members::Added, second: Second::Of, is_sum: false }
    }

    fn unit(&self, _: &Asked<'_>) -> Result<Unit, FigureError> {
        Ok(Unit::percent())
    }

    fn fold(&self, part: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        Ok(self.value(part)?.figure().cloned())
    }

    fn value(&self, part: &Group<'_>) -> Result<RowValue, FigureError> {
        let Some(whole) = part.second else { return Ok(Absence::NotReported.into()) };
        let share = match rest(part, whole) {
            Some(others) if part.non_negative => {
                let missing = whole.missing.saturating_sub(part.missing);
                let mut rest = *whole;
                (rest.figures, rest.missing) = (&others, missing);
                let Some(own) = floored(part)? else { return Ok(Absence::NotReported.into()) };
                let others = match floored(&rest)? {
                    Some(others) => others,
                    None if missing > 0 => Figure::at_least(Number::ZERO, part.unit.clone()),
                    None => Figure::exact(Number::ZERO, part.unit.clone()),
                };
                part_of_both(&own, &others)?
            }
            _ => quotient(part, whole, Base::Whole)?,
        };
        let RowValue::Figure(mut share) = share else { return Ok(share) };
        if part.relation != Relation::Apart && !share.is_about() {
            let all = Figure::at_most(Number::ONE, share.unit().clone());
            match share.intersect(&all)? {
                Some(within) => share = within,
                None => return Ok(Absence::PartAboveWhole.into()),
            }
        }
        Ok(share.scale(Number::HUNDRED)?.with_unit(Unit::percent()).into())
    }
}

/// The members of the whole that are not in the part; `None` unless every member of the part is in
/// the whole with the same figure.
fn rest(part: &Group<'_>, whole: &Group<'_>) -> Option<Vec<Figure>> {
    if part.relation != Relation::Members {
        return None;
    }
    if part.events.len() != part.figures.len() || whole.events.len() != whole.figures.len() {
        return None;
    }
    let mut own = part.events.iter().zip(part.figures).peekable();
    let mut others = Vec::new();
    for (event, figure) in whole.events.iter().zip(whole.figures) {
        match own.peek() {
            Some((own_event, own_figure)) if *own_event == event => {
                if *own_figure != figure {
                    return None;
                }
                own.next();
            }
            _ => others.push(figure.clone()),
        }
    }
    own.peek().is_none().then_some(others)
}

/// `own / (own + others)`, of figures that are not below zero. As it grows with the one and falls
/// with the others, its ends are those of `1 / (1 + others / own)`: dividing by the whole, which
/// holds the part, would give away what is known of both.
fn part_of_both(own: &Figure, others: &Figure) -> Result<RowValue, FigureError> {
    let one = Figure::exact(Number::ONE, Unit::one());
    let may_be_zero = |figure: &Figure| figure.contains(Number::ZERO);
    if may_be_zero(own) && may_be_zero(others) {
        // Nothing of nothing is no share.
        let is_zero = own.is_exact() && others.is_exact();
        let absence = if is_zero { Absence::ZeroDivisor } else { Absence::PossiblyZeroDivisor };
        return Ok(absence.into());
    }
    if own.point().is_some_and(Number::is_zero) {
        let none = Figure::exact(Number::ZERO, Unit::one());
        return Ok(none.with_about(own.is_about() || others.is_about()).into());
    }
    let share = one.ratio(&others.ratio(own)?.add(&one)?)?;
    let lower = if may_be_zero(own) { Some(Bound::closed(Number::ZERO)) } else { share.lower() };
    Figure::from_bounds(lower, share.upper(), share.is_about(), Unit::one()).map(RowValue::from)
}

/// One measure for each of another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RatioOf;

impl Aggregate for RatioOf {
    fn name(&self) -> &str {
        "ratio"
    }

    fn about(&self) -> &str {
        "the sum of the measure for each of another (`per`), over the events that report both"
    }

    fn needs(&self) -> Needs {
        Needs { members: Members::Added, second: Second::Per, is_sum: false }
    }

    fn unit(&self, asked: &Asked<'_>) -> Result<Unit, FigureError> {
        Ok(asked.second.map_or_else(|| asked.unit.clone(), |per| asked.unit.per(per)))
    }

    fn fold(&self, group: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        Ok(self.value(group)?.figure().cloned())
    }

    fn value(&self, group: &Group<'_>) -> Result<RowValue, FigureError> {
        let Some(per) = group.second else { return Ok(Absence::NotReported.into()) };
        // The pairs that are there are complete: what the others would come to is not asked.
        let (mut of, mut by) = (*group, *per);
        (of.missing, by.missing) = (0, 0);
        quotient(&of, &by, Base::Divisor)
    }
}

/// The later against the earlier.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChangeOf;

impl Aggregate for ChangeOf {
    fn name(&self) -> &str {
        "change"
    }

    fn about(&self) -> &str {
        "how far the sum changed from one side to the other, in percent or as a difference"
    }

    fn needs(&self) -> Needs {
        Needs { members: Members::Added, second: Second::Change, is_sum: false }
    }

    fn unit(&self, asked: &Asked<'_>) -> Result<Unit, FigureError> {
        Ok(if asked.relative { Unit::percent() } else { asked.unit.clone() })
    }

    fn fold(&self, later: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        Ok(self.value(later)?.figure().cloned())
    }

    fn value(&self, later: &Group<'_>) -> Result<RowValue, FigureError> {
        let Some(earlier) = later.second else { return Ok(Absence::NotReported.into()) };
        if !later.relative {
            let (Some(to), Some(from)) = (floored(later)?, floored(earlier)?) else {
                return Ok(Absence::NotReported.into());
            };
            let difference = to.sub(&from)?;
            let is_open = difference.is_unknown();
            return Ok(if is_open { Absence::OpenBounds.into() } else { difference.into() });
        }
        let times = quotient(later, earlier, Base::Whole)?;
        let RowValue::Figure(times) = times else { return Ok(times) };
        // From nothing left to any amount more: no change is shut out.
        let from_nothing = times.lower().is_none_or(|end| end.value <= Number::ZERO);
        if later.non_negative && from_nothing && times.upper().is_none() {
            return Ok(Absence::OpenBounds.into());
        }
        let change = times.sub(&Figure::exact(Number::ONE, Unit::one()))?;
        Ok(change.scale(Number::HUNDRED)?.with_unit(Unit::percent()).into())
    }
}

/// What a divisor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Base {
    /// What there is one of the dividend for each of.
    Divisor,
    /// All of it, or what it was before: in percent of what is below zero nothing can be said, as
    /// a rise from -10 to -5 would be a fall by half.
    Whole,
}

/// The sum of one group divided by that of another, or why there is no quotient.
///
/// A divisor that may be zero, such as fewer than 5, leaves the quotient without an upper end, unless
/// the dividend may be zero as well: zero by zero has no value, and none is near it.
fn quotient(of: &Group<'_>, by: &Group<'_>, base: Base) -> Result<RowValue, FigureError> {
    let (Some(of), Some(by)) = (floored(of)?, floored(by)?) else {
        return Ok(Absence::NotReported.into());
    };
    if by.point().is_some_and(Number::is_zero) {
        return Ok(Absence::ZeroDivisor.into());
    }
    let may_be_negative = by.lower().is_none_or(|end| end.value.is_negative());
    if base == Base::Whole && may_be_negative {
        return Ok(Absence::NegativeBase.into());
    }
    let may_be_zero = |figure: &Figure| figure.contains(Number::ZERO);
    if may_be_zero(&by) && (may_be_zero(&of) || may_be_negative) {
        return Ok(Absence::PossiblyZeroDivisor.into());
    }
    let quotient = of.ratio(&by)?;
    Ok(if quotient.is_unknown() { Absence::OpenBounds.into() } else { quotient.into() })
}

/// The sum of a group, not below zero where it cannot be.
fn floored(group: &Group<'_>) -> Result<Option<Figure>, FigureError> {
    total(group)?
        .map(|sum| if group.non_negative { sum.non_negative() } else { Ok(sum) })
        .transpose()
}

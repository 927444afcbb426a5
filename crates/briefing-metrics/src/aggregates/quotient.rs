//! One sum against another: shares, ratios, changes.

use briefing_model::figure::{Bound, Figure, FigureError};
use briefing_model::number::Number;
use briefing_model::unit::Unit;
use briefing_plugin::{Aggregate, Asked, Group, Members, Needs, Second};

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
        let Some(whole) = part.second else { return Ok(None) };
        let share = match rest(part, whole) {
            Some(others) if part.non_negative => {
                let missing = whole.missing.saturating_sub(part.missing);
                let mut rest = *whole;
                (rest.figures, rest.missing) = (&others, missing);
                let Some(own) = floored(part)? else { return Ok(None) };
                let others = match floored(&rest)? {
                    Some(others) => others,
                    None if missing > 0 => Figure::at_least(Number::ZERO, part.unit.clone()),
                    None => Figure::exact(Number::ZERO, part.unit.clone()),
                };
                part_of_both(&own, &others)?
            }
            _ => quotient(part, whole)?,
        };
        share.map(|share| Ok(share.scale(Number::HUNDRED)?.with_unit(Unit::percent()))).transpose()
    }
}

/// The members of the whole that are not in the part; `None` unless every member of the part is in
/// the whole with the same figure.
fn rest(part: &Group<'_>, whole: &Group<'_>) -> Option<Vec<Figure>> {
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
fn part_of_both(own: &Figure, others: &Figure) -> Result<Option<Figure>, FigureError> {
    let one = Figure::exact(Number::ONE, Unit::one());
    let may_be_zero = |figure: &Figure| figure.contains(Number::ZERO);
    if may_be_zero(own) && may_be_zero(others) {
        // Nothing of nothing is no share; anything else lies between none and all of it.
        if own.is_exact() && others.is_exact() {
            return Ok(None);
        }
        let bound = |number| Some(Bound::closed(number));
        let about = own.is_about() || others.is_about();
        let all = Figure::from_bounds(bound(Number::ZERO), bound(Number::ONE), about, Unit::one())?;
        return Ok(Some(all));
    }
    if own.point().is_some_and(Number::is_zero) {
        let none = Figure::exact(Number::ZERO, Unit::one());
        return Ok(Some(none.with_about(own.is_about() || others.is_about())));
    }
    let share = one.ratio(&others.ratio(own)?.add(&one)?)?;
    let lower = if may_be_zero(own) { Some(Bound::closed(Number::ZERO)) } else { share.lower() };
    Figure::from_bounds(lower, share.upper(), share.is_about(), Unit::one()).map(Some)
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
        let Some(per) = group.second else { return Ok(None) };
        // The pairs that are there are complete: what the others would come to is not asked.
        let (mut of, mut by) = (*group, *per);
        (of.missing, by.missing) = (0, 0);
        quotient(&of, &by)
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
        let Some(earlier) = later.second else { return Ok(None) };
        if !later.relative {
            let (Some(to), Some(from)) = (floored(later)?, floored(earlier)?) else {
                return Ok(None);
            };
            let difference = to.sub(&from)?;
            return Ok((!difference.is_unknown()).then_some(difference));
        }
        let Some(times) = quotient(later, earlier)? else { return Ok(None) };
        let change = times.sub(&Figure::exact(Number::ONE, Unit::one()))?;
        Ok(Some(change.scale(Number::HUNDRED)?.with_unit(Unit::percent())))
    }
}

/// The sum of one group divided by that of another; `None` where one of them says nothing, or the
/// other is, or may be, zero on both sides.
fn quotient(of: &Group<'_>, by: &Group<'_>) -> Result<Option<Figure>, FigureError> {
    let (Some(of), Some(by)) = (floored(of)?, floored(by)?) else { return Ok(None) };
    match of.ratio(&by) {
        Ok(quotient) => Ok((!quotient.is_unknown()).then_some(quotient)),
        Err(FigureError::DivisionByZero) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The sum of a group, not below zero where it cannot be.
fn floored(group: &Group<'_>) -> Result<Option<Figure>, FigureError> {
    total(group)?
        .map(|sum| if group.non_negative { sum.non_negative() } else { Ok(sum) })
        .transpose()
}

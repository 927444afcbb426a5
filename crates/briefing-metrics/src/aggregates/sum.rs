//! Sums.

use briefing_model::figure::{Figure, FigureError};
use briefing_model::measure::MeasureKind;
use briefing_plugin::{Aggregate, Group, Members, Needs, Second};

/// What the members come to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SumOf;

impl Aggregate for SumOf {
    fn name(&self) -> &str {
        "sum"
    }

    fn about(&self) -> &str {
        "what the figures come to; where some are missing, what they come to at least"
    }

    fn needs(&self) -> Needs {
        Needs { members: Members::Added, second: Second::None, is_sum: true }
    }

    fn fold(&self, group: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        total(group)
    }
}

/// The sum of a group; `None` where nothing is reported, or where something is missing and the
/// measure may be below zero.
pub(super) fn total(group: &Group<'_>) -> Result<Option<Figure>, FigureError> {
    let sum = match group.figures {
        [] => return Ok(None),
        [one] => one.clone(),
        many if group.non_negative => {
            let floored = many.iter().map(Figure::non_negative).collect::<Result<Vec<_>, _>>()?;
            Figure::sum(&floored, group.unit)?
        }
        many => Figure::sum(many, group.unit)?,
    };
    finish(sum, group.kind, group.missing, group.non_negative)
}

/// What is made of a sum: a lower bound where something is missing, and a whole number of things
/// where there can be no other.
///
/// More than 172 stays more than 172, as the source has it, though it means 173 or more; between 5
/// and 7, both left out, is 6.
pub(crate) fn finish(
    sum: Figure,
    kind: MeasureKind,
    missing: u32,
    non_negative: bool,
) -> Result<Option<Figure>, FigureError> {
    if missing > 0 {
        return Ok(non_negative
            .then(|| sum.non_negative())
            .transpose()?
            .map(|figure| figure.lower_bound_only()));
    }
    let is_span = sum.point().is_none() && sum.lower().is_some() && sum.upper().is_some();
    if kind == MeasureKind::Count && is_span {
        // A span without a whole number in it is the source's to answer for.
        return Ok(Some(sum.as_integer().unwrap_or(sum)));
    }
    Ok(Some(sum))
}

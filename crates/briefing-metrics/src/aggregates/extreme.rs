//! The least, the greatest, the latest.

use briefing_model::figure::{Figure, FigureError};
use briefing_plugin::{Aggregate, Group, Members, Needs, Second};

/// The least.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Min;

impl Aggregate for Min {
    fn name(&self) -> &str {
        "min"
    }

    fn about(&self) -> &str {
        "the least figure; where some are missing, at most that"
    }

    fn needs(&self) -> Needs {
        Needs { members: Members::Compared, second: Second::None, is_sum: false }
    }

    fn fold(&self, group: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        let Some(least) = reduce(group.figures, Figure::min)? else { return Ok(None) };
        if group.missing == 0 {
            return Ok(Some(least));
        }
        let at_most =
            Figure::from_bounds(None, least.upper(), least.is_about(), group.unit.clone())?;
        match group.non_negative {
            true => Ok(Some(at_most.non_negative()?)),
            false => Ok((!at_most.is_unknown()).then_some(at_most)),
        }
    }
}

/// The greatest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Max;

impl Aggregate for Max {
    fn name(&self) -> &str {
        "max"
    }

    fn about(&self) -> &str {
        "the greatest figure; where some are missing, at least that"
    }

    fn needs(&self) -> Needs {
        Needs { members: Members::Compared, second: Second::None, is_sum: false }
    }

    fn fold(&self, group: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        let Some(greatest) = reduce(group.figures, Figure::max)? else { return Ok(None) };
        if group.missing == 0 {
            return Ok(Some(greatest));
        }
        let floored = if group.non_negative { greatest.non_negative()? } else { greatest };
        let at_least = floored.lower_bound_only();
        Ok((!at_least.is_unknown()).then_some(at_least))
    }
}

/// The figure of the latest day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Latest;

impl Aggregate for Latest {
    fn name(&self) -> &str {
        "latest"
    }

    fn about(&self) -> &str {
        "the figure that holds for, or was published on, the latest day"
    }

    fn needs(&self) -> Needs {
        Needs { members: Members::Latest, second: Second::None, is_sum: false }
    }

    fn fold(&self, group: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        Ok(group.figures.first().cloned())
    }
}

fn reduce(
    figures: &[Figure],
    of_two: impl Fn(&Figure, &Figure) -> Result<Figure, FigureError>,
) -> Result<Option<Figure>, FigureError> {
    let Some((first, rest)) = figures.split_first() else { return Ok(None) };
    rest.iter().try_fold(first.clone(), |best, figure| of_two(&best, figure)).map(Some)
}

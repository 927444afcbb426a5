//! Means and medians, of those that report.

use briefing_model::figure::{Bound, Figure, FigureError};
use briefing_model::number::Number;
use briefing_plugin::{Aggregate, Group, Members, Needs, Second};

/// The mean of those that report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mean;

impl Aggregate for Mean {
    fn name(&self) -> &str {
        "mean"
    }

    fn about(&self) -> &str {
        "the mean of the figures that are reported"
    }

    fn needs(&self) -> Needs {
        Needs { members: Members::Compared, second: Second::None, is_sum: false }
    }

    fn fold(&self, group: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        match group.figures {
            [] => Ok(None),
            [one] => Ok(Some(one.clone())),
            many if group.non_negative => {
                let floored =
                    many.iter().map(Figure::non_negative).collect::<Result<Vec<_>, _>>()?;
                Figure::mean(&floored).map(Some)
            }
            many => Figure::mean(many).map(Some),
        }
    }
}

/// The median of those that report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Median;

impl Aggregate for Median {
    fn name(&self) -> &str {
        "median"
    }

    fn about(&self) -> &str {
        "the median of the figures that are reported: that of the lower ends to that of the upper"
    }

    fn needs(&self) -> Needs {
        Needs { members: Members::Compared, second: Second::None, is_sum: false }
    }

    fn fold(&self, group: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        if group.figures.is_empty() {
            return Ok(None);
        }
        // The median grows with each of its members, so its ends are the medians of the ends. Open
        // lower ends come first and open upper ends last; of equal ends those that let more in
        // come first among the lower, last among the upper, so that the middle one is strict where
        // the median is.
        let mut lower: Vec<Option<Bound>> = group.figures.iter().map(Figure::lower).collect();
        lower.sort_by_key(|end| end.map(|end| (end.value, end.strict)));
        let mut upper: Vec<Option<Bound>> = group.figures.iter().map(Figure::upper).collect();
        upper.sort_by_key(|end| match end {
            Some(end) => (false, Some((end.value, !end.strict))),
            None => (true, None),
        });
        let about = group.figures.iter().any(Figure::is_about);
        Figure::from_bounds(middle(&lower)?, middle(&upper)?, about, group.unit.clone()).map(Some)
    }
}

/// The middle end, or the mean of the two that are.
fn middle(ends: &[Option<Bound>]) -> Result<Option<Bound>, FigureError> {
    let high = ends[ends.len() / 2];
    let low = ends[(ends.len() - 1) / 2];
    let (Some(low), Some(high)) = (low, high) else { return Ok(None) };
    let sum = low.value.checked_add(high.value);
    let value = sum.and_then(|sum| sum.checked_div(Number::from_integer(2)));
    let value = value.ok_or(FigureError::Overflow)?;
    Ok(Some(Bound { value, strict: low.strict || high.strict }))
}

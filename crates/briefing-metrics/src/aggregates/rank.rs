//! Positions.

use briefing_model::figure::{Bound, Comparison, Figure, FigureError};
use briefing_model::measure::MeasureKind;
use briefing_model::number::Number;
use briefing_model::unit::Unit;
use briefing_plugin::{Aggregate, Asked, Group, Members, Needs, Second};

/// The position of a row among all that have a figure, the greatest first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rank;

impl Aggregate for Rank {
    fn name(&self) -> &str {
        "rank"
    }

    fn about(&self) -> &str {
        "the position of a row's sum among all rows: a span where the figures cannot be told apart"
    }

    fn needs(&self) -> Needs {
        Needs { members: Members::Added, second: Second::Rows, is_sum: false }
    }

    fn unit(&self, _: &Asked<'_>) -> Result<Unit, FigureError> {
        Ok(Unit::one())
    }

    fn fold(&self, row: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        let (Some(own), Some(rows)) = (row.figures.first(), row.second) else { return Ok(None) };
        let own = sharpened(own, row.kind);
        let (mut above, mut perhaps_above) = (0_u32, 0_u32);
        for other in rows.figures {
            match sharpened(other, row.kind).compare(&own)? {
                Comparison::Greater => {
                    above += 1;
                    perhaps_above += 1;
                }
                Comparison::GreaterOrEqual | Comparison::Unknown => perhaps_above += 1,
                Comparison::Equal | Comparison::LessOrEqual | Comparison::Less => {}
            }
        }
        // The row is one of those it was compared with.
        if own.compare(&own)? == Comparison::Unknown {
            perhaps_above = perhaps_above.saturating_sub(1);
        }
        let position = |above: u32| Bound::closed(Number::from_integer(i128::from(above) + 1));
        Figure::between(position(above), position(perhaps_above), Unit::one()).map(Some)
    }
}

/// What a figure says when only whole numbers are possible: more than 5 is 6 or more.
fn sharpened(figure: &Figure, kind: MeasureKind) -> Figure {
    let whole = if kind == MeasureKind::Count { figure.as_integer().ok() } else { None };
    whole.unwrap_or_else(|| figure.clone())
}

//! Counts.

use briefing_model::figure::{Figure, FigureError};
use briefing_model::number::Number;
use briefing_plugin::{Aggregate, Group, Members, Needs, Second};

/// How many there are: events that report the measure, or events, claims or sources that match.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Count;

impl Aggregate for Count {
    fn name(&self) -> &str {
        "count"
    }

    fn about(&self) -> &str {
        "how many events report the measure, or how many events, claims or sources match"
    }

    fn needs(&self) -> Needs {
        Needs { members: Members::Counted, second: Second::None, is_sum: false }
    }

    fn fold(&self, group: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        let count = Number::from_integer(i128::from(group.count));
        Ok(Some(Figure::exact(count, group.unit.clone())))
    }
}

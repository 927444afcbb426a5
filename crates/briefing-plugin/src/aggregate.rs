//! Aggregates: one figure from the figures of a group.

use briefing_model::date::Date;
use briefing_model::figure::{Figure, FigureError};
use briefing_model::measure::MeasureKind;
use briefing_model::unit::Unit;

/// An aggregate: one figure from the figures of a group.
pub trait Aggregate: Send + Sync {
    /// Its name in `aggregate = "sum"`.
    fn name(&self) -> &str;

    /// What it says, in a line, for `briefing plugin list`.
    fn about(&self) -> &str;

    /// What the engine must see to before it calls.
    fn needs(&self) -> Needs;

    /// The figure of a group, or `None` where nothing can be said.
    ///
    /// # Errors
    /// An amount too large to hold, or a division by zero.
    fn fold(&self, group: &Group<'_>) -> Result<Option<Figure>, FigureError>;
}

/// What must hold of a group before an [`Aggregate`] sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Needs {
    /// The members are added up: the measure must be additive; statuses, scopes, populations and
    /// currencies must be one each or consented to; no umbrella beside its parts.
    pub adds: bool,
    /// Whether a second group is needed, and which.
    pub second: Second,
}

/// Where the second group of an [`Aggregate`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Second {
    /// There is none.
    #[default]
    None,
    /// `per`: another measure of the same events, status, scope and population.
    Per,
    /// `of`: the same measure over a wider selection.
    Of,
    /// `from` and `to`: the group is the later side, the second the earlier.
    Change,
    /// The figures of all rows, to be put in order.
    Rows,
}

/// The figures of a group: one a member, after conflicts have been settled.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Group<'a> {
    /// The figures, in the order of the data set.
    pub figures: &'a [Figure],
    /// The day each of them holds for, where it is known.
    pub dates: &'a [Option<Date>],
    /// How many members were expected and report nothing.
    pub missing: u32,
    /// The unit of the figures.
    pub unit: &'a Unit,
    /// The kind of the measure.
    pub kind: MeasureKind,
    /// Whether the measure cannot be below zero.
    pub non_negative: bool,
    /// The second group, for aggregates that need one.
    pub second: Option<&'a Group<'a>>,
}

impl<'a> Group<'a> {
    /// A group of figures of one unit, none of them missing, with no dates known.
    #[must_use]
    pub fn new(figures: &'a [Figure], unit: &'a Unit, kind: MeasureKind) -> Self {
        Self {
            figures,
            dates: &[],
            missing: 0,
            unit,
            kind,
            non_negative: true,
            second: None,
        }
    }
}

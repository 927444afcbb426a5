//! Aggregates: one figure from the figures of a group.

use briefing_model::date::Date;
use briefing_model::figure::{Figure, FigureError};
use briefing_model::measure::MeasureKind;
use briefing_model::result::RowValue;
use briefing_model::unit::Unit;

/// An aggregate: one figure from the figures of a group.
///
/// Pure: the same group gives the same figure. Called from several threads at once.
pub trait Aggregate: Send + Sync {
    /// Its name in `aggregate = "sum"`.
    fn name(&self) -> &str;

    /// What it says, in a line, for `briefing plugin list`.
    fn about(&self) -> &str;

    /// What the engine must see to before it calls.
    fn needs(&self) -> Needs;

    /// The unit of its figures, from what it is asked about; that of the measure if it does not say.
    ///
    /// # Errors
    /// The units do not go together.
    fn unit(&self, asked: &Asked<'_>) -> Result<Unit, FigureError> {
        Ok(asked.unit.clone())
    }

    /// The figure of a group, or `None` where nothing is reported that it could be made from.
    ///
    /// # Errors
    /// An amount too large to hold. A division by zero is not refused: the value is then not defined.
    fn fold(&self, group: &Group<'_>) -> Result<Option<Figure>, FigureError>;

    /// As [`Aggregate::fold`], for an aggregate that tells apart why there is no figure. The engine
    /// calls this one.
    ///
    /// # Errors
    /// As those of [`Aggregate::fold`].
    fn value(&self, group: &Group<'_>) -> Result<RowValue, FigureError> {
        self.fold(group).map(RowValue::from)
    }
}

/// What must hold of a group before an [`Aggregate`] sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Needs {
    /// Which figures may stand in one group.
    pub members: Members,
    /// Whether a second group is needed, and which.
    pub second: Second,
    /// Whether the figure of a group is the plain sum of its members, with what
    /// [`Group::missing`] makes of it, as the shipped `sum`. The engine then adds by column and
    /// does not call [`Aggregate::fold`].
    pub is_sum: bool,
}

/// Which figures may stand in one group; what may not is refused before an [`Aggregate`] sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Members {
    /// Added up: as [`Members::Compared`], and the measure must be additive.
    Added,
    /// Set against each other: one currency; one status, one scope and one population, each
    /// unless the metric consents to a mixture; no umbrella beside its parts.
    #[default]
    Compared,
    /// Only the one of the latest day: what it says stands for itself.
    Latest,
    /// Counted, whatever they say.
    Counted,
}

/// Where the second group of an [`Aggregate`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Second {
    /// There is none.
    #[default]
    None,
    /// `per`: another measure of the same events, status, scope and population, member by member.
    Per,
    /// `of`: the same measure over a wider selection.
    Of,
    /// `from` and `to`: the group is the later side, the second the earlier.
    Change,
    /// The group is the sum of one row, the second the sums of all rows that have one.
    Rows,
}

/// What an [`Aggregate`] is asked about, before any figure is known.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Asked<'a> {
    /// The unit of the measure, or of what is counted.
    pub unit: &'a Unit,
    /// The unit of the second group.
    pub second: Option<&'a Unit>,
    /// Whether a change is wanted in percent.
    pub relative: bool,
}

impl<'a> Asked<'a> {
    /// A question about figures of one unit.
    #[must_use]
    pub fn new(unit: &'a Unit) -> Self {
        Self { unit, second: None, relative: false }
    }
}

/// The figures of a group: one an event, after conflicts have been settled.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Group<'a> {
    /// The figures, in the order of the data set.
    pub figures: &'a [Figure],
    /// The number of the event that each of them is about, ascending: figures of two groups with
    /// the same number are about the same event. Empty where it does not matter.
    pub events: &'a [u32],
    /// The day each of them holds for, where it is known; empty where none is.
    pub dates: &'a [Option<Date>],
    /// How many there are: of the figures, or of the events, claims or sources that are counted.
    pub count: u64,
    /// How many members were expected and report nothing.
    pub missing: u32,
    /// The unit of the figures.
    pub unit: &'a Unit,
    /// The kind of the measure.
    pub kind: MeasureKind,
    /// Whether the measure cannot be below zero.
    pub non_negative: bool,
    /// Whether a change is wanted in percent.
    pub relative: bool,
    /// The second group, for aggregates that need one.
    pub second: Option<&'a Group<'a>>,
    /// How the group stands to the second group.
    pub relation: Relation,
}

/// How a [`Group`] stands to its second group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Relation {
    /// Either may be larger.
    #[default]
    Apart,
    /// What it comes to is a part of what the second comes to, by other observations: what has
    /// started is among what was signed.
    Part,
    /// Each of its members is a member of the second too.
    Members,
}

impl<'a> Group<'a> {
    /// A group of figures of one unit that cannot be below zero, none of them missing, with no
    /// dates known.
    #[must_use]
    pub fn new(figures: &'a [Figure], unit: &'a Unit, kind: MeasureKind) -> Self {
        Self {
            figures,
            events: &[],
            dates: &[],
            count: figures.len() as u64,
            missing: 0,
            unit,
            kind,
            non_negative: true,
            relative: false,
            second: None,
            relation: Relation::Apart,
        }
    }
}

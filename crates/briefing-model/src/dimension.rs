//! What claims can be selected and grouped by.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A dimension of a claim: its own, or its event's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// The event, by id.
    Event,
    /// Series, event or session.
    Kind,
    /// The province, by ISO 3166-2 code.
    Place,
    /// The region of the province.
    Region,
    /// The umbrellas of the event, by id: one event may be in several.
    Series,
    /// The claim's sector, else the sectors of its event: one event may be in several.
    Sector,
    /// The year of the event.
    Year,
    /// The quarter of the event's first day: `2024-Q3`.
    Quarter,
    /// The month of the event's first day: `2024-09`.
    Month,
    /// The ISO week of the event's first day.
    Week,
    /// The measure. Selecting by it is what a metric's `measure` is for; as a group it tells the
    /// claims of several measures apart in a listing.
    Measure,
    /// The status.
    Status,
    /// Whether what has reached the status is counted, or what is in it now.
    Counts,
    /// The scope.
    Scope,
    /// The population.
    Population,
    /// Where it comes from: a place or region, or several together.
    Origin,
    /// The currency or unit the claim is stated in.
    Unit,
    /// The source, by id.
    Source,
    /// The grade of the source.
    Grade,
    /// Whether its words are in the archived copy of the source.
    Checked,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Event,
        Self::Kind,
        Self::Place,
        Self::Region,
        Self::Series,
        Self::Sector,
        Self::Year,
        Self::Quarter,
        Self::Month,
        Self::Week,
        Self::Measure,
        Self::Status,
        Self::Counts,
        Self::Scope,
        Self::Population,
        Self::Origin,
        Self::Unit,
        Self::Source,
        Self::Grade,
        Self::Checked,
    ];

    /// The word used in definitions and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Kind => "kind",
            Self::Place => "place",
            Self::Region => "region",
            Self::Series => "series",
            Self::Sector => "sector",
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
            Self::Measure => "measure",
            Self::Status => "status",
            Self::Counts => "counts",
            Self::Scope => "scope",
            Self::Population => "population",
            Self::Origin => "origin",
            Self::Unit => "unit",
            Self::Source => "source",
            Self::Grade => "grade",
            Self::Checked => "checked",
        }
    }

    /// The dimension of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.as_str() == name)
    }

    /// Whether it is a dimension of the event alone. Coverage counts events, so the events that
    /// were expected to report are those that match a selection's conditions on these.
    #[must_use]
    pub const fn is_of_event(self) -> bool {
        matches!(
            self,
            Self::Event
                | Self::Kind
                | Self::Place
                | Self::Region
                | Self::Series
                | Self::Year
                | Self::Quarter
                | Self::Month
                | Self::Week
        )
    }

    /// Whether its values are in an order, so that `>= 2023` means something.
    #[must_use]
    pub const fn is_ordered(self) -> bool {
        matches!(
            self,
            Self::Year | Self::Quarter | Self::Month | Self::Week | Self::Status | Self::Grade
        )
    }

    /// Whether one claim may have several values of it.
    #[must_use]
    pub const fn is_many(self) -> bool {
        matches!(self, Self::Series | Self::Sector)
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

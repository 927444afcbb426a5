//! Things that took place, series of them, and parts of them.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::diagnostic::Span;
use crate::slug::Slug;
use crate::text::Text;

/// An event, a series of events, or a session of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its identifier.
    pub id: Slug,
    /// Its name.
    pub name: Text,
    /// Its name where room is short: "Gansu 2024".
    pub short: Option<Text>,
    /// Series, event or session.
    pub kind: EventKind,
    /// The first day, where it is known.
    pub start: Option<Date>,
    /// The last day; the first where it lasted a day.
    pub end: Option<Date>,
    /// The day of the opening, where it is not the first.
    pub opening: Option<Date>,
    /// The year it is counted in: that of `start`, or as stated where the day is not known.
    pub year: Option<i16>,
    /// ISO 3166-2 code of the province; none for a series over several.
    pub place: Option<String>,
    /// The host city.
    pub city: Option<Text>,
    /// Who holds it.
    pub organisers: Vec<Text>,
    /// Sectors it is about.
    pub sectors: Vec<Slug>,
    /// The umbrella it is part of.
    pub part_of: Option<PartOf>,
    /// Whether the events that are part of it are all its parts, so that their figures add up to
    /// its own.
    pub parts_are_complete: bool,
    /// Where it was said to have been held, though no figure may be known.
    pub sources: Vec<Slug>,
    /// Whatever a reader should know about it.
    pub note: Option<Text>,
    /// Where it is defined.
    pub span: Span,
}

/// What an [`Event`] is in the chain of umbrellas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// An umbrella over events: a year's series.
    Series,
    /// An event.
    Event,
    /// A part of an event: a thematic session.
    Session,
}

impl EventKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Series, Self::Event, Self::Session];

    /// The word used in data files and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Event => "event",
            Self::Session => "session",
        }
    }
}

/// The tie between an event and its umbrella.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOf {
    /// The umbrella.
    pub event: Slug,
    /// Whether a source says so.
    pub basis: Basis,
}

/// On what something that is no figure rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A source states it.
    Stated,
    /// It is inferred from dates, places and names; no source states it.
    Inferred,
}

/// The order in which events stand by date, from the year and the first day that are known of each.
///
/// An event of which only the year is known stands after those of its year whose day is known, and
/// one of which neither is known stands last, whichever way the others go.
#[must_use]
pub fn by_date(
    (a_year, a_start): (Option<i16>, Option<Date>),
    (b_year, b_start): (Option<i16>, Option<Date>),
    descending: bool,
) -> Ordering {
    let turned = |order: Ordering| if descending { order.reverse() } else { order };
    let year = |year: Option<i16>, start: Option<Date>| start.map(Date::year).or(year);
    let (a_year, b_year) = (year(a_year, a_start), year(b_year, b_start));
    let unknown_last = a_year.is_none().cmp(&b_year.is_none());
    let by_year = unknown_last.then_with(|| turned(a_year.cmp(&b_year)));
    let undated_last = a_start.is_none().cmp(&b_start.is_none());
    by_year.then(undated_last).then_with(|| turned(a_start.cmp(&b_start)))
}

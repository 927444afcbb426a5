//! When editions of a report are made, as its author wrote it.

use jiff::SignedDuration;
use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::diagnostic::Span;
use crate::period::PeriodUnit;

/// When editions of a report are made, and which period each covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The moments at which it is due.
    pub ticks: Ticks,
    /// The calendar unit that an edition covers: the last one that had ended when it was due.
    pub covers: PeriodUnit,
    /// IANA name of the time zone that days and hours are of: `Asia/Shanghai`.
    pub time_zone: String,
    /// No edition covers a period that begins before this day.
    pub from: Option<Date>,
    /// What is made of the editions that were missed.
    pub catch_up: CatchUp,
    /// How many editions are caught up with at most in one run; the next run makes the others.
    pub catch_up_limit: u32,
    /// How long after it was due an edition may still be made; without end where it is not said.
    pub deadline: Option<SignedDuration>,
    /// Where it is written.
    pub span: Span,
}

/// The moments at which a report is due, by the clock on the wall of its time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ticks {
    /// Once in each period that is covered, when it has ended: at this time of the day after.
    AfterPeriod {
        /// The time of day.
        at: Time,
    },
    /// At each time that a cron expression of five fields names.
    Cron {
        /// The expression: `0 6 2 * *`.
        expression: String,
    },
}

/// What is made of editions that were missed: nobody ran the program when they were due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CatchUp {
    /// The newest is made, the others are not.
    #[default]
    Latest,
    /// All of them, oldest first, up to the limit.
    All,
    /// None: an edition is made in time, which is within an hour unless a deadline says otherwise.
    None,
}

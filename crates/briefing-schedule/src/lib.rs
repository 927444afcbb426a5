//! When a report is due, and which period its edition covers.
//!
//! Time is cut into the periods of the calendar: half-open spans of days that follow each other without
//! gap or overlap. Each period has at most one moment at which its edition is due: the first tick
//! after it has ended. So what is due follows from the clock and from what has been published, and
//! from nothing else: there is no state to lose, and a second call finds nothing to do.
//!
//! ```
//! use briefing_model::period::PeriodUnit;
//! use briefing_model::schedule::{CatchUp, Schedule, Ticks};
//! use briefing_schedule::Timetable;
//!
//! let schedule = Schedule {
//!     ticks: Ticks::Cron { expression: "0 6 2 * *".into() },
//!     covers: PeriodUnit::Month,
//!     time_zone: "Asia/Shanghai".into(),
//!     from: None,
//!     catch_up: CatchUp::Latest,
//!     catch_up_limit: 12,
//!     deadline: None,
//!     span: Default::default(),
//! };
//! let timetable = Timetable::new(&schedule)?;
//! let now = "2024-11-05T12:00:00Z".parse()?;
//! let due = timetable.due(now, |_| false);
//! assert_eq!(due[0].period.to_string(), "2024-10");
//! assert_eq!(due[0].at.to_string(), "2024-11-02T06:00:00+08:00[Asia/Shanghai]");
//! assert!(timetable.due(now, |period| period.to_string() == "2024-10").is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Ticks are read off the clock on the wall. Where daylight saving leaves an hour out, a tick in it
//! comes when the hour has passed; where an hour comes twice, a tick in it comes the first time.
//!
//! **Invariant:** no clock: the moment comes in from outside. Time zones are those that are compiled
//! in, so that every machine agrees.

pub mod calls;
mod expression;

use briefing_model::date::Date;
use briefing_model::period::Period;
use briefing_model::schedule::{CatchUp, Schedule, Ticks};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use crate::expression::Expression;

/// How late an edition may be that is not caught up with.
const IN_TIME: SignedDuration = SignedDuration::from_hours(1);
/// How many periods are looked through at most for one that has a tick: a cron expression may name a
/// day that comes once in a hundred years.
const PERIODS: usize = 10_000;

/// A [`Schedule`] that has been read.
#[derive(Debug, Clone)]
pub struct Timetable {
    schedule: Schedule,
    zone: TimeZone,
    cron: Option<Expression>,
}

/// An edition that is due, or will be.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// When.
    pub at: ZonedDateTime,
    /// The period it covers.
    pub period: Period,
}

/// Editions that are due.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Backlog {
    /// Those that one run makes: the newest, as many as the schedule's limit allows, oldest first.
    pub due: Vec<Due>,
    /// Those that are left to the next run, oldest first.
    pub left: Vec<Due>,
}

/// Why a [`Schedule`] is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// No such time zone.
    #[error("unknown time zone `{0}`")]
    Zone(String),
    /// Not a cron expression.
    #[error("`{expression}` is not a cron expression: {reason}")]
    Cron {
        /// What was written.
        expression: String,
        /// What the parser says of it.
        reason: String,
    },
}

/// Whether the IANA database has a time zone of this name.
#[must_use]
pub fn is_time_zone(name: &str) -> bool {
    TimeZone::get(name).is_ok()
}

/// The names of all time zones, sorted.
#[must_use]
pub fn time_zones() -> Vec<String> {
    jiff::tz::db().available().map(|name| name.to_string()).collect()
}

impl Timetable {
    /// Reads a schedule.
    ///
    /// # Errors
    /// The time zone is not in the IANA database, or the expression is not one of cron's.
    pub fn new(schedule: &Schedule) -> Result<Self, ScheduleError> {
        let zone = TimeZone::get(&schedule.time_zone)
            .map_err(|_| ScheduleError::Zone(schedule.time_zone.clone()))?;
        let cron = match &schedule.ticks {
            Ticks::AfterPeriod { .. } => None,
            Ticks::Cron { expression } => {
                let wrong = |reason| ScheduleError::Cron { expression: expression.clone(), reason };
                Some(Expression::read(expression).map_err(wrong)?)
            }
        };
        Ok(Self { schedule: schedule.clone(), zone, cron })
    }

    /// What is due at a moment and has not been published, oldest first: what one run makes.
    #[must_use]
    pub fn due(&self, now: Timestamp, is_published: impl Fn(Period) -> bool) -> Vec<Due> {
        self.backlog(now, is_published).due
    }

    /// What is due at a moment and has not been published: what one run makes, and what it leaves to
    /// the next.
    #[must_use]
    pub fn backlog(&self, now: Timestamp, is_published: impl Fn(Period) -> bool) -> Backlog {
        let schedule = &self.schedule;
        // Without catching up, only the newest is ever due; the limit is one of what a run makes.
        let (looked_at, limit) = match schedule.catch_up {
            CatchUp::All => (usize::MAX, schedule.catch_up_limit as usize),
            CatchUp::Latest | CatchUp::None => (1, 1),
        };
        let late = self.grace();
        let mut due: Vec<Due> = self
            .before(now)
            .take(looked_at)
            .take_while(|due| {
                late.is_none_or(|late| now.duration_since(due.at.timestamp()) <= late)
            })
            .filter(|due| !is_published(due.period))
            .collect();
        let mut left = due.split_off(limit.min(due.len()));
        due.reverse();
        left.reverse();
        Backlog { due, left }
    }

    /// How late an edition may be made; without end where that is not said.
    #[must_use]
    pub fn grace(&self) -> Option<SignedDuration> {
        match (self.schedule.catch_up, self.schedule.deadline) {
            (CatchUp::None, None) => Some(IN_TIME),
            (_, deadline) => deadline,
        }
    }

    /// The last second of a day in its time zone; `None` at the end of all time.
    #[must_use]
    pub fn end_of(&self, day: Date) -> Option<Timestamp> {
        self.zone.to_timestamp(day.at(23, 59, 59, 0)).ok()
    }

    /// What comes after a moment, in order, without end as long as the calendar has none.
    pub fn upcoming(&self, now: Timestamp) -> impl Iterator<Item = Due> + '_ {
        let first = self.ended(now);
        std::iter::successors(first, |period| self.next(*period))
            .take(PERIODS)
            .filter_map(|period| self.due_of(period))
            .filter(move |due| due.at.timestamp() > now)
    }

    /// What was due until a moment, newest first.
    fn before(&self, now: Timestamp) -> impl Iterator<Item = Due> + '_ {
        std::iter::successors(self.ended(now), |period| self.previous(*period))
            .take(PERIODS)
            .take_while(|period| self.schedule.from.is_none_or(|from| period.start() >= Some(from)))
            .filter_map(|period| self.due_of(period))
            .filter(move |due| due.at.timestamp() <= now)
    }

    /// The last period that had ended by a moment.
    fn ended(&self, now: Timestamp) -> Option<Period> {
        let today = now.to_zoned_datetime(self.zone.clone()).date();
        self.previous(Period::containing(today, self.schedule.covers))
    }

    fn previous(&self, period: Period) -> Option<Period> {
        let day = period.start()?.yesterday().ok()?;
        Some(Period::containing(day, self.schedule.covers))
    }

    fn next(&self, period: Period) -> Option<Period> {
        Some(Period::containing(end(period)?, self.schedule.covers))
    }

    /// The first tick after a period has ended, unless the next one has ended, too, by then.
    fn due_of(&self, period: Period) -> Option<Due> {
        let end = end(period)?;
        let tick = match (&self.schedule.ticks, &self.cron) {
            (Ticks::AfterPeriod { at }, _) => end.to_datetime(*at),
            (Ticks::Cron { .. }, Some(cron)) => first_within(cron, self.next(period)?)?,
            (Ticks::Cron { .. }, None) => return None,
        };
        let at = tick.to_zoned_datetime(self.zone.clone()).ok()?;
        Some(Due { at, period })
    }
}

/// The day after the last of a period.
fn end(period: Period) -> Option<Date> {
    period.last()?.tomorrow().ok()
}

/// The first time on the wall that an expression names in a period.
fn first_within(cron: &Expression, period: Period) -> Option<DateTime> {
    std::iter::successors(period.start(), |day| day.tomorrow().ok())
        .take_while(|day| period.contains(*day))
        .find(|day| cron.is_on(*day))
        .map(|day| day.to_datetime(cron.first_time()))
}

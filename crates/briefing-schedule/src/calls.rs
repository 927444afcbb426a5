//! When a program has to be called, so that whatever is due is made in time.
//!
//! For schedulers that know nothing of periods: cron, timers, CI. What is due follows from the clock
//! and from what has been published, so that a call too many does no harm: [`Calls`] hold every moment
//! at which an edition of a [`Schedule`] is due, and where their language is too poor, more.
//!
//! ```
//! use briefing_model::period::PeriodUnit;
//! use briefing_model::schedule::{CatchUp, Schedule, Ticks};
//! use briefing_schedule::calls::{local, utc};
//!
//! let schedule = Schedule {
//!     ticks: Ticks::AfterPeriod { at: jiff::civil::time(6, 0, 0, 0) },
//!     covers: PeriodUnit::Quarter,
//!     time_zone: "Asia/Shanghai".into(),
//!     from: None,
//!     catch_up: CatchUp::Latest,
//!     catch_up_limit: 12,
//!     deadline: None,
//!     span: Default::default(),
//! };
//! let cron = |calls: &[briefing_schedule::calls::Calls]| {
//!     calls.iter().map(ToString::to_string).collect::<Vec<_>>()
//! };
//! assert_eq!(cron(&local(&schedule)), ["0 6 1 1,4,7,10 *"]);
//! // Six in the morning in Shanghai is ten in the evening of the day before in Greenwich.
//! let now = "2024-11-05T12:00:00Z".parse()?;
//! assert_eq!(cron(&utc(&schedule, now)), ["0 22 30 6,9 *", "0 22 31 3,12 *"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod zone;

use std::collections::BTreeSet;
use std::fmt;

use briefing_model::period::PeriodUnit;
use briefing_model::schedule::{Schedule, Ticks};

use crate::expression::Expression;

pub use zone::{is_left_out, utc};

/// Moments by a clock on the wall: each of the minutes in each of the hours of each of the days in
/// each of the months. [`fmt::Display`] writes them as a line of cron's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Calls {
    /// 0 to 59.
    pub minutes: BTreeSet<u8>,
    /// 0 to 23.
    pub hours: BTreeSet<u8>,
    /// The days.
    pub days: Days,
    /// 1 to 12.
    pub months: BTreeSet<u8>,
}

/// Days of [`Calls`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Days {
    /// All of them.
    Every,
    /// Days of the month, 1 to 31.
    OfMonth(BTreeSet<u8>),
    /// Days of the week, 0 to 6, from Sunday on.
    OfWeek(BTreeSet<u8>),
}

/// When to call for a schedule, by the clock of its own time zone.
#[must_use]
pub fn local(schedule: &Schedule) -> Vec<Calls> {
    match &schedule.ticks {
        Ticks::Cron { expression } => match Expression::read(expression) {
            Ok(expression) => named(&expression),
            // No schedule that has been loaded; every moment is among all moments.
            Err(_) => vec![Calls {
                minutes: MINUTES.collect(),
                hours: HOURS.collect(),
                days: Days::Every,
                months: MONTHS.collect(),
            }],
        },
        Ticks::AfterPeriod { at } => {
            let first = || Days::OfMonth([1].into());
            let (days, months) = match schedule.covers {
                // All of time has no end; no report can be due after it.
                PeriodUnit::Day | PeriodUnit::All => (Days::Every, MONTHS.collect()),
                PeriodUnit::Week => (Days::OfWeek([1].into()), MONTHS.collect()),
                PeriodUnit::Month => (first(), MONTHS.collect()),
                PeriodUnit::Quarter => (first(), [1, 4, 7, 10].into()),
                PeriodUnit::Year => (first(), [1].into()),
            };
            let of = |number: i8| BTreeSet::from([number.unsigned_abs()]);
            vec![Calls { minutes: of(at.minute()), hours: of(at.hour()), days, months }]
        }
    }
}

/// All moments of an expression, and more where it says what sets of numbers cannot: the last day of
/// a month, the working day next to one, the third Friday.
fn named(expression: &Expression) -> Vec<Calls> {
    let (month_days, week_days) = (expression.days_of_month(), expression.days_of_week());
    let every_day = month_days.len() == DAYS.len();
    let every_week_day = week_days.len() == WEEK.len();
    let days = match (every_day, every_week_day) {
        (true, true) => vec![Days::Every],
        (true, false) if expression.is_both() => vec![Days::OfWeek(week_days)],
        (false, _) if expression.is_both() => vec![Days::OfMonth(month_days)],
        (false, false) => vec![Days::OfMonth(month_days), Days::OfWeek(week_days)],
        (true, false) | (false, true) => vec![Days::Every],
    };
    let of = |days| Calls {
        minutes: expression.minutes(),
        hours: expression.hours(),
        days,
        months: expression.months(),
    };
    days.into_iter().map(of).collect()
}

const MINUTES: std::ops::RangeInclusive<u8> = 0..=59;
const HOURS: std::ops::RangeInclusive<u8> = 0..=23;
const DAYS: std::ops::RangeInclusive<u8> = 1..=31;
const MONTHS: std::ops::RangeInclusive<u8> = 1..=12;
const WEEK: std::ops::RangeInclusive<u8> = 0..=6;

impl Calls {
    /// Whether there is one on every day.
    #[must_use]
    pub fn is_daily(&self) -> bool {
        self.days == Days::Every && self.months.len() == MONTHS.len()
    }

    /// As systemd writes it, without a time zone: `*-01,04,07,10-01 06:00:00`.
    #[must_use]
    pub fn on_calendar(&self) -> String {
        const NAMES: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
        let two = |number: u8| format!("{number:02}");
        let all = |range, values| list(range, values, "..", &two);
        let week = match &self.days {
            Days::OfWeek(days) => {
                let names = days.iter().filter_map(|day| NAMES.get(usize::from(*day)).copied());
                format!("{} ", names.collect::<Vec<_>>().join(","))
            }
            Days::Every | Days::OfMonth(_) => String::new(),
        };
        let days = match &self.days {
            Days::OfMonth(days) => all(DAYS, days),
            Days::Every | Days::OfWeek(_) => "*".to_owned(),
        };
        let (months, hours) = (all(MONTHS, &self.months), all(HOURS, &self.hours));
        format!("{week}*-{months}-{days} {hours}:{}:00", all(MINUTES, &self.minutes))
    }
}

/// As cron writes it: `0 6 1 1,4,7,10 *`.
impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = |range, values| list(range, values, "-", &|number: u8| number.to_string());
        let (of_month, of_week) = match &self.days {
            Days::Every => ("*".to_owned(), "*".to_owned()),
            Days::OfMonth(days) => (all(DAYS, days), "*".to_owned()),
            Days::OfWeek(days) => ("*".to_owned(), all(WEEK, days)),
        };
        let (minutes, hours) = (all(MINUTES, &self.minutes), all(HOURS, &self.hours));
        write!(f, "{minutes} {hours} {of_month} {} {of_week}", all(MONTHS, &self.months))
    }
}

/// A field: a star for all there are, else a list with its runs as ranges.
fn list(
    range: std::ops::RangeInclusive<u8>,
    values: &BTreeSet<u8>,
    to: &str,
    print: &impl Fn(u8) -> String,
) -> String {
    if range.clone().all(|value| values.contains(&value)) {
        return "*".to_owned();
    }
    let mut runs: Vec<(u8, u8)> = Vec::new();
    for value in values {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *value => *last = *value,
            _ => runs.push((*value, *value)),
        }
    }
    let runs = runs.into_iter().map(|(first, last)| match last - first {
        0 => print(first),
        1 => format!("{},{}", print(first), print(last)),
        _ => format!("{}{to}{}", print(first), print(last)),
    });
    runs.collect::<Vec<_>>().join(",")
}

//! Spans of time that a report or a metric covers.

use std::fmt;

use jiff::ToSpan;
use serde::{Deserialize, Serialize};

use crate::date::Date;

/// A half-open span of days `[start, end)` with the calendar unit it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Period {
    /// All time.
    All,
    /// A calendar year.
    Year {
        /// The year.
        year: i16,
    },
    /// A calendar quarter.
    Quarter {
        /// The year.
        year: i16,
        /// 1 to 4.
        quarter: i8,
    },
    /// A calendar month.
    Month {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// An ISO 8601 week.
    Week {
        /// The ISO week-numbering year.
        year: i16,
        /// 1 to 53.
        week: i8,
    },
    /// From one date to another, both included; a day is one of these.
    Dates {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
}

/// The calendar unit of a [`Period`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodUnit {
    /// All time.
    All,
    /// A year.
    Year,
    /// A quarter.
    Quarter,
    /// A month.
    Month,
    /// An ISO week.
    Week,
    /// A day.
    Day,
}

/// Why a text is not a [`Period`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// It has another form, or names what the calendar has not.
    #[error(
        "expected `all`, a year `2024`, a quarter `2024-Q3`, a month `2024-10`, a week `2024-W43`, a \
         day `2024-10-27`, or dates `2024-01-01..2024-06-30`; found `{0}`"
    )]
    Form(String),
    /// Its last day is before its first.
    #[error("the period `{from}..{to}` ends before it begins; write `{to}..{from}`")]
    Reversed {
        /// Where it begins.
        from: Date,
        /// Where it ends.
        to: Date,
    },
}

impl Period {
    /// The period of this unit that a day falls into.
    #[must_use]
    pub fn containing(date: Date, unit: PeriodUnit) -> Self {
        match unit {
            PeriodUnit::All => Self::All,
            PeriodUnit::Year => Self::Year { year: date.year() },
            PeriodUnit::Quarter => {
                Self::Quarter { year: date.year(), quarter: (date.month() - 1) / 3 + 1 }
            }
            PeriodUnit::Month => Self::Month { year: date.year(), month: date.month() },
            PeriodUnit::Week => {
                let week = date.iso_week_date();
                Self::Week { year: week.year(), week: week.week() }
            }
            PeriodUnit::Day => Self::Dates { from: date, to: date },
        }
    }

    /// The first day, or `None` for all time.
    #[must_use]
    pub fn start(self) -> Option<Date> {
        match self {
            Self::All => None,
            Self::Year { year } => Date::new(year, 1, 1).ok(),
            Self::Quarter { year, quarter } => Date::new(year, (quarter - 1) * 3 + 1, 1).ok(),
            Self::Month { year, month } => Date::new(year, month, 1).ok(),
            Self::Week { year, week } => {
                jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday)
                    .ok()
                    .map(jiff::civil::ISOWeekDate::date)
            }
            Self::Dates { from, .. } => Some(from),
        }
    }

    /// The last day, or `None` for all time.
    #[must_use]
    pub fn last(self) -> Option<Date> {
        match self {
            Self::All => None,
            Self::Year { .. } => self.start().map(Date::last_of_year),
            Self::Quarter { .. } => {
                self.start().map(|start| start.saturating_add(2.months()).last_of_month())
            }
            Self::Month { .. } => self.start().map(Date::last_of_month),
            Self::Week { .. } => self.start().map(|start| start.saturating_add(6.days())),
            Self::Dates { to, .. } => Some(to),
        }
    }

    /// Whether a day lies in the period.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.start().is_none_or(|start| start <= date)
            && self.last().is_none_or(|last| date <= last)
    }

    /// The first and the last of the years, quarters, months or days that it consists of: 2018 and
    /// 2025 for `2018-01-01..2025-12-31`. A period that has a name of its own is both.
    #[must_use]
    pub fn ends(self) -> (Self, Self) {
        let Self::Dates { from, to } = self else { return (self, self) };
        let whole = |unit| {
            let (first, last) = (Self::containing(from, unit), Self::containing(to, unit));
            (first.start() == Some(from) && last.last() == Some(to)).then_some((first, last))
        };
        let units = [PeriodUnit::Year, PeriodUnit::Quarter, PeriodUnit::Month, PeriodUnit::Day];
        units.into_iter().find_map(whole).unwrap_or((self, self))
    }

    /// As a formula names it: `2024-10`, `2018 to 2025`, `2024-03-01 to 2024-04-15`.
    #[must_use]
    pub fn phrase(self) -> String {
        match self.ends() {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first} to {last}"),
        }
    }

    /// Parses the notation that [`Display`](fmt::Display) prints; impossible dates are errors.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let error = || PeriodError::Form(text.to_owned());
        let text_ = text.trim();
        if text_ == "all" {
            return Ok(Self::All);
        }
        if let Some((from, to)) = text_.split_once("..") {
            let from: Date = from.trim().parse().map_err(|_| error())?;
            let to: Date = to.trim().parse().map_err(|_| error())?;
            return if from <= to {
                Ok(Self::Dates { from, to })
            } else {
                Err(PeriodError::Reversed { from, to })
            };
        }
        if text_.len() == 10 {
            let day: Date = text_.parse().map_err(|_| error())?;
            return Ok(Self::Dates { from: day, to: day });
        }
        let (year, rest) = match text_.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text_, None),
        };
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(error());
        }
        let year: i16 = year.parse().map_err(|_| error())?;
        let number = |text: &str, digits: usize| -> Result<i8, PeriodError> {
            let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| text.parse().ok()).flatten().ok_or_else(error)
        };
        let period = match rest {
            None => Self::Year { year },
            Some(rest) => {
                if let Some(quarter) = rest.strip_prefix('Q') {
                    let quarter = number(quarter, 1)?;
                    if !(1..=4).contains(&quarter) {
                        return Err(error());
                    }
                    Self::Quarter { year, quarter }
                } else if let Some(week) = rest.strip_prefix('W') {
                    Self::Week { year, week: number(week, 2)? }
                } else {
                    Self::Month { year, month: number(rest, 2)? }
                }
            }
        };
        // A period that has no first day does not exist: month 13, week 53 of a short year.
        if period.start().is_none() { Err(error()) } else { Ok(period) }
    }
}

/// `all`, `2024`, `2024-Q3`, `2024-10`, `2024-W43`, `2024-10-27`, `2024-01-01..2024-06-30`; the name of
/// an edition.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Year { year } => write!(f, "{year:04}"),
            Self::Quarter { year, quarter } => write!(f, "{year:04}-Q{quarter}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Week { year, week } => write!(f, "{year:04}-W{week:02}"),
            Self::Dates { from, to } if from == to => from.fmt(f),
            Self::Dates { from, to } => write!(f, "{from}..{to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parse_and_print_are_inverse() {
        for text in [
            "all",
            "2024",
            "2024-Q3",
            "2024-10",
            "2024-W43",
            "2020-W53",
            "2024-10-27",
            "2024-01-01..2024-06-30",
        ] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn impossible_periods_are_errors() {
        for text in [
            "",
            "24",
            "2024-13",
            "2024-Q5",
            "2024-W54",
            "2024-10-32",
            "2021-W53",
            "2024-06-30..2024-01-01",
            "+024",
        ] {
            assert!(Period::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_day_lies_in_its_own_period(days in 0i32..40_000) {
            let date = jiff::civil::date(1970, 1, 1).saturating_add(days.days());
            for unit in [
                PeriodUnit::Year,
                PeriodUnit::Quarter,
                PeriodUnit::Month,
                PeriodUnit::Week,
                PeriodUnit::Day,
            ] {
                let period = Period::containing(date, unit);
                prop_assert!(period.contains(date));
                prop_assert_eq!(Period::parse(&period.to_string()).unwrap(), period);
                let after = period.last().unwrap().tomorrow().unwrap();
                prop_assert!(!period.contains(after));
                prop_assert_eq!(Period::containing(after, unit).start().unwrap(), after);
            }
        }
    }
}

//! Cron expressions: five fields that name times by a clock on the wall.
//!
//! Days follow the rule of cron since Vixie's: a day of the month and a day of the week must both be
//! met where one of the two fields begins with a star, and either where none does.

use std::collections::BTreeSet;

use croner::errors::CronError;
use croner::parser::{CronParser, Seconds, Year};
use croner::{CronPattern, Weekday};
use jiff::ToSpan as _;
use jiff::civil::{Date, Time, date};

/// What the fields are, and their values.
const FIELDS: [(&str, &str); 5] = [
    ("minute", "0 to 59"),
    ("hour", "0 to 23"),
    ("day of the month", "1 to 31, `L`"),
    ("month", "1 to 12, `JAN` to `DEC`"),
    ("day of the week", "0 to 7, `SUN` to `SAT`"),
];
/// 28 years, in which each day of the year falls on each day of the week, in leap years too.
const CALENDAR: (Date, usize) = (date(2001, 1, 1), 28 * 365 + 7);

/// An expression that has been read.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    pattern: CronPattern,
    /// The earliest time of a day that it names.
    first: Time,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it: a number of fields that is not five, the field that cannot be read, or
    /// days that no calendar has.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minute, hour, of_month, month, of_week] = fields.as_slice() else {
            return Err(format!("it has five fields, found {}", fields.len()));
        };
        for (at, field) in fields.iter().enumerate() {
            read_alone(field, at).map_err(|reason| match FIELDS.get(at) {
                Some((name, values)) if reason.is_empty() => {
                    format!("`{field}` is no {name} ({values})")
                }
                Some((name, values)) => format!("`{field}` is no {name} ({values}): {reason}"),
                None => reason,
            })?;
        }
        let begins_with_star = |field: &str| field.starts_with(['*', '?']);
        let is_both = begins_with_star(of_month) || begins_with_star(of_week);
        let text = format!("{minute} {hour} {of_month} {month} {of_week}");
        let pattern = pattern(&text, is_both)?;
        let least = |values: Vec<u16>| values.first().and_then(|value| i8::try_from(*value).ok());
        let (hour, minute) = (least(pattern.hours.values()), least(pattern.minutes.values()));
        let first = hour.zip(minute).and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
        let expression = Self { pattern, first: first.unwrap_or_default() };
        if days().any(|day| expression.is_on(day)) {
            Ok(expression)
        } else {
            Err("no calendar has such a day".to_owned())
        }
    }

    /// Whether it names times on a day.
    pub(crate) fn is_on(&self, day: Date) -> bool {
        let (month, of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
        let days_from_sunday = day.weekday().to_sunday_zero_offset().unsigned_abs();
        let weekday = Weekday::from_days_from_sunday(days_from_sunday.into());
        let (year, month, of_month) = (day.year().into(), month.into(), of_month.into());
        self.pattern.month_match(month).is_ok_and(|is_in| is_in)
            && self.pattern.day_match(year, month, of_month, weekday).is_ok_and(|is_on| is_on)
    }

    /// The earliest time that it names on each of its days.
    pub(crate) const fn first_time(&self) -> Time {
        self.first
    }

    /// Its minutes, 0 to 59.
    pub(crate) fn minutes(&self) -> BTreeSet<u8> {
        bytes(&self.pattern.minutes.values())
    }

    /// Its hours, 0 to 23.
    pub(crate) fn hours(&self) -> BTreeSet<u8> {
        bytes(&self.pattern.hours.values())
    }

    /// Its months, 1 to 12.
    pub(crate) fn months(&self) -> BTreeSet<u8> {
        bytes(&self.pattern.months.values())
    }

    /// The days of the month, 1 to 31, that its field for them can mean.
    pub(crate) fn days_of_month(&self) -> BTreeSet<u8> {
        let of_month = self.of_field(2);
        days().filter(|day| of_month.is_on(*day)).map(|day| day.day().unsigned_abs()).collect()
    }

    /// The days of the week, 0 to 6 from Sunday on, that its field for them can mean.
    pub(crate) fn days_of_week(&self) -> BTreeSet<u8> {
        let of_week = self.of_field(4);
        let number = |day: Date| day.weekday().to_sunday_zero_offset().unsigned_abs();
        days().filter(|day| of_week.is_on(*day)).map(number).collect()
    }

    /// Whether a day has to be in both fields for days; else one of them is enough.
    pub(crate) fn is_both(&self) -> bool {
        self.pattern.matches_dom_and_dow()
    }

    /// The same with nothing but one of its fields.
    fn of_field(&self, at: usize) -> Self {
        let field = self.pattern.as_str().split_whitespace().nth(at).unwrap_or("*");
        let pattern = read_alone(field, at).unwrap_or_else(|_| self.pattern.clone());
        Self { pattern, first: self.first }
    }
}

/// Reads one field as if the others were stars.
fn read_alone(field: &str, at: usize) -> Result<CronPattern, String> {
    let mut fields = ["*"; FIELDS.len()];
    if let Some(place) = fields.get_mut(at) {
        *place = field;
    }
    let pattern = pattern(&fields.join(" "), false)?;
    let read =
        [&pattern.minutes, &pattern.hours, &pattern.days, &pattern.months, &pattern.days_of_week];
    match read.get(at) {
        Some(read) if read.values().is_empty() && !read.has_modifiers() => {
            Err("it names nothing".to_owned())
        }
        _ => Ok(pattern),
    }
}

fn pattern(text: &str, is_both: bool) -> Result<CronPattern, String> {
    let parser = CronParser::builder()
        .seconds(Seconds::Disallowed)
        .year(Year::Disallowed)
        .dom_and_dow(is_both)
        .build();
    parser.parse(text).map(|cron| cron.pattern).map_err(|error| match error {
        CronError::ComponentError(reason) => reason.trim_end_matches('.').to_lowercase(),
        // A character that cannot stand there: what can is said beside it.
        _ => String::new(),
    })
}

/// All days of [`CALENDAR`].
fn days() -> impl Iterator<Item = Date> {
    let (first, count) = CALENDAR;
    first.series(1.day()).take(count)
}

fn bytes(values: &[u16]) -> BTreeSet<u8> {
    values.iter().filter_map(|value| u8::try_from(*value).ok()).collect()
}

//! What a cron expression means, against a reading of its own: fields are made as what they mean,
//! written as cron writes them, and asked of every day of some years.

#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use briefing_model::period::PeriodUnit;
use briefing_model::schedule::{CatchUp, Schedule, Ticks};
use briefing_schedule::Timetable;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

/// A field, and what it means.
#[derive(Debug, Clone)]
enum Field {
    Any,
    Every(i8),
    Of(Vec<Part>),
}

#[derive(Debug, Clone)]
enum Part {
    One(i8),
    Span(i8, i8),
    Stepped(i8, i8, i8),
    LastDay,
    WorkingDay(i8),
    Last(i8),
    Nth(i8, i8),
}

impl Field {
    fn text(&self) -> String {
        match self {
            Self::Any => "*".to_owned(),
            Self::Every(step) => format!("*/{step}"),
            Self::Of(parts) => parts.iter().map(Part::text).collect::<Vec<_>>().join(","),
        }
    }

    /// Whether a field of plain numbers, the least of which is `least`, has one.
    fn has(&self, number: i8, least: i8) -> bool {
        match self {
            Self::Any => true,
            Self::Every(step) => (number - least) % step == 0,
            Self::Of(parts) => parts.iter().any(|part| match *part {
                Part::One(one) => one == number,
                Part::Span(first, last) => (first..=last).contains(&number),
                Part::Stepped(first, last, step) => {
                    (first..=last).contains(&number) && (number - first) % step == 0
                }
                _ => false,
            }),
        }
    }

    /// Whether a field of days, of the month or of the week, has a day beside its plain numbers.
    fn has_day(&self, day: Date) -> bool {
        let Self::Of(parts) = self else { return false };
        parts.iter().any(|part| match *part {
            Part::LastDay => day == day.last_of_month(),
            Part::WorkingDay(number) => {
                number <= day.days_in_month()
                    && day == working_day(Date::new(day.year(), day.month(), number).unwrap())
            }
            Part::Last(weekday) => Some(day) == day.nth_weekday_of_month(-1, of(weekday)).ok(),
            Part::Nth(weekday, nth) => Some(day) == day.nth_weekday_of_month(nth, of(weekday)).ok(),
            _ => false,
        })
    }
}

impl Part {
    fn text(&self) -> String {
        match self {
            Self::One(number) => number.to_string(),
            Self::Span(first, last) => format!("{first}-{last}"),
            Self::Stepped(first, last, step) => format!("{first}-{last}/{step}"),
            Self::LastDay => "L".to_owned(),
            Self::WorkingDay(day) => format!("{day}W"),
            Self::Last(weekday) => format!("{weekday}L"),
            Self::Nth(weekday, nth) => format!("{weekday}#{nth}"),
        }
    }
}

fn of(weekday: i8) -> Weekday {
    Weekday::from_sunday_zero_offset(weekday).unwrap()
}

/// The working day of the same month that is nearest to a day.
fn working_day(day: Date) -> Date {
    let is_working = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    [0, -1, 1, -2, 2]
        .into_iter()
        .map(|away: i64| day + away.days())
        .find(|near| near.month() == day.month() && is_working(near))
        .unwrap()
}

fn plain(least: i8, greatest: i8) -> impl Strategy<Value = Field> {
    let number = least..=greatest;
    let part = prop_oneof![
        number.clone().prop_map(Part::One),
        (number.clone(), number.clone()).prop_map(|(a, b)| Part::Span(a.min(b), a.max(b))),
        (number.clone(), number, 1_i8..5).prop_map(|(a, b, step)| Part::Stepped(
            a.min(b),
            a.max(b),
            step
        )),
    ];
    field(part)
}

fn field(part: impl Strategy<Value = Part>) -> impl Strategy<Value = Field> {
    prop_oneof![
        Just(Field::Any),
        (1_i8..6).prop_map(Field::Every),
        prop::collection::vec(part, 1..3).prop_map(Field::Of),
    ]
}

fn days_of_month() -> impl Strategy<Value = Field> {
    let special = prop_oneof![Just(Part::LastDay), (1_i8..=31).prop_map(Part::WorkingDay)];
    prop_oneof![plain(1, 31), special.prop_map(|part| Field::Of(vec![part]))]
}

fn days_of_week() -> impl Strategy<Value = Field> {
    let special = prop_oneof![
        (0_i8..=6).prop_map(Part::Last),
        (0_i8..=6, 1_i8..=5).prop_map(|(day, nth)| Part::Nth(day, nth)),
    ];
    prop_oneof![plain(0, 6), field(special)]
}

/// Whether an expression is on a day, by cron's rule: both fields for days where one of them begins
/// with a star, else either.
fn is_on(of_month: &Field, month: &Field, of_week: &Field, day: Date) -> bool {
    let is_in_month = of_month.has(day.day(), 1) || of_month.has_day(day);
    let weekday = day.weekday().to_sunday_zero_offset();
    let is_in_week = of_week.has(weekday, 0) || of_week.has_day(day);
    let begins_with_star = |field: &Field| !matches!(field, Field::Of(_));
    month.has(day.month(), 1)
        && if begins_with_star(of_month) || begins_with_star(of_week) {
            is_in_month && is_in_week
        } else {
            is_in_month || is_in_week
        }
}

/// The times at which an expression makes the editions of days due, from 2023 on, in UTC.
fn due(expression: &str, last: Date) -> Option<Vec<String>> {
    let schedule = Schedule {
        ticks: Ticks::Cron { expression: expression.to_owned() },
        covers: PeriodUnit::Day,
        time_zone: "UTC".to_owned(),
        from: None,
        catch_up: CatchUp::Latest,
        catch_up_limit: 12,
        deadline: None,
        span: Default::default(),
    };
    let timetable = Timetable::new(&schedule).ok()?;
    let due = timetable
        .upcoming("2022-12-31T23:59:59Z".parse().unwrap())
        .map(|due| due.at.datetime())
        .take_while(|at| at.date() <= last);
    Some(due.map(|at| at.to_string()).collect())
}

proptest! {
    #[test]
    fn an_expression_names_the_days_it_says(
        minute in plain(0, 59),
        hour in plain(0, 23),
        of_month in days_of_month(),
        month in plain(1, 12),
        of_week in days_of_week(),
    ) {
        let expression = [&minute, &hour, &of_month, &month, &of_week].map(Field::text).join(" ");
        let (first, last) = (date(2023, 1, 1), date(2025, 1, 31));
        let time = (0..24)
            .flat_map(|hour| (0..60).map(move |minute| (hour, minute)))
            .find(|(h, m)| hour.has(*h, 0) && minute.has(*m, 0))
            .unwrap();
        let expected: Vec<String> = first
            .series(1.day())
            .take_while(|day| *day <= last)
            .filter(|day| is_on(&of_month, &month, &of_week, *day))
            .map(|day| day.at(time.0, time.1, 0, 0).to_string())
            .collect();
        match due(&expression, last) {
            Some(due) => prop_assert_eq!(due, expected, "{}", expression),
            None => prop_assert!(expected.is_empty(), "{}", expression),
        }
    }
}

#[test]
fn the_last_days_of_december_are_days() {
    let year_of = |expression| due(expression, date(2023, 12, 31)).unwrap();
    assert_eq!(year_of("0 6 L 11,12 *"), ["2023-11-30T06:00:00", "2023-12-31T06:00:00"]);
    assert_eq!(year_of("0 6 * 12 SUNL"), ["2023-12-31T06:00:00"]);
    assert_eq!(year_of("0 6 LW 12 *"), ["2023-12-29T06:00:00"]);
}

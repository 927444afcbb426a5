//! A program that is called when [`briefing_schedule::calls`] say so finds every edition that is due
//! at the minute when it is due. What a line of cron's means is told by a reader of its own.

#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use briefing_model::period::PeriodUnit;
use briefing_model::schedule::{CatchUp, Schedule, Ticks};
use briefing_schedule::Timetable;
use briefing_schedule::calls::{is_left_out, local, utc};
use jiff::Timestamp;
use jiff::civil::{DateTime, time};
use jiff::tz::TimeZone;
use proptest::prelude::*;

const UNITS: [PeriodUnit; 5] =
    [PeriodUnit::Day, PeriodUnit::Week, PeriodUnit::Month, PeriodUnit::Quarter, PeriodUnit::Year];

fn schedule(ticks: Ticks, covers: PeriodUnit, zone: &str) -> Schedule {
    Schedule {
        ticks,
        covers,
        time_zone: zone.to_owned(),
        from: None,
        catch_up: CatchUp::Latest,
        catch_up_limit: 12,
        deadline: None,
        span: Default::default(),
    }
}

fn cron(expression: &str, covers: PeriodUnit, zone: &str) -> Schedule {
    schedule(Ticks::Cron { expression: expression.to_owned() }, covers, zone)
}

fn now() -> Timestamp {
    "2024-02-10T12:00:00Z".parse().unwrap()
}

fn lines(calls: &[briefing_schedule::calls::Calls]) -> Vec<String> {
    calls.iter().map(ToString::to_string).collect()
}

/// Whether a plain line of cron's, of stars, numbers and ranges, calls at a minute.
fn is_called(line: &str, at: DateTime) -> bool {
    let values =
        [at.minute(), at.hour(), at.day(), at.month(), at.date().weekday().to_sunday_zero_offset()];
    let is_in = |part: &str, value: i8| match part.split_once('-') {
        Some((first, last)) => {
            (first.parse().unwrap()..=last.parse::<i8>().unwrap()).contains(&value)
        }
        None => part == "*" || part.parse::<i8>().unwrap() == value,
    };
    let fields: Vec<&str> = line.split(' ').collect();
    assert_eq!(fields.len(), values.len(), "{line}");
    // Where neither field for days is a star, cron takes either; no line of ours has both.
    assert!(fields[2] == "*" || fields[4] == "*", "{line}");
    fields.iter().zip(values).all(|(field, value)| field.split(',').any(|part| is_in(part, value)))
}

/// The due moments, to begin with, that no line calls at.
fn missed(schedule: &Schedule) -> Vec<String> {
    let lines = lines(&utc(schedule, now()));
    let timetable = Timetable::new(schedule).unwrap();
    let due: Vec<_> = timetable.upcoming(now()).take(400).collect();
    assert!(!due.is_empty(), "{schedule:?}");
    due.iter()
        .filter(|due| {
            let at = TimeZone::UTC.to_datetime(due.at.timestamp());
            !lines.iter().any(|line| is_called(line, at))
        })
        .map(|due| due.at.to_string())
        .collect()
}

#[test]
fn lines_are_short_where_the_schedule_is_simple() {
    let at = |hour| Ticks::AfterPeriod { at: time(hour, 30, 0, 0) };
    let of = |hour, covers, zone| lines(&utc(&schedule(at(hour), covers, zone), now()));
    assert_eq!(of(6, PeriodUnit::Day, "UTC"), ["30 6 * * *"]);
    assert_eq!(of(6, PeriodUnit::Week, "Asia/Shanghai"), ["30 22 * * 0"]);
    assert_eq!(
        of(6, PeriodUnit::Month, "Asia/Shanghai"),
        ["30 22 28,29 2 *", "30 22 30 4,6,9,11 *", "30 22 31 1,3,5,7,8,10,12 *"]
    );
    assert_eq!(of(6, PeriodUnit::Year, "Asia/Shanghai"), ["30 22 31 12 *"]);
    assert_eq!(of(20, PeriodUnit::Month, "America/Bogota"), ["30 1 2 * *"]);
    assert_eq!(of(6, PeriodUnit::Month, "Europe/Berlin"), ["30 4,5 1 * *"]);
    assert_eq!(of(6, PeriodUnit::Day, "Asia/Kolkata"), ["0 1 * * *"]);
    let of = |expression| lines(&local(&cron(expression, PeriodUnit::Month, "UTC")));
    assert_eq!(of("0 6 * * MON-FRI"), ["0 6 * * 1-5"]);
    assert_eq!(of("*/15 6,18 1 jan,jul *"), ["0,15,30,45 6,18 1 1,7 *"]);
    assert_eq!(of("0 6 1,15 * 1"), ["0 6 1,15 * *", "0 6 * * 1"], "cron means either");
    assert_eq!(of("0 6 L * *"), ["0 6 28-31 * *"]);
    assert_eq!(of("0 6 15W * *"), ["0 6 14-16 * *"]);
    assert_eq!(of("0 6 * * 5#3"), ["0 6 * * 5"]);
    assert_eq!(of("0 6 * * 7"), ["0 6 * * 0"]);
}

#[test]
fn systemd_has_a_form_of_its_own() {
    let of = |expression| -> Vec<String> {
        let calls = local(&cron(expression, PeriodUnit::Month, "UTC"));
        calls.iter().map(briefing_schedule::calls::Calls::on_calendar).collect()
    };
    assert_eq!(of("5 6 2 * *"), ["*-*-02 06:05:00"]);
    assert_eq!(of("0 6 1 1,4,7,10 *"), ["*-01,04,07,10-01 06:00:00"]);
    assert_eq!(of("0 6 1-7 * 1"), ["*-*-01..07 06:00:00", "Mon *-*-* 06:00:00"]);
    assert_eq!(of("*/30 * * * 1-5"), ["Mon,Tue,Wed,Thu,Fri *-*-* *:00,30:00"]);
}

#[test]
fn an_hour_that_may_be_left_out_is_told() {
    let at = |hour, zone| {
        let ticks = Ticks::AfterPeriod { at: time(hour, 30, 0, 0) };
        is_left_out(&schedule(ticks, PeriodUnit::Day, zone), now())
    };
    assert!(at(2, "Europe/Berlin") && !at(3, "Europe/Berlin") && !at(1, "Europe/Berlin"));
    assert!(at(1, "Europe/London") && !at(2, "Europe/London"));
    assert!(!at(2, "Asia/Shanghai") && !at(2, "UTC"));
}

#[test]
fn every_edition_is_called_for_on_days_that_are_hard() {
    let zones = [
        "UTC",
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Asia/Kathmandu",
        "Africa/Cairo",
    ];
    for zone in zones {
        for covers in UNITS {
            for at in [time(0, 0, 0, 0), time(2, 15, 0, 0), time(2, 30, 0, 0), time(23, 59, 0, 0)] {
                let schedule = schedule(Ticks::AfterPeriod { at }, covers, zone);
                assert_eq!(missed(&schedule), [""; 0], "{covers:?} at {at} in {zone}");
            }
            for expression in [
                "30 2 * * *",
                "0 6 L * *",
                "0 6 1W * *",
                "0 0 * * 5L",
                "0 23 * * FRI#2",
                "0 1 1,15 * 1",
                "0 1 */2 * 1",
                "*/20 0-4 * 2,3 *",
                "59 23 31 * *",
                "0 0 1 3 *",
                "0 0 * 3 *",
            ] {
                let schedule = cron(expression, covers, zone);
                assert_eq!(missed(&schedule), [""; 0], "{expression} {covers:?} in {zone}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn every_edition_is_called_for(
        zone in proptest::sample::select(briefing_schedule::time_zones()),
        covers in proptest::sample::select(UNITS.to_vec()),
        (hour, minute) in (0_i8..24, 0_i8..60),
        fields in ("[0-5]?[0-9]", "[0-9]|1[0-9]|2[0-3]", "\\*|L|[1-9]|1[0-9]W?", "\\*|[1-9]|1[0-2]", "\\*|[0-7]|[0-6]L|[0-6]#[1-4]"),
    ) {
        let every = schedule(Ticks::AfterPeriod { at: time(hour, minute, 0, 0) }, covers, &zone);
        prop_assert_eq!(missed(&every), Vec::<String>::new());
        let (m, h, d, mo, w) = fields;
        let expression = format!("{m} {h} {d} {mo} {w}");
        let cron = cron(&expression, covers, &zone);
        let timetable = Timetable::new(&cron);
        if timetable.is_ok_and(|timetable| timetable.upcoming(now()).next().is_some()) {
            prop_assert_eq!(missed(&cron), Vec::<String>::new(), "{}", expression);
        }
    }
}

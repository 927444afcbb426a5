//! What is due when, in every time zone.

#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use briefing_model::period::{Period, PeriodUnit};
use briefing_model::schedule::{CatchUp, Schedule, Ticks};
use briefing_schedule::{ScheduleError, Timetable};
use chrono::{NaiveDate, NaiveTime, Offset as _, TimeZone as _};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan as _};
use proptest::prelude::*;

fn every(covers: PeriodUnit, zone: &str) -> Schedule {
    Schedule {
        ticks: Ticks::AfterPeriod { at: Time::midnight() },
        covers,
        time_zone: zone.to_owned(),
        from: None,
        catch_up: CatchUp::Latest,
        catch_up_limit: 12,
        deadline: None,
        span: Default::default(),
    }
}

fn cron(expression: &str, covers: PeriodUnit) -> Schedule {
    let ticks = Ticks::Cron { expression: expression.to_owned() };
    Schedule { ticks, ..every(covers, "UTC") }
}

fn periods(schedule: &Schedule, now: &str, published: &[&str]) -> Vec<String> {
    let timetable = Timetable::new(schedule).unwrap();
    let due = timetable
        .due(now.parse().unwrap(), |period| published.contains(&period.to_string().as_str()));
    due.iter().map(|due| due.period.to_string()).collect()
}

#[test]
fn the_newest_is_made_once() {
    let schedule = every(PeriodUnit::Month, "Asia/Shanghai");
    // Midnight in Shanghai is four in the afternoon of the day before in Greenwich.
    assert_eq!(periods(&schedule, "2024-10-31T15:59:59Z", &[]), ["2024-09"]);
    assert_eq!(periods(&schedule, "2024-10-31T16:00:00Z", &[]), ["2024-10"]);
    assert_eq!(periods(&schedule, "2024-10-31T16:00:00Z", &["2024-10"]), [""; 0]);
}

#[test]
fn what_was_missed_is_caught_up_with_as_told() {
    let now = "2024-05-10T00:00:00Z";
    let all = Schedule { catch_up: CatchUp::All, ..every(PeriodUnit::Month, "UTC") };
    let from = Schedule { from: Some(jiff::civil::date(2024, 2, 1)), ..all.clone() };
    assert_eq!(periods(&from, now, &["2024-03"]), ["2024-02", "2024-04"]);
    assert_eq!(periods(&all, now, &[]).len(), 12);
    let limited = Schedule { catch_up_limit: 2, ..all };
    assert_eq!(periods(&limited, now, &[]), ["2024-03", "2024-04"]);
    let none = Schedule { catch_up: CatchUp::None, ..every(PeriodUnit::Month, "UTC") };
    assert_eq!(periods(&none, now, &[]), [""; 0]);
    assert_eq!(periods(&none, "2024-05-01T00:59:00Z", &[]), ["2024-04"]);
    let week = jiff::SignedDuration::from_hours(24 * 7);
    let late = Schedule { deadline: Some(week), ..every(PeriodUnit::Month, "UTC") };
    assert_eq!(periods(&late, "2024-05-07T00:00:00Z", &[]), ["2024-04"]);
    assert_eq!(periods(&late, now, &[]), [""; 0]);
}

#[test]
fn a_cron_expression_gives_each_period_its_first_tick() {
    // Every Monday at six: the first Monday of a month is that of the month before.
    let timetable = Timetable::new(&cron("0 6 * * 1", PeriodUnit::Month)).unwrap();
    let next: Vec<String> = timetable
        .upcoming("2024-10-01T00:00:00Z".parse().unwrap())
        .take(3)
        .map(|due| format!("{} at {}", due.period, due.at.datetime()))
        .collect();
    assert_eq!(
        next,
        [
            "2024-09 at 2024-10-07T06:00:00",
            "2024-10 at 2024-11-04T06:00:00",
            "2024-11 at 2024-12-02T06:00:00"
        ]
    );
    // Once a year: the other months have no edition.
    let yearly = Timetable::new(&cron("0 6 2 1 *", PeriodUnit::Month)).unwrap();
    let next: Vec<String> = yearly
        .upcoming("2024-10-01T00:00:00Z".parse().unwrap())
        .take(2)
        .map(|due| due.period.to_string())
        .collect();
    assert_eq!(next, ["2024-12", "2025-12"]);
}

#[test]
fn an_hour_that_is_left_out_and_one_that_comes_twice() {
    let schedule = Schedule {
        ticks: Ticks::Cron { expression: "30 2 * * *".to_owned() },
        time_zone: "Europe/Berlin".to_owned(),
        ..every(PeriodUnit::Day, "UTC")
    };
    let timetable = Timetable::new(&schedule).unwrap();
    let ticks = |from: &str| -> Vec<String> {
        let due = timetable.upcoming(from.parse().unwrap());
        due.take(2).map(|due| due.at.to_string()).collect()
    };
    assert_eq!(
        ticks("2024-03-30T12:00:00Z"),
        ["2024-03-31T03:30:00+02:00[Europe/Berlin]", "2024-04-01T02:30:00+02:00[Europe/Berlin]"]
    );
    assert_eq!(
        ticks("2024-10-26T12:00:00Z"),
        ["2024-10-27T02:30:00+02:00[Europe/Berlin]", "2024-10-28T02:30:00+01:00[Europe/Berlin]"]
    );
}

#[test]
fn what_is_no_schedule_says_why() {
    let zone = Timetable::new(&every(PeriodUnit::Month, "Asia/Shanghia")).unwrap_err();
    assert_eq!(zone, ScheduleError::Zone("Asia/Shanghia".to_owned()));
    for wrong in ["0 6 * *", "61 6 2 * *", "0 6 2 * * UTC", "every month", ""] {
        let error = Timetable::new(&cron(wrong, PeriodUnit::Month)).unwrap_err();
        assert!(error.to_string().starts_with(&format!("`{wrong}` is not a cron")), "{error}");
    }
    let reasons = [
        ("61 6 2 * *", "`61` is no minute (0 to 59): number out of bounds"),
        ("*/0 6 2 * *", "`*/0` is no minute (0 to 59): step "),
        ("0 6 2 FOO *", "`FOO` is no month (1 to 12, `JAN` to `DEC`)"),
        ("0 6 2 , *", "`,` is no month (1 to 12, `JAN` to `DEC`): it names nothing"),
        ("0 6 31 2,4,6 *", "no calendar has such a day"),
    ];
    for (wrong, reason) in reasons {
        let error = Timetable::new(&cron(wrong, PeriodUnit::Month)).unwrap_err();
        let expected = format!("`{wrong}` is not a cron expression: {reason}");
        assert!(error.to_string().starts_with(&expected), "{error}");
    }
}

/// The moment at which a day begins, by a library that is not the one that is tested.
fn begins(zone: chrono_tz::Tz, day: Date) -> i64 {
    let naive = NaiveDate::from_ymd_opt(day.year().into(), day.month() as u32, day.day() as u32);
    let midnight = naive.unwrap().and_time(NaiveTime::MIN);
    match zone.from_local_datetime(&midnight) {
        chrono::LocalResult::Single(at) => at.timestamp(),
        chrono::LocalResult::Ambiguous(first, _) => first.timestamp(),
        // Midnight is left out: it comes once the hours that are left out have passed.
        chrono::LocalResult::None => {
            let before = zone.offset_from_utc_datetime(&(midnight - chrono::TimeDelta::hours(26)));
            midnight.and_utc().timestamp() - i64::from(before.fix().local_minus_utc())
        }
    }
}

/// Days for which the database of the oracle says something else than the newer one that is compiled
/// in: what was found out since about the past, and decided about the years to come.
fn is_revised(zone: &str, day: Date) -> bool {
    let tijuana =
        ["America/Tijuana", "America/Santa_Isabel", "America/Ensenada", "Mexico/BajaNorte"];
    let decided = ["Canada/", "America/", "Africa/Casablanca", "Africa/El_Aaiun"];
    let iran = ["Asia/Tehran", "Iran"];
    match day.year() {
        ..=1976 => tijuana.contains(&zone),
        1979 => iran.contains(&zone),
        1992 => zone == "America/Bogota",
        2026.. => decided.iter().any(|prefix| zone.starts_with(prefix)),
        _ => false,
    }
}

#[test]
fn days_follow_each_other_in_every_zone_over_every_change_of_the_hour() {
    let (first, last): (Timestamp, Timestamp) =
        ("1970-01-02T00:00:00Z".parse().unwrap(), "2037-12-30T00:00:00Z".parse().unwrap());
    let mut checked = 0;
    for zone in chrono_tz::TZ_VARIANTS {
        let Ok(own) = jiff::tz::TimeZone::get(zone.name()) else { continue };
        let timetable = Timetable::new(&every(PeriodUnit::Day, zone.name())).unwrap();
        for change in own.following(first).take_while(|change| change.timestamp() < last) {
            let day = change.timestamp().to_zoned_datetime(own.clone()).date();
            let around = change.timestamp() - jiff::SignedDuration::from_hours(72);
            let due: Vec<_> = timetable.upcoming(around).take(6).collect();
            for pair in due.windows(2) {
                // The calendar has no gap and no overlap; neither has the clock, but for islands
                // that went over the date line: they had one day less.
                let (earlier, later) = (pair[0].period, pair[1].period);
                assert!(pair[0].at.timestamp() <= pair[1].at.timestamp(), "{} {day}", zone.name());
                assert_eq!(earlier.last().unwrap().tomorrow().unwrap(), later.start().unwrap());
            }
            for due in &due {
                let end = due.period.last().unwrap().tomorrow().unwrap();
                let expected = begins(zone, end);
                if due.at.timestamp().as_second() != expected {
                    assert!(is_revised(zone.name(), end), "{} {end}: {}", zone.name(), due.at);
                }
            }
            checked += 1;
        }
    }
    assert!(checked > 10_000, "only {checked} changes were looked at");
}

proptest! {
    #[test]
    fn nothing_is_due_twice_and_nothing_is_left_out(
        start in 0i64..2_000_000_000,
        steps in prop::collection::vec(1i64..5_000_000, 1..20),
        unit in prop::sample::select(vec![
            PeriodUnit::Day, PeriodUnit::Week, PeriodUnit::Month, PeriodUnit::Quarter, PeriodUnit::Year,
        ]),
        zone in prop::sample::select(vec!["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Apia"]),
    ) {
        let mut schedule = every(unit, zone);
        schedule.catch_up = CatchUp::All;
        schedule.catch_up_limit = 10_000;
        let mut now = Timestamp::from_second(start).unwrap();
        schedule.from = Some(now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date() - 30.days());
        let timetable = Timetable::new(&schedule).unwrap();
        let mut published: Vec<Period> = Vec::new();
        for step in steps {
            now += jiff::SignedDuration::from_secs(step);
            for due in timetable.due(now, |period| published.contains(&period)) {
                prop_assert!(due.at.timestamp() <= now);
                prop_assert!(!published.contains(&due.period));
                published.push(due.period);
            }
            prop_assert!(timetable.due(now, |period| published.contains(&period)).is_empty());
            if let Some(next) = timetable.upcoming(now).next() {
                prop_assert!(!published.contains(&next.period));
            }
        }
        for pair in published.windows(2) {
            prop_assert_eq!(pair[0].last().unwrap().tomorrow().unwrap(), pair[1].start().unwrap());
        }
    }
}

//! From the clock on the wall of a time zone to that of Greenwich.

use std::collections::{BTreeMap, BTreeSet};

use briefing_model::schedule::Schedule;
use jiff::civil::date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan as _};

use super::{Calls, DAYS, Days, MONTHS, local};

/// How far ahead changes of the hour are looked for.
const YEARS: i64 = 10;
const DAY: i32 = 24 * 60;
/// A year without a 29th of February, and one with it.
const SAMPLES: [i16; 2] = [2023, 2024];

/// When to call for a schedule, by the clock of Greenwich, from a moment on for ten years.
///
/// A zone that changes its hour has two of them there, winter's and summer's: both are called, all
/// year. So a time that daylight saving leaves out, or has twice, is called when it is due.
#[must_use]
pub fn utc(schedule: &Schedule, now: Timestamp) -> Vec<Calls> {
    let offsets: BTreeSet<i32> = match TimeZone::get(&schedule.time_zone) {
        Ok(zone) => {
            let first = zone.to_offset(now);
            std::iter::once(first)
                .chain(changes(&zone, now).into_iter().map(|(_, after)| after))
                .map(|offset| offset.seconds().div_euclid(60))
                .collect()
        }
        Err(_) => [0].into(),
    };
    let mut found = BTreeSet::new();
    for calls in local(schedule) {
        found.extend(moved(&calls, &offsets));
    }
    found.into_iter().collect()
}

/// Whether a time that a schedule names may be in an hour that its time zone leaves out: schedulers
/// that read the clock on the wall pass over such a call, while the edition is due when the hour has
/// passed.
#[must_use]
pub fn is_left_out(schedule: &Schedule, now: Timestamp) -> bool {
    let Ok(zone) = TimeZone::get(&schedule.time_zone) else { return false };
    let mut before = zone.to_offset(now);
    for (at, after) in changes(&zone, now) {
        let wall = |offset: Offset| {
            let time = offset.to_datetime(at).time();
            i32::from(time.hour()) * 60 + i32::from(time.minute())
        };
        let (start, length) = (wall(before), (after.seconds() - before.seconds()) / 60);
        let is_in = |time: i32| (time - start).rem_euclid(DAY) < length;
        if local(schedule).iter().any(|calls| times(calls).any(is_in)) {
            return true;
        }
        before = after;
    }
    false
}

/// The changes of the hour of a zone, each with the offset after it.
fn changes(zone: &TimeZone, now: Timestamp) -> Vec<(Timestamp, Offset)> {
    let end = now.saturating_add((24 * 366 * YEARS).hours()).unwrap_or(Timestamp::MAX);
    zone.following(now)
        .map(|change| (change.timestamp(), change.offset()))
        .take_while(|(at, _)| *at < end)
        .collect()
}

/// Minutes of the day.
fn times(calls: &Calls) -> impl Iterator<Item = i32> + '_ {
    calls.hours.iter().flat_map(move |hour| {
        calls.minutes.iter().map(move |minute| i32::from(*hour) * 60 + i32::from(*minute))
    })
}

/// The same moments by another clock, that is behind by any of these minutes.
fn moved(calls: &Calls, offsets: &BTreeSet<i32>) -> BTreeSet<Calls> {
    // Minutes by hours, for each day that they may fall on.
    let mut by_day: BTreeMap<i32, BTreeMap<u8, BTreeSet<u8>>> = BTreeMap::new();
    for offset in offsets {
        for time in times(calls) {
            let time = time - offset;
            let (hour, minute) = (time.rem_euclid(DAY) / 60, time.rem_euclid(60));
            if let (Ok(hour), Ok(minute)) = (u8::try_from(hour), u8::try_from(minute)) {
                let hours = by_day.entry(time.div_euclid(DAY)).or_default();
                hours.entry(hour).or_default().insert(minute);
            }
        }
    }
    let mut found = BTreeSet::new();
    for (shift, hours) in by_day {
        let mut by_minutes: BTreeMap<BTreeSet<u8>, BTreeSet<u8>> = BTreeMap::new();
        for (hour, minutes) in hours {
            by_minutes.entry(minutes).or_default().insert(hour);
        }
        for (days, months) in shifted(&calls.days, &calls.months, shift) {
            found.extend(by_minutes.iter().map(|(minutes, hours)| Calls {
                minutes: minutes.clone(),
                hours: hours.clone(),
                days: days.clone(),
                months: months.clone(),
            }));
        }
    }
    found
}

/// The days before or after, with their months.
fn shifted(days: &Days, months: &BTreeSet<u8>, shift: i32) -> Vec<(Days, BTreeSet<u8>)> {
    if shift == 0 || (*days == Days::Every && months.len() == MONTHS.len()) {
        return vec![(days.clone(), months.clone())];
    }
    if let Days::OfWeek(week) = days {
        let moved = |day: &u8| u8::try_from((i32::from(*day) + shift).rem_euclid(7)).ok();
        let mut around = months.clone();
        let beside = |month: &u8| (i32::from(*month) - 1 + shift).rem_euclid(12) + 1;
        around.extend(months.iter().filter_map(|month| u8::try_from(beside(month)).ok()));
        return vec![(Days::OfWeek(week.iter().filter_map(moved).collect()), around)];
    }
    let is_named = |day: u8| match days {
        Days::OfMonth(days) => days.contains(&day),
        Days::Every | Days::OfWeek(_) => true,
    };
    let mut by_month: BTreeMap<u8, BTreeSet<u8>> = BTreeMap::new();
    for year in SAMPLES {
        for month in months {
            for day in DAYS.filter(|day| is_named(*day)) {
                let Ok(month) = i8::try_from(*month) else { continue };
                let Ok(day) = i8::try_from(day) else { continue };
                let Ok(day) = jiff::civil::Date::new(year, month, day) else { continue };
                let day = day.checked_add(shift.days()).unwrap_or(date(year, 1, 1));
                let days = by_month.entry(day.month().unsigned_abs()).or_default();
                days.insert(day.day().unsigned_abs());
            }
        }
    }
    let mut by_days: BTreeMap<BTreeSet<u8>, BTreeSet<u8>> = BTreeMap::new();
    for (month, days) in by_month {
        by_days.entry(days).or_default().insert(month);
    }
    by_days.into_iter().map(|(days, months)| (Days::OfMonth(days), months)).collect()
}

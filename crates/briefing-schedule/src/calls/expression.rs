//! What a cron expression names, as sets.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::{Calls, DAYS, Days, HOURS, MINUTES, MONTHS, WEEK};

const MONTH_NAMES: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAY_NAMES: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// All moments of an expression that has been checked, and more where it says what sets of numbers
/// cannot: the last day of a month, the working day next to one, the third Friday.
pub(super) fn calls(expression: &str) -> Vec<Calls> {
    let fields: Vec<&str> = expression.split_whitespace().collect();
    let [minute, hour, of_month, month, of_week] = fields.as_slice() else {
        return vec![calls_of(MINUTES.collect(), HOURS.collect(), MONTHS.collect(), Days::Every)];
    };
    let minutes = set(minute, MINUTES, &[]);
    let hours = set(hour, HOURS, &[]);
    let months = set(month, MONTHS, &MONTH_NAMES);
    let month_days = set(of_month, DAYS, &[]);
    // Seven is Sunday too.
    let week_days: BTreeSet<u8> =
        set(of_week, 0..=7, &DAY_NAMES).into_iter().map(|day| day % 7).collect();
    let is_all = |days: &BTreeSet<u8>, range: RangeInclusive<u8>| days.len() == range.len();
    let (every_day, every_week_day) = (is_all(&month_days, DAYS), is_all(&week_days, WEEK));
    // Both where a field begins with a star, either where none does: cron's rule since Vixie's.
    let is_both = of_month.starts_with('*') || of_week.starts_with('*');
    let days = match (every_day, every_week_day) {
        (true, true) => vec![Days::Every],
        (true, false) if is_both => vec![Days::OfWeek(week_days)],
        (false, _) if is_both => vec![Days::OfMonth(month_days)],
        (false, false) => vec![Days::OfMonth(month_days), Days::OfWeek(week_days)],
        (true, false) | (false, true) => vec![Days::Every],
    };
    days.into_iter()
        .map(|days| calls_of(minutes.clone(), hours.clone(), months.clone(), days))
        .collect()
}

fn calls_of(minutes: BTreeSet<u8>, hours: BTreeSet<u8>, months: BTreeSet<u8>, days: Days) -> Calls {
    Calls { minutes, hours, days, months }
}

/// The numbers of a field; all there are for a part that is not understood.
fn set(field: &str, range: RangeInclusive<u8>, names: &[&str]) -> BTreeSet<u8> {
    field
        .split(',')
        .flat_map(|part| part_of(part, &range, names).unwrap_or_else(|| range.clone().collect()))
        .filter(|number| range.contains(number))
        .collect()
}

fn part_of(part: &str, range: &RangeInclusive<u8>, names: &[&str]) -> Option<Vec<u8>> {
    let number = |text: &str| {
        let index = names.iter().position(|name| name.eq_ignore_ascii_case(text));
        let named = index.and_then(|index| u8::try_from(index).ok());
        named.map_or_else(|| text.parse().ok(), |index| Some(range.start() + index))
    };
    let (span, step) = match part.split_once('/') {
        Some((span, step)) => (span, Some(step.parse::<u8>().ok().filter(|step| *step > 0)?)),
        None => (part, None),
    };
    let (first, last) = if span == "*" {
        (*range.start(), *range.end())
    } else if let Some((first, last)) = span.split_once('-') {
        (number(first)?, number(last)?)
    } else if let Some(first) = number(span) {
        // `15/10` goes on to the end.
        (first, if step.is_some() { *range.end() } else { first })
    } else {
        return extended(span, range);
    };
    Some((first..=last).step_by(usize::from(step.unwrap_or(1))).collect())
}

/// `L`, `15W`, `5L`, `5#3`: the days that they can be.
fn extended(part: &str, range: &RangeInclusive<u8>) -> Option<Vec<u8>> {
    let upper = part.to_ascii_uppercase();
    if upper == "L" && *range == DAYS {
        return Some((28..=31).collect());
    }
    let near: Option<u8> = upper.strip_suffix('W').and_then(|day| day.parse().ok());
    if let Some(day) = near {
        return Some((day.saturating_sub(2).max(1)..=day.saturating_add(2)).collect());
    }
    let of_week = upper.strip_suffix('L').or_else(|| upper.split('#').next())?;
    let named = DAY_NAMES.iter().position(|name| *name == of_week);
    let day = named.and_then(|index| u8::try_from(index).ok()).or_else(|| of_week.parse().ok())?;
    Some(vec![day])
}

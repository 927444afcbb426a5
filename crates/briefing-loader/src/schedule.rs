//! When editions of a report are made.

use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::period::PeriodUnit;
use briefing_model::schedule::{CatchUp, Schedule, Ticks};
use briefing_model::suggest::did_you_mean;
use briefing_schedule::{ScheduleError, Timetable, time_zones};
use jiff::SpanRelativeTo;
use jiff::civil::Time;

use crate::codes;
use crate::convert::date;
use crate::project::Settings;
use crate::raw;
use crate::tree::{FileTree, step};

const AT: &str = "/schedule";
/// How many editions are caught up with if nobody says.
const LIMIT: u32 = 12;

/// A schedule as it is written, or `None` with what is wrong.
pub(crate) fn schedule(
    raw: raw::Schedule,
    settings: &Settings,
    tree: &FileTree,
    diagnostics: &mut Diagnostics,
) -> Option<Schedule> {
    let place = |field: &str| tree.span(&step(AT, field));
    let before = diagnostics.len();
    let from = match &raw.from {
        Some(written) => date(written, place("from"), diagnostics),
        None => None,
    };
    let at = match &raw.at {
        Some(written) => time(written, place("at"), diagnostics).unwrap_or_default(),
        None => Time::midnight(),
    };
    let deadline =
        raw.deadline.as_ref().and_then(|written| duration(written, place("deadline"), diagnostics));
    let (ticks, covers) = match (raw.every, raw.cron, raw.covers) {
        (Some(unit), None, None) => (Ticks::AfterPeriod { at }, unit),
        (None, Some(expression), Some(unit)) if raw.at.is_none() => {
            (Ticks::Cron { expression }, unit)
        }
        _ => {
            diagnostics.push(
                Diagnostic::error(
                    codes::BAD_SCHEDULE,
                    tree.key_span(AT),
                    "expected either `every`, or `cron` and `covers`",
                )
                .hint("`every = \"month\"`, and `at = \"06:00\"` if not at midnight")
                .hint(
                    "`cron = \"0 6 2 * *\"`, and `covers = \"month\"`: the unit an edition covers",
                ),
            );
            return None;
        }
    };
    if matches!(raw.catch_up, raw::CatchUp::All) && from.is_none() && raw.from.is_none() {
        diagnostics.push(
            Diagnostic::error(
                codes::BAD_SCHEDULE,
                place("catch-up"),
                "`catch-up = \"all\"` needs a day to begin from",
            )
            .hint("`from = 2024-01-01`: no edition covers a period that begins before"),
        );
    }
    let schedule = Schedule {
        ticks,
        covers: unit(covers),
        time_zone: raw.time_zone.clone().unwrap_or_else(|| settings.time_zone.clone()),
        from,
        catch_up: match raw.catch_up {
            raw::CatchUp::Latest => CatchUp::Latest,
            raw::CatchUp::All => CatchUp::All,
            raw::CatchUp::None => CatchUp::None,
        },
        catch_up_limit: raw.catch_up_limit.unwrap_or(LIMIT),
        deadline,
        span: tree.key_span(AT),
    };
    match Timetable::new(&schedule) {
        Ok(_) => {}
        // The project's own zone has been checked where it is written.
        Err(ScheduleError::Zone(_)) if raw.time_zone.is_none() => {}
        Err(ScheduleError::Zone(zone)) => {
            diagnostics.push(unknown_zone(&zone, place("time-zone")));
        }
        Err(error @ ScheduleError::Cron { .. }) => diagnostics.push(
            Diagnostic::error(codes::BAD_SCHEDULE, place("cron"), error.to_string())
                .hint("minute, hour, day of the month, month, day of the week: `0 6 2 * *`"),
        ),
    }
    (diagnostics.len() == before).then_some(schedule)
}

/// A name that is not in the IANA database.
pub(crate) fn unknown_zone(zone: &str, span: Span) -> Diagnostic {
    let zones = time_zones();
    Diagnostic::error(codes::BAD_SCHEDULE, span, format!("unknown time zone `{zone}`"))
        .did_you_mean(did_you_mean(zone, zones.iter().map(String::as_str)))
        .hint("time zones are named as in the IANA database: `Asia/Shanghai`")
}

fn unit(raw: raw::CalendarUnit) -> PeriodUnit {
    match raw {
        raw::CalendarUnit::Day => PeriodUnit::Day,
        raw::CalendarUnit::Week => PeriodUnit::Week,
        raw::CalendarUnit::Month => PeriodUnit::Month,
        raw::CalendarUnit::Quarter => PeriodUnit::Quarter,
        raw::CalendarUnit::Year => PeriodUnit::Year,
    }
}

fn time(written: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Time> {
    let time = (written.len() == "06:00".len()).then(|| written.parse().ok()).flatten();
    if time.is_none() {
        diagnostics.push(
            Diagnostic::error(
                codes::BAD_SCHEDULE,
                span,
                format!("`{written}` is not a time of day"),
            )
            .label("expected hours and minutes such as `06:00`"),
        );
    }
    time
}

fn duration(
    written: &str,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<jiff::SignedDuration> {
    let length = written
        .parse::<jiff::Span>()
        .and_then(|length| length.to_duration(SpanRelativeTo::days_are_24_hours()));
    match length {
        Ok(length) if length.is_positive() => Some(length),
        _ => {
            diagnostics.push(
                Diagnostic::error(
                    codes::BAD_SCHEDULE,
                    span,
                    format!("`{written}` is not a length of time"),
                )
                .label("expected one such as `6h` or `3d`"),
            );
            None
        }
    }
}

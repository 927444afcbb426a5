//! `briefing next`: when each report is due.

use briefing_model::report::Report;
use briefing_schedule::{Due, Timetable};
use comfy_table::{ContentArrangement, Table, presets};
use jiff::Timestamp;
use serde_json::json;

use crate::arguments::{Common, Known, Next};
use crate::exit::Exit;
use crate::formats::Format;
use crate::messages;
use crate::session::Session;
use crate::terminal::Terminal;

/// Prints what is due next, of all reports that have a schedule.
pub(crate) fn run(common: &Common, options: &Next, terminal: &Terminal) -> anyhow::Result<Exit> {
    let (session, diagnostics) = Session::open(common, &Known::default())?;
    if diagnostics.has_errors() {
        messages::alone(diagnostics, &session.files, terminal)?;
        return Ok(Exit::Mistakes);
    }
    let now = options.now.unwrap_or_else(Timestamp::now);
    let mut coming: Vec<(&Report, Due)> = Vec::new();
    for (report, timetable) in timetables(&session) {
        coming.extend(timetable.upcoming(now).take(options.number).map(|due| (report, due)));
    }
    // Of one moment, in the order of reports.
    coming.sort_by_key(|(_, due)| due.at.timestamp());
    coming.truncate(options.number);
    if terminal.format == Format::Json {
        let list = coming.iter().map(|(report, due)| {
            json!({
                "at": due.at.timestamp(),
                "time-zone": due.at.time_zone().iana_name(),
                "local": due.at.datetime(),
                "report": report.id,
                "edition": due.period.to_string(),
            })
        });
        terminal.json(&list.collect())?;
    } else if coming.is_empty() {
        terminal.tell("no report has a schedule; `briefing explain B0606` shows one");
    } else {
        let mut table = Table::new();
        table
            .load_style(presets::UTF8_HORIZONTAL_ONLY)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_header(["due", "report", "edition"]);
        for (report, due) in &coming {
            table.add_row([
                due.at.strftime("%a %Y-%m-%d %H:%M %Z").to_string(),
                report.id.to_string(),
                due.period.to_string(),
            ]);
        }
        terminal.print(&format!("{table}\n"))?;
    }
    Ok(Exit::Done)
}

/// The reports that have a schedule. One that could not be read has been refused when it was loaded.
pub(crate) fn timetables(session: &Session) -> impl Iterator<Item = (&Report, Timetable)> {
    session.project.reports.values().filter_map(|report| {
        let timetable = Timetable::new(report.schedule.as_ref()?).ok()?;
        Some((report, timetable))
    })
}

//! `briefing check`: everything `build` does, without writing.

use briefing_model::diagnostic::{Levels, Severity};

use crate::arguments::{Common, Selected};
use crate::evidence;
use crate::exit::Exit;
use crate::making::{briefs, made};
use crate::session::Session;
use crate::terminal::Terminal;

/// Checks the briefs that are asked for: all stages, all mistakes, nothing written.
pub(crate) fn run(
    common: &Common,
    selected: &Selected,
    terminal: &Terminal,
) -> anyhow::Result<Exit> {
    let (session, diagnostics) = Session::open(common, &selected.known)?;
    let request = session.request(selected)?;
    let date = session.date(selected)?;
    let made = made(&session, &request, date, None, diagnostics, terminal)?;
    let count = made.outcomes.len();
    // What could not be read was not checked either, and nobody asks how many claims are left.
    let is_read = !made
        .diagnostics
        .iter()
        .any(|found| found.severity == Severity::Error && !Levels::is_free(found.code.0));
    let is_checked = made.is_begun || is_read;
    let exit = made.end(&session, terminal, true)?;
    if exit == Exit::Done {
        terminal.tell(&format!("{}, no mistakes", briefs(count)));
    }
    if is_checked {
        for line in evidence::summary(&session.project) {
            terminal.tell(&line);
        }
    }
    Ok(exit)
}

//! `briefing check`: everything `build` does, without writing.

use crate::arguments::{Common, Selected};
use crate::exit::Exit;
use crate::terminal::Terminal;
use crate::verbs::build;

/// Checks the briefs that are asked for.
pub(crate) fn run(
    common: &Common,
    selected: &Selected,
    terminal: &Terminal,
) -> anyhow::Result<Exit> {
    build::check(common, selected, terminal)
}

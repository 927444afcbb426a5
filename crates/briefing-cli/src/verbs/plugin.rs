//! `briefing plugin`: what extends Briefing.

use briefing_model::limits::Limits;
use serde_json::json;

use crate::arguments::{Plugin, PluginWhat};
use crate::exit::Exit;
use crate::formats::Format;
use crate::plugins;
use crate::terminal::Terminal;

/// Lists the plugins.
pub(crate) fn run(options: &Plugin, terminal: &Terminal) -> anyhow::Result<Exit> {
    let PluginWhat::List = options.what;
    let list = plugins::register_all(&Limits::default())?.list();
    if terminal.format == Format::Json {
        terminal.json(
            &list
                .iter()
                .map(|line| {
                    json!({ "kind": line.kind.to_string(), "name": line.name, "about": line.about })
                })
                .collect(),
        )?;
    } else {
        let width = list.iter().map(|line| line.name.len()).max().unwrap_or(0);
        let lines: String = list
            .iter()
            .map(|line| {
                format!("{:<9}  {:<width$}  {}\n", line.kind.to_string(), line.name, line.about)
            })
            .collect();
        terminal.print(&lines)?;
    }
    Ok(Exit::Done)
}

//! `briefing new`: a report or a project to begin with.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use briefing_model::slug::Slug;
use serde_json::json;

use crate::arguments::{Common, Known, New, NewWhat};
use crate::exit::{Exit, UsageError};
use crate::formats::Format;
use crate::session::Session;
use crate::terminal::Terminal;
use crate::write::write_below;

const REPORT: &str = include_str!("../../scaffold/report.toml");
const TEMPLATE: &str = include_str!("../../scaffold/brief.md.hbs");

/// The files of a new project besides its first report.
const PROJECT: [(&str, &str); 8] = [
    ("reports/project.toml", include_str!("../../scaffold/project.toml")),
    ("data/measures.toml", include_str!("../../scaffold/measures.toml")),
    ("data/places.toml", include_str!("../../scaffold/places.toml")),
    ("data/sectors.toml", include_str!("../../scaffold/sectors.toml")),
    ("data/scopes.toml", include_str!("../../scaffold/scopes.toml")),
    ("data/sources/example.toml", include_str!("../../scaffold/source.toml")),
    ("data/events/2024-example.toml", include_str!("../../scaffold/event.toml")),
    (".gitignore", "/out\n"),
];

/// Writes the files. Nothing that is there is overwritten.
pub(crate) fn run(common: &Common, options: &New, terminal: &Terminal) -> anyhow::Result<Exit> {
    let files = match &options.what {
        NewWhat::Report { name } => {
            let (session, _) = Session::open(common, &Known::default())?;
            report(&session.root, name, terminal)?
        }
        NewWhat::Project { folder } => {
            let is_empty =
                fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
            if !is_empty {
                return Err(UsageError(format!("`{}` is not empty", folder.display())).into());
            }
            for (path, text) in PROJECT {
                write(&folder.join(path), text)?;
            }
            let mut files: Vec<String> = PROJECT.map(|(path, _)| path.to_owned()).to_vec();
            files.extend(report(folder, &Slug::from_static("first"), terminal)?);
            terminal.tell(&format!("now run `briefing build -C {}`", folder.display()));
            files
        }
    };
    if terminal.format == Format::Json {
        terminal.json(&json!({ "files": files }))?;
    }
    Ok(Exit::Done)
}

/// Writes a report, and returns its files, as seen from the project.
fn report(root: &Path, name: &Slug, terminal: &Terminal) -> anyhow::Result<Vec<String>> {
    let folder = root.join("reports").join(name.as_str());
    if folder.exists() {
        return Err(UsageError(format!("`{}` is there already", folder.display())).into());
    }
    for (file, text) in [("report.toml", REPORT), ("brief.md.hbs", TEMPLATE)] {
        write_below(root, &format!("reports/{name}/{file}"), text.as_bytes())?;
    }
    terminal.tell(&format!("made {}", folder.display()));
    Ok(["report.toml", "brief.md.hbs"].map(|file| format!("reports/{name}/{file}")).to_vec())
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("failed to make the folder `{}`", folder.display()))?;
    }
    fs::write(path, text).with_context(|| format!("failed to write `{}`", path.display()))
}

//! `briefing schema`: JSON Schemas for editors.

use serde_json::{Map, Value};

use crate::arguments::Schema;
use crate::exit::Exit;
use crate::session::unknown;
use crate::terminal::Terminal;

/// Prints one schema, or all of them as an object by file.
pub(crate) fn run(options: &Schema, terminal: &Terminal) -> anyhow::Result<Exit> {
    let schemas = briefing_loader::schemas();
    match &options.file {
        None => {
            let all: Map<String, Value> =
                schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
            terminal.json(&Value::Object(all))?;
        }
        Some(file) => match schemas.iter().find(|(name, _)| name == file) {
            Some((_, schema)) => terminal.json(schema)?,
            None => return Err(unknown("file", file, schemas.iter().map(|(name, _)| *name))),
        },
    }
    Ok(Exit::Done)
}

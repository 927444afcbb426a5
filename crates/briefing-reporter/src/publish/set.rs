//! Editions that appear together or not at all.
//!
//! Each edition of the set is staged. Then a list of what is to be moved where is written, synced,
//! and put into its place by one rename: from here on the set is decided. What follows are renames
//! alone, and a run that is cut off between two of them leaves the list behind, which whoever opens
//! the output folder next carries out to the end.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{PublishError, Publisher, Staged, durable, read};
use crate::editions::is_edition;

/// The name of the list, in the folder of the publisher's own files.
const LIST: &str = "publish.json";

/// What a set is moved by.
#[derive(Debug, Serialize, Deserialize)]
struct Move {
    /// The staged edition, relative to the folder of the publisher's own files.
    from: String,
    /// The folder of the editions of its brief, relative to the output folder.
    folder: String,
    /// Its name.
    name: String,
    /// Whether it may become the current one.
    current: bool,
}

impl Publisher {
    /// Publishes staged editions together: after a crash at any moment either none is there, or all
    /// are as soon as the folder is opened again.
    ///
    /// # Errors
    /// The disk. What was decided before it failed is carried out when the folder is next opened.
    pub(crate) fn publish_together(&self, staged: Vec<Staged>) -> Result<(), PublishError> {
        if staged.is_empty() {
            return Ok(());
        }
        let own = self.own();
        let moves: Vec<Move> = staged
            .iter()
            .map(|staged| Move {
                from: relative(staged.place(), &own),
                folder: staged.folder.clone(),
                name: staged.name.clone(),
                current: staged.may_be_current,
            })
            .collect();
        let list = serde_json::to_vec(&moves).unwrap_or_default();
        durable::put(durable::write_in(&self.staging(), &list)?, &own.join(LIST))?;
        for staged in staged {
            // The list has them now.
            staged.keep();
        }
        self.finish_set()
    }

    /// Carries out what a set that was decided still wants.
    ///
    /// # Errors
    /// The disk.
    pub(super) fn finish_set(&self) -> Result<(), PublishError> {
        let own = self.own();
        let list = own.join(LIST);
        let Some(bytes) = read(&list)? else { return Ok(()) };
        let moves: Vec<Move> = serde_json::from_slice(&bytes)
            .map_err(|error| PublishError::new("read", &list)(error.into()))?;
        for step in &moves {
            let (from, folder) = (own.join(&step.from), self.out().join(&step.folder));
            let to = folder.join(&step.name);
            durable::make_folders(self.out(), &step.folder)?;
            // Never over an edition: where one of the name is there after all, what was staged is
            // cleared away, and the next build makes it as another revision.
            let is_staged = from.try_exists().map_err(PublishError::new("read", &from))?;
            if is_staged && !is_edition(&to) {
                durable::rename(&from, &to)?;
            }
        }
        // All are there before any of them is shown.
        for step in moves.iter().filter(|step| step.current) {
            self.make_current(&self.out().join(&step.folder), &step.name)?;
        }
        fs::remove_file(&list).map_err(PublishError::new("remove", &list))?;
        durable::sync(&own)
    }
}

fn relative(path: &Path, base: &Path) -> String {
    path.strip_prefix(base).unwrap_or(path).to_string_lossy().into_owned()
}

//! Editions that appear together or not at all.
//!
//! Each edition of the set is staged. Then a list of what is to be moved where is written, synced,
//! and put into its place by one rename: from here on the set is decided. What follows are renames
//! alone, and a run that is cut off between two of them leaves the list behind, which whoever opens
//! the output folder next carries out to the end.

use briefing_files::is_name;
use serde::{Deserialize, Serialize};

use super::{CURRENT, OWN, PublishError, Publisher, Staged, Temporary, read, staging};
use crate::editions::is_edition;

/// The name of the list, in the folder of the publisher's own files.
const LIST: &str = "publish.json";

/// What a set is moved by.
#[derive(Debug, Serialize, Deserialize)]
struct Move {
    /// The name of the staged edition in the staging folder.
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
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let moves: Vec<Move> = staged
            .iter()
            .map(|staged| Move {
                from: name(staged.place.path()),
                folder: staged.folder.clone(),
                name: staged.name.clone(),
                current: staged.may_be_current,
            })
            .collect();
        let list = serde_json::to_vec(&moves).unwrap_or_default();
        Temporary::file(self.root(), &list)?.put(&format!("{OWN}/{LIST}"))?;
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
        let root = self.root();
        let list = format!("{OWN}/{LIST}");
        let Some(bytes) = read(root, &list)? else { return Ok(()) };
        // The list came with the folder, perhaps from somewhere else: it can say nothing but what this
        // program would have written.
        let moves: Option<Vec<Move>> = serde_json::from_slice(&bytes).ok();
        let Some(moves) = moves.filter(|moves| moves.iter().all(Move::is_own)) else {
            let reason = "is not a list that this program wrote: remove it, and build again";
            return Err(self.foreign(&list, reason));
        };
        for step in &moves {
            let from = format!("{}/{}", staging(), step.from);
            let to = format!("{}/{}", step.folder, step.name);
            let made = root.make_folders(&step.folder);
            made.map_err(PublishError::at(root, "make the folder", &step.folder))?;
            // Never over an edition: where one of the name is there after all, what was staged is
            // cleared away, and the next build makes it as another revision.
            if root.is_folder(&from) && !is_edition(root, &to) {
                root.rename(&from, &to).map_err(PublishError::at(root, "publish", &to))?;
            }
        }
        // All are there before any of them is shown.
        for step in moves.iter().filter(|step| step.current) {
            self.make_current(&step.folder, &step.name)?;
        }
        root.remove_file(&list).map_err(PublishError::at(root, "remove", &list))?;
        root.sync(OWN).map_err(PublishError::at(root, "sync", OWN))
    }
}

impl Move {
    /// Whether it moves something from the staging folder to where editions are put.
    fn is_own(&self) -> bool {
        let is_shown = |name: &str| is_name(name) && !name.starts_with('.');
        let parts: Vec<&str> = self.folder.split('/').collect();
        is_name(&self.from)
            && parts.len() <= 2
            && parts.into_iter().all(|part| is_shown(part) && part != CURRENT)
            && is_shown(&self.name)
            && self.name != CURRENT
    }
}

//! Briefs that could not be made when they were last tried: what is published of them is still good,
//! but it is not the newest there could be, and whoever looks at the index should know.

use std::collections::BTreeMap;

use briefing_files::Root;
use briefing_model::date::Date;
use serde::{Deserialize, Serialize};

use super::{OWN, PublishError, Publisher, read};

/// The name of the list, in the folder of the publisher's own files.
const LIST: &str = "failed.json";

/// A brief that could not be made when it was last tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Failed {
    /// The edition that was to be made: `2024-10`.
    pub edition: String,
    /// The date it was to have.
    pub date: Date,
    /// What was wrong, in a line.
    pub message: String,
}

impl Publisher {
    /// Keeps in mind which briefs failed, by folder, and forgets the failures of those that were made.
    ///
    /// # Errors
    /// The disk.
    pub fn record_failures<'a>(
        &self,
        tried: impl IntoIterator<Item = (&'a str, Option<Failed>)>,
    ) -> Result<(), PublishError> {
        let list = read(self.root(), &format!("{OWN}/{LIST}"))?;
        let before = parsed(list);
        let mut failures = before.clone();
        for (folder, failed) in tried {
            match failed {
                Some(failed) => {
                    failures.insert(folder.to_owned(), failed);
                }
                None => {
                    failures.remove(folder);
                }
            }
        }
        if failures == before {
            return Ok(());
        }
        let mut bytes = serde_json::to_vec_pretty(&failures).unwrap_or_default();
        bytes.push(b'\n');
        self.write_own(LIST, &bytes)
    }
}

/// The briefs of an output folder that failed when they were last tried, by folder.
pub(crate) fn failures(root: &Root) -> BTreeMap<String, Failed> {
    parsed(root.read(&format!("{OWN}/{LIST}")).ok())
}

fn parsed(list: Option<Vec<u8>>) -> BTreeMap<String, Failed> {
    list.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

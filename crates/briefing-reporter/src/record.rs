//! What earlier runs found out and need not find out again. Only a memory: without it everything is
//! made once more, found to be the same, and left as it is.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::publish::{PublishError, Publisher};

/// The name of the file, in the folder of the publisher's own files.
pub(crate) const FILE: &str = "built.json";
/// How many runs are remembered: those of a project whose reports are built by several commands.
const RUNS: usize = 16;

/// What earlier runs found out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Record {
    /// Keys that gave the files that an edition has already, by the edition's folder: another
    /// release made the same, say.
    keys: BTreeMap<String, String>,
    /// Runs that had nothing to say, oldest first.
    runs: Vec<Run>,
}

/// A run that had nothing to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Run {
    /// What it was asked for, and all that it read.
    digest: String,
    /// What it left published, in its order: folders of editions with SHA-256 of their manifests
    /// and of where `current` leads.
    editions: Vec<(String, String)>,
    /// SHA-256 of the index.
    index: String,
}

impl Record {
    /// What is remembered of an output folder.
    #[must_use]
    pub fn read(publisher: &Publisher) -> Self {
        let bytes = publisher.read_own(FILE);
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Keeps it.
    ///
    /// # Errors
    /// The disk.
    pub fn write(&self, publisher: &Publisher) -> Result<(), PublishError> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        publisher.write_own(FILE, &bytes)
    }

    /// Whether a key gives the files of an edition, as was found before.
    pub(crate) fn knows(&self, edition: &str, key: &str) -> bool {
        self.keys.get(edition).is_some_and(|known| known == key)
    }

    /// Remembers keys that gave the files that an edition has already.
    pub fn learn(&mut self, keys: impl IntoIterator<Item = (String, String)>) {
        self.keys.extend(keys);
    }

    /// Remembers a run that had nothing to say, and what it left published.
    pub fn learn_run(&mut self, publisher: &Publisher, digest: &str, editions: &[String]) {
        let Some(run) = Run::new(publisher, digest, editions) else { return };
        self.runs.retain(|known| known.digest != run.digest);
        if self.runs.len() == RUNS {
            self.runs.remove(0);
        }
        self.runs.push(run);
    }

    /// The editions that a run would leave published, where the same was asked of the same files
    /// before, it had nothing to say, and all of it is still there.
    #[must_use]
    pub fn unchanged(&self, publisher: &Publisher, digest: &str) -> Option<Vec<String>> {
        let run = self.runs.iter().find(|run| run.digest == digest)?;
        let editions: Vec<String> =
            run.editions.iter().map(|(edition, _)| edition.clone()).collect();
        (Run::new(publisher, digest, &editions).as_ref() == Some(run)).then_some(editions)
    }
}

impl Run {
    /// The run as the output folder shows it now; `None` where anything of it is not there.
    fn new(publisher: &Publisher, digest: &str, editions: &[String]) -> Option<Self> {
        let index = publisher.digest("index.html")?;
        let editions = editions
            .par_iter()
            .map(|edition| Some((edition.clone(), publisher.standing_digest(edition)?)))
            .collect::<Option<Vec<_>>>()?;
        Some(Self { digest: digest.to_owned(), editions, index })
    }
}

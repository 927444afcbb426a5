//! A project's files as they are at one moment, with their hashes: what is hashed is what is loaded.

use std::collections::BTreeMap;

use briefing_model::date::Date;
use rayon::prelude::*;

use crate::evidence::sha256;
use crate::world::{PassedOver, World, WorldError};

/// A project's files as they were when it was taken. Copies of sources are hashed, and read again
/// from where they are when they are asked for: there may be much of them.
#[derive(Debug)]
pub struct Snapshot<W> {
    world: W,
    archive: String,
    /// Those that are kept, and the paths of the others.
    files: BTreeMap<String, Option<Vec<u8>>>,
    hashes: BTreeMap<String, String>,
    passed_over: Vec<PassedOver>,
}

impl<W: World> Snapshot<W> {
    /// Reads all of `reports/` and `data/`; `archive` is the folder of copies of sources.
    ///
    /// # Errors
    /// A file or folder cannot be read.
    pub fn take(world: W, archive: &str) -> Result<Self, WorldError> {
        let archive = archive.trim_end_matches('/').to_owned();
        let mut files = BTreeMap::new();
        let mut hashes = BTreeMap::new();
        let mut folders = vec!["reports", "data"];
        let is_within = |folder: &str| archive.starts_with(&format!("{folder}/"));
        if !folders.iter().any(|folder| is_within(folder)) {
            folders.push(&archive);
        }
        let mut paths = Vec::new();
        let mut passed_over = Vec::new();
        for folder in folders {
            paths.extend(world.list(folder)?);
            passed_over.extend(world.passed_over(folder)?);
        }
        let read = |path: String| {
            let bytes = world.read(&path)?;
            let hash = sha256(&bytes);
            let is_copy = path.strip_prefix(&archive).is_some_and(|rest| rest.starts_with('/'));
            Ok((path, hash, (!is_copy).then_some(bytes)))
        };
        // Of several that cannot be read, the first is told, whichever was tried first.
        let read: Vec<Result<_, WorldError>> = paths.into_par_iter().map(read).collect();
        for file in read {
            let (path, hash, bytes) = file?;
            hashes.insert(path.clone(), hash);
            files.insert(path, bytes);
        }
        Ok(Self { world, archive, files, hashes, passed_over })
    }

    /// SHA-256 of every file by path, in hexadecimal.
    #[must_use]
    pub fn hashes(&self) -> &BTreeMap<String, String> {
        &self.hashes
    }

    /// One hash over all files and their paths, and the day the data are as of.
    #[must_use]
    pub fn digest(&self, as_of: Option<Date>) -> String {
        let mut all = String::new();
        for (path, hash) in &self.hashes {
            all.push_str(&format!("{hash}  {path}\n"));
        }
        all.push_str(&format!("{}\n{as_of:?}\n", self.archive));
        sha256(all.as_bytes())
    }
}

impl<W: World> World for Snapshot<W> {
    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError> {
        let prefix = format!("{folder}/");
        Ok(self.files.keys().filter(|path| path.starts_with(&prefix)).cloned().collect())
    }

    fn passed_over(&self, folder: &str) -> Result<Vec<PassedOver>, WorldError> {
        let is_within = |path: &str| {
            path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        Ok(self.passed_over.iter().filter(|passed| is_within(&passed.path)).cloned().collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        match self.files.get(path) {
            Some(Some(bytes)) => Ok(bytes.clone()),
            // A copy of a source, or a file that is not the project's.
            _ => self.world.read(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;

    fn memory(archive: &str) -> Memory {
        Memory::new()
            .with("reports/project.toml", "name = \"Fairs\"\n")
            .with("data/events/a.toml", "id = \"a\"\n")
            .with(&format!("{archive}/paper.txt"), "words")
    }

    #[test]
    fn it_is_the_project_with_hashes_of_everything() {
        for archive in ["data/archive", "copies"] {
            let world = memory(archive);
            let snapshot = Snapshot::take(world.clone(), archive).unwrap();
            for folder in ["reports", "data", "data/events", archive, "none"] {
                assert_eq!(snapshot.list(folder).unwrap(), world.list(folder).unwrap());
            }
            for path in snapshot.hashes().keys() {
                assert_eq!(snapshot.read(path).unwrap(), world.read(path).unwrap());
            }
            assert_eq!(snapshot.hashes().len(), 3);
            // printf words | sha256sum
            assert_eq!(
                snapshot.hashes()[&format!("{archive}/paper.txt")],
                "dba36bffa5cab0f922d087a3aeb179f9d4e745df40b323e1b1471402848c8a3e"
            );
        }
    }

    #[test]
    fn any_change_changes_the_digest() {
        let digest = |world: Memory, archive: &str, as_of| {
            Snapshot::take(world, archive).unwrap().digest(as_of)
        };
        let world = || memory("data/archive");
        let day = jiff::civil::date(2024, 10, 1);
        let all = [
            digest(world(), "data/archive", None),
            digest(world(), "data/archive", Some(day)),
            digest(world().with("data/events/b.toml", ""), "data/archive", None),
            digest(world().with("data/events/a.toml", "id = \"b\"\n"), "data/archive", None),
            digest(world().with("data/archive/paper.txt", "word"), "data/archive", None),
        ];
        assert_eq!(all[0], digest(world(), "data/archive", None));
        let distinct: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
    }
}

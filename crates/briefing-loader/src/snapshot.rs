//! A project's files as they are at one moment, with their hashes: what is hashed is what is loaded.

use std::collections::BTreeMap;

use briefing_model::date::Date;
use briefing_model::limits::{Limit, Limits};
use rayon::prelude::*;

use crate::evidence::sha256;
use crate::world::{PassedOver, World, WorldError};

/// A project's files as they were when it was taken. Copies of sources are hashed, and read again
/// from where they are when they are asked for: there may be much of them.
#[derive(Debug)]
pub struct Snapshot<W> {
    world: W,
    archive: String,
    files: BTreeMap<String, File>,
    hashes: BTreeMap<String, String>,
    passed_over: Vec<PassedOver>,
}

/// A file of a snapshot.
#[derive(Debug)]
enum File {
    /// As it was.
    Kept(Vec<u8>),
    /// Read again when it is asked for.
    Elsewhere,
    /// It had more bytes than these.
    TooLarge(u64),
}

/// The limit on the size of a file of a project; `is_copy` if it is an archived copy of a source.
pub(crate) fn size_limit_of(path: &str, is_copy: bool) -> Limit {
    match path {
        _ if is_copy => Limit::ArchiveSize,
        path if path.starts_with("reports/themes/") => Limit::ThemeSize,
        _ => Limit::FileSize,
    }
}

impl<W: World> Snapshot<W> {
    /// Reads all of `reports/` and `data/`; `archive` is the folder of copies of sources. Files that
    /// are larger than the limits let them be are not read and have no hash: whoever asks for one is
    /// told that it is too large.
    ///
    /// # Errors
    /// A file or folder cannot be read.
    pub fn take(world: W, archive: &str, limits: &Limits) -> Result<Self, WorldError> {
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
        let is_copy =
            |path: &str| path.strip_prefix(&archive).is_some_and(|rest| rest.starts_with('/'));
        // In order of paths, so that it is always the same files for which nothing is left.
        let mut left = limits.get(Limit::ProjectSize);
        let mut allowed = Vec::with_capacity(paths.len());
        for path in paths {
            let own = limits.get(size_limit_of(&path, is_copy(&path)));
            let size = world.size(&path)?;
            let limit = if is_copy(&path) { own } else { own.min(left) };
            if size <= limit && !is_copy(&path) {
                left -= size;
            }
            allowed.push((path, limit));
        }
        let read = |(path, limit): (String, u64)| match world.read(&path, limit) {
            Ok(bytes) => {
                let hash = sha256(&bytes);
                let kept = if is_copy(&path) { File::Elsewhere } else { File::Kept(bytes) };
                Ok((path, Some(hash), kept))
            }
            Err(error) if error.is_too_large() => Ok((path, None, File::TooLarge(limit))),
            Err(error) => Err(error),
        };
        // Of several that cannot be read, the first is told, whichever was tried first.
        let read: Vec<Result<_, WorldError>> = allowed.into_par_iter().map(read).collect();
        for file in read {
            let (path, hash, file) = file?;
            hashes.extend(hash.map(|hash| (path.clone(), hash)));
            files.insert(path, file);
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

    fn size(&self, path: &str) -> Result<u64, WorldError> {
        match self.files.get(path) {
            Some(File::Kept(bytes)) => Ok(bytes.len() as u64),
            _ => self.world.size(path),
        }
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, WorldError> {
        match self.files.get(path) {
            Some(File::Kept(bytes)) => match bytes.len() as u64 {
                size if size > limit => Err(WorldError::too_large(path, size, limit)),
                _ => Ok(bytes.clone()),
            },
            Some(File::TooLarge(limit)) => {
                Err(WorldError::too_large(path, self.world.size(path)?, *limit))
            }
            // A copy of a source, or a file that is not the project's.
            Some(File::Elsewhere) | None => self.world.read(path, limit),
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
            let snapshot = Snapshot::take(world.clone(), archive, &Limits::default()).unwrap();
            for folder in ["reports", "data", "data/events", archive, "none"] {
                assert_eq!(snapshot.list(folder).unwrap(), world.list(folder).unwrap());
            }
            for path in snapshot.hashes().keys() {
                assert_eq!(snapshot.read(path, 99).unwrap(), world.read(path, 99).unwrap());
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
    fn what_is_too_large_is_not_read() {
        let limits = Limits::default()
            .with(Limit::FileSize, 14)
            .with(Limit::ProjectSize, 20)
            .with(Limit::ArchiveSize, 4);
        let world = memory("data/archive")
            .with("reports/b.txt", "words")
            .with("reports/themes/own/font.otf", "0123456789ABCDEF");
        let snapshot = Snapshot::take(world, "data/archive", &limits).unwrap();
        // One is too large by itself, one for what is left of the project, one for a copy.
        let too_large =
            ["reports/project.toml", "reports/themes/own/font.otf", "data/archive/paper.txt"];
        for path in too_large {
            assert!(snapshot.read(path, u64::MAX).unwrap_err().is_too_large(), "{path}");
            assert!(!snapshot.hashes().contains_key(path));
        }
        assert_eq!(snapshot.hashes().len(), 2);
        assert_eq!(snapshot.read("reports/b.txt", 99).unwrap(), b"words");
        assert!(snapshot.read("reports/b.txt", 4).unwrap_err().is_too_large());
    }

    #[test]
    fn any_change_changes_the_digest() {
        let digest = |world: Memory, archive: &str, as_of| {
            Snapshot::take(world, archive, &Limits::default()).unwrap().digest(as_of)
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

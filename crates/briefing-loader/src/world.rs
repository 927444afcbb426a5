//! The file system, as far as a project needs it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a project is read from. Paths are relative to the project and use `/`.
pub trait World: Sync {
    /// The files below a folder, in order of their paths; none where there is no such folder.
    ///
    /// # Errors
    /// A folder cannot be listed.
    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// It cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError>;
}

/// A file or folder that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("failed to read `{path}`: {source}")]
pub struct WorldError {
    /// Which.
    pub path: String,
    /// Why.
    pub source: io::Error,
}

/// A project's folder on disk. Links are not followed: what is outside is not part of it.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The project in a folder.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn walk(&self, folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<(), WorldError> {
        let error = |source| WorldError { path: prefix.to_owned(), source };
        for entry in fs::read_dir(folder).map_err(error)? {
            let entry = entry.map_err(error)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{prefix}/{name}");
            let kind = entry.file_type().map_err(error)?;
            if kind.is_dir() {
                self.walk(&entry.path(), &path, found)?;
            } else if kind.is_file() {
                found.push(path);
            }
        }
        Ok(())
    }
}

impl World for Disk {
    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError> {
        let mut found = Vec::new();
        let path = self.root.join(folder);
        if path.is_dir() {
            self.walk(&path, folder, &mut found)?;
        }
        found.sort();
        Ok(found)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        fs::read(self.root.join(path))
            .map_err(|source| WorldError { path: path.to_owned(), source })
    }
}

/// A project in memory.
#[derive(Debug, Clone, Default)]
pub struct Memory(BTreeMap<String, Vec<u8>>);

impl Memory {
    /// An empty project.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(path.to_owned(), bytes.into());
        self
    }
}

impl World for Memory {
    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError> {
        let prefix = format!("{folder}/");
        Ok(self.0.keys().filter(|path| path.starts_with(&prefix)).cloned().collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        self.0.get(path).cloned().ok_or_else(|| WorldError {
            path: path.to_owned(),
            source: io::Error::from(io::ErrorKind::NotFound),
        })
    }
}

/// The project around a folder: the folder itself or the nearest one above that holds `reports/`
/// and `data/`.
#[must_use]
pub fn find_project(start: &Path) -> Option<PathBuf> {
    start
        .ancestors()
        .find(|folder| folder.join("reports").is_dir() && folder.join("data").is_dir())
        .map(Path::to_path_buf)
}

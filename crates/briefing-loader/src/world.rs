//! The file system, as far as a project needs it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What a project is read from. Paths are relative to the project and use `/`.
pub trait World: Sync {
    /// The files below a folder, in order of their paths; none where there is no such folder.
    ///
    /// # Errors
    /// A folder cannot be listed.
    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError>;

    /// What is below a folder and not among its files, each with why, in order of paths.
    ///
    /// # Errors
    /// A folder cannot be listed.
    fn passed_over(&self, folder: &str) -> Result<Vec<PassedOver>, WorldError>;

    /// How many bytes a file has.
    ///
    /// # Errors
    /// It is not there, or not a file.
    fn size(&self, path: &str) -> Result<u64, WorldError>;

    /// The bytes of a file of at most `limit` bytes.
    ///
    /// # Errors
    /// It cannot be read, or is [larger](WorldError::is_too_large); then nothing of it is read.
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, WorldError>;
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

impl WorldError {
    /// That a file has more bytes than may be read of it.
    #[must_use]
    pub fn too_large(path: &str, size: u64, limit: u64) -> Self {
        let message = format!("it has {size} bytes, and at most {limit} are read");
        let source = io::Error::new(io::ErrorKind::FileTooLarge, message);
        Self { path: path.to_owned(), source }
    }

    /// Whether the file has more bytes than may be read of it.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.source.kind() == io::ErrorKind::FileTooLarge
    }
}

/// Something below a folder that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Its path; characters that are none are shown as U+FFFD.
    pub path: String,
    /// Why.
    pub why: Why,
}

/// Why something in a folder is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A link that leads to nothing.
    Dangling,
    /// A link that leads out of the project.
    Outside,
    /// A link to a folder that it is in.
    Circle,
    /// So many files and folders are reached by links that no more of them are listed.
    TooMany,
    /// Its name is not UTF-8.
    Name,
    /// Neither a file nor a folder: a pipe, a socket, a device.
    Special,
}

/// How many files and folders are reached by links at most: links that lead to links multiply.
const LINKED: usize = 50_000;

/// A project's folder on disk. Links within it are followed; what is outside is not part of it, and
/// never read.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
}

/// What a folder holds.
#[derive(Default)]
struct Listing {
    files: Vec<String>,
    passed_over: Vec<PassedOver>,
    linked: usize,
}

impl Disk {
    /// The project in a folder.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The file that a path leads to, within the project.
    fn target(&self, path: &str) -> io::Result<PathBuf> {
        let root = fs::canonicalize(&self.root)?;
        let target = fs::canonicalize(self.root.join(path))?;
        match target.starts_with(&root) {
            true => Ok(target),
            false => Err(io::Error::other("it is outside the project")),
        }
    }

    fn listing(&self, folder: &str) -> Result<Listing, WorldError> {
        let mut listing = Listing::default();
        let path = self.root.join(folder);
        let error = |source| WorldError { path: folder.to_owned(), source };
        let Ok(kind) = fs::symlink_metadata(&path) else { return Ok(listing) };
        if kind.is_symlink() || kind.is_dir() {
            let root = fs::canonicalize(&self.root).map_err(error)?;
            let is_link = kind.is_symlink();
            let mut walk = Walk { root: &root, above: Vec::new(), listing: &mut listing };
            if is_link {
                walk.link(&path, folder.to_owned())?;
            } else {
                walk.folder(&path, folder, false)?;
            }
        }
        listing.files.sort();
        listing.passed_over.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(listing)
    }
}

/// A walk through a folder, with the real paths of those it is in.
struct Walk<'a> {
    root: &'a Path,
    above: Vec<PathBuf>,
    listing: &'a mut Listing,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, prefix: &str, is_linked: bool) -> Result<(), WorldError> {
        let error = |source| WorldError { path: prefix.to_owned(), source };
        self.above.push(fs::canonicalize(folder).map_err(error)?);
        for entry in fs::read_dir(folder).map_err(error)? {
            let entry = entry.map_err(error)?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let path = format!("{prefix}/{}", name.to_string_lossy());
                self.pass_over(path, Why::Name);
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{prefix}/{name}");
            let kind = entry.file_type().map_err(error)?;
            if kind.is_symlink() {
                self.link(&entry.path(), path)?;
            } else if kind.is_dir() {
                self.folder(&entry.path(), &path, is_linked)?;
            } else if !kind.is_file() {
                self.pass_over(path, Why::Special);
            } else if !is_linked || self.may_link(&path) {
                self.listing.files.push(path);
            }
        }
        self.above.pop();
        Ok(())
    }

    fn link(&mut self, link: &Path, path: String) -> Result<(), WorldError> {
        if self.listing.linked > LINKED {
            return Ok(());
        }
        // A link in a circle of links leads to nothing, too.
        let Ok(target) = fs::canonicalize(link) else {
            self.pass_over(path, Why::Dangling);
            return Ok(());
        };
        if !target.starts_with(self.root) {
            self.pass_over(path, Why::Outside);
        } else if target.is_file() {
            if self.may_link(&path) {
                self.listing.files.push(path);
            }
        } else if !target.is_dir() {
            self.pass_over(path, Why::Special);
        } else if self.above.iter().any(|above| above.starts_with(&target)) {
            self.pass_over(path, Why::Circle);
        } else if self.may_link(&path) {
            self.folder(&target, &path, true)?;
        }
        Ok(())
    }

    /// Whether one more file or folder may be reached by a link.
    fn may_link(&mut self, path: &str) -> bool {
        self.listing.linked += 1;
        if self.listing.linked == LINKED + 1 {
            self.pass_over(path.to_owned(), Why::TooMany);
        }
        self.listing.linked <= LINKED
    }

    fn pass_over(&mut self, path: String, why: Why) {
        self.listing.passed_over.push(PassedOver { path, why });
    }
}

impl World for Disk {
    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError> {
        Ok(self.listing(folder)?.files)
    }

    fn passed_over(&self, folder: &str) -> Result<Vec<PassedOver>, WorldError> {
        Ok(self.listing(folder)?.passed_over)
    }

    fn size(&self, path: &str) -> Result<u64, WorldError> {
        let error = |source| WorldError { path: path.to_owned(), source };
        let target = self.target(path).map_err(error)?;
        Ok(fs::metadata(target).map_err(error)?.len())
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, WorldError> {
        let error = |source| WorldError { path: path.to_owned(), source };
        let file = File::open(self.target(path).map_err(error)?).map_err(error)?;
        let size = file.metadata().map_err(error)?.len();
        if size > limit {
            return Err(WorldError::too_large(path, size, limit));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        // It may have grown since it was asked for its size.
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(error)?;
        match bytes.len() as u64 {
            size if size > limit => Err(WorldError::too_large(path, size, limit)),
            _ => Ok(bytes),
        }
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

    fn get(&self, path: &str) -> Result<&[u8], WorldError> {
        self.0.get(path).map(Vec::as_slice).ok_or_else(|| WorldError {
            path: path.to_owned(),
            source: io::Error::from(io::ErrorKind::NotFound),
        })
    }
}

impl World for Memory {
    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError> {
        let prefix = format!("{folder}/");
        Ok(self.0.keys().filter(|path| path.starts_with(&prefix)).cloned().collect())
    }

    fn passed_over(&self, _: &str) -> Result<Vec<PassedOver>, WorldError> {
        Ok(Vec::new())
    }

    fn size(&self, path: &str) -> Result<u64, WorldError> {
        Ok(self.get(path)?.len() as u64)
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, WorldError> {
        let bytes = self.get(path)?;
        match bytes.len() as u64 {
            size if size > limit => Err(WorldError::too_large(path, size, limit)),
            _ => Ok(bytes.to_vec()),
        }
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

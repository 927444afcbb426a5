//! A folder below which links are followed as long as they stay within it.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cap_fs_ext::FollowSymlinks;
use cap_std::ambient_authority;
use cap_std::fs::Dir;

use crate::path::parts;
use crate::root::open_file;

/// A folder to be read, with everything below it. Links are followed where they stay within it; one
/// that leads out is an error. Paths are relative to it and use `/`.
#[derive(Debug, Clone)]
pub struct InnerRoot {
    dir: Arc<Dir>,
    path: PathBuf,
}

impl InnerRoot {
    /// The folder at a path that the person who runs the program chose.
    ///
    /// # Errors
    /// It is not there, or no folder.
    pub fn open(path: &Path) -> io::Result<Self> {
        let dir = Dir::open_ambient_dir(path, ambient_authority())?;
        Ok(Self { dir: Arc::new(dir), path: path.to_owned() })
    }

    /// Where it is, for messages.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The bytes of a regular file, unless there are more than `limit`: its size is asked before it is
    /// read, and no more is read than that.
    ///
    /// # Errors
    /// It is not there, no regular file, too large ([`io::ErrorKind::FileTooLarge`]), or outside.
    pub fn read(&self, path: &str, limit: u64) -> io::Result<Vec<u8>> {
        parts(path)?;
        let file = open_file(&self.dir, path, FollowSymlinks::Yes)?;
        let size = file.metadata()?.len();
        if size > limit {
            return Err(too_large(size, limit));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(too_large(bytes.len() as u64, limit));
        }
        Ok(bytes)
    }
}

fn too_large(size: u64, limit: u64) -> io::Error {
    let message = format!("it has {size} bytes, more than {limit}");
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_within_are_followed_and_others_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("in");
        fs::create_dir_all(inside.join("a/b")).unwrap();
        fs::write(inside.join("a/b/file"), "text").unwrap();
        fs::write(folder.path().join("outside"), "mine").unwrap();
        symlink("a/b", inside.join("link")).unwrap();
        symlink("../outside", inside.join("out")).unwrap();
        symlink("loop", inside.join("loop")).unwrap();
        symlink("/etc", inside.join("etc")).unwrap();
        let root = InnerRoot::open(&inside).unwrap();
        assert_eq!(root.read("link/file", 4).unwrap(), b"text");
        for path in ["out", "loop", "etc/passwd", "../outside", "a", "none"] {
            assert!(root.read(path, 1 << 20).is_err(), "{path}");
        }
        let error = root.read("a/b/file", 3).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    fn a_sparse_file_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::File::create(folder.path().join("sparse")).unwrap().set_len(3 << 40).unwrap();
        let root = InnerRoot::open(folder.path()).unwrap();
        assert!(root.read("sparse", 1 << 20).is_err());
    }
}

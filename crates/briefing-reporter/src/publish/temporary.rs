//! What is made in the staging folder and moved to its place by one rename: a file, a folder or a link
//! that is on the disk before anybody can see it.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

use briefing_files::Root;

use super::{OWN, PublishError};

/// The staging folder, relative to the output folder.
pub(super) fn staging() -> String {
    format!("{OWN}/staging")
}

/// Something in the staging folder. It is removed when dropped, unless it was moved.
#[derive(Debug)]
pub(super) struct Temporary {
    root: Root,
    path: String,
    is_kept: bool,
}

impl Temporary {
    /// An empty folder.
    pub(super) fn folder(root: &Root) -> Result<Self, PublishError> {
        Self::make(root, "make a folder in", |path| root.make_new_folder(path))
    }

    /// A file with these bytes.
    pub(super) fn file(root: &Root, bytes: &[u8]) -> Result<Self, PublishError> {
        Self::make(root, "write a file in", |path| root.write(path, bytes))
    }

    /// A link that leads to a name beside it.
    pub(super) fn link(root: &Root, target: &str) -> Result<Self, PublishError> {
        Self::make(root, "make a link in", |path| root.link(target, path))
    }

    /// Under a name that nothing has yet. The folder is ours alone as long as the lock is.
    fn make(
        root: &Root,
        verb: &'static str,
        make: impl Fn(&str) -> io::Result<()>,
    ) -> Result<Self, PublishError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        loop {
            let path = format!("{}/{}", staging(), NEXT.fetch_add(1, Ordering::Relaxed));
            match make(&path) {
                Ok(()) => return Ok(Self { root: root.clone(), path, is_kept: false }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    // A file that could not be written whole is no use.
                    let _ = root.remove(&path);
                    return Err(PublishError::at(root, verb, &staging())(error));
                }
            }
        }
    }

    /// Where it is, relative to the output folder.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Moves it to its place, and waits until it is there; a file or link that was there is replaced.
    pub(super) fn put(self, to: &str) -> Result<(), PublishError> {
        self.root.rename(&self.path, to).map_err(PublishError::at(&self.root, "publish", to))?;
        self.keep();
        Ok(())
    }

    /// Leaves it to whoever moves it.
    pub(super) fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.is_kept {
            // What cannot be removed now is cleared away by the next run.
            let _ = self.root.remove(&self.path);
        }
    }
}

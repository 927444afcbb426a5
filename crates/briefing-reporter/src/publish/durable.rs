//! Files and folders that are on the disk once it is said that they are: a rename is atomic, but it
//! outlives a loss of power only when the folder was synced, and so does what was written before it.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use super::PublishError;

/// Writes a new file and waits until it is on the disk.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let mut file = File::create_new(path).map_err(PublishError::new("make", path))?;
    file.write_all(bytes).map_err(PublishError::new("write", path))?;
    file.sync_all().map_err(PublishError::new("sync", path))
}

/// Waits until the names in a folder are on the disk.
#[cfg(unix)]
pub(super) fn sync(folder: &Path) -> Result<(), PublishError> {
    let opened = File::open(folder).map_err(PublishError::new("open", folder))?;
    opened.sync_all().map_err(PublishError::new("sync", folder))
}

/// Elsewhere folders cannot be synced, and need not be.
#[cfg(not(unix))]
pub(super) fn sync(_folder: &Path) -> Result<(), PublishError> {
    Ok(())
}

/// Makes a folder below another, and those between them, durably.
pub(super) fn make_folders(base: &Path, relative: &str) -> Result<(), PublishError> {
    let mut folder = base.to_path_buf();
    for part in relative.split('/').filter(|part| !part.is_empty()) {
        let parent = folder.clone();
        folder.push(part);
        match fs::create_dir(&folder) {
            Ok(()) => sync(&parent)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(error) => return Err(PublishError::new("make the folder", &folder)(error)),
        }
    }
    Ok(())
}

/// Moves a file, folder or link within one file system, and waits until it is there. What it was
/// within may be gone by then.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), PublishError> {
    fs::rename(from, to).map_err(PublishError::new("publish", to))?;
    to.parent().map_or(Ok(()), sync)
}

#[cfg(unix)]
pub(super) fn symlink(target: &str, link: &Path) -> Result<(), PublishError> {
    std::os::unix::fs::symlink(target, link).map_err(PublishError::new("link", link))
}

#[cfg(not(unix))]
pub(super) fn symlink(target: &str, link: &Path) -> Result<(), PublishError> {
    std::os::windows::fs::symlink_dir(target, link).map_err(PublishError::new("link", link))
}

/// A temporary folder is its maker's alone; an edition is for everybody to read.
#[cfg(unix)]
pub(super) fn open_to_readers(folder: &Path) -> Result<(), PublishError> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
        .map_err(PublishError::new("open to readers", folder))
}

#[cfg(not(unix))]
pub(super) fn open_to_readers(_folder: &Path) -> Result<(), PublishError> {
    Ok(())
}

//! Files and folders that are on the disk once it is said that they are: a rename is atomic, but it
//! outlives a loss of power only when the folder was synced, and so does what was written before it.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::TempPath;

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

/// Writes a new file of a name of its own in a folder, and waits until it is on the disk. It is gone
/// when dropped, unless it is moved.
pub(super) fn write_in(folder: &Path, bytes: &[u8]) -> Result<TempPath, PublishError> {
    let made = tempfile::Builder::new().make_in(folder, |path| File::create_new(path));
    let mut file = made.map_err(PublishError::new("make a file in", folder))?;
    let path = file.path().to_owned();
    file.as_file_mut().write_all(bytes).map_err(PublishError::new("write", &path))?;
    file.as_file().sync_all().map_err(PublishError::new("sync", &path))?;
    Ok(file.into_temp_path())
}

/// Makes a link of a name of its own in a folder. It is gone when dropped, unless it is moved.
pub(super) fn symlink_in(folder: &Path, target: &str) -> Result<TempPath, PublishError> {
    let made = tempfile::Builder::new().make_in(folder, |path| link(target, path));
    Ok(made.map_err(PublishError::new("make a link in", folder))?.into_temp_path())
}

/// Moves what was made in a folder of such to its place, and waits until it is there.
pub(super) fn put(from: TempPath, to: &Path) -> Result<(), PublishError> {
    rename(&from, to)?;
    // What was moved is no longer there to be removed.
    let _ = from.keep();
    Ok(())
}

#[cfg(unix)]
fn link(target: &str, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(not(unix))]
fn link(target: &str, link: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_dir(target, link)
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

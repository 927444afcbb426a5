//! A folder below which no link is followed.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cap_fs_ext::{DirExt as _, FollowSymlinks, OpenOptionsFollowExt as _, OpenOptionsSyncExt as _};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, OpenOptions};

use crate::entry::{Entry, Kind};
use crate::path::{parts, split};

/// A folder, and everything below it that is reached without following a link. Paths are relative to
/// it and use `/`.
#[derive(Debug, Clone)]
pub struct Root {
    dir: Arc<Dir>,
    path: PathBuf,
}

impl Root {
    /// The folder at a path that the person who runs the program chose; links on the way to it are
    /// theirs.
    ///
    /// # Errors
    /// It is not there, or no folder.
    pub fn open(path: &Path) -> io::Result<Self> {
        let dir = Dir::open_ambient_dir(path, ambient_authority())?;
        Ok(Self { dir: Arc::new(dir), path: path.to_owned() })
    }

    /// The same, made where it is not there.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn create(path: &Path) -> io::Result<Self> {
        Dir::create_ambient_dir_all(path, ambient_authority())?;
        Self::open(path)
    }

    /// Where it is, for messages.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A folder below it, as the root of what is below that.
    ///
    /// # Errors
    /// It is not there, or no folder, or a link is on the way.
    pub fn below(&self, folder: &str) -> io::Result<Self> {
        let dir = self.folder(&parts(folder)?)?;
        Ok(Self { dir: Arc::new(dir), path: self.path.join(folder) })
    }

    fn folder(&self, parts: &[&str]) -> io::Result<Dir> {
        let mut dir = self.dir.try_clone()?;
        for part in parts {
            dir = dir.open_dir_nofollow(part)?;
        }
        Ok(dir)
    }

    /// The folder of a path, and its last name.
    fn place<'p>(&self, path: &'p str) -> io::Result<(Dir, &'p str)> {
        let (folder, name) = split(path)?;
        Ok((self.folder(&folder)?, name))
    }

    /// What is at a path, a link as a link; `None` where nothing is.
    ///
    /// # Errors
    /// The disk, or a link is on the way.
    pub fn kind(&self, path: &str) -> io::Result<Option<Kind>> {
        let found = self.place(path).and_then(|(dir, name)| dir.symlink_metadata(name));
        match found {
            Ok(found) => Ok(Some(Kind::of(found.file_type()))),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether a regular file is at a path.
    #[must_use]
    pub fn is_file(&self, path: &str) -> bool {
        matches!(self.kind(path), Ok(Some(Kind::File)))
    }

    /// Whether a folder is at a path, and no link to one.
    #[must_use]
    pub fn is_folder(&self, path: &str) -> bool {
        matches!(self.kind(path), Ok(Some(Kind::Folder)))
    }

    /// The size of a regular file, in bytes.
    ///
    /// # Errors
    /// It is not there, or no regular file.
    pub fn size(&self, path: &str) -> io::Result<u64> {
        let (dir, name) = self.place(path)?;
        let found = dir.symlink_metadata(name)?;
        if found.is_file() { Ok(found.len()) } else { Err(not_regular()) }
    }

    /// The bytes of a regular file.
    ///
    /// # Errors
    /// It is not there, or no regular file, or larger than 256 MiB, or a link is on the way.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let (dir, name) = self.place(path)?;
        read_whole(open_file(&dir, name)?, LARGEST)
    }

    /// The bytes of a regular file; `None` where nothing is at the path.
    ///
    /// # Errors
    /// As [`Root::read`].
    pub fn read_if_there(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        match self.read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What a folder holds, in the order of names.
    ///
    /// # Errors
    /// It is not there, or cannot be listed, or a link is on the way.
    pub fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let mut found = Vec::new();
        for entry in self.folder(&parts(folder)?)?.entries()? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            found.push(Entry { name, kind: Kind::of(entry.file_type()?) });
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    /// Where a link leads, as it says.
    ///
    /// # Errors
    /// It is not there, or no link.
    pub fn read_link(&self, path: &str) -> io::Result<PathBuf> {
        let (dir, name) = self.place(path)?;
        // Where it leads is not followed, so that it may say anything.
        dir.read_link_contents(name)
    }

    /// Makes a folder and those on the way to it, for everybody to read, each synced to the disk in
    /// the one that holds it.
    ///
    /// # Errors
    /// Something that is no folder is in the way; the disk.
    pub fn make_folders(&self, folder: &str) -> io::Result<()> {
        let mut dir = self.dir.try_clone()?;
        for part in parts(folder)? {
            match dir.create_dir(part) {
                Ok(()) => {
                    let made = dir.open_dir_nofollow(part)?;
                    let_everybody_read(&dir, part, 0o755)?;
                    sync_folder(&dir)?;
                    dir = made;
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    dir = dir.open_dir_nofollow(part)?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Makes a folder that is not there yet, for everybody to read.
    ///
    /// # Errors
    /// Something of its name is there already; the disk.
    pub fn make_new_folder(&self, folder: &str) -> io::Result<()> {
        let (dir, name) = self.place(folder)?;
        dir.create_dir(name)?;
        let_everybody_read(&dir, name, 0o755)
    }

    /// Writes a file that is not there yet, for everybody to read, and syncs it to the disk.
    ///
    /// # Errors
    /// Something of its name is there already, be it a link; the disk.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let (dir, name) = self.place(path)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).follow(FollowSymlinks::No);
        let mut file = dir.open_with(name, &options)?;
        file.write_all(bytes)?;
        let_everybody_read(&dir, name, 0o644)?;
        file.sync_all()
    }

    /// Writes a file whole or not at all, and puts it in the place of a file of its name, if there is one;
    /// of nothing else.
    ///
    /// # Errors
    /// A link, a folder or a pipe is at the path; the disk.
    pub fn replace(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        match self.kind(path)? {
            None | Some(Kind::File) => {}
            Some(kind) => {
                let message = format!("it is {}, and is not written through", kind.as_str());
                return Err(io::Error::other(message));
            }
        }
        let beside = format!("{path}.{}.new", std::process::id());
        let written = self.write(&beside, bytes).and_then(|()| self.rename(&beside, path));
        if written.is_err() {
            let _ = self.remove_file(&beside);
        }
        written
    }

    /// Opens a regular file to be locked, made where it is not there. Nothing of it is changed.
    ///
    /// # Errors
    /// Something else is at the path, such as a link; the disk.
    pub fn open_to_lock(&self, path: &str) -> io::Result<std::fs::File> {
        let (dir, name) = self.place(path)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        options.follow(FollowSymlinks::No).nonblock(true);
        let file = dir.open_with(name, &options)?;
        regular(file).map(File::into_std)
    }

    /// Makes a link that leads to `target`, a name beside it.
    ///
    /// # Errors
    /// Something of its name is there already; the disk.
    pub fn link(&self, target: &str, path: &str) -> io::Result<()> {
        let (dir, name) = self.place(path)?;
        #[cfg(unix)]
        return dir.symlink(target, name);
        #[cfg(windows)]
        return dir.symlink_dir(target, name);
    }

    /// Moves a file, folder or link; a file or link that was at `to` is replaced. Both folders are
    /// synced to the disk.
    ///
    /// # Errors
    /// A folder that is not empty is at `to`; the disk.
    pub fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let (from_dir, from_name) = self.place(from)?;
        let (to_dir, to_name) = self.place(to)?;
        from_dir.rename(from_name, &to_dir, to_name)?;
        sync_folder(&to_dir)
    }

    /// Removes a file or a link.
    ///
    /// # Errors
    /// It is not there; the disk.
    pub fn remove_file(&self, path: &str) -> io::Result<()> {
        let (dir, name) = self.place(path)?;
        dir.remove_file(name)
    }

    /// Removes a file, a link, or a folder with all that is in it; a link is removed, not what it
    /// leads to.
    ///
    /// # Errors
    /// It is not there; the disk.
    pub fn remove(&self, path: &str) -> io::Result<()> {
        let (dir, name) = self.place(path)?;
        if dir.symlink_metadata(name)?.is_dir() {
            dir.remove_dir_all(name)
        } else {
            dir.remove_file(name)
        }
    }

    /// Syncs the names in a folder to the disk.
    ///
    /// # Errors
    /// The disk.
    pub fn sync(&self, folder: &str) -> io::Result<()> {
        sync_folder(&self.folder(&parts(folder)?)?)
    }
}

/// The largest file that is read, in bytes. What this program writes is a thousandth of it; a sparse
/// file of any size takes no space on the disk of whoever made it.
const LARGEST: u64 = 256 << 20;

/// The bytes of a file, unless there are more than `limit`: its size is asked before it is read.
///
/// # Errors
/// It is too large ([`io::ErrorKind::FileTooLarge`]); the disk.
fn read_whole(file: File, limit: u64) -> io::Result<Vec<u8>> {
    let too_large = |size: u64| {
        let message = format!("it has {size} bytes, more than {limit}");
        io::Error::new(io::ErrorKind::FileTooLarge, message)
    };
    let size = file.metadata()?.len();
    if size > limit {
        return Err(too_large(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // It may have grown meanwhile.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(too_large(bytes.len() as u64)) } else { Ok(bytes) }
}

/// A regular file, opened to be read. Nothing waits for a pipe to be written.
fn open_file(dir: &Dir, name: &str) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).follow(FollowSymlinks::No).nonblock(true);
    match dir.open_with(name, &options) {
        Ok(file) => regular(file),
        Err(_) if dir.symlink_metadata(name).is_ok_and(|found| found.is_symlink()) => {
            Err(io::Error::other("it is a link, and links there are not followed"))
        }
        Err(error) => Err(error),
    }
}

fn regular(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() { Ok(file) } else { Err(not_regular()) }
}

fn not_regular() -> io::Error {
    io::Error::other("it is no regular file")
}

/// Whether an error says that nothing is at a path.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Gives a file or folder its mode, whatever the process takes away from new ones (umask).
#[cfg(unix)]
fn let_everybody_read(dir: &Dir, name: &str, mode: u32) -> io::Result<()> {
    use cap_std::fs::{Permissions, PermissionsExt as _};

    dir.set_permissions(name, Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn let_everybody_read(_: &Dir, _: &str, _: u32) -> io::Result<()> {
    Ok(())
}

/// Names of a folder are on the disk only after it was synced itself.
#[cfg(unix)]
fn sync_folder(dir: &Dir) -> io::Result<()> {
    // The handle of a folder may be one that only finds things in it (`O_PATH`).
    dir.open(".")?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Dir) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    /// A root `in` beside a folder `outside` with a file.
    fn beside() -> (tempfile::TempDir, Root) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("outside")).unwrap();
        fs::write(folder.path().join("outside/file"), "mine").unwrap();
        let root = Root::create(&folder.path().join("in")).unwrap();
        (folder, root)
    }

    #[test]
    fn files_are_written_once_and_read_back() {
        let (folder, root) = beside();
        root.make_folders("a/b").unwrap();
        root.make_folders("a/b").unwrap();
        root.write("a/b/file", b"text").unwrap();
        assert!(root.write("a/b/file", b"other").is_err());
        assert_eq!(root.read("a/b/file").unwrap(), b"text");
        assert_eq!(root.size("a/b/file").unwrap(), 4);
        assert_eq!(root.read_if_there("a/b/none").unwrap(), None);
        root.make_new_folder("staged").unwrap();
        root.write("staged/file", b"new").unwrap();
        root.rename("staged", "a/c").unwrap();
        root.link("c", "a/current").unwrap();
        assert_eq!(root.read_link("a/current").unwrap(), Path::new("c"));
        let names: Vec<_> =
            root.list("a").unwrap().into_iter().map(|entry| (entry.name, entry.kind)).collect();
        let expected = [("b", Kind::Folder), ("c", Kind::Folder), ("current", Kind::Link)];
        assert_eq!(names, expected.map(|(name, kind)| (name.to_owned(), kind)));
        let mode = |path: &str| {
            fs::metadata(folder.path().join("in").join(path)).unwrap().permissions().mode() & 0o777
        };
        assert_eq!((mode("a/c"), mode("a/c/file")), (0o755, 0o644));
        root.remove("a/current").unwrap();
        assert!(root.is_folder("a/c"));
        root.remove("a").unwrap();
        assert_eq!(root.kind("a").unwrap(), None);
    }

    #[test]
    fn links_are_not_followed_wherever_they_stand() {
        let (folder, root) = beside();
        let inside = folder.path().join("in");
        symlink("../outside", inside.join("link")).unwrap();
        symlink("../outside/file", inside.join("file")).unwrap();
        symlink(".", inside.join("self")).unwrap();
        for path in ["link/file", "file", "self/file", "../outside/file", "/etc/passwd"] {
            assert!(root.read(path).is_err(), "{path}");
            assert!(root.open_to_lock(path).is_err(), "{path}");
            assert!(root.write(path, b"x").is_err(), "{path}");
        }
        assert!(root.list("link").is_err());
        assert!(root.make_folders("link/new").is_err());
        assert!(root.remove("link/file").is_err());
        assert!(root.rename("link/file", "stolen").is_err());
        assert!(root.below("link").is_err());
        root.make_folders("own").unwrap();
        assert!(root.rename("own", "link/own").is_err());
        root.remove("link").unwrap();
        assert_eq!(fs::read(folder.path().join("outside/file")).unwrap(), b"mine");
        let left: Vec<_> = fs::read_dir(folder.path().join("outside")).unwrap().collect();
        assert_eq!(left.len(), 1);
    }

    #[test]
    fn a_file_is_replaced_and_nothing_else() {
        let (folder, root) = beside();
        root.replace("file", b"one").unwrap();
        root.replace("file", b"two").unwrap();
        assert_eq!(root.read("file").unwrap(), b"two");
        symlink("../outside/file", folder.path().join("in/link")).unwrap();
        root.make_folders("folder").unwrap();
        assert!(root.replace("link", b"x").is_err());
        assert!(root.replace("folder", b"x").is_err());
        assert_eq!(fs::read(folder.path().join("outside/file")).unwrap(), b"mine");
        assert_eq!(root.list("").unwrap().len(), 3, "nothing is left beside");
    }

    #[test]
    fn removing_a_folder_leaves_what_links_in_it_lead_to() {
        let (folder, root) = beside();
        root.make_folders("staging/a").unwrap();
        symlink("../../../outside", folder.path().join("in/staging/a/link")).unwrap();
        root.remove("staging").unwrap();
        assert_eq!(fs::read(folder.path().join("outside/file")).unwrap(), b"mine");
    }

    #[test]
    fn a_sparse_file_is_not_read() {
        let (folder, root) = beside();
        fs::File::create(folder.path().join("in/sparse")).unwrap().set_len(3 << 40).unwrap();
        let error = root.read("sparse").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    fn nobody_waits_for_a_pipe() {
        let (folder, root) = beside();
        let pipe = folder.path().join("in/pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o600),
            0,
        )
        .unwrap();
        assert!(root.read("pipe").is_err());
        assert!(root.open_to_lock("pipe").is_err());
        assert_eq!(root.kind("pipe").unwrap(), Some(Kind::Special));
    }
}

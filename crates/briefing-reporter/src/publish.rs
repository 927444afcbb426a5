//! Puts editions into the output folder: whole, and never over one that is there.
//!
//! ```text
//! out/index.html                     what is published
//! out/<report>/<edition>/            an edition; never changed once it is there
//! out/<report>/current               a link to the newest
//! out/.briefing/                     the publisher's own: lock, staging, what was built from what
//! ```
//!
//! An edition is written into a folder beside the others, synced, and moved into place by one
//! rename; then the link `current` is replaced by another rename. Whatever is cut off on the way, a
//! reader sees whole editions only, and the next run goes on where this one stood.

mod current;
mod failures;
mod lock;
mod place;
mod prune;
mod set;
mod temporary;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use briefing_facts::Facts;
use briefing_files::{Kind, Root, is_name};
use briefing_loader::sha256;

use crate::manifest::{MANIFEST, Manifest, Previous};
use crate::plan::Brief;
use crate::revision::revision_name;
use temporary::{Temporary, staging};

pub(crate) use current::is_edition_name;
pub use failures::Failed;
pub(crate) use failures::failures;
pub use prune::{Policy, Pruned};

pub(crate) const CURRENT: &str = "current";
/// The folder of the publisher's own files.
pub(crate) const OWN: &str = ".briefing";

/// Writes editions below one output folder, which it has for itself. The only code of the project
/// that writes there.
#[derive(Debug, Clone)]
pub struct Publisher {
    root: Root,
    _lock: Arc<lock::Lock>,
}

/// An edition in the output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its folder, relative to the output folder: `transfer-events/2024.r2`.
    pub path: String,
    /// Whether it is new; the same content as the newest revision is not published again.
    pub is_new: bool,
}

/// The newest revision of an edition, as it stands in the output folder.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    /// The folder of the editions of its brief, relative to the output folder.
    folder: String,
    pub(crate) name: String,
    pub(crate) manifest: Manifest,
    manifest_sha256: String,
    /// Why it cannot be left as it is: a file that is gone, or has another size.
    pub(crate) damage: Option<String>,
}

impl Standing {
    /// Its folder, relative to the output folder.
    pub(crate) fn path(&self) -> String {
        format!("{}/{}", self.folder, self.name)
    }
}

/// An edition that is written and not yet published.
#[derive(Debug)]
pub(crate) struct Staged {
    place: Temporary,
    pub(crate) folder: String,
    pub(crate) name: String,
    may_be_current: bool,
}

impl Staged {
    /// Leaves its folder to whoever moves it.
    fn keep(self) {
        self.place.keep();
    }

    /// Its folder once it is published, relative to the output folder.
    pub(crate) fn path(&self) -> String {
        format!("{}/{}", self.folder, self.name)
    }
}

/// Why an edition could not be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The disk.
    #[error("failed to {verb} `{}`: {source}", .path.display())]
    World {
        /// What was to be done: `write`.
        verb: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// Why it was not.
        source: io::Error,
    },
    /// Something else lies where the link to the current edition belongs.
    #[error("`{}` is a {} where the link to the newest edition belongs, and {reason}: move it out of \
             the output folder, and build again", .path.display(),
            if *.is_folder { "folder" } else { "file" })]
    InTheWay {
        /// Where it lies.
        path: PathBuf,
        /// Whether it is a folder; else it is a file.
        is_folder: bool,
        /// Why it is not simply replaced.
        reason: String,
    },
    /// Something in the output folder is not what this program put there.
    #[error("`{}` {reason}", .path.display())]
    Foreign {
        /// Where it lies.
        path: PathBuf,
        /// What it is, and what to do with it.
        reason: String,
    },
    /// Another run publishes to the folder.
    #[error("another run publishes to `{}`: {holder}", .out.display())]
    Busy {
        /// The output folder.
        out: PathBuf,
        /// Who it is, in its own words.
        holder: String,
    },
}

impl PublishError {
    /// At a path of the output folder.
    fn at(root: &Root, verb: &'static str, path: &str) -> impl FnOnce(io::Error) -> Self {
        let path = root.path().join(path);
        move |source| Self::World { verb, path, source }
    }

    /// The same, for another who is concerned by it.
    pub(crate) fn again(error: &Self) -> Self {
        match error {
            Self::World { verb, path, source } => {
                let source = io::Error::new(source.kind(), source.to_string());
                Self::World { verb, path: path.clone(), source }
            }
            Self::InTheWay { path, is_folder, reason } => {
                Self::InTheWay { path: path.clone(), is_folder: *is_folder, reason: reason.clone() }
            }
            Self::Foreign { path, reason } => {
                Self::Foreign { path: path.clone(), reason: reason.clone() }
            }
            Self::Busy { out, holder } => Self::Busy { out: out.clone(), holder: holder.clone() },
        }
    }
}

impl Publisher {
    /// A publisher to an output folder, which is made where it is not there. Nobody else can publish
    /// there until it is dropped. What a run that was cut off has left is finished or cleared away.
    ///
    /// `holder` says who this is, to whoever comes meanwhile.
    ///
    /// # Errors
    /// Another run publishes there. The disk.
    pub fn new(out: impl Into<PathBuf>, holder: &str) -> Result<Self, PublishError> {
        Self::open(out.into(), holder, None)
    }

    /// The same, but waits for another run to end, after `on_wait` was told of it.
    ///
    /// # Errors
    /// The disk.
    pub fn wait(
        out: impl Into<PathBuf>,
        holder: &str,
        on_wait: impl Fn(&PublishError),
    ) -> Result<Self, PublishError> {
        Self::open(out.into(), holder, Some(&on_wait))
    }

    fn open(
        out: PathBuf,
        holder: &str,
        on_wait: Option<&dyn Fn(&PublishError)>,
    ) -> Result<Self, PublishError> {
        let failed = |verb: &'static str, path: &Path| {
            let path = path.to_owned();
            move |source| PublishError::World { verb, path, source }
        };
        let root = Root::create(&out).map_err(failed("make the folder", &out))?;
        root.make_folders(&staging()).map_err(|error| own_folder(&root, error))?;
        let lock = lock::Lock::take(&root, holder, on_wait)?;
        let publisher = Self { root, _lock: Arc::new(lock) };
        publisher.finish_set()?;
        publisher.clear_staging()?;
        Ok(publisher)
    }

    /// The output folder.
    #[must_use]
    pub fn out(&self) -> &Path {
        self.root.path()
    }

    /// The output folder, as what is below it is reached.
    pub(crate) fn root(&self) -> &Root {
        &self.root
    }

    /// Removes what runs that were cut off have staged: they are gone, since the lock is ours. A link
    /// there is removed, not what it leads to.
    fn clear_staging(&self) -> Result<(), PublishError> {
        let staging = staging();
        let entries = self.root.list(&staging);
        for entry in entries.map_err(PublishError::at(&self.root, "read", &staging))? {
            let path = format!("{staging}/{}", entry.name);
            self.root.remove(&path).map_err(PublishError::at(&self.root, "remove", &path))?;
        }
        Ok(())
    }

    /// The newest revision of an edition; none where there is none that can be understood.
    ///
    /// # Errors
    /// The disk: what cannot be read is not the same as what is not there, since a revision of the
    /// same name would be made.
    pub(crate) fn standing(
        &self,
        folder: &str,
        edition: &str,
    ) -> Result<Option<Standing>, PublishError> {
        let Some(revision) = newest_revision(&self.root, folder, edition)? else {
            return Ok(None);
        };
        let name = revision_name(edition, revision);
        let place = format!("{folder}/{name}");
        let Some(bytes) = read(&self.root, &format!("{place}/{MANIFEST}"))? else {
            return Ok(None);
        };
        let Ok(manifest) = serde_json::from_slice::<Manifest>(&bytes) else { return Ok(None) };
        let damage = damage(&self.root, &place, &manifest);
        let folder = folder.to_owned();
        let manifest_sha256 = sha256(&bytes);
        Ok(Some(Standing { folder, name, manifest, manifest_sha256, damage }))
    }

    /// The facts of an edition, as far as they can be read.
    pub(crate) fn facts(&self, standing: &Standing) -> Option<Facts> {
        let bytes =
            self.root.read(&format!("{}/{}", standing.path(), briefing_facts::FILE)).ok()?;
        Facts::read(&bytes).ok()
    }

    /// Whether there is anything of the name of an edition, in any revision.
    pub(crate) fn has_edition(&self, folder: &str, edition: &str) -> Result<bool, PublishError> {
        Ok(newest_revision(&self.root, folder, edition)?.is_some())
    }

    /// Leaves an edition as it is, and sees to it that readers find it.
    pub(crate) fn leave(&self, standing: &Standing) -> Result<Published, PublishError> {
        if standing.manifest.as_of.is_none() {
            self.make_current(&standing.folder, &standing.name)?;
        }
        Ok(Published { path: standing.path(), is_new: false })
    }

    /// Writes an edition beside the others, as a new revision where there is one of its name.
    pub(crate) fn stage(
        &self,
        folder: &str,
        mut manifest: Manifest,
        files: &[(String, Vec<u8>)],
        standing: Option<&Standing>,
    ) -> Result<Staged, PublishError> {
        // A folder of the name that is no edition is not written over either.
        let newest = newest_revision(&self.root, folder, &manifest.edition)?;
        let name = revision_name(&manifest.edition, newest.map_or(1, |revision| revision + 1));
        manifest.edition.clone_from(&name);
        manifest.previous = standing.map(|standing| Previous {
            edition: standing.name.clone(),
            manifest_sha256: standing.manifest_sha256.clone(),
        });
        let place = Temporary::folder(&self.root)?;
        let write = |file: &str, bytes: &[u8]| {
            let path = format!("{}/{file}", place.path());
            self.root.write(&path, bytes).map_err(PublishError::at(&self.root, "write", &path))
        };
        for (file, bytes) in files {
            write(file, bytes)?;
        }
        write(MANIFEST, &manifest.to_json())?;
        let synced = self.root.sync(place.path());
        synced.map_err(PublishError::at(&self.root, "sync", place.path()))?;
        let may_be_current = manifest.as_of.is_none();
        Ok(Staged { place, folder: folder.to_owned(), name, may_be_current })
    }

    /// Moves a staged edition into place, and only then makes it `current`.
    pub(crate) fn publish(&self, staged: Staged) -> Result<Published, PublishError> {
        let Staged { place, folder, name, may_be_current } = staged;
        let made = self.root.make_folders(&folder);
        made.map_err(PublishError::at(&self.root, "make the folder", &folder))?;
        let path = format!("{folder}/{name}");
        place.put(&path)?;
        if may_be_current {
            self.make_current(&folder, &name)?;
        }
        Ok(Published { path, is_new: true })
    }

    /// Writes a file of the output folder itself, whole or not at all, unless it is there already.
    pub(crate) fn write_file(&self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        if self.root.read(name).is_ok_and(|found| found == bytes) {
            return Ok(());
        }
        self.replace(name, bytes)
    }

    /// Writes the page that this program makes of the output folder. One that somebody else has put
    /// there under its name is not replaced.
    pub(crate) fn write_page(&self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        match self.root.read(name) {
            Ok(found) if found == bytes => return Ok(()),
            Ok(found) if !is_own_page(&found) && !self.is_own_folder() => {
                let reason = "was not made by this program: move it out of the output folder, or \
                              name another with `--out`";
                return Err(self.foreign(name, reason));
            }
            _ => {}
        }
        self.replace(name, bytes)
    }

    /// Whether this program has published to the folder before: earlier releases did not mark pages.
    fn is_own_folder(&self) -> bool {
        self.root.is_file(&format!("{OWN}/{}", crate::record::FILE))
    }

    /// Puts a file in the place of a file; of nothing else.
    fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        match self.root.kind(name).map_err(PublishError::at(&self.root, "read", name))? {
            None | Some(Kind::File) => Temporary::file(&self.root, bytes)?.put(name),
            Some(kind) => {
                let reason = format!("is {} where a file is written: remove it", kind.as_str());
                Err(self.foreign(name, &reason))
            }
        }
    }

    fn foreign(&self, path: &str, reason: &str) -> PublishError {
        let path = self.root.path().join(path);
        PublishError::Foreign { path, reason: reason.to_owned() }
    }

    /// SHA-256 of a file of the output folder.
    pub(crate) fn digest(&self, file: &str) -> Option<String> {
        Some(sha256(&self.root.read(file).ok()?))
    }

    /// SHA-256 of the manifest of an edition whose files are all there, and of where `current` of its
    /// brief leads; `None` where something of it is gone, or its brief has no current edition.
    pub(crate) fn standing_digest(&self, edition: &str) -> Option<String> {
        let bytes = self.root.read(&format!("{edition}/{MANIFEST}")).ok()?;
        let manifest: Manifest = serde_json::from_slice(&bytes).ok()?;
        let is_whole = damage(&self.root, edition, &manifest).is_none();
        let (folder, _) = edition.rsplit_once('/')?;
        let current = self.root.read_link(&format!("{folder}/{CURRENT}")).unwrap_or_default();
        let is_there =
            |name: &str| is_name(name) && self.root.is_folder(&format!("{folder}/{name}"));
        let is_shown = manifest.as_of.is_some() || current.to_str().is_some_and(is_there);
        // Where readers are led is part of what was left.
        let target = current.to_string_lossy();
        (is_whole && is_shown).then(|| sha256(&[&bytes, target.as_bytes()].concat()))
    }

    /// A file of the publisher's own.
    pub(crate) fn read_own(&self, name: &str) -> Option<Vec<u8>> {
        self.root.read(&format!("{OWN}/{name}")).ok()
    }

    /// Writes a file of the publisher's own, whole or not at all.
    pub(crate) fn write_own(&self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.write_file(&format!("{OWN}/{name}"), bytes)
    }
}

/// What of an edition's files is not as its manifest says, as far as sizes tell.
fn damage(root: &Root, place: &str, manifest: &Manifest) -> Option<String> {
    let damaged = |file: &String, bytes| match root.size(&format!("{place}/{file}")) {
        Ok(found) if found == bytes => None,
        Ok(_) => Some(format!("`{file}` of it has been changed")),
        Err(_) => Some(format!("`{file}` of it is missing")),
    };
    manifest.files.iter().find_map(|(file, expected)| damaged(file, expected.bytes))
}

/// Why the publisher's own folder cannot be made: what is there may have come from anywhere.
fn own_folder(root: &Root, error: io::Error) -> PublishError {
    let is_other = |path: &str| !matches!(root.kind(path), Ok(None | Some(Kind::Folder)));
    match [OWN, &staging()].into_iter().find(|path| is_other(path)) {
        Some(path) => PublishError::Foreign {
            path: root.path().join(path),
            reason: "is no folder of this program's: remove it, and build again".to_owned(),
        },
        None => PublishError::at(root, "make the folder", &staging())(error),
    }
}

/// Whether a page says that it was made by this program.
fn is_own_page(page: &[u8]) -> bool {
    const MARK: &[u8] = b"<meta name=\"generator\" content=\"Briefing";
    page.windows(MARK.len()).any(|window| window == MARK)
}

/// Whether a brief has an edition of its period, in any revision.
///
/// # Errors
/// The disk.
pub fn is_published(publisher: &Publisher, brief: &Brief<'_>) -> Result<bool, PublishError> {
    let standing = publisher.standing(&brief.folder(), &brief.edition())?;
    Ok(standing.is_some())
}

/// The bytes of a file; none where there is no such file.
fn read(root: &Root, path: &str) -> Result<Option<Vec<u8>>, PublishError> {
    root.read_if_there(path).map_err(PublishError::at(root, "read", path))
}

fn newest_revision(root: &Root, folder: &str, edition: &str) -> Result<Option<u32>, PublishError> {
    match root.kind(folder).map_err(PublishError::at(root, "read", folder))? {
        None => return Ok(None),
        Some(Kind::Folder) => {}
        Some(kind) => {
            let path = root.path().join(folder);
            let reason = format!("is {} where editions are put: remove it", kind.as_str());
            return Err(PublishError::Foreign { path, reason });
        }
    }
    let entries = root.list(folder).map_err(PublishError::at(root, "read", folder))?;
    let mut newest = None;
    for entry in entries {
        let Some(rest) = entry.name.strip_prefix(edition) else { continue };
        let revision = if rest.is_empty() {
            Some(1)
        } else {
            rest.strip_prefix(".r").and_then(|number| number.parse().ok())
        };
        newest = newest.max(revision);
    }
    Ok(newest)
}

#[cfg(test)]
mod tests;

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
mod durable;
mod failures;
mod lock;
mod place;
mod prune;
mod set;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use briefing_facts::Facts;
use briefing_loader::sha256;

use crate::manifest::{MANIFEST, Manifest, Previous};
use crate::plan::Brief;
use crate::revision::revision_name;

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
    out: PathBuf,
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
    place: tempfile::TempDir,
    pub(crate) folder: String,
    pub(crate) name: String,
    may_be_current: bool,
}

impl Staged {
    fn place(&self) -> &Path {
        self.place.path()
    }

    /// Leaves its folder to whoever moves it.
    fn keep(self) {
        let _ = self.place.keep();
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
    fn new(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
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
        let own = out.join(OWN);
        fs::create_dir_all(&own).map_err(PublishError::new("make the folder", &own))?;
        let lock = lock::Lock::take(&own.join("lock"), &out, holder, on_wait)?;
        let publisher = Self { out, _lock: Arc::new(lock) };
        durable::make_folders(&own, "staging")?;
        publisher.finish_set()?;
        publisher.clear_staging()?;
        Ok(publisher)
    }

    /// The output folder.
    #[must_use]
    pub fn out(&self) -> &Path {
        &self.out
    }

    fn own(&self) -> PathBuf {
        self.out.join(OWN)
    }

    fn staging(&self) -> PathBuf {
        self.own().join("staging")
    }

    /// Removes what runs that were cut off have staged: they are gone, since the lock is ours.
    fn clear_staging(&self) -> Result<(), PublishError> {
        let staging = self.staging();
        let entries = fs::read_dir(&staging).map_err(PublishError::new("read", &staging))?;
        for entry in entries {
            let path = entry.map_err(PublishError::new("read", &staging))?.path();
            let is_folder = fs::symlink_metadata(&path).is_ok_and(|found| found.is_dir());
            let removed =
                if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.map_err(PublishError::new("remove", &path))?;
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
        let Some(revision) = newest_revision(&self.out.join(folder), edition)? else {
            return Ok(None);
        };
        let name = revision_name(edition, revision);
        let place = self.out.join(folder).join(&name);
        let Some(bytes) = read(&place.join(MANIFEST))? else { return Ok(None) };
        let Ok(manifest) = serde_json::from_slice::<Manifest>(&bytes) else { return Ok(None) };
        let damage = damage(&place, &manifest);
        let folder = folder.to_owned();
        let manifest_sha256 = sha256(&bytes);
        Ok(Some(Standing { folder, name, manifest, manifest_sha256, damage }))
    }

    /// The facts of an edition, as far as they can be read.
    pub(crate) fn facts(&self, standing: &Standing) -> Option<Facts> {
        let bytes = fs::read(self.out.join(standing.path()).join(briefing_facts::FILE)).ok()?;
        Facts::read(&bytes).ok()
    }

    /// Whether there is anything of the name of an edition, in any revision.
    pub(crate) fn has_edition(&self, folder: &str, edition: &str) -> Result<bool, PublishError> {
        Ok(newest_revision(&self.out.join(folder), edition)?.is_some())
    }

    /// Leaves an edition as it is, and sees to it that readers find it.
    pub(crate) fn leave(&self, standing: &Standing) -> Result<Published, PublishError> {
        if standing.manifest.as_of.is_none() {
            self.make_current(&self.out.join(&standing.folder), &standing.name)?;
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
        let newest = newest_revision(&self.out.join(folder), &manifest.edition)?;
        let name = revision_name(&manifest.edition, newest.map_or(1, |revision| revision + 1));
        manifest.edition.clone_from(&name);
        manifest.previous = standing.map(|standing| Previous {
            edition: standing.name.clone(),
            manifest_sha256: standing.manifest_sha256.clone(),
        });
        let place = tempfile::tempdir_in(self.staging())
            .map_err(PublishError::new("make a folder in", &self.staging()))?;
        for (file, bytes) in files {
            durable::write(&place.path().join(file), bytes)?;
        }
        durable::write(&place.path().join(MANIFEST), &manifest.to_json())?;
        durable::open_to_readers(place.path())?;
        durable::sync(place.path())?;
        let may_be_current = manifest.as_of.is_none();
        Ok(Staged { place, folder: folder.to_owned(), name, may_be_current })
    }

    /// Moves a staged edition into place, and only then makes it `current`.
    pub(crate) fn publish(&self, staged: Staged) -> Result<Published, PublishError> {
        let folder = self.out.join(&staged.folder);
        durable::make_folders(&self.out, &staged.folder)?;
        durable::rename(staged.place(), &folder.join(&staged.name))?;
        let published = Published { path: staged.path(), is_new: true };
        if staged.may_be_current {
            self.make_current(&folder, &staged.name)?;
        }
        // What was moved is no longer there to be removed.
        staged.keep();
        Ok(published)
    }

    /// Writes a file of the output folder itself, whole or not at all, unless it is there already.
    pub(crate) fn write_file(&self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let target = self.out.join(name);
        if fs::read(&target).is_ok_and(|found| found == bytes) {
            return Ok(());
        }
        durable::put(durable::write_in(&self.staging(), bytes)?, &target)
    }

    /// SHA-256 of a file of the output folder.
    pub(crate) fn digest(&self, file: &str) -> Option<String> {
        Some(sha256(&fs::read(self.out.join(file)).ok()?))
    }

    /// SHA-256 of the manifest of an edition whose files are all there, and of where `current` of its
    /// brief leads; `None` where something of it is gone, or its brief has no current edition.
    pub(crate) fn standing_digest(&self, edition: &str) -> Option<String> {
        let place = self.out.join(edition);
        let bytes = fs::read(place.join(MANIFEST)).ok()?;
        let manifest: Manifest = serde_json::from_slice(&bytes).ok()?;
        let is_whole = damage(&place, &manifest).is_none();
        let current = place.parent()?.join(CURRENT);
        let is_shown = manifest.as_of.is_some() || current.exists();
        // Where readers are led is part of what was left.
        let target = fs::read_link(current).unwrap_or_default();
        let target = target.to_string_lossy();
        (is_whole && is_shown).then(|| sha256(&[&bytes, target.as_bytes()].concat()))
    }

    /// A file of the publisher's own.
    pub(crate) fn read_own(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.own().join(name)).ok()
    }

    /// Writes a file of the publisher's own, whole or not at all.
    pub(crate) fn write_own(&self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.write_file(&format!("{OWN}/{name}"), bytes)
    }
}

/// What of an edition's files is not as its manifest says, as far as sizes tell.
fn damage(place: &Path, manifest: &Manifest) -> Option<String> {
    manifest.files.iter().find_map(|(file, expected)| match fs::metadata(place.join(file)) {
        Ok(found) if found.len() == expected.bytes => None,
        Ok(_) => Some(format!("`{file}` of it has been changed")),
        Err(_) => Some(format!("`{file}` of it is missing")),
    })
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
fn read(path: &Path) -> Result<Option<Vec<u8>>, PublishError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(PublishError::new("read", path)(error)),
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn newest_revision(folder: &Path, edition: &str) -> Result<Option<u32>, PublishError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => return Err(PublishError::new("read", folder)(error)),
    };
    let mut newest = None;
    for entry in entries {
        let name = entry.map_err(PublishError::new("read", folder))?.file_name();
        let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(edition)) else {
            continue;
        };
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

//! Puts editions into the output folder: whole, and never over one that is there.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::plan::Brief;
use briefing_model::date::Date;
use briefing_model::period::Period;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The name of the file that describes an edition.
pub const MANIFEST: &str = "manifest.json";
pub(crate) const CURRENT: &str = "current";
const STAGING: &str = ".staging";

/// Writes editions below one output folder. The only code of the project that writes there.
#[derive(Debug, Clone)]
pub struct Publisher {
    out: PathBuf,
}

/// What an edition is, apart from its files.
#[derive(Debug, Clone)]
pub(crate) struct Edition {
    /// The folder of the editions of this brief.
    pub(crate) folder: String,
    /// The name without a revision.
    pub(crate) name: String,
    pub(crate) report: String,
    pub(crate) key: Option<String>,
    pub(crate) title: String,
    pub(crate) period: Period,
    pub(crate) date: Date,
    /// The day it is as of, where that is not the data's own.
    pub(crate) as_of: Option<Date>,
}

/// An edition in the output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its folder, relative to the output folder: `transfer-events/2024.r2`.
    pub path: String,
    /// Whether it is new; the same content as the newest revision is not published again.
    pub is_new: bool,
}

/// `manifest.json`: what an edition is and what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Manifest {
    /// The report.
    pub report: String,
    /// The value of its fan-out dimension.
    pub key: Option<String>,
    /// The title as printed.
    pub title: String,
    /// The name of the edition, with its revision.
    pub edition: String,
    /// The period it covers.
    pub period: String,
    /// Its date.
    pub date: Date,
    /// The last day of which it knows anything, where that was asked for: such an edition stands
    /// beside the others and is never the current one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub as_of: Option<Date>,
    /// What made it: `briefing 0.1.0`.
    pub engine: String,
    /// Its files by name.
    pub files: BTreeMap<String, ManifestFile>,
}

/// A file of a [`Manifest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Its size.
    pub bytes: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// Why an edition could not be published.
#[derive(Debug, thiserror::Error)]
#[error("failed to {verb} `{}`: {source}", .path.display())]
pub struct PublishError {
    verb: &'static str,
    path: PathBuf,
    source: io::Error,
}

impl PublishError {
    fn new(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self { verb, path, source }
    }
}

impl Publisher {
    /// A publisher to an output folder, which is made where it is not there.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn new(out: impl Into<PathBuf>) -> Result<Self, PublishError> {
        let out = out.into();
        let staging = out.join(STAGING);
        fs::create_dir_all(&staging).map_err(PublishError::new("make the folder", &staging))?;
        Ok(Self { out })
    }

    /// The output folder.
    #[must_use]
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// Publishes an edition: staged beside the others, moved into place by one rename, and only
    /// then made `current`. The newest revision with the same files is left as it is; other
    /// content becomes a new revision.
    pub(crate) fn publish(
        &self,
        edition: &Edition,
        files: &[(String, Vec<u8>)],
    ) -> Result<Published, PublishError> {
        let folder = self.out.join(&edition.folder);
        fs::create_dir_all(&folder).map_err(PublishError::new("make the folder", &folder))?;

        let newest = newest_revision(&folder, &edition.name);
        let mut manifest = manifest(edition, files);
        if let Some(revision) = newest {
            let name = revision_name(&edition.name, revision);
            manifest.edition.clone_from(&name);
            if read_manifest(&folder.join(&name)).is_some_and(|published| published == manifest) {
                self.make_current(&folder, &name, edition)?;
                return Ok(Published { path: format!("{}/{name}", edition.folder), is_new: false });
            }
        }
        let name = revision_name(&edition.name, newest.map_or(1, |revision| revision + 1));
        manifest.edition.clone_from(&name);

        let staged = tempfile::tempdir_in(self.out.join(STAGING))
            .map_err(PublishError::new("make a folder in", &self.out.join(STAGING)))?;
        for (file, bytes) in files {
            write(&staged.path().join(file), bytes)?;
        }
        write(&staged.path().join(MANIFEST), &json(&manifest))?;
        open_to_readers(staged.path())?;
        let target = folder.join(&name);
        fs::rename(staged.path(), &target).map_err(PublishError::new("publish", &target))?;
        // What was moved is no longer there to be removed.
        let _ = staged.keep();
        self.make_current(&folder, &name, edition)?;
        Ok(Published { path: format!("{}/{name}", edition.folder), is_new: true })
    }

    /// Writes a file of the output folder itself, whole or not at all.
    pub(crate) fn write_file(&self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let target = self.out.join(name);
        let staged = tempfile::tempdir_in(self.out.join(STAGING))
            .map_err(PublishError::new("make a folder in", &self.out.join(STAGING)))?;
        let file = staged.path().join(name);
        write(&file, bytes)?;
        fs::rename(&file, &target).map_err(PublishError::new("publish", &target))
    }

    /// Points `current` at an edition, unless it does already. What was known on an earlier day
    /// does not take the place of what is known, nor does an earlier period that of a later one.
    fn make_current(
        &self,
        folder: &Path,
        name: &str,
        edition: &Edition,
    ) -> Result<(), PublishError> {
        let current = folder.join(CURRENT);
        if edition.as_of.is_some() {
            return Ok(());
        }
        if fs::read_link(&current).is_ok_and(|target| target == Path::new(name)) {
            return Ok(());
        }
        let published = read_manifest(&current);
        let newer = published.and_then(|manifest| Period::parse(&manifest.period).ok()?.start());
        if newer.zip(edition.period.start()).is_some_and(|(newer, own)| newer > own) {
            return Ok(());
        }
        let staged = tempfile::tempdir_in(self.out.join(STAGING))
            .map_err(PublishError::new("make a folder in", &self.out.join(STAGING)))?;
        let link = staged.path().join(CURRENT);
        symlink(name, &link).map_err(PublishError::new("link", &link))?;
        fs::rename(&link, &current).map_err(PublishError::new("publish", &current))
    }
}

/// Whether a brief has an edition of its period, in any revision.
#[must_use]
pub fn is_published(publisher: &Publisher, brief: &Brief<'_>) -> bool {
    let folder = publisher.out.join(brief.folder());
    newest_revision(&folder, &brief.edition()).is_some_and(|newest| {
        read_manifest(&folder.join(revision_name(&brief.edition(), newest))).is_some()
    })
}

/// The manifest of an edition's folder, if there is one that can be read.
pub(crate) fn read_manifest(folder: &Path) -> Option<Manifest> {
    serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).ok()
}

fn manifest(edition: &Edition, files: &[(String, Vec<u8>)]) -> Manifest {
    Manifest {
        report: edition.report.clone(),
        key: edition.key.clone(),
        title: edition.title.clone(),
        edition: edition.name.clone(),
        period: edition.period.to_string(),
        date: edition.date,
        as_of: edition.as_of,
        engine: concat!("briefing ", env!("CARGO_PKG_VERSION")).to_owned(),
        files: files
            .iter()
            .map(|(name, bytes)| {
                let file = ManifestFile { bytes: bytes.len() as u64, sha256: sha256(bytes) };
                (name.clone(), file)
            })
            .collect(),
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn json(manifest: &Manifest) -> Vec<u8> {
    // A structure of strings and numbers cannot fail to serialise.
    let mut text = serde_json::to_string_pretty(manifest).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

/// `2024-10` for the first, `2024-10.r2` for the second.
fn revision_name(edition: &str, revision: u32) -> String {
    if revision == 1 { edition.to_owned() } else { format!("{edition}.r{revision}") }
}

fn newest_revision(folder: &Path, edition: &str) -> Option<u32> {
    fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| {
            let name = entry.ok()?.file_name();
            let rest = name.to_str()?.strip_prefix(edition)?;
            if rest.is_empty() { Some(1) } else { rest.strip_prefix(".r")?.parse().ok() }
        })
        .max()
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    fs::write(path, bytes).map_err(PublishError::new("write", path))
}

#[cfg(unix)]
fn symlink(target: &str, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(not(unix))]
fn symlink(target: &str, link: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_dir(target, link)
}

/// A temporary folder is its maker's alone; an edition is for everybody to read.
#[cfg(unix)]
fn open_to_readers(folder: &Path) -> Result<(), PublishError> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
        .map_err(PublishError::new("open to readers", folder))
}

#[cfg(not(unix))]
fn open_to_readers(_folder: &Path) -> Result<(), PublishError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition() -> Edition {
        Edition {
            folder: "profile/cn-gs".to_owned(),
            name: "2024".to_owned(),
            report: "profile".to_owned(),
            key: Some("CN-GS".to_owned()),
            title: "Gansu".to_owned(),
            period: Period::Year { year: 2024 },
            date: jiff::civil::date(2026, 11, 20),
            as_of: None,
        }
    }

    fn files(text: &str) -> Vec<(String, Vec<u8>)> {
        vec![("brief.html".to_owned(), text.as_bytes().to_vec())]
    }

    #[test]
    fn the_same_content_is_one_edition_and_other_content_a_revision() {
        let out = tempfile::tempdir().unwrap();
        let publisher = Publisher::new(out.path()).unwrap();
        let read = |path: &str| fs::read_to_string(out.path().join(path)).unwrap();

        let first = publisher.publish(&edition(), &files("one")).unwrap();
        assert_eq!(first, Published { path: "profile/cn-gs/2024".to_owned(), is_new: true });
        let again = publisher.publish(&edition(), &files("one")).unwrap();
        assert_eq!(again, Published { path: "profile/cn-gs/2024".to_owned(), is_new: false });
        assert_eq!(read("profile/cn-gs/current/brief.html"), "one");

        let second = publisher.publish(&edition(), &files("two")).unwrap();
        assert_eq!(second, Published { path: "profile/cn-gs/2024.r2".to_owned(), is_new: true });
        assert_eq!(read("profile/cn-gs/current/brief.html"), "two");
        assert_eq!(read("profile/cn-gs/2024/brief.html"), "one");
        assert_eq!(fs::read_dir(out.path().join(STAGING)).unwrap().count(), 0);
    }

    #[test]
    fn an_edition_as_of_a_day_is_never_the_current_one() {
        let out = tempfile::tempdir().unwrap();
        let publisher = Publisher::new(out.path()).unwrap();
        let earlier = Edition {
            name: "2024.as-of-2024-10-01".to_owned(),
            as_of: Some(jiff::civil::date(2024, 10, 1)),
            ..edition()
        };
        publisher.publish(&earlier, &files("then")).unwrap();
        assert!(!out.path().join("profile/cn-gs").join(CURRENT).exists());
        let first = publisher.publish(&edition(), &files("now")).unwrap();
        assert_eq!(first.path, "profile/cn-gs/2024", "the other is no revision of it");
        publisher.publish(&earlier, &files("then")).unwrap();
        let second = publisher.publish(&earlier, &files("then, better")).unwrap();
        assert_eq!(second.path, "profile/cn-gs/2024.as-of-2024-10-01.r2");
        let current = fs::read_to_string(out.path().join("profile/cn-gs/current/brief.html"));
        assert_eq!(current.unwrap(), "now");
    }

    #[test]
    fn an_earlier_period_does_not_become_current() {
        let out = tempfile::tempdir().unwrap();
        let publisher = Publisher::new(out.path()).unwrap();
        let of = |year: i16| Edition {
            name: year.to_string(),
            period: Period::Year { year },
            ..edition()
        };
        let current = || fs::read_link(out.path().join("profile/cn-gs/current")).unwrap();
        for (year, expected) in [(2023, "2023"), (2024, "2024"), (2022, "2024")] {
            publisher.publish(&of(year), &files("one")).unwrap();
            assert_eq!(current(), Path::new(expected));
        }
    }

    #[test]
    fn the_manifest_says_what_is_in_the_edition() {
        let out = tempfile::tempdir().unwrap();
        let publisher = Publisher::new(out.path()).unwrap();
        publisher.publish(&edition(), &files("one")).unwrap();
        let manifest = read_manifest(&out.path().join("profile/cn-gs/2024")).unwrap();
        let file = &manifest.files["brief.html"];
        assert_eq!(file.bytes, 3);
        // printf one | sha256sum
        assert_eq!(file.sha256, "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed");
    }
}

//! Finds editions in the output folder by what people call them, and reads their facts.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use briefing_facts::{Facts, FactsError};
use briefing_files::{Kind, Root};
use briefing_loader::sha256;
use briefing_model::date::Date;
use briefing_model::suggest::did_you_mean;

use crate::layout::brief_folder;
use crate::manifest::{MANIFEST, Manifest, PRUNED, read_manifest};
use crate::plan::Override;
use crate::publish::{CURRENT, is_edition_name};
use crate::revision::revision;

/// The folder of an edition by its name below the output folder: `transfer-events/2024`,
/// `province-profile/cn-gs/2024.r2`; or that of a brief, for its current edition: `transfer-events`.
///
/// # Errors
/// There is none of that name; the error says what there is.
pub fn find_edition(out: &Path, name: &str) -> Result<PathBuf, EditionError> {
    let root = open(out)?;
    let mut folder = String::new();
    let mut found: Vec<&str> = Vec::new();
    for part in name.split('/').filter(|part| !part.is_empty() && *part != ".") {
        let names = names(&root, &folder)?;
        // Only what is there by that name: `..` leads out of the folder.
        if part != CURRENT && !names.iter().any(|name| name == part) {
            let whole = |name: &str| [&found[..], &[name]].concat().join("/");
            // One year is as near to another as any.
            let is_word = part.starts_with(|c: char| c.is_alphabetic());
            let near = did_you_mean(part, names.iter().map(String::as_str)).filter(|_| is_word);
            return Err(EditionError::Unknown {
                name: whole(part),
                fix: fix(near.map(whole), &names),
            });
        }
        found.push(part);
        folder = below(&folder, part);
    }
    if is_edition(&root, &folder) {
        // To join nothing would put a slash behind it.
        return Ok(if folder.is_empty() { out.to_path_buf() } else { out.join(folder) });
    }
    if let Some(edition) = shown(&root, &folder) {
        return Ok(out.join(edition));
    }
    let names = names(&root, &folder)?;
    let (name, fix) = (found.join("/"), fix(None, &names));
    Err(if names.iter().any(|name| is_edition(&root, &below(&folder, name))) {
        EditionError::NoCurrent { name, fix }
    } else {
        EditionError::NoEdition { name, fix }
    })
}

/// The edition that `current` of a brief leads to; a copy in place of the link is the edition that it
/// is one of, where that is there.
pub(crate) fn shown(root: &Root, folder: &str) -> Option<String> {
    let current = below(folder, CURRENT);
    if let Ok(target) = root.read_link(&current) {
        let target = target.to_str().filter(|target| is_edition_name(target))?;
        return Some(below(folder, target)).filter(|edition| is_edition(root, edition));
    }
    let copy = read_manifest(root, &current)?;
    let edition = below(folder, &copy.edition);
    Some(if is_edition(root, &edition) { edition } else { current })
}

/// The current edition of every brief in an output folder, or of those whose folders begin with a
/// name (`province-profile`); by the folder of the brief, with that of the edition.
#[must_use]
pub fn current_editions(out: &Path, name: &str) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let Ok(root) = Root::open(out) else { return found };
    let mut folders = subfolders(&root, name.trim_end_matches('/'));
    while let Some(folder) = folders.pop() {
        let edition = shown(&root, &folder);
        let manifest = edition.as_ref().and_then(|edition| read_manifest(&root, edition));
        match edition.zip(manifest) {
            // A folder above the output folder leads to editions as well, under other names.
            Some((edition, manifest)) if brief(&manifest) == folder => {
                found.insert(folder, out.join(edition));
            }
            Some(_) => {}
            None => folders.extend(subfolders(&root, &folder)),
        }
    }
    found
}

/// Whether an output folder has an edition of a report that was made as the report says, and not by
/// options, so that another of its name would be a revision of it.
#[must_use]
pub fn has_own_editions(out: &Path, report: &str) -> bool {
    let Ok(root) = Root::open(out) else { return false };
    editions_below(&root, report).iter().filter_map(|path| read_manifest(&root, path)).any(
        |manifest| {
            let by_options = [Override::Outputs, Override::Set].map(Override::as_str);
            manifest.as_of.is_none()
                && !manifest.overrides.iter().any(|option| by_options.contains(&option.as_str()))
        },
    )
}

/// The name of an edition by its folder: `fairs/2024.r2`; `None` where it is none.
#[must_use]
pub fn edition_name(edition: &Path) -> Option<String> {
    let manifest = read_manifest(&Root::open(edition).ok()?, "")?;
    Some(format!("{}/{}", brief(&manifest), manifest.edition))
}

/// The edition of the same brief and period as of a day, by the folder of any other; its newest
/// revision.
///
/// # Errors
/// There is none.
pub fn edition_as_of(edition: &Path, day: Date) -> Result<PathBuf, EditionError> {
    let none = |name: String| EditionError::NotAsOf { name, day };
    let manifest = Root::open(edition).ok().and_then(|root| read_manifest(&root, ""));
    let Some(manifest) = manifest else {
        return Err(none(edition.display().to_string()));
    };
    let name = format!("{}.as-of-{day}", manifest.period);
    let folder = edition.parent().unwrap_or(Path::new("."));
    let root = open(folder)?;
    let of_day = names(&root, "")?
        .into_iter()
        .filter(|other| revision(other).0 == name && is_edition(&root, other));
    let newest = of_day.max_by_key(|other| revision(other).1);
    newest.map(|newest| folder.join(newest)).ok_or_else(|| none(brief(&manifest)))
}

/// The folder of the brief that an edition is of.
fn brief(manifest: &Manifest) -> String {
    brief_folder(&manifest.report, manifest.key.as_deref())
}

/// The facts of an edition, as they were published.
///
/// # Errors
/// It has none, they cannot be read, or they are not those that its manifest names.
pub fn read_facts(edition: &Path) -> Result<Facts, EditionError> {
    let path = edition.join(briefing_facts::FILE);
    let root = open(edition)?;
    let bytes = match root.read(briefing_facts::FILE) {
        Ok(bytes) => bytes,
        Err(source) if source.kind() == io::ErrorKind::NotFound => {
            let edition = edition.to_path_buf();
            return Err(if root.is_file(PRUNED) {
                EditionError::Pruned { edition }
            } else {
                EditionError::NoFacts { edition }
            });
        }
        Err(source) => return Err(EditionError::World { path, source }),
    };
    let published = read_manifest(&root, "")
        .and_then(|mut manifest| manifest.files.remove(briefing_facts::FILE))
        .is_none_or(|file| file.sha256 == sha256(&bytes));
    if !published {
        return Err(EditionError::Changed { path });
    }
    Facts::read(&bytes).map_err(|source| EditionError::Facts { path, source })
}

/// Why there is no edition of a name, or no facts of an edition.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    /// Nothing is called so.
    #[error("nothing published is called `{name}`{fix}")]
    Unknown {
        /// The name, as far as it leads.
        name: String,
        /// What it may have been meant to be, or what there is.
        fix: String,
    },
    /// The name is that of a folder of briefs.
    #[error("`{name}` is several briefs{fix}")]
    NoEdition {
        /// The name.
        name: String,
        /// What there is in it.
        fix: String,
    },
    /// None of the editions of a brief is the current one: all are as of a day, or `current` is gone.
    #[error("`{name}` has no current edition{fix}")]
    NoCurrent {
        /// The name of the brief.
        name: String,
        /// Its editions.
        fix: String,
    },
    /// It was published before editions had facts.
    #[error("`{}` has no `facts.json`: it was published by an earlier release; `briefing build` \
             makes a new revision, with facts", .edition.display())]
    NoFacts {
        /// Its folder.
        edition: PathBuf,
    },
    /// It was removed by a policy; its manifest says what it was.
    #[error("`{}` was pruned: only its `manifest.json` is left", .edition.display())]
    Pruned {
        /// Its folder.
        edition: PathBuf,
    },
    /// There is no edition as of a day.
    #[error(
        "no edition of `{name}` as of {day} is published; `briefing build --as-of {day}` makes \
             one"
    )]
    NotAsOf {
        /// The brief.
        name: String,
        /// The day.
        day: Date,
    },
    /// Somebody wrote over what was published.
    #[error("`{}` was changed after it was published: its SHA-256 is not the one in \
             `manifest.json`", .path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The file is not what it should be.
    #[error("failed to read `{}`", .path.display())]
    Facts {
        /// The file.
        path: PathBuf,
        /// Why.
        source: FactsError,
    },
    /// A folder or file cannot be read.
    #[error("failed to read `{}`", .path.display())]
    World {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// The editions in an output folder, relative to it, in order.
pub(crate) fn all_editions(root: &Root) -> Vec<String> {
    editions_below(root, "")
}

/// The editions in a folder of the output folder, relative to the output folder, in order.
fn editions_below(root: &Root, folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = subfolders(root, folder);
    while let Some(folder) = folders.pop() {
        if is_edition(root, &folder) {
            // A copy in place of the link is no edition of its own.
            if !folder.ends_with(&format!("/{CURRENT}")) {
                found.push(folder);
            }
        } else {
            folders.extend(subfolders(root, &folder));
        }
    }
    found.sort();
    found
}

/// Folders directly in a folder, but those whose names begin with a dot, and links.
pub(crate) fn subfolders(root: &Root, folder: &str) -> Vec<String> {
    let names = names(root, folder).unwrap_or_default();
    names.into_iter().map(|name| below(folder, &name)).collect()
}

/// Whether a folder is an edition.
pub(crate) fn is_edition(root: &Root, folder: &str) -> bool {
    root.is_file(&below(folder, MANIFEST))
}

/// The names of the folders in a folder, sorted; those that begin with a dot are not for people.
fn names(root: &Root, folder: &str) -> Result<Vec<String>, EditionError> {
    let entries = root
        .list(folder)
        .map_err(|source| EditionError::World { path: root.path().join(folder), source })?;
    let is_shown = |name: &String| !name.starts_with('.') && briefing_files::is_name(name);
    let folders = entries.into_iter().filter(|entry| entry.kind == Kind::Folder);
    Ok(folders.map(|entry| entry.name).filter(is_shown).collect())
}

fn open(folder: &Path) -> Result<Root, EditionError> {
    Root::open(folder).map_err(|source| EditionError::World { path: folder.to_path_buf(), source })
}

/// A path one step further.
fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn fix(near: Option<String>, names: &[String]) -> String {
    match near {
        Some(near) => format!("; did you mean `{near}`?"),
        None if names.is_empty() => "; nothing is published there".to_owned(),
        None if names.len() <= 12 => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("; there are {}", names.join(", "))
        }
        None => format!("; there are {} in it, `{}` among them", names.len(), names[0]),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// An output folder with the current edition of one report, and two briefs of another.
    fn out() -> tempfile::TempDir {
        let out = tempfile::tempdir().unwrap();
        for edition in ["fairs/2024", "fairs/2024.r2", "profile/cn-gs/2024", "profile/cn-hl/2024"] {
            fs::create_dir_all(out.path().join(edition)).unwrap();
            fs::write(out.path().join(edition).join(MANIFEST), "{}").unwrap();
        }
        fs::create_dir(out.path().join(".staging")).unwrap();
        #[cfg(unix)]
        for (target, link) in [("2024.r2", "fairs"), ("2024", "profile/cn-gs")] {
            let link = out.path().join(link).join(CURRENT);
            std::os::unix::fs::symlink(target, link).unwrap();
        }
        out
    }

    #[cfg(unix)]
    #[test]
    fn a_brief_is_its_current_edition() {
        let out = out();
        for (name, folder) in [
            ("fairs", "fairs/2024.r2"),
            ("fairs/", "fairs/2024.r2"),
            ("fairs/2024", "fairs/2024"),
            ("profile/cn-gs", "profile/cn-gs/2024"),
            ("profile/cn-hl/2024", "profile/cn-hl/2024"),
        ] {
            assert_eq!(find_edition(out.path(), name).unwrap(), out.path().join(folder), "{name}");
        }
    }

    #[test]
    fn what_is_not_there_is_answered_with_what_is() {
        let out = out();
        for (name, message) in [
            ("fair", "nothing published is called `fair`; did you mean `fairs`?"),
            ("fairs/2023", "nothing published is called `fairs/2023`; there are `2024`, `2024.r2`"),
            ("zoo", "nothing published is called `zoo`; there are `fairs`, `profile`"),
            ("profile", "`profile` is several briefs; there are `cn-gs`, `cn-hl`"),
            (
                "fairs/../profile",
                "nothing published is called `fairs/..`; there are `2024`, `2024.r2`",
            ),
            ("profile/cn-hl", "`profile/cn-hl` has no current edition; there are `2024`"),
            (".staging", "nothing published is called `.staging`; there are `fairs`, `profile`"),
        ] {
            assert_eq!(find_edition(out.path(), name).unwrap_err().to_string(), message);
        }
    }
}

//! The link `current` of a brief: which edition it leads to, and what is done where it is no link.

use std::fs;
use std::io;
use std::path::Path;

use briefing_model::date::Date;
use briefing_model::period::Period;

use super::{CURRENT, PublishError, Publisher, durable, is_absent, read};
use crate::manifest::{MANIFEST, Manifest, ManifestFile, PRUNED, read_manifest};

impl Publisher {
    /// The name of the edition that is the current one of a brief, by the folder of its editions; also
    /// where a copy of the edition lies in place of the link.
    #[must_use]
    pub fn current(&self, folder: &str) -> Option<String> {
        let current = self.out.join(folder).join(CURRENT);
        match fs::read_link(&current) {
            Ok(target) => target.to_str().map(str::to_owned),
            Err(_) => read_manifest(&current).map(|manifest| manifest.edition),
        }
    }

    /// Points `current` at an edition, unless it does already, or at one that it does not take the
    /// place of.
    pub(super) fn make_current(&self, folder: &Path, name: &str) -> Result<(), PublishError> {
        self.restore_link_in(folder)?;
        let current = folder.join(CURRENT);
        if fs::read_link(&current).is_ok_and(|target| target == Path::new(name)) {
            return Ok(());
        }
        let manifest = |edition: &Path| -> Result<Option<Manifest>, PublishError> {
            let bytes = read(&edition.join(MANIFEST))?.unwrap_or_default();
            Ok(serde_json::from_slice(&bytes).ok())
        };
        let both = manifest(&current)?.zip(manifest(&folder.join(name))?);
        if both.is_some_and(|(shown, new)| stays(&shown, &new)) {
            return Ok(());
        }
        durable::put(durable::symlink_in(&self.staging(), name)?, &current)
    }

    /// Puts the link in its place where a copy of an edition has come back in it: archives and stores
    /// that know no links keep what they lead to, or the name that they hold as a file.
    ///
    /// # Errors
    /// What is there is not such a copy, so that something would be lost. The disk.
    pub(crate) fn restore_link(&self, folder: &str) -> Result<(), PublishError> {
        self.restore_link_in(&self.out.join(folder))
    }

    fn restore_link_in(&self, folder: &Path) -> Result<(), PublishError> {
        let current = folder.join(CURRENT);
        let found = match fs::symlink_metadata(&current) {
            Ok(found) => found,
            Err(error) if is_absent(&error) => return Ok(()),
            Err(error) => return Err(PublishError::new("read", &current)(error)),
        };
        let in_the_way = |reason: String| {
            Err(PublishError::InTheWay { path: current.clone(), is_folder: found.is_dir(), reason })
        };
        if found.is_symlink() {
            return Ok(());
        }
        if !found.is_dir() {
            // A link as Git writes it where there are none: a file with the name that it leads to.
            let text = if found.len() < 256 { read(&current)?.unwrap_or_default() } else { vec![] };
            let name = String::from_utf8_lossy(&text).trim().to_owned();
            if !is_name(&name) || read_manifest(&folder.join(&name)).is_none() {
                return in_the_way("it does not hold the name of an edition".to_owned());
            }
            return durable::put(durable::symlink_in(&self.staging(), &name)?, &current);
        }
        let Some(manifest) = read_manifest(&current) else {
            return in_the_way(format!("it has no `{MANIFEST}` that can be read"));
        };
        let name = manifest.edition.clone();
        if !is_name(&name) {
            return in_the_way(format!("its `{MANIFEST}` names no edition"));
        }
        if let Some(file) = foreign(&current, &manifest)? {
            return in_the_way(format!("`{file}` in it is not as edition `{name}` has it"));
        }
        let edition = folder.join(&name);
        if edition.symlink_metadata().is_err_and(|error| is_absent(&error)) {
            // The only copy that came back is the edition itself.
            durable::rename(&current, &edition)?;
            return durable::put(durable::symlink_in(&self.staging(), &name)?, &current);
        }
        if read(&edition.join(MANIFEST))? != read(&current.join(MANIFEST))? {
            return in_the_way(format!("edition `{name}` beside it is another"));
        }
        if foreign(&edition, &manifest)?.is_some() {
            return in_the_way(format!("edition `{name}` beside it is not whole"));
        }
        // Moved away by one rename, so that nobody ever sees a part of it; then removed.
        let away = tempfile::tempdir_in(self.staging())
            .map_err(PublishError::new("make a folder in", &self.staging()))?;
        durable::rename(&current, &away.path().join(CURRENT))?;
        durable::put(durable::symlink_in(&self.staging(), &name)?, &current)
    }
}

/// Whether the edition that is shown stays the current one though another is published: one that is
/// the report's own is not given up for one that was asked for by options, and otherwise one of a
/// later period for an earlier one.
fn stays(shown: &Manifest, new: &Manifest) -> bool {
    if shown.overrides.is_empty() != new.overrides.is_empty() {
        return shown.overrides.is_empty();
    }
    let period = |manifest: &Manifest| Period::parse(&manifest.period).ok();
    let begins: Option<Date> = period(shown).and_then(Period::start);
    let ends: Option<Date> = period(new).and_then(Period::last);
    begins.zip(ends).is_some_and(|(begins, ends)| begins > ends)
}

/// Whether a text can be the name of an edition: of one folder, and not of the link itself.
fn is_name(text: &str) -> bool {
    let mut parts = Path::new(text).components();
    let is_one = matches!(parts.next(), Some(std::path::Component::Normal(_)));
    is_one && parts.next().is_none() && text != CURRENT && !text.starts_with('.')
}

/// A file of a folder that is not as a manifest has it, or not there, or not in the manifest.
fn foreign(folder: &Path, manifest: &Manifest) -> Result<Option<String>, PublishError> {
    for entry in fs::read_dir(folder).map_err(PublishError::new("read", folder))? {
        let entry = entry.map_err(PublishError::new("read", folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        let is_known = name == MANIFEST || manifest.files.contains_key(&name);
        if !is_file || !is_known || name == PRUNED {
            return Ok(Some(name));
        }
    }
    for (name, expected) in &manifest.files {
        let path = folder.join(name);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Some(name.clone())),
            Err(error) => return Err(PublishError::new("read", &path)(error)),
        };
        if ManifestFile::of(&bytes) != *expected {
            return Ok(Some(name.clone()));
        }
    }
    Ok(None)
}

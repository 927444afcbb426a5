//! The link `current` of a brief: which edition it leads to, and what is done where it is no link.

use std::path::Path;

use briefing_files::{Kind, Root};
use briefing_model::date::Date;
use briefing_model::period::Period;

use super::{CURRENT, PublishError, Publisher, Temporary, read};
use crate::manifest::{MANIFEST, Manifest, ManifestFile, PRUNED, read_manifest};

impl Publisher {
    /// The name of the edition that is the current one of a brief, by the folder of its editions; also
    /// where a copy of the edition lies in place of the link.
    #[must_use]
    pub fn current(&self, folder: &str) -> Option<String> {
        let current = format!("{folder}/{CURRENT}");
        match self.root.read_link(&current) {
            Ok(target) => target.to_str().map(str::to_owned),
            Err(_) => read_manifest(&self.root, &current).map(|manifest| manifest.edition),
        }
    }

    /// Points `current` at an edition, unless it does already, or at one that it does not take the
    /// place of.
    pub(super) fn make_current(&self, folder: &str, name: &str) -> Result<(), PublishError> {
        self.restore_link(folder)?;
        let root = &self.root;
        let current = format!("{folder}/{CURRENT}");
        let shown = root.read_link(&current).ok();
        if shown.as_deref() == Some(Path::new(name)) {
            return Ok(());
        }
        let manifest = |edition: &str| -> Result<Option<Manifest>, PublishError> {
            let bytes = read(root, &format!("{folder}/{edition}/{MANIFEST}"))?.unwrap_or_default();
            Ok(serde_json::from_slice(&bytes).ok())
        };
        let shown = shown.as_deref().and_then(Path::to_str).filter(|shown| is_edition_name(shown));
        let shown = shown.map(manifest).transpose()?.flatten();
        if shown.zip(manifest(name)?).is_some_and(|(shown, new)| stays(&shown, &new)) {
            return Ok(());
        }
        Temporary::link(root, name)?.put(&current)
    }

    /// Puts the link in its place where a copy of an edition has come back in it: archives and stores
    /// that know no links keep what they lead to, or the name that they hold as a file.
    ///
    /// # Errors
    /// What is there is not such a copy, so that something would be lost. The disk.
    pub(crate) fn restore_link(&self, folder: &str) -> Result<(), PublishError> {
        let root = &self.root;
        let current = format!("{folder}/{CURRENT}");
        let kind = root.kind(&current).map_err(PublishError::at(root, "read", &current))?;
        let in_the_way = |reason: String| {
            let (path, is_folder) = (root.path().join(&current), kind == Some(Kind::Folder));
            Err(PublishError::InTheWay { path, is_folder, reason })
        };
        match kind {
            None | Some(Kind::Link) => return Ok(()),
            Some(Kind::Special) => return in_the_way("it is neither".to_owned()),
            Some(Kind::File) => {
                // A link as Git writes it where there are none: a file with the name that it leads to.
                let is_short = root.size(&current).is_ok_and(|size| size < 256);
                let text =
                    if is_short { read(root, &current)?.unwrap_or_default() } else { vec![] };
                let name = String::from_utf8_lossy(&text).trim().to_owned();
                let edition = format!("{folder}/{name}");
                if !is_edition_name(&name) || read_manifest(root, &edition).is_none() {
                    return in_the_way("it does not hold the name of an edition".to_owned());
                }
                return Temporary::link(root, &name)?.put(&current);
            }
            Some(Kind::Folder) => {}
        }
        let Some(manifest) = read_manifest(root, &current) else {
            return in_the_way(format!("it has no `{MANIFEST}` that can be read"));
        };
        let name = manifest.edition.clone();
        if !is_edition_name(&name) {
            return in_the_way(format!("its `{MANIFEST}` names no edition"));
        }
        if let Some(file) = foreign(root, &current, &manifest)? {
            return in_the_way(format!("`{file}` in it is not as edition `{name}` has it"));
        }
        let edition = format!("{folder}/{name}");
        if root.kind(&edition).map_err(PublishError::at(root, "read", &edition))?.is_none() {
            // The only copy that came back is the edition itself.
            let moved = root.rename(&current, &edition);
            moved.map_err(PublishError::at(root, "publish", &edition))?;
            return Temporary::link(root, &name)?.put(&current);
        }
        let of = |folder: &str| read(root, &format!("{folder}/{MANIFEST}"));
        if of(&edition)? != of(&current)? {
            return in_the_way(format!("edition `{name}` beside it is another"));
        }
        if foreign(root, &edition, &manifest)?.is_some() {
            return in_the_way(format!("edition `{name}` beside it is not whole"));
        }
        // Moved away by one rename, so that nobody ever sees a part of it; then removed.
        let away = Temporary::folder(root)?;
        let aside = format!("{}/{CURRENT}", away.path());
        root.rename(&current, &aside).map_err(PublishError::at(root, "publish", &aside))?;
        Temporary::link(root, &name)?.put(&current)
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
pub(crate) fn is_edition_name(text: &str) -> bool {
    briefing_files::is_name(text) && text != CURRENT && !text.starts_with('.')
}

/// A file of a folder that is not as a manifest has it, or not there, or not in the manifest.
fn foreign(root: &Root, folder: &str, manifest: &Manifest) -> Result<Option<String>, PublishError> {
    let entries = root.list(folder).map_err(PublishError::at(root, "read", folder))?;
    for entry in entries {
        let is_known = entry.name == MANIFEST || manifest.files.contains_key(&entry.name);
        if entry.kind != Kind::File || !is_known || entry.name == PRUNED {
            return Ok(Some(entry.name));
        }
    }
    for (name, expected) in &manifest.files {
        match read(root, &format!("{folder}/{name}"))? {
            Some(bytes) if ManifestFile::of(&bytes) == *expected => {}
            _ => return Ok(Some(name.clone())),
        }
    }
    Ok(None)
}

//! Removes old editions by a policy. What was published stays on record: the manifest of a pruned
//! edition is kept, so that its name is not given to another and a schedule does not make it again.

use std::collections::{BTreeMap, BTreeSet};

use briefing_model::date::Date;
use briefing_model::period::Period;
use serde_json::json;

use super::{PublishError, Publisher};
use crate::editions::all_editions;
use crate::manifest::{MANIFEST, Manifest, PRUNED, read_manifest};
use crate::revision::revision;

/// Which editions are kept. What is current is kept whatever this says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Policy {
    /// Of each edition, only so many of the newest revisions.
    pub revisions: Option<u32>,
    /// Of each brief, only the editions of so many of the newest periods.
    pub editions: Option<u32>,
    /// Only editions dated on this day or later.
    pub since: Option<Date>,
}

/// An edition that was pruned, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pruned {
    /// Its folder, relative to the output folder.
    pub path: String,
    /// The size of its files, in bytes.
    pub bytes: u64,
    /// Which part of the policy it falls under.
    pub why: &'static str,
}

impl Publisher {
    /// Removes the files of every edition that a policy does not keep, all but its manifest; with
    /// `dry`, only tells which they are. In order of their folders.
    ///
    /// # Errors
    /// The disk.
    pub fn prune(&self, policy: &Policy, dry: bool) -> Result<Vec<Pruned>, PublishError> {
        let mut briefs: BTreeMap<String, Vec<(String, Manifest)>> = BTreeMap::new();
        for path in all_editions(self.root()) {
            let Some((folder, name)) = path.rsplit_once('/') else { continue };
            if let Some(manifest) = read_manifest(self.root(), &path) {
                let brief = briefs.entry(folder.to_owned()).or_default();
                brief.push((name.to_owned(), manifest));
            }
        }
        let mut pruned = Vec::new();
        for (folder, editions) in &briefs {
            let current = self.current(folder);
            for (name, manifest, why) in doomed(editions, policy) {
                let path = format!("{folder}/{name}");
                if current.as_deref() == Some(name) {
                    continue;
                }
                // One that was cut off half way is finished.
                let is_there = manifest
                    .files
                    .keys()
                    .any(|file| self.root().is_file(&format!("{path}/{file}")));
                if !is_there {
                    continue;
                }
                if !dry {
                    self.prune_one(&path, manifest, why)?;
                }
                let bytes = manifest.files.values().map(|file| file.bytes).sum();
                pruned.push(Pruned { path, bytes, why });
            }
        }
        Ok(pruned)
    }

    fn prune_one(
        &self,
        path: &str,
        manifest: &Manifest,
        why: &'static str,
    ) -> Result<(), PublishError> {
        let root = self.root();
        let note = format!("{path}/{PRUNED}");
        // First it is said that they go, so that nobody takes it for damage.
        if !root.is_file(&note) {
            let text = json!({ "edition": manifest.edition, "why": why });
            let written = root.write(&note, format!("{text:#}\n").as_bytes());
            written.map_err(PublishError::at(root, "write", &note))?;
            root.sync(path).map_err(PublishError::at(root, "sync", path))?;
        }
        for file in manifest.files.keys().filter(|file| file.as_str() != MANIFEST) {
            let file = format!("{path}/{file}");
            if root.is_file(&file) {
                root.remove_file(&file).map_err(PublishError::at(root, "remove", &file))?;
            }
        }
        root.sync(path).map_err(PublishError::at(root, "sync", path))
    }
}

/// The editions of one brief that a policy does not keep, with the part of it that they fall under.
fn doomed<'e>(
    editions: &'e [(String, Manifest)],
    policy: &Policy,
) -> Vec<(&'e str, &'e Manifest, &'static str)> {
    // Newest first; a brief without a day to begin on covers all there is, and is the newest.
    let periods: BTreeSet<(bool, Option<Date>, &str)> = editions
        .iter()
        .map(|(_, manifest)| {
            let start = Period::parse(&manifest.period).ok().and_then(|period| period.start());
            (start.is_none(), start, manifest.period.as_str())
        })
        .collect();
    let kept = policy.editions.map_or(usize::MAX, |kept| kept as usize);
    let kept: BTreeSet<&str> = periods.into_iter().rev().take(kept).map(|(_, _, p)| p).collect();
    let newer = |name: &str| {
        let (first, number) = revision(name);
        let same = editions.iter().map(|(other, _)| revision(other));
        same.filter(|(other, later)| *other == first && *later > number).count()
    };
    let why = |name: &str, manifest: &Manifest| {
        if !kept.contains(manifest.period.as_str()) {
            return Some("editions");
        }
        if policy.since.is_some_and(|since| manifest.date < since) {
            return Some("since");
        }
        let revisions = policy.revisions.map_or(usize::MAX, |kept| kept as usize);
        (newer(name) >= revisions).then_some("revisions")
    };
    editions
        .iter()
        .filter_map(|(name, manifest)| Some((name.as_str(), manifest, why(name, manifest)?)))
        .collect()
}

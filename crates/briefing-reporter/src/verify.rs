//! An output folder against its manifests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use briefing_facts::Facts;
use briefing_files::Root;
use briefing_loader::sha256;
use rayon::prelude::*;

use crate::editions::all_editions;
use crate::manifest::{MANIFEST, Manifest, ManifestFile, PRUNED};
use crate::publish::{CURRENT, OWN};

/// What was looked at, and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Editions whose files are there.
    pub editions: usize,
    /// Editions whose files were pruned.
    pub pruned: usize,
    /// Files that are as their manifests say.
    pub files: usize,
    /// What is not as it should be, in order of folders.
    pub problems: Vec<Problem>,
}

/// Something in an output folder that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The edition, file or link, relative to the output folder.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

/// Compares every edition of an output folder with its manifest, every manifest with the one before
/// it, and every link `current` with what there is. Reads each file; writes nothing.
#[must_use]
pub fn verify(out: &Path) -> Verified {
    let root = match Root::open(out) {
        Ok(root) => root,
        Err(error) => {
            let mut verified = Verified::default();
            verified.problem("", format!("cannot be read: {error}"));
            return verified;
        }
    };
    let editions = all_editions(&root);
    let mut verified: Verified = editions
        .par_iter()
        .map(|path| edition(&root, path))
        .reduce(Verified::default, Verified::and);
    verified.problems.extend(links(&root, &editions));
    if root.is_file(&format!("{OWN}/publish.json")) {
        verified.problems.push(Problem {
            path: OWN.to_owned(),
            message:
                "a run was cut off while it published editions that appear together; the next \
                      `briefing build` or `briefing run` finishes it"
                    .to_owned(),
        });
    }
    verified.problems.sort();
    verified
}

impl Verified {
    fn and(mut self, other: Self) -> Self {
        self.editions += other.editions;
        self.pruned += other.pruned;
        self.files += other.files;
        self.problems.extend(other.problems);
        self
    }

    fn problem(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.problems.push(Problem { path: path.into(), message: message.into() });
    }
}

fn edition(root: &Root, path: &str) -> Verified {
    let mut verified = Verified::default();
    let at = |file: &str| format!("{path}/{file}");
    let manifest = root.read(&at(MANIFEST)).map_err(|error| error.to_string());
    let manifest: Result<Manifest, String> =
        manifest.and_then(|b| serde_json::from_slice(&b).map_err(|error| error.to_string()));
    let manifest = match manifest {
        Ok(manifest) => manifest,
        Err(error) => {
            verified.problem(at(MANIFEST), format!("cannot be read: {error}"));
            return verified;
        }
    };
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if manifest.edition != name {
        verified.problem(at(MANIFEST), format!("is of the edition `{}`", manifest.edition));
    }
    if let Some(previous) = &manifest.previous {
        let before = format!("{folder}/{}", previous.edition);
        match root.read(&format!("{before}/{MANIFEST}")) {
            Ok(bytes) if sha256(&bytes) == previous.manifest_sha256 => {}
            Ok(_) => verified.problem(
                format!("{before}/{MANIFEST}"),
                format!("is not the one that `{name}` took the place of"),
            ),
            Err(_) => verified.problem(
                at(MANIFEST),
                format!("the revision before it, `{}`, is gone", previous.edition),
            ),
        }
    }
    if root.is_file(&at(PRUNED)) {
        verified.pruned += 1;
        return verified;
    }
    verified.editions += 1;
    for (file, expected) in &manifest.files {
        match root.read(&at(file)) {
            Ok(bytes) if ManifestFile::of(&bytes) == *expected => {
                verified.files += 1;
                if file == briefing_facts::FILE
                    && let Err(error) = Facts::read(&bytes)
                {
                    verified.problem(at(file), format!("cannot be read: {error}"));
                }
            }
            Ok(bytes) if bytes.len() as u64 != expected.bytes => verified.problem(
                at(file),
                format!("has {} bytes, and was published with {}", bytes.len(), expected.bytes),
            ),
            Ok(_) => verified.problem(at(file), "was changed after it was published"),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                verified.problem(at(file), "is missing");
            }
            Err(error) => verified.problem(at(file), format!("cannot be read: {error}")),
        }
    }
    for file in root.list(path).into_iter().flatten().map(|entry| entry.name) {
        if file != MANIFEST && !manifest.files.contains_key(&file) {
            verified.problem(at(&file), "is not in the manifest");
        }
    }
    verified
}

/// Links that lead nowhere, and briefs without one.
fn links(root: &Root, editions: &[String]) -> Vec<Problem> {
    let mut briefs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (folder, name) in editions.iter().filter_map(|path| path.rsplit_once('/')) {
        briefs.entry(folder).or_default().insert(name);
    }
    let mut problems = Vec::new();
    for (folder, names) in briefs {
        let path = format!("{folder}/{CURRENT}");
        let target = root.read_link(&path).ok();
        let target = target.as_deref().and_then(Path::to_str);
        let message = match target {
            Some(target) if names.contains(target) => {
                if root.is_file(&format!("{folder}/{target}/{PRUNED}")) {
                    format!("leads to `{target}`, which was pruned")
                } else {
                    continue;
                }
            }
            Some(target) => format!("leads to `{target}`, which is no edition of the brief"),
            // What was known on an earlier day is never current.
            None if root.is_folder(&path) => {
                "is a folder, and not the link to the newest edition: the next `briefing build` puts \
                 the link in its place where nothing is lost by it"
                    .to_owned()
            }
            None if names.iter().all(|name| name.contains(".as-of-")) => continue,
            None => "is missing".to_owned(),
        };
        problems.push(Problem { path, message });
    }
    problems
}

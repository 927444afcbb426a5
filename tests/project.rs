//! A small project to publish from: the one of the cases, with a second report that makes a brief for
//! each event, all of which appear together.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// A project in a folder of its own, which goes when it is dropped.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

const PROFILES: &str = "title = \"{{key.name}}\"\noutputs = [\"md\"]\nmetrics = [\"projects\"]\n\
     period = { year = 2024 }\nfor-each = { dimension = \"event\", \
     values = [\"2024-gansu\", \"2024-guangxi\", \"2024-heilongjiang\"] }\npublish = \"all-or-nothing\"\n";
const PROFILE: &str = "{{figure metrics.projects}} were signed{{coverage metrics.projects}}.\n";

impl Project {
    pub(crate) fn new() -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap() };
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/base");
        for (path, bytes) in files(&base) {
            project.write(&path, &bytes);
        }
        project.write("reports/profiles/report.toml", PROFILES.as_bytes());
        project.write("reports/profiles/brief.md.hbs", PROFILE.as_bytes());
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.path("out")
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Replaces a text that stands once in a file.
    #[allow(dead_code, reason = "not every test does")]
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
        self.write(path, text.replace(from, to).as_bytes());
    }

    /// Lets Gansu have signed another number of projects: what every report prints.
    pub(crate) fn sign(&self, projects: usize) {
        let path = "data/events/2024-gansu.toml";
        let text = fs::read_to_string(self.path(path)).unwrap();
        let (before, rest) = text.split_once("\nfigure = \"").unwrap();
        let (_, after) = rest.split_once('"').unwrap();
        let text = format!("{before}\nfigure = \"{projects}\"{after}");
        let (before, rest) = text.split_once("\nquote = \"").unwrap();
        let (_, after) = rest.split_once('"').unwrap();
        let text = format!("{before}\nquote = \"{projects} projects were signed\"{after}");
        self.write(path, text.as_bytes());
    }

    /// The binary, to be run on the project.
    pub(crate) fn briefing(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
        command.current_dir(self.folder.path()).args(arguments);
        command.env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
        command
    }

    /// What a run that does what it is asked to tells.
    pub(crate) fn does(&self, arguments: &[&str]) -> String {
        let output = self.briefing(arguments).output().unwrap();
        let told = told(&output);
        assert!(output.status.success(), "{arguments:?}\n{told}");
        told
    }

    /// What a run tells that ends with exit code 1.
    #[allow(dead_code, reason = "not every test does")]
    pub(crate) fn fails(&self, arguments: &[&str]) -> String {
        let output = self.briefing(arguments).output().unwrap();
        let told = told(&output);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}\n{told}");
        told
    }
}

pub(crate) fn told(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    text
}

/// The files below a folder by path relative to it, links left out, and what begins with a dot.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for entry in entries.filter_map(Result::ok) {
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                let path = entry.path().strip_prefix(folder).unwrap().to_path_buf();
                found.insert(path.to_str().unwrap().to_owned(), fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

/// Reads the current edition of a brief as a reader does: whither the link leads, and from there all
/// files. Panics where it is not whole.
#[allow(dead_code, reason = "not every test does")]
pub(crate) fn read_current(brief: &Path) -> (String, Value) {
    let target = fs::read_link(brief.join("current")).expect("`current` is there");
    let edition = brief.join(&target);
    let manifest = fs::read(edition.join("manifest.json"));
    let manifest = manifest.unwrap_or_else(|error| panic!("{}: {error}", edition.display()));
    let manifest: Value = serde_json::from_slice(&manifest).expect("a manifest");
    for (name, expected) in manifest["files"].as_object().expect("files") {
        let bytes = fs::read(edition.join(name)).expect("a file of the manifest");
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(Some(hash.as_str()), expected["sha256"].as_str(), "{name}");
    }
    (target.to_str().unwrap().to_owned(), manifest)
}

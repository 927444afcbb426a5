//! `manifest.json`: what an edition is, what is in it, and what it was made from.

use std::collections::BTreeMap;

use briefing_files::{Root, is_name};
use briefing_loader::sha256;
use briefing_model::date::Date;
use serde::{Deserialize, Deserializer, Serialize};

/// The name of the file that describes an edition.
pub const MANIFEST: &str = "manifest.json";
/// The name of the file that says that an edition's other files were removed on purpose.
pub const PRUNED: &str = "pruned.json";

/// What an edition is, what is in it, and what it was made from.
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
    #[serde(deserialize_with = "name")]
    pub edition: String,
    /// The period it covers.
    pub period: String,
    /// Its date.
    pub date: Date,
    /// The last day of which it knows anything, where that was asked for: such an edition stands
    /// beside the others and is never the current one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub as_of: Option<Date>,
    /// The options by which it is not what its report says by itself: `outputs`, `set`, `period`. Such
    /// an edition does not become the current one in place of one that is.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub overrides: Vec<String>,
    /// The revision before it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub previous: Option<Previous>,
    /// What made it: `briefing 0.1.0`.
    pub engine: String,
    /// What else its files depend on, by name: the build of the engine, the version of Typst, the
    /// SHA-256 of fonts.
    #[serde(default)]
    pub made_with: BTreeMap<String, String>,
    /// The theme.
    #[serde(default)]
    pub theme: String,
    /// The parameters of the report as they were set.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub parameters: BTreeMap<String, String>,
    /// SHA-256 over all that its files are made from; the same key means the same files.
    #[serde(default)]
    pub content_key: String,
    /// SHA-256 of its document: of all that it says, whatever it is made with.
    #[serde(default)]
    pub document_sha256: String,
    /// How many figures it prints, and on how much they rest.
    #[serde(default)]
    pub counts: Counts,
    /// How many warnings of the audit it was published with.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub audit_warnings: usize,
    /// What it was made from.
    #[serde(default)]
    pub inputs: Inputs,
    /// Its files by name.
    #[serde(deserialize_with = "file_names")]
    pub files: BTreeMap<String, ManifestFile>,
}

/// The revision that an edition takes the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Previous {
    /// Its name.
    #[serde(deserialize_with = "name")]
    pub edition: String,
    /// SHA-256 of its `manifest.json`.
    pub manifest_sha256: String,
}

/// How many figures an edition prints, and on how much they rest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Counts {
    /// Facts in its `facts.json`.
    pub facts: usize,
    /// Claims behind them.
    pub claims: usize,
    /// Sources of these.
    pub sources: usize,
}

/// What an edition was made from, each with its SHA-256.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Inputs {
    /// Files of the project by path: definitions, templates, partials, the theme, and those of the
    /// data that what it prints stands in.
    pub files: BTreeMap<String, String>,
    /// Claims by id, as its `facts.json` has them but for their anchors.
    pub claims: BTreeMap<String, String>,
    /// Sources by id, as its `facts.json` has them but for their anchors.
    pub sources: BTreeMap<String, String>,
}

/// A file of a [`Manifest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Its size.
    pub bytes: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

impl ManifestFile {
    /// Of the bytes of a file.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.len() as u64, sha256: sha256(bytes) }
    }
}

impl Manifest {
    /// The file: indented JSON with a line end.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        // A structure of strings and numbers cannot fail to serialise.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// The manifest of an edition's folder, if there is one that can be read.
pub(crate) fn read_manifest(root: &Root, folder: &str) -> Option<Manifest> {
    let path = if folder.is_empty() { MANIFEST.to_owned() } else { format!("{folder}/{MANIFEST}") };
    serde_json::from_slice(&root.read(&path).ok()?).ok()
}

/// A manifest may come from anywhere: what it names can be nothing but a file or folder beside it.
fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    if is_name(&name) && !name.starts_with('.') { Ok(name) } else { Err(no_name(&name)) }
}

fn file_names<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, ManifestFile>, D::Error> {
    let files = BTreeMap::<String, ManifestFile>::deserialize(deserializer)?;
    match files.keys().find(|name| !is_name(name) || name.starts_with('.')) {
        Some(name) => Err(no_name(name)),
        None => Ok(files),
    }
}

fn no_name<E: serde::de::Error>(text: &str) -> E {
    E::custom(format!("`{}` is no name of a file of an edition", text.escape_debug()))
}

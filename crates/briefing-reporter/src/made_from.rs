//! What a brief is made from: the key by which it is made once, and why it is made again.
//!
//! A file of an edition is a function of the document, the theme, and the engine: so the key is a
//! hash of these. It is taken when the document is there, which is the least part of the work, and
//! so of exactly what a template read: of a data set that has grown, only the briefs that print
//! something new have another document. An edition is compared as of its own date, unless a date was
//! asked for: a later date alone is no news, and what is made again by another engine keeps its date.

use std::collections::{BTreeMap, BTreeSet};

use briefing_diff::{Difference, Kind};
use briefing_facts::{Claim, Facts, Source};
use briefing_loader::sha256;
use briefing_model::diagnostic::{FileId, Files};
use briefing_model::document::Document;
use briefing_plugin::Theme;
use briefing_template::{Environment, Indexed};
use serde::Serialize;

use crate::manifest::{Counts, Inputs, Manifest};
use crate::plan::Brief;

/// What makes briefs: a program and its build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engine {
    /// Its name and version: `briefing 0.1.0`.
    pub name: String,
    /// What tells builds of a version apart, where anything does.
    pub build: String,
}

/// What all briefs of a run are made from.
#[derive(Debug, Clone, Copy)]
pub struct MadeFrom<'a> {
    /// What makes them.
    pub engine: &'a Engine,
    /// SHA-256 of the project's files by path.
    pub hashes: &'a BTreeMap<String, String>,
    /// The files that spans point into.
    pub files: &'a Files,
}

impl MadeFrom<'_> {
    /// What the files of a brief depend on besides its document, by name.
    pub(crate) fn made_with(&self, brief: &Brief<'_>) -> BTreeMap<String, String> {
        let mut made_with: BTreeMap<String, String> =
            brief.outputs.iter().flat_map(|output| output.made_with()).collect();
        if !self.engine.build.is_empty() {
            made_with.insert("build".to_owned(), self.engine.build.clone());
        }
        made_with
    }

    /// SHA-256 over all that the files of a brief are made from.
    pub(crate) fn key(
        &self,
        brief: &Brief<'_>,
        document_sha256: &str,
        made_with: &BTreeMap<String, String>,
    ) -> String {
        let outputs: Vec<(&str, &str)> =
            brief.outputs.iter().map(|output| (output.name(), output.file_name())).collect();
        let theme = theme_hash(&brief.theme);
        hash(&(&self.engine.name, made_with, outputs, theme, document_sha256))
    }

    /// What a brief was made from, file by file and claim by claim.
    pub(crate) fn inputs(
        &self,
        brief: &Brief<'_>,
        environment: &Environment,
        dataset: &Indexed<'_>,
        facts: &Facts,
    ) -> Inputs {
        let mut paths: BTreeSet<String> = BTreeSet::new();
        let mut of_file = |file: FileId| {
            paths.extend(self.files.path(file).map(str::to_owned));
        };
        of_file(brief.report.span.file);
        environment.files(brief.report).for_each(&mut of_file);
        for claim in &facts.claims {
            let Some(claim) = dataset.claim_of(&claim.id) else { continue };
            of_file(claim.spans.whole.file);
            if let Some(event) = dataset.events.get(&claim.event) {
                of_file(event.span.file);
            }
        }
        for source in &facts.sources {
            if let Some(source) = dataset.sources.get(source.id.as_str()) {
                of_file(source.span.file);
            }
        }
        let theme = format!("reports/themes/{}/", brief.theme.name);
        paths.extend(brief.theme.files.keys().map(|file| format!("{theme}{file}")));
        // Lists of names and units, which no brief does without.
        let is_list = |path: &str| match path.split_once('/') {
            Some(("data", name)) => !name.contains('/'),
            Some(("reports", name)) => matches!(name, "project.toml" | "metrics.toml"),
            _ => false,
        };
        paths.extend(self.hashes.keys().filter(|path| is_list(path)).cloned());

        let files = paths
            .into_iter()
            .filter_map(|path| {
                let hash = self.hashes.get(&path)?.clone();
                Some((path, hash))
            })
            .collect();
        // Without their numbers in the brief, which change with every paragraph before them.
        let claim = |claim: &Claim| hash(&Claim { anchor: String::new(), ..claim.clone() });
        let source = |source: &Source| hash(&Source { anchor: String::new(), ..source.clone() });
        let claims = facts.claims.iter().map(|one| (one.id.clone(), claim(one))).collect();
        let sources = facts.sources.iter().map(|one| (one.id.clone(), source(one))).collect();
        Inputs { files, claims, sources }
    }
}

/// SHA-256 of a document: of all that a brief says, and of nothing that it is made with.
pub(crate) fn document_sha256(document: &Document) -> String {
    hash(document)
}

/// How many figures there are, and on how much they rest.
pub(crate) fn counts(facts: &Facts) -> Counts {
    Counts { facts: facts.facts.len(), claims: facts.claims.len(), sources: facts.sources.len() }
}

fn theme_hash(theme: &Theme) -> String {
    let files: Vec<(&String, String)> =
        theme.files.iter().map(|(name, bytes)| (name, sha256(bytes))).collect();
    hash(&files)
}

fn hash(value: &impl Serialize) -> String {
    // Trees of texts and numbers cannot fail to serialise.
    sha256(&serde_json::to_vec(value).unwrap_or_default())
}

/// Why an edition is not what would be made now, in words; the chief reasons first. What became of
/// figures, claims and sources is what `briefing diff` says of both, where the facts of the edition
/// that is there can be read.
pub(crate) fn why(old: &Manifest, new: &Manifest, difference: Option<&Difference>) -> Vec<String> {
    let mut reasons = Vec::new();
    let names = |manifest: &Manifest| manifest.files.keys().cloned().collect::<BTreeSet<String>>();
    let (had, has) = (names(old), names(new));
    reasons.extend(has.difference(&had).map(|file| format!("`{file}` is new")));
    reasons.extend(had.difference(&has).map(|file| format!("`{file}` is no longer made")));
    if old.engine != new.engine {
        reasons.push(format!("made by {}, this is {}", old.engine, new.engine));
    }
    changes(&old.made_with, &new.made_with, &mut reasons, |name| match name {
        "build" => "the build of the engine".to_owned(),
        name => format!("the version of {name}"),
    });
    if old.theme != new.theme {
        reasons.push(format!("the theme was `{}`, and is `{}`", old.theme, new.theme));
    }
    changes(&old.parameters, &new.parameters, &mut reasons, |name| format!("parameter `{name}`"));
    let (old, new) = (&old.inputs, &new.inputs);
    reasons.extend(difference.into_iter().flat_map(differences));
    let data = |path: &str| path.starts_with("data/");
    let of = |files: &BTreeMap<String, String>, is_data: bool| {
        let files = files.iter().filter(|(path, _)| data(path) == is_data);
        files.map(|(path, hash)| (path.clone(), hash.clone())).collect::<BTreeMap<_, _>>()
    };
    let file = |path: &str| format!("`{path}`");
    changes(&of(&old.files, false), &of(&new.files, false), &mut reasons, file);
    // A file of data may have changed in what the brief does not print: it is the reason only where
    // there is no other.
    if reasons.is_empty() {
        changes(&of(&old.files, true), &of(&new.files, true), &mut reasons, file);
    }
    reasons
}

/// What a comparison says, a line for each claim and source, and one for each kind of reason that names
/// no claim.
fn differences(difference: &Difference) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for ((was, is), kind) in difference.claim_changes() {
        let word = kind.as_str();
        said.push(match (was, is) {
            (Some(was), Some(is)) if was != is => {
                format!("claim `{was}` is now `{is}` ({word})")
            }
            (Some(id), Some(_)) => format!("claim `{id}` has changed ({word})"),
            (Some(id), None) if kind == Kind::EvidenceWithdrawn => format!("claim `{id}` is gone"),
            (None, Some(id)) if kind == Kind::NewEvidence => format!("claim `{id}` is new"),
            (Some(id), None) => format!("claim `{id}` no longer counts where it did ({word})"),
            (None, Some(id)) => format!("claim `{id}` counts where it did not ({word})"),
            (None, None) => continue,
        });
    }
    for source in &difference.sources {
        said.extend(match (&source.before, &source.after) {
            (None, Some(source)) => Some(format!("source `{}` is new", source.id)),
            (Some(source), None) => Some(format!("source `{}` is gone", source.id)),
            (Some(source), Some(_)) => Some(format!("source `{}` has changed", source.id)),
            (None, None) => None,
        });
    }
    // A figure that is explained by its claims needs no more; of the others it is said how many.
    let mut others: BTreeMap<Kind, usize> = BTreeMap::new();
    for fact in &difference.facts {
        if fact.reasons.iter().all(|reason| reason.claims.is_empty()) {
            *others.entry(fact.chief()).or_default() += 1;
        }
    }
    said.extend(others.into_iter().map(|(kind, count)| {
        let figures = if count == 1 { "figure" } else { "figures" };
        format!("{count} {figures}: {}", kind.as_str())
    }));
    said
}

fn changes(
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
    reasons: &mut Vec<String>,
    name: impl Fn(&str) -> String,
) {
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for key in keys {
        let how = match (old.get(key), new.get(key)) {
            (None, Some(_)) => "is new",
            (Some(_), None) => "is gone",
            (Some(before), Some(after)) if before != after => "has changed",
            _ => continue,
        };
        reasons.push(format!("{} {how}", name(key)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(inputs: Inputs) -> Manifest {
        Manifest {
            report: "fairs".to_owned(),
            key: None,
            title: "Fairs".to_owned(),
            edition: "2024".to_owned(),
            period: "2024".to_owned(),
            date: jiff::civil::date(2024, 11, 1),
            as_of: None,
            overrides: Vec::new(),
            previous: None,
            engine: "briefing 0.1.0".to_owned(),
            made_with: BTreeMap::new(),
            theme: "default".to_owned(),
            parameters: BTreeMap::new(),
            content_key: String::new(),
            document_sha256: String::new(),
            counts: Counts::default(),
            audit_warnings: 0,
            inputs,
            files: BTreeMap::new(),
        }
    }

    fn map(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
        entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_reason_is_what_the_brief_prints_rather_than_the_file_it_stands_in() {
        let before = manifest(Inputs {
            files: map(&[("data/events/a.toml", "1"), ("reports/fairs/brief.md.hbs", "1")]),
            ..Inputs::default()
        });
        let mut after = before.clone();
        assert_eq!(why(&before, &after, None), Vec::<String>::new());
        after.inputs.files =
            map(&[("data/events/a.toml", "2"), ("reports/fairs/brief.md.hbs", "1")]);
        assert_eq!(why(&before, &after, None), ["`data/events/a.toml` has changed"]);
        after.engine = "briefing 0.2.0".to_owned();
        assert_eq!(why(&before, &after, None)[0], "made by briefing 0.1.0, this is briefing 0.2.0");
    }
}

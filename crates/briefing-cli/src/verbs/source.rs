//! `briefing source`: archived copies of sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use briefing_loader::{
    Disk, LoadOptions, Loaded, NewSource, PassedOver, World, WorldError, add_source, load_with,
    set_sha256, sha256,
};
use briefing_model::diagnostic::{Diagnostics, Files};
use briefing_model::evidence::QuoteGrade;
use briefing_model::source::Source;
use briefing_text::Format as TextFormat;
use serde_json::{Map, Value, json};

use crate::arguments::{AddSource, Common, Known, Source as Arguments, SourceWhat};
use crate::evidence::plural;
use crate::exit::{Exit, UsageError};
use crate::formats::Format;
use crate::messages;
use crate::session::{Session, today};
use crate::terminal::Terminal;
use crate::write::write_below;

/// Archives the copy of a source, and records it.
pub(crate) fn run(
    common: &Common,
    options: &Arguments,
    terminal: &Terminal,
) -> anyhow::Result<Exit> {
    let SourceWhat::Add(options) = &options.what;
    let (session, _) = Session::open(common, &Known::default())?;
    let bytes = fs::read(&options.file)
        .with_context(|| format!("failed to read `{}`", options.file.display()))?;
    let change = change(&session, options, &sha256(&bytes))?;
    let archive = archive(&session, options)?;

    // Everything is tried in memory first: nothing is written that would be a mistake.
    let tried = Tried {
        disk: Disk::new(&session.root),
        files: BTreeMap::from([
            (change.path.clone(), change.text.clone().into_bytes()),
            (archive.clone(), bytes.clone()),
        ]),
    };
    let loading = LoadOptions { limits: session.limits, ..LoadOptions::default() };
    let Loaded { project, files, diagnostics } = load_with(&tried, &session.registry, &loading)?;
    let id = &options.id;
    let Some(source) = project.dataset.sources.get(id).or_else(|| withheld(&project, options))
    else {
        let found = about(diagnostics, &files, &change.path);
        messages::print(found, &files, terminal);
        return Ok(Exit::Mistakes);
    };
    let claims: Vec<_> =
        project.dataset.claims.iter().filter(|claim| claim.source == *id).collect();
    let findings = project.dataset.evidence.findings.iter().filter(|finding| {
        let claims = &project.dataset.claims;
        finding.accepted.is_none()
            && finding.claims.iter().any(|claim| claims[*claim as usize].source == *id)
    });
    let mut found = about(diagnostics.clone(), &files, &change.path);
    found.extend(findings.map(|finding| finding.diagnostic.clone()));
    found.sort(&files);
    let own = files.find(&change.path);
    let is_broken = found.iter().any(|found| {
        found.severity == briefing_model::diagnostic::Severity::Error
            && Some(found.span.file) == own
            && found.span.start >= source.span.start
            && !found.code.0.starts_with("B08")
    });
    if is_broken {
        messages::alone(found, &files, terminal)?;
        return Ok(Exit::Mistakes);
    }

    write_below(&session.root, &archive, &bytes)?;
    write_below(&session.root, &change.path, change.text.as_bytes())?;
    let graded = |grade| claims.iter().filter(|claim| claim.checked.quote == grade).count();
    if terminal.format == Format::Json {
        let quotes: Map<String, Value> = QuoteGrade::ALL
            .into_iter()
            .map(|grade| (grade.as_str().to_owned(), json!(graded(grade))))
            .collect();
        terminal.json(&json!({
            "source": id,
            "file": change.path,
            "archive": archive,
            "sha256": source.sha256,
            "replaced": change.replaced,
            "claims": claims.len(),
            "quotes": quotes,
            "diagnostics": messages::as_json(found, &files, terminal),
        }))?;
        return Ok(Exit::Done);
    }
    messages::print(found, &files, terminal);
    let verb = if change.replaced.is_some() { "replaced" } else { "archived" };
    terminal.tell(&format!("{verb} {archive}, recorded in {}", change.path));
    let quotes: Vec<String> = QuoteGrade::ALL
        .into_iter()
        .filter(|grade| graded(*grade) > 0)
        .map(|grade| format!("{} {grade}", graded(grade)))
        .collect();
    let quotes = if quotes.is_empty() { String::new() } else { format!(": {}", quotes.join(", ")) };
    terminal.tell(&format!("{}{quotes}", plural(claims.len(), "quote")));
    Ok(Exit::Done)
}

/// A changed file of sources.
struct Change {
    path: String,
    text: String,
    /// The hash that was recorded before, if it was another.
    replaced: Option<String>,
}

fn change(session: &Session, options: &AddSource, hash: &str) -> anyhow::Result<Change> {
    let id = &options.id;
    let known = session.project.dataset.sources.get(id);
    let known = known.or_else(|| withheld(&session.project, options));
    if let Some(source) = known {
        let path = session.files.path(source.span.file).unwrap_or_default().to_owned();
        if !options.fields().is_empty() {
            let message = format!(
                "`{id}` is known, and only its archived copy is recorded: leave out {}, or edit `{path}`",
                options.fields().join(", ")
            );
            return Err(UsageError(message).into());
        }
        let text = read(&session.root.join(&path))?;
        let text =
            set_sha256(&text, id, hash).with_context(|| format!("failed to change `{path}`"))?;
        let replaced = source.sha256.clone().filter(|recorded| recorded != hash);
        return Ok(Change { path, text, replaced });
    }
    let path = options.to.clone().unwrap_or_else(|| format!("data/sources/{id}.toml"));
    if !(path.starts_with("data/sources/") && path.ends_with(".toml")) || path.contains("..") {
        let message = format!("sources stand in `data/sources/*.toml`, not in `{path}`");
        return Err(UsageError(message).into());
    }
    let source = new_source(options)?;
    let file = session.root.join(&path);
    let text = if file.exists() { read(&file)? } else { String::new() };
    let text =
        add_source(&text, &source, hash).with_context(|| format!("failed to add to `{path}`"))?;
    Ok(Change { path, text, replaced: None })
}

fn new_source(options: &AddSource) -> anyhow::Result<NewSource> {
    let missing: Vec<&str> = [
        ("--title", options.title.is_none()),
        ("--publisher", options.publisher.is_none()),
        ("--kind", options.kind.is_none()),
        ("--language", options.language.is_none()),
        ("--grade", options.grade.is_none()),
    ]
    .into_iter()
    .filter_map(|(name, is_missing)| is_missing.then_some(name))
    .collect();
    let (Some(title), Some(publisher), Some(kind), Some(language), Some(grade)) = (
        options.title.clone(),
        options.publisher.clone(),
        options.kind.clone(),
        options.language.clone(),
        options.grade.clone(),
    ) else {
        let message = format!("`{}` is a new source: give {} too", options.id, missing.join(", "));
        return Err(UsageError(message).into());
    };
    Ok(NewSource {
        id: options.id.clone(),
        title,
        publisher,
        origin: options.origin.clone(),
        kind,
        published: options.published,
        accessed: match options.accessed {
            Some(date) => date,
            None => today()?,
        },
        url: options.url.clone(),
        language,
        grade,
        note: options.note.clone(),
    })
}

/// Where the copy goes, below the project.
fn archive(session: &Session, options: &AddSource) -> anyhow::Result<String> {
    let name = options.file.to_string_lossy();
    let Some(format) = TextFormat::of(&name) else {
        let message = format!("`{name}` is not read: copies end in .txt, .html or .pdf");
        return Err(UsageError(message).into());
    };
    let folder = &session.project.settings.archive;
    for other in TextFormat::ALL.into_iter().filter(|other| *other != format) {
        let path = format!("{folder}/{}.{}", options.id, other.ending());
        if session.root.join(&path).exists() {
            let message = format!("`{path}` is there already; a source has one copy");
            return Err(UsageError(message).into());
        }
    }
    Ok(format!("{folder}/{}.{}", options.id, format.ending()))
}

fn withheld<'a>(project: &'a briefing_loader::Project, options: &AddSource) -> Option<&'a Source> {
    project.dataset.withheld.sources.get(&options.id).map(|(source, _)| source)
}

/// What is wrong with one file.
fn about(diagnostics: Diagnostics, files: &Files, path: &str) -> Diagnostics {
    let file = files.find(path);
    diagnostics.into_iter().filter(|found| Some(found.span.file) == file).collect()
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("failed to read `{}`", path.display()))
}

/// The project as it would be with other files in it.
struct Tried {
    disk: Disk,
    files: BTreeMap<String, Vec<u8>>,
}

impl World for Tried {
    fn passed_over(&self, folder: &str) -> Result<Vec<PassedOver>, WorldError> {
        self.disk.passed_over(folder)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError> {
        let mut found = self.disk.list(folder)?;
        let prefix = format!("{folder}/");
        found.extend(self.files.keys().filter(|path| path.starts_with(&prefix)).cloned());
        found.sort();
        found.dedup();
        Ok(found)
    }

    fn size(&self, path: &str) -> Result<u64, WorldError> {
        match self.files.get(path) {
            Some(bytes) => Ok(bytes.len() as u64),
            None => self.disk.size(path),
        }
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, WorldError> {
        match self.files.get(path) {
            Some(bytes) => match bytes.len() as u64 {
                size if size > limit => Err(WorldError::too_large(path, size, limit)),
                _ => Ok(bytes.clone()),
            },
            None => self.disk.read(path, limit),
        }
    }
}

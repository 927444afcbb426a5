//! `briefing diff`: what changed between two editions, or would change with the next, and why.

mod draft;
mod markdown;
mod side;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use briefing_model::diagnostic::{Diagnostics, Severity};
use briefing_plugin::{OutputInput, Registry, Theme};
use briefing_reporter::{Compared, Said, difference_document};
use serde_json::{Value, json};

use self::draft::Drafts;
use self::side::Side;
use crate::arguments::{Common, Diff, Known};
use crate::exit::{Exit, UsageError};
use crate::formats::Format;
use crate::messages;
use crate::plugins;
use crate::session::{Session, unknown};
use crate::terminal::Terminal;
use crate::write::write_below;

/// Prints what changed, and writes it as a brief where that is asked for.
pub(crate) fn run(common: &Common, options: &Diff, terminal: &Terminal) -> anyhow::Result<Exit> {
    let is_drafted = options.after.is_none();
    let known = if is_drafted { &options.known } else { &Known::default() };
    let opened = Session::open(common, known);
    let registry = plugins::register_all(&common.limits())?;
    check_outputs(options, &registry)?;
    let out = || -> anyhow::Result<PathBuf> {
        match (&options.out, &opened) {
            (Some(out), _) => Ok(out.clone()),
            (None, Ok((session, _))) => session.out(None),
            // Said again, since it is asked for again.
            (None, Err(error)) => Err(UsageError(format!("{error:#}")).into()),
        }
    };
    let before = Side::find(options.before.as_deref(), &out)?;
    let after = options.after.as_deref().map(|name| Side::find(Some(name), &out)).transpose()?;

    let Some(after) = after else {
        let (session, diagnostics) = opened?;
        let drafts = Drafts::make(&session, &options.known, &before, diagnostics, terminal)?;
        let compared = with_drafts(&session, before, drafts.briefs, &drafts.failed)?;
        let exit = told(
            &compared,
            &drafts.failed,
            &drafts.diagnostics,
            Some(&session),
            options,
            &registry,
            terminal,
        )?;
        let failed: Vec<String> = drafts.failed.iter().map(|brief| format!("`{brief}`")).collect();
        if !failed.is_empty() {
            terminal.tell(&format!("not compared, for the mistakes above: {}", failed.join(", ")));
        }
        return Ok(if drafts.diagnostics.has_errors() { Exit::Mistakes } else { exit });
    };
    let compared = paired(before, after)?;
    let session = opened.as_ref().ok().map(|(session, _)| session);
    told(&compared, &BTreeSet::new(), &Diagnostics::new(), session, options, &registry, terminal)
}

/// The editions of both sides, brief by brief.
fn paired(before: Side, after: Side) -> anyhow::Result<Vec<Compared>> {
    let (before, after) = match (before, after) {
        (Side::One(before), Side::One(after)) => {
            let (before, after) = (before.read()?, after.read()?);
            let brief = side::brief(&after.facts);
            return Ok(vec![Compared::new(brief, Some(before), Some(after))]);
        }
        (Side::Several { editions: before, .. }, Side::Several { editions: after, .. }) => {
            (before, after)
        }
        (Side::One(one), Side::Several { .. }) | (Side::Several { .. }, Side::One(one)) => {
            return Err(UsageError(format!(
                "`{}` is one edition, and the other side is several: compare an edition with an \
                 edition, or a folder with a folder",
                one.name
            ))
            .into());
        }
    };
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .map(|name| {
            let read = |side: &BTreeMap<String, side::Edition>| {
                side.get(name).map(side::Edition::read).transpose()
            };
            Ok(Compared::new(name, read(&before)?, read(&after)?))
        })
        .collect()
}

/// Editions against what would be built now. What could not be made is not compared.
fn with_drafts(
    session: &Session,
    before: Side,
    mut drafts: BTreeMap<String, Said>,
    failed: &BTreeSet<String>,
) -> anyhow::Result<Vec<Compared>> {
    let before = match before {
        Side::One(one) => BTreeMap::from([(side::brief(&one.read()?.facts), one)]),
        Side::Several { editions, .. } => editions,
    };
    let mut compared = BTreeMap::new();
    for (brief, edition) in before {
        let is_failed = |name: &String| {
            brief == *name
                || brief.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        if failed.iter().any(is_failed) {
            continue;
        }
        let after = drafts.remove(&brief);
        let mut one = Compared::new(&brief, Some(edition.read()?), after);
        let locale = one.language().to_owned();
        if let Some(difference) = &mut one.difference {
            difference.explain(|claim| draft::why(session, claim, &locale));
        }
        compared.insert(brief, one);
    }
    for (brief, draft) in drafts {
        compared.insert(brief.clone(), Compared::new(brief, None, Some(draft)));
    }
    Ok(compared.into_values().collect())
}

/// Prints a comparison in the form that is asked for.
fn told(
    compared: &[Compared],
    failed: &BTreeSet<String>,
    diagnostics: &Diagnostics,
    session: Option<&Session>,
    options: &Diff,
    registry: &Registry,
    terminal: &Terminal,
) -> anyhow::Result<Exit> {
    let errors = || -> Diagnostics {
        let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
        errors.cloned().collect()
    };
    match terminal.format {
        Format::Json => {
            let said = session.map(|session| messages::as_json(errors(), &session.files, terminal));
            terminal.json(&as_json(compared, said.unwrap_or_else(|| json!([]))))?;
        }
        Format::Markdown => terminal.print(&markdown::comment(compared, failed))?,
        // Who wants the exit code alone.
        _ if terminal.quiet => {}
        _ => terminal.print(&text::text(compared, Terminal::width()))?,
    }
    if let Some(session) = session {
        messages::report(errors(), session, terminal)?;
    }
    for path in write(compared, session, options, registry)? {
        terminal.tell(&format!("wrote {}", path.display()));
    }
    let differs = compared.iter().any(Compared::differs);
    Ok(if differs && options.exit_code { Exit::Mistakes } else { Exit::Done })
}

fn as_json(compared: &[Compared], diagnostics: Value) -> Value {
    let side = |side: &Option<Said>| {
        let name = |side: &Said| json!({ "name": side.name, "is-draft": side.is_draft });
        side.as_ref().map(name)
    };
    let briefs: Vec<Value> = compared
        .iter()
        .map(|one| {
            json!({
                "brief": one.brief,
                "differs": one.differs(),
                "before": side(&one.before),
                "after": side(&one.after),
                "difference": one.difference,
            })
        })
        .collect();
    json!({ "briefs": briefs, "diagnostics": diagnostics })
}

fn check_outputs(options: &Diff, registry: &Registry) -> anyhow::Result<()> {
    let names: Vec<&str> = registry.outputs().map(|output| output.name()).collect();
    match options.outputs.iter().find(|name| !names.contains(&name.as_str())) {
        Some(name) => Err(unknown("output", name, names.iter().copied())),
        None => Ok(()),
    }
}

/// Writes the comparison as a brief: `difference.html`, `difference.pdf`.
fn write(
    compared: &[Compared],
    session: Option<&Session>,
    options: &Diff,
    registry: &Registry,
) -> anyhow::Result<Vec<PathBuf>> {
    if options.outputs.is_empty() {
        return Ok(Vec::new());
    }
    let Some(document) = difference_document(compared) else { return Ok(Vec::new()) };
    let theme = session.and_then(|session| {
        session.project.themes.get(&session.project.settings.theme.value).cloned()
    });
    let theme = theme.unwrap_or_else(|| Theme { name: "default".to_owned(), ..Theme::default() });
    let folder = options.to.as_deref().unwrap_or(Path::new("."));
    let mut written = Vec::new();
    for output in options.outputs.iter().filter_map(|name| registry.output(name)) {
        let bytes = output
            .write(&OutputInput::new(&document, &theme))
            .with_context(|| format!("failed to write the comparison as {}", output.name()))?;
        let name = output.file_name().replacen("brief", "difference", 1);
        write_below(folder, &name, &bytes)?;
        written.push(folder.join(name));
    }
    Ok(written)
}

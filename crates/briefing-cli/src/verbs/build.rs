//! `briefing build`: editions now.

use std::collections::BTreeSet;
use std::path::PathBuf;

use briefing_model::diagnostic::{Diagnostic, Diagnostics, Files, Levels, Severity, Span};
use briefing_model::slug::Slug;
use briefing_reporter::{
    Auditor, Failure, Outcome, Plan, Publisher, Renderer, codes, compute, lint, plan, write_index,
};
use serde_json::json;

use crate::arguments::{Build, Common, Format, Selected};
use crate::evidence;
use crate::exit::Exit;
use crate::messages;
use crate::progress::Bar;
use crate::session::Session;
use crate::terminal::Terminal;

/// Builds the briefs that are asked for and publishes them.
pub(crate) fn run(common: &Common, options: &Build, terminal: &Terminal) -> anyhow::Result<Exit> {
    make(common, &options.selected, Target::Publish(options.out.clone()), terminal)
}

/// What becomes of the briefs.
pub(crate) enum Target {
    /// They are published, to this folder or the project's own.
    Publish(Option<PathBuf>),
    /// They are dropped: only mistakes matter.
    Nowhere,
}

/// Everything that `build` and `check` share: all stages, all mistakes.
pub(crate) fn make(
    common: &Common,
    selected: &Selected,
    target: Target,
    terminal: &Terminal,
) -> anyhow::Result<Exit> {
    if let Some(jobs) = common.jobs {
        rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global()?;
    }
    let (session, mut diagnostics) = Session::open(common, &selected.known)?;
    let request = session.request(selected)?;
    let date = session.date(selected)?;

    let (plan, found) = plan(&session.project, &session.columns, &session.registry, &request);
    diagnostics.extend(found);
    // What is wrong with one report stops that report; what is wrong with the data stops them all,
    // since briefs from half-read data would have to be taken back.
    let Some(mut without) = reports_with_errors(&diagnostics, &session.files) else {
        return stop(&session, terminal, &target, &plan, diagnostics);
    };
    diagnostics.extend(check_templates(&session, &plan, &mut without));
    let (computed, found) = compute(&session.project, &session.columns, &session.registry, &plan);
    diagnostics.extend(found);
    without.extend(computed.refused().iter().cloned());
    if !diagnostics.has_errors() {
        let (project, environment) = (&session.project, &session.environment);
        let levels = &project.settings.checks;
        let found = lint::unused(project, environment, &session.files);
        diagnostics.extend(levels.apply(found));
        let found = lint::numbers(project, environment, &plan, &computed);
        diagnostics.extend(levels.apply(found));
        match reports_with_errors(&diagnostics, &session.files) {
            Some(more) => without.extend(more),
            None => return stop(&session, terminal, &target, &plan, diagnostics),
        }
    }
    Session::check_keys(&request, &plan)?;

    let publisher = match &target {
        Target::Nowhere => None,
        Target::Publish(out) => {
            let out = out.clone();
            let out = out.unwrap_or_else(|| session.root.join(&session.project.settings.out));
            Some(Publisher::new(out)?)
        }
    };
    let auditor = Auditor::new(&session.project);
    let bar = Bar::new(terminal);
    let renderer = Renderer {
        project: &session.project,
        environment: &session.environment,
        date,
        auditor: Some(&auditor),
        publisher: publisher.as_ref(),
        without: &without,
        progress: &bar,
    };
    let outcomes = renderer.run(&plan, &computed);
    bar.clear();

    for outcome in &outcomes {
        diagnostics.extend(outcome.warnings.clone());
        if let Err(failure) = &outcome.result {
            diagnostics.extend(mistakes(failure, &plan.briefs[outcome.brief].folder()));
        }
    }
    if let Some(publisher) = &publisher {
        // The index is of what is current, which editions as of an earlier day never are.
        if selected.known.as_of.is_none() {
            write_index(publisher, &session.project, &session.registry, date)?;
        }
        for outcome in &outcomes {
            if let Ok(Some(published)) = &outcome.result {
                let mark = if published.is_new { "new" } else { "unchanged" };
                terminal.tell(&format!("{mark:>9}  {}", published.path));
            }
        }
    }
    let has_errors = diagnostics.has_errors();
    report(&session, terminal, &plan, diagnostics, &outcomes)?;
    let mut failed: Vec<String> = outcomes
        .iter()
        .filter(|outcome| outcome.result.is_err())
        .map(|outcome| format!("`{}`", plan.briefs[outcome.brief].folder()))
        .collect();
    // A report whose definition cannot be read makes no brief that could fail.
    let unread = without.iter().filter(|id| !session.project.reports.contains_key(*id));
    failed.extend(unread.map(|id| format!("`{id}`")));
    if !failed.is_empty() || has_errors {
        let made = outcomes.iter().filter(|outcome| outcome.result.is_ok()).count();
        terminal.tell(&format!("{} made; failed: {}", briefs(made), failed.join(", ")));
        tell_evidence(&session, terminal, &target);
        return Ok(Exit::Mistakes);
    }
    let made = briefs(outcomes.len());
    if let (Some(publisher), Some(day)) = (&publisher, selected.known.as_of) {
        let out = publisher.out().display();
        terminal.tell(&format!("{made} as of {day}, in {out}; what is current stays"));
    } else if let Some(publisher) = &publisher {
        let index = publisher.out().join("index.html");
        terminal.tell(&format!("{made}; open {}", index.display()));
    } else {
        terminal.tell(&format!("{made}, no mistakes"));
    }
    tell_evidence(&session, terminal, &target);
    Ok(Exit::Done)
}

/// Ends before anything is made: something is wrong that every brief would rest on.
fn stop(
    session: &Session,
    terminal: &Terminal,
    target: &Target,
    plan: &Plan<'_>,
    diagnostics: Diagnostics,
) -> anyhow::Result<Exit> {
    // What could not be read was not checked either, and nobody asks how many claims are left.
    let is_read = !diagnostics
        .iter()
        .any(|found| found.severity == Severity::Error && !Levels::is_free(found.code.0));
    report(session, terminal, plan, diagnostics, &[])?;
    if is_read {
        tell_evidence(session, terminal, target);
    }
    Ok(Exit::Mistakes)
}

/// Ends a check with what was checked.
fn tell_evidence(session: &Session, terminal: &Terminal, target: &Target) {
    if matches!(target, Target::Nowhere) {
        for line in evidence::summary(&session.project) {
            terminal.tell(&line);
        }
    }
}

fn briefs(count: usize) -> String {
    if count == 1 { "1 brief".to_owned() } else { format!("{count} briefs") }
}

/// The reports that errors stand in, by the folders of their files; `None` where one stands
/// elsewhere.
fn reports_with_errors(diagnostics: &Diagnostics, files: &Files) -> Option<BTreeSet<Slug>> {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| {
            let rest = files.path(diagnostic.span.file)?.strip_prefix("reports/")?;
            let (folder, _) = rest.split_once('/')?;
            let is_shared = matches!(folder, "partials" | "themes");
            if is_shared { None } else { Slug::new(folder).ok() }
        })
        .collect()
}

/// Checks the template of each report once, however many briefs it makes.
fn check_templates(
    session: &Session,
    plan: &Plan<'_>,
    without: &mut BTreeSet<Slug>,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut checked = BTreeSet::new();
    for brief in &plan.briefs {
        let id = &brief.report.id;
        if !without.contains(id) && checked.insert(id) {
            let project = &session.project;
            let found = session.environment.check(brief.report, &project.dataset, &project.metrics);
            let found = project.settings.checks.apply(found);
            if found.has_errors() {
                without.insert(id.clone());
            }
            diagnostics.extend(found);
        }
    }
    diagnostics
}

fn mistakes(failure: &Failure, folder: &str) -> Diagnostics {
    let single = |message: String| {
        std::iter::once(Diagnostic::error(codes::OUTPUT, Span::NONE, message)).collect()
    };
    match failure {
        // What is wrong with its report has been said.
        Failure::LeftOut => Diagnostics::new(),
        Failure::Mistakes(diagnostics) => diagnostics.clone(),
        Failure::World(error) => single(format!("`{folder}`: {error}")),
        Failure::Defect(said) => {
            single(format!("`{folder}`: the program failed where it should not have: {said}"))
        }
    }
}

/// Prints the mistakes for people, or everything that happened for programs.
fn report(
    session: &Session,
    terminal: &Terminal,
    plan: &Plan<'_>,
    diagnostics: Diagnostics,
    outcomes: &[Outcome],
) -> anyhow::Result<()> {
    if terminal.format != Format::Json {
        messages::print(diagnostics, &session.files, terminal);
        return Ok(());
    }
    let briefs: Vec<_> = outcomes
        .iter()
        .map(|outcome| {
            let published = outcome.result.as_ref().ok().and_then(Option::as_ref);
            json!({
                "brief": plan.briefs[outcome.brief].folder(),
                "ok": outcome.result.is_ok(),
                "path": published.map(|published| &published.path),
                "new": published.map(|published| published.is_new),
            })
        })
        .collect();
    terminal.json(&json!({
        "briefs": briefs,
        "evidence": evidence::as_json(&session.project),
        "diagnostics": messages::as_json(diagnostics, &session.files),
    }))
}

//! `briefing build`: editions now.

use std::path::PathBuf;

use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_reporter::{
    Failure, Outcome, Plan, Publisher, Renderer, codes, compute, plan, write_index,
};
use serde_json::json;

use crate::arguments::{Build, Common, Format, Selected};
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
    let (session, mut diagnostics) = Session::open(common)?;
    let request = session.request(selected)?;
    let date = session.date(selected)?;

    let (plan, found) = plan(&session.project, &session.columns, &session.registry, &request);
    diagnostics.extend(found);
    diagnostics.extend(check_templates(&session, &plan));
    let (computed, found) =
        compute(&session.project, &session.columns, &session.registry, &plan);
    diagnostics.extend(found);
    if diagnostics.has_errors() {
        // Briefs from half-read data would have to be taken back.
        report(&session, terminal, &plan, diagnostics, &[])?;
        return Ok(Exit::Mistakes);
    }
    Session::check_keys(&request, &plan)?;

    let publisher = match target {
        Target::Nowhere => None,
        Target::Publish(out) => {
            let out = out.unwrap_or_else(|| session.root.join(&session.project.settings.out));
            Some(Publisher::new(out)?)
        }
    };
    let bar = Bar::new(terminal);
    let renderer = Renderer {
        project: &session.project,
        environment: &session.environment,
        date,
        publisher: publisher.as_ref(),
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
        write_index(publisher, &session.project, &session.registry, date)?;
        for outcome in &outcomes {
            if let Ok(Some(published)) = &outcome.result {
                let mark = if published.is_new { "new" } else { "unchanged" };
                terminal.tell(&format!("{mark:>9}  {}", published.path));
            }
        }
    }
    let failed = outcomes.iter().filter(|outcome| outcome.result.is_err()).count();
    report(&session, terminal, &plan, diagnostics, &outcomes)?;
    if failed > 0 {
        let names: Vec<String> = outcomes
            .iter()
            .filter(|outcome| outcome.result.is_err())
            .map(|outcome| format!("`{}`", plan.briefs[outcome.brief].folder()))
            .collect();
        terminal.tell(&format!("{failed} of {} failed: {}", outcomes.len(), names.join(", ")));
        return Ok(Exit::Mistakes);
    }
    if let Some(publisher) = &publisher {
        let index = publisher.out().join("index.html");
        terminal.tell(&format!("{} briefs; open {}", outcomes.len(), index.display()));
    } else {
        terminal.tell(&format!("{} briefs, no mistakes", outcomes.len()));
    }
    Ok(Exit::Done)
}

/// Checks the template of each report once, however many briefs it makes.
fn check_templates(session: &Session, plan: &Plan<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut checked: Vec<&briefing_model::slug::Slug> = Vec::new();
    for brief in &plan.briefs {
        if !checked.contains(&&brief.report.id) {
            checked.push(&brief.report.id);
            let project = &session.project;
            let found = session.environment.check(brief.report, &project.dataset, &project.metrics);
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
        Failure::Mistakes(diagnostics) => diagnostics.clone(),
        Failure::World(error) => single(format!("`{folder}`: {error}")),
        Failure::Defect(said) => single(format!(
            "`{folder}`: the program failed where it should not have: {said}"
        )),
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
        "diagnostics": messages::as_json(diagnostics, &session.files),
    }))
}

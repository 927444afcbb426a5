//! `briefing build`: editions now.

use std::collections::BTreeSet;
use std::path::PathBuf;

use briefing_model::date::Date;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Files, Levels, Severity, Span};
use briefing_model::slug::Slug;
use briefing_reporter::{
    Auditor, Computed, Failure, Outcome, Plan, Publisher, Renderer, Request, codes, compute, lint,
    plan, retracted, write_index,
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
    let (session, diagnostics) = Session::open(common, &selected.known)?;
    let request = session.request(selected)?;
    let date = session.date(selected)?;
    let publisher = match target {
        Target::Nowhere => None,
        Target::Publish(out) => Some(Publisher::new(session.out(out.as_deref()))?),
    };
    let made = made(&session, &request, date, publisher.as_ref(), diagnostics, terminal)?;
    if let Some(publisher) = &publisher {
        // The index is of what is current, which editions as of an earlier day never are.
        if selected.known.as_of.is_none() && made.is_begun {
            write_index(publisher, &session.project, &session.registry, date)?;
        }
        made.tell_published(terminal);
    }
    let exit = made.exit();
    let count = briefs(made.outcomes.len());
    let failed = made.failed(&session);
    let well = made.outcomes.iter().filter(|outcome| outcome.result.is_ok()).count();
    let is_begun = made.is_begun;
    // What could not be read was not checked either, and nobody asks how many claims are left.
    let is_read = !made
        .diagnostics
        .iter()
        .any(|found| found.severity == Severity::Error && !Levels::is_free(found.code.0));
    let is_checked = publisher.is_none() && (is_begun || is_read);
    report(&session, terminal, vec![made])?;
    if exit == Exit::Mistakes {
        if is_begun {
            terminal.tell(&format!("{} made; failed: {}", briefs(well), failed.join(", ")));
        }
        tell_evidence(&session, terminal, is_checked);
        return Ok(exit);
    }
    if let (Some(publisher), Some(day)) = (&publisher, selected.known.as_of) {
        let out = publisher.out().display();
        terminal.tell(&format!("{count} as of {day}, in {out}; what is current stays"));
    } else if let Some(publisher) = &publisher {
        let index = publisher.out().join("index.html");
        terminal.tell(&format!("{count}; open {}", index.display()));
    } else {
        terminal.tell(&format!("{count}, no mistakes"));
    }
    tell_evidence(&session, terminal, is_checked);
    Ok(exit)
}

/// Ends a check with what was checked.
fn tell_evidence(session: &Session, terminal: &Terminal, is_checked: bool) {
    if is_checked {
        for line in evidence::summary(&session.project) {
            terminal.tell(&line);
        }
    }
}

/// What became of the briefs of one request.
pub(crate) struct Made<'s> {
    plan: Plan<'s>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) diagnostics: Diagnostics,
    without: BTreeSet<Slug>,
    /// Whether any could be made: a mistake in the data stops them all.
    pub(crate) is_begun: bool,
}

/// Makes the briefs that are asked for.
pub(crate) fn made<'s>(
    session: &'s Session,
    request: &Request,
    date: Date,
    publisher: Option<&Publisher>,
    diagnostics: Diagnostics,
    terminal: &Terminal,
) -> anyhow::Result<Made<'s>> {
    let (mut made, computed) = ready(session, request, diagnostics)?;
    let Some(computed) = computed else { return Ok(made) };
    let auditor = Auditor::new(&session.project);
    let bar = Bar::new(terminal);
    let renderer = Renderer {
        project: &session.project,
        environment: &session.environment,
        date,
        auditor: Some(&auditor),
        publisher,
        without: &made.without,
        progress: &bar,
    };
    let outcomes = renderer.run(&made.plan, &computed);
    bar.clear();
    made.add(outcomes);
    let out = publisher.map_or_else(|| session.out(None), |publisher| publisher.out().to_owned());
    let found = retracted(&out, &session.project);
    made.diagnostics.extend(session.project.settings.checks.apply(found));
    Ok(made)
}

/// What comes before briefs are rendered: the plan with every mistake of it, and the results; no
/// results where no brief can be made.
fn ready<'s>(
    session: &'s Session,
    request: &Request,
    mut diagnostics: Diagnostics,
) -> anyhow::Result<(Made<'s>, Option<Computed>)> {
    let (plan, found) = plan(&session.project, &session.columns, &session.registry, request);
    diagnostics.extend(found);
    // What is wrong with one report stops that report; what is wrong with the data stops them all,
    // since briefs from half-read data would have to be taken back.
    let Some(mut without) = reports_with_errors(&diagnostics, &session.files) else {
        return Ok((Made::not_begun(plan, diagnostics), None));
    };
    diagnostics.extend(check_templates(session, &plan, &mut without));
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
            None => return Ok((Made::not_begun(plan, diagnostics), None)),
        }
    }
    Session::check_keys(request, &plan)?;
    let made = Made { plan, outcomes: Vec::new(), diagnostics, without, is_begun: true };
    Ok((made, Some(computed)))
}

impl<'s> Made<'s> {
    /// Briefs that a mistake in the data stops, all of them.
    fn not_begun(plan: Plan<'s>, diagnostics: Diagnostics) -> Self {
        let (outcomes, without) = (Vec::new(), BTreeSet::new());
        Self { plan, outcomes, diagnostics, without, is_begun: false }
    }

    /// Takes note of what became of the briefs.
    fn add(&mut self, outcomes: Vec<Outcome>) {
        for outcome in &outcomes {
            self.diagnostics.extend(outcome.warnings.clone());
            if let Err(failure) = &outcome.result {
                let folder = self.plan.briefs[outcome.brief].folder();
                self.diagnostics.extend(mistakes(failure, &folder));
            }
        }
        self.outcomes = outcomes;
    }
}

impl Made<'_> {
    /// Says which editions are new.
    pub(crate) fn tell_published(&self, terminal: &Terminal) {
        for outcome in &self.outcomes {
            if let Ok(Some(published)) = &outcome.result {
                let mark = if published.is_new { "new" } else { "unchanged" };
                terminal.tell(&format!("{mark:>9}  {}", published.path));
            }
        }
    }

    /// How it ended.
    pub(crate) fn exit(&self) -> Exit {
        let failed = self.outcomes.iter().any(|outcome| outcome.result.is_err());
        if failed || self.diagnostics.has_errors() { Exit::Mistakes } else { Exit::Done }
    }

    /// The briefs, or reports, that could not be made.
    pub(crate) fn failed(&self, session: &Session) -> Vec<String> {
        let failed = self.outcomes.iter().filter(|outcome| outcome.result.is_err());
        let mut failed: Vec<String> = failed
            .map(|outcome| format!("`{}`", self.plan.briefs[outcome.brief].folder()))
            .collect();
        // A report whose definition cannot be read makes no brief that could fail.
        let unread = self.without.iter().filter(|id| !session.project.reports.contains_key(*id));
        failed.extend(unread.map(|id| format!("`{id}`")));
        failed
    }
}

pub(crate) fn briefs(count: usize) -> String {
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
pub(crate) fn report(
    session: &Session,
    terminal: &Terminal,
    made: Vec<Made<'_>>,
) -> anyhow::Result<()> {
    let mut briefs = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for made in made {
        briefs.extend(made.outcomes.iter().map(|outcome| {
            let published = outcome.result.as_ref().ok().and_then(Option::as_ref);
            json!({
                "brief": made.plan.briefs[outcome.brief].folder(),
                "ok": outcome.result.is_ok(),
                "path": published.map(|published| &published.path),
                "new": published.map(|published| published.is_new),
            })
        }));
        diagnostics.extend(made.diagnostics);
    }
    if terminal.format != Format::Json {
        messages::print(diagnostics, &session.files, terminal);
        return Ok(());
    }
    terminal.json(&json!({
        "briefs": briefs,
        "evidence": evidence::as_json(&session.project),
        "diagnostics": messages::as_json(diagnostics, &session.files),
    }))
}

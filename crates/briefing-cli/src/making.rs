//! The making of briefs, which `build`, `check`, `run` and `diff` share: all stages, all mistakes, and
//! what is said of them.

mod told;

use std::collections::BTreeSet;
use std::path::Path;

use briefing_model::date::Date;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Files, Severity, Span};
use briefing_model::slug::Slug;
use briefing_reporter::{
    Auditor, Computed, Failure, Outcome, Plan, PublishError, Publisher, Record, Renderer, Request,
    Target, codes, compute, corrected, lint, plan, retracted, write_index,
};
use jiff::{Timestamp, Unit};

use crate::progress::Bar;
use crate::session::Session;
use crate::terminal::Terminal;

pub(crate) use told::{briefs, report, report_run};

/// What became of the briefs of one request.
pub(crate) struct Made<'s> {
    pub(crate) plan: Plan<'s>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) diagnostics: Diagnostics,
    /// Reports that something is wrong with.
    pub(crate) without: BTreeSet<Slug>,
    /// Whether any could be made: a mistake in the data stops them all.
    pub(crate) is_begun: bool,
}

/// Makes the briefs that are asked for.
pub(crate) fn made<'s>(
    session: &'s Session,
    request: &Request,
    date: Date,
    target: Option<Target<'_>>,
    diagnostics: Diagnostics,
    terminal: &Terminal,
) -> anyhow::Result<Made<'s>> {
    let (mut made, computed) = ready(session, request, diagnostics)?;
    let Some(computed) = computed else { return Ok(made) };
    let auditor = Auditor::wanted(&session.project);
    let bar = Bar::new(terminal);
    let renderer =
        Renderer { auditor: auditor.as_ref(), target, ..made.renderer(session, date, &bar) };
    let outcomes = renderer.run(&made.plan, &computed);
    bar.clear();
    made.add(outcomes);
    let out = match target {
        Some(target) => target.publisher.out().to_owned(),
        None => session.out(None)?,
    };
    let levels = &session.project.settings.checks;
    for found in [retracted(&out, &session.project), corrected(&out, &session.project)] {
        made.diagnostics.extend(levels.apply(found));
    }
    Ok(made)
}

/// What comes before briefs are rendered: the plan with every mistake of it, and the results; no
/// results where no brief can be made.
pub(crate) fn ready<'s>(
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

    /// What renders its briefs, for nobody to audit and to publish nowhere.
    pub(crate) fn renderer<'a>(
        &'a self,
        session: &'a Session,
        date: Date,
        progress: &'a Bar,
    ) -> Renderer<'a> {
        Renderer {
            project: &session.project,
            files: &session.files,
            environment: &session.environment,
            date,
            auditor: None,
            target: None,
            without: &self.without,
            progress,
        }
    }

    /// Takes note of what became of the briefs.
    pub(crate) fn add(&mut self, outcomes: Vec<Outcome>) {
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
        Failure::LeftOut | Failure::HeldBack => Diagnostics::new(),
        Failure::Mistakes(diagnostics) => diagnostics.clone(),
        Failure::World(error) => single(format!("`{folder}`: {error}")),
        Failure::Defect(said) => {
            single(format!("`{folder}`: the program failed where it should not have: {said}"))
        }
    }
}

/// The output folder, for this run alone.
pub(crate) fn publisher(
    out: &Path,
    verb: &str,
    wait: bool,
    terminal: &Terminal,
) -> anyhow::Result<Publisher> {
    let holder = format!(
        "process {} (`{verb}`), since {}",
        std::process::id(),
        Timestamp::now().round(Unit::Second)?
    );
    if wait {
        let tell = |busy: &PublishError| terminal.tell(&format!("waiting: {busy}"));
        return Ok(Publisher::wait(out, &holder, tell)?);
    }
    Ok(Publisher::new(out, &holder)?)
}

/// Writes what is to be known of a run: the index, what failed, what need not be made again.
pub(crate) fn settle(
    session: &Session,
    publisher: &Publisher,
    record: &mut Record,
    date: Date,
    made: &[Made<'_>],
) -> anyhow::Result<()> {
    for made in made {
        record.learn(made.outcomes.iter().filter_map(|outcome| outcome.learned.clone()));
        // A failure as of an earlier day says nothing of what is current, nor does its end.
        if session.project.dataset.as_of.is_some() {
            continue;
        }
        let failures = made.failures(session, date);
        publisher.record_failures(
            failures.iter().map(|(folder, failed)| (folder.as_str(), failed.clone())),
        )?;
    }
    // The index is of what is current, which editions as of an earlier day never are; and it is not
    // to change its name and language because its settings cannot be read.
    let is_of_day = session.project.dataset.as_of.is_some();
    let are_settings_read = !made.iter().flat_map(|made| made.diagnostics.iter()).any(|found| {
        found.severity == Severity::Error
            && session.files.path(found.span.file) == Some("reports/project.toml")
    });
    if !is_of_day && are_settings_read {
        write_index(publisher, &session.project, &session.registry, date)?;
    }
    Ok(())
}

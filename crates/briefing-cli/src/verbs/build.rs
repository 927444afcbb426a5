//! `briefing build`: editions now.

use std::collections::BTreeSet;
use std::path::Path;

use briefing_model::date::Date;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Files, Levels, Severity, Span};
use briefing_model::report::Publish;
use briefing_model::slug::Slug;
use briefing_reporter::{
    Auditor, Computed, Failed, Failure, Outcome, Plan, PublishError, Publisher, Record, Renderer,
    Request, Target, codes, compute, lint, plan, retracted, write_index,
};
use jiff::{Timestamp, Unit};
use serde_json::json;

use crate::arguments::{Build, Common, Selected};
use crate::evidence;
use crate::exit::Exit;
use crate::formats::Format;
use crate::messages;
use crate::progress::Bar;
use crate::session::{Session, Unopened};
use crate::terminal::Terminal;

/// Builds the briefs that are asked for and publishes them.
pub(crate) fn run(common: &Common, options: &Build, terminal: &Terminal) -> anyhow::Result<Exit> {
    let selected = &options.selected;
    let unopened = Unopened::read(common, &selected.known)?;
    let out = unopened.out(options.out.as_deref());
    let open = || publisher(&out, "briefing build", options.publishing.wait, terminal);
    let asked = format!("{selected:?} {:?}", options.publishing.all_or_nothing);
    let digest = unopened.digest(&asked)?;
    // What was built before from the same files, and had nothing to say, need not be understood again.
    let earlier = if out.is_dir() { Some(open()?) } else { None };
    if let Some(publisher) = &earlier
        && !options.force
        && terminal.format == Format::Human
        && let Some(editions) = Record::read(publisher).unchanged(publisher, &digest)
    {
        editions.iter().for_each(|edition| terminal.tell(&format!("unchanged  {edition}")));
        tell_built(editions.len(), selected, publisher, terminal);
        return Ok(Exit::Done);
    }
    let (session, diagnostics) = unopened.open()?;
    let request = session.request(selected)?;
    let date = session.date(selected)?;
    let publisher = earlier.map_or_else(open, Ok)?;
    let mut record = Record::read(&publisher);
    let target = Target {
        publisher: &publisher,
        made_from: session.made_from(),
        record: &record,
        is_date_fixed: selected.date.or(selected.known.as_of).is_some(),
        force: options.force,
        all_or_nothing: options.publishing.all_or_nothing
            || session.project.settings.publish == Publish::AllOrNothing,
    };
    let made = made(&session, &request, date, Some(target), diagnostics, terminal)?;
    made.tell_published(options.why, terminal);
    settle(&session, &publisher, &mut record, date, std::slice::from_ref(&made))?;
    if made.is_silent() {
        record.learn_run(&publisher, &digest, &made.editions());
    }
    record.write(&publisher)?;
    let count = made.outcomes.len();
    let exit = made.end(&session, terminal, false)?;
    if exit == Exit::Done {
        tell_built(count, selected, &publisher, terminal);
    }
    Ok(exit)
}

/// Checks the briefs that are asked for: all stages, all mistakes, nothing written.
pub(crate) fn check(
    common: &Common,
    selected: &Selected,
    terminal: &Terminal,
) -> anyhow::Result<Exit> {
    let (session, diagnostics) = Session::open(common, &selected.known)?;
    let request = session.request(selected)?;
    let date = session.date(selected)?;
    let made = made(&session, &request, date, None, diagnostics, terminal)?;
    let count = made.outcomes.len();
    // What could not be read was not checked either, and nobody asks how many claims are left.
    let is_read = !made
        .diagnostics
        .iter()
        .any(|found| found.severity == Severity::Error && !Levels::is_free(found.code.0));
    let is_checked = made.is_begun || is_read;
    let exit = made.end(&session, terminal, true)?;
    if exit == Exit::Done {
        terminal.tell(&format!("{}, no mistakes", briefs(count)));
    }
    if is_checked {
        for line in evidence::summary(&session.project) {
            terminal.tell(&line);
        }
    }
    Ok(exit)
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

fn tell_built(count: usize, selected: &Selected, publisher: &Publisher, terminal: &Terminal) {
    let count = briefs(count);
    if let Some(day) = selected.known.as_of {
        let out = publisher.out().display();
        terminal.tell(&format!("{count} as of {day}, in {out}; what is current stays"));
    } else {
        let index = publisher.out().join("index.html");
        terminal.tell(&format!("{count}; open {}", index.display()));
    }
}

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
    let renderer = Renderer {
        project: &session.project,
        environment: &session.environment,
        date,
        auditor: auditor.as_ref(),
        target,
        without: &made.without,
        progress: &bar,
    };
    let outcomes = renderer.run(&made.plan, &computed);
    bar.clear();
    made.add(outcomes);
    let out = target.map_or_else(|| session.out(None), |target| target.publisher.out().to_owned());
    let found = retracted(&out, &session.project);
    made.diagnostics.extend(session.project.settings.checks.apply(found));
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

impl Made<'_> {
    /// Says which editions are new, and why if that is asked.
    pub(crate) fn tell_published(&self, with_why: bool, terminal: &Terminal) {
        for outcome in &self.outcomes {
            if let Ok(Some(published)) = &outcome.result {
                let mark = if published.is_new { "new" } else { "unchanged" };
                terminal.tell(&format!("{mark:>9}  {}", published.path));
                if with_why {
                    outcome.why.iter().for_each(|why| terminal.tell(&format!("{:>11}{why}", "")));
                }
            }
        }
    }

    /// Whether there is nothing that a second run would have to say again.
    fn is_silent(&self) -> bool {
        self.is_begun && self.diagnostics.is_empty() && self.exit() == Exit::Done
    }

    /// The editions that it left published, by their folders.
    fn editions(&self) -> Vec<String> {
        let published = self.outcomes.iter().filter_map(|outcome| outcome.result.as_ref().ok());
        published.flatten().map(|published| published.path.clone()).collect()
    }

    /// The briefs that were tried, by folder, with what was wrong where they could not be made.
    fn failures(&self, session: &Session, date: Date) -> Vec<(String, Option<Failed>)> {
        let errors = || self.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        let said = |found: Option<&Diagnostic>| {
            let message = found.map(|found| format!("{}: {}", found.code.0, found.message));
            message.unwrap_or_else(|| "it could not be made".to_owned())
        };
        let of_report = |id: &Slug| {
            let folder = format!("reports/{id}/");
            let path = |found: &Diagnostic| session.files.path(found.span.file);
            said(errors().find(|e| path(e).is_some_and(|path| path.starts_with(&folder))))
        };
        let failed = |edition: String, message: String| Some(Failed { edition, date, message });
        let mut tried = Vec::new();
        if !self.is_begun {
            let message = said(errors().next());
            for brief in &self.plan.briefs {
                tried.push((brief.folder(), failed(brief.edition(), message.clone())));
            }
            return tried;
        }
        for outcome in &self.outcomes {
            let brief = &self.plan.briefs[outcome.brief];
            let id = &brief.report.id;
            let message = match &outcome.result {
                Ok(_) => {
                    tried.push((id.to_string(), None));
                    tried.push((brief.folder(), None));
                    continue;
                }
                Err(Failure::LeftOut) => of_report(id),
                Err(Failure::HeldBack) => "others that appear with it failed".to_owned(),
                Err(Failure::Mistakes(found)) => said(found.iter().next()),
                Err(Failure::World(error)) => error.to_string(),
                Err(Failure::Defect(said)) => said.clone(),
            };
            tried.push((brief.folder(), failed(brief.edition(), message)));
        }
        // A report whose definition cannot be read makes no brief that could fail.
        let unread = self.without.iter().filter(|id| !session.project.reports.contains_key(*id));
        tried.extend(unread.map(|id| (id.to_string(), failed(String::new(), of_report(id)))));
        tried
    }

    /// Prints what is to be said of it, and says how it ended.
    fn end(self, session: &Session, terminal: &Terminal, is_check: bool) -> anyhow::Result<Exit> {
        let exit = self.exit();
        let failed = self.failed(session);
        let well = self.outcomes.iter().filter(|outcome| outcome.result.is_ok()).count();
        let held = self.outcomes.iter();
        let held = held.filter(|o| matches!(o.result, Err(Failure::HeldBack))).count();
        let is_begun = self.is_begun;
        report(session, terminal, vec![self], Diagnostics::new())?;
        if exit == Exit::Mistakes && is_begun {
            let mut line = format!("{} made; failed: {}", briefs(well), failed.join(", "));
            if held > 0 && !is_check {
                line.push_str(&format!("; {} held back, since all appear together", briefs(held)));
            }
            terminal.tell(&line);
        }
        Ok(exit)
    }

    /// How it ended.
    pub(crate) fn exit(&self) -> Exit {
        let failed = self.outcomes.iter().any(|outcome| outcome.result.is_err());
        if failed || self.diagnostics.has_errors() { Exit::Mistakes } else { Exit::Done }
    }

    /// The briefs, or reports, that could not be made.
    pub(crate) fn failed(&self, session: &Session) -> Vec<String> {
        if !self.is_begun {
            let reports: BTreeSet<&Slug> = self.plan.briefs.iter().map(|b| &b.report.id).collect();
            return reports.into_iter().map(|id| format!("`{id}`")).collect();
        }
        let failed = self.outcomes.iter().filter(|outcome| {
            matches!(&outcome.result, Err(failure) if !matches!(failure, Failure::HeldBack))
        });
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
        Failure::LeftOut | Failure::HeldBack => Diagnostics::new(),
        Failure::Mistakes(diagnostics) => diagnostics.clone(),
        Failure::World(error) => single(format!("`{folder}`: {error}")),
        Failure::Defect(said) => {
            single(format!("`{folder}`: the program failed where it should not have: {said}"))
        }
    }
}

/// Prints the mistakes for people, or everything that happened for programs: what was made, and what
/// was found besides.
pub(crate) fn report(
    session: &Session,
    terminal: &Terminal,
    made: Vec<Made<'_>>,
    mut diagnostics: Diagnostics,
) -> anyhow::Result<()> {
    let mut briefs = Vec::new();
    for made in made {
        briefs.extend(made.outcomes.iter().map(|outcome| {
            let published = outcome.result.as_ref().ok().and_then(Option::as_ref);
            json!({
                "brief": made.plan.briefs[outcome.brief].folder(),
                "ok": outcome.result.is_ok(),
                "path": published.map(|published| &published.path),
                "new": published.map(|published| published.is_new),
                "why": outcome.why,
            })
        }));
        diagnostics.extend(made.diagnostics);
    }
    if terminal.format != Format::Json {
        return messages::report(diagnostics, session, terminal);
    }
    terminal.json(&json!({
        "briefs": briefs,
        "evidence": evidence::as_json(&session.project),
        "diagnostics": messages::as_json(diagnostics, &session.files),
    }))
}

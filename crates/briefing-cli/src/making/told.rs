//! What became of briefs, as it is told: line by line, as mistakes, as JSON, to the index.

use std::collections::BTreeSet;

use briefing_model::date::Date;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Severity};
use briefing_model::period::PeriodUnit;
use briefing_model::slug::Slug;
use briefing_reporter::{Failed, Failure, Publisher};
use serde_json::{Value, json};

use super::Made;
use crate::evidence;
use crate::exit::Exit;
use crate::formats::Format;
use crate::messages;
use crate::session::Session;
use crate::terminal::Terminal;

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

    /// Says which editions are not the current ones of their briefs, since they are not what a report
    /// says by itself, and how to make one that is.
    pub(crate) fn tell_not_current(
        &self,
        session: &Session,
        publisher: &Publisher,
        terminal: &Terminal,
    ) {
        if session.project.dataset.as_of.is_some() {
            return;
        }
        for outcome in &self.outcomes {
            let Ok(Some(published)) = &outcome.result else { continue };
            let brief = &self.plan.briefs[outcome.brief];
            let folder = brief.folder();
            let Some(current) = publisher.current(&folder) else { continue };
            if published.path == format!("{folder}/{current}") {
                continue;
            }
            let why = match (&brief.report.schedule, brief.overrides.as_slice()) {
                (_, []) => continue,
                (Some(schedule), _) => format!(
                    "the report's schedule covers {}, and `--period` names one",
                    unit(schedule.covers)
                ),
                (None, _) => format!(
                    "the report's own period is `{}`, in `{}`",
                    brief.report.period,
                    session.files.path(brief.report.span.file).unwrap_or("report.toml")
                ),
            };
            let path = &published.path;
            terminal.tell(&format!("`{path}` is not current, `{folder}/{current}` stays: {why}"));
        }
    }

    /// Whether there is nothing that a second run would have to say again.
    pub(crate) fn is_silent(&self) -> bool {
        self.is_begun && self.diagnostics.is_empty() && self.exit() == Exit::Done
    }

    /// The editions that it left published, by their folders.
    pub(crate) fn editions(&self) -> Vec<String> {
        let published = self.outcomes.iter().filter_map(|outcome| outcome.result.as_ref().ok());
        published.flatten().map(|published| published.path.clone()).collect()
    }

    /// The briefs that were tried, by folder, with what was wrong where they could not be made.
    pub(super) fn failures(&self, session: &Session, date: Date) -> Vec<(String, Option<Failed>)> {
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
    pub(crate) fn end(
        self,
        session: &Session,
        terminal: &Terminal,
        is_check: bool,
    ) -> anyhow::Result<Exit> {
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

    /// Whether the disk failed, rather than the project.
    pub(crate) fn has_disk_failure(&self) -> bool {
        self.outcomes.iter().any(|outcome| matches!(outcome.result, Err(Failure::World(_))))
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

/// Calendar units, as they are covered.
fn unit(unit: PeriodUnit) -> &'static str {
    match unit {
        PeriodUnit::All => "all time",
        PeriodUnit::Year => "years",
        PeriodUnit::Quarter => "quarters",
        PeriodUnit::Month => "months",
        PeriodUnit::Week => "weeks",
        PeriodUnit::Day => "days",
    }
}

pub(crate) fn briefs(count: usize) -> String {
    if count == 1 { "1 brief".to_owned() } else { format!("{count} briefs") }
}

/// Prints the mistakes for people, or everything that happened for programs: what was made, and what
/// was found besides.
pub(crate) fn report(
    session: &Session,
    terminal: &Terminal,
    made: Vec<Made<'_>>,
    diagnostics: Diagnostics,
) -> anyhow::Result<()> {
    told(session, terminal, made, diagnostics, None)
}

/// The same of a run by schedules, with the editions that are left to the next one.
pub(crate) fn report_run(
    session: &Session,
    terminal: &Terminal,
    made: Vec<Made<'_>>,
    diagnostics: Diagnostics,
    left: Vec<Value>,
) -> anyhow::Result<()> {
    told(session, terminal, made, diagnostics, Some(left))
}

fn told(
    session: &Session,
    terminal: &Terminal,
    made: Vec<Made<'_>>,
    mut diagnostics: Diagnostics,
    left: Option<Vec<Value>>,
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
    let mut all = json!({
        "briefs": briefs,
        "evidence": evidence::as_json(&session.project),
        "diagnostics": messages::as_json(diagnostics, &session.files, terminal),
    });
    if let Some(left) = left.filter(|left| !left.is_empty()) {
        all["left"] = Value::Array(left);
    }
    terminal.json(&all)
}

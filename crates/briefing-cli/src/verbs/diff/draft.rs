//! What would be built now, for the briefs that are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use briefing_facts::Claim;
use briefing_model::diagnostic::Diagnostics;
use briefing_model::known::Why;
use briefing_model::period::Period;
use briefing_model::slug::Slug;
use briefing_reporter::{Request, Said};
use briefing_template::words::{self, DateStyle};

use super::side::{Edition, Side, brief};
use crate::arguments::{Known, Selected};
use crate::making::ready;
use crate::progress::Bar;
use crate::session::{Session, unknown};
use crate::terminal::Terminal;

/// Briefs as they would be built.
pub(crate) struct Drafts {
    /// By their folders.
    pub(crate) briefs: BTreeMap<String, Said>,
    /// The briefs, or reports, that could not be made.
    pub(crate) failed: BTreeSet<String>,
    /// What was found on the way.
    pub(crate) diagnostics: Diagnostics,
}

impl Drafts {
    /// Makes the briefs that editions are to be compared with.
    ///
    /// An edition that was named is compared with one of its own period, and so is that of a report
    /// with a schedule; else with what `briefing build` would make.
    pub(crate) fn make(
        session: &Session,
        known: &Known,
        before: &Side,
        diagnostics: Diagnostics,
        terminal: &Terminal,
    ) -> anyhow::Result<Self> {
        let selected = Selected { known: Known { as_of: known.as_of }, ..Selected::default() };
        let date = session.date(&selected)?;
        let mut drafts = Self {
            briefs: BTreeMap::new(),
            failed: BTreeSet::new(),
            diagnostics: diagnostics.clone(),
        };
        let has_errors = diagnostics.has_errors();
        let reports = &session.project.reports;
        let claims = session.project.dataset.claims.iter().map(|claim| claim.id.clone());
        let known_claims: Arc<BTreeSet<String>> = Arc::new(claims.collect());
        for request in requests(session, before, has_errors)? {
            let (mut made, computed) = ready(session, &request, diagnostics.clone())?;
            if let Some(computed) = computed {
                let bar = Bar::new(terminal);
                let renderer = made.renderer(session, date, &bar);
                let (outcomes, facts): (Vec<_>, Vec<_>) =
                    renderer.drafts(&made.plan, &computed).into_iter().unzip();
                bar.clear();
                made.add(outcomes);
                let failed = made.outcomes.iter().filter(|outcome| outcome.result.is_err());
                let failed = failed.map(|outcome| made.plan.briefs[outcome.brief].folder());
                // A report whose definition cannot be read makes no brief that could fail.
                let unread = made.without.iter().filter(|id| !reports.contains_key(*id));
                drafts.failed.extend(failed.chain(unread.map(Slug::to_string)));
                for facts in facts.into_iter().flatten() {
                    let (name, known) = ("working tree".to_owned(), Arc::clone(&known_claims));
                    let said = Said { name, is_draft: true, facts, known };
                    drafts.briefs.insert(brief(&said.facts), said);
                }
            } else {
                // Nothing can be made from data that have mistakes.
                drafts.failed.extend(reports.keys().map(Slug::to_string));
            }
            drafts.diagnostics.extend(made.diagnostics);
        }
        Ok(drafts)
    }
}

/// What is to be made: reports of one period together.
fn requests(session: &Session, before: &Side, has_errors: bool) -> anyhow::Result<Vec<Request>> {
    let reports = &session.project.reports;
    let (several, is_all) = match before {
        Side::One(one) => return Ok(vec![request(session, one, has_errors)?]),
        Side::Several { editions, is_all } => (editions, *is_all),
    };
    let mut periods: BTreeMap<Slug, BTreeSet<Option<Period>>> = BTreeMap::new();
    for edition in several.values() {
        let brief = edition.read()?.facts.brief;
        let Ok(id) = Slug::new(brief.report.as_str()) else { continue };
        let report = reports.get(&id);
        if report.is_some() || has_errors {
            let is_scheduled = report.is_some_and(|report| report.schedule.is_some());
            let period = Period::parse(&brief.period).ok().filter(|_| is_scheduled);
            periods.entry(id).or_default().insert(period);
        }
    }
    // What has no edition yet is new.
    for id in reports.keys().filter(|_| is_all) {
        periods.entry(id.clone()).or_insert_with(|| BTreeSet::from([None]));
    }
    let mut requests = Vec::new();
    let mut together = Vec::new();
    for (id, periods) in periods {
        for period in periods {
            match period {
                None => together.push(id.clone()),
                Some(_) => requests.push(Request {
                    reports: vec![id.clone()],
                    period,
                    ..Request::default()
                }),
            }
        }
    }
    if !together.is_empty() {
        requests.insert(0, Request { reports: together, ..Request::default() });
    }
    Ok(requests)
}

fn request(session: &Session, edition: &Edition, has_errors: bool) -> anyhow::Result<Request> {
    let brief = edition.read()?.facts.brief;
    let reports = &session.project.reports;
    let Some((id, report)) = reports.get_key_value(brief.report.as_str()) else {
        let names = reports.keys().map(Slug::as_str);
        // A report that cannot be read is there, and what is wrong with it will be said.
        let id = Slug::new(brief.report.as_str()).ok().filter(|_| has_errors);
        let unknown = || unknown("report", &brief.report, names);
        let id = id.ok_or_else(unknown)?;
        return Ok(Request { reports: vec![id], ..Request::default() });
    };
    let is_of_its_period = edition.is_named || report.schedule.is_some();
    Ok(Request {
        reports: vec![id.clone()],
        keys: brief.key.into_iter().collect(),
        period: Period::parse(&brief.period).ok().filter(|_| is_of_its_period),
        ..Request::default()
    })
}

/// Why a claim is used no more, as far as the project says so.
pub(crate) fn why(session: &Session, claim: &Claim, locale: &str) -> Option<String> {
    let dataset = &session.project.dataset;
    if let Some(dropped) = dataset.dropped.iter().find(|dropped| dropped.id == claim.id) {
        return words::correction(dropped, dataset, locale);
    }
    let (source, why) = dataset.withheld.sources.get(claim.source.as_str())?;
    let said = |id, date| {
        let date = words::date(date, DateStyle::Long, locale);
        words::difference(id, locale).replace("{date}", &date)
    };
    match why {
        Why::Retracted => {
            let retraction = source.retracted.as_ref()?;
            let text = said("taken-back", retraction.date);
            let note = retraction.note.as_ref().map(|note| note.in_language(locale));
            Some(match note {
                Some(note) => format!("{text}{}{note}", words::colon(locale)),
                None => text,
            })
        }
        Why::Later | Why::Undated => Some(said("not-known", dataset.as_of?)),
    }
}

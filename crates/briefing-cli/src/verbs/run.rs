//! `briefing run`: the editions that are due, each once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::Duration;

use briefing_model::diagnostic::Diagnostics;
use briefing_model::period::Period;
use briefing_model::report::{Publish, Report};
use briefing_model::slug::Slug;
use briefing_reporter::{
    PublishError, Publisher, Record, Request, Target, data_date, is_published, plan,
};
use briefing_schedule::Due;
use jiff::Timestamp;
use serde_json::json;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::arguments::{Common, Run};
use crate::exit::{self, Exit};
use crate::formats::Format;
use crate::making::{Made, made, publisher, report, report_run, settle};
use crate::session::Session;
use crate::terminal::Terminal;
use crate::verbs::next::timetables;

/// How many editions that are left to the next run are named one by one.
const NAMED: usize = 12;
/// How long a watch sleeps at most: data, definitions and what has been published may change.
const NAP: Duration = Duration::from_secs(60);

/// Makes what is due now, or, with `--watch`, whenever something is.
pub(crate) fn run(common: &Common, options: &Run, terminal: &Terminal) -> anyhow::Result<Exit> {
    if !options.watch {
        let now = options.now.unwrap_or_else(Timestamp::now);
        return once(common, options, now, terminal, None).map(|(exit, _)| exit);
    }
    let mut watch = Watch { stop: stopped()?, is_stopped: false, seen: None };
    loop {
        let next = match once(common, options, Timestamp::now(), terminal, Some(&mut watch)) {
            Ok((_, next)) => next,
            Err(error) if exit::of(&error) == Exit::Usage => return Err(error),
            // A disk that is full, a file that is being written: the next time may be better.
            Err(error) => {
                terminal.failure(&error);
                None
            }
        };
        let wait = next
            .and_then(|next| Duration::try_from(next.duration_since(Timestamp::now())).ok())
            .map_or(NAP, |wait| wait.min(NAP));
        if watch.wait(wait) {
            terminal.tell("stopped");
            return Ok(Exit::Done);
        }
    }
}

/// What a watch keeps between two looks.
struct Watch {
    /// Hears that it is to end.
    stop: Receiver<()>,
    is_stopped: bool,
    /// The files as they were, and what was due: until one of these changes there is nothing to try
    /// again, and nothing to say. None where the disk failed, which may be better the next time.
    seen: Option<Seen>,
}

/// SHA-256 of files by path, and what is due.
type Seen = (BTreeMap<String, String>, Vec<(Slug, Period)>);

impl Watch {
    /// Whether it is to end.
    fn is_stopped(&mut self) -> bool {
        self.is_stopped |= self.stop.try_recv() != Err(TryRecvError::Empty);
        self.is_stopped
    }

    /// Waits, unless it is to end; whether it is by then.
    fn wait(&mut self, time: Duration) -> bool {
        self.is_stopped =
            self.is_stopped || self.stop.recv_timeout(time) != Err(RecvTimeoutError::Timeout);
        self.is_stopped
    }
}

/// Makes what is due at a moment, oldest first; returns when something will be due next.
fn once(
    common: &Common,
    options: &Run,
    now: Timestamp,
    terminal: &Terminal,
    mut watch: Option<&mut Watch>,
) -> anyhow::Result<(Exit, Option<Timestamp>)> {
    let (session, diagnostics) = Session::open(common, &options.known)?;
    let publishing = &options.publishing;
    let opened =
        publisher(&session.out(options.out.as_deref())?, "briefing run", publishing.wait, terminal);
    let publisher = match opened {
        Ok(publisher) => publisher,
        Err(error) if is_busy(&error) => {
            // What is due is made by the other, or by the next call.
            if watch.is_none() {
                terminal.tell(&format!("nothing is done: {error}"));
                report(&session, terminal, Vec::new(), diagnostics)?;
            }
            return Ok((Exit::Done, None));
        }
        Err(error) => return Err(error),
    };
    let mut record = Record::read(&publisher);
    let mut due: Vec<(&Report, Due)> = Vec::new();
    let mut left: Vec<(&Report, Vec<Due>)> = Vec::new();
    let mut next = None;
    for (report, timetable) in timetables(&session) {
        // As of a day, what was due by its end.
        let day = options.known.as_of.filter(|_| options.now.is_none());
        let now = day.and_then(|day| timetable.end_of(day)).unwrap_or(now);
        let failed = RefCell::new(None);
        let published = |period| match missing(&session, &publisher, report, period) {
            Ok(missing) => missing.is_empty(),
            Err(error) => {
                *failed.borrow_mut() = Some(error);
                true
            }
        };
        let of_report = timetable.backlog(now, published);
        if let Some(error) = failed.into_inner() {
            return Err(error.into());
        }
        due.extend(of_report.due.into_iter().map(|due| (report, due)));
        if !of_report.left.is_empty() {
            left.push((report, of_report.left));
        }
        let coming = timetable.upcoming(now).next().map(|due| due.at.timestamp());
        next = next.into_iter().chain(coming).min();
    }
    due.sort_by_key(|(_, due)| due.at.timestamp());
    let mut looked = None;
    if let Some(watch) = &mut watch {
        let due = due.iter().map(|(report, due)| (report.id.clone(), due.period)).collect();
        let seen = Some((session.hashes.clone(), due));
        if watch.seen == seen {
            return Ok((Exit::Done, next));
        }
        watch.seen = None;
        looked = seen;
    }

    let mut all = Vec::new();
    let mut is_stopped = false;
    let mut exit = if diagnostics.has_errors() { Exit::Mistakes } else { Exit::Done };
    let mut last = None;
    for (report, due) in &due {
        // An edition that is begun is finished, and the others are due again.
        if watch.as_mut().is_some_and(|watch| watch.is_stopped()) {
            is_stopped = true;
            break;
        }
        last = Some(due);
        let request = Request {
            reports: vec![report.id.clone()],
            keys: missing(&session, &publisher, report, due.period)?
                .into_iter()
                .flatten()
                .collect(),
            period: Some(due.period),
            ..Request::default()
        };
        // Each must hear what is wrong with the data; that it is said once is the printer's affair.
        let found = diagnostics.clone();
        // What is made later than it was due may cite what was published meanwhile.
        let day = due.at.date();
        let of_data = data_date(&session.project).map_or(day, |of_data| of_data.max(day));
        let date = options.known.as_of.unwrap_or(of_data);
        let target = Target {
            publisher: &publisher,
            made_from: session.made_from(),
            record: &record,
            is_date_fixed: true,
            force: false,
            all_or_nothing: publishing.all_or_nothing
                || session.project.settings.publish == Publish::AllOrNothing,
        };
        let made = made(&session, &request, date, Some(target), found, terminal)?;
        made.tell_published(false, terminal);
        if made.exit() == Exit::Mistakes {
            exit = Exit::Mistakes;
            let failed = made.failed(&session).join(", ");
            terminal.tell(&format!("{:>9}  {} of {failed}", "failed", due.period));
        }
        all.push(made);
    }
    if let Some(watch) = &mut watch
        && !all.iter().any(Made::has_disk_failure)
    {
        watch.seen = looked;
    }
    if let Some(last) = last {
        settle(&session, &publisher, &mut record, last.at.date(), &all)?;
        record.write(&publisher)?;
    } else if exit == Exit::Done && !is_stopped {
        terminal.tell(&match next {
            Some(next) => format!("nothing is due before {next}"),
            None => "no report has a schedule; `briefing explain B0606` shows one".to_owned(),
        });
    }
    left.iter().for_each(|(report, left)| terminal.tell(&left_over(report, left)));
    // Each that was made has told what is wrong with the data. Where nothing was, a warning that is
    // as old as the data would be a mail from cron every hour.
    let is_told = terminal.format != Format::Human || diagnostics.has_errors();
    let untold = if all.is_empty() && is_told { diagnostics } else { Diagnostics::new() };
    let left = left.iter().flat_map(|(report, left)| left.iter().map(move |due| (report, due)));
    let left =
        left.map(|(report, due)| json!({ "report": report.id, "edition": due.period.to_string() }));
    report_run(&session, terminal, all, untold, left.collect())?;
    Ok((exit, next))
}

/// That editions of a report are due, and more than one run makes.
fn left_over(report: &Report, left: &[Due]) -> String {
    let names: Vec<String> = left.iter().map(|due| format!("`{}`", due.period)).collect();
    let (names, editions) = match names.as_slice() {
        [only] => (only.clone(), "edition is"),
        [first, .., last] if names.len() > NAMED => (format!("{first} to {last}"), "editions are"),
        all => (all.join(", "), "editions are"),
    };
    let limit = report.schedule.as_ref().map_or(0, |schedule| schedule.catch_up_limit);
    format!(
        "{:>9}  {} more {editions} due of `{}`, for the next run: {names} (`catch-up-limit` is {limit})",
        "left",
        left.len(),
        report.id
    )
}

/// The briefs of a report for a period that have no edition, by their keys: a run that was cut off
/// goes on where it stood.
fn missing(
    session: &Session,
    publisher: &Publisher,
    report: &Report,
    period: Period,
) -> Result<Vec<Option<String>>, PublishError> {
    let request =
        Request { reports: vec![report.id.clone()], period: Some(period), ..Request::default() };
    // A period without events has no briefs of a fan-out, and so nothing that is due.
    let (plan, _): (_, Diagnostics) =
        plan(&session.project, &session.columns, &session.registry, &request);
    let mut missing = Vec::new();
    for brief in &plan.briefs {
        if !is_published(publisher, brief)? {
            missing.push(brief.key.as_ref().map(|key| key.value.clone()));
        }
    }
    Ok(missing)
}

/// Whether another run publishes to the folder.
fn is_busy(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(PublishError::Busy { .. }))
}

/// Hears of the signals that end a watch: SIGTERM, and SIGINT of Ctrl-C.
fn stopped() -> anyhow::Result<Receiver<()>> {
    let (sender, receiver) = channel();
    let mut signals = Signals::new([SIGTERM, SIGINT])?;
    std::thread::spawn(move || {
        for _ in signals.forever() {
            // Nobody hears of a second one: the first has ended the watch.
            let _ = sender.send(());
        }
    });
    Ok(receiver)
}

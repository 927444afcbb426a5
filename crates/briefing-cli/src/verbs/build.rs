//! `briefing build`: editions now.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use briefing_model::report::Publish;
use briefing_reporter::{
    Brief, Policy, Publisher, Record, Request, Target, has_own_editions, plan,
};

use crate::arguments::{Build, Common, Selected};
use crate::exit::Exit;
use crate::formats::Format;
use crate::making::{briefs, made, publisher, settle};
use crate::session::{Session, Unopened, own_out};
use crate::terminal::Terminal;

/// Where previews go, in the output folder: to the publisher's own files, which are not for readers.
const PREVIEW: &str = ".briefing/preview";

/// Builds the briefs that are asked for and publishes them.
pub(crate) fn run(common: &Common, options: &Build, terminal: &Terminal) -> anyhow::Result<Exit> {
    let selected = &options.selected;
    let unopened = Unopened::read(common, &selected.known)?;
    let out = unopened.out(options.out.as_deref())?;
    let open = || publisher(&out, "briefing build", options.publishing.wait, terminal);
    let asked = format!("{selected:?} {:?}", options.publishing.all_or_nothing);
    let digest = unopened.digest(&asked)?;
    // What was built before from the same files, and had nothing to say, need not be understood again.
    // What is made by options may go elsewhere.
    let by_options = !selected.outputs.is_empty() || !selected.parameters.is_empty();
    let earlier = if out.is_dir() && !by_options { Some(open()?) } else { None };
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
    let preview = if by_options { preview(&session, &request, &out) } else { None };
    let publisher = match (earlier, &preview) {
        (Some(publisher), _) => publisher,
        (None, Some(preview)) => {
            let verb = "briefing build, a preview";
            own_out(&out, PREVIEW)?;
            publisher(preview, verb, options.publishing.wait, terminal)?
        }
        (None, None) => open()?,
    };
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
    made.tell_not_current(&session, &publisher, terminal);
    settle(&session, &publisher, &mut record, date, std::slice::from_ref(&made))?;
    if made.is_silent() {
        record.learn_run(&publisher, &digest, &made.editions());
    }
    record.write(&publisher)?;
    if preview.is_some() {
        // A preview is of one moment: the one before it is not kept.
        publisher.prune(&Policy { revisions: Some(1), ..Policy::default() }, false)?;
        terminal.tell(&format!(
            "a preview: reports are not published with {}, so that what is in {} stays as it is; \
             `--out DIR` builds elsewhere",
            asked_by(selected),
            out.display()
        ));
    }
    let count = made.outcomes.len();
    let exit = made.end(&session, terminal, false)?;
    if exit == Exit::Done {
        tell_built(count, selected, &publisher, terminal);
    }
    Ok(exit)
}

/// The folder for what is built by options, where an edition that was made without them is in the
/// output folder: it would become a revision of that one, and the current one. `None` where there is
/// no such edition.
fn preview(session: &Session, request: &Request, out: &Path) -> Option<PathBuf> {
    let project = &session.project;
    let (plan, _) = plan(project, &session.columns, &session.registry, request);
    let is_other = |brief: &&Brief<'_>| brief.overrides.iter().any(|found| found.is_of_content());
    let reports: BTreeSet<&str> =
        plan.briefs.iter().filter(is_other).map(|brief| brief.report.id.as_str()).collect();
    let is_published = |report: &&str| has_own_editions(out, report);
    reports.iter().any(is_published).then(|| out.join(PREVIEW))
}

/// The options by which a build is not that of its reports: `` `--outputs md` and `--set top=5` ``.
fn asked_by(selected: &Selected) -> String {
    let outputs = selected.outputs.join(",");
    let outputs = (!outputs.is_empty()).then(|| format!("`--outputs {outputs}`"));
    let set = selected.parameters.iter().map(|(name, value)| format!("`--set {name}={value}`"));
    outputs.into_iter().chain(set).collect::<Vec<_>>().join(" and ")
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

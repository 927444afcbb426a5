//! `briefing build`: editions now.

use briefing_model::report::Publish;
use briefing_reporter::{Publisher, Record, Target};

use crate::arguments::{Build, Common, Selected};
use crate::exit::Exit;
use crate::formats::Format;
use crate::making::{briefs, made, publisher, settle};
use crate::session::Unopened;
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

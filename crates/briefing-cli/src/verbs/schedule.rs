//! `briefing schedule`: what makes a scheduler call `briefing run`.
//!
//! A call too many does no harm, so each scheduler is told every moment at which an edition is due,
//! more where its language is too poor, and a call a day besides where there would be none: what
//! failed, or could not be made for a mistake that has been mended since, is then made the day after
//! and not with the next period.

mod cron;
mod github;
mod systemd;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use briefing_model::slug::Slug;
use briefing_schedule::Timetable;
use briefing_schedule::calls::{Calls, utc};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::arguments::{Common, Known, Schedule as Arguments, Scheduler};
use crate::exit::{Exit, UsageError};
use crate::formats::Format;
use crate::messages;
use crate::session::Session;
use crate::terminal::Terminal;
use crate::visible::visible;
use crate::write::{read_below, write_below};

/// Prints the files of a scheduler, or writes them.
pub(crate) fn run(
    common: &Common,
    options: &Arguments,
    terminal: &Terminal,
) -> anyhow::Result<Exit> {
    let (session, diagnostics) = Session::open(common, &Known::default())?;
    if diagnostics.has_errors() {
        messages::alone(diagnostics, &session.files, terminal)?;
        return Ok(Exit::Mistakes);
    }
    let job = Job::of(&session, options)?;
    if job.reports.is_empty() {
        let message = "no report has a schedule; `briefing explain B0606` shows one";
        return Err(UsageError(message.to_owned()).into());
    }
    let files = match options.emit {
        Scheduler::Systemd => systemd::files(&job),
        Scheduler::Cron => cron::files(&job),
        Scheduler::Github => github::files(&job),
    };
    if let Some(folder) = &options.to {
        write(folder, &files, options.force)?;
    }
    if terminal.format == Format::Json {
        let list = files.iter().map(|file| json!({ "name": file.name, "text": file.text }));
        terminal.json(&json!({ "files": list.collect::<Vec<_>>() }))?;
    } else if let Some(folder) = &options.to {
        for file in &files {
            terminal.tell(&format!("wrote {}", folder.join(&file.name).display()));
        }
    } else {
        let texts = files.iter().map(|file| format!("# {}\n{}", file.name, file.text));
        terminal.print(&texts.collect::<Vec<_>>().join("\n"))?;
    }
    Ok(Exit::Done)
}

/// A file of a scheduler.
struct File {
    name: String,
    text: String,
}

/// What is called, where, and for which schedules.
struct Job<'s> {
    /// Of the files.
    name: String,
    /// The project's.
    title: String,
    root: PathBuf,
    out: PathBuf,
    /// Whether that folder is not the project's own, and has to be named.
    is_out_told: bool,
    binary: PathBuf,
    reports: Vec<(&'s Slug, &'s briefing_model::schedule::Schedule)>,
    now: Timestamp,
}

impl<'s> Job<'s> {
    fn of(session: &'s Session, options: &Arguments) -> anyhow::Result<Self> {
        let absolute = |path: &Path| {
            std::path::absolute(path)
                .with_context(|| format!("failed to find the folder `{}`", path.display()))
        };
        let root = session.root.canonicalize().unwrap_or(absolute(&session.root)?);
        let settings = &session.project.settings;
        let out = match &options.out {
            Some(out) => absolute(out)?,
            None => root.join(&settings.out),
        };
        let binary = match &options.binary {
            Some(binary) => binary.clone(),
            None => std::env::current_exe().context("failed to find where this program is")?,
        };
        // On one line: it stands in comments.
        let title = settings.name.in_language(&settings.locale);
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = visible(&title).into_owned();
        for (what, text) in [
            ("the project's folder", root.display().to_string()),
            ("the output folder", out.display().to_string()),
            ("the program", binary.display().to_string()),
        ] {
            if text.contains(char::is_control) {
                let text = visible(&text);
                return Err(UsageError(format!(
                    "{what} `{text}` has a control character in its name, which no scheduler can \
                     be told; rename it"
                ))
                .into());
            }
        }
        let name = options.name.as_ref().map_or_else(|| name(&title), Slug::to_string);
        let reports = session.project.reports.values();
        let reports =
            reports.filter_map(|report| Some((&report.id, report.schedule.as_ref()?))).collect();
        Ok(Self {
            name,
            title,
            root,
            out,
            is_out_told: options.out.is_some(),
            binary,
            reports,
            now: options.now.unwrap_or_else(Timestamp::now),
        })
    }

    /// The calls by the clock of Greenwich, each with the reports that it is for.
    fn utc(&self) -> BTreeMap<Calls, Vec<&'s str>> {
        let mut found: BTreeMap<Calls, Vec<&str>> = BTreeMap::new();
        for (report, schedule) in &self.reports {
            for calls in utc(schedule, self.now) {
                found.entry(calls).or_default().push(report.as_str());
            }
        }
        found
    }

    /// The reports whose editions are not made later than so long after they were due.
    fn within(&self, late: SignedDuration) -> Vec<&'s str> {
        let is_strict = |schedule| {
            let grace = Timetable::new(schedule).ok().and_then(|timetable| timetable.grace());
            grace.is_some_and(|grace| grace < late)
        };
        let strict = self.reports.iter().filter(|(_, schedule)| is_strict(schedule));
        strict.map(|(report, _)| report.as_str()).collect()
    }
}

/// `briefing-` and the words of a project's name that a file's may have.
fn name(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    std::iter::once("briefing").chain(words).collect::<Vec<_>>().join("-")
}

fn write(folder: &Path, files: &[File], force: bool) -> anyhow::Result<()> {
    for file in files {
        let path = folder.join(&file.name);
        let there = read_below(folder, &file.name)?;
        let is_other = there.is_some_and(|there| there != file.text.as_bytes());
        if is_other && !force {
            let path = path.display();
            let message = format!("`{path}` is there already, and differs; `--force` replaces it");
            return Err(UsageError(message).into());
        }
    }
    for file in files {
        write_below(folder, &file.name, file.text.as_bytes())?;
    }
    Ok(())
}

/// A word of a shell.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_files() {
        assert_eq!(name("Industrial transfer in China"), "briefing-industrial-transfer-in-china");
        assert_eq!(name("产业转移"), "briefing");
        assert_eq!(name("a/b: C"), "briefing-a-b-c");
    }

    #[test]
    fn words_of_a_shell_stay_words() {
        let words = ["/srv/briefs", "/srv/my briefs", "it's", "$(rm -r x)", "", "甘肃"];
        let line: Vec<String> = words.map(quoted).to_vec();
        assert_eq!(shlex::split(&line.join(" ")).unwrap_or_default(), words);
        assert_eq!(line[0], words[0]);
    }
}

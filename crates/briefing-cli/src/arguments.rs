//! The command line.

use std::path::PathBuf;

use briefing_model::date::Date;
use briefing_model::limits::{Limit, Limits, parse_limit};
use briefing_model::period::Period;
use briefing_model::slug::Slug;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use crate::formats::Format;

/// Turns a folder of sourced figures into finished briefs, and every figure carries its evidence.
#[derive(Debug, Parser)]
#[command(name = "briefing", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Args)]
pub(crate) struct Common {
    /// The project: the folder that holds `reports/` and `data/` [default: here, or above]
    #[arg(long, short = 'C', global = true, value_name = "DIR")]
    pub(crate) project: Option<PathBuf>,
    /// The form of what is printed; each verb has its own, and names them where it has not the one
    /// that is asked for
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Print nothing but mistakes
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// How many threads to use [default: one a core, and some more where the disk is waited for]
    #[arg(long, short, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Change a limit on what the run reads and does (`worker-memory=4GiB`); `docs/limits.md` has all
    #[arg(long = "limit", global = true, value_name = "NAME=VALUE", value_parser = parse_limit)]
    pub(crate) limits: Vec<(Limit, u64)>,
}

impl Common {
    /// The limits of the run.
    pub(crate) fn limits(&self) -> Limits {
        let limits = self.limits.iter();
        limits.fold(Limits::default(), |limits, (limit, value)| limits.with(*limit, *value))
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Make the editions of all reports, or of those named
    Build(Build),
    /// Do all that `build` does, without writing anything
    Check(Selected),
    /// Compare the editions of an output folder with what was published
    VerifyEditions(VerifyEditions),
    /// Remove old editions by a policy
    Prune(Prune),
    /// Make the editions that are due by the schedules of their reports, each once
    Run(Run),
    /// Print when reports are due next
    Next(Next),
    /// Print what makes a scheduler call `briefing run` when reports are due
    Schedule(Schedule),
    /// Print the result of metrics, or the claims
    Query(Query),
    /// Print what a figure of a brief rests on: formula, coverage, claims, words, addresses
    Trace(Trace),
    /// Say what changed between two editions, or would change with the next, and why
    Diff(Diff),
    /// Begin a report, or a project
    New(New),
    /// Explain the code of a message
    Explain(Explain),
    /// Archive copies of sources
    Source(Source),
    /// Print the JSON Schemas of the project's files
    Schema(Schema),
    /// List plugins
    Plugin(Plugin),
    /// Work for another process of this program
    #[command(hide = true)]
    Worker(Worker),
}

/// What another process of this program asks for: no interface for people.
#[derive(Debug, Args)]
pub(crate) struct Worker {
    pub(crate) kind: WorkerKind,
    #[arg(long)]
    pub(crate) memory: u64,
    #[arg(long)]
    pub(crate) seconds: u64,
}

/// What a worker does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WorkerKind {
    /// Lays out PDFs.
    Pdf,
    /// Reads the text of archived copies.
    Text,
}

impl WorkerKind {
    /// As it is written on the command line.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Text => "text",
        }
    }
}

impl Verb {
    /// As it is written on the command line.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Build(_) => "build",
            Self::Check(_) => "check",
            Self::VerifyEditions(_) => "verify-editions",
            Self::Prune(_) => "prune",
            Self::Run(_) => "run",
            Self::Next(_) => "next",
            Self::Schedule(_) => "schedule",
            Self::Query(_) => "query",
            Self::Trace(_) => "trace",
            Self::Diff(_) => "diff",
            Self::New(_) => "new",
            Self::Explain(_) => "explain",
            Self::Source(_) => "source",
            Self::Schema(_) => "schema",
            Self::Plugin(_) => "plugin",
            Self::Worker(_) => "worker",
        }
    }
}

#[derive(Debug, Default, Args)]
pub(crate) struct Selected {
    /// The reports, by the names of their folders, or by the folders themselves (`reports/fairs`)
    /// [default: all]
    #[arg(value_name = "REPORT")]
    pub(crate) reports: Vec<String>,
    /// Only these values of `for-each`
    #[arg(long, value_name = "VALUE", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Make these outputs instead of the reports' own
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) outputs: Vec<String>,
    /// Cover this period instead of the reports' own (`2024`, `2024-Q3`, `2024-10`, `all`, …)
    #[arg(long, value_parser = Period::parse)]
    pub(crate) period: Option<Period>,
    /// Set a parameter of a report
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub(crate) parameters: Vec<(String, String)>,
    /// The date of the edition [default: SOURCE_DATE_EPOCH, or the last day anything in the data
    /// was published, read or taken back]
    #[arg(long, conflicts_with = "as_of")]
    pub(crate) date: Option<Date>,
    #[command(flatten)]
    pub(crate) known: Known,
}

/// For every verb that reads data.
#[derive(Debug, Default, Args)]
pub(crate) struct Known {
    /// Know only what was known on this day: sources published later do not exist, nor do their
    /// claims; it is the date of the edition
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) selected: Selected,
    /// The folder that editions go to [default: `out` in the project's settings]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Make all briefs, those too of which nothing has changed
    #[arg(long)]
    pub(crate) force: bool,
    /// Say why each brief was made
    #[arg(long)]
    pub(crate) why: bool,
    #[command(flatten)]
    pub(crate) publishing: Publishing,
}

/// For every verb that publishes.
#[derive(Debug, Args)]
pub(crate) struct Publishing {
    /// Publish all editions together, or none of them; of `run`, those of one report and period
    #[arg(long)]
    pub(crate) all_or_nothing: bool,
    /// Wait until another run that publishes to the same folder has ended
    #[arg(long)]
    pub(crate) wait: bool,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyEditions {
    /// The folder of editions [default: `out` in the project's settings]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("policy").required(true).multiple(true))]
pub(crate) struct Prune {
    /// Of each edition, keep so many of the newest revisions
    #[arg(long, value_name = "N", group = "policy", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) keep_revisions: Option<u32>,
    /// Of each brief, keep the editions of so many of the newest periods
    #[arg(long, value_name = "N", group = "policy", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) keep_editions: Option<u32>,
    /// Keep editions dated on this day or later
    #[arg(long, value_name = "DATE", group = "policy")]
    pub(crate) keep_since: Option<Date>,
    /// Only say what would be removed
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The folder of editions [default: `out` in the project's settings]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The folder that editions go to [default: `out` in the project's settings]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Stay, and make each edition when it is due; ends on SIGTERM and on Ctrl-C
    #[arg(long, conflicts_with = "as_of")]
    pub(crate) watch: bool,
    /// Take this for the present moment (`2024-11-02T06:00:00Z`)
    #[arg(long, value_name = "MOMENT", conflicts_with = "watch")]
    pub(crate) now: Option<Timestamp>,
    #[command(flatten)]
    pub(crate) known: Known,
    #[command(flatten)]
    pub(crate) publishing: Publishing,
}

#[derive(Debug, Args)]
pub(crate) struct Next {
    /// How many
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub(crate) number: usize,
    /// Take this for the present moment (`2024-11-02T06:00:00Z`)
    #[arg(long, value_name = "MOMENT")]
    pub(crate) now: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(crate) struct Schedule {
    /// Whose files to print
    #[arg(long, value_enum, value_name = "SCHEDULER")]
    pub(crate) emit: Scheduler,
    /// Write the files into this folder instead of printing them
    #[arg(long, value_name = "DIR")]
    pub(crate) to: Option<PathBuf>,
    /// Write over files that are there
    #[arg(long, requires = "to")]
    pub(crate) force: bool,
    /// The program to call [default: this one]
    #[arg(long, value_name = "FILE")]
    pub(crate) binary: Option<PathBuf>,
    /// The name of the files [default: `briefing-` and the project's name]
    #[arg(long)]
    pub(crate) name: Option<Slug>,
    /// The folder that editions go to [default: `out` in the project's settings]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Take this for the present moment: changes of the hour are looked for in the ten years after it
    #[arg(long, value_name = "MOMENT")]
    pub(crate) now: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scheduler {
    /// A service and its timer
    Systemd,
    /// A line of a crontab
    Cron,
    /// A workflow of GitHub Actions, with what was published on a branch
    Github,
}

#[derive(Debug, Args)]
pub(crate) struct Query {
    /// Metrics: of `metrics.toml`, or of a report (`transfer-events/value-signed`)
    #[arg(value_name = "METRIC", required_unless_present_any = ["claims", "define"])]
    pub(crate) metrics: Vec<String>,
    /// A metric that is not in the project: `aggregate = "sum", measure = "projects"`
    #[arg(long, value_name = "FIELDS")]
    pub(crate) define: Vec<String>,
    /// List the claims
    #[arg(long, conflicts_with_all = ["metrics", "define"])]
    pub(crate) claims: bool,
    /// Only claims with `region=western`, `year>=2023`, `place!=CN-GS,CN-YN`
    #[arg(long = "where", value_name = "CONDITION", requires = "claims")]
    pub(crate) conditions: Vec<String>,
    /// Only events of this period
    #[arg(long, value_parser = Period::parse)]
    pub(crate) period: Option<Period>,
    /// Of a report that fans out: the result that the brief of this value is given
    #[arg(long, value_name = "VALUE", conflicts_with_all = ["claims", "define"])]
    pub(crate) only: Option<String>,
    /// The language of names
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) locale: Option<String>,
    #[command(flatten)]
    pub(crate) known: Known,
}

#[derive(Debug, Args)]
pub(crate) struct Trace {
    /// The figure: a file of an edition, or an edition, with the figure's anchor
    /// (`out/fairs/2024/brief.html#f17`, `fairs/2024#f17`, `fairs#f17` for the current one);
    /// without an anchor, all figures are listed
    #[arg(value_name = "PLACE")]
    pub(crate) place: String,
    /// The folder of editions [default: `out` in the project's settings]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Look into the edition as of this day, made with `briefing build --as-of`
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// What to compare: an edition (`fairs/2024`, `out/fairs/2024`), a brief for its current edition
    /// (`fairs`), or a folder for all current editions in it (`old-out`) [default: all that are
    /// published]
    #[arg(value_name = "BEFORE")]
    pub(crate) before: Option<String>,
    /// What to compare it with, named in the same way [default: what the project as it is would
    /// build]
    #[arg(value_name = "AFTER", conflicts_with = "as_of")]
    pub(crate) after: Option<String>,
    /// The folder of editions [default: `out` in the project's settings]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) known: Known,
    /// Write the comparison as a brief as well: `html`, `pdf`, `md`, …
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) outputs: Vec<String>,
    /// The folder that it is written to [default: here]
    #[arg(long, value_name = "DIR", requires = "outputs")]
    pub(crate) to: Option<PathBuf>,
    /// Exit with 1 if there is a difference
    #[arg(long)]
    pub(crate) exit_code: bool,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    #[command(subcommand)]
    pub(crate) what: NewWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum NewWhat {
    /// Begin a report in this project: `reports/NAME/`
    Report {
        /// Its name
        name: Slug,
    },
    /// Begin a project in a new or empty folder
    Project {
        /// The folder
        folder: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Source {
    #[command(subcommand)]
    pub(crate) what: SourceWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SourceWhat {
    /// Copy a saved page into the archive, and record its source with the SHA-256 of the copy; of a
    /// source that is known, only the copy
    Add(AddSource),
}

#[derive(Debug, Args)]
pub(crate) struct AddSource {
    /// The copy: text, HTML or PDF, by its ending
    pub(crate) file: PathBuf,
    /// The source
    #[arg(long)]
    pub(crate) id: Slug,
    /// Its title
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Who published it
    #[arg(long)]
    pub(crate) publisher: Option<String>,
    /// Whom the publisher cites for it
    #[arg(long)]
    pub(crate) origin: Option<String>,
    /// Its address
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// When it was published
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<Date>,
    /// When it was read [default: today, or SOURCE_DATE_EPOCH]
    #[arg(long, value_name = "DATE")]
    pub(crate) accessed: Option<Date>,
    /// Whose voice it is
    #[arg(long, value_parser = ["official", "state-media", "press", "trade", "reference"])]
    pub(crate) kind: Option<String>,
    /// How far it can be trusted to be what it says it is
    #[arg(long, value_parser = ["original", "republished", "unverified"])]
    pub(crate) grade: Option<String>,
    /// Its language: `en`, `zh`, `zh-Hant`
    #[arg(long)]
    pub(crate) language: Option<String>,
    /// Whatever a reader should know about it
    #[arg(long)]
    pub(crate) note: Option<String>,
    /// The file it is recorded in [default: `data/sources/ID.toml`]
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<String>,
}

impl AddSource {
    /// The options that are about a source that is not known yet.
    pub(crate) fn fields(&self) -> Vec<&'static str> {
        [
            ("--title", self.title.is_some()),
            ("--publisher", self.publisher.is_some()),
            ("--origin", self.origin.is_some()),
            ("--url", self.url.is_some()),
            ("--published", self.published.is_some()),
            ("--accessed", self.accessed.is_some()),
            ("--kind", self.kind.is_some()),
            ("--grade", self.grade.is_some()),
            ("--language", self.language.is_some()),
            ("--note", self.note.is_some()),
            ("--to", self.to.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, is_given)| is_given.then_some(name))
        .collect()
    }
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A code such as `B0101` [default: list them]
    pub(crate) code: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// The file: `report`, `metrics`, `event`, … [default: all, as one object]
    pub(crate) file: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Plugin {
    #[command(subcommand)]
    pub(crate) what: PluginWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PluginWhat {
    /// List every source, aggregate, helper and output
    List,
}

fn name_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}

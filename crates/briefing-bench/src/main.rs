//! Makes the content that is measured, and measures the metrics engine on it.
//!
//! Prints one JSON object a run, for `compare.sh` to read.

mod timing;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufWriter, Write as _, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use briefing_bench::generator::{Size, YEAR, archive, dataset, files};
use briefing_bench::questions::{self, sum};
use briefing_bench::tabular::{write_claims, write_results};
use briefing_evidence::{Archive, Archived, Tolerances};
use briefing_metrics::{Columns, Query, evaluate};
use briefing_model::claim::Claim;
use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{Diagnostics, Span};
use briefing_model::dimension::Dimension;
use briefing_model::evidence::{FigureGrade, QuoteGrade};
use briefing_model::metric::Metric;
use briefing_model::period::Period;
use briefing_model::result::MetricResult;
use briefing_model::selection::{Condition, Selection, Test};
use briefing_model::source::Source;
use briefing_plugin::Registry;
use clap::{Args, Parser, Subcommand};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::timing::Timing;

/// Content to measure with, and measurements of the metrics engine.
#[derive(Debug, Parser)]
#[command(name = "briefing-bench")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Write a project folder
    Generate(Generate),
    /// Write claims as a CSV table, and the questions about them as JSON
    Claims(Claims),
    /// Time the questions on the metrics engine, and write the answers as a CSV table
    Metrics(Metrics),
    /// Time the checks of claims against their words, archived copies and neighbours
    Check(Check),
    /// Time reading and hashing all files of a project, and the manifests of its editions
    Hash(Hash),
    /// Time the metrics of a report that fans out, for more and more briefs on the same claims
    FanOut(FanOut),
}

#[derive(Debug, Args)]
struct Generate {
    /// How many events have a brief
    #[arg(long)]
    briefs: usize,
    /// How many claims in all [default: 23 a brief]
    #[arg(long)]
    claims: Option<usize>,
    /// What everything is drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder, new or empty
    folder: PathBuf,
}

#[derive(Debug, Args)]
struct Claims {
    #[arg(long, default_value_t = 1_000_000)]
    claims: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The table
    table: PathBuf,
    /// The questions
    questions: PathBuf,
}

#[derive(Debug, Args)]
struct Metrics {
    #[arg(long, default_value_t = 1_000_000)]
    claims: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How often to ask
    #[arg(long, default_value_t = 15)]
    rounds: usize,
    /// The answers
    answers: PathBuf,
}

#[derive(Debug, Args)]
struct Check {
    #[arg(long, default_value_t = 100_000)]
    claims: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How often to check
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

#[derive(Debug, Args)]
struct Hash {
    /// How often
    #[arg(long, default_value_t = 9)]
    rounds: usize,
    /// The project
    project: PathBuf,
    /// Its output folder
    out: PathBuf,
}

#[derive(Debug, Args)]
struct FanOut {
    #[arg(long, default_value_t = 230_000)]
    claims: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, default_value_t = 9)]
    rounds: usize,
    /// Numbers of briefs
    #[arg(default_values_t = [100, 1_000, 10_000])]
    briefs: Vec<usize>,
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().verb {
        Verb::Generate(options) => generate(&options),
        Verb::Claims(options) => claims(&options),
        Verb::Metrics(options) => metrics(&options),
        Verb::Check(options) => check(&options),
        Verb::Hash(options) => hash(&options),
        Verb::FanOut(options) => fan_out(&options),
    }
}

fn generate(options: &Generate) -> anyhow::Result<()> {
    let folder = &options.folder;
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("`{}` is not empty", folder.display());
    }
    let plain = Size::of_briefs(options.briefs, options.seed);
    let size = Size { claims: options.claims.unwrap_or(plain.claims), ..plain };
    if size.claims < size.briefs {
        bail!("{} claims are not enough for {} briefs", size.claims, size.briefs);
    }
    for (path, text) in files(size) {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)
                .with_context(|| format!("failed to make `{}`", parent.display()))?;
        }
        fs::write(&path, text).with_context(|| format!("failed to write `{}`", path.display()))?;
    }
    Ok(())
}

fn claims(options: &Claims) -> anyhow::Result<()> {
    let dataset = dataset(Size { briefs: 0, claims: options.claims, seed: options.seed });
    write_claims(&dataset, create(&options.table)?)?;
    serde_json::to_writer(create(&options.questions)?, &questions::all())?;
    Ok(())
}

fn metrics(options: &Metrics) -> anyhow::Result<()> {
    let dataset = dataset(Size { briefs: 0, claims: options.claims, seed: options.seed });
    let mut registry = Registry::new();
    briefing_metrics::register_all(&mut registry)?;
    let columns = Timing::of(3, || Columns::new(&dataset));
    let metrics: Vec<Metric> = questions::all().iter().map(questions::Question::metric).collect();
    let queries: Vec<Query<'_>> =
        metrics.iter().map(|metric| Query { metric, period: Period::All, key: None }).collect();
    let asked =
        Timing::of(options.rounds, || evaluate(&columns.last, &dataset, &queries, &registry));
    let times = asked.as_json();
    write_results(&answers(asked.last)?, create(&options.answers)?)?;
    print(&json!({
        "claims": dataset.claims.len(),
        "questions": queries.len(),
        "columns": columns.as_json(),
        "asked": times,
    }))
}

fn check(options: &Check) -> anyhow::Result<()> {
    let mut dataset = dataset(Size { briefs: 0, claims: options.claims, seed: options.seed });
    let copies = archive(&dataset);
    let tolerances = Tolerances::default();
    let words = Timing::of(options.rounds, || {
        briefing_evidence::check(&mut dataset, &mut |_| Archive::Missing, &tolerances)
    });
    let archived = Timing::of(options.rounds, || {
        let mut open = |source: &Source| match copies.get(&source.id) {
            Some(text) => Archive::Text(Archived::new(text.clone())),
            None => Archive::Missing,
        };
        briefing_evidence::check(&mut dataset, &mut open, &tolerances)
    });
    let is_whole = |claim: &Claim| {
        // The words of a total may begin those of a part that is as large.
        claim.checked.figure == FigureGrade::Read
            && matches!(claim.checked.quote, QuoteGrade::Exact | QuoteGrade::Ambiguous)
    };
    if let Some(claim) = dataset.claims.iter().find(|claim| !is_whole(claim)) {
        bail!("`{}` is {:?}", claim.id, claim.checked);
    }
    print(&json!({
        "claims": dataset.claims.len(),
        "copies": copies.len(),
        "bytes": copies.values().map(String::len).sum::<usize>(),
        "words": words.as_json(),
        "words_and_copies": archived.as_json(),
    }))
}

/// The least that a run must do to know that nothing has changed.
fn hash(options: &Hash) -> anyhow::Result<()> {
    let timing = Timing::of(options.rounds, || {
        let mut hashed = (0, 0);
        for folder in [options.project.join("reports"), options.project.join("data")] {
            hash_folder(&folder, &|_| true, &mut hashed)?;
        }
        hash_folder(&options.out, &|name| name == "manifest.json", &mut hashed)?;
        anyhow::Ok(hashed)
    });
    let mut times = timing.as_json();
    let (files, bytes) = timing.last?;
    times["files"] = files.into();
    times["bytes"] = bytes.into();
    print(&times)
}

fn hash_folder(
    folder: &Path,
    is_wanted: &dyn Fn(&OsStr) -> bool,
    hashed: &mut (usize, usize),
) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder);
    for entry in entries.with_context(|| format!("failed to read `{}`", folder.display()))? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            hash_folder(&entry.path(), is_wanted, hashed)?;
        } else if kind.is_file() && is_wanted(&entry.file_name()) {
            let bytes = fs::read(entry.path())?;
            black_box(Sha256::digest(&bytes));
            *hashed = (hashed.0 + 1, hashed.1 + bytes.len());
        }
    }
    Ok(())
}

fn fan_out(options: &FanOut) -> anyhow::Result<()> {
    let mut registry = Registry::new();
    briefing_metrics::register_all(&mut registry)?;
    let mut timings = Vec::new();
    for briefs in &options.briefs {
        let dataset = dataset(Size { briefs: *briefs, claims: options.claims, seed: options.seed });
        let columns = Columns::new(&dataset);
        let metrics = metrics_of_a_brief(None);
        let together = Timing::of(options.rounds, || {
            let queries: Vec<Query<'_>> =
                metrics.iter().map(|metric| query(metric, Some(Dimension::Event))).collect();
            evaluate(&columns, &dataset, &queries, &registry)
        });
        timings.push(json!({
            "briefs": briefs,
            "together": together.as_json(),
            "one_brief_alone": one_alone(&dataset, &columns, &registry)?,
        }));
        answers(together.last)?;
    }
    print(&json!({ "claims": options.claims, "timings": timings }))
}

/// Milliseconds that a brief takes if its metrics are evaluated for it alone.
fn one_alone(
    dataset: &Dataset,
    columns: &Columns,
    registry: &Registry,
) -> anyhow::Result<serde_json::Value> {
    let event = dataset.events.keys().next().context("there is an event")?;
    let metrics = metrics_of_a_brief(Some(event.as_str()));
    let queries: Vec<Query<'_>> = metrics.iter().map(|metric| query(metric, None)).collect();
    let alone = Timing::of(9, || evaluate(columns, dataset, &queries, registry));
    let times = alone.as_json();
    answers(alone.last)?;
    Ok(times)
}

fn query(metric: &Metric, key: Option<Dimension>) -> Query<'_> {
    Query { metric, period: Period::Year { year: YEAR }, key }
}

/// The sums of the generated report, over one event or all.
fn metrics_of_a_brief(event: Option<&str>) -> Vec<Metric> {
    let fixed = [
        Some((Dimension::Kind, "event")),
        Some((Dimension::Status, "signed")),
        event.map(|event| (Dimension::Event, event)),
    ];
    let conditions: Vec<Condition> = fixed
        .into_iter()
        .flatten()
        .map(|(dimension, value)| Condition {
            dimension,
            test: Test::In(vec![value.to_owned()]),
            span: Span::NONE,
        })
        .collect();
    let selection = Selection { conditions };
    vec![
        sum("projects", "projects", selection.clone()),
        sum("value", "agreement-value", selection.clone()),
        Metric { by: vec![Dimension::Sector], ..sum("value-by-sector", "sector-value", selection) },
    ]
}

fn answers(results: Vec<Result<MetricResult, Diagnostics>>) -> anyhow::Result<Vec<MetricResult>> {
    let mut refused: BTreeMap<usize, String> = BTreeMap::new();
    let mut answered = Vec::new();
    for (index, result) in results.into_iter().enumerate() {
        match result {
            Ok(result) => answered.push(result),
            Err(found) => {
                let messages: Vec<String> = found.iter().map(|d| d.message.clone()).collect();
                refused.insert(index + 1, messages.join("; "));
            }
        }
    }
    if refused.is_empty() { Ok(answered) } else { bail!("refused: {refused:?}") }
}

fn create(path: &PathBuf) -> anyhow::Result<BufWriter<File>> {
    let file =
        File::create(path).with_context(|| format!("failed to write `{}`", path.display()))?;
    Ok(BufWriter::new(file))
}

fn print(value: &serde_json::Value) -> anyhow::Result<()> {
    Ok(writeln!(stdout(), "{value}")?)
}

//! Random input for every reader of what a stranger may have written: no input makes one panic, run
//! without end, or write beside the folder it was given.
//!
//! Inputs are made from seeds, files of the tests and of the repository's own project, by changing,
//! cutting, repeating and joining them. In short here, and the same ones at each run; at length with
//!
//! ```text
//! BRIEFING_FUZZ_SECONDS=120 BRIEFING_FUZZ_SEED=7 cargo test -p briefing --test fuzz -- --nocapture
//! ```
//!
//! An input that fails is kept in the folder that the message names; one that ends the whole process
//! is there as `TARGET.last`, and the slowest as `TARGET.slowest`.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]
#![allow(clippy::print_stdout, reason = "how much was tried is to be seen with `--nocapture`")]

use std::collections::BTreeSet;
use std::fs;
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use briefing_loader::{Memory, load};
use briefing_metrics::Columns;
use briefing_model::claim::Quote;
use briefing_model::diagnostic::Span;
use briefing_model::figure::Figure;
use briefing_model::period::{Period, PeriodUnit};
use briefing_model::schedule::{CatchUp, Schedule, Ticks};
use briefing_model::unit::Unit;
use briefing_plugin::Registry;
use briefing_reporter::{Event, Failure, Progress, Renderer, Request, compute, plan};
use briefing_template::{Environment, TemplateFiles};
use briefing_text::Format;

#[path = "project.rs"]
mod project;

use project::{Project, files};

/// An input that takes longer than this has no end, as far as anybody waits for it.
const ENDLESS: Duration = Duration::from_secs(60);

/// Inputs have at most so many bytes.
const LONGEST: usize = 64 << 10;

/// Pieces that readers treat in a way of their own.
const PIECES: &[&str] = &[
    "\0",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\"",
    "'",
    "\\",
    "`",
    "```",
    "|",
    "---",
    "#",
    "*",
    "_",
    "[",
    "]",
    "[^1]",
    "](",
    "(",
    ")",
    "{",
    "}",
    "{{",
    "}}",
    "{{#each",
    "{{/each}}",
    "{{> ",
    "{{figure ",
    "> ",
    "<",
    ">",
    "&",
    "&#0;",
    "<!--",
    "=",
    ",",
    ";",
    ":",
    "..",
    "...",
    "~",
    ">=",
    "<=",
    "±",
    "%",
    "-",
    "−",
    "+",
    "0",
    "00",
    "1",
    "9",
    "1e9",
    "999999999999999999999999999999999999999",
    "0.1",
    "1/3",
    ".5",
    "1,234",
    "万",
    "亿",
    "余",
    "约",
    "多",
    "第",
    "两",
    "百",
    "百分之",
    "一半",
    "half",
    "more than",
    "at least",
    "between",
    "nearly",
    "billion",
    "trillion",
    "CNY",
    "yuan",
    "project",
    "../",
    "/",
    "//",
    "https://",
    "true",
    "null",
    "[[claim]]",
    "quote = ",
    "figure = ",
    "*/5",
    "L",
    "W",
    "MON",
    "31",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{301}",
    "\u{1f600}",
    "\u{fffd}",
    "é",
    "\u{ad}",
];

/// Numbers that look random and are the same every time (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end.max(1) as u64).unwrap()
    }

    /// A part of something of this length, mostly short.
    fn part(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let longest = if self.below(4) == 0 { length - start } else { (length - start).min(16) };
        start..start + self.below(longest + 1)
    }
}

/// An input made from the seeds.
fn input(numbers: &mut Numbers, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[numbers.below(seeds.len())].clone();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(bytes.len() + 1);
        match numbers.below(8) {
            0 if !bytes.is_empty() => {
                let at = numbers.below(bytes.len());
                bytes[at] = u8::try_from(numbers.below(256)).unwrap();
            }
            1 => drop(bytes.drain(numbers.part(bytes.len()))),
            2 => {
                let part = bytes[numbers.part(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            3 => {
                let part = bytes[numbers.part(bytes.len())].to_vec();
                bytes.splice(at..at, part.repeat(1 + numbers.below(300)));
            }
            4 => {
                let other = &seeds[numbers.below(seeds.len())];
                bytes.splice(at..at, other[numbers.part(other.len())].to_vec());
            }
            5 => {
                let piece = PIECES[numbers.below(PIECES.len())];
                bytes.splice(at..at, piece.repeat(1 + numbers.below(300)).into_bytes());
            }
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())];
                let end = (at + numbers.below(4)).min(bytes.len());
                bytes.splice(at..end, piece.bytes());
            }
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

/// Gives a target its seeds as they are and then inputs that are made from them, for as long as asked.
fn fuzz(name: &str, seeds: &[Vec<u8>], few: usize, target: impl Fn(&[u8])) {
    assert!(!seeds.is_empty(), "no seeds");
    let variable = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let seconds: Option<u64> = variable("BRIEFING_FUZZ_SECONDS");
    let seed = variable("BRIEFING_FUZZ_SEED").unwrap_or(1);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    fs::create_dir_all(&folder).unwrap();
    let last = folder.join(format!("{name}.last"));
    let mut numbers = Numbers(seed);
    let begun = Instant::now();
    let mut tried = 0;
    let mut slowest = Duration::ZERO;
    loop {
        let done = match seconds {
            Some(seconds) => begun.elapsed() >= Duration::from_secs(seconds),
            None => tried >= few,
        };
        if done && tried > 0 {
            break;
        }
        let bytes = match seeds.get(tried) {
            Some(seed) if seconds.is_some() => seed.clone(),
            _ => input(&mut numbers, seeds),
        };
        fs::write(&last, &bytes).unwrap();
        let started = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| target(&bytes)));
        let took = started.elapsed();
        if took > slowest {
            slowest = took;
            fs::copy(&last, folder.join(format!("{name}.slowest"))).unwrap();
        }
        tried += 1;
        if outcome.is_err() || took > ENDLESS {
            let kept = folder.join(format!("{name}.{seed}.{tried}"));
            fs::copy(&last, &kept).unwrap();
            println!(
                "{name}: input {tried} of seed {seed} took {took:?}; it is {}",
                kept.display()
            );
            if let Err(panic) = outcome {
                resume_unwind(panic);
            }
            panic!("{name}: an input that takes {took:?}");
        }
    }
    println!("{name}: {tried} inputs of seed {seed}, the slowest took {slowest:?}");
}

fn texts(seeds: &[&str]) -> Vec<Vec<u8>> {
    seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files below a folder that end like this, none of them long.
fn seeds(folder: &str, ending: &str) -> Vec<Vec<u8>> {
    let found = files(&root().join(folder)).into_iter();
    let found = found.filter(|(path, bytes)| path.ends_with(ending) && bytes.len() < 24 << 10);
    found.map(|(_, bytes)| bytes).collect()
}

#[test]
fn notation() {
    let seeds = texts(&[
        "195",
        "> 300000000000 CNY",
        "bn 2024",
        ">= 727 project",
        "100..110 bn CNY",
        "~ 3.5 %",
        "1/3",
        "-0.5",
        "about 12,000 people",
        "3e8 CNY",
        "2024-W07",
        "2024-Q1",
        "2024-02..2024-05",
        "2024",
    ]);
    let unit = Unit::new("project").unwrap();
    fuzz("notation", &seeds, 2000, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        if let Ok(figure) = Figure::parse(&text, &unit) {
            // What is printed is read as the same.
            let printed = figure.to_string();
            assert_eq!(Figure::parse(&printed, &unit).as_ref(), Ok(&figure), "{printed}");
        }
        let _ = black_box(Period::parse(&text));
    });
}

#[test]
fn words() {
    let mut seeds = seeds("data/events", ".toml");
    seeds.extend(texts(&[
        "签约项目195个，总金额超过3062.5亿元，同比增长百分之二十余",
        "between 3 and 4½ billion yuan, nearly half of them; 1,234.5 km², US$2.3bn; 第二十一届",
    ]));
    fuzz("words", &seeds, 60, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        for mention in briefing_evidence::mentions(&text) {
            assert!(text.get(mention.range.clone()).is_some(), "{:?}", mention.range);
            assert!(text.get(mention.number.clone()).is_some(), "{:?}", mention.number);
            if let briefing_evidence::MentionKind::Quantity(quantity) = &mention.kind {
                let _ = black_box(quantity.figure());
            }
        }
    });
}

#[test]
fn quotes() {
    let mut seeds = seeds("data/events", ".toml");
    seeds.extend(texts(&["The pro-\njects were “signed” at 10 % of 3 000.\n\n签约 项目１９５个"]));
    fuzz("quotes", &seeds, 60, |bytes| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let middle = text.char_indices().map(|(at, _)| at).nth(text.chars().count() / 2);
        let end = text.char_indices().rev().nth(text.chars().count() / 3).map(|(at, _)| at);
        let words = middle.zip(end).and_then(|(from, to)| text.get(from..to)).unwrap_or("words");
        let quote = Quote { exact: words.to_owned(), prefix: None, suffix: None };
        let archived = briefing_evidence::Archived::new(text.clone());
        let found = archived.find(&quote);
        assert!(found.at.is_none_or(|at| text.get(at).is_some()));
        let _ = black_box(archived.nearest(&quote));
    });
}

#[test]
fn archives() {
    let seeds = texts(&[
        "<!doctype html><meta charset=gb2312><title>T</title><p>195 <b>projects</b><table><tr><td>1<td>2</table>",
        "<html><head><meta charset=\"utf-16\"><script>x</script><body><ul><li>签约<pre>a\n b</pre>&nbsp;&#x110000;",
        "Words\r\nof a page\u{feff}\n\n签约项目195个",
    ]);
    fuzz("archives", &seeds, 300, |bytes| {
        for format in [Format::Html, Format::Plain] {
            let _ = black_box(briefing_text::text(bytes, format));
            let _ = black_box(briefing_text::passages(bytes, format));
        }
    });
}

#[test]
fn cron() {
    let seeds =
        texts(&["0 6 2 * *", "*/5 0-23/2 L * MON#2", "@weekly", "15,45 3 29 2 SUN", "0 0 31 2 *"]);
    fuzz("cron", &seeds, 300, |bytes| {
        let schedule = Schedule {
            ticks: Ticks::Cron { expression: String::from_utf8_lossy(bytes).into_owned() },
            covers: PeriodUnit::Month,
            time_zone: "Europe/Berlin".to_owned(),
            from: None,
            catch_up: CatchUp::All,
            catch_up_limit: 12,
            deadline: None,
            span: Span::default(),
        };
        let Ok(timetable) = briefing_schedule::Timetable::new(&schedule) else { return };
        let now: jiff::Timestamp = "2026-03-28T23:00:00Z".parse().unwrap();
        let _ = black_box(timetable.upcoming(now).take(5).collect::<Vec<_>>());
        let _ = black_box(timetable.due(now, |_| false));
    });
}

#[test]
fn facts() {
    let seeds = texts(&[
        "{\"version\":1,\"facts\":[]}",
        "{\"$schema\":\"\",\"version\":1,\"facts\":[{\"id\":\"f1\",\"figure\":\"> 3 CNY\"}]}",
    ]);
    fuzz("facts", &seeds, 300, |bytes| drop(black_box(briefing_facts::Facts::read(bytes))));
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let mut registry = Registry::new();
    briefing_loader::register_all(&mut registry).unwrap();
    briefing_metrics::register_all(&mut registry).unwrap();
    briefing_template::register_all(&mut registry).unwrap();
    briefing_output_html::register_all(&mut registry).unwrap();
    briefing_output_data::register_all(&mut registry).unwrap();
    registry
});

struct Silent;

impl Progress for Silent {
    fn event(&self, _: Event<'_>) {}
}

/// Does with a project what `check` does: loads it, checks its templates, and makes its briefs. Says
/// how many were made.
fn made(world: &Memory) -> usize {
    let Ok(loaded) = load(world, &REGISTRY) else { return 0 };
    let (project, files) = (&loaded.project, &loaded.files);
    let templates =
        TemplateFiles { templates: project.templates.clone(), partials: project.partials.clone() };
    let (environment, _) = Environment::new(&templates, files, &REGISTRY);
    let columns = Columns::new(&project.dataset);
    let (plan, _) = plan(project, &columns, &REGISTRY, &Request::default());
    for report in project.reports.values() {
        let found = environment.check(report, &project.dataset, &project.metrics);
        let _ = black_box(found);
    }
    if loaded.diagnostics.has_errors() {
        return 0;
    }
    let (computed, _) = compute(project, &columns, &REGISTRY, &plan);
    let renderer = Renderer {
        project,
        files,
        environment: &environment,
        date: "2026-01-31".parse().unwrap(),
        auditor: None,
        target: None,
        without: &computed.refused().iter().cloned().collect::<BTreeSet<_>>(),
        progress: &Silent,
    };
    let mut count = 0;
    for outcome in renderer.run(&plan, &computed) {
        match outcome.result {
            Ok(_) => count += 1,
            Err(Failure::Defect(said)) => panic!("{said}"),
            Err(_) => {}
        }
    }
    count
}

/// The project of the cases, with one file that is what it is given.
fn project_with(path: &str, bytes: &[u8]) -> Memory {
    let base = files(&root().join("tests/base"));
    let world =
        base.iter().fold(Memory::new(), |world, (path, bytes)| world.with(path, bytes.clone()));
    world.with(path, bytes)
}

/// Inputs reach all stages: the project that they are put into is one of which briefs are made.
#[test]
fn the_project_that_is_changed_is_sound() {
    let path = "reports/fairs/brief.md.hbs";
    let template = fs::read(root().join("tests/base").join(path)).unwrap();
    assert_eq!(made(&project_with(path, &template)), 1);
}

#[test]
fn data() {
    let mut seeds = seeds("tests/base/data/events", ".toml");
    seeds.extend(self::seeds("data/events", ".toml"));
    fuzz("data", &seeds, 40, |bytes| {
        black_box(made(&project_with("data/events/2024-gansu.toml", bytes)));
    });
}

#[test]
fn csv() {
    let mut seeds = seeds("tests/cases", ".csv");
    seeds.extend(texts(&[
        "event,measure,status,figure,quote,source\n2024-gansu,projects,signed,195,\"195 projects\",paper\n",
        "event;measure\r\n\"a\"\"b\";\"c\r\nd\"\r\n",
    ]));
    fuzz("csv", &seeds, 60, |bytes| {
        black_box(made(&project_with("data/claims/list.csv", bytes)));
    });
}

#[test]
fn definitions() {
    let seeds = [
        "tests/base/reports/metrics.toml",
        "tests/base/reports/project.toml",
        "tests/base/reports/fairs/report.toml",
    ]
    .map(|path| fs::read(root().join(path)).unwrap());
    fuzz("definitions", &seeds, 60, |bytes| {
        black_box(made(&project_with("reports/metrics.toml", bytes)));
        black_box(made(&project_with("reports/project.toml", bytes)));
        black_box(made(&project_with("reports/fairs/report.toml", bytes)));
    });
}

#[test]
fn templates() {
    let mut seeds = seeds("tests/base/reports", ".hbs");
    seeds.extend(self::seeds("reports", ".hbs"));
    seeds.extend(texts(&[
        "# H\n\n> [!NOTE]\n> a\n\n| a | b |\n|--:|:-:|\n| 1 | **2** |\n\n1. x\n   - y[^1]\n\n[^1]: n\n\n~~s~~ `c` <b>h</b> https://example.org ![i](x)\n",
        "{{#each (group metrics.projects by=\"event\")}}{{figure this}}{{else}}none{{/each}}\n{{table metrics.projects}}\n",
    ]));
    fuzz("templates", &seeds, 60, |bytes| {
        black_box(made(&project_with("reports/fairs/brief.md.hbs", bytes)));
    });
}

/// What a stranger left in the output folder is read by the binary, and nothing beside it changes.
#[test]
fn output_folder() {
    let project = Project::new();
    project.does(&["build"]);
    project.sign(196);
    project.does(&["build"]);
    let manifest = project.out().join("fairs/current/manifest.json");
    let seeds = vec![
        fs::read(&manifest).unwrap(),
        b"{\"editions\":[{\"from\":\"../../x\",\"name\":\"/tmp/y\"}]}".to_vec(),
        b"{\"version\":1,\"set\":[{\"from\":\"staging/1\",\"to\":\"fairs/2024.r2\"}],\"index\":true}".to_vec(),
    ];
    let manifest = fs::canonicalize(&manifest).unwrap();
    let before = files(&project.path("data"));
    fuzz("output-folder", &seeds, 6, |bytes| {
        let own = project.out().join(".briefing");
        for name in ["publish.json", "record.json"] {
            fs::write(own.join(name), bytes).unwrap();
        }
        fs::write(&manifest, bytes).unwrap();
        for arguments in [&["verify-editions"][..], &["prune", "--keep", "1", "--dry-run"]] {
            let output = project.briefing(arguments).output().unwrap();
            assert!(matches!(output.status.code(), Some(0..=2)), "{:?}: {output:?}", arguments);
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!told.contains("panicked"), "{told}");
        }
        assert_eq!(files(&project.path("data")), before, "the data were touched");
    });
}

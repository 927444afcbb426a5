//! The audit of finished briefs lets pass what is right: whatever the period, the language, the place
//! where a page ends, and the names of events.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[path = "binary.rs"]
mod binary;
#[allow(dead_code, reason = "of the folders of cases nothing is wanted here")]
#[path = "folder.rs"]
mod folder;

/// Every kind of period there is; the events of the project lie in all of them.
const PERIODS: [&str; 12] = [
    "\"all\"",
    "{ year = 2024 }",
    "\"2024\"",
    "{ quarter = \"2024-Q3\" }",
    "{ month = \"2024-08\" }",
    "\"2024-08\"",
    "{ week = \"2024-W35\" }",
    "\"2024-W35\"",
    "\"2024-08-31\"",
    "\"2024-08-30..2024-09-01\"",
    "{ from = \"2023-01-01\", to = \"2024-12-31\" }",
    "\"2024-08-01..2024-08-31\"",
];

/// Names that end in digits, begin with them, or are nothing else.
const NAMES: [(&str, &str); 8] = [
    ("Fair 2", "展会2"),
    ("3 Rivers Fair", "3江展会"),
    ("Expo 2024", "博览会2024"),
    ("Fair No. 7", "第7届展会"),
    ("21 Cities", "21城"),
    ("Zone 1-2", "1-2区"),
    ("2025", "2025"),
    ("A1", "A1"),
];

/// Lines of a page, and some more: each report has one paragraph more before its figures than the one
/// before, so that pages end at every line of the text.
const LINES: usize = 48;

const PROJECT: &str = "name = \"Fairs\"\npublisher = \"Test Desk\"\n";

const TEMPLATE: &str = "\
{{#each events}}{{name}} {{/each}}

Over the period {{period.label}}, {{figure metrics.projects}} were signed{{coverage metrics.projects}}: \
{{#each metrics.projects-by-event.rows}}{{event.name}} {{figure this}} {{/each}}.

1. {{figure metrics.projects}}
2. {{figure metrics.projects-by-event.total}}

{{chart metrics.projects-by-event caption=\"Projects\"}}

{{table metrics.projects-by-event columns=\"event, date, value, metrics.value-by-event, coverage\"}}

## 1.1 Detail

{{list metrics.projects-by-event}}

{{claims metrics.projects-by-event}}
";

fn event(name: (&str, &str), index: usize) -> String {
    format!(
        "name = {{ en = \"{} of many\", zh = \"{}\" }}\nshort = {{ en = \"{}\", zh = \"{}\" }}\n\
         start = 2024-08-31\nplace = \"CN-GX\"\npart-of = \"series-2024\"\n\n[[claim]]\nmeasure = \"projects\"\n\
         figure = \"{count}\"\nstatus = \"signed\"\nsource = \"morning-paper\"\n\
         quote = \"{count} projects were signed\"\n",
        name.0,
        name.1,
        name.0,
        name.1,
        count = 195 + index,
    )
}

#[test]
fn no_brief_is_refused_for_what_is_right() {
    let project = tempfile::tempdir().unwrap();
    let root = project.path();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    folder::lay(&tests.join("base"), root).unwrap();
    fs::write(root.join("reports/project.toml"), PROJECT).unwrap();
    fs::remove_dir_all(root.join("reports/fairs")).unwrap();
    for (index, name) in NAMES.into_iter().enumerate() {
        let path = root.join(format!("data/events/2024-named-{index}.toml"));
        fs::write(path, event(name, index)).unwrap();
    }
    for lines in 0..LINES {
        let report = root.join(format!("reports/r{lines}"));
        fs::create_dir(&report).unwrap();
        let locale = if lines % 2 == 0 { "en" } else { "zh" };
        // With both languages each.
        let period = PERIODS[lines / 2 % PERIODS.len()];
        fs::write(
            report.join("report.toml"),
            format!(
                "title = \"Fairs, {{{{period.label}}}}\"\nlocale = \"{locale}\"\nperiod = {period}\n\
                 outputs = [\"html\", \"pdf\", \"md\"]\n\
                 metrics = [\"projects\", \"projects-by-event\", \"value-by-event\"]\n"
            ),
        )
        .unwrap();
        let mut template = String::new();
        for _ in 0..lines {
            template.push_str("A line of text.\n\n");
        }
        template.push_str(TEMPLATE);
        fs::write(report.join("brief.md.hbs"), template).unwrap();
    }
    let ran = binary::run("briefing check", root).unwrap();
    let mut refused = String::new();
    for line in ran.text.lines().filter(|line| line.starts_with("error")) {
        let _ = writeln!(refused, "{line}");
    }
    assert!(refused.is_empty() && !ran.text.contains("[exit"), "{refused}{}", ran.text);
}

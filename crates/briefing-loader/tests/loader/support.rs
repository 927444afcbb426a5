//! A small sound project, changes to it, and messages as text.

use std::fmt::Write as _;

use briefing_loader::{Loaded, Memory, load, register_all};
use briefing_model::diagnostic::{Diagnostics, Files, Severity};
use briefing_model::figure::{Figure, FigureError};
use briefing_plugin::{Aggregate, Group, Members, Needs, Registry, Second};

/// The files of a project without mistakes.
const SOUND: &[(&str, &str)] = &[
    (
        "data/measures.toml",
        r#"[projects]
name = "Projects"
kind = "count"
unit = "project"
additive = true

[agreement-value]
name = "Agreement value"
kind = "money"
unit = "CNY"
also = ["USD"]
additive = true

[start-rate]
name = "Start rate"
kind = "share"
unit = "%"
additive = false
"#,
    ),
    (
        "data/places.toml",
        r#"[region.western]
name = { en = "Western", zh = "西部" }

[place.CN-GS]
gb = "620000"
name = "Gansu"
region = "western"
"#,
    ),
    ("data/sectors.toml", "[new-energy]\nname = \"New energy\"\naliases = [\"新能源\"]\n"),
    (
        "data/scopes.toml",
        r#"[scope]
event = "whole event"
ceremony = "opening ceremony"

[population]
all = "all"
emerging = "emerging industries"
"#,
    ),
    ("data/sources/papers.toml", PAPER),
    ("data/events/2024-gansu.toml", GANSU),
    ("data/events/series-2024.toml", "name = \"2024 series\"\nkind = \"series\"\nyear = 2024\n"),
    (
        "reports/metrics.toml",
        "[signed]\naggregate = \"sum\"\nmeasure = \"projects\"\nwhere = { status = \"signed\" }\n",
    ),
    ("reports/fairs/report.toml", "title = \"Fairs\"\nmetrics = [\"signed\"]\n"),
    ("reports/fairs/brief.md.hbs", "# Fairs\n"),
];

/// A source without mistakes.
pub(crate) const PAPER: &str = r#"[paper]
title = "Projects signed"
publisher = "Paper"
kind = "press"
published = 2024-10-28
accessed = 2024-11-01
url = "https://example.org/a"
language = "en"
grade = "original"
"#;

/// An event without mistakes.
pub(crate) const GANSU: &str = r#"name = "Gansu"
start = 2024-10-27
place = "CN-GS"
part-of = "series-2024"
sectors = ["new-energy"]

[[claim]]
measure = "projects"
figure = "195"
status = "signed"
source = "paper"
quote = "195 projects"
"#;

/// The sound project.
pub(crate) fn sound() -> Memory {
    SOUND.iter().fold(Memory::new(), |world, (path, text)| world.with(path, *text))
}

/// The sound project with other files.
pub(crate) fn with(files: &[(&str, &str)]) -> Memory {
    files.iter().fold(sound(), |world, (path, text)| world.with(path, *text))
}

/// The sound project with an event whose text is changed in one place.
pub(crate) fn event(from: &str, to: &str) -> Memory {
    with(&[("data/events/2024-gansu.toml", &changed(GANSU, from, to))])
}

/// The sound project with a source whose text is changed in one place.
pub(crate) fn source(from: &str, to: &str) -> Memory {
    with(&[("data/sources/papers.toml", &changed(PAPER, from, to))])
}

/// A text changed in one place, which must be there.
pub(crate) fn changed(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` is in the text once");
    text.replace(from, to)
}

/// A project as loaded with the shipped sources and the names of the shipped aggregates.
pub(crate) fn loaded(world: &Memory) -> Loaded {
    load(world, &registry()).expect("memory can be read")
}

/// Everything that is wrong with a project, as text, in the order people see it.
pub(crate) fn told(world: &Memory) -> String {
    let Loaded { files, mut diagnostics, .. } = loaded(world);
    diagnostics.sort(&files);
    text(&diagnostics, &files)
}

/// Messages as text: severity, code, place, the words underlined, what is said, and how to mend it.
pub(crate) fn text(diagnostics: &Diagnostics, files: &Files) -> String {
    let mut all = String::new();
    for diagnostic in diagnostics {
        let place = |span| match files.line_column(span) {
            Some((line, column)) => {
                let path = files.path(span.file).unwrap_or_default();
                let said = files.text(span.file).and_then(|text| text.get(span.range()));
                let said = said.unwrap_or("(not at characters)").lines().next().unwrap_or_default();
                format!("{path}:{line}:{column} «{said}»")
            }
            None => "-".to_owned(),
        };
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let code = diagnostic.code.0;
        let _ = writeln!(all, "{severity} {code} {}", place(diagnostic.span));
        let _ = writeln!(all, "  {}", diagnostic.message);
        if !diagnostic.label.is_empty() {
            let _ = writeln!(all, "  label: {}", diagnostic.label);
        }
        for (span, label) in &diagnostic.related {
            let _ = writeln!(all, "  see: {} {label}", place(*span));
        }
        for hint in &diagnostic.hints {
            let _ = writeln!(all, "  hint: {hint}");
        }
    }
    all
}

/// The shipped sources, and aggregates that have the names and needs of the shipped ones.
pub(crate) fn registry() -> Registry {
    let mut registry = Registry::new();
    register_all(&mut registry).expect("names are free");
    for (name, members, second) in [
        ("sum", Members::Added, Second::None),
        ("count", Members::Counted, Second::None),
        ("min", Members::Compared, Second::None),
        ("max", Members::Compared, Second::None),
        ("mean", Members::Compared, Second::None),
        ("median", Members::Compared, Second::None),
        ("latest", Members::Latest, Second::None),
        ("share", Members::Added, Second::Of),
        ("ratio", Members::Added, Second::Per),
        ("change", Members::Added, Second::Change),
        ("rank", Members::Added, Second::Rows),
    ] {
        let needs = Needs { members, second, is_sum: false };
        registry.add_aggregate(Named { name, needs }).expect("names differ");
    }
    registry
}

/// An aggregate that is only asked for its name and needs.
struct Named {
    name: &'static str,
    needs: Needs,
}

impl Aggregate for Named {
    fn name(&self) -> &str {
        self.name
    }

    fn about(&self) -> &str {
        "for definitions only"
    }

    fn needs(&self) -> Needs {
        self.needs
    }

    fn fold(&self, _: &Group<'_>) -> Result<Option<Figure>, FigureError> {
        panic!("nothing is evaluated while a project is loaded")
    }
}

//! One plugin of each kind at work, beside the shipped ones and by the same way in.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::collections::BTreeMap;

use briefing_loader::{Loaded, Memory, load};
use briefing_metrics::Columns;
use briefing_plugin::{Kind, Output, OutputError, OutputInput, Registry, RegistryError, Theme};
use briefing_reporter::{Request, compute, plan};
use briefing_template::{BriefInput, Environment, Indexed, TemplateFiles};

fn registry() -> Registry {
    let mut registry = Registry::new();
    briefing_loader::register_all(&mut registry).unwrap();
    briefing_metrics::register_all(&mut registry).unwrap();
    briefing_template::register_all(&mut registry).unwrap();
    briefing_test_plugin::register_all(&mut registry).unwrap();
    registry
}

fn world() -> Memory {
    let event = |name: &str, start: &str, projects: &str| {
        let words = projects.replace('>', "more than");
        format!(
            "name: {name}\nstart: {start}\nplace: CN-GS\n\
             claim: projects | {projects} | signed | paper | {words} projects\n"
        )
    };
    Memory::new()
        .with(
            "data/measures.toml",
            "[projects]\nname = \"Projects\"\nkind = \"count\"\nunit = \"project\"\n\
             noun = { one = \"project\", other = \"projects\" }\nadditive = true\n",
        )
        .with(
            "data/places.toml",
            "[region.western]\nname = \"Western\"\n\
             [place.CN-GS]\ngb = \"620000\"\nname = \"Gansu\"\nregion = \"western\"\n",
        )
        .with(
            "data/sources/paper.toml",
            "[paper]\ntitle = \"Fair\"\npublisher = \"Paper\"\nkind = \"press\"\n\
             accessed = 2024-12-31\nlanguage = \"en\"\ngrade = \"original\"\n",
        )
        .with("data/events/one.lines", event("Gansu 2023", "2023-10-27", "150"))
        .with("data/events/two.lines", event("Gansu 2024", "2024-10-27", "> 195"))
        .with(
            "reports/fairs/report.toml",
            "title = \"Fairs\"\noutputs = [\"outline\"]\n\
             [metric.spread]\naggregate = \"spread\"\nmeasure = \"projects\"\n",
        )
        .with(
            "reports/fairs/brief.md.hbs",
            "## {{initials \"Gansu and others\"}}\n\nApart by {{figure metrics.spread}}.\n",
        )
}

#[test]
fn a_source_an_aggregate_a_helper_and_an_output_make_a_brief() {
    let registry = registry();
    let Loaded { project, files, diagnostics } = load(&world(), &registry).unwrap();
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let columns = Columns::new(&project.dataset);
    let (plan, found) = plan(&project, &columns, &registry, &Request::default());
    assert!(found.is_empty(), "{found:?}");
    let (computed, found) = compute(&project, &columns, &registry, &plan);
    assert!(found.is_empty(), "{found:?}");
    let templates =
        TemplateFiles { templates: project.templates.clone(), partials: BTreeMap::default() };
    let (environment, found) = Environment::new(&templates, &files, &registry);
    assert!(found.is_empty(), "{found:?}");

    let brief = &plan.briefs[0];
    let found = environment.check(brief.report, &project.dataset, &project.metrics);
    assert!(found.is_empty(), "{found:?}");
    let input = BriefInput {
        report: brief.report,
        dataset: &Indexed::new(&project.dataset),
        results: computed.brief(0),
        period: brief.period,
        key: None,
        parameters: &brief.parameters,
        edition: "all",
        date: briefing_reporter::data_date(&project).unwrap(),
        publisher: &project.settings.publisher,
    };
    let document = environment.render(&input).unwrap().document;
    assert_eq!(document.facts[0].text, "more than 45 projects");
    let bytes = brief.outputs[0].write(&OutputInput::new(&document, &Theme::default())).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), "Fairs\n  Gao\n");
}

#[test]
fn what_a_plugin_reads_is_checked_like_any_other_file() {
    let world = world().with("data/events/two.lines", "name: Fair\nplase: CN-GS\nno colon\n");
    let found = load(&world, &registry()).unwrap();
    let messages: Vec<String> = found
        .diagnostics
        .iter()
        .map(|d| {
            let (line, column) = found.files.line_column(d.span).unwrap();
            format!("{}:{line}:{column} {}", d.code.0, d.message)
        })
        .collect();
    assert_eq!(messages, ["B0105:2:1 unknown key `plase`", "B0104:3:1 expected `key: value`"]);
}

#[test]
fn two_of_one_name_are_an_error_and_all_are_listed() {
    let mut registry = registry();
    let twice = briefing_test_plugin::register_all(&mut registry);
    assert!(matches!(
        twice,
        Err(RegistryError::Duplicate { kind: Kind::Source, .. }
            | RegistryError::DuplicateExtension { .. })
    ));
    let list = registry.list();
    for (kind, name) in [
        (Kind::Source, "lines"),
        (Kind::Aggregate, "spread"),
        (Kind::Helper, "initials"),
        (Kind::Output, "outline"),
    ] {
        assert!(list.iter().any(|line| line.kind == kind && line.name == name), "{name}");
    }
}

/// An output that makes a file of this name.
struct Makes(&'static str);

impl Output for Makes {
    fn name(&self) -> &str {
        "another"
    }

    fn about(&self) -> &str {
        "nothing"
    }

    fn file_name(&self) -> &str {
        self.0
    }

    fn write(&self, _: &OutputInput<'_>) -> Result<Vec<u8>, OutputError> {
        Ok(Vec::new())
    }
}

#[test]
fn no_output_makes_a_file_that_is_there_already() {
    for file in ["brief.outline.txt", "facts.json", "manifest.json"] {
        let refused = registry().add_output(Makes(file));
        let Err(RegistryError::DuplicateFile { file: named, .. }) = refused else {
            panic!("{file}: {refused:?}");
        };
        assert_eq!(named, file);
    }
    registry().add_output(Makes("brief.other")).unwrap();
}

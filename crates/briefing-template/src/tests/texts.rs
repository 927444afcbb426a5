//! Templates of other formats, and titles.

use std::collections::BTreeMap;

use briefing_model::diagnostic::Files;
use briefing_model::report::Spanned;
use briefing_plugin::Registry;

use super::render;
use crate::fixture::Fixture;
use crate::{Environment, TemplateFiles, register_all};

fn text(format: &str, template: &str) -> String {
    let mut files = Files::default();
    let path = format!("reports/fairs/brief.{format}.hbs");
    let file = files.add(path.clone(), template);
    let templates = TemplateFiles {
        templates: BTreeMap::from([(path.clone(), file)]),
        partials: BTreeMap::new(),
    };
    let mut registry = Registry::new();
    register_all(&mut registry).unwrap();
    let (environment, mistakes) = Environment::new(&templates, &files, &registry);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    environment.render_text(&Fixture::new().input(), &path).unwrap().text
}

#[test]
fn helpers_print_their_plain_text_in_other_formats() {
    let template = "{{figure metrics.projects}}{{coverage metrics.projects}} {{#each sources}}{{title}};{{/each}}";
    assert_eq!(
        text("txt", template),
        "more than 367 projects (2 of 3 events report a number of projects) Fair *signs* projects;博览会签约;"
    );
    assert_eq!(
        text("typ", template),
        "more than 367 projects \\(2 of 3 events report a number of projects\\) Fair \\*signs\\* projects;博览会签约;"
    );
    assert_eq!(
        text(
            "csv",
            "{{#each metrics.projects-by-event.rows}}{{event.name}},{{figure this style=\"short\"}}\n{{/each}}"
        ),
        "Gansu 2024,195 projects\nGuangxi 2024,not reported\nHeilongjiang 2024,> 172 projects\n"
    );
    assert_eq!(
        text("html", "<p>{{figure metrics.projects style=\"short\"}}</p>"),
        "<p>&gt; 367 projects</p>"
    );
}

#[test]
fn a_table_is_a_table_again_in_csv() {
    assert_eq!(
        text("csv", "{{table metrics.projects-by-event columns=\"event, value, source\"}}"),
        "Event,Projects signed,Source\nGansu 2024,195,[1]\nGuangxi 2024,not reported,\n\
         Heilongjiang 2024,> 172,[1]\nTotal,> 367,[1]"
    );
}

#[test]
fn a_title_may_have_figures_that_are_no_facts() {
    let mut fixture = Fixture::new();
    fixture.report.title.value =
        "{{figure metrics.projects capital=true}} in {{period.label}}".to_owned();
    let description = "About {{report.title}}.".to_owned();
    fixture.report.description = Some(Spanned { value: description, ..Spanned::default() });
    let document = render(&fixture, "## {{report.title}}").unwrap().document;
    assert_eq!(document.meta.title, "More than 367 projects in 2024");
    assert_eq!(document.meta.description, "About More than 367 projects in 2024.");
    assert!(document.facts.is_empty() && document.references.is_empty());
}

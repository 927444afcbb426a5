//! What is found before anything is rendered, as a person reads it.

use briefing_model::diagnostic::Diagnostics;
use briefing_model::dimension::Dimension;
use briefing_model::report::ForEach;
use indexmap::IndexMap;
use insta::assert_snapshot;

use crate::fixture::{Fixture, environment, listed, metric, slug};

fn check(template: &str) -> String {
    check_with(template, &[], &Fixture::new())
}

fn check_with(template: &str, partials: &[(&str, &str)], fixture: &Fixture) -> String {
    let (environment, files, mistakes) = environment(template, partials);
    let defined = IndexMap::from([(slug("spare"), metric("spare", "", "projects", &[]))]);
    let checked = environment.check(&fixture.report, &fixture.dataset, &defined);
    let all: Diagnostics = mistakes.into_iter().chain(checked).collect();
    listed(&all, &files)
}

#[test]
fn paths_are_checked_wherever_they_stand() {
    assert_snapshot!(check(
        "{{perod.label}} {{period.lable}}\n\
         {{#if metrics.project}}x{{/if}}\n\
         {{#each events}}{{nmae}} {{../period.label}} {{@indx}} {{place.regoin.name}}{{/each}}\n\
         {{figure (default metrics.projcts metrics.spare)}} {{@index}} {{params.top}}\n\
         {{#each events as |event|}}{{evnt.name}}{{event.name}}{{/each}} {{../period}}\n"
    ), @r#"
error[B0402] brief.md.hbs:1:3 "perod.label": unknown path `perod`
  hint: did you mean `period`?
error[B0402] brief.md.hbs:1:19 "period.lable": `period` has no `lable`
  hint: did you mean `label`?
error[B0408] brief.md.hbs:2:7 "metrics.project": the report does not select a metric `project`
  hint: did you mean `projects`?
error[B0402] brief.md.hbs:3:19 "nmae": unknown path `nmae`
  hint: did you mean `name`?
  hint: from the top it would be `@root.nmae`, one block up `../nmae`
error[B0402] brief.md.hbs:3:48 "@indx": unknown variable `@indx`
  hint: there are `@index`, `@key`, `@first`, `@last` and `@root`
error[B0402] brief.md.hbs:3:58 "place.regoin.name": `place` has no `regoin`
  hint: did you mean `region`?
error[B0408] brief.md.hbs:4:19 "metrics.projcts": the report does not select a metric `projcts`
  hint: did you mean `projects`?
error[B0408] brief.md.hbs:4:35 "metrics.spare": the report does not select a metric `spare`
  hint: add `spare` to `metrics` in `report.toml`
error[B0402] brief.md.hbs:4:54 "@index": `@index` stands outside of `{{#each}}`
error[B0402] brief.md.hbs:4:65 "params.top": `params` has no `top`
  hint: declare it under `[parameters]` in `report.toml`
error[B0402] brief.md.hbs:5:30 "evnt.name": unknown path `evnt`
  hint: did you mean `event`?
  hint: from the top it would be `@root.evnt`, one block up `../evnt`
error[B0402] brief.md.hbs:5:67 "../period": `../period` leads out of the template
"#);
}

#[test]
fn helpers_and_their_arguments_are_checked() {
    assert_snapshot!(check(
        "{{figrue metrics.projects}} {{figure}} {{figure metrics.projects 1}}\n\
         {{figure metrics.projects styl=\"short\"}} {{figure metrics.projects style=\"tiny\"}}\n\
         {{figure metrics.projects precision=\"two\"}} {{figure period.label}}\n\
         {{table metrics.projects-by-event columns=\"event, vlaue, metrics.spare, metrics.value-by-event\"}}\n\
         {{cite \"mornin\"}} {{date \"2024-13-01\"}} {{#figure metrics.projects}}x{{/figure}}\n\
         {{#eech events}}{{/eech}} {{#each period.label}}{{/each}} {{#if metrics.projects}}x{{/if}}\n"
    ), @r#"
error[B0403] brief.md.hbs:1:3 "figrue": unknown helper `figrue`
  hint: did you mean `figure`?
error[B0406] brief.md.hbs:1:31 "figure": `figure` needs an argument `figure`: a metric of one row, a row, a figure or a claim
error[B0406] brief.md.hbs:1:42 "figure": `figure` takes 1 argument, found 2
  hint: options are written `name=value`
error[B0407] brief.md.hbs:2:27 "styl": `figure` has no option `styl`
  hint: did you mean `style`?
error[B0406] brief.md.hbs:2:75 "tiny": `style` of `figure` cannot be `tiny`
  hint: it is one of `long`, `short`
error[B0406] brief.md.hbs:3:38 "two": `precision` of `figure`: expected a whole number, found `two`
error[B0406] brief.md.hbs:3:54 "period.label": `figure` of `figure`: expected a figure: a metric, a row of one, or a claim, found text
error[B0418] brief.md.hbs:4:51 "vlaue": a table of `projects-by-event` cannot have a column `vlaue`
  hint: did you mean `value`?
error[B0418] brief.md.hbs:4:58 "metrics.spare": a table of `projects-by-event` cannot have a column `metrics.spare`
  hint: add `spare` to `metrics` in `report.toml`
error[B0406] brief.md.hbs:5:9 "mornin": unknown source `mornin`
  hint: did you mean `morning`?
error[B0406] brief.md.hbs:5:27 "2024-13-01": `day` of `date`: expected a day such as `2024-10-27`, found `2024-13-01`
error[B0403] brief.md.hbs:5:44 "figure": `figure` has no block
  hint: write `{{figure …}}`
error[B0403] brief.md.hbs:6:4 "eech": unknown block `eech`
  hint: did you mean `each`?
error[B0406] brief.md.hbs:6:27 "{{#each period.label}}": `each` goes through a list, found text
error[B0406] brief.md.hbs:6:59 "{{#if metrics.projects}}": the metric `projects` is always there
  hint: ask whether it has a value: `{{#if metrics.projects.value}}`
"#);
}

#[test]
fn a_metric_of_many_rows_is_no_figure() {
    let mut fixture = Fixture::new();
    fixture.report.metrics[1].total = false;
    let template = "{{figure metrics.projects-by-event}} {{#each metrics.projects-by-event.rows}}{{figure this}}{{/each}}";
    assert_snapshot!(check_with(template, &[], &fixture), @r#"
error[B0406] brief.md.hbs:1:10 "metrics.projects-by-event": `projects-by-event` has a figure for each event, and no total
  hint: set `total = true` on the metric
  hint: or go through its rows: `{{#each metrics.projects-by-event.rows}} {{figure this}} {{/each}}`
"#);
    // In a brief of one event there is one row.
    fixture.report.for_each =
        Some(ForEach { dimension: Dimension::Event, values: Vec::new(), span: Default::default() });
    assert_eq!(check_with("{{figure metrics.projects-by-event}} {{key.city}}", &[], &fixture), "");
}

#[test]
fn groups_are_not_printed() {
    assert_snapshot!(check(
        "{{metrics.projects}} {{period}} {{metrics.projects.coverage}} {{#each events}}{{this}} {{sectors}}{{/each}}"
    ), @r#"
error[B0417] brief.md.hbs:1:3 "metrics.projects": `metrics.projects` is a metric and cannot be printed as it is
  hint: print its figure: `{{figure metrics.projects}}`
error[B0417] brief.md.hbs:1:24 "period": `period` is a group of values and cannot be printed as it is
  hint: print its label: `{{period.label}}`
error[B0417] brief.md.hbs:1:35 "metrics.projects.coverage": `metrics.projects.coverage` is a coverage and cannot be printed as it is
  hint: print `{{metrics.projects.coverage.text}}`
error[B0417] brief.md.hbs:1:81 "this": `this` is an event and cannot be printed as it is
  hint: print its name: `{{this.name}}`
error[B0417] brief.md.hbs:1:90 "sectors": `sectors` is a list and cannot be printed as it is
  hint: print its members: `{{join sectors}}`, or go through them with `{{#each}}`
"#);
}

#[test]
fn partials_are_checked_where_they_are_called() {
    assert_snapshot!(check_with(
        "{{> method}} {{> methd}} {{#each events}}{{> event shown=true}}{{/each}} {{> (lookup a \"b\")}}",
        &[("method", "{{period.lable}}"), ("event", "{{name}} {{shown}} {{shwn}} {{../anything}}")],
        &Fixture::new(),
    ), @r#"
error[B0411] brief.md.hbs:1:74 "{{> (lookup a \"b\")}}": the name of a partial cannot be computed
  hint: choose between partials with `{{#if}}`
error[B0404] brief.md.hbs:1:14 "{{> methd}}": unknown partial `methd`
  hint: did you mean `method`?
  hint: a partial is a file: `reports/partials/methd.hbs`
"#);
    assert_snapshot!(check_with(
        "{{> method}} {{#each events}}{{> event shown=true}}{{/each}}",
        &[("method", "{{period.lable}}"), ("event", "{{name}} {{shown}} {{shwn}} {{../anything}}")],
        &Fixture::new(),
    ), @r#"
error[B0402] method.hbs:1:3 "period.lable": `period` has no `lable`
  hint: did you mean `label`?
error[B0402] event.hbs:1:22 "shwn": unknown path `shwn`
  hint: did you mean `shown`?
"#);
}

#[test]
fn partials_in_a_circle_are_found() {
    assert_snapshot!(check_with(
        "{{> a}}",
        &[("a", "{{> b}}"), ("b", "{{#if x}}{{> a}}{{/if}}"), ("self", "{{> self}}")],
        &Fixture::new(),
    ), @r#"
error[B0405] a.hbs:1:1 "{{> b}}": partials call each other in a circle: `a` → `b` → `a`
  hint: take what both need out into a partial of its own
error[B0405] self.hbs:1:1 "{{> self}}": partials call each other in a circle: `self` → `self`
  hint: take what both need out into a partial of its own
"#);
}

#[test]
fn syntax_errors_say_what_was_expected() {
    let templates = [
        "# T\n\n{{#if period}}\nopen",
        "{{#each events}}{{#if name}}{{/each}}{{/if}}",
        "{{/if}}",
        "{{else}}",
        "a {{figure metrics.projects\n\nb {{period.label}}",
        "{{figure metrics.projects style=}}",
        "{{figure \"a}}",
        "{{}}",
    ];
    assert_snapshot!(templates.map(check).concat(), @r#"
error[B0401] brief.md.hbs:3:1 "{{#if period}}": `if` is not closed
  hint: write `{{/if}}` where the block ends
error[B0401] brief.md.hbs:1:29 "{{/each}}": expected `{{/if}}`, found `{{/each}}`
  1:17: `if` is opened here
error[B0401] brief.md.hbs:1:1 "{{/if}}": `{{/if}}` closes nothing
error[B0401] brief.md.hbs:1:1 "{{else}}": `else` stands in no block
error[B0401] brief.md.hbs:1:3 "{{figure metrics.projects": this tag has no end
  hint: close it with `}}`; quotation marks within it must match
error[B0401] brief.md.hbs:1:1 "{{figure metrics.projects style=}}": cannot read this tag
  expected an argument
  hint: texts stand in quotation marks, options are written `name=value`
error[B0401] brief.md.hbs:1:1 "{{figure \"a}}": this tag has no end
  hint: close it with `}}`; quotation marks within it must match
error[B0401] brief.md.hbs:1:1 "{{}}": cannot read this tag
  expected a name or `(helper …)`
  hint: texts stand in quotation marks, options are written `name=value`
"#);
}

#[test]
fn nesting_has_an_end() {
    let blocks = format!("{}x{}", "{{#if period}}".repeat(9999), "{{/if}}".repeat(9999));
    let brackets = format!("{{{{figure {}a{}}}}}", "(not ".repeat(9999), ")".repeat(9999));
    for template in [blocks, brackets] {
        let found = check(&template);
        assert!(found.contains("this is nested too deeply"), "{}", &found[..200]);
    }
}

#[test]
fn nothing_prints_without_escaping() {
    assert_snapshot!(check("{{{period.label}}} {{&period.label}} {{*inline \"a\"}}"), @r#"
error[B0410] brief.md.hbs:1:1 "{{{period.label}}}": this prints without escaping
  hint: write it with two braces: what helpers print is not escaped twice
error[B0410] brief.md.hbs:1:20 "{{&period.label}}": this prints without escaping
  hint: write it with two braces: what helpers print is not escaped twice
error[B0411] brief.md.hbs:1:38 "{{*inline \"a\"}}": templates have no decorators and define no partials
  hint: put the part into a file of its own in `reports/partials/`
"#);
}

#[test]
fn titles_are_templates_too() {
    let mut fixture = Fixture::new();
    let (environment, mut files, _) = environment("x", &[]);
    let toml = "title = \"Fairs, {{perod.label}}\"";
    let file = files.add("reports/fairs/report.toml", toml);
    fixture.report.title.value = "Fairs, {{perod.label}}".to_owned();
    fixture.report.title.span = briefing_model::diagnostic::Span::new(file, 8..toml.len());
    let found = environment.check(&fixture.report, &fixture.dataset, &IndexMap::new());
    assert_snapshot!(listed(&found, &files), @r#"
error[B0402] report.toml:1:19 "perod.label": unknown path `perod`
  hint: did you mean `period`?
"#);
}

#[test]
fn a_report_without_its_template_is_told_which_there_are() {
    let mut fixture = Fixture::new();
    fixture.report.template.value = "reports/fairs/breif.md.hbs".to_owned();
    let (environment, _, _) = environment("x", &[]);
    let found = environment.check(&fixture.report, &fixture.dataset, &IndexMap::new());
    let messages: Vec<String> =
        found.iter().map(|d| format!("{} | {}", d.message, d.hints.join(" | "))).collect();
    assert_eq!(
        messages,
        ["no template `reports/fairs/breif.md.hbs` | did you mean `reports/fairs/brief.md.hbs`?"]
    );
}

#[test]
fn a_sound_template_has_nothing_wrong() {
    let template = "{{!-- {{no}} --}}{{#each metrics.projects-by-event.rows as |row index|}}{{index}} \
                    {{#with row.event}}{{name}} {{place.name}} {{../coverage.text}}{{/with}}\
                    {{else}}none{{/each}} {{#if (and events (not key))}}{{edition.date}}{{else if params}}\
                    {{@root.report.id}}{{/if}} \\{{raw}} {{{{raw}}}}{{anything}}{{{{/raw}}}}\
                    {{#each claims}}{{figure this}} {{quote}} {{cite this}} {{source.title}}{{/each}}\
                    {{lookup metrics \"projects\"}}{{#> method}}{{period.label}}{{/method}}";
    let partials = [("method", "{{> @partial-block}} {{edition.name}}")];
    assert_eq!(check_with(template, &partials, &Fixture::new()), "");
}

/// A figure of a report that makes several briefs may be missing from one of them.
#[test]
fn a_sentence_that_has_no_words_for_nothing_is_named() {
    let mut fixture = Fixture::new();
    let sentence = "{{figure metrics.projects}}{{coverage metrics.projects}} were signed.";
    assert_eq!(check_with(sentence, &[], &fixture), "", "one brief, and it has the figure");
    fixture.report.for_each =
        Some(ForEach { dimension: Dimension::Event, values: Vec::new(), span: Default::default() });
    assert_snapshot!(check_with(sentence, &[], &fixture), @r#"
warning[B0421] brief.md.hbs:1:1 "{{figure metrics.projects}}": a sentence prints `projects`, and a brief may have nothing to report for it
  would read "not reported" in the middle of a sentence
  hint: leave the sentence out: `{{#if metrics.projects.value}}…{{else}}Nothing is reported.{{/if}}`
  hint: or give the words for it: `empty="an unknown number of projects"`
"#);
    for well in [
        "{{#if metrics.projects.value}}{{figure metrics.projects}} were signed.{{else}}None.{{/if}}",
        "{{figure metrics.projects empty=\"an unknown number of projects\"}} were signed.",
        "- Projects: {{figure metrics.projects}}{{coverage metrics.projects}}",
        "| {{figure metrics.projects}} | {{key.city}} |",
        "Signed ({{figure metrics.projects}}).",
        "{{figure metrics.projects}}",
    ] {
        assert_eq!(check_with(well, &[], &fixture), "", "{well}");
    }
}

//! Every figure of a shipped brief is changed in turn on the finished page, and the audit must see it.

#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use std::path::Path;

use briefing_loader::{Disk, Loaded, load};
use briefing_metrics::Columns;
use briefing_model::document::Document;
use briefing_plugin::{Output as _, OutputInput, Registry, Theme};
use briefing_reporter::{Auditor, Request, compute, data_date, plan};
use briefing_template::{BriefInput, Environment, Indexed, TemplateFiles, words};

/// The national brief as a document and as a page, with the words that its results allow.
fn with_page(check: impl FnOnce(&Auditor<'_>, &Document, &str, &[String])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut registry = Registry::new();
    briefing_loader::register_all(&mut registry).unwrap();
    briefing_metrics::register_all(&mut registry).unwrap();
    briefing_template::register_all(&mut registry).unwrap();
    briefing_output_html::register_all(&mut registry).unwrap();
    let Loaded { project, files, .. } = load(&Disk::new(&root), &registry).unwrap();
    let templates =
        TemplateFiles { templates: project.templates.clone(), partials: project.partials.clone() };
    let (environment, _) = Environment::new(&templates, &files, &registry);
    let columns = Columns::new(&project.dataset);
    let request = Request {
        reports: vec!["transfer-events".parse().unwrap()],
        outputs: vec!["html".to_owned()],
        ..Request::default()
    };
    let (plan, _) = plan(&project, &columns, &registry, &request);
    let (computed, _) = compute(&project, &columns, &registry, &plan);
    let brief = &plan.briefs[0];
    let document = environment
        .render(&BriefInput {
            report: brief.report,
            dataset: &Indexed::new(&project.dataset),
            results: computed.brief(0),
            period: brief.period,
            key: None,
            parameters: &brief.parameters,
            edition: "2024",
            date: data_date(&project).unwrap(),
            publisher: &project.settings.publisher,
        })
        .unwrap()
        .document;
    let bytes =
        briefing_output_html::Html.write(&OutputInput::new(&document, &Theme::default())).unwrap();
    let mut allowed: Vec<String> = Vec::new();
    for (id, result) in computed.brief(0) {
        let metric = brief.report.metrics.iter().find(|metric| metric.id == *id).unwrap();
        let reported = words::Reported::of(metric, &project.dataset);
        for row in result.rows.iter().chain(&result.total) {
            allowed.push(words::coverage(&row.coverage, reported, false, &project.dataset, "en"));
            allowed.push(words::fraction(&row.coverage, "en"));
        }
    }
    check(&Auditor::new(&project), &document, &String::from_utf8(bytes).unwrap(), &allowed);
}

#[test]
fn every_figure_that_is_changed_on_the_page_is_found() {
    with_page(|auditor, document, page, allowed| {
        let found =
            |page: &str| auditor.file("brief.html", page.as_bytes(), document, allowed).unwrap();
        assert_eq!(found(page), []);
        let mut changed = 0;
        for fact in &document.facts {
            // The first digit of a figure, wherever it stands between tags.
            let Some(digit) = fact.text.find(|c: char| c.is_ascii_digit()) else { continue };
            let escaped = fact.text.replace('>', "&gt;").replace('<', "&lt;");
            let shift = escaped.len() - fact.text.len();
            let Some(at) = page.find(&format!(">{escaped}</")) else { continue };
            let at = at + 1 + digit + shift;
            let other = match page.as_bytes()[at] {
                b'9' => '8',
                digit => char::from(digit + 1),
            };
            let mut altered = page.to_owned();
            altered.replace_range(at..=at, &other.to_string());
            let wrong = fact.text.replacen(|c: char| c.is_ascii_digit(), &other.to_string(), 1);
            if document.facts.iter().any(|fact| fact.text.contains(&wrong)) {
                // It has become another figure of the brief, which the page may print.
                continue;
            }
            changed += 1;
            let found = found(&altered);
            assert!(!found.is_empty(), "`{}` for `{}` was not found", wrong, fact.text);
        }
        assert!(changed > 25, "only {changed} figures were changed");
    });
}

#[test]
fn a_number_that_is_added_to_the_page_is_found_with_its_place() {
    with_page(|auditor, document, page, allowed| {
        for number in ["12,345 projects", "三千亿元", "77.7%", "USD 9 billion", "4242"] {
            let altered = page.replacen("</main>", &format!("<p>In all {number}.</p></main>"), 1);
            let found = auditor.file("brief.html", altered.as_bytes(), document, allowed).unwrap();
            assert_eq!(found.len(), 1, "{number}: {found:?}");
            assert!(found[0].near.contains("In all"), "{:?}", found[0]);
            assert!(number.contains(&found[0].number), "{:?}", found[0]);
        }
        for fine in ["27 October 2024", "2024", "the third", "the Top 500", "No. 7"] {
            let altered = page.replacen("</main>", &format!("<p>In all {fine}.</p></main>"), 1);
            let found = auditor.file("brief.html", altered.as_bytes(), document, allowed).unwrap();
            assert_eq!(found, [], "{fine}");
        }
    });
}

//! What a page has, and what it looks like as text.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod support;

use std::collections::BTreeSet;
use std::sync::Arc;

use base64::Engine as _;
use briefing_model::document::{Align, Block, Column, FactConflict, Inline, Table, TableRow};
use briefing_output_html::Html;
use briefing_plugin::{Output as _, OutputInput, Theme};
use sha2::{Digest as _, Sha256};
use support::checks::{checked, page, select, themed, words};
use support::{Builder, brief, chinese, column, constructs, heading, paragraph, t};

/// The page without its style sheet, which has its own tests and its own reviewers.
fn bare(html: &str) -> String {
    let cut = |text: &str, from: &str, to: &str| {
        let start = text.find(from).expect(from) + from.len();
        let end = start + text[start..].find(to).expect(to);
        format!("{}…{}", &text[..start], &text[end..])
    };
    cut(&cut(html, "<style>", "</style>"), "style-src 'sha256-", "'")
}

#[test]
fn a_brief() {
    let html = page(&brief());
    checked(&html);
    snapbox::assert_data_eq!(bare(&html), snapbox::file!["pages/brief.html"].raw());
}

#[test]
fn every_construct_is_valid() {
    let page = checked(&page(&constructs()));
    // What a claim counts stands under a term of its own, also where nothing else is said.
    let terms = |claim: &str| {
        select(&page, &format!("#{claim} dt")).into_iter().map(words).collect::<Vec<_>>()
    };
    assert_eq!(terms("e1"), ["Status", "Scope", "Population"]);
    assert_eq!(terms("e2"), ["Population"]);
    assert_eq!(select(&page, "#e3 dl").len(), 0, "a list of no terms");
    // Tables without a caption are told apart by their numbers, and none is a landmark.
    let labels: Vec<_> =
        select(&page, ".scroll[aria-label]").iter().map(|e| e.value().attr("aria-label")).collect();
    assert_eq!(labels, [Some("Table 1"), Some("Table 2"), Some("Table 6")]);
    assert_eq!(select(&page, "[role=region]").len(), 0);
    let odd = "https://example.org/a%7Cb?c=%5Bd%5D&e=%7Bf%7D&g=h%25zz#one%23two";
    assert_eq!(select(&page, "#s1 a")[0].value().attr("href"), Some(odd));
    assert_eq!(select(&page, "#e1 blockquote")[0].value().attr("cite"), Some(odd));
}

#[test]
fn the_figures_are_there_for_programs_too() {
    let document = brief();
    let page = checked(&page(&document));
    let data: serde_json::Value =
        serde_json::from_str(&words(select(&page, "head > script")[0])).unwrap();
    let of = |kind: &str| {
        let nodes = data["@graph"].as_array().unwrap().iter();
        nodes.filter(|node| node["@type"] == kind).cloned().collect::<Vec<_>>()
    };
    assert_eq!(of("Report")[0]["name"], document.meta.title.as_str());
    assert_eq!(of("Observation").len(), document.facts.len());
    assert_eq!(of("Claim").len(), document.evidence.len());
    assert_eq!(of("CreativeWork").len(), document.references.len());
    for (node, fact) in of("Observation").iter().zip(&document.facts) {
        let Some(figure) = &fact.figure else { continue };
        assert_eq!(node["value"]["name"], figure.to_string());
        let exact = figure.exact_value().map(|value| value.to_string());
        assert_eq!(node["value"]["value"].as_str(), exact.as_deref());
    }
}

/// The texts and numbers in a tree, as texts.
fn leaves(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.values().for_each(|value| leaves(value, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
        serde_json::Value::String(text) => {
            found.insert(text.clone());
        }
        serde_json::Value::Number(number) => {
            found.insert(number.to_string());
        }
        serde_json::Value::Bool(_) | serde_json::Value::Null => {}
    }
}

#[test]
fn programs_find_all_that_the_facts_say() {
    let mut document = brief();
    document.facts[0].conflicts = vec![FactConflict { claims: vec![0, 1], used: vec![1] }];
    document.facts[0].independence = "2 sources, 1 independent".to_owned();
    document.evidence[0].quote.prefix = Some("of which".to_owned());
    document.evidence[0].correction = "corrected by the desk".to_owned();
    let page = checked(&page(&document));
    let data = words(select(&page, "head > script")[0]);
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    let mut stated = BTreeSet::new();
    leaves(&data, &mut stated);
    let facts = briefing_facts::Facts::of(&document).to_json();
    let mut facts: serde_json::Value = serde_json::from_slice(&facts).unwrap();
    facts.as_object_mut().unwrap().remove("version");
    let mut wanted = BTreeSet::new();
    leaves(&facts, &mut wanted);
    assert!(wanted.len() > 200, "{}", wanted.len());
    for text in wanted {
        let anchor = format!("#{text}");
        let is_there = stated.contains(&text)
            || stated.contains(&anchor)
            || stated.iter().any(|s| s.split('/').any(|part| part == text));
        assert!(is_there, "`{text}` is not in the JSON-LD");
    }
}

#[test]
fn a_brief_in_chinese() {
    let html = page(&chinese());
    let page = checked(&html);
    assert_eq!(select(&page, "html")[0].value().attr("lang"), Some("zh"));
    assert_eq!(words(select(&page, ".skip")[0]), "跳至正文");
}

#[test]
fn a_corrected_claim_says_so_beside_its_words() {
    let mut document = brief();
    document.evidence[0].correction = "corrected from <b>30</b> projects by the desk".to_owned();
    let page = checked(&page(&document));
    let claim = select(&page, &format!("#{}", document.evidence[0].id))[0];
    let said = words(claim);
    let at = said.find(&document.evidence[0].quote.exact).unwrap();
    assert!(said[at..].contains("corrected from <b>30</b> projects by the desk"), "{said}");
}

#[test]
fn a_contested_figure_has_a_mark_that_leads_to_who_says_what() {
    let mut document = brief();
    let words = document.meta.words.contested.clone();
    document.facts[0].conflicts = vec![FactConflict { claims: vec![0, 1], used: vec![0] }];
    document.evidence[0].contradicted_by = vec![1];
    let text = document.facts[0].text.clone();
    let mark = |row: Option<&str>| Inline::Contested { evidence: 0, row: row.map(str::to_owned) };
    document.blocks = vec![
        Block::Paragraph {
            content: vec![
                Inline::Fact { fact: 0, text: text.clone() },
                mark(Some("d1")),
                Inline::text(" and "),
                mark(None),
                mark(Some("nowhere")),
            ],
        },
        Block::Notes { notes: vec![vec![Inline::text("† Sources disagree.")]] },
        Block::Table(Table {
            id: "table-1".to_owned(),
            caption: Vec::new(),
            columns: vec![Column {
                label: vec![Inline::text("A")],
                align: Align::Start,
                header: true,
            }],
            rows: vec![
                TableRow::heading(vec![Inline::text("A session")]),
                TableRow {
                    id: Some("d1".to_owned()),
                    ..TableRow::new(vec![vec![Inline::text("b")]])
                },
            ],
            empty: String::new(),
            notes: Vec::new(),
        }),
    ];
    let page = checked(&page(&document));
    let marks: Vec<_> =
        select(&page, ".contested a").iter().map(|a| a.value().attr("href")).collect();
    assert_eq!(marks, [Some("#d1"), Some("#e1"), Some("#e1")]);
    for mark in select(&page, ".contested a") {
        assert_eq!(mark.value().attr("aria-label"), Some(words.as_str()));
        assert_eq!(mark.text().collect::<String>(), "†");
    }
    assert_eq!(select(&page, "tr#d1").len(), 1);
    let heading = select(&page, "tr.group > th[scope=rowgroup]");
    assert_eq!(heading[0].text().collect::<String>(), "A session");
    // The figure's own note has the other claim, and the claim itself names it.
    let fact = select(&page, "#f1 a");
    let note = fact[0].value().attr("href").unwrap();
    assert!(note.starts_with("#n"), "{note}");
    let others = select(&page, &format!("{note} ul.parts a[href='#e2']"));
    assert_eq!(others.len(), 1);
    assert_eq!(select(&page, "#e1 p.remark a[href='#e2']").len(), 1);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(page(&brief()), page(&brief()));
}

#[test]
fn nothing_is_asked_for_and_nothing_runs() {
    let html = page(&brief());
    let page = checked(&html);
    let policy = select(&page, "meta[http-equiv=Content-Security-Policy]");
    let policy = policy[0].value().attr("content").unwrap();
    let style = words(select(&page, "style")[0]);
    let hash = base64::prelude::BASE64_STANDARD.encode(Sha256::digest(style));
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; font-src data:; \
             base-uri 'none'; form-action 'none'"
        )
    );
    // The policy has to stand before whatever it is to govern.
    assert!(html.find("Content-Security-Policy").unwrap() < html.find("<style>").unwrap());
    assert_eq!(
        select(&page, "meta[name=referrer]")[0].value().attr("content"),
        Some("no-referrer")
    );
}

#[test]
fn every_figure_leads_to_the_words_of_its_source_in_two_steps() {
    let document = brief();
    let page = checked(&page(&document));
    let mut followed = 0;
    for fact in document.facts.iter().filter(|fact| !fact.evidence.is_empty()) {
        let data = select(&page, &format!("data#{}", fact.id));
        assert_eq!(
            data[0].value().attr("value"),
            Some(&*fact.figure.as_ref().unwrap().to_string())
        );
        let target =
            select(&page, &format!("data#{} > a", fact.id))[0].value().attr("href").unwrap();
        let entry = select(&page, target)[0];
        for claim in &fact.evidence {
            let claim = &document.evidence[*claim];
            let quote = select(&page, &format!("#{} q", claim.id))[0];
            assert_eq!(words(quote), claim.quote.exact);
            let here = entry.value().id() == Some(&claim.id);
            let there = format!("href=\"#{}\"", claim.id);
            assert!(
                here || entry.html().contains(&there),
                "{} does not lead to {}",
                fact.id,
                claim.id
            );
            followed += 1;
        }
        assert!(
            entry.html().contains(&format!("href=\"#{}\"", fact.id)),
            "no way back to {}",
            fact.id
        );
    }
    assert!(followed > 15, "{followed}");
}

#[test]
fn how_many_reported_is_said_aloud() {
    let page = checked(&page(&brief()));
    let link = select(&page, "#f1 > a")[0].value();
    assert_eq!(
        link.attr("title"),
        Some("Agreement value signed, 2024 (3 of 6 events report a value)")
    );
    let description = select(&page, &format!("#{}", link.attr("aria-describedby").unwrap()));
    assert_eq!(words(description[0]), "3 of 6 events report a value");
}

#[test]
fn what_nobody_reports_is_said_and_not_linked() {
    let page = checked(&page(&brief()));
    let missing = select(&page, "span.fact.missing");
    assert_eq!(missing.len(), 6);
    assert!(missing.iter().all(|m| words(*m) == "not reported" && !m.html().contains("<a")));
}

#[test]
fn a_bound_is_drawn_as_a_bound() {
    let page = checked(&page(&brief()));
    let bars = select(&page, ".bars > li");
    let shape = |at: usize| {
        let html = bars[at].html();
        (html.contains("certain"), html.contains("-hatch"), html.contains("arrow"))
    };
    assert_eq!(shape(0), (true, false, false), "exact");
    assert_eq!(shape(1), (true, false, true), "more than");
    assert_eq!(shape(4), (true, true, false), "between");
    assert_eq!(shape(5), (false, false, false), "not reported");
    // The longest leaves room for the arrows.
    assert!(bars[0].html().contains("width=\"90.00%\""), "{}", bars[0].html());
}

#[test]
fn headings_have_no_gaps() {
    let levels = [(4, "h2"), (2, "h2"), (4, "h3"), (4, "h3"), (6, "h4"), (3, "h3"), (2, "h2")];
    let blocks = levels
        .iter()
        .enumerate()
        .map(|(at, (level, _))| heading(*level, &format!("h-{at}"), "Heading"))
        .collect();
    let page = checked(&page(&Builder::new("Levels").finish(blocks)));
    for (at, (_, tag)) in levels.iter().enumerate() {
        assert_eq!(select(&page, &format!("#h-{at}"))[0].value().name(), *tag, "{at}");
    }
}

#[test]
fn contents_are_for_long_texts() {
    let with = |count: usize| {
        let blocks = (0..count).map(|at| heading(2, &format!("h-{at}"), "Heading")).collect();
        let page = checked(&page(&Builder::new("Contents").finish(blocks)));
        select(&page, "nav li").len()
    };
    assert_eq!((with(4), with(5)), (0, 5));
}

#[test]
fn an_empty_table_says_so() {
    let table = Table {
        id: "table-1".to_owned(),
        caption: Vec::new(),
        columns: vec![
            column("", briefing_model::document::Align::Start, true),
            column("Value", briefing_model::document::Align::End, false),
        ],
        rows: Vec::new(),
        empty: "No events in this period.".to_owned(),
        notes: Vec::new(),
    };
    let page = checked(&page(&Builder::new("Empty").finish(vec![Block::Table(table)])));
    let cell = select(&page, "tbody td");
    assert_eq!((cell.len(), cell[0].value().attr("colspan")), (1, Some("2")));
    assert_eq!(words(cell[0]), "No events in this period.");
    assert_eq!(select(&page, "th").len(), 1, "an empty head is no head");
}

#[test]
fn sources_stand_where_the_text_wants_them_and_once() {
    let mut b = Builder::new("Sources");
    b.source("Article", "zh", ("Paper", "Agency"), "1 May", None);
    let document = b.finish(vec![
        heading(2, "sources", "Sources"),
        Block::References,
        Block::References,
        paragraph(vec![t("End"), Inline::Cite { reference: 0 }]),
    ]);
    let page = checked(&page(&document));
    assert_eq!(select(&page, ".references").len(), 1);
    assert_eq!(select(&page, "section").len(), 0);
    let title = select(&page, "#s1 cite")[0];
    assert_eq!((title.value().attr("lang"), words(title)), (Some("zh"), "Article".to_owned()));
    assert!(words(select(&page, "#s1")[0]).contains("Paper (Agency) · published 1 May"));
}

#[test]
fn a_theme_changes_the_style_and_the_logo() {
    let file = |name: &str, text: &str| (name.to_owned(), Arc::from(text.as_bytes()));
    let theme = Theme {
        name: "house".to_owned(),
        files: [file("style.css", "p { color: navy }"), file("logo.svg", "<svg/>")].into(),
    };
    let page = checked(&themed(&brief(), &theme));
    assert_eq!(words(select(&page, "style")[0]), "p { color: navy }");
    let logo = select(&page, "img")[0].value();
    assert_eq!(logo.attr("src"), Some("data:image/svg+xml;base64,PHN2Zy8+"));
    assert_eq!(logo.attr("alt"), Some("Industrial Transfer Monitor"));
}

#[test]
fn a_theme_that_asks_for_something_is_refused() {
    let theme = Theme {
        name: "house".to_owned(),
        files: [(
            "extra.css".to_owned(),
            Arc::from(&b"@import url(https://example.org/a.css);"[..]),
        )]
        .into(),
    };
    let error = Html.write(&OutputInput::new(&brief(), &theme)).unwrap_err();
    assert_eq!(error.mistakes.len(), 2);
    assert_eq!(error.mistakes[0].theme, Some(("extra.css".to_owned(), 1, 1)));
}

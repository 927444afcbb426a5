//! A small brief with every kind of block and inline.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "shared by tests, each of which uses a part"
)]

use briefing_model::claim::Quote;
use briefing_model::date::Date;
use briefing_model::document::{
    Align, Bar, Block, Chart, Column, Document, Evidence, Fact, Imprint, Inline, Meta, Reference,
    Said, Table, TableRow, Tone, Words,
};
use briefing_model::figure::Figure;
use briefing_model::number::Number;
use briefing_model::result::Coverage;
use briefing_model::slug::Slug;
use briefing_model::source::{Grade, SourceKind};
use briefing_model::status::Status;
use briefing_model::unit::Unit;
use briefing_plugin::{Output, OutputInput, Theme};

/// A document in a format.
pub fn written(output: &dyn Output, document: &Document) -> String {
    let bytes = output.write(&OutputInput::new(document, &Theme::default())).unwrap();
    String::from_utf8(bytes).unwrap()
}

pub fn t(text: &str) -> Inline {
    Inline::text(text)
}

pub fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph { content }
}

/// A document of these blocks, with facts, claims and sources to name.
pub fn document(blocks: Vec<Block>) -> Document {
    Document {
        meta: Meta {
            title: "Industrial transfer events, 2024".to_owned(),
            description: "What was announced, and what became of it.".to_owned(),
            language: "en".to_owned(),
            report: "transfer-events".to_owned(),
            key: None,
            period: "2024".to_owned(),
            as_of: None,
            edition: "2024".to_owned(),
            edition_text: "2024".to_owned(),
            date: Date::constant(2025, 1, 31),
            date_text: "31 January 2025".to_owned(),
            publisher: "Industrial Transfer Monitor".to_owned(),
            words: words(),
        },
        blocks,
        facts: facts(),
        evidence: evidence(),
        references: references(),
    }
}

/// Every kind of block and inline.
pub fn brief() -> Document {
    let fact = |fact: usize, text: &str| Inline::Fact { fact, text: text.to_owned() };
    let column = |label: &str, align, header| Column { label: vec![t(label)], align, header };
    let row = |cells: Vec<Inline>, total| TableRow {
        cells: cells.into_iter().map(|cell| vec![cell]).collect(),
        total,
        ..TableRow::default()
    };
    let heading = |level, id: &str, text: &str| Block::Heading {
        level,
        id: id.to_owned(),
        content: vec![t(text)],
    };
    let list = |ordered, start, items: &[&str]| Block::List {
        ordered,
        start,
        tight: true,
        items: items.iter().map(|item| vec![paragraph(vec![t(item)])]).collect(),
    };
    document(vec![
        heading(2, "points", "Main points #1#"),
        paragraph(vec![
            t("Agreements worth "),
            Inline::Strong { content: vec![fact(0, "more than 556.2 billion yuan")] },
            t(" were signed (2 of 3 events report a value) "),
            Inline::Cite { reference: 0 },
            t("; in Gansu "),
            fact(1, "306.2 billion yuan"),
            t(", in its words "),
            Inline::Foreign { language: "zh".to_owned(), text: "总金额3062亿元".to_owned() },
            t(". Guizhou: "),
            fact(2, "not reported"),
            t("."),
            Inline::LineBreak,
            t("1. The "),
            Inline::Emphasis { content: vec![t("status")] },
            t(" is "),
            Inline::Code { text: "status = `signed` | x".to_owned() },
            t(", "),
            Inline::Strikethrough { content: vec![t("not expected")] },
            t("; see "),
            Inline::Link {
                url: "https://example.org/a_(b)?c=d&e".to_owned(),
                content: vec![t("the data "), fact(1, "306.2")],
            },
            t(" and "),
            Inline::Link { url: "#table-1".to_owned(), content: vec![t("the table")] },
            t("."),
        ]),
        Block::Callout {
            tone: Tone::Important,
            content: vec![paragraph(vec![t("A bound is no total.")])],
        },
        heading(3, "by-event", "By event"),
        Block::Table(Table {
            id: "table-1".to_owned(),
            caption: vec![t("Value signed, by event")],
            columns: vec![
                column("Event", Align::Start, true),
                column("Status | scope", Align::Center, false),
                column("Value", Align::End, false),
            ],
            rows: vec![
                row(vec![t("Gansu"), t("signed"), fact(1, "306.2 bn")], false),
                row(vec![t("Guizhou"), t(""), fact(2, "not reported")], false),
                row(vec![t("Total"), t(""), fact(0, "> 556.2 bn")], true),
            ],
            empty: "No events.".to_owned(),
            notes: vec![vec![t("Guizhou’s value was not found.")]],
        }),
        Block::Chart(Chart {
            id: "chart-1".to_owned(),
            caption: vec![t("Value by event")],
            description: "Gansu: 306.2 billion yuan".to_owned(),
            least: Number::ZERO,
            greatest: Number::from_integer(306_200_000_000),
            zero: 0,
            bars: vec![
                Bar {
                    label: vec![t("Gansu")],
                    value: vec![fact(1, "306.2 billion yuan")],
                    certain: [0, 1000],
                    possible: [1000, 1000],
                    open_below: false,
                    open_above: false,
                },
                Bar {
                    label: vec![t("Guizhou")],
                    value: vec![fact(2, "not reported")],
                    certain: [0, 0],
                    possible: [0, 0],
                    open_below: false,
                    open_above: false,
                },
            ],
            notes: vec![vec![t("An arrow marks a figure without an upper bound.")]],
        }),
        Block::Quote {
            content: vec![paragraph(vec![t("One.")]), list(false, 1, &["two", "three"])],
        },
        list(true, 3, &["three", "four"]),
        list(true, 1, &["another list"]),
        Block::Rule,
        Block::Code {
            language: Some("toml".to_owned()),
            text: "a = \"```\"\n\n  b = 1  \n".to_owned(),
        },
        Block::Table(Table {
            id: "table-2".to_owned(),
            caption: Vec::new(),
            columns: vec![column("Event", Align::Start, true)],
            rows: Vec::new(),
            empty: "No events in this period.".to_owned(),
            notes: Vec::new(),
        }),
    ])
}

fn facts() -> Vec<Fact> {
    let fact = |at: usize,
                notation: Option<&str>,
                label: &str,
                coverage: (u32, u32, &str),
                claims: &[usize]| Fact {
        id: format!("f{}", at + 1),
        text: String::new(),
        figure: notation.map(|n| Figure::parse(n, &Unit::new("CNY").unwrap()).unwrap()),
        metric: "value-signed".to_owned(),
        label: label.to_owned(),
        formula: "sum of agreement-value where status = signed".to_owned(),
        coverage: Coverage { reported: coverage.0, expected: coverage.1, ..Coverage::default() },
        coverage_text: coverage.2.to_owned(),
        statuses: vec![Status::Signed],
        independence: if claims.len() > 1 {
            "2 sources, 1 independent".to_owned()
        } else {
            String::new()
        },
        evidence: claims.to_vec(),
        ..Fact::default()
    };
    vec![
        fact(
            0,
            Some("> 556.2 billion CNY"),
            "Agreement value signed, 2024",
            (2, 3, "2 of 3 events report a value"),
            &[0, 1],
        ),
        fact(1, Some("306.2 billion CNY"), "=Agreement value signed, Gansu 2024", (1, 1, ""), &[0]),
        fact(2, None, "Agreement value signed, Guizhou 2024", (0, 1, "no event reports"), &[]),
    ]
}

fn evidence() -> Vec<Evidence> {
    let claim = |at: usize, event: &str, figure: &str, quote: &str, reference| Evidence {
        claim: format!("claim-{at}"),
        id: format!("e{}", at + 1),
        said: Said {
            event: Slug::from_static("gansu"),
            measure: Slug::from_static("agreement-value"),
            figure: Figure::parse("306.2 billion", &Unit::new("CNY").unwrap()).unwrap(),
            status: Status::Signed,
            counts: briefing_model::claim::Counts::Reached,
            scope: Slug::from_static("event"),
            population: Slug::from_static("all"),
            sector: None,
            origin: None,
            as_of: None,
        },
        event: event.to_owned(),
        measure: "Agreement value".to_owned(),
        figure: figure.to_owned(),
        status: "signed".to_owned(),
        scope: "whole event".to_owned(),
        population: String::new(),
        contradicted_by: Vec::new(),
        quote: Quote { exact: quote.to_owned(), prefix: None, suffix: None },
        language: "zh".to_owned(),
        quote_url: Some(format!("https://example.org/{at}#:~:text=%E6%80%BB")),
        reference,
        note: String::new(),
        correction: String::new(),
    };
    vec![
        claim(0, "Gansu 2024", "306.2 billion yuan", "总金额3062亿元", 0),
        claim(1, "Heilongjiang 2024", "more than 250 billion yuan", "总签约额突破2500亿元", 1),
    ]
}

fn references() -> Vec<Reference> {
    let reference = |at: usize, title: &str, origin: &str, url: Option<&str>| Reference {
        source: format!("source-{at}"),
        id: format!("s{}", at + 1),
        imprint: Imprint {
            kind: SourceKind::Press,
            grade: Grade::Original,
            language: "en".to_owned(),
            published: None,
            accessed: "2026-11-20".parse().unwrap(),
            sha256: None,
        },
        title: title.to_owned(),
        title_language: "en".to_owned(),
        publisher: "Daily *Paper*".to_owned(),
        origin: origin.to_owned(),
        published: "27 October 2024".to_owned(),
        accessed: "20 November 2026".to_owned(),
        url: url.map(str::to_owned),
        grade: "original".to_owned(),
        note: String::new(),
    };
    vec![
        reference(0, "Report on the conference", "Xinhua", Some("https://example.org/0")),
        reference(1, "2024中国产业转移发展对接活动", "", None),
    ]
}

fn words() -> Words {
    Words {
        contents: "Contents".to_owned(),
        evidence: "Evidence".to_owned(),
        evidence_intro: "In the words of the sources.".to_owned(),
        sources: "Sources".to_owned(),
        page: "Page {page} of {pages}".to_owned(),
        back: "Back to the text".to_owned(),
        not_reported: "Not reported".to_owned(),
        accessed: "accessed".to_owned(),
        published: "published".to_owned(),
        at_source: "Read the words at the source".to_owned(),
        formula: "Formula".to_owned(),
        coverage: "Coverage".to_owned(),
        status: "Status".to_owned(),
        scope: "Scope".to_owned(),
        source: "Source".to_owned(),
        data_as_of: "Data as of".to_owned(),
        contested: "sources disagree".to_owned(),
        contradicted_by: "Contradicted by".to_owned(),
        colon: ": ".to_owned(),
        comma: ", ".to_owned(),
        semicolon: "; ".to_owned(),
        stop: ". ".to_owned(),
        open: " (".to_owned(),
        close: ")".to_owned(),
        space: " ".to_owned(),
    }
}

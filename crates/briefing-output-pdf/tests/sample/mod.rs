//! A realistic brief, and the pieces to make others of.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "shared by tests and examples, each of which uses a part"
)]

use briefing_model::claim::Quote;
use briefing_model::date::Date;
use briefing_model::document::{
    self, Align, Bar, Block, Chart, Column, Document, Evidence, Fact, Imprint, Inline, Meta,
    Reference, Table, TableRow, Tone, Words,
};
use briefing_model::figure::Figure;
use briefing_model::number::Number;
use briefing_model::result::Coverage;
use briefing_model::slug::Slug;
use briefing_model::source::{Grade, SourceKind};
use briefing_model::status::Status;
use briefing_model::unit::Unit;

/// A document without blocks.
pub fn empty(title: &str) -> Document {
    Document {
        meta: Meta {
            title: title.to_owned(),
            description: String::new(),
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
        blocks: Vec::new(),
        facts: Vec::new(),
        evidence: Vec::new(),
        references: Vec::new(),
    }
}

/// A document of one paragraph.
pub fn one_paragraph(text: &str) -> Document {
    Document { blocks: vec![paragraph(text)], ..empty("One paragraph") }
}

fn words() -> Words {
    Words {
        contents: "Contents".into(),
        evidence: "Evidence".into(),
        evidence_intro: "Every figure of this brief, what it was made from, and the words of the \
                         source that state it."
            .into(),
        sources: "Sources".into(),
        page: "Page {page} of {pages}".into(),
        back: "Back to the text".into(),
        not_reported: "not reported".into(),
        accessed: "accessed".into(),
        published: "published".into(),
        at_source: "Read the words at the source".into(),
        formula: "Formula".into(),
        coverage: "Coverage".into(),
        status: "Status".into(),
        scope: "Scope".into(),
        source: "Source".into(),
        data_as_of: "Data as of".into(),
        contested: "sources disagree".into(),
        contradicted_by: "Contradicted by".into(),
        colon: ": ".into(),
        comma: ", ".into(),
        semicolon: "; ".into(),
        stop: ". ".into(),
        open: " (".into(),
        close: ")".into(),
        space: " ".into(),
    }
}

pub fn t(text: &str) -> Inline {
    Inline::text(text)
}

pub fn fact(fact: usize, text: &str) -> Inline {
    Inline::Fact { fact, text: text.to_owned() }
}

pub fn cite(reference: usize) -> Inline {
    Inline::Cite { reference }
}

pub fn strong(text: &str) -> Inline {
    Inline::Strong { content: vec![t(text)] }
}

pub fn zh(text: &str) -> Inline {
    Inline::Foreign { language: "zh".to_owned(), text: text.to_owned() }
}

pub fn paragraph(text: &str) -> Block {
    Block::Paragraph { content: vec![t(text)] }
}

pub fn heading(level: u8, id: &str, text: &str) -> Block {
    Block::Heading { level, id: id.to_owned(), content: vec![t(text)] }
}

pub fn column(label: &str, align: Align, header: bool) -> Column {
    Column { label: vec![t(label)], align, header }
}

pub fn row(cells: &[&str]) -> TableRow {
    TableRow::new(cells.iter().map(|cell| vec![t(cell)]).collect())
}

/// A table of plain text; the first column has the heads of the rows, the others are figures.
pub fn table(id: &str, labels: &[&str], rows: Vec<TableRow>) -> Table {
    let columns = labels
        .iter()
        .enumerate()
        .map(|(at, label)| column(label, if at == 0 { Align::Start } else { Align::End }, at == 0))
        .collect();
    Table {
        id: id.to_owned(),
        caption: vec![t("A table")],
        columns,
        rows,
        empty: "No event reported a figure".to_owned(),
        notes: Vec::new(),
    }
}

pub fn bar(label: &str, value: Inline, certain: u16, possible: u16, open: bool) -> Bar {
    Bar {
        label: vec![t(label)],
        value: vec![value],
        certain: [0, certain],
        possible: [certain, possible],
        open_below: false,
        open_above: open,
    }
}

/// A fact made from these claims.
pub fn fact_of(at: usize, text: &str, label: &str, formula: &str, evidence: &[usize]) -> Fact {
    Fact {
        id: format!("f{}", at + 1),
        text: text.to_owned(),
        metric: "value-by-event".to_owned(),
        label: label.to_owned(),
        formula: formula.to_owned(),
        statuses: vec![Status::Signed],
        independence: if evidence.len() > 1 {
            "2 sources, 1 independent".to_owned()
        } else {
            String::new()
        },
        evidence: evidence.to_vec(),
        ..Fact::default()
    }
}

struct Said<'a> {
    event: &'a str,
    measure: &'a str,
    figure: &'a str,
    status: &'a str,
    scope: &'a str,
    quote: &'a str,
    language: &'a str,
    reference: usize,
    note: &'a str,
}

fn evidence(at: usize, said: &Said<'_>) -> Evidence {
    Evidence {
        claim: format!("claim-{at}"),
        id: format!("e{}", at + 1),
        said: document::Said {
            event: Slug::from_static("gansu"),
            measure: Slug::from_static("agreement-value"),
            figure: Figure::exact(Number::from_integer(195), Unit::percent()),
            status: Status::Signed,
            counts: briefing_model::claim::Counts::Reached,
            scope: Slug::from_static("event"),
            population: Slug::from_static("all"),
            sector: None,
            origin: None,
            as_of: None,
        },
        event: said.event.to_owned(),
        measure: said.measure.to_owned(),
        figure: said.figure.to_owned(),
        status: said.status.to_owned(),
        scope: said.scope.to_owned(),
        population: String::new(),
        contradicted_by: Vec::new(),
        quote: Quote { exact: said.quote.to_owned(), prefix: None, suffix: None },
        language: said.language.to_owned(),
        quote_url: Some("https://example.org/article#:~:text=words".to_owned()),
        reference: said.reference,
        note: said.note.to_owned(),
        correction: if at == 0 {
            "corrected from more than 30 billion yuan by the desk: a slip".to_owned()
        } else {
            String::new()
        },
    }
}

fn reference(at: usize, title: &str, publisher: &str, published: &str, url: &str) -> Reference {
    Reference {
        source: format!("source-{at}"),
        id: format!("s{}", at + 1),
        imprint: Imprint {
            kind: SourceKind::Press,
            grade: Grade::Original,
            language: "en".to_owned(),
            published: None,
            accessed: Date::constant(2026, 11, 20),
            sha256: None,
        },
        title: title.to_owned(),
        title_language: "en".to_owned(),
        publisher: publisher.to_owned(),
        origin: if at == 0 { "citing Xinhua News Agency".to_owned() } else { String::new() },
        published: published.to_owned(),
        accessed: "20 November 2026".to_owned(),
        url: Some(url.to_owned()),
        grade: "original".to_owned(),
        note: String::new(),
    }
}

/// Every kind of block and inline, with figures, claims and sources of the data set.
pub fn brief() -> Document {
    let mut document = empty("Industrial transfer events, 2024");
    document.meta.description = "What was announced at the year's matchmaking activities in the \
                                 western and northeastern provinces, and what of it was signed."
        .to_owned();
    document.references = references();
    document.evidence = claims();
    document.facts = facts();
    document.blocks = blocks();
    document
}

fn references() -> Vec<Reference> {
    let mut all = vec![
        reference(
            0,
            "Western China ramps up industrial transfers as opportunities unleashed",
            "Global Times",
            "27 October 2024",
            "https://globaltimes.cn/page/202410/1321956.shtml",
        ),
        reference(
            1,
            "全省工业和信息化工作会议召开",
            "Newspaper at epaper.xbxxb.com",
            "23 January 2025",
            "http://epaper.xbxxb.com/xbxxb/20250123/html/content_20250123001004.htm",
        ),
        reference(
            2,
            "2024中国产业转移发展对接活动（黑龙江）举行",
            "Science and Technology Daily 科技日报",
            "3 September 2024",
            "https://digitalpaper.stdaily.com/http_www.kjrb.com/kjrb/html/2024-09/03/content_577023.htm?div=-1",
        ),
        reference(
            3,
            "Report on the opening ceremony in Guangxi",
            "Guangxi Daily 广西日报",
            "30 November 2024",
            "https://example.org/a/very/long/address/that/goes/on/and/on/aHR0cHM6Ly9leGFtcGxlLm9yZy9hL3ZlcnkvbG9uZy9hZGRyZXNzL3RoYXQvZ29lcw",
        ),
    ];
    for title in &mut all[1..3] {
        title.title_language = "zh".to_owned();
    }
    all[0].note = "Names no origin for the totals of the year.".to_owned();
    all
}

fn claims() -> Vec<Evidence> {
    let gansu = "Gansu 2024";
    let said = [
        Said {
            event: gansu,
            measure: "Projects",
            figure: "195 projects",
            status: "expected",
            scope: "whole event",
            quote: "Agreements covering 195 projects are expected to be signed at the event",
            language: "en",
            reference: 0,
            note: "",
        },
        Said {
            event: gansu,
            measure: "Agreement value",
            figure: "more than 300 billion yuan",
            status: "expected",
            scope: "whole event",
            quote: "agreements valued at more than 300 billion yuan ($40.98 billion) are expected \
                    to be signed",
            language: "en",
            reference: 0,
            note: "Later reported as 306.2 billion yuan signed, which agrees with the bound.",
        },
        Said {
            event: gansu,
            measure: "Agreement value",
            figure: "306.2 billion yuan",
            status: "signed",
            scope: "whole event",
            quote: "总金额3062亿元",
            language: "zh",
            reference: 1,
            note: "",
        },
        Said {
            event: "Heilongjiang 2024",
            measure: "Projects",
            figure: "172 projects",
            status: "signed",
            scope: "whole event",
            quote: "172个项目签约",
            language: "zh",
            reference: 2,
            note: "Said of the event, 31 August to 2 September. Another paper gives the same \
                   number for the opening ceremony.",
        },
        Said {
            event: "Heilongjiang 2024",
            measure: "Agreement value",
            figure: "more than 250 billion yuan",
            status: "signed",
            scope: "whole event",
            quote: "总签约额突破2500亿元",
            language: "zh",
            reference: 2,
            note: "",
        },
        Said {
            event: "Guangxi 2024",
            measure: "Agreement value",
            figure: "374.1 billion yuan",
            status: "signed",
            scope: "whole event",
            quote: "当天，总金额3741亿元的一批重要产业项目达成签约，涵盖新能源汽车、高端装备制造、\
                    电子信息、新材料、绿色化工、生物医药、轻工纺织等领域，来自粤港澳大湾区、长三角、\
                    京津冀等地的企业代表和有关商协会负责人参加了活动，现场還展示了簽約項目與億元協議總額",
            language: "zh",
            reference: 3,
            note: "",
        },
        Said {
            event: "Guangxi 2024",
            measure: "Projects",
            figure: "360 projects",
            status: "signed",
            scope: "whole event",
            quote: "签约项目360个",
            language: "zh",
            reference: 3,
            note: "",
        },
    ];
    let mut claims: Vec<_> = said.iter().enumerate().map(|(at, said)| evidence(at, said)).collect();
    claims[5].quote.prefix = Some("会上发布了产业合作项目。".to_owned());
    claims[2].population = "all projects".to_owned();
    claims
}

fn facts() -> Vec<Fact> {
    let projects = "projects where year = 2024";
    let value = "agreement-value where year = 2024 and status = signed";
    let mut facts = vec![
        fact_of(
            0,
            "more than 930.3 billion yuan",
            "Agreement value signed, 2024",
            &format!("sum of {value}"),
            &[2, 4, 5],
        ),
        fact_of(1, "195", "Projects, Gansu 2024", projects, &[0]),
        fact_of(
            2,
            "more than 300 billion yuan",
            "Agreement value expected, Gansu 2024",
            "agreement-value where status = expected",
            &[1],
        ),
        fact_of(3, "306.2 billion yuan", "Agreement value, Gansu 2024", value, &[2]),
        fact_of(4, "172", "Projects, Heilongjiang 2024", projects, &[3]),
        fact_of(5, "more than 250 billion yuan", "Agreement value, Heilongjiang 2024", value, &[4]),
        fact_of(6, "374.1 billion yuan", "Agreement value, Guangxi 2024", value, &[5]),
        fact_of(7, "360", "Projects, Guangxi 2024", projects, &[6]),
        fact_of(8, "306.2 billion yuan", "Agreement value, Gansu 2024", value, &[2]),
    ];
    facts[0].coverage_text = "3 of 4 events report a value".to_owned();
    facts[0].coverage = Coverage { reported: 3, expected: 4, ..Coverage::default() };
    facts
}

fn blocks() -> Vec<Block> {
    vec![
        Block::Paragraph {
            content: vec![
                t("Agreements worth "),
                strong("more than 930 billion yuan"),
                t(" were signed in 2024 at the matchmaking activities held by the Ministry of Industry \
                   and Information Technology with the provinces; the sum of what is reported is "),
                fact(0, "more than 930.3 billion yuan"),
                t(" (3 of 4 events report a value). In Gansu "),
                fact(1, "195"),
                t(" projects were expected to bring "),
                fact(2, "more than 300 billion yuan"),
                t(" "),
                cite(0),
                t("; the province later reported "),
                fact(3, "306.2 billion yuan"),
                t(" as signed ("),
                zh("总金额3062亿元"),
                t(") "),
                cite(1),
                t("."),
            ],
        },
        Block::Callout {
            tone: Tone::Important,
            content: vec![paragraph(
                "A bound is not a total. “More than 250 billion yuan” says where the sum begins, not \
                 where it ends, and a sum with a bound in it is itself a bound.",
            )],
        },
        heading(2, "by-event", "Projects and value by event"),
        Block::Table(main_table()),
        Block::Chart(chart()),
        heading(2, "heilongjiang", "Heilongjiang: the same figures for two scopes"),
        Block::Paragraph {
            content: vec![
                t("In Harbin "),
                fact(4, "172"),
                t(" projects worth "),
                fact(5, "more than 250 billion yuan"),
                t(" were signed. One paper says so of the "),
                Inline::Emphasis { content: vec![t("opening ceremony")] },
                t(", another of the whole event ("),
                zh("2024中国产业转移发展对接活动（黑龙江）"),
                t("): see the "),
                Inline::Link { url: "#table-1".into(), content: vec![t("table above")] },
                t(", or "),
                Inline::Link {
                    url: "https://globaltimes.cn/page/202410/1321956.shtml".into(),
                    content: vec![t("the article")],
                },
                t("."),
            ],
        },
        Block::Quote {
            content: vec![
                paragraph("The events aim to guide the orderly transfer of industries to the western and northeastern regions."),
                Block::Paragraph { content: vec![zh("促进产业在国内梯度有序转移，深化东中西部和东北地区产业协作。")] },
            ],
        },
        heading(3, "how", "How to read the figures"),
        Block::List {
            ordered: false,
            start: 1,
            tight: true,
            items: vec![
                vec![Block::Paragraph { content: vec![strong("Expected"), t(": announced before the event, not yet signed.")] }],
                vec![Block::Paragraph { content: vec![strong("Signed"), t(": reported as signed during or after it.")] }],
                vec![
                    paragraph("Not reported is not zero:"),
                    Block::List {
                        ordered: true,
                        start: 3,
                        tight: true,
                        items: vec![
                            vec![paragraph("a sum over events that do not all report is a lower bound;")],
                            vec![paragraph("its coverage says how many did.")],
                        ],
                    },
                ],
            ],
        },
        Block::Paragraph {
            content: vec![
                t("The definition of the metric is "),
                Inline::Code { text: "aggregate = \"sum\"".into() },
                t(", "),
                Inline::Strikethrough { content: vec![t("mixed statuses")] },
                t(" refused."),
                Inline::LineBreak,
                t("It is written as follows."),
            ],
        },
        Block::Code {
            language: Some("toml".into()),
            text: "[metric.value-signed]\nmeasure   = \"agreement-value\"\naggregate = \"sum\"\nwhere     = { status = \"signed\", year = 2024 }\n".into(),
        },
        Block::Rule,
        Block::Callout {
            tone: Tone::Note,
            content: vec![paragraph("Guizhou held its event on 20 September 2024; no figure of it was found.")],
        },
        heading(2, "sources", "Sources"),
        Block::References,
    ]
}

fn main_table() -> Table {
    let cells = |cells: Vec<Vec<Inline>>, total| TableRow { total, ..TableRow::new(cells) };
    let value = |n, text: &str| vec![fact(n, text)];
    Table {
        id: "table-1".to_owned(),
        caption: vec![t("Table 1. Projects and agreement value, events of 2024")],
        columns: vec![
            column("Event", Align::Start, true),
            column("Place", Align::Start, false),
            column("Status", Align::Start, false),
            column("Projects", Align::End, false),
            column("Value", Align::End, false),
        ],
        rows: vec![
            cells(
                vec![
                    vec![t("Gansu "), zh("甘肃")],
                    vec![t("Lanzhou "), zh("兰州")],
                    vec![t("signed")],
                    value(1, "195"),
                    value(8, "306.2 billion yuan"),
                ],
                false,
            ),
            cells(
                vec![
                    vec![t("Guangxi "), zh("广西")],
                    vec![t("Nanning "), zh("南宁")],
                    vec![t("signed")],
                    value(7, "360"),
                    value(6, "374.1 billion yuan"),
                ],
                false,
            ),
            cells(
                vec![
                    vec![t("Guizhou "), zh("贵州")],
                    vec![t("Guiyang "), zh("贵阳")],
                    vec![t("signed")],
                    vec![t("not reported")],
                    vec![t("not reported")],
                ],
                false,
            ),
            cells(
                vec![
                    vec![t("Heilongjiang "), zh("黑龙江")],
                    vec![t("Harbin "), zh("哈尔滨")],
                    vec![t("signed")],
                    value(4, "172"),
                    value(5, "more than 250 billion yuan"),
                ],
                false,
            ),
            cells(
                vec![
                    vec![t("All events")],
                    vec![],
                    vec![],
                    vec![t("727")],
                    value(0, "more than 930.3 billion yuan"),
                ],
                true,
            ),
        ],
        empty: "No event reported a figure".to_owned(),
        notes: vec![
            vec![
                t("3 of 4 events report a value: the total is a lower bound. "),
                cite(1),
                cite(2),
                cite(3),
            ],
            vec![t("Values in yuan as reported; dollars are not added.")],
        ],
    }
}

fn chart() -> Chart {
    Chart {
        id: "chart-1".to_owned(),
        caption: vec![t("Chart 1. Agreement value by event, billion yuan")],
        description:
            "Guangxi 374.1, Gansu 306.2, Heilongjiang more than 250, Yunnan between 280 and \
                      330; Guizhou not reported."
                .to_owned(),
        least: Number::ZERO,
        greatest: Number::from_integer(400_000_000_000),
        zero: 0,
        bars: vec![
            bar("Guangxi", fact(6, "374.1 billion yuan"), 935, 935, false),
            bar("Gansu", fact(8, "306.2 billion yuan"), 765, 765, false),
            bar("Yunnan", t("280 to 330 billion yuan"), 700, 825, false),
            bar("Heilongjiang", fact(5, "more than 250 billion yuan"), 625, 625, true),
            bar("Sichuan", t("at least 104.8 billion yuan"), 262, 1000, true),
            bar("Guizhou", t("not reported"), 0, 0, false),
        ],
        notes: vec![vec![t("Solid: certain. Hatched: possible. An arrow: no upper end is known.")]],
    }
}

/// What tries a page: many rows, many columns, long words, long quotations, nothing at all.
pub fn trials() -> Document {
    let mut document = empty(
        "A very long title that would not fit on the line at the head of a page, of trials for tables and text in several languages",
    );
    let long = (0..120)
        .map(|n| {
            row(&[
                &format!("Event number {n} of Heilongjiang and Gansu"),
                "Lanzhou 兰州",
                &format!("{}", n * 37),
                &format!("more than {} billion yuan", n * 3),
            ])
        })
        .collect();
    let ten = ["Event", "2015", "2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023"];
    let ten_rows: Vec<_> = (0..6)
        .map(|n| {
            let figure = format!("{}.{} billion", 100 + n * 17, n);
            let mut cells = vec!["Heilongjiang"];
            cells.extend(std::iter::repeat_n(&*figure, 9));
            row(&cells)
        })
        .collect();
    let wide_rows: Vec<_> = (0..4)
        .map(|_| {
            let mut cells = vec!["Xinjiang Production and Construction Corps"];
            cells.extend(std::iter::repeat_n("more than 1,250.25 billion yuan (expected)", 9));
            row(&cells)
        })
        .collect();
    let unbroken =
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikantenverband".repeat(3);
    let mut rows = vec![row(&[&unbroken, "1", "2"])];
    rows.push(row(&["https://example.org/a/very/long/address/without/any/place/to/break/it/at/all/0123456789abcdef0123456789abcdef", "3", "4"]));
    let chinese = "当天，总金额3741亿元的一批重要产业项目达成签约，涵盖新能源汽车、高端装备制造、电子信息等领域。".repeat(12);
    document.blocks = vec![
        heading(2, "words", "Long words"),
        paragraph(&format!("Words: {unbroken} and more text after it.")),
        paragraph(
            "An address: https://example.org/a/very/long/address/without/any/place/to/break/it/at/all/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ),
        paragraph(&"0123456789abcdef".repeat(20)),
        Block::Code {
            language: None,
            text: format!("{}\n\tindented with a tab", "0123456789abcdef".repeat(12)),
        },
        Block::Table(table("table-u", &["Name", "A", "B"], rows)),
        heading(4, "chinese", "Chinese"),
        Block::Quote { content: vec![Block::Paragraph { content: vec![zh(&chinese)] }] },
        Block::Table(table("table-0", &["Event", "Projects"], Vec::new())),
        heading(2, "ten", "Ten columns"),
        Block::Table(table("table-10", &ten, ten_rows)),
        Block::Table(table("table-w", &ten, wide_rows)),
        heading(2, "many", "Many rows"),
        Block::Table(table("table-long", &["Event", "Place", "Projects", "Value"], long)),
    ];
    for (tone, name) in [
        (Tone::Note, "note"),
        (Tone::Tip, "tip"),
        (Tone::Important, "important"),
        (Tone::Warning, "warning"),
        (Tone::Caution, "caution"),
    ] {
        document.blocks.push(Block::Callout {
            tone,
            content: vec![paragraph(&format!("A {name} of some words."))],
        });
    }
    document
}

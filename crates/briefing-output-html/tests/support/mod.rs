//! A realistic brief: figures of the project's data set, in every kind of block and inline.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    unused_imports,
    clippy::unwrap_used,
    reason = "shared by tests and an example, each of which uses a part"
)]

mod builder;
pub mod checks;
mod poison;

pub use builder::*;
pub use poison::poison;

use briefing_model::document::{
    Align, Bar, Block, Chart, Column, Document, FactConflict, Inline, Table, TableRow, Tone,
};
use briefing_model::number::Number;

/// Claims of the data set, by index into the document's evidence.
struct Claims {
    gansu_projects: usize,
    gansu_expected: usize,
    gansu_value: usize,
    heilongjiang_projects: usize,
    heilongjiang_value: usize,
    guangxi_projects: usize,
    guangxi_value: usize,
    yunnan_value: usize,
    sichuan_projects: usize,
    companies: usize,
}

/// A brief as an author would publish it.
pub fn brief() -> Document {
    let mut b = Builder::new("Industrial transfer events, 2024");
    b.meta().description =
        "What provinces announced at the year’s matchmaking activities, how far \
                            it has come, and what nobody has reported."
            .to_owned();
    let claims = claims(&mut b);
    let mut blocks = main_points(&mut b, &claims);
    blocks.extend(by_event(&mut b, &claims));
    blocks.extend(by_value(&mut b, &claims));
    blocks.extend(reading(&mut b, &claims));
    b.finish(blocks)
}

fn claims(b: &mut Builder) -> Claims {
    let globe = b.source(
        "Western China ramps up industrial transfers as opportunities unleashed",
        "en",
        ("Global Times", "Xinhua News Agency"),
        "27 October 2024",
        Some("https://globaltimes.cn/page/202410/1321956.shtml"),
    );
    let gansu = b.source(
        "Report on the Gansu provincial industry and information technology work conference",
        "en",
        ("Newspaper at epaper.xbxxb.com", ""),
        "23 January 2025",
        Some("http://epaper.xbxxb.com/xbxxb/20250123/html/content_20250123001004.htm"),
    );
    let daily = b.source(
        "2024中国产业转移发展对接活动（黑龙江）落幕",
        "zh",
        ("Science and Technology Daily", ""),
        "3 September 2024",
        Some(
            "https://digitalpaper.stdaily.com/http_www.kjrb.com/kjrb/html/2024-09/03/content_577023.htm?div=-1",
        ),
    );
    let guangxi = b.source(
        "Report on the 2024 matchmaking event in Guangxi",
        "en",
        ("Sina Finance", "Guangxi Daily"),
        "20 June 2024",
        Some("https://finance.sina.com.cn/jjxw/2024-06-20/doc-inazixfi6509035.shtml"),
    );
    let yunnan = b.source(
        "Eric’s Insight on the Yunnan event",
        "en",
        ("Janaaastha", ""),
        "",
        Some("https://janaaastha.com/story/158385"),
    );
    let sichuan = b.source(
        "Report on the opening of the 2024 matchmaking event in Sichuan",
        "en",
        ("China News Service", ""),
        "31 March 2024",
        None,
    );
    Claims {
        gansu_projects: b.claim(
            ["Gansu 2024", "Projects", "195 projects", "signed", "whole event"],
            ("zh", "签约项目195个"),
            gansu,
        ),
        gansu_expected: b.remark(
            ["Gansu 2024", "Agreement value", "more than 300 billion yuan", "expected", "whole event"],
            ("en", "agreements valued at more than 300 billion yuan ($40.98 billion) are expected to be signed"),
            globe,
            "Later reported as 306.2 billion yuan signed, which agrees with the bound. The dollars \
             imply 7.32 yuan each; the official rates of the days around were 7.11 and 7.13.",
        ),
        gansu_value: b.claim(
            ["Gansu 2024", "Agreement value", "306.2 billion yuan", "signed", "whole event"],
            ("zh", "总金额3062亿元"),
            gansu,
        ),
        heilongjiang_projects: b.claim(
            ["Heilongjiang 2024", "Projects", "172 projects", "signed", "whole event"],
            ("zh", "172个项目签约"),
            daily,
        ),
        heilongjiang_value: b.remark(
            ["Heilongjiang 2024", "Agreement value", "more than 250 billion yuan", "signed", "whole event"],
            ("zh", "总签约额突破2500亿元"),
            daily,
            "Said of the event, 31 August to 2 September. Another paper gives the same bound for \
             the opening ceremony; no exact total was found.",
        ),
        guangxi_projects: b.claim(
            ["Guangxi 2024", "Projects", "360 projects", "signed", "whole event"],
            ("zh", "签约项目360个"),
            guangxi,
        ),
        guangxi_value: b.claim(
            ["Guangxi 2024", "Agreement value", "374.1 billion yuan", "signed", "whole event"],
            ("zh", "金额达3741亿元"),
            guangxi,
        ),
        yunnan_value: b.claim(
            ["Yunnan 2024", "Agreement value", "more than 330 billion yuan", "expected", "whole event"],
            ("en", "the total value of contracted projects is estimated to exceed 330 billion yuan"),
            yunnan,
        ),
        sichuan_projects: b.claim(
            ["Sichuan 2024", "Projects", "22 projects", "signed", "opening ceremony"],
            ("zh", "开幕式现场共签约项目22个"),
            sichuan,
        ),
        companies: b.claim(
            ["Series of 2024", "Companies taking part", "more than 5,500 companies", "realised", "whole event"],
            ("en", "drawing the participation of more than 5,500 companies"),
            globe,
        ),
    }
}

fn main_points(b: &mut Builder, c: &Claims) -> Vec<Block> {
    let signed = b.sum(
        "more than 930.3 billion yuan",
        "> 930300000000 CNY",
        "Agreement value signed, 2024",
        "sum of agreement-value where status = signed and scope = event",
        "3 of 6 events report a value",
        &[c.gansu_value, c.heilongjiang_value, c.guangxi_value],
    );
    let projects = b.sum(
        "at least 727",
        ">= 727 project",
        "Projects signed, 2024",
        "sum of projects where status = signed and scope = event",
        "3 of 6 events report a value",
        &[c.gansu_projects, c.heilongjiang_projects, c.guangxi_projects],
    );
    let companies =
        b.single("more than 5,500", "> 5500 company", "Companies taking part, 2024", c.companies);
    vec![
        heading(2, "main-points", "Main points"),
        Block::List {
            ordered: false,
            start: 1,
            tight: true,
            items: vec![
                vec![paragraph(vec![
                    t("Agreements worth "),
                    strong(vec![signed]),
                    t(" were signed (3 of 6 events report a value), for "),
                    projects,
                    t(" projects."),
                ])],
                vec![paragraph(vec![
                    t("The six events drew "),
                    companies,
                    t(
                        " companies; the same company may have come to several, so their number cannot be added to other years’ ",
                    ),
                    cite(0),
                    t("."),
                ])],
                vec![paragraph(vec![
                    t("What was "),
                    emphasis("expected"),
                    t(" on the day and what was "),
                    emphasis("signed"),
                    t(" later are kept apart throughout."),
                ])],
            ],
        },
    ]
}

fn by_event(b: &mut Builder, c: &Claims) -> Vec<Block> {
    let gansu = b.single("195", "195 project", "Projects signed, Gansu 2024", c.gansu_projects);
    let expected = b.single(
        "more than 300 billion yuan",
        "> 300000000000 CNY",
        "Agreement value expected, Gansu 2024",
        c.gansu_expected,
    );
    let value = b.single(
        "306.2 billion yuan",
        "306200000000 CNY",
        "Agreement value signed, Gansu 2024",
        c.gansu_value,
    );
    let mut rows = Vec::new();
    let listed = [
        ("Sichuan", "四川", "31 March", Some(("22", "22 project", c.sichuan_projects)), None),
        ("Guizhou", "贵州", "21 April", None, None),
        (
            "Guangxi",
            "广西",
            "15–17 June",
            Some(("360", "360 project", c.guangxi_projects)),
            Some(("374.1 bn", "374100000000 CNY", c.guangxi_value)),
        ),
        (
            "Heilongjiang",
            "黑龙江",
            "31 August – 2 September",
            Some(("172", "172 project", c.heilongjiang_projects)),
            Some(("> 250 bn", "> 250000000000 CNY", c.heilongjiang_value)),
        ),
        ("Yunnan", "云南", "7–8 September", None, None),
        (
            "Gansu",
            "甘肃",
            "27 October",
            Some(("195", "195 project", c.gansu_projects)),
            Some(("306.2 bn", "306200000000 CNY", c.gansu_value)),
        ),
    ];
    for (name, chinese, date, projects, value) in listed {
        let mut figure = |figure: Option<(&str, &str, usize)>, what: &str| match figure {
            Some((text, notation, claim)) => {
                vec![b.single(text, notation, &format!("{what}, {name} 2024"), claim)]
            }
            None => vec![b.missing("not reported", &format!("{what}, {name} 2024"))],
        };
        rows.push(TableRow {
            cells: vec![
                vec![t(&format!("{name} ")), zh(chinese)],
                vec![t(date)],
                figure(projects, "Projects signed"),
                figure(value, "Agreement value signed"),
            ],
            ..TableRow::default()
        });
    }
    let claims = [c.gansu_projects, c.heilongjiang_projects, c.guangxi_projects];
    let total_projects = b.sum(
        "≥ 727",
        ">= 727 project",
        "Projects signed, 2024",
        "sum of projects where status = signed and scope = event",
        "3 of 6 events report a value",
        &claims,
    );
    let total_value = b.sum(
        "> 930.3 bn",
        "> 930300000000 CNY",
        "Agreement value signed, 2024",
        "sum of agreement-value where status = signed and scope = event",
        "3 of 6 events report a value",
        &[c.gansu_value, c.heilongjiang_value, c.guangxi_value],
    );
    rows.push(TableRow {
        cells: vec![
            vec![t("Total of what is reported")],
            vec![],
            vec![total_projects],
            vec![total_value],
        ],
        total: true,
        ..TableRow::default()
    });
    vec![
        heading(2, "events", "The events of the year"),
        paragraph(vec![
            t("In Lanzhou (甘肃), "),
            gansu,
            t(" projects were signed at the year’s last event. On the day, agreements of "),
            expected,
            t(" were expected "),
            cite(0),
            t("; the province later reported "),
            value,
            t(" as signed "),
            cite(1),
            t(", in the words "),
            zh("总金额3062亿元"),
            t(". Figures by event are in the "),
            Inline::Link { url: "#table-1".to_owned(), content: vec![t("table below")] },
            t("."),
        ]),
        Block::Table(Table {
            id: "table-1".to_owned(),
            caption: vec![t("Projects and agreement value signed, by event, 2024")],
            columns: vec![
                column("Province", Align::Start, true),
                column("Date", Align::Start, false),
                column("Projects", Align::End, false),
                column("Agreement value, yuan", Align::End, false),
            ],
            rows,
            empty: "No event in this period.".to_owned(),
            notes: vec![vec![t(
                "Sichuan’s projects are those signed at the opening ceremony and are not in the total.",
            )]],
        }),
        Block::Callout {
            tone: Tone::Important,
            content: vec![text(
                "A bound is not a total. “More than 250 billion yuan” says where a sum begins, not \
                 where it ends, and a sum with a bound in it is itself a bound.",
            )],
        },
        heading(3, "scopes", "One event, two scopes"),
        paragraph(vec![
            t("Global Times says that Heilongjiang’s projects were signed "),
            emphasis("at the opening ceremony"),
            t(
                ", Science and Technology Daily that they were signed during the event. The figures are the same. Both are recorded, each in its scope, and neither is added to the other.",
            ),
        ]),
    ]
}

fn by_value(b: &mut Builder, c: &Claims) -> Vec<Block> {
    let listed = [
        (
            "Guangxi 2024",
            "374.1 billion yuan",
            "374100000000 CNY",
            c.guangxi_value,
            1000,
            1000,
            false,
        ),
        (
            "Yunnan 2024 (expected)",
            "more than 330 billion yuan",
            "> 330000000000 CNY",
            c.yunnan_value,
            882,
            882,
            true,
        ),
        ("Gansu 2024", "306.2 billion yuan", "306200000000 CNY", c.gansu_value, 818, 818, false),
        (
            "Heilongjiang 2024",
            "more than 250 billion yuan",
            "> 250000000000 CNY",
            c.heilongjiang_value,
            668,
            668,
            true,
        ),
        (
            "Sichuan 2024",
            "100 to 110 billion yuan",
            "100000000000..110000000000 CNY",
            c.sichuan_projects,
            267,
            294,
            false,
        ),
        ("Guizhou 2024", "", "", 0, 0, 0, false),
    ];
    let mut bars = Vec::new();
    for (label, words, notation, claim, certain, possible, open) in listed {
        let what = format!("Agreement value, {label}");
        let value = if words.is_empty() {
            b.missing("not reported", &what)
        } else {
            b.single(words, notation, &what, claim)
        };
        bars.push(Bar {
            label: vec![t(label)],
            value: vec![value],
            certain: [0, certain],
            possible: [certain, possible],
            open_below: false,
            open_above: open,
        });
    }
    vec![
        heading(2, "value", "Agreement value"),
        text(
            "No two of the four values can be told apart with certainty but Guangxi’s and Gansu’s: a bound may be any amount larger.",
        ),
        Block::Chart(Chart {
            id: "chart-1".to_owned(),
            caption: vec![t("Agreement value by event, 2024")],
            description: "Guangxi 374.1 billion yuan; Yunnan more than 330 billion yuan; …"
                .to_owned(),
            least: Number::ZERO,
            greatest: Number::from_integer(374_100_000_000),
            zero: 0,
            bars,
            notes: vec![
                vec![t(
                    "An arrow marks a figure without an upper bound: it may be any amount larger.",
                )],
                vec![t("The lighter part of a bar is possible, not certain.")],
            ],
        }),
    ]
}

fn reading(b: &mut Builder, c: &Claims) -> Vec<Block> {
    let _ = (b, c);
    vec![
        heading(2, "method", "How to read these figures"),
        heading(3, "words", "Words of the ladder"),
        Block::List {
            ordered: true,
            start: 1,
            tight: false,
            items: vec![
                vec![paragraph(vec![strong(vec![t("Expected")]), t(": announced for signing, not yet signed.")])],
                vec![
                    paragraph(vec![strong(vec![t("Signed")]), t(": a paper was signed. It is a promise, spread over years.")]),
                    Block::List {
                        ordered: false,
                        start: 1,
                        tight: true,
                        items: vec![vec![text("framework agreements")], vec![text("letters of intent")]],
                    },
                ],
                vec![paragraph(vec![strong(vec![t("Started")]), t(": building has begun.")])],
            ],
        },
        Block::Quote {
            content: vec![text(
                "Promoting development in China’s western regions has a long history, and this event \
                 marks another proactive effort by local governments.",
            )],
        },
        Block::Callout {
            tone: Tone::Warning,
            content: vec![text("The dollars of the first article do not come from an official rate.")],
        },
        heading(3, "again", "Making it again"),
        paragraph(vec![
            t("The selection is "),
            Inline::Code { text: "status = \"signed\"".to_owned() },
            t("; an earlier version "),
            Inline::Strikethrough { content: vec![t("mixed scopes")] },
            t(" did not say so."),
            Inline::LineBreak,
            t("See the "),
            Inline::Link {
                url: "https://example.org/data".to_owned(),
                content: vec![t("data set")],
            },
            t("."),
        ]),
        Block::Code {
            language: Some("toml".to_owned()),
            text: "[metrics.value-signed]\nmeasure = \"agreement-value\"\nwhere = { status = \"signed\", scope = \"event\", year = 2024 }\n".to_owned(),
        },
        Block::Rule,
        text("Corrections are welcome."),
    ]
}

/// Every construct of a document in the forms that are easiest to get wrong: tables without a name or
/// of one name, claims of a part, contradictions, addresses with odd characters, headings that skip
/// levels, callouts of one kind, charts that are open on both sides.
pub fn constructs() -> Document {
    let mut b = Builder::new("Every construct");
    let odd = "https://example.org/a|b?c=[d]&e={f}&g=h%zz#one#two";
    let source = b.source("Article", "zh", ("Paper", "Agency"), "1 May", Some(odd));
    let said = ["Event", "Projects", "195 projects", "signed", "whole event"];
    let claims = [
        b.claim(said, ("zh", "签约项目195个"), source),
        b.claim(["Event", "Projects", "190 projects", "", ""], ("en", "190 projects"), source),
        b.remark(["", "", "5 projects", "", ""], ("en", "5 projects"), source, "A remark."),
    ];
    let single = b.single("195", "195 project", "Projects", claims[0]);
    let sum = b.sum("200", "200 project", "All projects", "sum of projects", "2 of 3", &claims);
    let bare = b.sum("190", "190 project", "Projects again", "", "", &claims[1..]);
    let missing = b.missing("not reported", "Value");
    let link =
        |url: &str, words: &str| Inline::Link { url: url.to_owned(), content: vec![t(words)] };
    let contested =
        |row: Option<&str>| Inline::Contested { evidence: 0, row: row.map(str::to_owned) };
    let table = |caption: &str, columns: Vec<Column>, rows: Vec<TableRow>| {
        Block::Table(Table {
            id: "table".to_owned(),
            caption: if caption.is_empty() { Vec::new() } else { vec![t(caption)] },
            columns,
            rows,
            empty: "Nothing is reported.".to_owned(),
            notes: vec![vec![t("A note.")]],
        })
    };
    let columns = || vec![column("", Align::Start, true), column("Value", Align::End, false)];
    let chart = |caption: &str, value: &Inline| {
        Block::Chart(Chart {
            id: "chart".to_owned(),
            caption: if caption.is_empty() { Vec::new() } else { vec![t(caption)] },
            description: "195 projects".to_owned(),
            least: Number::from_integer(-5),
            greatest: Number::from_integer(195),
            zero: 500,
            bars: vec![Bar {
                label: vec![t("Event")],
                value: vec![value.clone()],
                certain: [500, 800],
                possible: [200, 1000],
                open_below: true,
                open_above: true,
            }],
            notes: Vec::new(),
        })
    };
    let callout = |content| Block::Callout { tone: Tone::Note, content };
    let list = |ordered, tight, items| Block::List { ordered, start: 3, tight, items };
    let rows = vec![
        TableRow::heading(vec![t("A group")]),
        TableRow {
            id: Some("d1".to_owned()),
            ..TableRow::new(vec![vec![t("Event")], vec![sum.clone()]])
        },
        TableRow::new(vec![vec![], vec![missing]]),
        TableRow { total: true, ..TableRow::new(vec![vec![t("Total")], vec![bare.clone()]]) },
    ];
    let mut document = b.finish(vec![
        heading(5, "deep", "A heading that skips levels"),
        heading(2, "deep", "A heading of the same name"),
        heading(3, "empty", " "),
        paragraph(vec![
            single,
            contested(Some("d1")),
            t(" "),
            contested(None),
            t(" of "),
            sum,
            cite(0),
            link(odd, "an odd address"),
            link("#deep", ""),
            link("mailto:a@example.org?subject=a|b", "a mailbox"),
            Inline::Link {
                url: odd.to_owned(),
                content: vec![bare.clone(), cite(0), contested(None)],
            },
            strong(vec![emphasis("both")]),
            Inline::Strikethrough { content: vec![zh("删除")] },
            Inline::Code { text: "a < b".to_owned() },
            Inline::LineBreak,
        ]),
        table("", columns(), rows),
        table("", columns(), Vec::new()),
        table("One name", columns(), Vec::new()),
        table("One name", columns(), Vec::new()),
        table("No columns", Vec::new(), vec![TableRow::new(Vec::new())]),
        chart("", &bare),
        chart("One name", &bare),
        callout(vec![text("First."), table("", columns(), Vec::new())]),
        callout(vec![
            heading(6, "inside", "Inside"),
            list(true, true, vec![vec![text("One.")], vec![]]),
        ]),
        Block::Quote {
            content: vec![list(false, false, vec![vec![text("One."), chart("", &bare)]])],
        },
        Block::Code { language: Some("toml".to_owned()), text: "a = 1\n".to_owned() },
        Block::Code { language: None, text: String::new() },
        Block::Notes { notes: vec![vec![t("† Sources disagree.")]] },
        Block::Rule,
        heading(2, "evidence", "Evidence"),
        heading(2, "three", "Three"),
        heading(3, "four", "Four"),
        heading(2, "five", "Five"),
    ]);
    document.facts[0].conflicts = vec![FactConflict { claims: vec![0, 1], used: vec![0] }];
    document.facts[0].independence = "2 sources, 1 independent".to_owned();
    document.evidence[0].contradicted_by = vec![1, 2];
    document.evidence[0].population = "investment projects".to_owned();
    document.evidence[0].correction = "corrected by the desk".to_owned();
    document.evidence[0].quote_url = Some(odd.to_owned());
    document.evidence[0].quote.prefix = Some("of which".to_owned());
    document.evidence[1].population = "industrial projects".to_owned();
    document
}

/// A table of many columns, and a page of Chinese.
pub fn chinese() -> Document {
    let mut b = Builder::new("2024年产业转移发展对接活动简报");
    b.meta().language = "zh".to_owned();
    b.meta().description = "各省在对接活动中公布了什么、进展如何、哪些尚无人报告。".to_owned();
    b.meta().publisher = "产业转移观察".to_owned();
    b.meta().date_text = "2025年1月31日".to_owned();
    let source = b.source(
        "甘肃省工业和信息化工作会议",
        "zh",
        ("甘肃日报", ""),
        "2025年1月23日",
        Some("https://example.org/a"),
    );
    let claim = b.claim(
        ["甘肃2024", "协议金额", "3062亿元", "已签约", "活动期间"],
        ("zh", "总金额3062亿元"),
        source,
    );
    let value = b.single("3062亿元", "306200000000 CNY", "协议金额，甘肃2024", claim);
    let columns = [
        "省份",
        "日期",
        "城市",
        "项目数",
        "协议金额",
        "企业数",
        "参会人数",
        "已开工项目",
        "开工率",
    ];
    let cells =
        ["甘肃", "10月27日", "兰州", "195个", "3062亿元", "未报告", "未报告", "未报告", "未报告"];
    let table = Table {
        id: "table-1".to_owned(),
        caption: vec![t("各活动的项目与金额")],
        columns: columns
            .iter()
            .enumerate()
            .map(|(at, label)| {
                column(label, if at < 3 { Align::Start } else { Align::End }, at == 0)
            })
            .collect(),
        rows: vec![
            TableRow {
                cells: cells.iter().map(|cell| vec![t(cell)]).collect(),
                ..TableRow::default()
            };
            40
        ],
        empty: String::new(),
        notes: Vec::new(),
    };
    let blocks = vec![
        heading(2, "value", "协议金额"),
        paragraph(vec![
            t("甘肃签约金额为"),
            value,
            t("，其中"),
            Inline::Emphasis { content: vec![t("新兴产业")] },
            t("占七成以上。"),
        ]),
        Block::Table(table),
    ];
    b.finish(blocks)
}

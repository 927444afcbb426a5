//! Text from anywhere cannot become anything but text.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod support;

use briefing_model::document::{Block, Inline};
use proptest::prelude::*;
use support::checks::{checked, count, page};
use support::{Builder, brief, heading, paragraph, poison, t};

/// After OWASP's list of ways around filters, for the places a page has: between tags, within
/// values, addresses, the title, the style sheet, the policy.
const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "\" onfocus=\"alert(1)\" autofocus=\"",
    "` onload=alert(1) `",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext></p><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<base href=//example.org>",
    "<meta http-equiv=refresh content=\"0;url=//example.org\">",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\u{1}javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "//example.org/x",
    "https://example.org/\"><script>alert(1)</script>",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&lt;script&gt;",
    "&amp;lt;b",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<x\u{0}y>",
    "\u{202e}txt.exe",
    "\u{fffe}\u{1b}[31m",
    "default-src * 'unsafe-inline'; script-src *",
];

#[test]
fn payloads_stay_text() {
    for payload in PAYLOADS {
        let mut document = brief();
        poison(&mut document, payload);
        let page = checked(&page(&document));
        let shown = payload
            .replace(|c: char| c.is_control() && c != '\t' && c != '\n', "\u{fffd}")
            .replace('\u{fffe}', "\u{fffd}");
        // It is not swallowed either: it stands in the text as often as it was put there.
        assert!(count(&page, &shown)["text"] > 200, "{payload}: {:?}", count(&page, &shown));
    }
}

#[test]
fn headings_cannot_take_the_place_of_facts() {
    let mut b = Builder::new("Anchors");
    let source = b.source("Article", "en", ("Paper", ""), "", Some("https://example.org"));
    let claim =
        b.claim(["Event", "Projects", "195 projects", "signed", "all"], ("en", "195"), source);
    let fact = b.single("195", "195 project", "Projects", claim);
    let link = |url: &str| Inline::Link { url: url.to_owned(), content: vec![t("there")] };
    let blocks = ["f1", "e1", "s1", "n1", "text", "evidence", "sources", "contents", "f1"]
        .map(|id| heading(2, id, id))
        .into_iter()
        .chain([paragraph(vec![fact.clone(), fact, link("#f1"), link("#text"), link("#nowhere")])])
        .collect::<Vec<Block>>();
    let page = checked(&page(&b.finish(blocks)));
    let targets: Vec<_> = support::checks::select(&page, "main > p a")
        .iter()
        .map(|link| link.value().attr("href").unwrap().to_owned())
        .collect();
    assert_eq!(targets, ["#e1", "#e1", "#f1", "#text"]);
    let fact = support::checks::select(&page, "#f1");
    assert_eq!(fact[0].value().name(), "data");
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        "[a-z<>&\"'= ]{0,12}".prop_map(|text| Inline::Text { text }),
        any::<String>().prop_map(|text| Inline::Code { text }),
        (any::<String>(), any::<String>())
            .prop_map(|(language, text)| Inline::Foreign { language, text }),
        (0..3usize, any::<String>()).prop_map(|(fact, text)| Inline::Fact { fact, text }),
        (0..3usize).prop_map(|reference| Inline::Cite { reference }),
        (0..3usize, prop::option::of("[a-z0-9]{0,3}"))
            .prop_map(|(evidence, row)| Inline::Contested { evidence, row }),
        Just(Inline::LineBreak),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let content = prop::collection::vec(inner, 0..4);
        prop_oneof![
            content.clone().prop_map(|content| Inline::Emphasis { content }),
            content.clone().prop_map(|content| Inline::Strong { content }),
            content.clone().prop_map(|content| Inline::Strikethrough { content }),
            (
                prop_oneof![
                    Just("#f1".to_owned()),
                    Just("https://a.b/".to_owned()),
                    any::<String>()
                ],
                content
            )
                .prop_map(|(url, content)| Inline::Link { url, content }),
        ]
    })
}

fn block() -> impl Strategy<Value = Block> {
    let content = || prop::collection::vec(inline(), 0..4);
    let leaf = prop_oneof![
        content().prop_map(|content| Block::Paragraph { content }),
        (2..7u8, "[a-z0-9]{0,2}", content()).prop_map(|(level, id, content)| Block::Heading {
            level,
            id,
            content
        }),
        any::<String>().prop_map(|text| Block::Code { language: None, text }),
        content().prop_map(|note| Block::Notes { notes: vec![note] }),
        Just(Block::References),
        Just(Block::Rule),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let content = prop::collection::vec(inner, 0..3);
        prop_oneof![
            content.clone().prop_map(|content| Block::Quote { content }),
            (any::<bool>(), 0..12u32, any::<bool>(), prop::collection::vec(content, 0..3))
                .prop_map(|(ordered, start, tight, items)| Block::List {
                    ordered,
                    start,
                    tight,
                    items
                }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_makes_a_sound_page(blocks in prop::collection::vec(block(), 0..6)) {
        let mut b = Builder::new("Anything");
        let source = b.source("Article", "en", ("Paper", ""), "", Some("https://example.org"));
        let claim = b.claim(["Event", "Projects", "195", "signed", "all"], ("en", "195"), source);
        b.single("195", "195 project", "Projects", claim);
        b.sum("> 195", "> 195 project", "Projects", "sum", "1 of 6", &[claim]);
        checked(&page(&b.finish(blocks)));
    }
}

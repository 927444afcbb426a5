//! Markdown that a parser of CommonMark and GFM reads as what was meant.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod support;

use briefing_model::document::{Align, Block, Column, Inline, Table, TableRow, plain_text};
use briefing_output_data::Markdown;
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;
use support::{brief, document, paragraph, t, written};

#[test]
fn a_brief() {
    snapbox::assert_data_eq!(written(&Markdown, &brief()), snapbox::file!["briefs/brief.md"].raw());
}

/// GitHub's extensions, and those its successors have, all at once.
fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.tasklist = true;
    options.extension.alerts = true;
    options
}

/// A character without white space, and whether it is emphasised, strong, struck out.
type Styled = (char, [bool; 3]);

/// A leaf block: what it is, and its text.
type Leaf = (&'static str, Vec<Styled>);

/// What a parser reads, without the title block, the sources and the footnotes.
fn read(markdown: &str) -> Vec<Leaf> {
    let arena = Arena::new();
    let mut leaves = Vec::new();
    read_node(parse_document(&arena, markdown, &options()), &mut leaves);
    leaves
}

fn read_node<'a>(node: &'a AstNode<'a>, leaves: &mut Vec<Leaf>) {
    let kind = match &node.data.borrow().value {
        NodeValue::Paragraph => "paragraph",
        NodeValue::Heading(_) => "heading",
        NodeValue::TableCell => "cell",
        NodeValue::CodeBlock(code) => {
            leaves.push(("code", styled(&code.literal, [false; 3])));
            return;
        }
        NodeValue::ThematicBreak => {
            leaves.push(("rule", Vec::new()));
            return;
        }
        NodeValue::FootnoteDefinition(_) => return,
        NodeValue::HtmlBlock(_) => panic!("HTML"),
        _ => {
            node.children().for_each(|child| read_node(child, leaves));
            return;
        }
    };
    let mut text = Vec::new();
    read_text(node, [false; 3], &mut text);
    if !text.is_empty() {
        leaves.push((kind, text));
    }
}

fn read_text<'a>(node: &'a AstNode<'a>, mut style: [bool; 3], text: &mut Vec<Styled>) {
    match &node.data.borrow().value {
        NodeValue::Text(part) => text.extend(styled(part, style)),
        NodeValue::Code(code) => text.extend(styled(&code.literal, style)),
        NodeValue::Emph => style[0] = true,
        NodeValue::Strong => style[1] = true,
        NodeValue::Strikethrough => style[2] = true,
        // An anchor that a link within the brief leads to.
        NodeValue::HtmlInline(tag) if tag.starts_with("<a id=\"") || tag == "</a>" => {}
        NodeValue::HtmlInline(_) | NodeValue::Image(_) => panic!("HTML or an image"),
        _ => {}
    }
    node.children().for_each(|child| read_text(child, style, text));
}

fn styled(text: &str, style: [bool; 3]) -> Vec<Styled> {
    let control = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    text.chars().filter(|c| !c.is_whitespace()).map(|c| (control(c), style)).collect()
}

/// What was meant.
fn meant(blocks: &[Block]) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    for block in blocks {
        mean(block, &mut leaves);
    }
    leaves
}

fn mean(block: &Block, leaves: &mut Vec<Leaf>) {
    let mut leaf = |kind, content: &[Inline]| {
        let mut text = Vec::new();
        mean_text(content, [false; 3], &mut text);
        if !text.is_empty() {
            leaves.push((kind, text));
        }
    };
    match block {
        Block::Heading { content, .. } => leaf("heading", content),
        Block::Paragraph { content } => leaf("paragraph", content),
        Block::Code { text, .. } => leaves.push(("code", styled(text, [false; 3]))),
        Block::Rule => leaves.push(("rule", Vec::new())),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| mean(block, leaves)),
        Block::Quote { content } | Block::Callout { content, .. } => {
            content.iter().for_each(|block| mean(block, leaves));
        }
        Block::Table(table) => {
            for cell in table
                .columns
                .iter()
                .map(|c| &c.label)
                .chain(table.rows.iter().flat_map(|r| &r.cells))
            {
                leaf("cell", cell);
            }
        }
        Block::Chart(_) | Block::Notes { .. } | Block::References => {
            unreachable!("not generated")
        }
    }
}

fn mean_text(content: &[Inline], style: [bool; 3], text: &mut Vec<Styled>) {
    let with = |at: usize| {
        let mut style = style;
        style[at] = true;
        style
    };
    for inline in content {
        match inline {
            Inline::Emphasis { content } => mean_text(content, with(0), text),
            Inline::Strong { content } => mean_text(content, with(1), text),
            Inline::Strikethrough { content } => mean_text(content, with(2), text),
            // The words of a link are plain.
            Inline::Link { url, content } => {
                let words = plain_text(content);
                text.extend(styled(if words.trim().is_empty() { url } else { &words }, style));
            }
            other => text.extend(styled(&plain_text(std::slice::from_ref(other)), style)),
        }
    }
}

/// The body of a brief: what a parser reads of it between its title block and its sources.
fn body(blocks: Vec<Block>) -> (String, Vec<Leaf>) {
    let mut document = document(blocks);
    document.references.clear();
    let markdown = written(&Markdown, &document);
    let mut leaves = read(&markdown);
    // Title, description, publisher and date.
    leaves.drain(..3);
    (markdown, leaves)
}

/// As on a page: the files of an edition lie beside each other.
#[test]
fn a_link_to_a_file_beside_it_is_a_link() {
    let link = |url: &str| Inline::Link { url: url.to_owned(), content: vec![t("here")] };
    for (url, expected) in [
        ("facts.json", "[here](facts.json)"),
        ("2024.r2/brief_a.pdf", "[here](2024.r2/brief_a.pdf)"),
        ("https://example.org/a", "[here](https://example.org/a)"),
        ("#table-1", "here"),
        ("javascript:alert(1)", "here"),
        ("//example.org", "here"),
    ] {
        let (markdown, _) = body(vec![Block::Paragraph { content: vec![link(url)] }]);
        let line = markdown.lines().rfind(|line| !line.is_empty()).unwrap();
        assert_eq!(line, expected);
    }
}

/// GitHub makes anchors of headings; tables, charts and headings with figures have their own.
#[test]
fn links_within_the_brief_lead_somewhere() {
    let link = |url: &str| Block::Paragraph {
        content: vec![Inline::Link { url: url.to_owned(), content: vec![t("here")] }],
    };
    let heading =
        |id: &str, content: Vec<Inline>| Block::Heading { level: 2, id: id.to_owned(), content };
    let fact = Inline::Fact { fact: 0, text: "more than 550 billion yuan".to_owned() };
    let (markdown, _) = body(vec![
        heading("f1", vec![t("Signed, so far")]),
        heading("second", vec![t("Signed, so far")]),
        heading("third", vec![fact]),
        heading("fourth", vec![t("Not linked")]),
        link("#second"),
        link("#third"),
        link("#nowhere"),
    ]);
    for line in [
        "## Signed, so far",
        "[here](#signed-so-far-1)",
        "## <a id=\"third\"></a>more than 550 billion yuan[^f1]",
        "[here](#third)",
        "## Not linked",
        "here",
    ] {
        assert!(markdown.lines().any(|other| other == line), "{line}\n{markdown}");
    }
}

#[test]
fn what_looks_like_markup_stays_text() {
    for text in [
        "<script>alert(1)</script>",
        "# heading",
        "#",
        "1. item",
        "12) item",
        "- item",
        "+ item",
        "* item",
        "===",
        "---",
        "> quote",
        "| a | b |",
        "www.example.org and https://example.org, a@b.org",
        "[^1] &amp; &#65; [x]: y",
        "[^f1]: definition",
        "~~a~~ ![x](y) !",
        "$a$ and $40.98",
        "```",
        "\\",
        "a\\",
        "[!NOTE]",
        "[ ] task",
        ":-",
        "snake_case_name *a*",
        "“甘肃”（兰州）",
    ] {
        for block in [
            paragraph(vec![t(text)]),
            paragraph(vec![t("a"), Inline::LineBreak, t(text)]),
            Block::Heading { level: 2, id: "h".to_owned(), content: vec![t(text)] },
            Block::Quote { content: vec![paragraph(vec![t(text)])] },
        ] {
            let (markdown, read) = body(vec![block.clone()]);
            assert_eq!(read, meant(&[block]), "{markdown}");
        }
    }
}

#[test]
fn stress_holds_where_chinese_has_no_spaces() {
    let strong = |text: &str| Inline::Strong { content: vec![t(text)] };
    let emphasis = |text: &str| Inline::Emphasis { content: vec![t(text)] };
    for content in [
        vec![t("甘肃"), strong("“三千亿”"), t("元")],
        vec![t("产业"), emphasis("转移"), t("发展")],
        vec![emphasis("a"), strong("b"), emphasis("c")],
        vec![strong("a"), strong("b")],
        vec![t("x"), emphasis("(a)"), t("y"), strong("(b)"), t("z")],
        vec![Inline::Strong { content: vec![t("a"), emphasis("b")] }, t("c")],
        vec![Inline::Emphasis { content: vec![strong(" a "), t("b ")] }, t("c")],
    ] {
        let (markdown, read) = body(vec![paragraph(content.clone())]);
        assert_eq!(read, meant(&[paragraph(content)]), "{markdown}");
    }
}

#[test]
fn figures_have_footnotes_that_a_parser_finds() {
    let markdown = written(&Markdown, &brief());
    let arena = Arena::new();
    let root = parse_document(&arena, &markdown, &options());
    let mut marks = 0;
    let mut notes = Vec::new();
    for node in root.descendants() {
        match &node.data.borrow().value {
            NodeValue::FootnoteReference(_) => marks += 1,
            NodeValue::FootnoteDefinition(note) => notes.push(note.name.clone()),
            _ => {}
        }
    }
    // Two in the text, one after a link, two in the table, one in the chart.
    assert_eq!((marks, notes), (6, vec!["f1".to_owned(), "f2".to_owned()]));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c0-9 \\\\`*_\\[\\]<>#|~&!^$:@.)(+=\"'\n甘（。%;/-]{0,10}",
        "[a-z]{1,3}",
        any::<String>(),
    ]
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        4 => text().prop_map(|text| Inline::Text { text }),
        1 => text().prop_map(|text| Inline::Code { text }),
        1 => (0..3usize, text()).prop_map(|(fact, text)| Inline::Fact { fact, text }),
        1 => (0..2usize).prop_map(|reference| Inline::Cite { reference }),
        1 => Just(Inline::LineBreak),
    ];
    leaf.prop_recursive(3, 16, 5, |inner| {
        let content = prop::collection::vec(inner, 0..5);
        prop_oneof![
            content.clone().prop_map(|content| Inline::Emphasis { content }),
            content.clone().prop_map(|content| Inline::Strong { content }),
            content.clone().prop_map(|content| Inline::Strikethrough { content }),
            ("(https://a.b/[a-z()&;<> ]{0,6}|#[a-z]{1,3}|[a-z/._~%-]{1,6})", content)
                .prop_map(|(url, content)| Inline::Link { url, content }),
        ]
    })
}

fn block() -> impl Strategy<Value = Block> {
    let content = || prop::collection::vec(inline(), 0..5);
    let table = (1..4usize).prop_flat_map(move |width| {
        let cells = || prop::collection::vec(prop::collection::vec(inline(), 0..3), width);
        (cells(), prop::collection::vec(cells(), 1..3)).prop_map(|(heads, rows)| {
            let column = |label| Column { label, align: Align::End, header: false };
            Block::Table(Table {
                id: "t".to_owned(),
                caption: Vec::new(),
                columns: heads.into_iter().map(column).collect(),
                rows: rows.into_iter().map(TableRow::new).collect(),
                empty: String::new(),
                notes: Vec::new(),
            })
        })
    });
    let leaf = prop_oneof![
        4 => content().prop_map(|content| Block::Paragraph { content }),
        1 => (2..7u8, content())
            .prop_map(|(level, content)| Block::Heading { level, id: "h".to_owned(), content }),
        1 => "[a-c`~\n >-]{0,12}".prop_map(|text| Block::Code { language: None, text }),
        1 => Just(Block::Rule),
        1 => table,
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let content = prop::collection::vec(inner, 0..4);
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
    fn any_line_is_read_as_it_was_meant(content in prop::collection::vec(inline(), 0..6)) {
        let blocks = vec![paragraph(content)];
        let (markdown, read) = body(blocks.clone());
        prop_assert_eq!(read, meant(&blocks), "{}", markdown);
    }

    #[test]
    fn any_brief_is_read_as_it_was_meant(blocks in prop::collection::vec(block(), 0..5)) {
        let (markdown, read) = body(blocks.clone());
        prop_assert_eq!(read, meant(&blocks), "{}", markdown);
    }
}

//! Whatever a brief says is printed as it was said, and the same way every time.

mod sample;

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use briefing_model::document::{Block, Document, Inline};
use briefing_output_pdf::Pdf;
use briefing_plugin::{Output as _, OutputError, OutputInput, Theme};
use proptest::prelude::*;
use rayon::prelude::*;

use sample::{brief, empty, fact_of, heading, one_paragraph, paragraph, row, t, table};

fn pdf(document: &Document) -> Result<Vec<u8>, OutputError> {
    static THEME: OnceLock<Theme> = OnceLock::new();
    Pdf.write(&OutputInput::new(document, THEME.get_or_init(Theme::default)))
}

/// The text of a PDF without white space, as another program reads it.
fn text_of(pdf: &[u8]) -> String {
    let mut reader = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-raw", "-nopgbrk", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`pdftotext` reads the PDF files of the tests: install poppler-utils");
    // It reads all of the file before it writes any text.
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    let output = reader.wait_with_output().unwrap();
    assert!(output.status.success(), "pdftotext could not read the file");
    unspaced(&String::from_utf8(output.stdout).unwrap())
}

fn unspaced(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Text that begins and ends with no white space.
fn covered_text() -> impl Strategy<Value = String> {
    let hanzi: Vec<char> = "甘肃黑龙江广西贵州兰州哈尔滨产业转移发展对接活动签约项目总额亿元\
                            項簽約億現場開業資協議總額，。（）「」"
        .chars()
        .collect();
    let character = prop_oneof![
        6 => prop::char::range('!', '~'),
        3 => prop::sample::select(hanzi),
        2 => prop::char::range('À', 'ž'),
        1 => prop::char::range('α', 'ω'),
        1 => prop::char::range('А', 'я'),
        1 => Just(' '),
    ];
    prop::collection::vec(character, 1..30).prop_map(String::from_iter)
}

proptest! {
    // Some hundred texts, in few documents.
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn text_survives_in_paragraphs_and_cells(texts in prop::collection::vec(covered_text(), 20)) {
        let mut document = empty("Any text");
        document.blocks = texts.iter().map(|text| paragraph(text)).collect();
        let rows = texts.iter().map(|text| row(&[text, "1"])).collect();
        let read = text_of(&pdf(&document).unwrap());
        for text in &texts {
            prop_assert!(read.contains(&unspaced(text)), "{text:?} is not in {read:?}");
        }
        document.blocks = vec![Block::Table(table("table-1", &["Text", "Figure"], rows))];
        // A cell may be broken in two, with a hyphen: there need only be all its characters.
        let read = text_of(&pdf(&document).unwrap());
        for character in texts.iter().flat_map(|text| unspaced(text).chars().collect::<Vec<_>>()) {
            prop_assert!(read.contains(character), "{character:?} is not in {read:?}");
        }
    }
}

#[test]
fn marks_of_typst_print_as_themselves() {
    let marks =
        r##"#let x = 1; #panic() $a^2$ *b* _c_ <label> @ref \ // no /* no */ ~ [x] `r` = h"##;
    let mut document = one_paragraph(marks);
    document.meta.title = marks.to_owned();
    document.meta.description = marks.to_owned();
    document.blocks.push(heading(2, "marks", marks));
    document.blocks.push(Block::Table(table("table-1", &[marks], vec![row(&[marks])])));
    document.blocks.push(Block::Paragraph {
        content: vec![
            Inline::Code { text: marks.to_owned() },
            Inline::Strong { content: vec![t(marks)] },
        ],
    });
    document.blocks.push(Block::Code { language: Some("typst".into()), text: marks.to_owned() });
    let read = text_of(&pdf(&document).unwrap());
    let times = read.matches("#panic()$a^2$*b*_c_<label>@ref\\//no/*no*/~[x]`r`").count();
    assert!(times >= 6, "{times} of 6 in {read}");
}

#[test]
fn one_and_four_threads_make_the_same_bytes() {
    let documents: Vec<Document> = (0..12)
        .map(|n| {
            let mut document = brief();
            document.meta.key = Some(format!("cn-{n}"));
            document.blocks.push(paragraph(&format!("Brief number {n}.")));
            document
        })
        .collect();
    let made = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let made =
            pool.install(|| documents.par_iter().map(|d| pdf(d).unwrap()).collect::<Vec<_>>());
        Pdf.settle();
        made
    };
    let one = made(1);
    assert!(one == made(4), "four threads make other bytes than one");
    assert!(one[0] != one[1], "two documents are one file");
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let error = pdf(&one_paragraph("A family named 𠮷田 signed.")).unwrap_err();
    assert_eq!(error.mistakes.len(), 1, "{error:?}");
    assert_eq!(error.mistakes[0].message, "no font has the character `𠮷` (U+20BB7)");
    assert_eq!(error.mistakes[0].near.as_deref(), Some("A family named 𠮷田 signed."));
}

#[test]
fn all_bad_characters_are_named_at_once() {
    let mut document = one_paragraph("bell \u{7} here");
    document.meta.title = "private \u{E000} here".to_owned();
    document.facts.push(fact_of(0, "1", "a fact with 𠮷", "", &[]));
    let messages: Vec<_> =
        pdf(&document).unwrap_err().mistakes.into_iter().map(|m| m.message).collect();
    assert_eq!(messages.len(), 3, "{messages:?}");
    for code in ["U+0007", "U+E000", "U+20BB7"] {
        assert!(messages.iter().any(|message| message.contains(code)), "{code} in {messages:?}");
    }
}

#[test]
fn there_is_one_comemo() {
    // What is evicted is the cache of this crate's comemo: were Typst's another, memory would grow
    // without a word.
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock");
    let lock = std::fs::read_to_string(lock).unwrap();
    assert_eq!(lock.matches("name = \"comemo\"\n").count(), 1);
}

//! Whatever a text holds, it prints as itself.

use std::sync::LazyLock;

use briefing_model::document::{Block, Document, Inline, plain_text};
use briefing_model::report::ParameterValue;
use proptest::prelude::*;

use crate::Environment;
use crate::fixture::{Fixture, environment};
use crate::format::{clean, is_folded};

/// Each place where a text may stand.
const TEMPLATE: &str = "{{params.x}}\n\n## {{params.x}}\n\n- {{params.x}}\n\n| a | b |\n|---|---|\n\
                        | {{params.x}} |{{params.x}}|\n\na *{{params.x}}* b\n\n\
                        > **{{params.x}}**\n\nx {{params.x}}y\n\n1. [{{params.x}}](https://e.org)\n";

static ENVIRONMENT: LazyLock<Environment> = LazyLock::new(|| environment(TEMPLATE, &[]).0);

fn render(text: &str) -> Document {
    let mut fixture = Fixture::new();
    fixture.parameters.insert("x".to_owned(), ParameterValue::Text(text.to_owned()));
    ENVIRONMENT.render(&fixture.input()).unwrap().document
}

/// The text with runs of white space as one space, none at the ends.
fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split(is_folded).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn plain(content: &[Inline]) -> String {
    folded(&plain_text(content))
}

fn paragraph(block: &Block) -> &[Inline] {
    match block {
        Block::Paragraph { content } => content,
        other => panic!("expected a paragraph, found {other:?}"),
    }
}

fn assert_prints_as_itself(text: &str) {
    let expected = folded(&clean(text));
    if expected.is_empty() {
        return;
    }
    let document = render(text);
    let [
        first,
        Block::Heading { content: heading, .. },
        Block::List { items, .. },
        Block::Table(table),
        emphasis,
        Block::Quote { content: quote },
        within,
        Block::List { items: numbered, .. },
    ] = document.blocks.as_slice()
    else {
        panic!("{text:?} made other blocks: {:#?}", document.blocks)
    };
    assert_eq!(plain(paragraph(first)), expected);
    assert_eq!(plain(heading), expected);
    assert_eq!(plain(paragraph(&items[0][0])), expected);
    assert_eq!(plain(&table.rows[0].cells[0]), expected);
    assert_eq!(plain(&table.rows[0].cells[1]), expected);
    let emphasised = paragraph(emphasis);
    assert!(matches!(emphasised, [_, Inline::Emphasis { .. }, _]), "{emphasised:?}");
    assert_eq!(plain(&emphasised[1..2]), expected);
    assert!(matches!(paragraph(&quote[0]), [Inline::Strong { .. }]), "{quote:?}");
    assert_eq!(plain(paragraph(&quote[0])), expected);
    assert!(plain(paragraph(within)).contains(&expected));
    let [Inline::Link { content, .. }] = paragraph(&numbered[0][0]) else {
        panic!("{text:?} made other than a link: {numbered:?}")
    };
    assert_eq!(plain(content), expected);
}

#[test]
fn what_means_something_somewhere_prints_as_itself() {
    for text in [
        "<script>alert(1)</script>",
        "# not a heading",
        "- not a list",
        "1. nor this",
        "+ nor that",
        "a | b | c",
        "\\",
        "\\|",
        "`code` ``",
        "$x$ and **bold** and _under_",
        "two\nlines\r\n\r\n    and a block",
        "    four spaces",
        "[link](javascript:alert) ![image](x)",
        "[^1] [ref]: https://example.org",
        "https://example.org www.example.org a@example.org <https://example.org>",
        "&amp; &#35; &copy;",
        "=== --- *** ___",
        "~~~ ``` ~~struck~~",
        "> quote [!NOTE]",
        "{{handlebars}} {{{x}}}",
        "\u{1}[x](fact:projects/0)\u{2}",
        "\u{feff}\u{200b}zero\u{0}",
        " \u{a0}no-break\u{3000}wide ",
        "「重要」、**粗体**的",
        "trailing backslash \\",
        "!",
        "*",
        "||",
    ] {
        assert_prints_as_itself(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_prints_as_itself(text in "\\PC{0,24}") {
        assert_prints_as_itself(&text);
    }

    #[test]
    fn any_markup_prints_as_itself(text in "[-\\[\\]()<>{}!#$%&*+_=|`~\\\\/:;.,@^'\"0-9ax \t\n\r]{0,24}") {
        assert_prints_as_itself(&text);
    }

    #[test]
    fn any_template_is_parsed_or_refused(text in "(\\{\\{[#/>~^!&]?|\\}\\}|else|each|if| |\\(|\\)|\"|a|=|\\||[.@/]|\n|中){0,24}") {
        let (environment, files, mistakes) = environment(&text, &[]);
        let fixture = Fixture::new();
        let checked =
            environment.check(&fixture.report, &fixture.dataset, &indexmap::IndexMap::new());
        // Spans lie within the text, so that they can be shown.
        let _ = crate::fixture::listed(&mistakes, &files);
        let _ = crate::fixture::listed(&checked, &files);
    }
}

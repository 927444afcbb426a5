//! What cannot be shown is said, with its place.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::sync::Arc;

use briefing_model::document::{Block, Document};
use briefing_output_pdf::Pdf;
use briefing_plugin::{Output as _, OutputError, OutputInput, OutputMistake, Theme};

mod reader;
mod sample;

fn error(document: &Document, theme: &Theme) -> OutputError {
    Pdf.write(&OutputInput::new(document, theme)).expect_err("it cannot be shown")
}

fn theme(files: &[(&str, &str)]) -> Theme {
    let file = |(name, text): &(&str, &str)| ((*name).to_owned(), Arc::from(text.as_bytes()));
    Theme { name: "own".to_owned(), files: files.iter().map(file).collect() }
}

fn only(error: OutputError) -> OutputMistake {
    assert_eq!(error.mistakes.len(), 1, "{error:#?}");
    error.mistakes.into_iter().next().unwrap()
}

#[test]
fn a_character_without_a_glyph_is_named_with_the_text_around_it() {
    let mut document =
        sample::one_paragraph("The mayor of that city, 𠮷田先生, came to the opening ceremony.");
    document.blocks.push(sample::paragraph("𠮷 again"));
    let mistake = only(error(&document, &Theme::default()));
    assert_eq!(mistake.message, "no font has the character `𠮷` (U+20BB7)");
    assert_eq!(mistake.near.as_deref(), Some("…mayor of that city, 𠮷田先生, came to the ope…"));
    assert!(mistake.hints[0].contains("fonts/"), "{:?}", mistake.hints);
    assert_eq!(mistake.theme, None);
}

#[test]
fn every_bad_character_is_a_mistake_wherever_it_stands() {
    let mut document = sample::brief();
    document.meta.title.push('\u{1}');
    document.meta.words.back.push('\u{E000}');
    document.blocks.push(Block::Code { language: None, text: "\u{7F}".to_owned() });
    document.blocks.push(Block::Table(sample::table("x", &["ሀ"], Vec::new())));
    document.facts[0].label.push('ก');
    document.evidence[0].quote.exact.push('\u{F0000}');
    document.references[0].title.push('\u{FEFF}');
    let error = error(&document, &Theme::default());
    let found: Vec<_> = error.mistakes.iter().map(|mistake| &*mistake.message).collect();
    assert_eq!(
        found,
        [
            "the control character U+0001 cannot be printed",
            "the private-use character U+E000 has no agreed meaning",
            "the control character U+007F cannot be printed",
            "no font has the character `ሀ` (U+1200)",
            "no font has the character `ก` (U+0E01)",
            "the private-use character U+F0000 has no agreed meaning",
            "the character U+FEFF cannot be printed",
        ]
    );
    assert!(error.mistakes.iter().all(|mistake| mistake.near.is_some()));
}

#[test]
fn a_theme_may_begin_from_the_shipped_one() {
    let own = theme(&[(
        "brief.typ",
        "#import \"briefing.typ\": brief\n#brief(json(\"document.json\"), accent: rgb(\"#660000\"))\n",
    )]);
    let document = sample::brief();
    let bytes = Pdf.write(&OutputInput::new(&document, &own)).unwrap();
    assert!(reader::flow(&bytes).contains("Industrialtransferevents"));
    assert_ne!(bytes, reader::pdf(&document));
}

#[test]
fn a_theme_may_be_all_its_own_and_read_its_files() {
    let own = theme(&[
        (
            "brief.typ",
            "#let document-data = json(\"document.json\")\n#set document(title: document-data.meta.title)\n\
             #read(\"words/motto.txt\") #image(\"logo.svg\", alt: \"A square\") #datetime.today().display()\n",
        ),
        ("words/motto.txt", "Every figure has its source"),
        (
            "logo.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>",
        ),
    ]);
    let bytes = Pdf.write(&OutputInput::new(&sample::empty("Own"), &own)).unwrap();
    let found = reader::text(&bytes);
    assert!(found.contains("Every figure has its source"), "{found}");
    // The clock is the edition's.
    assert!(found.contains("2025-01-31"), "{found}");
}

#[test]
fn a_theme_that_lays_out_everything_by_itself_has_the_figures_attached_too() {
    // No line break, and a comment, at the end.
    let own = theme(&[("brief.typ", "#set document(title: \"Own\")\nOwn words // of mine")]);
    let document = sample::brief();
    let bytes = Pdf.write(&OutputInput::new(&document, &own)).unwrap();
    let (names, attached) = reader::attachment(&bytes);
    assert!(names.starts_with("1 embedded files") && names.contains("facts.json"), "{names}");
    assert_eq!(attached, briefing_facts::Facts::of(&document).to_json());
}

#[test]
fn an_error_of_a_theme_is_located() {
    let own = theme(&[("brief.typ", "#set document(title: \"x\")\n\n  #lenght(2)\n")]);
    let mistake = only(error(&sample::empty("x"), &own));
    assert_eq!(mistake.message, "unknown variable: lenght");
    assert_eq!(mistake.theme, Some(("brief.typ".to_owned(), 3, 4)));
}

#[test]
fn a_theme_that_does_not_end_is_wrong_where_it_does_not() {
    let own = theme(&[("brief.typ", "#set document(title: \"x\")\n#box(width: 1pt\n")]);
    let mistake = only(error(&sample::empty("x"), &own));
    assert_eq!(mistake.message, "unclosed delimiter");
    assert_eq!(
        mistake.theme.map(|(file, line, _)| (file, line)),
        Some(("brief.typ".to_owned(), 2))
    );
}

#[test]
fn an_error_in_a_shipped_file_is_shown_where_the_theme_called_it() {
    let own = theme(&[("brief.typ", "#import \"briefing.typ\": brief\n#brief((:))\n")]);
    let mistake = only(error(&sample::empty("x"), &own));
    assert_eq!(mistake.theme, Some(("brief.typ".to_owned(), 2, 2)));
    assert!(mistake.hints.iter().any(|hint| hint.contains("`briefing.typ`, line")), "{mistake:?}");
}

#[test]
fn a_theme_reaches_nothing_but_its_files() {
    for path in ["/etc/hostname", "../../../etc/hostname", "style.css", "@preview/cetz:0.3.0"] {
        let own = theme(&[("brief.typ", &format!("#import \"{path}\"\n"))]);
        let mistake = only(error(&sample::empty("x"), &own));
        assert!(mistake.theme.is_some(), "{path}: {mistake:?}");
    }
}

#[test]
fn a_font_that_does_not_exist_is_a_mistake_of_the_theme() {
    let own = theme(&[(
        "brief.typ",
        "#set document(title: \"x\")\n#set text(font: \"Helvetia\")\nText\n",
    )]);
    let mistake = only(error(&sample::empty("x"), &own));
    assert_eq!(mistake.message, "unknown font family: helvetia");
    assert_eq!(
        mistake.theme.map(|(file, line, _)| (file, line)),
        Some(("brief.typ".to_owned(), 2))
    );
}

#[test]
fn a_font_that_a_shipped_file_is_given_is_a_mistake_where_the_theme_names_it() {
    let own = theme(&[(
        "brief.typ",
        "#import \"briefing.typ\": brief\n#brief(json(\"document.json\"), body-font: \"Helvetia\")\n",
    )]);
    let mistake = only(error(&sample::empty("x"), &own));
    assert_eq!(mistake.message, "unknown font family: helvetia");
    assert_eq!(mistake.theme, Some(("brief.typ".to_owned(), 2, 43)));
}

#[test]
fn a_file_that_cannot_be_used_is_named() {
    let mut own = theme(&[("fonts/broken.otf", "not a font")]);
    own.files.insert("brief.typ".to_owned(), Arc::from(&b"\xff"[..]));
    let error = error(&sample::empty("x"), &own);
    let found: Vec<_> = error.mistakes.iter().map(|mistake| &*mistake.message).collect();
    assert_eq!(
        found,
        [
            "the theme's file `brief.typ` is not UTF-8",
            "the theme's file `fonts/broken.otf` is not a font that can be read",
        ]
    );
}

#[test]
fn a_theme_that_is_not_accessible_is_refused() {
    let own = theme(&[(
        "brief.typ",
        "#set document(title: \"x\")\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))\n",
    )]);
    let mistake = only(error(&sample::empty("x"), &own));
    assert!(mistake.message.contains("PDF/UA"), "{mistake:?}");
}

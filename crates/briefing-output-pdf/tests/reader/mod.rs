//! Reads a PDF with poppler's tools, which know nothing of how it was made.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "shared by tests, each of which uses a part"
)]

use std::io::Write as _;
use std::process::Command;

use briefing_model::document::Document;
use briefing_output_pdf::Pdf;
use briefing_plugin::{Output as _, OutputInput, Theme};

/// A document with the shipped theme, which must be able to show it.
pub fn pdf(document: &Document) -> Vec<u8> {
    match Pdf.write(&OutputInput::new(document, &Theme::default())) {
        Ok(bytes) => bytes,
        Err(error) => panic!("{error:#?}"),
    }
}

/// The text as a reader sees it, page by page.
pub fn text(bytes: &[u8]) -> String {
    run("pdftotext", &["-layout", "-enc", "UTF-8"], bytes, &["-"])
}

/// The text in the order of reading, without what breaks lines: white space, zero-width spaces.
pub fn flow(bytes: &[u8]) -> String {
    squeezed(&run("pdftotext", &["-enc", "UTF-8"], bytes, &["-"]))
}

/// The text in the order in which it was put on the page, without what breaks lines. No guesses at
/// columns: they take a footer for a part of the line above it.
pub fn drawn(bytes: &[u8]) -> String {
    squeezed(&run("pdftotext", &["-raw", "-enc", "UTF-8"], bytes, &["-"]))
}

/// A text without what depends on where lines end.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{AD}')).collect()
}

/// Every word and where it stands: `<word xMin="72.0" yMin="…">`.
pub fn boxes(bytes: &[u8]) -> String {
    run("pdftotext", &["-bbox", "-enc", "UTF-8"], bytes, &["-"])
}

pub fn info(bytes: &[u8]) -> String {
    run("pdfinfo", &[], bytes, &[])
}

pub fn structure(bytes: &[u8]) -> String {
    run("pdfinfo", &["-struct-text"], bytes, &[])
}

pub fn urls(bytes: &[u8]) -> String {
    run("pdfinfo", &["-url"], bytes, &[])
}

/// Every piece of text with its links: `<a href="x.html#3">`.
pub fn links(bytes: &[u8]) -> String {
    run("pdftohtml", &["-xml", "-stdout", "-i"], bytes, &[])
}

fn run(tool: &str, before: &[&str], bytes: &[u8], after: &[&str]) -> String {
    let mut file = tempfile::Builder::new().suffix(".pdf").tempfile().expect("a temporary file");
    file.write_all(bytes).expect("room for a PDF");
    let output = Command::new(tool).args(before).arg(file.path()).args(after).output();
    let output = output.unwrap_or_else(|error| {
        panic!("`{tool}` is needed to test PDF files ({error}): install poppler-utils")
    });
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The names of attached files, and the bytes of the first.
pub fn attachment(bytes: &[u8]) -> (String, Vec<u8>) {
    let names = run("pdfdetach", &["-list"], bytes, &[]);
    let saved = tempfile::NamedTempFile::new().expect("a temporary file");
    let path = saved.path().to_str().expect("a path in UTF-8");
    run("pdfdetach", &["-save", "1", "-o", path], bytes, &[]);
    (names, std::fs::read(path).expect("the attached file"))
}

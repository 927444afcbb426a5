//! The same document gives the same bytes, whenever, wherever and beside whatever it is made.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::path::Path;

use briefing_model::document::Document;
use briefing_output_pdf::Pdf;
use briefing_plugin::{Output as _, OutputInput, Theme};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use typst::syntax::{RootedPath, VirtualPath, VirtualRoot};

mod reader;
mod sample;

fn documents() -> Vec<Document> {
    let mut documents: Vec<_> =
        (0..12).map(|number| sample::one_paragraph(&format!("Number {number}"))).collect();
    documents.push(sample::brief());
    documents.push(sample::trials());
    documents
}

fn all(threads: usize) -> Vec<Vec<u8>> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let documents = documents();
    pool.install(|| documents.par_iter().map(reader::pdf).collect())
}

#[test]
fn on_one_thread_and_on_four() {
    let first = all(1);
    Pdf.settle();
    assert_eq!(first, all(4));
    // What is remembered and what is not must not show.
    assert_eq!(first, all(4));
}

#[test]
fn after_a_failure() {
    let document = sample::brief();
    let before = reader::pdf(&document);
    let broken = Theme {
        name: "broken".to_owned(),
        files: [("brief.typ".to_owned(), std::sync::Arc::from(&b"#nothing"[..]))].into(),
    };
    assert!(Pdf.write(&OutputInput::new(&document, &broken)).is_err());
    Pdf.settle();
    assert_eq!(before, reader::pdf(&document));
}

#[test]
fn two_editions_have_two_identifiers() {
    let identifier = |edition: &str| {
        let mut document = sample::empty("Identified");
        document.meta.edition = edition.to_owned();
        let bytes = reader::pdf(&document);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let at = text.find("xmpMM:DocumentID").expect("an identifier");
        text[at..at + 60].to_owned()
    };
    assert_eq!(identifier("2024"), identifier("2024"));
    assert_ne!(identifier("2024"), identifier("2024.r2"));
}

/// Typst numbers file names with 16 bits and forgets none: were there one a document, the 65,536th
/// would be the end.
#[test]
fn no_document_takes_a_number_of_a_file() {
    let number = |name: &str| {
        let path = VirtualPath::new(name).unwrap();
        RootedPath::new(VirtualRoot::Project, path).intern().into_raw().get()
    };
    reader::pdf(&sample::brief());
    let before = number("/probe-before");
    for number in 0..20 {
        reader::pdf(&sample::one_paragraph(&format!("Document {number}")));
    }
    let taken = number("/probe-after") - before - 1;
    // The other test of this binary that brings a theme brings a file of a name known already.
    assert_eq!(taken, 0);
}

/// To evict the cache of another version of comemo does nothing, in silence.
#[test]
fn there_is_one_comemo() {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    let lock = std::fs::read_to_string(lock).unwrap();
    assert_eq!(lock.matches("\nname = \"comemo\"\n").count(), 1);
}

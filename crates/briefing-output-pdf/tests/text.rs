//! What Briefing reads out of its own PDFs is what another reader of PDFs does.

mod reader;
mod sample;

/// What neither reader promises: hyphens that the typesetter put at the end of a line, and a mark
/// without width that is there to be copied, not seen.
fn bare(text: &str) -> String {
    reader::squeezed(text).replace(['-', '\u{2010}', '\u{2060}'], "")
}

#[test]
fn two_readers_agree() {
    for document in [sample::brief(), sample::trials(), sample::empty("Nothing yet, 尚无")] {
        let bytes = reader::pdf(&document);
        let pages = briefing_text::pdf(&bytes).expect("a PDF");
        assert!(!pages.is_empty());
        let found = bare(&pages.concat().replace('\u{c}', ""));
        assert_eq!(found, bare(&reader::drawn(&bytes)));
    }
}

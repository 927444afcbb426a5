//! PDFs written by hand, for what the typesetter's own do not show.

use briefing_text::{Format, TextError, pdf, text};
use proptest::prelude::*;

/// A file of one page that draws this.
fn file(content: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources\
         <</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\
         /C<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/GBK-EUC-H/DescendantFonts\
         [<</Type/Font/Subtype/CIDFontType0/BaseFont/Song\
         /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>\
         /FontDescriptor<</Type/FontDescriptor/FontName/Song/Flags 4>>>>]>>>>>>>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj{object}endobj\n", index + 1).into_bytes());
    }
    let xref = file.len();
    file.extend(b"xref\n0 5\n0000000000 65535 f \n");
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    file.extend(format!("trailer<</Root 1 0 R/Size 5>>startxref\n{xref}\n%%EOF").into_bytes());
    file
}

fn read(content: &str) -> String {
    pdf(&file(content)).expect("a PDF").join("\u{c}")
}

#[test]
fn lines_end_where_they_end() {
    let content = "BT /F 10 Tf 12 TL 50 700 Td (equip-) Tj T* (ment and non-) Tj T* (ferrous ) Tj T* \
                   (metals) Tj 0 -40 Td (Sources) Tj ET";
    assert_eq!(read(content), "equip-\nment and non-\nferrous\nmetals\n\nSources");
}

#[test]
fn words_are_parted_by_space_that_nobody_wrote() {
    // Kerning of a tenth of an em is none, of three tenths a space.
    let content = "BT /F 10 Tf 50 700 Td [(195)-300(pro)-100(jects)40(.)] TJ ET";
    assert_eq!(read(content), "195 projects.");
}

#[test]
fn what_stands_side_by_side_is_parted_by_a_tab() {
    let content = "BT /F 10 Tf 50 700 Td (172) Tj 80 0 Td (250 ) Tj 60 0 Td (billion) Tj ET";
    assert_eq!(read(content), "172\t250\tbillion");
}

#[test]
fn a_mark_of_a_footnote_is_no_part_of_a_number() {
    let content = "BT /F 10 Tf 50 700 Td (195) Tj /F 6 Tf 4 Ts (12) Tj /F 10 Tf 0 Ts ( are) Tj ET";
    assert_eq!(read(content), "195¹² are");
}

#[test]
fn bold_by_drawing_twice_is_read_once() {
    let content = "BT /F 10 Tf 2 Tr 50 700 Td (11) Tj ET";
    assert_eq!(read(content), "11");
}

#[test]
fn text_that_runs_up_the_page_is_text() {
    let content = "BT /F 10 Tf 0 1 -1 0 50 100 Tm (more than 5) Tj 0 -12 Td (companies) Tj ET";
    assert_eq!(read(content), "more than 5\ncompanies");
}

#[test]
fn encodings_that_are_not_in_the_file_are_known() {
    assert_eq!(read("BT /C 10 Tf 50 700 Td <33303030D2DAD4AA> Tj ET"), "3000亿元");
}

#[test]
fn a_picture_has_no_text() {
    assert_eq!(read("0 0 100 100 re f"), "");
}

#[test]
fn other_files_are_refused() {
    assert_eq!(pdf(b"<html>"), Err(TextError::Pdf));
    assert_eq!(pdf(b""), Err(TextError::Pdf));
}

#[test]
fn a_format_is_known_by_its_ending() {
    assert_eq!(Format::of("x.PDF"), Some(Format::Pdf));
    assert_eq!(Format::of("a.b/x.htm"), Some(Format::Html));
    assert_eq!(Format::of("txt"), None);
    for format in Format::ALL {
        assert_eq!(Format::of(&format!("x.{}", format.ending())), Some(format));
    }
}

proptest! {
    /// Whatever is done to a file, reading it ends.
    #[test]
    fn broken_files_break_nothing(
        cut in 0_usize..1000,
        changes in prop::collection::vec((0_usize..1000, any::<u8>()), 0..8),
    ) {
        let mut bytes = file("BT /F 10 Tf 50 700 Td (195) Tj /C 9 Tf [<D2DA>-9(x)] TJ ET");
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len() - cut % 50);
        for format in Format::ALL {
            let _ = text(&bytes, format);
        }
    }
}

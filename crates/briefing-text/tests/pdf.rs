//! PDFs written by hand, for what the typesetter's own do not show.

use briefing_text::{Format, Role, TextError, passages, pdf, text};
use proptest::prelude::*;

/// A file of one page that draws this.
fn file(content: &str) -> Vec<u8> {
    tagged(content, "", &[])
}

/// A file of one page that draws this, with more in its catalogue, and objects from the fifth on.
fn tagged(content: &str, catalogue: &str, more: &[&str]) -> Vec<u8> {
    let objects = [
        format!("<</Type/Catalog/Pages 2 0 R{catalogue}>>"),
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
    let objects = objects.iter().map(String::as_str).chain(more.iter().copied());
    for (index, object) in objects.enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj{object}endobj\n", index + 1).into_bytes());
    }
    let xref = file.len();
    let size = places.len() + 1;
    file.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").into_bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    file.extend(format!("trailer<</Root 1 0 R/Size {size}>>startxref\n{xref}\n%%EOF").into_bytes());
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

/// The parts of a PDF: what they are, and their text.
fn parts(bytes: &[u8]) -> Vec<(Role, String)> {
    let parts = passages(bytes, Format::Pdf).expect("a PDF");
    parts.into_iter().map(|part| (part.role, part.text)).collect()
}

/// A heading, two cells of one line, a paragraph with a link in it, a running foot, and text that no
/// element names.
const TAGGED: &str = "BT /F 10 Tf 50 700 Td /H1 <</MCID 0>> BDC (1.1 Detail) Tj EMC \
    0 -20 Td /TD <</MCID 1>> BDC (Fair 2) Tj EMC 30 0 Td /TD <</MCID 2>> BDC (195) Tj EMC \
    -30 -20 Td /P <</MCID 3>> BDC (In all ) Tj EMC /Link <</MCID 4>> BDC (195) Tj EMC \
    0 -300 Td /Artifact <</Type/Pagination>> BDC (1 November 2024) Tj /Span <</MCID 3>> BDC ( 1) Tj EMC \
    EMC 0 -20 Td (loose) Tj ET";

#[test]
fn a_tagged_file_is_read_by_its_elements() {
    let bytes = tagged(
        TAGGED,
        "/StructTreeRoot 5 0 R",
        &[
            "<</Type/StructTreeRoot/K[6 0 R]/RoleMap<</Cell/TD>>>>",
            "<</S/Document/K[7 0 R 8 0 R 9 0 R 10 0 R]>>",
            "<</S/H1/Pg 3 0 R/K 0>>",
            "<</S/Cell/K<</Type/MCR/Pg 3 0 R/MCID 1>>>>",
            "<</S/Cell/Pg 3 0 R/K[2]>>",
            "<</S/P/Pg 3 0 R/K[3 11 0 R]>>",
            "<</S/Link/Pg 3 0 R/K[4]>>",
        ],
    );
    let text = |text: &str| (Role::Text, text.to_owned());
    assert_eq!(
        parts(&bytes),
        [
            (Role::Heading, "1.1 Detail".to_owned()),
            text("Fair 2"),
            text("195"),
            text("In all 195"),
            text("loose"),
            (Role::Artifact, "1 November 2024 1".to_owned()),
        ]
    );
}

#[test]
fn a_tree_that_leads_back_to_itself_has_an_end() {
    let objects = ["<</K 6 0 R>>", "<</S/P/Pg 3 0 R/K[6 0 R 5 0 R 0]>>"];
    let bytes = tagged(TAGGED, "/StructTreeRoot 5 0 R", &objects);
    let found: String = parts(&bytes).into_iter().map(|(_, text)| text).collect();
    assert!(found.contains("1.1 Detail") && found.contains("195"), "{found}");
}

#[test]
fn a_file_without_tags_has_a_part_a_page() {
    let parts = parts(&file("BT /F 10 Tf 50 700 Td (195 projects) Tj ET"));
    assert_eq!(parts, [(Role::Page, "195 projects".to_owned())]);
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
        let mut bytes = tagged(
            "BT /F 10 Tf 50 700 Td /P <</MCID 0>> BDC (195) Tj /C 9 Tf [<D2DA>-9(x)] TJ EMC ET",
            "/StructTreeRoot 5 0 R",
            &["<</K 6 0 R>>", "<</S/P/Pg 3 0 R/K[0 6 0 R]>>"],
        );
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len() - cut % 50);
        for format in Format::ALL {
            let _ = text(&bytes, format);
            let _ = passages(&bytes, format);
        }
    }
}

//! Archived copies of sources: PDF and HTML that a stranger sent.

use crate::attack::{Attack, put};
use crate::pdf_files;

/// Makes the bytes of a copy.
type Bytes = fn() -> Vec<u8>;

pub(crate) fn attacks() -> Vec<Attack> {
    // Whether the copy has text is told by the code: words that are not in it are a mistake, a copy
    // without text a warning.
    let copies: [(&str, &str, i32, &str, Bytes); 11] = [
        ("a_form_that_draws_itself", "pdf", 0, "B0805", pdf_files::form_that_draws_itself),
        ("a_million_lists", "pdf", 0, "B0805", pdf_files::lists_within_lists),
        ("kids_500000_deep", "pdf", 0, "B0805", || pdf_files::deep_kids(500_000)),
        ("four_kilobytes_that_inflate", "pdf", 0, "B0805", pdf_files::inflates),
        ("half_a_pdf", "pdf", 0, "B0805", || b"%PDF-1.7\n1 0 obj\n<< /Type".to_vec()),
        ("nested_divisions", "html", 0, "B0805", || b"<div>".repeat(100_000)),
        ("nested_tables", "html", 0, "B0805", || b"<table><tr><td>".repeat(100_000)),
        ("attributes", "html", 0, "B0805", || {
            let attributes: String = (0..300_000).map(|number| format!(" a{number}")).collect();
            format!("<p{attributes}>195 companies").into_bytes()
        }),
        ("entities", "html", 1, "B0801", || b"&amp;lt;".repeat(2_000_000)),
        ("an_unknown_encoding", "html", 0, "B0805", || b"<meta charset=klingon>".to_vec()),
        ("no_text_at_all", "txt", 0, "B0805", || vec![0xFF; 1 << 20]),
    ];
    copies
        .into_iter()
        .map(|(name, ending, code, finding, bytes)| {
            Attack::new(&format!("archives::{name}"), move |project| {
                put(project, &format!("data/archive/example-paper.{ending}"), bytes())
            })
            .run_command("check --limit worker-seconds=3 --limit worker-memory=1GiB", code)
            .says(finding)
            .says("example-paper")
            .says_not("panicked")
        })
        .collect()
}

//! Marks between helpers and the document, which no finished file may hold.
//!
//! A helper asks the document for a figure or a table by a link of a scheme of its own
//! (`[](fact:projects/total)`). Building the document resolves every one of them; where one were
//! left over, a reader would see it in the place of the figure.

use std::borrow::Cow;
use std::sync::LazyLock;

use briefing_model::diagnostic::Diagnostic;
use briefing_model::document::Document;
use regex::Regex;

use crate::lint::codes::MARK;
use crate::plan::Brief;

/// A link or image of a scheme of helpers, as it reads without the backslashes and references by
/// which Markdown, HTML and JSON escape it; or a character that encloses what helpers print.
static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \]\((?:fact|claimed|coverage|cite|table|chart|list|claims|conflicts|corrections
            |findings|rates|quote|sources):[^\s)]*\)?
        | [\x01\x02\x04\x05\u{fdd0}\u{fdd1}]",
    )
    .expect("a pattern of this file")
});

/// The mistakes of finished files that hold a mark, one a file. The document is looked through as
/// well: a PDF, and any other file whose text is not plain, is made of it.
pub(crate) fn marks(
    brief: &Brief<'_>,
    document: &Document,
    files: &[(String, Vec<u8>)],
) -> Vec<Diagnostic> {
    let document = serde_json::to_string(document).unwrap_or_default();
    let whole = find(&document).map(|mark| ("the document".to_owned(), mark));
    let of_files = files.iter().filter(|(name, _)| !name.ends_with(".pdf"));
    let of_files = of_files.filter_map(|(name, bytes)| {
        find(&String::from_utf8_lossy(bytes)).map(|mark| (format!("`{name}`"), mark))
    });
    whole
        .into_iter()
        .chain(of_files)
        .map(|(place, mark)| {
            let message = format!(
                "`{}`: a mark of a helper would be published, `{}` (in {place})",
                brief.folder(),
                mark.escape_debug(),
            );
            Diagnostic::error(MARK, brief.report.template.span, message)
                .hint("let the helper stand in plain text, and take a mark written by hand out")
        })
        .collect()
}

/// The first mark in a text.
fn find(text: &str) -> Option<String> {
    // Marks are seldom: most texts have none of what one begins with, escaped or not.
    let plain: Cow<'_, str> = if text.contains(['\\', '&']) {
        text.replace("\\u0001", "\u{1}")
            .replace("\\u0002", "\u{2}")
            .replace('\\', "")
            .replace("&#91;", "[")
            .replace("&#93;", "]")
            .replace("&#40;", "(")
            .into()
    } else {
        text.into()
    };
    MARKS.find(&plain).map(|found| found.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn marks_are_found_however_they_are_escaped() {
        for text in [
            "a [](fact:projects/total) b",
            r"<code>[](fact:projects/total)</code>",
            r"\[\]\(fact:projects/total\)",
            r#""text":"![x](table:%7B%7D)""#,
            "[195](cite:a)",
            "a \u{fdd0}1\u{fdd1}",
            r#"{"text":"\u0001"}"#,
        ] {
            assert!(find(text).is_some(), "{text:?}");
        }
        for text in ["in fact: 195", "[a](https://e.org/table:1)", "[a] (list: b)", "# (quote:)"] {
            assert_eq!(find(text), None, "{text:?}");
        }
    }
}

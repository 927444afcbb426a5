//! What an author typed by hand: a template without its tags, addresses and marks.

use std::ops::Range;
use std::sync::LazyLock;

use briefing_model::diagnostic::Span;
use regex::Regex;

use crate::check::Source;
use crate::format::Format;

/// The text that an author typed into a template, a partial or a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// As long as the template, byte for byte; what is not prose is [`BLANK`].
    pub text: String,
    source: Place,
}

/// What stands in the place of tags, addresses, and the numbers of lists and sections: no letter, no
/// digit, no white space, so that no phrase reaches across it.
pub const BLANK: char = '|';

/// Options of helpers that are printed as they are.
const PRINTED: [&str; 4] = ["caption", "labels", "empty", "note"];

/// The numbers that Markdown itself needs, and what it never prints.
static MARKS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // Items of a list, sections with a number of their own.
        r"(?m)^[ >]*(\d{1,9}[.)])[ \t]",
        r"(?m)^#{1,6}[ \t]+((?:\d+\.)*\d+\.?)[ \t]",
        // Addresses.
        r"\]\(([^)\s]*)",
        r"<(https?:[^>\s]*|mailto:[^>\s]*)>",
        r"(?m)^\[[^\]]+\]:(.*)$",
        // Footnotes.
        r"(\[\^[^\]]+\])",
        // Comments, which are left out.
        r"(?s)(<!--.*?-->)",
        // Characters by number.
        r"(&#?\w+;)",
    ]
    .into_iter()
    .map(|pattern| Regex::new(pattern).expect("a pattern of this file"))
    .collect()
});

#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    whole: Span,
    /// Whether bytes of the text are bytes of the file, from this offset on.
    offset: Option<u32>,
}

impl Typed {
    pub(crate) fn new(source: &Source, is_markdown: bool) -> Self {
        let whole = source.span(0..source.text.len());
        let is_verbatim = whole.range().len() == source.text.len();
        Self {
            text: prose(source, is_markdown),
            source: Place { whole, offset: is_verbatim.then_some(whole.start) },
        }
    }

    /// A text that is no template: a title without tags.
    pub(crate) fn plain(text: &str, span: Span) -> Self {
        let inner = span.range().len() == text.len() + 2;
        Self {
            text: text.to_owned(),
            source: Place { whole: span, offset: inner.then_some(span.start + 1) },
        }
    }

    /// Where a range of it stands.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        match self.source.offset {
            Some(offset) => {
                let at = offset as usize;
                Span::new(self.source.whole.file, at + range.start..at + range.end)
            }
            None => self.source.whole,
        }
    }
}

/// Whether a template of this name holds prose; numbers of HTML and Typst are mostly markup's.
pub(crate) fn is_prose(path: &str, is_partial: bool) -> bool {
    match Format::of(path) {
        Some(format) => matches!(format, Format::Markdown | Format::Text),
        None => is_partial,
    }
}

fn prose(source: &Source, is_markdown: bool) -> String {
    let text = &*source.text;
    let mut hidden: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for tag in &source.tags {
        hidden.extend(comments(text, at..tag.range.start));
        let mut from = tag.range.start;
        for printed in printed(&text[tag.range.clone()]) {
            hidden.push(from..tag.range.start + printed.start);
            from = tag.range.start + printed.end;
        }
        hidden.push(from..tag.range.end);
        at = tag.range.end;
    }
    hidden.extend(comments(text, at..text.len()));
    if is_markdown {
        for mark in MARKS.iter() {
            hidden.extend(
                mark.captures_iter(text).filter_map(|found| found.get(1)).map(|m| m.range()),
            );
        }
    }
    blanked(text, &hidden)
}

fn blanked(text: &str, hidden: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut hide = vec![false; text.len()];
    for range in hidden {
        hide[range.clone()].fill(true);
    }
    for (at, c) in text.char_indices() {
        if hide[at] {
            out.extend(std::iter::repeat_n(BLANK, c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    out
}

/// Comments between two tags.
fn comments(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = within.start;
    while let Some(start) = text[at..within.end].find("{{!") {
        let start = at + start;
        let close = if text[start..].starts_with("{{!--") { "--}}" } else { "}}" };
        let rest = &text[start..within.end];
        let end = rest.find(close).map_or(within.end, |end| start + end + close.len());
        found.push(start..end);
        at = end;
    }
    found
}

/// What stands between the quotation marks of options that are printed.
fn printed(tag: &str) -> Vec<Range<usize>> {
    strings(tag)
        .into_iter()
        .filter(|string| {
            let before = tag[..string.start - 1].trim_end();
            PRINTED.iter().any(|option| {
                before.strip_suffix('=').is_some_and(|before| before.ends_with(option))
            })
        })
        .collect()
}

/// The texts between quotation marks of a tag, without the marks.
pub(crate) fn strings(tag: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let mut escaped = false;
    for (at, c) in tag.char_indices() {
        match open {
            _ if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some((mark, start)) if c == mark => {
                found.push(start..at);
                open = None;
            }
            None if matches!(c, '"' | '\'') => open = Some((c, at + 1)),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use briefing_model::diagnostic::{Diagnostics, FileId};

    use super::*;

    fn typed(text: &str) -> Typed {
        let source = Source::parse("t", text, FileId(0), false, &mut Diagnostics::new());
        Typed::new(&source, true)
    }

    /// What is left, each run of blanks as one.
    fn left(text: &str) -> String {
        let typed = typed(text);
        assert_eq!(typed.text.len(), text.len());
        let parts = typed.text.split(BLANK).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn tags_and_comments_are_no_prose_and_printed_options_are() {
        assert_eq!(
            left(
                "a {{! 5 }}b{{!-- {{6}} --}}c {{figure metrics.x precision=2}} \
                 {{table metrics.y limit=3 caption=\"Top 10\" columns=\"a\"}} d"
            ),
            "a |b|c | |Top 10| d"
        );
    }

    #[test]
    fn numbers_that_markdown_needs_are_not_the_authors() {
        assert_eq!(left("a <!-- 400 --> b"), "a | b");
        assert_eq!(
            left(
                "1. one\n2) two\n\n## 3.1 Three\n\n[a 4](https://x.org/5) 6[^7] &#49;\n\n[^7]: 8\n"
            ),
            " one\n| two\n\n## | Three\n\n[a 4](|) 6| |\n\n|:|\n"
        );
    }

    #[test]
    fn places_are_those_of_the_file() {
        let typed = typed("多 {{x}} 172 projects");
        let at = typed.text.find("172").unwrap();
        assert_eq!(typed.span(at..at + 3), Span::new(FileId(0), at..at + 3));
    }
}

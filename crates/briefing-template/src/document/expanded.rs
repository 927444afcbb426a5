//! What a template has printed, ready to be parsed as Markdown.
//!
//! What expressions print is taken out, each text and each link or image of a helper, and a number
//! stands in its place: nothing of it can be read as Markdown, and it is found again wherever
//! Markdown puts it, in code and in addresses as well.

use std::ops::Range;
use std::sync::LazyLock;

use briefing_model::diagnostic::{FileId, Span};
use regex::Regex;

use crate::format::{CLOSE, OPEN, PLACE, PLACE_END, TEXT, TOKEN, TOKEN_END};

/// Markdown with numbers in the place of what expressions printed.
#[derive(Debug, Default)]
pub(super) struct Expanded {
    pub(super) text: String,
    pub(super) printed: Vec<Printed>,
    /// Where parts of the text come from, in order.
    places: Vec<(usize, Span)>,
}

/// What an expression printed.
#[derive(Debug, Clone)]
pub(super) struct Printed {
    pub(super) content: Content,
    /// The expression.
    pub(super) at: Option<Span>,
    /// Whether it has become part of the document, or a mistake.
    pub(super) is_used: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Content {
    /// A text that prints as itself.
    Text(String),
    /// What a helper asks for within a line, by its address.
    Link(String),
    /// A block that a helper asks for, with its caption as Markdown.
    Block { caption: String, url: String },
}

/// A part of a text of the Markdown tree.
pub(super) enum Part<'t> {
    Text(&'t str),
    /// The number of what an expression printed.
    Printed(usize),
}

/// Links and images of helpers within Markdown that they print.
static REQUESTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(!?)\[((?:\\.|[^\]\\])*)\]\(((?:fact|claimed|coverage|cite|table|chart|list|claims|conflicts|corrections|findings|rates|quote|sources):[^\s)]*)\)",
    )
    .expect("a pattern of this file")
});

/// Takes what expressions printed out of what a template printed.
pub(super) fn expand(rendered: &str) -> Expanded {
    let mut expanded = Expanded::default();
    let mut rest = rendered;
    while let Some(at) = rest.find([OPEN, TEXT, PLACE]) {
        expanded.text.push_str(&rest[..at]);
        let mark = rest[at..].chars().next().unwrap_or(OPEN);
        let end = if mark == PLACE { PLACE_END } else { CLOSE };
        let (inner, after) = rest[at + 1..].split_once(end).unwrap_or((&rest[at + 1..], ""));
        match mark {
            PLACE => {
                let start = expanded.text.len();
                expanded.places.extend(place(inner).map(|span| (start, span)));
            }
            TEXT => expanded.push(Content::Text(inner.to_owned())),
            _ => expanded.push_markdown(inner),
        }
        rest = after;
    }
    expanded.text.push_str(rest);
    expanded
}

impl Expanded {
    fn push(&mut self, content: Content) {
        let here = self.text.len();
        let at = self.places.last().filter(|(start, _)| *start == here).map(|(_, span)| *span);
        self.text.push_str(&format!("{TOKEN}{}{TOKEN_END}", self.printed.len()));
        self.printed.push(Printed { content, at, is_used: false });
    }

    fn push_markdown(&mut self, markdown: &str) {
        let place = self.places.last().copied().filter(|(start, _)| *start == self.text.len());
        let mut at = 0;
        for found in REQUESTS.captures_iter(markdown) {
            let whole = found.get(0).map_or(0..0, |whole| whole.range());
            self.text.push_str(&markdown[at..whole.start]);
            at = whole.end;
            if let Some((_, span)) = place {
                self.places.push((self.text.len(), span));
            }
            let url = found[3].to_owned();
            self.push(if found[1].is_empty() {
                Content::Link(url)
            } else {
                Content::Block { caption: found[2].to_owned(), url }
            });
        }
        self.text.push_str(&markdown[at..]);
    }

    /// Where a range of the text stands in a template, as far as that is known.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        let after = self.places.partition_point(|(start, _)| *start <= range.start);
        let (start, span) = *self.places.get(after.checked_sub(1)?)?;
        let from = span.range().start + (range.start - start);
        let end = span.range().end;
        if from >= end {
            return Some(span);
        }
        Some(Span::new(span.file, from..(from + range.len()).min(end)))
    }

    /// Takes ranges of the text out, which are in order and apart.
    pub(super) fn remove(&mut self, ranges: &[Range<usize>]) {
        // Places and ranges are in the same order: one pass over both.
        let mut rest = ranges.iter().peekable();
        let mut removed = 0;
        for (start, _) in &mut self.places {
            while let Some(range) = rest.next_if(|range| range.end <= *start) {
                removed += range.len();
            }
            let within = rest.peek().map_or(0, |range| start.saturating_sub(range.start));
            *start -= removed + within;
        }
        let mut kept = String::with_capacity(self.text.len());
        let mut at = 0;
        for range in ranges {
            kept.push_str(&self.text[at..range.start]);
            at = range.end;
        }
        kept.push_str(&self.text[at..]);
        self.text = kept;
    }

    /// A text of the Markdown tree with what was printed in it told apart.
    pub(super) fn parts<'t>(&self, text: &'t str) -> Vec<Part<'t>> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(TOKEN) {
            let (number, after) = after.split_once(TOKEN_END).unwrap_or((after, ""));
            if !before.is_empty() {
                parts.push(Part::Text(before));
            }
            parts
                .extend(number.parse().ok().filter(|n| *n < self.printed.len()).map(Part::Printed));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest));
        }
        parts
    }

    /// The numbers of what was printed that still stands in the text and was not used.
    pub(super) fn unused(&self) -> Vec<usize> {
        let parts = self.parts(&self.text);
        let numbers = parts.into_iter().filter_map(|part| match part {
            Part::Printed(number) => Some(number),
            Part::Text(_) => None,
        });
        numbers.filter(|number| !self.printed[*number].is_used).collect()
    }
}

/// `12:340:356`, a file and a range of it.
fn place(text: &str) -> Option<Span> {
    let mut numbers = text.split(':').map(|number| number.parse::<usize>().ok());
    let (file, start, end) = (numbers.next()??, numbers.next()??, numbers.next()??);
    Some(Span::new(FileId(u32::try_from(file).ok()?), start..end.max(start)))
}

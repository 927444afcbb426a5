//! The common indentation of a block's body, which lays out the template and is no Markdown.
//!
//! ```text
//! {{#if metrics.projects.value}}
//!     {{figure metrics.projects}} were signed.      four spaces would make it code
//! {{/if}}
//! ```
//!
//! A body is moved to the left as far as its tag stands, and each branch after `{{else}}` by itself.
//! Within a list indentation has a meaning: where the line above the tag belongs to an item and the
//! body is indented as far as the item's text, it stays there, as part of the item. A call of a
//! partial on a line of its own is moved alike, for the engine indents what the partial prints.

use std::ops::Range;

use super::tags::{Tag, TagKind};

/// A text with the indentation of blocks taken off.
#[derive(Debug, Clone)]
pub(crate) struct Dedented {
    pub(crate) text: String,
    lines: Vec<Line>,
}

#[derive(Debug, Clone)]
struct Line {
    /// Where it begins in the new text, and how much of it is indentation written anew.
    start: usize,
    indentation: usize,
    /// Where what follows the indentation begins in the original.
    original: usize,
}

impl Dedented {
    /// The offset in the original of an offset in the new text.
    pub(crate) fn original(&self, offset: usize) -> usize {
        let after = self.lines.partition_point(|line| line.start <= offset);
        let Some(line) = after.checked_sub(1).and_then(|at| self.lines.get(at)) else { return 0 };
        line.original + (offset - line.start).saturating_sub(line.indentation)
    }
}

/// A line of the original.
struct Row {
    range: Range<usize>,
    /// Bytes of its white space.
    white: usize,
    /// Columns of its white space, as it was and as it shall be.
    before: usize,
    indentation: usize,
    /// Whether nothing of it is printed: it is empty, or a comment.
    is_blank: bool,
    /// Whether it begins within a tag or a comment.
    is_inner: bool,
}

/// Takes the common indentation off the bodies of blocks. `tags` are those of the text.
pub(crate) fn dedent(text: &str, tags: &[Tag]) -> Dedented {
    let mut rows = rows(text, tags);
    for body in bodies(text, tags) {
        let at = |offset: usize| rows.partition_point(|row| row.range.start <= offset) - 1;
        let opener = at(body.tag.start);
        let (first, last) = match &body.lines {
            None => (opener, opener),
            Some(range) => {
                let end = at(range.end);
                // A line that begins with the closing tag is the tag's.
                let row = &rows[end];
                let is_tags =
                    text[row.range.start..range.end.max(row.range.start)].trim().is_empty();
                let last = if is_tags { end.checked_sub(1) } else { Some(end) };
                let (first, Some(last)) = (at(range.start) + 1, last) else { continue };
                (first, last)
            }
        };
        if first > last {
            continue;
        }
        let moved = |row: &Row| !row.is_inner && !row.is_blank;
        let common = rows[first..=last].iter().filter(|row| moved(row)).map(|row| row.indentation);
        let Some(common) = common.min() else { continue };
        let own = if body.lines.is_some() { own_column(text, &rows[opener], &body.tag) } else { 0 };
        let base = items_above(text, &rows, opener, body.lines.is_none())
            .into_iter()
            .filter(|column| *column <= common)
            .chain([own])
            .max()
            .unwrap_or(own);
        let surplus = common.saturating_sub(base);
        for row in rows[first..=last].iter_mut().filter(|row| moved(row)) {
            row.indentation -= surplus;
        }
    }
    written(text, &rows)
}

fn written(text: &str, rows: &[Row]) -> Dedented {
    let mut out = String::with_capacity(text.len());
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let is_moved = row.indentation != row.before;
        let indentation = if is_moved { row.indentation } else { 0 };
        let original = row.range.start + if is_moved { row.white } else { 0 };
        lines.push(Line { start: out.len(), indentation, original });
        out.extend(std::iter::repeat_n(' ', indentation));
        out.push_str(&text[original..row.range.end]);
    }
    Dedented { text: out, lines }
}

fn rows(text: &str, tags: &[Tag]) -> Vec<Row> {
    let hidden = comments(text, tags);
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n').chain(text.ends_with('\n').then_some("")) {
        let range = start..start + line.len();
        start = range.end;
        let rest = line.trim_start_matches([' ', '\t']);
        let white = line.len() - rest.len();
        let columns = line[..white].chars().fold(0, |at, c| match c {
            '\t' => (at / 4 + 1) * 4,
            _ => at + 1,
        });
        let within = |other: &Range<usize>| other.start < range.start && range.start < other.end;
        let is_comment = |at: usize| hidden.iter().any(|comment| comment.contains(&at));
        let mut printed = rest.char_indices().filter(|(_, c)| !c.is_whitespace());
        rows.push(Row {
            white,
            before: columns,
            indentation: columns,
            is_blank: printed.all(|(at, _)| is_comment(range.start + white + at)),
            is_inner: tags.iter().any(|tag| within(&tag.range)) || hidden.iter().any(within),
            range,
        });
    }
    rows
}

/// The comments of a template.
fn comments(text: &str, tags: &[Tag]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    let end = text.len()..text.len();
    for until in tags.iter().map(|tag| tag.range.clone()).chain(std::iter::once(end)) {
        while let Some(start) = text.get(from..until.start).and_then(|text| text.find("{{!")) {
            let start = from + start;
            let close = if text[start..].starts_with("{{!--") { "--}}" } else { "}}" };
            let length =
                text[start..].find(close).map_or(text.len() - start, |at| at + close.len());
            found.push(start..start + length);
            from = start + length;
        }
        from = from.max(until.end);
    }
    found
}

/// What is moved together: the body of a block between two of its tags, or a call of a partial.
struct Body {
    /// The tag that opens it.
    tag: Range<usize>,
    /// From the end of a tag to the start of the next of the block; none for a call.
    lines: Option<Range<usize>>,
}

/// All bodies, outer ones before those within them.
fn bodies(text: &str, tags: &[Tag]) -> Vec<Body> {
    let mut found = Vec::new();
    let mut open: Vec<(Range<usize>, usize)> = Vec::new();
    for tag in tags {
        match tag.kind {
            TagKind::Open => open.push((tag.range.clone(), tag.range.end)),
            TagKind::Else | TagKind::ElseIf => {
                if let Some((opener, start)) = open.last_mut() {
                    let lines = Some(*start..tag.range.start);
                    found.push(Body { tag: opener.clone(), lines });
                    *start = tag.range.end;
                }
            }
            TagKind::Close => {
                if let Some((opener, start)) = open.pop() {
                    found.push(Body { tag: opener, lines: Some(start..tag.range.start) });
                }
            }
            TagKind::Print if is_call(text, tag) => {
                found.push(Body { tag: tag.range.clone(), lines: None });
            }
            _ => {}
        }
    }
    found.sort_by_key(|body| match &body.lines {
        Some(lines) => (lines.start, usize::MAX - lines.end),
        None => (body.tag.start, usize::MAX),
    });
    found
}

/// Whether a tag calls a partial and stands alone on its line.
fn is_call(text: &str, tag: &Tag) -> bool {
    let inner = text[tag.range.clone()].trim_start_matches(['{', '~']).trim_start();
    let before = text[..tag.range.start].rsplit('\n').next().unwrap_or_default();
    let after = text[tag.range.end..].split('\n').next().unwrap_or_default();
    inner.starts_with('>') && before.trim().is_empty() && after.trim().is_empty()
}

/// The column that a tag gives its body: its own where it begins its line, else that of the text it
/// stands in.
fn own_column(text: &str, row: &Row, tag: &Range<usize>) -> usize {
    let before = &text[row.range.start + row.white..tag.start.max(row.range.start + row.white)];
    if before.is_empty() { row.indentation } else { row.indentation + markers(before) }
}

/// The columns at which the text of list items begins that the line above a row belongs to; or a line
/// further up, if empty lines between do not matter.
fn items_above(text: &str, rows: &[Row], row: usize, through_empty: bool) -> Vec<usize> {
    let mut columns = Vec::new();
    for row in rows[..row].iter().rev() {
        let line = &text[row.range.clone()];
        if line.trim().is_empty() {
            if through_empty {
                continue;
            }
            break;
        }
        let line = &line[row.white..];
        let width = markers(line);
        if width > 0 {
            columns.push(row.indentation + width);
        }
        let is_tag = line.starts_with("{{");
        if row.indentation == 0 && !is_tag && (width > 0 || through_empty) {
            break;
        }
    }
    columns
}

/// How wide the marks of list items are that a text begins with.
fn markers(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let mark = match rest.as_bytes() {
            [b'-' | b'*' | b'+', ..] if digits == 0 => 1,
            bytes
                if (1..10).contains(&digits) && matches!(bytes.get(digits), Some(b'.' | b')')) =>
            {
                digits + 1
            }
            _ => return at,
        };
        let spaces = rest[mark..].bytes().take_while(|byte| *byte == b' ').count();
        if spaces == 0 {
            return at;
        }
        at += mark + if spaces > 4 { 1 } else { spaces };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tags::tags;

    fn dedented(text: &str) -> String {
        dedent(text, &tags(text)).text
    }

    #[test]
    fn bodies_stand_where_their_tags_stand() {
        for (text, expected) in [
            ("{{#if a}}\n    b\n\n      c\n{{/if}}\n", "{{#if a}}\nb\n\n  c\n{{/if}}\n"),
            (
                "{{#if a}}\n  {{#each b}}\n    - c\n  {{/each}}\n{{else}}\n\td\n{{/if}}",
                "{{#if a}}\n{{#each b}}\n- c\n{{/each}}\n{{else}}\nd\n{{/if}}",
            ),
            ("{{#if a}}\n    b\nc\n{{/if}}", "{{#if a}}\n    b\nc\n{{/if}}"),
            ("{{#if a}}b\n    c{{/if}}", "{{#if a}}b\nc{{/if}}"),
            ("    {{> method}}\n", "{{> method}}\n"),
            ("{{#if a}}\n{{! note }}\n    b\n{{/if}}", "{{#if a}}\n{{! note }}\nb\n{{/if}}"),
            (
                "{{#if a}}\n    {{table b\n  caption=\"x\n      y\"}}\n{{/if}}",
                "{{#if a}}\n{{table b\n  caption=\"x\n      y\"}}\n{{/if}}",
            ),
        ] {
            assert_eq!(dedented(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_belongs_to_an_item_stays_in_it() {
        for (text, expected) in [
            // Under its item, whatever the tag's column.
            ("- a\n{{#if b}}\n  - c\n{{/if}}", "- a\n{{#if b}}\n  - c\n{{/if}}"),
            ("- a\n{{#if b}}\n      c\n{{/if}}", "- a\n{{#if b}}\n  c\n{{/if}}"),
            ("10. a\n{{#if b}}\n      c\n{{/if}}", "10. a\n{{#if b}}\n    c\n{{/if}}"),
            ("- a\n  {{#if b}}\n    c\n  {{/if}}", "- a\n  {{#if b}}\n  c\n  {{/if}}"),
            ("- a\n\n  {{> b}}\n", "- a\n\n  {{> b}}\n"),
            ("- a\n\nb\n\n  {{> b}}\n", "- a\n\nb\n\n{{> b}}\n"),
            ("- a\n  {{> b}}\n", "- a\n  {{> b}}\n"),
            ("- {{#if a}}\n      b\n  {{/if}}", "- {{#if a}}\n  b\n  {{/if}}"),
            // After an empty line the tag says where the body stands.
            ("- a\n\n{{#if b}}\n  c\n{{/if}}", "- a\n\n{{#if b}}\nc\n{{/if}}"),
            ("- a\n\n  {{#if b}}\n    c\n  {{/if}}", "- a\n\n  {{#if b}}\n  c\n  {{/if}}"),
        ] {
            assert_eq!(dedented(text), expected, "{text:?}");
        }
    }

    #[test]
    fn places_are_those_of_the_original() {
        let text = "多\n{{#if a}}\n\t  b {{c}}\n{{/if}}\nd";
        let new = dedent(text, &tags(text));
        for word in ["b", "{{c}}", "{{/if}}", "d"] {
            let at = new.text.find(word).unwrap();
            assert_eq!(new.original(at), text.find(word).unwrap(), "{word}");
        }
    }
}

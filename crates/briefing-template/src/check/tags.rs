//! Where the tags of a template stand, in order. Handlebars' own tree knows no spans of bytes, and
//! of blocks after `else` not even lines.

use std::ops::Range;

/// A tag: `{{…}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// With its braces.
    pub(crate) range: Range<usize>,
    pub(crate) kind: TagKind,
}

/// What a tag does. Comments are no tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TagKind {
    /// `{{x}}`, `{{{x}}}`, `{{> x}}`.
    Print,
    /// `{{#x}}`, `{{{{x}}}}`.
    Open,
    /// `{{else}}`, `{{^}}`.
    Else,
    /// `{{else if x}}`.
    ElseIf,
    /// `{{/x}}`.
    Close,
    /// A tag that has no end.
    Unfinished,
}

impl Tag {
    /// The first word of a tag: what a block is opened or closed by.
    pub(crate) fn name<'t>(&self, text: &'t str) -> &'t str {
        let inner =
            text[self.range.clone()].trim_start_matches(['{', '~', '#', '/', '*', '>', ' ']);
        let end = inner.find(|c: char| c.is_whitespace() || matches!(c, '}' | '~'));
        &inner[..end.unwrap_or(inner.len())]
    }
}

/// The tags of a text.
pub(crate) fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("{{") {
        let start = at + found;
        if is_escaped(text, start) {
            at = start + 2;
            continue;
        }
        let rest = &text[start..];
        if rest.starts_with("{{!--") {
            at = start + rest.find("--}}").map_or(rest.len(), |end| end + 4);
            continue;
        }
        if rest.starts_with("{{!") {
            at = start + rest.find("}}").map_or(rest.len(), |end| end + 2);
            continue;
        }
        let braces = if rest.starts_with("{{{{") {
            4
        } else if rest.starts_with("{{{") {
            3
        } else {
            2
        };
        let Some(end) = end(rest, braces) else {
            let line = rest.find('\n').unwrap_or(rest.len());
            tags.push(Tag { range: start..start + line, kind: TagKind::Unfinished });
            break;
        };
        let range = start..start + end;
        let kind = kind(&text[range.clone()], braces);
        at = range.end;
        tags.push(Tag { range, kind });
        // What stands in a raw block is no template.
        if braces == 4 && kind == TagKind::Open {
            at += text[at..].find("{{{{").unwrap_or(text.len() - at);
        }
    }
    tags
}

/// How many blocks, or brackets of a tag, may stand within each other. The engine's parser and
/// renderer call themselves for each, and a process without stack ends without a word.
const DEEPEST: usize = 64;

/// The first tag at which a template is nested deeper than can be read.
pub(crate) fn too_deep(text: &str, tags: &[Tag]) -> Option<Range<usize>> {
    let mut depth = 0usize;
    for tag in tags {
        match tag.kind {
            // A block after `else` stands within the one before it.
            TagKind::Open | TagKind::ElseIf => depth += 1,
            TagKind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        let brackets = text[tag.range.clone()].matches(['(', '[', '{']).count();
        if depth > DEEPEST || brackets > DEEPEST {
            return Some(tag.range.clone());
        }
    }
    None
}

/// The tag that covers an offset, for errors that know but where something begins.
pub(crate) fn tag_at(text: &str, offset: usize) -> Range<usize> {
    let tags = tags(text);
    let tag = tags.iter().find(|tag| tag.range.start <= offset && offset < tag.range.end);
    let after = || tags.iter().find(|tag| tag.range.start >= offset);
    tag.or_else(after)
        .map_or(offset.min(text.len())..offset.min(text.len()), |tag| tag.range.clone())
}

/// The offset of a line and column, both from 1, columns in characters.
pub(crate) fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    start + within
}

fn is_escaped(text: &str, start: usize) -> bool {
    let backslashes = text[..start].bytes().rev().take_while(|byte| *byte == b'\\').count();
    backslashes == 1
}

/// Where a tag ends, quotation marks considered.
fn end(rest: &str, braces: usize) -> Option<usize> {
    let close = &"}}}}"[..braces];
    let mut quote = None;
    let mut backslash = false;
    for (at, c) in rest.char_indices().skip(braces) {
        match quote {
            Some(_) if backslash => backslash = false,
            Some(_) if c == '\\' => backslash = true,
            Some(mark) if c == mark => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if rest[at..].starts_with(close) => return Some(at + braces),
            // A new tag within a tag: the first was not closed.
            None if rest[at..].starts_with("{{") => return None,
            None => {}
        }
    }
    None
}

fn kind(tag: &str, braces: usize) -> TagKind {
    let inner = tag.trim_start_matches(['{', '~']).trim_start();
    if inner.starts_with('/') {
        return TagKind::Close;
    }
    if inner.starts_with('#') || braces == 4 {
        return TagKind::Open;
    }
    let rest = inner.strip_prefix("else").or_else(|| inner.strip_prefix('^'));
    match rest.map(|rest| rest.trim_start_matches(['~']).trim()) {
        Some(rest) if rest.starts_with('}') => TagKind::Else,
        Some(_) if inner.starts_with("else ") || inner.starts_with('^') => TagKind::ElseIf,
        _ => TagKind::Print,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_their_kinds() {
        let text = "a {{#if (eq x \"}}\")}}b{{else if y}}c{{~else~}}{{{d}}}{{/if}} \\{{no}} \
                    {{!-- {{no}} --}}{{! no }}{{{{raw}}}}{{no}}{{{{/raw}}}}{{> e}}";
        let found: Vec<(&str, TagKind)> =
            tags(text).iter().map(|tag| (&text[tag.range.clone()], tag.kind)).collect();
        assert_eq!(
            found,
            [
                ("{{#if (eq x \"}}\")}}", TagKind::Open),
                ("{{else if y}}", TagKind::ElseIf),
                ("{{~else~}}", TagKind::Else),
                ("{{{d}}}", TagKind::Print),
                ("{{/if}}", TagKind::Close),
                ("{{{{raw}}}}", TagKind::Open),
                ("{{{{/raw}}}}", TagKind::Close),
                ("{{> e}}", TagKind::Print),
            ]
        );
    }

    #[test]
    fn a_tag_without_an_end_is_said_to_be_so() {
        let text = "{{#if a}}{{figure b\n{{/if}}";
        let last = tags(text).pop().unwrap();
        assert_eq!((&text[last.range], last.kind), ("{{figure b", TagKind::Unfinished));
    }

    #[test]
    fn lines_and_columns_count_characters() {
        let text = "一二\n三四{{x}}";
        let at = offset(text, 2, 3);
        assert_eq!(&text[at..], "{{x}}");
        assert_eq!(tag_at(text, at), at..text.len());
    }
}

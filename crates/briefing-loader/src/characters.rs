//! Characters that no text of a project may have, written as they are or as escapes: those that
//! turn the direction of a text, and control characters.

use std::ops::Range;

use briefing_model::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Files, Span};
use briefing_model::text::{Forbidden, forbidden};
use briefing_plugin::{Node, NodeValue};

use crate::codes;

/// How many places of a file are named for each code; the others are counted.
const SHOWN: usize = 3;

/// How a kind of file writes characters by number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// As a string of TOML: `\u202e`, `\x1b`, `\e`.
    Toml,
    /// As a template: `&#x202E;`, and `\u202e` in a text of an expression.
    Template,
    /// As a style sheet: `\202e`.
    Css,
    /// As Typst: `\u{202e}`.
    Typst,
}

/// A character that may not be there, and its bytes.
type Found = (Range<usize>, char);

/// Checks the text of a file that is no data: a template, or a theme's.
pub(crate) fn check_text(
    file: FileId,
    text: &str,
    notation: Notation,
    diagnostics: &mut Diagnostics,
) {
    let mut found = written(text);
    found.extend(escaped(text, notation));
    say(file, found, diagnostics);
}

/// Checks a file of data or a definition: its text, comments included, and its values and keys,
/// which may have escapes. Returns whether any was found.
pub(crate) fn check_data(
    file: FileId,
    text: &str,
    root: &Node,
    diagnostics: &mut Diagnostics,
) -> bool {
    let mut found = written(text);
    in_values(root, text, &mut found);
    let any = !found.is_empty();
    say(file, found, diagnostics);
    any
}

/// Whether a part of a text has a character that may not be there.
pub(crate) fn has_forbidden(text: &str) -> bool {
    text.chars().any(|c| forbidden(c).is_some())
}

/// Checks the name of a file or folder.
pub(crate) fn check_path(path: &str, files: &mut Files, diagnostics: &mut Diagnostics) {
    let bad = |c: &char| forbidden(*c).is_some() || matches!(c, '\t' | '\n' | '\r');
    if let Some(c) = path.chars().find(bad) {
        let code = code_of(forbidden(c).unwrap_or(Forbidden::Control)).0;
        diagnostics.push(
            Diagnostic::error(
                code,
                Span::new(files.add(path, ""), 0..0),
                format!("the path of this file has the character {}", number(c)),
            )
            .hint("rename the file or the folder"),
        );
    }
}

fn written(text: &str) -> Vec<Found> {
    let chars = text.char_indices().filter(|(_, c)| forbidden(*c).is_some());
    chars.map(|(at, c)| (at..at + c.len_utf8(), c)).collect()
}

/// Adds what values and keys have by escapes.
fn in_values(node: &Node, text: &str, found: &mut Vec<Found>) {
    match &node.value {
        NodeValue::Text(value) => in_value(value, &node.span, text, found),
        NodeValue::List(items) => items.iter().for_each(|item| in_values(item, text, found)),
        NodeValue::Table(entries) => {
            for (key, entry) in entries {
                in_value(key, &entry.key, text, found);
                in_values(&entry.node, text, found);
            }
        }
        _ => {}
    }
}

fn in_value(value: &str, span: &Range<usize>, text: &str, found: &mut Vec<Found>) {
    let Some(c) = value.chars().find(|c| forbidden(*c).is_some()) else { return };
    let source = text.get(span.clone()).unwrap_or_default();
    let escapes = escaped(source, Notation::Toml);
    if escapes.is_empty() && !has_forbidden(source) {
        found.push((span.clone(), c));
    }
    found
        .extend(escapes.into_iter().map(|(at, c)| (span.start + at.start..span.start + at.end, c)));
}

/// Escapes of characters that may not be there.
fn escaped(text: &str, notation: Notation) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut in_expression = false;
    while let Some(next) = text[at..].find(['\\', '&', '{', '}']) {
        at += next;
        let rest = &text[at..];
        let read = match rest.as_bytes()[0] {
            b'&' if notation == Notation::Template => reference(rest),
            b'\\' if notation != Notation::Template || in_expression => escape(rest, notation),
            b'{' | b'}' => {
                in_expression = match rest.get(..2) {
                    Some("{{") => true,
                    Some("}}") => false,
                    _ => in_expression,
                };
                None
            }
            _ => None,
        };
        // A backslash that is escaped escapes nothing.
        let plain = 1 + usize::from(rest.starts_with("\\\\"));
        let (length, c) =
            read.map_or((plain, None), |(length, code)| (length, char::from_u32(code)));
        if let Some(c) = c.filter(|c| forbidden(*c).is_some()) {
            found.push((at..at + length, c));
        }
        at += length;
    }
    found
}

/// Bytes and code of the escape that a text begins with.
fn escape(text: &str, notation: Notation) -> Option<(usize, u32)> {
    let rest = &text[1..];
    let digits = |from: usize, most: usize| {
        let digits = rest.get(from..)?;
        let count = digits.bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
        let code = u32::from_str_radix(digits.get(..count)?, 16).ok()?;
        Some((1 + from + count, count, code))
    };
    let exactly = |count| {
        digits(1, count)
            .filter(|(_, read, _)| *read == count)
            .map(|(length, _, code)| (length, code))
    };
    match (notation, *rest.as_bytes().first()?) {
        (Notation::Toml | Notation::Template, b'b') => Some((2, 0x08)),
        (Notation::Toml | Notation::Template, b'f') => Some((2, 0x0c)),
        (Notation::Toml | Notation::Template, b'u') => exactly(4),
        (Notation::Toml, b'e') => Some((2, 0x1b)),
        (Notation::Toml, b'x') => exactly(2),
        (Notation::Toml, b'U') => exactly(8),
        // U+0000 is U+FFFD there.
        (Notation::Css, _) => {
            digits(0, 6).map(|(length, _, code)| (length, code)).filter(|(_, code)| *code != 0)
        }
        (Notation::Typst, b'u') if rest[1..].starts_with('{') => {
            let (length, _, code) = digits(2, 6)?;
            text[length..].starts_with('}').then_some((length + 1, code))
        }
        _ => None,
    }
}

/// Bytes and code of the numeric character reference that a text begins with (CommonMark 2.5).
fn reference(text: &str) -> Option<(usize, u32)> {
    let rest = text.strip_prefix("&#")?;
    let (digits, radix) = match rest.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (rest, 10),
    };
    let count = digits.find(|c: char| !c.is_digit(radix))?;
    let code = u32::from_str_radix(digits.get(..count)?, radix).ok()?;
    let length = text.len() - digits.len() + count;
    text[length..].starts_with(';').then_some((length + 1, code))
}

fn say(file: FileId, mut found: Vec<Found>, diagnostics: &mut Diagnostics) {
    found.sort_by_key(|(span, _)| span.start);
    // What stands side by side is one mistake.
    found.dedup_by(|next, before| {
        let is_same = forbidden(next.1) == forbidden(before.1) && next.0.start <= before.0.end;
        if is_same {
            before.0.end = before.0.end.max(next.0.end);
        }
        is_same
    });
    for kind in [Forbidden::Direction, Forbidden::Control] {
        let of_kind: Vec<&Found> =
            found.iter().filter(|(_, c)| forbidden(*c) == Some(kind)).collect();
        let more = of_kind.len().saturating_sub(SHOWN);
        for (index, (span, c)) in of_kind.into_iter().take(SHOWN).enumerate() {
            let (code, what, hint) = code_of(kind);
            let message = format!("{what} ({})", number(*c));
            let diagnostic = Diagnostic::error(code, Span::new(file, span.clone()), message)
                .label("not allowed here")
                .hint(hint);
            diagnostics.push(match (index + 1 == SHOWN, more) {
                (false, _) | (_, 0) => diagnostic,
                (_, 1) => diagnostic.hint("this file has one more"),
                (_, more) => diagnostic.hint(format!("this file has {more} more")),
            });
        }
    }
}

fn code_of(kind: Forbidden) -> (Code, &'static str, &'static str) {
    match kind {
        Forbidden::Direction => (
            codes::DIRECTION,
            "a character that turns the direction of text",
            "delete it: text in Arabic or Hebrew needs none",
        ),
        Forbidden::Control => {
            (codes::CONTROL, "a control character", "delete it: no reader can see it")
        }
    }
}

/// A character by its number: `U+202E`.
pub(crate) fn number(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

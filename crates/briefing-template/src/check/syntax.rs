//! What Handlebars could not read, in words.

use briefing_model::diagnostic::{Diagnostic, Span};
use handlebars::{TemplateError, TemplateErrorReason};

use super::tags::{Tag, TagKind, offset, tag_at, tags};
use crate::codes;

/// A diagnostic of a syntax error. The grammar's own message names rules and points to where it gave
/// up; tags that do not match are the usual cause, and told better.
pub(super) fn explain(
    error: &TemplateError,
    text: &str,
    place: impl Fn(std::ops::Range<usize>) -> Span,
) -> Diagnostic {
    if let Some(found) = unbalanced(text, &place) {
        return found;
    }
    let at = error.pos().map_or(0, |(line, column)| offset(text, line, column));
    let range = tag_at(text, at);
    let diagnostic = match error.reason() {
        TemplateErrorReason::InvalidParam(parameter) => Diagnostic::error(
            codes::SYNTAX,
            place(range),
            format!("cannot read the argument `{parameter}`"),
        ),
        TemplateErrorReason::InvalidSyntax(message) => {
            Diagnostic::error(codes::SYNTAX, place(range), "cannot read this tag")
                .label(expected(message))
        }
        other => Diagnostic::error(codes::SYNTAX, place(range), other.to_string()),
    };
    diagnostic.hint("texts stand in quotation marks, options are written `name=value`")
}

/// The first tag that has no end, or block whose tags do not match.
fn unbalanced(text: &str, place: impl Fn(std::ops::Range<usize>) -> Span) -> Option<Diagnostic> {
    let error = |tag: &Tag, message: String| {
        Diagnostic::error(codes::SYNTAX, place(tag.range.clone()), message)
    };
    let tags = tags(text);
    let mut open: Vec<&Tag> = Vec::new();
    for tag in &tags {
        match tag.kind {
            TagKind::Unfinished => {
                return Some(
                    error(tag, "this tag has no end".to_owned())
                        .hint("close it with `}}`; quotation marks within it must match"),
                );
            }
            TagKind::Open => open.push(tag),
            TagKind::Close => {
                let name = tag.name(text);
                match open.pop() {
                    None => {
                        return Some(error(tag, format!("`{{{{/{name}}}}}` closes nothing")));
                    }
                    Some(opened) if opened.name(text) != name => {
                        let opened_name = opened.name(text);
                        let message =
                            format!("expected `{{{{/{opened_name}}}}}`, found `{{{{/{name}}}}}`");
                        return Some(error(tag, message).related(
                            place(opened.range.clone()),
                            format!("`{opened_name}` is opened here"),
                        ));
                    }
                    Some(_) => {}
                }
            }
            TagKind::Else | TagKind::ElseIf if open.is_empty() => {
                return Some(error(tag, "`else` stands in no block".to_owned()));
            }
            _ => {}
        }
    }
    let tag = open.pop()?;
    let name = tag.name(text);
    Some(
        error(tag, format!("`{name}` is not closed"))
            .hint(format!("write `{{{{/{name}}}}}` where the block ends")),
    )
}

/// The grammar's rules as what one would type.
fn expected(message: &str) -> String {
    const WORDS: [(&str, &str); 12] = [
        ("helper_parameter", "an argument"),
        ("trailing_tilde_to_omit_whitespace", ""),
        ("leading_tilde_to_omit_whitespace", ""),
        ("block_param", "`as |name|`"),
        ("identifier", "a name"),
        ("reference", "a path"),
        ("subexpression", "`(helper …)`"),
        ("literal", "a value"),
        ("hash", "`name=value`"),
        ("path_id", "a name"),
        ("path_item", "a name"),
        ("name", "a name"),
    ];
    let rules = message.strip_prefix("expected ").unwrap_or(message);
    let mut words: Vec<&str> = rules
        .split([',', ' '])
        .filter_map(|rule| WORDS.iter().find(|(name, _)| *name == rule).map(|(_, word)| *word))
        .filter(|word| !word.is_empty())
        .collect();
    words.dedup();
    match words.as_slice() {
        [] => "unexpected here".to_owned(),
        [only] => format!("expected {only}"),
        [first @ .., last] => format!("expected {} or {last}", first.join(", ")),
    }
}

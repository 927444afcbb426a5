//! Diagnostics as people and programs read them.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Files, Severity, Span};
use serde_json::{Value, json};

mod fingerprint;
mod github;
mod place;
mod region;
mod sarif;
mod shortened;

use self::shortened::shortened;
use crate::formats::Format;
use crate::session::Session;
use crate::terminal::Terminal;
use crate::verbs::explain;
use crate::visible::visible;

/// Prints mistakes in the order of files and lines for people, and beside them for what else reads
/// the format that is asked for. For JSON, see [`as_json`].
///
/// # Errors
/// Standard output cannot be written.
pub(crate) fn report(
    diagnostics: Diagnostics,
    session: &Session,
    terminal: &Terminal,
) -> anyhow::Result<()> {
    let files = &session.files;
    print(diagnostics.clone(), files, terminal);
    if !matches!(terminal.format, Format::Github | Format::Sarif) {
        return Ok(());
    }
    let diagnostics = shortened(diagnostics, files, terminal.messages);
    let prefix = || place::prefix(&session.root, session.named.as_deref());
    match terminal.format {
        Format::Github => terminal.print(&github::commands(&diagnostics, files, &prefix())),
        Format::Sarif => {
            terminal.json(&sarif::log(&diagnostics, files, &prefix(), &explain::pages()))
        }
        Format::Human | Format::Json | Format::Csv | Format::Markdown => Ok(()),
    }
}

/// Prints mistakes where they are all there is to print: what was asked for could not be had.
///
/// # Errors
/// Standard output cannot be written.
pub(crate) fn alone(
    diagnostics: Diagnostics,
    files: &Files,
    terminal: &Terminal,
) -> anyhow::Result<()> {
    if terminal.format == Format::Json {
        return terminal.json(&json!({ "diagnostics": as_json(diagnostics, files, terminal) }));
    }
    print(diagnostics, files, terminal);
    Ok(())
}

/// What a format has for the error that ended a run, in place of what was asked for.
pub(crate) fn failure(text: &str, format: Format) -> Option<String> {
    match format {
        Format::Human | Format::Csv | Format::Markdown => None,
        Format::Json => Some(format!("{}\n", json!({ "error": text }))),
        Format::Github => Some(github::failure(text)),
        Format::Sarif => Some(format!("{:#}\n", sarif::failure(text))),
    }
}

/// Prints mistakes in the order of files and lines, and how many there are. For programs, see
/// [`as_json`].
pub(crate) fn print(mut diagnostics: Diagnostics, files: &Files, terminal: &Terminal) {
    if diagnostics.is_empty() || terminal.format == Format::Json {
        return;
    }
    diagnostics.sort(files);
    let summary = summary(&diagnostics);
    let diagnostics = shortened(diagnostics, files, terminal.messages);
    let renderer = Renderer::styled().term_width(Terminal::width()).decor_style(DecorStyle::Ascii);
    for diagnostic in &diagnostics {
        let shown = shown(diagnostic);
        let groups = groups(&shown, files);
        terminal.complain(&format!("{}\n\n", renderer.render(&groups)));
    }
    terminal.complain(&format!("{summary}\n"));
}

/// "3 mistakes and 1 warning; `briefing explain B0101` tells more".
fn summary(diagnostics: &Diagnostics) -> String {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    let warnings = diagnostics.len() - errors;
    let count = |n: usize, word: &str| match n {
        0 => None,
        1 => Some(format!("1 {word}")),
        n => Some(format!("{n} {word}s")),
    };
    let counts: Vec<String> =
        [count(errors, "mistake"), count(warnings, "warning")].into_iter().flatten().collect();
    let first = diagnostics.iter().next().map_or("", |d| d.code.0);
    format!("{}; `briefing explain {first}` tells more", counts.join(" and "))
}

/// A mistake as it may be shown: texts of the project in it act on nothing.
fn shown(diagnostic: &Diagnostic) -> Diagnostic {
    let mut shown = diagnostic.clone();
    let texts = std::iter::once(&mut shown.message)
        .chain([&mut shown.label])
        .chain(shown.related.iter_mut().map(|(_, label)| label))
        .chain(&mut shown.hints);
    for text in texts {
        if let Cow::Owned(visible) = visible(text) {
            *text = visible;
        }
    }
    shown
}

fn groups<'a>(diagnostic: &'a Diagnostic, files: &'a Files) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.0);
    let mut group = Group::with_title(title);

    let mut places: Vec<(Span, AnnotationKind, &str)> =
        vec![(diagnostic.span, AnnotationKind::Primary, diagnostic.label.as_str())];
    places.extend(
        diagnostic
            .related
            .iter()
            .map(|(span, label)| (*span, AnnotationKind::Context, label.as_str())),
    );
    // One snippet a file, in the order files are named.
    let mut shown = Vec::new();
    for (span, _, _) in &places {
        if !shown.contains(&span.file) {
            shown.push(span.file);
        }
    }
    for file in shown {
        let (Some(path), Some(text)) = (files.path(file), files.text(file)) else { continue };
        let spans = places.iter().filter(|(span, _, _)| span.file == file);
        let spans: Vec<_> =
            spans.map(|(span, kind, label)| (within(text, *span), kind, *label)).collect();
        let window = window(text, spans.iter().map(|(range, _, _)| range));
        if window.len() > LONGEST {
            let position = files.line_column(diagnostic.span).unwrap_or((1, 1));
            let origin = Origin::path(path).line(position.0).char_column(position.1);
            group = group.element(origin);
            continue;
        }
        let line = text[..window.start].matches('\n').count() + 1;
        let snippet = Snippet::source(&text[window.clone()]).path(path).line_start(line).fold(true);
        let snippet = spans.into_iter().fold(snippet, |snippet, (range, kind, label)| {
            let annotation = kind.span(range.start - window.start..range.end - window.start);
            let annotation = if label.is_empty() { annotation } else { annotation.label(label) };
            snippet.annotation(annotation)
        });
        group = group.element(snippet);
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    vec![group]
}

/// How much text of a file is looked through to show a mistake in it, in bytes. Where it would be more
/// (a line of megabytes, two places that far apart) only the place is named.
const LONGEST: usize = 1 << 16;

/// The lines that hold all of these ranges, with those beside them.
fn window<'r>(text: &str, ranges: impl Iterator<Item = &'r Range<usize>> + Clone) -> Range<usize> {
    let start = ranges.clone().map(|range| range.start).min().unwrap_or(0);
    let end = ranges.map(|range| range.end).max().unwrap_or(0);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = text[..line.saturating_sub(1)].rfind('\n').map_or(0, |at| at + 1);
    let mut ends = text[end..].match_indices('\n').map(|(at, _)| end + at + 1);
    let after = ends.by_ref().take(2).last();
    let after = after.filter(|at| text[end..*at].matches('\n').count() == 2);
    before..after.unwrap_or(text.len())
}

/// A span as a range that lies within the text, on character boundaries.
fn within(text: &str, span: Span) -> std::ops::Range<usize> {
    let boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let range = span.range();
    let start = boundary(range.start);
    start..boundary(range.end).max(start)
}

/// Mistakes as JSON: code, severity, message, path, line and column (from 1), bytes, hints.
pub(crate) fn as_json(diagnostics: Diagnostics, files: &Files, terminal: &Terminal) -> Value {
    let diagnostics = shortened(diagnostics, files, terminal.messages);
    let place = |span: Span| {
        let position = files.line_column(span);
        json!({
            "path": files.path(span.file),
            "line": position.map(|(line, _)| line),
            "column": position.map(|(_, column)| column),
            "start": files.path(span.file).map(|_| span.start),
            "end": files.path(span.file).map(|_| span.end),
        })
    };
    diagnostics
        .iter()
        .map(|d| {
            json!({
                "code": d.code,
                "severity": d.severity,
                "message": d.message,
                "label": d.label,
                "at": place(d.span),
                "related": d.related.iter().map(|(span, label)| {
                    json!({ "label": label, "at": place(*span) })
                }).collect::<Vec<_>>(),
                "hints": d.hints,
            })
        })
        .collect()
}

//! What Typst says is wrong, for the author of a theme or of a brief.

use briefing_plugin::OutputMistake;
use typst::WorldExt as _;
use typst::diag::{Severity, SourceDiagnostic, Tracepoint};
use typst::syntax::DiagSpan;

use crate::world::Brief;

/// Errors as mistakes, in Typst's order.
pub(crate) fn mistakes<'a>(
    brief: &Brief,
    diagnostics: impl IntoIterator<Item = &'a SourceDiagnostic>,
) -> Vec<OutputMistake> {
    // What is wrong with the line that was added to the theme's is wrong with what stands before it.
    let is_added = |diagnostic: &&SourceDiagnostic| {
        let place = diagnostic.span.id().zip(brief.range(diagnostic.span));
        place.is_some_and(|(id, range)| brief.theme.is_added(id, range.start))
    };
    let (added, own): (Vec<_>, Vec<_>) = diagnostics.into_iter().partition(is_added);
    let told = if own.is_empty() { added } else { own };
    told.into_iter().map(|diagnostic| mistake(brief, diagnostic)).collect()
}

/// Warnings about the theme's own files: a font that does not exist, say. A page that its author
/// did not mean is not published.
pub(crate) fn own_warnings<'a>(
    brief: &Brief,
    diagnostics: impl IntoIterator<Item = &'a SourceDiagnostic>,
) -> Vec<OutputMistake> {
    let is_own = |diagnostic: &SourceDiagnostic| {
        diagnostic.span.id().and_then(|id| brief.theme.name(id)).is_some_and(|(_, own)| own)
    };
    let warning = |diagnostic: &SourceDiagnostic| {
        if is_own(diagnostic) {
            return Some(mistake(brief, diagnostic));
        }
        // A family that the theme names and a shipped file uses: `brief(…, body-font: "Helvetia")`.
        let family = diagnostic.message.strip_prefix("unknown font family: ")?;
        let theme = Some(brief.theme.own_place(family)?);
        Some(OutputMistake { theme, ..mistake(brief, diagnostic) })
    };
    diagnostics
        .into_iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Warning)
        .filter_map(warning)
        .collect()
}

fn mistake(brief: &Brief, diagnostic: &SourceDiagnostic) -> OutputMistake {
    let mut hints: Vec<String> = diagnostic.hints.iter().map(|hint| hint.v.to_string()).collect();
    let mut theme = place(brief, diagnostic.span);
    // An error in a shipped file is shown where the theme called it.
    if !theme.as_ref().is_some_and(|(_, own)| *own) {
        let calls = diagnostic.trace.iter().filter(|point| !matches!(point.v, Tracepoint::Show(_)));
        let called = calls.filter_map(|point| place(brief, point.span)).find(|(_, own)| *own);
        if let (Some(_), Some(((file, line, column), _))) = (&called, &theme) {
            hints.push(format!("it happened in `{file}`, line {line}, column {column}"));
        }
        theme = called.or(theme);
    }
    OutputMistake {
        message: diagnostic.message.to_string(),
        near: None,
        character: None,
        hints,
        theme: theme.map(|(place, _)| place),
    }
}

type Place = ((String, usize, usize), bool);

/// File, line and column from 1, and whether the file is the theme's own.
fn place(brief: &Brief, span: impl Into<DiagSpan>) -> Option<Place> {
    let span = span.into();
    let id = span.id()?;
    let (name, own) = brief.theme.name(id)?;
    let (line, column) = brief
        .theme
        .source(id)
        .zip(brief.range(span))
        .and_then(|(source, range)| source.lines().byte_to_line_column(range.start))
        .unwrap_or_default();
    Some(((name.to_owned(), line + 1, column + 1), own))
}

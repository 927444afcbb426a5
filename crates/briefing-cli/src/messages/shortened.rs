//! The first messages about each file, and how many others there are.

use std::collections::BTreeMap;

use briefing_loader::codes;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, FileId, Files, Severity, Span};
use briefing_model::limits::Limit;

/// Mistakes in the order of files and lines: of each file no more than `most`, errors rather than
/// warnings, then one that says how many there are besides.
pub(super) fn shortened(mut diagnostics: Diagnostics, files: &Files, most: usize) -> Diagnostics {
    diagnostics.sort(files);
    let mut counts: BTreeMap<FileId, Counts> = BTreeMap::new();
    for found in &diagnostics {
        *counts.entry(found.span.file).or_default().of(found.severity) += 1;
    }
    let mut shown: BTreeMap<FileId, Counts> = BTreeMap::new();
    let mut kept = Diagnostics::new();
    let mut last = None;
    for found in diagnostics {
        let file = found.span.file;
        if last.is_some_and(|last| last != file) {
            kept.extend(last.and_then(|last| rest(last, &counts, &shown, files, most)));
        }
        last = Some(file);
        let errors = counts.get(&file).map_or(0, |counts| counts.errors);
        let most = match found.severity {
            Severity::Error => most,
            Severity::Warning => most.saturating_sub(errors),
        };
        let shown = shown.entry(file).or_default().of(found.severity);
        if *shown < most {
            *shown += 1;
            kept.push(found);
        }
    }
    kept.extend(last.and_then(|last| rest(last, &counts, &shown, files, most)));
    kept
}

/// Errors and warnings of a file.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    errors: usize,
    warnings: usize,
}

impl Counts {
    fn of(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        }
    }
}

/// What is said of the messages about a file that are not shown; nothing where there are none.
fn rest(
    file: FileId,
    counts: &BTreeMap<FileId, Counts>,
    shown: &BTreeMap<FileId, Counts>,
    files: &Files,
    most: usize,
) -> Option<Diagnostic> {
    let (all, shown) = (counts.get(&file)?, shown.get(&file).copied().unwrap_or_default());
    let errors = all.errors - shown.errors;
    let warnings = all.warnings - shown.warnings;
    let count = |n: usize, word: &str| match n {
        0 => None,
        1 => Some(format!("1 more {word}")),
        n => Some(format!("{n} more {word}s")),
    };
    let counted: Vec<String> =
        [count(errors, "mistake"), count(warnings, "warning")].into_iter().flatten().collect();
    if counted.is_empty() {
        return None;
    }
    let place =
        files.path(file).map_or("without a place".to_owned(), |path| format!("in `{path}`"));
    let message = format!("{} {place}", counted.join(" and "));
    let span = if file == FileId::NONE { Span::NONE } else { Span::new(file, 0..0) };
    let hint = format!("`--limit {}={}` shows all", Limit::Messages, most + errors + warnings);
    let diagnostic = match errors {
        0 => Diagnostic::warning(codes::MORE_MESSAGES, span, message),
        _ => Diagnostic::error(codes::MORE_MESSAGES, span, message),
    };
    Some(diagnostic.hint(hint))
}

#[cfg(test)]
mod tests {
    use briefing_model::diagnostic::Code;

    use super::*;

    #[test]
    fn errors_come_before_warnings_and_the_rest_is_counted() {
        let mut files = Files::default();
        let [one, two] = ["a.toml", "b.toml"].map(|path| files.add(path, "0123456789"));
        let at = |file, at: usize| Span::new(file, at..at);
        let mut found = Diagnostics::new();
        for place in [1, 2, 3] {
            found.push(Diagnostic::warning(Code("W"), at(one, place), "w"));
        }
        for place in [7, 8] {
            found.push(Diagnostic::error(Code("E"), at(one, place), "e"));
        }
        found.push(Diagnostic::error(Code("E"), at(two, 1), "e"));
        let said = |most| -> Vec<(String, String, u32)> {
            let kept = shortened(found.clone(), &files, most);
            let said = kept.iter().map(|found| {
                let path = files.path(found.span.file).unwrap_or_default().to_owned();
                (path, found.message.clone(), found.span.start)
            });
            said.collect()
        };
        let item = |path: &str, message: &str, at| (path.to_owned(), message.to_owned(), at);
        assert_eq!(
            said(3),
            [
                item("a.toml", "w", 1),
                item("a.toml", "e", 7),
                item("a.toml", "e", 8),
                item("a.toml", "2 more warnings in `a.toml`", 0),
                item("b.toml", "e", 1),
            ]
        );
        assert_eq!(said(1)[1], item("a.toml", "1 more mistake and 3 more warnings in `a.toml`", 0));
        assert_eq!(said(5).len(), 6);
        let more = shortened(found.clone(), &files, 3);
        let more = more.iter().find(|found| found.code == codes::MORE_MESSAGES).unwrap();
        assert_eq!(more.severity, Severity::Warning);
        assert_eq!(more.hints, ["`--limit messages=5` shows all"]);
    }
}

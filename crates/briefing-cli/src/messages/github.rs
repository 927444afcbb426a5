//! Mistakes as commands of a GitHub workflow, which make annotations of them: on the lines of a pull
//! request, and in the summary of the run.
//!
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use briefing_model::diagnostic::{Diagnostic, Diagnostics, Files, Severity, Span};

use super::region::Region;

/// One command a line, for each mistake. The files of the project are below `prefix`.
///
/// What is printed goes to standard output, and what people read still goes to standard error:
/// GitHub shows ten errors and ten warnings of a step at most, annotations have no snippet, and
/// runners that speak the same language (Gitea's, Forgejo's) show none, so that the log must be
/// whole by itself. Biome does so too; Ruff prints the commands alone, and writes the place into each
/// message instead.
pub(super) fn commands(diagnostics: &Diagnostics, files: &Files, prefix: &str) -> String {
    diagnostics.iter().map(|diagnostic| command(diagnostic, files, prefix)).collect()
}

/// The command for a run that could not be ended.
pub(super) fn failure(text: &str) -> String {
    format!("::error title={}::{}\n", property("briefing"), data(text))
}

fn command(diagnostic: &Diagnostic, files: &Files, prefix: &str) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut properties = Vec::new();
    if let Some(path) = files.path(diagnostic.span.file) {
        properties.push(format!("file={}", property(&format!("{prefix}{path}"))));
    }
    if let Some(region) = Region::of(files, diagnostic.span) {
        properties.push(format!("line={},endLine={}", region.line, region.end_line));
        // GitHub drops annotations that have columns on different lines.
        if region.line == region.end_line {
            properties.push(format!("col={},endColumn={}", region.column, region.end_column));
        }
    }
    properties.push(format!("title={}", property(diagnostic.code.0)));
    format!("::{name} {}::{}\n", properties.join(","), data(&message(diagnostic, files, prefix)))
}

/// All that is said of a mistake, a line each.
fn message(diagnostic: &Diagnostic, files: &Files, prefix: &str) -> String {
    let mut lines = vec![diagnostic.message.clone()];
    if !diagnostic.label.is_empty() {
        lines.push(diagnostic.label.clone());
    }
    lines.extend(diagnostic.related.iter().map(|(span, label)| match place(files, *span) {
        Some(place) => format!("{prefix}{place}: {label}"),
        None => label.clone(),
    }));
    lines.extend(diagnostic.hints.iter().map(|hint| format!("help: {hint}")));
    lines.join("\n")
}

fn place(files: &Files, span: Span) -> Option<String> {
    let (line, column) = files.line_column(span)?;
    Some(format!("{}:{line}:{column}", files.path(span.file)?))
}

/// Text after the last `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use briefing_model::diagnostic::Code;

    use super::*;

    /// What the runner makes of a line: name, properties, message.
    fn parse(line: &str) -> (String, Vec<(String, String)>, String) {
        let rest = line.strip_prefix("::").and_then(|rest| rest.strip_suffix('\n')).unwrap_or("");
        let (head, message) = rest.split_once("::").unwrap_or_default();
        let (name, properties) = head.split_once(' ').unwrap_or_default();
        let undo = |text: &str| {
            text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",")
        };
        let properties = properties.split(',').filter_map(|pair| pair.split_once('='));
        let properties =
            properties.map(|(key, value)| (key.to_owned(), undo(value).replace("%25", "%")));
        let message = message.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
        (name.to_owned(), properties.collect(), message)
    }

    #[test]
    fn whatever_is_in_a_message_stays_in_it() {
        let mut files = Files::default();
        let file = files.add("data/a,b:c%.toml", "x = 1\ny = 2\n");
        let said = "100% of `a::b`, they say\r\n::error::forged";
        let diagnostic = Diagnostic::error(Code("B0101"), Span::new(file, 0..5), said)
            .label("here")
            .related(Span::new(file, 6..7), "and here")
            .hint("write 50%");
        let line = command(&diagnostic, &files, "briefs/");
        assert_eq!(line.matches('\n').count(), 1, "{line}");
        let (name, properties, message) = parse(&line);
        assert_eq!(name, "error");
        let expected = [
            ("file", "briefs/data/a,b:c%.toml"),
            ("line", "1"),
            ("endLine", "1"),
            ("col", "1"),
            ("endColumn", "6"),
            ("title", "B0101"),
        ];
        assert_eq!(properties, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
        let lines = format!("{said}\nhere\nbriefs/data/a,b:c%.toml:2:1: and here\nhelp: write 50%");
        assert_eq!(message, lines);
    }

    #[test]
    fn lines_have_columns_and_blocks_have_none() {
        let mut files = Files::default();
        let file = files.add("a.toml", "x = 1\ny = 2\n");
        let warning = Diagnostic::warning(Code("B0901"), Span::new(file, 0..11), "m");
        let line = command(&warning, &files, "");
        assert_eq!(line, "::warning file=a.toml,line=1,endLine=2,title=B0901::m\n");
        let nowhere = Diagnostic::error(Code("B0503"), Span::NONE, "m");
        assert_eq!(command(&nowhere, &files, ""), "::error title=B0503::m\n");
    }
}

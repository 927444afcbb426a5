//! Mistakes as SARIF, the OASIS standard for what a checker found, which code scanning reads.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>; what GitHub makes of it:
//! <https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>
//!
//! Written by hand: `serde-sarif` makes its types from the schema at build time, with a second `syn`
//! and nine crates besides, for the thirty keys below. A test holds them against the schema.

use std::collections::BTreeMap;

use briefing_model::diagnostic::{
    Code, CodePage, Diagnostic, Diagnostics, FileId, Files, Severity, Span,
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::fingerprint;
use super::region::Region;

/// What paths are relative to. It has no address of its own: a log says the same wherever it was made.
const ROOT: &str = "%SRCROOT%";
/// Where a finding stands that is about the project as a whole: code scanning takes none without a
/// place.
const SETTINGS: &str = "reports/project.toml";
/// What may not stand in a path of a URI.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The log of a run that was ended, whatever it found. The files of the project are below `prefix`.
pub(super) fn log(
    diagnostics: &Diagnostics,
    files: &Files,
    prefix: &str,
    pages: &[&CodePage],
) -> Value {
    let rules = Rules::of(diagnostics, pages);
    let mut places = Places { files, prefix, names: BTreeMap::new() };
    let results: Vec<Value> =
        diagnostics.iter().map(|found| result(found, &rules, &mut places)).collect();
    wrap(json!({ "executionSuccessful": true }), &rules.descriptors(), &results)
}

/// The log of a run that was not.
pub(super) fn failure(text: &str) -> Value {
    let said = json!({ "level": "error", "message": { "text": plain(text) } });
    let invocation = json!({ "executionSuccessful": false, "toolExecutionNotifications": [said] });
    wrap(invocation, &[], &[])
}

fn wrap(invocation: Value, rules: &[Value], results: &[Value]) -> Value {
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Briefing",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            } },
            "invocations": [invocation],
            "originalUriBaseIds": { ROOT: {
                "description": { "text": "the folder that the repository is checked out to" },
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// The codes that were found, each with its page, and as bad as its worst finding.
struct Rules<'a>(Vec<(Code, Option<&'a CodePage>, Severity)>);

impl<'a> Rules<'a> {
    fn of(diagnostics: &Diagnostics, pages: &[&'a CodePage]) -> Self {
        let mut worst: BTreeMap<Code, Severity> = BTreeMap::new();
        for found in diagnostics {
            let level = worst.entry(found.code).or_insert(found.severity);
            *level = found.severity.min(*level);
        }
        let page = |code| pages.iter().find(|page| page.code == code).copied();
        Self(worst.into_iter().map(|(code, level)| (code, page(code), level)).collect())
    }

    fn index(&self, code: Code) -> Option<usize> {
        self.0.iter().position(|(other, _, _)| *other == code)
    }

    fn descriptors(&self) -> Vec<Value> {
        let descriptors = self.0.iter().map(|(code, page, severity)| {
            let title = page.map_or(code.0, |page| page.title);
            let text = page.map_or(code.0, |page| page.page.trim_end());
            json!({
                "id": code,
                "shortDescription": { "text": title },
                "fullDescription": { "text": text.split("\n\n").next().unwrap_or(text) },
                "help": { "text": text, "markdown": text },
                "defaultConfiguration": { "level": level(*severity) },
            })
        });
        descriptors.collect()
    }
}

fn result(found: &Diagnostic, rules: &Rules<'_>, places: &mut Places<'_>) -> Value {
    let mut result = json!({
        "ruleId": found.code,
        "ruleIndex": rules.index(found.code),
        "level": level(found.severity),
        "message": { "text": message(found) },
        "locations": [places.location(found.span, None)],
    });
    let related: Vec<Value> =
        found.related.iter().map(|(span, label)| places.location(*span, Some(label))).collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    if let Some(fingerprints) = places.fingerprints(found.span) {
        result["partialFingerprints"] = fingerprints;
    }
    result
}

/// What is wrong, what stands beside the words, and the fix, a line each.
fn message(found: &Diagnostic) -> String {
    let label = Some(found.label.clone()).filter(|label| !label.is_empty());
    let hints = found.hints.iter().map(|hint| format!("help: {hint}"));
    let lines: Vec<String> =
        std::iter::once(found.message.clone()).chain(label).chain(hints).collect();
    plain(&lines.join("\n"))
}

/// Text without links: in a message, `[words](1)` is one.
fn plain(text: &str) -> String {
    text.replace("](", "\\](")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

struct Places<'a> {
    files: &'a Files,
    prefix: &'a str,
    /// The names of the lines of a file, once they were asked for.
    names: BTreeMap<FileId, Vec<String>>,
}

impl Places<'_> {
    fn location(&self, span: Span, label: Option<&str>) -> Value {
        let path = self.files.path(span.file).unwrap_or(SETTINGS);
        let path = format!("{}{path}", self.prefix);
        let uri = utf8_percent_encode(&path, PATH).to_string();
        // A folder that was named from the root of the disk is below no other.
        let artifact = if uri.starts_with('/') {
            json!({ "uri": format!("file://{uri}") })
        } else {
            json!({ "uri": uri, "uriBaseId": ROOT })
        };
        let mut location = json!({ "physicalLocation": { "artifactLocation": artifact } });
        if let Some(region) = Region::of(self.files, span) {
            location["physicalLocation"]["region"] = json!({
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column,
            });
        }
        if let Some(label) = label {
            location["message"] = json!({ "text": plain(label) });
        }
        location
    }

    /// By which a finding is known again when lines were added above it: the name of its line, and
    /// how far into the line it stands.
    fn fingerprints(&mut self, span: Span) -> Option<Value> {
        // Of a file that is not read there are no lines to name.
        let text = self.files.text(span.file).filter(|text| !text.is_empty())?;
        let region = Region::of(self.files, span)?;
        let names = self.names.entry(span.file).or_insert_with(|| fingerprint::of_lines(text));
        let line = text.split('\n').nth(region.line - 1)?;
        let indent = line.chars().take_while(|character| character.is_whitespace()).count();
        let column = (region.column - 1).saturating_sub(indent);
        Some(json!({
            "primaryLocationLineHash": names.get(region.line - 1)?,
            "primaryLocationStartColumnFingerprint": column.to_string(),
        }))
    }
}

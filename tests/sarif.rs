//! `--format sarif`, read as code scanning reads it.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

#[path = "folder.rs"]
#[allow(dead_code, reason = "shared with the cases")]
mod folder;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").canonicalize().unwrap()
}

/// The log of a project, and what the same mistakes are as JSON.
fn check(project: &Path) -> (Value, Value) {
    let printed = |format| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
        command.args(["check", "--format", format]).current_dir(project);
        command.env_remove("GITHUB_WORKSPACE").env_remove("SOURCE_DATE_EPOCH");
        serde_json::from_slice(&command.output().unwrap().stdout).unwrap()
    };
    (printed("sarif"), printed("json"))
}

fn project(case: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    folder::begin(&tests(), case, folder.path()).unwrap();
    folder
}

/// The bytes of a region, found as the standard says: lines from 1, columns in characters.
fn bytes(text: &str, region: &Value) -> (usize, usize) {
    let offset = |line: &str, column: &str| {
        let number = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
        let before: usize = text.split_inclusive('\n').take(number(line) - 1).map(str::len).sum();
        before + text[before..].chars().take(number(column) - 1).map(char::len_utf8).sum::<usize>()
    };
    (offset("startLine", "startColumn"), offset("endLine", "endColumn"))
}

/// All cases there are, whatever is wrong in them: the log is valid, and says what JSON says, at the
/// same place.
#[test]
fn every_log_is_valid_and_says_what_json_says() {
    let schema = fs::read_to_string(tests().join("schemas/sarif-2.1.0.json")).unwrap();
    // A bracket that stands for itself, which only the lax expressions of browsers allow.
    let schema = schema.replace("{2}]?$", "{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(!validator.is_valid(&serde_json::json!({ "version": "2.1.0" })));
    let (mut logs, mut results, mut with_region) = (0, 0, 0);
    for feature in folder::folders(&tests().join("cases")) {
        for case in folder::folders(&feature) {
            let project = project(&case);
            let (log, json) = check(project.path());
            let errors: Vec<String> =
                validator.iter_errors(&log).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", case.display());
            logs += 1;
            let Some(diagnostics) = json["diagnostics"].as_array() else { continue };
            let run = &log["runs"][0];
            let found = run["results"].as_array().unwrap();
            assert_eq!(found.len(), diagnostics.len(), "{}", case.display());
            for (result, diagnostic) in found.iter().zip(diagnostics) {
                let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
                let rule = &run["tool"]["driver"]["rules"][index];
                assert_eq!(rule["id"], result["ruleId"]);
                assert_eq!(result["ruleId"], diagnostic["code"]);
                assert_eq!(result["level"], diagnostic["severity"]);
                let message = result["message"]["text"].as_str().unwrap().replace("\\](", "](");
                assert!(message.starts_with(diagnostic["message"].as_str().unwrap()));
                results += 1;
                let place = &result["locations"][0]["physicalLocation"];
                let Some(path) = diagnostic["at"]["path"].as_str() else { continue };
                let uri = place["artifactLocation"]["uri"].as_str().unwrap();
                assert_eq!(percent_encoding::percent_decode_str(uri).decode_utf8().unwrap(), path);
                let Ok(text) = fs::read_to_string(project.path().join(path)) else { continue };
                let (start, end) = bytes(&text, &place["region"]);
                let at = |key: &str| usize::try_from(diagnostic["at"][key].as_u64().unwrap());
                assert_eq!(start, at("start").unwrap().min(text.len()), "{path}");
                assert!(start <= end && end <= at("end").unwrap().max(start), "{path}");
                with_region += 1;
            }
        }
    }
    assert!(logs > 100 && results > 100 && with_region > 100, "{logs} {results} {with_region}");
}

/// What is added above a mistake does not make another one of it; a second one is another.
#[test]
fn a_finding_is_known_again_when_lines_move() {
    let case = tests().join("cases/formats/sarif");
    let fingerprints = |log: &Value| -> Vec<Value> {
        let results = log["runs"][0]["results"].as_array().unwrap().iter();
        let located = results.filter(|result| {
            let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            place == "data/events/2024-gansu.toml"
        });
        located.map(|result| result["partialFingerprints"].clone()).collect()
    };
    let project = project(&case);
    let (before, _) = check(project.path());
    let path = project.path().join("data/events/2024-gansu.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("# 甘肃\n\n{text}")).unwrap();
    let (after, _) = check(project.path());
    assert_ne!(before, after);
    let (before, after) = (fingerprints(&before), fingerprints(&after));
    assert!(before.len() > 1 && before[0] != before[1], "{before:?}");
    assert_eq!(before, after);
}

//! What is absent from the code: the invariants of `crates/README.md`.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Code lines of Rust files below a folder, with their place. Comments do not count, and neither
/// does a module of tests at the end of a file.
fn code(folder: &Path) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            lines.extend(code(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            for (index, line) in text.lines().enumerate() {
                if line.starts_with("#[cfg(test)]") {
                    break;
                }
                let code = line.split("//").next().unwrap_or_default();
                lines.push((format!("{}:{}", path.display(), index + 1), code.to_owned()));
            }
        }
    }
    assert!(!lines.is_empty(), "no code in {}", folder.display());
    lines
}

/// Whether a word stands in a line as a word.
fn names(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(is_part) && !line[at + word.len()..].starts_with(is_part)
    })
}

fn assert_absent(folder: &str, words: &[&str]) {
    let found: Vec<String> = code(&root().join("crates").join(folder).join("src"))
        .into_iter()
        .filter(|(_, line)| words.iter().any(|word| names(line, word)))
        .map(|(place, line)| format!("{place}: {}", line.trim()))
        .collect();
    assert!(found.is_empty(), "{folder} names {words:?}:\n{}", found.join("\n"));
}

#[test]
fn the_model_and_comparisons_do_no_io() {
    let world = ["std::fs", "std::env", "std::net", "std::process", "SystemTime", "Instant"];
    assert_absent("briefing-model", &world);
    assert_absent("briefing-diff", &world);
}

#[test]
fn no_binary_fraction_comes_near_a_figure() {
    assert_absent("briefing-model", &["f32", "f64"]);
    assert_absent("briefing-diff", &["f32", "f64"]);
    assert_absent("briefing-metrics", &["f32", "f64"]);
}

#[test]
fn only_the_publisher_and_the_binary_write() {
    let writes = ["fs::write", "File::create", "fs::rename", "fs::remove_file", "fs::create_dir"];
    for krate in [
        "briefing-model",
        "briefing-plugin",
        "briefing-loader",
        "briefing-metrics",
        "briefing-template",
    ] {
        assert_absent(krate, &writes);
    }
    for krate in ["briefing-output-html", "briefing-output-pdf", "briefing-output-data"] {
        assert_absent(krate, &writes);
    }
    let reporter = code(&root().join("crates/briefing-reporter/src"));
    for (place, line) in reporter {
        let writes = writes.iter().any(|word| names(&line, word));
        let is_publisher = place.contains("src/publish.rs") || place.contains("src/publish/");
        assert!(!writes || is_publisher, "{place}: {line}");
    }
}

/// What lies in the output folder may have come from anywhere: it is reached by handles that follow no
/// link.
#[test]
fn the_output_folder_is_reached_by_handles() {
    let ambient = ["fs::read", "fs::write", "fs::read_dir", "fs::remove_dir_all", "File::open"];
    let found: Vec<String> = code(&root().join("crates/briefing-reporter/src"))
        .into_iter()
        .filter(|(place, line)| {
            !place.contains("tests.rs") && ambient.iter().any(|word| names(line, word))
        })
        .map(|(place, line)| format!("{place}: {}", line.trim()))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn only_workers_are_processes() {
    for krate in [
        "briefing-evidence",
        "briefing-text",
        "briefing-loader",
        "briefing-metrics",
        "briefing-template",
        "briefing-output-html",
        "briefing-output-pdf",
        "briefing-output-data",
        "briefing-reporter",
    ] {
        assert_absent(krate, &["Command::new", "process::Command"]);
    }
}

#[test]
fn each_engine_is_named_by_one_crate() {
    let engines = [
        ("toml", "briefing-loader"),
        ("toml_edit", "briefing-loader"),
        // The files that are read, and what is written.
        ("schemars", "briefing-loader"),
        ("schemars", "briefing-facts"),
        ("schemars", "briefing-diff"),
        ("jsonschema", "briefing-loader"),
        ("hayro-interpret", "briefing-text"),
        ("scraper", "briefing-text"),
        ("encoding_rs", "briefing-text"),
        ("handlebars", "briefing-template"),
        ("comrak", "briefing-template"),
        ("typst", "briefing-output-pdf"),
        ("comemo", "briefing-output-pdf"),
        ("cap-std", "briefing-files"),
        ("cap-fs-ext", "briefing-files"),
        ("landlock", "briefing-worker"),
        ("seccompiler", "briefing-worker"),
        ("clap", "briefing-cli"),
        ("anyhow", "briefing-cli"),
        ("indicatif", "briefing-cli"),
        ("annotate-snippets", "briefing-cli"),
    ];
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(manifest) = fs::read_to_string(folder.join("Cargo.toml")) else { continue };
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let dependencies = manifest
            .split("[dependencies]")
            .nth(1)
            .and_then(|rest| rest.split("\n[").next())
            .unwrap_or_default();
        for (engine, _) in engines {
            let owned = engines.contains(&(engine, &*name));
            let named = dependencies.lines().any(|line| {
                line.strip_prefix(engine).is_some_and(|rest| rest.starts_with(['.', ' ', '=', '-']))
            });
            // The benchmarks measure engines by name and ship with nothing.
            assert!(!named || owned || name == "briefing-bench", "{name} names {engine}");
        }
    }
}

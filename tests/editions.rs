//! The repository's own briefs, built: the same bytes everywhere, and the same figures in every
//! file of an edition.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn briefing() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
    command.env_remove("SOURCE_DATE_EPOCH").arg("-C").arg(root());
    command
}

fn succeeds(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// The files below a folder by path, links left out.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                let path = entry.path().strip_prefix(folder).unwrap().to_path_buf();
                found.insert(path, fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

#[test]
fn the_same_bytes_on_one_thread_and_on_eight_in_any_zone_locale_and_folder() {
    let (one, eight) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let elsewhere = tempfile::tempdir().unwrap();
    succeeds(briefing().args(["build", "--jobs", "1", "--quiet", "--out"]).arg(one.path()));
    succeeds(
        briefing()
            .args(["build", "--jobs", "8", "--quiet", "--out"])
            .arg(eight.path())
            .current_dir(elsewhere.path())
            .env("TZ", "Asia/Shanghai")
            .env("LANG", "zh_CN.UTF-8")
            .env("LC_ALL", "zh_CN.UTF-8"),
    );
    let (one, eight) = (files(one.path()), files(eight.path()));
    assert!(one.len() > 30, "{} files", one.len());
    assert!(one.keys().eq(eight.keys()));
    for (path, bytes) in &one {
        assert!(eight[path] == *bytes, "{} differs", path.display());
    }
}

/// Text without white space: lines break elsewhere in every format.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{2060}' | '\u{200b}'))
        .collect()
}

fn pdf_text(path: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8"])
        .arg(path)
        .arg("-")
        .output()
        .expect("this test reads PDFs with `pdftotext`: install `poppler-utils`");
    assert!(output.status.success());
    squeezed(&String::from_utf8(output.stdout).unwrap())
}

fn html_text(path: &Path) -> String {
    let page = fs::read_to_string(path).unwrap();
    let page = scraper::Html::parse_document(&page);
    let body = scraper::Selector::parse("body").unwrap();
    squeezed(&page.select(&body).flat_map(|body| body.text()).collect::<String>())
}

/// The figures of a metric's rows, as `briefing query` gives them for one brief.
fn queried(report: &str, key: Option<&str>, metric: &str) -> Vec<Value> {
    let name = format!("{report}/{metric}");
    let mut command = briefing();
    command.args(["query", &name, "--format", "json"]);
    command.args(key.map(|key| ["--only", key]).into_iter().flatten());
    let text = succeeds(&mut command);
    let value: Value = serde_json::from_str(&text).unwrap();
    let metric = &value["metrics"][0];
    let rows = metric["rows"].as_array().unwrap().iter();
    rows.chain(std::iter::once(&metric["total"]).filter(|total| !total.is_null()))
        .map(|row| row["figure"].clone())
        .collect()
}

#[test]
fn every_figure_is_in_the_pdf_the_page_and_the_results() {
    let out = tempfile::tempdir().unwrap();
    succeeds(
        briefing()
            .args(["build", "--quiet", "--outputs", "html,pdf,json", "--out"])
            .arg(out.path()),
    );
    let mut results: BTreeMap<(PathBuf, String), Vec<Value>> = BTreeMap::new();
    let mut figures = 0;
    let files = files(out.path());
    let documents = files.iter().filter(|(path, _)| path.ends_with("brief.json"));
    for (path, bytes) in documents {
        let document: Value = serde_json::from_slice(bytes).unwrap();
        let report = document["meta"]["report"].as_str().unwrap();
        let key = document["meta"]["key"].as_str();
        let folder = out.path().join(path.parent().unwrap());
        let (pdf, html) =
            (pdf_text(&folder.join("brief.pdf")), html_text(&folder.join("brief.html")));
        for fact in document["facts"].as_array().unwrap() {
            let text = squeezed(fact["text"].as_str().unwrap());
            let place = format!("{}: {} “{text}”", folder.display(), fact["label"]);
            assert!(pdf.contains(&text), "not in the PDF: {place}");
            assert!(html.contains(&text), "not on the page: {place}");
            let metric = fact["metric"].as_str().unwrap();
            // A claim printed as it is stands under no metric.
            if !metric.is_empty() {
                let rows = results
                    .entry((folder.clone(), metric.to_owned()))
                    .or_insert_with(|| queried(report, key, metric));
                assert!(rows.contains(&fact["figure"]), "not in the results: {place}");
            }
            figures += 1;
        }
    }
    assert!(figures > 100, "{figures} figures");
}

//! The repository's own briefs, built: the same bytes everywhere, and the same figures in every
//! file of an edition.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::collections::{BTreeMap, BTreeSet};
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

/// The repository's project in another folder, its files written in the opposite order.
fn copied() -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for part in ["reports", "data"] {
        for (path, bytes) in files(&root().join(part)).into_iter().rev() {
            let path = copy.path().join(part).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    copy
}

#[test]
fn the_same_bytes_whatever_the_threads_zone_locale_user_folder_and_order_of_files() {
    let (one, eight) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (elsewhere, home, copy) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), copied());
    succeeds(briefing().args(["build", "--jobs", "1", "--quiet", "--out"]).arg(one.path()));
    let mut other = Command::new("sh");
    other
        .args(["-c", "umask 077; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_briefing"), "-C"])
        .arg(copy.path())
        .args(["build", "--jobs", "8", "--quiet", "--out"])
        .arg(eight.path())
        .current_dir(elsewhere.path())
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .envs([("TZ", "Asia/Shanghai"), ("LANG", "zh_CN.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")])
        .envs([("USER", "somebody"), ("LOGNAME", "somebody")])
        .env("HOME", home.path());
    succeeds(&mut other);
    let (one, eight) = (files(one.path()), files(eight.path()));
    assert!(one.len() > 30, "{} files", one.len());
    assert!(one.keys().eq(eight.keys()));
    for (path, bytes) in &one {
        assert!(eight[path] == *bytes, "{} differs", path.display());
    }
}

#[test]
fn source_date_epoch_is_the_date_of_editions() {
    let out = tempfile::tempdir().unwrap();
    let mut command = briefing();
    command.args(["build", "transfer-events", "--outputs", "json", "--quiet", "--out"]);
    succeeds(command.arg(out.path()).env("SOURCE_DATE_EPOCH", "1798761600"));
    let manifest = fs::read(out.path().join("transfer-events/current/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    assert_eq!(manifest["date"], "2027-01-01");
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
        let mut printed: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        collect_facts(&document["blocks"], &mut printed);
        for (index, fact) in document["facts"].as_array().unwrap().iter().enumerate() {
            // In a column whose head names the unit, the cell is the number alone.
            for text in &printed[&index] {
                let text = squeezed(text);
                let place = format!("{}: {} “{text}”", folder.display(), fact["label"]);
                assert!(pdf.contains(&text), "not in the PDF: {place}");
                assert!(html.contains(&text), "not on the page: {place}");
            }
            let metric = fact["metric"].as_str().unwrap();
            // A claim printed as it is stands under no metric.
            if !metric.is_empty() {
                let rows = results
                    .entry((folder.clone(), metric.to_owned()))
                    .or_insert_with(|| queried(report, key, metric));
                assert!(rows.contains(&fact["figure"]), "not in the results: {fact}");
            }
            figures += 1;
        }
    }
    assert!(figures > 100, "{figures} figures");
}

#[test]
fn the_facts_of_every_brief_are_as_their_schema_says() {
    let out = tempfile::tempdir().unwrap();
    succeeds(briefing().args(["build", "--quiet", "--outputs", "json", "--out"]).arg(out.path()));
    let schema = succeeds(briefing().args(["schema", "facts"]));
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let files = files(out.path());
    let parsed = |path: &Path| serde_json::from_slice::<Value>(&files[path]).unwrap();
    let mut facts = 0;
    let manifests: Vec<&PathBuf> =
        files.keys().filter(|path| path.ends_with("manifest.json")).collect();
    assert!(manifests.len() > 10, "{} briefs", manifests.len());
    for path in manifests {
        let folder = path.parent().unwrap();
        let manifest = parsed(path);
        assert!(manifest["files"]["facts.json"]["sha256"].is_string(), "{}", path.display());
        let value = parsed(&folder.join("facts.json"));
        let mistakes: Vec<String> =
            schema.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(mistakes.is_empty(), "{}: {mistakes:#?}", folder.display());

        // Every figure in the text is a fact in one of its texts; every fact is in the text.
        let document = parsed(&folder.join("brief.json"));
        let mut printed: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        collect_facts(&document["blocks"], &mut printed);
        let list = value["facts"].as_array().unwrap();
        assert!(printed.keys().copied().eq(0..list.len()), "{}", folder.display());
        for (index, texts) in printed {
            let fact = &list[index];
            assert_eq!(fact["id"], format!("f{}", index + 1));
            let listed: Vec<&str> =
                fact["texts"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            assert!(texts.iter().all(|text| listed.contains(&text.as_str())), "{fact}");
            // The first is the figure in full, whether it is printed so or not.
            let is_printed = |text: &&str| texts.iter().any(|other| other == text);
            assert!(listed.iter().skip(1).all(is_printed), "{fact}");
        }
        // Nothing is named that is not there.
        let ids = |of: &str| -> BTreeSet<String> {
            let list = value[of].as_array().unwrap().iter();
            list.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
        };
        let (claims, sources) = (ids("claims"), ids("sources"));
        for fact in list {
            let rests_on = ["claims", "rates"].map(|of| fact[of].as_array().unwrap().len());
            // Only a count of nothing rests on nothing.
            assert!(rests_on != [0, 0] || fact["figure"]["upper"] == "0", "{fact}");
            for claim in fact["claims"].as_array().unwrap() {
                assert!(claims.contains(claim.as_str().unwrap()), "{claim}");
            }
        }
        for claim in value["claims"].as_array().unwrap() {
            assert!(sources.contains(claim["source"].as_str().unwrap()), "{claim}");
        }
        facts += list.len();
    }
    assert!(facts > 100, "{facts} facts");
}

/// The facts in a tree of blocks, by index, with each text.
fn collect_facts(value: &Value, found: &mut BTreeMap<usize, Vec<String>>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| collect_facts(one, found)),
        Value::Object(object) => {
            if object.get("kind").is_some_and(|kind| kind == "fact") {
                let index = object["fact"].as_u64().unwrap() as usize;
                found.entry(index).or_default().push(object["text"].as_str().unwrap().to_owned());
            }
            object.values().for_each(|one| collect_facts(one, found));
        }
        _ => {}
    }
}

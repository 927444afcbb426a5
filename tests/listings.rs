//! What sources disagree about and what was corrected, read back from every format.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "binary.rs"]
mod binary;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").canonicalize().unwrap()
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The texts of a case's brief in each format, without white space: lines break elsewhere in each.
fn texts(case: &str) -> [(&'static str, String); 3] {
    let project = tempfile::tempdir().unwrap();
    copy(&tests().join("base"), project.path());
    for part in ["data", "reports"] {
        let changed = tests().join("cases").join(case).join(part);
        if changed.is_dir() {
            copy(&changed, &project.path().join(part));
        }
    }
    let ran = binary::run("briefing build --outputs md,html,pdf", project.path()).unwrap();
    let edition = project.path().join("out/fairs/2024");
    let read = |name: &str| fs::read_to_string(edition.join(name)).expect(&ran.text);
    let html = scraper::Html::parse_document(&read("brief.html"));
    let body = scraper::Selector::parse("main").unwrap();
    let html: String = html.select(&body).flat_map(|main| main.text()).collect();
    let pdf = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8"])
        .arg(edition.join("brief.pdf"))
        .arg("-")
        .output()
        .expect("this test reads PDFs with `pdftotext`: install `poppler-utils`");
    let pdf = String::from_utf8(pdf.stdout).unwrap();
    let markdown = read("brief.md").replace(['\\', '*'], "");
    [("html", squeezed(&html)), ("pdf", squeezed(&pdf)), ("md", squeezed(&markdown))]
}

fn squeezed(text: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}');
    text.chars().filter(is_kept).collect()
}

fn assert_says(case: &str, wanted: &[&str]) {
    for (format, text) in texts(case) {
        for wanted in wanted {
            assert!(text.contains(&squeezed(wanted)), "{format} does not say “{wanted}”: {text}");
        }
    }
}

#[test]
fn conflicts_say_who_gives_what_and_which_is_used() {
    assert_says(
        "conflicts/listing",
        &[
            "195 projects",
            "(2 sources, 1 independent)",
            "201 projects",
            "(2 sources, 2 independent)",
            "not used",
            "Where sources disagree, the figure that most independent sources give is used.",
            "used in Projects (best graded); Projects (all of them)",
            "Nobody disagrees about the",
        ],
    );
    assert_says(
        "conflicts/in-chinese",
        &[
            "（2个来源，其中独立来源1个）",
            "未采用",
            "来源不一致时，采用独立来源最多的数值。",
            "没有更正过的陈述。",
        ],
    );
}

#[test]
fn corrections_say_from_what_by_whom_and_why() {
    assert_says(
        "corrections/applied",
        &[
            "corrected from 306.2 billion yuan by the desk on 2 February 2025: A misplaced decimal point",
            "corrected from 195 projects, signed by the desk on 1 February 2025",
            "not used, by decision of the desk on 3 February 2025: It speaks of another fair.",
            "more than 172 projects",
        ],
    );
    assert_says("corrections/none", &["No claim was corrected.", "Nothing to correct."]);
}

/// What a run prints on standard output.
fn printed(arguments: &[&str], project: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_briefing"))
        .args(arguments)
        .current_dir(project)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Claims that are printed as CSV and put into a file of `data/claims/` are the same claims.
fn read_back(project: &Path) {
    let csv = ["query", "--claims", "--format", "csv"];
    let json = ["query", "--claims", "--format", "json"];
    let (table, value) = (printed(&csv, project), printed(&json, project));
    assert!(table.lines().count() > 3, "{table}");
    read_back_table(project, &table);
    let claims = |text: &str| {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        value["claims"].clone()
    };
    assert_eq!(claims(&printed(&json, project)), claims(&value));
}

#[test]
fn claims_are_read_back_from_csv() {
    let root = tests().join("..").canonicalize().unwrap();
    let project = tempfile::tempdir().unwrap();
    for part in ["data", "reports"] {
        fs::create_dir_all(project.path().join(part)).unwrap();
        copy(&root.join(part), &project.path().join(part));
    }
    read_back(project.path());
    for case in ["corrections/applied", "corrections/drop-the-only-claim", "evidence/accepted"] {
        let project = tempfile::tempdir().unwrap();
        copy(&tests().join("base"), project.path());
        for part in ["data", "reports"] {
            let changed = tests().join("cases").join(case).join(part);
            if changed.is_dir() {
                copy(&changed, &project.path().join(part));
            }
        }
        read_back(project.path());
    }
}

#[test]
fn awkward_claims_are_read_back_from_csv() {
    let project = tempfile::tempdir().unwrap();
    copy(&tests().join("base"), project.path());
    let claims = r#"
[[claim]]
event = "2024-guangxi"
measure = "agreement-value"
figure = "~ 1.50 billion"
status = "offered"
source = "evening-paper"
sector = "new-energy"
as-of = 2024-10-30
quote = "=SUM(A1), \"about\" 1.50 billion yuan"
quote-prefix = " said: "
quote-suffix = "'=1"
note = { en = "-first line\nsecond, line", zh = "注" }
accepted = { B0810 = "the words are a formula" }
id = "own-id"
"#;
    fs::create_dir_all(project.path().join("data/claims")).unwrap();
    fs::write(project.path().join("data/claims/odd.toml"), claims).unwrap();
    let csv = ["query", "--claims", "--format", "csv"];
    let table = printed(&csv, project.path());
    for part in ["~ 1.50 billion", "'=SUM(A1)", "''=1", "own-id", "accepted.B0810", "note.zh"] {
        assert!(table.contains(part), "{part} is in {table}");
    }
    fs::remove_file(project.path().join("data/claims/odd.toml")).unwrap();
    read_back_table(project.path(), &table);
}

/// A table of claims, put in place of those that a project has, is printed as it was.
fn read_back_table(project: &Path, table: &str) {
    for entry in fs::read_dir(project.join("data/events")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.split("[[claim]]").next().unwrap()).unwrap();
    }
    fs::create_dir_all(project.join("data/claims")).unwrap();
    fs::write(project.join("data/claims/all.csv"), table).unwrap();
    assert_eq!(printed(&["query", "--claims", "--format", "csv"], project), table);
}

//! A comparison as a brief, read back from every format.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "binary.rs"]
mod binary;
#[allow(dead_code, reason = "not every test looks for all there is in a folder")]
#[path = "folder.rs"]
mod folder;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").canonicalize().unwrap()
}

/// The comparison of a case, `html`, `pdf` and `md`, in a folder of its own.
fn compared(case: &str) -> tempfile::TempDir {
    let project = tempfile::tempdir().unwrap();
    let case = tests().join("cases/diff").join(case);
    folder::begin(&tests(), &case, project.path()).unwrap();
    binary::run("briefing build --quiet", project.path()).unwrap();
    folder::lay(&case.join("then"), project.path()).unwrap();
    let line = "briefing diff --quiet --outputs html,pdf,md --to review";
    let ran = binary::run(line, project.path()).unwrap();
    assert_eq!(ran.text, "");
    project
}

fn squeezed(text: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}');
    text.chars().filter(is_kept).collect()
}

fn page(project: &Path) -> scraper::Html {
    let page = fs::read_to_string(project.join("review/difference.html")).unwrap();
    scraper::Html::parse_document(&page)
}

fn texts(project: &Path) -> [(&'static str, String); 3] {
    let html = page(project);
    let main = scraper::Selector::parse("body").unwrap();
    let html: String = html.select(&main).flat_map(|main| main.text()).collect();
    let pdf = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8"])
        .arg(project.join("review/difference.pdf"))
        .arg("-")
        .output()
        .expect("this test reads PDFs with `pdftotext`: install `poppler-utils`");
    let pdf = String::from_utf8(pdf.stdout).unwrap();
    let markdown = fs::read_to_string(project.join("review/difference.md")).unwrap();
    let markdown = markdown.replace(['\\', '*', '~'], "");
    [("html", squeezed(&html)), ("pdf", squeezed(&pdf)), ("md", squeezed(&markdown))]
}

fn assert_says(project: &Path, wanted: &[&str]) {
    for (format, text) in texts(project) {
        for wanted in wanted {
            assert!(text.contains(&squeezed(wanted)), "{format} does not say “{wanted}”: {text}");
        }
    }
}

#[test]
fn both_sides_are_in_every_format() {
    let project = compared("as-a-brief");
    assert_says(
        project.path(),
        &[
            "What changed: Fairs, 2024",
            "2 figures changed, 1 is new, 3 are gone, 1 is the same.",
            "more than 367 projects",
            "at least 555 projects",
            "lower bound up 188",
            "Evidence withdrawn",
            "not used, by decision of the desk on 3 February 2025: It speaks of another fair.",
            "its source was taken back on 15 January 2025: The paper withdrew its report.",
            "New evidence",
            "360 projects | <b>see</b> @octocat, #12 and [here](javascript:alert(1))",
        ],
    );
}

#[test]
fn it_speaks_the_language_of_its_brief() {
    let project = compared("in-chinese");
    let says =
        ["变动：2024年博览会", "超过367projects", "下限增长355", "更正", "新依据", "当前工作稿"];
    for (format, text) in texts(project.path()) {
        for says in says {
            // A page on paper does not name its edition.
            let is_there = text.contains(&squeezed(says));
            assert!(
                is_there || (format == "pdf" && says == "当前工作稿"),
                "{format}: {says}: {text}"
            );
        }
    }
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    for case in ["as-a-brief", "in-chinese", "several-briefs"] {
        let project = compared(case);
        let page = page(project.path());
        let all = |selector: &str, attribute: &str| -> Vec<String> {
            let selector = scraper::Selector::parse(selector).unwrap();
            let found = page.select(&selector).filter_map(|one| one.attr(attribute));
            found.map(str::to_owned).collect()
        };
        let ids = all("[id]", "id");
        let known: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(known.len(), ids.len(), "{case}: an anchor is there twice");
        let links = all("a[href^='#']", "href");
        assert!(links.len() > 5, "{case}: {links:?}");
        for link in links {
            assert!(known.contains(&link[1..].to_owned()), "{case}: {link}");
        }
        let figures = all("data.fact", "value");
        assert!(figures.len() > 1, "{case}: figures carry their values: {figures:?}");
    }
}

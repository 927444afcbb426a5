//! The README's commands, run: what it shows is what one sees.
//!
//! `SNAPSHOTS=overwrite cargo test --test readme` writes what they print into it.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use snapbox::{Assert, Data};

#[path = "binary.rs"]
mod binary;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Runs each `$ briefing …` of the `console` blocks, one after the other in one empty folder, and
/// puts what it prints below it.
#[test]
fn what_it_shows_is_what_one_sees() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut actual = String::new();
    let mut in_console = false;
    let mut commands = 0;
    for line in readme.lines() {
        match line {
            "```console" => in_console = true,
            "```" if in_console => in_console = false,
            // What stood there; what is seen now is written below the command.
            _ if in_console && !line.starts_with("$ ") => continue,
            _ => {}
        }
        if in_console && let Some(command) = line.strip_prefix("$ ") {
            let ran = binary::run(command, folder.path()).unwrap();
            let blank = if actual.ends_with("```console\n") { "" } else { "\n" };
            actual.push_str(&format!("{blank}{line}\n{}", ran.text));
            commands += 1;
        } else {
            actual.push_str(line);
            actual.push('\n');
        }
    }
    assert!(commands > 3, "the README shows {commands} commands");
    Assert::new().action_env("SNAPSHOTS").eq(Data::text(actual), Data::read_from(&path, None));
}

/// Every limit stands in the table of the page on limits, with its default.
#[test]
fn every_limit_is_documented() {
    use briefing_model::limits::{Limit, LimitUnit};

    let page = fs::read_to_string(root().join("docs/limits.md")).unwrap();
    for limit in Limit::ALL {
        let value = limit.default_value();
        let value = match limit.unit() {
            LimitUnit::Bytes if value.is_multiple_of(1 << 30) => format!("{} GiB", value >> 30),
            LimitUnit::Bytes if value.is_multiple_of(1 << 20) => format!("{} MiB", value >> 20),
            LimitUnit::Bytes if value.is_multiple_of(1 << 10) => format!("{} KiB", value >> 10),
            LimitUnit::Bytes => format!("{value} bytes"),
            LimitUnit::Seconds => format!("{value} s"),
            LimitUnit::Count => value.to_string(),
        };
        let row = format!("| `{limit}` | {value} | {} |", limit.about());
        assert!(page.contains(&row), "docs/limits.md has no row:\n{row}");
    }
}

/// The two commands of the README are those that are run for every change.
#[test]
fn its_two_commands_are_run_for_every_change() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let run = fs::read_to_string(root().join(".ci/run")).unwrap().replace(" --locked", "");
    let commands: Vec<&str> = readme
        .split("```sh\n")
        .skip(1)
        .filter_map(|block| block.split("```").next())
        .flat_map(str::lines)
        .collect();
    assert_eq!(commands.len(), 2, "{commands:?}");
    for command in commands {
        assert!(run.lines().any(|line| line == command), "{command}");
    }
}

/// The example of a correction, in the project that one begins with.
#[test]
fn the_correction_that_is_documented_corrects() {
    let documented = fs::read_to_string(root().join("data/README.md")).unwrap();
    let corrections: Vec<&str> = documented
        .split("```toml\n")
        .filter_map(|block| block.split_once("```").map(|(toml, _)| toml))
        .filter(|toml| toml.starts_with("[[correction]]"))
        .collect();
    let [correction] = corrections.as_slice() else { panic!("{corrections:?}") };
    let folder = tempfile::tempdir().unwrap();
    binary::run("briefing new project fairs", folder.path()).unwrap();
    fs::write(folder.path().join("fairs/data/corrections.toml"), correction).unwrap();
    let query = |options: &str| {
        let line = format!("briefing query --claims -C fairs --format csv {options}");
        binary::run(&line, folder.path()).unwrap().text
    };
    let corrected = query("");
    assert!(corrected.contains("> 30000000000 CNY"), "{corrected}");
    assert!(corrected.contains("corrected from more than 300 billion yuan by A. Editor"));
    assert!(query("--as-of 2024-11-30").contains("> 300000000000 CNY"));
}

/// What a verb prints as JSON has the keys that are documented, and no others.
#[test]
fn the_keys_of_json_that_are_documented_are_those_that_are_printed() {
    let documented = fs::read_to_string(root().join("docs/command-line.md")).unwrap();
    let (_, documented) = documented.split_once("## JSON\n").unwrap();
    let keys = |begin: &str| -> BTreeSet<String> {
        let line = documented.lines().find(|line| line.starts_with(begin)).unwrap();
        line[begin.len()..].split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let folder = tempfile::tempdir().unwrap();
    let printed = |line: &str| -> Value {
        let line = format!("briefing {line} --format json");
        let text = binary::run(&line, folder.path()).unwrap().text;
        let value = text.rsplit_once("[exit").map_or(text.as_str(), |(value, _)| value);
        serde_json::from_str(value).unwrap()
    };
    let of = |value: &Value| -> BTreeSet<String> {
        let value = value.as_array().map_or(value, |list| &list[0]);
        value.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(of(&printed("new project fairs")), keys("| `new` |"));
    let copy = "195 projects were signed, worth more than 300 billion yuan";
    fs::write(folder.path().join("copy.txt"), copy).unwrap();
    let added = printed("source add copy.txt --id example-paper -C fairs");
    assert_eq!(of(&added), keys("| `source add` |"));
    let report = folder.path().join("fairs/reports/first/report.toml");
    let schedule = "\n[schedule]\nevery = \"month\"\nunknown = 1\n";
    let text = fs::read_to_string(&report).unwrap();
    fs::write(&report, format!("{text}{schedule}")).unwrap();
    let check = printed("check -C fairs");
    assert_eq!(of(&check["diagnostics"]), table(documented, "**`diagnostics`**"));
    fs::write(&report, format!("{text}{}", schedule.replace("unknown = 1\n", ""))).unwrap();
    let build = printed("build -C fairs");
    assert_eq!(of(&build), keys("| `build`, `check`, `run` |"));
    assert_eq!(of(&build["briefs"]), table(documented, "**`briefs`**"));
    assert_eq!(of(&build["evidence"]), table(documented, "**`evidence`**"));
    assert_eq!(of(&printed("next -C fairs")), keys("| `next` |"));
    let metric = printed("query first/signed-value -C fairs");
    assert_eq!(of(&metric), keys("| `query METRIC` |"));
    let mut within = of(&metric["metrics"]);
    within.extend(of(&metric["metrics"][0]["rows"]));
    assert_eq!(within, keys("**`metrics`**:"));
    let claims = printed("query --claims -C fairs");
    assert_eq!(of(&claims), keys("| `query --claims` |"));
    let correction = BTreeSet::from(["correction".to_owned()]);
    assert_eq!(of(&claims["claims"]), &keys("**`claims`**:") - &correction);
    assert_eq!(of(&printed("explain B0101")), keys("| `explain CODE` |"));
    assert_eq!(of(&printed("plugin list")), keys("| `plugin list` |"));
    let traced = printed("trace first#f1 -C fairs");
    assert!(of(&traced).is_subset(&keys("| `trace PLACE` |")), "{traced}");
    assert_eq!(of(&printed("check -C nowhere")), BTreeSet::from(["error".to_owned()]));
}

/// The keys of the first column of the table below a line.
fn table(documented: &str, begin: &str) -> BTreeSet<String> {
    let lines = documented.lines().skip_while(|line| !line.starts_with(begin)).skip(4);
    let rows = lines.take_while(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

/// Files that it and the documents lead to are there.
#[test]
fn links_lead_somewhere() {
    let mut pages = vec![root().join("README.md")];
    for folder in ["docs", "data", "reports", "crates"] {
        let files = fs::read_dir(root().join(folder)).unwrap().map(|file| file.unwrap().path());
        pages.extend(files.filter(|file| file.extension().is_some_and(|ending| ending == "md")));
    }
    assert!(pages.len() > 5, "{pages:?}");
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let files = links.filter(|link| !link.contains("://") && !link.starts_with('#'));
        for link in files.filter_map(|link| link.split('#').next()) {
            let is_code = link.contains(':') || link.is_empty();
            assert!(is_code || page.with_file_name(link).exists(), "{}: {link}", page.display());
        }
    }
}

/// The workflow that tests a change runs what every change must pass.
#[test]
fn every_change_is_tested() {
    let workflow = fs::read_to_string(root().join(".github/workflows/test.yml")).unwrap();
    assert!(workflow.lines().any(|line| line.trim() == "- run: .ci/run"), "{workflow}");
}

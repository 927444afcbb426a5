//! The README's commands, run: what it shows is what one sees.
//!
//! `SNAPSHOTS=overwrite cargo test --test readme` writes what they print into it.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::fs;
use std::path::{Path, PathBuf};

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

/// Files that it leads to are there.
#[test]
fn its_links_lead_somewhere() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.contains("://")) {
        assert!(root().join(link).exists(), "{link}");
    }
}

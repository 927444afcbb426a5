//! What `briefing schedule` emits, read and run by the programs that it is for.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::{Timestamp, ToSpan as _};
use serde_json::Value;

#[path = "folder.rs"]
#[allow(dead_code, reason = "shared with the cases")]
mod folder;

const NOW: &str = "2024-02-10T12:00:00Z";

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").canonicalize().unwrap()
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    folder::begin(&tests(), &tests().join("cases/schedules/emit-systemd"), folder.path()).unwrap();
    folder
}

fn briefing(project: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
    let output = command.args(arguments).arg("-C").arg(project).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}\n{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The text of an emitted file, by its ending.
fn emitted(project: &Path, scheduler: &str, ending: &str) -> String {
    let printed = briefing(
        project,
        &["schedule", "--emit", scheduler, "--now", NOW, "--format", "json", "--name", "it"],
    );
    let files: Value = serde_json::from_str(&printed).unwrap();
    let file = |file: &&Value| file["name"].as_str().unwrap().ends_with(ending);
    files["files"].as_array().unwrap().iter().find(file).unwrap()["text"].as_str().unwrap().into()
}

fn is_there(program: &str) -> bool {
    let is_there = Command::new(program).arg("--version").output().is_ok();
    if !is_there {
        // Past the harness, which keeps to itself what a test prints that passes.
        let said = format!("\nSKIPPED: there is no `{program}` here to read what is emitted\n");
        std::io::stderr().write_all(said.as_bytes()).unwrap();
    }
    is_there
}

/// All reports of the case, a year and a half of their editions: systemd starts the service at the
/// minute when each is due.
#[test]
fn systemd_calls_when_something_is_due() {
    if !is_there("systemd-analyze") {
        return;
    }
    let project = project();
    let timer = emitted(project.path(), "systemd", ".timer");
    let now: Timestamp = NOW.parse().unwrap();
    let until = now.checked_add((24 * 550).hours()).unwrap();
    let mut calls = BTreeSet::new();
    for line in timer.lines().filter_map(|line| line.strip_prefix("OnCalendar=")) {
        let output = Command::new("systemd-analyze")
            .args(["calendar", "--iterations=1200", "--base-time", "2024-02-10 12:00:00 UTC", line])
            .env("TZ", "UTC")
            .output()
            .unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let moments = text.lines().filter_map(|line| {
            let (key, moment) = line.trim().split_once(": ")?;
            let is_moment = key == "Next elapse" || key.starts_with("Iter");
            let parts: Vec<&str> = moment.split_whitespace().collect();
            let [_, day, time, "UTC"] = parts.as_slice() else { return None };
            is_moment.then(|| format!("{day}T{time}Z").parse::<Timestamp>().unwrap())
        });
        calls.extend(moments);
    }
    let due = briefing(project.path(), &["next", "-n", "700", "--now", NOW, "--format", "json"]);
    let due: Value = serde_json::from_str(&due).unwrap();
    let due =
        due.as_array().unwrap().iter().map(|due| due["at"].as_str().unwrap().parse().unwrap());
    let due: BTreeSet<Timestamp> = due.filter(|at| *at < until).collect();
    assert!(due.len() > 100, "{due:?}");
    let missed: Vec<&Timestamp> = due.difference(&calls).collect();
    assert!(missed.is_empty(), "{missed:?}\n{timer}");
}

/// Of every hour, so that only the minute matters.
#[test]
fn cron_calls_when_something_is_due() {
    let project = project();
    let crontab = emitted(project.path(), "cron", ".crontab");
    let lines: Vec<&str> = crontab.lines().filter(|line| !line.starts_with('#')).collect();
    let [line] = lines.as_slice() else { panic!("{crontab}") };
    let (minutes, rest) = line.split_once(' ').unwrap();
    assert!(rest.starts_with("* * * * "), "{line}");
    let minutes: BTreeSet<i8> = minutes.split(',').map(|minute| minute.parse().unwrap()).collect();
    let due = briefing(project.path(), &["next", "-n", "700", "--now", NOW, "--format", "json"]);
    let due: Value = serde_json::from_str(&due).unwrap();
    for due in due.as_array().unwrap() {
        let at: Timestamp = due["at"].as_str().unwrap().parse().unwrap();
        assert!(
            minutes.contains(&at.to_zoned_datetime(jiff::tz::TimeZone::UTC).minute()),
            "{at}: {line}"
        );
    }
}

#[test]
fn systemd_finds_nothing_wrong_with_the_units() {
    if !is_there("systemd-analyze") {
        return;
    }
    let project = project();
    let units = project.path().join("units");
    let out = project.path().join("an out folder, 100%");
    fs::create_dir(&out).unwrap();
    let (to, out) = (units.display().to_string(), out.display().to_string());
    briefing(
        project.path(),
        &["schedule", "--emit", "systemd", "--name", "it", "--quiet", "--to", &to, "--out", &out],
    );
    let output = Command::new("systemd-analyze")
        .arg("verify")
        .args(["it.service", "it.timer"].map(|unit| units.join(unit)))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    // Of the machine's own units there may be more to say.
    assert!(!said.contains("it.service") && !said.contains("it.timer"), "{said}");
}

/// The steps of the workflow, run one after the other as a runner does, against a repository that
/// stands in for GitHub's: the first call makes what is due, the second finds it on the branch.
#[test]
fn the_workflow_keeps_what_has_been_published() {
    if !is_there("git") {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let origin = home.path().join("origin.git");
    let git = |folder: &Path, arguments: &[&str]| {
        let output = Command::new("git")
            .current_dir(folder)
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?} {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    git(home.path(), &["init", "--quiet", "--bare", "origin.git"]);
    let author = project();
    fs::write(author.path().join(".gitignore"), "/out\n").unwrap();
    git(author.path(), &["init", "--quiet", "--initial-branch=main"]);
    git(author.path(), &["add", "--all"]);
    git(author.path(), &["commit", "--quiet", "--message", "A project"]);
    git(author.path(), &["push", "--quiet", &origin.display().to_string(), "main"]);
    let workflow = emitted(author.path(), "github", ".yml");
    let call = |name: &str| {
        git(home.path(), &["clone", "--quiet", "--branch=main", "origin.git", name]);
        let folder = home.path().join(name);
        ["Fetch what has been published", "Make what is due", "Publish"]
            .map(|step| run_step(&workflow, step, &folder))
            .join("")
    };
    let said = call("first");
    assert!(said.contains("new  fairs/2024-"), "{said}");
    let heads = || git(&origin, &["log", "--format=%s", "it"]);
    assert_eq!(heads(), "Briefs that were due\nNo edition yet\n");
    let files = git(&origin, &["ls-tree", "-r", "--name-only", "it"]);
    assert!(files.contains("brief.md") && files.contains("index.html"), "{files}");
    assert!(!files.contains("lock") && !files.contains("report.toml"), "{files}");
    let said = call("second");
    assert!(said.contains("nothing is due before"), "{said}");
    assert_eq!(heads(), "Briefs that were due\nNo edition yet\n");
    // Somebody else's edition was lost; it is made again, and nothing else is.
    git(&home.path().join("second"), &["-C", "out", "rm", "-r", "--quiet", "fairs"]);
    git(&home.path().join("second"), &["-C", "out", "commit", "--quiet", "--message", "Lost"]);
    git(&home.path().join("second"), &["push", "--quiet", "origin", "it"]);
    let said = call("third");
    assert_eq!(said.matches("new  ").count(), 1, "{said}");
    assert_eq!(heads().lines().next(), Some("Briefs that were due"));
}

/// Runs a step, found by its name, with the environment of the workflow.
fn run_step(workflow: &str, name: &str, folder: &Path) -> String {
    let (_, step) = workflow.split_once(&format!("- name: {name}\n")).unwrap();
    let step = step.split("\n      - ").next().unwrap();
    let (_, run) = step.split_once("run: ").unwrap();
    let now = format!("briefing run --now {NOW}");
    let script = run.trim_start_matches("|\n").replace("briefing run", &now);
    let mut command = Command::new("bash");
    command.args(["-e", "-o", "pipefail", "-c", &script]).current_dir(folder);
    let environment = workflow.split_once("\nenv:\n").unwrap().1;
    for line in environment.lines().take_while(|line| line.starts_with("  ")) {
        let (name, value) = line.trim().split_once(": ").unwrap();
        command.env(name, value.trim_matches('"'));
    }
    let program = Path::new(env!("CARGO_BIN_EXE_briefing")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    command.env("PATH", format!("{}:{path}", program.display()));
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).join("");
    assert!(output.status.success(), "{name}: {said}");
    said
}

/// What GitHub makes of a text: each expression is replaced by its value. The emitted workflow has none
/// but those it begins with and texts.
fn evaluated(text: &str) -> String {
    let mut rest = text;
    let mut value = String::new();
    while let Some((before, after)) = rest.split_once("${{") {
        let (expression, after) = after.split_once("}}").expect("an expression ends");
        let literal = expression.trim().strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
        value.push_str(before);
        value.push_str(literal.unwrap_or_else(|| panic!("{expression} would be evaluated")));
        rest = after;
    }
    value + rest
}

/// Folders and names that would be something else in YAML, in an expression of GitHub or in a shell
/// are read back as they are.
#[test]
fn a_workflow_has_nothing_in_it_but_what_was_meant() {
    for folder in
        ["a: b", "${{ secrets.KEY }}", "it's $(id)", "- x", "#y", "\"q\"", "甘肃 \\n", "*a"]
    {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join(".git")).unwrap();
        let project = home.path().join(folder);
        folder::begin(&tests(), &tests().join("cases/schedules/emit-systemd"), &project).unwrap();
        let settings = project.join("reports/project.toml");
        let text = fs::read_to_string(&settings).unwrap();
        assert!(text.contains("name = "), "{text}");
        let name = "name = \"x ${{ secrets.KEY }} : # - 'y'\"";
        let lines: Vec<&str> = text
            .lines()
            .map(|line| if line.starts_with("name = ") { name } else { line })
            .collect();
        fs::write(&settings, lines.join("\n")).unwrap();
        let workflow = emitted(&project, "github", ".yml");
        let documents = yaml(&workflow);
        let steps = documents["jobs"]["run"]["steps"].as_array().unwrap();
        let step = steps.iter().find(|step| step["name"] == "Make what is due").unwrap();
        let command = evaluated(step["run"].as_str().unwrap());
        let words = shlex::split(&command).unwrap();
        assert_eq!(words, ["briefing", "run", "-C", folder, "--format", "github"]);
        let out = evaluated(documents["env"]["OUT"].as_str().unwrap());
        assert_eq!(out, format!("{folder}/out"));
        assert_eq!(documents["env"]["BRANCH"], "it");
    }
}

/// YAML as its parser has it, in the form of JSON.
fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Line breaks in folders would be lines of a unit, a crontab or a workflow.
#[cfg(unix)]
#[test]
fn control_characters_are_refused() {
    for folder in ["a\nExecStartPre=id", "a\u{1b}[31m", "a\u{85}b"] {
        let home = tempfile::tempdir().unwrap();
        let project = home.path().join(folder);
        folder::begin(&tests(), &tests().join("cases/schedules/emit-systemd"), &project).unwrap();
        for scheduler in ["systemd", "cron", "github"] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
            command.args(["schedule", "--emit", scheduler, "-C"]).arg(&project);
            let output = command.output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains("has a control character in its name"), "{said}");
            assert_eq!(said.lines().count(), 1, "{said}");
            assert!(!said.contains('\u{1b}'), "{said}");
        }
    }
}

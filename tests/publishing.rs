//! What is published, when, and what is left as it is: through the real binary, in a project that
//! changes between runs.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};
use std::time::SystemTime;

#[path = "project.rs"]
mod project;

use project::{Project, files, read_current};

/// The lines of a run that name editions, without white space in front.
fn editions(told: &str) -> Vec<&str> {
    let lines = told.lines().map(str::trim);
    lines.filter(|line| line.starts_with("new  ") || line.starts_with("unchanged  ")).collect()
}

fn times(project: &Project) -> Vec<SystemTime> {
    let files = files(&project.out());
    files
        .keys()
        .map(|path| fs::metadata(project.out().join(path)).unwrap().modified().unwrap())
        .collect()
}

#[test]
fn what_has_not_changed_is_left_alone() {
    let project = Project::new();
    let first = project.does(&["build"]);
    assert_eq!(editions(&first).len(), 4, "{first}");
    assert!(editions(&first).iter().all(|line| line.starts_with("new")));
    let (before, written) = (files(&project.out()), times(&project));
    let again = project.does(&["build", "--why"]);
    assert!(editions(&again).iter().all(|line| line.starts_with("unchanged")), "{again}");
    // Asked in another way, so that no run remembers it: each brief is looked at.
    let other = project.does(&["build", "--jobs", "1", "fairs", "profiles"]);
    assert!(editions(&other).iter().all(|line| line.starts_with("unchanged")), "{other}");
    // Without a memory, by the manifests alone.
    fs::remove_file(project.out().join(".briefing/built.json")).unwrap();
    let other = project.does(&["build", "--why"]);
    assert!(!other.contains("not published"), "{other}");
    assert_eq!(files(&project.out()), before);
    assert_eq!(times(&project), written, "nothing was written again");
}

#[test]
fn one_claim_changes_the_briefs_that_print_it_and_no_others() {
    let project = Project::new();
    project.does(&["build"]);
    project.sign(196);
    let told = project.does(&["build", "--why"]);
    assert_eq!(
        told.lines().map(str::trim).take(6).collect::<Vec<_>>(),
        [
            "new  fairs/2024.r2",
            "claim `2024-gansu/projects/signed/morning-paper` has changed",
            "new  profiles/2024-gansu/2024.r2",
            "claim `2024-gansu/projects/signed/morning-paper` has changed",
            "unchanged  profiles/2024-guangxi/2024",
            "unchanged  profiles/2024-heilongjiang/2024",
        ],
        "{told}"
    );
    let (name, manifest) = read_current(&project.out().join("fairs"));
    assert_eq!(
        (name.as_str(), manifest["previous"]["edition"].as_str()),
        ("2024.r2", Some("2024"))
    );
}

#[test]
fn a_source_that_is_newer_dates_what_uses_it_and_nothing_else() {
    let project = Project::new();
    project.does(&["build"]);
    let sources = fs::read_to_string(project.path("data/sources/papers.toml")).unwrap();
    let newer = "\n[late-paper]\ntitle = \"Late\"\npublisher = \"Late Paper\"\n\
        published = 2030-01-01\naccessed = 2030-01-01\nkind = \"press\"\ngrade = \"original\"\n\
        language = \"en\"\nurl = \"https://example.org/late\"\n";
    project.write("data/sources/papers.toml", format!("{sources}{newer}").as_bytes());
    let told = project.does(&["build"]);
    assert!(editions(&told).iter().all(|line| line.starts_with("unchanged")), "{told}");
    // What is made in another format says the same, and keeps its date.
    let told = project.does(&["build", "fairs", "--outputs", "md,json", "--why"]);
    assert!(told.contains("`brief.json` is new"), "{told}");
    let (_, manifest) = read_current(&project.out().join("fairs"));
    assert_eq!(manifest["date"], "2024-12-31");
    // Where a date is asked for, it is what counts.
    let told = project.does(&["build", "--date", "2030-01-01", "--why"]);
    assert!(editions(&told).iter().all(|line| line.starts_with("new")), "{told}");
    assert!(told.contains("dated 2030-01-01, was 2024-"), "{told}");
}

#[test]
fn a_comment_makes_no_edition_and_a_template_makes_one() {
    let project = Project::new();
    project.does(&["build"]);
    project.edit("reports/fairs/report.toml", "title =", "# On fairs.\ntitle =");
    let told = project.does(&["build"]);
    assert!(editions(&told).iter().all(|line| line.starts_with("unchanged")), "{told}");
    project.edit("reports/fairs/brief.md.hbs", "Over the year", "In the year");
    let told = project.does(&["build", "--why"]);
    assert_eq!(editions(&told)[0], "new  fairs/2024.r2");
    assert!(told.contains("`reports/fairs/brief.md.hbs` has changed"), "{told}");
    // Back to what it was is a new revision too: the last is what holds.
    project.edit("reports/fairs/brief.md.hbs", "In the year", "Over the year");
    assert_eq!(editions(&project.does(&["build"]))[0], "new  fairs/2024.r3");
}

#[test]
fn force_makes_everything_and_publishes_what_differs() {
    let project = Project::new();
    project.does(&["build"]);
    let told = project.does(&["build", "--force", "--why"]);
    assert!(editions(&told).iter().all(|line| line.starts_with("unchanged")), "{told}");
    assert_eq!(told.matches("it was asked for by `--force`").count(), 4, "{told}");
}

#[test]
fn what_somebody_damaged_is_made_again_beside_it() {
    let project = Project::new();
    project.does(&["build"]);
    fs::write(project.out().join("fairs/2024/brief.md"), "").unwrap();
    let told = project.fails(&["verify-editions"]);
    assert!(told.contains("fairs/2024/brief.md: has 0 bytes, and was published with"), "{told}");
    let told = project.does(&["build", "--why"]);
    assert_eq!(editions(&told)[0], "new  fairs/2024.r2");
    assert!(told.contains("`brief.md` of it has been changed"), "{told}");
    fs::remove_file(project.out().join("fairs/2024.r2/brief.md")).unwrap();
    let told = project.does(&["build", "--why"]);
    assert!(told.contains("`brief.md` of it is missing"), "{told}");
    fs::write(project.out().join("fairs/2024.r3/manifest.json"), "{").unwrap();
    let told = project.does(&["build", "--why"]);
    assert!(told.contains("the manifest of what is there cannot be read"), "{told}");
    read_current(&project.out().join("fairs"));
}

#[test]
fn a_set_appears_together_or_not_at_all() {
    let project = Project::new();
    project.does(&["build"]);
    project.sign(197);
    // One of three profiles cannot be made any more.
    let template = "{{figure metrics.projects}} were signed{{coverage metrics.projects}}.\n\
                    {{#if (eq key.id \"2024-guangxi\")}}[nowhere](fact:nothing/0){{/if}}\n";
    project.write("reports/profiles/brief.md.hbs", template.as_bytes());
    let told = project.fails(&["build"]);
    let expected = ["new  fairs/2024.r2", "unchanged  profiles/2024-heilongjiang/2024"];
    assert_eq!(editions(&told), expected, "{told}");
    assert!(
        told.contains("2 briefs made; failed: `profiles/2024-guangxi`; 1 brief held back"),
        "{told}"
    );
    for event in ["2024-gansu", "2024-guangxi", "2024-heilongjiang"] {
        let (name, _) = read_current(&project.out().join("profiles").join(event));
        assert_eq!(name, "2024", "the last good edition stays");
    }
    let index = fs::read_to_string(project.out().join("index.html")).unwrap();
    assert!(index.contains("Not up to date") && index.contains("others that appear with it"));
    assert_eq!(project.does(&["verify-editions", "--quiet"]), "");

    // All of a run at once, by the command line.
    project.sign(198);
    let told = project.fails(&["build", "--all-or-nothing"]);
    assert_eq!(editions(&told), ["unchanged  profiles/2024-heilongjiang/2024"], "{told}");
    assert_eq!(read_current(&project.out().join("fairs")).0, "2024.r2");

    project.write(
        "reports/profiles/brief.md.hbs",
        b"{{figure metrics.projects}}{{coverage metrics.projects}}\n",
    );
    let told = project.does(&["build", "--all-or-nothing"]);
    assert_eq!(editions(&told).iter().filter(|line| line.starts_with("new")).count(), 4, "{told}");
    let index = fs::read_to_string(project.out().join("index.html")).unwrap();
    assert!(!index.contains("Not up to date"));
}

#[test]
fn a_report_that_fails_is_in_the_index_until_it_is_made() {
    let project = Project::new();
    project.does(&["build"]);
    project.edit(
        "reports/fairs/brief.md.hbs",
        "{{figure metrics.projects}}",
        "{{figure metrics.project}}",
    );
    // What fails as of an earlier day says nothing of what is current.
    project.fails(&["build", "--as-of", "2024-12-31"]);
    assert!(!project.out().join(".briefing/failed.json").exists());
    project.fails(&["build"]);
    let index = || fs::read_to_string(project.out().join("index.html")).unwrap();
    assert!(index().contains("Not up to date") && index().contains("B0408"), "{}", index());
    assert!(index().contains("fairs/current/brief.md"), "the last good edition is there");
    project.edit(
        "reports/fairs/brief.md.hbs",
        "{{figure metrics.project}}",
        "{{figure metrics.projects}}",
    );
    project.does(&["build"]);
    assert!(!index().contains("Not up to date"));

    // What is wrong with the data stops all of them.
    project.edit("data/events/2024-gansu.toml", "\"195\"", "\"195 bilion\"");
    project.fails(&["build"]);
    assert_eq!(index().matches("B0208").count(), 4);
}

#[test]
fn one_run_at_a_time() {
    let project = Project::new();
    project.does(&["build"]);
    let lock = fs::File::options().write(true).open(project.out().join(".briefing/lock")).unwrap();
    lock.try_lock().unwrap();
    fs::write(project.out().join(".briefing/lock"), "process 1 (`a test`), since noon\n").unwrap();
    let told = project.fails(&["build"]);
    let expected = "error: another run publishes to `";
    assert!(told.starts_with(expected), "{told}");
    assert!(told.ends_with("out`: process 1 (`a test`), since noon\n"), "{told}");
    project.fails(&["prune", "--keep-revisions", "1"]);
    // What is due is made by the other.
    let told = project.does(&["run"]);
    assert!(told.starts_with("nothing is done: another run publishes to"), "{told}");
    // What reads is not kept waiting.
    project.does(&["verify-editions"]);
    project.does(&["check"]);

    let mut waiting = project.briefing(&["build", "--wait"]);
    let waiting = waiting.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    drop(lock);
    let output = waiting.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", project::told(&output));
}

const SCHEDULE: &str = "\n[schedule]\nevery = \"month\"\nfrom = 2024-06-01\ncatch-up = \"all\"\n\
                        catch-up-limit = 100\n";

/// What a watch tells until it is told to end; it must end by itself then, and well.
fn watched(project: &Project, signal: &str, until: impl Fn(&str) -> bool) -> String {
    let mut run = project.briefing(&["run", "--watch"]).stderr(Stdio::piped()).spawn().unwrap();
    let mut told = String::new();
    let mut lines = BufReader::new(run.stderr.take().unwrap());
    while !until(&told) {
        assert!(lines.read_line(&mut told).unwrap() > 0, "it ended: {told}");
    }
    let kill = Command::new("kill").args([signal, &run.id().to_string()]).status().unwrap();
    assert!(kill.success());
    lines.read_to_string(&mut told).unwrap();
    assert!(run.wait().unwrap().success(), "{told}");
    told
}

#[test]
fn a_watch_ends_between_two_editions_and_the_next_goes_on() {
    let project = Project::new();
    let report = fs::read_to_string(project.path("reports/fairs/report.toml")).unwrap();
    project.write("reports/fairs/report.toml", format!("{report}{SCHEDULE}").as_bytes());
    let count = |project: &Project| {
        fs::read_dir(project.out().join("fairs")).map_or(0, |entries| entries.count())
    };
    let told = watched(&project, "-TERM", |told| told.contains("new  fairs/"));
    assert!(told.ends_with("stopped\n"), "{told}");
    let first = count(&project);
    assert_eq!(project.does(&["verify-editions", "--quiet"]), "");
    // Two calls make what is left of it, each edition once.
    project.does(&["run"]);
    assert!(count(&project) > first || first > 25, "{first}");
    assert!(project.does(&["run"]).starts_with("nothing is due before"));
    let revisions = files(&project.out());
    assert!(!revisions.keys().any(|path| path.contains(".r2")), "{revisions:?}");
    let told = watched(&project, "-INT", |told| told.contains("nothing is due before"));
    assert!(told.ends_with("stopped\n"), "{told}");
}

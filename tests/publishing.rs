//! What is published, when, and what is left as it is: through the real binary, in a project that
//! changes between runs.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
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
            "claim `2024-gansu/projects/signed/morning-paper` has changed (data-corrected)",
            "new  profiles/2024-gansu/2024.r2",
            "claim `2024-gansu/projects/signed/morning-paper` has changed (data-corrected)",
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
    project.edit("reports/fairs/report.toml", "outputs = [\"md\"]", "outputs = [\"md\", \"json\"]");
    let told = project.does(&["build", "fairs", "--why"]);
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

/// Puts a copy of the current edition in the place of the link, as stores without links do.
fn copy_current(project: &Project, brief: &str) -> PathBuf {
    let current = project.out().join(brief).join("current");
    let target = project.out().join(brief).join(fs::read_link(&current).unwrap());
    fs::remove_file(&current).unwrap();
    fs::create_dir(&current).unwrap();
    for entry in fs::read_dir(target).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, current.join(path.file_name().unwrap())).unwrap();
    }
    current
}

#[test]
fn a_copy_in_the_place_of_the_link_becomes_the_link_again() {
    let project = Project::new();
    project.does(&["build"]);
    let current = copy_current(&project, "fairs");
    let told = project.fails(&["verify-editions"]);
    assert!(told.contains("fairs/current: is a folder, and not the link"), "{told}");
    // Whatever reads it reads the edition, and it is no edition of its own.
    assert!(project.does(&["trace", "fairs"]).contains("more than 367 projects"));
    assert!(!project.does(&["prune", "--keep-since", "2030-01-01"]).contains("fairs/"));
    let told = project.does(&["build"]);
    assert_eq!(editions(&told)[0], "unchanged  fairs/2024", "{told}");
    assert_eq!(fs::read_link(&current).unwrap(), Path::new("2024"));
    assert_eq!(project.does(&["verify-editions", "--quiet"]), "");

    // Where the copy is all that came back, it is the edition. A set is published as well.
    copy_current(&project, "fairs");
    fs::remove_dir_all(project.out().join("fairs/2024")).unwrap();
    copy_current(&project, "profiles/2024-gansu");
    project.sign(196);
    let told = project.does(&["build", "--all-or-nothing"]);
    assert!(editions(&told).contains(&"new  profiles/2024-gansu/2024.r2"), "{told}");
    for brief in ["fairs", "profiles/2024-gansu"] {
        let current = project.out().join(brief).join("current");
        assert!(fs::read_link(current).is_ok(), "{brief}");
        assert!(project.out().join(brief).join("2024/manifest.json").is_file(), "{brief}");
    }
    assert_eq!(project.does(&["verify-editions", "--quiet"]), "");

    // A link as Git writes it where there are none.
    let current = project.out().join("fairs/current");
    let name = fs::read_link(&current).unwrap();
    fs::remove_file(&current).unwrap();
    fs::write(&current, name.to_str().unwrap()).unwrap();
    project.does(&["build"]);
    assert_eq!(fs::read_link(&current).unwrap(), name);
}

#[test]
fn what_lies_in_the_place_of_the_link_and_is_no_copy_is_not_lost() {
    let project = Project::new();
    project.does(&["build"]);
    let current = copy_current(&project, "fairs");
    fs::write(current.join("notes.txt"), "mine").unwrap();
    project.sign(196);
    for _ in 0..2 {
        let told = project.fails(&["build"]);
        assert!(told.contains("where the link to the newest edition belongs"), "{told}");
        assert!(told.contains("`notes.txt` in it is not as edition `2024` has it"), "{told}");
        assert_eq!(fs::read_to_string(current.join("notes.txt")).unwrap(), "mine");
    }
    fs::remove_file(current.join("notes.txt")).unwrap();
    fs::write(current.join("brief.md"), "edited").unwrap();
    assert!(project.fails(&["build"]).contains("`brief.md` in it is not as edition"));
    fs::rename(&current, project.path("mine")).unwrap();
    project.does(&["build"]);
    assert!(fs::read_link(&current).is_ok());
    // A file of somebody's.
    fs::remove_file(&current).unwrap();
    fs::write(&current, "mine").unwrap();
    assert!(project.fails(&["build"]).contains("it does not hold the name of an edition"));
    assert_eq!(fs::read_to_string(&current).unwrap(), "mine");
}

#[test]
fn a_set_with_two_editions_of_one_name_does_not_stop_every_later_build() {
    let project = Project::new();
    project.does(&["build"]);
    // As an earlier release left it: the second of two moves to one place could not be made.
    let staged = project.out().join(".briefing/staging/second");
    fs::create_dir_all(&staged).unwrap();
    fs::copy(project.out().join("fairs/2024/manifest.json"), staged.join("manifest.json")).unwrap();
    let list = r#"[{"from":"second","folder":"fairs","name":"2024","current":true}]"#;
    fs::write(project.out().join(".briefing/publish.json"), list).unwrap();
    let before = fs::read(project.out().join("fairs/2024/brief.md")).unwrap();
    let told = project.does(&["build"]);
    assert_eq!(editions(&told)[0], "unchanged  fairs/2024", "{told}");
    assert_eq!(fs::read(project.out().join("fairs/2024/brief.md")).unwrap(), before);
    assert!(!project.out().join(".briefing/publish.json").exists() && !staged.exists());
    assert_eq!(project.does(&["verify-editions", "--quiet"]), "");
}

#[test]
fn a_folder_of_the_other_kind_is_not_published_into() {
    let project = Project::new();
    project.does(&["build", "fairs"]);
    // Editions of a key as earlier releases laid them out.
    let years = "title = \"{{key.name}}\"\noutputs = [\"md\"]\nmetrics = [\"projects\"]\n\
                 period = { year = 2024 }\nfor-each = \"year\"\n";
    project.write("reports/profiles/report.toml", years.as_bytes());
    project.does(&["build", "profiles"]);
    assert!(project.out().join("profiles/key-2024/2024").is_dir());
    fs::rename(project.out().join("profiles/key-2024"), project.out().join("profiles/2024"))
        .unwrap();
    let told = project.fails(&["build", "profiles"]);
    assert!(told.contains("error[B0507]"), "{told}");
    assert!(told.contains("`mv profiles/2024 profiles/key-2024`"), "{told}");
    fs::rename(project.out().join("profiles/2024"), project.out().join("profiles/key-2024"))
        .unwrap();
    let told = project.does(&["build", "profiles"]);
    assert_eq!(editions(&told), ["unchanged  profiles/key-2024/2024"], "{told}");
    // An edition where the editions of a report would go.
    fs::copy(
        project.out().join("fairs/2024/manifest.json"),
        project.out().join("fairs/manifest.json"),
    )
    .unwrap();
    let told = project.fails(&["build", "fairs", "--force"]);
    assert!(told.contains("`fairs` of the output folder is an edition"), "{told}");
}

#[test]
fn what_was_looked_at_by_an_option_becomes_current_once_the_report_says_it() {
    let project = Project::new();
    project.does(&["build", "fairs"]);
    let told = project.does(&["build", "fairs", "--period", "2025"]);
    assert!(told.contains("`fairs/2025` is not current, `fairs/2024` stays"), "{told}");
    assert_eq!(read_current(&project.out().join("fairs")).0, "2024");
    project.edit("reports/fairs/report.toml", "year = 2024", "year = 2025");
    let told = project.does(&["build", "fairs", "--why"]);
    assert!(told.contains("it was made by options, and is what the report says now"), "{told}");
    assert_eq!(read_current(&project.out().join("fairs")).0, "2025.r2");
}

//! Publishing that is cut off, refused and raced: whatever happens, a reader sees whole editions only,
//! and the next run goes on where the last one stood.
//!
//! In short here; at length, a thousand times, with
//! `BRIEFING_INTERRUPTIONS=full cargo test --workspace --test interruptions`.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]
#![allow(clippy::print_stdout, reason = "how much was tried is to be seen with `--nocapture`")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

#[path = "project.rs"]
mod project;

use project::{Project, files, read_current, told};

const BRIEFS: [&str; 4] =
    ["fairs", "profiles/2024-gansu", "profiles/2024-guangxi", "profiles/2024-heilongjiang"];

fn is_full() -> bool {
    std::env::var_os("BRIEFING_INTERRUPTIONS").is_some_and(|value| value == "full")
}

/// Numbers that look random and are the same every time (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

/// Every edition in the folder is whole, none that was there has changed, and `current` leads to one.
fn intact(out: &Path, before: &BTreeMap<String, Vec<u8>>) {
    let now = files(out);
    for (path, bytes) in before.iter().filter(|(path, _)| path.as_str() != "index.html") {
        assert!(now.get(path) == Some(bytes), "{path} was there, and is no longer what it was");
    }
    for brief in BRIEFS {
        read_current(&out.join(brief));
    }
    // Folders that are no edition: all files are in one that has a manifest.
    for path in now.keys().filter(|path| path.as_str() != "index.html") {
        let edition = out.join(path).parent().unwrap().join("manifest.json");
        assert!(edition.is_file(), "{path} is in no edition");
    }
}

/// The next run repairs what there is to be repaired.
fn repaired(project: &Project, projects: usize) {
    project.does(&["build"]);
    assert_eq!(project.does(&["verify-editions", "--quiet"]), "");
    let staging = project.out().join(".briefing/staging");
    assert_eq!(fs::read_dir(staging).unwrap().count(), 0);
    for brief in &BRIEFS[..2] {
        let brief = project.out().join(brief);
        let text = fs::read_to_string(brief.join("current/brief.md")).unwrap();
        assert!(text.contains(&projects.to_string()), "{text}");
    }
}

/// The three profiles appear together: once the next run has opened the folder, all of them are of one
/// number of revisions, or the set was not decided.
#[test]
fn killed_at_any_moment() {
    let times = if is_full() { 1000 } else { 25 };
    let project = Project::new();
    let begun = Instant::now();
    project.does(&["build"]);
    let mut whole = u64::try_from(begun.elapsed().as_micros()).unwrap();
    let mut numbers = Numbers(1);
    let mut cut_off = 0;
    for round in 0..times {
        let projects = 1000 + round;
        let before = files(&project.out());
        project.sign(projects);
        let mut run = project.briefing(&["build"]);
        let mut run = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(numbers.below(whole)));
        // SIGKILL: nothing of the program has a say in it.
        run.kill().unwrap();
        let was_cut_off = !run.wait().unwrap().success();
        cut_off += usize::from(was_cut_off);
        // The machine has other things to do at times: about half of the runs are to be cut off.
        whole = if was_cut_off { whole + whole / 8 } else { whole - whole / 8 };
        intact(&project.out(), &before);
        if round % 5 == 4 {
            repaired(&project, projects);
            // Old revisions are not what is looked at here.
            if round % 50 == 49 {
                project.does(&["prune", "--keep-revisions", "2", "--quiet"]);
            }
        }
    }
    println!("{cut_off} of {times} runs were cut off");
    assert!(cut_off * 5 > times, "{cut_off} of {times}");
}

/// The calls by which anything comes to be, or to be known, in the output folder.
const CALLS: [&str; 11] = [
    "openat",
    "write",
    "fsync",
    "mkdir",
    "rename",
    "symlink",
    "chmod",
    "unlink",
    "rmdir",
    "flock",
    "ftruncate",
];

/// Runs the program under `strace`; `None` where it may not trace here.
fn traced(project: &Project, arguments: &[&str]) -> Option<std::process::Output> {
    let mut command = Command::new("strace");
    command.current_dir(project.path("")).args(["-f", "-qq", "-o"]).arg(project.path("trace"));
    command.args(arguments).arg(env!("CARGO_BIN_EXE_briefing")).args(["build", "--jobs", "1"]);
    command.env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    let output = command
        .output()
        .expect("this test makes system calls fail with `strace`: install `strace`");
    let may_not = told(&output).contains("ptrace") || told(&output).contains("PTRACE");
    (!may_not).then_some(output)
}

/// Each call of the publishing run fails in turn, or is the last that the program makes.
#[test]
fn every_system_call_fails_in_turn() {
    let mut number = 2000;
    let mut next = || {
        number += 1;
        number
    };
    let project = Project::new();
    project.does(&["build"]);
    let mut tried = 0;
    for call in CALLS {
        project.sign(next());
        if traced(&project, &["-e", &format!("trace={call}")]).is_none() {
            println!("SKIPPED: `strace` may not trace here");
            return;
        }
        let trace = fs::read_to_string(project.path("trace")).unwrap();
        // Only what happens once the output folder is opened: before, nothing is touched.
        let lines: Vec<&str> = trace.lines().filter(|line| line.contains('(')).collect();
        let first = lines.iter().position(|line| line.contains("/out")).unwrap_or(0);
        let all: Vec<usize> = (first + 1..=lines.len()).collect();
        let step = if is_full() { 1 } else { (all.len() / 3).max(1) };
        for how in ["error=EIO", "error=ENOSPC", "signal=SIGKILL"] {
            for when in all.iter().step_by(step) {
                let before = files(&project.out());
                let projects = next();
                project.sign(projects);
                let inject = format!("inject={call}:{how}:when={when}");
                traced(&project, &["-e", &format!("trace={call}"), "-e", &inject]).unwrap();
                tried += 1;
                intact(&project.out(), &before);
                repaired(&project, projects);
            }
        }
        project.does(&["prune", "--keep-revisions", "2", "--quiet"]);
    }
    println!("{tried} calls failed");
    assert!(tried >= 3 * CALLS.len(), "{tried}");
}

#[test]
fn two_runs_at_once() {
    let times = if is_full() { 100 } else { 5 };
    let project = Project::new();
    project.does(&["build"]);
    let mut refused = 0;
    for round in 0..times {
        project.sign(3000 + round);
        // Either waits, or is told of the other.
        let waits: &[&str] = if round % 2 == 0 { &["build"] } else { &["build", "--wait"] };
        let runs = [0, 1].map(|_| {
            let mut run = project.briefing(waits);
            run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        });
        let ended = runs.map(|run| run.wait_with_output().unwrap());
        let (well, ill): (Vec<_>, Vec<_>) = ended.iter().partition(|run| run.status.success());
        assert!(!well.is_empty(), "{}", told(ill[0]));
        for run in ill {
            assert!(round % 2 == 0, "{}", told(run));
            assert!(told(run).contains("another run publishes to"), "{}", told(run));
            refused += 1;
        }
        // One revision, not two.
        let (name, _) = read_current(&project.out().join("fairs"));
        assert_eq!(name, format!("2024.r{}", round + 2));
        assert_eq!(project.does(&["verify-editions", "--quiet"]), "");
    }
    println!("{refused} of {} runs were told of the other", 2 * times);
}

#[test]
fn a_reader_sees_whole_editions_only() {
    let times = if is_full() { 200 } else { 10 };
    let project = Project::new();
    project.does(&["build"]);
    let done = AtomicBool::new(false);
    let out = project.out();
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut seen = BTreeMap::new();
            while !done.load(Ordering::Relaxed) {
                for brief in BRIEFS {
                    let (name, _) = read_current(&out.join(brief));
                    *seen.entry((brief, name)).or_insert(0) += 1;
                }
            }
            seen
        });
        for round in 0..times {
            project.sign(4000 + round);
            project.does(&["build"]);
        }
        done.store(true, Ordering::Relaxed);
        let seen = reader.join().expect("every edition was whole");
        let of_fairs = seen.keys().filter(|(brief, _)| *brief == "fairs").count();
        println!("{} readings of {} editions", seen.values().sum::<u32>(), seen.len());
        assert!(of_fairs > times / 2, "{of_fairs}");
    });
}

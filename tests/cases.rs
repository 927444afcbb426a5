//! What a person sees, through the real binary: one folder a case.
//!
//! `tests/cases/<feature>/<case>/` holds
//!
//! - `cmd`: one `briefing …` a line, run in order in a fresh project;
//! - `reports/`, `data/`, `out/`: files laid over the small project in `tests/base/`; an empty file
//!   `NAME.remove` takes `NAME` away;
//! - `expected/output.txt`: the commands with what they print, standard output first, then standard
//!   error, and their exit codes; `expected/out/…`: files of the output folder that must be equal.
//!
//! `SNAPSHOTS=overwrite cargo test --test cases` writes what is expected; read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use snapbox::{Assert, Data};

#[path = "binary.rs"]
mod binary;

fn main() {
    let arguments = Arguments::from_args();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let mut trials = Vec::new();
    for feature in folders(&tests.join("cases")) {
        for case in folders(&feature) {
            let name = format!("{}::{}", file_name(&feature), file_name(&case));
            let base = tests.join("base");
            trials.push(Trial::test(name, move || run(&base, &case)));
        }
    }
    assert!(!trials.is_empty(), "no case in {}", tests.display());
    libtest_mimic::run(&arguments, trials).exit();
}

fn run(base: &Path, case: &Path) -> Result<(), Failed> {
    let project = tempfile::tempdir()?;
    copy(base, project.path())?;
    for part in ["reports", "data", "out"] {
        if case.join(part).is_dir() {
            copy(&case.join(part), &project.path().join(part))?;
        }
    }
    let mut output = String::new();
    for line in fs::read_to_string(case.join("cmd"))?.lines() {
        let ran = binary::run(line, project.path()).map_err(Failed::from)?;
        output.push_str(&format!("$ {line}\n{}\n", ran.text));
    }

    let expected = case.join("expected");
    let assert = Assert::new().action_env("SNAPSHOTS");
    assert
        .try_eq(None, Data::text(output), Data::read_from(&expected.join("output.txt"), None))
        .map_err(|difference| Failed::from(difference.to_string()))?;
    for file in files(&expected.join("out"))? {
        let actual = project.path().join("out").join(file.strip_prefix(expected.join("out"))?);
        let actual = fs::read_to_string(&actual)
            .map_err(|error| Failed::from(format!("{}: {error}", actual.display())))?;
        assert
            .try_eq(None, Data::text(actual), Data::read_from(&file, None))
            .map_err(|difference| Failed::from(difference.to_string()))?;
    }
    Ok(())
}

/// Lays a folder over another.
fn copy(from: &Path, to: &Path) -> Result<(), Failed> {
    for file in files(from)? {
        let target = to.join(file.strip_prefix(from)?);
        if target.extension().is_some_and(|extension| extension == "remove") {
            let removed = target.with_extension("");
            if removed.is_dir() {
                fs::remove_dir_all(&removed)?;
            } else {
                fs::remove_file(&removed)?;
            }
            continue;
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, &target)?;
    }
    Ok(())
}

/// The files below a folder, sorted; none where it is not there.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failed> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return Ok(found) };
    let mut entries: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            found.extend(files(&entry)?);
        } else {
            found.push(entry);
        }
    }
    Ok(found)
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

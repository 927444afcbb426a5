//! What a person sees, through the real binary: one folder a case.
//!
//! `tests/cases/<feature>/<case>/` holds
//!
//! - `cmd`: one `briefing …` a line, run in order in a fresh project; `NAME=VALUE` before it is set in
//!   its environment;
//! - `reports/`, `data/`, `out/` and other folders: files laid over the small project in
//!   `tests/base/`; an empty file `NAME.remove` takes `NAME` away, and `NAME.link` is a link `NAME` to
//!   what it names;
//! - `then/`: files that are laid over the project where `cmd` has the line `then`;
//! - `expected/output.txt`: the commands with what they print, standard output first, then standard
//!   error, and their exit codes; `expected/out/…`: files of the output folder that must be equal.
//!
//! `SNAPSHOTS=overwrite cargo test --test cases` writes what is expected; read the difference.

use std::fs;
use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use snapbox::{Assert, Data};

#[path = "binary.rs"]
mod binary;
#[path = "folder.rs"]
mod folder;

use folder::{begin, files, folders, lay};

fn main() {
    let arguments = Arguments::from_args();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let mut trials = Vec::new();
    for feature in folders(&tests.join("cases")) {
        for case in folders(&feature) {
            let name = format!("{}::{}", file_name(&feature), file_name(&case));
            let tests = tests.clone();
            trials.push(Trial::test(name, move || run(&tests, &case)));
        }
    }
    assert!(!trials.is_empty(), "no case in {}", tests.display());
    libtest_mimic::run(&arguments, trials).exit();
}

fn run(tests: &Path, case: &Path) -> Result<(), Failed> {
    let project = tempfile::tempdir()?;
    begin(tests, case, project.path())?;
    let mut output = String::new();
    for line in fs::read_to_string(case.join("cmd"))?.lines() {
        if line == "then" {
            lay(&case.join("then"), project.path())?;
            continue;
        }
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

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

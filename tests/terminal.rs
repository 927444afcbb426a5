//! Colour and bars: where a person watches, and nowhere else.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[path = "folder.rs"]
#[allow(dead_code, reason = "shared with the cases")]
mod folder;

const ESCAPE: u8 = 0x1b;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").canonicalize().unwrap()
}

/// What is printed to standard output and standard error, with these variables and no others that
/// are about colour.
fn printed(mut command: Command, set: &[(&str, &str)]) -> Vec<u8> {
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI", "COLORTERM"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color").envs(set.iter().copied()).stdin(Stdio::null());
    let output = command.output().unwrap();
    [output.stdout, output.stderr].concat()
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    folder::begin(&tests(), &tests().join("cases/lints/hard-coded"), folder.path()).unwrap();
    folder
}

#[test]
fn a_pipe_sees_neither_unless_colour_is_forced() {
    let project = project();
    let check = |format: &str, set: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
        command.args(["check", "--format", format]).current_dir(project.path());
        printed(command, set)
    };
    for format in ["human", "json", "github", "sarif"] {
        let text = check(format, &[]);
        assert!(!text.is_empty() && !text.contains(&ESCAPE), "{format}");
        assert!(!text.contains(&b'\r'), "{format}: a bar");
        assert_eq!(text, check(format, &[("CI", "true")]), "{format}");
    }
    assert!(check("human", &[("CLICOLOR_FORCE", "1")]).contains(&ESCAPE));
    // What programs read has no colour, whatever is forced.
    assert_eq!(check("json", &[("CLICOLOR_FORCE", "1")]), check("json", &[]));
    let forced = String::from_utf8(check("github", &[("CLICOLOR_FORCE", "1")])).unwrap();
    let commands: Vec<&str> = forced.lines().filter(|line| line.starts_with("::")).collect();
    assert!(!commands.is_empty() && commands.iter().all(|line| !line.contains('\u{1b}')));
}

/// On a terminal, which `script` of util-linux stands in for.
#[test]
fn a_terminal_sees_colour_unless_it_is_declined() {
    let project = project();
    let check = |options: &str, set: &[(&str, &str)]| {
        let line = format!("{} check {options}", env!("CARGO_BIN_EXE_briefing"));
        let mut command = Command::new("script");
        command.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
        command.current_dir(project.path());
        String::from_utf8(printed(command, set)).unwrap()
    };
    let colour = "\u{1b}[1m";
    let text = check("", &[]);
    assert!(text.contains("B0901"), "{text}");
    assert!(text.contains(colour) && text.contains("\u{1b}[2K"), "colour, and a bar taken away");
    assert!(!check("", &[("NO_COLOR", "1")]).contains(colour));
    assert!(!check("", &[("TERM", "dumb")]).contains(colour));
    assert!(!check("--quiet", &[]).contains("\u{1b}[2K"), "no bar where it is to be quiet");
    assert!(!check("--format json", &[]).contains('\u{1b}'));
}

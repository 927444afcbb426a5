//! Runs the real binary and keeps what it prints.

use std::path::Path;
use std::process::Command;

/// What a run printed: standard output, standard error, and the exit code where it is not 0.
pub(crate) struct Ran {
    /// The text, with the project's folder as `[PROJECT]`.
    pub(crate) text: String,
}

/// Runs one line, `briefing …`, in a folder; `NAME=VALUE` before it is set in its environment.
pub(crate) fn run(line: &str, folder: &Path) -> Result<Ran, String> {
    let arguments = shlex::split(line).ok_or_else(|| format!("quotes do not match: {line}"))?;
    let set = arguments.iter().take_while(|argument| argument.contains('=')).count();
    let (set, arguments) = arguments.split_at(set);
    let Some(("briefing", arguments)) =
        arguments.split_first().map(|(first, rest)| (first.as_str(), rest))
    else {
        return Err(format!("expected a run of `briefing`: {line}"));
    };
    let result = Command::new(env!("CARGO_BIN_EXE_briefing"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .env_remove("GITHUB_WORKSPACE")
        .env_remove("CLICOLOR_FORCE")
        .env("NO_COLOR", "1")
        .envs(set.iter().filter_map(|pair| pair.split_once('=')))
        .output()
        .map_err(|error| format!("failed to run `{line}`: {error}"))?;
    let mut text = String::from_utf8_lossy(&result.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&result.stderr));
    match result.status.code() {
        Some(0) => {}
        Some(code) => text.push_str(&format!("[exit {code}]\n")),
        None => text.push_str("[killed]\n"),
    }
    let real = folder.canonicalize().map_err(|error| error.to_string())?;
    Ok(Ran {
        text: text
            .replace(&real.display().to_string(), "[PROJECT]")
            .replace(&folder.display().to_string(), "[PROJECT]"),
    })
}

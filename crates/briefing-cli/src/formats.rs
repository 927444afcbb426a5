//! The forms of what is printed, and which verb prints which.

use clap::ValueEnum;

use crate::arguments::Verb;
use crate::exit::UsageError;

/// The form of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// For programs: one JSON value
    Json,
    /// For spreadsheets
    Csv,
    /// Annotations of a GitHub workflow
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// The comment of a pull request
    Markdown,
}

use Format::{Csv, Github, Human, Json, Markdown, Sarif};

/// What each verb prints.
const FORMATS: &[(&str, &[Format])] = &[
    ("build", &[Human, Json, Github, Sarif]),
    ("check", &[Human, Json, Github, Sarif]),
    // No SARIF: a run makes what is due, and whoever scans would take what is not due for mended.
    ("run", &[Human, Json, Github]),
    ("next", &[Human, Json]),
    ("schedule", &[Human, Json]),
    ("verify-editions", &[Human, Json]),
    ("prune", &[Human, Json]),
    ("query", &[Human, Json, Csv]),
    ("trace", &[Human, Json]),
    ("diff", &[Human, Json, Markdown]),
    ("new", &[Human, Json]),
    ("explain", &[Human, Json]),
    ("source", &[Human, Json]),
    ("schema", &[Human, Json]),
    ("plugin", &[Human, Json]),
];

/// Checks that a verb prints a format.
///
/// # Errors
/// It does not: the command line is wrong.
pub(crate) fn check(verb: &Verb, format: Format) -> Result<(), UsageError> {
    let name = verb.name();
    let formats = FORMATS.iter().find(|(verb, _)| *verb == name).map_or(&[][..], |(_, all)| all);
    if formats.contains(&format) {
        return Ok(());
    }
    let printed: Vec<String> =
        formats.iter().map(|format| format!("`{}`", format.name())).collect();
    Err(UsageError(format!(
        "`briefing {name}` does not print `{}`; it prints {}",
        format.name(),
        printed.join(", ")
    )))
}

impl Format {
    /// Whether what is printed is for a program alone, and nobody reads standard error beside it.
    pub(crate) fn is_for_programs(self) -> bool {
        matches!(self, Json | Csv)
    }

    /// As it is written on the command line.
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::arguments::Arguments;

    #[test]
    fn every_verb_prints_something() {
        let command = Arguments::command();
        let shown = command.get_subcommands().filter(|verb| !verb.is_hide_set());
        let mut verbs: Vec<&str> = shown.map(clap::Command::get_name).collect();
        let mut named: Vec<&str> = FORMATS.iter().map(|(verb, _)| *verb).collect();
        verbs.sort_unstable();
        named.sort_unstable();
        assert_eq!(verbs, named);
    }

    #[test]
    fn what_is_documented_is_what_is_printed() {
        let documented = include_str!("../../../docs/command-line.md");
        for (verb, formats) in FORMATS {
            let formats: Vec<String> =
                formats.iter().map(|format| format!("`{}`", format.name())).collect();
            let line = format!("| `{verb}` | {} |", formats.join(", "));
            assert!(documented.lines().any(|other| other == line), "{line}");
        }
    }
}

//! Exit codes, all of them.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// What was asked for is done.
    Done = 0,
    /// The project has mistakes, or a report failed; or editions differ, where that was asked.
    Mistakes = 1,
    /// The command line is wrong.
    Usage = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The command line asks for what there is not.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UsageError(pub(crate) String);

/// The exit code of an error that ended a run.
pub(crate) fn of(error: &anyhow::Error) -> Exit {
    if error.is::<UsageError>() { Exit::Usage } else { Exit::Mistakes }
}

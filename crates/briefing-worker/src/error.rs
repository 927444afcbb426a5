//! Why a call got no response.

use std::io;

/// Why a call got no response. Each but [`WorkerError::Start`] is about what the worker was asked to
/// do: other calls are not concerned.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// It took more processor time than a call may take.
    #[error("it took more than {seconds} seconds of processor time")]
    Time {
        /// The limit.
        seconds: u64,
    },
    /// It took more memory than a worker may take.
    #[error("it took more than {} MiB of memory", memory >> 20)]
    Memory {
        /// The limit, in bytes.
        memory: u64,
    },
    /// It was nested more deeply than the stack is high.
    #[error("it is nested too deeply")]
    Stack,
    /// A defect of the program; what it said.
    #[error("the program failed where it should not have: {0}")]
    Panic(String),
    /// The worker ended in another way.
    #[error("the process that worked on it ended: {0}")]
    Ended(String),
    /// Calls with the same context were ended before, and are not tried again.
    #[error("it was given up, since the same took more time or memory than it may before")]
    GivenUp,
    /// No worker can be started.
    #[error("failed to start a worker process: {0}")]
    Start(#[source] io::Error),
}

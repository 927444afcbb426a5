//! Worker processes of this program: what each kind of them does, and how they are started.

use std::ffi::OsString;
use std::io;

use briefing_model::limits::{Limit, Limits};
use briefing_output_pdf::PdfService;
use briefing_text::TextService;
use briefing_worker::{Pool, serve};

use crate::arguments::{Worker, WorkerKind};

/// Serves the requests of the program that started this process.
///
/// # Errors
/// The system refuses a limit, or the program is gone.
pub(crate) fn run(options: &Worker) -> io::Result<()> {
    let limits = briefing_worker::Limits { memory: options.memory, seconds: options.seconds };
    match options.kind {
        WorkerKind::Pdf => serve(&PdfService::new(), &limits),
        WorkerKind::Text => serve(&TextService, &limits),
    }
}

/// KiB of address space that the allocator reserves at a time.
const ARENA: &str = "65536";

/// Workers of a kind, none of which is started yet.
pub(crate) fn pool(kind: WorkerKind, limits: &Limits) -> Pool {
    let (memory, seconds) = (limits.get(Limit::WorkerMemory), limits.get(Limit::WorkerSeconds));
    let arguments = [
        "worker".to_owned(),
        kind.as_str().to_owned(),
        format!("--memory={memory}"),
        format!("--seconds={seconds}"),
    ];
    let limits = briefing_worker::Limits { memory, seconds };
    // The allocator reserves a gigabyte of address space at first, which would count as used.
    Pool::with_limits(arguments.map(OsString::from).to_vec(), limits)
        .with_variable("MIMALLOC_ARENA_RESERVE", ARENA)
}

//! Threads that compile.
//!
//! Typst uses rayon itself. Were it to run on the caller's pool, a thread that waits for one part of
//! a page would take up another brief meanwhile, on the same stack, and so on, until the stack ends.
//! Nor does entering a pool of one's own help: a rayon thread that waits for another pool works for
//! its own. So the caller hands the brief to a thread that is the whole of its pool, and sleeps.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// Typst's own limits on nesting are made for a main thread's stack.
const STACK: usize = 16 << 20;

/// Pools of one thread that have nothing to do. There are never more than there were callers at
/// once.
static IDLE: Mutex<Vec<ThreadPool>> = Mutex::new(Vec::new());

/// Runs a job on a thread of its own and waits for it. A panic of the job is one of the caller.
///
/// # Errors
/// The system has no more threads.
pub(crate) fn run<T: Send + 'static>(
    job: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ThreadPoolBuildError> {
    let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let pool = match idle {
        Some(pool) => pool,
        None => ThreadPoolBuilder::new()
            .num_threads(1)
            .stack_size(STACK)
            .thread_name(|_| "briefing-pdf".to_owned())
            .build()?,
    };
    let (sender, receiver) = sync_channel::<Result<T, Box<dyn Any + Send>>>(1);
    pool.spawn(move || {
        // The receiver waits below for as long as there is a sender.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(job)));
    });
    let result = receiver.recv();
    IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(pool);
    match result {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(panic)) => resume_unwind(panic),
        Err(gone) => resume_unwind(Box::new(gone.to_string())),
    }
}

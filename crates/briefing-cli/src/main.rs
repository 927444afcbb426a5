//! The `briefing` command: sourced figures to finished briefs.
//!
//! The work is done by the other crates; here stand the arguments, the progress, the printing and
//! the exit codes.

mod arguments;
mod evidence;
mod exit;
mod formats;
mod making;
mod messages;
mod plugins;
mod progress;
mod session;
mod terminal;
mod tree;
mod verbs;
mod visible;
mod workers;
mod write;

use std::process::ExitCode;

/// Most of a run is the making of many small trees on all threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use clap::Parser as _;

use crate::arguments::{Arguments, Verb};
use crate::exit::Exit;
use crate::terminal::Terminal;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are errors to clap; a closed pipe has nobody left to tell.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() };
        }
    };
    if let Verb::Worker(options) = &arguments.verb {
        // Before any thread: what is started later is confined with it.
        return workers::run(options).map_or(Exit::Mistakes, |()| Exit::Done).into();
    }
    let terminal = Terminal::new(&arguments.common);
    if let Some(jobs) = threads(&arguments) {
        // Once a process, before anything asks for threads: this cannot be the second time.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
    if let Err(error) = formats::check(&arguments.verb, arguments.common.format) {
        terminal.failure(&error.into());
        return Exit::Usage.into();
    }
    let done = match &arguments.verb {
        Verb::Build(options) => verbs::build::run(&arguments.common, options, &terminal),
        Verb::Check(options) => verbs::check::run(&arguments.common, options, &terminal),
        Verb::VerifyEditions(options) => verbs::verify::run(&arguments.common, options, &terminal),
        Verb::Prune(options) => verbs::prune::run(&arguments.common, options, &terminal),
        Verb::Run(options) => verbs::run::run(&arguments.common, options, &terminal),
        Verb::Next(options) => verbs::next::run(&arguments.common, options, &terminal),
        Verb::Schedule(options) => verbs::schedule::run(&arguments.common, options, &terminal),
        Verb::Query(options) => verbs::query::run(&arguments.common, options, &terminal),
        Verb::Diff(options) => verbs::diff::run(&arguments.common, options, &terminal),
        Verb::Trace(options) => verbs::trace::run(&arguments.common, options, &terminal),
        Verb::New(options) => verbs::new::run(&arguments.common, options, &terminal),
        Verb::Explain(options) => verbs::explain::run(options, &terminal),
        Verb::Source(options) => verbs::source::run(&arguments.common, options, &terminal),
        Verb::Schema(options) => verbs::schema::run(options, &terminal),
        Verb::Plugin(options) => verbs::plugin::run(options, &terminal),
        Verb::Worker(_) => Ok(Exit::Done),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(error) if is_closed_pipe(&error) => Exit::Done.into(),
        Err(error) => {
            terminal.failure(&error);
            exit::of(&error).into()
        }
    }
}

/// How many threads to use; one a core if not said. An edition waits for the disk for a fifth of the
/// time that it takes to make: whoever makes editions has a thread more for four cores, so that none
/// of them has nothing to do meanwhile.
fn threads(arguments: &Arguments) -> Option<usize> {
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    match (arguments.common.jobs, &arguments.verb) {
        (Some(jobs), _) => Some(jobs.into()),
        (None, Verb::Build(_) | Verb::Run(_)) => Some(cores() + cores().div_ceil(4)),
        (None, _) => None,
    }
}

/// Whoever read our output has seen enough (`briefing query … | head`).
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

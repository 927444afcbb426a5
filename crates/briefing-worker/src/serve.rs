//! The worker's side: requests in, responses out.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::confinement::Confinement;
use crate::limits::Limits;
use crate::message::{self, Kind, Parts};

/// What a worker does.
pub trait Service {
    /// What several calls have in common, made ready once.
    type Context;

    /// Makes ready what the calls that follow have in common.
    fn context(&self, parts: Parts) -> Self::Context;

    /// Carries out a request.
    fn call(&self, context: Option<&Self::Context>, request: Parts) -> Parts;

    /// Forgets what is kept between calls.
    fn evict(&self) {}
}

/// Confines this process, then carries out the requests that come by its standard input until it is
/// closed. Nothing else of the process may write to its standard output, and no thread may have been
/// started before.
///
/// # Errors
/// The system refuses a limit, or the program that asks is gone.
pub fn serve<S: Service>(service: &S, limits: &Limits) -> io::Result<()> {
    // What a panic says goes to who asked; standard error is read only when a worker has died.
    std::panic::set_hook(Box::new(|_| {}));
    limits.apply()?;
    Confinement::enter();
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let mut context = None;
    while let Some((kind, parts)) = message::read(&mut input)? {
        match kind {
            Kind::Evict => service.evict(),
            Kind::Context => {
                limits.begin_call()?;
                context = Some(service.context(parts));
            }
            Kind::Call => {
                limits.begin_call()?;
                let call = AssertUnwindSafe(|| service.call(context.as_ref(), parts));
                match catch_unwind(call) {
                    Ok(response) => message::write(&mut output, Kind::Response, &response)?,
                    Err(panic) => {
                        message::write(&mut output, Kind::Panic, &[words(panic.as_ref())])?;
                    }
                }
            }
            Kind::Response | Kind::Panic => {}
        }
    }
    Ok(())
}

/// What a panic says.
fn words(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "it did not say why".to_owned())
}

//! The program's side: workers that are kept for the next call.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::WorkerError;
use crate::limits::Limits;
use crate::message::{Kind, Parts};
use crate::process::Process;

/// After how many calls with one context were ended for their time or memory none is tried again: a
/// run of a thousand briefs with a theme that never ends is to end.
const GIVEN_UP: u32 = 2;

/// Workers of one kind, as many as there are callers at once.
#[derive(Debug)]
pub struct Pool {
    arguments: Vec<OsString>,
    environment: Vec<(OsString, OsString)>,
    limits: Limits,
    idle: Mutex<Vec<Process>>,
    ended: Mutex<BTreeMap<String, u32>>,
}

/// What several calls have in common, such as a theme: a worker gets it once.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Tells it from others: the same key is the same content.
    pub key: &'a str,
    /// What it is.
    pub parts: &'a [&'a [u8]],
}

impl Pool {
    /// Workers that are this program, started with these arguments, with the default limits. None is
    /// started yet.
    #[must_use]
    pub fn new(arguments: Vec<OsString>) -> Self {
        Self::with_limits(arguments, Limits::default())
    }

    /// The same with other limits. The arguments must tell the worker of them.
    #[must_use]
    pub fn with_limits(arguments: Vec<OsString>, limits: Limits) -> Self {
        let environment = Vec::new();
        Self {
            arguments,
            environment,
            limits,
            idle: Mutex::new(Vec::new()),
            ended: Mutex::new(BTreeMap::new()),
        }
    }

    /// The same, with a variable in the environment of workers, which is empty otherwise.
    #[must_use]
    pub fn with_variable(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    fn start(&self) -> io::Result<Process> {
        Process::start(&self.arguments, &self.environment)
    }

    /// Starts workers until so many are idle, so that they are ready when they are called. A failure
    /// is left to the first call.
    pub fn warm(&self, count: usize) {
        let missing = count.saturating_sub(lock(&self.idle).len());
        for _ in 0..missing {
            let Ok(process) = self.start() else { return };
            lock(&self.idle).push(process);
        }
    }

    /// Has a worker carry out a request, and waits for its response.
    ///
    /// # Errors
    /// The call went over a limit, the worker failed, or none can be started. The worker is replaced
    /// by the next call.
    pub fn call(
        &self,
        context: Option<Context<'_>>,
        request: &[&[u8]],
    ) -> Result<Parts, WorkerError> {
        let key = context.map_or("", |context| context.key);
        if context.is_some() && lock(&self.ended).get(key).is_some_and(|ended| *ended >= GIVEN_UP) {
            return Err(WorkerError::GivenUp);
        }
        if let Some(process) = self.idle(key) {
            let response = self.call_on(process, context, request);
            // It may have died while it had nothing to do.
            if !matches!(response, Err(WorkerError::Ended(_))) {
                return response;
            }
        }
        let process = self.start().map_err(WorkerError::Start)?;
        self.call_on(process, context, request)
    }

    /// An idle worker, one that has the context already if there is one.
    fn idle(&self, key: &str) -> Option<Process> {
        let mut idle = lock(&self.idle);
        let place = idle.iter().rposition(|process| process.has_context(key));
        place.map(|place| idle.swap_remove(place)).or_else(|| idle.pop())
    }

    fn call_on(
        &self,
        mut process: Process,
        context: Option<Context<'_>>,
        request: &[&[u8]],
    ) -> Result<Parts, WorkerError> {
        let key = context.map_or("", |context| context.key);
        let response = match context {
            Some(context) if !process.has_context(key) => process.set_context(key, context.parts),
            _ => Ok(()),
        };
        match response.and_then(|()| process.call(request)) {
            Ok((Kind::Response, parts)) => {
                lock(&self.idle).push(process);
                Ok(parts)
            }
            Ok((_, parts)) => {
                lock(&self.idle).push(process);
                let words = parts
                    .first()
                    .map_or(String::new(), |part| String::from_utf8_lossy(part).into_owned());
                Err(WorkerError::Panic(words))
            }
            Err(_) => {
                let cause = process.cause(&self.limits);
                let is_over = matches!(
                    cause,
                    WorkerError::Time { .. } | WorkerError::Memory { .. } | WorkerError::Stack
                );
                if is_over && context.is_some() {
                    *lock(&self.ended).entry(key.to_owned()).or_default() += 1;
                }
                Err(cause)
            }
        }
    }

    /// Tells idle workers to forget what they keep between calls. One that is gone is replaced by the
    /// next call.
    pub fn evict(&self) {
        lock(&self.idle).retain_mut(|process| process.evict().is_ok());
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

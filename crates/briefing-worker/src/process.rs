//! One worker process, as the program sees it.

use std::ffi::OsString;
use std::io::{self, BufReader, Read as _};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};

use crate::error::WorkerError;
use crate::limits::Limits;
use crate::message::{self, Kind, Parts};

/// How much of what a dying worker says is read.
const LAST_WORDS: u64 = 16 << 10;

/// A worker process that waits for a request.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    errors: ChildStderr,
    /// The context that it has, by its key.
    context: Option<String>,
}

impl Process {
    /// Starts this program anew with the given arguments, and with nothing but these variables in its
    /// environment: nothing that it does depends on its surroundings.
    ///
    /// # Errors
    /// The system has no more processes, or the executable is gone.
    pub(crate) fn start(
        arguments: &[OsString],
        environment: &[(OsString, OsString)],
    ) -> io::Result<Self> {
        let mut child = Command::new(executable()?)
            .args(arguments)
            .env_clear()
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let missing = || io::Error::other("a pipe to it is missing");
        let input = Some(child.stdin.take().ok_or_else(missing)?);
        let output = BufReader::new(child.stdout.take().ok_or_else(missing)?);
        let errors = child.stderr.take().ok_or_else(missing)?;
        Ok(Self { child, input, output, errors, context: None })
    }

    /// Whether it has the context of this key.
    pub(crate) fn has_context(&self, key: &str) -> bool {
        self.context.as_deref() == Some(key)
    }

    /// Gives it a context.
    ///
    /// # Errors
    /// It is gone.
    pub(crate) fn set_context(&mut self, key: &str, parts: &[&[u8]]) -> io::Result<()> {
        self.send(Kind::Context, parts)?;
        self.context = Some(key.to_owned());
        Ok(())
    }

    /// Tells it to forget what it keeps between calls.
    ///
    /// # Errors
    /// It is gone.
    pub(crate) fn evict(&mut self) -> io::Result<()> {
        self.send(Kind::Evict, &[])
    }

    /// Has it carry out a request.
    ///
    /// # Errors
    /// It is gone: [`Process::cause`] says why.
    pub(crate) fn call(&mut self, request: &[&[u8]]) -> io::Result<(Kind, Parts)> {
        self.send(Kind::Call, request)?;
        message::read(&mut self.output)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    fn send(&mut self, kind: Kind, parts: &[&[u8]]) -> io::Result<()> {
        let input = self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        message::write(input, kind, parts)
    }

    /// Waits for a worker that gave no response, and says why it ended.
    pub(crate) fn cause(mut self, limits: &Limits) -> WorkerError {
        drop(self.input.take());
        let mut words = Vec::new();
        // Whoever has died says no more, and whoever has not says so little that it ends.
        let _ = (&mut self.errors).take(LAST_WORDS).read_to_end(&mut words);
        let words = String::from_utf8_lossy(&words).into_owned();
        match self.child.wait() {
            Ok(status) => cause(status, &words, limits),
            Err(error) => WorkerError::Ended(error.to_string()),
        }
    }
}

impl Drop for Process {
    /// A worker without its program has nothing to do.
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Why a process ended, from its status and what it said last.
fn cause(status: ExitStatus, words: &str, limits: &Limits) -> WorkerError {
    let time = WorkerError::Time { seconds: limits.seconds };
    let memory = WorkerError::Memory { memory: limits.memory };
    if words.contains("memory allocation of") || words.contains("unable to allocate") {
        return memory;
    }
    if words.contains("overflowed its stack") {
        return WorkerError::Stack;
    }
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt as _;

        use rustix::process::Signal;

        match status.signal().and_then(Signal::from_named_raw) {
            Some(Signal::XCPU) => return time,
            // The system's own way to end who takes too much memory.
            Some(Signal::KILL) => return memory,
            // A guard page below the stack, where the runtime has no words for it.
            Some(Signal::SEGV | Signal::BUS) => return WorkerError::Stack,
            _ => {}
        }
    }
    let _ = time;
    let words = words.trim();
    let last = words.lines().last().unwrap_or_default();
    WorkerError::Ended(if last.is_empty() { status.to_string() } else { last.to_owned() })
}

/// This program's executable, also where its file was replaced since it was started.
fn executable() -> io::Result<PathBuf> {
    if cfg!(target_os = "linux") {
        return Ok(PathBuf::from("/proc/self/exe"));
    }
    std::env::current_exe()
}

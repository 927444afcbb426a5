//! Limits on the memory and processor time of a worker.

use std::io;

/// What a worker may use. The system ends a worker that uses more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of address space, of the whole process (`RLIMIT_AS`).
    pub memory: u64,
    /// Seconds of processor time for each call (`RLIMIT_CPU`, moved forward before each call).
    pub seconds: u64,
}

impl Default for Limits {
    /// 2 GiB and 60 seconds: a brief takes some 200 MiB and a fraction of a second.
    fn default() -> Self {
        Self { memory: 2 << 30, seconds: 60 }
    }
}

impl Limits {
    /// Limits this process, for good: its memory, the size of files it writes (none), and what it
    /// leaves behind when it is ended (no core dump).
    ///
    /// # Errors
    /// The system refuses.
    #[cfg(unix)]
    pub(crate) fn apply(&self) -> io::Result<()> {
        use rustix::process::Resource;

        // Nobody waits for a worker whose program was killed.
        #[cfg(target_os = "linux")]
        rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
        set(Resource::As, Some(self.memory), Some(self.memory))?;
        set(Resource::Core, Some(0), Some(0))?;
        set(Resource::Fsize, Some(0), Some(0))
    }

    /// Gives the call that begins now its processor time, counted from what was used before it.
    ///
    /// # Errors
    /// The system refuses.
    #[cfg(unix)]
    pub(crate) fn begin_call(&self) -> io::Result<()> {
        use rustix::process::{Resource, getrlimit};
        use rustix::time::{ClockId, clock_gettime};

        let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
        let until = u64::try_from(used).unwrap_or(0).saturating_add(1).saturating_add(self.seconds);
        let maximum = getrlimit(Resource::Cpu).maximum;
        let until = maximum.map_or(until, |maximum| maximum.min(until));
        set(Resource::Cpu, Some(until), maximum)
    }

    /// This system has no limits that a process can set itself.
    #[cfg(not(unix))]
    pub(crate) fn apply(&self) -> io::Result<()> {
        Ok(())
    }

    /// This system has no limits that a process can set itself.
    #[cfg(not(unix))]
    pub(crate) fn begin_call(&self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(unix)]
fn set(
    resource: rustix::process::Resource,
    current: Option<u64>,
    maximum: Option<u64>,
) -> io::Result<()> {
    use rustix::process::{Rlimit, getrlimit, setrlimit};

    // A limit that is lower already stays: it cannot be raised.
    let lower = |new: Option<u64>, old: Option<u64>| match (new, old) {
        (Some(new), Some(old)) => Some(new.min(old)),
        (new, old) => new.or(old),
    };
    let old = getrlimit(resource).maximum;
    let maximum = lower(maximum, old);
    setrlimit(resource, Rlimit { current: lower(current, maximum), maximum })?;
    Ok(())
}

//! What a worker gives up for good before it reads the first request.

/// How far this system let a worker give up files, the network and other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Confinement {
    /// Files and TCP are out of reach, by Landlock: of Linux 5.13 on, where it is switched on.
    pub files: bool,
    /// Sockets and other programs are out of reach, by seccomp.
    pub system_calls: bool,
}

#[cfg(target_os = "linux")]
impl Confinement {
    /// Gives up all that this system lets a process give up. Threads that are started later have it
    /// no better; those that run already do, so it is called before any.
    pub(crate) fn enter() -> Self {
        Self { files: without_files().unwrap_or(false), system_calls: without_programs().is_some() }
    }
}

#[cfg(not(target_os = "linux"))]
impl Confinement {
    /// Nothing can be given up on this system.
    pub(crate) fn enter() -> Self {
        Self::default()
    }
}

/// Whether all files and TCP are out of reach from now on.
#[cfg(target_os = "linux")]
fn without_files() -> Result<bool, landlock::RulesetError> {
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, CompatLevel, Compatible as _, Ruleset,
        RulesetAttr as _, RulesetStatus,
    };

    // No rule follows: nothing that is handled is allowed. Older kernels handle less of it.
    let status = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(ABI::V5))?
        .handle_access(AccessNet::from_all(ABI::V5))?
        .create()?
        .restrict_self()?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

/// Makes the system calls fail that reach the network, other programs and other processes.
#[cfg(target_os = "linux")]
fn without_programs() -> Option<()> {
    use std::collections::BTreeMap;

    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch, apply_filter};

    const REFUSED: [libc::c_long; 12] = [
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_io_uring_setup,
        libc::SYS_bpf,
        libc::SYS_kill,
    ];
    let rules: BTreeMap<i64, Vec<_>> = REFUSED.into_iter().map(|call| (call, Vec::new())).collect();
    let not_permitted = SeccompAction::Errno(u32::try_from(libc::EPERM).ok()?);
    let architecture = TargetArch::try_from(std::env::consts::ARCH).ok()?;
    let filter =
        SeccompFilter::new(rules, SeccompAction::Allow, not_permitted, architecture).ok()?;
    let program = BpfProgram::try_from(filter).ok()?;
    apply_filter(&program).ok()
}

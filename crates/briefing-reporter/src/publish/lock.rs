//! One run at a time for an output folder. The kernel holds the lock, and releases it when the run
//! ends, however it ends: there is no stale lock to be cleared by hand.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};

use briefing_files::{Kind, Root};

use super::{OWN, PublishError};

/// An output folder that nobody else publishes to, as long as this is kept.
#[derive(Debug)]
pub(super) struct Lock {
    /// Unlocked when it is closed.
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Nobody has it now. Where this is not reached, the kernel releases the lock all the same.
        let _ = self.file.set_len(0);
    }
}

impl Lock {
    /// Takes the lock, and leaves word who has it. Where another run has it, `on_wait` is told, and
    /// it is waited for.
    ///
    /// # Errors
    /// Without `on_wait`: another run has it; the error says which. The disk.
    pub(super) fn take(
        root: &Root,
        holder: &str,
        on_wait: Option<&dyn Fn(&PublishError)>,
    ) -> Result<Self, PublishError> {
        let path = format!("{OWN}/lock");
        let failed = |verb| PublishError::at(root, verb, &path);
        if !matches!(root.kind(&path), Ok(None | Some(Kind::File))) {
            return Err(PublishError::Foreign {
                path: root.path().join(&path),
                reason: "is no file of this program's: remove it, and build again".to_owned(),
            });
        }
        // Never truncated before it is ours: it has the name of who has it.
        let mut file = root.open_to_lock(&path).map_err(failed("open"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut other = String::new();
                // Who has it may be about to write its name.
                let _ = file.read_to_string(&mut other);
                let other = match other.trim() {
                    "" => "it has not said who it is".to_owned(),
                    other => other.to_owned(),
                };
                let busy = PublishError::Busy { out: root.path().to_path_buf(), holder: other };
                let Some(on_wait) = on_wait else { return Err(busy) };
                on_wait(&busy);
                file.lock().map_err(failed("lock"))?;
            }
            Err(TryLockError::Error(error)) => return Err(failed("lock")(error)),
        }
        file.set_len(0).map_err(failed("write"))?;
        file.rewind().map_err(failed("write"))?;
        writeln!(file, "{holder}").map_err(failed("write"))?;
        Ok(Self { file })
    }
}

//! Files that verbs write beside editions: a report that is begun, an archived copy, a comparison, the
//! files of a scheduler. A project may have come with links in it, and a link is never written through.

use std::path::Path;

use anyhow::Context as _;
use briefing_files::Root;

/// Writes a file below a folder, whole or not at all, and the folders on the way; a file that is there
/// is replaced. The folder itself is where the command line or the project says; nothing below it may
/// be reached by a link. `path` is relative to it, with `/`.
pub(crate) fn write_below(folder: &Path, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let shown = folder.join(path);
    let write = || {
        let root = Root::create(folder)?;
        if let Some((above, _)) = path.rsplit_once('/') {
            root.make_folders(above)?;
        }
        root.replace(path, bytes)
    };
    write().with_context(|| format!("failed to write `{}`", shown.display()))
}

/// The bytes of a regular file below a folder; `None` where there is none.
pub(crate) fn read_below(folder: &Path, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let root = match Root::open(folder) {
        Ok(root) => root,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let message = format!("failed to open the folder `{}`", folder.display());
            return Err(anyhow::Error::new(error).context(message));
        }
    };
    let read = root.read_if_there(path);
    read.with_context(|| format!("failed to read `{}`", folder.join(path).display()))
}

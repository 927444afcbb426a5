//! The folder of a test: a small project, with files of a case laid over it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Lays a folder over another. An empty file `NAME.remove` takes `NAME` away; a file `NAME.link` makes a
/// link `NAME` to what it names.
pub(crate) fn lay(from: &Path, to: &Path) -> io::Result<()> {
    for file in files(from)? {
        let target = to.join(file.strip_prefix(from).map_err(io::Error::other)?);
        if target.extension().is_some_and(|extension| extension == "remove") {
            let removed = target.with_extension("");
            if removed.is_dir() {
                fs::remove_dir_all(&removed)?;
            } else {
                fs::remove_file(&removed)?;
            }
            continue;
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        if target.extension().is_some_and(|extension| extension == "link") {
            let leads_to = fs::read_to_string(&file)?;
            std::os::unix::fs::symlink(leads_to.trim_end(), target.with_extension(""))?;
            continue;
        }
        fs::copy(&file, &target)?;
    }
    Ok(())
}

/// The files below a folder, sorted; none where it is not there.
pub(crate) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return Ok(found) };
    let mut entries: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            found.extend(files(&entry)?);
        } else {
            found.push(entry);
        }
    }
    Ok(found)
}

/// The folders in a folder, sorted; none where it is not there.
pub(crate) fn folders(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

/// Begins the project of a case in a folder: `tests/base/`, with the case's own folders over it.
pub(crate) fn begin(tests: &Path, case: &Path, folder: &Path) -> io::Result<()> {
    lay(&tests.join("base"), folder)?;
    for part in folders(case) {
        if !part.ends_with("expected") && !part.ends_with("then") {
            lay(&part, &folder.join(part.file_name().unwrap_or_default()))?;
        }
    }
    Ok(())
}

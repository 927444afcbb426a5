//! Where the files of a project are, seen from the repository that it lies in.

use std::path::{Component, Path, PathBuf};

/// The folder of a project below the root of its repository, with a `/` at its end where it is not
/// empty: what turns `data/places.toml` into `briefs/data/places.toml`.
///
/// The root is `GITHUB_WORKSPACE`, which is where a workflow checks the repository out. Where that is
/// not set, or the project is not below it, the folder is as it was named on the command line.
pub(super) fn prefix(root: &Path, named: Option<&Path>) -> String {
    let workspace = std::env::var_os("GITHUB_WORKSPACE").map(PathBuf::from);
    let below = workspace.and_then(|workspace| below(root, &workspace));
    let folder = below.or_else(|| named.map(Path::to_owned)).unwrap_or_default();
    as_prefix(&folder)
}

/// The way from one folder to another that is below it.
fn below(root: &Path, workspace: &Path) -> Option<PathBuf> {
    let root = root.canonicalize().ok()?;
    let workspace = workspace.canonicalize().ok()?;
    root.strip_prefix(&workspace).ok().map(Path::to_owned)
}

fn as_prefix(folder: &Path) -> String {
    let parts = folder.components().filter(|part| *part != Component::CurDir);
    let path: PathBuf = parts.collect();
    let text = path.display().to_string().replace('\\', "/");
    if text.is_empty() || text.ends_with('/') { text } else { format!("{text}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_written_as_a_prefix() {
        assert_eq!(as_prefix(Path::new("")), "");
        assert_eq!(as_prefix(Path::new(".")), "");
        assert_eq!(as_prefix(Path::new("./briefs/")), "briefs/");
        assert_eq!(as_prefix(Path::new("/srv/briefs")), "/srv/briefs/");
    }
}

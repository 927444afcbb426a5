//! Paths below a root.

use std::io;

/// Whether a text can be the name of a file or folder and nothing else: not empty, no separator, not
/// `.` or `..`, no control character.
#[must_use]
pub fn is_name(text: &str) -> bool {
    !matches!(text, "" | "." | "..")
        && !text.contains(|c: char| matches!(c, '/' | '\\' | ':') && (c != ':' || cfg!(windows)))
        && !text.contains(char::is_control)
}

/// The names that a path is made of. The empty path is the root itself.
///
/// # Errors
/// It is absolute, leads up, or has a part that is no name.
pub(crate) fn parts(path: &str) -> io::Result<Vec<&str>> {
    if path.is_empty() {
        return Ok(Vec::new());
    }
    let parts: Vec<&str> = path.split('/').collect();
    if parts.iter().all(|part| is_name(part)) {
        return Ok(parts);
    }
    let message = format!("`{}` is no path within the folder", path.escape_debug());
    Err(io::Error::new(io::ErrorKind::InvalidInput, message))
}

/// The folder of a path and its last name.
///
/// # Errors
/// As [`parts`]; or it has no last name.
pub(crate) fn split(path: &str) -> io::Result<(Vec<&str>, &str)> {
    let mut parts = parts(path)?;
    match parts.pop() {
        Some(name) => Ok((parts, name)),
        None => Err(io::Error::new(io::ErrorKind::InvalidInput, "a file has a name")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_names_with_slashes() {
        assert_eq!(parts("fairs/2024.r2/brief.html").unwrap(), ["fairs", "2024.r2", "brief.html"]);
        assert!(parts("").unwrap().is_empty());
        for path in ["/etc", "..", "a/../b", "a//b", "a/", "./a", "a\\b", "a\nb", "a/\0"] {
            assert!(parts(path).is_err(), "{path:?}");
        }
        assert_eq!(split("a/b").unwrap(), (vec!["a"], "b"));
        assert!(split("").is_err());
    }
}

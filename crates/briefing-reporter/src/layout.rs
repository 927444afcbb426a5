//! Where the editions of a brief lie in the output folder.
//!
//! `<report>/<edition>/`, or `<report>/<key>/<edition>/` where the report fans out. The folder of a key
//! and that of an edition stand at the same level, since a report may fan out in one year and not in
//! the next: no folder of a key can have the name of an edition, of the link `current`, or of
//! anything else that a report's own folder may hold.

use briefing_model::period::Period;
use unicode_normalization::UnicodeNormalization as _;

use crate::publish::CURRENT;

/// What stands before a key whose own name would be that of something else.
const PREFIX: &str = "key-";

/// The folder of a brief's editions, relative to the output folder: `transfer-events`,
/// `province-profile/cn-gs`; `by-year/key-2024`, since `2024` is the name of an edition.
#[must_use]
pub fn brief_folder(report: &str, key: Option<&str>) -> String {
    match key {
        None => report.to_owned(),
        Some(key) => format!("{report}/{}", key_folder(key)),
    }
}

/// The folder of a key. Keys that some file systems take for one, since they differ in upper case or
/// in how a letter is composed, get the same folder, so that they can be found and refused.
fn key_folder(key: &str) -> String {
    let name = plain_folder(key);
    if name.is_empty() {
        return format!("{PREFIX}none");
    }
    if is_edition(&name) || name == CURRENT || name.starts_with(PREFIX) {
        return format!("{PREFIX}{name}");
    }
    name
}

/// A key as a name that every file system and address takes: small letters, digits, `-` and `_`.
fn plain_folder(key: &str) -> String {
    let small = key.nfc().flat_map(char::to_lowercase).collect::<String>();
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    small.replace('%', "percent").chars().map(kept).collect()
}

/// Whether a folder of small letters could be one of an edition, on a file system that tells upper
/// case from lower or on one that does not. The names of revisions and of editions as of a day have a
/// dot, which no key has.
fn is_edition(name: &str) -> bool {
    name == "all" || Period::parse(&name.to_ascii_uppercase()).is_ok()
}

/// The folder that earlier releases gave to a key, where it is another now: there, keys and editions
/// could have one name.
pub(crate) fn former_folder(report: &str, key: &str) -> Option<String> {
    let former = format!("{report}/{}", key.to_ascii_lowercase());
    (former != brief_folder(report, Some(key))).then_some(former)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_never_has_the_name_of_an_edition() {
        for (key, folder) in [
            ("CN-GS", "r/cn-gs"),
            ("2024-gansu", "r/2024-gansu"),
            ("signed", "r/signed"),
            ("2024", "r/key-2024"),
            ("2024-Q3", "r/key-2024-q3"),
            ("2024-10", "r/key-2024-10"),
            ("2024-W43", "r/key-2024-w43"),
            ("2024-10-27", "r/key-2024-10-27"),
            ("2024-01-01..2024-06-30", "r/2024-01-01--2024-06-30"),
            ("2024.r2", "r/2024-r2"),
            ("all", "r/key-all"),
            ("current", "r/key-current"),
            ("key-2024", "r/key-key-2024"),
            (".briefing", "r/-briefing"),
            ("..", "r/--"),
            ("", "r/key-none"),
            ("%", "r/percent"),
            ("CNY/project", "r/cny-project"),
            ("index.html", "r/index-html"),
        ] {
            assert_eq!(brief_folder("r", Some(key)), folder, "{key}");
        }
        assert_eq!(brief_folder("r", None), "r");
    }

    #[test]
    fn keys_that_a_file_system_takes_for_one_have_one_folder() {
        let folder = |key| brief_folder("r", Some(key));
        assert_eq!(folder("CNY"), folder("cny"));
        assert_eq!(folder("É"), folder("e\u{301}"), "composed or not");
    }

    #[test]
    fn a_folder_that_was_another_is_known() {
        assert_eq!(former_folder("r", "2024").as_deref(), Some("r/2024"));
        assert_eq!(former_folder("r", "CN-GS"), None);
    }
}

//! Names of editions and their revisions.

/// `fairs/2024.r2` as `fairs/2024` and 2; a name without a revision is of the first.
pub(crate) fn revision(edition: &str) -> (&str, u32) {
    let parts = edition.rsplit_once(".r").and_then(|(first, number)| {
        let number = number.parse().ok()?;
        Some((first, number))
    });
    parts.unwrap_or((edition, 1))
}

/// `2024-10` for the first revision of an edition, `2024-10.r2` for the second.
pub(crate) fn revision_name(edition: &str, revision: u32) -> String {
    if revision == 1 { edition.to_owned() } else { format!("{edition}.r{revision}") }
}

//! Where a figure stands, as people write or paste it.

use std::path::{Path, PathBuf};

use briefing_reporter::find_edition;
use percent_encoding::percent_decode_str;

/// A place in an edition.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The edition, or a file of it; empty where nothing says.
    pub(crate) edition: String,
    /// The anchor there: `f17`.
    pub(crate) anchor: Option<String>,
}

impl Place {
    /// `out/fairs/2024/brief.html#f17`, `fairs#f17`, `brief.md[^f17]`, `f17`,
    /// `file:///home/…/brief.html#f17`.
    pub(crate) fn parse(text: &str) -> Self {
        let text = text.trim();
        let decoded = text
            .strip_prefix("file://")
            .map(|path| percent_decode_str(path).decode_utf8_lossy().into_owned());
        let text = decoded.as_deref().unwrap_or(text);
        let (edition, anchor) = match text.rsplit_once('#').or_else(|| text.rsplit_once("[^")) {
            Some((edition, anchor)) => (edition, Some(anchor)),
            None if is_anchor(text) => ("", Some(text)),
            None => (text, None),
        };
        // As a Markdown file marks it.
        let bare = |anchor: &str| anchor.trim_matches(['[', '^', ']', ':']).to_owned();
        Self { edition: edition.to_owned(), anchor: anchor.map(bare) }
    }

    /// The folder of its edition: what is there under the name as a path, else as the name of an
    /// edition below the output folder, which is asked for only then.
    ///
    /// # Errors
    /// There is no such edition, or no output folder.
    pub(crate) fn folder(
        &self,
        out: impl FnOnce() -> anyhow::Result<PathBuf>,
    ) -> anyhow::Result<PathBuf> {
        if let Some(report) = report_of(&self.edition) {
            return Ok(find_edition(&out()?, &report)?);
        }
        let path = Path::new(if self.edition.is_empty() { "." } else { &self.edition });
        if path.is_dir()
            && let Ok(found) = find_edition(path, "")
        {
            return Ok(found);
        }
        if let Some(found) = path.parent().and_then(|folder| edition(folder, "")) {
            return Ok(found);
        }
        let out = out()?;
        let of_file = self.edition.rsplit_once('/').and_then(|(folder, _)| edition(&out, folder));
        Ok(match of_file {
            Some(found) => found,
            None => find_edition(&out, &self.edition)?,
        })
    }
}

/// The name of a report, where a text is the path to its folder or definition: `reports/fairs/`.
pub(crate) fn report_of(text: &str) -> Option<String> {
    let path = Path::new(text);
    let folder = if path.ends_with("report.toml") { path.parent()? } else { path };
    let is_report = folder.parent()?.ends_with("reports") && folder.join("report.toml").is_file();
    is_report.then(|| folder.file_name()?.to_str().map(str::to_owned)).flatten()
}

/// A folder that is itself an edition, so that what is named in it is a file of that, whether or not
/// the edition has such a file. A brief has its current edition below it, and no files.
fn edition(out: &Path, name: &str) -> Option<PathBuf> {
    let out = if out.as_os_str().is_empty() { Path::new(".") } else { out };
    find_edition(out, name).ok().filter(|found| *found == out.join(name))
}

/// Whether this is the anchor of a fact, a claim or a source, and nothing else.
fn is_anchor(text: &str) -> bool {
    let number = text.strip_prefix(['f', 'e', 's']);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_in_many_ways() {
        for (text, edition, anchor) in [
            ("out/fairs/2024/brief.html#f17", "out/fairs/2024/brief.html", Some("f17")),
            ("fairs/2024#f17", "fairs/2024", Some("f17")),
            ("fairs#f17", "fairs", Some("f17")),
            ("fairs/2024/brief.md[^f17]", "fairs/2024/brief.md", Some("f17")),
            ("fairs#[^f17]", "fairs", Some("f17")),
            ("file:///tmp/my%20fairs/brief.html#f3", "/tmp/my fairs/brief.html", Some("f3")),
            ("f17", "", Some("f17")),
            ("fairs", "fairs", None),
            ("fairs/2024", "fairs/2024", None),
        ] {
            let anchor = anchor.map(str::to_owned);
            let place = Place { edition: edition.to_owned(), anchor };
            assert_eq!(Place::parse(text), place, "{text}");
        }
    }
}

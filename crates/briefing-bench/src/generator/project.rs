//! Events as the files of a project.

use std::fmt::Write as _;

use jiff::ToSpan as _;

use super::event::{PLACES_TOML, SECTORS_TOML};
use super::{Happening, Size, YEAR, events};

/// Sources of so many events stand in one file.
const SOURCES_PER_FILE: usize = 100;

/// The files of a project by path, one after the other: a project of ten thousand briefs is never
/// held whole.
///
/// It has two reports that make a brief for each event of [`YEAR`]: `brief`, in the default theme
/// with all evidence, and `page`, the same text in a theme of its own that leaves the evidence out,
/// so that a brief is one page.
pub fn files(size: Size) -> impl Iterator<Item = (String, String)> {
    let fixed = FIXED.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    let mut sources = String::new();
    let mut written = 0;
    let mut all = events(size).peekable();
    let mut pending = None;
    let of_events = std::iter::from_fn(move || {
        if let Some(file) = pending.take() {
            return Some(file);
        }
        let event = all.next()?;
        sources.push_str(&source(&event));
        written += 1;
        if written % SOURCES_PER_FILE == 0 || all.peek().is_none() {
            let file =
                format!("data/sources/gazette-{:05}.toml", written.div_ceil(SOURCES_PER_FILE));
            pending = Some((file, std::mem::take(&mut sources)));
        }
        Some((format!("data/events/{}.toml", event.id), event_file(&event)))
    });
    fixed.chain(of_events)
}

const FIXED: &[(&str, &str)] = &[
    ("data/places.toml", PLACES_TOML),
    ("data/sectors.toml", SECTORS_TOML),
    ("data/measures.toml", include_str!("project/measures.toml")),
    ("data/scopes.toml", include_str!("project/scopes.toml")),
    ("reports/project.toml", include_str!("project/project.toml")),
    ("reports/metrics.toml", include_str!("project/metrics.toml")),
    ("reports/brief/report.toml", include_str!("project/report.toml")),
    ("reports/brief/brief.md.hbs", include_str!("project/brief.md.hbs")),
    (
        "reports/page/report.toml",
        concat!("theme = \"page\"\n", include_str!("project/report.toml")),
    ),
    ("reports/page/brief.md.hbs", include_str!("project/brief.md.hbs")),
    ("reports/themes/page/brief.typ", include_str!("project/page.typ")),
];

/// The measures of a generated project.
pub(super) const MEASURES_TOML: &str = include_str!("project/measures.toml");

fn event_file(event: &Happening) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "name = {{ en = \"{}\", zh = \"{}\" }}\nshort = \"{}\"\nstart = {}\nplace = \"{}\"\n",
        event.name, event.name_zh, event.short, event.start, event.place
    );
    let _ = writeln!(text, "sectors = {:?}", event.sectors);
    if event.start.year() == YEAR {
        // What no brief prints need not be written.
        let _ = writeln!(text, "note = \"{}\"", event.note);
    }
    for claim in &event.claims {
        let _ = write!(
            text,
            "\n[[claim]]\nmeasure = \"{}\"\nfigure = \"{}\"\nstatus = \"{}\"\n",
            claim.measure, claim.figure, claim.status
        );
        if let Some(sector) = &claim.sector {
            let _ = writeln!(text, "sector = \"{sector}\"");
        }
        let _ = write!(text, "source = \"gazette-{}\"\nquote = \"{}\"\n", event.id, claim.quote);
    }
    text
}

fn source(event: &Happening) -> String {
    let published = event.start.saturating_add(1.day());
    format!(
        "[gazette-{id}]\ntitle = {{ en = \"Report on {short}\", zh = \"{zh}签约情况\" }}\n\
         publisher = {{ en = \"Provincial Gazette\", zh = \"省政府公报\" }}\nkind = \"official\"\n\
         published = {published}\naccessed = 2025-01-31\n\
         url = \"https://gazette.example/{id}\"\nlanguage = \"en\"\ngrade = \"original\"\n\n",
        id = event.id,
        short = event.short,
        zh = event.name_zh,
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_file_is_toml_or_a_template_and_there_once() {
        let size = Size { briefs: 3, claims: 6_000, seed: 1 };
        let mut seen = BTreeMap::new();
        for (path, text) in files(size) {
            if path.ends_with(".toml") {
                toml::from_str::<toml::Table>(&text)
                    .unwrap_or_else(|error| panic!("{path}: {error}"));
            }
            assert!(seen.insert(path, text).is_none());
        }
        let events = seen.keys().filter(|path| path.starts_with("data/events/")).count();
        let sources: usize = seen
            .iter()
            .filter(|(path, _)| path.starts_with("data/sources/"))
            .map(|(_, text)| text.matches("[gazette-").count())
            .sum();
        assert_eq!((events, sources), (261, 261));
    }
}

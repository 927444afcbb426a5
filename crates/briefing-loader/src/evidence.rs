//! Claims against their words and the archived copies of their sources.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use briefing_evidence::codes as evidence_codes;
use briefing_evidence::{Archive, Archived, OFF_BY_DEFAULT, Tolerances, check};
use briefing_model::dataset::Dataset;
use briefing_model::diagnostic::{CodePage, Diagnostic, Diagnostics, Files, Level, Levels, Span};
use briefing_model::evidence::Evidence;
use briefing_model::limits::Limit;
use briefing_model::number::Number;
use briefing_model::source::Source;
use briefing_model::suggest::did_you_mean;
use briefing_text::{Format, TextReader};
use sha2::{Digest as _, Sha256};

use crate::codes;
use crate::convert::bad_value;
use crate::load::{LoadError, LoadOptions};
use crate::project::{Project, Settings};
use crate::raw;
use crate::tree::FileTree;
use crate::world::{World, WorldError};

/// Checks the claims of a data set, and adds what is found and not accepted.
///
/// # Errors
/// An archived copy cannot be read from where it is.
pub(crate) fn check_evidence(
    world: &dyn World,
    options: &LoadOptions<'_>,
    settings: &Settings,
    dataset: &mut Dataset,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) -> Result<Evidence, LoadError> {
    let (copies, strays) = copies(world, settings, dataset)?;
    let mut failed = None;
    let mut open = |source: &Source| match copies.get(source.id.as_str()) {
        Some(paths) => open(world, options, source, paths).unwrap_or_else(|error| {
            failed.get_or_insert(error);
            Archive::Missing
        }),
        None => Archive::Missing,
    };
    let compared = usize::try_from(options.limits.get(Limit::ComparedClaims));
    let tolerances = Tolerances { compared: compared.unwrap_or(usize::MAX), ..settings.tolerances };
    let mut evidence = check(dataset, &mut open, &tolerances);
    if let Some(error) = failed {
        return Err(error.into());
    }
    let levels = &settings.checks;
    evidence.findings.retain_mut(|finding| {
        let code = finding.diagnostic.code;
        // As of a day, what a finding is about may not have been known.
        let is_untimely = code == evidence_codes::USELESS_ACCEPTANCE && dataset.as_of.is_some();
        let is_off = OFF_BY_DEFAULT.contains(&code) && levels.of(code).is_none();
        match levels.apply_one(finding.diagnostic.clone()) {
            Some(diagnostic) if !is_off && !is_untimely => {
                finding.diagnostic = diagnostic;
                true
            }
            _ => false,
        }
    });
    let reported = evidence.findings.iter().filter(|finding| finding.accepted.is_none());
    diagnostics.extend(reported.map(|finding| finding.diagnostic.clone()));
    for (path, message) in strays {
        let file = files.add(path, "");
        let stray =
            Diagnostic::warning(evidence_codes::STRAY_ARCHIVE, Span::new(file, 0..0), message)
                .hint("copies are named after their sources: `SOURCE.txt`, `.html` or `.pdf`");
        diagnostics.extend(levels.apply_one(stray));
    }
    Ok(evidence)
}

/// The codes of `[checks]` in the settings and of `accepted` in claims that are none, or not to be
/// judged. Every crate has codes, so whoever knows them all asks.
#[must_use]
pub fn unknown_checks(project: &Project, pages: &[&CodePage]) -> Diagnostics {
    let free = || pages.iter().map(|page| page.code.0).filter(|code| Levels::is_free(code));
    let accepted = project.dataset.claims.iter().flat_map(|claim| {
        claim.accepted.iter().map(|accepted| (accepted.code.as_str(), accepted.span))
    });
    project
        .settings
        .checks
        .codes()
        .chain(accepted)
        .filter(|(code, _)| !free().any(|known| known == *code))
        .map(|(code, span)| {
            let is_mistake = pages.iter().any(|page| page.code.0 == code);
            if is_mistake {
                let message = format!("`{code}` is a mistake, whatever one thinks of it");
                Diagnostic::error(codes::UNKNOWN_CHECK, span, message).hint(
                    "findings that may be judged are those of evidence (B08), lints and audits (B09)",
                )
            } else {
                let message = format!("no finding has the code `{code}`");
                Diagnostic::error(codes::UNKNOWN_CHECK, span, message)
                    .did_you_mean(did_you_mean(code, free()))
                    .hint("`briefing explain` lists all codes")
            }
        })
        .collect()
}

/// What is let pass, as the settings say.
pub(crate) fn tolerances(
    raw: &raw::Tolerance,
    tree: &FileTree,
    diagnostics: &mut Diagnostics,
) -> Tolerances {
    let mut tolerances = Tolerances::default();
    for (key, written, number) in
        [("rate", &raw.rate, &mut tolerances.rate), ("share", &raw.share, &mut tolerances.share)]
    {
        let Some(written) = written else { continue };
        let text = written.trim_end_matches('%').trim_end();
        match text.parse::<Number>() {
            Ok(value) if !value.is_negative() => *number = value,
            _ => diagnostics.push(bad_value(
                tree.span(&format!("/tolerance/{key}")),
                format!("expected a number that is not below zero, such as `2`, found `{written}`"),
            )),
        }
    }
    tolerances.rate_days = raw.rate_days.unwrap_or(tolerances.rate_days);
    tolerances
}

impl From<raw::CheckLevel> for Level {
    fn from(level: raw::CheckLevel) -> Self {
        match level {
            raw::CheckLevel::Off => Self::Off,
            raw::CheckLevel::Warning => Self::Warning,
            raw::CheckLevel::Error => Self::Error,
        }
    }
}

/// The archived copies by source, and the files of the archive that are none, each with why.
type Copies = (BTreeMap<String, Vec<String>>, Vec<(String, String)>);

fn copies(world: &dyn World, settings: &Settings, dataset: &Dataset) -> Result<Copies, WorldError> {
    let mut copies: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut strays = Vec::new();
    for path in world.list(&settings.archive)? {
        let name = path.strip_prefix(&settings.archive).unwrap_or(&path).trim_start_matches('/');
        let id = name.rsplit_once('.').map_or(name, |(id, _)| id);
        let source = dataset.sources.get(id);
        let withheld = || dataset.withheld.sources.keys().any(|known| known.as_str() == id);
        if Format::of(name).is_none() {
            // Whatever else people keep beside it.
            continue;
        } else if source.is_some() {
            copies.entry(id.to_owned()).or_default().push(path);
        } else if !withheld() {
            let message = format!("`{path}` is a copy of no source");
            strays.push((path, message));
        }
    }
    Ok((copies, strays))
}

/// The copy of a source: of several the one that is recorded, else the first.
fn open(
    world: &dyn World,
    options: &LoadOptions<'_>,
    source: &Source,
    paths: &[String],
) -> Result<Archive, WorldError> {
    let mut first = None;
    for path in paths {
        let limit = options.limits.get(Limit::ArchiveSize);
        let bytes = match world.read(path, limit) {
            Ok(bytes) => bytes,
            Err(error) if error.is_too_large() => {
                let (most, raise) =
                    (Limit::ArchiveSize.written(limit), Limit::ArchiveSize.raise(limit));
                let limit = Limit::ArchiveSize;
                let why = format!("it has more than {most} (`{limit}`); {raise}");
                return Ok(Archive::Unreadable(why));
            }
            Err(error) => return Err(error),
        };
        let hash = sha256(&bytes);
        let is_recorded = source.sha256.as_ref().is_some_and(|recorded| *recorded == hash);
        if is_recorded || (source.sha256.is_none() && first.is_none()) {
            return Ok(read(options.text_reader, path, &bytes));
        }
        first.get_or_insert(hash);
    }
    Ok(first.map_or(Archive::Missing, Archive::Differs))
}

fn read(reader: &dyn TextReader, path: &str, bytes: &[u8]) -> Archive {
    let Some(format) = Format::of(path) else { return Archive::Missing };
    match reader.read(bytes, format) {
        Ok(pages) => {
            let text = pages.join("\n");
            if text.trim().is_empty() {
                Archive::Unreadable("it is a picture, or empty".to_owned())
            } else {
                Archive::Text(Archived::new(text))
            }
        }
        Err(error) => Archive::Unreadable(error.to_string()),
    }
}

/// The SHA-256 of bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

//! Publications.

use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::source::{Grade, Retraction, Source, SourceKind};

use super::{DataReader, Structures};
use crate::codes;
use crate::convert::{bad_value, date, is_language, slug, text};
use crate::raw;
use crate::tree::{FileTree, step};

impl DataReader {
    pub(super) fn read_sources(
        &mut self,
        tree: &FileTree,
        structures: &Structures,
        diagnostics: &mut Diagnostics,
    ) {
        let checked = structures.sources.check(tree, diagnostics);
        for key in checked.keys("", tree) {
            let at = step("", &key);
            let span = tree.key_span(&at);
            if !self.sources.define(&key, span, diagnostics) {
                continue;
            }
            let id = slug(&key, span, diagnostics);
            let (Some(id), Some(raw)) = (id, checked.read::<raw::Source>(&at)) else { continue };
            let place = |field: &str| tree.span(&step(&at, field));
            let published = raw
                .published
                .as_deref()
                .map(|written| date(written, place("published"), diagnostics));
            let Some(accessed) = date(&raw.accessed, place("accessed"), diagnostics) else {
                continue;
            };
            let published = match published {
                Some(None) => continue,
                Some(date) => date,
                None => None,
            };
            if published.is_some_and(|published| published > accessed) {
                diagnostics.push(
                    Diagnostic::error(
                        codes::DATE_ORDER,
                        place("accessed"),
                        format!("`{id}` was read before it was published"),
                    )
                    .related(place("published"), "published here"),
                );
            }
            let Ok(retracted) = retraction(&raw, &place, diagnostics) else { continue };
            if let (Some(retraction), Some(published)) = (&retracted, published)
                && retraction.date < published
            {
                diagnostics.push(
                    Diagnostic::error(
                        codes::DATE_ORDER,
                        place("retracted"),
                        format!("`{id}` was taken back before it was published"),
                    )
                    .related(place("published"), "published here"),
                );
            }
            if !is_language(&raw.language) {
                diagnostics.push(bad_value(
                    place("language"),
                    format!(
                        "expected a language such as `en` or `zh-Hant`, found `{}`",
                        raw.language
                    ),
                ));
            }
            if let Some(url) = &raw.url
                && !(url.starts_with("https://") || url.starts_with("http://"))
            {
                diagnostics.push(bad_value(
                    place("url"),
                    format!("expected an address that begins with `https://`, found `{url}`"),
                ));
            }
            if let Some(hash) = &raw.sha256
                && (hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit()))
            {
                diagnostics.push(bad_value(
                    place("sha256"),
                    "expected the 64 hexadecimal digits of a SHA-256",
                ));
            }
            let source = Source {
                id: id.clone(),
                title: text(raw.title),
                publisher: text(raw.publisher),
                origin: raw.origin.map(text),
                kind: match raw.kind {
                    raw::SourceKind::Official => SourceKind::Official,
                    raw::SourceKind::StateMedia => SourceKind::StateMedia,
                    raw::SourceKind::Press => SourceKind::Press,
                    raw::SourceKind::Trade => SourceKind::Trade,
                    raw::SourceKind::Reference => SourceKind::Reference,
                },
                published,
                accessed,
                url: raw.url,
                language: raw.language,
                grade: match raw.grade {
                    raw::Grade::Original => Grade::Original,
                    raw::Grade::Republished => Grade::Republished,
                    raw::Grade::Unverified => Grade::Unverified,
                },
                sha256: raw.sha256.map(|hash| hash.to_ascii_lowercase()),
                retracted,
                note: raw.note.map(text),
                span,
            };
            self.dataset.sources.insert(id, source);
        }
    }
}

/// That a source was taken back, where it was; an error if the day is none.
fn retraction(
    raw: &raw::Source,
    place: &impl Fn(&str) -> Span,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Retraction>, ()> {
    let Some(written) = &raw.retracted else {
        if raw.retraction_note.is_some() {
            diagnostics.push(
                Diagnostic::error(
                    codes::MISSING_KEY,
                    place("retraction-note"),
                    "a note on a retraction without its day",
                )
                .hint("add `retracted`, the day on which the source was taken back"),
            );
        }
        return Ok(None);
    };
    let span = place("retracted");
    let date = date(written, span, diagnostics).ok_or(())?;
    Ok(Some(Retraction { date, note: raw.retraction_note.clone().map(text), span }))
}

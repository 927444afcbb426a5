//! What files share: texts, ids, dates, references, each checked at its place.

use std::cell::Cell;
use std::collections::BTreeMap;

use briefing_model::date::Date;
use briefing_model::diagnostic::{Diagnostic, Diagnostics, Span};
use briefing_model::language::{LANGUAGES, Unwritten, language};
use briefing_model::slug::Slug;
use briefing_model::suggest::did_you_mean;
use briefing_model::text::Text;

use crate::codes;
use crate::raw;

/// A text in the languages it is written in.
pub(crate) fn text(words: raw::Words) -> Text {
    match words {
        raw::Words::English(text) => Text::en(text),
        raw::Words::Tagged(texts) => {
            texts.into_iter().fold(Text::default(), |all, (tag, text)| all.with(&tag, text))
        }
    }
}

/// An id, or what is wrong with it.
pub(crate) fn slug(written: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Slug> {
    match Slug::new(written) {
        Ok(slug) => Some(slug),
        Err(error) => {
            diagnostics.push(
                Diagnostic::error(codes::BAD_ID, span, error.to_string())
                    .did_you_mean(error.suggestion.as_ref().map(Slug::as_str)),
            );
            None
        }
    }
}

/// A day, or what is wrong with it.
pub(crate) fn date(written: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Date> {
    // A time of day would be taken for a day as well, and be lost.
    let day = (written.len() == "2024-10-27".len()).then(|| written.parse().ok()).flatten();
    match day {
        Some(date) => Some(date),
        None => {
            diagnostics.push(
                Diagnostic::error(codes::BAD_DATE, span, format!("`{written}` is not a date"))
                    .label("expected a day such as `2024-10-27`"),
            );
            None
        }
    }
}

/// Ids of one kind, and where each was defined, whether its definition could be read or not.
#[derive(Debug, Default)]
pub(crate) struct Known {
    what: &'static str,
    /// The files that define them, for messages: "`data/scopes.toml`, under `[scope]`".
    home: &'static str,
    spans: BTreeMap<String, Span>,
    asked: Cell<u32>,
}

/// For how many unknown ids of a kind it is said what may have been meant.
const SUGGESTIONS: u32 = 100;

impl Known {
    pub(crate) fn new(what: &'static str, home: &'static str) -> Self {
        Self { what, home, spans: BTreeMap::new(), asked: Cell::new(0) }
    }

    /// Adds an id; a second definition is a mistake.
    pub(crate) fn define(&mut self, id: &str, span: Span, diagnostics: &mut Diagnostics) -> bool {
        if let Some(first) = self.spans.get(id) {
            diagnostics.push(
                Diagnostic::error(
                    codes::DUPLICATE_ID,
                    span,
                    format!("the {} `{id}` is defined twice", self.what),
                )
                .label("again here")
                .related(*first, "first here"),
            );
            return false;
        }
        self.spans.insert(id.to_owned(), span);
        true
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.spans.contains_key(id)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.spans.keys().map(String::as_str)
    }

    /// What may have been meant. A list that is missing as a whole makes every reference to it
    /// unknown, and comparing each with everything would take hours: the first ones are enough.
    fn near(&self, id: &str) -> Option<&str> {
        let asked = self.asked.get();
        self.asked.set(asked.saturating_add(1));
        (asked < SUGGESTIONS).then(|| did_you_mean(id, self.ids())).flatten()
    }

    /// Checks a reference.
    pub(crate) fn refer(&self, id: &str, span: Span, diagnostics: &mut Diagnostics) -> bool {
        if self.contains(id) {
            return true;
        }
        let near = self.near(id);
        let diagnostic = Diagnostic::error(
            codes::UNKNOWN_REFERENCE,
            span,
            format!("unknown {} `{id}`", self.what),
        );
        let diagnostic = match near {
            Some(_) => diagnostic.did_you_mean(near),
            None => match among(self.ids()) {
                Some(all) => diagnostic.hint(all),
                None => diagnostic,
            },
        };
        diagnostics.push(diagnostic.hint(format!("{}s are defined in {}", self.what, self.home)));
        false
    }
}

/// "there are `a`, `b`", where they are few; nothing where there is none or where they are many.
pub(crate) fn among<'a>(ids: impl Iterator<Item = &'a str>) -> Option<String> {
    let ids: Vec<&str> = ids.take(FEW + 1).collect();
    match ids.as_slice() {
        [] => None,
        [only] => Some(format!("there is `{only}`")),
        few if few.len() <= FEW => Some(format!("there are `{}`", few.join("`, `"))),
        _ => None,
    }
}

/// How many ids a message lists.
const FEW: usize = 12;

/// Whether a text has the shape of a BCP 47 tag: letters, then parts of letters and digits.
pub(crate) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// What is wrong with the language of a brief; `None` where it can be written in it.
pub(crate) fn unwritten(tag: &str, span: Span) -> Option<Diagnostic> {
    if !is_language(tag) {
        let message = format!("expected a language such as `en`, found `{tag}`");
        return Some(bad_value(span, message));
    }
    let why = language(tag).err()?;
    let message = match why {
        Unwritten::Unknown => format!("briefs cannot be written in `{tag}`"),
        Unwritten::Traditional => {
            format!("briefs cannot be written in the traditional characters of `{tag}`")
        }
    };
    let there_are = format!("there are words for `{}`", LANGUAGES.join("` and `"));
    Some(Diagnostic::error(codes::UNKNOWN_LANGUAGE, span, message).hint(match why {
        Unwritten::Unknown => there_are,
        Unwritten::Traditional => format!("{there_are}, which is in simplified characters"),
    }))
}

/// A mistake in the form of a value.
pub(crate) fn bad_value(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(codes::BAD_VALUE, span, message)
}

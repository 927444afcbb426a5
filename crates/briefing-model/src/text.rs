//! Text in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A name or label in one or more languages, keyed by BCP 47 tag (`en`, `zh`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(BTreeMap<String, String>);

impl Text {
    /// Text in one language.
    pub fn new(language: &str, text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(language.to_owned(), text.into())]))
    }

    /// English text.
    pub fn en(text: impl Into<String>) -> Self {
        Self::new("en", text)
    }

    /// Adds, or replaces, the text in one language.
    #[must_use]
    pub fn with(mut self, language: &str, text: impl Into<String>) -> Self {
        self.0.insert(language.to_owned(), text.into());
        self
    }

    /// The text in exactly this language.
    #[must_use]
    pub fn get(&self, language: &str) -> Option<&str> {
        self.0.get(language).map(String::as_str)
    }

    /// The text in this language, else its base language (`zh` for `zh-Hans`), else English, else
    /// any; empty where there is none.
    #[must_use]
    pub fn in_language(&self, language: &str) -> &str {
        let base = language.split('-').next().unwrap_or(language);
        [language, base, "en"]
            .iter()
            .find_map(|tag| self.get(tag))
            .or_else(|| self.0.values().next().map(String::as_str))
            .unwrap_or("")
    }

    /// Whether there is no text in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Languages and texts, in order of the language tag.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(tag, text)| (tag.as_str(), text.as_str()))
    }
}

/// Whether a text has nothing that a reader sees: white space and characters without width only.
///
/// ```
/// use briefing_model::text::is_blank;
///
/// assert!(is_blank("") && is_blank(" \u{3000}\u{200b}\n"));
/// assert!(!is_blank("兰 "));
/// ```
#[must_use]
pub fn is_blank(text: &str) -> bool {
    let is_unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().all(is_unseen)
}

/// A kind of character that no text of a project may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Forbidden {
    /// An explicit directional formatting character of the Unicode bidirectional algorithm
    /// (UAX #9, section 2): an embedding, an override, an isolate, or the end of one. What stands
    /// behind it may be shown in another order than it has: `195` as `591`.
    Direction,
    /// A control character (general category `Cc`) that does not separate lines or words.
    Control,
}

/// The kind of a character that no text of a project may have; `None` for all others. Tabs and ends
/// of lines are text, and so are the implicit marks U+200E, U+200F and U+061C, which have an effect
/// on the characters beside them only.
///
/// ```
/// use briefing_model::text::{Forbidden, forbidden};
///
/// assert_eq!(forbidden('\u{202e}'), Some(Forbidden::Direction));
/// assert_eq!(forbidden('\u{9b}'), Some(Forbidden::Control));
/// assert!("兰 \t\r\n\u{200e}\u{200f}\u{61c}\u{2028}".chars().all(|c| forbidden(c).is_none()));
/// ```
#[must_use]
pub fn forbidden(c: char) -> Option<Forbidden> {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(Forbidden::Direction),
        '\t' | '\n' | '\r' => None,
        c if c.is_control() => Some(Forbidden::Control),
        _ => None,
    }
}

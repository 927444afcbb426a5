//! Editions that are compared, and the comparison as a brief of its own.

mod collected;
mod document;
mod head;
mod phrases;

use std::collections::BTreeSet;
use std::sync::Arc;

use briefing_diff::Difference;
use briefing_facts::Facts;
use briefing_template::words;

pub use document::difference_document;

/// What one side says.
#[derive(Debug, Clone)]
pub struct Said {
    /// What it is called: the name of an edition, or its folder; for people at a terminal.
    pub name: String,
    /// Whether it is what the project would build now, and not an edition.
    pub is_draft: bool,
    /// Its facts.
    pub facts: Facts,
    /// The ids of all claims that are known there, where that is more than what the brief prints.
    pub known: Arc<BTreeSet<String>>,
}

impl Said {
    /// What it is called in a language.
    #[must_use]
    pub fn called(&self, locale: &str) -> &str {
        if self.is_draft { words::difference("draft", locale) } else { &self.name }
    }
}

/// A brief as it was and as it is.
#[derive(Debug, Clone)]
pub struct Compared {
    /// Its folder: `province-profile/cn-gs`.
    pub brief: String,
    /// As it was; `None` where there was none.
    pub before: Option<Said>,
    /// As it is; `None` where there is none.
    pub after: Option<Said>,
    /// What changed; `None` where there is only one side.
    pub difference: Option<Difference>,
}

impl Compared {
    /// Compares two sides.
    #[must_use]
    pub fn new(brief: impl Into<String>, before: Option<Said>, after: Option<Said>) -> Self {
        let both = before.as_ref().zip(after.as_ref());
        let difference = both.map(|(before, after)| {
            Difference::between_known(&before.facts, &after.facts, &after.known)
        });
        Self { brief: brief.into(), before, after, difference }
    }

    /// Whether there is any difference: that one side is missing is one.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.difference.as_ref().is_none_or(|difference| !difference.is_empty())
    }

    /// The language of what is said of it: that of the later side.
    #[must_use]
    pub fn language(&self) -> &str {
        let side = self.after.as_ref().or(self.before.as_ref());
        side.map_or("en", |side| side.facts.brief.language.as_str())
    }

    /// Its title: that of the later side.
    #[must_use]
    pub fn title(&self) -> &str {
        let side = self.after.as_ref().or(self.before.as_ref());
        side.map_or(self.brief.as_str(), |side| side.facts.brief.title.as_str())
    }
}

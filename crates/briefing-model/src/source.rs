//! Publications that figures come from.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::diagnostic::Span;
use crate::slug::Slug;
use crate::text::Text;

/// A publication, after Our World in Data's *origin*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its identifier.
    pub id: Slug,
    /// Its title, in the languages it is known in.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// Who the publisher cites for it: the agency or paper the words come from. Two sources of one
    /// origin are not independent.
    pub origin: Option<Text>,
    /// Whose voice it is.
    pub kind: SourceKind,
    /// When it was published, where that is known.
    pub published: Option<Date>,
    /// When it was read.
    pub accessed: Date,
    /// Its address; absent where only copies of doubtful origin are known.
    pub url: Option<String>,
    /// The language it is written in, as a BCP 47 tag.
    pub language: String,
    /// How far it can be trusted to be what it says it is.
    pub grade: Grade,
    /// SHA-256 of the archived copy, in hexadecimal.
    pub sha256: Option<String>,
    /// That its publisher took it back.
    pub retracted: Option<Retraction>,
    /// Whatever a reader should know about it.
    pub note: Option<Text>,
    /// Where it is defined.
    pub span: Span,
}

/// That a publisher took a source back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retraction {
    /// The day it did.
    pub date: Date,
    /// What is known of the reason.
    pub note: Option<Text>,
    /// Where it stands.
    pub span: Span,
}

/// How far a source can be trusted to be what it says it is; not whether what it says is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Text that a copy attributes to an outlet; the original was not seen. A lead.
    Unverified,
    /// An identifiable republisher that names its origin.
    Republished,
    /// The original publisher, or an official domain.
    Original,
}

impl Grade {
    /// All of them, lowest first.
    pub const ALL: [Self; 3] = [Self::Unverified, Self::Republished, Self::Original];

    /// The word used in data files and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Republished => "republished",
            Self::Original => "original",
        }
    }
}

/// Whose voice a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A ministry, government or its press office.
    Official,
    /// A news agency or the press of a government or party.
    StateMedia,
    /// Any other press.
    Press,
    /// A trade body, company or research house.
    Trade,
    /// A data set or reference table.
    Reference,
}

impl SourceKind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Official, Self::StateMedia, Self::Press, Self::Trade, Self::Reference];

    /// The word used in data files and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::StateMedia => "state-media",
            Self::Press => "press",
            Self::Trade => "trade",
            Self::Reference => "reference",
        }
    }
}

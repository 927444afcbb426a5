//! What checking a claim against its words and its source has found.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::dataset::ClaimIndex;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::figure::Figure;
use crate::number::Number;
use crate::slug::Slug;
use crate::unit::Unit;

/// Whether the words of a claim are in the archived copy of its source.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteGrade {
    /// Character by character, in one place.
    Exact,
    /// In one place, but for white space, width and forms of characters.
    Folded,
    /// In several places, which nothing tells apart.
    Ambiguous,
    /// They are not in it.
    Absent,
    /// There is no archived copy, or none that can be read.
    #[default]
    SourceMissing,
    /// The archived copy is another than the one recorded; it was not looked into.
    HashDiffers,
}

impl QuoteGrade {
    /// All of them, best first.
    pub const ALL: [Self; 6] = [
        Self::Exact,
        Self::Folded,
        Self::Ambiguous,
        Self::Absent,
        Self::SourceMissing,
        Self::HashDiffers,
    ];

    /// The word used in data and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Ambiguous => "ambiguous",
            Self::Absent => "absent",
            Self::SourceMissing => "source-missing",
            Self::HashDiffers => "hash-differs",
        }
    }
}

impl fmt::Display for QuoteGrade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether the words of a claim carry its figure.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum FigureGrade {
    /// The figure read out of the words is the claim's.
    Read,
    /// The words have several figures that may be meant, the claim's among them.
    Ambiguous,
    /// The words have another figure.
    Differs,
    /// No figure can be read out of the words.
    #[default]
    Unread,
}

impl FigureGrade {
    /// All of them, best first.
    pub const ALL: [Self; 4] = [Self::Read, Self::Ambiguous, Self::Differs, Self::Unread];

    /// The word used in data and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Ambiguous => "ambiguous",
            Self::Differs => "differs",
            Self::Unread => "unread",
        }
    }
}

impl fmt::Display for FigureGrade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What checking a claim has found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Checked {
    /// Of its words against its source.
    pub quote: QuoteGrade,
    /// Of its figure against its words.
    pub figure: FigureGrade,
}

/// What checking the claims of a data set has found, beside the grades that each claim keeps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// What the claims say against their words, their sources or each other, in the order of the data
    /// set.
    pub findings: Vec<Finding>,
    /// Exchange rates that claims imply by giving one amount in two currencies.
    pub rates: Vec<ImpliedRate>,
    /// Claims on the same thing that cannot all be true, in the order of the data set.
    pub contradictions: Vec<Vec<ClaimIndex>>,
    /// What is declared to add up, and does. What does not is among the findings.
    pub identities: Vec<CheckedIdentity>,
}

/// Figures that are declared to make another one, and do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedIdentity {
    /// Where that is declared.
    pub by: DeclaredBy,
    /// The claims that make the figure.
    pub terms: Vec<ClaimIndex>,
    /// The claim that says what they make.
    pub result: ClaimIndex,
    /// How far it was found to hold.
    pub held: Held,
}

/// Where it is declared that figures make another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeclaredBy {
    /// The parts of an event are all there is of it.
    Parts,
    /// Populations are all of another: the partition, by id.
    Partition(Slug),
    /// An identity of its own, by id.
    Identity(Slug),
}

/// How far a declared identity was found to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// All figures are numbers, and they agree as far as they are written out.
    Confirmed,
    /// Some are bounds or ranges, and what they leave possible agrees.
    NotContradicted,
}

impl Held {
    /// The word used in data and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::NotContradicted => "not-contradicted",
        }
    }
}

/// Something that claims say against their words, their sources or each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What, where, and how bad it is.
    pub diagnostic: Diagnostic,
    /// The claims it is about.
    pub claims: Vec<ClaimIndex>,
    /// Why it may stay: somebody has looked at it. Such a finding is listed, and no longer reported.
    pub accepted: Option<String>,
}

/// The exchange rate that a source implies by giving one amount in two currencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImpliedRate {
    /// The claims: in the base currency, and in the quote currency.
    pub claims: [ClaimIndex; 2],
    /// The currency priced: USD.
    pub base: Unit,
    /// The currency it is priced in: CNY.
    pub quote: Unit,
    /// Units of `quote` for one of `base`, as the two amounts stand.
    pub rate: Number,
    /// The same, for all that the amounts may have been before they were rounded.
    pub bounds: Figure,
    /// The day it is compared for, where it is known.
    pub day: Option<Date>,
    /// The reference rate nearest to that day, by its place in the data set, and how far the implied
    /// rate is above it, in percent.
    pub reference: Option<(usize, Number)>,
}

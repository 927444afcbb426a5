//! What a data set declares to add up.

use crate::claim::Counts;
use crate::diagnostic::Span;
use crate::slug::Slug;
use crate::status::Status;
use crate::text::Text;

/// Populations that are all of another one, and have nothing in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    /// Its identifier.
    pub id: Slug,
    /// The population that is divided: mostly [`WHOLE`](crate::claim::WHOLE).
    pub of: Slug,
    /// The populations, or sectors, that it is divided into.
    pub into: Vec<Slug>,
    /// Where it is declared.
    pub span: Span,
}

/// Figures that make another: A + B = C, or A / B = C.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its identifier.
    pub id: Slug,
    /// What it says, for readers; the identifier where it is not given.
    pub name: Option<Text>,
    /// How the terms make the result.
    pub operation: Operation,
    /// The terms: those of a sum, or what is divided by what.
    pub terms: Vec<Term>,
    /// What they make.
    pub result: Term,
    /// Where it is declared.
    pub span: Span,
}

/// How the terms of an [`Identity`] make its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// They are added.
    Sum,
    /// The first is divided by the second; in percent, where the result is a share.
    Ratio,
}

/// The claims that a term of an [`Identity`] stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The event; any where it is not given, the same for all terms.
    pub event: Option<Slug>,
    /// The measure.
    pub measure: Slug,
    /// The status.
    pub status: Status,
    /// Whether what has reached the status is counted, or what is in it now.
    pub counts: Counts,
    /// The scope.
    pub scope: Slug,
    /// The population, or the sector that is one.
    pub population: Slug,
    /// The source; any where it is not given.
    pub source: Option<Slug>,
}

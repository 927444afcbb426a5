//! What is measured.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Span;
use crate::slug::Slug;
use crate::status::Status;
use crate::text::Text;
use crate::unit::Unit;

/// A measure: what a figure is a figure of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Its identifier.
    pub id: Slug,
    /// Its name: "Agreement value".
    pub name: Text,
    /// What it means and what it leaves out.
    pub description: Option<Text>,
    /// What kind of number it is.
    pub kind: MeasureKind,
    /// The unit that figures without one are in.
    pub unit: Unit,
    /// Other currencies that claims of a [`MeasureKind::Money`] measure may be stated in.
    pub also: Vec<Unit>,
    /// The unit in words, singular and plural, each in each language; none for money and shares.
    pub noun: Option<Noun>,
    /// Whether it cannot be below zero.
    pub non_negative: bool,
    /// Whether figures of different events may be added. Firms that take part may come twice.
    pub additive: bool,
    /// Of a [`MeasureKind::Share`] measure: what it is a share of, where that can be said.
    pub of: Option<ShareOf>,
    /// Where it is defined.
    pub span: Span,
}

/// What a share is a share of: a part of this measure, in percent of the whole of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareOf {
    /// The measure that the part and the whole are figures of.
    pub measure: Slug,
    /// The status of the whole, where it is not that of the part; the two then cover the same
    /// population. Without it the whole is that of all populations.
    pub status: Option<Status>,
}

/// "project" and "projects".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Noun {
    /// For one.
    pub one: Text,
    /// For any other number.
    pub other: Text,
}

/// What kind of number a measure has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureKind {
    /// An amount of a currency.
    Money,
    /// A whole number of things: `> 5` is `>= 6`.
    Count,
    /// A part of a whole, in percent.
    Share,
}

impl MeasureKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Money, Self::Count, Self::Share];

    /// The word used in data files and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Count => "count",
            Self::Share => "share",
        }
    }
}

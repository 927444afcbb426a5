//! Which claims a metric is about: conditions on dimensions, all of which must hold.

use std::fmt;

use crate::diagnostic::Span;
use crate::dimension::Dimension;

/// Conditions that must all hold. No condition selects everything.
///
/// In TOML: `where = { region = ["western", "northeastern"], year = ">= 2023", status = "signed" }`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The conditions, in the order they were written; at most one a dimension.
    pub conditions: Vec<Condition>,
}

/// A condition on one dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The dimension.
    pub dimension: Dimension,
    /// What its value must be.
    pub test: Test,
    /// Where it stands.
    pub span: Span,
}

/// What the value of a dimension must be. Values are the ids of the dimension; years are digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// One of these. With a dimension of several values, any of them.
    In(Vec<String>),
    /// None of these: `{ not = ["chongqing"] }`. A claim without a value passes.
    NotIn(Vec<String>),
    /// Within bounds, of an ordered dimension: `>= 2023`, `< signed`, `2023..2024`. A claim without
    /// a value fails.
    Range {
        /// The least value, and whether it is itself excluded.
        from: Option<(String, bool)>,
        /// The greatest value, and whether it is itself excluded.
        to: Option<(String, bool)>,
    },
}

impl Selection {
    /// The condition on a dimension.
    #[must_use]
    pub fn on(&self, dimension: Dimension) -> Option<&Condition> {
        self.conditions.iter().find(|condition| condition.dimension == dimension)
    }

    /// Whether a condition fixes the dimension to one single value.
    #[must_use]
    pub fn fixes(&self, dimension: Dimension) -> bool {
        matches!(self.on(dimension).map(|c| &c.test), Some(Test::In(values)) if values.len() == 1)
    }
}

impl fmt::Display for Selection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, condition) in self.conditions.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{} {}", condition.dimension, condition.test)?;
        }
        Ok(())
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::In(values) => write!(f, "= {}", values.join(" | ")),
            Self::NotIn(values) => write!(f, "≠ {}", values.join(" | ")),
            Self::Range { from, to } => {
                let mut and = "";
                if let Some((value, excluded)) = from {
                    write!(f, "{} {value}", if *excluded { ">" } else { "≥" })?;
                    and = " and ";
                }
                if let Some((value, excluded)) = to {
                    write!(f, "{and}{} {value}", if *excluded { "<" } else { "≤" })?;
                }
                Ok(())
            }
        }
    }
}

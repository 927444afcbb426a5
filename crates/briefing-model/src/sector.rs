//! Sectors of industry: a controlled list.

use crate::diagnostic::Span;
use crate::slug::Slug;
use crate::text::Text;

/// A sector, with the other words that sources use for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sector {
    /// Its identifier.
    pub id: Slug,
    /// Its name.
    pub name: Text,
    /// Other names, in any language; each belongs to one sector only.
    pub aliases: Vec<String>,
    /// The wider sector it is part of.
    pub broader: Option<Slug>,
    /// Where it is defined.
    pub span: Span,
}

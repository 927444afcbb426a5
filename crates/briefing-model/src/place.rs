//! Provinces and the regions they are counted in.

use crate::diagnostic::Span;
use crate::slug::Slug;
use crate::text::Text;

/// A statistical region, such as the western one of the National Bureau of Statistics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its identifier: `eastern`, `central`, `western`, `northeastern`.
    pub id: Slug,
    /// Its name.
    pub name: Text,
    /// Where it is defined.
    pub span: Span,
}

/// A province, autonomous region or municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// ISO 3166-2 code, which is also its identifier: `CN-GS`.
    pub code: String,
    /// Six-digit code of GB/T 2260: `620000`.
    pub gb: String,
    /// Its name.
    pub name: Text,
    /// The region it is counted in.
    pub region: Slug,
    /// Where it is defined.
    pub span: Span,
}

impl Place {
    /// The code in lower case, for file and folder names: `cn-gs`.
    #[must_use]
    pub fn key(&self) -> String {
        self.code.to_ascii_lowercase()
    }
}

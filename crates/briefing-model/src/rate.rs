//! Exchange rates: a sourced series, since a converted amount needs evidence too.

use crate::date::Date;
use crate::diagnostic::Span;
use crate::number::Number;
use crate::slug::Slug;
use crate::unit::Unit;

/// On a day, one unit of `base` was worth `value` units of `quote`: 1 USD = 7.1090 CNY.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// The currency priced: USD.
    pub base: Unit,
    /// The currency it is priced in: CNY.
    pub quote: Unit,
    /// The day.
    pub date: Date,
    /// Units of `quote` for one of `base`.
    pub value: Number,
    /// Who says so.
    pub source: Slug,
    /// Where it is defined.
    pub span: Span,
}

//! Numerals: a number and its magnitude, in digits, Chinese characters or English words.

mod arabic;
mod chinese;
mod english;

use std::ops::Range;

use briefing_model::number::Number;

use crate::text::Text;

/// A numeral as it is written.
#[derive(Debug, Clone)]
pub(crate) struct Numeral {
    /// Its characters, magnitude included.
    pub(crate) range: Range<usize>,
    /// What it says.
    pub(crate) value: Value,
    /// How it is written.
    pub(crate) script: Script,
    /// The magnitude at its end, which may hold for the number before it too: that of `300 billion`
    /// in `280 to 300 billion`.
    pub(crate) factor: Option<Number>,
    /// What its last digit is worth, where it is written in digits, as a power of ten: 8 of
    /// `304.6 billion`.
    pub(crate) last_digit: Option<i8>,
    /// Hedges within it: the `余` of `3000余亿`, the `多` of `十多万`.
    pub(crate) hedges: Vec<(Range<usize>, &'static str)>,
}

/// What a numeral says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// A number.
    Is(Number),
    /// From one number to another, both included: `七八百`.
    Between(Number, Number),
    /// More than one number and less than another: `十几`.
    Within(Number, Number),
    /// So many percent: `七成`, `三分之一`, `half`.
    Share(Number, Number),
    /// Nothing certain, and why.
    Unread(String),
    /// No quantity: the words are a place in an order (`twenty-first`) or part of a name.
    Ordinal,
}

/// How a numeral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// In digits.
    Digits,
    /// In Chinese characters.
    Chinese,
    /// In English words.
    English,
}

impl Numeral {
    fn new(range: Range<usize>, value: Value, script: Script) -> Self {
        Self { range, value, script, factor: None, last_digit: None, hedges: Vec::new() }
    }

    /// Growth by so many percent, in a word.
    pub(crate) fn growth(range: Range<usize>, percent: Number) -> Self {
        Self::new(range, Value::Share(percent, percent), Script::English)
    }

    /// Whether it ends in `成`, tenths.
    pub(crate) fn is_tenths(&self, text: &Text) -> bool {
        text.before(self.range.end) == '成'
    }

    fn unread(range: Range<usize>, why: impl Into<String>, script: Script) -> Self {
        Self::new(range, Value::Unread(why.into()), script)
    }
}

/// The numeral that begins at a place.
pub(crate) fn numeral(text: &Text, at: usize) -> Option<Numeral> {
    let c = text.at(at);
    if c.is_ascii_digit() {
        arabic::read(text, at)
    } else if c.is_ascii_alphabetic() {
        english::read(text, at)
    } else {
        chinese::read(text, at)
    }
}

/// A value times a factor; unread if it has too many digits.
fn scaled(value: &Value, factor: Number) -> Value {
    let times = |number: Number| number.checked_mul(factor);
    let scaled = match value {
        Value::Is(a) => times(*a).map(Value::Is),
        Value::Between(a, b) => times(*a).zip(times(*b)).map(|(a, b)| Value::Between(a, b)),
        Value::Within(a, b) => times(*a).zip(times(*b)).map(|(a, b)| Value::Within(a, b)),
        other => Some(other.clone()),
    };
    scaled.unwrap_or_else(|| Value::Unread(TOO_LARGE.into()))
}

pub(crate) const TOO_LARGE: &str = "it has too many digits";

pub(crate) use chinese::{
    is_digit as is_chinese_digit, is_magnitude as is_chinese_magnitude, tenths,
};

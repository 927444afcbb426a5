//! Figures as people write them in data files and on the command line.
//!
//! ```text
//! figure = ["~"] (mark amount | [">"] amount ".." ["<"] amount | amount | "?" [unit])
//! mark   = ">" | ">=" | "<" | "<="
//! amount = [unit] number [magnitude] [unit]
//! ```
//!
//! A range's ends are included; `>` before the first and `<` before the second leave them out
//! (`>280..<300`). A magnitude or unit written once, at the end of a range, holds for both ends.
//! `~` makes any of them rough: people write it before one value, arithmetic before the others.
//!
//! Currencies may be named as texts name them (`632亿元`, `63.2bn yuan`, `US$40.98 billion`), and
//! digits and marks may be full-width.

use std::fmt;
use std::ops::Range;

use super::words::{RANGED, SHARED, chinese_magnitude, magnitude_of, unit};
use super::{Bound, Comparator, Figure, Precision};
use crate::number::{Number, NumberError};
use crate::unit::Unit;

/// What a text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The figure.
    pub figure: Figure,
    /// Bytes of the text that name the unit, where it does.
    pub unit_span: Option<Range<usize>>,
    /// How far the figure was written out.
    pub precision: Precision,
}

/// Why a text is no [`Figure`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct NotationError {
    /// Bytes of the text that are wrong.
    pub span: Range<usize>,
    /// What is wrong, or was expected.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
}

impl NotationError {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: None }
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// An amount with what was written around its number.
struct Amount {
    number: Number,
    /// Bytes of the digits.
    digits: Range<usize>,
    magnitude: Option<i128>,
    unit: Option<(Unit, Range<usize>)>,
    span: Range<usize>,
}

impl Figure {
    /// Parses a figure; `default` is its unit where the text names none.
    ///
    /// ```
    /// use briefing_model::figure::Figure;
    /// use briefing_model::unit::Unit;
    ///
    /// let figure = Figure::parse("> 300 billion", &Unit::new("CNY")?)?;
    /// assert_eq!(figure.to_string(), "> 300000000000 CNY");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The text is none; the error says where and why.
    pub fn parse(text: &str, default: &Unit) -> Result<Self, NotationError> {
        Ok(Self::parse_spanned(text, default)?.figure)
    }

    /// As [`Figure::parse`], and says where the unit was named.
    ///
    /// # Errors
    /// The text is none; the error says where and why.
    pub fn parse_spanned(text: &str, default: &Unit) -> Result<Parsed, NotationError> {
        // Full-width digits and marks are those of a Chinese keyboard.
        let Some(narrow) = Narrowed::of(text) else { return Self::parse_narrow(text, default) };
        match Self::parse_narrow(&narrow.text, default) {
            Ok(parsed) => {
                let unit_span = parsed.unit_span.map(|span| narrow.original(&span));
                Ok(Parsed { unit_span, ..parsed })
            }
            Err(error) => Err(NotationError { span: narrow.original(&error.span), ..error }),
        }
    }

    fn parse_narrow(text: &str, default: &Unit) -> Result<Parsed, NotationError> {
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len();
        if start >= end {
            return Err(NotationError::new(
                0..text.len(),
                "expected a figure such as `> 300 billion`",
            ));
        }
        // `~ > 5`: an open end that is itself rough, which only arithmetic makes.
        if let Some(rest) = text[start..end].strip_prefix('~')
            && rest.trim_start().starts_with(['>', '<', '≥', '≤', '?'])
        {
            // Blanks in the place of the mark keep every byte where it was.
            let unmarked = format!("{}{rest}", " ".repeat(start + 1));
            let parsed = Self::parse_narrow(&unmarked, default)?;
            return Ok(Parsed { figure: parsed.figure.with_about(true), ..parsed });
        }
        if let Some(rest) = text[start..end].strip_prefix('?') {
            let (unit, unit_span) = match rest.trim() {
                "" => (default.clone(), None),
                name => {
                    let at = end - name.len()..end;
                    (unit(name, at.clone(), default)?, Some(at))
                }
            };
            return Ok(Parsed {
                figure: Self::unknown(unit),
                unit_span,
                precision: Precision::EXACT,
            });
        }
        match text[start..end].find("..") {
            Some(dots) => range(text, start..start + dots, start + dots + 2..end, default),
            None => single(text, start..end, default),
        }
    }

    /// The text that [`Figure::parse`] reads back as the same figure, given the figure's own unit as
    /// default. In plain digits, without magnitudes; the same as `Display`.
    #[must_use]
    pub fn notation(&self) -> String {
        self.to_string()
    }
}

/// A text with its full-width characters as ASCII ones.
struct Narrowed {
    text: String,
    /// For each byte of the text, and its end, the byte of the original.
    places: Vec<usize>,
}

impl Narrowed {
    /// `None` where there is no full-width character.
    fn of(original: &str) -> Option<Self> {
        let narrow = |c: char| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
            // The minus sign.
            '\u{2212}' => Some('-'),
            _ => None,
        };
        original.contains(|c| narrow(c).is_some()).then_some(())?;
        let mut narrowed = Self { text: String::new(), places: Vec::new() };
        for (at, c) in original.char_indices() {
            let c = narrow(c).unwrap_or(c);
            narrowed.text.push(c);
            narrowed.places.extend((0..c.len_utf8()).map(|offset| at + offset));
        }
        narrowed.places.push(original.len());
        Some(narrowed)
    }

    fn original(&self, span: &Range<usize>) -> Range<usize> {
        self.places[span.start]..self.places[span.end]
    }
}

fn single(text: &str, at: Range<usize>, default: &Unit) -> Result<Parsed, NotationError> {
    let (mark, at) = comparator(text, at);
    let amount = amount(text, at, default)?;
    let value = scaled(amount.number, amount.magnitude, &amount.span)?;
    let unit = amount.unit.as_ref().map_or_else(|| default.clone(), |(unit, _)| unit.clone());
    let figure = match mark {
        "" => Figure::exact(value, unit),
        ">" => Figure::more_than(value, unit),
        ">=" => Figure::at_least(value, unit),
        "<" => Figure::less_than(value, unit),
        "<=" => Figure::at_most(value, unit),
        _ => Figure::about(value, unit),
    };
    let precision = Precision::of_written(&text[amount.digits.clone()], amount.magnitude);
    Ok(Parsed { figure, unit_span: amount.unit.map(|(_, span)| span), precision })
}

fn range(
    text: &str,
    first: Range<usize>,
    second: Range<usize>,
    default: &Unit,
) -> Result<Parsed, NotationError> {
    let whole = first.start..second.end;
    let (mark, first) = comparator(text, first);
    let about = mark == "~";
    let low_strict = match mark {
        "" | "~" => false,
        ">" => true,
        _ => {
            let message = "a range begins with a number, with `>` to leave it out, or with `~`";
            return Err(NotationError::new(whole, message));
        }
    };
    let (mark, second) = comparator(text, second);
    let high_strict = match mark {
        "" => false,
        "<" => true,
        _ => {
            let message = "a range ends with a number, or with `<` to leave it out";
            return Err(NotationError::new(whole, message));
        }
    };
    let (low, high) = (amount(text, first, default)?, amount(text, second, default)?);
    if let (Some((a, _)), Some((b, span))) = (&low.unit, &high.unit)
        && a != b
    {
        return Err(NotationError::new(span.clone(), format!("the range begins in `{a}`")));
    }
    let magnitude = low.magnitude.or(high.magnitude);
    let low_value = scaled(low.number, magnitude, &low.span)?;
    let high_value = scaled(high.number, high.magnitude, &high.span)?;
    let named = high.unit.or(low.unit);
    let unit = named.as_ref().map_or_else(|| default.clone(), |(unit, _)| unit.clone());
    let (lower, upper) = (
        Bound { value: low_value, strict: low_strict },
        Bound { value: high_value, strict: high_strict },
    );
    let figure = Figure::from_bounds(Some(lower), Some(upper), about, unit).map_err(|_| {
        let error =
            NotationError::new(whole, "the range is empty: it begins where it ends or above");
        if low.magnitude.is_some() && high.magnitude.is_none() { error.hint(SHARED) } else { error }
    })?;
    let unit_span = named.map(|(_, span)| span);
    Ok(Parsed { figure, unit_span, precision: Precision::EXACT })
}

fn comparator(text: &str, at: Range<usize>) -> (&'static str, Range<usize>) {
    let part = &text[at.clone()];
    let trimmed = part.trim_start();
    let start = at.end - trimmed.len();
    for (written, mark) in
        [(">=", ">="), ("≥", ">="), ("<=", "<="), ("≤", "<="), (">", ">"), ("<", "<"), ("~", "~")]
    {
        if trimmed.starts_with(written) {
            return (mark, start + written.len()..at.end);
        }
    }
    ("", start..at.end)
}

fn amount(text: &str, at: Range<usize>, default: &Unit) -> Result<Amount, NotationError> {
    let part = &text[at.clone()];
    let start = at.start + (part.len() - part.trim_start().len());
    let end = at.start + part.trim_end().len();
    if start >= end {
        return Err(NotationError::new(at, "expected a number"));
    }
    let span = start..end;
    let body = &text[span.clone()];
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | '/' | '-');
    let digits = body.find(|c: char| c.is_ascii_digit()).unwrap_or(body.len());
    // A sign belongs to the number that follows it.
    let from = if body[..digits].ends_with('-') { digits - 1 } else { digits };
    let head = body[..from].trim();
    let length = body[from..].find(|c| !is_digit(c)).unwrap_or(body.len() - from);
    let written = &body[from..from + length];
    if written.is_empty() {
        return Err(NotationError::new(span, format!("expected a number, found `{body}`"))
            .hint("write digits, as in `> 300 billion CNY`"));
    }
    // `CNY/project` after the number: the slash is the unit's only after a letter.
    let number_at = start + from..start + from + length;
    let number = written.parse().map_err(|error| match error {
        NumberError::NotANumber(_) => {
            let error =
                NotationError::new(number_at.clone(), format!("`{written}` is not a number"));
            if written.trim_start_matches('-').contains('-') { error.hint(RANGED) } else { error }
        }
        NumberError::TooLarge(_) => NotationError::new(number_at.clone(), error.to_string()),
    })?;

    let mut magnitude = None;
    let mut named = None;
    if !head.is_empty() {
        let head_at = start..start + head.len();
        named = Some((unit(head, head_at.clone(), default)?, head_at));
    }
    let mut at = start + from + length;
    for word in text[at..end].split_whitespace() {
        let offset = word.as_ptr() as usize - text.as_ptr() as usize;
        let word_at = offset..offset + word.len();
        at = word_at.end;
        let (word, word_at) = match chinese_magnitude(word) {
            Some((value, length)) if magnitude.is_none() => {
                magnitude = Some(value);
                (&word[length..], word_at.start + length..word_at.end)
            }
            _ => (word, word_at),
        };
        if word.is_empty() {
            continue;
        }
        if let Some(value) = magnitude_of(word) {
            if magnitude.is_some() {
                return Err(NotationError::new(word_at, format!("`{word}` is a second magnitude")));
            }
            magnitude = Some(value);
        } else if matches!(word, "US" | "us" | "U.S.") && text[at..end].trim() == "dollars" {
            // `15.4 billion US dollars`: the next word is the unit.
        } else if let Some((first, _)) = &named
            && *first == unit(word, word_at.clone(), default)?
        {
            // `人民币632亿元` names it twice.
        } else if named.is_some() {
            return Err(NotationError::new(word_at, format!("`{word}` is a second unit")));
        } else {
            named = Some((unit(word, word_at.clone(), default)?, word_at));
        }
    }
    debug_assert!(at <= end);
    Ok(Amount { number, digits: number_at, magnitude, unit: named, span })
}

fn scaled(
    number: Number,
    magnitude: Option<i128>,
    span: &Range<usize>,
) -> Result<Number, NotationError> {
    number.checked_mul(Number::from_integer(magnitude.unwrap_or(1))).ok_or_else(|| {
        NotationError::new(span.clone(), "the figure is too large to be held exactly")
    })
}

/// The notation, in plain digits: `> 300000000000 CNY`.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.is_about() { "~ " } else { "" };
        match (self.comparator(), self.lower(), self.upper()) {
            (Comparator::Exact, Some(low), _) => write!(f, "{}", low.value)?,
            (Comparator::About, Some(low), _) => write!(f, "~ {}", low.value)?,
            (Comparator::Between, Some(low), Some(high)) => write!(
                f,
                "{about}{}{}..{}{}",
                if low.strict { ">" } else { "" },
                low.value,
                if high.strict { "<" } else { "" },
                high.value,
            )?,
            (_, Some(low), None) => {
                write!(f, "{about}{} {}", if low.strict { ">" } else { ">=" }, low.value)?;
            }
            (_, None, Some(high)) => {
                write!(f, "{about}{} {}", if high.strict { "<" } else { "<=" }, high.value)?;
            }
            _ => write!(f, "{about}?")?,
        }
        if self.unit().as_str().is_empty() { Ok(()) } else { write!(f, " {}", self.unit()) }
    }
}

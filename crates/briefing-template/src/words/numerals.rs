//! Numbers in digits: grouping, decimal places, names of powers of ten.
//!
//! Grouping is ten lines by hand: numbers here are exact rationals, which formatting libraries take
//! only as binary fractions or strings of digits, and the powers of ten with names (billion, 亿) are
//! what takes deciding.

use briefing_model::figure::Figure;
use briefing_model::number::{Number, Rounding};

use super::{Lexicon, Magnitude};

/// Decimal places beyond which a number is not somebody's statement but a quotient.
const MOST_PLACES: u32 = 6;

/// How the numbers of one figure are printed: both ends alike.
pub(super) struct Scale {
    pub(super) magnitude: Option<&'static Magnitude>,
    /// Decimal places to round to, and to print in full; `None` prints what there is.
    places: Option<u32>,
}

impl Scale {
    /// The scale of a figure. Without a precision, a figure that can be written in few decimal
    /// places is written in full; a quotient gets three significant digits.
    pub(super) fn of(
        figure: &Figure,
        lexicon: &'static Lexicon,
        is_count: bool,
        precision: Option<u32>,
    ) -> Self {
        let ends: Vec<Number> =
            [figure.lower(), figure.upper()].into_iter().flatten().map(|end| end.value).collect();
        let magnitude = lexicon.magnitudes.iter().find(|magnitude| {
            let power = power(magnitude.exponent);
            let fits = |end: &Number| {
                let scaled = scaled(*end, magnitude);
                precision.is_some()
                    || scaled.decimal_places().is_none_or(|places| places <= magnitude.places)
            };
            // Some end is as large as the power, and none becomes longer by it.
            (magnitude.counts || !is_count)
                && ends.iter().any(|end| abs(*end) >= power)
                && ends.iter().all(|end| end.is_zero() || fits(end))
        });
        let places = precision.or_else(|| {
            let scaled = ends.iter().map(|end| magnitude.map_or(*end, |m| scaled(*end, m)));
            scaled
                .filter(|end| end.decimal_places().is_none_or(|places| places > MOST_PLACES))
                .map(significant_places)
                .max()
        });
        Self { magnitude, places }
    }

    /// The figure as it is printed: by the power, and rounded outward.
    pub(super) fn apply(&self, figure: &Figure) -> Figure {
        let scaled = self
            .magnitude
            .and_then(|magnitude| Number::ONE.checked_div(power(magnitude.exponent)))
            .and_then(|factor| figure.scale(factor).ok())
            .unwrap_or_else(|| figure.clone());
        match self.places {
            Some(places) => scaled.round_outward(places),
            None => scaled,
        }
    }

    /// The digits of a number of [`Scale::apply`].
    pub(super) fn digits(&self, number: Number, lexicon: &Lexicon) -> String {
        digits(number, self.places, lexicon.grouped)
    }
}

/// 10 to the power of an exponent.
fn power(exponent: u32) -> Number {
    Number::from_integer(10i128.pow(exponent))
}

fn scaled(number: Number, magnitude: &Magnitude) -> Number {
    number.checked_div(power(magnitude.exponent)).unwrap_or(number)
}

fn abs(number: Number) -> Number {
    if number.is_negative() { number.checked_neg().unwrap_or(number) } else { number }
}

/// The decimal places that leave three significant digits.
fn significant_places(number: Number) -> u32 {
    let number = abs(number);
    let mut places = 2;
    let mut limit = Number::from_integer(10);
    while places > 0 && number >= limit {
        places -= 1;
        limit = limit.checked_mul(Number::from_integer(10)).unwrap_or(limit);
    }
    let mut limit = Number::ONE;
    while (2..9).contains(&places) && number < limit && !number.is_zero() {
        places += 1;
        limit = limit.checked_div(Number::from_integer(10)).unwrap_or(limit);
    }
    places
}

/// A number in digits with so many decimal places, or as many as it takes (at most nine).
pub(super) fn digits(number: Number, places: Option<u32>, grouped: bool) -> String {
    let places = places.or_else(|| number.decimal_places()).unwrap_or(9).min(30);
    let rounded = number.round(places, Rounding::HalfEven);
    let Some(mantissa) = rounded.to_scaled(places) else { return number.to_string() };
    let width = places as usize + 1;
    let all = format!("{:0>width$}", mantissa.unsigned_abs());
    let (whole, fraction) = all.split_at(all.len() - places as usize);
    let mut out = String::with_capacity(all.len() + 8);
    if mantissa < 0 {
        out.push('−');
    }
    for (index, digit) in whole.char_indices() {
        if grouped && index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_and_padded() {
        let number = |text: &str| text.parse::<Number>().unwrap();
        for (text, places, expected) in [
            ("0", None, "0"),
            ("195", None, "195"),
            ("5500", None, "5,500"),
            ("1234567.5", None, "1,234,567.5"),
            ("-1234", None, "−1,234"),
            ("16", Some(1), "16.0"),
            ("0.05", Some(2), "0.05"),
            ("-0.5", None, "−0.5"),
            ("2.345", Some(2), "2.34"),
        ] {
            assert_eq!(digits(number(text), places, true), expected);
        }
        assert_eq!(digits(number("5500"), None, false), "5500");
        assert_eq!(digits(Number::new(1, 3).unwrap(), Some(3), true), "0.333");
    }

    #[test]
    fn quotients_keep_three_significant_digits() {
        let places = |n, d| significant_places(Number::new(n, d).unwrap());
        assert_eq!(places(1000, 3), 0);
        assert_eq!(places(100, 3), 1);
        assert_eq!(places(10, 3), 2);
        assert_eq!(places(1, 3), 3);
        assert_eq!(places(1, 30), 4);
    }
}

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
    /// Decimal places to round to, below zero for tens and hundreds; `None` prints what there is.
    places: Option<i32>,
    /// Whether places that are zero are printed: an author who asks for two decimals gets two.
    padded: bool,
}

/// To how many places the numbers of a figure are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Written in full where few decimal places do; a quotient gets three significant digits.
    Full,
    /// So many decimal places of the number as printed.
    Places(u32),
    /// So many significant digits.
    Digits(u32),
}

impl Scale {
    /// The scale of a figure. The power of ten is that of the number as it is printed: 999.9 billion
    /// without decimals is 1 trillion, not 1,000 billion.
    pub(super) fn of(
        figure: &Figure,
        lexicon: &'static Lexicon,
        is_count: bool,
        detail: Detail,
    ) -> Self {
        let ends = ends(figure);
        let usable: Vec<Option<&'static Magnitude>> = lexicon
            .magnitudes
            .iter()
            .filter(|magnitude| {
                let fits = |end: &Number| {
                    let places = scaled(*end, magnitude).decimal_places();
                    detail != Detail::Full || places.is_none_or(|places| places <= magnitude.places)
                };
                // No end becomes longer by it.
                (magnitude.counts || !is_count) && ends.iter().all(|end| end.is_zero() || fits(end))
            })
            .map(Some)
            .chain([None])
            .collect();
        // The greatest power that some end reaches once it is rounded as that power rounds it.
        let reached = usable.into_iter().find_map(|magnitude| {
            let Some(power_of) = magnitude else { return Some(Self::with(&ends, None, detail)) };
            let scale = Self::with(&ends, magnitude, detail);
            let is_reached = |end: &Number| {
                // The number below this power decides: it is rounded by the digits it has there.
                abs(*end) >= power(power_of.exponent)
            };
            if ends.iter().any(is_reached) {
                return Some(scale);
            }
            let below = next_below(lexicon, power_of, is_count);
            let below = Self::with(&ends, below, detail);
            let printed = ends_of(&below.apply(figure), below.magnitude);
            let rounds_up = printed.iter().any(|end| abs(*end) >= power(power_of.exponent));
            rounds_up.then_some(scale)
        });
        reached.unwrap_or_else(|| Self::with(&ends, None, detail))
    }

    /// The scale by a power of ten that is settled: that of a column.
    pub(super) fn with(
        ends: &[Number],
        magnitude: Option<&'static Magnitude>,
        detail: Detail,
    ) -> Self {
        let scaled = ends.iter().map(|end| magnitude.map_or(*end, |m| scaled(*end, m)));
        let places = match detail {
            Detail::Places(places) => i32::try_from(places).ok(),
            Detail::Digits(digits) => {
                scaled.filter(|end| !end.is_zero()).map(|end| places_of(end, digits)).max()
            }
            Detail::Full => scaled
                .filter(|end| end.decimal_places().is_none_or(|places| places > MOST_PLACES))
                .map(significant_places)
                .max()
                .and_then(|places| i32::try_from(places).ok()),
        };
        Self { magnitude, places, padded: !matches!(detail, Detail::Digits(_)) }
    }

    /// The figure as it is printed: by the power, and rounded outward.
    pub(super) fn apply(&self, figure: &Figure) -> Figure {
        let scaled = self
            .magnitude
            .and_then(|magnitude| Number::ONE.checked_div(power(magnitude.exponent)))
            .and_then(|factor| figure.scale(factor).ok())
            .unwrap_or_else(|| figure.clone());
        match self.places.map(|places| (u32::try_from(places), places.unsigned_abs())) {
            None => scaled,
            Some((Ok(places), _)) => scaled.round_outward(places),
            Some((Err(_), tens)) => {
                let power = 10i128.checked_pow(tens).map(Number::from_integer);
                let rounded = power.and_then(|power| {
                    let part = scaled.scale(Number::ONE.checked_div(power)?).ok()?;
                    part.round_outward(0).scale(power).ok()
                });
                rounded.unwrap_or(scaled)
            }
        }
    }

    /// The digits of a number of [`Scale::apply`].
    pub(super) fn digits(&self, number: Number, lexicon: &Lexicon) -> String {
        let places = self.places.filter(|_| self.padded);
        digits(number, places.and_then(|places| u32::try_from(places).ok()), lexicon.grouped)
    }
}

/// The ends that a figure has.
pub(super) fn ends(figure: &Figure) -> Vec<Number> {
    [figure.lower(), figure.upper()].into_iter().flatten().map(|end| end.value).collect()
}

/// The ends of a figure in units of one, of a figure in units of a power of ten.
fn ends_of(figure: &Figure, magnitude: Option<&Magnitude>) -> Vec<Number> {
    let factor = magnitude.map_or(Number::ONE, |magnitude| power(magnitude.exponent));
    ends(figure).into_iter().filter_map(|end| end.checked_mul(factor)).collect()
}

/// The next power of ten with a name, of those that are used for such figures.
fn next_below(
    lexicon: &'static Lexicon,
    magnitude: &Magnitude,
    is_count: bool,
) -> Option<&'static Magnitude> {
    let mut smaller = lexicon.magnitudes.iter().filter(|other| other.exponent < magnitude.exponent);
    smaller.find(|other| other.counts || !is_count)
}

/// The power of ten in which all figures of a column are printed, so that its head can name it: the
/// greatest that the largest number reaches and in which none becomes longer than it is stated.
pub(super) fn column(numbers: &[Number], lexicon: &'static Lexicon) -> Option<&'static Magnitude> {
    lexicon.magnitudes.iter().find(|magnitude| {
        let fits = |number: &Number| {
            let places = scaled(*number, magnitude).decimal_places();
            // A quotient is cut anyway; what somebody states or was added up is printed in full.
            let is_quotient = number.decimal_places().is_none_or(|places| places > MOST_PLACES);
            let is_short =
                is_quotient || places.is_some_and(|places| places <= magnitude.column_places);
            // What is small here would begin with zeros.
            is_short && abs(*number) >= power(magnitude.exponent - 1)
        };
        numbers.iter().any(|number| abs(*number) >= power(magnitude.exponent))
            && numbers.iter().all(|number| number.is_zero() || fits(number))
    })
}

/// Decimal places that leave a number so many significant digits; below zero for tens and hundreds.
fn places_of(number: Number, digits: u32) -> i32 {
    if number.is_zero() {
        return 0;
    }
    let number = abs(number);
    let ten = Number::from_integer(10);
    // The exponent of its first digit: 0 for 1 to 9.
    let (mut exponent, mut power) = (0, Number::ONE);
    while let Some(next) = power.checked_mul(ten)
        && number >= next
        && exponent < 36
    {
        (exponent, power) = (exponent + 1, next);
    }
    while number < power && exponent > -30 {
        let Some(next) = power.checked_div(ten) else { break };
        (exponent, power) = (exponent - 1, next);
    }
    i32::try_from(digits).unwrap_or(i32::MAX).saturating_sub(1).saturating_sub(exponent).min(30)
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

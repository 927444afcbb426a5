//! Exact numbers.

use std::fmt;
use std::str::FromStr;

use num_rational::Ratio;
use num_traits::{CheckedAdd as _, CheckedDiv as _, CheckedMul as _, CheckedSub as _, Zero as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact rational number. Decimals are closed under sums, not under ratios and means: a third
/// stays a third until it is printed. Numerator and denominator have 127 bits each; whatever does
/// not fit is an error, never a rounded number.
///
/// **Invariant:** no part is ever `i128::MIN`, so that every number has an opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Ratio<i128>);

/// Which way to round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Towards minus infinity.
    Down,
    /// Towards plus infinity.
    Up,
    /// To the nearest, a half to the even one.
    HalfEven,
    /// To the nearest, a half away from zero.
    HalfUp,
}

/// Why a text is not a [`Number`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// It is not written as a number.
    #[error("expected a number, found `{0}`")]
    NotANumber(String),
    /// It has more digits than can be held exactly.
    #[error("`{0}` has too many digits")]
    TooLarge(String),
}

impl Number {
    /// 0.
    pub const ZERO: Self = Self(Ratio::new_raw(0, 1));
    /// 1.
    pub const ONE: Self = Self(Ratio::new_raw(1, 1));
    /// 100.
    pub const HUNDRED: Self = Self(Ratio::new_raw(100, 1));

    /// A whole number.
    ///
    /// # Panics
    /// On `i128::MIN`, which has no opposite.
    #[must_use]
    pub const fn from_integer(value: i128) -> Self {
        assert!(value != i128::MIN, "`i128::MIN` has no opposite");
        Self(Ratio::new_raw(value, 1))
    }

    /// The result of an operation on ratios, unless it breaks the invariant.
    fn checked(result: Option<Ratio<i128>>) -> Option<Self> {
        result.filter(|ratio| *ratio.numer() != i128::MIN).map(Self)
    }

    /// Both numerators of two whole numbers: most figures are whole, and need no common divisor.
    fn whole(self, other: Self) -> Option<(i128, i128)> {
        (self.is_integer() && other.is_integer()).then(|| (self.numer(), other.numer()))
    }

    /// A fraction; `None` if the denominator is zero or a part is `i128::MIN`.
    #[must_use]
    pub fn new(numer: i128, denom: i128) -> Option<Self> {
        (denom != 0 && numer != i128::MIN && denom != i128::MIN)
            .then(|| Self(Ratio::new(numer, denom)))
    }

    /// The numerator of the reduced fraction.
    #[must_use]
    pub fn numer(self) -> i128 {
        *self.0.numer()
    }

    /// The denominator of the reduced fraction, above zero.
    #[must_use]
    pub fn denom(self) -> i128 {
        *self.0.denom()
    }

    /// The sum; `None` if it is too large.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::checked(match self.whole(other) {
            Some((a, b)) => a.checked_add(b).map(Ratio::from_integer),
            None => self.0.checked_add(&other.0),
        })
    }

    /// The difference; `None` if it is too large.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        Self::checked(match self.whole(other) {
            Some((a, b)) => a.checked_sub(b).map(Ratio::from_integer),
            None => self.0.checked_sub(&other.0),
        })
    }

    /// The product; `None` if it is too large.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Self::checked(match self.whole(other) {
            Some((a, b)) => a.checked_mul(b).map(Ratio::from_integer),
            None => self.0.checked_mul(&other.0),
        })
    }

    /// The quotient; `None` if it is too large or `other` is zero.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if other.is_zero() { None } else { Self::checked(self.0.checked_div(&other.0)) }
    }

    /// The number with the other sign; always there, as the invariant says.
    #[must_use]
    pub fn checked_neg(self) -> Option<Self> {
        self.numer().checked_neg().map(|numer| Self(Ratio::new_raw(numer, self.denom())))
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(Ratio::new_raw(self.numer().abs(), self.denom()))
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below 0.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.numer() < 0
    }

    /// Whether it is whole.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.denom() == 1
    }

    /// The greatest whole number not above it.
    #[must_use]
    pub fn floor(self) -> Self {
        Self::from_integer(self.numer().div_euclid(self.denom()))
    }

    /// The least whole number not below it.
    #[must_use]
    pub fn ceil(self) -> Self {
        let floor = self.floor();
        if floor == self { floor } else { Self::from_integer(floor.numer() + 1) }
    }

    /// `mantissa / 10^scale`; `None` if it is too large.
    #[must_use]
    pub fn from_scaled(mantissa: i128, scale: u32) -> Option<Self> {
        Self::new(mantissa, 10i128.checked_pow(scale)?)
    }

    /// The number times `10^scale`; `None` unless that is whole and fits.
    #[must_use]
    pub fn to_scaled(self, scale: u32) -> Option<i128> {
        let power = 10i128.checked_pow(scale)?;
        (power % self.denom() == 0)
            .then(|| self.numer().checked_mul(power / self.denom()))
            .flatten()
            // Which has no opposite, and so is no number of ours.
            .filter(|scaled| *scaled != i128::MIN)
    }

    /// How many decimal places it takes to write it; `None` if no number of them does, or more
    /// than 38, which no 127 bits hold.
    #[must_use]
    pub fn decimal_places(self) -> Option<u32> {
        let (mut rest, mut twos, mut fives) = (self.denom(), 0u32, 0u32);
        while rest % 2 == 0 {
            rest /= 2;
            twos += 1;
        }
        while rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        (rest == 1 && twos.max(fives) <= 38).then_some(twos.max(fives))
    }

    /// Rounded to so many decimal places. Where the steps to that many places are more than can be
    /// held, it is unchanged: still exact, so still on the right side of itself.
    #[must_use]
    pub fn round(self, places: u32, rounding: Rounding) -> Self {
        let rounded = || {
            let power = Self::from_integer(10i128.checked_pow(places)?);
            let scaled = self.checked_mul(power)?;
            let (down, up) = (scaled.floor(), scaled.ceil());
            let below = scaled.checked_sub(down)?;
            let half = Self::new(1, 2)?;
            let chosen = match rounding {
                Rounding::Down => down,
                Rounding::Up => up,
                _ if below != half => {
                    if below < half {
                        down
                    } else {
                        up
                    }
                }
                Rounding::HalfEven => {
                    if down.numer() % 2 == 0 {
                        down
                    } else {
                        up
                    }
                }
                Rounding::HalfUp => {
                    if self.is_negative() {
                        down
                    } else {
                        up
                    }
                }
            };
            chosen.checked_div(power)
        };
        rounded().unwrap_or(self)
    }
}

/// `3`, `-3.25`, `5_500`, `1/3`; digits are grouped by single `_`.
impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let not = || NumberError::NotANumber(text.to_owned());
        let large = || NumberError::TooLarge(text.to_owned());
        // A sign belongs in front of the whole: `-1/3`, not `1/-3`.
        let (negative, magnitude) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (numer, denom) = match magnitude.split_once('/') {
            Some((numer, denom)) => (numer, Some(denom)),
            None => (magnitude, None),
        };
        let numer = Decimal::of(numer).ok_or_else(not)?;
        let denom = denom.map(|denom| Decimal::of(denom).ok_or_else(not)).transpose()?;
        let mut value = numer.value().ok_or_else(large)?;
        if let Some(denom) = denom {
            let denom = denom.value().ok_or_else(large)?;
            if denom.is_zero() {
                return Err(not());
            }
            value = value.checked_div(denom).ok_or_else(large)?;
        }
        if negative { value.checked_neg().ok_or_else(large) } else { Ok(value) }
    }
}

/// A decimal without a sign, known to be well written.
struct Decimal<'a> {
    whole: &'a str,
    part: Option<&'a str>,
}

impl<'a> Decimal<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (whole, part) = match text.split_once('.') {
            Some((whole, part)) => (whole, Some(part)),
            None => (text, None),
        };
        let group = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
        let digits = |text: &str| text.split('_').all(group);
        (digits(whole) && part.is_none_or(digits)).then_some(Self { whole, part })
    }

    /// Its value, unless it has too many digits.
    fn value(&self) -> Option<Number> {
        let digits = |text: &'a str| text.bytes().filter(u8::is_ascii_digit);
        let part = self.part.unwrap_or_default();
        let mantissa =
            digits(self.whole).chain(digits(part)).try_fold(0i128, |mantissa, digit| {
                mantissa.checked_mul(10)?.checked_add(i128::from(digit - b'0'))
            })?;
        Number::from_scaled(mantissa, u32::try_from(digits(part).count()).ok()?)
    }
}

/// A plain decimal where there is one, else a fraction: `306.2`, `1/3`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal =
            self.decimal_places().and_then(|places| Some((places, self.to_scaled(places)?)));
        match decimal {
            Some((0, mantissa)) => write!(f, "{mantissa}"),
            Some((places, mantissa)) => {
                let sign = if mantissa < 0 { "-" } else { "" };
                let digits =
                    format!("{:0>width$}", mantissa.unsigned_abs(), width = places as usize + 1);
                let (whole, part) = digits.split_at(digits.len() - places as usize);
                write!(f, "{sign}{whole}.{part}")
            }
            None => write!(f, "{}/{}", self.numer(), self.denom()),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

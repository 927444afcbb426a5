//! Exact numbers: what is read, what is printed, how they round, and that no input breaks them.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use briefing_model::number::{Number, NumberError, Rounding};
use proptest::prelude::*;

/// Text and what it prints as.
const GOOD: [(&str, &str); 16] = [
    ("0", "0"),
    ("-0", "0"),
    ("3", "3"),
    ("007", "7"),
    ("-3.25", "-3.25"),
    ("-0.05", "-0.05"),
    ("0.10", "0.1"),
    ("5_500", "5500"),
    ("5_500.125_5", "5500.1255"),
    ("1/3", "1/3"),
    ("-2/6", "-1/3"),
    ("1/8", "0.125"),
    ("4/2", "2"),
    ("170141183460469231731687303715884105727", "170141183460469231731687303715884105727"),
    ("-170141183460469231731687303715884105727", "-170141183460469231731687303715884105727"),
    ("0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000001"),
];

const NOT_NUMBERS: [&str; 25] = [
    "", " ", "-", "--1", "+1", ".5", "5.", ".", "1.2.3", "1e5", "0x10", "_1", "1_", "1__0", "1_.5",
    "1._5", "1/", "/3", "1/0", "1/2/3", "1/-3", "1/--3", " 1", "１", "NaN",
];

const TOO_LARGE: [&str; 4] = [
    "170141183460469231731687303715884105728",
    "-170141183460469231731687303715884105728",
    "0.000000000000000000000000000000000000001",
    "1/999999999999999999999999999999999999999",
];

#[test]
fn numbers_are_read_and_printed() {
    for (text, printed) in GOOD {
        let number: Number = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(number.to_string(), printed, "{text}");
    }
    for text in NOT_NUMBERS {
        assert!(matches!(text.parse::<Number>(), Err(NumberError::NotANumber(_))), "{text:?}");
    }
    for text in TOO_LARGE {
        assert!(matches!(text.parse::<Number>(), Err(NumberError::TooLarge(_))), "{text:?}");
    }
}

#[test]
fn halves_round_as_asked() {
    let round = |text: &str, rounding| text.parse::<Number>().unwrap().round(0, rounding);
    for (text, down, up, even, half_up) in
        [("0.5", 0, 1, 0, 1), ("1.5", 1, 2, 2, 2), ("-0.5", -1, 0, 0, -1), ("-1.5", -2, -1, -2, -2)]
    {
        assert_eq!(round(text, Rounding::Down), Number::from_integer(down), "{text}");
        assert_eq!(round(text, Rounding::Up), Number::from_integer(up), "{text}");
        assert_eq!(round(text, Rounding::HalfEven), Number::from_integer(even), "{text}");
        assert_eq!(round(text, Rounding::HalfUp), Number::from_integer(half_up), "{text}");
    }
}

#[test]
fn the_number_without_an_opposite_is_none() {
    assert_eq!(Number::new(i128::MIN, 3), None);
    assert_eq!(Number::new(1, i128::MIN), None);
    assert_eq!(Number::from_scaled(i128::MIN, 2), None);
    let fifth = Number::new(-(1 << 126), 5).unwrap();
    assert_eq!(fifth.to_scaled(1), None, "-2^127");
    assert_eq!(fifth.to_string().parse(), Ok(fifth));
    let least = Number::from_integer(-i128::MAX);
    assert_eq!(least.checked_sub(Number::ONE), None);
    assert_eq!(least.abs(), Number::from_integer(i128::MAX));
}

fn anything() -> impl Strategy<Value = Number> {
    let edge = prop_oneof![
        any::<i128>(),
        -20i128..20,
        (0u32..127).prop_map(|shift| 1i128 << shift),
        (0u32..127).prop_map(|shift| -(1i128 << shift)),
        Just(i128::MAX),
        Just(-i128::MAX),
    ];
    (edge.clone(), edge).prop_filter_map("no number", |(numer, denom)| Number::new(numer, denom))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parse_and_print_are_inverse(number in anything()) {
        prop_assert_eq!(number.to_string().parse(), Ok(number));
        let json = serde_json::to_string(&number).unwrap();
        prop_assert_eq!(serde_json::from_str::<Number>(&json).unwrap(), number);
    }

    #[test]
    fn no_text_breaks_the_parser(text in "\\PC{0,60}", digits in "-?[0-9_./-]{0,120}") {
        for text in [text, digits] {
            if let Ok(number) = text.parse::<Number>() {
                prop_assert_eq!(number.to_string().parse(), Ok(number));
            }
        }
    }

    #[test]
    fn an_operation_is_exact_or_refuses(a in anything(), b in anything()) {
        for result in [a.checked_add(b), a.checked_sub(b), a.checked_mul(b), a.checked_div(b)] {
            // Whatever comes out is as good a number as what went in.
            prop_assert!(result.is_none_or(|r| r.denom() > 0 && r.checked_neg().is_some()));
        }
        if let Some(back) = a.checked_add(b).and_then(|sum| sum.checked_sub(b)) {
            prop_assert_eq!(back, a);
        }
        if let Some(back) = a.checked_div(b).and_then(|quotient| quotient.checked_mul(b)) {
            prop_assert_eq!(back, a);
        }
        prop_assert_eq!(a.checked_add(b), b.checked_add(a));
        prop_assert_eq!(a.checked_mul(b), b.checked_mul(a));
        prop_assert_eq!(a < b, b > a);
        prop_assert!(!a.abs().is_negative());
        prop_assert!(a.floor() <= a && a <= a.ceil());
    }

    #[test]
    fn small_fractions_are_not_refused(a in -999i128..999, b in 1i128..999, c in -999i128..999, d in 1i128..999) {
        let (x, y) = (Number::new(a, b).unwrap(), Number::new(c, d).unwrap());
        prop_assert_eq!(x.checked_add(y), Number::new(a * d + c * b, b * d));
        prop_assert_eq!(x.checked_sub(y), Number::new(a * d - c * b, b * d));
        prop_assert_eq!(x.checked_mul(y), Number::new(a * c, b * d));
        prop_assert_eq!(x.checked_div(y), Number::new(a * d, b * c));
        prop_assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)));
    }

    #[test]
    fn rounding_keeps_its_places_and_its_side(numer in any::<i64>(), denom in 1i128..10_000, places in 0u32..6) {
        let number = Number::new(numer.into(), denom).unwrap();
        let step = Number::from_scaled(1, places).unwrap();
        let half = Number::new(1, 2).and_then(|half| half.checked_mul(step)).unwrap();
        let round = |rounding| {
            let rounded = number.round(places, rounding);
            assert!(rounded.to_scaled(places).is_some(), "{rounded} has more than {places} places");
            rounded
        };
        let (down, up) = (round(Rounding::Down), round(Rounding::Up));
        prop_assert!(down <= number && number < down.checked_add(step).unwrap());
        prop_assert!(up >= number && number > up.checked_sub(step).unwrap());
        for near in [round(Rounding::HalfEven), round(Rounding::HalfUp)] {
            prop_assert!(near.checked_sub(number).unwrap().abs() <= half);
        }
    }

    #[test]
    fn whatever_the_places_a_bound_never_moves_inward(number in anything(), places in any::<u32>()) {
        prop_assert!(number.round(places, Rounding::Down) <= number);
        prop_assert!(number.round(places, Rounding::Up) >= number);
    }

    #[test]
    fn scaled_and_back(mantissa in any::<i64>(), scale in 0u32..19) {
        let number = Number::from_scaled(mantissa.into(), scale).unwrap();
        prop_assert_eq!(number.to_scaled(scale), Some(mantissa.into()));
        let places = number.decimal_places().unwrap();
        prop_assert!(places <= scale && number.to_scaled(places).is_some());
        prop_assert!(places == 0 || number.to_scaled(places - 1).is_none());
    }
}

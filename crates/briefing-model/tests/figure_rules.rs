//! What holds of figures whatever the operation: the mark is kept, nothing overflows in silence,
//! data that contradicts itself is refused.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use briefing_model::figure::{Bound, Comparator, Comparison, Figure, FigureError};
use briefing_model::number::Number;
use briefing_model::unit::Unit;
use proptest::prelude::*;

fn figure(text: &str) -> Figure {
    Figure::parse(text, &Unit::new("project").unwrap()).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// Figures of any size: most sums and products of them cannot be held.
fn any_figure() -> impl Strategy<Value = Figure> {
    let value = prop_oneof![
        (any::<i128>(), any::<i128>()).prop_filter_map("no number", |(n, d)| Number::new(n, d)),
        (any::<i64>(), 1i128..1_000)
            .prop_filter_map("no number", |(n, d)| Number::new(n.into(), d)),
        (-2i128..=2).prop_map(Number::from_integer),
        Just(Number::from_integer(i128::MAX)),
        Just(Number::from_integer(-i128::MAX)),
    ];
    let bound = (value, any::<bool>()).prop_map(|(value, strict)| Bound { value, strict });
    let bound = proptest::option::weighted(0.8, bound);
    (bound.clone(), bound, any::<bool>()).prop_filter_map("empty", |(lower, upper, about)| {
        Figure::from_bounds(lower, upper, about, Unit::one()).ok()
    })
}

/// Some values of a figure: its closed ends, and what lies a little inside.
fn samples(figure: &Figure) -> Vec<Number> {
    let shifted = |end: Bound, by: i128| end.value.checked_add(Number::new(by, 8)?);
    let ends = [figure.lower(), figure.upper()];
    let mut samples: Vec<Number> = ends
        .into_iter()
        .flatten()
        .flat_map(|end| [0, 1, -1, 9, -9].map(|by| shifted(end, by)))
        .flatten()
        .chain([Number::ZERO, Number::ONE])
        .collect();
    samples.retain(|value| figure.contains(*value));
    samples
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_answer_is_sound_at_any_size_and_keeps_the_mark(a in any_figure(), b in any_figure()) {
        type Operation = (
            &'static str,
            fn(&Figure, &Figure) -> Result<Figure, FigureError>,
            fn(Number, Number) -> Option<Number>,
        );
        let operations: [Operation; 7] = [
            ("+", Figure::add, Number::checked_add),
            ("-", Figure::sub, Number::checked_sub),
            ("*", Figure::mul, Number::checked_mul),
            ("/", Figure::ratio, Number::checked_div),
            ("min", Figure::min, |x, y| Some(x.min(y))),
            ("max", Figure::max, |x, y| Some(x.max(y))),
            ("hull", Figure::hull, |x, _| Some(x)),
        ];
        for (name, of_figures, of_numbers) in operations {
            let result = match of_figures(&a, &b) {
                Ok(result) => result,
                Err(FigureError::Overflow | FigureError::DivisionByZero) => continue,
                Err(error) => return Err(TestCaseError::fail(format!("{a} {name} {b}: {error}"))),
            };
            prop_assert_eq!(result.is_about(), a.is_about() || b.is_about(), "{} {} {}", a, name, b);
            for x in samples(&a) {
                for y in samples(&b) {
                    let of_samples = of_numbers(x, y);
                    prop_assert!(
                        of_samples.is_none_or(|value| result.contains(value)),
                        "{a} {name} {b} = {result} leaves out {x} {name} {y}",
                    );
                }
            }
        }
    }

    #[test]
    fn printing_holds_what_is_true_at_any_size(a in any_figure(), places in 0u32..50) {
        let printed = a.round_outward(places);
        prop_assert_eq!(printed.is_about(), a.is_about());
        prop_assert_eq!(printed.comparator(), a.comparator());
        if a.point().is_none() {
            for value in samples(&a) {
                prop_assert!(printed.contains(value), "{a} prints as {printed} without {value}");
            }
        }
    }

    #[test]
    fn the_rest_keep_the_mark_and_do_not_panic(a in any_figure(), by in any::<i64>()) {
        let results = [
            a.neg(), a.scale(Number::from_integer(by.into())), a.as_integer(), a.non_negative(),
            Figure::mean([&a, &a, &a]), Figure::sum([&a, &a], &Unit::one()),
            Ok(a.lower_bound_only()), Ok(a.round_outward(2)),
        ];
        for result in results.into_iter().flatten() {
            prop_assert_eq!(result.is_about(), a.is_about());
        }
        if let Ok(kept) = a.non_negative() {
            for value in samples(&a) {
                prop_assert_eq!(kept.contains(value), !value.is_negative());
            }
        } else {
            prop_assert!(!samples(&a).iter().any(|value| !value.is_negative()));
        }
        let open = a.lower_bound_only();
        prop_assert_eq!(open.lower(), a.lower());
        prop_assert_eq!(open.upper(), None);
    }

    #[test]
    fn any_figure_survives_data_and_notation(a in any_figure()) {
        let json = serde_json::to_string(&a).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Figure>(&json).unwrap(), &a);
        prop_assert_eq!(Figure::parse(&a.notation(), &Unit::one()), Ok(a));
    }

    #[test]
    fn a_sum_does_not_depend_on_the_order(
        parts in proptest::collection::vec((-50i128..50, 1i128..9, 0usize..4), 0..8),
    ) {
        let make: [fn(Number, Unit) -> Figure; 4] =
            [Figure::exact, Figure::more_than, Figure::at_least, Figure::about];
        let figures: Vec<Figure> = parts
            .iter()
            .map(|(numer, denom, kind)| make[*kind](Number::new(*numer, *denom).unwrap(), Unit::one()))
            .collect();
        let sum = Figure::sum(&figures, &Unit::one()).unwrap();
        prop_assert_eq!(&Figure::sum(figures.iter().rev(), &Unit::one()).unwrap(), &sum);
        let any_strict = parts.iter().any(|part| part.2 == 1);
        prop_assert_eq!(sum.lower().unwrap().strict, any_strict);
        prop_assert_eq!(sum.upper().is_some(), parts.iter().all(|part| part.2 == 0 || part.2 == 3));
    }
}

#[test]
fn each_comparator_has_its_notation() {
    for (text, comparator) in [
        ("5", Comparator::Exact),
        ("> 5", Comparator::MoreThan),
        (">= 5", Comparator::AtLeast),
        ("< 5", Comparator::LessThan),
        ("<= 5", Comparator::AtMost),
        ("~ 5", Comparator::About),
        ("5..6", Comparator::Between),
        ("~ 5..6", Comparator::Between),
        ("?", Comparator::Unknown),
    ] {
        assert_eq!(figure(text).comparator(), comparator, "{text}");
    }
}

#[test]
fn missing_members_leave_a_lower_bound() {
    for (text, left) in
        [("5", ">= 5"), ("> 5", "> 5"), ("5..6", ">= 5"), ("< 5", "?"), ("~ 5", "~ >= 5")]
    {
        assert_eq!(figure(text).lower_bound_only(), figure(left), "{text}");
    }
}

#[test]
fn a_divisor_that_may_be_zero_leaves_a_side_open() {
    for (of, by, ratio) in [
        ("10", "2", Ok("5")),
        ("> 10", "2", Ok("> 5")),
        ("10", "> 2", Ok(">0..<5")),
        ("10", "0..5", Ok(">= 2")),
        ("10", "-1..5", Ok("?")),
        ("0", "> 0", Ok("0")),
        ("10", "0", Err(FigureError::DivisionByZero)),
    ] {
        let result = figure(of).ratio(&figure(by));
        let expected = ratio.map(|text| figure(text).with_unit(Unit::one()));
        assert_eq!(result, expected, "{of} / {by}");
    }
}

#[test]
fn what_is_only_about_is_never_compared() {
    for (left, right) in [("~ 5", "100"), ("5", "~ 100"), ("~ 5", "~ 5")] {
        assert_eq!(figure(left).compare(&figure(right)), Ok(Comparison::Unknown), "{left} {right}");
    }
}

#[test]
fn printing_rounds_outward() {
    for (text, places, printed) in [
        ("> 304.6", 0, "> 304"),
        (">= 304.6", 0, ">= 304"),
        ("< 304.6", 0, "< 305"),
        ("304.2..304.6", 0, "304..305"),
        (">304..<305", 0, ">304..<305"),
        ("> -304.6", 0, "> -305"),
        ("304.5", 0, "304"),
        ("305.5", 0, "306"),
        ("~ 304.6", 0, "~ 305"),
        ("1/3", 2, "0.33"),
        (">= 2/3", 2, ">= 0.66"),
    ] {
        assert_eq!(figure(text).round_outward(places), figure(printed), "{text}");
    }
}

#[test]
fn data_that_contradicts_itself_is_refused() {
    let read = serde_json::from_str::<Figure>;
    let whole = r#"{"comparator":"more-than","lower":"5","lower_strict":true,"upper":null,"upper_strict":false,"about":false,"unit":"project"}"#;
    assert_eq!(read(whole).unwrap(), figure("> 5"));
    assert_eq!(serde_json::to_string(&figure("> 5")).unwrap(), whole);
    let short = r#"{"lower":"5","lower_strict":true,"unit":"project"}"#;
    assert_eq!(read(short).unwrap(), figure("> 5"));
    for (text, error) in [
        (r#"{"comparator":"exact","lower":"5","unit":""}"#, "the bounds are those of"),
        (r#"{"lower":"5","upper":"4","unit":""}"#, "no value lies within the bounds"),
        (r#"{"lower":5,"unit":""}"#, "expected a string"),
        (r#"{"lower":"5","unit":"","strict":true}"#, "unknown field"),
        (r#"{"lower":"5","unit":"!"}"#, "expected a currency code"),
        (r#"{"lower":"five","unit":""}"#, "expected a number"),
    ] {
        let found = read(text).expect_err(text).to_string();
        assert!(found.contains(error), "{text}: {found}");
    }
}

#[test]
fn units_that_differ_are_named() {
    let money = Figure::exact(Number::ONE, Unit::new("CNY").unwrap());
    let plain = Figure::exact(Number::ONE, Unit::one());
    let message = |other: &Figure| money.add(other).unwrap_err().to_string();
    assert_eq!(message(&figure("1")), "`CNY` and `project` are different units");
    assert_eq!(message(&plain), "`CNY` and a plain number are different units");
}

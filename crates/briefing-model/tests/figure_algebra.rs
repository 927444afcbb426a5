//! The algebra of figures against an oracle that knows no intervals: a figure is the set of those
//! points of a grid that it contains, and an operation is what it does to each pair of points.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use briefing_model::figure::{Bound, Comparison, Figure, FigureError};
use briefing_model::number::Number;
use briefing_model::unit::Unit;
use proptest::prelude::*;

/// Ends lie on whole numbers; points lie on quarters, so that every open end has a point next to it.
const GRID: std::ops::RangeInclusive<i128> = -60..=60;

fn number(numer: i128, denom: i128) -> Number {
    Number::new(numer, denom).unwrap()
}

fn points(figure: &Figure) -> Vec<Number> {
    GRID.map(|quarter| number(quarter, 4)).filter(|point| figure.contains(*point)).collect()
}

fn unit() -> Unit {
    Unit::new("project").unwrap()
}

fn bound() -> impl Strategy<Value = Option<Bound>> {
    proptest::option::of(
        (-5i128..=5, any::<bool>())
            .prop_map(|(value, strict)| Bound { value: Number::from_integer(value), strict }),
    )
}

fn figure() -> impl Strategy<Value = Figure> {
    (bound(), bound(), proptest::bool::weighted(0.1))
        .prop_filter_map("empty", |(lower, upper, about)| {
            Figure::from_bounds(lower, upper, about, unit()).ok()
        })
}

/// Every result of the points must lie in the figure, and each end of the figure must be reached
/// by results: at a closed end, or within `near` of an open one.
fn assert_tight(figure: &Figure, results: &[Number], near: Number) {
    for result in results {
        assert!(figure.contains(*result), "{figure} leaves out {result}");
    }
    let least = results.iter().min().copied().unwrap();
    let most = results.iter().max().copied().unwrap();
    if let Some(end) = figure.lower() {
        let gap = least.checked_sub(end.value).unwrap();
        assert!(gap <= near, "{figure} begins {gap} below {least}");
        assert_eq!(end.strict, !results.contains(&end.value), "lower end of {figure}");
    }
    if let Some(end) = figure.upper() {
        let gap = end.value.checked_sub(most).unwrap();
        assert!(gap <= near, "{figure} ends {gap} above {most}");
        assert_eq!(end.strict, !results.contains(&end.value), "upper end of {figure}");
    }
}

fn pairs(a: &Figure, b: &Figure, of: impl Fn(Number, Number) -> Number) -> Vec<Number> {
    let b = points(b);
    points(a).into_iter().flat_map(|x| b.iter().map(|y| of(x, *y)).collect::<Vec<_>>()).collect()
}

/// The part of a figure that is no further from zero than this.
fn within(figure: &Figure, reach: i128) -> Figure {
    let ends = [-reach, reach].map(|end| Bound::closed(number(end, 1)));
    let window = Figure::between(ends[0], ends[1], unit()).unwrap();
    figure.intersect(&window).unwrap().unwrap()
}

fn is_bounded(figure: &Figure) -> bool {
    figure.lower().is_some() && figure.upper().is_some()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums(a in figure(), b in figure()) {
        let sum = a.add(&b).unwrap();
        prop_assert_eq!(sum.is_about(), a.is_about() || b.is_about());
        prop_assert_eq!(sum.lower().is_none(), a.lower().is_none() || b.lower().is_none());
        prop_assert_eq!(sum.upper().is_none(), a.upper().is_none() || b.upper().is_none());
        assert_tight(&sum, &pairs(&a, &b, |x, y| x.checked_add(y).unwrap()), number(1, 2));
    }

    #[test]
    fn differences(a in figure(), b in figure()) {
        let difference = a.sub(&b).unwrap();
        assert_tight(&difference, &pairs(&a, &b, |x, y| x.checked_sub(y).unwrap()), number(1, 2));
    }

    #[test]
    fn products(a in figure(), b in figure()) {
        let product = a.mul(&b).unwrap();
        let results = pairs(&a, &b, |x, y| x.checked_mul(y).unwrap());
        for result in &results {
            prop_assert!(product.contains(*result), "{a} * {b} = {product} leaves out {result}");
        }
        if is_bounded(&a) && is_bounded(&b) {
            // A quarter off at one end, times a factor of at most five, off at the other as well.
            assert_tight(&product, &results, number(11, 4));
        }
    }

    #[test]
    fn multiples(a in figure(), by in -3i128..=3) {
        let by = number(by, 2);
        let results: Vec<Number> =
            points(&a).into_iter().map(|x| x.checked_mul(by).unwrap()).collect();
        assert_tight(&a.scale(by).unwrap(), &results, number(1, 2));
    }

    #[test]
    fn ratios(a in figure(), b in figure()) {
        let results: Vec<Number> = points(&b)
            .into_iter()
            .filter(|y| !y.is_zero())
            .flat_map(|y| points(&a).into_iter().map(move |x| x.checked_div(y).unwrap()))
            .collect();
        match a.ratio(&b) {
            Err(error) => {
                prop_assert_eq!(error, FigureError::DivisionByZero);
                prop_assert_eq!(b.point(), Some(Number::ZERO));
            }
            Ok(ratio) => {
                prop_assert_eq!(ratio.unit(), &Unit::one());
                for result in &results {
                    prop_assert!(ratio.contains(*result), "{a} / {b} = {ratio} leaves out {result}");
                }
                let away = |end: Option<Bound>| end.is_some_and(|end| !end.value.is_zero());
                let positive = b.lower().is_some_and(|low| low.value > Number::ZERO);
                if is_bounded(&a) && is_bounded(&b) && positive && away(b.lower()) {
                    assert_tight(&ratio, &results, number(3, 2));
                }
            }
        }
    }

    /// An open figure is the limit of closed ones: what is true of them, however far they reach, is
    /// true of it.
    #[test]
    fn open_products_are_the_limit_of_closed_ones(a in figure(), b in figure()) {
        let product = a.mul(&b).unwrap();
        let [near, far] = [1_000, 2_000].map(|reach| within(&a, reach).mul(&within(&b, reach)).unwrap());
        let limit = |near, far| if near == far { near } else { None };
        prop_assert_eq!(product.lower(), limit(near.lower(), far.lower()), "{} * {}", a, b);
        prop_assert_eq!(product.upper(), limit(near.upper(), far.upper()), "{} * {}", a, b);
    }

    #[test]
    fn open_ratios_are_the_limit_of_closed_ones(a in figure(), b in figure()) {
        let reach = 1_000;
        let positive = Figure::between(
            Bound::closed(number(1, reach)), Bound::closed(number(reach, 1)), unit(),
        ).unwrap();
        let side = match [&positive, &positive.neg().unwrap()].map(|side| b.intersect(side).unwrap()) {
            [Some(side), None] | [None, Some(side)] => side,
            // A divisor of either sign may be anything; none at all is zero.
            [Some(_), Some(_)] => {
                prop_assert!(a.ratio(&b).unwrap().is_unknown());
                return Ok(());
            }
            [None, None] => return Ok(()),
        };
        let (ratio, near) = (a.ratio(&b).unwrap(), within(&a, reach).ratio(&side).unwrap());
        for (end, near) in [(ratio.lower(), near.lower()), (ratio.upper(), near.upper())] {
            let near = near.unwrap().value;
            match end {
                // An end that is whole or a fraction of single digits is small: this one grows.
                None => prop_assert!(near.abs() > number(100, 1), "{a} / {b} = {ratio} could be closed"),
                Some(end) => {
                    let gap = end.value.checked_sub(near).unwrap().abs();
                    prop_assert!(gap <= number(10, reach), "{a} / {b} = {ratio} could be tighter");
                }
            }
        }
    }

    #[test]
    fn lesser_and_greater(a in figure(), b in figure()) {
        assert_tight(&a.min(&b).unwrap(), &pairs(&a, &b, Number::min), number(1, 4));
        assert_tight(&a.max(&b).unwrap(), &pairs(&a, &b, Number::max), number(1, 4));
    }

    #[test]
    fn means(a in figure(), b in figure()) {
        let half = number(1, 2);
        let mean = Figure::mean([&a, &b]).unwrap();
        let results = pairs(&a, &b, |x, y| {
            x.checked_add(y).and_then(|sum| sum.checked_mul(half)).unwrap()
        });
        assert_tight(&mean, &results, number(1, 4));
    }

    #[test]
    fn what_both_allow(a in figure(), b in figure()) {
        let both: Vec<Number> = points(&a).into_iter().filter(|x| b.contains(*x)).collect();
        match a.intersect(&b).unwrap() {
            None => prop_assert!(both.is_empty()),
            Some(figure) => prop_assert_eq!(points(&figure), both),
        }
        let hull = a.hull(&b).unwrap();
        let either: Vec<Number> = points(&a).into_iter().chain(points(&b)).collect();
        assert_tight(&hull, &either, number(1, 4));
    }

    #[test]
    fn whole_numbers(a in figure()) {
        let whole: Vec<Number> = points(&a).into_iter().filter(|x| x.is_integer()).collect();
        match a.as_integer() {
            Err(error) => {
                prop_assert_eq!(error, FigureError::Empty);
                prop_assert!(whole.is_empty());
            }
            Ok(figure) => assert_tight(&figure, &whole, Number::ZERO),
        }
    }

    #[test]
    fn a_comparison_holds_for_every_pair(a in figure(), b in figure()) {
        let comparison = a.compare(&b).unwrap();
        let every = |test: fn(&Number, &Number) -> bool| {
            points(&a).iter().all(|x| points(&b).iter().all(|y| test(x, y)))
        };
        let truth = if a.is_about() || b.is_about() {
            Comparison::Unknown
        } else if every(|x, y| x == y) {
            Comparison::Equal
        } else if every(|x, y| x < y) {
            Comparison::Less
        } else if every(|x, y| x > y) {
            Comparison::Greater
        } else if every(|x, y| x <= y) {
            Comparison::LessOrEqual
        } else if every(|x, y| x >= y) {
            Comparison::GreaterOrEqual
        } else {
            Comparison::Unknown
        };
        prop_assert_eq!(comparison, truth, "{} against {}", a, b);
    }

    #[test]
    fn rounding_for_print_goes_outward_and_no_further(
        low in -2_000i128..2_000, width in 0i128..2_000, strict in any::<[bool; 2]>(), places in 0u32..3,
    ) {
        let (low, high) = (number(low, 100), number(low + width, 100));
        let [low_strict, high_strict] = strict;
        let lower = Bound { value: low, strict: low_strict };
        let upper = Bound { value: high, strict: high_strict };
        let Ok(figure) = Figure::between(lower, upper, unit()) else { return Ok(()) };
        let printed = figure.round_outward(places);
        let step = number(1, 10i128.pow(places));
        let (below, above) = (printed.lower().unwrap().value, printed.upper().unwrap().value);
        for end in [below, above] {
            prop_assert!(end.decimal_places().unwrap() <= places);
        }
        if figure.is_exact() {
            prop_assert!(printed.is_exact());
            let off = below.checked_sub(low).unwrap().checked_mul(Number::from_integer(2)).unwrap();
            prop_assert!(off <= step && off.checked_neg().unwrap() <= step);
        } else {
            prop_assert!(below <= low && low < below.checked_add(step).unwrap());
            prop_assert!(above >= high && high > above.checked_sub(step).unwrap());
        }
    }

    #[test]
    fn parse_and_print_are_inverse(
        lower in proptest::option::of((-10_000i128..10_000, 1i128..50, any::<bool>())),
        upper in proptest::option::of((-10_000i128..10_000, 1i128..50, any::<bool>())),
        name in prop_oneof![Just(""), Just("CNY"), Just("%"), Just("project"), Just("CNY/project")],
    ) {
        let end = |(numer, denom, strict)| Bound { value: number(numer, denom), strict };
        let unit = Unit::new(name).unwrap();
        let Ok(figure) = Figure::from_bounds(lower.map(end), upper.map(end), false, unit) else {
            return Ok(());
        };
        for figure in [figure.clone(), figure.with_about(true)] {
            let printed = figure.to_string();
            let parsed = Figure::parse(&printed, &Unit::one());
            prop_assert_eq!(parsed, Ok(figure.clone()), "{}", printed);
            let json = serde_json::to_string(&figure).unwrap();
            prop_assert_eq!(serde_json::from_str::<Figure>(&json).unwrap(), figure);
        }
    }

    #[test]
    fn no_text_breaks_the_parser(text in "\\PC{0,40}") {
        let _ = Figure::parse(&text, &unit());
    }

    #[test]
    fn nothing_like_a_figure_breaks_the_parser(
        text in "[~<>=]{0,2} ?[0-9_./-]{0,50}( ?(\\.\\.|billion|亿|万亿|CNY|%|百)){0,3}[0-9]{0,3}",
    ) {
        if let Err(error) = Figure::parse(&text, &unit()) {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?} of {text:?}", error.span);
        }
    }
}

#[test]
fn a_tenth_and_two_tenths_are_three_tenths() {
    let parse = |text| Figure::parse(text, &Unit::one()).unwrap();
    assert_eq!(parse("0.1").add(&parse("0.2")).unwrap(), parse("0.3"));
}

#[test]
fn a_sum_is_strict_where_any_part_is() {
    let parse = |text| Figure::parse(text, &unit()).unwrap();
    assert_eq!(parse("195").add(&parse("> 172")).unwrap(), parse("> 367"));
    assert_eq!(parse("> 5").as_integer().unwrap(), parse(">= 6"));
    assert_eq!(parse("> 304.6").round_outward(0), parse("> 304"));
}

#[test]
fn what_cannot_be_held_is_an_error() {
    let large = Figure::exact(Number::from_integer(i128::MAX), unit());
    assert_eq!(large.add(&large), Err(FigureError::Overflow));
    assert_eq!(large.mul(&large), Err(FigureError::Overflow));
    let money = Figure::exact(Number::ONE, Unit::new("CNY").unwrap());
    assert!(matches!(large.add(&money), Err(FigureError::UnitMismatch { .. })));
}

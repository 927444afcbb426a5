//! Every pair of small figures: ends at -1, 0, 1, strict, closed or open. Signs, zeros and ends that
//! touch all occur, which random figures seldom have.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use briefing_model::figure::{Bound, Comparison, Figure};
use briefing_model::number::Number;
use briefing_model::unit::Unit;

/// Further out than any end that arithmetic makes of ends at most 1 from zero.
const FAR: i128 = 4;

fn every() -> Vec<(Figure, Vec<Number>)> {
    let ends: Vec<Option<Bound>> = [-1, 0, 1]
        .into_iter()
        .flat_map(|end| [true, false].map(|strict| Some(Bound { value: whole(end), strict })))
        .chain([None])
        .collect();
    let mut figures = Vec::new();
    for lower in &ends {
        for upper in &ends {
            let Ok(figure) = Figure::from_bounds(*lower, *upper, false, Unit::one()) else {
                continue;
            };
            let points = (-4 * FAR..=4 * FAR).filter_map(|quarter| Number::new(quarter, 4));
            let points = points.filter(|point| figure.contains(*point)).collect();
            figures.push((figure, points));
        }
    }
    figures
}

fn whole(value: i128) -> Number {
    Number::from_integer(value)
}

/// All values lie in the figure; its ends are the least and the greatest of them, attained exactly
/// where the end is closed; and it is open only where the values go on. Ends are whole here, and
/// values lie closer than that, so that an end one off would be found.
fn assert_just(figure: &Figure, values: &[Number], what: &str) {
    let (least, most) = (*values.iter().min().unwrap(), *values.iter().max().unwrap());
    assert!(values.iter().all(|value| figure.contains(*value)), "{what} is not {figure}");
    match figure.lower() {
        None => assert!(least < whole(-2), "{what} is not {figure}: it begins at {least}"),
        Some(end) => {
            assert!(least < end.value.checked_add(Number::ONE).unwrap(), "{what} is not {figure}");
            assert_eq!(end.strict, least != end.value, "{what} is not {figure}");
        }
    }
    match figure.upper() {
        None => assert!(most > whole(2), "{what} is not {figure}: it ends at {most}"),
        Some(end) => {
            assert!(most > end.value.checked_sub(Number::ONE).unwrap(), "{what} is not {figure}");
            assert_eq!(end.strict, most != end.value, "{what} is not {figure}");
        }
    }
}

type Operation = (&'static str, fn(&Figure, &Figure) -> Figure, fn(Number, Number) -> Number);

#[test]
fn every_pair_has_just_its_values() {
    let operations: [Operation; 5] = [
        ("plus", |a, b| a.add(b).unwrap(), |x, y| x.checked_add(y).unwrap()),
        ("minus", |a, b| a.sub(b).unwrap(), |x, y| x.checked_sub(y).unwrap()),
        ("times", |a, b| a.mul(b).unwrap(), |x, y| x.checked_mul(y).unwrap()),
        ("min", |a, b| a.min(b).unwrap(), Number::min),
        ("max", |a, b| a.max(b).unwrap(), Number::max),
    ];
    let every = every();
    for (a, of_a) in &every {
        for (b, of_b) in &every {
            for (name, of_figures, of_numbers) in operations {
                let pairs = of_a.iter().flat_map(|x| of_b.iter().map(|y| of_numbers(*x, *y)));
                let values: Vec<Number> = pairs.collect();
                assert_just(&of_figures(a, b), &values, &format!("{a} {name} {b}"));
            }
            let either: Vec<Number> = of_a.iter().chain(of_b).copied().collect();
            assert_just(&a.hull(b).unwrap(), &either, &format!("{a} or {b}"));
            let both: Vec<Number> = of_a.iter().filter(|x| b.contains(**x)).copied().collect();
            match a.intersect(b).unwrap() {
                Some(figure) => assert_just(&figure, &both, &format!("{a} and {b}")),
                None => assert!(both.is_empty(), "{a} and {b}"),
            }
        }
    }
}

#[test]
fn every_comparison_says_all_that_is_true() {
    let every = every();
    for (a, of_a) in &every {
        for (b, of_b) in &every {
            let all = |test: fn(&Number, &Number) -> bool| {
                of_a.iter().all(|x| of_b.iter().all(|y| test(x, y)))
            };
            let truth = [
                (Comparison::Equal, all(|x, y| x == y)),
                (Comparison::Less, all(|x, y| x < y)),
                (Comparison::Greater, all(|x, y| x > y)),
                (Comparison::LessOrEqual, all(|x, y| x <= y)),
                (Comparison::GreaterOrEqual, all(|x, y| x >= y)),
            ];
            let strongest = truth.into_iter().find(|(_, holds)| *holds);
            let strongest = strongest.map_or(Comparison::Unknown, |(comparison, _)| comparison);
            assert_eq!(a.compare(b).unwrap(), strongest, "{a} against {b}");
        }
    }
}

#[test]
fn every_figure_alone_has_just_its_values() {
    for (figure, points) in every() {
        for by in [-1, 0, 1] {
            let by = whole(by);
            let values: Vec<Number> = points.iter().map(|x| x.checked_mul(by).unwrap()).collect();
            assert_just(&figure.scale(by).unwrap(), &values, &format!("{by} times {figure}"));
            assert!(figure.clone().with_about(true).scale(by).unwrap().is_about());
        }
        let values: Vec<Number> = points.iter().filter(|x| x.is_integer()).copied().collect();
        match figure.as_integer() {
            Ok(only) => assert_just(&only, &values, &format!("whole numbers of {figure}")),
            Err(_) => assert!(values.is_empty(), "whole numbers of {figure}"),
        }
        let values: Vec<Number> = points.iter().filter(|x| !x.is_negative()).copied().collect();
        match figure.non_negative() {
            Ok(only) => assert_just(&only, &values, &format!("what of {figure} is not below 0")),
            Err(_) => assert!(values.is_empty(), "what of {figure} is not below 0"),
        }
    }
}

//! How far a figure changed, as far as that can be said.

use briefing_facts::ExactFigure;
use briefing_model::figure::{Comparison, Figure};
use schemars::JsonSchema;
use serde::Serialize;

/// How far a figure changed, as far as its bounds allow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Change {
    /// It is larger or smaller, and by so much.
    By {
        /// The later figure less the earlier one: `27`, `> 6`, `< -100`.
        figure: ExactFigure,
    },
    /// Both figures are a bound of one and the same side, and the bound moved; the figure itself may
    /// have changed by anything.
    Bound {
        /// The side.
        end: End,
        /// The later bound less the earlier one.
        figure: ExactFigure,
    },
    /// The later figure is one that the earlier allowed, and says more.
    Narrower,
    /// The earlier figure is one that the later allows, and said more.
    Wider,
    /// Nothing: they overlap, are about what they say, or have other units.
    NotComparable,
}

/// A side of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// "More than", "at least".
    Lower,
    /// "Less than", "at most".
    Upper,
}

impl Change {
    /// How far a figure changed; `None` where it did not.
    pub(crate) fn between(before: &ExactFigure, after: &ExactFigure) -> Option<Self> {
        if before == after {
            return None;
        }
        let figures = || Some((Figure::try_from(before).ok()?, Figure::try_from(after).ok()?));
        let said = figures().and_then(|(before, after)| said(&before, &after));
        Some(said.unwrap_or(Self::NotComparable))
    }

    /// The change from the later figure to the earlier.
    pub(crate) fn mirrored(&self) -> Self {
        let less = |figure: &ExactFigure| {
            let turned = Figure::try_from(figure).ok().and_then(|figure| figure.neg().ok());
            turned.as_ref().map(ExactFigure::from)
        };
        match self {
            Self::By { figure } => {
                less(figure).map_or(Self::NotComparable, |figure| Self::By { figure })
            }
            Self::Bound { end, figure } => {
                let bound = |figure| Self::Bound { end: *end, figure };
                less(figure).map_or(Self::NotComparable, bound)
            }
            Self::Narrower => Self::Wider,
            Self::Wider => Self::Narrower,
            Self::NotComparable => Self::NotComparable,
        }
    }
}

fn said(before: &Figure, after: &Figure) -> Option<Change> {
    let less = |after: &Figure, before: &Figure| after.sub(before).ok();
    match after.compare(before).ok()? {
        Comparison::Less | Comparison::Greater => {
            let figure = ExactFigure::from(&less(after, before)?);
            return Some(Change::By { figure });
        }
        Comparison::LessOrEqual | Comparison::GreaterOrEqual | Comparison::Equal => return None,
        Comparison::Unknown => {}
    }
    if before.is_about() || after.is_about() {
        // Of two rough figures nothing is certain; that one became exact is.
        let is_exact_now = before.clone().with_about(false) == *after;
        let was_exact = after.clone().with_about(false) == *before;
        return match (is_exact_now, was_exact) {
            (true, _) => Some(Change::Narrower),
            (_, true) => Some(Change::Wider),
            _ => None,
        };
    }
    if let Some(change) = bound(before, after) {
        return Some(change);
    }
    let shared = after.intersect(before).ok()??;
    match (shared == *after, shared == *before) {
        (true, false) => Some(Change::Narrower),
        (false, true) => Some(Change::Wider),
        _ => None,
    }
}

/// The move of a bound, where both figures have the same one and no other.
fn bound(before: &Figure, after: &Figure) -> Option<Change> {
    let only = |figure: &Figure| match (figure.lower(), figure.upper()) {
        (Some(low), None) => Some((End::Lower, low.value)),
        (None, Some(high)) => Some((End::Upper, high.value)),
        _ => None,
    };
    let ((end, was), (other, is)) = (only(before)?, only(after)?);
    let by = is.checked_sub(was)?;
    if end != other || by.is_zero() {
        return None;
    }
    let figure = ExactFigure::from(&Figure::exact(by, after.unit().clone()));
    Some(Change::Bound { end, figure })
}

#[cfg(test)]
mod tests {
    use briefing_model::unit::Unit;

    use super::*;

    fn change(before: &str, after: &str) -> Option<Change> {
        let figure = |notation| {
            let unit = Unit::new("project").unwrap();
            ExactFigure::from(&Figure::parse(notation, &unit).unwrap())
        };
        let change = Change::between(&figure(before), &figure(after));
        let back = Change::between(&figure(after), &figure(before));
        assert_eq!(back, change.as_ref().map(Change::mirrored), "{before} to {after}");
        change
    }

    #[test]
    fn no_more_is_said_than_the_bounds_allow() {
        let by = |before, after| match change(before, after) {
            Some(Change::By { figure }) => figure.notation,
            other => panic!("{before} to {after}: {other:?}"),
        };
        assert_eq!(change("195", "195"), None);
        assert_eq!(by("195", "222"), "27 project");
        assert_eq!(by("222", "195"), "-27 project");
        assert_eq!(by("195", "> 200"), "> 5 project");
        assert_eq!(by("280..300", "310..320"), "10..40 project");
        assert_eq!(change("> 300", "306"), Some(Change::Narrower));
        assert_eq!(change("306", ">= 300"), Some(Change::Wider));
        assert_eq!(change("> 300", ">= 300"), Some(Change::Wider));
        assert_eq!(change("280..300", "290..310"), Some(Change::NotComparable));
        assert_eq!(change("> 300", "< 310"), Some(Change::NotComparable));
    }

    #[test]
    fn a_bound_that_moves_is_told_from_a_figure_that_does() {
        for (before, after, end, by) in [
            ("> 172", "> 367", End::Lower, "195 project"),
            (">= 20", "> 10", End::Lower, "-10 project"),
            ("< 20", "<= 30", End::Upper, "10 project"),
        ] {
            let Some(Change::Bound { end: found, figure }) = change(before, after) else {
                panic!("{before} to {after}");
            };
            assert_eq!((found, figure.notation.as_str()), (end, by));
        }
    }

    #[test]
    fn of_rough_figures_nothing_is_said_but_that_they_are_rough() {
        assert_eq!(change("~ 100", "~ 200"), Some(Change::NotComparable));
        assert_eq!(change("~ 100", "200"), Some(Change::NotComparable));
        assert_eq!(change("~ 100", "100"), Some(Change::Narrower));
        assert_eq!(change("100", "~ 100"), Some(Change::Wider));
    }

    #[test]
    fn other_units_are_not_comparable() {
        let figure =
            |unit| ExactFigure::from(&Figure::parse("5", &Unit::new(unit).unwrap()).unwrap());
        assert_eq!(Change::between(&figure("CNY"), &figure("USD")), Some(Change::NotComparable));
    }
}
